package documents_test

import (
	"fmt"
	"strings"
	"testing"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
)

// fieldworkPages are the pages of visits, appeals and care whose look is kept.
func fieldworkPages(t *testing.T) map[string][]byte {
	o := documents.Options{Created: printed}
	wall := func(th documents.Theme) documents.Options {
		o := o
		o.Theme, o.Audience = th, documents.Wall
		return o
	}
	out := map[string][]byte{}
	for _, d := range fieldwork() {
		out[d.name] = must(t)(d.make(o))
	}
	out["visit_record_empty"] = must(t)(press.VisitRecord(documents.VisitRecord{Unit: community}, o))
	out["matter_reply_blank"] = must(t)(press.MatterReply(documents.MatterReply{Community: community, Asked: "楼道灯损坏"}, o))
	out["supervision_list_empty"] = must(t)(press.SupervisionList(documents.SupervisionList{Unit: community}, o))
	out["mediation_wall"] = must(t)(press.MediationLedger(sampleMediations(28), wall(documents.RedGold)))
	out["project_card_brick"] = must(t)(press.ProjectCard(sampleProject(), wall(documents.Brick)))
	out["contact_cards_plain"] = must(t)(press.ContactCards(sampleContacts(), wall(documents.Plain)))
	out["rotation_plan_brick"] = must(t)(press.RotationPlan(sampleRotation(30), wall(documents.Brick)))
	return out
}

// fieldworkModels are the samples with the pages that must hold all of them.
func fieldworkModels(t *testing.T) map[string]struct {
	model any
	pdf   []byte
} {
	type pair = struct {
		model any
		pdf   []byte
	}
	o := documents.Options{Created: printed}
	visit, list, forms, reply, sheet := sampleVisit(), sampleVisitList(12), sampleForms(), sampleReply(), sampleSheet()
	cards := sampleContacts()
	cards.Copies = 1
	return map[string]pair{
		"visit_record":        {visit, must(t)(press.VisitRecord(visit, o))},
		"visit_list":          {list, must(t)(press.VisitList(list, o))},
		"visit_forms":         {forms.Numbers, must(t)(press.VisitForms(forms, o))},
		"matter_reply":        {reply, must(t)(press.MatterReply(reply, o))},
		"matter_sheet":        {sheet, must(t)(press.MatterSheet(sheet, o))},
		"matter_list":         {withoutLights(sampleMatters(12)), must(t)(press.MatterList(sampleMatters(12), o))},
		"supervision_notice":  {sampleNotice(), must(t)(press.SupervisionNotice(sampleNotice(), o))},
		"supervision_list":    {withoutTints(sampleSupervisions(12)), must(t)(press.SupervisionList(sampleSupervisions(12), o))},
		"talk_record":         {sampleTalk(), must(t)(press.TalkRecord(sampleTalk(), o))},
		"weekly":              {sampleWeekly(), must(t)(press.WeeklyReport(sampleWeekly(), o))},
		"mediation_ledger":    {sampleMediations(9).Rows, must(t)(press.MediationLedger(sampleMediations(9), o))},
		"project_card":        {sampleProject(), must(t)(press.ProjectCard(sampleProject(), o))},
		"contact_cards":       {cards, must(t)(press.ContactCards(cards, o))},
		"consultation_notice": {sampleConsultation(), must(t)(press.ConsultationNotice(sampleConsultation(), o))},
		"rotation_plan":       {sampleRotation(12), must(t)(press.RotationPlan(sampleRotation(12), o))},
		"wish_cards":          {sampleWishes(9).Cards, must(t)(press.WishCards(sampleWishes(9), o))},
	}
}

// The lights are words of the program; they are printed in Chinese.
func withoutLights(m documents.MatterList) documents.MatterList {
	for i := range m.Rows {
		m.Rows[i].Light = ""
	}
	return m
}

func withoutTints(m documents.SupervisionList) documents.SupervisionList {
	for i := range m.Rows {
		m.Rows[i].Light = ""
	}
	return m
}

func TestFieldworkLosesNothing(t *testing.T) {
	for name, c := range fieldworkModels(t) {
		if l := lacking(text(t, c.pdf), fields(c.model)); l != "" {
			t.Errorf("%s lacks %s", name, l)
		}
	}
}

