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
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// The visit log of a large community over five years: 10,000 households with one
// resident each, 20 grids and 25 visitors; every tenth visit brought an appeal.
const (
	visitDays   = 5 * 365
	visitHomes  = 10_000
	visitGrids  = 20
	visitPeople = 25
	visitToday  = cn.Date("2026-11-22")
)

var visitTalks = []string{"老人身体还好，按时吃药，子女每周来看望。", "反映楼道灯不亮，已报物业；讲了用电安全和防诈骗。", "家里刚添了孩子，问了入园和医保的事，留了联系卡。", "门禁坏了三天，物业说这周修好；窗台有花盆，提醒收进去。"}

// measureVisits asks a book of b.Visits visits what its pages ask: lists, searches,
// the figures of a half-year and the grid of coverage. Every question is asked just
// after somebody saved a visit, so nothing that was remembered holds.
func measureVisits(ctx context.Context, b *bench) error {
	dir := b.path("visits")
	if err := b.visitBook(ctx, dir, b.Visits); err != nil {
		return err
	}
	ctx = b.context(ctx)
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Now: visitClock})
	if err != nil {
		return err
	}
	defer s.Close()
	return b.askVisits(ctx, s)
}

func visitClock() time.Time {
	t, _ := visitToday.Time()
	return t.Add(9 * time.Hour)
}

