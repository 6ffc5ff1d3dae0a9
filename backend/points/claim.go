package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Claim is what somebody asks to be scored.
type Claim struct {
	Member   string // ID
	Rule     string // code
	Quantity string // units, "" one
	Date     cn.Date
	Event    string
	Note     string
	File     string  // number of the document that it rests on
	Origin   string  // code of registers.PointOrigins; "" by a clerk
	Claimed  cn.Date // when it was claimed; "" the day of what was done, as on a paper form
	Draft    bool    // is kept back for now
	key      string  // of an automatic proposal
	corrects oplog.ID
}

// Claimed is what a claim became: its ID, its number, and what is to be thought of.
type Claimed struct {
	ID       string   `json:"id"`
	No       string   `json:"no"`
	Warnings []string `json:"warnings"`
}

// Claim writes one claim down.
func (d *Desk) Claim(ctx context.Context, c Claim) (Claimed, error) {
	out, err := d.ClaimAll(ctx, []Claim{c})
	if err != nil {
		return Claimed{}, err
	}
	return out[0], nil
}

// ClaimAll writes claims down as one change, as after an activity: all of them or none.
func (d *Desk) ClaimAll(ctx context.Context, list []Claim) ([]Claimed, error) {
	if len(list) == 0 {
		return nil, errs.New(errs.Invalid, "一条申报也没有")
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return nil, err
	}
	schemes := map[int]*rules.Scheme{}
	out := make([]Claimed, len(list))
	note := "积分申报"
	if len(list) > 1 {
		note += " " + strconv.Itoa(len(list)) + " 条"
	}
	_, err = d.store().Write(ctx, store.Meta{Kind: "create", Note: note}, func(tx *store.Tx) error {
		for i := range list {
			rec, warnings, err := d.draft(ctx, tx, &list[i], schemes, env)
			if err == nil {
				out[i], err = d.create(ctx, tx, rec, list[i].Claimed)
			}
			if err != nil {
				if len(list) > 1 {
					e := errs.Of(err)
					err = errs.New(e.Code, "第 "+strconv.Itoa(i+1)+" 条："+e.Message).In(e.Field).Do(e.Hint)
				}
				return err
			}
			out[i].Warnings = warnings
		}
		return nil
	})
	return out, err
}

// draft reads a new claim into a record and judges it.
func (d *Desk) draft(ctx context.Context, tx *store.Tx, c *Claim, schemes map[int]*rules.Scheme, env schema.Env) (registers.PointClaim, []string, error) {
	return d.draftOf(ctx, tx, c, schemes, env, 0)
}

// draftOf is draft for a claim that replaces what a record says; 0 for a new one.
func (d *Desk) draftOf(ctx context.Context, tx *store.Tx, c *Claim, schemes map[int]*rules.Scheme, env schema.Env, self oplog.ID) (registers.PointClaim, []string, error) {
	var out registers.PointClaim
	warnings := []string{}
	member, err := idOf(c.Member, "名党员")
	if err != nil {
		return out, nil, errs.Of(err).In("member")
	}
	who, err := living(ctx, tx, registers.PartyMembers.Def, member)
	if err != nil {
		return out, nil, errs.Of(err).In("member")
	}
	if m := registers.PartyMembers.Decode(who.Values); m.Status != "" && m.Status != registers.StatusNormal {
		warnings = append(warnings, "这名党员的党籍状态不是“正常”，请核对")
	}
	if !c.Date.Full() || c.Date > env.Today {
		return out, nil, errs.New(errs.Invalid, "日期不对：要写到日，不能晚于今天").In("date").Do("例如 " + string(env.Today))
	}
	s, err := d.schemeFor(ctx, schemes, c.Date.Year())
	if err != nil {
		return out, nil, err
	}
	r, err := ruleFor(s, c.Rule, c.Date)
	if err != nil {
		return out, nil, err
	}
	quantity, err := readQuantity(c.Quantity, &r)
	if err != nil {
		return out, nil, err
	}
	c.Event, c.Note, c.File = strings.TrimSpace(c.Event), strings.TrimSpace(c.Note), strings.TrimSpace(c.File)
	if r.File && c.File == "" {
		if r.Group == rules.Veto {
			return out, nil, errs.New(errs.Invalid, "“"+r.Text+"”要写明文号").In("file").Do("请写明处分决定、评议结果等文件的文号")
		}
		warnings = append(warnings, "这一条依据文件计分，没有文号支部审核通不过，请补上")
	}
	if c.Claimed == "" {
		c.Claimed = c.Date
	}
	if err := dated(c.Claimed, c.Date, env); err != nil {
		return out, nil, errs.Of(err).In("claimed")
	}
	out = registers.PointClaim{Member: member, Rule: r.Code, Date: c.Date, Quantity: quantityText(quantity), Event: c.Event, Note: c.Note, File: c.File,
		Origin: c.Origin, OriginKey: c.key, Applicant: by(ctx, ""), Corrects: c.corrects, State: registers.PointClaimed, StepOn: c.Claimed, StepBy: by(ctx, "")}
	if out.Origin == "" {
		out.Origin = registers.PointByClerk
	}
	if c.Draft {
		out.State = registers.PointDraft
	}
	if again, err := d.again(ctx, tx, &out, self); err != nil {
		return out, nil, err
	} else if again != "" {
		warnings = append(warnings, "这名党员同一天的同一条规则已有申报 "+again+"，请核对是不是重复")
	}
	return out, warnings, nil
}

