package indicators_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/indicators"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

var ctx = context.Background()

func open(t *testing.T) *ledger.Ledger { return openOn(t, "2026-11-21") }

// openOn makes a book on a day.
func openOn(t *testing.T, day cn.Date) *ledger.Ledger {
	t.Helper()
	s, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{
		Now: func() time.Time {
			return time.Date(day.Year(), time.Month(day.Month()), day.Day(), 8, 0, 0, 0, time.Local)
		},
		Create: &store.NewBook{Name: "测试社区"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return ledger.New(s)
}

func add(t *testing.T, l *ledger.Ledger, d *schema.Def, pairs ...string) {
	t.Helper()
	v := d.New()
	for i := 0; i < len(pairs); i += 2 {
		v[d.Index(pairs[i])] = pairs[i+1]
	}
	if _, err := l.Store.Write(ctx, store.Meta{Kind: "create"}, func(tx *store.Tx) error { _, err := tx.Create(d, v); return err }); err != nil {
		t.Fatal(err)
	}
}

func TestToday(t *testing.T) {
	l := open(t)
	m, o := registers.PartyMembers.Def, registers.Organizations.Def
	add(t, l, o, "name", "届满的支部", "type", registers.TypeBranch, "term_end", "2026-11-11")
	add(t, l, o, "name", "快届满的支部", "type", registers.TypeBranch, "term_end", "2027-03-01")
	add(t, l, o, "name", "还早的支部", "type", registers.TypeBranch, "term_end", "2029-03-01")
	add(t, l, m, "name", "陈志远", "category", registers.CategoryProbationary, "joined", "2025-12-01")
	add(t, l, m, "name", "周年人", "category", "1", "joined", "1996-11-25", "confirmed", "1997-11-25")
	add(t, l, m, "name", "周年已过", "category", "1", "joined", "1996-11-05", "confirmed", "1997-11-05")
	add(t, l, m, "name", "老党员", "category", "1", "joined", "1976-05-01", "confirmed", "1977-05-01")
	add(t, l, m, "name", "去世者", "category", "1", "joined", "1976-05-01", "confirmed", "1977-05-01", "status", "4")
	add(t, l, registers.Duties.Def, "date", "2026-11-22", "shift", registers.ShiftDay, "person", "王磊", "phone", "027-80123456")
	v, err := new(indicators.Desk).Today(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	if v.Line != "11月21日 星期六 · 农历十月十三" {
		t.Errorf("the line is %q", v.Line)
	}
	want := []struct{ title, tone, tag string }{
		{"届满的支部", "red", "逾期 10 天"}, {"快届满的支部", "amber", "还有 100 天"},
		{"周年人", "blue", "政治生日"}, {"陈志远", "blue", "还有 10 天"}, {"2027 年的放假安排还没有导入", "blue", "放假安排"}, {"老党员", "blue", "纪念章"},
	}
	if len(v.Items) != len(want) {
		t.Fatalf("%d items, want %d: %+v", len(v.Items), len(want), v.Items)
	}
	for i, w := range want {
		if got := v.Items[i]; got.Title != w.title || got.Tone != w.tone || got.Tag != w.tag {
			t.Errorf("item %d is %s %s %s, want %v", i, got.Title, got.Tone, got.Tag, w)
		}
	}
	if v.Week[1].Text != "白班 王磊" || v.Week[1].Weekday != "星期日" || !v.Week[1].Off || v.Week[1].Phone != "027-80123456" {
		t.Errorf("tomorrow is %+v", v.Week[1])
	}
	if f := v.Figures[1]; f.Value != "25.0%" || f.Numerator != 1 || f.Denominator != 4 {
		t.Errorf("probationary members: %+v", f)
	}
	// Every group leads to a list that opens.
	for _, g := range v.Groups {
		if page, err := l.List(ctx, g.Query); err != nil || page.Matched != g.Count {
			t.Errorf("%s: the list has %d, the group says %d, %v", g.Label, page.Matched, g.Count, err)
		}
	}
	if n, err := new(indicators.Desk).DueCount(ctx, l); err != nil || n != 2 {
		t.Errorf("%d things overdue or soon, want 2, %v", n, err)
	}
}

func TestAnEmptyBookHasCalmFigures(t *testing.T) {
	v, err := new(indicators.Desk).Today(ctx, open(t))
	if err != nil || len(v.Items) != 1 || v.Items[0].Kind != "holidays" {
		t.Fatalf("%+v, %v", v.Items, err)
	}
	for _, f := range v.Figures {
		if f.Value != "—" || strings.Contains(f.Value, "NaN") {
			t.Errorf("%s of nothing is %q", f.Label, f.Value)
		}
	}
}

// A remembered look is thrown away by the next write, and only by that.
func TestALookIsRememberedUntilTheNextWrite(t *testing.T) {
	l, k := open(t), &indicators.Desk{}
	for want := range 3 {
		for range 2 {
			if n, err := k.DueCount(ctx, l); err != nil || n != want {
				t.Fatalf("%d things due, want %d, %v", n, want, err)
			}
		}
		add(t, l, registers.Organizations.Def, "name", "届满的支部", "type", registers.TypeBranch, "term_end", "2026-11-11")
	}
}

// What reminders read of a member is all that the rule of completeness looks at.
func TestRemindersReadEnough(t *testing.T) {
	l := open(t)
	d := registers.PartyMembers.Def
	v := d.New()
	for i := range d.Fields {
		v[i] = map[schema.Kind]string{schema.Date: "1996-11-25", schema.Ref: "7-1", schema.IDNumber: "42000019750316012X", schema.Phone: "13800000001", schema.Flag: "0", schema.Text: "有", schema.Note: "有"}[d.Fields[i].Kind]
		if c := d.Fields[i].Codes; c != nil {
			v[i] = c.Codes[0].Code
		}
	}
	v[d.Index("status")], v[d.Index("sex")] = registers.StatusNormal, "2"
	for _, relation := range registers.Relations.Codes {
		v[d.Index("relation")] = relation.Code
		if lacks := registers.Missing(d, v); len(lacks) > 0 {
			t.Fatalf("a full record lacks %v", lacks[0].Label)
		}
		if _, err := l.Store.Write(ctx, store.Meta{Kind: "create"}, func(tx *store.Tx) error { _, err := tx.Create(d, v); return err }); err != nil {
			t.Fatal(err)
		}
	}
	view, err := new(indicators.Desk).Today(ctx, l)
	if err != nil || view.Figures[0].Numerator != len(registers.Relations.Codes) {
		t.Errorf("complete members count as incomplete: %+v, %v", view.Figures[0], err)
	}
}
