package visits

import (
	"context"
	"runtime"
	"sync/atomic"

	"chengzhuan/backend/cn"
)

// MonthFigures are the figures of one month.
type MonthFigures struct {
	Month   string // 2026-07
	Figures []Figure
}

// Trend returns the figures of every month of a period of all, oldest first, at most so
// many; months that the period cuts have those of their part. What they are made of is
// read in one go, and they are worked out side by side.
func (d *Desk) Trend(ctx context.Context, p Period, most int) ([]MonthFigures, error) {
	if err := d.Read(ctx, p); err != nil {
		return nil, err
	}
	var parts []Period
	for from := p.From; from <= p.To && len(parts) < most; {
		end := cn.Date(from[:7]).Last()
		parts = append(parts, Period{From: from, To: min(end, p.To)})
		from = end.AddDays(1)
	}
	out := make([]MonthFigures, len(parts))
	var taken atomic.Int32
	work := func() error {
		for {
			n := int(taken.Add(1)) - 1
			if n >= len(parts) {
				return nil
			}
			list, err := d.Figures(ctx, parts[n], ByAll)
			if err != nil {
				return err
			}
			out[n] = MonthFigures{string(parts[n].From[:7]), list}
		}
	}
	workers := make([]func() error, min(runtime.GOMAXPROCS(0), len(parts)))
	for i := range workers {
		workers[i] = work
	}
	return out, together(workers...)
}
