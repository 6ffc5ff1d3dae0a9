package print

import (
	"math/bits"
	"sync"

	"chengzhuan/backend/errs"
)

// Face names a typeface.
type Face string

// The faces of the house: 黑体, 宋体, 楷体, 仿宋.
const (
	Hei      Face = "hei"
	HeiBold  Face = "heibold"
	Song     Face = "song"
	SongBold Face = "songbold"
	Kai      Face = "kai"
	FangSong Face = "fangsong"
)

// fallback is where characters are looked for that the asked face lacks, in
// this order.
var fallback = []Face{Hei, Kai, Song, HeiBold, SongBold, FangSong}

// Fonts holds the parsed faces of the process. Each is loaded at its first
// use; it is safe for concurrent use, and one is enough for the program.
type Fonts struct {
	load  func(name string) ([]byte, error)
	mu    sync.Mutex
	faces map[Face]*loadedFace
}

type loadedFace struct {
	once sync.Once
	font *sfnt
	err  error
}

// NewFonts makes a Fonts over a loader that returns the TrueType bytes of a
// face; the bytes are kept and must not change.
func NewFonts(load func(name string) ([]byte, error)) *Fonts {
	return &Fonts{load: load, faces: map[Face]*loadedFace{}}
}

// Prepare starts to read faces beside what the caller does next; whoever needs
// one waits for it.
func (f *Fonts) Prepare(names ...Face) {
	for _, name := range names {
		go f.face(name)
	}
}

func (f *Fonts) face(name Face) (*sfnt, error) {
	f.mu.Lock()
	l := f.faces[name]
	if l == nil {
		l = &loadedFace{}
		f.faces[name] = l
	}
	f.mu.Unlock()
	l.once.Do(func() {
		data, err := f.load(string(name))
		if err == nil {
			l.font, err = parseSFNT(data)
		}
		if err != nil {
			l.err = errs.Wrap(errs.Damaged, err, "字体“"+string(name)+"”读不出来，不能打印").Do("请重新安装本程序")
		}
	})
	return l.font, l.err
}

// Has reports whether any face holds the character.
func (f *Fonts) Has(r rune) bool {
	for _, name := range fallback {
		if font, err := f.face(name); err == nil && font.glyph(r) != 0 {
			return true
		}
	}
	return false
}

// docFace is a face as one document uses it: which characters, and later the
// cut font and their codes.
type docFace struct {
	name  Face
	font  *sfnt
	bmp   [0x10000 / 64]uint64
	above map[rune]bool
	cut   *cutFont
}

func (d *docFace) mark(r rune) {
	if r < 0x10000 {
		d.bmp[r>>6] |= 1 << (r & 63)
	} else {
		d.above[r] = true
	}
}

func (d *docFace) bold() bool { return d.name == HeiBold || d.name == SongBold }

// light reports whether the face needs help to stand among bold ones.
func (d *docFace) light() bool { return !d.bold() }

// used returns the marked characters in ascending order.
func (d *docFace) used() []rune {
	var rs []rune
	for i, w := range d.bmp {
		for ; w != 0; w &= w - 1 {
			rs = append(rs, rune(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return append(rs, sortedRunes(d.above)...)
}

// fontSet is the set of faces of one document.
type fontSet struct {
	fonts   *Fonts
	faces   map[Face]*docFace
	order   []*docFace // in the order of first use
	missing map[rune]bool
	away    map[awayKey]*docFace // where characters were found that the asked face lacks
}

type awayKey struct {
	face Face
	r    rune
}

func newFontSet(fonts *Fonts) *fontSet {
	return &fontSet{fonts: fonts, faces: map[Face]*docFace{}, missing: map[rune]bool{}, away: map[awayKey]*docFace{}}
}

func (s *fontSet) get(name Face) (*docFace, error) {
	if d := s.faces[name]; d != nil {
		return d, nil
	}
	font, err := s.fonts.face(name)
	if err != nil {
		return nil, err
	}
	d := &docFace{name: name, font: font, above: map[rune]bool{}}
	s.faces[name] = d
	s.order = append(s.order, d)
	return d, nil
}

// find returns the face that draws r when base is asked, and the advance in
// em. A character in no face is drawn as a framed code point in base.
func (s *fontSet) find(base *docFace, r rune) (*docFace, float64) {
	if g := base.font.glyph(r); g != 0 {
		return base, base.font.advance(g)
	}
	key := awayKey{base.name, r}
	if d, ok := s.away[key]; ok {
		if g := d.font.glyph(r); g != 0 {
			return d, d.font.advance(g)
		}
		return d, tofuAdvance
	}
	for _, name := range fallback {
		font, err := s.fonts.face(name)
		if err != nil || font.glyph(r) == 0 {
			continue
		}
		d, _ := s.get(name)
		s.away[key] = d
		return d, font.advance(font.glyph(r))
	}
	s.missing[r] = true
	s.away[key] = base
	return base, tofuAdvance
}
