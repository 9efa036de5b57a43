package documents

import (
	"fmt"
	"go/ast"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// jsonPage describes the documents field by field. It is made from the types:
// one whose comment says that it is "the document of COMMAND --json" becomes a
// part of the page, the comments of its fields become their meanings.
const jsonPage = "../../.github/docs/json.md"

func TestDocumentsDescribeTheFields(t *testing.T) {
	t.Parallel()
	s := readShapes(t)
	docs := s.documents()
	for _, known := range []string{"finance", "snapshot", "activity"} {
		if _, ok := docs[known]; !ok {
			t.Errorf("the document of %s is not found among %v", known, slices.Sorted(maps.Keys(docs)))
		}
	}
	if err := Keep(jsonPage, "fields", s.page(docs), os.Getenv(Variable) != ""); err != nil {
		t.Error(err)
	}
}

// shapes are the structures of the package, and what of them recurs.
type shapes struct {
	types  map[string]*shape
	shared map[string]bool // described once, by the name of the type
}

// shape is one structure.
type shape struct {
	name, comment string
	params        []string // names of its type parameters
	fields        *ast.FieldList
}

func readShapes(t *testing.T) *shapes {
	t.Helper()
	s := &shapes{types: map[string]*shape{}, shared: map[string]bool{}}
	eachSource(t, commands, func(file *ast.File) {
		for _, d := range file.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				typ, ok := spec.(*ast.TypeSpec)
				if !ok {
					continue
				}
				body, ok := typ.Type.(*ast.StructType)
				if !ok {
					continue
				}
				sh := &shape{name: typ.Name.Name, comment: oneLine(gen.Doc.Text()), fields: body.Fields}
				if typ.TypeParams != nil {
					for _, p := range typ.TypeParams.List {
						for _, n := range p.Names {
							sh.params = append(sh.params, n.Name)
						}
					}
				}
				s.types[sh.name] = sh
			}
		}
	})
	return s
}

// documents are the shapes that are printed whole, by command. Those with
// parameters are only parts of others.
func (s *shapes) documents() map[string]*shape {
	says := regexp.MustCompile(`the document of ([a-z -]+?) (?:with )?--json`)
	out := map[string]*shape{}
	for _, sh := range s.types {
		if m := says.FindStringSubmatch(sh.comment); m != nil && len(sh.params) == 0 {
			out[strings.TrimSpace(m[1])] = sh
		}
	}
	return out
}

// field is one line of a table.
type field struct{ path, kind, says string }

// place is a shape at a place in a document, with what its parameters stand
// for.
type place struct {
	sh   *shape
	args map[string]ast.Expr
	path string
}

