package notices_test

import (
	"context"
	"flag"
	"os"
	"testing"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		flag.Set("rapid.checks", "12") // each law opens books
	}
	os.Exit(m.Run())
}

var ctx = caller.With(context.Background(), caller.Caller{Operator: "李娟", Face: caller.Command})

// office is an open book whose clock the test sets.
type office struct {
	t   testing.TB
	s   *store.Store
	l   *ledger.Ledger
	d   *notices.Desk
	now time.Time
}

// open opens a new book, or another PC of one.
func open(t testing.TB, book string) *office {
	t.Helper()
	dir, err := os.MkdirTemp("", "notices")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local)}
	o.s, err = store.Open(ctx, dir, registers.All(), store.Options{Now: func() time.Time { return o.now }, Create: &store.NewBook{Name: "仁寿门社区", ID: book}})
	if err != nil {
		t.Fatal(err)
	}
	o.l = ledger.New(o.s)
	o.d = notices.New(o.l)
	return o
}

func (o *office) end() {
	dir := o.s.Dir()
	o.s.Close()
	os.RemoveAll(dir)
}

// twin is another PC of the same book.
func twin(t testing.TB, o *office) *office {
	t.Helper()
	info, err := o.s.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := open(t, info.ID)
	out.now = o.now
	return out
}

// day goes on to a day.
func (o *office) day(d string) {
	o.t.Helper()
	day, err := time.ParseInLocation("2006-01-02 15:04", d+" 09:00", time.Local)
	if err != nil {
		o.t.Fatal(err)
	}
	o.now = day
}

func add[T any](o *office, r *schema.Register[T], rec T) (id oplog.ID) {
	o.t.Helper()
	_, err := o.s.Write(ctx, store.Meta{Kind: "create", Note: "新增"}, func(tx *store.Tx) (err error) {
		id, err = tx.Create(r.Def, r.Encode(&rec))
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return id
}

// award writes a praise of a member of the ledger down.
func (o *office) award(name, title string) string {
	o.t.Helper()
	m := add(o, registers.PartyMembers, registers.PartyMember{Name: name})
	return add(o, registers.Awards, registers.Award{Member: m, Kind: registers.AwardPraise, Name: title, Date: "2026-06-20"}).String()
}

// posted is what an award says of its notice.
func (o *office) posted(award string) cn.Date {
	o.t.Helper()
	id, err := oplog.ParseID(award)
	if err != nil {
		o.t.Fatal(err)
	}
	rec, err := o.s.Find(ctx, registers.Awards.Def, id)
	if err != nil {
		o.t.Fatal(err)
	}
	return registers.Awards.Decode(rec.Values).Posted
}

// hang opens a notice that must be opened.
func (o *office) hang(in notices.Input) notices.PublicView {
	o.t.Helper()
	v, err := o.d.Open(ctx, in)
	if err != nil {
		o.t.Fatal(err, errs.Of(err).Hint)
	}
	return v
}

func (o *office) view(id string) notices.PublicView {
	o.t.Helper()
	v, err := o.d.View(ctx, id, false)
	if err != nil {
		o.t.Fatal(err)
	}
	return v
}

// object takes an objection to a line down that must be taken.
func (o *office) object(x notices.Objection) string {
	o.t.Helper()
	out, err := o.d.Object(ctx, x)
	if err != nil {
		o.t.Fatal(err, errs.Of(err).Hint)
	}
	return out.ID
}

func (o *office) decide(s notices.Decision) notices.PublicView {
	o.t.Helper()
	v, err := o.d.Decide(ctx, s)
	if err != nil {
		o.t.Fatal(err, errs.Of(err).Hint)
	}
	return v
}

func (o *office) settle(want int) {
	o.t.Helper()
	if n, err := o.d.Settle(ctx); err != nil || n != want {
		o.t.Fatalf("settled %d, want %d: %v", n, want, err)
	}
}

// refused wants an error of a code and field.
func refused(t testing.TB, err error, code errs.Code, field string) {
	t.Helper()
	if err == nil {
		t.Fatal("not refused")
	}
	if e := errs.Of(err); e.Code != code || e.Field != field || e.Code == errs.Internal {
		t.Errorf("refused with %s in %q: %s", e.Code, e.Field, e.Message)
	}
}

// pass gives one book all that it lacks of another.
func pass(t testing.TB, from, to *office) {
	t.Helper()
	known, err := to.s.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	what, err := from.s.Lacking(ctx, known)
	if err != nil {
		t.Fatal(err)
	}
	var wires []*oplog.Wire
	if err := from.s.Send(ctx, what, func(w *oplog.Wire) error { wires = append(wires, w); return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := to.s.Receive(ctx, func() (*oplog.Wire, error) {
		if len(wires) == 0 {
			return nil, nil
		}
		w := wires[0]
		wires = wires[1:]
		return w, nil
	}, nil); err != nil {
		t.Fatal(err)
	}
}

// outcomes are the labels of the lines in their order; "…" waits.
func outcomes(v notices.PublicView) (out []string) {
	for _, l := range v.Lines {
		text := l.Label
		if l.Waiting {
			text += "…"
		}
		out = append(out, text)
	}
	return out
}

// lines are as many lines to post as there are names.
func lines(list ...string) (out []notices.PostLine) {
	for _, name := range list {
		out = append(out, notices.PostLine{Name: name, Unit: "仁寿门第一支部", Content: "拟接收为中共预备党员"})
	}
	return out
}
