package packet_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// on opens a data folder as a machine of any name would.
func on(t testing.TB, machine, dir string) *pc {
	t.Helper()
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Machine: machine})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &pc{t, dir, s, packet.New(ledger.New(s), "1.2.3")}
}

// machines returns the first n PCs of the office, each on a machine of its own.
func machines(t testing.TB, n int) (all []*pc) {
	t.Helper()
	list, _ := office(t, n)
	for i, p := range list {
		p.forgetPlace()
		p.close()
		all = append(all, on(t, string(rune('A'+i)), p.dir))
	}
	return all
}

// goTo closes the book and opens it on another machine.
func (p *pc) goTo(machine string) {
	p.t.Helper()
	p.close()
	*p = *on(p.t, machine, p.dir)
}

// namesOf returns how the roster calls the PCs, in order.
func (p *pc) namesOf() (out []string) {
	p.t.Helper()
	for _, c := range p.status().Computers {
		if c.Removed == "" {
			out = append(out, c.Name)
		}
	}
	slices.Sort(out)
	return out
}

func (p *pc) calls(names ...string) {
	p.t.Helper()
	if have := p.namesOf(); !slices.Equal(have, names) {
		p.t.Fatalf("%s sees %q, want %q", p.status().Self.Name, have, names)
	}
}

func refuses(t testing.TB, err error, code errs.Code) {
	t.Helper()
	if e := errs.Of(err); err == nil || e.Code != code || e.Message == "" {
		t.Fatalf("%v, want %s", err, code)
	}
}

// A PC that got another name asks, and goes on as the one it was when told so.
func TestRenamedMachine(t *testing.T) {
	all := machines(t, 3)
	a, b, c := all[0], all[1], all[2]
	b.goTo("B'")
	meet(a, b, c)
	a.calls("1号机", "2号机", "2号机-2", "3号机")
	q := b.status().Question
	if q.Name != "2号机" || q.Computer != a.computer("2号机").ID || q.Yes == "" || q.No == "" {
		t.Fatalf("%+v", q)
	}
	if a.status().Question.Computer != "" || c.status().Question.Computer != "" {
		t.Fatal("others are asked")
	}
	// The question outlives a restart.
	b.goTo("B'")
	if b.status().Question != q {
		t.Fatal("the question is gone")
	}
	if err := b.x.Same(ctx, "", q.Computer); err != nil {
		t.Fatal(err)
	}
	if b.status().Question.Computer != "" || b.info().PC != "2号机" {
		t.Fatalf("%+v", b.status())
	}
	lossless(t, a, b, c)
	for _, p := range all {
		p.calls("1号机", "2号机", "3号机")
		if two := p.computer("2号机"); len(two.Also) != 1 || two.Also[0].Name != "2号机-2" || two.ID != q.Computer || two.Fingerprint != b.status().Self.Fingerprint || two.CopyOf != "" {
			t.Fatalf("%+v", two)
		}
	}
	// What it did under its old name is its own.
	names := a.query(`SELECT DISTINCT r.name FROM writers w JOIN computers c ON c.id = w.computer JOIN replicas r ON r.replica = w.number WHERE c.name LIKE '2号机%'`)
	if !slices.Equal(names, []string{"2号机"}) {
		t.Fatal(names)
	}
	// Renamed once more: a chain.
	b.goTo("B''")
	b.status()
	if err := b.x.Same(ctx, "", b.status().Question.Computer); err != nil {
		t.Fatal(err)
	}
	lossless(t, a, b, c)
	a.calls("1号机", "2号机", "3号机")
	if two := c.computer("2号机"); len(two.Also) != 2 {
		t.Fatalf("%+v", two)
	}
	// A packet is readable with each of its keys, and removing it removes all of them.
	if err := a.x.Remove(ctx, a.computer("2号机").ID); err != nil {
		t.Fatal(err)
	}
	if n := a.query(`SELECT count(*) FROM computers WHERE removed <> ''`); n[0] != "3" {
		t.Fatal(n)
	}
	a.refused(b.export(), errs.Denied)
}

