package visits

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

const (
	sameHousehold = "同一户"
	// similarMost is how many similar matters are worth reading before writing a new one.
	similarMost = 8
)

// Similar returns open matters that may be the same thing as one that is about to be
// written down: all of the household, and those of the estate of the same kind or
// with words of the title; best first, at most eight. kind is a code or a label.
func (d *Desk) Similar(ctx context.Context, household, estate, kind, title string) ([]SimilarMatter, error) {
	home, err := oplog.ParseID(household)
	if err != nil {
		return nil, err
	}
	if home != 0 && estate == "" {
		rec, err := d.store().Find(ctx, registers.Households.Def, home)
		if err != nil {
			return nil, err
		}
		estate = registers.Households.Get(rec.Values, "estate")
	}
	if code, ok := registers.MatterKinds.Find(kind); ok {
		kind = code
	}
	if label, ok := registers.MatterKinds.LabelOf(kind); ok {
		kind = label
	}
	own := map[string]bool{}
	var list []SimilarMatter
	if home != 0 {
		if list, _, err = d.open(ctx, store.Condition{Field: "household", Op: "eq", Value: household}); err != nil {
			return nil, err
		}
	}
	for i := range list {
		own[list[i].ID], list[i].Same, list[i].Why = true, true, sameHousehold
	}
	if estate != "" {
		near, _, err := d.open(ctx, store.Condition{Field: "estate", Op: "eq", Value: estate})
		if err != nil {
			return nil, err
		}
		for _, m := range near {
			if !own[m.ID] {
				list = append(list, m)
			}
		}
	}
	return closest(list, kind, title), nil
}

// closest keeps the matters that are like one of that kind (a label) and title.
func closest(list []SimilarMatter, kind, title string) []SimilarMatter {
	type scored struct {
		SimilarMatter
		score int
	}
	var kept []scored
	words := pairs(title)
	for _, m := range list {
		alike, kin := likeness(words, pairs(m.Title)), kind != "" && m.Kind == kind
		s := scored{m, alike}
		if kin {
			s.score += 20
		}
		switch {
		case m.Same:
			s.score += 1000
		case alike >= 40:
			s.Why = "同小区说法相近"
		case kin:
			s.Why = "同小区同类"
		default:
			continue
		}
		kept = append(kept, s)
	}
	slices.SortStableFunc(kept, func(a, b scored) int {
		return cmp.Or(-cmp.Compare(a.score, b.score), cmp.Compare(a.Accepted, b.Accepted))
	})
	out := []SimilarMatter{}
	for _, s := range kept[:min(len(kept), similarMost)] {
		out = append(out, s.SimilarMatter)
	}
	return out
}

// pairs are the pairs of neighbouring characters of a text: what a text without blanks
// between its words has instead of words. Numbers of buildings and signs divide.
func pairs(text string) map[string]bool {
	out := map[string]bool{}
	var last rune
	for _, r := range strings.ToLower(text) {
		if !unicode.IsLetter(r) {
			last = 0
			continue
		}
		if last != 0 {
			out[string(last)+string(r)] = true
		}
		last = r
	}
	return out
}

// likeness is the part of the shorter text that both share, in percent.
func likeness(a, b map[string]bool) int {
	n := 0
	for p := range a {
		if b[p] {
			n++
		}
	}
	if least := min(len(a), len(b)); least > 0 {
		return n * 100 / least
	}
	return 0
}
