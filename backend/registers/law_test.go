package registers_test

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"pgregory.net/rapid"
)

// law is a property that returns what breaks it.
type law func(*rapid.T) error

func (l law) holds(t *testing.T) {
	t.Helper()
	rapid.Check(t, func(rt *rapid.T) {
		if err := l(rt); err != nil {
			rt.Fatal(err)
		}
	})
}

// caught wants a law to notice a deliberately wrong implementation.
func (l law) caught(t *testing.T) {
	t.Helper()
	verdict := rapid.Custom(func(rt *rapid.T) bool { return l(rt) != nil })
	for seed := range 1000 {
		if verdict.Example(seed) {
			return
		}
	}
	t.Error("the law does not notice the broken variant")
}

func drawDate(rt *rapid.T, label string) cn.Date {
	return cn.Date("1940-01-01").AddDays(rapid.IntRange(0, 36000).Draw(rt, label))
}

// drawValue makes a canonical value of a field; zero numbers and "no" flags are
// what a typed record writes as not known.
func drawValue(rt *rapid.T, f *schema.Field) string {
	if rapid.IntRange(0, 3).Draw(rt, f.Key+" empty") == 0 {
		return ""
	}
	switch f.Kind {
	case schema.Text, schema.Note:
		text := []rune(rapid.SampledFrom([]string{"王芳", "阿依古丽·吐尔逊江", "䶮㛃堃𠮷𬎆", "仁和苑 3栋", "A,b;c", "“引号”"}).Draw(rt, f.Key))
		if f.Max > 0 && len(text) > f.Max {
			text = text[:f.Max]
		}
		return string(text)
	case schema.Integer:
		return strconv.FormatInt(rapid.Int64Range(1, 1<<53).Draw(rt, f.Key), 10)
	case schema.Money, schema.Tenths:
		return strconv.FormatInt(rapid.Int64Range(1, 1<<40).Draw(rt, f.Key), 10)
	case schema.Decimal:
		return rapid.SampledFrom([]string{"0.4", "12", "3.75", "0.001"}).Draw(rt, f.Key)
	case schema.Date:
		d := string(drawDate(rt, f.Key))
		return d[:rapid.SampledFrom([]int{4, 7, 10, 10}).Draw(rt, f.Key+" length")]
	case schema.Flag:
		return "1"
	case schema.Paper:
		return schema.FileText(append([]byte("%PDF-"), rapid.Byte().Draw(rt, f.Key)))
	case schema.Image:
		return schema.FileText([]byte{0xff, 0xd8, 0xff, rapid.Byte().Draw(rt, f.Key)})
	case schema.Code:
		return rapid.SampledFrom(f.Codes.Codes).Draw(rt, f.Key).Code
	case schema.Codes:
		var out []string
		for _, c := range f.Codes.Codes {
			if rapid.Bool().Draw(rt, f.Key+c.Code) {
				out = append(out, c.Code)
			}
		}
		return strings.Join(out, ",")
	case schema.Ref:
		return oplog.NewID(uint32(rapid.IntRange(1, oplog.MaxBlock).Draw(rt, f.Key)), rapid.Int64Range(1, 1<<36-1).Draw(rt, f.Key+" n")).String()
	case schema.Phone:
		return rapid.SampledFrom([]string{"13800000000", "027-80123456", "13800000000,027-80123456"}).Draw(rt, f.Key)
	case schema.IDNumber:
		return rapid.SampledFrom([]string{"42000019750316012X", "530000198808088886", "370000194901010014"}).Draw(rt, f.Key)
	}
	panic("no values for kind " + f.Kind)
}

func drawRecord(rt *rapid.T, d *schema.Def) schema.Values {
	v := make(schema.Values, len(d.Fields))
	for i, f := range d.Fields {
		v[i] = drawValue(rt, f)
		if !f.Canonical(v[i]) {
			rt.Fatalf("%s.%s: drawn value %q is not canonical", d.Key, f.Key, v[i])
		}
	}
	return v
}

// roundTrip is the law of the typed record: decoding and encoding give the same
// texts, and encoding and decoding the same record.
func roundTrip[T any](decode func(schema.Values) T, encode func(*T) schema.Values, d *schema.Def) law {
	return func(rt *rapid.T) error {
		v := drawRecord(rt, d)
		record := decode(v)
		back := encode(&record)
		for i, f := range d.Fields {
			if back[i] != v[i] {
				return fmt.Errorf("%s: %q came back as %q", f.Key, v[i], back[i])
			}
		}
		if again := decode(back); !reflect.DeepEqual(again, record) {
			return fmt.Errorf("%+v came back as %+v", record, again)
		}
		return nil
	}
}

func lawOf[T any](t *testing.T, r *schema.Register[T]) {
	t.Run(r.Key, func(t *testing.T) {
		roundTrip(r.Decode, r.Encode, r.Def).holds(t)
		for i := 0; i < len(r.Fields); i += 7 { // a register that forgets a field is caught
			forgets := func(v schema.Values) T {
				cut := append(schema.Values{}, v...)
				cut[i] = ""
				return r.Decode(cut)
			}
			roundTrip(forgets, r.Encode, r.Def).caught(t)
		}
	})
}

