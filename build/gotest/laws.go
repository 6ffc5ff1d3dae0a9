package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// lawsOf names the tests of a package that check a law: those that reach
// rapid.Check or rapid.MakeCheck, also through helpers of the same package.
func lawsOf(dir string, files []string) ([]string, error) {
	uses := map[string]map[string]bool{} // function: what it names
	for _, name := range files {
		src, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				// A method is known by its bare name: a law too many costs time, one too few hides it.
				if uses[fn.Name.Name] == nil {
					uses[fn.Name.Name] = map[string]bool{}
				}
				collect(fn.Body, uses[fn.Name.Name])
			}
		}
	}
	checks := map[string]bool{"rapid.Check": true, "rapid.MakeCheck": true}
	for again := true; again; {
		again = false
		for fn, named := range uses {
			if checks[fn] {
				continue
			}
			for n := range named {
				if checks[n] {
					checks[fn], again = true, true
					break
				}
			}
		}
	}
	var laws []string
	for _, fn := range slices.Sorted(maps.Keys(uses)) {
		if checks[fn] && strings.HasPrefix(fn, "Test") {
			laws = append(laws, fn)
		}
	}
	return laws, nil
}

// collect adds the names in a body: x, and p.x as both p.x and x.
func collect(body ast.Node, names map[string]bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if p, ok := n.X.(*ast.Ident); ok {
				names[p.Name+"."+n.Sel.Name] = true
			}
			names[n.Sel.Name] = true
			ast.Inspect(n.X, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					names[id.Name] = true
				}
				return true
			})
			return false
		case *ast.Ident:
			names[n.Name] = true
		}
		return true
	})
}
