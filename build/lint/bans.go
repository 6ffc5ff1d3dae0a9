package main

import (
	"go/ast"
	"path"
	"slices"
	"strings"
)

// libraries names the rooms that may know a library; everyone else goes through them.
var libraries = map[string][]string{
	"github.com/mattn/go-sqlite3":     {"store"},
	"github.com/jung-kurt/gofpdf":     {"print"},
	"github.com/xuri/excelize/v2":     {"sheet"},
	"github.com/shakinm/xlsReader":    {"sheet"},
	"github.com/mozillazg/go-pinyin":  {"cn"},
	"github.com/6tail/lunar-go":       {"cn"},
	"github.com/spf13/cobra":          {"cli"},
	"github.com/wailsapp/wails/v2":    {"main"},
	"github.com/wailsapp/go-webview2": {"main"},
}

// noSQL are the rooms that never see the database itself.
var noSQL = []string{"errs", "caller", "cn", "oplog", "schema", "registers", "sheet", "print", "bind", "cli", "bridge", "main"}

func checkLibraries(f *file, report reporter) {
	if f.test || f.room == "tools" || f.path == "deps.go" {
		return
	}
	f.imports(func(spec *ast.ImportSpec, p string) {
		for library, rooms := range libraries {
			if (p == library || strings.HasPrefix(p, library+"/")) && !slices.Contains(rooms, f.room) {
				report(f, spec.Pos(), "%s must not use %s: only %s may", f.room, library, strings.Join(rooms, ", "))
			}
		}
		if strings.HasPrefix(p, "database/sql") && slices.Contains(noSQL, f.room) {
			report(f, spec.Pos(), "%s must not use %s: ask the store", f.room, p)
		}
	})
}

// dialling asks another computer for something. The program is offline: nothing
// in it does that.
var dialling = map[string][]string{
	"net":      {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer", "LookupHost", "LookupIP", "LookupAddr", "LookupTXT", "LookupMX", "LookupCNAME", "Resolver", "DefaultResolver"},
	"net/http": {"Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "Transport", "DefaultTransport", "NewRequest", "NewRequestWithContext"},
	"net/rpc":  {"Dial", "DialHTTP"}, "net/smtp": {"Dial", "SendMail"}, "crypto/tls": {"Dial", "DialWithDialer", "Dialer"},
}

// listening is for the served page alone, which binds to loopback.
var listening = map[string][]string{
	"net":      {"Listen", "ListenTCP", "ListenUDP", "ListenUnix", "ListenPacket", "ListenConfig"},
	"net/http": {"ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS", "Server"},
}

func checkNetwork(f *file, report reporter) {
	if f.test || f.room == "tools" {
		return
	}
	checkNames(f, dialling, "the program is offline and asks no other computer", report)
	if f.room != "bridge" && f.room != "cli" {
		checkNames(f, listening, "only bridge and cli serve the page, on loopback", report)
	}
}

// checkNames reports every use of the banned names of some packages.
func checkNames(f *file, rules map[string][]string, why string, report reporter) {
	for library, banned := range rules {
		name := f.nameOf(library)
		switch name {
		case "":
			continue
		case ".":
			report(f, f.ast.Package, "import %s by its name, not with a dot", library)
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == name && slices.Contains(banned, s.Sel.Name) {
				report(f, s.Pos(), "%s.%s: %s", name, s.Sel.Name, why)
			}
			return true
		})
	}
}

// drawing are gofpdf's own text functions: they lose or panic on Chinese.
var drawing = []string{"MultiCell", "SplitText", "SplitLines", "WriteAligned", "Writef", "WriteLinkString", "WriteLinkID"}

// checkDrawing looks at every file of a folder in which gofpdf is known, so
// that handing the document to a neighbour file does not hide a call.
func checkDrawing(files []*file, report reporter) {
	knows := map[string]bool{}
	for _, f := range files {
		if f.nameOf("github.com/jung-kurt/gofpdf") != "" {
			knows[path.Dir(f.path)] = true
		}
	}
	for _, f := range files {
		if !knows[path.Dir(f.path)] || f.path == "deps.go" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if slices.Contains(drawing, n.Sel.Name) {
					report(f, n.Sel.Pos(), "gofpdf's %s loses Chinese text: use the text layer of print", n.Sel.Name)
				}
			case *ast.CallExpr:
				// io.Writer's Write has one argument, gofpdf's two.
				if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Write" && len(n.Args) == 2 && !isPackage(f, s.X) {
					report(f, s.Sel.Pos(), "gofpdf's Write loses Chinese text: use the text layer of print")
				}
			}
			return true
		})
	}
}

