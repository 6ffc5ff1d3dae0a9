package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// streets makes two estates, two grids and three households: a in the first of both,
// b in the second of both, bare in neither.
func streets(t *testing.T, l *ledger.Ledger) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, n := range []string{"甲", "乙"} {
		out["estate"+n] = save(t, l, "estates", "", "name", n+"小区")
		out["grid"+n] = save(t, l, "grid_cells", "", "name", n+"网格")
		building := save(t, l, "buildings", "", "estate", out["estate"+n], "number", "1栋")
		out["home"+n] = save(t, l, "households", "", "estate", out["estate"+n], "building", building, "room", "101", "grid", out["grid"+n])
		out["bare"+n] = save(t, l, "households", "", "building", building, "room", "102")
	}
	return out
}

func TestPlaceFollowsTheHousehold(t *testing.T) {
	for _, c := range []struct {
		register string
		extra    []string
	}{
		{"matters", []string{"title", "楼道灯不亮", "accepted", "2026-11-02"}},
		{"visits", []string{"date", "2026-11-02", "lead", "张红梅"}},
		{"residents", []string{"name", "王芳"}},
		{"party_members", []string{"name", "李强"}},
	} {
		t.Run(c.register, func(t *testing.T) {
			l := open(t)
			at := streets(t, l)
			make := func(pairs ...string) string {
				return save(t, l, c.register, "", append(slices.Clone(c.extra), pairs...)...)
			}
			want := func(what, id, estate, grid string) {
				t.Helper()
				if e, g := value(t, l, c.register, id, "estate"), value(t, l, c.register, id, "grid"); e != at["estate"+estate] || g != at["grid"+grid] {
					t.Errorf("%s: estate %s grid %s, want %s and %s", what, e, g, at["estate"+estate], at["grid"+grid])
				}
			}
			id := make("household", at["home甲"])
			want("new", id, "甲", "甲")
			save(t, l, c.register, id, "household", at["home乙"])
			want("moved", id, "乙", "乙")
			save(t, l, c.register, id, "household", at["bare甲"])
			want("a household without a place takes none away", id, "乙", "乙")

			id = make("household", at["bare甲"], "estate", at["estate乙"], "grid", at["grid乙"])
			want("given, and the household has none", id, "乙", "乙")
			save(t, l, c.register, id, "household", at["home甲"])
			want("given once, not in this form", id, "乙", "乙")
			id = make("household", at["home甲"], "estate", at["estate乙"])
			want("given against the household", id, "乙", "甲")
		})
	}
}

// given stays, nothing is taken away, and whatever is set is the household's.
func placeLaw(fill func(d *schema.Def, old, v schema.Values, given func(string) bool, home func(household, key string) string) []string) func(*rapid.T) error {
	return func(rt *rapid.T) error {
		d := registers.Matters.Def
		home := func(household, key string) string {
			return map[string]string{"7-1estate": "9-1", "7-1grid": "8-1", "7-2estate": "9-2", "7-2grid": "8-2", "7-3grid": "8-3"}[household+key]
		}
		draw := func(label string) schema.Values {
			v := d.New()
			v[d.Index("household")] = rapid.SampledFrom([]string{"", "7-1", "7-2", "7-3"}).Draw(rt, label+" household")
			v[d.Index("estate")] = rapid.SampledFrom([]string{"", "9-1", "9-2"}).Draw(rt, label+" estate")
			v[d.Index("grid")] = rapid.SampledFrom([]string{"", "8-1", "8-2"}).Draw(rt, label+" grid")
			return v
		}
		old, v := draw("old"), draw("new")
		said := map[string]bool{"estate": rapid.Bool().Draw(rt, "estate given"), "grid": rapid.Bool().Draw(rt, "grid given")}
		before := slices.Clone(v)
		set := fill(d, old, v, func(key string) bool { return said[key] }, home)
		for i, f := range d.Fields {
			switch changed := v[i] != before[i]; {
			case changed != slices.Contains(set, f.Key):
				return fmt.Errorf("%s: changed %v, told %v", f.Key, changed, set)
			case changed && said[f.Key]:
				return fmt.Errorf("%s was given", f.Key)
			case changed && v[i] == "":
				return fmt.Errorf("%s was taken away", f.Key)
			case changed && v[i] != home(d.Get(v, "household"), f.Key):
				return fmt.Errorf("%s is not the household's", f.Key)
			case changed && before[i] != "" && before[i] != home(d.Get(old, "household"), f.Key):
				return fmt.Errorf("%s had not followed the household", f.Key)
			}
		}
		return nil
	}
}

func TestPlaceLaw(t *testing.T) {
	law := placeLaw(ledger.FillPlace)
	rapid.Check(t, func(rt *rapid.T) {
		if err := law(rt); err != nil {
			rt.Fatal(err)
		}
	})
	// One that writes whatever the household has, as it once did.
	broken := placeLaw(func(d *schema.Def, _, v schema.Values, given func(string) bool, home func(household, key string) string) (set []string) {
		for _, key := range []string{"estate", "grid"} {
			if i := d.Index(key); !given(key) && v[i] != home(d.Get(v, "household"), key) {
				v[i] = home(d.Get(v, "household"), key)
				set = append(set, key)
			}
		}
		return set
	})
	caught := false
	for seed := range 200 {
		rapid.Custom(func(rt *rapid.T) int {
			if broken(rt) != nil {
				caught = true
			}
			return 0
		}).Example(seed)
	}
	if !caught {
		t.Error("the law does not see a place that is overwritten")
	}
}
