package documents

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// pointsNotice gathers 积分公示 of one notice, or the ranking instead. On a wall there is
// no deduction, no reason, no number of a file, and names as the notice says.
func (g *desk) pointsNotice() ([]byte, string, error) {
	ranking, err := g.flag("ranking")
	if err != nil {
		return nil, "", err
	}
	if ranking {
		return g.pointsRanking()
	}
	s := g.scorer()
	id, n, err := s.notice()
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
	figures, err := g.l.Figures(g.ctx)
	if err != nil {
		return nil, "", err
	}
	w, err := g.washer()
	if err != nil {
		return nil, "", err
	}
	wall, err := g.onWall()
	if err != nil {
		return nil, "", err
	}
	wall.masked = (wall.masked || n.Masked) && !g.o.internal()
	m := PointsNotice{Community: community, Title: n.Title, No: n.No, From: chineseDay(n.From), To: chineseDay(n.To), Days: int(n.Days), Phone: publicPhone(n.Phone, profile.OfficePhone), Hours: w.text(profile.ServiceHours),
		Answer: figures[registers.PointsObjectionDays], Place: g.params["place"]}
	if m.Title != "党员积分公示" {
		m.Title = w.text(m.Title)
	}
	given, taken, err := s.posted(id, wall, w)
	if err != nil {
		return nil, "", err
	}
	if m.Groups = given; g.o.internal() {
		m.Withheld = taken
	}
	if len(given) == 0 && !g.o.internal() {
		return nil, "", errs.New(errs.Invalid, "这次公示里没有可以上墙的加分").In("notice").Do("扣分只告知本人和支委会；要留底可以印内部版")
	}
	if m.Phone == "" {
		g.note("没有异议电话：请在公示里填座机，或在“社区概况”里填办公电话；个人手机不上墙")
	}
	if g.o.internal() {
		if err := g.private(registers.PointClaims.Key, "积分公示内部版：扣分", countClaims(taken)); err != nil {
			return nil, "", err
		}
		g.note("内部版含扣分，名字写全，不要张贴")
	} else {
		if k := countClaims(taken); k > 0 {
			g.note(fmt.Sprintf("有 %d 条扣分没有印：扣分只告知本人和支委会", k))
		}
		g.notKept()
		g.washed(w)
	}
	g.told(wall)
	pdf, err := usual().PointsNotice(m, g.o)
	return pdf, m.Title + n.No, err
}

// notice is the one that the answer names, else the only one that is open.
func (s *scorer) notice() (oplog.ID, registers.Notice, error) {
	rec, chosen, err := s.reference("notice", registers.Notices.Key)
	if err != nil {
		return 0, registers.Notice{}, err
	}
	if !chosen {
		open, err := s.l.Store.Page(s.ctx, store.Query{Register: registers.Notices.Key, Where: []store.Condition{{Field: "closed", Op: "empty"}, {Field: "kind", Op: "eq", Value: registers.NoticePoints}}}, 0, 2)
		if err != nil {
			return 0, registers.Notice{}, err
		}
		switch len(open) {
		case 0:
			return 0, registers.Notice{}, errs.New(errs.NotFound, "现在没有正在进行的积分公示").In("notice").Do("请选择一次公示，或先把支部审核过的申报开成公示；要印积分榜请勾选“印积分榜”")
		case 2:
			return 0, registers.Notice{}, errs.New(errs.Invalid, "正在进行的公示不止一次").In("notice").Do("请选择要印的是哪一次")
		}
		rec = open[0]
	}
	if rec.Deleted {
		return 0, registers.Notice{}, errs.New(errs.Invalid, "这次公示已删除").In("notice").Do("请先从回收站恢复它")
	}
	n := registers.Notices.Decode(rec.Values)
	if n.Kind != registers.NoticePoints {
		return 0, n, errs.New(errs.Invalid, "这不是党员积分的公示").In("notice").Do("请改选材料“公示榜”")
	}
	return rec.ID, n, nil
}

