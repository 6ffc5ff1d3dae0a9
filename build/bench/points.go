package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// The points of a city district over five years: 100,000 members, and in the full run
// 5,000,000 entries in effect, of which a fifth is of one year. Their claims are left
// out: no balance reads them.
const (
	pointYears = 5
	pointToday = cn.Date("2026-12-31")
)

// measurePoints asks for one balance, for a balance with its reasons, and for the
// ranking of a year, by a desk that remembers nothing and by one that was asked before.
// Each is asked for just after somebody voided an entry.
func measurePoints(ctx context.Context, b *bench) error {
	ctx = b.context(ctx)
	dir := b.path("points")
	clock := func() time.Time { t, _ := pointToday.Time(); return t.Add(9 * time.Hour) }
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Now: clock, Create: &store.NewBook{Name: "仁寿门社区", Replica: 1}})
	if err != nil {
		return err
	}
	defer s.Close()
	begun := time.Now()
	members, err := b.pointMembers(ctx, s)
	if err != nil {
		return err
	}
	if err := b.pointEntries(ctx, s, members); err != nil {
		return err
	}
	b.say("book of %d entries of %d members made in %.1f s", b.Points, len(members), time.Since(begun).Seconds())
	return b.askPoints(ctx, s, members)
}

func (b *bench) pointMembers(ctx context.Context, s *store.Store) ([]oplog.ID, error) {
	members := make([]oplog.ID, 0, b.Book)
	_, err := b.fill(ctx, s, registers.PartyMembers.Def, b.Book, func(i int) schema.Values {
		m := registers.PartyMember{Name: somebody(i).Name, Status: registers.StatusNormal, EnteredBranch: cn.Date("2010-01-01").AddDays(i % 6000)}
		return registers.PartyMembers.Encode(&m)
	})
	if err != nil {
		return nil, err
	}
	return members, s.EachOf(ctx, registers.PartyMembers.Def, []string{"name"}, func(r store.Record) error { members = append(members, r.ID); return nil })
}

// pointEntries writes entries in the order of their days, each of somebody.
func (b *bench) pointEntries(ctx context.Context, s *store.Store, members []oplog.ID) error {
	list := rules.Standard(2026).Rules
	list = list[:len(list)-1] // nobody is vetoed
	r := rand.New(rand.NewPCG(seed, 7))
	const days = pointYears * 365
	_, err := b.fill(ctx, s, registers.PointEntries.Def, b.Points, func(i int) schema.Values {
		e := registers.PointEntry{Claim: oplog.NewID(1<<20, int64(i)+1), Member: members[r.IntN(len(members))], Rule: list[r.IntN(len(list))].Code, Date: pointToday.AddDays(-days + 1 + i*days/b.Points), Quantity: int64(10 * (1 + r.IntN(4)))}
		return registers.PointEntries.Encode(&e)
	})
	return err
}

