package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"chengzhuan/backend/errs"
)

// placeKey is where this PC remembers where the book lies; movedKey what it
// found when that was no longer true.
const (
	placeKey = "place"
	movedKey = "moved"
)

// SecretKey is where this PC remembers the secret that its keys come from; it
// gets one when the book is made, so that copies of the book know each other's keys.
// FormerKey is where it keeps those that it had before, one a line, the newest
// first: it can still read what was meant for them.
const (
	SecretKey = "secret"
	FormerKey = "sync.former"
)

// place is where a data folder lies. When it has changed, the folder was moved,
// copied, restored or cloned with its disk.
type place struct {
	Machine string `json:"machine"`
	Path    string `json:"path"`
	File    string `json:"file"`
}

// Moved says what became of the data folder since it was last opened, as far as
// a PC can tell by itself.
type Moved string

// What a changed place means.
const (
	NotMoved   Moved = ""
	MovedHere  Moved = "moved"  // the same PC, another folder or another file: moved or restored
	CopiedHere Moved = "copied" // another PC, or the first folder is still there
)

// drawReplica draws a number under which a PC writes: 52 bits, so that it stays exact wherever it goes.
func drawReplica() (int64, error) {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		return 0, errs.Wrap(errs.Internal, err, "取随机数失败")
	}
	return 1 + int64(binary.BigEndian.Uint64(b[:])>>12), nil
}

// settlePlace compares where the book lies with where it was last opened, and
// gives this PC a new number when that differs: of two copies of a data folder
// no more than one goes on under the old one. Where the book lay before, on this
// machine, it is the PC again that it was there.
func (s *Store) settlePlace(ctx context.Context, fresh bool) error {
	abs, err := filepath.Abs(s.path)
	if err != nil {
		abs = s.path
	}
	now := place{Machine: cmp.Or(s.pc, machineID()), Path: abs, File: fileID(s.path)}
	text, err := json.Marshal(now)
	if err != nil {
		return errs.Of(err)
	}
	old, err := s.Recall(ctx, placeKey)
	if err != nil || old == string(text) {
		return err
	}
	var was place
	if fresh || old == "" || json.Unmarshal([]byte(old), &was) != nil {
		return s.Remember(ctx, placeKey, string(text))
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer tx.Rollback()
	if !s.faults.keepNumber {
		if err := remint(ctx, tx); err != nil {
			return err
		}
	}
	if err := (&move{tx: tx, was: was, now: now, gone: func(path string) bool { return !sameBook(s.path, path) }}).settle(ctx); err != nil {
		return err
	}
	if err := remember(ctx, tx, placeKey, string(text)); err != nil {
		return err
	}
	return translate(tx.Commit())
}

// sameBook reports whether another file is there and of the same size class: a
// folder that was moved leaves nothing behind.
func sameBook(now, was string) bool {
	x, err1 := os.Stat(now)
	y, err2 := os.Stat(was)
	return err1 == nil && err2 == nil && !os.SameFile(x, y) && y.Size() > 0
}

// Moved returns what settlePlace found; ForgetMoved ends it.
func (s *Store) Moved(ctx context.Context) (Moved, error) {
	v, err := s.Recall(ctx, movedKey)
	return Moved(v), err
}

// ForgetMoved says that the move has been dealt with.
func (s *Store) ForgetMoved(ctx context.Context) error { return s.Remember(ctx, movedKey, "") }

// ForgetPlace makes the next opening take the place as it finds it: for a book
// that is made in one folder and then put into another.
func (s *Store) ForgetPlace(ctx context.Context) error { return s.Remember(ctx, placeKey, "") }

// Remint gives this PC a new number to write under; what it did stays under the old one.
func (s *Store) Remint(ctx context.Context) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer tx.Rollback()
	if err := remint(ctx, tx); err != nil {
		return err
	}
	return translate(tx.Commit())
}

func remint(ctx context.Context, tx *sql.Tx) error {
	replica, err := drawReplica()
	if err != nil {
		return err
	}
	// A PC that went back to an old backup may meanwhile have got what it did after that.
	_, err = tx.ExecContext(ctx, `INSERT OR IGNORE INTO tips SELECT hash, replica, seq FROM book b WHERE seq > 0
			AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.replica = b.replica AND c.seq = b.seq + 1 AND c.prev = b.hash);
		INSERT INTO replicas SELECT ?, coalesce((SELECT name FROM replicas r WHERE r.replica = b.replica), ''), 1 FROM book b;
		UPDATE book SET replica = ?, seq = 0, hash = x'', generation = generation + 1`, replica, replica)
	return translate(err)
}

// NameReplicas sets the names that the history shows for replica numbers.
func (s *Store) NameReplicas(ctx context.Context, names map[int64]string) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer tx.Rollback()
	for replica, name := range names {
		if _, err := tx.ExecContext(ctx, `INSERT INTO replicas VALUES (?, ?, 0) ON CONFLICT (replica) DO UPDATE SET name = excluded.name`, replica, name); err != nil {
			return translate(err)
		}
	}
	return translate(tx.Commit())
}

// OwnReplicas returns every number under which this PC has written, the present one first.
func (s *Store) OwnReplicas(ctx context.Context) ([]int64, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT r.replica FROM replicas r, book b WHERE own = 1 ORDER BY r.replica = b.replica DESC, r.replica`)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, translate(err)
		}
		out = append(out, n)
	}
	return out, translate(rows.Err())
}

// firstLine returns the first line of a small file, "" when it cannot be read.
func firstLine(path string) string {
	b, err := os.ReadFile(path)
	if err != nil || len(b) > 4096 {
		return ""
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSpace(line)
}

// Renew gives this PC another secret, keeps the present one among its former
// ones, and ends what Moved says: as a whole or not at all.
func (s *Store) Renew(ctx context.Context, secret string) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer tx.Rollback()
	if err := takeSecret(ctx, tx, secret); err != nil {
		return err
	}
	if err := remember(ctx, tx, movedKey, ""); err != nil {
		return err
	}
	return translate(tx.Commit())
}

// NoteCopy says that another copy of this PC's data is in use.
func (s *Store) NoteCopy(ctx context.Context) error {
	if err := s.Remint(ctx); err != nil {
		return err
	}
	return s.Remember(ctx, movedKey, string(CopiedHere))
}
