package documents

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// talkRecord gathers 约谈记录, an internal document, and logs the reading.
func (g *desk) talkRecord() ([]byte, string, error) {
	r, err := g.only("talk", registers.Talks.Def, "约谈记录全部栏目")
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	t := registers.Talks.Decode(r.records[0].Values)
	m := TalkRecord{Unit: unit, Person: t.Person, Post: t.Post, PersonOf: t.Unit, Date: chineseDay(t.Date), By: t.By, Number: t.No, Reason: t.Reason, Content: t.Content, Promise: t.Promise, Deadline: chineseDay(t.Deadline), Result: t.Result, Note: t.Note}
	g.note("约谈记录只供内部使用；这次打印已记入查看记录")
	pdf, err := usual().TalkRecord(m, g.o)
	return pdf, "约谈记录" + string(t.Date), err
}

// weekly gathers 周工作纪实.
func (g *desk) weekly() ([]byte, string, error) {
	r, err := g.only("weekly", registers.Weeklies.Def, "")
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	w := registers.Weeklies.Decode(r.records[0].Values)
	sunday := w.Monday.AddDays(6)
	m := WeeklyReport{Unit: unit, From: chineseDay(w.Monday) + "（周一）", To: strings.TrimPrefix(chineseDay(sunday), sameYear(w.Monday, sunday)) + "（周日）", Done: w.Done, Undone: w.Undone, Next: w.Next, Need: w.Needs, SentTo: w.SentTo, Author: w.Author, Draft: w.State != registers.WeeklyFinal, Note: w.Note}
	if t, ok := w.Monday.Time(); ok {
		_, n := t.ISOWeek()
		m.Week = fmt.Sprintf("第%d周", n)
	}
	if m.Draft {
		g.note("这一周的纪实还是草稿，纸上写明“草稿”；定稿后再报送")
	}
	pdf, err := usual().WeeklyReport(m, g.o)
	return pdf, "周工作纪实" + string(w.Monday), err
}

// sameYear is the year of both as it is written, "" when they differ.
func sameYear(a, b cn.Date) string {
	if a.Year() != b.Year() {
		return ""
	}
	return strconv.Itoa(a.Year()) + "年"
}

// mediationLedger gathers 调解台账: in full for the office, counts only for a wall.
func (g *desk) mediationLedger() ([]byte, string, error) {
	p, err := g.period()
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	figures, err := g.l.Figures(g.ctx)
	if err != nil {
		return nil, "", err
	}
	r, err := g.gather(registers.Mediations.Def, store.Query{Where: p.conditions("date"), Sort: "date"})
	if err != nil {
		return nil, "", err
	}
	m := MediationLedger{Unit: unit, Period: p.text(), Total: len(r.records)}
	if p.from != "" && p.from.Year() == p.to.Year() {
		m.Target = figures[registers.MediationsYear]
	}
	kinds, results := map[string]int{}, map[string]int{}
	for i, rec := range r.records {
		d := registers.Mediations.Decode(rec.Values)
		kind, result := placeOf(r.text(i, "kind"), "其他"), placeOf(r.text(i, "result"), "正在调解")
		kinds[kind]++
		results[result]++
		if d.Result == registers.MediationAgreed {
			m.Agreed++
		}
		if g.o.internal() {
			m.Rows = append(m.Rows, MediationRow{
				No: d.No, Date: dotted(d.Date), Kind: r.text(i, "kind"), Parties: d.Parties, Estate: r.text(i, "estate"), Facts: d.Facts, Mediator: d.Mediator, Result: result, Agreement: d.Agreement,
				Written: r.text(i, "written"), Fulfilled: r.text(i, "fulfilled"), Closed: dotted(d.Closed), Returned: dotted(d.Returned),
			})
		}
	}
	if g.o.internal() {
		g.note("调解台账含当事人信息，只供内部使用；这次打印已记入查看记录")
		if err := g.private(registers.Mediations.Key, "调解台账：当事人、纠纷情况", len(m.Rows)); err != nil {
			return nil, "", err
		}
	} else {
		profile, err := g.profile()
		if err != nil {
			return nil, "", err
		}
		m.Phone = publicPhone(profile.OfficePhone)
		m.Kinds, m.Results = MergeSmall(counts(kinds), SmallCell, "其他"), MergeSmall(counts(results), SmallCell, "其他")
		g.note(fmt.Sprintf("上墙版只印件数：不印当事人和内容，不足 %d 件的类别合并", SmallCell))
	}
	pdf, err := usual().MediationLedger(m, g.o)
	return pdf, unit + "矛盾调解", err
}

// counts are those of a map, in the order of labels.
func counts(m map[string]int) (out []Count) {
	for label, n := range m {
		out = append(out, Count{label, n})
	}
	slices.SortFunc(out, func(a, b Count) int { return strings.Compare(a.Label, b.Label) })
	return out
}

