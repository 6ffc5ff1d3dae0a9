package print

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // photos come as PNG or JPEG
	"strconv"

	"github.com/jung-kurt/gofpdf"

	"chengzhuan/backend/errs"
)

// pageImage is a photo ready to embed: always a fresh JPEG, so that nothing of
// the camera's notes (place, time, owner) gets into the file.
type pageImage struct {
	key  string
	jpeg []byte
	w, h int
}

// maxPixels bounds what a photo may unpack to.
const maxPixels = 40_000_000

// Photo draws a PNG or JPEG picture, cut to fill the box around its middle. A
// picture that cannot be read is an error of the document.
func (p *Page) Photo(b Box, data []byte) {
	img, err := p.doc.photo(data, b.W/b.H)
	if err != nil {
		p.doc.Fail(err)
		return
	}
	p.ops = append(p.ops, &imageOp{b, img})
}

func (d *Doc) photo(data []byte, ratio float64) (*pageImage, error) {
	sum := sha256.Sum256(data)
	key := hex.EncodeToString(sum[:12]) + "-" + strconv.Itoa(int(ratio*1000))
	if img := d.images[key]; img != nil {
		return img, nil
	}
	bad := func(err error) error {
		return errs.Wrap(errs.Invalid, err, "照片读不出来").Do("请换一张 JPG 或 PNG 照片")
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, bad(err)
	}
	if c.Width < 1 || c.Height < 1 || c.Width > maxPixels/c.Height {
		return nil, errs.New(errs.Invalid, "照片太大").Do("请换一张 4000 万像素以内的照片")
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, bad(err)
	}
	crop := middle(src.Bounds(), ratio)
	dst := image.NewRGBA(image.Rect(0, 0, crop.Dx(), crop.Dy()))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(dst, dst.Bounds(), src, crop.Min, draw.Over)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, dst, &jpeg.Options{Quality: 90}); err != nil {
		return nil, bad(err)
	}
	img := &pageImage{key, out.Bytes(), crop.Dx(), crop.Dy()}
	d.images[key] = img
	return img, nil
}

// middle is the largest part of r with the given width to height, around its middle.
func middle(r image.Rectangle, ratio float64) image.Rectangle {
	w, h := r.Dx(), r.Dy()
	if float64(w) > float64(h)*ratio {
		w = max(int(float64(h)*ratio), 1)
	} else {
		h = max(int(float64(w)/ratio), 1)
	}
	x, y := r.Min.X+(r.Dx()-w)/2, r.Min.Y+(r.Dy()-h)/2
	return image.Rect(x, y, x+w, y+h)
}

func (o *imageOp) emit(e *emitter) {
	opt := gofpdf.ImageOptions{ImageType: "JPG"}
	if e.pdf.GetImageInfo(o.image.key) == nil {
		e.pdf.RegisterImageOptionsReader(o.image.key, opt, bytes.NewReader(o.image.jpeg))
	}
	e.pdf.ImageOptions(o.image.key, o.X, o.Y+e.sheetH-e.pageH, o.W, o.H, false, opt, 0, "")
}
