package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// hitsWanted is how many hits the page asks for.
const hitsWanted = 40

// queryKinds are the ways people look for somebody.
var queryKinds = []struct {
	name string
	of   func(p person, r *rand.Rand) string
}{
	{"start of a name", func(p person, r *rand.Rand) string {
		name := []rune(p.Name)
		return string(name[:1+r.IntN(len(name)-1)])
	}},
	{"whole name", func(p person, _ *rand.Rand) string { return p.Name }},
	{"given name", func(p person, _ *rand.Rand) string { return strings.TrimPrefix(p.Name, p.Surname) }},
	{"pinyin", func(p person, r *rand.Rand) string {
		full := cn.KeysOf(p.Name).Full[0]
		return full[:max(len(full)-r.IntN(4), min(len(full), 3))]
	}},
	{"initials", func(p person, _ *rand.Rand) string { return cn.KeysOf(p.Name).Initials[0] }},
	{"end of a mobile", func(p person, _ *rand.Rand) string { return p.Mobile[len(p.Mobile)-4:] }},
	{"end of an ID number", func(p person, _ *rand.Rand) string { return p.IDNumber[len(p.IDNumber)-4:] }},
}

// measureSearch looks for people through the service behind Ctrl+K, in a book
// that was closed and opened again. The peer is what a program without search
// keys does: LIKE '%…%' over the columns that the typed text may be in.
func measureSearch(ctx context.Context, b *bench) error {
	for _, n := range b.Search {
		if err := b.searchAmong(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) searchAmong(ctx context.Context, n int) error {
	dir := b.path(fmt.Sprintf("search-%d", n))
	d := registers.Residents.Def
	s, at, err := b.newBook(ctx, dir)
	if err != nil {
		return err
	}
	took, err := b.fill(ctx, s, d, n, func(i int) schema.Values {
		r := somebody(i).resident(at)
		return registers.Residents.Encode(&r)
	})
	if err := s.Close(); err != nil {
		return err
	}
	if err != nil {
		return err
	}
	b.say("book of %d residents made in %.1f s", n, took.Seconds())
	if s, err = store.Open(ctx, dir, registers.All(), store.Options{}); err != nil {
		return err
	}
	defer s.Close()
	l := ledger.New(s)
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	ask := func() (kind int, text string) {
		kind = r.IntN(len(queryKinds))
		return kind, queryKinds[kind].of(somebody(r.IntN(n)), r)
	}
	// Warm: as after some minutes of work, not as after switching on.
	for range b.Find / 2 {
		_, text := ask()
		if _, err := l.Search(ctx, text, hitsWanted); err != nil {
			return err
		}
	}
	stop, err := b.profiling(fmt.Sprintf("search-%d", n))
	if err != nil {
		return err
	}
	var all []time.Duration
	byKind := make([][]time.Duration, len(queryKinds))
	for range b.Find {
		kind, text := ask()
		begun := time.Now()
		hits, err := l.Search(ctx, text, hitsWanted)
		took := time.Since(begun)
		if err != nil {
			return err
		}
		if len(hits) == 0 {
			return fmt.Errorf("%s found nobody among %d", queryKinds[kind].name, n)
		}
		all, byKind[kind] = append(all, took), append(byKind[kind], took)
	}
	stop()
	scans, err := likeScans(ctx, filepath.Join(dir, store.FileName), d.Key, 20, ask)
	if err != nil {
		return err
	}
	var slow []string
	for i, times := range byKind {
		slow = append(slow, fmt.Sprintf("%s %.2f/%.2f", queryKinds[i].name, median(times), percentile(times, 99)))
	}
	name := fmt.Sprintf("search among %d", n)
	b.report.add(
		line{Measure: name + ", p50", Unit: "ms", Ours: median(all)}.against("bare SQLite: LIKE '%…%' over name, pinyin, mobile and ID number of the same table", median(scans)),
		line{Measure: name + ", p99", Unit: "ms", Ours: percentile(all, 99)}.against("bare SQLite as above, the slowest of 20", percentile(scans, 100)).within(5).
			noted("%d searches, %d hits each; p50/p99 in ms by what was typed: %s", len(all), hitsWanted, strings.Join(slow, ", ")),
	)
	return nil
}

// likeScans times n searches by scanning.
func likeScans(ctx context.Context, path, table string, n int, ask func() (int, string)) ([]time.Duration, error) {
	db, err := sql.Open("sqlite3", bareSettings(path)+"&_query_only=1")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	st, err := db.PrepareContext(ctx, `SELECT id, name, birth FROM `+table+` WHERE "_deleted" = 0 AND (name LIKE ? OR name_py LIKE ? OR mobile LIKE ? OR id_number LIKE ?) LIMIT ?`)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	times, err := timed(n+1, func(int) error {
		_, text := ask()
		like := "%" + text + "%"
		rows, err := st.QueryContext(ctx, like, like, like, like, hitsWanted)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var name, birth string
			if err := rows.Scan(&id, &name, &birth); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return slices.Clone(times[1:]), nil // the first one warms
}
