package visits

import (
	"context"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
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
	all, fail := d.allDoors(ctx)
	if fail != nil {
		return "", fail
	}
	var exact, ending []oplog.ID
	for i := range all.list {
		h := &all.list[i]
		switch name := all.blocks[h.block].address; {
		case !strings.HasSuffix(wanted, h.whole) && !strings.HasSuffix(h.whole, wanted):
		case name+h.whole == wanted:
			exact = append(exact, h.id)
		case strings.HasSuffix(name+h.whole, wanted):
			ending = append(ending, h.id)
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

// addressSigns are the blanks and signs that people write between the parts of an address.
const addressSigns = " 　\t－—·,，-"

// address is an address without blanks and signs between its parts, and without the
// 室 or 号 that some write behind a room.
func address(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(addressSigns, r) {
			return -1
		}
		return r
	}, text)
	return strings.TrimSuffix(strings.TrimSuffix(text, "号"), "室")
}
