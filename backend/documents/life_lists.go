package documents

import (
	"fmt"
	"unicode/utf8"

	"chengzhuan/backend/print"
)

// LifeSheet is 组织生活签到表: the people who are expected at one meeting.
type LifeSheet struct {
	Unit  string // who meets
	Kind  string // 支部党员大会、主题党日
	Title string // what it is about; ""
	When  string // 2026年10月15日 14:30
	Place string
	Count string // 应到 23 人，实到 20 人
	Rows  []LifeRow
}

// LifeRow is one person of a sheet. State is "" where it is still to be signed.
type LifeRow struct{ Name, Branch, State, Note string }

// LifeSheet prints 组织生活签到表 on A4 or A3 lying, internal only, with room to sign.
func (p *Press) LifeSheet(m LifeSheet, o Options) ([]byte, error) {
	title := "组织生活签到表"
	if m.Kind != "" && utf8.RuneCountInString(m.Kind) <= longKind {
		title = m.Kind + "签到表"
	}
	foot := "主持人：　　　　　　　　　　记录人：　　　　　　　　　　"
	if m.Title != "" {
		foot = "主题：" + m.Title + "\n" + foot
	}
	if m.Place != "" {
		foot = "地点：" + m.Place + "　　" + foot
	}
	return p.list(listOf{
		title: title, unit: m.Unit, count: m.Count, period: m.When, audiences: []Audience{Internal},
		columns: []print.Column{people("姓名"), {Title: "所在党支部", Align: print.Center, Max: 60}, {Title: "签名", Align: print.Center, Stretch: 2}, narrow("到会情况"), wide("备注", 1)},
		rows:    len(m.Rows),
		get: func(i int) []string {
			r := m.Rows[i]
			return []string{r.Name, r.Branch, "", r.State, r.Note}
		},
		empty: "还没有应到的人：请先选好开展组织，并在党员台账里填好所在党支部。", foot: foot, size: 10.5,
	}, o)
}

// DuesList is 党费收缴表 of a month.
type DuesList struct {
	Unit, Month   string
	Members       int
	Due, Paid     string // sums in yuan
	Open, Waived  int
	Rows          []DuesRow
	Maker, Signer string
}

// DuesRow is one member of the list; amounts in yuan.
type DuesRow struct{ Name, Branch, Due, Paid, On, Note string }

// DuesList prints 党费收缴表 on A4 or A3 lying, internal only: what somebody earns can be
// guessed from it, so it is for those who collect.
func (p *Press) DuesList(m DuesList, o Options) ([]byte, error) {
	count := fmt.Sprintf("共 %d 名，应交 %s 元，实交 %s 元", m.Members, m.Due, m.Paid)
	if m.Waived > 0 {
		count += fmt.Sprintf("，减免 %d 名", m.Waived)
	}
	if m.Open > 0 {
		count += fmt.Sprintf("，未交 %d 名", m.Open)
	}
	return p.list(listOf{
		title: "党费收缴表", unit: m.Unit, count: count, period: m.Month, maker: m.Maker, checker: m.Signer, audiences: []Audience{Internal},
		columns: []print.Column{
			people("姓名"), {Title: "所在党支部", Align: print.Center, Max: 60}, narrow("应交（元）"), narrow("实交（元）"), narrow("交纳日期"), {Title: "本人签名", Align: print.Center, Stretch: 2}, wide("备注", 1),
		},
		rows: len(m.Rows),
		get: func(i int) []string {
			r := m.Rows[i]
			return []string{r.Name, r.Branch, r.Due, r.Paid, r.On, "", r.Note}
		},
		empty: "这个月没有要交党费的党员。", foot: "收款人：　　　　　　　　　　上交日期：　　　　年　　月　　日", size: 10,
	}, o)
}

// longKind is how many characters of kinds a heading has room for.
const longKind = 24
