package demo_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/demo"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

const today cn.Date = "2026-11-21"

// book keeps what is written, in its order.
type book struct {
	rows  map[string][]schema.Values
	ids   map[string][]oplog.ID
	owner map[oplog.ID]string
	next  int64
	limit int64
}

func (b *book) Create(d *schema.Def, v schema.Values) (oplog.ID, error) {
	if b.limit > 0 && b.next >= b.limit {
		return 0, errs.New(errs.Disk, "磁盘已满")
	}
	b.next++
	id := oplog.NewID(1, b.next)
	b.rows[d.Key] = append(b.rows[d.Key], v)
	b.ids[d.Key] = append(b.ids[d.Key], id)
	b.owner[id] = d.Key
	return id, nil
}

func newBook() *book {
	return &book{rows: map[string][]schema.Values{}, ids: map[string][]oplog.ID{}, owner: map[oplog.ID]string{}}
}

func fill(t *testing.T, day cn.Date, seed uint64) *book {
	t.Helper()
	b := newBook()
	if err := demo.Fill(context.Background(), b, day, seed, nil); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *book) hash() string {
	h := sha256.New()
	for _, d := range registers.All() {
		for _, v := range b.rows[d.Key] {
			io.WriteString(h, d.Key+"\x00"+strings.Join(v, "\x00")+"\n")
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// days are today, a leap day, the first and last of a year, and far from now.
var days = []cn.Date{today, "2028-02-29", "2027-01-01", "2026-12-31", "2026-07-01", "2031-03-31"}

func TestSizes(t *testing.T) {
	b := fill(t, today, 1)
	for key, want := range map[string][2]int{
		"party_members": {301, 301}, "organizations": {55, 75}, "posts": {90, 160}, "awards": {10, 40}, "estates": {8, 8}, "grid_cells": {6, 6},
		"buildings": {53, 53}, "households": {1037, 1037}, "residents": {3900, 4200}, "community_profile": {1, 1}, "duties": {4 * 89, 4 * 92},
		"settings": {0, 0}, "not_twins": {0, 0},
	} {
		if n := len(b.rows[key]); n < want[0] || n > want[1] {
			t.Errorf("%s: %d records, want %d to %d", key, n, want[0], want[1])
		}
	}
	p := registers.Profile.Decode(b.rows["community_profile"][0])
	if p.Area != "0.4" || p.Buildings != 53 || p.Households != 1037 || p.Units != 3 || p.Schools != 1 || p.Shops != 286 || p.Migrants < 300 || p.Population != int64(len(b.rows["residents"])) {
		t.Errorf("profile %+v", p)
	}
}

func TestSizeHardlyDependsOnSeed(t *testing.T) {
	for i, day := range days {
		if n := len(fill(t, day, uint64(i)*1000+5).rows["residents"]); n < 3900 || n > 4200 {
			t.Errorf("%s: %d residents", day, n)
		}
	}
}

func TestDeterministic(t *testing.T) {
	one := fill(t, today, 7).hash()
	if fill(t, today, 7).hash() != one {
		t.Error("the same day and seed give another community")
	}
	if fill(t, today, 8).hash() == one || fill(t, "2026-11-22", 7).hash() == one {
		t.Error("another seed or day gives the same community")
	}
}

// Every value is canonical, reads back as itself and is free of errors; every
// required field is there; every reference leads to a record of the right kind
// that was written before.
func TestEveryRecordIsSound(t *testing.T) {
	for i, day := range days {
		b := fill(t, day, uint64(i))
		for _, d := range registers.All() {
			for n, v := range b.rows[d.Key] {
				if fault := b.fault(d, b.ids[d.Key][n], v, day); fault != "" {
					t.Fatalf("%s: %s %d: %s", day, d.Key, n, fault)
				}
			}
		}
	}
}

// stepsOnly are registers that refuse whatever a form would write: the demo takes steps.
var stepsOnly = map[string]bool{"point_log": true, "point_entries": true, "point_voids": true}

func (b *book) fault(d *schema.Def, id oplog.ID, v schema.Values, day cn.Date) string {
	if len(v) != len(d.Fields) {
		return "wrong number of values"
	}
	for i, f := range d.Fields {
		if f.Required && v[i] == "" {
			return f.Key + " is required"
		}
		if !f.Canonical(v[i]) {
			return f.Key + " is not canonical: " + v[i]
		}
		if f.Kind == schema.Ref && v[i] != "" {
			target, err := oplog.ParseID(v[i])
			if err != nil || b.owner[target] != f.Ref || target >= id {
				return f.Key + " leads nowhere: " + v[i]
			}
			continue
		}
		if f.Kind == schema.Code || f.Kind == schema.Codes || f.Kind == schema.Flag || f.Kind == schema.Money {
			continue // read from what people call them
		}
		if again, _, err := f.Read(v[i], day); err != nil || again != v[i] {
			return fmt.Sprintf("%s: %q reads as %q: %v", f.Key, v[i], again, err)
		}
	}
	if d.Check == nil || stepsOnly[d.Key] {
		return ""
	}
	for _, p := range d.Check(v, schema.Env{Today: day}) {
		if !p.Warning {
			return p.Field + ": " + p.Message
		}
	}
	return ""
}

// The fault finder finds faults.
func TestFaultsAreSeen(t *testing.T) {
	b := fill(t, today, 1)
	d := registers.PartyMembers.Def
	for key, bad := range map[string]string{"name": "", "birth": "1975-3-16", "branch": "1-1", "joined": "2027-01-01", "mobile": "138 0000", "sex": "7"} {
		v := append(schema.Values{}, b.rows[d.Key][20]...)
		v[d.Index(key)] = bad
		if b.fault(d, b.ids[d.Key][20], v, today) == "" {
			t.Errorf("%s = %q is not seen", key, bad)
		}
	}
}

func TestProgressAndStops(t *testing.T) {
	last, total := 0, 0
	b := newBook()
	err := demo.Fill(context.Background(), b, today, 1, func(done, all int) {
		if done < last || done > all {
			t.Errorf("progress %d of %d after %d", done, all, last)
		}
		last, total = done, all
	})
	if err != nil || last != total || int64(total) != b.next {
		t.Errorf("%v: %d of %d, written %d", err, last, total, b.next)
	}
	full := newBook()
	full.limit = 500
	if err := demo.Fill(context.Background(), full, today, 1, nil); !errs.Is(err, errs.Disk) || full.next != 500 {
		t.Errorf("a full disk: %v after %d", err, full.next)
	}
	ctx, cancel := context.WithCancel(context.Background())
	stopped := newBook()
	err = demo.Fill(ctx, stopped, today, 1, func(done, _ int) {
		if done >= 1000 {
			cancel()
		}
	})
	if !errs.Is(err, errs.Canceled) || !errors.Is(err, context.Canceled) || stopped.next != 1000 {
		t.Errorf("cancelled: %v after %d", err, stopped.next)
	}
	if err := demo.Fill(context.Background(), newBook(), "2026-11", 1, nil); err == nil {
		t.Error("a month is no day")
	}
}
