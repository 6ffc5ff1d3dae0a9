package demo

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Drawn, because a made-up community has no camera: 960 × 640.
const pictureW, pictureH = 960, 640

// scene is what a drawn picture of an estate shows.
type scene struct {
	night, lamps, dug bool
	seed              int
}

func box(img *image.RGBA, x, y, w, h int, c color.RGBA) {
	draw.Draw(img, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
}

func disc(img *image.RGBA, cx, cy, r int, c color.RGBA) {
	for y := -r; y <= r; y++ {
		for x := -r; x <= r; x++ {
			if x*x+y*y <= r*r && image.Pt(cx+x, cy+y).In(img.Rect) {
				img.SetRGBA(cx+x, cy+y, c)
			}
		}
	}
}

// draws is the picture of a scene as a JPEG file; the same scene gives the same bytes.
func (s scene) draws() []byte {
	img := image.NewRGBA(image.Rect(0, 0, pictureW, pictureH))
	dark := func(c color.RGBA) color.RGBA {
		if s.night {
			return color.RGBA{c.R / 3, c.G / 3, c.B/3 + 18, 255}
		}
		return c
	}
	for y := range 430 {
		v := uint8(y / 6)
		box(img, 0, y, pictureW, 1, dark(color.RGBA{150 + v, 190 + v/2, 222, 255}))
	}
	walls := []color.RGBA{{196, 140, 112, 255}, {184, 178, 156, 255}, {206, 188, 160, 255}, {160, 138, 122, 255}}
	n := s.seed
	next := func(below int) int { n = (n*1103515245 + 12345) & 0x7fffffff; return n / 97 % below }
	for x := -20; x < pictureW; {
		w, top := 150+next(90), 90+next(110)
		box(img, x, top, w-10, 480-top, dark(walls[next(len(walls))]))
		for y := top + 28; y < 400; y += 52 {
			for i := x + 18; i < x+w-40; i += 46 {
				lit := next(4) == 0
				pane := dark(color.RGBA{88, 104, 116, 255})
				if s.night && lit || !s.night && next(9) == 0 {
					pane = color.RGBA{255, 226, 150, 255}
				}
				box(img, i, y, 24, 32, pane)
			}
		}
		door := dark(color.RGBA{92, 72, 60, 255})
		if s.lamps {
			disc(img, x+w/2, 424, 30, color.RGBA{255, 240, 190, 255})
			door = color.RGBA{255, 214, 130, 255}
		}
		box(img, x+w/2-18, 420, 36, 60, door)
		x += w
	}
	box(img, 0, 480, pictureW, 160, dark(color.RGBA{128, 126, 120, 255}))
	for x := 30; x < pictureW; x += 120 {
		box(img, x, 560, 60, 8, dark(color.RGBA{226, 222, 212, 255}))
	}
	for range 4 {
		x := 40 + next(pictureW-80)
		box(img, x-4, 440, 8, 60, dark(color.RGBA{94, 70, 54, 255}))
		disc(img, x, 420, 34, dark(color.RGBA{98, 132, 84, 255}))
	}
	if s.dug {
		box(img, 180, 520, 600, 46, dark(color.RGBA{112, 84, 60, 255}))
		for x := 200; x < 780; x += 70 {
			box(img, x, 500, 44, 10, color.RGBA{214, 64, 44, 255})
			box(img, x+44, 500, 26, 10, color.RGBA{244, 240, 232, 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 70}); err != nil {
		return nil // a picture in memory cannot fail to be written
	}
	return out.Bytes()
}

// picture makes the photo of a scene.
func picture(s scene, stage, caption string, taken cn.Date) *registers.Photo {
	return &registers.Photo{Stage: stage, Caption: caption, Taken: taken, Width: pictureW, Height: pictureH, Image: schema.FileText(s.draws())}
}

// projectPhotos are those of the project at a place of the plan.
func projectPhotos(i int, p *project, today cn.Date) []*registers.Photo {
	switch i {
	case 0:
		return []*registers.Photo{
			picture(scene{night: true, seed: 11}, registers.PhotoBefore, "楼道口没有灯", p.Started.AddDays(-20)),
			picture(scene{night: true, lamps: true, seed: 11}, registers.PhotoAfter, "声控灯全部换好", p.Ended),
		}
	case 1:
		return []*registers.Photo{
			picture(scene{seed: 23}, registers.PhotoBefore, "改造前的楼前路面", p.Started.AddDays(-5)),
			picture(scene{dug: true, seed: 23}, registers.PhotoDuring, "正在铺设主管", today.AddDays(-12)),
		}
	}
	return nil
}
