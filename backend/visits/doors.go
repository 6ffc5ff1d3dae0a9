package visits

import (
	"context"
	"fmt"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// door is the address of one household as it is searched.
type door struct {
	id    oplog.ID
	block int32  // index into doors.blocks
	tail  string // |1单元|101
	room  string // 101
	whole string // 1单元101
}

// block is one building, with what stands before its doors.
type block struct {
	title    string   // 古楼里 3栋
	address  string   // 古楼里3栋
	initials []string // readings of the title by initials
}

// doors are the addresses of all households, in the order of their IDs.
type doors struct {
	list   []door
	blocks []block
}

// allDoors returns the addresses, which are worked out again only when a household, a
// building or an estate was changed.
func (d *Desk) allDoors(ctx context.Context) (*doors, error) {
	m := d.memory
	homes, stamp, err := m.homes.between(ctx, d.store(), 0, 0)
	if err != nil {
		return nil, err
	}
	state, err := d.state(ctx, registers.Buildings.Key, registers.Estates.Key)
	if err != nil {
		return nil, err
	}
	state += fmt.Sprint(stamp)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.doorsState == state {
		return m.doors, nil
	}
	out := &doors{list: make([]door, len(homes[0]))}
	at := map[oplog.ID]int32{}
	var buildings []oplog.ID
	parts := map[string]string{} // addresses of entrances and rooms, which come again and again
	short := func(text string) string {
		s, known := parts[text]
		if !known {
			s = address(text)
			parts[text] = s
		}
		return s
	}
	for i := range homes[0] {
		h := &homes[0][i]
		n, known := at[h.Building]
		if !known {
			n = int32(len(buildings))
			at[h.Building], buildings = n, append(buildings, h.Building)
		}
		room := short(h.Room)
		out.list[i] = door{h.ID, n, "|" + short(h.Entrance) + "|" + room, room, short(h.Entrance + h.Room)}
	}
	titles, err := d.store().Titles(ctx, registers.Buildings.Def, buildings)
	if err != nil {
		return nil, err
	}
	for _, id := range buildings {
		b := block{title: titles[id], address: address(titles[id])}
		if b.title != "" {
			b.initials = cn.TextKeys(b.title).Initials
		}
		out.blocks = append(out.blocks, b)
	}
	m.doors, m.doorsState = out, state
	return out, nil
}

// matching returns the doors whose address holds all parts, one after another, the
// name of the building also by its initials.
func (a *doors) matching(parts []string) (found []*door) {
	left := make([][]string, len(a.blocks)) // what is still to be found behind the name of the building
	for i := range a.blocks {
		b := &a.blocks[i]
		left[i] = after(b.title, parts)
		for _, name := range b.initials {
			if rest := after(name, parts); len(rest) < len(left[i]) {
				left[i] = rest
			}
		}
	}
	for i := range a.list {
		h := &a.list[i]
		if len(after(h.tail, left[h.block])) == 0 {
			found = append(found, h)
		}
	}
	return found
}
