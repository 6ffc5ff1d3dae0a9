package documents_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Canaries: names that stand in a ledger of people, and numbers that stand nowhere
// else. They are planted into every text and every telephone of every ledger.
var (
	canaryNames   = []string{"韩梅梅", "欧阳震华", "买买提·吐尔逊", "钱多多"}
	canaryNumbers = []string{"13912345678", "420000194912310026", "4200001949", "12345678", "501室", "2单元"}
	canaryText    = "韩梅梅和欧阳震华家3栋2单元501室，电话139 1234 5678，身份证420000194912310026，买买提·吐尔逊，钱多多１３９１２３４５６７８"
)

// plant fills all that is written by hand. Fields that name who is on duty keep a
// name that may be printed, with the numbers beside it.
func plant(o *office, d *schema.Def, fixed pairs) string {
	fields := pairs{}
	public := []string{"worker", "leader", "hosts", "owner", "mediator"}
	for _, f := range d.Fields {
		switch {
		case f.Kind == schema.Phone:
			fields[f.Key] = "13912345678"
		case slices.Contains(public, f.Key):
			fields[f.Key] = "张红梅13912345678 420000194912310026"
		case f.Kind == schema.Text || f.Kind == schema.Note:
			fields[f.Key] = canaryText
			if most := f.Max; most > 0 && most < len([]rune(canaryText)) {
				fields[f.Key] = string([]rune("韩梅梅13912345678和钱多多、欧阳震华")[:min(most, 22)])
			}
		}
	}
	maps.Copy(fields, fixed)
	return o.put(d, fields)
}

func TestNoCanaryOnAWall(t *testing.T) {
	o := openOffice(t)
	o.put(registers.Residents.Def, pairs{"name": "韩梅梅"})
	o.put(registers.PartyMembers.Def, pairs{"name": "买买提·吐尔逊"})
	o.put(registers.Households.Def, pairs{"room": "501", "head": "欧阳震华"})
	plant(o, registers.Profile.Def, pairs{"name": community, "service_hours": "周一至周五"})
	estate := plant(o, registers.Estates.Def, pairs{"name": "行政南小区"})
	grid := plant(o, registers.GridCells.Def, pairs{"name": "第3网格"})
	plant(o, registers.Buildings.Def, pairs{"estate": estate, "grid": grid, "number": "3栋"})
	matter := plant(o, registers.Matters.Def, pairs{"accepted": "2026-11-02", "state": registers.StateAccepted, "no": "SQ-1"})
	plant(o, registers.Visits.Def, pairs{"date": "2026-11-02", "no": "ZF-1", "start": "", "end": ""})
	plant(o, registers.Mediations.Def, pairs{"date": "2026-11-02", "kind": "01", "result": "1", "no": "TJ-1", "estate": estate})
	project := plant(o, registers.Projects.Def, pairs{"stage": "2", "amount": "1200000", "estate": estate, "matter": matter})
	rotation := plant(o, registers.Rotations.Def, pairs{"month": "2026-11", "date": "2026-11-28", "estate": estate, "state": "1"})
	plant(o, registers.Wishes.Def, pairs{"date": "2026-11-02", "state": "2", "no": "XY-1", "estate": estate, "wisher": "钱多多", "kind": "5"})
	plant(o, registers.Wishes.Def, pairs{"date": "2026-11-02", "state": "1", "no": "XY-2", "claimed_by": "钱多多、韩梅梅", "wisher": "钱多多"})
	// The text of a project may name the one who wished; that name is known from wishes
	// only, so the wish wall alone is asked for it.
	for _, c := range []struct {
		key    string
		params pairs
		spared string
	}{
		{"mediation_ledger", nil, ""}, {"wish_cards", pairs{"done": "1"}, ""}, {"contact_cards", nil, ""}, {"contact_cards", pairs{"buildings": "1"}, ""},
		{"project_card", pairs{"project": project}, "钱多多"}, {"consultation_notice", pairs{"rotation": rotation}, "钱多多"}, {"rotation_plan", nil, "钱多多"},
	} {
		out, err := o.print(operator, c.key, documents.Wall, c.params)
		if err != nil {
			t.Error(c.key, err, errs.Of(err).Hint)
			continue
		}
		page := solid(text(t, out.PDF))
		for _, s := range append(slices.Clone(canaryNames), canaryNumbers...) {
			if s != c.spared && strings.Contains(page, s) {
				t.Errorf("%s %v shows %s:\n%s", c.key, c.params, s, page)
			}
		}
	}
	// The canaries are there: the page of the office shows them.
	page := o.page("mediation_ledger", documents.Internal, nil)
	if !strings.Contains(page, "韩梅梅") || !strings.Contains(page, "420000194912310026") {
		t.Errorf("the canaries were not planted:\n%s", page)
	}
}

// A sensitive appeal keeps its words from those it is closed to, on every page that
// lists it.
func TestSensitiveAppealOnOtherPages(t *testing.T) {
	o, ids := book(t)
	id := o.put(registers.Matters.Def, pairs{"no": "SQ-2026-TEST-0009", "title": "家暴求助", "content": "家暴求助", "person": "韩梅梅", "visit": ids["visit"], "accepted": "2026-11-18", "owner": "赵堃喆", "state": registers.StateAccepted, "sensitive": "1"})
	for key, params := range map[string]pairs{"visit_record": {"visit": ids["visit"]}, "visit_list": nil, "matter_list": nil} {
		page := o.page(key, "", params)
		if strings.Contains(page, "家暴") || strings.Contains(page, "韩梅梅") || !strings.Contains(page, "敏感诉求") {
			t.Errorf("%s: %s", key, page)
		}
	}
	for _, key := range []string{"matter_sheet", "matter_reply"} {
		if _, err := o.print(operator, key, "", pairs{"matter": id}); !errs.Is(err, errs.Denied) {
			t.Errorf("%s: %v", key, err)
		}
	}
}