// posted are the claims of a notice by branch: what gives points, and what takes them.
func (s *scorer) posted(notice oplog.ID, wall *onWall, w *washer) (given, taken []PostedGroup, err error) {
	def := registers.PointClaims
	records, err := s.living(s.l.Store.Lookup(s.ctx, def.Def, "notice", notice.String()))
	if err != nil {
		return nil, nil, err
	}
	type line struct {
		PostedClaim
		branch, sort, no string
		date             cn.Date
		taken            bool
	}
	var claims []registers.PointClaim
	var people, branches []oplog.ID
	ended := 0
	for _, rec := range records {
		c := def.Decode(rec.Values)
		if c.State == registers.PointVoid || c.State == registers.PointCorrected || c.State == registers.PointReturned {
			ended++
			continue
		}
		claims, people = append(claims, c), append(people, c.Member)
	}
	if ended > 0 {
		s.note(fmt.Sprintf("公示后更正、作废的 %d 条没有印", ended))
	}
	members, err := s.members(slices.Clone(people))
	if err != nil {
		return nil, nil, err
	}
	for _, m := range members {
		branches = append(branches, m.Branch)
	}
	if err := s.names(branches); err != nil {
		return nil, nil, err
	}
	var lines []line
	left := 0
	for i := range claims {
		c, member := &claims[i], members[claims[i].Member]
		if hidden := wall.hides(member.Name); hidden && !s.o.internal() {
			left++
			continue
		}
		scheme, err := s.scheme(s.ctx, c.Date.Year())
		if err != nil {
			return nil, nil, err
		}
		p, rule, known := claimed(scheme, c)
		event := c.Event
		if !s.o.internal() {
			event = w.text(event)
			publicRule(w, &rule)
		}
		lines = append(lines, line{PostedClaim{wall.name(member.Name), itemOf(&rule, known, c, event), quantityOf(tenths(c.Quantity), rule.Unit), signed(rule.Group, p)},
			s.orgs[member.Branch], cn.KeysOf(member.Name).Sort, c.No, c.Date, !known || rule.Group == rules.Deduction || rule.Group == rules.Veto})
	}
	if left > 0 {
		s.note(fmt.Sprintf("“不上墙的人”的 %d 条没有印；没有公示的积分不能生效", left))
	}
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Or(byBranch(a.branch, b.branch), strings.Compare(a.sort, b.sort), strings.Compare(a.Member, b.Member), cmp.Compare(a.date, b.date), strings.Compare(a.no, b.no))
	})
	none := "" // the heading of those without a branch, where others have one
	if len(lines) > 0 && lines[0].branch != "" {
		none = "其他党员"
	}
	add := func(to []PostedGroup, l line) []PostedGroup {
		if n, name := len(to), unitOr(l.branch, none); n == 0 || to[n-1].Branch != name {
			to = append(to, PostedGroup{Branch: name})
		}
		last := &to[len(to)-1]
		last.Claims = append(last.Claims, l.PostedClaim)
		return to
	}
	for _, l := range lines {
		if l.taken {
			taken = add(taken, l)
		} else {
			given = add(given, l)
		}
	}
	return given, taken, nil
}

func countClaims(list []PostedGroup) (n int) {
	for _, g := range list {
		n += len(g.Claims)
	}
	return n
}

// publicRule makes the words of a rule fit for a wall: those that ship stand as they
// are, what an office wrote is washed like other free text.
func publicRule(w *washer, r *rules.Rule) {
	text, unit := false, r.Unit == ""
	for _, own := range rules.Standard(2026).Rules {
		text, unit = text || own.Text == r.Text, unit || own.Unit == r.Unit
	}
	if !text {
		r.Text = w.text(r.Text)
	}
	if !unit {
		r.Unit = w.text(r.Unit)
	}
}
