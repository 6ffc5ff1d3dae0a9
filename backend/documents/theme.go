package documents

import "chengzhuan/backend/print"

// palette is what a theme comes down to. Fills are nil where the theme saves ink.
type palette struct {
	theme        Theme
	ground       *print.Color // the whole page
	band         *print.Color // behind the title
	title        print.Color
	accent       print.Color // rules of the title, emphasized boxes
	ink, muted   print.Color
	line         print.Color
	head         *print.Color // heading row
	rest         *print.Color // days off
	restInk      print.Color
	strong, soft *print.Color // boxes of a tree: first and second level
	strongInk    print.Color
}

func tint(v uint32) *print.Color { c := print.Hex(v); return &c }

func (o Options) palette() palette {
	switch o.Theme {
	case Brick:
		return palette{
			theme: Brick, ground: tint(0xf6f3ee), title: print.Hex(0x7e2c20), accent: print.Hex(0x9e3a2b),
			ink: print.Hex(0x2a2623), muted: print.Hex(0x6b635b), line: print.Hex(0xcfc6ba),
			head: tint(0xeae3d9), rest: tint(0xf7e4de), restInk: print.Hex(0x9e3a2b),
			strong: tint(0x9e3a2b), strongInk: print.White, soft: tint(0xffffff),
		}
	case Plain:
		return palette{
			theme: Plain, title: print.Black, accent: print.Black,
			ink: print.Black, muted: print.Hex(0x444444), line: print.Hex(0x777777),
			restInk: print.Black, strongInk: print.Black,
		}
	}
	return palette{
		theme: RedGold, band: tint(0xb3201f), title: print.Hex(0xfde8b8), accent: print.Hex(0xe3b341),
		ink: print.Hex(0x2a2623), muted: print.Hex(0x6b635b), line: print.Hex(0xddd3c6),
		head: tint(0xfbf3e2), rest: tint(0xfdeeea), restInk: print.Hex(0xb3201f),
		strong: tint(0xb3201f), strongInk: print.Hex(0xfde8b8), soft: tint(0xfbf3e2),
	}
}

// poster is a page that hangs on the wall. All its measures are those of an A3
// sheet times u, so it looks alike on every paper.
type poster struct {
	*print.Page
	palette
	u float64
}

func newPoster(d *print.Doc, paper print.Paper, pal palette) *poster {
	w, h := 420.0, 297.0
	if paper.W < paper.H {
		w, h = h, w
	}
	p := &poster{d.AddPage(paper), pal, min(paper.W/w, paper.H/h)}
	if pal.ground != nil {
		p.Fill(paper.Box(), *pal.ground)
	}
	return p
}

// st is a style with its size given for A3.
func (p *poster) st(face print.Face, size float64, c print.Color) print.Style {
	return print.Style{Face: face, Size: size * p.u, Color: c}
}

func (p *poster) rule(width float64, c print.Color) print.Stroke {
	return print.Stroke{Width: width * p.u, Color: c}
}

const (
	posterMargin = 12.0
	mastHeight   = 36.0
)

// inner is the page without its margins.
func (p *poster) inner() print.Box {
	return p.Box().Inset(posterMargin*p.u, posterMargin*p.u)
}

// masthead draws the title in the theme's way and returns the room below it.
func (p *poster) masthead(d *print.Doc, over, title string) print.Box {
	in, u := p.inner(), p.u
	height, overGap := mastHeight*u, 4.2*u
	if p.theme == Brick {
		height, overGap = (mastHeight+6)*u, 3.6*u
	}
	top := print.Box{X: in.X, Y: in.Y, W: in.W, H: height}
	switch p.theme {
	case Brick:
		courses(p, print.Box{X: in.X, Y: in.Y, W: in.W, H: 6.4 * u})
		top.Y, top.H = in.Y+7*u, height-7*u
	case Plain:
		p.Line(in.X, in.Y, in.Right(), in.Y, p.rule(1.2, p.accent))
		p.Line(in.X, top.Bottom(), in.Right(), top.Bottom(), p.rule(0.4, p.accent))
	default:
		p.Fill(top, *p.band)
		p.Fill(print.Box{X: top.X, Y: top.Bottom(), W: top.W, H: 1.4 * u}, p.accent)
		p.Frame(top.Inset(2.2*u, 2.2*u), p.rule(0.35, p.accent))
	}
	y, h := top.Y, top.H
	if over != "" {
		p.TextBox(print.Box{X: top.X, Y: y + overGap, W: top.W, H: 8 * u}, over,
			print.Text{Style: p.st(print.Song, 15, p.title), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 8 * u, Name: "单位名称"})
		y, h = y+overGap+7*u, h-overGap-8*u
	}
	p.open(d, print.Box{X: top.X + 8*u, Y: y, W: top.W - 16*u, H: h}, title)
	return print.Box{X: in.X, Y: top.Bottom() + 4*u, W: in.W, H: in.Bottom() - top.Bottom() - 4*u}
}

// open sets a title on one line with open spacing, as large as it may be.
func (p *poster) open(d *print.Doc, b print.Box, s string) {
	st := p.st(print.SongBold, 46, p.palette.title)
	st.Size = min(st.Size, b.H*0.82*print.PointsPerMM)
	gaps := float64(max(len([]rune(s))-1, 0))
	for least := 16 * p.u; st.Size > least; st.Size -= 0.5 {
		extra := 0.14 * st.Em()
		if w := d.Width(s, st) + gaps*extra; w <= b.W {
			p.String(b.X+(b.W-w)/2, b.Y+(b.H-st.Em())/2+0.88*st.Em(), s, st, extra)
			return
		}
	}
	p.TextBox(b, s, print.Text{Style: st, Align: print.Center, VAlign: print.Middle, OneLine: true, Name: "标题"})
}

// stamp marks an internal poster at the right end of its foot and returns the
// width it takes.
func (p *poster) stamp(o Options, foot print.Box) float64 {
	if o.Audience != Internal {
		return 0
	}
	w, h := 30*p.u, 9*p.u
	stampInternal(p.Page, print.Box{X: foot.Right() - w, Y: foot.Y + max(foot.H-h, 0)/2, W: w, H: h})
	return w + 5*p.u
}

// courses draws two courses of bricks in running bond.
func courses(p *poster, b print.Box) {
	const length, joint = 19.0, 0.7
	h := (b.H - joint*p.u) / 2
	n := int(b.W/(length*p.u) + 0.5)
	pitch := b.W / float64(n)
	dark, light := p.accent, p.accent.Mix(print.White, 0.16)
	for row := range 2 {
		y := b.Y + float64(row)*(h+joint*p.u)
		x := b.X - float64(row)*pitch/2
		for i := 0; x < b.Right()-0.01; i++ {
			c := dark
			if (i*7+row*3)%5 < 2 {
				c = light
			}
			x0, x1 := max(x, b.X), min(x+pitch-joint*p.u, b.Right())
			p.Fill(print.Box{X: x0, Y: y, W: x1 - x0, H: h}, c)
			x += pitch
		}
	}
}
