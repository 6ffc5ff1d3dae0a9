package documents_test

import (
	"bytes"
	"flag"
	"image"
	_ "image/png"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"chengzhuan/backend/documents"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pages are those whose look is kept in testdata.
func pages(t *testing.T) map[string][]byte {
	o := documents.Options{Created: printed}
	themed := func(th documents.Theme) documents.Options {
		o := o
		o.Theme, o.Audience = th, documents.Wall
		return o
	}
	empty := documents.DutyRoster{Community: "仁寿门社区", Year: 2026, Month: 11}
	a4 := themed("")
	a4.Paper, a4.Orientation = "A4", documents.Portrait
	kept := map[string][]byte{
		"member_roster":       must(t)(press.MemberRoster(sampleRoster(30), o)),
		"member_roster_empty": must(t)(press.MemberRoster(documents.MemberRoster{Unit: "仁寿门社区"}, o)),
		"member_card":         must(t)(press.MemberCard(sampleCard(), o)),
		"duty_roster":         must(t)(press.DutyRoster(sampleDuty(), themed(documents.RedGold))),
		"duty_roster_brick":   must(t)(press.DutyRoster(sampleDuty(), themed(documents.Brick))),
		"duty_roster_plain":   must(t)(press.DutyRoster(sampleDuty(), themed(documents.Plain))),
		"duty_roster_empty":   must(t)(press.DutyRoster(empty, o)),
		"duty_roster_a4":      must(t)(press.DutyRoster(sampleDuty(), a4)),
		"org_chart":           must(t)(press.OrgChart(sampleChart(44), themed(documents.RedGold))),
	}
	maps.Copy(kept, fieldworkPages(t))
	maps.Copy(kept, pointsPages(t))
	maps.Copy(kept, noticePages(t))
	maps.Copy(kept, lifePages(t))
	return kept
}

func TestGoldenText(t *testing.T) {
	for name, pdf := range pages(t) {
		got := tool(t, pdf, "pdftotext", "-layout", "-", "-")
		file := filepath.Join("testdata", name+".txt")
		if *update {
			os.MkdirAll("testdata", 0o755)
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		// Versions of the tool guess blanks differently; the order must agree.
		if solid(got) != solid(string(want)) {
			t.Errorf("%s reads otherwise:\n%s", name, got)
		}
	}
}

// TestGoldenLook compares first pages, at 30 dots an inch, with those kept.
// Each spot of 4 × 4 dots may differ a little: renderers differ.
func TestGoldenLook(t *testing.T) {
	for name, pdf := range pages(t) {
		got := []byte(tool(t, pdf, "pdftoppm", "-r", "30", "-png", "-gray", "-singlefile", "-"))
		file := filepath.Join("testdata", name+".png")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		worst := difference(t, got, want)
		if worst > 40 {
			t.Errorf("%s looks different: a spot is %d of 255 off; look at the page, then run with -update", name, worst)
		}
	}
}

func TestGoldenLookCanFail(t *testing.T) {
	o := documents.Options{Created: printed}
	m := sampleDuty()
	look := func(m documents.DutyRoster) []byte {
		return []byte(tool(t, must(t)(press.DutyRoster(m, o)), "pdftoppm", "-r", "30", "-png", "-gray", "-singlefile", "-"))
	}
	before := look(m)
	m.Days[8].Leader, m.Days[8].DayShift = nil, nil
	if d := difference(t, before, look(m)); d <= 40 {
		t.Errorf("missing names are only %d off", d)
	}
}

// difference is that of the spot which differs most.
func difference(t *testing.T, a, b []byte) (worst int) {
	t.Helper()
	x, y := spots(t, a), spots(t, b)
	if len(x) != len(y) {
		return 255
	}
	for i := range x {
		worst = max(worst, x[i]-y[i], y[i]-x[i])
	}
	return worst
}

func spots(t *testing.T, data []byte) (out []int) {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	const side = 4
	b := img.Bounds()
	for y := b.Min.Y; y+side <= b.Max.Y; y += side {
		for x := b.Min.X; x+side <= b.Max.X; x += side {
			sum := 0
			for i := range side * side {
				r, _, _, _ := img.At(x+i%side, y+i/side).RGBA()
				sum += int(r >> 8)
			}
			out = append(out, sum/side/side)
		}
	}
	return out
}
