package print

import "math"

// need is what a column asks for, in millimetres without padding.
type need struct {
	min  float64 // the widest piece that should not be broken
	max  float64 // the widest cell on one line
	mean float64
}

// fitWidths decides the column widths: by content when there is room, else
// the wide columns give way first. Body shrinks to MinSize before words are
// broken.
func (t *Table) fitWidths(f *Flow) {
	room := f.Body().W
	for {
		needs := t.measure(f.Doc)
		if t.share(needs, room) || t.Body.Size-0.25 < t.MinSize || t.MinSize == 0 {
			return
		}
		t.Body.Size -= 0.25
		t.Head.Size = max(t.Head.Size-0.25, t.MinSize)
	}
}

func (t *Table) measure(d *Doc) []need {
	needs := make([]need, len(t.Columns))
	t.sample = make([][]float64, len(t.Rows))
	cells := make([]float64, len(t.Rows)*len(t.Columns))
	for i := range t.sample {
		t.sample[i], cells = cells[:len(t.Columns)], cells[len(t.Columns):]
	}
	for c, col := range t.Columns {
		n := &needs[c]
		if col.Width > 0 {
			n.min, n.max, n.mean = col.Width, col.Width, col.Width
			continue
		}
		// A title may stand on two lines.
		whole, piece := d.extent(col.Title, t.Head)
		n.min = max(piece, min(whole, 2*t.Head.Em()))
		n.max = max(n.min, min(whole, max(whole/2+t.Head.Em()/2, 4*t.Head.Em())))
		sum := 0.0
		for i := range t.Rows {
			r := &t.Rows[i]
			if c >= len(r.Cells) || r.Cells[c] == "" {
				continue
			}
			w, piece := d.extent(col.keep(r.Cells[c]), t.style(&col, r))
			if col.Even && runeCount(r.Cells[c]) == 2 {
				w = max(w, 3*t.Body.Em())
			}
			n.min, n.max = max(n.min, piece), max(n.max, w)
			t.sample[i][c] = w
			sum += w
		}
		if len(t.Rows) > 0 {
			n.mean = sum / float64(len(t.Rows))
		}
		const hair = 0.05
		n.min, n.max = n.min+2*t.PadX+hair, n.max+2*t.PadX+hair
		if col.Max > 0 && n.max > col.Max {
			n.max = max(col.Max, n.min)
		}
	}
	return needs
}

// extent returns the widest line of a text and its widest unbreakable piece.
func (d *Doc) extent(s string, st Style) (whole, piece float64) {
	base := d.face(st.Face)
	if base == nil {
		return 0, 0
	}
	var line, part float64
	var prev rune
	for _, r := range clean(s, true) {
		if r == '\n' {
			line, part, prev = 0, 0, 0
			continue
		}
		a := 0.0
		if r != Joiner {
			_, a = d.set.find(base, r)
		}
		if prev != 0 && mayBreak(prev, r) {
			part = 0
		}
		line += a
		whole = max(whole, line)
		if classOf(r)&isSpace == 0 {
			part += a
			piece = max(piece, part)
		}
		prev = r
	}
	return whole * st.Em(), piece * st.Em()
}

// share hands out the room; false when not every column can have its minimum
// (then all are narrowed alike and words are broken).
func (t *Table) share(needs []need, room float64) bool {
	t.widths = make([]float64, len(needs))
	var minSum, maxSum, stretch float64
	for c, n := range needs {
		minSum, maxSum, stretch = minSum+n.min, maxSum+n.max, stretch+t.Columns[c].Stretch
	}
	switch {
	case maxSum <= room:
		for c, n := range needs {
			// Half of the spare room goes to all, half to those that stretch.
			share := n.max / maxSum
			if stretch > 0 {
				share = share/2 + t.Columns[c].Stretch/stretch/2
			}
			t.widths[c] = n.max + (room-maxSum)*share
		}
		return true
	case minSum > room:
		for c, n := range needs {
			t.widths[c] = n.min * room / minSum
		}
		return false
	}
	t.fill(needs, room)
	t.level(needs)
	return true
}

// level moves width between columns, a step at a time, as long as that makes
// the rows lower. It looks at a sample of the rows.
func (t *Table) level(needs []need) {
	const step, most = 1.0, 200
	sample := t.sample
	if len(sample) > most {
		thin := make([][]float64, 0, most)
		for i := range most {
			thin = append(thin, sample[i*len(sample)/most])
		}
		sample = thin
	}
	height := func() (sum float64) {
		for _, row := range sample {
			lines := 1.0
			for c, w := range row {
				if inner := t.widths[c] - 2*t.PadX; w > inner {
					// A broken line is never quite full.
					lines = max(lines, math.Ceil(w*1.06/inner))
				}
			}
			// The square makes one tall row worse than two of two lines.
			sum += lines * lines
		}
		return sum
	}
	best := height()
	for improved := true; improved; {
		improved = false
		for from := range t.widths {
			for to := range t.widths {
				for _, by := range []float64{step, 4 * step, 12 * step} {
					if from == to || t.Columns[to].Width > 0 || t.widths[from]-by < needs[from].min {
						continue
					}
					t.widths[from] -= by
					t.widths[to] += by
					if h := height(); h < best-0.5 {
						best, improved = h, true
					} else {
						t.widths[from] += by
						t.widths[to] -= by
					}
				}
			}
		}
	}
}

// fill is the first guess of share when columns must give way.
func (t *Table) fill(needs []need, room float64) {
	// Columns that want less than their share get what they want; the others
	// share the rest by how full they are on average.
	const undecided = -1
	for c := range t.widths {
		t.widths[c] = undecided
	}
	for settled := false; !settled; {
		settled = true
		left, weight := room, 0.0
		for c, w := range t.widths {
			if w != undecided {
				left -= w
			} else {
				weight += weightOf(needs[c])
			}
		}
		for c, n := range needs {
			if t.widths[c] != undecided {
				continue
			}
			w := left * weightOf(n) / weight
			if n.max <= w {
				t.widths[c], settled = n.max, false
			} else if n.min >= w {
				t.widths[c], settled = n.min, false
			}
			if !settled {
				break
			}
		}
		if settled {
			for c, n := range needs {
				if t.widths[c] == undecided {
					t.widths[c] = left * weightOf(n) / weight
				}
			}
		}
	}
}

func weightOf(n need) float64 { return n.mean + n.max/4 + n.min/2 + 1 }
