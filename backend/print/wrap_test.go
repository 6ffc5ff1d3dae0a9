package print

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Written out here on purpose: the law must not share its lists with the code.
// They must be complete: what is missing in them passes for a good break.
const (
	badStart = "，。、；：？！）》〉】〕」』〗”’％‰℃…—～·・々ー,.;:?!)]}%|"
	badEnd   = "（《〈【〔「『〖“‘￥＄№＃([{$#"
)

var mixed = textOf("中国共产党员社区支部委会王芳李建国阿卜杜热合曼々abcXYZ0123456789 -/　\n𠮷𬎆"+badStart+badEnd, 0, 2, 5, 12, 25, 60)

// plainWidths is a stand-in for a face: Han one em, Latin half an em.
func plainWidths(r rune) float64 {
	if r == Joiner {
		return 0
	}
	if r < 0x2E80 && !strings.ContainsRune("…—·“”", r) {
		return 0.5
	}
	return 1
}

type wrapper func(s string, width float64) []Line

func wrapPlain(s string, width float64) []Line {
	var lines []Line
	for para := range strings.SplitSeq(clean(s, true), "\n") {
		lines = wrapParagraph(lines, para, plainWidths, width, 0)
	}
	for i := range lines {
		lines[i].Text = Clean(lines[i].Text)
	}
	return lines
}

// wrapBlind breaks wherever the line is full.
func wrapBlind(s string, width float64) (lines []Line) {
	for para := range strings.SplitSeq(Clean(s), "\n") {
		start, w := 0, 0.0
		for i, r := range para {
			if a := plainWidths(r); w+a > width && i > start {
				lines = append(lines, Line{Text: para[start:i], Width: w})
				start, w = i, 0
			}
			w += plainWidths(r)
		}
		lines = append(lines, Line{Text: para[start:], Width: w, Last: true})
	}
	return lines
}

// wrapLossy drops a blank at a break, as many engines do.
func wrapLossy(s string, width float64) []Line {
	lines := wrapPlain(s, width)
	for i := range lines {
		lines[i].Text = strings.TrimRight(lines[i].Text, " 　")
	}
	return lines
}

// wrapWide lets lines run over their width.
func wrapWide(s string, width float64) []Line { return wrapPlain(s, width+1) }

func keepsAll(w wrapper, s string, width float64) error {
	var b strings.Builder
	for _, l := range w(s, width) {
		b.WriteString(l.Text)
	}
	if want := strings.ReplaceAll(Clean(s), "\n", ""); b.String() != want {
		return fmt.Errorf("%q became %q", want, b.String())
	}
	return nil
}

func staysInside(w wrapper, s string, width float64) error {
	for _, l := range w(s, width) {
		sum, n := 0.0, 0
		for _, r := range strings.TrimRight(l.Text, " 　") {
			sum += plainWidths(r)
			n++
		}
		if sum > width+1e-3 && n > 1 {
			return fmt.Errorf("%q is %.2f em wide, room is %.2f", l.Text, sum, width)
		}
		if d := sum - l.Width; d > 1e-6 || d < -1e-6 {
			return fmt.Errorf("%q says it is %.2f em wide, it is %.2f", l.Text, l.Width, sum)
		}
	}
	return nil
}

// breaksWell allows a bad break only when the line before had no good one.
func breaksWell(w wrapper, s string, width float64) error {
	lines := w(s, width)
	bad := func(a, b rune) bool {
		return strings.ContainsRune(badStart, b) || strings.ContainsRune(badEnd, a) || word(a) && word(b)
	}
	for i := 1; i < len(lines); i++ {
		before, after := []rune(lines[i-1].Text), []rune(lines[i].Text)
		if lines[i-1].Last || len(before) == 0 || len(after) == 0 || !bad(before[len(before)-1], after[0]) {
			continue
		}
		for j := 1; j < len(before); j++ {
			if !bad(before[j-1], before[j]) && !blank(before[j]) {
				return fmt.Errorf("broke %q | %q, could have broken after %q", string(before), string(after), string(before[:j]))
			}
		}
	}
	return nil
}

func blank(r rune) bool { return r == ' ' || r == '　' }
func word(r rune) bool  { return r > ' ' && r < 0x7F }

func TestWrapLaws(t *testing.T) {
	laws := map[string]struct {
		law    func(wrapper, string, float64) error
		broken wrapper
	}{
		"keeps every character":          {keepsAll, wrapLossy},
		"stays inside":                   {staysInside, wrapWide},
		"breaks where Chinese allows it": {breaksWell, wrapBlind},
	}
	width := rapid.Float64Range(1, 20)
	for name, l := range laws {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				if err := l.law(wrapPlain, mixed.Draw(t, "text"), width.Draw(t, "width")); err != nil {
					t.Fatal(err)
				}
			})
		})
		t.Run(name+": the law can fail", func(t *testing.T) {
			for i := range 500 {
				if l.law(l.broken, mixed.Example(i), width.Example(i)) != nil {
					return
				}
			}
			t.Fatal("a wrong wrapper passed 500 examples")
		})
	}
}

func TestWrapExamples(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float64
		want       string
	}{
		{"comma does not begin a line", "全体党员，请按时", 4, "全体党|员，请|按时"},
		{"bracket does not end a line", "党章《总纲》第一", 3, "党章|《总|纲》第|一"},
		{"number stays whole", "电话 80123456 找", 5, "电话 |80123456 |找"},
		{"number longer than a line is broken", "420000194912310026", 4, "42000019|49123100|26"},
		{"dash and dots stay together", "他说……好", 3, "他|说……|好"},
		{"line end kept", "甲\n\n乙", 3, "甲||乙"},
		{"no single character at the end", "中国共产党员们", 6, "中国共产党|员们"},
		{"blank hangs", "姓名　　　　王", 3, "姓名　　　　|王"},
		{"Latin bracket does not end a line", "党章(总纲)第一", 3, "党章|(总纲)|第一"},
		{"nothing may be broken: broken where the line is full", "(（中", 2, "(（|中"},
	} {
		var got []string
		for _, l := range wrapPlain(c.text, c.width) {
			got = append(got, l.Text)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: got %s, want %s", c.name, s, c.want)
		}
	}
}

func TestKeep(t *testing.T) {
	var got []string
	for _, l := range wrapPlain(Keep("阿卜杜热合曼·阿卜杜外力", "·"), 9) {
		got = append(got, l.Text)
	}
	if s := strings.Join(got, "|"); s != "阿卜杜热合曼·|阿卜杜外力" {
		t.Errorf("name broken as %s", s)
	}
	if got := Clean(KeepWords("第一支部委员会", "支部", "委员会")); got != "第一支部委员会" {
		t.Errorf("joiners are drawn: %q", got)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb":           "a b",
		"a\r\nb\rc":      "a\nb\nc",
		"葛\U000E0100":    "葛", // a variation selector has no shape of its own
		"王\u200b芳\ufeff": "王芳",
		"\xff王":          "\uFFFD王",
		"\x00a\u0085b":   "a\nb",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("全体党员，请《按时》到会 2026-11-21\n地点：二楼", 4.0)
	f.Add("\xff\xfe　　·", 0.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		s = strings.ReplaceAll(s, string(Joiner), "")
		if err := keepsAll(wrapPlain, s, width); err != nil {
			t.Fatal(err)
		}
	})
}
