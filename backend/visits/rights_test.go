package visits_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/visits"
)

const secret = "家里吵架"

// A sensitive visit and its appeal are read by those named in it and nobody else,
// through every door by which the page and the commands see records.
func TestSensitiveIsForThoseConcerned(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 1)
	out := o.add(visits.Entry{
		Inputs:     map[string]string{"talk": secret, "hazards": secret, "note": secret, "person": "陈" + secret, "sensitive": "是", "lead": "张红梅", "companions": "王五、赵六", "viewers": "刘洋，孙丽"},
		Households: homes,
		Appeals:    []visits.Appeal{{Inputs: map[string]string{"title": secret + "请调解", "content": secret, "owner": "周敏"}, To: "社区协调"}},
	})
	visit, matter := out.Visits[0], out.Matters[0]
	if got := o.get("visits", visit, "recorder"); got != "李娟" {
		t.Errorf("who wrote it down is %q", got)
	}
	for _, c := range []struct {
		who           string
		visit, matter bool
	}{
		{"张红梅", true, true}, {"王五", true, true}, {"赵六", true, true}, {"李娟", true, true}, {"孙丽", true, true},
		{"周敏", false, true}, {"钱多", false, false}, {"", false, false}, {"红梅", false, false},
	} {
		who := as(c.who)
		for register, id := range map[string]string{"visits": visit, "matters": matter} {
			may := map[string]bool{"visits": c.visit, "matters": c.matter}[register]
			field := map[string]string{"visits": "talk", "matters": "content"}[register]
			shown, err := o.l.Reveal(who, register, id, field)
			if may != (err == nil && shown.Value == secret) || !may && !errs.Is(err, errs.Denied) {
				t.Errorf("%q reveals %s: %q, %v", c.who, register, shown.Value, err)
			}
			if text := seen(t, o, c.who, register, id); strings.Contains(text, secret) != may {
				t.Errorf("%q sees of %s: %s", c.who, register, text)
			}
			_, err = o.l.Draft(who, register, id, map[string]string{"sensitive": "否"})
			if may != (err == nil) {
				t.Errorf("%q changes %s: %v", c.who, register, err)
			}
		}
		view, err := o.l.View(who, "visits", visit)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range view.Related { // what came of it is shown to those who may read that
			for _, r := range g.Rows {
				if strings.Contains(r.Title+r.Detail, secret) != c.matter {
					t.Errorf("%q sees of what came of it: %+v", c.who, r)
				}
			}
		}
		last, err := o.d.Last(who, homes[0])
		if err != nil || (last.Talk == secret) != c.visit || len(last.Open) != 1 || strings.Contains(last.Open[0].Title, secret) != c.matter {
			t.Errorf("%q before the door: %+v, %v", c.who, last, err)
		}
	}
	// That it was, and how it counts, everybody sees.
	if f := o.figures("2026-11-01", "2026-11-30", visits.ByAll)[[2]string{"coverage", ""}]; f.Value != "100.0%" {
		t.Errorf("%+v", f)
	}
}

// seen is all that somebody reads of a record without asking, and with a full export.
func seen(t *testing.T, o *office, who, register, id string) string {
	t.Helper()
	ctx := as(who)
	var all []string
	page, err := o.l.List(ctx, ledger.ListQuery{Register: register, Limit: 10, Columns: columns(t, o, register)})
	if err != nil || len(page.Rows) != 1 {
		t.Fatal(page, err)
	}
	all = append(all, page.Rows[0].Texts...)
	view, err := o.l.View(ctx, register, id)
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, view.Title)
	for _, f := range view.Fields {
		all = append(all, f.Text, f.Value)
	}
	var file strings.Builder
	if _, err := o.l.Export(ctx, ledger.Export{Query: ledger.ListQuery{Register: register}, Format: "json", Unmask: true}, &file, nil); err != nil {
		t.Fatal(err)
	}
	copied, err := o.l.Copy(ctx, ledger.ListQuery{Register: register}, nil)
	if err != nil {
		t.Fatal(err)
	}
	history, err := o.l.History(ctx, register, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range history {
		for _, f := range h.Fields {
			all = append(all, f.Before, f.After)
		}
	}
	hits, err := o.l.Choices(ctx, register, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		all = append(all, h.Title, h.Detail)
	}
	return strings.Join(append(all, file.String(), copied), " | ")
}

func columns(t *testing.T, o *office, register string) (out []string) {
	t.Helper()
	d, err := o.s.Def(register)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.Fields {
		out = append(out, f.Key)
	}
	if !slices.Contains(out, "sensitive") {
		t.Fatal("not a register with sensitive records")
	}
	return out
}
