package main

import (
	"slices"
	"time"
)

// percentile of the times in milliseconds; p from 0 to 100, nearest rank.
func percentile(times []time.Duration, p float64) float64 {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	rank := int(p/100*float64(len(sorted)) + 0.999999)
	return ms(sorted[min(max(rank, 1), len(sorted))-1])
}

func median(times []time.Duration) float64 { return percentile(times, 50) }

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// middle is the median of plain figures.
func middle(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(v))[(len(v)-1)/2]
}

// timed runs f n times and keeps the times.
func timed(n int, f func(run int) error) ([]time.Duration, error) {
	var out []time.Duration
	for i := range n {
		begun := time.Now()
		if err := f(i); err != nil {
			return nil, err
		}
		out = append(out, time.Since(begun))
	}
	return out, nil
}