// A folder that is carried to and fro is two PCs, not four.
func TestCarriedToAndFro(t *testing.T) {
	all := machines(t, 2)
	a, b := all[0], all[1]
	home := a.status().Self
	var away packet.Computer
	for i := range 3 {
		a.goTo("Z")
		a.export()
		if i == 0 {
			away = a.status().Self
		}
		if have := a.status().Self; have.ID != away.ID || have.Fingerprint == home.Fingerprint {
			t.Fatalf("%+v, want %+v", have, away)
		}
		// What was meant for either is read in both places.
		a.take(b.export())
		b.take(a.export())
		a.goTo("A")
		if have := a.status().Self; have.ID != home.ID || have.Fingerprint != home.Fingerprint || a.status().Question.Computer != "" {
			t.Fatalf("%+v, want %+v", have, home)
		}
		a.take(b.export())
		lossless(t, a, b)
	}
	b.calls("1号机", "1号机-2", "2号机", "3号机")
	// Away it still asks who it is; opened there and not used it takes nothing along.
	a.goTo("Z")
	if a.status().Question.Name != "1号机" {
		t.Fatalf("%+v", a.status().Question)
	}
	a.close()
	on(t, "Y", a.dir).close()
	*a = *on(t, "A", a.dir)
	if have := a.status().Self; have.ID != home.ID {
		t.Fatalf("%+v", have)
	}
	lossless(t, a, b)
	b.calls("1号机", "1号机-2", "2号机", "3号机")
}

// Where the folder was moved away from, it does not leave its keys: a copy put
// back there is another PC.
func TestCopyWhereItMovedFrom(t *testing.T) {
	all := machines(t, 2)
	a, b := all[0], all[1]
	old := b.dir
	dir := filepath.Join(t.TempDir(), "moved")
	b.close()
	if err := os.Rename(old, dir); err != nil {
		t.Fatal(err)
	}
	*b = *on(t, "B", dir)
	b.export()
	b.close()
	copyDir(t, dir, old)
	b2 := on(t, "B", old)
	*b = *on(t, "B", dir)
	lossless(t, a, b, b2)
	a.calls("1号机", "2号机", "2号机-2", "3号机")
	if b.status().Self.Name != "2号机" || b2.status().Question.Name != "2号机" {
		t.Fatalf("%+v", b2.status())
	}
}

// perfectly returns a clone that nothing tells from the PC, after the two have met.
func perfectly(t testing.TB, b *pc, others ...*pc) *pc {
	t.Helper()
	b.forgetPlace()
	b.close()
	dir := filepath.Join(t.TempDir(), "clone")
	copyDir(t, b.dir, dir)
	clone := openPC(t, dir, nil)
	*b = *openPC(t, b.dir, nil)
	b.add("name", "李强")
	clone.add("name", "赵敏")
	meet(append(others, b, clone)...)
	return clone
}

// Two PCs from one disk: one of them says that it is the old one, the other need
// not be asked any more and cannot say so too.
func TestClonesAreAsked(t *testing.T) {
	all, _ := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	clone := perfectly(t, b, a, c)
	lossless(t, a, b, c, clone)
	a.calls("1号机", "2号机", "2号机-2", "2号机-3", "3号机")
	old := a.computer("2号机").ID
	if b.status().Question.Computer != old || clone.status().Question.Computer != old {
		t.Fatal("both have to ask")
	}
	if err := b.x.Same(ctx, "", old); err != nil {
		t.Fatal(err)
	}
	lossless(t, a, b, c, clone)
	for _, p := range []*pc{a, b, c, clone} {
		p.calls("1号机", "2号机", "2号机-2", "3号机")
	}
	if b.status().Self.Name != "2号机" || clone.status().Question.Computer != "" {
		t.Fatalf("%+v", clone.status())
	}
	refuses(t, clone.x.Same(ctx, "", old), errs.Conflict)
	// It was a mistake: the other one is it.
	if err := c.x.Apart(ctx, b.status().Self.Also[0].ID); err != nil {
		t.Fatal(err)
	}
	lossless(t, a, b, c, clone)
	if err := clone.x.Same(ctx, "", old); err != nil {
		t.Fatal(err)
	}
	lossless(t, a, b, c, clone)
	for _, p := range []*pc{a, b, c, clone} {
		p.calls("1号机", "2号机", p.computer(b.status().Self.Name).Name, "3号机")
	}
	if clone.status().Self.Name != "2号机" || b.status().Self.Name == "2号机" || b.status().Question.Computer != "" {
		t.Fatalf("%+v", b.status())
	}
}

