// Package packs keeps what is read of many records in the book as packs, part by part,
// most often month by month: a program that has just started reads those, and again what
// was touched since, several times as fast as the records themselves. It knows no register.
package packs

import (
	"context"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/store"
)

// Follow is how many touched records are read again one by one; of more everything is
// read anew when it is asked for.
const Follow = 20_000

const (
	// behindMost is how many records may be touched before a pack is written anew, and
	// behindWrites how many writes there may have been: of those long ago is not known what
	// they touched.
	behindMost, behindWrites = 100, 250
	// atOnce is how many parts are read and written in one go.
	atOnce = 12
)

// Shelf is where the packs of one question stand.
type Shelf struct {
	store.Packing

	Bare    bool // it has none
	Believe bool // only tests set it: packs are taken as they are
}

// Usable returns the packs of some parts, in the order of their parts, from which together
// with the records that were touched since, each once in their order, follows what is true
// at a generation. A pack of which it is not known what was touched since is left out.
func (s *Shelf) Usable(ctx context.Context, st *store.Store, parts []int, now int64) (list []*store.Pack, touched []oplog.ID, err error) {
	if s.Bare || len(parts) == 0 {
		return nil, nil, nil
	}
	known := map[int64]bool{} // by generation: whether it is known what was touched since
	for _, p := range st.Packs(ctx, s.Packing, slices.Min(parts), slices.Max(parts)) {
		if !slices.Contains(parts, p.Part) {
			continue
		}
		if _, asked := known[p.Generation]; !asked {
			rows, ok, err := s.touchedSince(ctx, st, p.Generation, now)
			if err != nil {
				return nil, nil, err
			}
			if known[p.Generation] = ok && len(rows) <= Follow; known[p.Generation] {
				touched = append(touched, rows...)
			}
		}
		if known[p.Generation] {
			list = append(list, p)
		}
	}
	slices.Sort(touched)
	return list, slices.Compact(touched), nil
}

func (s *Shelf) touchedSince(ctx context.Context, st *store.Store, since, now int64) ([]oplog.ID, bool, error) {
	if s.Believe {
		return nil, true, nil
	}
	return st.TouchedSince(ctx, s.Def.Key, since, now)
}

// Late returns which of some parts have no pack, or one that is so far behind that it
// should be written anew, and the generations of the packs that there are.
func (s *Shelf) Late(ctx context.Context, st *store.Store, parts []int) (late []int, at map[int]int64, err error) {
	if len(parts) == 0 {
		return nil, nil, nil
	}
	now, err := st.Generation(ctx, s.Def.Key)
	if err != nil {
		return nil, nil, err
	}
	if at, err = st.PackedAt(ctx, s.Packing, slices.Min(parts), slices.Max(parts)); err != nil {
		return nil, nil, err
	}
	current := map[int64]bool{}
	for _, part := range parts {
		g, here := at[part]
		if _, asked := current[g]; here && !asked {
			rows, known, err := st.TouchedSince(ctx, s.Def.Key, g, now)
			if err != nil {
				return nil, nil, err
			}
			current[g] = known && len(rows) <= behindMost && now-g <= behindWrites
		}
		if !here || !current[g] {
			late = append(late, part)
		}
	}
	return late, at, nil
}

// Keep reads parts, in their order, and writes their packs. where finds the records of
// parts of which one follows the other, partOf tells the part of a value of the field By,
// next which part follows one. A pack holds exactly what was true at its generation: while
// somebody writes there are none.
func (s *Shelf) Keep(ctx context.Context, st *store.Store, parts []int, where func(parts []int) []store.Condition, partOf func(by []byte) int, next func(part int) int) error {
	by := slices.Index(s.Keys, s.By)
	now, err := st.Generation(ctx, s.Def.Key)
	if err != nil {
		return err
	}
	for len(parts) > 0 {
		some := parts[:min(stretch(parts, next), atOnce)]
		parts = parts[len(some):]
		made := make([]*store.PackBuilder, len(some))
		for i, part := range some {
			made[i] = store.NewPack(part, now, len(s.Keys))
		}
		err := st.EachBundled(ctx, s.Def, s.By, s.Keys, func(r *store.Bundled) error {
			at, ours := 0, true
			if s.By != "" {
				at, ours = slices.BinarySearch(some, partOf(r.Bytes(by)))
			}
			if ours {
				made[at].Add(r)
			}
			return nil
		}, where(some)...)
		if err != nil {
			return err
		}
		if g, err := st.Generation(ctx, s.Def.Key); err != nil || g != now {
			return err
		}
		if err := st.KeepPacks(ctx, s.Packing, made); err != nil {
			return err
		}
	}
	return nil
}

// stretch is how many parts follow one another at the start of a list.
func stretch(parts []int, next func(int) int) int {
	n := 1
	for n < len(parts) && parts[n] == next(parts[n-1]) {
		n++
	}
	return n
}
