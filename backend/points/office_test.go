package points_test

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
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
	d   *points.Desk
	now time.Time
}

func open(t testing.TB) *office { return openAs(t, "") }

// openAs opens another PC of a book.
func openAs(t testing.TB, book string) *office {
	t.Helper()
	dir, err := os.MkdirTemp("", "points")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local)}
	o.s, err = store.Open(ctx, dir, registers.All(), store.Options{Now: func() time.Time { return o.now }, Create: &store.NewBook{Name: "仁寿门社区", ID: book}})
	if err != nil {
		t.Fatal(err)
	}
	o.l = ledger.New(o.s)
	o.d = points.New(o.l)
	return o
}

func (o *office) end() {
	dir := o.s.Dir()
	o.s.Close()
	os.RemoveAll(dir)
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

func (o *office) add(register string, pairs ...string) string {
	o.t.Helper()
	d := registers.Find(register)
	v := d.New()
	for i := 0; i < len(pairs); i += 2 {
		v[d.Index(pairs[i])] = pairs[i+1]
	}
	var id oplog.ID
	_, err := o.s.Write(ctx, store.Meta{Kind: "create", Note: "新增"}, func(tx *store.Tx) (err error) { id, err = tx.Create(d, v); return err })
	if err != nil {
		o.t.Fatal(err)
	}
	return id.String()
}

func (o *office) set(register, id string, pairs ...string) {
	o.t.Helper()
	row, err := oplog.ParseID(id)
	if err != nil {
		o.t.Fatal(err)
	}
	patch := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		patch[pairs[i]] = pairs[i+1]
	}
	_, err = o.s.Write(ctx, store.Meta{Kind: "update", Note: "修改"}, func(tx *store.Tx) error { _, err := tx.Update(registers.Find(register), row, patch); return err })
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) member(name string, pairs ...string) string {
	o.t.Helper()
	return o.add("party_members", append([]string{"name", name}, pairs...)...)
}

func (o *office) claim(c points.Claim) string {
	o.t.Helper()
	out, err := o.d.Claim(ctx, c)
	if err != nil {
		o.t.Fatal(c.Rule, err, errs.Of(err).Hint)
	}
	return out.ID
}

// states by their names.
func state(name string) string {
	code, ok := registers.PointStates.Find(name)
	if !ok {
		panic(name)
	}
	return code
}

func (o *office) step(claim, to, by, date, reason string) (points.Course, error) {
	return o.d.Advance(ctx, claim, points.Step{To: state(to), By: by, Date: cn.Date(date), Reason: reason})
}

func (o *office) must(claim, to, by, date, reason string) points.Course {
	o.t.Helper()
	c, err := o.step(claim, to, by, date, reason)
	if err != nil {
		o.t.Fatal(to, err, errs.Of(err).Hint)
	}
	return c
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

// scored brings a claim into effect by its whole course.
func (o *office) scored(member, rule, quantity, date string) string {
	o.t.Helper()
	id := o.claim(points.Claim{Member: member, Rule: rule, Quantity: quantity, Date: cn.Date(date), File: "仁社发〔2026〕5号"})
	o.must(id, "小组初审", "王芳", "", "")
	o.must(id, "支部审核", "陈建国、赵敏", "", "")
	o.must(id, "公示中", "李娟", "", "")
	o.now = o.now.AddDate(0, 0, 14)
	o.must(id, "生效", "李娟", "", "")
	o.now = o.now.AddDate(0, 0, -14)
	return id
}

func (o *office) total(member string, year int) string {
	o.t.Helper()
	s, err := o.d.Balance(ctx, member, year)
	if err != nil {
		o.t.Fatal(err)
	}
	if s.Exempt {
		return "免评"
	}
	return strings.TrimSpace(s.Total.Text() + " " + strings.Repeat("★", s.Stars))
}

// undo takes a change back as the store does: what an older version of the program took
// back may come from another PC.
func (o *office) undo(change string) error {
	id, err := oplog.ParseID(change)
	if err == nil {
		_, _, err = o.s.Undo(ctx, id)
	}
	return err
}

// lasting refuses that the last change is taken back.
func (o *office) lasting() {
	o.t.Helper()
	list, err := o.l.Changes(ctx, "", 1)
	if err != nil || list[0].CanUndo {
		o.t.Fatalf("%+v, %v", list, err)
	}
	_, err = o.l.Undo(ctx, list[0].ID)
	refused(o.t, err, errs.Denied, "")
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

var asNobody = caller.With(context.Background(), caller.Caller{Face: caller.Command})

func queryOf(register string) store.Query { return store.Query{Register: register} }

// twin is another PC of the same book.
func twin(t testing.TB, o *office) *office {
	t.Helper()
	info, err := o.s.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return openAs(t, info.ID)
}

func date(text string) cn.Date { return cn.Date(text) }
