package print

import (
	"bytes"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"

	"chengzhuan/backend/errs"
)

// emitter writes the recorded pages through gofpdf. Text goes through its
// SetFont and Text; everything else is written as content operators, and the
// state (colour, line, spacing) is kept here so that nothing is repeated.
type emitter struct {
	pdf     *gofpdf.Fpdf
	sheetH  float64 // height of the sheet written on
	pageH   float64 // height of the page whose list is written
	fill    string
	stroke  string
	spacing string
	font    *docFace
	size    float64
	buf     []byte
	scratch []byte
}

const unknown = "?"

func emit(d *Doc) ([]byte, error) {
	pdf, cuts, err := write(d)
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "PDF 没有生成成功").Do("请再试一次；仍然出错请把日志交给维护人员")
	}
	return repair(pdf, cuts)
}

// write returns the file as gofpdf makes it, and the fonts in it by name.
func write(d *Doc) ([]byte, map[string]*cutFont, error) {
	first := d.pages[0].Paper
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: first.W, Ht: first.H}})
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false)
	created := d.Created
	if created.IsZero() {
		created = time.Unix(0, 0).UTC() // gofpdf would read the clock
	}
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetProducer("", false)
	pdf.SetTitle(d.Title, true)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	cuts := map[string]*cutFont{}
	for _, f := range d.set.order {
		if runes := f.used(); len(runes) > 0 {
			f.cut = f.font.cut(runes)
			cuts[string(f.name)] = f.cut
			pdf.AddUTF8FontFromBytes(string(f.name), "", f.cut.ttf)
		}
	}
	e := &emitter{pdf: pdf}
	for _, p := range d.pages {
		pdf.AddPageFormat("P", gofpdf.SizeType{Wd: p.W, Ht: p.H})
		e.fill, e.stroke, e.spacing, e.font = unknown, unknown, unknown, nil
		e.sheetH, e.pageH = p.H, p.H
		for _, o := range p.ops {
			o.emit(e)
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, nil, err
	}
	return out.Bytes(), cuts, nil
}

// num appends a length given in millimetres as points.
func (e *emitter) num(mm float64) *emitter { return e.raw(mm * PointsPerMM) }

func (e *emitter) raw(v float64) *emitter {
	e.buf = strconv.AppendFloat(e.buf, v, 'f', 3, 64)
	for e.buf[len(e.buf)-1] == '0' {
		e.buf = e.buf[:len(e.buf)-1]
	}
	if e.buf[len(e.buf)-1] == '.' {
		e.buf = e.buf[:len(e.buf)-1]
	}
	e.buf = append(e.buf, ' ')
	return e
}

func (e *emitter) at(x, y float64) *emitter { return e.num(x).num(e.pageH - y) }

func (e *emitter) op(s string) *emitter { e.buf = append(append(e.buf, s...), '\n'); return e }

func (e *emitter) flush() {
	if n := len(e.buf); n > 0 {
		e.pdf.RawWriteStr(string(e.buf[:n-1])) // gofpdf adds the line end
		e.buf = e.buf[:0]
	}
}

func colorOperands(c Color) string {
	b := make([]byte, 0, 18)
	for _, v := range []uint8{c.R, c.G, c.B} {
		b = strconv.AppendFloat(b, float64(v)/255, 'f', 3, 64)
		b = append(b, ' ')
	}
	return string(b)
}

func (e *emitter) setFill(c Color) {
	if s := colorOperands(c); s != e.fill {
		e.fill = s
		e.buf = append(e.buf, s...)
		e.op("rg")
	}
}

func (e *emitter) setStroke(s *Stroke) {
	mark := len(e.buf)
	e.buf = append(e.buf, colorOperands(s.Color)...)
	e.op("RG").num(s.Width).op("w")
	e.buf = append(e.buf, '[')
	for _, d := range s.Dash {
		e.num(d)
	}
	e.op("] 0 d")
	if state := string(e.buf[mark:]); state == e.stroke {
		e.buf = e.buf[:mark]
	} else {
		e.stroke = state
	}
}

