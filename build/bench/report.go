package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"
)

// line is one measured figure. Ratio is ours by the peer's: below 1 ours is
// faster or smaller. A goal bounds the ratio, or ours where there is no peer
// to compare with.
type line struct {
	Measure  string   `json:"measure"`
	Unit     string   `json:"unit"` // ms, MB, us (microseconds a record)
	Ours     float64  `json:"ours"`
	Peer     *float64 `json:"peer,omitempty"`
	PeerName string   `json:"peerName,omitempty"`
	Ratio    *float64 `json:"ratio,omitempty"`
	Goal     string   `json:"goal,omitempty"`
	Met      *bool    `json:"met,omitempty"`
	Note     string   `json:"note,omitempty"`
}

// against gives a line its peer.
func (l line) against(name string, value float64) line {
	ratio := l.Ours / value
	l.PeerName, l.Peer, l.Ratio = name, &value, &ratio
	return l
}

// atMost sets a goal for the ratio, times the peer.
func (l line) atMost(ratio float64) line {
	met := l.Ratio != nil && *l.Ratio <= ratio
	l.Met = &met
	switch {
	case ratio < 1:
		l.Goal = fmt.Sprintf("≤ 1/%.3g", 1/ratio)
	default:
		l.Goal = fmt.Sprintf("≤ %.3g ×", ratio)
	}
	return l
}

// within sets a goal for our own figure.
func (l line) within(value float64) line {
	met := l.Ours <= value
	l.Goal, l.Met = "≤ "+figure(value, l.Unit), &met
	return l
}

func (l line) noted(format string, args ...any) line {
	l.Note = fmt.Sprintf(format, args...)
	return l
}

// report is what a run found.
type report struct {
	Date    string   `json:"date"`
	Quick   bool     `json:"quick"`
	CPUs    int      `json:"cpus"`
	CPU     string   `json:"cpu"`
	Load    string   `json:"load"` // the machine's load at the start
	Seconds float64  `json:"seconds"`
	Lines   []line   `json:"lines"`
	Failed  []string `json:"failed,omitempty"` // measures that did not end, and why

	begun time.Time
}

func newReport(quick bool) *report {
	now := time.Now()
	return &report{Date: now.Format("2006-01-02 15:04"), Quick: quick, CPUs: runtime.NumCPU(), CPU: cpuName(), Load: loadNow(), begun: now}
}

func (r *report) add(lines ...line) { r.Lines = append(r.Lines, lines...) }

func (r *report) finish() { r.Seconds = time.Since(r.begun).Seconds() }

// print writes the table, then who the peers are and what was noted.
func (r *report) print(w io.Writer) {
	rows := [][]string{{"measure", "ours", "peer", "ours/peer", "goal", "met"}}
	var notes []string
	for _, l := range r.Lines {
		row := []string{l.Measure, figure(l.Ours, l.Unit), "", "", l.Goal, ""}
		if l.Peer != nil {
			row[2], row[3] = figure(*l.Peer, l.Unit), ratioText(*l.Ratio)
		}
		if l.Met != nil {
			row[5] = map[bool]string{true: "yes", false: "NO"}[*l.Met]
		}
		rows = append(rows, row)
		switch text := strings.TrimSpace(l.PeerName + "; " + l.Note); {
		case l.PeerName != "" && l.Note != "":
			notes = append(notes, l.Measure+": peer is "+text)
		case l.PeerName != "":
			notes = append(notes, l.Measure+": peer is "+l.PeerName)
		case l.Note != "":
			notes = append(notes, l.Measure+": "+l.Note)
		}
	}
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	size := ""
	if r.Quick {
		size = ", QUICK (small sizes: not for quoting)"
	}
	fmt.Fprintf(w, "\n%s, %d × %s, load before %s, %.0f s%s\n\n", r.Date, r.CPUs, r.CPU, r.Load, r.Seconds, size)
	for n, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if i == 0 || i > 3 {
				b.WriteString(cell + pad + "  ")
			} else {
				b.WriteString(pad + cell + "  ")
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
		if n == 0 {
			total := 0
			for _, x := range width {
				total += x + 2
			}
			fmt.Fprintln(w, strings.Repeat("-", total-2))
		}
	}
	fmt.Fprintln(w)
	for _, n := range notes {
		fmt.Fprintln(w, "- "+n)
	}
}

func (r *report) write(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

// figure shows a value with three digits that count.
func figure(v float64, unit string) string {
	if unit == "ms" && v >= 10_000 {
		v, unit = v/1000, "s"
	}
	return digits(v) + " " + unit
}

func digits(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	case v >= 0.1:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.3f", v)
}

func ratioText(r float64) string {
	if r < 1 {
		return "1/" + digits(1/r)
	}
	return digits(r) + " ×"
}

func cpuName() string {
	b, _ := os.ReadFile("/proc/cpuinfo")
	for l := range strings.Lines(string(b)) {
		if name, ok := strings.CutPrefix(l, "model name"); ok {
			return strings.TrimSpace(strings.TrimLeft(name, "\t :"))
		}
	}
	return runtime.GOARCH
}

func loadNow() string {
	b, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(b), " ")
	return first
}
