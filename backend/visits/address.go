package visits

import (
	"context"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Household finds a household by its ID, the name of its head or its address as people
// write it: 古楼里1栋1单元501, or the end of that where only one household has it.
func (d *Desk) Household(ctx context.Context, text string) (string, error) {
	field := registers.Visits.Field("household")
	id, err := d.ledger.Resolve(ctx, field, text)
	if !errs.Is(err, errs.NotFound) {
		return id, err
	}
	wanted := address(text)
	if wanted == "" {
		return "", err
	}
	def := registers.Households.Def
	type room struct {
		id, building oplog.ID
		text         string
	}
	var rooms []room
	var buildings []oplog.ID
	seen := map[oplog.ID]bool{}
	fail := d.store().EachOf(ctx, def, []string{"building", "entrance", "room"}, func(r store.Record) error {
		at := room{r.ID, ref(def, r, "building"), address(def.Get(r.Values, "entrance") + def.Get(r.Values, "room"))}
		if !strings.HasSuffix(at.text, wanted) && !strings.HasSuffix(wanted, at.text) {
			return nil
		}
		rooms = append(rooms, at)
		if !seen[at.building] {
			seen[at.building], buildings = true, append(buildings, at.building)
		}
		return nil
	})
	if fail != nil {
		return "", fail
	}
	names, fail := d.store().Titles(ctx, registers.Buildings.Def, buildings)
	if fail != nil {
		return "", fail
	}
	var exact, ending []oplog.ID
	for _, r := range rooms {
		switch full := address(names[r.building]) + r.text; {
		case full == wanted:
			exact = append(exact, r.id)
		case strings.HasSuffix(full, wanted):
			ending = append(ending, r.id)
		}
	}
	if len(exact) > 0 {
		ending = exact
	}
	switch {
	case len(ending) == 0:
		return "", err
	case len(ending) > 1:
		return "", errs.New(errs.Invalid, "有几户的地址都是这样").In(field.Key).Do("请写上小区和楼栋，例如 古楼里1栋1单元501")
	}
	return ending[0].String(), nil
}

// address is an address without blanks and signs between its parts, and without the
// 室 or 号 that some write behind a room.
func address(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" 　\t-－—·,，", r) {
			return -1
		}
		return r
	}, text)
	return strings.TrimSuffix(strings.TrimSuffix(text, "号"), "室")
}