// projectCard gathers 民心工程卡.
func (g *desk) projectCard() ([]byte, string, error) {
	r, err := g.only("project", registers.Projects.Def, "")
	if err != nil {
		return nil, "", err
	}
	community, err := g.community()
	if err != nil {
		return nil, "", err
	}
	profile, err := g.profile()
	if err != nil {
		return nil, "", err
	}
	w, err := g.washer()
	if err != nil {
		return nil, "", err
	}
	p := registers.Projects.Decode(r.records[0].Values)
	m := ProjectCard{
		Community: community, Name: w.text(p.Name), Estate: r.text(0, "estate"), Problem: w.text(p.Problem), Works: w.text(p.Works), Result: w.text(p.Result), Amount: money(r.text(0, "amount")), Source: w.text(p.Source),
		Owner: w.duty(p.Owner), Phone: publicPhone(profile.OfficePhone), Started: chineseDay(p.Started), Planned: chineseDay(p.Planned), Ended: chineseDay(p.Ended), Stage: -1, Place: g.params["place"],
	}
	if p.Households > 0 {
		m.Households = strconv.FormatInt(p.Households, 10) + " 户"
	}
	if p.Stage == registers.ProjectStopped {
		m.Stages, m.Stage = []string{r.text(0, "stage")}, 0
	} else {
		for _, c := range registers.ProjectStages.Codes {
			if c.Code == registers.ProjectStopped {
				continue
			}
			if c.Code == p.Stage {
				m.Stage = len(m.Stages)
			}
			m.Stages = append(m.Stages, c.Label)
		}
	}
	g.washed(w)
	found := 0
	if m.Photos, found, err = g.beforeAndAfter(registers.Projects.Key, r.records[0].ID); err != nil {
		return nil, "", err
	}
	if found < 2 {
		g.note("在工程的记录里添加照片，标上“实施前”“实施后”，就会印在这里；也可以空着，打印后贴照片")
	}
	if found > 0 {
		g.note("张贴前请看一遍照片：不要有能认出的孩子、车牌和门牌")
	}
	pdf, err := usual().ProjectCard(m, g.o)
	return pdf, m.Name + "-民心工程", err
}

// washed tells what was taken out for the wall.
func (g *desk) washed(w *washer) {
	if w.hits {
		g.note("文字里与台账中居民同名的词改成了“" + someone + "”，电话、证件号和门牌已略去；请看一遍再张贴")
	}
}

// usualServices stand on a card where the answer says nothing else.
const usualServices = "政策咨询、证明事项、矛盾调解、养老助残、就业帮扶、报修转办"

// contactCards gathers 便民联系卡: of one grid or of all, for each building if asked.
// No private telephone gets onto a card.
func (g *desk) contactCards() ([]byte, string, error) {
	community, err := g.community()
	if err != nil {
		return nil, "", err
	}
	profile, err := g.profile()
	if err != nil {
		return nil, "", err
	}
	copies, err := g.number("copies", "每种份数", 1, 500)
	if err != nil {
		return nil, "", err
	}
	byBuilding, err := g.flag("buildings")
	if err != nil {
		return nil, "", err
	}
	grid, chosen, err := g.reference("grid", registers.GridCells.Key)
	if err != nil {
		return nil, "", err
	}
	grids := []store.Record{grid}
	if !chosen {
		if grids, err = g.l.All(g.ctx, registers.GridCells.Def); err != nil {
			return nil, "", err
		}
		slices.SortStableFunc(grids, func(a, b store.Record) int {
			return strings.Compare(cn.NaturalKey(registers.GridCells.Decode(a.Values).Name), cn.NaturalKey(registers.GridCells.Decode(b.Values).Name))
		})
	}
	w, err := g.washer()
	if err != nil {
		return nil, "", err
	}
	m := ContactCards{Copies: copies}
	for _, rec := range grids {
		c := registers.GridCells.Decode(rec.Values)
		card := ContactCard{
			Community: community, Grid: w.text(c.Name), Role: "网格员", Name: w.duty(placeOf(c.Worker, c.Leader)), Phone: publicPhone(c.OfficePhone, profile.OfficePhone),
			Hours: w.text(profile.ServiceHours), Services: w.text(g.params["services"]), Hotline: publicPhone(profile.Hotline),
		}
		if c.Worker == "" && c.Leader != "" {
			card.Role = "网格长"
		}
		if card.Phone == "" {
			g.note("没有公开电话：请在“网格”台账或“社区概况”里填办公电话；个人手机不印在卡上")
		}
		if !byBuilding {
			m.Cards = append(m.Cards, card)
			continue
		}
		list, err := g.leaderCards(card, rec.ID, w)
		if err != nil {
			return nil, "", err
		}
		m.Cards = append(m.Cards, list...)
	}
	if byBuilding && len(m.Cards) == 0 {
		return nil, "", errs.New(errs.NotFound, "没有登记楼栋长").In("buildings").Do("请先在“楼栋”台账里填楼栋长")
	}
	g.note("卡上印办公电话，不印网格员和楼栋长的手机；十张一页，按裁切线裁开")
	pdf, err := usual().ContactCards(m, g.o)
	return pdf, community + "便民联系卡", err
}

// leaderCards are the cards of the buildings of a grid that have a leader.
func (g *desk) leaderCards(card ContactCard, grid oplog.ID, w *washer) ([]ContactCard, error) {
	records, err := g.l.Store.Lookup(g.ctx, registers.Buildings.Def, "grid", grid.String())
	if err != nil {
		return nil, err
	}
	r, err := g.read(registers.Buildings.Def, records)
	if err != nil {
		return nil, err
	}
	var out []ContactCard
	for i, rec := range records {
		b := registers.Buildings.Decode(rec.Values)
		if b.Leader == "" {
			continue
		}
		c := card
		c.Second = "楼栋长　" + w.duty(b.Leader)
		c.Grid = w.text(strings.TrimSpace(r.text(i, "estate") + r.text(i, "number")))
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b ContactCard) int { return strings.Compare(cn.NaturalKey(a.Grid), cn.NaturalKey(b.Grid)) })
	return out, nil
}
