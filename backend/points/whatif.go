package points

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
)

// After returns what would count if a scheme came into force on a day, "" for the whole
// of its year; SetScheme stores exactly that. A rule whose row is that of its latest
// version keeps all its versions. One that differs holds from the day on, in place of
// whatever versions were to follow; one that the scheme no longer has is stopped. The rules
// of a dated scheme are all versions as they are to be.
func After(before, s rules.Scheme, from cn.Date) rules.Scheme {
	out := s
	out.Rules, out.Dated = nil, false
	dated := s.Dated && from == ""
	for _, code := range s.Codes() {
		have, want := before.Versions(code), s.Versions(code)
		switch {
		case !dated:
			out.Rules = append(out.Rules, follow(have, want[len(want)-1], from)...)
		case sameVersions(have, want):
			out.Rules = append(out.Rules, have...)
		default:
			out.Rules = append(out.Rules, want...)
		}
	}
	for _, code := range before.Codes() {
		if have := before.Versions(code); len(s.Versions(code)) == 0 {
			gone := have[len(have)-1]
			gone.Retired = true
			out.Rules = append(out.Rules, follow(have, gone, from)...)
		}
	}
	return out
}

// follow returns the versions of a rule once a row came into force on a day.
func follow(have []rules.Rule, row rules.Rule, from cn.Date) []rules.Rule {
	n := len(have)
	if n > 0 && same(have[n-1], row) {
		return have
	}
	for n > 0 && have[n-1].From >= from {
		n--
	}
	out := slices.Clone(have[:n])
	stands := n > 0 && same(out[n-1], row)
	never := n == 0 && row.Retired && from != "" // it would only have begun later
	if !stands && !never {
		row.From = from
		out = append(out, row)
	}
	return out
}

// Effect is a member whose result a change of the rules would alter.
type Effect struct {
	Member   oplog.ID
	Name     string
	Was, Now rules.Balance
}

// WhatIf returns whose result of the scheme's year would be another one if the scheme
// came into force on a day, and how many members were looked at; who is exempt before and
// after has no result. Nothing is stored.
func (d *Desk) WhatIf(ctx context.Context, s rules.Scheme, from cn.Date) ([]Effect, int, error) {
	if err := checkScheme(&s, from); err != nil {
		return nil, 0, err
	}
	before, err := d.Scheme(ctx, s.Year)
	if err != nil {
		return nil, 0, err
	}
	all, err := d.gather(ctx, s.Year, "")
	if err != nil {
		return nil, 0, err
	}
	after := After(before, s, from)
	old, next := rules.Prepare(&before), rules.Prepare(&after)
	out := []Effect{}
	for i := range all.members {
		m := &all.members[i]
		e := Effect{Member: m.id, Name: m.name, Was: old.Balance(m.who, m.entries), Now: next.Balance(m.who, m.entries)}
		if e.Was != e.Now && !(e.Was.Exempt && e.Now.Exempt) {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Effect) int { return strings.Compare(a.Name, b.Name) })
	return out, len(all.members), nil
}
