// Command lint checks the rules of the house that no general linter knows:
// which room may use which, and what is banned where. It reads the sources and
// nothing else.
//
//	go run ./build/lint [FOLDER]        FOLDER has the go.mod; default is here
package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// file is one parsed source file and the room that it stands in.
type file struct {
	set  *token.FileSet
	ast  *ast.File
	path string // relative to the module, with slashes
	room string // "store" for backend/store and below, "main" for the root, "tools" for build
	test bool
}

// module is the module path of the program.
const module = "chengzhuan"

type problem struct {
	pos  token.Position
	text string
}

func (p problem) String() string {
	return fmt.Sprintf("%s:%d: %s", p.pos.Filename, p.pos.Line, p.text)
}

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	problems, files, err := check(root)
	if err != nil {
		fmt.Fprintln(os.Stderr, "lint:", err)
		os.Exit(2)
	}
	for _, p := range problems {
		fmt.Println(p)
	}
	if len(problems) > 0 {
		os.Exit(1)
	}
	fmt.Printf("lint: %d files keep the rules of the house\n", files)
}

// check reads every Go file below root and applies every rule.
func check(root string) ([]problem, int, error) {
	files, err := load(root)
	if err != nil {
		return nil, 0, err
	}
	var out []problem
	report := func(f *file, pos token.Pos, format string, args ...any) {
		at := f.set.Position(pos)
		at.Filename = f.path
		out = append(out, problem{at, fmt.Sprintf(format, args...)})
	}
	bound := boundTypes(files)
	for _, f := range files {
		checkFloors(f, report)
		checkLibraries(f, report)
		checkNetwork(f, report)
		checkBound(f, bound, report)
		checkText(f, report)
	}
	checkDrawing(files, report)
	slices.SortFunc(out, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.pos.Filename, b.pos.Filename), cmp.Compare(a.pos.Line, b.pos.Line), cmp.Compare(a.text, b.text))
	})
	return out, len(files), nil
}

type reporter func(f *file, pos token.Pos, format string, args ...any)

func load(root string) ([]*file, error) {
	var files []*file
	set := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if b := d.Name(); name != root && (b == "testdata" || b == "node_modules" || b == "frontend" || strings.HasPrefix(b, ".") || strings.HasPrefix(b, "_")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		tree, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		files = append(files, &file{set: set, ast: tree, path: rel, room: roomOf(path.Dir(rel)), test: strings.HasSuffix(rel, "_test.go")})
		return nil
	})
	return files, err
}

// roomOf names the room of a folder of the module.
func roomOf(dir string) string {
	parts := strings.Split(dir, "/")
	switch {
	case dir == ".":
		return "main"
	case parts[0] == "backend" && len(parts) > 1:
		return parts[1]
	default:
		return "tools"
	}
}

// imports calls f for each import with its path.
func (f *file) imports(visit func(spec *ast.ImportSpec, path string)) {
	for _, spec := range f.ast.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			visit(spec, p)
		}
	}
}

// nameOf is the name under which the file knows an import, "" if it does not have it.
func (f *file) nameOf(want string) string {
	name := ""
	f.imports(func(spec *ast.ImportSpec, p string) {
		if p != want {
			return
		}
		name = path.Base(p)
		if spec.Name != nil {
			name = spec.Name.Name
		}
	})
	return name
}
