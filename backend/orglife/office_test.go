package orglife_test

import (
	"context"
	"flag"
	"os"
	"testing"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/orglife"
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
	d   *orglife.Desk
	now time.Time
}

func open(t testing.TB) *office {
	t.Helper()
	dir, err := os.MkdirTemp("", "orglife")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local)}
	o.s, err = store.Open(ctx, dir, registers.All(), store.Options{Now: func() time.Time { return o.now }, Create: &store.NewBook{Name: "仁寿门社区"}})
	if err != nil {
		t.Fatal(err)
	}
	o.l = ledger.New(o.s)
	o.d = orglife.New(o.l)
	return o
}

func (o *office) end() {
	dir := o.s.Dir()
	o.s.Close()
	os.RemoveAll(dir)
}

// day goes to a day.
func (o *office) day(d string) {
	o.t.Helper()
	day, err := time.ParseInLocation("2006-01-02 15:04", d+" 09:00", time.Local)
	if err != nil {
		o.t.Fatal(err)
	}
	o.now = day
}

// add makes a record; pairs are keys and canonical values.
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
	patch := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		patch[pairs[i]] = pairs[i+1]
	}
	key, _ := oplog.ParseID(id)
	_, err := o.s.Write(ctx, store.Meta{Kind: "update", Note: "修改"}, func(tx *store.Tx) error {
		_, err := tx.Update(registers.Find(register), key, patch)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// branch makes a branch of full members with these names and returns all IDs.
func (o *office) branch(name string, names ...string) (string, []string) {
	o.t.Helper()
	b := o.add("organizations", "name", name, "type", registers.TypeBranch)
	var out []string
	for _, n := range names {
		out = append(out, o.add("party_members", "name", n, "branch", b, "category", registers.CategoryFull))
	}
	return b, out
}

func (o *office) sheet(meeting string) orglife.Sheet {
	o.t.Helper()
	s, err := o.d.Sheet(ctx, meeting)
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

func (o *office) save(meeting string, marks ...orglife.Mark) orglife.Sheet {
	o.t.Helper()
	s, err := o.d.SaveSheet(ctx, meeting, marks)
	if err != nil {
		o.t.Fatal(err, errs.Of(err).Hint)
	}
	return s
}

// changes counts what has been written.
func (o *office) changes() int {
	o.t.Helper()
	list, err := o.s.Changes(ctx, 0, 10_000)
	if err != nil {
		o.t.Fatal(err)
	}
	return len(list)
}

// refused wants an error of a code and field.
func refused(t testing.TB, err error, code errs.Code, field string) {
	t.Helper()
	if err == nil {
		t.Fatal("not refused")
	}
	if e := errs.Of(err); e.Code != code || e.Field != field {
		t.Errorf("refused with %s in %q: %s", e.Code, e.Field, e.Message)
	}
}
