package notices

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Objection is what somebody says against a line, or against a notice as a whole.
type Objection struct {
	Notice  string  // ID or number; "" with a line
	Line    string  // ID; "" the notice as a whole
	Date    cn.Date // "" today; within the days of the notice
	Person  string  // who says it; "" does not want to be named
	Phone   string
	Content string
	By      string // who took it down; "" the operator
}

// Objected is an objection that was taken down.
type Objected struct {
	ID     string `json:"id"`
	Notice string `json:"notice"`
	No     string `json:"no"`
	Line   string `json:"line"`
	Due    string `json:"due"` // by which it has to be answered
}

// Object takes an objection down; its line gets no outcome until it is decided.
func (d *Desk) Object(ctx context.Context, o Objection) (Objected, error) {
	var line, notice oplog.ID
	var err error
	if strings.TrimSpace(o.Line) != "" {
		line, err = parsed(o.Line, "一条")
	}
	if err == nil && (line == 0 || strings.TrimSpace(o.Notice) != "") {
		notice, err = d.Find(ctx, o.Notice, lined...)
	}
	if err != nil {
		return Objected{}, err
	}
	o.Content = strings.TrimSpace(o.Content)
	if o.Content == "" {
		return Objected{}, errs.New(errs.Invalid, "请写明异议的内容").In("content")
	}
	if len(cn.Names(by(ctx, o.By))) == 0 {
		return Objected{}, errs.New(errs.Invalid, "请写明登记人").In("by")
	}
	rec := registers.Objection{Line: line, Date: d.dayOr(o.Date), Person: o.Person, Phone: o.Phone, Content: o.Content}
	if err := typed(registers.Objections.Def, map[string]*string{"person": &rec.Person, "phone": &rec.Phone, "content": &rec.Content}, d.store().Today()); err != nil {
		return Objected{}, err
	}
	out := Objected{}
	err = d.change(ctx, "公示异议", func(tx *store.Tx, env schema.Env) error {
		if line != 0 {
			found, err := living(ctx, tx, registers.NoticeLines.Def, line)
			if err != nil {
				return err
			}
			of := registers.NoticeLines.Decode(found.Values).Notice
			if notice != 0 && of != notice {
				return errs.New(errs.Invalid, "这一条不在这次公示里").In("line").Do("请核对公示编号和序号")
			}
			notice = of
		}
		n, err := d.notice(ctx, tx, notice)
		if err != nil {
			return err
		}
		if n.Withdrawn != "" {
			return errs.New(errs.Conflict, "这次公示已经撤回").In("notice")
		}
		if err := dated(rec.Date, n.From, env); err != nil {
			return err
		}
		if rec.Date > n.To {
			return errs.New(errs.Invalid, "公示期到 "+string(n.To)+" 为止，这一天已经过了").In("date").Do("期内收到、现在补登的，日期写收到的那天；期后收到的按信访办理")
		}
		rec.Notice, rec.Due = notice, AnswerBy(env, n.Kind, rec.Date)
		id, err := tx.Create(registers.Objections.Def, registers.Objections.Encode(&rec))
		if err != nil {
			return err
		}
		out = Objected{ID: id.String(), Notice: notice.String(), No: n.No, Due: string(rec.Due)}
		if line != 0 {
			out.Line = line.String()
		}
		return d.settled(ctx, tx, notice, n)
	})
	return out, err
}

// lined are the kinds whose notices have lines.
var lined = []string{registers.NoticeAwards, registers.NoticeDevelopment, registers.NoticeOther}

// Decision is what came of an objection.
type Decision struct {
	Objection string // ID
	Outcome   string // code of ObjectionOutcomes: what is posted stands, or does not
	Date      cn.Date
	By        string // "" the operator
	Answer    string // what the person who objected is told
}

// Decide writes down what came of an objection. Whom it is about, and who made it, may
// not decide it; of an objection to the whole nobody who is posted may.
func (d *Desk) Decide(ctx context.Context, s Decision) (PublicView, error) {
	id, err := parsed(s.Objection, "件异议")
	if err != nil {
		return PublicView{}, err
	}
	label, known := registers.ObjectionOutcomes.LabelOf(s.Outcome)
	s.By, s.Answer, s.Date = by(ctx, s.By), strings.TrimSpace(s.Answer), d.dayOr(s.Date)
	switch {
	case !known:
		return PublicView{}, errs.New(errs.Invalid, "请选择处理结果：维持或更正").In("outcome").Do("维持是异议不成立，照原来的公示；更正是异议成立，这一条不予通过")
	case s.Answer == "":
		return PublicView{}, errs.New(errs.Invalid, "请写明答复").In("answer").Do("核查的情况和结果，要告诉提出异议的人")
	case len(cn.Names(s.By)) == 0:
		return PublicView{}, errs.New(errs.Invalid, "请写明处理人").In("by")
	}
	var notice oplog.ID
	err = d.change(ctx, "公示异议："+label, func(tx *store.Tx, env schema.Env) error {
		rec, err := living(ctx, tx, registers.Objections.Def, id)
		if err != nil {
			return err
		}
		o := registers.Objections.Decode(rec.Values)
		if o.Claim != 0 {
			return errs.New(errs.Invalid, "这是积分申报的异议").In("objection").Do("请在“党员积分”里复核，再维持或更正")
		}
		if notice, err = noticeOf(ctx, tx, o); err != nil {
			return err
		}
		n, err := d.notice(ctx, tx, notice)
		if err != nil {
			return err
		}
		switch {
		case n.Withdrawn != "":
			return errs.New(errs.Conflict, "这次公示已经撤回，不用再处理").In("notice")
		case o.Outcome != "":
			return errs.New(errs.Conflict, "这件异议已于 "+string(o.Decided)+" 处理").In("outcome").Do("处理错了的，请在“最近改动”里撤销那一步")
		}
		if err := dated(s.Date, o.Date, env); err != nil {
			return err
		}
		if err := apart(ctx, tx, o, notice, s.By); err != nil {
			return err
		}
		patch := map[string]string{"outcome": s.Outcome, "decided": string(s.Date), "decided_by": s.By, "answer": s.Answer}
		if _, err := tx.Update(registers.Objections.Def, id, patch); err != nil {
			return err
		}
		return d.settled(ctx, tx, notice, n)
	})
	if err != nil {
		return PublicView{}, err
	}
	return d.View(ctx, notice.String(), false)
}

func noticeOf(ctx context.Context, r finder, o registers.Objection) (oplog.ID, error) {
	if o.Notice != 0 || o.Line == 0 {
		return o.Notice, nil
	}
	rec, err := r.Find(ctx, registers.NoticeLines.Def, o.Line)
	return registers.NoticeLines.Decode(rec.Values).Notice, err
}

// apart refuses that somebody decides in a matter of their own.
func apart(ctx context.Context, r finder, o registers.Objection, notice oplog.ID, deciding string) error {
	if slices.ContainsFunc(cn.Names(o.Person), func(n string) bool { return cn.Acts(deciding, n) }) {
		return errs.New(errs.Denied, "谁提的异议，不能由谁处理").In("by").Do("请由别的人处理")
	}
	lines, err := under(ctx, r, registers.NoticeLines.Def, "notice", notice)
	if err != nil {
		return err
	}
	for _, rec := range lines {
		if o.Line != 0 && rec.ID != o.Line {
			continue
		}
		if l := registers.NoticeLines.Decode(rec.Values); cn.Acts(deciding, l.Name) {
			return errs.New(errs.Denied, "被公示的人不能处理对自己的异议").In("by").Do("请由别的人处理")
		}
	}
	return nil
}