// list flattens a shape; what recurs elsewhere is only named.
func (s *shapes) list(p place) []field {
	var out []field
	for _, f := range p.sh.fields.List {
		typ := resolve(f.Type, p.args)
		if len(f.Names) == 0 { // embedded: its fields stand here
			if inner, args := s.find(typ); inner != nil {
				out = append(out, s.list(place{inner, args, p.path})...)
			}
			continue
		}
		if f.Tag == nil {
			continue
		}
		tag := reflect.StructTag(strings.Trim(f.Tag.Value, "`"))
		name, _, _ := strings.Cut(tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		path := p.path + name
		k := s.kind(typ, tag.Get("is"))
		out = append(out, field{path + k.suffix, k.text, oneLine(f.Doc.Text() + " " + f.Comment.Text())})
		if k.inner != nil && !s.shared[k.inner.name] {
			out = append(out, s.list(place{k.inner, k.args, path + k.suffix + "."})...)
		}
	}
	return out
}

// kind is what a type is in JSON.
type kind struct {
	text, suffix string
	inner        *shape
	args         map[string]ast.Expr
}

func (s *shapes) kind(typ ast.Expr, is string) kind {
	switch v := typ.(type) {
	case *ast.StarExpr:
		k := s.kind(v.X, is)
		k.text += " or null"
		return k
	case *ast.ArrayType:
		k := s.kind(v.Elt, is)
		k.text, k.suffix = "list of "+k.text, "[]"+k.suffix
		return k
	case *ast.MapType:
		k := s.kind(v.Value, is)
		k.text = "object of " + k.text + " by name"
		return k
	}
	if inner, args := s.find(typ); inner != nil {
		text := "object"
		if s.shared[inner.name] {
			text = "[" + partName(inner) + "](#" + partName(inner) + ")"
		}
		return kind{text: text, inner: inner, args: args}
	}
	name := "value"
	if id, ok := typ.(*ast.Ident); ok {
		name = id.Name
	}
	switch {
	case is != "":
		return kind{text: is}
	case strings.HasPrefix(name, "int"), strings.HasPrefix(name, "float"):
		return kind{text: "number"}
	case name == "bool":
		return kind{text: "true or false"}
	}
	return kind{text: "text"}
}

// find is the structure a type names, with what its parameters stand for.
func (s *shapes) find(typ ast.Expr) (*shape, map[string]ast.Expr) {
	args := map[string]ast.Expr{}
	switch v := typ.(type) {
	case *ast.StarExpr:
		return s.find(v.X)
	case *ast.Ident:
		return s.types[v.Name], args
	case *ast.IndexExpr:
		sh, _ := s.find(v.X)
		if sh != nil && len(sh.params) == 1 {
			args[sh.params[0]] = v.Index
		}
		return sh, args
	}
	return nil, nil
}

// resolve puts what a parameter stands for in its place.
func resolve(typ ast.Expr, args map[string]ast.Expr) ast.Expr {
	switch v := typ.(type) {
	case *ast.Ident:
		if to, ok := args[v.Name]; ok {
			return to
		}
	case *ast.StarExpr:
		return &ast.StarExpr{X: resolve(v.X, args)}
	case *ast.ArrayType:
		return &ast.ArrayType{Elt: resolve(v.Elt, args)}
	case *ast.IndexExpr:
		return &ast.IndexExpr{X: v.X, Index: resolve(v.Index, args)}
	}
	return typ
}

// recur notes the shapes that several documents have a part of.
func (s *shapes) recur(docs map[string]*shape) {
	in := map[string]int{}
	for _, sh := range docs {
		seen := map[string]bool{}
		s.parts(place{sh: sh}, seen)
		for name := range seen {
			in[name]++
		}
	}
	for name, n := range in {
		s.shared[name] = n > 1
	}
}

// parts collects the shapes inside one, embedded ones left out.
func (s *shapes) parts(p place, seen map[string]bool) {
	for _, f := range p.sh.fields.List {
		typ := resolve(f.Type, p.args)
		if len(f.Names) == 0 {
			if inner, args := s.find(typ); inner != nil {
				s.parts(place{sh: inner, args: args}, seen)
			}
			continue
		}
		if k := s.kind(typ, ""); k.inner != nil && !seen[k.inner.name] {
			seen[k.inner.name] = true
			s.parts(place{sh: k.inner, args: k.args}, seen)
		}
	}
}

func (s *shapes) page(docs map[string]*shape) string {
	s.recur(docs)
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(docs)) {
		s.part(&b, name+" --json", docs[name])
	}
	for _, name := range slices.Sorted(maps.Keys(s.shared)) {
		if s.shared[name] {
			s.part(&b, partName(s.types[name]), s.types[name])
		}
	}
	return strings.TrimSpace(b.String()) + "\n"
}

func (s *shapes) part(b *strings.Builder, title string, sh *shape) {
	fmt.Fprintf(b, "## %s\n\n", title)
	about := strings.TrimSpace(strings.TrimPrefix(sh.comment, sh.name+" is "))
	if first, rest, ok := strings.Cut(about, " --json. "); ok && strings.HasPrefix(first, "the document of") {
		fmt.Fprintf(b, "%s\n\n", rest)
	} else if about != "" && !strings.HasPrefix(about, "the document of") {
		fmt.Fprintf(b, "%s\n\n", strings.ToUpper(about[:1])+about[1:])
	}
	b.WriteString("| field | value | meaning |\n|---|---|---|\n")
	for _, f := range s.list(place{sh: sh}) {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", f.path, f.kind, Cell(f.says))
	}
	b.WriteString("\n")
}

// partName is what a shape is called in the page.
func partName(sh *shape) string { return strings.ToLower(strings.TrimSuffix(sh.name, "Doc")) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
