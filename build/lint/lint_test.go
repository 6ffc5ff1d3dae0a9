package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree writes files into a temporary folder and gives the problems found there.
func tree(t *testing.T, files map[string]string) []problem {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		full := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	problems, n, err := check(root)
	if err != nil || n == 0 {
		t.Fatalf("check: %d files, %v", n, err)
	}
	return problems
}

func TestViolationsAreFound(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"upward", "backend/schema/a.go", `package schema; import _ "chengzhuan/backend/store"`, "must not use store"},
		{"sideways", "backend/store/a.go", `package store; import _ "chengzhuan/backend/registers"`, "must not use registers"},
		{"upward from below a room", "backend/print/faces/a.go", `package faces; import _ "chengzhuan/backend/documents"`, "must not use documents"},
		{"to the entry", "backend/bridge/a.go", `package bridge; import _ "chengzhuan"`, "must not use main"},
		{"between faces", "backend/bridge/a.go", `package bridge; import _ "chengzhuan/backend/cli"`, "must not use cli"},
		{"to a build tool", "backend/cli/a.go", `package cli; import _ "chengzhuan/build/icon"`, "not part of the program"},
		{"domain in print", "backend/print/a.go", `package print; import _ "chengzhuan/backend/schema"`, "must not know schema"},
		{"room without a floor", "backend/attic/a.go", `package attic`, "has no floor"},
		{"import of a room without a floor", "backend/cli/a.go", `package cli; import _ "chengzhuan/backend/attic"`, "has no floor"},
		{"gofpdf elsewhere", "backend/documents/a.go", `package documents; import _ "github.com/jung-kurt/gofpdf"`, "only print may"},
		{"excelize elsewhere", "backend/intake/a.go", `package intake; import _ "github.com/xuri/excelize/v2"`, "only sheet may"},
		{"wails below", "backend/bind/a.go", `package bind; import _ "github.com/wailsapp/wails/v2/pkg/runtime"`, "only main may"},
		{"SQL in a declaration", "backend/registers/a.go", `package registers; import _ "database/sql"`, "ask the store"},
		{"MultiCell", "backend/print/a.go", `package print; import "github.com/jung-kurt/gofpdf"; func f(p *gofpdf.Fpdf) { p.MultiCell(1, 1, "", "", "", false) }`, "MultiCell loses"},
		{"SplitText as a value", "backend/print/a.go", `package print; import "github.com/jung-kurt/gofpdf"; func f(p *gofpdf.Fpdf) any { return p.SplitText }`, "SplitText loses"},
		{"WriteAligned", "backend/print/a.go", `package print; import "github.com/jung-kurt/gofpdf"; func f(p *gofpdf.Fpdf) { p.WriteAligned(0, 1, "", "") }`, "WriteAligned loses"},
		{"Write", "backend/print/a.go", `package print; import "github.com/jung-kurt/gofpdf"; func f(p *gofpdf.Fpdf) { p.Write(1, "") }`, "Write loses"},
		{"dial", "backend/sheet/a.go", `package sheet; import "net"; var _, _ = net.Dial("tcp", "")`, "is offline"},
		{"get by another name", "backend/cli/a.go", `package cli; import web "net/http"; var _, _ = web.Get("")`, "is offline"},
		{"client", "main.go", `package main; import "net/http"; var _ http.Client`, "is offline"},
		{"get even in bridge", "backend/bridge/a.go", `package bridge; import "net/http"; var _, _ = http.Get("")`, "is offline"},
		{"listen", "backend/bind/a.go", `package bind; import "net"; var _, _ = net.Listen("tcp", "")`, "only bridge and cli serve"},
		{"dot import", "backend/cli/a.go", `package cli; import . "net/http"; var _, _ = Get("")`, "with a dot"},
		{"any as a parameter", "backend/bind/a.go", `package bind; type A struct{}; func (a *A) F(x any) {}`, "parameter of A.F is any"},
		{"any deep in a result", "backend/bind/a.go", `package bind; type A struct{}; func (a A) F() map[string][]any { return nil }`, "result of A.F is any"},
		{"empty interface", "backend/bind/a.go", `package bind; type A struct{}; func (a A) F() interface{} { return nil }`, "no plain data"},
		{"any in a field", "backend/bind/a.go", `package bind; type A struct{ X any }`, "field A.X is any"},
		{"time in a field", "backend/bind/a.go", `package bind; import "time"; type A struct{ X *time.Time }`, "field A.X is time.Time"},
		{"float", "backend/bind/a.go", `package bind; type A struct{ X []float64 }`, "field A.X is float64"},
		{"bound by the list", "backend/bind/a.go", `package bind; type D struct{}; type A struct{ d *D }; func (d *D) Bound() []any { return []any{&A{d}} }; func (a *A) F(x any) {}`, "parameter of A.F is any"},
		{"any in a method that is not bound", "backend/bind/a.go", `package bind; type D struct{}; type A struct{ d *D }; func (d *D) Bound() []any { return []any{&A{d}} }; func (d *D) F(x any) {}`, "no any in the exported"},
		{"any in a plain function", "backend/bind/a.go", `package bind; func New(x any) {}`, "no any in the exported"},
		{"path of a machine", "backend/cli/a.go", "package cli; var x = \"/home/x\"", "path of one machine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := tree(t, map[string]string{c.file: c.text})
			if len(problems) == 0 {
				t.Fatal("nothing found")
			}
			if !strings.Contains(problems[0].String(), c.want) || problems[0].pos.Filename != c.file {
				t.Errorf("found %q, want %q", problems, c.want)
			}
		})
	}
}

