package visits_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

func day(s string) cn.Date { return cn.Date(s) }

func appeal(title string, more ...string) visits.Appeal {
	in := pairs(more)
	in["title"] = title
	return visits.Appeal{Inputs: in}
}

func (o *office) counts() (n [3]int) {
	o.t.Helper()
	for i, key := range []string{"visits", "matters", "matter_log"} {
		var err error
		if n[i], err = o.s.Count(ctx, store.Query{Register: key}); err != nil {
			o.t.Fatal(err)
		}
	}
	return n
}

func TestRoundIsOneChangeAndOneUndo(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 3, "head", "王芳", "phone", "13800000001")
	out := o.add(visits.Entry{
		Inputs:     map[string]string{"talk": "问候", "mode": "入户"},
		Households: homes,
		Appeals: []visits.Appeal{
			appeal("楼道灯不亮", "kind", "物业"),
			{Inputs: map[string]string{"title": "想申请助餐", "household": homes[2]}, To: "当场解决", Note: "已登记助餐"},
		},
	})
	if len(out.Visits) != 3 || len(out.Numbers) != 3 || len(out.Matters) != 2 {
		t.Fatalf("%+v", out)
	}
	for i, id := range out.Visits {
		if got := o.get("visits", id, "household"); got != homes[i] {
			t.Errorf("visit %d is at %s, want %s", i, got, homes[i])
		}
		for field, want := range map[string]string{"lead": "李娟", "date": "2026-11-22", "no": out.Numbers[i]} {
			if got := o.get("visits", id, field); got != want {
				t.Errorf("visit %d: %s is %q, want %q", i, field, got, want)
			}
		}
		if o.get("visits", id, "estate") == "" || !strings.HasPrefix(out.Numbers[i], "ZF-2026-") {
			t.Errorf("visit %d: no estate or number %q", i, out.Numbers[i])
		}
	}
	for i, want := range []map[string]string{
		{"visit": out.Visits[0], "household": homes[0], "source": registers.SourceVisit, "accepted": "2026-11-22", "state": registers.StateAccepted, "reply_due": "2026-11-25"},
		{"visit": out.Visits[2], "household": homes[2], "state": registers.StateFinished, "finished": "2026-11-22", "owner": "李娟", "result": "已登记助餐", "return_due": "2026-11-29"},
	} {
		for field, value := range want {
			if got := o.get("matters", out.Matters[i], field); got != value {
				t.Errorf("matter %d: %s is %q, want %q", i, field, got, value)
			}
		}
	}
	course, err := o.m.Course(ctx, out.Matters[1])
	if err != nil || len(course.Entries) != 2 || course.Entries[0].To != "当场解决" || course.Entries[1].To != "办结" {
		t.Errorf("course %+v, %v", course.Entries, err)
	}
	if got := o.counts(); got != [3]int{3, 2, 2} {
		t.Errorf("records %v", got)
	}
	undone, err := o.l.Undo(ctx, out.Change)
	if err != nil || len(undone.Kept) != 0 {
		t.Fatal(undone, err)
	}
	if got := o.counts(); got[0] != 0 || got[1] != 0 {
		t.Errorf("after undo %v", got)
	}
}

