package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
	"chengzhuan/backend/store"
)

var (
	ctx     = caller.With(context.Background(), caller.Caller{Operator: "张红梅", Face: caller.Command})
	members = registers.PartyMembers.Def
	orgs    = registers.Organizations.Def
	estates = registers.Estates.Def
)

// book makes a new book in a temporary folder with a clock that moves one second a look.
func book(t testing.TB) *ledger.Ledger {
	t.Helper()
	at := time.Date(2026, 11, 21, 8, 0, 0, 0, time.Local)
	s, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{
		Now:    func() time.Time { at = at.Add(time.Second); return at },
		Create: &store.NewBook{Name: "测试社区", Replica: 7},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return ledger.New(s)
}

// csv makes a work of lines whose cells are parted by "|".
func csv(t testing.TB, lines ...string) *intake.Work {
	t.Helper()
	w, err := intake.Read(ctx, "花名册.csv", []byte("\ufeff"+strings.ReplaceAll(strings.Join(lines, "\n"), "|", ",")+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// excel makes a work with an independent library.
func excel(t testing.TB, build func(f *excelize.File)) *intake.Work {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	build(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	w, err := intake.Read(ctx, "花名册.xlsx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// grid writes values from A1 on; nil leaves a cell out.
func grid(t testing.TB, f *excelize.File, name string, rows [][]any) {
	t.Helper()
	for r, row := range rows {
		for c, v := range row {
			if v == nil {
				continue
			}
			if err := f.SetCellValue(name, sheet.ColumnName(c)+fmt.Sprint(r+1), v); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func plan(t testing.TB, l *ledger.Ledger, w *intake.Work, o intake.IntakeOptions) *intake.Plan {
	t.Helper()
	if o.Register == "" {
		o.Register = members.Key
	}
	p, err := intake.MakePlan(ctx, l, w, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func run(t testing.TB, p *intake.Plan) intake.IntakeResult {
	t.Helper()
	r, err := p.Run(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// snapshot is everything that lives in the book, as text.
func snapshot(t testing.TB, l *ledger.Ledger) string {
	t.Helper()
	var out []string
	for _, d := range registers.All() {
		err := l.Store.Each(ctx, d, func(r store.Record) error {
			if !r.Deleted {
				out = append(out, d.Key+" "+r.ID.String()+" "+strings.Join(r.Values, "|"))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	sort.Strings(out)
	return strings.Join(out, "\n")
}

// people returns the living records of a register as «key=text …» lines in the order of their creation.
func people(t testing.TB, l *ledger.Ledger, d *schema.Def, keys ...string) []string {
	t.Helper()
	var records []store.Record
	err := l.Store.Each(ctx, d, func(r store.Record) error {
		if !r.Deleted {
			records = append(records, r)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	texts, err := l.Texts(ctx, d, records, keys, true)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, line := range texts {
		out = append(out, strings.Join(line, "|"))
	}
	return out
}

func create(t testing.TB, l *ledger.Ledger, d *schema.Def, pairs ...string) oplog.ID {
	t.Helper()
	v := d.New()
	for i := 0; i < len(pairs); i += 2 {
		v[d.Index(pairs[i])] = pairs[i+1]
	}
	var id oplog.ID
	_, err := l.Store.Write(ctx, store.Meta{Kind: "create", Note: "新增"}, func(tx *store.Tx) (err error) {
		id, err = tx.Create(d, v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\ngot\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// problems writes problems as «row column value message» lines.
func problems(list []intake.IntakeProblem) []string {
	var out []string
	for _, x := range list {
		mark := "×"
		if x.Warning {
			mark = "!"
		}
		out = append(out, fmt.Sprintf("%s%d %s [%s] %s", mark, x.Row, x.Column, x.Value, x.Message))
	}
	return out
}

func mapping(t testing.TB, l *ledger.Ledger, w *intake.Work, register string) []string {
	t.Helper()
	g, err := intake.Guess(ctx, l, w, register, 0, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range g.Columns {
		out = append(out, c.Header+"→"+c.Field+" "+c.How)
	}
	return out
}

// idNumber makes up a number of the area 420000 with the right check digit.
func idNumber(birth string, n int) string {
	first := "420000" + birth + fmt.Sprintf("%03d", n)
	check, _ := cn.IDCheckDigit(first)
	return first + string(rune(check))
}
