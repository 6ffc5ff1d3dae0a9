package print

// Margins are the free edges of a page in millimetres.
type Margins struct{ Top, Right, Bottom, Left float64 }

// Flow fills page after page from top to bottom. Y is where the next thing
// goes on Page.
type Flow struct {
	Doc     *Doc
	Paper   Paper
	Margins Margins
	// Heading draws what stands above the body and returns how high it is;
	// it is called for every new page, no is 1 for the first. May be nil.
	Heading func(p *Page, body Box, no int) float64
	Page    *Page
	Y       float64
	pages   int
	top     float64
}

// NewFlow begins a flow on a fresh page.
func NewFlow(d *Doc, paper Paper, m Margins, heading func(p *Page, body Box, no int) float64) *Flow {
	f := &Flow{Doc: d, Paper: paper, Margins: m, Heading: heading}
	f.Break()
	return f
}

// Body is the area inside the margins.
func (f *Flow) Body() Box {
	return Box{f.Margins.Left, f.Margins.Top, f.Paper.W - f.Margins.Left - f.Margins.Right, f.Paper.H - f.Margins.Top - f.Margins.Bottom}
}

// Break begins a new page.
func (f *Flow) Break() {
	f.pages++
	f.Page = f.Doc.AddPage(f.Paper)
	f.Y = f.Margins.Top
	if f.Heading != nil {
		f.Y += f.Heading(f.Page, f.Body(), f.pages)
	}
	f.top = f.Y
}

// Room is the height left on the page.
func (f *Flow) Room() float64 { return f.Paper.H - f.Margins.Bottom - f.Y }

// Empty reports whether nothing stands below the heading yet.
func (f *Flow) Empty() bool { return f.Y <= f.top }

// Need breaks the page unless h millimetres are left; on a fresh page it does
// nothing, however little room there is.
func (f *Flow) Need(h float64) {
	if f.Room() < h-1e-6 && !f.Empty() {
		f.Break()
	}
}

// Text sets a text over the full width and moves on below it, breaking the
// page between lines.
func (f *Flow) Text(s string, t Text) {
	body := f.Body()
	set := f.Doc.Set(s, body.W, t)
	for len(set.Lines) > 0 {
		n := linesIn(f.Room(), set.LineHeight())
		if n == 0 && !f.Empty() {
			f.Break()
			continue
		}
		n = min(max(n, 1), len(set.Lines))
		part := set
		part.Lines, part.VAlign = set.Lines[:n], Top
		f.Page.Place(Box{body.X, f.Y, body.W, part.Height()}, part)
		f.Y += part.Height()
		if !set.Lines[n-1].Last {
			set.Indent = 0 // the paragraph goes on
		}
		set.Lines = set.Lines[n:]
	}
}

func linesIn(h, pitch float64) int { return int((h + 1e-6) / pitch) }
