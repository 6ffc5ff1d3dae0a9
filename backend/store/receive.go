package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

// faults switch single protections off. Only tests set them, to show that the
// laws of merging notice.
type faults struct {
	keepNumber  bool // a copied data folder goes on under its old number
	lastWins    bool // the later clock wins, whatever was seen
	noAwaited   bool // what arrives after an operation that saw it is shown beside it
	dropUnknown bool // what this version does not know is thrown away
	uncoupled   bool // fields that belong together move alone
	deleteWins  bool // deleting beats an edit made apart from it
	vectorBySeq bool // a chain is taken for known by its length alone
	noAdvance   bool // the clock does not learn from what comes in
	takeAgain   bool // what is here already is not recognised
	undoDecides bool // undoing a decision decides for what was shown before it
	gapReviews  bool // while operations are missing, a PC is held to disagree with itself
	oneTouched  bool // of the records that a write touched only the first is noted
	settleEach  bool // rows are worked out after every change; no fault, only slow
}

// Received is what came in.
type Received struct {
	Changes int // new here
	Ops     int
	Known   int // changes that were here already
	Rows    map[Touched]RowFate
	Unread  int  // rows with parts that this version does not know
	Forked  bool // somebody writes under this PC's number: it has been given a new one
	Ahead   bool // a clock is more than a day ahead of this PC's
}

// RowFate is what receiving did to a row.
type RowFate string

// The fates.
const (
	RowNew     RowFate = "new"
	RowChanged RowFate = "changed"
	RowRemoved RowFate = "removed"
)

// settleAt is how much is gathered before the rows are worked out: once for a row,
// however many operations it has. An operation weighs as much as its fields and
// two more, which is the memory that it takes: 150,000 edits of one field, or
// 32,000 new records with a dozen.
const settleAt = 450_000

// keptFates bounds what a receipt says of single rows.
const keptFates = 200_000

// Receive takes in changes, in whatever order and as often as they come, as one
// transaction. next returns nil at the end; its error, or anything that is wrong
// with a change, leaves the book as it was. progress may be nil.
func (s *Store) Receive(ctx context.Context, next func() (*oplog.Wire, error), progress func(changes int)) (Received, error) {
	sqlTx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return Received{}, translate(err)
	}
	defer sqlTx.Rollback()
	r := &receipt{Tx: newTx(ctx, s, sqlTx), chains: map[int64]*chain{}, rows: map[oplog.ID]*arrivals{}}
	r.got.Rows = map[Touched]RowFate{}
	defer func() {
		if r.named { // names given in a transaction that failed are none
			sqlTx.Rollback()
			_ = s.names.read(context.WithoutCancel(ctx), s.write)
		}
	}()
	if err := r.start(ctx); err != nil {
		return Received{}, err
	}
	ahead := readAhead(next)
	defer ahead.stop()
	for {
		in, err := ahead.next()
		if err == nil && in == nil {
			break
		}
		if err == nil {
			err = r.take(in)
		}
		if err == nil && (r.weight >= settleAt || s.faults.settleEach) {
			err = r.settle()
		}
		if ctx.Err() != nil { // the transaction is gone: what was met after that is only a consequence
			err = ctx.Err()
		}
		if err != nil {
			return Received{}, translate(err)
		}
		if n := r.got.Changes + r.got.Known; progress != nil && n%256 == 0 {
			progress(n)
		}
	}
	if err := r.finish(ctx); err != nil {
		if ctx.Err() != nil {
			err = translate(ctx.Err())
		}
		return Received{}, err
	}
	if err := sqlTx.Commit(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return Received{}, translate(err)
	}
	return r.got, nil
}

// receipt is one Receive under way.
type receipt struct {
	*Tx
	got       Received
	chains    map[int64]*chain
	rows      map[oplog.ID]*arrivals // rows with operations not yet worked out
	gathered  int                    // operations not yet worked out
	weight    int                    // of them, see settleAt
	log       pendingLog
	awaited   map[oplog.ID]bool // operations that others saw and that are not here
	reviewed  map[oplog.ID]bool // rows with fields that wait for a decision
	named     bool              // registers have got numbers
	ownNumber bool              // a change came in under this PC's own number
}

func (r *receipt) start(ctx context.Context) error {
	b := &r.book
	if err := r.tx.QueryRowContext(ctx, `SELECT replica, seq, hash, stamp FROM book`).Scan(&b.replica, &b.seq, &b.hash, &b.stamp); err != nil {
		return translate(err)
	}
	var err error
	if r.awaited, err = r.idSet(ctx, `SELECT DISTINCT op FROM awaited`); err != nil {
		return err
	}
	r.reviewed, err = r.idSet(ctx, `SELECT DISTINCT row FROM reviews`)
	return err
}