func TestAddRefuses(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 2)
	o.add(visits.Entry{Inputs: map[string]string{"form": "B7K2-03"}, Households: homes[:1]})
	before := o.counts()
	for name, c := range map[string]struct {
		e     visits.Entry
		field string // of a problem; "" a certain twin
	}{
		"nobody visited":              {visits.Entry{Inputs: map[string]string{"talk": "闲谈"}}, "household"},
		"future":                      {visits.Entry{Inputs: map[string]string{"date": "2026-11-23"}, Households: homes[:1]}, "date"},
		"one household twice":         {visits.Entry{Households: []string{homes[0], homes[1], homes[0]}}, "household"},
		"one person in a round":       {visits.Entry{Inputs: map[string]string{"person": "王芳"}, Households: homes}, "person"},
		"appeal without words":        {visits.Entry{Households: homes[:1], Appeals: []visits.Appeal{{}}}, "title"},
		"appeal of another household": {visits.Entry{Households: homes[:1], Appeals: []visits.Appeal{appeal("灯", "household", homes[1])}}, "household"},
		"the same appeal twice":       {visits.Entry{Households: homes[:1], Appeals: []visits.Appeal{appeal("灯"), appeal("灯")}}, "title"},
		"no such way":                 {visits.Entry{Households: homes[:1], Appeals: []visits.Appeal{{Inputs: map[string]string{"title": "灯"}, To: "束之高阁"}}}, "to"},
		"a step that does not follow": {visits.Entry{Households: homes[:1], Appeals: []visits.Appeal{{Inputs: map[string]string{"title": "灯"}, To: "满意"}}}, "state"},
		"refused without a reason":    {visits.Entry{Households: homes[:1], Appeals: []visits.Appeal{{Inputs: map[string]string{"title": "灯"}, To: "不予受理"}}}, "note"},
		"a paper line again":          {visits.Entry{Inputs: map[string]string{"form": "b7k2 3"}, Households: homes[1:]}, ""},
	} {
		out, err := o.d.Add(ctx, c.e, true)
		if err != nil || out.Saved {
			t.Errorf("%s: saved %v, %v", name, out.Saved, err)
			continue
		}
		if c.field == "" {
			if len(out.Twins) == 0 || !out.Twins[0].Certain {
				t.Errorf("%s: twins %+v", name, out.Twins)
			}
		} else if !slices.ContainsFunc(out.Problems, func(p visits.Problem) bool { return p.Field == c.field && !p.Warning }) {
			t.Errorf("%s: problems %+v", name, out.Problems)
		}
	}
	if o.counts() != before {
		t.Errorf("something was written: %v, before %v", o.counts(), before)
	}
}

func TestSuspectedTwinNeedsAWord(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 1)
	e := visits.Entry{Households: homes, Appeals: []visits.Appeal{appeal("楼道灯不亮")}}
	o.add(e)
	out, err := o.d.Add(ctx, e, false)
	if err != nil || out.Saved || len(out.Twins) != 2 || out.Twins[0].Register != "visits" || out.Twins[1].Register != "matters" || out.Twins[1].Appeal != 0 {
		t.Fatalf("%+v, %v", out, err)
	}
	if out, err = o.d.Add(ctx, e, true); err != nil || !out.Saved {
		t.Fatalf("%+v, %v", out, err)
	}
}

func TestAppealText(t *testing.T) {
	long := strings.Repeat("楼道灯不亮", 30)
	for _, c := range []struct{ text, title, content string }{
		{"  楼道灯不亮 ", "楼道灯不亮", ""},
		{"灯不亮\n三楼到五楼", "灯不亮", "灯不亮\n三楼到五楼"},
		{long, long[:99*3] + "…", long},
	} {
		in := visits.AppealText(c.text).Inputs
		if in["title"] != c.title || in["content"] != c.content {
			t.Errorf("%q: %q, %q", c.text, in["title"], in["content"])
		}
	}
}

