package upward_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/sheet"
	"chengzhuan/backend/store"
	"chengzhuan/backend/upward"
)

func take(t *testing.T, l *ledger.Ledger, f *upward.File) upward.Taken {
	t.Helper()
	got, err := upward.Take(t.Context(), l, f)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func list(t *testing.T, l *ledger.Ledger) []upward.Received {
	t.Helper()
	got, err := upward.List(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTakenOnceAndWhole(t *testing.T) {
	now := clock
	street := book(t, "仁寿门街道", &now)
	f := seal(t, gather(t, demoBook(t)))
	first := take(t, street, f)
	if first.Known || first.Figures < 300 || first.Community != "仁寿门社区" || first.Period != "2026年11月" || first.ReceivedOn != "2026-11-22" || first.Made != "2026-11-22 10:30" {
		t.Errorf("%+v", first)
	}
	before, _ := street.Store.Info(t.Context())
	again := take(t, street, f)
	after, _ := street.Store.Info(t.Context())
	if !again.Known || again.ID != first.ID || again.Figures != 0 || len(list(t, street)) != 1 || before.Generation != after.Generation {
		t.Errorf("taken twice: %+v", again)
	}
	_, r, err := upward.Find(t.Context(), street, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := *f.Report
	for i := range want.Sections {
		want.Sections[i].Note = ""
	}
	if !reflect.DeepEqual(r.Sections, want.Sections) {
		for i := range want.Sections {
			if !reflect.DeepEqual(r.Sections[i], want.Sections[i]) {
				t.Errorf("section %s came out as\n%+v\nwant\n%+v", want.Sections[i].Key, r.Sections[i], want.Sections[i])
			}
		}
	}
	// Nothing but reports was written.
	for _, d := range registers.All() {
		n, err := street.Store.Count(t.Context(), store.Query{Register: d.Key})
		if err != nil || n > 0 && d.Key != "reports" && d.Key != "report_figures" {
			t.Errorf("%d %s, %v", n, d.Key, err)
		}
	}
	if problems, err := street.Store.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

func edition(t *testing.T, community, from, to, made, value, pc string) *upward.File {
	t.Helper()
	r := upward.Sample()
	r.Community, r.From, r.To, r.Made = community, from, to, made
	r.Title = community + "上报"
	r.Sections[0].Figures[0].Value = value
	f, err := upward.Seal(t.Context(), r, newPen(pc))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCorrections(t *testing.T) {
	november := edition(t, "金岗山社区", "2026-11-01", "2026-11-30", "2026-11-22 10:00:00", "100", "1号机")
	corrected := edition(t, "金岗山社区", "2026-11-01", "2026-11-30", "2026-11-22 10:00:30", "101", "1号机")
	october := edition(t, "金岗山社区", "2026-10-01", "2026-10-31", "2026-11-02 10:00:00", "99", "1号机")
	other := edition(t, "重华社区", "2026-11-01", "2026-11-30", "2026-11-22 10:00:00", "50", "1号机")
	stranger := edition(t, "重华社区", "2026-10-01", "2026-10-31", "2026-11-22 11:00:00", "50", "别处的电脑")
	for _, files := range [][]*upward.File{{november, corrected, october, other, stranger}, {stranger, other, corrected, october, november}} {
		now := clock
		l := book(t, "仁寿门街道", &now)
		for _, f := range files {
			take(t, l, f)
		}
		var got []string
		for _, x := range list(t, l) {
			s := x.Community + " " + x.From[:7]
			if x.Corrected {
				s += " 旧"
			}
			if x.Correction {
				s += " 新"
			}
			if x.NewSigner {
				s += " 换了电脑"
			}
			got = append(got, s)
		}
		want := "重华社区 2026-11|金岗山社区 2026-11 新|金岗山社区 2026-11 旧|重华社区 2026-10 换了电脑|金岗山社区 2026-10"
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s\nwant\n%s", s, want)
		}
	}
}

func TestCompare(t *testing.T) {
	now := clock
	l := book(t, "仁寿门街道", &now)
	a := take(t, l, edition(t, "金岗山社区", "2026-10-01", "2026-10-31", "2026-11-02 10:00:00", "99", "1号机"))
	r := upward.Sample()
	r.Community, r.Title = "金岗山社区", "金岗山社区上报"
	r.Sections[0].Figures[0].Value = "101"
	r.Sections[0].Figures = append(r.Sections[0].Figures, upward.Figure{Key: "sex.1", Group: "性别", Label: "男", Value: "60", Unit: "人"})
	r.Sections[1].Rows[0].Cells[1] = "220"
	r.Sections[1].Rows[1] = upward.Row{Key: "第三网格", Cells: []string{"第三网格", "10"}}
	b := take(t, l, seal(t, r))
	c, err := upward.Compare(t.Context(), l, a.ID, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range c.Lines {
		mark := " "
		if x.Differs {
			mark = "*"
		}
		got = append(got, mark+x.Section+" "+x.Group+" "+x.Label+" "+x.A+" "+x.B+" "+x.Change)
	}
	want := []string{
		"*党员队伍 合计 党员总数 99 101 +2", " 党员队伍 性别 女 <3 <3 ", "*党员队伍 性别 男 — 60 ",
		"*网格名单 第一网格 户数 216 220 +4", "*网格名单 第一网格（2） 有没有这一行 有 无 ", "*网格名单 第三网格 有没有这一行 无 有 ",
	}
	if !reflect.DeepEqual(got, want) || c.Differs != 5 {
		t.Errorf("%d\n%s\nwant\n%s", c.Differs, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// Two communities have no grid cell in common.
	other := take(t, l, edition(t, "重华社区", "2026-10-01", "2026-10-31", "2026-11-02 10:00:00", "50", "2号机"))
	if c, err = upward.Compare(t.Context(), l, a.ID, other.ID); err != nil || len(c.Lines) != 2 || c.Lines[0].Change != "-49" {
		t.Errorf("%+v, %v", c.Lines, err)
	}
	var out bytes.Buffer
	if err := upward.WriteComparison(t.Context(), c, &out); err != nil {
		t.Fatal(err)
	}
	s, err := sheet.Read(t.Context(), out.Bytes(), sheet.Limits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if row := s.Sheets[0].Rows[1]; row[2].Text != "党员总数" || row[3].Number != 99 || row[4].Number != 50 || row[5].Number != -49 {
		t.Errorf("%+v", row)
	}
}

func TestRemovedReportsComeBack(t *testing.T) {
	now := clock
	l := book(t, "仁寿门街道", &now)
	f := edition(t, "金岗山社区", "2026-10-01", "2026-10-31", "2026-11-02 10:00:00", "99", "1号机")
	x := take(t, l, f)
	change, err := upward.Remove(t.Context(), l, x.ID)
	if err != nil || len(list(t, l)) != 0 {
		t.Fatal(err)
	}
	if _, _, err := upward.Find(t.Context(), l, x.ID); err == nil {
		t.Error("a removed report is found")
	}
	id, err := oplog.ParseID(change)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.Store.Undo(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, r, err := upward.Find(t.Context(), l, x.ID); err != nil || r.Sections[0].Figures[0].Value != "99" {
		t.Errorf("%+v, %v", r, err)
	}
	// Taken again after it was removed, it is there again.
	if _, err := upward.Remove(t.Context(), l, x.ID); err != nil {
		t.Fatal(err)
	}
	if again := take(t, l, f); again.Known || len(list(t, l)) != 1 {
		t.Errorf("%+v", again)
	}
}

// Two PCs took in the same file before they synced: one report, removed as one.
func TestCopiesAreOneReport(t *testing.T) {
	now := clock
	l := book(t, "仁寿门街道", &now)
	x := take(t, l, edition(t, "金岗山社区", "2026-10-01", "2026-10-31", "2026-11-02 10:00:00", "99", "1号机"))
	id, _ := oplog.ParseID(x.ID)
	rec, err := l.Store.Find(t.Context(), registers.Reports.Def, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Store.Write(t.Context(), store.Meta{Kind: "create"}, func(tx *store.Tx) error {
		_, err := tx.Create(registers.Reports.Def, rec.Values)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := list(t, l); len(got) != 1 || got[0].ID != x.ID || got[0].Correction || got[0].Corrected {
		t.Errorf("%+v", got)
	}
	if _, err := upward.Remove(t.Context(), l, x.ID); err != nil || len(list(t, l)) != 0 {
		t.Errorf("%v, %d left", err, len(list(t, l)))
	}
}
