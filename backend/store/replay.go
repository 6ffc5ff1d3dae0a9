package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"chengzhuan/backend/oplog"
)

// shape is a digest of all that this version understands of the registers.
func (s *Store) shape() string {
	sum := sha256.New()
	for _, key := range slices.Sorted(maps.Keys(s.table)) {
		d := s.table[key].def
		fmt.Fprintf(sum, "%s\n", key)
		for _, f := range d.Fields {
			fmt.Fprintf(sum, "%s %s %d", f.Key, f.Kind, f.Max)
			if f.Codes != nil {
				for _, c := range f.Codes.Codes {
					fmt.Fprintf(sum, " %s", c.Code)
				}
			}
			fmt.Fprintln(sum)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// replay gives the rows that an older version did not understand another look,
// once after the program has changed.
func (s *Store) replay(ctx context.Context) error {
	var was string
	if err := s.write.QueryRowContext(ctx, `SELECT shape FROM book`).Scan(&was); err != nil {
		return translate(err)
	}
	if was == s.shape() {
		return nil
	}
	sqlTx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer sqlTx.Rollback()
	tx := newTx(ctx, s, sqlTx)
	rows, err := sqlTx.QueryContext(ctx, `SELECT row, register FROM unread ORDER BY row`)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	type unread struct {
		row      oplog.ID
		register int64
	}
	var list []unread
	for rows.Next() {
		var u unread
		var row int64
		if err := rows.Scan(&row, &u.register); err != nil {
			return translate(err)
		}
		u.row = oplog.ID(row)
		list = append(list, u)
	}
	if err := rows.Err(); err != nil {
		return translate(err)
	}
	for _, u := range list {
		w := &rowWork{tx: tx, row: u.row, register: s.names.of(u.register), batch: map[oplog.ID]*oplog.Op{}, stamps: map[oplog.ID]oplog.Stamp{}}
		if err := w.rebuild(); err != nil {
			return err
		}
	}
	if err := tx.flushKeys(); err != nil {
		return err
	}
	if err := tx.raiseGenerations(); err != nil {
		return err
	}
	if err := tx.exec(`UPDATE book SET shape = ?, generation = generation + 1`, s.shape()); err != nil {
		return err
	}
	return translate(sqlTx.Commit())
}
