package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// visitCase is one question to the log of visits.
type visitCase struct {
	name  string
	ask   func() error
	touch func() error // what is saved before each time that it is asked; nil: nothing
	peer  string
	sql   string
}

const (
	peerFigures  = "bare SQLite: five of the 40 figures by one query over the same table"
	sqlFigures   = `SELECT count(*), count(DISTINCT household), sum(instr(classes, '01') > 0), sum(services <> ''), sum(deliveries <> '') FROM visits WHERE "_deleted" = 0 AND date BETWEEN ? AND ?`
	peerCoverage = "bare SQLite: last visit and count of each household of the half-year"
	sqlCoverage  = `SELECT household, max(date), count(*) FROM visits WHERE "_deleted" = 0 AND date BETWEEN ? AND ? GROUP BY household`
)

// askVisits asks each question several times. "First of all" is asked of a desk that
// knows nothing yet, as after a start, over a book whose figures were read ahead or
// asked for before; the others follow what was saved before each question.
func (b *bench) askVisits(ctx context.Context, s *store.Store) error {
	l := ledger.New(s)
	desk := visits.New(l, matters.New(l))
	half := visits.HalfYear(visitToday)
	somewhere := rand.New(rand.NewPCG(seed, 6))
	touch := touching{ctx, s, rand.New(rand.NewPCG(seed, 7))}
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
	random := func() error {
		page, err := l.List(ctx, ledger.ListQuery{Register: registers.Visits.Key, Limit: pageSize, Offset: somewhere.IntN(b.Visits - pageSize)})
		if err == nil && len(page.Rows) != pageSize {
			err = fmt.Errorf("%d rows", len(page.Rows))
		}
		return err
	}
	figures := func(by string) func() error { return func() error { return figuresOf(ctx, desk, half, by) } }
	coverage := func() error { return coverageOf(ctx, desk, half) }
	trend := func(desk *visits.Desk) error {
		months, err := desk.Trend(ctx, visits.Period{From: visitToday.AddMonths(-11)[:7].First(), To: visitToday}, 12)
		if err == nil && (len(months) != 12 || len(months[11].Figures) < 20) {
			err = fmt.Errorf("a trend of %d months", len(months))
		}
		return err
	}
	// A desk over a new ledger remembers nothing: what the first page after a start asks.
	cold := func(ask func(*visits.Desk) error) func() error {
		return func() error {
			l := ledger.New(s)
			return ask(visits.New(l, matters.New(l)))
		}
	}
	otherHalf := func() error {
		day := visitToday.AddMonths(-6 * somewhere.IntN(8))
		return figuresOf(ctx, desk, visits.HalfYear(day), visits.ByGrid)
	}
	name := somebody(3).Name
	first, err := touch.one(registers.Estates.Def)
	if err != nil {
		return err
	}
	estate := first.String()
	// What the window does after its start, and when it is calm after bulk work.
	ahead := cold(func(d *visits.Desk) error {
		return d.Warm(ctx, visits.Period{From: visitToday.AddMonths(-12), To: visitToday})
	})
	if err := ahead(); err != nil {
		return err
	}
	var brought oplog.ID
	bulk := func() (err error) { // the book does not grow by it
		if brought != 0 {
			if _, _, err := s.Undo(ctx, brought); err != nil {
				return err
			}
		}
		if err := ahead(); err != nil {
			return err
		}
		brought, err = touch.bulk()
		return err
	}
	cases := []visitCase{
		{"list, first page", list(ledger.ListQuery{Desc: true}), touch.visit, "", ""},
		{"list, any page", random, nil, "", ""},
		{"list of one visitor in the half-year", list(ledger.ListQuery{Where: []ledger.Condition{{Field: "lead", Op: "eq", Value: name}, {Field: "date", Op: "gte", Value: string(half.From)}}, Desc: true}), touch.visit, "", ""},
		{"list of one visitor, all years", list(ledger.ListQuery{Where: []ledger.Condition{{Field: "lead", Op: "eq", Value: name}}, Desc: true}), touch.visit, "", ""},
		{"list of one estate, all years", list(ledger.ListQuery{Where: []ledger.Condition{{Field: "estate", Op: "eq", Value: estate}}, Desc: true}), touch.visit, "", ""},
		{"list of one class, all years", list(ledger.ListQuery{Where: []ledger.Condition{{Field: "classes", Op: "eq", Value: registers.VisitClasses.Codes[2].Code}}, Desc: true}), touch.visit, "", ""},
		{"list found by a typed name", list(ledger.ListQuery{Text: somebody(77).Name}), touch.visit, "", ""},
		{"search, a person", func() error { return found(l.Search(ctx, somebody(77).Name, hitsWanted)) }, touch.visit, "", ""},
		{"search, a visitor", func() error { return found(l.Search(ctx, name, hitsWanted)) }, touch.visit, "", ""},
		{"search, a room", func() error { return found(desk.Homes(ctx, "7栋2单元113", hitsWanted)) }, touch.household, "", ""},
		{"last visit of a household", func() error { _, err := desk.Last(ctx, touch.home()); return err }, touch.visit, "", ""},
		{"figures of the half-year, first of all", cold(func(d *visits.Desk) error { return figuresOf(ctx, d, half, visits.ByAll) }), touch.visit, peerFigures, sqlFigures},
		{"grid of coverage, first of all", cold(func(d *visits.Desk) error { return coverageOf(ctx, d, half) }), touch.visit, peerCoverage, sqlCoverage},
		{"trend of 12 months, first of all", cold(trend), touch.visit, "", ""},
		{"figures of the half-year", figures(visits.ByAll), touch.visit, peerFigures, sqlFigures},
		{"figures of the half-year by visitor", figures(visits.ByVisitor), touch.visit, "bare SQLite: the same, grouped by visitor", sqlFigures + " GROUP BY lead"},
		{"figures of the half-year by grid", figures(visits.ByGrid), touch.visit, "", ""},
		{"figures of the half-year by class", figures(visits.ByClass), touch.visit, "", ""},
		{"figures, an appeal was saved", figures(visits.ByGrid), touch.appeal, "", ""},
		{"figures, a resident was changed", figures(visits.ByGrid), touch.resident, "", ""},
		{"figures, a household was changed", figures(visits.ByGrid), touch.household, "", ""},
		{"figures of any half-year by grid", otherHalf, touch.visit, "", ""},
		{"figures asked for again", figures(visits.ByGrid), nil, "", ""},
		{"trend of 12 months", func() error { return trend(desk) }, touch.visit, "", ""},
		{"grid of coverage", coverage, touch.visit, peerCoverage, sqlCoverage},
		{"grid of coverage, a household was changed", coverage, touch.household, "", ""},
		{"figures of the half-year after an import of 10,000 visits", figures(visits.ByAll), bulk, peerFigures, sqlFigures},
		{"grid of coverage, first of all after an import of 10,000 visits", cold(func(d *visits.Desk) error { return coverageOf(ctx, d, half) }), bulk, peerCoverage, sqlCoverage},
		{"figures of the half-year, first of all after an import of 10,000 visits", cold(func(d *visits.Desk) error { return figuresOf(ctx, d, half, visits.ByAll) }), bulk, peerFigures, sqlFigures},
	}
	stop, err := b.profiling("visits")
	if err != nil {
		return err
	}
	defer stop()
	peer, err := sql.Open("sqlite3", bareSettings(filepath.Join(s.Dir(), store.FileName))+"&_query_only=1")
	if err != nil {
		return err
	}
	defer peer.Close()
	for _, c := range cases {
		if err := b.askVisit(ctx, c, peer, half); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return nil
}

func (b *bench) askVisit(ctx context.Context, c visitCase, peer *sql.DB, half visits.Period) error {
	runs := max(b.Runs, 3)
	if c.touch == nil {
		runs *= 4
	}
	var times, peers []time.Duration
	for n := range runs + 1 {
		if c.touch != nil {
			if err := c.touch(); err != nil {
				return err
			}
		}
		begun := time.Now()
		if err := c.ask(); err != nil {
			return err
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
	return nil
}

func figuresOf(ctx context.Context, desk *visits.Desk, p visits.Period, by string) error {
	f, err := desk.Figures(ctx, p, by)
	if err == nil && len(f) < 20 {
		err = fmt.Errorf("empty figures by %q", by)
	}
	return err
}

func coverageOf(ctx context.Context, desk *visits.Desk, p visits.Period) error {
	g, err := desk.Coverage(ctx, p)
	if err == nil && g.Visited == 0 {
		err = fmt.Errorf("nobody was visited")
	}
	return err
}

// touching saves one record, so that what was remembered no longer holds as it is.
type touching struct {
	ctx  context.Context
	s    *store.Store
	rand *rand.Rand
}

func (t touching) write(f func(tx *store.Tx) error) error {
	_, err := t.s.Write(t.ctx, store.Meta{Kind: "edit", Note: "改一条"}, f)
	return err
}

func (t touching) visit() error {
	return t.write(func(tx *store.Tx) error {
		v := registers.Visit{Date: visitToday, Lead: somebody(1).Name, Unit: "临街商户"}
		_, err := tx.Create(registers.Visits.Def, registers.Visits.Encode(&v))
		return err
	})
}

// bulkVisits is how many visits an import brings.
const bulkVisits = 10_000

// bulk imports visits of the last month, and returns the change.
func (t touching) bulk() (oplog.ID, error) {
	r, err := t.s.Write(t.ctx, store.Meta{Kind: "import", Note: "导入走访"}, func(tx *store.Tx) error {
		for i := range bulkVisits {
			v := registers.Visit{Date: visitToday.AddDays(-i % 30), Lead: somebody(i % visitPeople).Name, Unit: "临街商户"}
			if _, err := tx.Create(registers.Visits.Def, registers.Visits.Encode(&v)); err != nil {
				return err
			}
		}
		return nil
	})
	return r.Change, err
}

func (t touching) appeal() error {
	return t.write(func(tx *store.Tx) error {
		m := registers.Matter{Title: "楼道灯不亮", Kind: registers.MatterKinds.Codes[0].Code, Source: registers.SourceCounter, Accepted: visitToday, State: registers.StateAccepted}
		id, err := tx.Create(registers.Matters.Def, registers.Matters.Encode(&m))
		if err != nil {
			return err
		}
		step := registers.MatterStep{Matter: id, Date: visitToday, Kind: registers.StepState, From: registers.StateAccepted, To: registers.StateOnSpot}
		_, err = tx.Create(registers.MatterLog.Def, registers.MatterLog.Encode(&step))
		return err
	})
}

func (t touching) resident() error { return t.note(registers.Residents.Def) }

func (t touching) household() error { return t.note(registers.Households.Def) }

// note writes a note into any record of a ledger.
func (t touching) note(d *schema.Def) error {
	id, err := t.one(d)
	if err != nil {
		return err
	}
	return t.write(func(tx *store.Tx) error {
		_, err := tx.Update(d, id, map[string]string{"note": fmt.Sprint("核对过 ", t.rand.Int())})
		return err
	})
}

func (t touching) one(d *schema.Def) (oplog.ID, error) {
	ids, err := t.s.View(t.ctx, store.Query{Register: d.Key})
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[t.rand.IntN(len(ids))], nil
}

func (t touching) home() string {
	id, _ := t.one(registers.Households.Def)
	return id.String()
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