// again returns the number of a claim that says the same, "" where there is none.
func (d *Desk) again(ctx context.Context, tx *store.Tx, c *registers.PointClaim, self oplog.ID) (string, error) {
	if closed, err := d.closing(ctx, c.Date.Year()); err != nil || closed != nil {
		return "", orClosed(err, c.Date.Year())
	}
	list, err := tx.Lookup(ctx, registers.PointClaims.Def, "member", c.Member.String())
	for _, rec := range list {
		o := registers.PointClaims.Decode(rec.Values)
		if o.Rule == c.Rule && o.Date == c.Date && o.Event == c.Event && o.State != registers.PointVoid && o.State != registers.PointCorrected && rec.ID != c.Corrects && rec.ID != self {
			return o.No, nil
		}
	}
	return "", err
}

// create writes a claim with the first step of its course.
func (d *Desk) create(ctx context.Context, tx *store.Tx, c registers.PointClaim, on cn.Date) (Claimed, error) {
	def := registers.PointClaims.Def
	id, err := tx.Create(def, registers.PointClaims.Encode(&c))
	if err != nil {
		return Claimed{}, err
	}
	if err := logStep(tx, registers.PointStep{Claim: id, Date: on, To: c.State, By: c.StepBy}); err != nil {
		return Claimed{}, err
	}
	rec, err := tx.Find(ctx, def, id)
	return Claimed{ID: id.String(), No: def.Get(rec.Values, "no")}, err
}

func logStep(tx *store.Tx, s registers.PointStep) error {
	_, err := tx.Create(registers.PointLog.Def, registers.PointLog.Encode(&s))
	return err
}

func (d *Desk) schemeFor(ctx context.Context, have map[int]*rules.Scheme, year int) (*rules.Scheme, error) {
	if have[year] == nil {
		s, err := d.Scheme(ctx, year)
		if err != nil {
			return nil, err
		}
		have[year] = &s
	}
	return have[year], nil
}

// ruleFor returns the rule that governs a day, or says which there are.
func ruleFor(s *rules.Scheme, code string, day cn.Date) (rules.Rule, error) {
	code = strings.ToUpper(strings.TrimSpace(code))
	r, ok := s.Of(code, day)
	if ok && !r.Retired {
		return r, nil
	}
	var codes []string
	for _, r := range s.Current(day) {
		codes = append(codes, r.Code)
	}
	slices.Sort(codes)
	if ok {
		return r, errs.New(errs.Invalid, "规则 "+code+" 在 "+string(day)+" 已停用").In("rule").Do("可用的规则：" + strings.Join(codes, "、"))
	}
	return r, errs.New(errs.Invalid, "没有编号为“"+code+"”的规则").In("rule").Do("可用的规则：" + strings.Join(codes, "、"))
}
