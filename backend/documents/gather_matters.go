package documents

import (
	"fmt"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// matterReply gathers 居民意见答复单. It goes to the person: no telephone and no home
// of theirs on the upper half.
func (g *desk) matterReply() ([]byte, string, error) {
	r, err := g.only("matter", registers.Matters.Def, "答复单：诉求人、电话")
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	profile, err := g.profile()
	if err != nil {
		return nil, "", err
	}
	a := registers.Matters.Decode(r.records[0].Values)
	m := MatterReply{
		Community: unit, No: a.No, Asked: a.Title, Accepted: chineseDay(a.Accepted), Way: wayOf(&a), Result: a.Result, Finished: chineseDay(a.Finished),
		Contact: a.Owner, Phone: publicPhone(profile.OfficePhone), Hours: profile.ServiceHours,
		Place: placeOf(r.text(0, "household"), r.text(0, "estate")), PersonPhone: r.text(0, "phone"), Owner: a.Owner,
	}
	if a.Person != "" {
		m.To = a.Person + "居民"
	}
	if a.State == registers.StateRefused {
		m.Result = a.Reason
	}
	if a.Finished == "" && a.State != registers.StateRefused {
		g.note("这件诉求还没有办结，答复内容留空，可以手写")
	}
	if m.Phone == "" {
		g.note("没有办公电话：请在“社区概况”里填写，答复单上会印")
	}
	g.note("上联送交本人，不印电话和住址；下联含个人信息，由社区存查")
	pdf, err := usual().MatterReply(m, g.o)
	return pdf, a.No + "-答复单", err
}

// wayOf says to the person how the appeal is dealt with.
func wayOf(a *registers.Matter) string {
	to := a.To
	if to == "" {
		to = "有关单位"
	}
	switch a.State {
	case registers.StateAccepted:
		return "受理，正在核实情况"
	case registers.StateReopened:
		return "重新办理"
	case registers.StateCommunity:
		return "由社区协调办理"
	case registers.StateForwarded:
		return "转" + to + "办理"
	case registers.StateReported:
		return "上报" + to
	case registers.StateRefused:
		return "收到，经研究不予受理"
	}
	if a.To != "" {
		return "会同" + to + "办理完毕"
	}
	return "办理完毕"
}

// matterSheet gathers 诉求办理单 with the whole course of an appeal.
func (g *desk) matterSheet() ([]byte, string, error) {
	r, err := g.only("matter", registers.Matters.Def, "诉求办理单全部栏目")
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	a := registers.Matters.Decode(r.records[0].Values)
	text := func(key string) string { return r.text(0, key) }
	m := MatterSheet{
		Unit: unit, No: a.No, Title: a.Title, Kind: text("kind"), Urgency: text("urgency"), Source: text("source"), Accepted: dotted(a.Accepted), Owner: a.Owner,
		Place: placeOf(text("household"), text("estate")), Person: a.Person, Phone: text("phone"), Content: a.Content, Wanted: a.Wanted, State: text("state"), To: a.To,
		ReplyDue: dotted(a.ReplyDue), Replied: dotted(a.Replied), Due: dotted(a.Due), Extension: a.Extension, Finished: dotted(a.Finished), Result: a.Result, Cost: money(text("cost")),
		Returned: dotted(a.Returned), ReturnBy: a.ReturnBy, Rating: text("rating"), Opinion: a.ReturnNote, Reason: a.Reason, Sensitive: a.Sensitive, Note: a.Note,
	}
	if a.Reopened > 0 {
		m.Reopened = strconv.FormatInt(a.Reopened, 10) + " 次"
	}
	if a.Visit != 0 {
		if m.Visit, err = g.numberOf(registers.Visits.Def, a.Visit); err != nil {
			return nil, "", err
		}
	}
	course, err := matters.New(g.l).Course(g.ctx, r.records[0].ID.String())
	if err != nil {
		return nil, "", err
	}
	var told cn.Date
	progress, _ := registers.StepKinds.LabelOf(registers.StepProgress)
	for _, e := range course.Entries {
		if e.Kind == progress && e.Void == "" && told == "" {
			told = cn.Date(e.Date)
		}
		m.Course = append(m.Course, entryOf(e))
	}
	if a.Hearing {
		m.Steps = []MatterStage{{"办前听意见", dotted(a.Heard), a.HeardNote}, {"办中报进展", dotted(told), ""}, {"办后问满意", dotted(a.Returned), text("rating")}}
	}
	if a.Major != "" {
		m.Major = text("major")
		for _, s := range a.Deliberations() {
			m.Stages = append(m.Stages, MatterStage{Label: s.Label, Date: dotted(s.Date)})
		}
	}
	if m.Photos, _, err = g.pictures(registers.Matters.Key, r.records[0].ID); err != nil {
		return nil, "", err
	}
	g.note("办理单含个人信息，只供内部使用；这次打印已记入查看记录")
	pdf, err := usual().MatterSheet(m, g.o)
	return pdf, a.No + "-办理单", err
}

func entryOf(e matters.Entry) MatterEntry {
	what := e.Kind
	if e.From != e.To {
		what = strings.Trim(e.From+" → "+e.To, " →")
	}
	note := e.Note
	if e.Rating != "" {
		note = strings.Trim(e.Rating+"；"+note, "；")
	}
	return MatterEntry{Date: dotted(cn.Date(e.Date)), What: what, By: e.By, Due: dotted(cn.Date(e.Due)), Note: note, Void: e.Void}
}

func money(s string) string {
	if s == "" {
		return ""
	}
	return strings.TrimSuffix(s, ".00") + " 元"
}

// numberOf is the number of a record that others refer to; "" when it is not here yet.
func (g *desk) numberOf(def *schema.Def, id oplog.ID) (string, error) {
	found, err := g.l.Store.FindMany(g.ctx, def, []oplog.ID{id})
	if err != nil || len(found) == 0 {
		return "", err
	}
	return def.Get(found[0].Values, def.Number.Field), nil
}

// lightOn is the light of the domain and its words.
func lightOn(left int, l matters.Light) (Light, string) {
	switch l {
	case matters.Red:
		return LightRed, fmt.Sprintf("逾期%d个工作日", -left)
	case matters.Yellow:
		if left == 0 {
			return LightYellow, "今天到期"
		}
		return LightYellow, fmt.Sprintf("剩%d个工作日", left)
	case matters.Green:
		return LightGreen, ""
	}
	return "", ""
}

// matterList gathers 诉求台账: those accepted in a time, or only what is open.
func (g *desk) matterList() ([]byte, string, error) {
	p, err := g.period()
	if err != nil {
		return nil, "", err
	}
	onlyOpen, err := g.flag("open")
	if err != nil {
		return nil, "", err
	}
	onlyLate, err := g.flag("overdue")
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	env, err := g.l.Env(g.ctx)
	if err != nil {
		return nil, "", err
	}
	m := MatterList{Unit: unit, Period: p.text()}
	where := p.conditions("accepted")
	if m.Period != "" {
		m.Period += "受理"
	}
	if owner := g.params["owner"]; owner != "" {
		where = append(where, store.Condition{Field: "owner", Op: "eq", Value: owner})
		m.Of = "责任人 " + owner
	}
	r, err := g.gather(registers.Matters.Def, store.Query{Where: where, Sort: "accepted"})
	if err != nil {
		return nil, "", err
	}
	for i, rec := range r.records {
		a := registers.Matters.Decode(rec.Values)
		open := matters.Open(a.State)
		row := MatterRow{
			No: a.No, Accepted: dotted(a.Accepted), Title: r.text(i, "title"), Kind: shortCodes(registers.MatterKinds, []string{a.Kind}), Source: shortCodes(registers.MatterSources, []string{a.Source}),
			Owner: a.Owner, State: r.text(i, "state"), To: r.text(i, "to"), Due: dotted(a.Due), Finished: dotted(a.Finished), Result: r.text(i, "result"), Rating: r.text(i, "rating"),
		}
		if r.closed(rec.ID) {
			row.Title, row.To, row.Result = "（敏感诉求，内容从略）", "", ""
		} else {
			row.Place, row.Person = placeOf(r.text(i, "household"), r.text(i, "estate")), a.Person
		}
		left, l := matters.MatterLight(&a, env)
		row.Light, row.Left = lightOn(left, l)
		switch {
		case open:
			row.Due = dotted(matters.DueOf(&a))
		case row.Left != "": // of what is finished, the return visit is late
			row.Left = "回访" + row.Left
		}
		if onlyOpen && !open || onlyLate && row.Light != LightRed {
			continue
		}
		if open {
			m.Open++
		}
		if row.Light == LightRed {
			m.Overdue++
		}
		m.Rows = append(m.Rows, row)
	}
	g.note("诉求台账含诉求人信息，只供内部使用；这次打印已记入查看记录")
	if err := g.private(registers.Matters.Key, "诉求台账：诉求人、内容", len(m.Rows)); err != nil {
		return nil, "", err
	}
	pdf, err := usual().MatterList(m, g.o)
	return pdf, unit + "诉求台账", err
}
