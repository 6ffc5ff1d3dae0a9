package upward

import (
	"context"
	"slices"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// gatherer builds one section. It sees the book only through each, which gives
// the fields that the section declares and no others.
type gatherer struct {
	ctx     context.Context
	l       *ledger.Ledger
	period  Period
	today   cn.Date
	figures map[string]int
	least   int
	def     *definition
	out     *Section
	err     error
}

// record is one row as a section may see it.
type record struct {
	ID     string
	get    func(key string) string
	source *Source
	g      *gatherer
}

// text returns the canonical value of a declared field.
func (r record) text(key string) string {
	if !slices.Contains(r.source.Counts, key) && !slices.Contains(r.source.Shows, key) {
		r.g.fail(errs.New(errs.Internal, "上报的“"+r.g.def.label+"”用到了没有声明的栏目"))
		return ""
	}
	return r.get(key)
}

// date and flag read a declared field as what it is.
func (r record) date(key string) cn.Date { return cn.Date(r.text(key)) }
func (r record) flag(key string) bool    { return r.text(key) == "1" }

// fail keeps the first error; nil is none.
func (g *gatherer) fail(err error) {
	if g.err == nil {
		g.err = err
	}
}

// each calls f with every living record of a register that the section declares.
func (g *gatherer) each(d *schema.Def, f func(record)) {
	if g.err != nil {
		return
	}
	s := g.def.source(d)
	if s == nil {
		g.fail(errs.New(errs.Internal, "上报的“"+g.def.label+"”用到了没有声明的台账"))
		return
	}
	keys := slices.Concat(s.Counts, s.Shows)
	n := 0
	g.fail(g.l.Store.EachOf(g.ctx, d, keys, func(rec store.Record) error {
		if n++; n%1024 == 0 && g.ctx.Err() != nil {
			return errs.Wrap(errs.Canceled, g.ctx.Err(), "已取消，文件没有保存")
		}
		f(record{rec.ID.String(), d.Getter(rec.Values), s, g})
		return g.err
	}))
}

// figure adds one count of things (not of people).
func (g *gatherer) figure(group, key, label string, n int, unit string) {
	g.out.Figures = append(g.out.Figures, Figure{key, group, label, strconv.Itoa(n), unit})
}

// people adds one count of people that belongs to no breakdown.
func (g *gatherer) people(group, key, label string, n int, unit string) {
	g.out.Figures = append(g.out.Figures, Figure{key, group, label, count(n, g.least), unit})
}

// part is one entry of a breakdown.
type part struct {
	key, label string
	n          int
}

// breakdown adds the entries of a breakdown of people; it reports whether some
// of them are not told, because then a sum of several must not be told either.
func (g *gatherer) breakdown(group, unit string, parts []part) (hidden bool) {
	list := make([]int, len(parts))
	for i, p := range parts {
		list[i] = p.n
	}
	for i, text := range counts(list, g.least) {
		p := parts[i]
		g.out.Figures = append(g.out.Figures, Figure{p.key, group, p.label, text, unit})
		hidden = hidden || text != strconv.Itoa(p.n)
	}
	return hidden
}

// things adds the entries of a breakdown of bodies or events.
func (g *gatherer) things(group, unit string, parts []part) {
	for _, p := range parts {
		g.figure(group, p.key, p.label, p.n, unit)
	}
}

// byCode makes the entries of a code list, those without a record left out,
// and one for records without a code. prefix makes the keys unique.
func byCode(list *cn.CodeList, prefix string, n map[string]int, short bool) []part {
	var out []part
	for _, c := range list.Codes {
		label := c.Label
		if short && c.Short != "" {
			label = c.Short
		}
		if n[c.Code] > 0 {
			out = append(out, part{prefix + "." + c.Code, label, n[c.Code]})
		}
	}
	if n[""] > 0 {
		out = append(out, part{prefix + ".none", "未填", n[""]})
	}
	return out
}

// allCodes is byCode with the empty entries too, for breakdowns whose zeros say something.
func allCodes(list *cn.CodeList, prefix string, n map[string]int) []part {
	var out []part
	for _, c := range list.Codes {
		out = append(out, part{prefix + "." + c.Code, c.Label, n[c.Code]})
	}
	if n[""] > 0 {
		out = append(out, part{prefix + ".none", "未填", n[""]})
	}
	return out
}
