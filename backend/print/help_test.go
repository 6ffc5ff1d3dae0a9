package print

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"chengzhuan/backend/print/faces"
)

// testFonts is shared by all tests, as one is by the program.
var testFonts = NewFonts(faces.Load)

var testTime = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)

func newTestDoc() *Doc { return NewDoc(testFonts, Setup{Title: "样张", Created: testTime}) }

func body(size float64) Style { return Style{Face: Hei, Size: size} }

func mustBytes(t testing.TB, d *Doc) []byte {
	t.Helper()
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fataler is what testing.T and rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func needTool(t testing.TB, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
}

func run(t fataler, stdin []byte, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return out
}

func extract(t fataler, pdf []byte) string {
	t.Helper()
	return string(run(t, pdf, "pdftotext", "-raw", "-", "-"))
}

// visible drops blanks, which text extraction is free to add and drop.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\f' {
			return -1
		}
		return r
	}, s)
}

func qpdfCheck(t testing.TB, pdf []byte) {
	t.Helper()
	needTool(t, "qpdf")
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, nil, "qpdf", "--check", path)
}