func (r *receipt) idSet(ctx context.Context, query string) (map[oplog.ID]bool, error) {
	rows, err := r.tx.QueryContext(ctx, query)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := map[oplog.ID]bool{}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, translate(err)
		}
		out[oplog.ID(id)] = true
	}
	return out, translate(rows.Err())
}

// take records one change in the log; its rows are worked out later.
func (r *receipt) take(in *incoming) error {
	c, ops := in.change, in.ops
	// What continues an end of a chain is new: if it were here, that would be no end.
	if next, err := r.continues(&c); err != nil {
		return err
	} else if !next {
		known, err := r.knows(&c)
		if err != nil {
			return err
		}
		if known {
			r.got.Known++
			return nil
		}
	}
	whole, err := r.link(&c)
	if err != nil {
		return err
	}
	r.log.change(&c, whole, in.head)
	if c.Replica == r.book.replica {
		r.ownNumber = true
	}
	if time.UnixMilli(c.At).After(r.s.now().AddDate(0, 0, 1)) {
		r.got.Ahead = true
	}
	if !r.s.faults.noAdvance && int64(c.Stamp) > r.book.stamp {
		r.book.stamp = int64(c.Stamp)
	}
	merging := make([]mergeOp, len(ops))
	for i := range ops {
		merging[i] = newMergeOp(&ops[i], &c)
		if err := r.keep(&ops[i], &merging[i], in.wire.Ops[i].Body); err != nil {
			return err
		}
	}
	r.got.Changes++
	r.got.Ops += len(ops)
	return nil
}

// continues reports whether a change comes right after an unbroken end of its chain.
func (r *receipt) continues(c *oplog.Change) (bool, error) {
	ch, err := r.chainOf(c.Replica)
	if err != nil {
		return false, err
	}
	seq, end := ch.tips[c.Prev]
	return end && seq == c.Seq-1 && c.Seq > 1, nil
}

// knows reports whether a change is here.
func (r *receipt) knows(c *oplog.Change) (bool, error) {
	if err := r.flushLog(); err != nil {
		return false, err
	}
	var hash []byte
	err := r.tx.QueryRow(`SELECT hash FROM changes WHERE id = ?`, int64(c.ID)).Scan(&hash)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, translate(err)
	case !slices.Equal(hash, c.Hash[:]) || r.s.faults.takeAgain:
		return false, sameNumber()
	}
	return !r.s.faults.takeAgain, nil
}

func sameNumber() error {
	return errs.New(errs.Damaged, "同步包里有一次改动与本机已有的同号而内容不同").Do("账套没有改动；请把这个文件和本机的备份交给维护人员")
}

// keep stores an operation as it came and gathers it for its row.
func (r *receipt) keep(op *oplog.Op, merging *mergeOp, body []byte) error {
	register := r.s.names.id(op.Register)
	if register == 0 {
		r.named = true
		if err := r.exec(`INSERT OR IGNORE INTO register_ids (key) VALUES (?)`, op.Register); err != nil {
			return err
		}
		if err := r.s.names.read(r.ctx, uncancelled{r.tx}); err != nil {
			return err
		}
		register = r.s.names.id(op.Register)
	}
	if r.s.faults.dropUnknown && r.s.table[op.Register] == nil {
		return nil
	}
	r.log.op(op, register, body)
	a := r.rows[op.Row]
	if a == nil {
		a = &arrivals{register: op.Register}
		r.rows[op.Row] = a
	}
	if a.register != op.Register {
		return errs.New(errs.Damaged, "同步包里同一条记录属于两本台账").Do("账套没有改动；请让对方重新导出同步包")
	}
	r.gathered++
	r.weight += 2 + len(merging.parts)
	merging.place = r.gathered
	a.add(merging)
	if r.log.full() {
		return r.drainLog()
	}
	return nil
}

func (r *receipt) finish(ctx context.Context) error {
	if err := r.flushLog(); err != nil {
		return err
	}
	if err := r.settle(); err != nil {
		return err
	}
	if err := r.saveTips(); err != nil {
		return err
	}
	if r.got.Changes == 0 {
		return nil
	}
	if err := r.flushKeys(); err != nil {
		return err
	}
	if err := r.raiseGenerations(); err != nil {
		return err
	}
	if err := r.tx.QueryRowContext(ctx, `SELECT count(*) FROM unread`).Scan(&r.got.Unread); err != nil {
		return translate(err)
	}
	if r.ownNumber && !r.s.faults.keepNumber {
		// Somebody else wrote under this PC's number, or it forgot what it wrote:
		// a copy of it is in use. From here on it has a number of its own.
		if err := remint(ctx, r.tx); err != nil {
			return err
		}
		if err := r.exec(`INSERT INTO local VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, movedKey, string(CopiedHere)); err != nil {
			return err
		}
		r.got.Forked = true
	}
	return r.exec(`UPDATE book SET stamp = ?, generation = generation + 1`, r.book.stamp)
}
