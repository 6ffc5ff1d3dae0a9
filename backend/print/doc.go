package print

import (
	"time"

	"chengzhuan/backend/errs"
)

// Setup is what a document needs besides its pages. Created is written into
// the file as given; the clock is never read.
type Setup struct {
	Title   string // shown by viewers; no names of people
	Created time.Time
}

// Doc is a document being drawn. It is used by one goroutine at a time. The
// first error sticks: drawing goes on harmlessly and Bytes returns it.
type Doc struct {
	Setup
	set    *fontSet
	pages  []*Page
	finish []func(p *Page, no, total int)
	images map[string]*pageImage
	err    error
}

// Page is one sheet and what is drawn on it.
type Page struct {
	Paper
	doc *Doc
	ops []op
}

// NewDoc makes an empty document over the faces of the process.
func NewDoc(fonts *Fonts, s Setup) *Doc {
	return &Doc{Setup: s, set: newFontSet(fonts), images: map[string]*pageImage{}}
}

// AddPage appends a sheet as it is held.
func (d *Doc) AddPage(p Paper) *Page {
	page := &Page{Paper: p, doc: d}
	d.pages = append(d.pages, page)
	return page
}

// Pages returns how many sheets there are so far.
func (d *Doc) Pages() int { return len(d.pages) }

// Furniture asks for fn on every page once the total is known: page numbers,
// stamps, running titles. Several are called in the order given.
func (d *Doc) Furniture(fn func(p *Page, no, total int)) { d.finish = append(d.finish, fn) }

// Missing returns the characters that no face holds, in ascending order. They
// are drawn as framed code points.
func (d *Doc) Missing() []rune { return sortedRunes(d.set.missing) }

// Err returns the first error so far.
func (d *Doc) Err() error { return d.err }

// Fail makes the document fail with err unless it has failed before.
func (d *Doc) Fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// face returns the document's face, nil after an error.
func (d *Doc) face(name Face) *docFace {
	f, err := d.set.get(name)
	if err != nil {
		d.Fail(err)
		return nil
	}
	return f
}

// close draws the furniture, once.
func (d *Doc) close() {
	fns := d.finish
	d.finish = nil
	for _, fn := range fns {
		for i, p := range d.pages {
			fn(p, i+1, len(d.pages))
		}
	}
}

// Bytes writes the document. The same drawing gives the same bytes.
func (d *Doc) Bytes() ([]byte, error) {
	d.close()
	if len(d.pages) == 0 {
		d.Fail(errs.New(errs.Invalid, "没有可以打印的内容").Do("请先选择要打印的数据"))
	}
	if d.err != nil {
		return nil, d.err
	}
	return emit(d)
}
