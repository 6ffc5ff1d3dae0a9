// Package notices owns public notices (公示) of every kind: how long one hangs, its number
// and its list, the objections with their deadlines and outcomes, the pages kept exactly
// as they were posted, and what becomes of the lines when the days are over.
//
// What a notice of points posts are claims, which package points brings into effect; it
// uses the functions of this package within its own changes. Of the other kinds a notice
// posts lines (NoticeLine), frozen once they hang out: when the days are over without an
// objection each gets its outcome, and an award the day until which it was posted.
//
// Which outcome a line has follows from the objections alone, and what ends by itself is
// dated the day after the last one: two PCs that do not know of each other end a notice
// alike, and an objection that one of them had not seen holds its line on both.
package notices

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// PeriodOver is who ends a notice whose days passed unopposed.
const PeriodOver = "公示期满"

// Desk serves the notices of one open book. It is safe for concurrent use.
type Desk struct{ ledger *ledger.Ledger }

// New returns the service over a ledger.
func New(l *ledger.Ledger) *Desk { return &Desk{l} }

func (d *Desk) store() *store.Store { return d.ledger.Store }

// change runs f as one change of the log.
func (d *Desk) change(ctx context.Context, note string, f func(*store.Tx, schema.Env) error) error {
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return err
	}
	_, err = d.store().Write(ctx, store.Meta{Kind: "step", Note: note}, func(tx *store.Tx) error { return f(tx, env) })
	return err
}

// finder is what a store and an open change can both answer.
type finder interface {
	Find(ctx context.Context, d *schema.Def, id oplog.ID) (store.Record, error)
	Lookup(ctx context.Context, d *schema.Def, key, value string) ([]store.Record, error)
	Voided(ctx context.Context, ids []oplog.ID) (map[oplog.ID]string, error)
}

// living returns a record that is there and not in the recycle bin.
func living(ctx context.Context, r finder, def *schema.Def, id oplog.ID) (store.Record, error) {
	rec, err := r.Find(ctx, def, id)
	if err == nil && rec.Deleted {
		err = errs.New(errs.Invalid, "这条"+def.Label+"已删除").Do("请先从回收站恢复它")
	}
	return rec, err
}

// under returns the records in use that refer to one by a field.
func under(ctx context.Context, r finder, def *schema.Def, key string, id oplog.ID) ([]store.Record, error) {
	list, err := r.Lookup(ctx, def, key, id.String())
	return slices.DeleteFunc(list, func(rec store.Record) bool { return rec.Deleted }), err
}

// notice returns a notice of a kind that has lines.
func (d *Desk) notice(ctx context.Context, r finder, id oplog.ID) (registers.Notice, error) {
	rec, err := living(ctx, r, registers.Notices.Def, id)
	if err != nil {
		return registers.Notice{}, err
	}
	n := registers.Notices.Decode(rec.Values)
	if n.Kind == registers.NoticePoints {
		err = errs.New(errs.Invalid, "这是党员积分的公示").In("notice").Do("积分公示的异议和办结，请在“党员积分”的公示里办")
	}
	return n, err
}

// Find reads the ID or the number of a notice; "" is the only one of the given kinds
// that is still open, no kinds mean all.
func (d *Desk) Find(ctx context.Context, text string, kinds ...string) (oplog.ID, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		open, err := d.open(ctx, kinds)
		if err == nil && len(open) != 1 {
			err = errs.New(errs.Invalid, "有 "+strconv.Itoa(len(open))+" 次公示没有办结，请写明是哪一次").In("notice")
		}
		if err != nil {
			return 0, err
		}
		return open[0], nil
	}
	if found, err := d.store().Lookup(ctx, registers.Notices.Def, "no", strings.ToUpper(text)); err == nil && len(found) == 1 {
		return found[0].ID, nil
	}
	return parsed(text, "次公示")
}

// open returns the notices of some kinds that are neither closed nor withdrawn.
func (d *Desk) open(ctx context.Context, kinds []string, more ...store.Condition) ([]oplog.ID, error) {
	where := append([]store.Condition{{Field: "closed", Op: "empty"}, {Field: "withdrawn", Op: "empty"}}, more...)
	if len(kinds) > 0 {
		where = append(where, store.Condition{Field: "kind", Op: "in", Value: strings.Join(kinds, ",")})
	}
	return d.store().IDs(ctx, store.Query{Register: registers.Notices.Key, Where: where})
}

// Due returns the notices of some kinds whose days are over and that nobody has ended.
func (d *Desk) Due(ctx context.Context, kinds ...string) ([]oplog.ID, error) {
	return d.open(ctx, kinds, store.Condition{Field: "to", Op: "lte", Value: string(d.store().Today().AddDays(-1))})
}

// parsed reads the ID of a record that must be named.
func parsed(text, what string) (oplog.ID, error) {
	id, err := oplog.ParseID(strings.TrimSpace(text))
	if err == nil && id == 0 {
		err = errs.New(errs.Invalid, "没有说明是哪"+what).Do("请写明编号")
	}
	return id, err
}

// by returns who does something: the one named, else the operator.
func by(ctx context.Context, name string) string {
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	return strings.TrimSpace(caller.From(ctx).Operator)
}

func (d *Desk) dayOr(on cn.Date) cn.Date {
	if on == "" {
		return d.store().Today()
	}
	return on
}

// dated refuses a step in the future, or before the one before it.
func dated(day, earliest cn.Date, env schema.Env) error {
	if !day.Full() || day > env.Today {
		return errs.New(errs.Invalid, "办理日期不对：要写到日，不能晚于今天").In("date").Do("例如 " + string(env.Today))
	}
	if day < earliest {
		return errs.New(errs.Invalid, "办理日期早于上一步的日期 "+string(earliest)).In("date").Do("请核对日期")
	}
	return nil
}
