package indicators

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
)

// The kinds of reminders of organizational life; the ID of both is the organization.
const (
	kindLifeMissed = "life_missed"
	kindDuesBehind = "dues_behind"
)

// life collects the monthly meetings that were not held and the branches with members
// behind with their dues. No name stands on the first page.
func (d *due) life(ctx context.Context, l *ledger.Ledger) error {
	desk := orglife.New(l)
	lacks, err := desk.Lacking(ctx)
	if err != nil {
		return err
	}
	for _, x := range lacks {
		what, _ := registers.LifeKinds.LabelOf(x.Kind)
		i := TodayItem{Tone: "amber", Tag: "月底前", Title: x.Name, Detail: dayText(x.Month) + "的" + what + "还没有开展", Register: registers.Organizations.Key, ID: x.Organization.String(), Due: string(x.Month.Last())}
		if x.Over {
			i.Tone, i.Tag, i.Detail = "red", "没有开展", dayText(x.Month)+"没有开展"+what+"，请补开或补记"
		}
		d.add(kindLifeMissed, i)
	}
	arrears, err := desk.Arrears(ctx)
	if err != nil {
		return err
	}
	var branches []oplog.ID
	for id := range arrears {
		branches = append(branches, id)
	}
	slices.SortFunc(branches, func(a, b oplog.ID) int { return cmp.Compare(a, b) })
	for _, id := range branches {
		a := arrears[id]
		i := TodayItem{Tone: "amber", Tag: "党费", Title: a.Name, Register: registers.Organizations.Key, Due: string(d.today[:7])}
		if i.Title == "" {
			i.Title = "没有选支部的党员"
		}
		first, last := strconv.Itoa(d.figures[registers.DuesBehindFirst]), strconv.Itoa(d.figures[registers.DuesBehindLast])
		if a.Red > 0 {
			i.Tone, i.Detail = "red", strconv.Itoa(a.Red)+" 名党员连续 "+last+" 个月以上没有交党费"
		} else {
			i.Detail = strconv.Itoa(a.Amber) + " 名党员连续 " + first + " 个月以上没有交党费"
		}
		if id == 0 {
			i.Kind, i.Register = kindDuesBehind, "" // there is no organization to look at
			d.items = append(d.items, i)
			continue
		}
		i.ID = id.String()
		d.add(kindDuesBehind, i)
	}
	return nil
}
