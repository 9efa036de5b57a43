package archtest

import (
	"context"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// module is what the import paths of this repository begin with.
const module = "impactdash"

// root is the top directory, seen from here.
const root = "../.."

// pkg is one package of this repository as go list knows it.
type pkg struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	IgnoredFiles []string `json:"IgnoredGoFiles"` // of other systems
	TestGoFiles  []string
	XTestGoFiles []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// path is the package's directory below the module, "." for the module.
func (p pkg) path() string {
	if p.ImportPath == module {
		return "."
	}
	return strings.TrimPrefix(p.ImportPath, module+"/")
}

// packages asks go list once for all tests.
var packages = sync.OnceValues(func() ([]pkg, error) {
	cmd := exec.CommandContext(context.Background(), "go", "list", "-e", "-json", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

// list is all packages; the test fails when there are hardly any.
func list(t *testing.T) []pkg {
	t.Helper()
	all, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 15 {
		t.Fatalf("only %d packages are listed", len(all))
	}
	return all
}

// source is one parsed file that is no test.
type source struct {
	name string // from the top directory
	pkg  pkg
	set  *token.FileSet
	file *ast.File
}

// at is where a node stands.
func (s source) at(n ast.Node) string {
	p := s.set.Position(n.Pos())
	return s.name + ":" + p.String()[strings.LastIndex(p.String(), ".go:")+4:]
}

// sources parses the files of a package that are no tests, those for other
// systems included.
func sources(t *testing.T, p pkg) []source {
	t.Helper()
	var all []source
	set := token.NewFileSet()
	for _, name := range append(append([]string(nil), p.GoFiles...), p.IgnoredFiles...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, source{name: filepath.Join(p.path(), name), pkg: p, set: set, file: file})
	}
	return all
}

// imports maps the name under which a file knows a package to its path.
func imports(f *ast.File) map[string]string {
	names := make(map[string]string)
	for _, i := range f.Imports {
		path := strings.Trim(i.Path.Value, `"`)
		name := path[strings.LastIndexByte(path, '/')+1:]
		if strings.HasPrefix(name, "v") && len(name) <= 3 { // a major version
			rest := strings.TrimSuffix(path, "/"+name)
			name = rest[strings.LastIndexByte(rest, '/')+1:]
		}
		if i.Name != nil {
			name = i.Name.Name
		}
		names[name] = path
	}
	return names
}

// under reports whether a path is a directory or below it.
func under(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

// anyUnder reports whether a path is in or below one of the directories.
func anyUnder(path string, dirs ...string) bool {
	for _, d := range dirs {
		if under(path, d) {
			return true
		}
	}
	return false
}

// standard reports whether an import is of the standard library.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != module
}
