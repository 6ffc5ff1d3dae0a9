package visits

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// places are who lives where, as the figures of a day need it.
type places struct {
	homes  []home
	people []person // the key persons
	grids  []group  // in the order of people
	at     idTable  // one more than the index of a household
}

// home returns the index of a household; ok is false where there is none.
func (p *places) home(id oplog.ID) (index int, ok bool) {
	n, ok := p.at.find(uint64(id))
	return int(n) - 1, ok && n > 0
}

// livesHere is the condition of a resident who has not moved away.
var livesHere = store.Condition{Field: "state", Op: "in", Value: ",1"}

func newHomes() *shelf[home] {
	text := interned{}
	classes := func(r *store.Bundled) set { return classesOfHome(r.Text(5, text.of), string(r.Bytes(6)) == "1") }
	return &shelf[home]{name: "visits.homes", least: packLeast, def: registers.Households.Def, most: 1 << 30,
		keys: []string{"estate", "building", "entrance", "room", "grid", "kinds", "low_income"},
		key:  func(h home) (day, oplog.ID) { return 0, h.ID },
		maker: func() func(*store.Bundled, day) home {
			alike := memo[set]{make: classes}
			return func(r *store.Bundled, _ day) home {
				return home{ID: r.ID, Estate: r.Ref(0), Building: r.Ref(1), Entrance: r.Text(2, text.of), Room: r.Text(3, text.of), Grid: r.Ref(4), Classes: alike.of(r, 5, 6)}
			}
		}}
}

func newResidents() *shelf[resident] {
	return &shelf[resident]{name: "visits.residents", least: packLeast, def: registers.Residents.Def, most: 1 << 30, where: []store.Condition{livesHere},
		keys: residentKeys,
		key:  func(r resident) (day, oplog.ID) { return 0, r.ID },
		maker: func() func(*store.Bundled, day) resident {
			of := residents()
			return func(r *store.Bundled, _ day) resident { return of(r) }
		}}
}

var residentKeys = []string{"household", "grid", "birth", "kinds", "member", "political", "residence", "relation"}

// residents returns what makes residents of the fields of residentKeys.
func residents() func(r *store.Bundled) resident {
	text := interned{}
	alike := memo[resident]{make: func(r *store.Bundled) resident {
		kinds, political, migrant := r.Text(3, text.of), string(r.Bytes(5)), string(r.Bytes(6)) == registers.ResidenceMigrant
		return resident{Classes: classesOfResident(kinds, r.Ref(4) != 0 || political == "01" || political == "02", migrant),
			Listed: kinds != "" || migrant, Head: string(r.Bytes(7)) == registers.RelationHead}
	}}
	return func(r *store.Bundled) resident {
		out := alike.of(r, 3, 7)
		out.ID, out.Household, out.Grid, out.Birth = r.ID, r.Ref(0), r.Ref(1), dayOf(r.Bytes(2))
		return out
	}
}

// interned keeps one copy of each text that comes again and again.
type interned map[string]string

func (t interned) of(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s, ok := t[string(b)]; ok {
		return s
	}
	s := string(b)
	t[s] = s
	return s
}

// placesOn returns who lives where on a day; it is the same while nobody writes to
// these ledgers.
func (d *Desk) placesOn(ctx context.Context, today cn.Date) (*places, error) {
	m := d.memory
	var homes []home
	var people [][]resident
	var stamp [2]int
	err := together(
		func() (err error) { homes, stamp[0], err = d.homesNow(ctx); return err },
		func() (err error) { people, stamp[1], err = m.residents.between(ctx, d.store(), 0, 0); return err },
	)
	if err != nil {
		return nil, err
	}
	grids, err := d.store().Generation(ctx, registers.GridCells.Key)
	if err != nil {
		return nil, err
	}
	state := fmt.Sprint(today, stamp, grids)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.placesState == state {
		return m.places, nil
	}
	p := &places{}
	if p.grids, err = d.readGrids(ctx); err != nil {
		return nil, err
	}
	p.settle(homes, people[0], today)
	m.calls.numberPeople(p.people)
	m.places, m.placesState = p, state
	return p, nil
}

func (d *Desk) readGrids(ctx context.Context) (grids []group, err error) {
	def := registers.GridCells.Def
	err = d.store().EachOf(ctx, def, []string{"name"}, func(r store.Record) error {
		grids = append(grids, group{r.ID.String(), def.Get(r.Values, "name")})
		return nil
	})
	slices.SortStableFunc(grids, func(a, c group) int { return cmp.Compare(cn.NaturalKey(a.label), cn.NaturalKey(c.label)) })
	return grids, err
}

// settle puts residents into their households, and finds the key persons: residents
// whom the office has put into a class; where only the household is in one, its head
// stands for it.
func (p *places) settle(homes []home, residents []resident, today cn.Date) {
	p.homes = slices.Clone(homes)
	for i := range homes {
		p.at.of(homes[i].ID)
	}
	key := func(r *resident, c set) {
		grid := r.Grid
		if i, ok := p.home(r.Household); ok && grid == 0 {
			grid = p.homes[i].Grid
		}
		p.people = append(p.people, person{ID: r.ID, Household: r.Household, Grid: grid, Classes: c})
	}
	named := make([]bool, len(homes))      // has a key person
	heads := make([]*resident, len(homes)) // of the others: the head, else who was written down first
	for n := range residents {
		r := &residents[n]
		c := r.classesOn(today)
		i, ok := p.home(r.Household)
		if ok {
			p.homes[i].Classes |= c
		}
		switch {
		case r.Listed:
			if key(r, c); ok {
				named[i] = true
			}
		case ok:
			if have := heads[i]; have == nil || r.Head && !have.Head || r.Head == have.Head && r.ID < have.ID {
				heads[i] = r
			}
		}
	}
	for i := range p.homes {
		if c := homes[i].Classes &^ bit(registers.VisitClasses, registers.ClassMember); c != 0 && !named[i] && heads[i] != nil {
			key(heads[i], c)
		}
		if p.homes[i].Classes == 0 {
			p.homes[i].Classes = ordinary
		}
	}
}

// residentsOf returns who lives in a household.
func (d *Desk) residentsOf(ctx context.Context, household string) (out []resident, err error) {
	of := residents()
	err = d.store().EachBundled(ctx, registers.Residents.Def, "", residentKeys, func(r *store.Bundled) error {
		out = append(out, of(r))
		return nil
	}, livesHere, store.Condition{Field: "household", Op: "eq", Value: household})
	return out, err
}

// state names the state of ledgers.
func (d *Desk) state(ctx context.Context, keys ...string) (string, error) {
	var b strings.Builder
	for _, key := range keys {
		g, err := d.store().Generation(ctx, key)
		if err != nil {
			return "", err
		}
		fmt.Fprint(&b, g, " ")
	}
	return b.String(), nil
}
