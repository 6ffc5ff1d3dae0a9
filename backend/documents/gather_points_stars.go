package documents

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

// pointsRanking gathers 积分榜: the first of a year or half-year. Only totals and stars
// are shown: parts of a total would tell of deductions.
func (g *desk) pointsRanking() ([]byte, string, error) {
	until, err := cn.ReadDate(g.params["until"])
	if err != nil || until == "" {
		return nil, "", errs.New(errs.Invalid, "积分榜截至“"+g.params["until"]+"”不对").In("until").Do("请写成 2026-06-30")
	}
	until = until.Last()
	top := 0
	if g.params["top"] != "" {
		if top, err = g.number("top", "前几名", 1, 1000); err != nil {
			return nil, "", err
		}
	}
	s := g.scorer()
	list, _, err := s.rated(until.Year(), until)
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
	wall, err := g.onWall()
	if err != nil {
		return nil, "", err
	}
	m := PointsRanking{Community: community, Period: halfText(until), Phone: publicPhone(profile.OfficePhone), Place: g.params["place"], Posted: chineseDay(g.l.Store.Today())}
	if today := g.l.Store.Today(); until > today && until.Year() == today.Year() {
		m.Period += "　" + asOf(today)
	}
	for _, r := range s.starred(list, wall) {
		if top > 0 && r.Place > top {
			break
		}
		m.Rows = append(m.Rows, RankedMember{Place: strconv.Itoa(r.Place), Name: wall.name(r.Name), Branch: s.orgs[r.Branch], Total: r.Total.Text(), Stars: r.Stars})
	}
	if err := fewEnough(len(m.Rows), "top", "请写明只印前几名"); err != nil {
		return nil, "", err
	}
	if top == 0 {
		g.almostAll(len(m.Rows), list)
	}
	m.Ties = "总分相同的名次并列，按姓名拼音为序。"
	if top > 0 {
		m.Ties += "只列前 " + strconv.Itoa(top) + " 名。"
	}
	g.told(wall)
	pdf, err := usual().PointsRanking(m, g.o)
	return pdf, halfText(until) + "党员积分榜", err
}

// halfText names what ends on a day: 2026年上半年, 2026年度, 2026年1月1日—11月22日.
func halfText(until cn.Date) string {
	y := strconv.Itoa(until.Year()) + "年"
	switch {
	case until.Month() == 6 && until.Day() == 30:
		return y + "上半年"
	case until.Month() == 12 && until.Day() == 31:
		return y + "度"
	}
	return y + "1月1日—" + strconv.Itoa(until.Month()) + "月" + strconv.Itoa(until.Day()) + "日"
}

// pointsStars gathers 党员星级榜: names by stars, without a total.
func (g *desk) pointsStars() ([]byte, string, error) {
	year, err := g.year()
	if err != nil {
		return nil, "", err
	}
	least, err := g.number("least", "从几星印起", 1, 20)
	if err != nil {
		return nil, "", err
	}
	s := g.scorer()
	list, closing, err := s.rated(year, "")
	if err != nil {
		return nil, "", err
	}
	scheme, err := s.scheme(g.ctx, year)
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
	wall, err := g.onWall()
	if err != nil {
		return nil, "", err
	}
	m := StarBoard{Community: community, Period: strconv.Itoa(year) + "年度", Phone: publicPhone(profile.OfficePhone), Place: g.params["place"], Order: "同星级按姓名拼音为序"}
	if today := g.l.Store.Today(); closing == nil && today.Year() == year {
		m.Period += "　" + asOf(today)
		g.note("这一年还没有封账，印的是到今天为止的星级")
	}
	if g.params["branch"] != "" {
		org, _, err := g.reference("branch", registers.Organizations.Key)
		if err != nil {
			return nil, "", err
		}
		m.Community = shortName(registers.Organizations.Decode(org.Values))
	}
	kept := slices.DeleteFunc(s.starred(list, wall), func(r points.Ranked) bool { return r.Stars < least })
	if err := fewEnough(len(kept), "branch", "请选一个党支部分开印，或从高一些的星级印起"); err != nil {
		return nil, "", err
	}
	slices.SortStableFunc(kept, func(a, b points.Ranked) int {
		return cmp.Or(cmp.Compare(b.Stars, a.Stars), strings.Compare(cn.KeysOf(a.Name).Sort, cn.KeysOf(b.Name).Sort), cmp.Compare(a.Member, b.Member))
	})
	if least == 1 {
		g.almostAll(len(kept), list)
	}
	one := oneBranch(kept)
	for _, r := range kept {
		if n := len(m.Bands); n == 0 || m.Bands[n-1].Stars != r.Stars {
			m.Bands = append(m.Bands, StarBand{Stars: r.Stars, Range: bandText(scheme.Bands, r.Stars)})
		}
		member := StarMember{Name: wall.name(r.Name)}
		if !one {
			member.Branch = s.orgs[r.Branch]
		}
		last := &m.Bands[len(m.Bands)-1]
		last.Members = append(last.Members, member)
	}
	g.told(wall)
	pdf, err := usual().StarBoard(m, g.o)
	return pdf, strconv.Itoa(year) + "年党员星级榜", err
}
