package visits

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// memory is what the desks of one book remember of what they read, each part as long
// as the ledgers that it comes from are not written to. Somebody who saves a visit
// makes only the visits be read again.
type memory struct {
	mu     sync.Mutex
	places kept
	calls  kept
	asked  kept
	books  kept
}

// kept are the last things that were read of one kind, the newest first.
type kept []memo

type memo struct {
	key  string
	part *book
}

// keptParts is how many periods are remembered: the page looks at one, and compares it with others.
const keptParts = 3

func (m *memory) find(list *kept, key string) *book {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, r := range *list {
		if r.key == key {
			copy((*list)[1:i+1], (*list)[:i])
			(*list)[0] = r
			return r.part
		}
	}
	return nil
}

func (m *memory) keep(list *kept, key string, part *book) {
	m.mu.Lock()
	defer m.mu.Unlock()
	*list = append(kept{{key, part}}, *list...)
	*list = (*list)[:min(len(*list), keptParts)]
}

// book returns what the figures of a period are made of; the caller must not alter it.
func (d *Desk) book(ctx context.Context, p Period) (*book, error) {
	if !p.From.Full() || !p.To.Full() || p.From > p.To {
		return nil, errs.New(errs.Invalid, "统计的起止日期不对").In("from").Do("请写到日，开始不晚于结束，例如 2026-07-01 到 2026-12-31")
	}
	of := fmt.Sprint(p.From, p.To, d.store().Today())
	places, err := d.state(ctx, of, registers.Households.Def, registers.Residents.Def, registers.GridCells.Def, registers.Settings.Def)
	if err != nil {
		return nil, err
	}
	calls, err := d.state(ctx, of, registers.Visits.Def)
	if err != nil {
		return nil, err
	}
	asked, err := d.state(ctx, of, registers.Matters.Def, registers.MatterLog.Def, registers.Settings.Def)
	if err != nil {
		return nil, err
	}
	m := d.memory
	if b := m.find(&m.books, places+calls+asked); b != nil {
		return b, nil
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return nil, err
	}
	b := &book{period: p, today: env.Today, repeat: registers.SettingOf(env, registers.VisitsRepeatDays), working: env.WorkingDays}
	parts := []struct {
		list *kept
		key  string
		read func(context.Context, *book, schema.Env) error
		part *book
		err  error
	}{{&m.places, places, d.readPlaces, nil, nil}, {&m.calls, calls, d.readCalls, nil, nil}, {&m.asked, asked, d.readAppeals, nil, nil}}
	var all sync.WaitGroup
	for i := range parts {
		part := &parts[i]
		if part.part = m.find(part.list, part.key); part.part == nil {
			part.part = &book{period: b.period, today: b.today, repeat: b.repeat}
			all.Go(func() {
				if part.err = part.read(ctx, part.part, env); part.err == nil {
					m.keep(part.list, part.key, part.part)
				}
			})
		}
	}
	all.Wait()
	for _, part := range parts {
		if part.err != nil {
			return nil, part.err
		}
	}
	b.homes, b.people, b.grids = parts[0].part.homes, parts[0].part.people, parts[0].part.grids
	b.calls, b.leads = parts[1].part.calls, slices.Clone(parts[1].part.leads)
	b.appeals = slices.Clone(parts[2].part.appeals)
	if err := d.joinVisits(ctx, b); err != nil {
		return nil, err
	}
	m.keep(&m.books, places+calls+asked, b)
	return b, nil
}

// state names the state of ledgers.
func (d *Desk) state(ctx context.Context, of string, ledgers ...*schema.Def) (string, error) {
	for _, def := range ledgers {
		g, err := d.store().Generation(ctx, def.Key)
		if err != nil {
			return "", err
		}
		of += fmt.Sprint(" ", g)
	}
	return of + ";", nil
}
