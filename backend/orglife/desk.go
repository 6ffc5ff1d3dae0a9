// Package orglife owns the life of the organizations of an open book (组织生活): who came
// to a meeting and whether it could decide, the dues of a month and who is behind, the
// learning hours of a year, and which of the meetings that the rules ask for were held.
// The rules themselves are pure functions (rules.go). It knows no screen and no command.
package orglife

import (
	"context"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Desk serves the organizational life of one open book. It is safe for concurrent use.
type Desk struct{ ledger *ledger.Ledger }

// New returns the service over a ledger.
func New(l *ledger.Ledger) *Desk { return &Desk{l} }

func (d *Desk) store() *store.Store { return d.ledger.Store }

// living returns a record that is there and not in the recycle bin.
func living(ctx context.Context, s finder, def *schema.Def, id oplog.ID) (store.Record, error) {
	rec, err := s.Find(ctx, def, id)
	if err == nil && rec.Deleted {
		err = errs.New(errs.Invalid, "这条"+def.Label+"已删除").Do("请先从回收站恢复它")
	}
	return rec, err
}

// finder is what a store and an open change can both answer.
type finder interface {
	Find(ctx context.Context, d *schema.Def, id oplog.ID) (store.Record, error)
	Lookup(ctx context.Context, d *schema.Def, key, value string) ([]store.Record, error)
}

// idOf reads the ID of a record that must be named.
func idOf(text, what string) (oplog.ID, error) {
	id, err := oplog.ParseID(strings.TrimSpace(text))
	if err == nil && id == 0 {
		err = errs.New(errs.Invalid, "没有说明是哪"+what).Do("请写明编号")
	}
	return id, err
}

// yearOK refuses a year that no calendar of this program has.
func yearOK(year int) error {
	if year < 1949 || year > 2200 {
		return errs.New(errs.Invalid, "年度“"+strconv.Itoa(year)+"”不对").In("year").Do("请写四位年份，例如 2026")
	}
	return nil
}

// looked writes down that the caller saw private values.
func (d *Desk) looked(ctx context.Context, register string, row oplog.ID, what string, rows int) error {
	if rows == 0 {
		return nil
	}
	return d.store().LogAccessOnce(ctx, store.Access{Action: "查看", Register: register, Row: row, What: what, Rows: rows})
}

// changed returns the values that differ.
func changed(was, next schema.Values, def *schema.Def) map[string]string {
	patch := map[string]string{}
	for i, f := range def.Fields {
		if was[i] != next[i] {
			patch[f.Key] = next[i]
		}
	}
	return patch
}
