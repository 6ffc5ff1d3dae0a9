package points

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
)

// After returns what would count if a scheme came into force on a day; from "" it
// replaces the whole of the year. SetScheme stores exactly that.
func After(before, s rules.Scheme, from cn.Date) rules.Scheme {
	if from == "" {
		return s.For(s.Year)
	}
	out := s
	out.Rules = slices.Clone(before.Rules)
	now := s.Current("9999-12-31")
	for _, r := range now {
		was, ok := before.Of(r.Code, from)
		if was.From, r.From = "", ""; !ok || !same(was, r) {
			r.From = from
			out.Rules = append(out.Rules, r)
		}
	}
	for _, was := range before.Current(from) {
		if !slices.ContainsFunc(now, func(r rules.Rule) bool { return r.Code == was.Code }) {
			was.From, was.Retired = from, true
			out.Rules = append(out.Rules, was)
		}
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
// came into force on a day, and how many members were looked at. Nothing is stored.
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
		if e.Was != e.Now {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Effect) int { return strings.Compare(a.Name, b.Name) })
	return out, len(all.members), nil
}
