package packet_test

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/store"
)

// secret returns what the keys of a PC come from.
func (p *pc) secret() string {
	p.t.Helper()
	s, err := p.s.Recall(ctx, store.SecretKey)
	if err != nil {
		p.t.Fatal(err)
	}
	return s
}

func (p *pc) info() store.Info {
	p.t.Helper()
	i, err := p.s.Info(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return i
}

// word is the content of a packet without changes, as the PC would send it.
func (p *pc) word() packet.Contents {
	p.t.Helper()
	known, err := p.s.Vector(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	chain, err := p.x.Chain(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return packet.Contents{Community: "仁寿门社区", Known: known, Certs: chain, Stamp: oplog.Stamp(p.info().Stamp) + 1<<20}
}

func (p *pc) box() string {
	_, box := packet.Public(p.secret())
	return box
}

// forge writes a sync packet with keys of any kind for one PC.
func (p *pc) forge(secret string, c packet.Contents) string {
	p.t.Helper()
	path := file(p.t, "forged.czb")
	h := packet.Header{Kind: "sync", Book: p.info().ID, Name: "某机", Number: 1, Made: p.s.Now().UnixMilli()}
	if err := packet.Forge(path, secret, h, c, nil, p.box()); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// Whoever can prove that a PC of the roster admitted it is believed; nobody else.
func TestWhoIsBelieved(t *testing.T) {
	all, _ := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	book := a.info().ID
	stranger, friend := packet.NewSecret(), packet.NewSecret()
	sign, box := packet.Public(stranger)
	friendSign, friendBox := packet.Public(friend)
	by := func(secret string) packet.Cert { return packet.Admit(secret, book, sign, box, 1) }
	with := func(certs ...packet.Cert) packet.Contents {
		w := b.word()
		w.Certs = certs
		return w
	}
	const unknown = "做这个包的电脑不在本账套的名册里"
	other := found(t)
	foreign := packet.Admit(a.secret(), other.info().ID, sign, box, 1)
	retouched := by(b.secret())
	retouched.Sign = friendSign
	unsigned := by(b.secret())
	unsigned.Sig = make([]byte, 64)
	claimed := by(stranger)
	claimed.By, _ = packet.Public(a.secret())
	loop1, loop2 := packet.Admit(friend, book, sign, box, 1), packet.Admit(stranger, book, friendSign, friendBox, 1)
	for name, w := range map[string]packet.Contents{
		"nobody":                     with(),
		"by itself":                  with(by(stranger)),
		"by another stranger":        with(by(friend), packet.Admit(friend, book, friendSign, friendBox, 1)),
		"two strangers, in a ring":   with(loop1, loop2),
		"for another book":           with(foreign),
		"for another key":            with(retouched),
		"by a friend, not signed":    with(unsigned),
		"by a friend, signed itself": with(claimed),
	} {
		if e := a.refused(a.forge(stranger, w), errs.Denied); e.Message != unknown {
			t.Errorf("%s: %s", name, e.Message)
		}
	}
	// Admitted by b, or by somebody whom b admitted.
	a.take(a.forge(stranger, with(by(b.secret()))))
	a.take(a.forge(stranger, with(by(friend), packet.Admit(b.secret(), book, friendSign, friendBox, 1))))
	// What b admitted counts no more when b is removed.
	if err := a.x.Remove(ctx, a.computer("2号机").ID); err != nil {
		t.Fatal(err)
	}
	if e := a.refused(a.forge(stranger, with(by(b.secret()))), errs.Denied); e.Message != "做这个包的电脑是“2号机”接纳的，而它已在 "+string(a.s.Today())+" 移出名册" {
		t.Error(e.Message)
	}
	// A member needs no proof, and a wrong one does not hurt it.
	a.take(a.forge(c.secret(), with(by(stranger))))
}

// The packets of a PC that was removed are refused, also those it made before; what
// others pass on of it is taken, and new packets are none of its business.
func TestRemovedPC(t *testing.T) {
	all, wang := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	b.set(wang, "school", "一中")
	fromB := b.export()
	c.take(fromB)
	if err := a.x.Remove(ctx, a.computer("2号机").ID); err != nil {
		t.Fatal(err)
	}
	if err := a.x.Remove(ctx, a.computer("2号机").ID); !errs.Is(err, errs.Conflict) {
		t.Fatal(err)
	}
	if err := a.x.Remove(ctx, a.computer("1号机").ID); !errs.Is(err, errs.Denied) {
		t.Fatal(err)
	}
	today := string(a.s.Today())
	if e := a.refused(fromB, errs.Denied); e.Message != "做这个包的电脑“2号机”已在 "+today+" 移出名册" {
		t.Fatal(e.Message)
	}
	a.take(c.export())
	if a.show(wang, "school") != "一中" {
		t.Fatal("what another PC passed on of a removed one was lost")
	}
	fromA := a.export()
	c.take(fromA)
	b.set(wang, "school", "二中")
	c.refused(b.export(), errs.Denied)
	if e := b.refused(fromA, errs.Denied); e.Message != "这个包不是给本机的：“1号机”导出它时，名册里没有本机" {
		t.Fatal(e.Message)
	}
	if s := a.computer("2号机"); s.Removed != today || s.Lacks != 0 {
		t.Fatalf("%+v", s)
	}
	if got, err := a.x.Export(ctx, file(t, "p.czb"), packet.ExportOptions{To: []string{a.computer("2号机").ID}}, nil); !errs.Is(err, errs.Invalid) {
		t.Fatal(got, err)
	}
}

// A PC that was admitted again where others still think it removed is believed once they hear of it,
// whatever the order of the files in one import.
func TestAdmittedAgain(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	dir := filepath.Join(t.TempDir(), "new")
	request := file(t, "request.czb")
	if _, err := packet.Join(ctx, dir, "4号机", request); err != nil {
		t.Fatal(err)
	}
	welcome := file(t, "welcome.czb")
	if _, err := a.x.Welcome(ctx, request, welcome, nil); err != nil {
		t.Fatal(err)
	}
	b.take(a.export())
	if err := b.x.Remove(ctx, b.computer("4号机").ID); err != nil {
		t.Fatal(err)
	}
	a.take(b.export())
	if _, err := a.x.Welcome(ctx, request, welcome, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := packet.Enter(ctx, dir, []string{welcome}, nil); err != nil {
		t.Fatal(err)
	}
	d := openPC(t, dir, nil)
	d.set(wang, "school", "三中")
	fromD := d.export()
	b.refused(fromD, errs.Denied)
	b.take(fromD, a.export())
	if b.show(wang, "school") != "三中" || b.computer("4号机").Removed != "" {
		t.Fatal("still refused")
	}
}

// Two PCs answer the same request: one PC in the roster, and removing it removes it.
func TestRequestAnsweredTwice(t *testing.T) {
	all, _ := office(t, 2)
	a, b := all[0], all[1]
	dir := filepath.Join(t.TempDir(), "new")
	request, one, two := file(t, "request.czb"), file(t, "1.czb"), file(t, "2.czb")
	if _, err := packet.Join(ctx, dir, "4号机", request); err != nil {
		t.Fatal(err)
	}
	for p, answer := range map[*pc]string{a: one, b: two} {
		if _, err := p.x.Welcome(ctx, request, answer, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := packet.Enter(ctx, dir, []string{one}, nil); err != nil {
		t.Fatal(err)
	}
	d := openPC(t, dir, nil)
	// b removes it before it has heard of the other record of it.
	if err := b.x.Remove(ctx, b.computer("4号机").ID); err != nil {
		t.Fatal(err)
	}
	fromD := d.export()
	b.refused(fromD, errs.Denied)
	a.take(b.export())
	b.take(a.export())
	for _, p := range []*pc{a, b} {
		if n := len(p.status().Computers); n != 4 {
			t.Fatalf("%d computers", n)
		}
		p.refused(fromD, errs.Denied)
	}
	// The request used once more admits the same PC again, nobody else.
	if w, err := a.x.Welcome(ctx, request, one, nil); err != nil || w.Name != "4号机" {
		t.Fatal(w, err)
	}
	a.take(fromD)
}

// A welcome is for the PC that asked, from a PC of the book, or it is refused.
func TestWelcomes(t *testing.T) {
	a := found(t)
	a.export()
	book := a.info().ID
	dir := filepath.Join(t.TempDir(), "new")
	request, welcome := file(t, "request.czb"), file(t, "welcome.czb")
	asked, err := packet.Join(ctx, dir, "2号机", request)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := packet.Enter(ctx, dir, []string{a.export()}, nil); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	if _, err := packet.Enter(ctx, dir, []string{request}, nil); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	if _, err := packet.Enter(ctx, t.TempDir(), []string{request}, nil); !errs.Is(err, errs.NotFound) {
		t.Fatal(err)
	}
	if _, err := a.x.Welcome(ctx, request, welcome, nil); err != nil {
		t.Fatal(err)
	}
	// Replayed to another PC that asked too, and to one of the book.
	elsewhere := filepath.Join(t.TempDir(), "other")
	if _, err := packet.Join(ctx, elsewhere, "3号机", file(t, "r.czb")); err != nil {
		t.Fatal(err)
	}
	if _, err := packet.Enter(ctx, elsewhere, []string{welcome}, nil); !errs.Is(err, errs.Denied) {
		t.Fatal(err)
	}
	third := a.join("9号机")
	if e := third.refused(welcome, errs.Denied); e.Message != "这个欢迎包是给另一台电脑的" {
		t.Fatal(e.Message)
	}
	// Self-made ones.
	pending := struct{ sign, box string }{}
	h, _, err := packet.ReadFile(request, a.secret(), nil)
	if err != nil {
		t.Fatal(err)
	}
	pending.sign, pending.box = hex.EncodeToString(h.Sign), h.Box
	cheat := packet.NewSecret()
	cheatSign, cheatBox := packet.Public(cheat)
	root := packet.Admit(cheat, book, cheatSign, cheatBox, 1)
	good := packet.Admit(cheat, book, pending.sign, pending.box, 1)
	otherKey := packet.Admit(cheat, book, cheatSign, pending.box, 1)
	otherBox := packet.Admit(cheat, book, pending.sign, cheatBox, 1)
	otherBook := packet.Admit(cheat, "0123", pending.sign, pending.box, 1)
	unsigned := good
	unsigned.Sig = make([]byte, 64)
	fromA := packet.Admit(a.secret(), book, pending.sign, pending.box, 1)
	chain, err := a.x.Chain(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]packet.Contents{
		"no admission":               {Certs: []packet.Cert{root}},
		"for another signature":      {Certs: []packet.Cert{root}, Admission: &otherKey},
		"for another box":            {Certs: []packet.Cert{root}, Admission: &otherBox},
		"for another book":           {Certs: []packet.Cert{root}, Admission: &otherBook},
		"not signed":                 {Certs: []packet.Cert{root}, Admission: &unsigned},
		"of another PC":              {Certs: chain, Admission: &fromA},
		"of another PC, with a root": {Certs: []packet.Cert{root}, Admission: &fromA},
		"from nowhere":               {Certs: chain, Admission: &good},
		"no chain at all":            {Admission: &good},
	} {
		path := file(t, "cheat.czb")
		c.Community, c.Name, c.Stamp = "仁寿门社区", "2号机", 1<<40
		head := packet.Header{Kind: "welcome", Book: book, Name: "1号机", Made: 1, Answers: asked.Fingerprint}
		if err := packet.Forge(path, cheat, head, c, nil, pending.box); err != nil {
			t.Fatal(err)
		}
		if _, err := packet.Enter(ctx, dir, []string{path}, nil); !errs.Is(err, errs.Denied) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if list := filesIn(t, dir); !slices.Equal(list, []string{packet.PendingFile, packet.LockFile}) {
		t.Fatal(list)
	}
	if _, err := packet.Enter(ctx, dir, []string{welcome}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := packet.Enter(ctx, dir, []string{welcome}, nil); !errs.Is(err, errs.Conflict) {
		t.Fatal(err)
	}
	if _, err := packet.Join(ctx, dir, "2号机", request); !errs.Is(err, errs.Conflict) {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, packet.PendingFile)); err == nil {
		t.Fatal("the secret of the request is left behind")
	}
}

// A file that somebody alters between its check and its reading is not taken in.
func TestAlteredWhileBeingRead(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	b.set(wang, "school", "一中")
	path := b.export()
	if err := packet.OpenThenAlter(path, a.secret(), func() {}); err != nil {
		t.Fatal(err)
	}
	// What is put in its place is whole, and for this PC, but signed by nobody of the book.
	whole := read(t, path)
	w := b.word()
	w.Certs = nil
	body := func(b []byte) []byte {
		return b[packet.PreambleSize+int(b[15])+int(b[14])<<8 : len(b)-packet.SignatureSize]
	}
	at := len(whole) - packet.SignatureSize - len(body(whole))
	forged := whole
	for n := 1; n == 1 || len(body(forged)) != len(body(whole)); n += len(body(whole)) - len(body(forged)) { // as long as the right one
		w.Certs = []packet.Cert{{Sig: make([]byte, n)}}
		rand.Read(w.Certs[0].Sig)
		forged = read(t, a.forge(packet.NewSecret(), w))
	}
	err := packet.OpenThenAlter(path, a.secret(), func() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteAt(body(forged), int64(at)); err != nil {
			t.Fatal(err)
		}
	})
	if !errs.Is(err, errs.Damaged) {
		t.Fatal(err)
	}
	// And one that is cut short meanwhile, as by a stick pulled out.
	put(t, path, whole)
	if err := packet.OpenThenAlter(path, a.secret(), func() { os.Truncate(path, int64(len(whole)/2)) }); err == nil {
		t.Fatal("half a file was read")
	}
}
