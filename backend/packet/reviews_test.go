package packet_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// reviews returns what waits, revealed or not.
func (p *pc) reviews(reveal bool) []packet.Review {
	p.t.Helper()
	list, err := p.x.Reviews(ctx, reveal)
	if err != nil {
		p.t.Fatal(err)
	}
	if n, err := p.x.CountReviews(ctx); err != nil || n != len(list) {
		p.t.Fatalf("counted are %d of %d, %v", n, len(list), err)
	}
	return list
}

// only returns the one review that waits.
func (p *pc) only() packet.Review {
	p.t.Helper()
	list := p.reviews(true)
	if len(list) != 1 {
		p.t.Fatalf("%d wait: %+v", len(list), list)
	}
	return list[0]
}

func (p *pc) resolve(id, take string) {
	p.t.Helper()
	if err := p.x.Resolve(ctx, id, take); err != nil {
		p.t.Fatal(err)
	}
}

// apart lets two PCs change fields of one record, and exchange packets.
func apart(a, b *pc, id oplog.ID, mine, theirs []string) {
	a.update(members, id, mine...)
	b.update(members, id, theirs...)
	fromA, fromB := a.export(), b.export()
	a.take(fromB)
	b.take(fromA)
}

// Every answer to a review, and what it makes of the field, here and after a packet there.
func TestEveryTake(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	for _, c := range []struct{ field, mine, theirs, take, want, other string }{
		{"school", "一中", "二中", "mine", "一中", ""},
		{"school", "三中", "四中", "theirs", "四中", ""},
		{"school", "五中", "六中", "七中", "七中", ""},
		{"school", "八中", "", "theirs", "", ""},
		{"school", "八中", "九中", "", "", ""},
		{"mobile", "13900000001", "13900000002", "both", "13900000001,13900000002", "13900000002,13900000001"},
		{"mobile", "13900000003", "13900000004", "139 0000 0005", "13900000005", ""},
		{"kinds", "", "", "", "", ""},
		{"note", "甲", "乙", "both", "甲\n乙", "乙\n甲"},
		{"name", "王方", "王芬", "mine", "王方", ""},
	} {
		if c.field == "kinds" {
			codes := members.Field("kinds").Codes.Codes
			c.mine, c.theirs = codes[0].Code+","+codes[1].Code, codes[1].Code+","+codes[2].Code
			c.take, c.want = "both", codes[0].Code+","+codes[1].Code+","+codes[2].Code
		}
		if members.Field(c.field) == nil {
			t.Fatalf("no field %s", c.field)
		}
		apart(a, b, wang, []string{c.field, c.mine}, []string{c.field, c.theirs})
		r := a.only()
		if r.ID != wang.String()+"."+c.field || r.Register != members.Key || len(r.Fields) != 1 || len(r.Fields[0].Versions) != 2 {
			t.Fatalf("%+v", r)
		}
		for _, v := range r.Fields[0].Versions {
			if want := map[bool]string{true: c.mine, false: c.theirs}[v.Mine]; v.Value != want {
				t.Fatalf("%s: %+v, want %q", c.field, v, want)
			}
			if v.Computer != map[bool]string{true: "1号机", false: "2号机"}[v.Mine] || v.Operator != "张红梅" || v.When == "" || v.Shown == "" {
				t.Fatalf("%+v", v)
			}
		}
		a.resolve(r.ID, c.take)
		if c.take == "both" && a.show(wang, c.field) == c.other {
			c.want = c.other // the older first
		}
		if got := a.show(wang, c.field); got != c.want || len(a.reviews(false)) != 0 {
			t.Fatalf("%s %q: %q, want %q", c.field, c.take, got, c.want)
		}
		b.take(a.export())
		if got := b.show(wang, c.field); got != c.want || len(b.reviews(false)) != 0 {
			t.Fatalf("there: %s %q: %q, want %q", c.field, c.take, got, c.want)
		}
		a.take(b.export())
	}
	same(t, a, b)
}

