package visits

import (
	"context"
	"slices"
	"sync"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// memory is what the desks of one book remember of what they read. It follows the
// writes of every program record by record (see shelf), so a save costs nobody a long
// wait. A million visits are 24 MB, 100,000 residents 5 MB, 100,000 appeals 20 MB; what
// was never asked for is not here.
type memory struct {
	calls     *callLog
	appeals   *shelf[appeal]
	spots     *shelf[spot]
	homes     *shelf[home]
	residents *shelf[resident]

	mu          sync.Mutex // guards what is below
	numbered    []home     // with their places in the log
	homesStamp  int        // of numbered
	places      *places
	placesState string
	order       []*home // of places, as people number them
	names       addressNames
	orderState  string
	onSpot      map[oplog.ID]bool // of appeals
	spotStamp   int
	doors       *doors
	doorsState  string
}

func newMemory() *memory {
	return &memory{calls: newCallLog(), appeals: newAppeals(), spots: newSpots(), homes: newHomes(), residents: newResidents()}
}

// homesNow returns the households with their places in the log, and a number that
// changes whenever one of them does.
func (d *Desk) homesNow(ctx context.Context) ([]home, int, error) {
	m := d.memory
	lists, stamp, err := m.homes.between(ctx, d.store(), 0, 0)
	if err != nil {
		return nil, 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.numbered == nil || m.homesStamp != stamp {
		homes := slices.Clone(lists[0])
		m.calls.numberHomes(homes)
		m.numbered, m.homesStamp = homes, stamp
	}
	return m.numbered, stamp, nil
}

func (l *callLog) numberHomes(homes []home) {
	l.one.Lock()
	defer l.one.Unlock()
	for i := range homes {
		homes[i].At = l.homes.of(homes[i].ID)
	}
}

func (l *callLog) numberPeople(people []person) {
	l.one.Lock()
	defer l.one.Unlock()
	for i := range people {
		p := &people[i]
		p.At, p.HomeAt = l.people.of(p.ID), l.homes.of(p.Household)
	}
}

// walkOf puts months of the log together with the tables that they need.
func (l *callLog) walkOf(months [][]call, p Period) walk {
	l.one.Lock()
	defer l.one.Unlock()
	return walk{cut(months, p.From, p.To), slices.Clip(l.tags), slices.Clip(l.leads.list), l.homes.len(), l.people.len()}
}

// leadsOf gives names of visitors their places.
func (l *callLog) leadsOf(names map[oplog.ID]string) (places map[oplog.ID]int32, leads []string) {
	l.one.Lock()
	defer l.one.Unlock()
	places = make(map[oplog.ID]int32, len(names))
	for id, name := range names {
		places[id] = int32(l.leads.place(name))
	}
	return places, slices.Clip(l.leads.list)
}

// book returns what the figures of a period are made of; the caller must not alter it.
func (d *Desk) book(ctx context.Context, p Period) (*book, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return nil, err
	}
	b := &book{period: p, today: env.Today, repeat: registers.SettingOf(env, registers.VisitsRepeatDays), working: env.WorkingDays,
		often: registers.SettingOf(env, registers.VisitsKey), seldom: registers.SettingOf(env, registers.VisitsOrdinary)}
	var where *places
	var months [][]call
	err = together(
		func() (err error) { where, err = d.placesOn(ctx, env.Today); return err },
		func() (err error) { months, err = d.monthsOf(ctx, p); return err },
		func() error { return d.readAppeals(ctx, b) },
	)
	if err != nil {
		return nil, err
	}
	b.places = where
	b.walk = d.memory.calls.walkOf(months, p)
	return b, d.joinVisits(ctx, b)
}

func (d *Desk) monthsOf(ctx context.Context, p Period) ([][]call, error) {
	months, _, err := d.memory.calls.between(ctx, d.store(), dayOf(p.From), dayOf(p.To))
	return months, err
}

func (p Period) check() error {
	if !p.From.Full() || !p.To.Full() || p.From > p.To {
		return errs.New(errs.Invalid, "统计的起止日期不对").In("from").Do("请写到日，开始不晚于结束，例如 2026-07-01 到 2026-12-31")
	}
	return nil
}

// together runs functions at once and returns the first error in their order.
func together(list ...func() error) error {
	fail := make([]error, len(list))
	var all sync.WaitGroup
	for i, f := range list {
		all.Go(func() { fail[i] = f() })
	}
	all.Wait()
	for _, err := range fail {
		if err != nil {
			return err
		}
	}
	return nil
}
