package print

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"
	"time"

	"chengzhuan/backend/errs"
)

// sample draws a bit of everything.
func sample() *Doc {
	d := newTestDoc()
	d.Furniture(func(p *Page, no, total int) {
		p.String(10, p.H-6, strings.Repeat("第", no)+strings.Repeat("共", total), body(8), 0)
	})
	p := d.AddPage(A4)
	red := Hex(0xb3201f)
	p.Round(Box{10, 10, 60, 20}, 3, &red, &Stroke{Width: 0.5, Color: Black})
	p.TextBox(Box{10, 40, 80, 80}, "全体党员，请按时到会。Meeting at 19:30，地点：二楼𠮷", Text{Style: Style{Face: SongBold, Size: 14}, Align: Justify, Indent: 2})
	p.Polygon([][2]float64{{100, 10}, {120, 10}, {110, 30}}, &red, nil)
	p.Photo(Box{130, 10, 25, 35}, picture(30, 20))
	p = d.AddPage(A3.Landscape())
	p.Line(10, 10, 200, 200, Stroke{Width: 1, Color: red, Dash: []float64{2, 1}})
	p.String(20, 20, "楷体", Style{Face: Kai, Size: 30}, 1)
	return d
}

func picture(w, h int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(x * 8), uint8(y * 8), 90, 255})
		}
	}
	var b bytes.Buffer
	png.Encode(&b, img)
	return b.Bytes()
}

func TestSameInputSameBytes(t *testing.T) {
	want := mustBytes(t, sample())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, err := sample().Bytes()
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("other bytes (%v)", err)
			}
		})
	}
	wg.Wait()
	d := sample()
	mustBytes(t, d)
	if !bytes.Equal(mustBytes(t, d), want) {
		t.Error("asking twice gives other bytes")
	}
	other := sample()
	other.Created = testTime.Add(time.Hour)
	if bytes.Equal(mustBytes(t, other), want) {
		t.Error("the date is not in the file")
	}
}

func TestTheClockIsNeverRead(t *testing.T) {
	d := NewDoc(testFonts, Setup{})
	d.AddPage(A4)
	if pdf := mustBytes(t, d); !bytes.Contains(pdf, []byte("D:19700101000000")) {
		t.Error("a document without a date carries today's")
	}
}

func TestFileIsSoundAndSaysNothingOfItsMaker(t *testing.T) {
	pdf := mustBytes(t, sample())
	for _, s := range []string{"/Producer", "/Author", "/Creator", "FPDF", "/tmp", "/home"} {
		if bytes.Contains(pdf, []byte(s)) {
			t.Errorf("the file holds %q", s)
		}
	}
	qpdfCheck(t, pdf)
	qpdfCheck(t, mustBytes(t, sample().Tile(TileOver(A4))))
}

func TestFurnitureKnowsTheTotal(t *testing.T) {
	needTool(t, "pdftotext")
	text := extract(t, mustBytes(t, sample()))
	if !strings.Contains(text, "第共共") || !strings.Contains(text, "第第共共") {
		t.Errorf("page numbers: %s", text)
	}
}

func TestErrorsStick(t *testing.T) {
	d := newTestDoc()
	if _, err := d.Bytes(); !errs.Is(err, errs.Invalid) {
		t.Errorf("an empty document gave %v", err)
	}
	d = newTestDoc()
	p := d.AddPage(A4)
	p.String(10, 10, "字", Style{Face: "none", Size: 10}, 0)
	p.TextBox(Box{0, 0, 10, 10}, "字", Text{Style: Style{Face: "none", Size: 10}, MinSize: 4})
	if _, err := d.Bytes(); !errs.Is(err, errs.Damaged) {
		t.Errorf("an unknown face gave %v", err)
	}
	d = newTestDoc()
	d.AddPage(A4).Photo(Box{0, 0, 25, 35}, []byte("no picture"))
	if _, err := d.Bytes(); !errs.Is(err, errs.Invalid) {
		t.Errorf("a damaged photo gave %v", err)
	}
}

func TestPhotoIsCutAndStripped(t *testing.T) {
	d := newTestDoc()
	data := picture(100, 40)
	d.AddPage(A4).Photo(Box{0, 0, 25, 35}, data)
	for _, img := range d.images {
		if img.h != 40 || img.w != 28 {
			t.Errorf("cut to %d × %d", img.w, img.h)
		}
	}
	if pdf := mustBytes(t, d); bytes.Contains(pdf, []byte("Exif")) {
		t.Error("camera notes in the file")
	}
}

func TestPaperNamed(t *testing.T) {
	for name, want := range map[string]Paper{"A4": A4, "A1": A1, "600x900": {600, 900}, "420x297": {420, 297}} {
		if p, ok := PaperNamed(name); !ok || p != want {
			t.Errorf("PaperNamed(%q) = %v, %v", name, p, ok)
		}
	}
	for _, name := range []string{"", "A0", "10x10", "600x", "600x900mm", "9000x10", "a4 "} {
		if p, ok := PaperNamed(name); ok {
			t.Errorf("PaperNamed(%q) = %v", name, p)
		}
	}
}
