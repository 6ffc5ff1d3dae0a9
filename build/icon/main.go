// Command icon draws the program's icon: three courses of bricks, the mark of
// the page's corner. It writes the SVG, the PNG and the Windows ICO from the
// same numbers, byte for byte the same each time.
//
//	go run ./build/icon          writes build/appicon.svg, build/appicon.png, build/windows/icon.ico
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"math"
	"os"
	"path/filepath"
)

// brick is the one colour of the mark.
var brick = color.NRGBA{R: 0x9e, G: 0x3a, B: 0x2b, A: 0xff}

// icoSizes are those that Windows picks from at 100, 125, 150, 200 and 250 %.
var icoSizes = []int{16, 20, 24, 32, 40, 48, 64, 96, 128, 256}

type rect struct{ x0, y0, x1, y1 float64 }

// mark is the drawing at one size, fitted to whole pixels so that the joints
// stay clear at 16.
type mark struct {
	outer  rect
	radius float64
	bricks []rect
}

func draw(size int) mark {
	n := float64(size)
	margin := math.Round(n * 0.055)
	joint := math.Max(1, math.Round(n*0.045))
	box := n - 2*margin
	side := math.Round((box - 2*joint) / 3) // upper and lower course; the middle takes the rest
	m := mark{outer: rect{margin, margin, n - margin, n - margin}, radius: math.Round(n * 0.15)}
	tops := []float64{margin, margin + side + joint, n - margin - side}
	ends := []float64{margin + side, n - margin - side - joint, n - margin}
	cuts := []float64{0.62, 0.34, 0.62} // where the bricks of a course meet, of the width
	for i := range tops {
		cut := margin + math.Round(box*cuts[i]-joint/2)
		m.bricks = append(m.bricks,
			rect{margin, tops[i], cut, ends[i]},
			rect{cut + joint, tops[i], n - margin, ends[i]})
	}
	return m
}

// inside reports whether a point is brick.
func (m mark) inside(x, y float64) bool {
	o, r := m.outer, m.radius
	cx := math.Min(math.Max(x, o.x0+r), o.x1-r)
	cy := math.Min(math.Max(y, o.y0+r), o.y1-r)
	if (x-cx)*(x-cx)+(y-cy)*(y-cy) > r*r {
		return false
	}
	for _, b := range m.bricks {
		if x >= b.x0 && x < b.x1 && y >= b.y0 && y < b.y1 {
			return true
		}
	}
	return false
}

func raster(size int) *image.NRGBA {
	const fine = 8 // samples a side: 64 steps of transparency at the round corners
	m, img := draw(size), image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			hit := 0
			for i := range fine * fine {
				if m.inside(float64(x)+(float64(i%fine)+0.5)/fine, float64(y)+(float64(i/fine)+0.5)/fine) {
					hit++
				}
			}
			if hit > 0 {
				c := brick
				c.A = uint8(hit * 255 / (fine * fine))
				img.SetNRGBA(x, y, c)
			}
		}
	}
	return img
}

func pngOf(img image.Image) []byte {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&b, img); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

// dibOf is the classic form of an icon image: 32-bit rows from the bottom and
// an empty mask. Resource editors and old shells want it below 256 pixels.
func dibOf(img *image.NRGBA) []byte {
	n := img.Rect.Dx()
	maskRow := (n + 31) / 32 * 4
	var b bytes.Buffer
	for _, v := range []any{uint32(40), int32(n), int32(2 * n), uint16(1), uint16(32), uint32(0),
		uint32(4*n*n + maskRow*n), int32(0), int32(0), uint32(0), uint32(0)} {
		_ = binary.Write(&b, binary.LittleEndian, v)
	}
	for y := n - 1; y >= 0; y-- {
		for x := range n {
			c := img.NRGBAAt(x, y)
			b.Write([]byte{c.B, c.G, c.R, c.A})
		}
	}
	b.Write(make([]byte, maskRow*n))
	return b.Bytes()
}

func icoOf(sizes []int) []byte {
	var head, body bytes.Buffer
	_ = binary.Write(&head, binary.LittleEndian, []uint16{0, 1, uint16(len(sizes))})
	for _, n := range sizes {
		data := dibOf(raster(n))
		if n >= 256 {
			data = pngOf(raster(n))
		}
		head.Write([]byte{byte(n), byte(n), 0, 0}) // 256 is written as 0
		_ = binary.Write(&head, binary.LittleEndian, []uint16{1, 32})
		_ = binary.Write(&head, binary.LittleEndian, []uint32{uint32(len(data)), uint32(6 + 16*len(sizes) + body.Len())})
		body.Write(data)
	}
	return append(head.Bytes(), body.Bytes()...)
}

func svgOf(size int) []byte {
	m := draw(size)
	var b bytes.Buffer
	o := m.outer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" fill="#%02x%02x%02x">`+"\n", size, size, brick.R, brick.G, brick.B)
	fmt.Fprintf(&b, `  <clipPath id="c"><rect x="%g" y="%g" width="%g" height="%g" rx="%g"/></clipPath>`+"\n", o.x0, o.y0, o.x1-o.x0, o.y1-o.y0, m.radius)
	b.WriteString(`  <g clip-path="url(#c)">` + "\n")
	for _, r := range m.bricks {
		fmt.Fprintf(&b, `    <rect x="%g" y="%g" width="%g" height="%g"/>`+"\n", r.x0, r.y0, r.x1-r.x0, r.y1-r.y0)
	}
	b.WriteString("  </g>\n</svg>\n")
	return b.Bytes()
}

// files gives every file of the icon by its path below the build folder.
func files() map[string][]byte {
	return map[string][]byte{
		"appicon.svg":      svgOf(1024),
		"appicon.png":      pngOf(raster(1024)),
		"windows/icon.ico": icoOf(icoSizes),
	}
}

func main() {
	for name, data := range files() {
		if err := os.WriteFile(filepath.Join("build", name), data, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
