package documents

import (
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/registers"
)

// publicIntros stand above the list where the notice itself says nothing.
var publicIntros = map[string]string{
	registers.NoticeAwards:      "经研究，拟对下列个人和集体予以表彰，现予公示，请大家监督。",
	registers.NoticeDevelopment: "下列同志的发展党员事项，经党组织研究，现予公示，请党员、群众监督。",
	registers.NoticeOther:       "下列事项现予公示，请大家监督。",
}

// publicNotice gathers 公示榜 of one notice. Names stand as the notice says; what else
// people wrote is washed, and where names are masked so are they within it.
func (g *desk) publicNotice() ([]byte, string, error) {
	v, err := g.posting()
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
	n := v.Notice
	wall := &onWall{masked: n.Masked}
	washed := wall.around(v.Lines, w)
	_, answer := registers.NoticeFigures(n.Kind)
	m := PublicNotice{Community: community, Title: washed(n.Title), No: n.No, Intro: washed(v.Body), From: chineseDay(cn.Date(n.From)), To: chineseDay(cn.Date(n.To)), Days: n.Days, FirstCounts: n.FirstCounts,
		Phone: publicPhone(n.Phone, profile.OfficePhone), Hours: w.text(profile.ServiceHours), Answer: figures[answer], Place: g.params["place"]}
	if m.Intro == "" {
		m.Intro = publicIntros[n.Kind]
	}
	out := 0
	for _, l := range v.Lines {
		if l.Outcome == registers.LineOut {
			out++
			continue
		}
		m.Rows = append(m.Rows, PublicNoticeRow{Name: wall.name(l.Name), Unit: washed(l.Unit), Content: washed(l.Content)})
	}
	if out > 0 {
		g.note(fmt.Sprintf("有异议、不予通过的 %d 条没有印", out))
	}
	if m.Phone == "" {
		g.note("没有异议电话：请在公示里填座机，或在“社区概况”里填办公电话；个人手机不上墙")
	}
	g.notKept()
	g.washed(w)
	g.told(wall)
	pdf, err := usual().PublicNotice(m, g.o)
	return pdf, m.Title + n.No, err
}

// notKept says, unless the page is being kept, where the one that is hung up is printed.
func (g *desk) notKept() {
	if !g.o.posting {
		g.note("这里印的不存档；要贴出去的，请在这次公示里点“打印并存档”，办结后才拿得出当时贴的原件")
	}
}

// posting is the notice that the answer names, else the only one that hangs out.
func (g *desk) posting() (notices.PublicView, error) {
	d := notices.New(g.l)
	rec, chosen, err := g.reference("notice", registers.Notices.Key)
	if err != nil {
		return notices.PublicView{}, err
	}
	which := ""
	if chosen {
		which = rec.ID.String()
	}
	id, err := d.Find(g.ctx, which, registers.NoticeAwards, registers.NoticeDevelopment, registers.NoticeOther)
	if err != nil {
		return notices.PublicView{}, errs.Of(err).Do("请选择一次公示，或先在“公示”里开始一次")
	}
	v, err := d.View(g.ctx, id.String(), false)
	switch {
	case err != nil:
		return v, err
	case v.Notice.Kind == registers.NoticePoints:
		return v, errs.New(errs.Invalid, "这是党员积分的公示").In("notice").Do("请改选材料“积分公示”")
	case v.Notice.State == notices.Withdrawn:
		return v, errs.New(errs.Invalid, "这次公示已经撤回").In("notice").Do("请选择另一次公示")
	}
	return v, nil
}

// around returns how a text is washed in which the posted themselves may be named: they
// stay, as the wall shows them.
func (w *onWall) around(lines []notices.PublicLine, wash *washer) func(string) string {
	var posted []string
	for _, l := range lines {
		if len([]rune(l.Name)) > 1 && !slices.Contains(posted, l.Name) {
			posted = append(posted, l.Name)
		}
	}
	slices.SortStableFunc(posted, func(a, b string) int { return len(b) - len(a) })
	var hide, show []string
	for i, name := range posted {
		sign := string(rune(0x10F000 + i)) // stands for the name meanwhile; nobody writes it
		hide, show = append(hide, name, sign), append(show, sign, w.name(name))
	}
	hidden, shown := strings.NewReplacer(hide...), strings.NewReplacer(show...)
	return func(s string) string { return shown.Replace(wash.text(hidden.Replace(s))) }
}