func TestDecodeEncode(t *testing.T) {
	lawOf(t, registers.PartyMembers)
	lawOf(t, registers.Organizations)
	lawOf(t, registers.Posts)
	lawOf(t, registers.Awards)
	lawOf(t, registers.Estates)
	lawOf(t, registers.GridCells)
	lawOf(t, registers.Buildings)
	lawOf(t, registers.Households)
	lawOf(t, registers.Residents)
	lawOf(t, registers.Profile)
	lawOf(t, registers.Duties)
	lawOf(t, registers.Settings)
	lawOf(t, registers.NotTwins)
}

// No two fields of a register share a place in its record.
func TestFieldsHavePlacesOfTheirOwn(t *testing.T) {
	for _, d := range registers.All() {
		for i := range d.Fields {
			v := make(schema.Values, len(d.Fields))
			v[i] = rapid.Custom(func(rt *rapid.T) string {
				for {
					if s := drawValue(rt, d.Fields[i]); s != "" {
						return s
					}
				}
			}).Example(i)
			for j, got := range d.Through(v) {
				if got != v[j] {
					t.Errorf("%s: %s shows up in %s", d.Key, d.Fields[i].Key, d.Fields[j].Key)
				}
			}
		}
	}
}

// The bound of an age is its edge: born on it one is n, born a day later not yet.
func TestAgeBound(t *testing.T) {
	edges := func(bound func(string, cn.Date) (string, error)) law {
		return func(rt *rapid.T) error {
			day := drawDate(rt, "today")
			n := rapid.IntRange(0, 120).Draw(rt, "age")
			text, err := bound(strconv.Itoa(n), day)
			edge := cn.Date(text)
			if err != nil {
				return err
			}
			if age, ok := cn.Age(edge, day); !ok || age < n {
				return fmt.Errorf("born %s, on %s: %d, want %d", edge, day, age, n)
			}
			if age, ok := cn.Age(edge.AddDays(1), day); ok && age >= n {
				return fmt.Errorf("born %s, on %s: already %d", edge.AddDays(1), day, age)
			}
			return nil
		}
	}
	real := registers.PartyMembers.Computed("age").Bound
	edges(real).holds(t)
	edges(func(n string, day cn.Date) (string, error) {
		years, _ := strconv.Atoi(n)
		return string(day.AddDays(-years * 365)), nil
	}).caught(t)
	if edge, _ := real("1", "2025-02-28"); edge != "2024-02-29" {
		t.Errorf("leap day: %s", edge)
	}
	for _, bad := range []string{"", "x", "-1", "999"} {
		if _, err := real(bad, today); err == nil {
			t.Errorf("%q is an age", bad)
		}
	}
}

func TestDerivedColumns(t *testing.T) {
	d := registers.PartyMembers.Def
	v := record(d, "birth", "1950-11-22", "joined", "1976-07-01")
	if got := d.Computed("age").Of(d.Getter(v), today); got != "75" {
		t.Errorf("age %s", got)
	}
	if got := d.Computed("party_age").Of(d.Getter(v), today); got != "50" {
		t.Errorf("party age %s", got)
	}
	if got := d.Computed("party_age").Of(d.Getter(record(d, "joined", "2025-07-01")), today); got != "" {
		t.Errorf("party age of a probationary member %s", got)
	}
	o := registers.Organizations.Def
	left := o.Computed("days_left")
	for end, want := range map[string]string{"2026-11-21": "0", "2026-12-21": "30", "2026-11-01": "-20", "": "", "2026-12": "40"} {
		if got := left.Of(o.Getter(record(o, "term_end", end)), today); got != want {
			t.Errorf("term to %s: %s, want %s", end, got, want)
		}
	}
	if got, err := left.Bound("-20", today); err != nil || got != "2026-11-01" {
		t.Errorf("bound %s %v", got, err)
	}
}

func TestFillFromID(t *testing.T) {
	d := registers.PartyMembers.Def
	v := record(d, "id_number", "42000019750316012X")
	if filled := registers.FillFromID(d, v, today); len(filled) != 2 || d.Get(v, "sex") != "2" || d.Get(v, "birth") != "1975-03-16" {
		t.Errorf("%v %v", filled, v)
	}
	v = record(d, "id_number", "42000019750316012X", "birth", "1974-03", "sex", "2")
	if filled := registers.FillFromID(d, v, today); len(filled) != 0 || d.Get(v, "birth") != "1974-03" {
		t.Errorf("what was there is overwritten: %v", fmt.Sprint(v))
	}
	if filled := registers.FillFromID(registers.Estates.Def, record(registers.Estates.Def), today); filled != nil {
		t.Error("an estate has no sex")
	}
}
