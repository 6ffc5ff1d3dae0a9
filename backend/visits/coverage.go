package visits

import (
	"cmp"
	"context"
	"fmt"
	"maps"
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
	var order []*home
	var names addressNames
	var months [][]call
	err := together(
		func() (err error) { order, names, err = d.addressOrder(ctx); return err },
		func() (err error) { months, err = d.monthsOf(ctx, p); return err },
	)
	if err != nil {
		return CoverageGrid{}, err
	}
	b.walk = d.memory.calls.walkOf(months, p)
	return b.coverage(order, names), nil
}

// addressOrder returns the households in the order of their addresses, as long as
// nobody moves or renames them without sorting them again.
func (d *Desk) addressOrder(ctx context.Context) ([]*home, addressNames, error) {
	homes, stamp, err := d.homesNow(ctx)
	if err != nil {
		return nil, addressNames{}, err
	}
	state, err := d.state(ctx, registers.Estates.Key, registers.Buildings.Key)
	if err != nil {
		return nil, addressNames{}, err
	}
	state += fmt.Sprint(stamp)
	m := d.memory
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.orderState == state {
		return m.order, m.names, nil
	}
	var estates, buildings []oplog.ID
	for i := range homes {
		estates, buildings = append(estates, homes[i].Estate), append(buildings, homes[i].Building)
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
	m.order, m.names, m.orderState = inAddressOrder(homes, names), names, state
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
	var before *home
	for _, h := range order {
		if before == nil || before.Estate != h.Estate {
			out.Estates = append(out.Estates, CoverageEstate{ID: h.Estate.String(), Name: orNone(estates[h.Estate], "未填小区"), Buildings: []CoverageBuilding{}})
		}
		e := &out.Estates[len(out.Estates)-1]
		if len(e.Buildings) == 0 || before.Building != h.Building {
			e.Buildings = append(e.Buildings, CoverageBuilding{ID: h.Building.String(), Name: orNone(buildings[h.Building], "未填楼栋"), Homes: []CoverageHome{}})
		}
		before = h
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
func inAddressOrder(homes []home, names addressNames) []*home {
	type placed struct {
		*home
		estate, building, door int // ranks
	}
	list := make([]placed, len(homes))
	entrances, rooms := map[string]int{}, map[string]int{}
	inEstate, inBuilding := map[oplog.ID]int{}, map[oplog.ID]int{}
	for i := range homes {
		h := &homes[i]
		entrances[h.Entrance], rooms[h.Room], inEstate[h.Estate], inBuilding[h.Building] = 0, 0, 0, 0
	}
	rankTexts(entrances)
	rankTexts(rooms)
	rankRefs(names.estates, inEstate)
	rankRefs(names.buildings, inBuilding)
	for i := range homes {
		h := &homes[i]
		list[i] = placed{h, inEstate[h.Estate], inBuilding[h.Building], entrances[h.Entrance]*len(rooms) + rooms[h.Room]}
	}
	slices.SortFunc(list, func(a, c placed) int {
		switch {
		case a.estate != c.estate:
			return a.estate - c.estate
		case a.building != c.building:
			return a.building - c.building
		case a.door != c.door:
			return a.door - c.door
		}
		return cmp.Compare(a.ID, c.ID)
	})
	out := make([]*home, len(list))
	for i := range list {
		out[i] = list[i].home
	}
	return out
}

// rankTexts gives texts their ranks in the order in which people number; those that people
// take for the same have the same.
func rankTexts(texts map[string]int) {
	keys := make(map[string]string, len(texts))
	for text := range texts {
		keys[text] = cn.NaturalKey(text)
	}
	order := slices.Sorted(maps.Values(keys))
	order = slices.Compact(order)
	for text, key := range keys {
		texts[text], _ = slices.BinarySearch(order, key)
	}
}

// rankRefs gives records their ranks by their names, then their IDs; what refers to
// nothing stands last.
func rankRefs(names map[oplog.ID]string, ids map[oplog.ID]int) {
	keys := make(map[oplog.ID]string, len(ids))
	for id := range ids {
		keys[id] = cn.NaturalKey(names[id])
	}
	order := slices.SortedFunc(maps.Keys(keys), func(a, c oplog.ID) int {
		return cmp.Or(last(a, c), cmp.Compare(keys[a], keys[c]), cmp.Compare(a, c))
	})
	for n, id := range order {
		ids[id] = n
	}
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