// isPackage reports whether x is the name of an import, as in binary.Write.
func isPackage(f *file, x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	found := false
	f.imports(func(spec *ast.ImportSpec, p string) {
		if ok && (path.Base(p) == id.Name || spec.Name != nil && spec.Name.Name == id.Name) {
			found = true
		}
	})
	return found
}

// boundTypes are the structs that Bound lists, the only ones the page can call;
// nil when there is no such list, and then every exported struct counts.
func boundTypes(files []*file) map[string]bool {
	var bound map[string]bool
	for _, f := range files {
		if f.room != "bind" || f.test {
			continue
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != "Bound" || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if lit, ok := n.(*ast.CompositeLit); ok {
					if id, ok := lit.Type.(*ast.Ident); ok {
						if bound == nil {
							bound = map[string]bool{}
						}
						bound[id.Name] = true
					}
				}
				return true
			})
		}
	}
	return bound
}

// checkBound keeps what the page may call to types that survive the way: no
// any, no time.Time, no floats (NaN ends the process), no channels or functions.
func checkBound(f *file, bound map[string]bool, report reporter) {
	if f.room != "bind" || f.test {
		return
	}
	for _, d := range f.ast.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if !d.Name.IsExported() {
				continue
			}
			recv := ""
			if d.Recv != nil {
				recv = receiver(d)
			}
			if recv == "" || ast.IsExported(recv) && bound != nil && !bound[recv] {
				// Not callable from the page. The list of the bound structs is
				// the one place where any is right.
				checkPlain(f, d.Type, report)
				continue
			}
			if ast.IsExported(recv) {
				checkCrossing(f, d.Type.Params, "a parameter of "+recv+"."+d.Name.Name, report)
				checkCrossing(f, d.Type.Results, "a result of "+recv+"."+d.Name.Name, report)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				ts, ok := spec.(*ast.TypeSpec)
				if !ok || !ts.Name.IsExported() {
					continue
				}
				if st, ok := ts.Type.(*ast.StructType); ok {
					for _, field := range st.Fields.List {
						for _, name := range field.Names {
							if name.IsExported() {
								checkType(f, field.Type, "field "+ts.Name.Name+"."+name.Name, report)
							}
						}
					}
				}
			}
		}
	}
}

func checkPlain(f *file, t *ast.FuncType, report reporter) {
	for _, list := range []*ast.FieldList{t.Params, t.Results} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			if a, ok := field.Type.(*ast.ArrayType); ok && list == t.Results && isAny(a.Elt) {
				continue
			}
			ast.Inspect(field.Type, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok && isAny(e) {
					report(f, e.Pos(), "no any in the exported signatures of bind")
				}
				return true
			})
		}
	}
}

func receiver(d *ast.FuncDecl) string {
	name := ""
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return true
	})
	return name
}

func checkCrossing(f *file, list *ast.FieldList, what string, report reporter) {
	if list == nil {
		return
	}
	for _, field := range list.List {
		checkType(f, field.Type, what, report)
	}
}

func checkType(f *file, t ast.Expr, what string, report reporter) {
	ast.Inspect(t, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			switch n.Name {
			case "any", "float32", "float64", "uintptr", "complex128":
				report(f, n.Pos(), "%s is %s: only strings, integers, booleans, lists and plain structs cross to the page", what, n.Name)
			}
		case *ast.InterfaceType, *ast.ChanType, *ast.FuncType:
			report(f, n.Pos(), "%s is no plain data: only strings, integers, booleans, lists and plain structs cross to the page", what)
			return false
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" {
				report(f, n.Pos(), "%s is time.%s: dates cross as 2006-01-02 strings", what, n.Sel.Name)
			}
			return false
		}
		return true
	})
}

func isAny(e ast.Expr) bool {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name == "any"
	}
	i, ok := e.(*ast.InterfaceType)
	return ok && len(i.Methods.List) == 0
}
