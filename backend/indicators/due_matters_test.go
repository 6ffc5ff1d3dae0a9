package indicators_test

import (
	"slices"
	"testing"

	"chengzhuan/backend/indicators"
	"chengzhuan/backend/registers"
)

// What is late or soon due of appeals, supervised problems and promises is on the
// first page; what is far, done, cancelled or private in name is not.
func TestDueMatters(t *testing.T) {
	l := open(t) // Saturday 21 November 2026
	m, s := registers.Matters.Def, registers.Supervisions.Def
	add(t, l, m, "title", "答复已过", "accepted", "2026-11-10", "state", registers.StateAccepted, "reply_due", "2026-11-13", "owner", "李建国")
	add(t, l, m, "title", "已答复", "accepted", "2026-11-10", "state", registers.StateAccepted, "reply_due", "2026-11-13", "replied", "2026-11-12")
	add(t, l, m, "title", "快到期", "accepted", "2026-11-10", "state", registers.StateCommunity, "due", "2026-11-24")
	add(t, l, m, "title", "还早", "accepted", "2026-11-10", "state", registers.StateForwarded, "due", "2026-12-20")
	add(t, l, m, "title", "待回访", "accepted", "2026-11-01", "state", registers.StateFinished, "finished", "2026-11-10", "return_due", "2026-11-17")
	add(t, l, m, "title", "已满意", "accepted", "2026-11-01", "state", registers.StateSatisfied, "finished", "2026-11-02", "returned", "2026-11-03", "due", "2026-11-05")
	add(t, l, s, "problem", "督办逾期", "issued", "2026-11-01", "state", registers.SupervisionReceived, "due", "2026-11-20", "unit", "物业")
	add(t, l, s, "problem", "已销号", "issued", "2026-11-01", "state", registers.SupervisionDone, "due", "2026-11-10", "done", "2026-11-09", "proof", "照片")
	add(t, l, registers.Questions.Def, "date", "2026-11-01", "question", "何时通暖气", "reply_due", "2026-11-10", "asker", "赵大爷")
	add(t, l, registers.Questions.Def, "date", "2026-11-01", "question", "已答的问题", "reply_due", "2026-11-10", "replied", "2026-11-09")
	add(t, l, registers.Wishes.Def, "wish", "一副老花镜", "planned", "2026-11-23", "state", registers.WishClaimed)
	add(t, l, registers.Wishes.Def, "wish", "取消的心愿", "planned", "2026-11-10", "state", registers.WishCancelled)
	add(t, l, registers.Wishes.Def, "wish", "没人认领的心愿", "planned", "2026-11-10", "state", registers.WishOpen)
	add(t, l, registers.Questions.Def, "date", "2026-11-01", "question", "转成诉求的问题", "reply_due", "2026-11-10", "matter", "1-5")
	add(t, l, registers.Questions.Def, "date", "2026-11-01", "question", "当场答了的问题", "reply_due", "2026-11-10", "on_spot", "1")
	d := registers.Mediations.Def
	add(t, l, d, "no", "TJ-1", "date", "2026-11-01", "parties", "王某、李某", "result", registers.MediationAgreed, "closed", "2026-11-10", "mediator", "单慧敏")
	add(t, l, d, "no", "TJ-2", "date", "2026-11-01", "parties", "王某、李某", "result", registers.MediationAgreed, "closed", "2026-11-10", "returned", "2026-11-12")
	add(t, l, d, "no", "TJ-3", "date", "2026-11-01", "parties", "王某、李某", "result", registers.MediationFailed, "closed", "2026-11-10")
	add(t, l, d, "no", "TJ-4", "date", "2020-11-01", "parties", "王某、李某", "result", registers.MediationAgreed, "closed", "2020-11-10")
	v, err := new(indicators.Desk).Today(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	var order []string
	for _, i := range v.Items {
		if i.Kind == "holidays" {
			continue
		}
		got[i.Title] = i.Tone + " " + i.Tag + " " + i.Detail
		order = append(order, i.Title)
	}
	want := map[string]string{
		"答复已过": "red 逾期 5 工作日 等首次答复，李建国", "快到期": "amber 还有 2 工作日 社区协调", "待回访": "red 逾期 3 工作日 等回访",
		"督办逾期": "red 逾期 1 工作日 督办，物业", "何时通暖气": "red 逾期 8 工作日 居民咨询待答复", "一副老花镜": "amber 还有 1 工作日 微心愿待完成", "TJ-1": "red 逾期 3 工作日 调解待回访，单慧敏",
	}
	for title, text := range want {
		if got[title] != text {
			t.Errorf("%s: %q, want %q", title, got[title], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("listed are %v", order)
	}
	// Each kind of promise leads to its own records.
	groups := map[string]int{}
	for _, g := range v.Groups {
		groups[g.Label] = g.Count
		if len(g.Query.Where) != 1 || g.Query.Where[0].Field != "id" {
			t.Errorf("%s leads to %+v", g.Label, g.Query)
		}
	}
	for label, n := range map[string]int{"居民咨询待答复": 1, "微心愿待完成": 1, "调解待回访": 1} {
		if groups[label] != n {
			t.Errorf("%s counts %d, want %d", label, groups[label], n)
		}
	}
	if !slices.IsSortedFunc(v.Items, func(a, b indicators.TodayItem) int {
		rank := map[string]int{"red": 0, "amber": 1, "blue": 2}
		return rank[a.Tone] - rank[b.Tone]
	}) {
		t.Errorf("not by urgency: %v", order)
	}
	if n, err := new(indicators.Desk).DueCount(ctx, l); err != nil || n != len(want) {
		t.Errorf("%d are due, %v", n, err)
	}
}
