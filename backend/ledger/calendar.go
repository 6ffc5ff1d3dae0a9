package ledger

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// keptCalendar is the calendar as it was at a generation of the holiday table.
type keptCalendar struct {
	mu         sync.Mutex
	generation int64
	calendar   *cn.Calendar
}

// Calendar returns the working days of the book: the built-in table, overridden by
// the ledger 节假日. It is made anew only after that ledger was written to, by
// whichever program. PCs with the same records have the same calendar.
func (l *Ledger) Calendar(ctx context.Context) (*cn.Calendar, error) {
	k := l.Keep("calendar", func() any { return new(keptCalendar) }).(*keptCalendar)
	d := registers.Holidays.Def
	now, err := l.Store.Generation(ctx, d.Key)
	if err != nil {
		return nil, err
	}
	if c := k.at(now); c != nil {
		return c, nil
	}
	var records []store.Record
	err = l.Store.Each(ctx, d, func(r store.Record) error {
		if !r.Deleted {
			records = append(records, r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(records, func(a, b store.Record) int { return cmp.Compare(a.ID, b.ID) })
	entries := make([]registers.Holiday, len(records))
	for i, r := range records {
		entries[i] = registers.Holidays.Decode(r.Values)
	}
	c := registers.CalendarOf(entries)
	k.keep(now, c)
	return c, nil
}

// at returns the calendar of a generation, nil where it has to be made. Nothing is
// read under the lock: whoever waits for it may hold a connection to the database.
func (k *keptCalendar) at(generation int64) *cn.Calendar {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.generation != generation {
		return nil
	}
	return k.calendar
}

func (k *keptCalendar) keep(generation int64, c *cn.Calendar) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.calendar == nil || generation >= k.generation {
		k.generation, k.calendar = generation, c
	}
}
