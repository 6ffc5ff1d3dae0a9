package photos_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/bmp"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/photos"
)

var corners = map[string]color.RGBA{"top left": {200, 20, 20, 255}, "top right": {20, 180, 20, 255}, "bottom left": {20, 20, 200, 255}, "bottom right": {220, 220, 20, 255}}

// lies says, for each way a picture may lie (Exif 2.3, tag 0x0112), at which side of the
// upright picture its first row and its first column are.
var lies = [...][2]string{1: {"top", "left"}, {"top", "right"}, {"bottom", "right"}, {"bottom", "left"}, {"left", "top"}, {"right", "top"}, {"right", "bottom"}, {"left", "bottom"}}

// opposite turns a side round.
var opposite = map[string]string{"top": "bottom", "bottom": "top", "left": "right", "right": "left"}

// corner names a corner by two sides in any order.
func corner(a, b string) string {
	if a == "left" || a == "right" {
		a, b = b, a
	}
	return a + " " + b
}

// lying draws a picture whose upright form is 300 × 200 with a colour in each corner, as
// a camera stores it.
func lying(turn int) image.Image {
	w, h := 300, 200
	if turn >= 5 {
		w, h = h, w
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	row, column := lies[turn][0], lies[turn][1]
	for y := range h {
		for x := range w {
			r, c := row, column
			if y >= h/2 {
				r = opposite[r]
			}
			if x >= w/2 {
				c = opposite[c]
			}
			img.SetRGBA(x, y, corners[corner(r, c)])
		}
	}
	return img
}

// camera writes a JPEG file as a phone does: with a place, a maker and a day.
func camera(t testing.TB, img image.Image, turn int, order binary.AppendByteOrder) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	head := "II*\x00"
	if order == binary.AppendByteOrder(binary.BigEndian) {
		head = "MM\x00*"
	}
	tiff := order.AppendUint32([]byte(head), 8)
	entry := func(tag, kind uint16, count uint32, value []byte) {
		tiff = order.AppendUint16(tiff, tag)
		tiff = order.AppendUint16(tiff, kind)
		tiff = order.AppendUint32(tiff, count)
		tiff = append(tiff, append(value, 0, 0, 0, 0)[:4]...)
	}
	const day, maker, place = "2026:11:20 09:30:00\x00", "PHONEMAKER\x00", "N30.5928E114.3055\x00"
	tiff = order.AppendUint16(tiff, 4) // entries: 10 up to 8+2+48+4 = 62
	entry(0x010f, 2, uint32(len(maker)), order.AppendUint32(nil, 80))
	entry(0x0112, 3, 1, order.AppendUint16(nil, uint16(turn)))
	entry(0x8769, 4, 1, order.AppendUint32(nil, 62))
	entry(0x8825, 2, uint32(len(place)), order.AppendUint32(nil, 112))
	tiff = order.AppendUint32(tiff, 0)
	tiff = order.AppendUint16(tiff, 1) // the second list: 62 up to 80
	entry(0x9003, 2, uint32(len(day)), order.AppendUint32(nil, 91))
	tiff = order.AppendUint32(tiff, 0)
	tiff = append(tiff, maker+day+"\x00"...)
	tiff = append(tiff, place...)
	app := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(app)+2))...)
	return append(append(out, app...), b.Bytes()[2:]...)
}

func near(a color.Color, b color.RGBA) bool {
	r, g, bl, _ := a.RGBA()
	d := func(x uint32, y uint8) bool { n := int(x>>8) - int(y); return n > -30 && n < 30 }
	return d(r, b.R) && d(g, b.G) && d(bl, b.B)
}

// checkUpright says what is wrong with a shrunk picture of lying.
func checkUpright(p photos.Picture) string {
	img, err := jpeg.Decode(bytes.NewReader(p.JPEG))
	if err != nil {
		return err.Error()
	}
	b := img.Bounds()
	if b.Dx() != 300 || b.Dy() != 200 || p.Width != 300 || p.Height != 200 {
		return fmt.Sprintf("%d × %d, said to be %d × %d", b.Dx(), b.Dy(), p.Width, p.Height)
	}
	for name, want := range corners {
		x, y := 20, 20
		if strings.HasPrefix(name, "bottom") {
			y = 180
		}
		if strings.HasSuffix(name, "right") {
			x = 280
		}
		if !near(img.At(x, y), want) {
			return fmt.Sprintf("%s is %v", name, img.At(x, y))
		}
	}
	return ""
}

