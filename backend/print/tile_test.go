package print

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png"
	"os"
	"path/filepath"
	"testing"
)

// render returns the pages at two pixels a millimetre.
func render(t *testing.T, pdf []byte) []image.Image {
	t.Helper()
	needTool(t, "pdftoppm")
	dir := t.TempDir()
	run(t, pdf, "pdftoppm", "-r", "50.8", "-png", "-", filepath.Join(dir, "p"))
	files, _ := filepath.Glob(filepath.Join(dir, "*.png"))
	var out []image.Image
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, img)
	}
	return out
}

// differing counts pixels of a w × h window that differ clearly between a at
// (ax, ay) and b at (bx, by).
func differing(a image.Image, ax, ay int, b image.Image, bx, by, w, h int) (n int) {
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			r1, g1, b1, _ := a.At(ax+x, ay+y).RGBA()
			r2, g2, b2, _ := b.At(bx+x, by+y).RGBA()
			d := func(p, q uint32) bool { return max(p, q)-min(p, q) > 0x6000 }
			if d(r1, r2) || d(g1, g2) || d(b1, b2) {
				n++
			}
		}
	}
	return n
}

// TestTilesShowThePage draws a page that takes 2 × 2 sheets with whole
// millimetres everywhere, and compares the sheets with the page.
func TestTilesShowThePage(t *testing.T) {
	const pageW, pageH, overlap = 378, 552, 10
	draw := func() *Doc {
		d := newTestDoc()
		p := d.AddPage(Paper{pageW, pageH})
		for i := range 12 {
			c := Hex(uint32(0x102030 * (i%7 + 1)))
			p.Fill(Box{10.13 + float64(30*i), 20.13 + float64(40*i), 40, 30}, c)
			p.String(5.06+float64(20*i), 60.06+float64(40*i), fmt.Sprintf("第%d行：仁寿门社区", i), Style{Face: HeiBold, Size: 40}, 0)
		}
		return d
	}
	page := render(t, mustBytes(t, draw()))[0]
	tiling := Tiling{Sheet: A4, Margin: 8, Overlap: overlap, Style: body(7)}
	g := tiling.Grid(Paper{pageW, pageH})
	if g.Columns != 2 || g.Rows != 2 || g.Scale != 1 || g.Sheet != A4 {
		t.Fatalf("spread over %+v", g)
	}
	sheets := render(t, mustBytes(t, draw().Tile(tiling)))
	if len(sheets) != 4 {
		t.Fatalf("%d sheets", len(sheets))
	}
	const w, h = (pageW + overlap) / 2, (pageH + overlap) / 2
	left, top := (210-w)/2, (297-h)/2
	for i, s := range sheets {
		c, r := i%2, i/2
		x, y := c*(w-overlap), r*(h-overlap)
		bad := differing(page, 2*x, 2*y, s, 2*left, 2*top, 2*w, 2*h)
		if bad > 20 {
			t.Errorf("sheet %d: %d pixels differ", i, bad)
		}
		if off := differing(page, 2*x+6, 2*y, s, 2*left, 2*top, 2*w-6, 2*h); off < 4*bad+500 {
			t.Errorf("sheet %d: moved by 3 mm only %d pixels differ; the comparison proves nothing", i, off)
		}
	}
}

func TestTileGrid(t *testing.T) {
	for _, c := range []struct {
		page          Paper
		columns, rows int
		scale         float64
	}{
		{A3.Landscape(), 2, 1, 0.9}, {A3, 1, 2, 0.9}, {A2.Landscape(), 2, 2, 0.9}, {Paper{100, 700}, 1, 3, 1},
	} {
		g := TileOver(A4).Grid(c.page)
		if g.Columns != c.columns || g.Rows != c.rows || abs(g.Scale-c.scale) > 0.03 {
			t.Errorf("%v: %+v", c.page, g)
		}
	}
	d := newTestDoc()
	d.AddPage(A4.Landscape()).String(20, 20, "一张", body(10), 0)
	if n := d.Tile(TileOver(A4)).Pages(); n != 1 {
		t.Errorf("a page of the sheet's size became %d sheets", n)
	}
}