func TestLastVisit(t *testing.T) {
	o := open(t)
	estate, homes := o.estate("古楼里", 2, "head", "王芳", "phone", "13800000001", "kinds", "空巢老人户")
	o.record("residents", "name", "王小明", "household", homes[0], "birth", "2012-03-05")
	o.record("residents", "name", "李桂英", "household", homes[0], "kinds", "低保对象")
	last, err := o.d.Last(ctx, homes[0])
	if err != nil || last.ID != "" || last.Head != "王芳" || last.Phone != "138****0001" {
		t.Fatalf("%+v, %v", last, err)
	}
	if want := []string{registers.ClassYouth, registers.ClassLowIncome, registers.ClassLonely}; !slices.Equal(last.Classes, want) {
		t.Errorf("classes %v, want %v", last.Classes, want)
	}
	o.day("2026-10-08")
	o.add(visits.Entry{Inputs: map[string]string{"talk": "身体还好"}, Households: homes[:1], Appeals: []visits.Appeal{appeal("楼道灯不亮", "kind", "物业")}})
	o.day("2026-11-20")
	second := o.add(visits.Entry{Inputs: map[string]string{"talk": strings.Repeat("说了很多话", 20)}, Households: homes[:1], Appeals: []visits.Appeal{{Inputs: map[string]string{"title": "想助餐"}, To: "解释说明", Note: "讲了政策"}}})
	last, err = o.d.Last(ctx, homes[0])
	if err != nil || last.ID != second.Visits[0] || last.Date != "2026-11-20" || last.Lead != "李娟" || last.Count != 2 || len([]rune(last.Talk)) != 61 {
		t.Errorf("%+v, %v", last, err)
	}
	if len(last.Open) != 1 || last.Open[0].Title != "楼道灯不亮" || last.Open[0].State != "受理" || !last.Open[0].Same {
		t.Errorf("open %+v", last.Open)
	}
	// A neighbour tells of the same thing, of something of the kind, and of another.
	for name, c := range map[string]struct {
		kind, title string
		want        []string
	}{
		"same words": {"", "5栋的楼道灯坏了不亮", []string{"楼道灯不亮"}},
		"same kind":  {"物业", "保洁不来", []string{"楼道灯不亮"}},
		"other":      {"教育", "入学的事", nil},
	} {
		got, err := o.d.Similar(ctx, homes[1], "", c.kind, c.title)
		var titles []string
		for _, m := range got {
			titles = append(titles, m.Title)
			if m.Same || m.Why == "" {
				t.Errorf("%s: %+v", name, m)
			}
		}
		if err != nil || !slices.Equal(titles, c.want) {
			t.Errorf("%s: %v, %v", name, titles, err)
		}
	}
	if got, err := o.d.Similar(ctx, "", estate, "物业", ""); err != nil || len(got) != 1 {
		t.Errorf("by estate: %+v, %v", got, err)
	}
	if got, err := o.d.Similar(ctx, homes[0], "", "", "随便什么"); err != nil || len(got) != 1 || !got[0].Same {
		t.Errorf("own household: %+v, %v", got, err)
	}
}

func TestForms(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 1)
	batch, err := o.d.Forms(ctx, 2, 6)
	if err != nil || len(batch.Code) != 4 || len(batch.Numbers) != 12 || batch.Numbers[11] != batch.Code+"-12" || batch.Numbers[0] != batch.Code+"-01" {
		t.Fatalf("%+v, %v", batch, err)
	}
	seen := map[string]bool{batch.Code: true}
	for range 20 {
		b, err := o.d.Forms(ctx, 1, 1)
		if err != nil || seen[b.Code] {
			t.Fatal(b, err)
		}
		seen[b.Code] = true
	}
	if again, err := o.d.Batch(ctx, " "+strings.ToLower(batch.Code)); err != nil || !slices.Equal(again, batch.Numbers) {
		t.Errorf("batch again: %v, %v", again, err)
	}
	if none, err := o.d.Batch(ctx, "AAAA"); err != nil || len(none) != 0 && !seen["AAAA"] {
		t.Errorf("no batch: %v, %v", none, err)
	}
	enter := func(form string) visits.Added {
		out, err := o.d.Add(ctx, visits.Entry{Inputs: map[string]string{"form": form}, Households: homes}, true)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if out := enter(batch.Code + "-13"); out.Saved {
		t.Error("a line that was not printed")
	}
	if out := enter(strings.ToLower(batch.Code) + " 7"); !out.Saved || o.get("visits", out.Visits[0], "form") != batch.Code+"-07" {
		t.Errorf("%+v", out)
	}
	if out := enter(batch.Code + "-07"); out.Saved || len(out.Twins) == 0 {
		t.Error("the same line twice")
	}
	for _, c := range [][2]int{{0, 5}, {5, 0}, {1000, 5}, {5, 100}} {
		if _, err := o.d.Forms(ctx, c[0], c[1]); err == nil {
			t.Errorf("%v sheets and lines were taken", c)
		}
	}
}
