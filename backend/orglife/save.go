package orglife

import (
	"context"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// SaveSheet writes the marks of a meeting as one change and returns the sheet as it is
// then. Members that are not among the marks stay as they are, what does not differ is
// not written, and a mark without a state is put into the recycle bin. A state may be a
// code or its label.
func (d *Desk) SaveSheet(ctx context.Context, meeting string, marks []Mark) (Sheet, error) {
	id, err := idOf(meeting, "次组织生活")
	if err != nil {
		return Sheet{}, err
	}
	env, err := d.env(ctx)
	if err != nil {
		return Sheet{}, err
	}
	next, err := d.readMarks(ctx, id, marks, env)
	if err != nil {
		return Sheet{}, err
	}
	def := registers.Attendances
	result, err := d.store().Write(ctx, store.Meta{Kind: "update", Note: "考勤"}, func(tx *store.Tx) error {
		rec, err := living(ctx, tx, registers.Meetings.Def, id)
		if err != nil {
			return err
		}
		m := registers.Meetings.Decode(rec.Values)
		tx.SetNote("考勤：" + strings.TrimSpace(string(m.Date)+" "+kindName(&m)))
		list, err := tx.Lookup(ctx, def.Def, "meeting", id.String())
		if err != nil {
			return err
		}
		had := map[oplog.ID][]store.Record{}
		for _, rec := range list {
			who := def.Decode(rec.Values).Member
			had[who] = append(had[who], rec)
		}
		for _, n := range next {
			if before(env.Today, m.Date) && n.State != "" && n.State != registers.AttendLeave {
				return errs.New(errs.Invalid, "这次活动要到 "+string(m.Date)+" 才开，现在只能记请假").In("state").Do("请等开过之后再记，或先改活动的日期")
			}
			if err := writeMark(tx, had[n.Member], n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Sheet{}, err
	}
	out, err := d.Sheet(ctx, meeting)
	out.Change = changeText(result)
	return out, err
}

// changeText names a change, "" where nothing was written.
func changeText(r store.Result) string {
	if r.Change == 0 {
		return ""
	}
	return r.Change.String()
}

// writeMark brings the records of one member on a sheet, the first made first, to what
// is wanted.
func writeMark(tx *store.Tx, had []store.Record, n registers.Attendance) error {
	def := registers.Attendances
	switch {
	case n.State == "":
		for _, rec := range had {
			if err := tx.Delete(def.Def, rec.ID); err != nil {
				return err
			}
		}
		return nil
	case len(had) == 0:
		_, err := tx.Create(def.Def, def.Encode(&n))
		return err
	}
	n.Note = def.Decode(had[0].Values).Note
	_, err := tx.Update(def.Def, had[0].ID, changed(had[0].Values, def.Encode(&n), def.Def))
	return err
}

// readMarks reads what people write into canonical values and refuses what is wrong.
func (d *Desk) readMarks(ctx context.Context, meeting oplog.ID, marks []Mark, env schema.Env) ([]registers.Attendance, error) {
	def := registers.Attendances
	seen := map[oplog.ID]bool{}
	out := make([]registers.Attendance, 0, len(marks))
	for i, k := range marks {
		a := registers.Attendance{Meeting: meeting}
		var err error
		if a.Member, err = d.who(ctx, k.Member, i, seen); err != nil {
			return nil, err
		}
		if k.State = strings.TrimSpace(k.State); k.State != "" {
			for _, x := range []struct {
				key, text string
				to        *string
			}{{"state", k.State, &a.State}, {"reason", k.Reason, &a.Reason}, {"hours", k.Hours, &a.Hours}} {
				if *x.to, err = readValue(def.Def, x.key, x.text, env); err != nil {
					return nil, inRow(err, i)
				}
			}
			if err := problem(def.Def, def.Encode(&a), env, i); err != nil {
				return nil, err
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// who returns the member of a row, who must be there and in one row only.
func (d *Desk) who(ctx context.Context, text string, row int, seen map[oplog.ID]bool) (oplog.ID, error) {
	id, err := idOf(text, "名党员")
	if err == nil {
		_, err = living(ctx, d.store(), registers.PartyMembers.Def, id)
	}
	if err == nil && seen[id] {
		err = errs.New(errs.Invalid, "这个人前面已有一行").In("member").Do("请只留一行")
	}
	if err != nil {
		return 0, inRow(err, row)
	}
	seen[id] = true
	return id, nil
}

// readValue reads one value as people write it.
func readValue(def *schema.Def, key, text string, env schema.Env) (string, error) {
	v, _, err := def.Field(key).Read(text, env.Today)
	return v, err
}

// problem returns the first thing that is wrong with the record of a row.
func problem(def *schema.Def, v schema.Values, env schema.Env, row int) error {
	for _, p := range def.Check(v, env) {
		if !p.Warning {
			return inRow(errs.New(errs.Invalid, p.Message).In(p.Field).Do("请改正后再保存；这次什么都没有写入"), row)
		}
	}
	return nil
}

// inRow says of which row an error tells; an error names nobody.
func inRow(err error, row int) error {
	e := *errs.Of(err)
	e.Message = "第 " + strconv.Itoa(row+1) + " 行：" + e.Message
	return &e
}
