package upward_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
	"chengzhuan/backend/upward"
)

// shown reports whether a field's text may stand in a report.
func shown(d *schema.Def, key string) bool {
	for _, s := range upward.Sections() {
		for _, src := range upward.Sources(s.Key) {
			if src.Def.Key == d.Key && slices.Contains(src.Shows, key) {
				return true
			}
		}
	}
	return d.Key == "community_profile" && (key == "name" || key == "street") // the heading
}

var weights = []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// number is a made-up ID number with the right check digit (GB 11643-1999).
func number(n int) string {
	s := fmt.Sprintf("42000019310203%03d", n%1000)
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return s + string("10X98765432"[sum%11])
}

// plant puts a canary into every field that holds free text, a telephone, an ID
// number or a note and may not be shown, in some records of every register, and
// returns all canaries. Records of bodies are no exception.
func plant(t *testing.T, l *ledger.Ledger) []string {
	t.Helper()
	var out []string
	ctx := caller.With(t.Context(), caller.Caller{Operator: "金丝雀操作员"})
	n := 0
	canary := func(f *schema.Field) string {
		n++
		switch f.Kind {
		case schema.Phone:
			return fmt.Sprintf("1395550%04d", n)
		case schema.IDNumber:
			return number(n)
		case schema.Text:
			s := fmt.Sprintf("雀%03s鸟", strconv.FormatInt(int64(n), 36)) // at most five characters: the shortest fields hold no more
			if f.Max >= 12 {
				s = fmt.Sprintf("金丝雀%s%03d号", f.Key, n)
				if r := []rune(s); len(r) > f.Max {
					s = string(r[:f.Max])
				}
			}
			return s
		case schema.Note:
			return fmt.Sprintf("金丝雀备注%03d住在无名路%d号", n, n)
		}
		return ""
	}
	_, err := l.Store.Write(ctx, store.Meta{Kind: "update", Note: "金丝雀改动说明"}, func(tx *store.Tx) error {
		for _, d := range registers.All() {
			if d.Key == "settings" || d.Key == "not_twins" || strings.HasPrefix(d.Key, "report") {
				continue
			}
			var ids []oplog.ID
			if err := tx.Each(ctx, d, func(r store.Record) error { ids = append(ids, r.ID); return nil }); err != nil {
				return err
			}
			if len(ids) == 0 { // a register that the demo leaves empty
				id, err := tx.Create(d, d.New())
				if err != nil {
					return err
				}
				ids = append(ids, id)
			}
			if d.Entries { // they are never edited: some more of them
				for range 4 {
					v := d.New()
					for i, f := range d.Fields {
						if text := canary(f); text != "" && !shown(d, f.Key) {
							v[i] = text
							out = append(out, text)
						}
					}
					if _, err := tx.Create(d, v); err != nil {
						return err
					}
				}
				continue
			}
			for i := 0; i < len(ids); i += max(1, len(ids)/4) {
				patch := map[string]string{}
				for _, f := range d.Fields {
					if v := canary(f); v != "" && !shown(d, f.Key) {
						if !f.Canonical(v) {
							t.Errorf("%s.%s: %q is no value", d.Key, f.Key, v)
						}
						patch[f.Key] = v
						out = append(out, v)
					}
				}
				if _, err := tx.Update(d, ids[i], patch); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return append(out, "金丝雀操作员", "金丝雀改动说明", "金丝雀", "1395550", "4200001931")
}

// people are the real (made-up) names, telephones and numbers of the book.
func people(t *testing.T, l *ledger.Ledger) []string {
	t.Helper()
	seen := map[string]bool{}
	for _, d := range registers.All() {
		err := l.Store.Each(t.Context(), d, func(r store.Record) error {
			for i, f := range d.Fields {
				v := r.Values[i]
				person := f.Kind == schema.Phone || f.Kind == schema.IDNumber ||
					slices.Contains([]string{"name", "former_name"}, f.Key) && (d.Key == "party_members" || d.Key == "residents") ||
					slices.Contains([]string{"head", "contact", "leader", "worker", "person", "linked_cadre"}, f.Key) ||
					f.Private && f.Kind == schema.Text
				if !person {
					continue
				}
				for _, one := range strings.Split(v, ",") {
					if len([]rune(one)) >= 2 {
						seen[one] = true
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var out []string
	for v := range seen {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

// leaks returns the secrets that a file gives away, and in which part.
func leaks(t *testing.T, f *upward.File, secrets []string) []string {
	t.Helper()
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	begin := map[string][]string{} // by their first two characters
	for _, s := range secrets {
		r := []rune(s)
		begin[string(r[:2])] = append(begin[string(r[:2])], s)
	}
	found := map[string]bool{}
	for name, text := range layers(t, b.Bytes()) {
		for _, reading := range readings(text) {
			var last rune
			at := 0
			for i, r := range reading {
				for _, s := range begin[string([]rune{last, r})] {
					if strings.HasPrefix(reading[at:], s) {
						found[name+": "+s] = true
					}
				}
				last, at = r, i
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// readings are a text as it is, without blanks (a page breaks lines), and as
// UTF-16 of both orders (metadata of a PDF).
func readings(text string) []string {
	tight := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	out := []string{text, tight}
	for _, first := range []int{0, 1} {
		var big, little []uint16
		for i := first; i+1 < len(text); i += 2 {
			big, little = append(big, uint16(text[i])<<8|uint16(text[i+1])), append(little, uint16(text[i+1])<<8|uint16(text[i]))
		}
		out = append(out, string(utf16.Decode(big)), string(utf16.Decode(little)))
	}
	return out
}

// layers are all readings of a file: its bytes, every entry, every part of the
// XLSX, every inflated stream of the PDF and the PDF's text.
func layers(t *testing.T, data []byte) map[string]string {
	t.Helper()
	out := map[string]string{"file": string(data)}
	unpack := func(in []byte, prefix string) map[string][]byte {
		z, err := zip.NewReader(bytes.NewReader(in), int64(len(in)))
		if err != nil {
			t.Fatal(prefix, err)
		}
		parts := map[string][]byte{}
		for _, e := range z.File {
			r, err := e.Open()
			if err != nil {
				t.Fatal(err)
			}
			parts[e.Name], err = io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			out[prefix+e.Name] = string(parts[e.Name])
		}
		return parts
	}
	entries := unpack(data, "")
	unpack(entries["上报.xlsx"], "xlsx/")
	pdf := entries["上报.pdf"]
	rest, streams := pdf, 0
	for {
		_, after, ok := bytes.Cut(rest, []byte("stream\n"))
		if !ok {
			break
		}
		rest = after
		if r, err := zlib.NewReader(bytes.NewReader(after)); err == nil {
			text, _ := io.ReadAll(r)
			streams++
			out[fmt.Sprint("pdf/", streams)] = string(text)
		}
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []string{"-raw", "-layout"} {
		text, err := exec.Command("pdftotext", mode, file, "-").Output()
		if err != nil {
			t.Skip("pdftotext is needed to look into the PDF: ", err)
		}
		if !strings.Contains(string(text), "上报") {
			t.Fatal("no text was read out of the PDF")
		}
		out["pdf/text"+mode] = string(text)
	}
	return out
}

func TestNoPersonComesOut(t *testing.T) {
	l := demoBook(t)
	canaries := plant(t, l)
	if len(canaries) < 300 {
		t.Fatalf("only %d canaries", len(canaries))
	}
	secrets := append(canaries, people(t, l)...)
	for _, small := range []int{0, 5} {
		if err := l.SetFigure(t.Context(), "upward.small", small); err != nil {
			t.Fatal(err)
		}
		f := seal(t, gather(t, l))
		if found := leaks(t, f, secrets); len(found) > 0 {
			t.Errorf("with small counts below %d: %d leaks, such as %v", small, len(found), found[:min(5, len(found))])
		}
		// Numbers of records stay here too.
		text := jsonOf(t, f)
		for _, d := range registers.All() {
			err := l.Store.Each(t.Context(), d, func(r store.Record) error {
				if bytes.Contains(text, []byte(`"`+r.ID.String()+`"`)) {
					t.Errorf("the report names a record of %s", d.Key)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// The search finds a person wherever a careless section would put one.
func TestALeakIsFound(t *testing.T) {
	l := demoBook(t)
	r := gather(t, l, "homes", "grid_list")
	if found := leaks(t, seal(t, r), []string{"张红梅", "13955501234", "欧阳守仁"}); len(found) > 0 {
		t.Fatalf("found before it was put in: %v", found)
	}
	r.Sections[0].Figures[0].Label = "张红梅"
	r.Sections[0].Note = "13955501234"
	r.Sections[1].Rows[0].Cells[0] = "欧阳守仁"
	found := strings.Join(leaks(t, seal(t, r), []string{"张红梅", "13955501234", "欧阳守仁", "某某人"}), "\n")
	for _, want := range []string{
		"report.json: 张红梅", "report.json: 13955501234", "report.json: 欧阳守仁",
		"xlsx/xl/worksheets/sheet2.xml: 张红梅", "xlsx/xl/worksheets/sheet3.xml: 欧阳守仁", "xlsx/xl/worksheets/sheet1.xml: 13955501234",
		"pdf/text-raw: 张红梅", "pdf/text-raw: 13955501234", "pdf/text-raw: 欧阳守仁",
	} {
		if !strings.Contains(found, want) {
			t.Errorf("not found: %s\n%s", want, found)
		}
	}
}

func jsonOf(t *testing.T, f *upward.File) []byte {
	t.Helper()
	var b bytes.Buffer
	f.WriteTo(&b)
	return []byte(layers(t, b.Bytes())["report.json"])
}
