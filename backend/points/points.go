// Package points owns the points system (党员积分) of an open book: claims and their
// course, public notices and objections, balances, rankings and the closing of years.
// What an entry is worth is the business of points/rules; this package says which
// entries are in effect. Each step is one change through the store's door. It knows no
// screen and no command line.
//
// # What counts
//
// A claim (申报) is a record with states. When it comes into effect an entry is written
// (PointEntry), which is never edited; balances are computed from entries alone. Two PCs
// that do not know of each other may both bring a claim into effect: its entries count
// once. A voiding (PointVoiding) ends what a claim counts, whatever else comes or came
// of it, so the order in which packets arrive decides nothing.
package points

import (
	"context"
	"strconv"
	"strings"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Desk serves the points of one open book. It is safe for concurrent use.
type Desk struct {
	ledger *ledger.Ledger
	memory *memory
}

// New returns the service over a ledger. All desks of one ledger share what they remember.
func New(l *ledger.Ledger) *Desk {
	return &Desk{l, l.Keep("points", func() any { return &memory{} }).(*memory)}
}

func (d *Desk) store() *store.Store { return d.ledger.Store }

// by returns who does something: the one named, else the operator.
func by(ctx context.Context, name string) string {
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	return strings.TrimSpace(caller.From(ctx).Operator)
}

// idOf reads the ID of a record that must be named.
func idOf(text, what string) (oplog.ID, error) {
	id, err := oplog.ParseID(strings.TrimSpace(text))
	if err == nil && id == 0 {
		err = errs.New(errs.Invalid, "没有说明是哪"+what).Do("请写明编号")
	}
	return id, err
}

// living returns a record that is there and not in the recycle bin.
func living(ctx context.Context, r finder, def *schema.Def, id oplog.ID) (store.Record, error) {
	rec, err := r.Find(ctx, def, id)
	if err == nil && rec.Deleted {
		err = errs.New(errs.Invalid, "这条"+def.Label+"已删除").Do("请先从回收站恢复它")
	}
	return rec, err
}

// finder is what a store and an open change can both answer.
type finder interface {
	Find(ctx context.Context, d *schema.Def, id oplog.ID) (store.Record, error)
	Lookup(ctx context.Context, d *schema.Def, key, value string) ([]store.Record, error)
	Voided(ctx context.Context, ids []oplog.ID) (map[oplog.ID]string, error)
}

// standing returns the entries that refer to a record by a field and are not void.
func standing(ctx context.Context, r finder, def *schema.Def, key string, id oplog.ID) ([]store.Record, error) {
	list, err := r.Lookup(ctx, def, key, id.String())
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var ids []oplog.ID
	for _, rec := range list {
		ids = append(ids, rec.ID)
	}
	void, err := r.Voided(ctx, ids)
	out := list[:0]
	for _, rec := range list {
		if void[rec.ID] == "" {
			out = append(out, rec)
		}
	}
	return out, err
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

// yearOK refuses a year that no calendar of this program has.
func yearOK(year int) error {
	if year < 1949 || year > 2200 {
		return errs.New(errs.Invalid, "年度“"+strconv.Itoa(year)+"”不对").In("year").Do("请写四位年份，例如 2026")
	}
	return nil
}
