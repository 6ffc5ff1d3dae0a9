package documents

import (
	"strings"

	"chengzhuan/backend/print"
)

// Tick is one choice of a form, ticked or not.
type Tick struct {
	Label string
	On    bool
}

// ticks is a line of choices; a choice is never broken in its middle.
func ticks(list []Tick) string {
	parts := make([]string, len(list))
	for i, t := range list {
		box := "☐"
		if t.On {
			box = "☑"
		}
		parts[i] = print.Keep(box+t.Label, "　")
	}
	return strings.Join(parts, "　")
}

// paperForm is a boxed form over the full width of a standing sheet.
type paperForm struct{ *print.Form }

func newPaperForm(widths ...float64) *paperForm {
	return &paperForm{&print.Form{
		Widths: widths,
		Label:  print.Style{Face: print.Hei, Size: 10, Color: sheetInk, Pitch: 1.25},
		Value:  print.Style{Face: print.Hei, Size: 10.2, Color: sheetInk, Pitch: 1.4},
		PadX:   1.8, PadY: 1.4, LabelFill: &sheetHead, Line: sheetLine, Outer: sheetFrame,
	}}
}

func (f *paperForm) row(height float64, cells ...print.Cell) {
	f.Rows = append(f.Rows, print.FormRow{Height: height, Cells: cells})
}

// heading is a tinted row over the whole width.
func (f *paperForm) heading(text string) {
	f.row(7.6, print.Cell{Text: text, Label: true, Cols: len(f.Widths)})
}

// signs is an empty row to write in by hand, with words at its foot.
func (f *paperForm) signs(height float64, label, foot string) {
	f.row(height, labelled(label), print.Cell{Cols: len(f.Widths) - 1, Draw: func(p *print.Page, b print.Box) {
		p.TextBox(print.Box{X: b.X + 2, Y: b.Bottom() - 8.2, W: b.W - 6, H: 7}, foot,
			print.Text{Style: f.Value.At(10), Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 7, Name: "签名处"})
	}})
}

func labelled(s string) print.Cell { return print.Cell{Text: s, Label: true} }

func centred(s string) print.Cell { return print.Cell{Text: s, Align: print.Center} }

func spanning(s string, cols int) print.Cell { return print.Cell{Text: s, Cols: cols} }

// formSheet begins a document of forms: a flow whose pages have the title, the
// unit at the left and what stands at the right.
func (p *Press) formSheet(title, unit, right string, o Options, maker, checker string) (*print.Doc, *print.Flow, error) {
	if err := o.check(Internal); err != nil {
		return nil, nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, nil, err
	}
	d := p.doc(title, o)
	sheetFurniture(d, o, maker, checker)
	return d, print.NewFlow(d, paper, sheetMargins, func(pg *print.Page, b print.Box, no int) float64 {
		return sheetHeading(pg, b, title, unit, "", right)
	}), nil
}

const signLine = "签名：　　　　　　　　　　年　　月　　日"