// Both say at once that they are the old one: the same one is it everywhere, and
// the other is told.
func TestTwoClaims(t *testing.T) {
	all, _ := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	clone := perfectly(t, b, a, c)
	old := b.status().Question.Computer
	for _, p := range []*pc{b, clone} {
		if err := p.x.Same(ctx, "", old); err != nil {
			t.Fatal(err)
		}
	}
	lossless(t, a, b, c, clone)
	winner, loser := b, clone
	if clone.status().Self.Name == "2号机" {
		winner, loser = clone, b
	}
	if s := loser.status(); s.Self.Name == "2号机" || len(s.Warnings) != 1 || len(winner.status().Warnings) != 0 {
		t.Fatalf("%+v", s)
	}
	for _, p := range []*pc{a, b, c, clone} {
		p.calls("1号机", "2号机", loser.status().Self.Name, "3号机")
		if p.computer("2号机").Fingerprint != winner.status().Self.Fingerprint {
			t.Fatal("they do not agree who it is")
		}
	}
	// Saying that it is another one ends it.
	if err := loser.x.Apart(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if s := loser.status(); len(s.Warnings) != 0 || s.Question.Computer != "" {
		t.Fatalf("%+v", s)
	}
}

// A copy says that it is another PC: the question ends, also when somebody else
// said and took back that they are one.
func TestAnotherPC(t *testing.T) {
	all, _ := office(t, 2)
	a, b := all[0], all[1]
	b2 := copyOf(b, filepath.Join(t.TempDir(), "copy"))
	if b2.status().Question.Name != "2号机" {
		t.Fatal("not asked")
	}
	if err := b2.x.Apart(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if s := b2.status(); s.Question.Computer != "" || s.Self.CopyOf != "2号机" {
		t.Fatalf("%+v", s)
	}
	lossless(t, a, b, b2)
	// From any PC, for two others, whichever is named first.
	two, copied := a.computer("2号机").ID, a.computer("2号机-2").ID
	refuses(t, a.x.Apart(ctx, two), errs.Conflict)
	if err := a.x.Same(ctx, two, copied); err != nil {
		t.Fatal(err)
	}
	refuses(t, a.x.Same(ctx, two, copied), errs.Conflict)
	refuses(t, a.x.Same(ctx, two, "没有"), errs.NotFound)
	a.calls("1号机", "2号机", "3号机")
	if err := a.x.Apart(ctx, two); err != nil {
		t.Fatal(err)
	}
	lossless(t, a, b, b2)
	b2.calls("1号机", "2号机", "2号机-2", "3号机")
	if b2.status().Question.Computer != "" {
		t.Fatal("asked again")
	}
}

// Who was taken out is nobody any more that a copy can be; and where both happened
// at once, the PC in use is not taken out with the other.
func TestClaimOfARemovedPC(t *testing.T) {
	all := machines(t, 2)
	a, b := all[0], all[1]
	b.goTo("B'")
	meet(a, b)
	old := b.status().Question.Computer
	if err := a.x.Remove(ctx, old); err != nil {
		t.Fatal(err)
	}
	if err := b.x.Same(ctx, "", old); err != nil { // it has not heard of it
		t.Fatal(err)
	}
	meet(a, b)
	meet(a, b)
	for _, p := range all {
		p.calls("1号机", "2号机-2", "3号机")
	}
	// Asked after it is known, it is refused with the reason.
	if err := b.x.Apart(ctx, ""); err != nil {
		t.Fatal(err)
	}
	refuses(t, b.x.Same(ctx, "", old), errs.Denied)
	if b.status().Question.Computer != "" {
		t.Fatal("asked what cannot be answered")
	}
}

// A PC that was taken out asks with the keys it has, is taken in again, and brings along
// what was done on it meanwhile.
func TestComingBack(t *testing.T) {
	for name, heard := range map[string]bool{"it knows that it was removed": true, "nobody told it": false} {
		t.Run(name, func(t *testing.T) {
			all, wang := office(t, 3)
			a, b, c := all[0], all[1], all[2]
			if err := a.x.Remove(ctx, a.computer("2号机").ID); err != nil {
				t.Fatal(err)
			}
			if heard {
				b.hear(a)
			}
			b.set(wang, "school", "二中")
			var before string
			if heard {
				if _, err := b.x.Export(ctx, file(t, "p.czb"), packet.ExportOptions{}, nil); !errs.Is(err, errs.Denied) {
					t.Fatal(err)
				}
			} else {
				before = b.export()
				a.refused(before, errs.Denied)
			}
			request, welcome := file(t, "request.czb"), file(t, "welcome.czb")
			asked, err := b.x.Rejoin(ctx, request)
			if err != nil || asked.Name != "2号机" || asked.Fingerprint != b.status().Self.Fingerprint || (asked.Removed != "") != heard {
				t.Fatal(asked, err)
			}
			seen, err := a.x.ReadRequest(ctx, request)
			if err != nil || seen.Fingerprint != asked.Fingerprint || seen.Known != "2号机" || seen.Removed != string(a.s.Today()) {
				t.Fatalf("%+v %v", seen, err)
			}
			// Neither the asking PC nor one of another book answers.
			if _, err := b.x.Welcome(ctx, request, welcome, nil); !errs.Is(err, errs.Invalid) {
				t.Fatal(err)
			}
			if _, err := found(t).x.ReadRequest(ctx, request); !errs.Is(err, errs.Denied) {
				t.Fatal(err)
			}
			if w, err := a.x.Welcome(ctx, request, welcome, nil); err != nil || w.Name != "2号机" || w.Fingerprint != asked.Fingerprint {
				t.Fatal(w, err)
			}
			if got := b.take(welcome); got.Joined {
				t.Fatalf("%+v", got)
			}
			if s := b.status(); s.Self.Removed != "" || len(s.Warnings) != 0 {
				t.Fatalf("%+v", s)
			}
			if before != "" {
				a.take(before)
			}
			a.take(b.export())
			if a.show(wang, "school") != "二中" {
				t.Fatal("what was done meanwhile is lost")
			}
			lossless(t, a, b, c)
			for _, p := range all {
				p.calls("1号机", "2号机", "3号机")
			}
		})
	}
}

// hear gives a PC all that another knows, whomever that would encrypt to.
func (p *pc) hear(from *pc) {
	p.t.Helper()
	what, err := from.s.Lacking(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	var all []*oplog.Wire
	if err := from.s.Send(ctx, what, func(w *oplog.Wire) error { all = append(all, w); return nil }); err != nil {
		p.t.Fatal(err)
	}
	next := func() (w *oplog.Wire, err error) {
		if len(all) > 0 {
			w, all = all[0], all[1:]
		}
		return w, nil
	}
	if _, err := p.s.Receive(ctx, next, func(int) {}); err != nil {
		p.t.Fatal(err)
	}
}

// Two windows take the same welcome in at once: one of them makes the book, the
// other says that it is there.
func TestTwoEnterAtOnce(t *testing.T) {
	a := found(t)
	dir := filepath.Join(t.TempDir(), "new")
	request, welcome := file(t, "request.czb"), file(t, "welcome.czb")
	if _, err := packet.Join(ctx, dir, "2号机", request); err != nil {
		t.Fatal(err)
	}
	if _, err := a.x.Welcome(ctx, request, welcome, nil); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	for range 2 {
		go func() { _, err := packet.Enter(ctx, dir, []string{welcome}, nil); done <- err }()
	}
	first, second := <-done, <-done
	if first != nil {
		first, second = second, first
	}
	if first != nil || !errs.Is(second, errs.Conflict) {
		t.Fatal(first, second)
	}
	b := openPC(t, dir, nil)
	lossless(t, a, b)
}

// A copy signs under its own name and key from the first signature on.
func TestSignerOfACopy(t *testing.T) {
	all, _ := office(t, 2)
	b2 := copyOf(all[1], filepath.Join(t.TempDir(), "copy"))
	was, err := all[1].x.Signer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	is, err := b2.x.Signer(ctx)
	if err != nil || is.Name() != "2号机-2" || is.Public().Equal(was.Public()) || was.Name() != "2号机" {
		t.Fatal(is, err)
	}
}
