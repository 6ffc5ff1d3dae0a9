package faces_test

import (
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/print/faces"
)

func load(t *testing.T, name string) font {
	t.Helper()
	data, err := faces.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parse(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func TestNames(t *testing.T) {
	want := []string{"hei", "heibold", "song", "songbold", "kai", "fangsong"}
	if got := faces.Names(); !slices.Equal(got, want) {
		t.Fatalf("Names() = %v, want %v", got, want)
	}
}

func TestFacesAreFitForThePDFWriter(t *testing.T) {
	for _, name := range faces.Names() {
		t.Run(name, func(t *testing.T) {
			f := load(t, name)
			if lost := f.missing("你A1，。"); lost != nil {
				t.Errorf("cannot draw %q", lost)
			}
			for _, table := range []string{"GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "fpgm", "prep", "CFF "} {
				if f.tables[table] != nil {
					t.Errorf("table %s should have been dropped", table)
				}
			}
			if em := binary.BigEndian.Uint16(f.tables["head"][18:]); em != 1000 {
				t.Errorf("%d units to the em, want 1000", em)
			}
			// OS/2 fsType: 2 forbids embedding, 0x100 subsetting, 0x200 outlines.
			if use := binary.BigEndian.Uint16(f.tables["OS/2"][8:]); use&0x302 != 0 {
				t.Errorf("fsType %#x forbids embedding", use)
			}
			bmp := 0
			for c, g := range f.full {
				if g <= 0 || g >= f.glyphs {
					t.Fatalf("%U points at glyph %d of %d", c, g, f.glyphs)
				}
				if c <= 0xFFFF {
					bmp++
					if f.bmp[c] != g {
						t.Fatalf("%U: the two character maps differ", c)
					}
				}
			}
			if bmp != len(f.bmp) {
				t.Errorf("format 4 maps %d characters, format 12 %d of the BMP", len(f.bmp), bmp)
			}
		})
	}
}

// gb2312 returns every printing character of GB 2312-80.
func gb2312(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	for row := 0xA1; row <= 0xF7; row++ {
		for cell := 0xA1; cell <= 0xFE; cell++ {
			switch { // cells that GBK filled and GB 2312 left empty
			case row == 0xA2 && (cell <= 0xB0 || cell == 0xE3 || cell == 0xE4 || cell == 0xEF || cell == 0xF0 || cell >= 0xFD),
				row == 0xA6 && cell >= 0xD9, row == 0xA8 && cell >= 0xBB && cell <= 0xC4,
				row == 0xA1 && cell == 0xA1: // the ideographic space has no outline
				continue
			}
			text, err := simplifiedchinese.GBK.NewDecoder().String(string([]byte{byte(row), byte(cell)}))
			// Unassigned cells decode to U+FFFD or to the private use area.
			if c := []rune(text); err == nil && len(c) == 1 && c[0] != 0xFFFD && (c[0] < 0xE000 || c[0] > 0xF8FF) {
				out.WriteString(text)
			}
		}
	}
	return out.String()
}

func TestCoverage(t *testing.T) {
	file, err := os.ReadFile("testdata/tgh8105.txt")
	if err != nil {
		t.Fatal(err)
	}
	standard := strings.ReplaceAll(string(file), "\n", "")
	if n := len([]rune(standard)); n != 8105 {
		t.Fatalf("通用规范汉字表 has 8105 characters, the list %d", n)
	}
	basic := gb2312(t)
	if n := len([]rune(basic)); n != 7444 {
		t.Fatalf("GB 2312 has 7444 characters with an outline, the list %d", n)
	}
	const marks = "〔〕〇·—…―★☆①②⑩□■○●◆％￥№℃“”‘’×√"
	for _, name := range faces.Names() {
		f := load(t, name)
		if lost := f.missing(basic + marks); lost != nil {
			t.Errorf("%s lacks %d of GB 2312 and the common marks: %q", name, len(lost), lost)
		}
		if name == faces.FangSong {
			continue // GB 2312 and little more; the others stand in
		}
		if lost := f.missing(standard); lost != nil {
			t.Errorf("%s lacks %d of 通用规范汉字表: %q", name, len(lost), lost)
		}
		if lost := f.missing("✓✔☐☑☒"); lost != nil {
			t.Errorf("%s lacks form marks %q", name, lost)
		}
	}
}

func TestRareCharacters(t *testing.T) {
	noto := []string{"hei", "heibold", "song", "songbold"}
	all := append(slices.Clone(noto), "kai")
	held := map[rune][]string{
		'䶮': all, '㛃': all, '堃': all, '𬭎': all, '𫖯': all,
		'𠮷': {"kai"}, '𬎆': {"kai"},
	}
	for c, want := range held {
		var got []string
		for _, name := range faces.Names() {
			if load(t, name).missing(string(c)) == nil {
				got = append(got, name)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%c is in %v, want %v", c, got, want)
		}
	}
}

func TestLoadIsSharedAndSafe(t *testing.T) {
	var wg sync.WaitGroup
	first := make([]*byte, 16)
	for i := range first {
		wg.Go(func() {
			data, err := faces.Load(faces.Hei)
			if err != nil {
				t.Error(err)
				return
			}
			if cap(data) != len(data) {
				t.Error("an append by the caller would write behind the shared bytes")
			}
			first[i] = &data[0]
		})
	}
	wg.Wait()
	for _, p := range first {
		if p != first[0] {
			t.Fatal("the face was unpacked more than once")
		}
	}
}

func TestUnknownFace(t *testing.T) {
	for _, name := range []string{"", "Hei", "../faces", "simsun"} {
		if _, err := faces.Load(name); !errs.Is(err, errs.NotFound) {
			t.Errorf("Load(%q): %v", name, err)
		}
		if _, err := faces.Licence(name); !errs.Is(err, errs.NotFound) {
			t.Errorf("Licence(%q): %v", name, err)
		}
	}
}

func TestLicences(t *testing.T) {
	for name, want := range map[string][]string{
		"hei":      {"Adobe", "SIL OPEN FONT LICENSE Version 1.1"},
		"heibold":  {"Adobe", "SIL OPEN FONT LICENSE Version 1.1"},
		"song":     {"Google", "SIL OPEN FONT LICENSE Version 1.1"},
		"songbold": {"Google", "SIL OPEN FONT LICENSE Version 1.1"},
		"kai":      {"LXGW", "Klee", "SIL OPEN FONT LICENSE Version 1.1", "OTHER DEALINGS IN THE FONT SOFTWARE."},
		"fangsong": {"Fandol team", "GNU GENERAL PUBLIC LICENSE", "As a special exception"},
	} {
		text, err := faces.Licence(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("the licence of %s does not say %q", name, part)
			}
		}
	}
}

// The OFL reserves "LXGW" and "霞鹜" for unchanged fonts, so the primary name of kai is another.
func TestReservedNamesAreNotUsed(t *testing.T) {
	for _, name := range faces.Names() {
		table := load(t, name).tables["name"]
		be := binary.BigEndian
		seen := map[uint16]string{}
		for i := range int(be.Uint16(table[2:])) {
			rec := table[6+12*i:]
			at := int(be.Uint16(table[4:])) + int(be.Uint16(rec[10:]))
			raw := table[at : at+int(be.Uint16(rec[8:]))]
			var text []rune
			for j := 0; j < len(raw); j += 2 {
				text = append(text, rune(be.Uint16(raw[j:])))
			}
			seen[be.Uint16(rec[6:])] = string(text)
		}
		if seen[0] == "" || !strings.Contains(seen[5], "changed for Chengzhuan") {
			t.Errorf("%s: copyright %q, version %q", name, seen[0], seen[5])
		}
		for _, id := range []uint16{1, 4, 6} {
			for _, reserved := range []string{"LXGW", "霞鹜", "Source"} {
				if seen[id] == "" || strings.Contains(seen[id], reserved) {
					t.Errorf("%s: name %d is %q", name, id, seen[id])
				}
			}
		}
	}
}
