package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Graded is what was decided about one member in 民主评议. The grade is its code or its
// label; "" takes back what was written down.
type Graded struct {
	Member string  `json:"member"`
	Grade  string  `json:"grade"`
	Date   cn.Date `json:"date"` // of the meeting; "" today
}

// Appraise writes down what the meetings decided for a year, as one change, and returns
// how many members it concerned. The points only suggest: nothing is graded by itself.
// Probationary members get no grade (domain table 3b).
func (d *Desk) Appraise(ctx context.Context, year int, list []Graded) (int, error) {
	if err := yearOK(year); err != nil {
		return 0, err
	}
	have, err := d.appraised(ctx, year)
	if err != nil {
		return 0, err
	}
	n := 0
	def := registers.Appraisals
	err = d.change(ctx, strconv.Itoa(year)+" 年民主评议等次", func(tx *store.Tx, env schema.Env) error {
		for _, g := range list {
			next, who, err := d.graded(ctx, tx, year, g, env)
			if err != nil {
				return err
			}
			was, there := have[next.Member]
			switch {
			case next.Grade == "" && there:
				err = tx.Delete(def.Def, was.id)
			case next.Grade == "" || there && was.Grade == next.Grade && was.Date == next.Date:
				continue
			case there:
				_, err = tx.Update(def.Def, was.id, map[string]string{"grade": next.Grade, "date": string(next.Date)})
			default:
				_, err = tx.Create(def.Def, def.Encode(&next))
			}
			if err != nil {
				return errs.New(errs.Of(err).Code, who+"："+errs.Of(err).Message).In(errs.Of(err).Field).Do(errs.Of(err).Hint)
			}
			n++
		}
		return nil
	})
	return n, err
}

// graded reads one decision.
func (d *Desk) graded(ctx context.Context, tx *store.Tx, year int, g Graded, env schema.Env) (out registers.Appraisal, name string, err error) {
	id, err := idOf(g.Member, "名党员")
	if err != nil {
		return out, "", errs.Of(err).In("member")
	}
	rec, err := living(ctx, tx, registers.PartyMembers.Def, id)
	if err != nil {
		return out, "", errs.Of(err).In("member")
	}
	m := registers.PartyMembers.Decode(rec.Values)
	out = registers.Appraisal{Member: id, Year: int64(year), Date: g.Date}
	if g.Grade = strings.TrimSpace(g.Grade); g.Grade == "" {
		return out, m.Name, nil
	}
	code, known := registers.AppraisalGrades.Find(g.Grade)
	if _, ok := registers.AppraisalGrades.LabelOf(g.Grade); ok {
		code, known = g.Grade, true
	}
	if !known {
		return out, m.Name, errs.New(errs.Invalid, "评定等次里没有“"+g.Grade+"”").In("grade").Do("可以是：优秀、合格、基本合格、不合格、不定等次")
	}
	if m.Category == registers.CategoryProbationary && code != registers.AppraisedNone {
		return out, m.Name, errs.New(errs.Invalid, m.Name+"是预备党员，参加评议，不定等次").In("grade").Do("请选“不定等次”")
	}
	if out.Grade = code; out.Date == "" {
		out.Date = env.Today
	}
	return out, m.Name, dated(out.Date, cn.Date(strconv.Itoa(year)+"-01-01"), env)
}

// appraisal is what is written down of one member and year, with its record.
type appraisal struct {
	id oplog.ID
	registers.Appraisal
}

// appraised returns what was decided for a year, by member. Of two that say something of
// one member the later date counts.
func (d *Desk) appraised(ctx context.Context, year int) (map[oplog.ID]appraisal, error) {
	out := map[oplog.ID]appraisal{}
	def := registers.Appraisals
	list, err := d.store().Lookup(ctx, def.Def, "year", strconv.Itoa(year))
	for _, rec := range list {
		a := appraisal{rec.ID, def.Decode(rec.Values)}
		if was, there := out[a.Member]; !there || a.Date > was.Date || a.Date == was.Date && a.id < was.id {
			out[a.Member] = a
		}
	}
	return out, err
}

// decided tells what was decided beside what the points suggest.
func (d *Desk) decided(ctx context.Context, year int, out *Suggestions, branch map[string]oplog.ID, order []oplog.ID) error {
	have, err := d.appraised(ctx, year)
	if err != nil {
		return err
	}
	for i := range out.Rows {
		x := &out.Rows[i]
		id, _ := oplog.ParseID(x.Member)
		a, there := have[id]
		if !there || a.Grade == "" {
			continue
		}
		x.Decided, x.DecidedOn = a.Grade, string(a.Date)
		if n := slices.Index(order, branch[x.Member]); n >= 0 && a.Grade == registers.AppraisedExcellent {
			out.Branches[n].Given++
		}
	}
	return nil
}

// proposeAppraisals proposes H05 for who was found excellent and K12 for who only just
// passed. What was decided after the year is over counts on its last day.
func (d *Desk) proposeAppraisals(ctx context.Context, p *proposer) error {
	rule := map[string]string{registers.AppraisedExcellent: "H05", registers.AppraisedBasic: "K12"}
	for year := p.from.Year(); year <= p.to.Year(); year++ {
		have, err := d.appraised(ctx, year)
		if err != nil {
			return err
		}
		for who, a := range have {
			day := min(a.Date, cn.Date(strconv.Itoa(year)+"-12-31"))
			if code := rule[a.Grade]; code != "" && p.names[who] != "" && p.within(day) && day <= p.today {
				label, _ := registers.AppraisalGrades.LabelOf(a.Grade)
				p.add(code, "years/"+strconv.Itoa(year)+"/"+code, who, day, strconv.Itoa(year)+"年民主评议"+label)
			}
		}
	}
	return nil
}
