package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// The files in the repository are those that this program draws. Pictures are
// compared as pixels: another Go release may pack the same PNG differently.
func TestFilesAreFresh(t *testing.T) {
	for name, want := range files() {
		have, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(plain(t, have), plain(t, want)) {
			t.Errorf("build/%s is not what build/icon draws; run: go run ./build/icon", name)
		}
	}
}

func TestFreshnessSeesOneWrongPixel(t *testing.T) {
	img := raster(256)
	want := plain(t, pngOf(img))
	img.Pix[4*256*128+4*100+3]--
	if bytes.Equal(plain(t, pngOf(img)), want) {
		t.Error("a changed pixel went unseen")
	}
}

// plain replaces the PNG in data, if there is one, by its pixels. In an ICO the
// directory entry of the PNG, its length, goes too.
func plain(t *testing.T, data []byte) []byte {
	t.Helper()
	at := bytes.Index(data, []byte("\x89PNG"))
	if at < 0 {
		return data
	}
	img, err := png.Decode(bytes.NewReader(data[at:]))
	if err != nil {
		t.Fatal(err)
	}
	head := bytes.Clone(data[:at])
	if n := 6 + 16*len(icoSizes); at >= n {
		copy(head[n-8:n-4], []byte{0, 0, 0, 0})
	}
	var out bytes.Buffer
	out.Write(head)
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, a := img.At(x, y).RGBA()
			out.Write([]byte{byte(r >> 8), byte(g >> 8), byte(bl >> 8), byte(a >> 8)})
		}
	}
	return out.Bytes()
}

// At every size the three courses are told apart by clear rows, and the
// corners are round.
func TestCoursesStayApart(t *testing.T) {
	for _, size := range icoSizes {
		img := raster(size)
		clear := 0
		for y := 1; y < size; y++ {
			row, above := rowIsClear(img.Pix[y*img.Stride:][:4*size]), rowIsClear(img.Pix[(y-1)*img.Stride:][:4*size])
			if row && !above {
				clear++
			}
		}
		if clear != 3 { // two joints and the lower margin
			t.Errorf("size %d: %d clear bands below bricks, want 3", size, clear)
		}
		if m := draw(size); img.NRGBAAt(int(m.outer.x0), int(m.outer.y0)).A > 200 {
			t.Errorf("size %d: the corner is square", size)
		}
	}
}

func rowIsClear(row []byte) bool {
	for i := 3; i < len(row); i += 4 {
		if row[i] != 0 {
			return false
		}
	}
	return true
}