// Long texts flow on or shrink; nothing of them is cut.
func TestFieldworkLongTexts(t *testing.T) {
	o := documents.Options{Created: printed}
	long := strings.Repeat("居民反映楼道灯损坏一个多月晚上出行不便，", 150)
	visit := sampleVisit()
	visit.Talk, visit.Family = long, long
	list := sampleVisitList(3)
	list.Rows[1].Talk = long
	sheet := sampleSheet()
	sheet.Content, sheet.Course[3].Note = long, long
	matters := sampleMatters(3)
	matters.Rows[0].Result = long
	notice := sampleNotice()
	notice.Measures, notice.Result, notice.Reason = long, long, long
	sups := sampleSupervisions(3)
	sups.Rows[2].Progress = long
	talk := sampleTalk()
	talk.Content = long
	week := sampleWeekly()
	week.Done, week.Next = long, long
	med := sampleMediations(3)
	med.Rows[0].Facts = long
	for name, c := range map[string]struct {
		pdf  []byte
		want int
	}{
		"visit_record":       {must(t)(press.VisitRecord(visit, o)), 300},
		"visit_list":         {must(t)(press.VisitList(list, o)), 150},
		"matter_sheet":       {must(t)(press.MatterSheet(sheet, o)), 300},
		"matter_list":        {must(t)(press.MatterList(matters, o)), 150},
		"supervision_notice": {must(t)(press.SupervisionNotice(notice, o)), 450},
		"supervision_list":   {must(t)(press.SupervisionList(sups, o)), 150},
		"talk_record":        {must(t)(press.TalkRecord(talk, o)), 150},
		"weekly":             {must(t)(press.WeeklyReport(week, o)), 300},
		"mediation_ledger":   {must(t)(press.MediationLedger(med, o)), 150},
	} {
		if n := strings.Count(solid(text(t, c.pdf)), "晚"); n < c.want {
			t.Errorf("%s: %d of %d", name, n, c.want)
		}
	}
}

// What must stand on one sheet says which box is too full, instead of cutting it.
func TestFieldworkRefusals(t *testing.T) {
	o := documents.Options{Created: printed}
	long := strings.Repeat("这一段话很长，", 400)
	reply, project, consult, wishes, contacts := sampleReply(), sampleProject(), sampleConsultation(), sampleWishes(1), sampleContacts()
	reply.Result, project.Problem, consult.Topics, wishes.Cards[0].Wish, contacts.Cards[0].Services = long, long, long, long, long
	wall := o
	wall.Audience = documents.Wall
	for _, c := range []struct {
		name string
		code errs.Code
		says string
		err  error
	}{
		{"reply", errs.Invalid, "答复", second(press.MatterReply(reply, o))},
		{"project", errs.Invalid, "解决的问题", second(press.ProjectCard(project, o))},
		{"consultation", errs.Invalid, "公告", second(press.ConsultationNotice(consult, o))},
		{"wish", errs.Invalid, "心愿", second(press.WishCards(wishes, o))},
		{"card", errs.Invalid, "服务事项", second(press.ContactCards(contacts, o))},
		{"no cards", errs.Invalid, "网格", second(press.ContactCards(documents.ContactCards{}, o))},
		{"no wishes", errs.Invalid, "微心愿", second(press.WishCards(documents.WishWall{}, o))},
		{"no numbers", errs.Invalid, "编号", second(press.VisitForms(documents.VisitForms{}, o))},
		{"visit on the wall", errs.Denied, "用途", second(press.VisitRecord(sampleVisit(), wall))},
		{"log on the wall", errs.Denied, "用途", second(press.VisitList(sampleVisitList(1), wall))},
		{"appeal on the wall", errs.Denied, "用途", second(press.MatterSheet(sampleSheet(), wall))},
		{"appeals on the wall", errs.Denied, "用途", second(press.MatterList(sampleMatters(1), wall))},
		{"reply on the wall", errs.Denied, "用途", second(press.MatterReply(sampleReply(), wall))},
		{"talk on the wall", errs.Denied, "用途", second(press.TalkRecord(sampleTalk(), wall))},
		{"cards inside", errs.Denied, "用途", second(press.WishCards(sampleWishes(1), documents.Options{Audience: documents.Internal}))},
		{"too many cards", errs.Invalid, "太多", second(press.ContactCards(documents.ContactCards{Cards: contacts.Cards, Copies: 5000}, o))},
	} {
		if !errs.Is(c.err, c.code) || !strings.Contains(c.err.Error(), c.says) || errs.Of(c.err).Hint == "" {
			t.Errorf("%s: %v", c.name, c.err)
		}
	}
}

