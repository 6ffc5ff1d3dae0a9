// Package documents owns the layout of every printed document: one file each,
// from a typed model to PDF bytes.
//
// A model holds plain strings that are already masked for its audience. A
// layout knows nothing but its model: not where the strings come from, and it
// never masks by drawing over them.
package documents

import (
	"strings"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/print"
)

// Audience is who will see the page.
type Audience string

// Internal pages are stamped 内部资料; Wall pages hang in public.
const (
	Internal Audience = "internal"
	Wall     Audience = "wall"
)

// Label is what the user calls it.
func (a Audience) Label() string {
	if a == Wall {
		return "上墙"
	}
	return "内部"
}

// Theme is the dress of a poster: 红金, 城砖 or 省墨.
type Theme string

// The three themes of posters.
const (
	RedGold Theme = "redgold"
	Brick   Theme = "brick"
	Plain   Theme = "plain"
)

// Label is what the user calls it.
func (t Theme) Label() string {
	return map[Theme]string{RedGold: "红金", Brick: "城砖", Plain: "省墨"}[t]
}

// Orientation turns the paper; empty means as the document prefers.
type Orientation string

// Lying or standing paper.
const (
	Landscape Orientation = "landscape"
	Portrait  Orientation = "portrait"
)

// Options say how a document is printed. The zero value is the usual way.
type Options struct {
	Paper       string // "A4" … "A1" or "600x900" (mm); empty: the document's own
	Orientation Orientation
	Tile        string // sheet to spread each page over, such as "A4"; empty: none
	Audience    Audience
	Theme       Theme
	Created     time.Time // day of printing; also written into the file
	posting     bool      // the page is kept as it is posted; see PostNotice
}

// Press makes documents with the faces of the process; safe for concurrent use.
type Press struct{ fonts *print.Fonts }

// New makes a Press.
func New(fonts *print.Fonts) *Press { return &Press{fonts} }

// paper returns the sheet asked for, or the default, turned as asked.
func (o Options) paper(standard string, turn Orientation) (print.Paper, error) {
	name := o.Paper
	if name == "" {
		name = standard
	}
	p, ok := print.PaperNamed(name)
	if !ok {
		return p, errs.New(errs.Invalid, "不认识的纸张“"+name+"”").In("paper").Do("请选 A4、A3、A2、A1，或写成 600x900（毫米）")
	}
	switch {
	case o.Orientation != "":
		turn = o.Orientation
	case strings.Contains(name, "x"):
		return p, nil // a size in millimetres is meant as it is written
	}
	switch turn {
	case Landscape:
		return p.Landscape(), nil
	case Portrait:
		return p.Portrait(), nil
	}
	return p, errs.New(errs.Invalid, "不认识的纸张方向").In("orientation").Do("请选横向或竖向")
}

func (o Options) internal() bool { return o.Audience != Wall }

// date is the day of printing as it stands on the page.
func (o Options) date() string {
	if o.Created.IsZero() {
		return ""
	}
	return o.Created.Format("2006年1月2日")
}

func (o Options) check(audiences ...Audience) error {
	if o.Audience != "" {
		known := false
		for _, a := range audiences {
			known = known || a == o.Audience
		}
		if !known {
			return errs.New(errs.Denied, "这份材料不能按这个用途打印").In("audience").Do("请改选用途：内部或上墙")
		}
	}
	switch o.Theme {
	case "", RedGold, Brick, Plain:
		return nil
	}
	return errs.New(errs.Invalid, "不认识的样式").In("theme").Do("请选红金、城砖或省墨")
}

func (p *Press) doc(title string, o Options) *print.Doc {
	return print.NewDoc(p.fonts, print.Setup{Title: title, Created: o.Created})
}

// finish tiles if asked and writes the file.
func finish(d *print.Doc, o Options) ([]byte, error) {
	if o.Tile != "" {
		sheet, ok := print.PaperNamed(o.Tile)
		if !ok {
			return nil, errs.New(errs.Invalid, "不认识的拼贴用纸“"+o.Tile+"”").In("tile").Do("请选 A4 或 A3")
		}
		d = d.Tile(print.TileOver(sheet))
	}
	return d.Bytes()
}
