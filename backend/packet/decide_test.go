package packet_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

const sameNumber = "42000019750316012X"

func (p *pc) merge(keep, drop oplog.ID) {
	p.t.Helper()
	if _, err := ledger.New(p.s).Merge(ctx, members.Key, keep.String(), drop.String(), nil); err != nil {
		p.t.Fatal(err)
	}
}

func (p *pc) remove(d *schema.Def, id oplog.ID) {
	p.t.Helper()
	p.write(func(tx *store.Tx) error { return tx.Delete(d, id) })
}

func (p *pc) gone(d *schema.Def, id oplog.ID) bool {
	p.t.Helper()
	rec, err := p.s.Find(ctx, d, id)
	if err != nil {
		p.t.Fatal(err)
	}
	return rec.Deleted
}

func (p *pc) ref(d *schema.Def, id oplog.ID, key string) string {
	p.t.Helper()
	rec, err := p.s.Find(ctx, d, id)
	if err != nil {
		p.t.Fatal(err)
	}
	return d.Get(rec.Values, key)
}

// cross lets two PCs take in each other's packet, and no more.
func cross(a, b *pc) {
	fromA, fromB := a.export(), b.export()
	a.take(fromB)
	b.take(fromA)
}

// texts are the values of a field of a review as the deleter saw it and as it is.
func texts(f packet.ReviewField) (before, now string) {
	for _, v := range f.Versions {
		if v.Current {
			now = v.Shown
		} else {
			before = v.Shown
		}
	}
	return before, now
}