func TestRightCodeIsLeftAlone(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"downward":              {"backend/documents/a.go": `package documents; import (_ "chengzhuan/backend/print"; _ "chengzhuan/backend/print/faces"; _ "chengzhuan/backend/errs")`},
		"inside a room":         {"backend/print/a.go": `package print; import _ "chengzhuan/backend/print/faces"`},
		"serve is a command":    {"backend/cli/a.go": `package cli; import _ "chengzhuan/backend/bridge"`},
		"the entry":             {"main.go": `package main; import (_ "chengzhuan/backend/cli"; "net/http"; _ "github.com/wailsapp/wails/v2"); var _ http.Handler`},
		"a tool":                {"build/bench/main.go": `package main; import (_ "chengzhuan/backend/cli"; _ "database/sql")`},
		"a test":                {"backend/schema/a_test.go": `package schema_test; import (_ "chengzhuan/backend/registers"; "net/http"); var _, _ = http.Get("")`},
		"bridge listens":        {"backend/bridge/a.go": `package bridge; import "net"; var _, _ = net.Listen("tcp", "127.0.0.1:0")`},
		"a writer in print":     {"backend/print/a.go": `package print; import (_ "github.com/jung-kurt/gofpdf"; "encoding/binary"; "io"); func f(w io.Writer) { w.Write(nil); binary.Write(w, nil, 1) }`},
		"the bound list":        {"backend/bind/a.go": `package bind; func Bound() []any { return nil }; type A struct{ d any }; func (a *A) f(x any) {}; func (a *A) F(x []string, n int) (bool, error) { return false, nil }`},
		"the desk of the bound": {"backend/bind/a.go": `package bind; type D struct{}; type A struct{ d *D }; func (d *D) Bound() []any { return []any{&A{d}} }; func (d *D) Set(f func()) {}`},
		"a word of SQL":         {"backend/ledger/a.go": `package ledger; import _ "database/sql"`},
	} {
		t.Run(name, func(t *testing.T) {
			if problems := tree(t, files); len(problems) > 0 {
				t.Error(problems)
			}
		})
	}
}

// The rules name rooms that a typing mistake would silently disarm.
func TestRulesNameRealRooms(t *testing.T) {
	known := func(room string) {
		if floorOf(room) < 0 {
			t.Errorf("a rule names the room %q, which has no floor", room)
		}
	}
	for from, to := range beside {
		known(from)
		for _, r := range to {
			known(r)
		}
	}
	for from, to := range knowsNo {
		known(from)
		for _, r := range to {
			known(r)
		}
	}
	for _, rooms := range libraries {
		for _, r := range rooms {
			known(r)
		}
	}
	for _, r := range noSQL {
		known(r)
	}
}

func TestThisTreeKeepsTheRules(t *testing.T) {
	problems, n, err := check(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if n < 20 {
		t.Fatalf("only %d files found", n)
	}
	for _, p := range problems {
		t.Error(p)
	}
}