// One version named by its operation.
func TestTakeAVersion(t *testing.T) {
	all, wang := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	b.set(wang, "school", "一中")
	c.set(wang, "school", "二中")
	a.take(b.export(), c.export())
	r := a.only()
	for take, text := range map[string]string{"mine": "这一项本机没有改过", "theirs": "不止一种改法，分不清用哪一个", "both": "这一栏不能两个都要"} {
		if err := a.x.Resolve(ctx, r.ID, take); !errs.Is(err, errs.Invalid) || err.Error() != text || errs.Of(err).Hint == "" {
			t.Fatalf("%s: %v", take, err)
		}
	}
	for _, v := range r.Fields[0].Versions {
		if v.Computer == "3号机" {
			a.resolve(r.ID, v.Op)
		}
	}
	if a.show(wang, "school") != "二中" {
		t.Fatal(a.show(wang, "school"))
	}
	if err := a.x.Resolve(ctx, r.ID, "mine"); !errs.Is(err, errs.NotFound) {
		t.Fatal(err)
	}
}

// What cannot be is refused, and still waits.
func TestRefusedTakes(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	apart(a, b, wang, []string{"name", "王方", "birth", "1980-01-01"}, []string{"name", "王芬", "birth", "1980-01-02"})
	for _, c := range [][2]string{{"name", ""}, {"name", strings.Repeat("长", 300)}, {"birth", "不是日期"}, {"birth", "both"}} {
		err := a.x.Resolve(ctx, wang.String()+"."+c[0], c[1])
		if !errs.Is(err, errs.Invalid) {
			t.Errorf("%v: %v", c, err)
		}
	}
	if n := len(a.reviews(false)); n != 2 {
		t.Fatal(n)
	}
}

// Deleted on one PC, edited on another.
func TestDeletionIsDecided(t *testing.T) {
	for _, c := range []struct {
		take string
		gone bool
	}{{"keep", false}, {"delete", true}, {"mine", true}, {"theirs", false}} {
		all, wang := office(t, 2)
		a, b := all[0], all[1]
		a.write(func(tx *store.Tx) error { return tx.Delete(members, wang) })
		b.set(wang, "school", "一中")
		fromA, fromB := a.export(), b.export()
		a.take(fromB)
		b.take(fromA)
		r := a.only()
		if r.Field != oplog.Deleted || r.Label != "删除" || r.Both || len(r.Fields[0].Versions) != 2 {
			t.Fatalf("%+v", r)
		}
		var shown []string
		for _, v := range r.Fields[0].Versions {
			shown = append(shown, v.Shown)
		}
		if slices.Sort(shown); !slices.Equal(shown, []string{"保留（改了毕业院校系及专业）", "删除"}) {
			t.Fatal(shown)
		}
		if err := a.x.Resolve(ctx, r.ID, "也许"); !errs.Is(err, errs.Invalid) {
			t.Fatal(err)
		}
		a.resolve(r.ID, c.take)
		b.take(a.export())
		for _, p := range []*pc{a, b} {
			rec, err := p.s.Find(ctx, members, wang)
			if err != nil || rec.Deleted != c.gone || len(p.reviews(false)) != 0 {
				t.Fatalf("%s: %v, %v", c.take, rec.Deleted, err)
			}
		}
		same(t, a, b)
	}
}

// Fields that move together are one decision, and one PC's values go together.
func TestCoupledFieldsAreOneDecision(t *testing.T) {
	for _, take := range []string{"mine", "theirs"} {
		all, _ := office(t, 2)
		a, b := all[0], all[1]
		d := registers.Households.Def
		id := a.create(d, "room", "101")
		b.take(a.export())
		a.update(d, id, "room", "301")
		b.update(d, id, "entrance", "2单元")
		fromA, fromB := a.export(), b.export()
		a.take(fromB)
		b.take(fromA)
		r := a.only()
		var keys []string
		for _, f := range r.Fields {
			keys = append(keys, f.Key)
		}
		slices.Sort(keys)
		if !slices.Equal(keys, []string{"entrance", "room"}) || r.Both || strings.Count(r.Label, "、") != 1 {
			t.Fatalf("%v %+v", keys, r)
		}
		if n := a.status().Reviews; n != 1 {
			t.Fatalf("%d reviews", n)
		}
		a.resolve(r.ID, take)
		b.take(a.export())
		want := map[string][]string{"mine": {"1单元", "301"}, "theirs": {"2单元", "101"}}[take]
		for _, p := range []*pc{a, b} {
			rec, err := p.s.Find(ctx, d, id)
			if err != nil || d.Get(rec.Values, "entrance") != want[0] || d.Get(rec.Values, "room") != want[1] {
				t.Fatalf("%s: %v, %v", take, rec.Values, err)
			}
			if len(p.reviews(false)) != 0 {
				t.Fatal("something waits still")
			}
		}
	}
}

