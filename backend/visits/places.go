package visits

import (
	"cmp"
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

func (d *Desk) readPlaces(ctx context.Context, b *book, env schema.Env) error {
	if err := d.readGrids(ctx, b, env); err != nil {
		return err
	}
	return d.readHomes(ctx, b, env)
}

func (d *Desk) readGrids(ctx context.Context, b *book, _ schema.Env) error {
	def := registers.GridCells.Def
	err := d.store().EachOf(ctx, def, []string{"name"}, func(r store.Record) error {
		b.grids = append(b.grids, group{r.ID.String(), def.Get(r.Values, "name")})
		return nil
	})
	slices.SortStableFunc(b.grids, func(a, c group) int { return cmp.Compare(cn.NaturalKey(a.label), cn.NaturalKey(c.label)) })
	return err
}

// readHomes reads the households and the key persons: residents whom the office has put
// into a class; where only the household is in one, its head stands for it.
func (d *Desk) readHomes(ctx context.Context, b *book, env schema.Env) error {
	at := map[oplog.ID]int{}
	text := interned{}
	keys := []string{"estate", "building", "entrance", "room", "grid", "kinds", "low_income"}
	err := d.store().EachBundled(ctx, registers.Households.Def, "", keys, func(r *store.Bundled) error {
		h := home{ID: r.ID, Estate: r.Ref(0), Building: r.Ref(1), Entrance: text.of(r.Bytes(2)), Room: text.of(r.Bytes(3)), Grid: r.Ref(4)}
		h.Classes = classesOfHome(text.of(r.Bytes(5)), string(r.Bytes(6)) == "1")
		at[r.ID] = len(b.homes)
		b.homes = append(b.homes, h)
		return nil
	})
	if err != nil {
		return err
	}
	own := make([]set, len(b.homes)) // classes of the household's own record
	for i := range b.homes {
		own[i] = b.homes[i].Classes
	}
	months := b.period.months(b.today)
	perMonth, perYear := registers.SettingOf(env, registers.VisitsKey), registers.SettingOf(env, registers.VisitsOrdinary)
	key := func(r *resident, c set) {
		grid := r.Grid
		if i, ok := at[r.Household]; ok && grid == 0 {
			grid = b.homes[i].Grid
		}
		b.people = append(b.people, person{ID: r.ID, Household: r.Household, Grid: grid, Classes: c, Need: need(c, months, perMonth, perYear)})
	}
	named := map[oplog.ID]bool{}     // households with a key person
	heads := map[oplog.ID]resident{} // of the others: the head, else who was written down first
	err = d.eachResident(ctx, func(r *resident) {
		c := classesOfPerson(r, b.today)
		if i, ok := at[r.Household]; ok {
			b.homes[i].Classes |= c
		}
		if r.Kinds != "" || r.Migrant {
			named[r.Household] = true
			key(r, c)
		} else if have, ok := heads[r.Household]; !ok || r.Head && !have.Head || r.Head == have.Head && r.ID < have.ID {
			heads[r.Household] = *r
		}
	})
	if err != nil {
		return err
	}
	for i := range b.homes {
		h := &b.homes[i]
		if c := own[i] &^ bit(registers.VisitClasses, registers.ClassMember); c != 0 && !named[h.ID] {
			if r, ok := heads[h.ID]; ok {
				key(&r, c)
			}
		}
		if h.Classes == 0 {
			h.Classes = ordinary
		}
	}
	return nil
}

// eachResident calls f with everybody who lives here.
func (d *Desk) eachResident(ctx context.Context, f func(*resident), where ...store.Condition) error {
	text := interned{}
	where = append(where, store.Condition{Field: "state", Op: "in", Value: ",1"})
	keys := []string{"household", "grid", "kinds", "birth", "member", "political", "residence", "relation"}
	return d.store().EachBundled(ctx, registers.Residents.Def, "", keys, func(r *store.Bundled) error {
		political := string(r.Bytes(5))
		f(&resident{ID: r.ID, Household: r.Ref(0), Grid: r.Ref(1), Kinds: text.of(r.Bytes(2)), Birth: cn.Date(text.of(r.Bytes(3))),
			Member: r.Ref(4) != 0 || political == "01" || political == "02", Migrant: string(r.Bytes(6)) == registers.ResidenceMigrant, Head: string(r.Bytes(7)) == registers.RelationHead})
		return nil
	}, where...)
}
