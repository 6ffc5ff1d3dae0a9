// Package photos owns the pictures of records: how a file of a camera becomes a small
// picture without place, camera and time, and how pictures are put to a record, listed
// and taken away. It knows no screen and no command line.
package photos

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // a first picture of a GIF file
	"image/jpeg"
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/draw"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/webp"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

// What a picture is shrunk to: enough for half a page of paper, small enough that a
// year's pictures go into a packet.
const (
	longSide  = 1280       // pixels
	mostBytes = 180 << 10  // of the JPEG file
	maxFile   = 64 << 20   // bytes of a file that is read at all
	maxPixels = 80_000_000 // of a picture that is opened at all: 240 MB
)

// Picture is a shrunk picture, ready for the book.
type Picture struct {
	JPEG          []byte
	Width, Height int     // pixels, upright
	Taken         cn.Date // the day that the camera wrote; "" not known
}

// ShrinkFile reads a picture file; what is wrong with it names the file.
func ShrinkFile(path string) (Picture, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		return Picture{}, errs.Wrap(errs.NotFound, err, "找不到照片“"+name+"”").Do("请确认文件还在；若在优盘或手机上，请确认已插好")
	}
	if info.Size() > maxFile {
		return Picture{}, errs.New(errs.Invalid, fmt.Sprintf("照片“%s”有 %d MB，太大了", name, info.Size()>>20)).Do("一张照片最多 64 MB，请先用看图软件另存一份小的")
	}
	f, err := os.Open(path)
	if err != nil {
		return Picture{}, errs.Wrap(errs.Disk, err, "打不开照片“"+name+"”").Do("请确认文件没有被别的程序占用")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return Picture{}, errs.Wrap(errs.Disk, err, "读照片“"+name+"”时中断").Do("若在优盘或手机上，请确认没有拔出，再试一次")
	}
	p, err := Shrink(data)
	if err != nil {
		e := errs.Of(err)
		e.Message = "“" + name + "”" + e.Message
		return Picture{}, e
	}
	return p, nil
}

// Shrink makes an upright JPEG of at most 1280 pixels and 180 KB of a JPEG, PNG, GIF,
// BMP or WebP file. Nothing that the camera wrote beside the picture stays in it.
func Shrink(data []byte) (Picture, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case heic(data):
		return Picture{}, errs.New(errs.Invalid, "是苹果手机的 HEIC 照片，这里打不开").Do("请在手机“设置-相机-格式”里选“兼容性最佳”后重拍，或用微信发到电脑上再选（微信会转成 JPG）")
	case err != nil:
		return Picture{}, notPicture(err)
	case config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height:
		return Picture{}, errs.New(errs.Invalid, fmt.Sprintf("有 %d×%d 像素，太大了", config.Width, config.Height)).Do("请先用看图软件缩小后再选")
	}
	img, kind, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return Picture{}, notPicture(err)
	}
	meta := exif{turn: 1}
	if kind == "jpeg" {
		meta = readExif(data)
	}
	small := upright(scale(img, longSide), meta.turn)
	out := Picture{Taken: meta.day}
	for {
		if out.JPEG, err = encode(small); err != nil {
			return Picture{}, errs.Of(err)
		}
		out.Width, out.Height = small.Bounds().Dx(), small.Bounds().Dy()
		long := max(out.Width, out.Height)
		if len(out.JPEG) <= mostBytes || long <= 200 {
			return out, nil
		}
		small = scale(small, long*3/4) // noise rather than a picture: smaller still
	}
}

func notPicture(err error) error {
	if errors.Is(err, image.ErrFormat) {
		return errs.Wrap(errs.Invalid, err, "不是照片").Do("请选 JPG、PNG、BMP、GIF 或 WebP 格式的照片")
	}
	return errs.Wrap(errs.Damaged, err, "打不开，文件可能不完整").Do("请从手机或相机里重新拷一份")
}

// heic tells the pictures of Apple's phones by the head of their file.
func heic(data []byte) bool {
	if len(data) < 12 || string(data[4:8]) != "ftyp" {
		return false
	}
	brand := string(data[8:12])
	return strings.HasPrefix(brand, "hei") || strings.HasPrefix(brand, "hev") || brand == "mif1" || brand == "msf1"
}

// scale makes a picture's long side at most so long; what is seen through is white.
func scale(img image.Image, most int) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if long := max(w, h); long > most {
		w, h = max(1, (w*most+long/2)/long), max(1, (h*most+long/2)/long)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	if w == b.Dx() {
		draw.Draw(out, out.Bounds(), img, b.Min, draw.Over)
		return out
	}
	draw.BiLinear.Scale(out, out.Bounds(), img, b, draw.Over, nil)
	return out
}

// upright turns and mirrors a picture as its camera says (Exif 2.3, tag 0x0112).
func upright(img *image.RGBA, turn int) *image.RGBA {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	from := map[int]func(x, y int) (int, int){ // where the pixel of the result comes from
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, h - 1 - x },
		7: func(x, y int) (int, int) { return w - 1 - y, h - 1 - x },
		8: func(x, y int) (int, int) { return w - 1 - y, x },
	}[turn]
	if from == nil {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 { // it lay on its side
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range out.Bounds().Dy() {
		for x := range out.Bounds().Dx() {
			sx, sy := from(x, y)
			copy(out.Pix[out.PixOffset(x, y):][:4], img.Pix[img.PixOffset(sx, sy):][:4])
		}
	}
	return out
}

// encode writes the picture as well as its bytes allow.
func encode(img image.Image) (out []byte, err error) {
	for _, quality := range []int{82, 74, 64, 52} {
		var b bytes.Buffer
		if err = jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		if out = b.Bytes(); len(out) <= mostBytes {
			break
		}
	}
	return out, nil
}
