package print

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf16"

	"chengzhuan/backend/errs"
)

// gofpdf packs every page with a packer of its own, a megabyte each; it is told
// not to, and repair packs them with one. It writes, for every font, a ToUnicode map that says each code is its
// own character, a width list that misses blanks of zero width, and a
// character collection that does not exist. repair replaces these objects and
// writes the file's cross-reference table anew.

var (
	type0Font = regexp.MustCompile(`/BaseFont /utf8([a-z]+)\n/Encoding /Identity-H\n/DescendantFonts \[(\d+) 0 R\]\n/ToUnicode (\d+) 0 R`)
	cidFont   = regexp.MustCompile(`^<</Type /Font\n/Subtype /CIDFontType2\n/BaseFont /\S+\n/CIDSystemInfo (\d+) 0 R\n/FontDescriptor (\d+) 0 R`)
	cidToGID  = regexp.MustCompile(`/CIDToGIDMap (\d+) 0 R>>`)
)

func repair(pdf []byte, cuts map[string]*cutFont) ([]byte, error) {
	objects, trailer, err := splitObjects(pdf)
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "PDF 没有生成成功").Do("请再试一次；仍然出错请把日志交给维护人员")
	}
	pack := newPacker()
	for n := 1; n < len(objects); n++ {
		if plain := plainStream(objects[n]); plain != nil {
			objects[n] = pack.stream(plain)
			continue
		}
		m := type0Font.FindSubmatch(head(objects[n]))
		if m == nil {
			continue
		}
		cut := cuts[string(m[1])]
		descendant, unicode := atoi(m[2]), atoi(m[3])
		c := cidFont.FindSubmatch(objects[descendant])
		g := cidToGID.FindSubmatch(objects[descendant])
		if cut == nil || c == nil || g == nil {
			return nil, errs.New(errs.Internal, "PDF 没有生成成功：字体表与预期不同").Do("请把日志交给维护人员")
		}
		objects[descendant] = fmt.Appendf(nil, "<</Type /Font\n/Subtype /CIDFontType2\n/BaseFont /utf8%s\n/CIDSystemInfo %s 0 R\n/FontDescriptor %s 0 R\n/DW 1000\n/W [%s]\n/CIDToGIDMap %s 0 R>>\nendobj\n", m[1], c[1], c[2], widthList(cut), g[1])
		objects[atoi(c[1])] = []byte("<</Registry (Adobe)\n/Ordering (Identity)\n/Supplement 0>>\nendobj\n")
		objects[unicode] = pack.stream(toUnicode(cut))
	}
	return joinObjects(pdf[:bytes.IndexByte(pdf, '\n')+1], objects, trailer), nil
}

func head(b []byte) []byte { return b[:min(len(b), 200)] }

func atoi(b []byte) int { n, _ := strconv.Atoi(string(b)); return n }

// splitObjects cuts a file at the offsets of its cross-reference table. Each
// object starts after "n 0 obj\n".
func splitObjects(pdf []byte) (objects [][]byte, trailer []byte, err error) {
	tail := bytes.LastIndex(pdf, []byte("startxref\n"))
	if tail < 0 {
		return nil, nil, fmt.Errorf("no startxref")
	}
	var table int
	if _, err := fmt.Sscan(string(pdf[tail+10:]), &table); err != nil || table >= len(pdf) {
		return nil, nil, fmt.Errorf("bad startxref")
	}
	lines := bytes.Split(pdf[table:tail], []byte("\n"))
	var count int
	if len(lines) < 3 {
		return nil, nil, fmt.Errorf("short cross-reference table")
	}
	if _, err := fmt.Sscanf(string(lines[1]), "0 %d", &count); err != nil || len(lines) < count+2 {
		return nil, nil, fmt.Errorf("bad cross-reference table")
	}
	offsets := make([]int, count)
	starts := []int{table}
	for n := 1; n < count; n++ {
		offsets[n] = atoi(lines[2+n][:10])
		starts = append(starts, offsets[n])
	}
	slices.Sort(starts)
	objects = make([][]byte, count)
	for n := 1; n < count; n++ {
		i, _ := slices.BinarySearch(starts, offsets[n])
		if i+1 >= len(starts) {
			return nil, nil, fmt.Errorf("object %d lies behind the table", n)
		}
		body := pdf[offsets[n]:starts[i+1]]
		prefix := fmt.Appendf(nil, "%d 0 obj\n", n)
		if !bytes.HasPrefix(body, prefix) {
			return nil, nil, fmt.Errorf("object %d is not where the table says", n)
		}
		objects[n] = body[len(prefix):]
	}
	trailer = pdf[table:tail]
	return objects, trailer[bytes.Index(trailer, []byte("trailer\n")):], nil
}

func joinObjects(header []byte, objects [][]byte, trailer []byte) []byte {
	size := len(header)
	for _, o := range objects {
		size += len(o) + 40
	}
	out := bytes.NewBuffer(make([]byte, 0, size+len(trailer)))
	out.Write(header)
	table := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(objects))
	for n := 1; n < len(objects); n++ {
		table = fmt.Appendf(table, "%010d 00000 n \n", out.Len())
		fmt.Fprintf(out, "%d 0 obj\n", n)
		out.Write(objects[n])
	}
	at := out.Len()
	out.Write(table)
	out.Write(trailer)
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", at)
	return out.Bytes()
}

// widthList names the codes that are not a full em wide.
func widthList(c *cutFont) []byte {
	var b []byte
	for i := 0; i < len(c.runes); {
		w := c.widths[i]
		j := i
		for j+1 < len(c.runes) && c.widths[j+1] == w {
			j++
		}
		if w != 1000 {
			b = fmt.Appendf(b, "%d %d %d\n", c.codes[c.runes[i]], c.codes[c.runes[j]], w)
		}
		i = j + 1
	}
	return b
}

// toUnicode is the CMap from codes back to characters, also those above
// U+FFFF (ISO 32000-1, 9.10.3).
func toUnicode(c *cutFont) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for i := 0; i < len(c.runes); i += 100 {
		part := c.runes[i:min(i+100, len(c.runes))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, r := range part {
			fmt.Fprintf(&b, "<%04X> <", c.codes[r])
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.Bytes()
}

// plainStream returns the bytes of an object that is a stream without filter.
func plainStream(object []byte) []byte {
	rest, ok := bytes.CutPrefix(object, []byte("<</Length "))
	if !ok {
		return nil
	}
	length, rest, ok := bytes.Cut(rest, []byte(">>\nstream\n"))
	if n, err := strconv.Atoi(string(length)); ok && err == nil && n <= len(rest) {
		return rest[:n]
	}
	return nil
}

// packer writes streams compressed, one after the other.
type packer struct {
	buf bytes.Buffer
	zip *zlib.Writer
}

func newPacker() *packer {
	p := &packer{}
	p.zip, _ = zlib.NewWriterLevel(&p.buf, zlib.BestSpeed) // a known level: cannot fail
	return p
}

func (p *packer) stream(data []byte) []byte {
	p.buf.Reset()
	p.zip.Reset(&p.buf)
	p.zip.Write(data) // into memory: cannot fail
	p.zip.Close()
	b := make([]byte, 0, p.buf.Len()+80)
	b = fmt.Appendf(b, "<</Length %d /Filter /FlateDecode>>\nstream\n", p.buf.Len())
	return append(append(b, p.buf.Bytes()...), "\nendstream\nendobj\n"...)
}
