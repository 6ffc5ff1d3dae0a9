package documents_test

import (
	"fmt"
	"strings"
	"testing"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/registers"
)

func sampleLifeSheet(n int) documents.LifeSheet {
	m := documents.LifeSheet{Unit: "行政南小区第一党支部", Kind: "支部党员大会、主题党日", Title: "重温入党誓词，通过三季度工作安排", When: "2026年10月15日 14:30", Place: "党群服务中心二楼", Count: fmt.Sprintf("应到 %d 人，实到 %d 人；有表决权 %d 人，到会 %d 人", n, n/2, n-1, n/2)}
	for i := range n {
		m.Rows = append(m.Rows, documents.LifeRow{Name: names[i%len(names)], Branch: m.Unit, State: []string{"到会", "", "请假", "迟到"}[i%4], Note: []string{"", "", "", "", "列席"}[i%5]})
	}
	return m
}

func sampleDuesList(n int) documents.DuesList {
	m := documents.DuesList{Unit: "行政南小区第一党支部", Month: "2026年10月", Members: n, Due: "1234.50", Paid: "987.60", Open: 3, Waived: 1, Maker: "张红梅", Signer: "赵堃喆"}
	for i := range n {
		r := documents.DuesRow{Name: names[i%len(names)], Branch: m.Unit, Due: fmt.Sprintf("%d.%02d", 12+i*7%90, i*5%100)}
		switch i % 5 {
		case 3:
			r.Note = "减免"
		case 4:
		default:
			r.Paid, r.On = r.Due, "2026.10.12"
		}
		m.Rows = append(m.Rows, r)
	}
	return m
}

// lifeMade are the documents of organizational life, in the order of the catalogue.
func lifeMade() []document {
	return []document{
		{"life_sheet", func(o documents.Options) ([]byte, error) { return press.LifeSheet(sampleLifeSheet(40), o) }},
		{"dues_list", func(o documents.Options) ([]byte, error) { return press.DuesList(sampleDuesList(40), o) }},
	}
}

// lifePages are those whose look is kept.
func lifePages(t *testing.T) map[string][]byte {
	o := documents.Options{Created: printed}
	return map[string][]byte{
		"life_sheet":       must(t)(press.LifeSheet(sampleLifeSheet(24), o)),
		"life_sheet_empty": must(t)(press.LifeSheet(documents.LifeSheet{Unit: community}, o)),
		"dues_list":        must(t)(press.DuesList(sampleDuesList(24), o)),
		"dues_list_empty":  must(t)(press.DuesList(documents.DuesList{Unit: community}, o)),
	}
}

// A sheet that goes from hand to hand tells neither why somebody asked for leave nor
// that he is lost; amounts that are printed are logged.
func TestGatherLife(t *testing.T) {
	o := openOffice(t)
	branch := o.put(registers.Organizations.Def, pairs{"name": "中共重华里小区支部委员会", "short_name": "重华里党支部", "type": registers.TypeBranch})
	member := func(name string, more pairs) string {
		p := pairs{"name": name, "branch": branch, "category": registers.CategoryFull}
		for k, v := range more {
			p[k] = v
		}
		return o.put(registers.PartyMembers.Def, p)
	}
	one, two := member("李建国", nil), member("王芳", nil)
	member("赵敏", pairs{"lost": "1"})
	meeting := o.put(registers.Meetings.Def, pairs{"kind": registers.LifePartyDay, "also": registers.LifeLesson, "organization": branch, "date": "2026-10-15", "start": "14:30", "title": "重温入党誓词"})
	if page := o.page("life_sheet", "", pairs{"meeting": meeting}); !strings.Contains(page, "应到2人") || strings.Contains(page, "实到") || strings.Contains(page, "赵敏") {
		t.Errorf("before the meeting: %s", page)
	}
	o.put(registers.Attendances.Def, pairs{"meeting": meeting, "member": one, "state": registers.AttendPresent})
	o.put(registers.Attendances.Def, pairs{"meeting": meeting, "member": two, "state": registers.AttendLeave, "reason": "住院手术"})
	page := o.page("life_sheet", "", pairs{"meeting": meeting})
	for _, want := range []string{"主题党日、党课签到表", "重华里党支部", "主题：重温入党誓词", "2026年10月15日14:30", "应到2人，实到1人；有表决权2人，到会1人", "请假"} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet lacks %s: %s", want, page)
		}
	}
	for _, secret := range []string{"住院", "失联", "赵敏"} {
		if strings.Contains(page, secret) {
			t.Errorf("the sheet tells %s", secret)
		}
	}
	o.put(registers.DuesBases.Def, pairs{"member": one, "year": "2026", "payer": registers.PayerWage, "base": "300001"})
	o.put(registers.Dues.Def, pairs{"member": one, "month": "2026-10", "amount": "3000", "paid": "3000", "paid_on": "2026-10-12"})
	o.put(registers.Dues.Def, pairs{"member": two, "month": "2026-10", "waived": "1", "reason": "长期住院"})
	page = o.page("dues_list", "", pairs{"month": "2026-10", "organization": "重华里党支部"})
	for _, want := range []string{"2026年10月", "应交30.00元，实交30.00元，减免1名，未交1名", "2026.10.12", "本人签名"} {
		if !strings.Contains(page, want) {
			t.Errorf("the list lacks %s: %s", want, page)
		}
	}
	if strings.Contains(page, "住院") || strings.Contains(page, "3000.01") {
		t.Errorf("the list tells more than it should: %s", page)
	}
	log, err := o.l.Store.AccessLog(operator, 0, 10)
	if err != nil || len(log) == 0 || log[0].Action != "打印" || log[0].Register != registers.Dues.Key {
		t.Errorf("the print is not logged: %v %v", log, err)
	}
}