func (o *textOp) emit(e *emitter) {
	e.setFill(o.color)
	mark := len(e.buf)
	e.num(o.space).op("Tc")
	if s := string(e.buf[mark:]); s == e.spacing {
		e.buf = e.buf[:mark]
	} else {
		e.spacing = s
	}
	if o.bold {
		e.setStroke(&Stroke{Width: o.size * 0.035 / PointsPerMM, Color: o.color})
		e.op("2 Tr")
	}
	e.flush()
	if e.font != o.face || e.size != o.size {
		e.pdf.SetFont(string(o.face.name), "", o.size)
		e.font, e.size = o.face, o.size
	}
	e.scratch = e.scratch[:0]
	for _, r := range o.s {
		// gofpdf takes text as Unicode; the codes stand in for it.
		e.scratch = append(e.scratch, codeText(o.face.cut.codes[r])...)
	}
	e.pdf.Text(o.x, o.y+e.sheetH-e.pageH, string(e.scratch))
	if o.bold {
		e.op("0 Tr").flush()
	}
}

// codeText writes a code the way gofpdf reads it: as UTF-8, which it decodes
// without minding surrogates.
func codeText(c uint16) []byte {
	if c < 0x800 {
		return []byte{0xC0 | byte(c>>6), 0x80 | byte(c&0x3F)}
	}
	return []byte{0xE0 | byte(c>>12), 0x80 | byte(c>>6&0x3F), 0x80 | byte(c&0x3F)}
}

// paint ends a path.
func (e *emitter) paint(fill *Color, stroke *Stroke) {
	switch {
	case fill != nil && stroke != nil:
		e.op("B")
	case fill != nil:
		e.op("f")
	case stroke != nil:
		e.op("S")
	default:
		e.op("n")
	}
}

func (e *emitter) colors(fill *Color, stroke *Stroke) {
	if fill != nil {
		e.setFill(*fill)
	}
	if stroke != nil {
		e.setStroke(stroke)
	}
}

func (o *rectOp) emit(e *emitter) {
	e.colors(o.fill, o.stroke)
	e.at(o.X, o.Y).num(o.W).num(-o.H).op("re").paint(o.fill, o.stroke)
	e.flush()
}

func (o *lineOp) emit(e *emitter) {
	e.setStroke(o.stroke)
	e.at(o.x1, o.y1).op("m").at(o.x2, o.y2).op("l").op("S")
	e.flush()
}

func (o *pathOp) emit(e *emitter) {
	e.colors(o.fill, o.stroke)
	for _, s := range o.segments {
		switch s.kind {
		case 'c':
			e.at(s.p[0], s.p[1]).at(s.p[2], s.p[3]).at(s.p[4], s.p[5]).op("c")
		case 'h':
			e.op("h")
		default:
			e.at(s.p[0], s.p[1]).op(string(s.kind))
		}
	}
	e.paint(o.fill, o.stroke)
	e.flush()
}

func (o *placeOp) emit(e *emitter) {
	// Move the page's lower left corner so that the window's upper left corner
	// comes to x, y of this sheet.
	dx, dy := o.x-o.scale*o.window.X, e.pageH-o.y-o.scale*(o.page.H-o.window.Y)
	e.op("q")
	e.at(o.x, o.y).num(o.window.W * o.scale).num(-o.window.H * o.scale).op("re").op("W n")
	k := strconv.FormatFloat(o.scale, 'f', 6, 64)
	e.buf = append(e.buf, k+" 0 0 "+k+" "...)
	e.num(dx).num(dy).op("cm").flush()
	outer := e.pageH
	e.pageH = o.page.H
	e.fill, e.stroke, e.spacing = unknown, unknown, unknown
	for _, inner := range o.page.ops {
		inner.emit(e)
	}
	e.pageH = outer
	e.op("Q").flush()
	// The font set inside is gone with Q; gofpdf does not know.
	e.fill, e.stroke, e.spacing = unknown, unknown, unknown
	if e.font != nil {
		e.pdf.SetFont(string(e.font.name), "", e.size+1)
		e.font = nil
	}
}
