package documents

import (
	"fmt"
	"regexp"
	"strconv"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

var (
	countAtEnd   = regexp.MustCompile(`([0-9]{4})\D.*?([0-9]+)$`)
	countOfOnePC = regexp.MustCompile(`^[A-Z]+-([0-9]{4})-([0-9A-Z]{4})-0*([0-9]+)$`)
)

// noticeNumber is the number of a notice (〔2026〕X号): as it was given, else by the
// number in the ledger. What a PC counted by itself keeps the mark of that PC, so
// that no two PCs print one number on two notices: DB-2026-K7QD-0012 is
// 〔2026〕K7QD-12号; a number that the office gave, such as 2026-12, is 〔2026〕12号.
func noticeNumber(given, no string, year int) (string, error) {
	if given == "" {
		if m := countOfOnePC.FindStringSubmatch(no); m != nil {
			return fmt.Sprintf("〔%s〕%s-%s号", m[1], m[2], m[3]), nil
		}
		m := countAtEnd.FindStringSubmatch(no)
		if m == nil {
			return fmt.Sprintf("〔%d〕　　号", year), nil
		}
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return fmt.Sprintf("〔%s〕　　号", m[1]), nil
		}
		return fmt.Sprintf("〔%s〕%d号", m[1], n), nil
	}
	if n, err := strconv.Atoi(given); err == nil && n > 0 {
		return fmt.Sprintf("〔%d〕%d号", year, n), nil
	}
	if len([]rune(given)) > 30 {
		return "", errs.New(errs.Invalid, "通知单编号太长").In("number").Do("请写成 12 或 〔2026〕12号")
	}
	return given, nil
}

// numberOfNotice is the number that a notice carries and, for the one who prints,
// a word where another printing would not carry it.
func (g *desk) numberOfNotice(s *registers.Supervision, year int) (string, error) {
	given := g.params["number"]
	switch {
	case given != "" && given != s.NoticeNo:
		g.note("这里填的编号只印在这一次；要一直用它，请填到这条督办的“通知单编号”里")
	case given == "" && s.NoticeNo == "":
		g.note("编号按督办编号印，几台电脑不会重号；本单位统一编号的，请填这条督办的“通知单编号”")
	}
	if given == "" {
		given = s.NoticeNo
	}
	return noticeNumber(given, s.No, year)
}

// supervisionNotice gathers 督办通知单.
func (g *desk) supervisionNotice() ([]byte, string, error) {
	r, err := g.only("supervision", registers.Supervisions.Def, "")
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	s := registers.Supervisions.Decode(r.records[0].Values)
	year := s.Issued.Year()
	if year == 0 {
		year = g.l.Store.Today().Year()
	}
	number, err := g.numberOfNotice(&s, year)
	if err != nil {
		return nil, "", err
	}
	m := SupervisionNotice{
		Unit: unit, Number: number, No: s.No, Problem: s.Problem, Source: r.text(0, "source"), To: s.Unit, Owner: s.Owner, Issuer: s.Issuer, Issued: chineseDay(s.Issued), Measures: s.Measures,
		Result: s.Progress, Answered: chineseDay(s.Answered), Proof: s.Proof, Reason: s.Extension, Opinion: s.Opinion, Received: chineseDay(s.Received), Done: chineseDay(s.Done), Maker: s.Issuer,
	}
	if s.Due != "" {
		m.Due = chineseDay(s.Due) + "前办结并反馈"
	}
	if s.Matter != 0 {
		no, err := g.numberOf(registers.Matters.Def, s.Matter)
		if err != nil {
			return nil, "", err
		}
		if no != "" {
			m.Source = withTarget(m.Source, no)
		}
	}
	pdf, err := usual().SupervisionNotice(m, g.o)
	return pdf, "督办通知单" + number, err
}

// supervisionList gathers 督办问题清单: those issued in a time, or only what is open.
func (g *desk) supervisionList() ([]byte, string, error) {
	p, err := g.period()
	if err != nil {
		return nil, "", err
	}
	onlyOpen, err := g.flag("open")
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
	r, err := g.gather(registers.Supervisions.Def, store.Query{Where: p.conditions("issued"), Sort: "due"})
	if err != nil {
		return nil, "", err
	}
	m := SupervisionList{Unit: unit, Period: p.text()}
	for i, rec := range r.records {
		s := registers.Supervisions.Decode(rec.Values)
		if onlyOpen && s.State == registers.SupervisionDone {
			continue
		}
		if r.closed(rec.ID) {
			s.Problem, s.Unit, s.Measures, s.Progress = matters.SensitiveTitle, "", "", ""
		}
		row := SupervisionRow{No: s.No, Problem: s.Problem, Source: r.text(i, "source"), To: s.Unit, Owner: s.Owner, Measures: s.Measures, Due: dotted(s.Due), Progress: s.Progress, State: r.text(i, "state"), Done: dotted(s.Done)}
		left, l := matters.SupervisionLight(&s, env)
		row.Light, row.Left = lightOn(left, l)
		switch row.Light {
		case LightRed:
			m.Red++
		case LightYellow:
			m.Yellow++
		case LightGreen:
			m.Green++
		}
		m.Rows = append(m.Rows, row)
	}
	pdf, err := usual().SupervisionList(m, g.o)
	return pdf, unit + "督办问题清单", err
}