// Private values are masked until somebody asks to see them, and that is written
// down: which fields, of which register, never the values.
func TestRevealingIsLogged(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	home := a.create(registers.Households.Def, "room", "101")
	b.take(a.export())
	a.update(registers.Households.Def, home, "room", "102")
	b.update(registers.Households.Def, home, "room", "103")
	apart(a, b, wang, []string{"mobile", "13900000001"}, []string{"mobile", "13900000002"})
	log := func() string {
		return strings.Join(a.query(`SELECT action, register, what, rows FROM access_log`), "\n")
	}
	masked := a.reviews(false)
	var text strings.Builder
	for _, r := range masked {
		for _, f := range r.Fields {
			for _, v := range f.Versions {
				text.WriteString(v.Value + " " + v.Shown + " ")
			}
		}
		text.WriteString(strings.Join(r.Values, " "))
	}
	if len(masked) != 2 || strings.Contains(text.String(), "1390000000") || !strings.Contains(text.String(), "103") || log() != "" {
		t.Fatalf("%s\n%s", text.String(), log())
	}
	a.reviews(true)
	if got := log(); got != "查看 party_members 待确认：手机 1" {
		t.Fatalf("%q", got)
	}
	a.reviews(true) // the same again, a moment later
	if got := log(); strings.Count(got, "\n") != 0 || strings.Contains(got, "139") {
		t.Fatalf("%q", got)
	}
	// Decided masked: an answer by its name needs no reading.
	for _, r := range a.reviews(false) {
		if r.Field == "mobile" {
			a.resolve(r.ID, "theirs")
		}
	}
	if a.show(wang, "mobile") != "13900000002" {
		t.Fatal(a.show(wang, "mobile"))
	}
	for _, note := range a.query(`SELECT note FROM changes`) {
		if strings.Contains(note, "139") {
			t.Fatal(note)
		}
	}
}

// Several PCs decide one thing in different ways at once: it waits again, until one decides.
func TestDecidedDifferently(t *testing.T) {
	all, wang := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	apart(a, b, wang, []string{"school", "一中"}, []string{"school", "二中"})
	c.take(a.export())
	a.resolve(a.only().ID, "一中")
	b.resolve(b.only().ID, "二中")
	c.resolve(c.only().ID, "三中")
	files := []string{a.export(), b.export(), c.export()}
	for _, p := range all {
		p.take(files...)
		if r := p.only(); len(r.Fields[0].Versions) != 3 || len(r.Values) != 3 {
			t.Fatalf("%+v", r)
		}
	}
	same(t, all...)
	b.resolve(b.only().ID, "四中")
	last := b.export()
	a.take(last)
	c.take(last)
	for _, p := range all {
		if len(p.reviews(false)) != 0 || p.show(wang, "school") != "四中" {
			t.Fatal("it waits still")
		}
	}
	// The same answer given twice is no disagreement.
	apart(a, b, wang, []string{"school", "五中"}, []string{"school", "六中"})
	a.resolve(a.only().ID, "五中")
	b.resolve(b.only().ID, "五中")
	meet(a, b)
	if len(a.reviews(false))+len(b.reviews(false)) != 0 {
		t.Fatal("equal answers wait for a decision")
	}
}

// What waits comes in the order of the records' numbers, the oldest first.
func TestReviewsInOrder(t *testing.T) {
	all, _ := office(t, 2)
	a, b := all[0], all[1]
	var ids []oplog.ID
	for range 4 {
		ids = append(ids, a.add("name", "李强"))
	}
	b.take(a.export())
	for _, id := range ids {
		a.set(id, "school", "一中")
		b.set(id, "school", "二中")
	}
	a.take(b.export())
	slices.Sort(ids)
	for i, r := range a.reviews(false) {
		if r.Row != ids[i].String() || r.Title != "李强" || r.RegisterLabel != "党员" {
			t.Fatalf("%d: %+v", i, r)
		}
	}
}