func TestACameraPictureStandsUprightAndTellsNoPlace(t *testing.T) {
	for turn := 1; turn <= 8; turn++ {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			file := camera(t, lying(turn), turn, order)
			p, err := photos.Shrink(file)
			if err != nil {
				t.Fatal(err)
			}
			if wrong := checkUpright(p); wrong != "" {
				t.Errorf("orientation %d: %s", turn, wrong)
			}
			if p.Taken != "2026-11-20" {
				t.Errorf("orientation %d: taken on %q", turn, p.Taken)
			}
			for _, secret := range []string{"N30.5928", "PHONEMAKER", "Exif", "09:30", "2026:11"} {
				if !bytes.Contains(file, []byte(secret)) {
					t.Fatalf("the test's file lacks %q", secret)
				}
				if bytes.Contains(p.JPEG, []byte(secret)) {
					t.Errorf("orientation %d: %q is still in the picture", turn, secret)
				}
			}
		}
	}
	// The check sees a picture that was left lying.
	p, err := photos.Shrink(camera(t, lying(3), 1, binary.LittleEndian))
	if err != nil || checkUpright(p) == "" {
		t.Errorf("a lying picture passes: %v", err)
	}
}

func TestEveryUsualFormatIsTakenAndMadeSmall(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, 3000, 2000))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = byte(r.Uint32())
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 400, 300))
	plain := lying(1)
	write := func(f func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, file := range map[string][]byte{
		"noise": write(func(b *bytes.Buffer) error { return jpeg.Encode(b, noise, &jpeg.Options{Quality: 90}) }),
		"clear": write(func(b *bytes.Buffer) error { return png.Encode(b, clear) }),
		"png":   write(func(b *bytes.Buffer) error { return png.Encode(b, plain) }),
		"bmp":   write(func(b *bytes.Buffer) error { return bmp.Encode(b, plain) }),
		"gif":   write(func(b *bytes.Buffer) error { return gif.Encode(b, plain, nil) }),
		"long":  write(func(b *bytes.Buffer) error { return png.Encode(b, image.NewGray(image.Rect(0, 0, 9000, 3))) }),
	} {
		p, err := photos.Shrink(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(p.JPEG) > 180<<10 || max(p.Width, p.Height) > 1280 {
			t.Errorf("%s: %d bytes, %d × %d", name, len(p.JPEG), p.Width, p.Height)
		}
		img, err := jpeg.Decode(bytes.NewReader(p.JPEG))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if name == "clear" && !near(img.At(5, 5), color.RGBA{255, 255, 255, 255}) {
			t.Errorf("what is seen through became %v, not white", img.At(5, 5))
		}
		if name == "png" || name == "bmp" {
			if wrong := checkUpright(p); wrong != "" {
				t.Errorf("%s: %s", name, wrong)
			}
		}
	}
}

func TestWhatIsNoPictureIsRefusedInWords(t *testing.T) {
	whole := camera(t, lying(1), 1, binary.LittleEndian)
	huge := pngHead(60000, 60000)
	for name, c := range map[string]struct {
		file []byte
		code errs.Code
		says string
	}{
		"words":  {[]byte("这不是照片"), errs.Invalid, "不是照片"},
		"empty":  {nil, errs.Invalid, "不是照片"},
		"half":   {whole[:len(whole)*2/3], errs.Damaged, "不完整"},
		"heic":   {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), errs.Invalid, "HEIC"},
		"huge":   {huge, errs.Invalid, "60000×60000"},
		"sheet":  {[]byte("PK\x03\x04 a workbook"), errs.Invalid, "不是照片"},
		"packet": {[]byte("%PDF-1.4"), errs.Invalid, "不是照片"},
	} {
		path := filepath.Join(t.TempDir(), "楼道.jpg")
		if err := os.WriteFile(path, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := photos.ShrinkFile(path)
		e := errs.Of(err)
		if err == nil || e.Code != c.code || !strings.Contains(e.Message, c.says) || !strings.Contains(e.Message, "楼道.jpg") || e.Hint == "" {
			t.Errorf("%s: %v (%v)", name, err, e)
		}
	}
}

// pngHead is the beginning of a PNG file that says how large it is.
func pngHead(w, h uint32) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	out := b.Bytes()
	binary.BigEndian.PutUint32(out[16:], w)
	binary.BigEndian.PutUint32(out[20:], h)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

func FuzzShrink(f *testing.F) {
	small := image.NewGray(image.Rect(0, 0, 9, 7))
	f.Add(camera(f, small, 6, binary.LittleEndian))
	f.Add(camera(f, small, 3, binary.BigEndian))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if config, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && config.Width*config.Height > 1<<20 {
			return // not what is looked for here, and slow
		}
		p, err := photos.Shrink(data)
		if err != nil {
			return
		}
		if img, err := jpeg.Decode(bytes.NewReader(p.JPEG)); err != nil || img.Bounds().Dx() != p.Width || img.Bounds().Dy() != p.Height {
			t.Fatalf("%v, %d × %d", err, p.Width, p.Height)
		}
	})
}
