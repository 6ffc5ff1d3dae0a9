package ledger

import (
	"context"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// places are the fields in which a record repeats where its household lies.
var places = []string{"estate", "grid"}

// FillPlace gives v the estate and the grid of the household that it names, and
// returns the keys of what it set. given says which fields a person or a file
// filled in: they stay. So does what stands there already, unless it was the place of
// the household that old names: then it follows to the new one. A household without
// an estate or a grid takes none away. home returns a field of a household by its ID,
// "" where it is not known; old is nil for a new record.
func FillPlace(d *schema.Def, old, v schema.Values, given func(key string) bool, home func(household, key string) string) []string {
	household, before := d.Get(v, "household"), d.Get(old, "household")
	if household == "" {
		return nil
	}
	var set []string
	for _, key := range places {
		i := d.Index(key)
		if i < 0 || given(key) {
			continue
		}
		follows := v[i] == "" || before != "" && before != household && v[i] == home(before, key)
		if next := home(household, key); follows && next != "" && next != v[i] {
			v[i] = next
			set = append(set, key)
		}
	}
	return set
}

// fillPlace completes a draft whose form names a household.
func (l *Ledger) fillPlace(ctx context.Context, w *Draft) error {
	d := registers.Households.Def
	if f := w.Def.Field("household"); f == nil || f.Ref != d.Key || w.Patch["household"] == "" {
		return nil
	}
	var want []oplog.ID
	for _, v := range []schema.Values{w.Old, w.Values} {
		if id, err := oplog.ParseID(w.Def.Get(v, "household")); err == nil && id != 0 {
			want = append(want, id)
		}
	}
	found, err := l.Store.FindMany(ctx, d, want)
	if err != nil {
		return err
	}
	homes := map[string]schema.Values{}
	for _, r := range found {
		homes[r.ID.String()] = r.Values
	}
	said := func(key string) bool { return w.Patch[key] != "" }
	for _, key := range FillPlace(w.Def, w.Old, w.Values, said, func(household, key string) string { return d.Get(homes[household], key) }) {
		w.Patch[key] = w.Def.Get(w.Values, key)
	}
	return nil
}
