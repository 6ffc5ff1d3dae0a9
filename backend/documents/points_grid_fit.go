package documents

import (
	"strings"
	"unicode/utf8"

	"chengzhuan/backend/print"
)

func (g *grid) set(d *print.Doc, c int, text string, all float64, st print.Style) print.Set {
	col := g.columns[c]
	if col.face != "" && st.Face == g.body.Face {
		st.Face = col.face
	}
	if col.ink != nil {
		st.Color = *col.ink
	}
	w := g.width(c, all) - 2*g.padX
	if col.pieces != "" || col.align == print.Center && len([]rune(text)) <= 3 {
		// What is not to be broken shrinks a little before it is.
		for least := st.Size * 0.66; st.Size > least && widestPiece(d, text, col.pieces, st) > w; {
			st.Size -= 0.25
		}
		text = print.Keep(text, col.pieces)
	}
	return d.Set(text, w, print.Text{Style: st, Align: col.align, VAlign: print.Middle})
}

// widestPiece is the width of the longest part of a text that may be broken only after
// the given characters.
func widestPiece(d *print.Doc, text, pieces string, st print.Style) (most float64) {
	for _, line := range strings.Split(text, "\n") {
		for line != "" {
			end := strings.IndexAny(line, pieces)
			if pieces == "" || end < 0 {
				end = len(line)
			} else {
				_, n := utf8.DecodeRuneInString(line[end:])
				end += n
			}
			most = max(most, d.Width(line[:end], st))
			line = line[end:]
		}
	}
	return most
}

// gridSet is a row made ready.
type gridSet struct {
	sets []print.Set
	h    float64
}

func (g *grid) measure(d *print.Doc, r *gridRow, all float64) gridSet {
	out := gridSet{h: g.minRow}
	if r.heading != "" {
		st := g.body
		st.Face = g.bold
		out.sets = []print.Set{d.Set(r.heading, all-2*g.padX, print.Text{Style: st.In(g.headingInk), VAlign: print.Middle})}
		out.h = max(out.h, out.sets[0].Height()+2*g.padY)
		return out
	}
	st := g.body
	if r.bold {
		st.Face = g.bold
	}
	for c := range g.columns {
		text := ""
		if c < len(r.cells) {
			text = r.cells[c]
		}
		set := g.set(d, c, text, all, st)
		out.sets = append(out.sets, set)
		out.h = max(out.h, set.Height()+2*g.padY)
	}
	return out
}

// height is that of the whole grid on one endless page.
func (g *grid) height(d *print.Doc, all float64) float64 {
	h := g.headSet(d, all).h
	for i := range g.rows {
		h += g.measure(d, &g.rows[i], all).h
	}
	return h
}

func (g *grid) headSet(d *print.Doc, all float64) gridSet {
	out := gridSet{h: g.minRow}
	for c, col := range g.columns {
		st, text, w := g.head, col.title, g.width(c, all)-2*g.padX
		if len([]rune(text)) <= 3 || strings.Contains(text, "\n") {
			for least := st.Size * 0.7; st.Size > least && widestPiece(d, text, "", st) > w; {
				st.Size -= 0.25
			}
			text = print.Keep(text, "\n")
		}
		set := d.Set(text, w, print.Text{Style: st, Align: print.Center, VAlign: print.Middle})
		out.sets = append(out.sets, set)
		out.h = max(out.h, set.Height()+2*g.padY)
	}
	return out
}

// sheets is how the grid falls on pages: how many there are, and what is left on the
// last one. first is the room on the page where it begins, rest that of a fresh one.
func (g *grid) sheets(d *print.Doc, all, first, rest float64) (n int, left float64) {
	head := g.headSet(d, all).h
	n, left = 1, first-head
	fresh := true
	for i := range g.rows {
		h := g.measure(d, &g.rows[i], all).h
		if g.block(d, i, all) > left && !fresh {
			n, left = n+1, rest-head
			if over := g.headingOf(i); over >= 0 && g.rows[i].heading == "" {
				left -= g.measure(d, &g.rows[over], all).h
			}
		}
		left, fresh = left-h, false
	}
	return n, left
}

// block is the height that must be left for a row: a heading needs the row below it, a
// row the sum that follows it.
func (g *grid) block(d *print.Doc, i int, all float64) float64 {
	h := g.measure(d, &g.rows[i], all).h
	if i+1 < len(g.rows) && (g.rows[i].heading != "" || g.rows[i+1].bold) {
		h += g.measure(d, &g.rows[i+1], all).h
	}
	return h
}

// settle takes the largest size, from most down to least points, of those with the
// fewest pages, together with what follows below.
func (g *grid) settle(d *print.Doc, all, first, rest, below, most, least float64) {
	best, fewest := most, 0
	for size := most; size >= least; size -= 0.5 {
		g.at(size)
		n, left := g.sheets(d, all, first, rest)
		if left < below {
			n++
		}
		if fewest == 0 || n < fewest {
			best, fewest = size, n
		}
		if fewest == 1 {
			break
		}
	}
	g.at(best)
}

// headingOf is the heading that a row stands under, -1 none.
func (g *grid) headingOf(row int) int {
	for i := row - 1; i >= 0; i-- {
		if g.rows[i].heading != "" {
			return i
		}
	}
	return -1
}
