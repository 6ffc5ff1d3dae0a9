package main

import (
	"go/ast"
	"go/token"
	"strings"
)

// checkText keeps out of the sources what belongs to one machine or to no
// reader: absolute paths of a person’s own folders.
func checkText(f *file, report reporter) {
	if f.room == "tools" && strings.HasPrefix(f.path, "build/lint/") {
		return
	}
	look := func(text string, pos token.Pos) {
		for _, bad := range []string{"/home/", "/root/"} {
			if strings.Contains(text, bad) {
				report(f, pos, "a path of one machine: %q", bad)
			}
		}
	}
	for _, group := range f.ast.Comments {
		for _, c := range group.List {
			look(c.Text, c.Pos())
		}
	}
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			look(lit.Value, lit.Pos())
		}
		return true
	})
}
