package documents

import (
	"fmt"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// consultationNotice gathers 咨询交流日公告 of one visit to an estate.
func (g *desk) consultationNotice() ([]byte, string, error) {
	r, err := g.only("rotation", registers.Rotations.Def, "")
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
	v := registers.Rotations.Decode(r.records[0].Values)
	m := ConsultationNotice{Community: community, Estate: r.text(0, "estate"), Date: weekdayOf(v.Date), Time: w.text(v.Time), Place: w.text(v.Place), Phone: publicPhone(v.Phone, profile.OfficePhone), Hours: w.text(profile.ServiceHours), Topics: w.text(g.params["topics"]), Posted: chineseDay(g.l.Store.Today()), Hung: g.params["place"]}
	m.Hosts = dutyList(w, v.Hosts)
	if v.Date == "" {
		m.Date = chineseMonth(v.Month)
		g.note("还没有定下日期，纸上只写了月份")
	}
	g.publicOnly(v.Phone, m.Phone)
	g.washed(w)
	pdf, err := usual().ConsultationNotice(m, g.o)
	return pdf, m.Estate + "咨询交流日公告", err
}

// publicOnly tells why a telephone of the ledger is not on the page.
func (g *desk) publicOnly(given, printed string) {
	switch {
	case given != "" && publicPhone(given) == "":
		g.note("联系电话是手机号，上墙不印；改印办公电话")
	case printed == "":
		g.note("没有办公电话：请在“社区概况”里填写")
	}
}

// dutyList are the names of a field without what else was written there.
func dutyList(w *washer, s string) (out []string) {
	for _, h := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,；;", r) }) {
		if h = w.duty(h); h != "" {
			out = append(out, h)
		}
	}
	return out
}

// weekdayOf is 2026年11月28日（星期六）.
func weekdayOf(d cn.Date) string {
	if !d.Full() {
		return chineseDay(d)
	}
	return chineseDay(d) + "（" + weekdayNames[(int(d.Weekday())+6)%7] + "）"
}

// rotationPlan gathers 轮流进小区安排 of a year.
func (g *desk) rotationPlan() ([]byte, string, error) {
	year, err := g.number("year", "年份", 1990, 2200)
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
	first, last := cn.Date(fmt.Sprintf("%04d", year)), cn.Date(fmt.Sprintf("%04d-12-31", year))
	r, err := g.gather(registers.Rotations.Def, store.Query{Where: period{first, last}.conditions("month"), Sort: "month"})
	if err != nil {
		return nil, "", err
	}
	m := RotationPlan{Community: community, Period: fmt.Sprintf("%d年", year), Phone: publicPhone(profile.OfficePhone), Place: g.params["place"]}
	for i, rec := range r.records {
		v := registers.Rotations.Decode(rec.Values)
		if v.State == registers.RotationCancelled {
			continue
		}
		row := RotationRow{Estate: r.text(i, "estate"), Time: w.text(v.Time), Place: w.text(v.Place), Hosts: strings.Join(dutyList(w, v.Hosts), "、"), Phone: publicPhone(v.Phone, profile.OfficePhone), Done: v.State == registers.RotationHeld}
		if month := v.Month.Month(); month > 0 {
			row.Month = fmt.Sprintf("%d月", month)
		}
		if v.Date.Full() {
			row.Date = fmt.Sprintf("%d月%d日（%s）", v.Date.Month(), v.Date.Day(), strings.TrimPrefix(weekdayNames[(int(v.Date.Weekday())+6)%7], "星期"))
		}
		g.publicOnly(v.Phone, row.Phone)
		m.Rows = append(m.Rows, row)
	}
	if len(m.Rows) == 0 {
		g.note("这一年还没有轮流进小区的安排")
	}
	g.washed(w)
	pdf, err := usual().RotationPlan(m, g.o)
	return pdf, fmt.Sprintf("%s%d年轮流进小区安排", community, year), err
}

// wishCards gathers 微心愿墙: open and claimed wishes, done ones if asked.
func (g *desk) wishCards() ([]byte, string, error) {
	withDone, err := g.flag("done")
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
	estate, chosen, err := g.reference("estate", registers.Estates.Key)
	if err != nil {
		return nil, "", err
	}
	r, err := g.gather(registers.Wishes.Def, store.Query{Sort: "date"})
	if err != nil {
		return nil, "", err
	}
	var wishers []string
	for _, rec := range r.records {
		wishers = append(wishers, registers.Wishes.Decode(rec.Values).Wisher)
	}
	w, err := g.washer(wishers...)
	if err != nil {
		return nil, "", err
	}
	m := WishWall{Community: community, Phone: publicPhone(profile.OfficePhone)}
	for i, rec := range r.records {
		v := registers.Wishes.Decode(rec.Values)
		if v.State == registers.WishCancelled || v.State == registers.WishDone && !withDone || chosen && v.Estate != estate.ID {
			continue
		}
		m.Cards = append(m.Cards, WishCard{No: v.No, Wish: w.text(v.Wish), Needed: w.text(v.Needed), ClaimedBy: w.claimant(v.ClaimedBy), Done: chineseDay(v.Done), State: r.text(i, "state")})
	}
	g.note("心愿人一律写“某居民”，认领的个人只印姓；不印类别、住址和电话")
	g.washed(w)
	pdf, err := usual().WishCards(m, g.o)
	return pdf, community + "微心愿墙", err
}