func TestFieldworkEmptyModels(t *testing.T) {
	o := documents.Options{Created: printed}
	wall := documents.Options{Created: printed, Audience: documents.Wall}
	for name, pdf := range map[string][]byte{
		"没有登记诉求":   must(t)(press.VisitRecord(documents.VisitRecord{}, o)),
		"没有登记走访":   must(t)(press.VisitList(documents.VisitList{}, o)),
		"存根":       must(t)(press.MatterReply(documents.MatterReply{}, o)),
		"诉求办理单":    must(t)(press.MatterSheet(documents.MatterSheet{}, o)),
		"没有符合条件的诉": must(t)(press.MatterList(documents.MatterList{}, o)),
		"签收":       must(t)(press.SupervisionNotice(documents.SupervisionNotice{}, o)),
		"没有符合条件的督": must(t)(press.SupervisionList(documents.SupervisionList{}, o)),
		"整改承诺":     must(t)(press.TalkRecord(documents.TalkRecord{}, o)),
		"下周打算":     must(t)(press.WeeklyReport(documents.WeeklyReport{}, o)),
		"没有登记调解":   must(t)(press.MediationLedger(documents.MediationLedger{}, o)),
		"受理调解":     must(t)(press.MediationLedger(documents.MediationLedger{}, wall)),
		"改造前照片":    must(t)(press.ProjectCard(documents.ProjectCard{Stage: -1}, wall)),
		"接待人员":     must(t)(press.ConsultationNotice(documents.ConsultationNotice{}, wall)),
		"还没有安排":    must(t)(press.RotationPlan(documents.RotationPlan{}, wall)),
		"监督电话":     must(t)(press.ContactCards(documents.ContactCards{Cards: []documents.ContactCard{{}}}, wall)),
		"某居民的心愿":   must(t)(press.WishCards(documents.WishWall{Cards: []documents.WishCard{{}}}, wall)),
	} {
		if !strings.Contains(solid(text(t, pdf)), name) {
			t.Errorf("an empty model lacks %s: %s", name, text(t, pdf))
		}
	}
}

// Every page of a list repeats its header and says which page it is; wall pages are
// not stamped.
func TestFieldworkFurniture(t *testing.T) {
	o := documents.Options{Created: printed}
	for name, c := range map[string]struct {
		pdf  []byte
		head string
	}{
		"visit_list":       {must(t)(press.VisitList(sampleVisitList(120), o)), "谈话内容"},
		"matter_list":      {must(t)(press.MatterList(sampleMatters(90), o)), "诉求事项"},
		"supervision_list": {must(t)(press.SupervisionList(sampleSupervisions(90), o)), "销号日期"},
		"mediation_ledger": {must(t)(press.MediationLedger(sampleMediations(90), o)), "纠纷情况"},
	} {
		pages := strings.Split(strings.TrimSuffix(text(t, c.pdf), "\f"), "\f")
		if len(pages) < 3 {
			t.Errorf("%s: %d pages", name, len(pages))
		}
		for i, p := range pages {
			for _, want := range []string{c.head, "填报单位：" + community, "制表人：", "打印日期：2026年11月21日", fmt.Sprintf("第%d页共%d页", i+1, len(pages)), "内部资料"} {
				if !strings.Contains(solid(p), want) {
					t.Errorf("page %d of %s lacks %s", i+1, name, want)
				}
			}
		}
	}
	wall := documents.Options{Created: printed, Audience: documents.Wall}
	for name, pdf := range map[string][]byte{
		"mediations": must(t)(press.MediationLedger(sampleMediations(28), wall)), "project": must(t)(press.ProjectCard(sampleProject(), wall)),
		"rotation": must(t)(press.RotationPlan(sampleRotation(12), wall)), "consultation": must(t)(press.ConsultationNotice(sampleConsultation(), wall)),
	} {
		if strings.Contains(solid(text(t, pdf)), "内部资料") {
			t.Errorf("%s on the wall carries the internal stamp", name)
		}
	}
}
