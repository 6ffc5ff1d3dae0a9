package cn_test

import (
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
)

// A law draws its input and returns what is wrong, or nil.
type law func(*rapid.T) error

// holds checks a law.
func holds(t *testing.T, l law) {
	t.Helper()
	rapid.Check(t, func(rt *rapid.T) {
		if err := l(rt); err != nil {
			rt.Fatal(err)
		}
	})
}

// caught checks that a law notices a deliberately wrong implementation.
func caught(t *testing.T, l law) {
	t.Helper()
	verdict := rapid.Custom(func(rt *rapid.T) string {
		if err := l(rt); err != nil {
			return err.Error()
		}
		return ""
	})
	for seed := range 2000 {
		if verdict.Example(seed) != "" {
			return
		}
	}
	t.Fatal("the law does not notice the broken variant")
}

func drawDate(rt *rapid.T, label string) cn.Date {
	y := rapid.IntRange(1800, 2199).Draw(rt, label+" year")
	m := rapid.IntRange(1, 12).Draw(rt, label+" month")
	d := rapid.IntRange(1, 31).Draw(rt, label+" day")
	for {
		if date, err := cn.NewDate(y, m, d); err == nil {
			return date
		}
		d--
	}
}

func must(t *testing.T, s string) cn.Date {
	t.Helper()
	d, err := cn.ParseDate(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}
