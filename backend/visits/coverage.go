package visits

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// addressNames are the names of estates and buildings.
type addressNames struct{ estates, buildings map[oplog.ID]string }

// Coverage returns every household with its last visit in a period, by estate and
// building, in the order in which people number them.
func (d *Desk) Coverage(ctx context.Context, p Period) (CoverageGrid, error) {
	if err := p.check(); err != nil {
		return CoverageGrid{}, err
	}
	b := &book{period: p}
	var stamp int
	var months [][]call
	err := together(
		func() (err error) { b.homes, stamp, err = d.homesNow(ctx); return err },
		func() (err error) { months, err = d.monthsOf(ctx, p); return err },
	)
	if err != nil {
		return CoverageGrid{}, err
	}
	b.walk = d.memory.calls.walkOf(months, p)
	order, names, err := d.addressOrder(ctx, b, stamp)
	if err != nil {
		return CoverageGrid{}, err
	}
	return b.coverage(order, names), nil
}

// addressOrder returns the households in the order of their addresses, as long as
// nobody moves or renames them without sorting them again.
func (d *Desk) addressOrder(ctx context.Context, b *book, homes int) ([]*home, addressNames, error) {
	state, err := d.state(ctx, registers.Estates.Key, registers.Buildings.Key)
	if err != nil {
		return nil, addressNames{}, err
	}
	state += fmt.Sprint(homes)
	m := d.memory
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.orderState == state {
		return m.order, m.names, nil
	}
	var estates, buildings []oplog.ID
	for i := range b.homes {
		estates, buildings = append(estates, b.homes[i].Estate), append(buildings, b.homes[i].Building)
	}
	slices.Sort(estates)
	slices.Sort(buildings)
	var names addressNames
	if names.estates, err = d.store().Titles(ctx, registers.Estates.Def, slices.Compact(estates)); err != nil {
		return nil, names, err
	}
	if names.buildings, err = d.buildingNames(ctx, slices.Compact(buildings)); err != nil {
		return nil, names, err
	}
	m.order, m.names, m.orderState = b.inAddressOrder(names.estates, names.buildings), names, state
	return m.order, names, nil
}

// buildingNames names buildings without their estates, under which they stand.
func (d *Desk) buildingNames(ctx context.Context, ids []oplog.ID) (map[oplog.ID]string, error) {
	def := registers.Buildings.Def
	records, err := d.store().FindMany(ctx, def, ids)
	out := make(map[oplog.ID]string, len(records))
	for _, r := range records {
		out[r.ID] = def.Get(r.Values, "number")
	}
	return out, err
}

// coverage puts the households of a book under their estates and buildings.
func (b *book) coverage(order []*home, names addressNames) CoverageGrid {
	last, times := make([]day, b.walk.homes), b.homeTimes()
	b.walk.each(func(c *call) { last[c.Home] = max(last[c.Home], c.Day) })
	text := map[day]string{0: ""}
	dateOf := func(d day) string {
		if _, known := text[d]; !known {
			text[d] = d.text()
		}
		return text[d]
	}
	estates, buildings := names.estates, names.buildings
	out := CoverageGrid{From: string(b.period.From), To: string(b.period.To), Estates: []CoverageEstate{}}
	for _, h := range order {
		if n := len(out.Estates); n == 0 || out.Estates[n-1].ID != h.Estate.String() {
			out.Estates = append(out.Estates, CoverageEstate{ID: h.Estate.String(), Name: orNone(estates[h.Estate], "未填小区"), Buildings: []CoverageBuilding{}})
		}
		e := &out.Estates[len(out.Estates)-1]
		if n := len(e.Buildings); n == 0 || e.Buildings[n-1].ID != h.Building.String() {
			e.Buildings = append(e.Buildings, CoverageBuilding{ID: h.Building.String(), Name: orNone(buildings[h.Building], "未填楼栋"), Homes: []CoverageHome{}})
		}
		block := &e.Buildings[len(e.Buildings)-1]
		block.Homes = append(block.Homes, CoverageHome{ID: h.ID.String(), Entrance: h.Entrance, Room: h.Room, Last: dateOf(last[h.At]), Visits: int(times[h.At])})
		out.Households, e.Households = out.Households+1, e.Households+1
		if times[h.At] > 0 {
			out.Visited, e.Visited, block.Visited = out.Visited+1, e.Visited+1, block.Visited+1
		}
	}
	out.Value = rate(out.Visited, out.Households)
	return out
}

func orNone(name, none string) string {
	if name == "" {
		return none
	}
	return name
}

// inAddressOrder returns the households by estate, building, entrance and room, each
// in the order in which people number them; those without come last.
func (b *book) inAddressOrder(estates, buildings map[oplog.ID]string) []*home {
	keys := map[string]string{}
	natural := func(name string) string {
		key, ok := keys[name]
		if !ok {
			key = cn.NaturalKey(name)
			keys[name] = key
		}
		return key
	}
	type placed struct {
		*home
		estate, building, entrance, room string
	}
	list := make([]placed, len(b.homes))
	for i := range b.homes {
		h := &b.homes[i]
		list[i] = placed{h, natural(estates[h.Estate]), natural(buildings[h.Building]), natural(h.Entrance), natural(h.Room)}
	}
	slices.SortFunc(list, func(a, c placed) int {
		return cmp.Or(last(a.Estate, c.Estate), cmp.Compare(a.estate, c.estate), cmp.Compare(a.Estate, c.Estate),
			last(a.Building, c.Building), cmp.Compare(a.building, c.building), cmp.Compare(a.Building, c.Building),
			cmp.Compare(a.entrance, c.entrance), cmp.Compare(a.room, c.room), cmp.Compare(a.ID, c.ID))
	})
	out := make([]*home, len(list))
	for i := range list {
		out[i] = list[i].home
	}
	return out
}

// last puts what refers to nothing behind the others.
func last(a, b oplog.ID) int {
	switch {
	case a == 0 && b != 0:
		return 1
	case a != 0 && b == 0:
		return -1
	}
	return 0
}
