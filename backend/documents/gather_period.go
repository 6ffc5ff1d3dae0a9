package documents

import (
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// mostRows is how many records one printed list may have.
const mostRows = 5000

// period are the answers from and to; an empty one is open.
type period struct{ from, to cn.Date }

func (g *desk) period() (p period, err error) {
	read := func(key, label string) (cn.Date, error) {
		d, err := cn.ReadDate(g.params[key])
		if err != nil {
			return "", errs.New(errs.Invalid, label+"“"+g.params[key]+"”不对").In(key).Do("请写成 2026-11-01")
		}
		return d, nil
	}
	if p.from, err = read("from", "起始日期"); err != nil {
		return p, err
	}
	if p.to, err = read("to", "截止日期"); err != nil {
		return p, err
	}
	p.from, p.to = p.from.First(), p.to.Last()
	if p.from != "" && p.to != "" && p.to < p.from {
		return p, errs.New(errs.Invalid, "截止日期早于起始日期").In("to").Do("请核对这两个日期")
	}
	return p, nil
}

// text is 2026年11月1日—11月21日.
func (p period) text() string {
	switch {
	case p.from == "" && p.to == "":
		return ""
	case p.from == "":
		return "截至" + chineseDay(p.to)
	case p.to == "":
		return chineseDay(p.from) + "起"
	case p.from == p.to:
		return chineseDay(p.from)
	}
	to := chineseDay(p.to)
	if p.from.Year() == p.to.Year() {
		to = strings.TrimPrefix(to, strconv.Itoa(p.to.Year())+"年")
	}
	return chineseDay(p.from) + "—" + to
}

func (p period) conditions(field string) (out []store.Condition) {
	if p.from != "" {
		out = append(out, store.Condition{Field: field, Op: "gte", Value: string(p.from)})
	}
	if p.to != "" {
		out = append(out, store.Condition{Field: field, Op: "lte", Value: string(p.to)})
	}
	return out
}

// chineseDay writes a date as 2026年11月21日, as far as it is known.
func chineseDay(d cn.Date) string {
	if !d.Full() {
		return chineseMonth(d)
	}
	return chineseMonth(d) + strconv.Itoa(d.Day()) + "日"
}

// flag reads an answer of yes or no.
func (g *desk) flag(key string) (bool, error) {
	switch strings.ToLower(g.params[key]) {
	case "", "0", "否", "no", "false":
		return false, nil
	case "1", "是", "yes", "true":
		return true, nil
	}
	return false, errs.New(errs.Invalid, "这一项只能填是或否").In(key)
}

// number reads an answer that counts something.
func (g *desk) number(key, label string, least, most int) (int, error) {
	n, err := strconv.Atoi(g.params[key])
	if err != nil || n < least || n > most {
		return 0, errs.New(errs.Invalid, label+"“"+g.params[key]+"”不对").In(key).Do("请填 " + strconv.Itoa(least) + " 到 " + strconv.Itoa(most))
	}
	return n, nil
}

// rows are records with what people read in their columns, unmasked: for internal
// pages. What the caller may not read stays hidden.
type rows struct {
	def     *schema.Def
	records []store.Record
	texts   [][]string
	closed  func(oplog.ID) bool
}

// gather reads the records of a query in its order, most of them at most.
func (g *desk) gather(def *schema.Def, q store.Query) (rows, error) {
	q.Register = def.Key
	records, err := g.l.Store.Page(g.ctx, q, 0, mostRows+1)
	if err != nil {
		return rows{}, err
	}
	if len(records) > mostRows {
		return rows{}, errs.New(errs.Invalid, "要印的"+def.Label+"超过 "+strconv.Itoa(mostRows)+" 条").In("from").Do("请缩短起止日期，分几次打印")
	}
	return g.read(def, records)
}

func (g *desk) read(def *schema.Def, records []store.Record) (rows, error) {
	keys := make([]string, len(def.Fields))
	for i, f := range def.Fields {
		keys[i] = f.Key
	}
	r := rows{def: def, records: records}
	rights, err := g.l.Rights(g.ctx, def, records)
	if err != nil {
		return r, err
	}
	r.closed = rights.Closed
	r.texts, err = g.l.Texts(g.ctx, def, records, keys, true)
	return r, err
}

// text is what people read of a field of a row.
func (r *rows) text(i int, key string) string { return r.texts[i][r.def.Index(key)] }

// only is the single record that a required answer names; a sensitive one is refused
// to those it is kept from. The reading of it is logged.
func (g *desk) only(key string, def *schema.Def, what string) (rows, error) {
	rec, _, err := g.reference(key, def.Key)
	if err != nil {
		return rows{}, err
	}
	if rec.Deleted {
		return rows{}, errs.New(errs.Invalid, "这条"+def.Label+"已删除").In(key).Do("请先从回收站恢复它")
	}
	r, err := g.read(def, []store.Record{rec})
	if err != nil {
		return r, err
	}
	if r.closed(rec.ID) {
		return r, errs.New(errs.Denied, "这条"+def.Label+"是敏感的，内容只给有关的人看").In(key).Do("请让走访人、责任人或“可查看人员”来打印")
	}
	if what == "" {
		return r, nil
	}
	return r, g.l.Store.LogAccessOnce(g.ctx, store.Access{Action: "打印", Register: def.Key, Row: rec.ID, What: what, Rows: 1})
}
