package indicators

import (
	"context"
	"fmt"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// Weekday names a full date's day of the week.
func Weekday(d cn.Date) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return weekdays[t.Weekday()]
}

// dateLine is 11月21日 星期六 · 农历十月十三.
func dateLine(d cn.Date) string {
	line := dayText(d) + " " + Weekday(d)
	if l, ok := cn.Lunar(d); ok {
		line += " · 农历" + l.Text
		if l.Term != "" {
			line += " · " + l.Term
		}
	}
	return line
}

func dayText(d cn.Date) string {
	if !d.Full() {
		return fmt.Sprintf("%d月", d.Month())
	}
	return fmt.Sprintf("%d月%d日", d.Month(), d.Day())
}

// listedIDs is how many records a group's list may name one by one.
const listedIDs = 1000

// groups counts the things that are due by kind; each leads to exactly its records.
func (d *due) groups() []TodayGroup {
	members, orgs := registers.PartyMembers.Key, registers.Organizations.Key
	all := []TodayGroup{
		{Kind: kindMatter, Label: "诉求期限", Query: ledger.ListQuery{Register: registers.Matters.Key, Sort: "due"}},
		{Kind: kindSupervision, Label: "督办时限", Query: ledger.ListQuery{Register: registers.Supervisions.Key, Sort: "due"}},
	}
	for _, p := range promises {
		all = append(all, TodayGroup{Kind: kindPromise + p.def.Key, Label: p.what, Query: ledger.ListQuery{Register: p.def.Key, Sort: p.due}})
	}
	all = append(all, []TodayGroup{
		{Kind: kindTerm, Label: "届满换届", Query: ledger.ListQuery{Register: orgs, Sort: "term_end"}},
		{Kind: kindProbation, Label: "预备期满", Query: ledger.ListQuery{Register: members, Sort: "joined"}},
		{Kind: kindBirthday, Label: "本月政治生日", Query: ledger.ListQuery{Register: members, Sort: "joined"}},
		{Kind: kindMedal, Label: "光荣在党50年", Query: ledger.ListQuery{Register: members, Sort: "joined"}},
		{Kind: kindIncomplete, Label: "党员资料不全", Query: ledger.ListQuery{Register: members}},
		{Kind: kindLifeMissed, Label: "主题党日没有开展", Query: ledger.ListQuery{Register: orgs}},
		{Kind: kindDuesBehind, Label: "党费连续未交", Query: ledger.ListQuery{Register: orgs}},
		// Of the points there is no ledger to list: the page leads to its own places.
		{Kind: kindPointsNotice, Label: "积分公示期满"}, {Kind: kindPointsObjection, Label: "积分异议"}, {Kind: kindPointsClaims, Label: "积分待审核"},
		{Kind: kindNotice, Label: "公示期满"}, {Kind: kindNoticeObjection, Label: "公示异议"},
	}...)
	var out []TodayGroup
	for _, g := range all {
		ids := d.ids[g.Kind]
		if g.Count = len(ids); g.Count == 0 {
			continue
		}
		g.Query.Where = []ledger.Condition{{Field: "id", Op: "in", Value: strings.Join(ids[:min(len(ids), listedIDs)], ",")}}
		out = append(out, g)
	}
	return out
}

func (d *due) memberFigures() []Figure {
	m := d.members
	formal := []ledger.Condition{{Field: "status", Op: "eq", Value: registers.StatusNormal}, {Field: "relation", Op: "in", Value: registers.RelationDirect + "," + registers.RelationOut}}
	query := func(where ...ledger.Condition) ledger.ListQuery {
		if where[0].Field != "status" {
			where = append(where, formal...)
		}
		return ledger.ListQuery{Register: registers.PartyMembers.Key, Where: where}
	}
	return []Figure{
		ratio("complete", "党员资料完整率", m.complete, m.all, "人", query(ledger.Condition{Field: "status", Op: "in", Value: "," + registers.StatusNormal})),
		ratio("probationary", "预备党员", m.probationary, m.formal, "人", query(ledger.Condition{Field: "category", Op: "eq", Value: registers.CategoryProbationary})),
		ratio("women", "女党员", m.women, m.formal, "人", query(ledger.Condition{Field: "sex", Op: "eq", Value: "2"})),
		ratio("minority", "少数民族党员", m.minority, m.formal, "人", query(ledger.Condition{Field: "ethnicity", Op: "ne", Value: "01"}, ledger.Condition{Field: "ethnicity", Op: "notempty"})),
	}
}

// ratio shows a part of a whole in percent with one decimal; of nothing it is —.
func ratio(key, label string, part, whole int, unit string, q ledger.ListQuery) Figure {
	f := Figure{Key: key, Label: label, Value: "—", Numerator: part, Denominator: whole, Unit: unit, Query: q}
	if whole > 0 {
		f.Value = fmt.Sprintf("%.1f%%", float64(part)*100/float64(whole))
	}
	return f
}

// week returns who is on duty today and on the six days after.
func week(ctx context.Context, l *ledger.Ledger, today cn.Date) ([]DutyDay, error) {
	d := registers.Duties.Def
	records, err := l.Store.Page(ctx, store.Query{Register: d.Key, Sort: "date", Where: []store.Condition{
		{Field: "date", Op: "gte", Value: string(today)}, {Field: "date", Op: "lte", Value: string(today.AddDays(6))},
	}}, 0, 200)
	if err != nil {
		return nil, err
	}
	calendar, err := l.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	var out []DutyDay
	for i := range 7 {
		date := today.AddDays(i)
		day := DutyDay{Date: string(date), Weekday: Weekday(date), Off: calendar.Day(date).Off}
		var parts []string
		for _, shift := range registers.Shifts.Codes {
			var names []string
			for _, r := range records {
				duty := registers.Duties.Decode(r.Values)
				if duty.Date == date && duty.Shift == shift.Code {
					names = append(names, duty.Person)
					if day.Phone == "" {
						day.Phone = duty.Phone
					}
				}
			}
			if len(names) > 0 {
				label, _ := registers.Shifts.ShortOf(shift.Code)
				parts = append(parts, label+" "+strings.Join(names, "、"))
			}
		}
		day.Text = strings.Join(parts, "　")
		out = append(out, day)
	}
	return out, nil
}

// profile returns the numbers of the community's profile that are known.
func profile(ctx context.Context, l *ledger.Ledger) ([]Figure, error) {
	d := registers.Profile.Def
	records, err := l.Store.Page(ctx, store.Query{Register: d.Key}, 0, 1)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	var out []Figure
	for i, f := range d.Fields {
		if v := records[0].Values[i]; f.Unit != "" && v != "" {
			out = append(out, Figure{Key: f.Key, Label: f.Label, Value: f.Show(v), Unit: f.Unit, Query: ledger.ListQuery{Register: d.Key}})
		}
	}
	return out, nil
}
