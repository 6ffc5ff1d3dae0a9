package print

import (
	"unicode/utf8"

	"chengzhuan/backend/errs"
)

// Set is a text broken to a width at a size, ready to be placed.
type Set struct {
	Text
	Lines []Line
	W     float64 // the width it was broken to
}

// Height is the height of the lines in millimetres.
func (s Set) Height() float64 { return float64(len(s.Lines)) * s.LineHeight() }

// Set breaks a text to a width at its own size, without shrinking.
func (d *Doc) Set(s string, w float64, t Text) Set {
	if t.OneLine {
		return Set{t, []Line{{Text: oneLine(Clean(s)), Width: d.Width(s, t.Style), Last: true}}, w}
	}
	return Set{t, d.Wrap(s, t.Style, w, t.Indent), w}
}

// Fit breaks a text for a box, shrinking it in quarter points down to MinSize;
// ok is false when it does not fit even then (the Set is at MinSize).
func (d *Doc) Fit(s string, w, h float64, t Text) (set Set, ok bool) {
	least := t.MinSize
	if least == 0 || least > t.Size {
		least = t.Size
	}
	for {
		set = d.Set(s, w, t)
		if d.fits(set, h) {
			return set, true
		}
		if t.Size <= least {
			return set, false
		}
		t.Size = max(t.Size-0.25, least)
	}
}

func (d *Doc) fits(s Set, h float64) bool {
	const hair = 1e-3
	// The last line needs only its characters, not the space below them.
	if s.Height()-(s.LineHeight()-s.Em()) > h+hair {
		return false
	}
	for _, l := range s.Lines {
		if l.Width > s.W+hair {
			return false
		}
	}
	return true
}

// Place draws a broken text in a box. Lines beyond the box are drawn too: who
// calls has made room or asked Fit.
func (p *Page) Place(b Box, s Set) {
	lh, em := s.LineHeight(), s.Em()
	y := b.Y
	switch s.VAlign {
	case Middle:
		y += (b.H - s.Height()) / 2
	case Bottom:
		y += b.H - s.Height()
	}
	first := true
	for _, l := range s.Lines {
		x, w := b.X, b.W
		if first {
			x, w = x+s.Indent*em, w-s.Indent*em
		}
		// The ideographic box, 0.88 em above and 0.12 em below the baseline,
		// stands in the middle of the line.
		p.line(x, y+(lh-em)/2+0.88*em, w, l, s.Text)
		y += lh
		first = l.Last
	}
}

func (p *Page) line(x, y, w float64, l Line, t Text) {
	free := w - l.Width
	switch t.Align {
	case Center:
		x += free / 2
	case Right:
		x += free
	case Justify, Distribute:
		if free > 0 && (t.Align == Distribute || !l.Last) && p.spread(x, y, free, l, t) {
			return
		}
		if t.Align == Distribute {
			x += free / 2
		}
	}
	p.String(x, y, l.Text, t.Style, 0)
}

// spread draws a line with its free space shared among the places where space
// may go: between Han characters and at blanks, not inside Latin words. It
// reports false when there is no such place.
func (p *Page) spread(x, y, free float64, l Line, t Text) bool {
	s := l.Text
	for len(s) > 0 { // blanks at the end hang
		r, n := utf8.DecodeLastRuneInString(s)
		if classOf(r)&isSpace == 0 {
			break
		}
		s = s[:len(s)-n]
	}
	gaps := 0
	var prev rune
	for i, r := range s {
		if i > 0 && elastic(prev, r) {
			gaps++
		}
		prev = r
	}
	if gaps == 0 {
		return false
	}
	gap := free / float64(gaps)
	// Runs of equal treatment: each Han character carries the gap after it,
	// a Latin word carries it once at its end.
	start := 0
	inWord := false
	flush := func(end int, last bool) {
		if end <= start {
			return
		}
		extra := gap
		if inWord {
			extra = 0
		}
		x += p.String(x, y, s[start:end], t.Style, extra)
		if inWord && !last {
			x += gap
		}
		start = end
	}
	for i, r := range s {
		word := classOf(r)&isWord != 0
		if i > 0 && word != inWord {
			flush(i, false)
		}
		inWord = word
	}
	flush(len(s), true)
	return true
}

// elastic reports whether free space may go between a and b.
func elastic(a, b rune) bool { return classOf(a)&isWord == 0 || classOf(b)&isWord == 0 }

// TextBox sets a text in a box, shrinking to MinSize; a text that does not fit
// is an error of the document that names the box. It returns what was set.
func (p *Page) TextBox(b Box, s string, t Text) Set {
	set, ok := p.doc.Fit(s, b.W, b.H, t)
	if !ok {
		name := t.Name
		if name == "" {
			name = "文字框"
		}
		p.doc.Fail(errs.New(errs.Invalid, "“"+name+"”里的字太多，缩到最小也放不下").Do("请把这一项写短一些，或换大一号的纸"))
	}
	p.Place(b, set)
	return set
}

// oneLine turns line ends into blanks.
func oneLine(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c == '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}
