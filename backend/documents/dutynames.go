package documents

import (
	"fmt"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/print"
)

// nameLine is a row of names behind the label of a shift.
type nameLine struct {
	label string // only on the first line of a shift
	names []string
}

// dutyNames sets the shifts of a day, as large as the box allows. Names are
// not broken unless one alone is wider than the box; a shift without names
// gets a line to write on.
func dutyNames(d *print.Doc, p *poster, day DutyDay, shifts []shift, b print.Box) {
	const largest, smallest = 14.0, 6.5
	for size := largest; size >= smallest; size -= 0.5 {
		name, label := p.st(print.HeiBold, size, p.ink), p.st(print.Hei, min(size*0.78, 10.5), p.muted)
		indent := d.Width("带班", label) + 2*p.u
		lines, cut := packNames(d, day, shifts, name, b.W-indent)
		pitch := name.Em() * 1.42
		if float64(len(lines))*pitch > b.H+0.01 || cut == atDot && size > 12 || cut == anywhere && size > 8 {
			continue
		}
		// Few lines are spread a little, so that days look alike.
		if free := b.H - float64(len(lines))*pitch; len(lines) > 1 {
			pitch += min(free/float64(len(lines)), name.Em()*0.45)
		}
		y := b.Y + pitch/2
		for _, l := range lines {
			base := y + name.Em()*0.36
			p.String(b.X, base, l.label, label, 0)
			x := b.X + indent
			for _, n := range l.names {
				x += p.String(x, base, n, name, 0) + name.Em()*0.55
			}
			if len(l.names) == 0 {
				p.Line(b.X+indent, base+0.6*p.u, b.Right(), base+0.6*p.u, p.rule(0.15, p.line))
			}
			y += pitch
		}
		return
	}
	d.Fail(errs.New(errs.Invalid, fmt.Sprintf("%d日的值班人员太多，格子里放不下", day.Day)).Do("请减少这一天的人数，或换大一号的纸"))
}

// cut says how names had to be broken: better not at all, then after the dot
// of 买买提·吐尔逊, at worst anywhere.
type cut int

const (
	nowhere cut = iota
	atDot
	anywhere
)

// packNames puts the names of each shift on lines of at most width.
func packNames(d *print.Doc, day DutyDay, shifts []shift, st print.Style, width float64) (lines []nameLine, worst cut) {
	gap := st.Em() * 0.55
	for _, s := range shifts {
		line := nameLine{label: s.label}
		used := 0.0
		for _, n := range s.who(day) {
			parts, c := namePieces(d, n, st, width)
			worst = max(worst, c)
			for _, part := range parts {
				w := d.Width(part, st)
				if used > 0 && used+gap+w > width {
					lines = append(lines, line)
					line, used = nameLine{}, 0
				}
				if used > 0 {
					used += gap
				}
				line.names = append(line.names, part)
				used += w
			}
		}
		lines = append(lines, line)
	}
	return lines, worst
}

// namePieces breaks a name that is wider than a line.
func namePieces(d *print.Doc, name string, st print.Style, width float64) ([]string, cut) {
	if d.Width(name, st) <= width {
		return []string{name}, nowhere
	}
	var parts []string
	c := atDot
	lines := d.Wrap(print.Keep(name, "·"), st, width, 0)
	for i, l := range lines {
		parts = append(parts, l.Text)
		if i < len(lines)-1 && !strings.HasSuffix(l.Text, "·") {
			c = anywhere
		}
	}
	return parts, c
}
