package print

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/errs"
)

// printable mixes what offices write with what hardly any font has.
var printable = textOf("中国共产党员社区支部王芳䶮㛃堃𠮷𬎆𬭎𫖯〔〕〇·—…★☆①②✓□☑，。、；：？！（）《》“”%℃abcXYZ0123456789()\\[]{}<>/#&é\uE000\uF8FF\U0002A6D6\U0001F600᠀ ", 1, 5, 20, 40)

// textOf makes texts of some characters, at least as long as one of the given
// lengths and at most as the last: left alone the generator writes five
// characters on average, and most of those never reach the end of a line.
func textOf(characters string, lengths ...int) *rapid.Generator[string] {
	runes := rapid.RuneFrom([]rune(characters))
	return rapid.Custom(func(t *rapid.T) string {
		least := rapid.SampledFrom(lengths).Draw(t, "least")
		return rapid.StringOfN(runes, least, lengths[len(lengths)-1], -1).Draw(t, "runes")
	})
}

// columnPDF prints each text as a cell of a one-column table.
func columnPDF(t fataler, texts []string, spoil func(string) string) []byte {
	t.Helper()
	d := newTestDoc()
	f := NewFlow(d, Paper{90, 120}, Margins{8, 8, 8, 8}, nil)
	tab := &Table{Columns: []Column{{Title: "栏"}}, Body: body(10), Head: body(10), PadX: 1, PadY: 1, Line: Stroke{Width: 0.1}, Outer: Stroke{Width: 0.3}}
	for _, s := range texts {
		tab.Rows = append(tab.Rows, Row{Cells: []string{spoil(s)}})
	}
	tab.Draw(f)
	b, err := d.Bytes()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return b
}

func same(s string) string { return s }

// lost returns the characters of the texts that the extraction lacks, in order.
func lost(extracted string, texts []string) string {
	have := strings.ReplaceAll(visible(extracted), "栏", "")
	want := []rune(visible(Clean(strings.Join(texts, ""))))
	i := 0
	for _, r := range have {
		if i < len(want) && r == want[i] {
			i++
		}
	}
	return string(want[i:])
}

func TestNoCharacterLost(t *testing.T) {
	needTool(t, "pdftotext")
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(printable, 1, 12).Draw(t, "texts")
		if l := lost(extract(t, columnPDF(t, texts, same)), texts); l != "" {
			t.Fatalf("lost from %q on", l)
		}
	})
}

func TestNoCharacterLostCanFail(t *testing.T) {
	needTool(t, "pdftotext")
	texts := []string{"王芳", "曾𬎆，仁寿门"}
	dropAstral := func(s string) string { return strings.ReplaceAll(s, "𬎆", "") }
	if l := lost(extract(t, columnPDF(t, texts, dropAstral)), texts); !strings.HasPrefix(l, "𬎆") {
		t.Fatalf("a dropped character was not noticed: %q", l)
	}
}

// The codes of the file are not Unicode; without the repaired map nothing can
// be copied out.
func TestTextNeedsTheRepairedMap(t *testing.T) {
	needTool(t, "pdftotext")
	d := newTestDoc()
	d.AddPage(A5).String(20, 20, "曾𬎆", body(12), 0)
	raw, _, err := write(d)
	if err != nil {
		t.Fatal(err)
	}
	if visible(extract(t, raw)) == "曾𬎆" {
		t.Error("the repair is not needed: the test proves nothing")
	}
	if got := visible(extract(t, mustBytes(t, d))); got != "曾𬎆" {
		t.Errorf("extracted %q", got)
	}
}

func TestMissing(t *testing.T) {
	d := newTestDoc()
	p := d.AddPage(A5)
	p.String(10, 10, "王\U0001F600\U0010FFFD𬎆", body(12), 0)
	if got := string(d.Missing()); got != "\U0001F600\U0010FFFD" {
		t.Errorf("Missing() = %q", got)
	}
	if !testFonts.Has('𬎆') || testFonts.Has(0x10FFFD) {
		t.Error("Has is wrong")
	}
	mustBytes(t, d)
}

func TestRareCharactersHaveShapes(t *testing.T) {
	for _, r := range "䶮㛃堃𠮷𬎆𬭎𫖯〔〕〇·—…★☆①②✓□" {
		if !testFonts.Has(r) {
			t.Errorf("no face holds %c (%U)", r, r)
		}
	}
}

func TestTextBoxShrinksThenRefuses(t *testing.T) {
	d := newTestDoc()
	p := d.AddPage(A4)
	long := strings.Repeat("仁寿门社区", 8)
	set := p.TextBox(Box{10, 10, 60, 12}, long, Text{Style: body(14), MinSize: 6, Name: "第3格"})
	if d.Err() != nil || set.Size >= 14 || set.Size < 6 {
		t.Fatalf("set at %.2f points, %v", set.Size, d.Err())
	}
	p.TextBox(Box{10, 30, 20, 4}, long, Text{Style: body(14), MinSize: 6, Name: "第3格"})
	_, err := d.Bytes()
	if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "第3格") || strings.Contains(err.Error(), "仁寿门") {
		t.Fatalf("refused with %v", err)
	}
}

func TestAlignment(t *testing.T) {
	b := Box{X: 10, Y: 10, W: 50, H: 10}
	for _, c := range []struct {
		align       Align
		text        string
		left, right float64 // where the ink box begins and ends
	}{
		{Left, "王芳", 10, 20}, {Right, "王芳", 50, 60}, {Center, "王芳", 30, 40},
		{Distribute, "王芳", 10, 60}, {Distribute, "王", 32.5, 37.5}, {Justify, "王芳", 10, 20},
		{Distribute, "Abc", 0, 0},
	} {
		d := newTestDoc()
		p := d.AddPage(A4)
		st := body(5 * PointsPerMM)
		p.TextBox(b, c.text, Text{Style: st, Align: c.align})
		if c.left == 0 {
			continue // only must not hang or panic
		}
		left, right := 1e9, 0.0
		for _, o := range p.ops {
			if o, ok := o.(*textOp); ok {
				n := float64(len([]rune(o.s)))
				left, right = min(left, o.x), max(right, o.x+n*5+(n-1)*o.space)
			}
		}
		if abs(left-c.left) > 0.01 || abs(right-c.right) > 0.01 {
			t.Errorf("align %d %q: from %.2f to %.2f, want %.2f to %.2f", c.align, c.text, left, right, c.left, c.right)
		}
	}
}

func abs(v float64) float64 { return max(v, -v) }
