package documents

import (
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/print"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Picture is a photo on a sheet. Caption is what stands below it.
type Picture struct {
	JPEG          []byte
	Width, Height int // pixels
	Caption       string
}

// photoBlock sets photos two in a row below what stands on the sheet, whole, each with
// its words.
func photoBlock(f *print.Flow, list []Picture) {
	const gap, high, words, head = 6.0, 66.0, 6.5, 9.0
	body := f.Body()
	w := (body.W - gap) / 2
	for i, p := range list {
		if i%2 == 0 {
			need := high + words
			if i == 0 {
				need += head + 4
			}
			f.Need(need)
			if i == 0 {
				if !f.Empty() {
					f.Y += 4
				}
				f.Page.TextBox(print.Box{X: body.X, Y: f.Y, W: body.W, H: head - 2}, "照　片", print.Text{Style: print.Style{Face: print.Hei, Size: 11, Color: sheetInk}, VAlign: print.Middle, OneLine: true, Name: "照片标题"})
				f.Y += head
			}
		}
		cell := print.Box{X: body.X + float64(i%2)*(w+gap), Y: f.Y, W: w, H: high}
		f.Page.Photo(within(cell, p.Width, p.Height), p.JPEG)
		f.Page.TextBox(print.Box{X: cell.X, Y: cell.Bottom() + 0.5, W: w, H: words - 1.5}, p.Caption, print.Text{Style: print.Style{Face: print.Hei, Size: 9, Color: sheetMuted}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "照片说明"})
		if i%2 == 1 || i == len(list)-1 {
			f.Y += high + words
		}
	}
}

// within is the largest box of a picture's shape in the middle of another.
func within(b print.Box, width, height int) print.Box {
	if width < 1 || height < 1 {
		return b
	}
	w, h := b.W, b.W*float64(height)/float64(width)
	if h > b.H {
		w, h = b.H*float64(width)/float64(height), b.H
	}
	return print.Box{X: b.X + (b.W-w)/2, Y: b.Y + (b.H-h)/2, W: w, H: h}
}

// pictures returns the photos of a record that may be printed, oldest first.
func (g *desk) pictures(register string, id oplog.ID) (out []Picture, stages []string, err error) {
	owner := registers.PhotoOwner(register)
	records, err := g.l.Store.Lookup(g.ctx, registers.Photos.Def, owner.Key, id.String())
	if err != nil {
		return nil, nil, err
	}
	for _, r := range records {
		p := registers.Photos.Decode(r.Values)
		jpeg := schema.FileBytes(p.Image)
		if jpeg == nil {
			continue
		}
		stage, _ := registers.PhotoStages.LabelOf(p.Stage)
		words := strings.Join(strings.Fields(stage+" "+p.Caption+" "+dotted(p.Taken)), "　")
		out, stages = append(out, Picture{jpeg, int(p.Width), int(p.Height), words}), append(stages, p.Stage)
	}
	return out, stages, nil
}

// beforeAndAfter picks the photos of a work for the wall: only those that somebody
// marked so, the first of before and the last of after.
func (g *desk) beforeAndAfter(register string, id oplog.ID) (pair [][]byte, found int, err error) {
	list, stages, err := g.pictures(register, id)
	pair = make([][]byte, 2)
	for i, p := range list {
		switch {
		case stages[i] == registers.PhotoBefore && pair[0] == nil:
			pair[0] = p.JPEG
			found++
		case stages[i] == registers.PhotoAfter:
			if pair[1] == nil {
				found++
			}
			pair[1] = p.JPEG
		}
	}
	return pair, found, err
}
