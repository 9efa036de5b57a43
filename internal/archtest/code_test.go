package archtest

import (
	"go/ast"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

// outside are the packages that may touch the world: the commands.
func outside(path string) bool { return anyUnder(path, "cmd", "internal/cli") }

// helpers are packages of tests, which may do what tests may.
func helpers(path string) bool { return anyUnder(path, "ui/uitest", "internal/archtest") }

// calls lists the uses of pkg.name in a file, for the import path of pkg.
func calls(s source, path string, names ...string) []ast.Node {
	known := imports(s.file)
	var found []ast.Node
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := sel.X.(*ast.Ident)
		if ok && x.Obj == nil && known[x.Name] == path && (len(names) == 0 || slices.Contains(names, sel.Sel.Name)) {
			found = append(found, n)
		}
		return true
	})
	return found
}

func TestOnlyTheCommandsReadTheWorld(t *testing.T) {
	t.Parallel()
	forbidden := []struct {
		path  string
		names []string
		why   string
	}{
		{"time", []string{"Now", "Since", "Until", "Local"}, "the clock and the zone are passed in"},
		{"os", []string{"Getenv", "LookupEnv", "Environ", "UserHomeDir", "UserConfigDir", "Stdin", "Stdout", "Stderr", "Exit", "Args", "Getwd"}, "environment, streams and exit are passed in"},
		{"fmt", []string{"Print", "Printf", "Println"}, "the screen belongs to the program"},
		{"log", nil, "the log is passed in"},
		{"os/exec", nil, "processes are started by internal/desktop only"},
		{"os/signal", nil, "signals belong to main"},
		{"math/rand/v2", []string{"Int", "IntN", "Int64N", "Uint64", "Float64", "N", "Shuffle", "Perm"}, "chance is passed in"},
		{"net/http", []string{"DefaultClient", "Get", "Post", "Head"}, "the transport is passed in"},
	}
	for _, p := range list(t) {
		if outside(p.path()) || helpers(p.path()) {
			continue
		}
		for _, s := range sources(t, p) {
			for _, f := range forbidden {
				if f.path == "os/exec" && p.path() == "internal/desktop" {
					continue // the one place that starts a process
				}
				for _, n := range calls(s, f.path, f.names...) {
					t.Errorf("%s uses %s.%s: %s", s.at(n), f.path, n.(*ast.SelectorExpr).Sel.Name, f.why)
				}
			}
		}
	}
}

func TestContextsComeFromOutside(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		if under(p.path(), "cmd") || helpers(p.path()) {
			continue
		}
		for _, s := range sources(t, p) {
			for _, n := range calls(s, "context", "Background", "TODO") {
				t.Errorf("%s makes a context of its own: nobody could cancel what runs in it", s.at(n))
			}
		}
	}
}

// variables are the package variables of a package, with their declarations.
func variables(all []source) map[string]ast.Node {
	vars := make(map[string]ast.Node)
	for _, s := range all {
		for _, d := range s.file.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					vars[name.Name] = spec
				}
			}
		}
	}
	return vars
}

// base is the name an expression that is assigned to begins with, nil when it
// is not a name: x of x, x.f, x[i] and *x.
func base(e ast.Expr) *ast.Ident {
	for {
		switch v := e.(type) {
		case *ast.Ident:
			return v
		case *ast.SelectorExpr:
			e = v.X
		case *ast.IndexExpr:
			e = v.X
		case *ast.StarExpr:
			e = v.X
		case *ast.ParenExpr:
			e = v.X
		default:
			return nil
		}
	}
}

// targets are the expressions a statement assigns to.
func targets(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return []ast.Expr{n.Key, n.Value}
		}
	}
	return nil
}

func TestNoPackageVariableChanges(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		all := sources(t, p)
		vars := variables(all)
		for _, s := range all {
			known := imports(s.file)
			ast.Inspect(s.file, func(n ast.Node) bool {
				for _, e := range targets(n) {
					x := base(e)
					if x == nil || x.Name == "_" {
						continue
					}
					// A name without an object is declared in another file
					// of the package, or imported.
					decl, ours := vars[x.Name]
					if ours && (x.Obj == nil || x.Obj.Decl == decl) {
						t.Errorf("%s changes the package variable %s", s.at(n), x.Name)
					}
					if _, imported := known[x.Name]; imported && x.Obj == nil {
						t.Errorf("%s changes a variable of the package %s", s.at(n), x.Name)
					}
				}
				return true
			})
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		if len(p.GoFiles) == 0 {
			continue
		}
		docs := 0
		for _, s := range sources(t, p) {
			if s.file.Doc == nil {
				continue
			}
			docs++
			text := s.file.Doc.Text()
			want := "Package " + s.file.Name.Name + " "
			if s.file.Name.Name == "main" {
				want = "Command "
			}
			if !strings.HasPrefix(text, want) {
				t.Errorf("%s: the comment of the package begins with %.30q, want %q", s.name, text, want)
			}
		}
		if docs != 1 {
			t.Errorf("%s has %d package comments, want one", p.path(), docs)
		}
	}
}

func TestThePanesCompareNoKeys(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		if !anyUnder(p.path(), "ui/panes", "ui/triage") {
			continue
		}
		for _, s := range sources(t, p) {
			for _, n := range calls(s, module+"/ui/keys", "Of", "Find") {
				t.Errorf("%s looks at a key; that is the action table's business", s.at(n))
			}
			ast.Inspect(s.file, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					if sel, ok := c.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Keystroke" {
						t.Errorf("%s looks at a key; that is the action table's business", s.at(n))
					}
				}
				return true
			})
		}
	}
}

func TestNamesOfPackages(t *testing.T) {
	t.Parallel()
	bad := []string{"util", "utils", "common", "helpers", "helper", "types", "models", "constants", "misc", "base", "shared"}
	for _, p := range list(t) {
		name := p.path()[strings.LastIndexByte(p.path(), '/')+1:]
		if slices.Contains(bad, name) {
			t.Errorf("%s: what belongs nowhere belongs to the type it takes", p.path())
		}
		if parts := strings.Split(p.path(), "/"); (parts[0] == "ui" || parts[0] == "internal") && len(parts) > 4 {
			t.Errorf("%s is too deep", p.path())
		}
	}
}

func TestFilesStayReadable(t *testing.T) {
	t.Parallel()
	const most = 400
	for _, p := range list(t) {
		for _, name := range slices.Concat(p.GoFiles, p.IgnoredFiles, p.TestGoFiles, p.XTestGoFiles) {
			text, err := os.ReadFile(p.Dir + "/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(text), "\n"); n > most {
				t.Errorf("%s/%s has %d lines, at most %d", p.path(), name, n, most)
			}
		}
	}
}

func TestTheTopDirectoryHasOnlyWhatBelongsThere(t *testing.T) {
	t.Parallel()
	allowed := []string{
		"cmd", "internal", "ui", "config.example.yaml", "go.mod", "go.sum", "tools.mod", "tools.sum", "README.md", "CHANGELOG.md", "LICENSE",
		"impactdash", "dist", // what a build leaves, ignored by git
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong in the top directory", e.Name())
		}
	}
}
