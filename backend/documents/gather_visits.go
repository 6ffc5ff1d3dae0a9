package documents

import (
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// ticked are all choices of a code list, those of the record ticked.
func ticked(list *cn.CodeList, on []string) []Tick {
	out := make([]Tick, len(list.Codes))
	for i, c := range list.Codes {
		out[i] = Tick{c.Label, slices.Contains(on, c.Code)}
	}
	return out
}

// visitRecord gathers 走访登记表, an internal document: in full, and logged.
func (g *desk) visitRecord() ([]byte, string, error) {
	r, err := g.only("visit", registers.Visits.Def, "走访登记表全部栏目")
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	v := registers.Visits.Decode(r.records[0].Values)
	text := func(key string) string { return r.text(0, key) }
	m := VisitRecord{
		Unit: unit, No: v.No, Date: chineseDay(v.Date), Time: strings.Trim(v.Start+"—"+v.End, "—"), Weather: v.Weather, Mode: text("mode"), Place: v.Place,
		Lead: v.Lead, Companions: v.Companions, Recorder: v.Recorder, Household: text("household"), Grid: text("grid"), Company: v.Unit,
		Person: v.Person, Age: text("age"), Relation: text("relation"), Phone: text("phone"),
		Classes: ticked(registers.VisitClasses, v.Classes), Deliveries: ticked(registers.Deliveries, v.Deliveries), Services: ticked(registers.HomeServices, v.Services),
		Family: v.Family, Talk: v.Talk, Policies: v.Policies, Hazards: v.Hazards, Form: v.Form, Sensitive: v.Sensitive, Note: v.Note, Maker: v.Recorder,
	}
	if m.Household == "" {
		m.Household = text("estate")
	}
	appeals, err := g.appealsOf(r.records[0].ID)
	if err != nil {
		return nil, "", err
	}
	for i, rec := range appeals.records {
		a := registers.Matters.Decode(rec.Values)
		if appeals.closed(rec.ID) {
			m.Appeals = append(m.Appeals, VisitAppeal{No: a.No, Title: "敏感诉求，内容从略", State: appeals.text(i, "state")})
			continue
		}
		m.Appeals = append(m.Appeals, VisitAppeal{
			No: a.No, Title: appeals.text(i, "title"), Kind: appeals.text(i, "kind"), Urgency: appeals.text(i, "urgency"),
			State: withTarget(appeals.text(i, "state"), appeals.text(i, "to")), Owner: a.Owner, Due: dotted(a.Due), Result: appeals.text(i, "result"), Rating: appeals.text(i, "rating"),
		})
	}
	if m.Photos, _, err = g.pictures(registers.Visits.Key, r.records[0].ID); err != nil {
		return nil, "", err
	}
	g.note("登记表含个人信息，只供内部使用；这次打印已记入查看记录")
	pdf, err := usual().VisitRecord(m, g.o)
	return pdf, v.No + "-走访登记表", err
}

// withTarget is 转办（江北燃气公司）.
func withTarget(state, to string) string {
	if to == "" {
		return state
	}
	return state + "（" + to + "）"
}

func (g *desk) appealsOf(visit oplog.ID) (rows, error) {
	found, err := g.l.Store.Lookup(g.ctx, registers.Matters.Def, "visit", visit.String())
	if err != nil {
		return rows{}, err
	}
	return g.read(registers.Matters.Def, found)
}

// visitList gathers 民情日志 of a time, of one grid or one visitor if asked.
func (g *desk) visitList() ([]byte, string, error) {
	p, err := g.period()
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	m := VisitList{Unit: unit, Period: p.text()}
	where := p.conditions("date")
	grid, chosen, err := g.reference("grid", registers.GridCells.Key)
	if err != nil {
		return nil, "", err
	}
	if chosen {
		where = append(where, store.Condition{Field: "grid", Op: "eq", Value: grid.ID.String()})
		m.Of = registers.GridCells.Decode(grid.Values).Name
	}
	if lead := g.params["lead"]; lead != "" {
		where = append(where, store.Condition{Field: "lead", Op: "eq", Value: lead})
		m.Of = joinParts(m.Of, "走访人 "+lead)
	}
	r, err := g.gather(registers.Visits.Def, store.Query{Where: where, Sort: "date"})
	if err != nil {
		return nil, "", err
	}
	appeals, err := g.appealLines(r.records)
	if err != nil {
		return nil, "", err
	}
	homes, hidden := map[oplog.ID]bool{}, 0
	for i, rec := range r.records {
		v := registers.Visits.Decode(rec.Values)
		if v.Household != 0 {
			homes[v.Household] = true
		}
		row := VisitRow{Date: dotted(v.Date), No: v.No, Lead: v.Lead, Mode: r.text(i, "mode")}
		if r.closed(rec.ID) {
			hidden++
			row.Talk = "（敏感走访，内容从略）"
			m.Rows = append(m.Rows, row)
			continue
		}
		row.Place = placeOf(r.text(i, "household"), v.Unit, r.text(i, "estate"), v.Place)
		row.Person, row.Classes, row.Talk, row.Note = v.Person, shortCodes(registers.VisitClasses, v.Classes), v.Talk, v.Note
		if v.Hazards != "" {
			row.Talk = strings.Trim(row.Talk+"\n隐患："+v.Hazards, "\n")
		}
		row.Services = strings.Trim(shortCodes(registers.Deliveries, v.Deliveries)+"、"+shortCodes(registers.HomeServices, v.Services), "、")
		row.Appeals = appeals[rec.ID]
		m.Rows = append(m.Rows, row)
	}
	m.Households = len(homes)
	if hidden > 0 {
		g.note(fmt.Sprintf("其中敏感走访 %d 次，只印日期、编号和走访人", hidden))
	}
	g.note("民情日志含个人信息，只供内部使用；这次打印已记入查看记录")
	if err := g.private(registers.Visits.Key, "民情日志：走访对象、内容", len(r.records)); err != nil {
		return nil, "", err
	}
	pdf, err := usual().VisitList(m, g.o)
	return pdf, unit + "民情日志", err
}

// placeOf is the first place that is known.
func placeOf(candidates ...string) string {
	for _, c := range candidates {
		if c != "" {
			return c
		}
	}
	return ""
}

func shortCodes(list *cn.CodeList, codes []string) string {
	var out []string
	for _, c := range codes {
		if s, ok := list.ShortOf(c); ok {
			out = append(out, s)
		}
	}
	return strings.Join(out, "、")
}

// appealLines are the appeals of each visit: 楼道灯损坏（办结，满意）；燃气软管老化（转办）.
func (g *desk) appealLines(visits []store.Record) (map[oplog.ID]string, error) {
	out := map[oplog.ID]string{}
	for part := range slices.Chunk(visits, 400) {
		ids := make([]string, len(part))
		for i, rec := range part {
			ids[i] = rec.ID.String()
		}
		r, err := g.gather(registers.Matters.Def, store.Query{Sort: "accepted", Where: []store.Condition{{Field: "visit", Op: "in", Value: strings.Join(ids, ",")}}})
		if err != nil {
			return nil, err
		}
		for i, rec := range r.records {
			title, state := r.text(i, "title"), r.text(i, "state")
			if r.closed(rec.ID) {
				title = "敏感诉求"
			}
			if rating := r.text(i, "rating"); rating != "" && rating != state {
				state += "，" + rating
			}
			visit := registers.Matters.Decode(rec.Values).Visit
			out[visit] = strings.Trim(out[visit]+"；"+title+"（"+state+"）", "；")
		}
	}
	return out, nil
}

// visitForms gathers 空白走访表: the sheets of a batch of numbers. Drawing a page
// again must not use up numbers, so they are reserved beforehand (visits.Forms).
func (g *desk) visitForms() ([]byte, string, error) {
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	batch := strings.ToUpper(strings.TrimSpace(g.params["batch"]))
	m := VisitForms{Unit: unit, Classes: labelsOf(registers.VisitClasses, registers.FiveVisits...), Deliveries: labelsOf(registers.Deliveries)}
	m.Classes = append(m.Classes, labelsOf(registers.VisitClasses, registers.ClassLonely, registers.ClassDisabled)...)
	for _, c := range registers.HomeServices.Codes {
		m.Services = append(m.Services, c.Short)
	}
	if m.Numbers, err = visits.New(g.l, matters.New(g.l)).Batch(g.ctx, batch); err != nil {
		return nil, "", err
	}
	if len(m.Numbers) == 0 {
		return nil, "", errs.New(errs.NotFound, "没有批号为“"+batch+"”的空白走访表").In("batch").Do("新的批号请在“记走访”页领取，或用命令 visits forms；补印请核对纸上的批号")
	}
	pdf, err := usual().VisitForms(m, g.o)
	return pdf, "空白走访表-" + batch, err
}

func labelsOf(list *cn.CodeList, codes ...string) (out []string) {
	for _, c := range list.Codes {
		if len(codes) == 0 || slices.Contains(codes, c.Code) {
			out = append(out, c.Label)
		}
	}
	return out
}