func (b *bench) askPoints(ctx context.Context, s *store.Store, members []oplog.ID) error {
	desk := points.New(ledger.New(s))
	r := rand.New(rand.NewPCG(seed, 8))
	year := pointToday.Year()
	somebody := func() oplog.ID { return members[r.IntN(len(members))] }
	peer, err := sql.Open("sqlite3", bareSettings(filepath.Join(s.Dir(), store.FileName))+"&_query_only=1")
	if err != nil {
		return err
	}
	defer peer.Close()
	stop, err := b.profiling("points")
	if err != nil {
		return err
	}
	defer stop()
	ranked := func(d *points.Desk) error {
		list, err := d.Ranking(ctx, year)
		if err == nil && (len(list) < len(members)*9/10 || list[0].Place != 1) {
			err = fmt.Errorf("ranking of %d", len(list))
		}
		return err
	}
	// As the window and the command do once somebody has asked: the next start has it at hand.
	first := points.New(ledger.New(s))
	begun := time.Now()
	if err := ranked(first); err != nil {
		return err
	}
	b.report.add(line{Measure: fmt.Sprintf("%d entries of %d members: ranking of a year, first of all", b.Points, len(members)), Unit: "ms", Ours: median([]time.Duration{time.Since(begun)})}.within(2000).noted("asked once, of a book that nobody asked before"))
	first.Remember(ctx)
	const rankPeer = "bare SQLite: sums by member and rule of the year, without caps"
	rankSQL := func(oplog.ID) error {
		return drain(peer.QueryContext(ctx, `SELECT member, rule, sum(quantity) FROM point_entries WHERE "_deleted" = 0 AND date BETWEEN ? AND ? GROUP BY member, rule`, fmt.Sprint(year, "-01-01"), fmt.Sprint(year, "-12-31")))
	}
	cases := []struct {
		name     string
		ask      func(oplog.ID) error
		goal     float64 // ms
		many     int
		peer     string
		peerAsks func(oplog.ID) error
	}{
		{"one balance", func(id oplog.ID) error { _, err := desk.Balance(ctx, id.String(), year); return err }, 5, 40,
			"bare SQLite: the member's entries of the year", func(id oplog.ID) error {
				return drain(peer.QueryContext(ctx, `SELECT id, claim, rule, date, quantity, event FROM point_entries WHERE member = ? AND date BETWEEN ? AND ?`, int64(id), fmt.Sprint(year, "-01-01"), fmt.Sprint(year, "-12-31")))
			}},
		{"one balance with its reasons", func(id oplog.ID) error { _, err := desk.Explain(ctx, id.String(), year); return err }, 5, 40, "", nil},
		{"ranking of a year, after a start", func(oplog.ID) error { return ranked(points.New(ledger.New(s))) }, 2000, 1, rankPeer, rankSQL},
		{"ranking of a year, after a void", func(oplog.ID) error { return ranked(desk) }, 2000, 1, rankPeer, rankSQL},
	}
	for _, c := range cases {
		var times, peers []time.Duration
		for n := range max(b.Runs, 3) + 1 {
			if err := voidOne(ctx, s, somebody()); err != nil {
				return err
			}
			for range c.many {
				id := somebody()
				begun := time.Now()
				if err := c.ask(id); err != nil {
					return fmt.Errorf("%s: %w", c.name, err)
				}
				if took := time.Since(begun); n > 0 { // the first ones warm
					times = append(times, took)
				}
				if c.peerAsks == nil {
					continue
				}
				begun = time.Now()
				if err := c.peerAsks(id); err != nil {
					return err
				}
				if took := time.Since(begun); n > 0 {
					peers = append(peers, took)
				}
			}
		}
		out := line{Measure: fmt.Sprintf("%d entries of %d members: %s", b.Points, len(members), c.name), Unit: "ms", Ours: median(times)}
		if c.peerAsks != nil {
			out = out.against(c.peer, median(peers))
		}
		b.report.add(out.within(c.goal).noted("slowest of %d: %.1f ms", len(times), percentile(times, 100)))
	}
	return nil
}

// voidOne voids an entry of a member, as somebody does while others look.
func voidOne(ctx context.Context, s *store.Store, member oplog.ID) error {
	_, err := s.Write(ctx, store.Meta{Kind: "update", Note: "作废"}, func(tx *store.Tx) error {
		list, err := tx.Lookup(ctx, registers.PointEntries.Def, "member", member.String())
		if err != nil || len(list) == 0 {
			return err
		}
		claim := registers.PointEntries.Decode(list[0].Values).Claim
		v := registers.PointVoiding{Claim: claim, Date: pointToday, By: "王芳", Reason: "记错"}
		if _, err := tx.Create(registers.PointVoids.Def, registers.PointVoids.Encode(&v)); err != nil {
			return err
		}
		return tx.Void(registers.PointEntries.Def, list[0].ID, v.Reason)
	})
	return err
}