// A deletion against an edit shows what was edited, before and after, private
// values masked until somebody asks to see them.
func TestDeletionShowsWhatWasEdited(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	a.set(wang, "mobile", "13800000001")
	a.set(wang, "school", "一中")
	b.take(a.export())
	a.remove(members, wang)
	b.set(wang, "school", "二中")
	b.set(wang, "mobile", "13800000002")
	b.set(wang, "note", "独居")
	b.set(wang, "native_place", "湖北武昌")
	b.set(wang, "native_place", "") // as it was
	cross(a, b)
	for _, p := range all {
		r := p.reviews(false)[0]
		got := map[string][2]string{}
		for _, f := range r.Fields[1:] {
			before, now := texts(f)
			got[f.Key] = [2]string{before, now}
		}
		want := map[string][2]string{"school": {"一中", "二中"}, "mobile": {"138****0001", "138****0002"}, "note": {"（空）", "独居"}}
		if len(got) != len(want) || r.Into != "" {
			t.Fatalf("%+v", r)
		}
		for key, w := range want {
			if got[key] != w {
				t.Errorf("%s: %q, want %q", key, got[key], w)
			}
		}
		for _, f := range r.Fields[1:] {
			for _, v := range f.Versions {
				if f.Private && strings.Contains(v.Value, "1380000") {
					t.Errorf("not masked: %+v", v)
				}
			}
		}
		if log := p.query(`SELECT what FROM access_log`); len(log) > 0 {
			t.Error(log)
		}
		full, err := p.x.Reveal(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(full.Fields, func(f packet.ReviewField) bool { return f.Key == "mobile" })
		if before, now := texts(full.Fields[i]); before != "13800000001" || now != "13800000002" {
			t.Error(before, now)
		}
		if log := strings.Join(p.query(`SELECT what FROM access_log`), ""); !strings.Contains(log, "手机") || strings.Contains(log, "1380000") {
			t.Error(log)
		}
	}
}

// Merged on one PC, edited on the other: the review names the record that stays,
// and deleting takes what refers here along.
func TestMergeAgainstEdit(t *testing.T) {
	for _, take := range []string{"delete", "keep"} {
		a := found(t)
		keep, drop := a.add("name", "王芳", "id_number", sameNumber), a.add("name", "王芳", "id_number", sameNumber)
		b := a.join("2号机")
		a.merge(keep, drop)
		b.set(drop, "note", "独居")
		award := b.create(registers.Awards.Def, "member", drop.String(), "name", "优秀党员")
		cross(a, b)
		r := a.only()
		if r.Row != drop.String() || r.Into != keep.String() || r.IntoTitle != "王芳" || len(r.Fields) != 2 || r.Fields[1].Key != "note" {
			t.Fatalf("%+v", r)
		}
		if i := slices.IndexFunc(r.Fields[0].Versions, func(v packet.Version) bool { return v.Shown == "并入了“王芳”" }); i < 0 {
			t.Fatalf("%+v", r.Fields[0])
		}
		a.resolve(r.ID, take)
		b.take(a.export())
		want := map[string]string{"delete": keep.String(), "keep": drop.String()}[take]
		for _, p := range []*pc{a, b} {
			if p.gone(members, drop) != (take == "delete") || p.gone(members, keep) || p.ref(registers.Awards.Def, award, "member") != want || len(p.reviews(false)) > 0 {
				t.Fatalf("%s: %+v", take, p.reviews(false))
			}
		}
		same(t, a, b)
	}
}

// Each PC merged one record into the other: one question, which of the two stays.
func TestMergedIntoEachOther(t *testing.T) {
	for _, take := range []string{"one", "two", "both", "neither"} {
		a := found(t)
		one, two := a.add("name", "王芳", "id_number", sameNumber, "note", "甲"), a.add("name", "王芳", "id_number", sameNumber)
		award := a.create(registers.Awards.Def, "member", one.String(), "name", "优秀党员")
		other := a.create(registers.Awards.Def, "member", two.String(), "name", "优秀党务工作者")
		b := a.join("2号机")
		a.merge(one, two)
		b.merge(two, one)
		cross(a, b)
		for _, p := range []*pc{a, b} {
			list := slices.DeleteFunc(p.reviews(true), func(r packet.Review) bool { return r.Field != packet.ReviewPair })
			if len(list) != 1 || len(list[0].Fields[0].Versions) != 2 || list[0].Title != "王芳" || p.status().Reviews < 1 {
				t.Fatalf("%+v", p.reviews(true))
			}
		}
		r := a.reviews(true)
		pair := r[slices.IndexFunc(r, func(r packet.Review) bool { return r.Field == packet.ReviewPair })]
		for _, v := range pair.Fields[0].Versions {
			want := map[string]string{one.String(): "1号机", two.String(): "2号机"}[v.Op]
			if v.Computer != want || v.Mine != (want == "1号机") {
				t.Errorf("%+v", v)
			}
		}
		if err := a.x.Resolve(ctx, pair.ID, "mine"); !errs.Is(err, errs.Invalid) || errs.Of(err).Hint == "" {
			t.Fatal(err)
		}
		answer := map[string]string{"one": one.String(), "two": two.String()}[take]
		if answer == "" {
			answer = take
		}
		a.resolve(pair.ID, answer)
		b.take(a.export())
		for _, p := range []*pc{a, b} {
			if p.gone(members, one) != (take == "two" || take == "neither") || p.gone(members, two) != (take == "one" || take == "neither") {
				t.Fatalf("%s: %v %v", take, p.gone(members, one), p.gone(members, two))
			}
			if slices.ContainsFunc(p.reviews(true), func(r packet.Review) bool { return r.Field == packet.ReviewPair }) {
				t.Fatal("it waits still")
			}
			if take == "one" || take == "two" {
				for _, id := range []oplog.ID{award, other} {
					if got := p.ref(registers.Awards.Def, id, "member"); got != answer {
						t.Errorf("%s: refers to %s", take, got)
					}
				}
			}
		}
		same(t, a, b)
		// Undone, it is asked again, on both.
		list, err := a.s.Changes(ctx, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := a.s.Undo(ctx, list[0].ID); err != nil {
			t.Fatal(err)
		}
		b.take(a.export())
		for _, p := range []*pc{a, b} {
			if !slices.ContainsFunc(p.reviews(true), func(r packet.Review) bool { return r.ID == pair.ID }) {
				t.Fatalf("%s: not asked again: %+v", take, p.reviews(true))
			}
		}
		same(t, a, b)
	}
}

// Of two records of one person each PC deletes the other one: which of them stays is asked.
func TestBothHalvesDeleted(t *testing.T) {
	for _, take := range []string{"one", "neither"} {
		a := found(t)
		one, two := a.add("name", "王芳", "id_number", sameNumber), a.add("name", "王芳", "id_number", sameNumber)
		b := a.join("2号机")
		a.remove(members, one)
		b.remove(members, two)
		if got := a.take(b.export()); got.Reviews != 1 {
			t.Fatalf("%+v", got)
		}
		b.take(a.export())
		for _, p := range []*pc{a, b} {
			if r := p.only(); r.Field != packet.ReviewPair || r.Title != "王芳" || len(r.Fields[0].Versions) != 2 {
				t.Fatalf("%+v", r)
			}
		}
		answer := take
		if take == "one" {
			answer = one.String()
		}
		a.resolve(a.only().ID, answer)
		b.take(a.export())
		for _, p := range []*pc{a, b} {
			if p.gone(members, one) != (take == "neither") || !p.gone(members, two) || len(p.reviews(false)) > 0 {
				t.Fatalf("%s: %+v", take, p.reviews(false))
			}
		}
		same(t, a, b)
	}
	// One PC that deletes both knows what it does.
	a := found(t)
	one, two := a.add("name", "王芳", "id_number", sameNumber), a.add("name", "王芳", "id_number", sameNumber)
	b := a.join("2号机")
	b.remove(members, one)
	b.remove(members, two)
	if a.take(b.export()); len(a.reviews(false)) > 0 {
		t.Fatalf("%+v", a.reviews(false))
	}
}

// One PC merges a person away while another begins to refer to that record.
func TestReferenceToWhatWasMerged(t *testing.T) {
	a := found(t)
	keep, drop := a.add("name", "王芳", "id_number", sameNumber), a.add("name", "王芳", "id_number", sameNumber)
	b := a.join("2号机")
	a.merge(keep, drop)
	var awards []oplog.ID
	for _, name := range []string{"优秀党员", "优秀党务工作者"} {
		awards = append(awards, b.create(registers.Awards.Def, "member", drop.String(), "name", name))
	}
	if got := a.take(b.export()); got.Reviews != 1 || len(got.Warnings) > 0 {
		t.Fatalf("%+v", got)
	}
	r := a.only()
	if r.Field != packet.ReviewMerged || r.Into != keep.String() || len(r.Refs) != 2 || r.Refs[0].Label != "党员" || r.Refs[0].Register != registers.Awards.Key {
		t.Fatalf("%+v", r)
	}
	if err := a.x.Resolve(ctx, r.ID, "mine"); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	a.resolve(r.ID, "repoint")
	b.take(a.export())
	for _, p := range []*pc{a, b} {
		for _, id := range awards {
			if got := p.ref(registers.Awards.Def, id, "member"); got != keep.String() {
				t.Errorf("refers to %s", got)
			}
		}
		if list := p.reviews(false); len(list) > 0 || p.status().Reviews > 0 {
			t.Errorf("%+v", list)
		}
	}
	if entries, err := ledger.New(a.s).History(ctx, registers.Awards.Key, awards[0].String()); err != nil || len(entries) != 2 {
		t.Errorf("%+v, %v", entries, err)
	}
	same(t, a, b)
}

// Who folded two records into one did not write what is in them.
func TestFoldNamesTheAuthors(t *testing.T) {
	d := registers.Profile.Def
	for range 3 { // numbers are drawn: now one is the lowest, now another
		all, _ := office(t, 3)
		a, b, c := all[0], all[1], all[2]
		a.create(d, "name", "仁寿门社区", "households", "1200")
		b.create(d, "name", "仁寿门社区", "households", "1210")
		fromA, fromB := a.export(), b.export()
		c.take(fromA, fromB) // c folds
		for _, p := range all {
			if p != c {
				p.take(c.export())
			}
		}
		for range 2 {
			meet(all...)
		}
		for _, p := range all {
			r := p.only()
			if len(r.Fields[0].Versions) != 2 {
				t.Fatalf("%+v", r)
			}
			for _, v := range r.Fields[0].Versions {
				want := map[string]string{"1200": "1号机", "1210": "2号机"}[v.Value]
				if v.Computer != want || v.Mine != (p == a && want == "1号机" || p == b && want == "2号机") {
					t.Errorf("%+v", v)
				}
			}
		}
		b.resolve(b.only().ID, "theirs")
		for range 2 {
			meet(all...)
		}
		for _, p := range all {
			if n, err := p.s.CountReviews(ctx); err != nil || n != 0 || p.ref(d, p.living(d.Key)[0], "households") != "1200" {
				t.Errorf("%d wait, %v", n, err)
			}
		}
		same(t, all...)
	}
}

// Undoing a decision makes it wait again, with who wrote what.
func TestUndoneDecisionIsAskedAgain(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	apart(a, b, wang, []string{"school", "一中"}, []string{"school", "二中"})
	before := a.only()
	a.resolve(before.ID, "theirs")
	undo := func(p *pc) {
		t.Helper()
		list, err := p.s.Changes(ctx, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := p.s.Undo(ctx, list[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	undo(a)
	meet(a, b)
	for _, p := range all {
		r := p.only()
		for _, v := range r.Fields[0].Versions {
			if want := map[string]string{"一中": "1号机", "二中": "2号机"}[v.Value]; v.Computer != want {
				t.Errorf("%+v", v)
			}
		}
	}
	b.resolve(b.only().ID, "mine")
	a.take(b.export())
	if a.show(wang, "school") != "二中" || len(a.reviews(false)) > 0 {
		t.Fatal(a.show(wang, "school"), a.reviews(false))
	}
	same(t, a, b)
}

// What only those concerned may read is not shown to others, and not decided by them.
func TestSensitiveReview(t *testing.T) {
	all, _ := office(t, 2)
	a, b := all[0], all[1]
	d := registers.Visits.Def
	closed, open := a.create(d, "sensitive", "1", "lead", "周秀英", "date", "2026-11-20"), a.create(d, "lead", "周秀英", "date", "2026-11-20")
	b.take(a.export())
	for _, id := range []oplog.ID{closed, open} {
		a.update(d, id, "note", "家中变故")
		b.update(d, id, "note", "家庭矛盾")
	}
	cross(a, b)
	for _, reveal := range []bool{false, true} {
		for _, r := range a.reviews(reveal) {
			for _, v := range r.Fields[0].Versions {
				if hidden := v.Value == "***" && v.Shown == "***"; hidden != (r.Row == closed.String()) {
					t.Errorf("%+v", v)
				}
			}
			if len(r.Values) != 2 && r.Row == open.String() || slices.Contains(r.Values, "家中变故") != (r.Row == open.String()) {
				t.Errorf("%+v", r)
			}
		}
	}
	if err := a.x.Resolve(ctx, closed.String()+".note", "mine"); !errs.Is(err, errs.Denied) {
		t.Error(err)
	}
	a.resolve(open.String()+".note", "mine")
}
