package cli

import (
	"fmt"
	"os"
	"strings"
)

// progress is the line on a terminal that says how far a long work is; where
// nobody watches it says nothing.
type progress struct {
	to    *os.File
	label string
	last  string
}

func (a *app) progress(label string) *progress {
	p := &progress{label: label}
	if f, ok := a.env.Stderr.(*os.File); ok && !a.json {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.to = f
		}
	}
	return p
}

// show is given as the progress function of a service.
func (p *progress) show(done, total int) {
	if p.to == nil {
		return
	}
	text := fmt.Sprintf("%s：%d", p.label, done)
	if total > 0 {
		text = fmt.Sprintf("%s：%d%%", p.label, done*100/total)
	}
	if text != p.last {
		p.write(text)
	}
}

// end clears the line.
func (p *progress) end() {
	if p.to != nil && p.last != "" {
		p.write("")
		fmt.Fprint(p.to, "\r")
	}
}

func (p *progress) write(text string) {
	blank := max(displayWidth(p.last)-displayWidth(text), 0)
	fmt.Fprint(p.to, "\r"+text+strings.Repeat(" ", blank))
	p.last = text
}
