package print

import "strings"

// Line is one line of wrapped text. The lines of a text, joined, are the text
// itself without its line ends: no character is lost, blanks hang at the end.
type Line struct {
	Text  string
	Width float64 // millimetres, without the blanks at the end
	Last  bool    // ends a paragraph
}

// Width returns how wide a text is on one line, in millimetres.
func (d *Doc) Width(s string, st Style) float64 {
	base := d.face(st.Face)
	if base == nil {
		return 0
	}
	w := 0.0
	for _, r := range oneLine(Clean(s)) {
		_, a := d.set.find(base, r)
		w += a
	}
	return w * st.Em()
}

// Wrap breaks a text into lines of at most width millimetres. Punctuation that
// must not begin or end a line does not, unless nothing else is possible;
// Latin words and numbers stay whole unless longer than a line. A line has at
// least one character. indent is in em, for the first line of each paragraph.
func (d *Doc) Wrap(s string, st Style, width, indent float64) []Line {
	base := d.face(st.Face)
	if base == nil {
		return nil
	}
	advance := func(r rune) float64 {
		if r == Joiner {
			return 0
		}
		_, a := d.set.find(base, r)
		return a
	}
	em := st.Em()
	var lines []Line
	for para := range strings.SplitSeq(clean(s, true), "\n") {
		lines = wrapParagraph(lines, para, advance, width/em, indent)
	}
	for i := range lines {
		lines[i].Width *= em
		if strings.ContainsRune(lines[i].Text, Joiner) {
			lines[i].Text = strings.ReplaceAll(lines[i].Text, string(Joiner), "")
		}
	}
	return lines
}

// wrapParagraph works in em. A hair of tolerance keeps a text that was
// measured to fit from breaking by rounding.
func wrapParagraph(lines []Line, s string, advance func(rune) float64, width, indent float64) []Line {
	const hair = 1e-6
	start, end := 0, 0       // byte range of the line so far
	sum, solid := 0.0, 0.0   // with and without trailing blanks
	cut, cutSolid := -1, 0.0 // the last legal break, and the solid width up to it
	var prev rune
	room := width - indent
	for i, r := range s {
		if end > start && mayBreak(prev, r) {
			cut, cutSolid = i, solid
		}
		a := advance(r)
		blank := classOf(r)&isSpace != 0
		for !blank && sum+a > room+hair && end > start {
			if cut < 0 { // nothing legal: break here
				cut, cutSolid = i, solid
			}
			lines = append(lines, Line{Text: s[start:cut], Width: cutSolid})
			start, room = cut, width
			cut, sum, solid = -1, 0, 0
			// What was carried over is measured again and may hold breaks of its own.
			var p rune
			for j, q := range s[start:i] {
				if j > 0 && mayBreak(p, q) {
					cut, cutSolid = start+j, solid
				}
				sum += advance(q)
				if classOf(q)&isSpace == 0 {
					solid = sum
				}
				p = q
			}
			if start < i && mayBreak(p, r) {
				cut, cutSolid = i, solid
			}
			end = i
		}
		sum += a
		if !blank {
			solid = sum
		}
		end, prev = i+len(string(r)), r
	}
	lines = append(lines, Line{Text: s[start:], Width: solid, Last: true})
	if start > 0 {
		company(lines, width, advance)
	}
	return lines
}

// company keeps a paragraph from ending in a line of one character: the line
// before gives it another one, where that may be broken.
func company(lines []Line, width float64, advance func(rune) float64) {
	last, before := &lines[len(lines)-1], &lines[len(lines)-2]
	if shown(last.Text) != 1 {
		return
	}
	at, left := -1, 0
	var prev rune
	for i, r := range before.Text {
		if i > 0 && mayBreak(prev, r) {
			at, left = i, shown(before.Text[:i])
		}
		prev = r
	}
	if at < 0 || left < 2 || solidWidth(before.Text[at:]+last.Text, advance) > width {
		return
	}
	last.Text, before.Text = before.Text[at:]+last.Text, before.Text[:at]
	before.Width, last.Width = solidWidth(before.Text, advance), solidWidth(last.Text, advance)
}

// shown counts the characters that make a line look like one.
func shown(s string) (n int) {
	for _, r := range s {
		if classOf(r)&(isSpace|noStart) == 0 {
			n++
		}
	}
	return n
}

func solidWidth(s string, advance func(rune) float64) (solid float64) {
	sum := 0.0
	for _, r := range s {
		sum += advance(r)
		if classOf(r)&isSpace == 0 {
			solid = sum
		}
	}
	return solid
}

// balance breaks a text of a few lines into lines of like length.
func balance(d *Doc, s string, set Set) Set {
	n := len(set.Lines)
	if n > 4 {
		return set
	}
	_, piece := d.extent(s, set.Style)
	for w := set.W; n > 1; {
		w -= set.Em() / 2
		if w < max(piece, set.Em()*2) {
			break
		}
		tighter := d.Set(s, w, set.Text)
		if len(tighter.Lines) > n {
			break
		}
		tighter.W = set.W
		set = tighter
	}
	return set
}
