package documents

import (
	"strings"

	"chengzhuan/backend/print"
)

// ProjectCard prints 民心工程卡 on a standing sheet to hang up.
func (p *Press) ProjectCard(m ProjectCard, o Options) ([]byte, error) {
	if err := o.check(Wall, Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	d := p.doc("民心工程", o)
	pg := newPoster(d, paper, o.palette())
	body := pg.masthead(d, m.Community+"　民心工程", m.Name)
	u := pg.u
	y := body.Y + 3*u
	if len(m.Stages) > 0 {
		pg.stages(print.Box{X: body.X, Y: y, W: body.W, H: 15 * u}, m.Stages, m.Stage)
		y += 22 * u
	}
	foot, photos := 14*u, 70*u
	bottom := body.Bottom() - foot
	var list []fact
	add := func(label, value string) {
		if value != "" {
			list = append(list, fact{label, value})
		}
	}
	add("所在小区", m.Estate)
	add("解决的问题", m.Problem)
	add("资金", strings.Trim(m.Amount+"　"+m.Source, "　"))
	add("工期", periodOf(m.Started, m.Planned, m.Ended))
	add("完成工作", m.Works)
	add("成效", m.Result)
	add("受益", m.Households)
	add("负责人", m.Owner)
	y = pg.facts(d, print.Box{X: body.X, Y: y, W: body.W, H: bottom - photos - 5*u - y}, list, 19) + 5*u
	high := min(bottom-5*u-y, 105*u) // the photos take what is left, but stay photos
	pg.photos(print.Box{X: body.X, Y: bottom - 5*u - high, W: body.W, H: high}, m.Photos)
	pg.footLine(print.Box{X: body.X, Y: bottom, W: body.W, H: foot}, posted("", "", m.Place), phoneLine("联系电话", m.Phone), o)
	return finish(d, o)
}

func periodOf(started, planned, ended string) string {
	var parts []string
	if started != "" {
		parts = append(parts, started+"开工")
	}
	switch {
	case ended != "":
		parts = append(parts, ended+"完成")
	case planned != "":
		parts = append(parts, "计划"+planned+"完成")
	}
	return strings.Join(parts, "，")
}

// stages are arrows in a row: those behind and the present one are filled.
func (p *poster) stages(b print.Box, list []string, at int) {
	u := p.u
	w := b.W / float64(len(list))
	tip := b.H * 0.35
	for i, s := range list {
		x, right := b.X+float64(i)*w, b.X+float64(i+1)*w-1.5*u
		fill, ink := p.head, p.muted
		if i <= at && p.strong != nil {
			fill, ink = p.strong, p.strongInk
		}
		face := print.Hei
		if i == at {
			face = print.HeiBold
		}
		points := [][2]float64{{x, b.Y}, {right - tip, b.Y}, {right, b.Y + b.H/2}, {right - tip, b.Bottom()}, {x, b.Bottom()}, {x + tip, b.Y + b.H/2}}
		stroke := p.rule(0.35, p.line)
		if i == at {
			stroke = p.rule(0.9, p.accent)
		}
		p.Polygon(points, fill, &stroke)
		text := s
		if p.strong == nil && i <= at { // no fills: a tick says it
			text, ink = "✓"+s, p.ink
		}
		p.TextBox(print.Box{X: x + tip, Y: b.Y, W: right - x - 2*tip, H: b.H}, text, print.Text{Style: p.st(face, 13.5, ink), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 4, Name: "进展阶段"})
	}
}

// photos are two pictures side by side: before and after.
func (p *poster) photos(b print.Box, list [][]byte) {
	names := [2]string{"改造前", "改造后"}
	gap := 6 * p.u
	w := (b.W - gap) / 2
	for i, name := range names {
		c := print.Box{X: b.X + float64(i)*(w+gap), Y: b.Y, W: w, H: b.H}
		if i < len(list) && len(list[i]) > 0 {
			p.Photo(c, list[i])
			p.Frame(c, p.rule(0.4, p.line))
			tag := print.Box{X: c.X + 2*p.u, Y: c.Y + 2*p.u, W: 20 * p.u, H: 7.5 * p.u}
			p.Round(tag, 1*p.u, &print.White, nil)
			p.TextBox(tag, name, print.Text{Style: p.st(print.Hei, 13, p.ink), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 5, Name: "照片阶段"})
			continue
		}
		st := p.rule(0.3, p.muted)
		st.Dash = []float64{1.5, 1.2}
		p.Round(c, 1.5*p.u, nil, &st)
		p.TextBox(c, name+"照片", print.Text{Style: p.st(print.Hei, 14, p.muted), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "照片框"})
	}
}