func (b *bench) visitBook(ctx context.Context, dir string, n int) error {
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Now: visitClock, Create: &store.NewBook{Name: "仁寿门社区", Replica: 1}})
	if err != nil {
		return err
	}
	defer s.Close()
	var grids, homes, living, blocks []oplog.ID
	_, err = s.Write(b.context(ctx), store.Meta{Kind: "import", Note: "导入"}, func(tx *store.Tx) (err error) {
		add := func(d *schema.Def, v schema.Values) (id oplog.ID) {
			if err == nil {
				id, err = tx.Create(d, v)
			}
			return id
		}
		for i := range visitGrids {
			grids = append(grids, add(registers.GridCells.Def, registers.GridCells.Encode(&registers.GridCell{Name: fmt.Sprintf("第%d网格", i+1)})))
		}
		var at []oplog.ID
		for _, name := range estates {
			at = append(at, add(registers.Estates.Def, registers.Estates.Encode(&registers.Estate{Name: name})))
			for i := range 25 {
				blocks = append(blocks, add(registers.Buildings.Def, registers.Buildings.Encode(&registers.Building{Estate: at[len(at)-1], Number: fmt.Sprintf("%d栋", i+1)})))
			}
		}
		for i := range min(visitHomes, max(n/20, 100)) {
			block := i % len(blocks)
			h := registers.Household{Estate: at[block/25], Building: blocks[block], Entrance: fmt.Sprintf("%d单元", 1+i/len(blocks)/20), Room: fmt.Sprint(101 + i/len(blocks)%20), Head: somebody(i).Name, Grid: grids[i%visitGrids]}
			homes, living = append(homes, add(registers.Households.Def, registers.Households.Encode(&h))), append(living, h.Estate)
			r := registers.Resident{Name: h.Head, Household: homes[i], Estate: h.Estate, Grid: h.Grid, Relation: registers.RelationHead}
			if i%10 == 0 {
				r.Kinds = []string{"07"}
			}
			add(registers.Residents.Def, registers.Residents.Encode(&r))
		}
		return err
	})
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(seed, 5))
	values := func(i int) (registers.Visit, int) {
		home := r.IntN(len(homes))
		v := registers.Visit{No: fmt.Sprintf("ZF-X-%07d", i), Date: visitToday.AddDays(-visitDays + 1 + i*visitDays/n), Mode: registers.VisitAtHome, Lead: somebody(home % visitPeople).Name,
			Household: homes[home], Estate: living[home], Grid: grids[home%visitGrids], Person: somebody(home).Name, Classes: []string{registers.VisitClasses.Codes[r.IntN(13)].Code}, Talk: visitTalks[r.IntN(len(visitTalks))]}
		switch r.IntN(6) {
		case 0:
			v.Services = []string{"2"}
		case 1:
			v.Deliveries = []string{"3"}
		}
		return v, home
	}
	begun := time.Now()
	const each = 100_000
	for from := 0; from < n; from += each {
		_, err := s.Write(b.context(ctx), store.Meta{Kind: "import", Note: "导入"}, func(tx *store.Tx) error {
			for i := from; i < min(from+each, n); i++ {
				v, _ := values(i)
				id, err := tx.Create(registers.Visits.Def, registers.Visits.Encode(&v))
				if err == nil && i%10 == 0 {
					err = visitMatter(tx, id, &v, i)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	b.say("book of %d visits made in %.1f s", n, time.Since(begun).Seconds())
	return nil
}

// visitMatter is what somebody asked for at a visit: most of it is long finished.
func visitMatter(tx *store.Tx, visit oplog.ID, v *registers.Visit, i int) error {
	m := registers.Matter{No: fmt.Sprintf("SQ-X-%07d", i), Title: "楼道灯不亮", Kind: registers.MatterKinds.Codes[i/10%13].Code, Source: registers.SourceVisit, Visit: visit, Household: v.Household, Estate: v.Estate, Grid: v.Grid,
		Person: v.Person, Owner: v.Lead, Accepted: v.Date, HandledOn: v.Date, Due: v.Date.AddDays(14), State: registers.StateSatisfied, Finished: min(v.Date.AddDays(i/10%17), visitToday), Rating: registers.RatingGood}
	m.Returned = m.Finished
	way := registers.StateCommunity
	switch i / 10 % 20 {
	case 0:
		way = registers.StateOnSpot
	case 1:
		if v.Date > visitToday.AddDays(-60) {
			m.State, m.Finished, m.Returned, m.Rating = way, "", "", ""
		}
	}
	id, err := tx.Create(registers.Matters.Def, registers.Matters.Encode(&m))
	if err != nil {
		return err
	}
	for _, to := range []string{way, registers.StateFinished} {
		step := registers.MatterStep{Matter: id, Date: v.Date, Kind: registers.StepState, From: registers.StateAccepted, To: to, By: v.Lead}
		if _, err := tx.Create(registers.MatterLog.Def, registers.MatterLog.Encode(&step)); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) askVisits(ctx context.Context, s *store.Store) error {
	l := ledger.New(s)
	desk := visits.New(l, matters.New(l))
	half := visits.HalfYear(visitToday)
	somewhere := rand.New(rand.NewPCG(seed, 6))
	list := func(q ledger.ListQuery) func() error {
		q.Register, q.Limit = registers.Visits.Key, pageSize
		return func() error {
			page, err := l.List(ctx, q)
			if err == nil && len(page.Rows) == 0 {
				err = fmt.Errorf("no rows: %+v", q)
			}
			return err
		}
	}
	figures := func(by string) func() error {
		return func() error {
			f, err := desk.Figures(ctx, half, by)
			if err == nil && len(f) < 20 {
				err = fmt.Errorf("empty figures by %q", by)
			}
			return err
		}
	}
	random := func() error {
		page, err := l.List(ctx, ledger.ListQuery{Register: registers.Visits.Key, Limit: pageSize, Offset: somewhere.IntN(b.Visits - pageSize)})
		if err == nil && len(page.Rows) != pageSize {
			err = fmt.Errorf("%d rows", len(page.Rows))
		}
		return err
	}
	cases := []struct {
		name  string
		ask   func() error
		fresh bool // nothing remembered holds
		peer  string
		sql   string
	}{
		{"list, first page", list(ledger.ListQuery{Desc: true}), true, "", ""},
		{"list, any page", random, false, "", ""},
		{"list of one visitor in the half-year", list(ledger.ListQuery{Where: []ledger.Condition{{Field: "lead", Op: "eq", Value: somebody(3).Name}, {Field: "date", Op: "gte", Value: string(half.From)}}, Desc: true}), true, "", ""},
		{"list found by a typed name", list(ledger.ListQuery{Text: somebody(77).Name}), true, "", ""},
		{"search, a person", func() error { return found(l.Search(ctx, somebody(77).Name, hitsWanted)) }, true, "", ""},
		{"search, a visitor", func() error { return found(l.Search(ctx, somebody(3).Name, hitsWanted)) }, true, "", ""},
		{"figures of the half-year", figures(visits.ByAll), true, "bare SQLite: five of the 40 figures by one query over the same table",
			`SELECT count(*), count(DISTINCT household), sum(instr(classes, '01') > 0), sum(services <> ''), sum(deliveries <> '') FROM visits WHERE "_deleted" = 0 AND date BETWEEN ? AND ?`},
		{"figures of the half-year by visitor", figures(visits.ByVisitor), true, "bare SQLite: the same, grouped by visitor",
			`SELECT count(*), count(DISTINCT household), sum(instr(classes, '01') > 0), sum(services <> ''), sum(deliveries <> '') FROM visits WHERE "_deleted" = 0 AND date BETWEEN ? AND ? GROUP BY lead`},
		{"figures of the half-year by grid", figures(visits.ByGrid), true, "", ""},
		{"figures of the half-year by class", figures(visits.ByClass), true, "", ""},
		{"figures asked for again", figures(visits.ByGrid), false, "", ""},
		{"grid of coverage", func() error {
			g, err := desk.Coverage(ctx, half)
			if err == nil && g.Visited == 0 {
				err = fmt.Errorf("nobody was visited")
			}
			return err
		}, true, "bare SQLite: last visit and count of each household of the half-year", `SELECT household, max(date), count(*) FROM visits WHERE "_deleted" = 0 AND date BETWEEN ? AND ? GROUP BY household`},
		{"last visit of a household", func() error { _, err := desk.Last(ctx, b.someHome(ctx, s, somewhere)); return err }, true, "", ""},
	}
	peer, err := sql.Open("sqlite3", bareSettings(filepath.Join(s.Dir(), store.FileName))+"&_query_only=1")
	if err != nil {
		return err
	}
	defer peer.Close()
	stop, err := b.profiling("visits")
	if err != nil {
		return err
	}
	defer stop()
	for _, c := range cases {
		runs := max(b.Runs, 3)
		if !c.fresh {
			runs *= 4
		}
		var times, peers []time.Duration
		for n := range runs + 1 {
			if c.fresh {
				if err := touchVisit(ctx, s); err != nil {
					return err
				}
			}
			begun := time.Now()
			if err := c.ask(); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			if took := time.Since(begun); n > 0 { // the first one warms
				times = append(times, took)
			}
			if c.sql == "" {
				continue
			}
			begun = time.Now()
			if err := drain(peer.QueryContext(ctx, c.sql, string(half.From), string(half.To))); err != nil {
				return err
			}
			if took := time.Since(begun); n > 0 {
				peers = append(peers, took)
			}
		}
		out := line{Measure: fmt.Sprintf("%d visits: %s", b.Visits, c.name), Unit: "ms", Ours: median(times)}
		if c.sql != "" {
			out = out.against(c.peer, median(peers))
		}
		b.report.add(out.within(200).noted("slowest of %d: %.0f ms", len(times), percentile(times, 100)))
	}
	return nil
}

func found(hits []ledger.Hit, err error) error {
	if err == nil && len(hits) == 0 {
		err = fmt.Errorf("nothing found")
	}
	return err
}

func drain(rows *sql.Rows, err error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	dst := make([]any, len(columns))
	for i := range dst {
		dst[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(dst...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// touchVisit saves a visit, so that what was remembered no longer holds.
func touchVisit(ctx context.Context, s *store.Store) error {
	v := registers.Visit{Date: visitToday, Lead: somebody(1).Name, Unit: "临街商户"}
	_, err := s.Write(ctx, store.Meta{Kind: "create", Note: "记走访"}, func(tx *store.Tx) error {
		_, err := tx.Create(registers.Visits.Def, registers.Visits.Encode(&v))
		return err
	})
	return err
}

func (b *bench) someHome(ctx context.Context, s *store.Store, r *rand.Rand) string {
	ids, err := s.View(ctx, store.Query{Register: registers.Households.Key})
	if err != nil || len(ids) == 0 {
		return ""
	}
	return ids[r.IntN(len(ids))].String()
}
