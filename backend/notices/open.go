package notices

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

// maxLines bounds the list of one notice: what no wall can hold.
const maxLines = 300

// PostLine is one line to be posted. Of an award what is empty comes from the ledger.
type PostLine struct {
	Name    string `json:"name"`
	Unit    string `json:"unit"`
	Content string `json:"content"`
	Member  string `json:"member"` // ID; ""
	Award   string `json:"award"`  // ID; ""
}

// Input says what is to be posted. Dates are full.
type Input struct {
	Kind   string // code of NoticeKinds, not points
	Title  string
	Body   string
	From   cn.Date // "" today
	Days   int     // working days; 0 the office's figure. Never fewer than that
	Phone  string  // for objections
	Masked bool
	By     string // "" the operator
	Lines  []PostLine
}

// Open posts a notice with its lines as one change and returns it.
func (d *Desk) Open(ctx context.Context, in Input) (PublicView, error) {
	if label, known := registers.NoticeKinds.LabelOf(in.Kind); !known || in.Kind == registers.NoticePoints {
		e := errs.New(errs.Invalid, "请选择公示什么").In("kind")
		if known {
			return PublicView{}, e.Do(label + "的公示请在“党员积分”里开始")
		}
		return PublicView{}, e.Do("可以选：评优表彰、发展党员、其他事项")
	}
	n := registers.Notice{Kind: in.Kind, Title: strings.TrimSpace(in.Title), Body: strings.TrimSpace(in.Body), From: d.dayOr(in.From), Days: int64(in.Days),
		Phone: strings.TrimSpace(in.Phone), Masked: in.Masked, By: by(ctx, in.By), Count: int64(len(in.Lines))}
	switch {
	case n.Title == "":
		return PublicView{}, errs.New(errs.Invalid, "请写公示的标题").In("title").Do("例如 2026 年度优秀共产党员公示")
	case len(cn.Names(n.By)) == 0:
		return PublicView{}, errs.New(errs.Invalid, "请写明经办人").In("by")
	case len(in.Lines) == 0:
		return PublicView{}, errs.New(errs.Invalid, "公示名单是空的").In("lines").Do("至少写一条：姓名、单位、事项")
	case len(in.Lines) > maxLines:
		return PublicView{}, errs.New(errs.Invalid, "一次公示最多 "+strconv.Itoa(maxLines)+" 条").In("lines").Do("请分几次公示")
	}
	if err := typed(registers.Notices.Def, map[string]*string{"title": &n.Title, "body": &n.Body, "phone": &n.Phone, "by": &n.By}, d.store().Today()); err != nil {
		return PublicView{}, err
	}
	var made oplog.ID
	err := d.change(ctx, "公示“"+n.Title+"” "+strconv.Itoa(len(in.Lines))+" 条", func(tx *store.Tx, env schema.Env) (err error) {
		if made, err = Post(tx, &n, env); err != nil {
			return err
		}
		seen := map[string]bool{}
		for i, given := range in.Lines {
			l, err := d.line(ctx, tx, given, in.Kind)
			if err == nil && seen[cn.PlainName(l.Name+"\t"+l.Unit+"\t"+l.Content)] {
				err = errs.New(errs.Invalid, "和前面的一条相同").In("lines").Do("请删掉重复的")
			}
			if err != nil {
				e := errs.Of(err)
				return errs.New(e.Code, "第 "+strconv.Itoa(i+1)+" 条："+e.Message).In("lines").Do(e.Hint)
			}
			seen[cn.PlainName(l.Name+"\t"+l.Unit+"\t"+l.Content)] = true
			l.Notice, l.Seq = made, int64(i+1)
			if _, err := tx.Create(registers.NoticeLines.Def, registers.NoticeLines.Encode(&l)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return PublicView{}, err
	}
	return d.View(ctx, made.String(), false)
}

// typed reads texts as their fields do, in place.
func typed(def *schema.Def, texts map[string]*string, today cn.Date) error {
	for key, text := range texts {
		f := def.Field(key)
		v, _, err := f.Read(*text, today)
		if err != nil {
			return errs.Of(err).In(key)
		}
		*text = v
	}
	return nil
}

// line completes and checks one line.
func (d *Desk) line(ctx context.Context, tx *store.Tx, in PostLine, kind string) (registers.NoticeLine, error) {
	l := registers.NoticeLine{Name: strings.TrimSpace(in.Name), Unit: strings.TrimSpace(in.Unit), Content: strings.TrimSpace(in.Content)}
	var err error
	if in.Member != "" {
		if l.Member, err = parsed(in.Member, "名党员"); err != nil {
			return l, err
		}
	}
	if in.Award != "" {
		if kind != registers.NoticeAwards {
			return l, errs.New(errs.Invalid, "奖惩台账里的记录要在评优表彰里公示").Do("请把公示种类改成评优表彰")
		}
		if l.Award, err = parsed(in.Award, "条奖惩"); err != nil {
			return l, err
		}
		if err := d.award(ctx, tx, &l); err != nil {
			return l, err
		}
	} else if l.Member != 0 {
		if err := fillMember(ctx, tx, &l); err != nil {
			return l, err
		}
	}
	if l.Name == "" {
		return l, errs.New(errs.Invalid, "没有写姓名").Do("每条先写姓名或名称，再写单位和事项")
	}
	return l, typed(registers.NoticeLines.Def, map[string]*string{"name": &l.Name, "unit": &l.Unit, "content": &l.Content}, d.store().Today())
}

// award completes a line from its record in the ledger, which must be a praise that was
// not posted before and does not hang out now.
func (d *Desk) award(ctx context.Context, tx *store.Tx, l *registers.NoticeLine) error {
	rec, err := living(ctx, tx, registers.Awards.Def, l.Award)
	if err != nil {
		return err
	}
	a := registers.Awards.Decode(rec.Values)
	if !Praise(a) {
		return errs.New(errs.Denied, "处分和组织处理不上墙").Do("只有表彰奖励可以公示")
	}
	if a.Posted != "" {
		return errs.New(errs.Conflict, "这条表彰已经公示过，到 "+string(a.Posted)+" 期满")
	}
	hanging, err := d.hanging(ctx, tx, l.Award)
	if err != nil {
		return err
	}
	if hanging != "" {
		return errs.New(errs.Conflict, "这条表彰正在公示："+hanging)
	}
	if l.Content == "" {
		l.Content = a.Name
	}
	l.Member = a.Member
	return fillMember(ctx, tx, l)
}

// Praise reports whether an entry of the ledger 奖惩 is one that may hang on a wall.
func Praise(a registers.Award) bool { return a.Kind == registers.AwardPraise }

// hanging returns the number of the notice by which an award hangs out, "" where none does.
func (d *Desk) hanging(ctx context.Context, r finder, award oplog.ID) (string, error) {
	lines, err := under(ctx, r, registers.NoticeLines.Def, "award", award)
	if err != nil {
		return "", err
	}
	for _, rec := range lines {
		found, err := r.Find(ctx, registers.Notices.Def, registers.NoticeLines.Decode(rec.Values).Notice)
		if err != nil {
			return "", err
		}
		if n := registers.Notices.Decode(found.Values); !found.Deleted && n.Withdrawn == "" && n.Closed == "" {
			return n.No, nil
		}
	}
	return "", nil
}

// fillMember names the member of a line and the branch, where nothing else is written.
func fillMember(ctx context.Context, r finder, l *registers.NoticeLine) error {
	rec, err := living(ctx, r, registers.PartyMembers.Def, l.Member)
	if err != nil {
		return err
	}
	m := registers.PartyMembers.Decode(rec.Values)
	if l.Name == "" {
		l.Name = m.Name
	}
	if l.Unit == "" && m.Branch != 0 {
		branch, err := r.Find(ctx, registers.Organizations.Def, m.Branch)
		if err != nil {
			return err
		}
		l.Unit = registers.Organizations.Decode(branch.Values).Name
	}
	return nil
}

// ReadLines reads a list as it is pasted from a table (columns 姓名, 单位, 事项 between
// tabs) or typed (between commas). A heading and empty rows are left out.
func ReadLines(text string) []PostLine {
	out := []PostLine{}
	for row := range strings.Lines(text) {
		row = strings.TrimRight(row, "\r\n")
		if strings.TrimSpace(row) == "" {
			continue
		}
		cells := strings.Split(row, "\t")
		if len(cells) == 1 {
			cells = strings.FieldsFunc(row, func(r rune) bool { return r == ',' || r == '，' })
		}
		for i := range cells {
			cells[i] = strings.Join(strings.Fields(strings.Trim(strings.TrimSpace(cells[i]), `"`)), " ")
		}
		if len(cells) > 1 && (allDigits(cells[0]) || slices.Contains(ordinals, cn.PlainName(cells[0]))) { // a column of numbers before the names
			cells = cells[1:]
		}
		if len(out) == 0 && slices.Contains(headings, cn.PlainName(cells[0])) {
			continue
		}
		l := PostLine{Name: cells[0]}
		if len(cells) > 1 {
			l.Unit = cells[1]
		}
		if len(cells) > 2 {
			l.Content = strings.Trim(strings.Join(cells[2:], " "), " ")
		}
		out = append(out, l)
	}
	return out
}

var (
	ordinals = []string{"序号", "编号"}
	headings = []string{"姓名", "姓名或名称", "名称", "对象", "公示对象"}
)

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
