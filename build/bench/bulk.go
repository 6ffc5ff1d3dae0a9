package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// measureBulk writes full member records as one change, against the same rows
// as bare prepared inserts in one transaction. The two take turns, each time in
// fresh files.
func measureBulk(ctx context.Context, b *bench) error {
	d := registers.PartyMembers.Def
	var ours, peers []time.Duration
	stop, err := b.profiling("bulk")
	if err != nil {
		return err
	}
	defer stop()
	for run := range b.Runs {
		dir, file := b.path(fmt.Sprintf("bulk-%d", run)), b.path(fmt.Sprintf("bulk-%d.db", run))
		took, err := b.bulk(ctx, dir)
		if err != nil {
			return err
		}
		ours = append(ours, took)
		p, err := newBare(ctx, file, dir, d.Key)
		if err != nil {
			return err
		}
		rows, err := storedRows(ctx, dir, d.Key, p.columns, b.Bulk)
		if err == nil {
			slices.Reverse(rows)
			begun := time.Now()
			err = p.fill(ctx, rows)
			peers = append(peers, time.Since(begun))
		}
		p.db.Close()
		if err != nil {
			return err
		}
		os.RemoveAll(dir)
		os.Remove(file)
	}
	each := func(times []time.Duration) float64 { return median(times) * 1000 / float64(b.Bulk) }
	b.report.add(line{Measure: fmt.Sprintf("bulk write of %d members, each", b.Bulk), Unit: "µs", Ours: each(ours)}.
		against("bare SQLite: prepared inserts of the same stored rows into the same table with the same indexes, one transaction", each(peers)).atMost(4).
		noted("ours also makes pinyin, operation log, search keys, full text"))
	return nil
}

// bulk makes a book and times the writing of b.Bulk members into it; making
// the people is not timed.
func (b *bench) bulk(ctx context.Context, dir string) (time.Duration, error) {
	s, at, err := b.newBook(ctx, dir)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	d := registers.PartyMembers.Def
	people := make([]schema.Values, b.Bulk)
	for i := range people {
		m := somebody(i).member(at)
		people[i] = registers.PartyMembers.Encode(&m)
	}
	begun := time.Now()
	_, err = s.Write(b.context(ctx), store.Meta{Kind: "import", Note: "导入"}, func(tx *store.Tx) error {
		for _, v := range people {
			if _, err := tx.Create(d, v); err != nil {
				return err
			}
		}
		return nil
	})
	return time.Since(begun), err
}
