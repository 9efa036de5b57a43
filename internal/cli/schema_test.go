package cli

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pb33f/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the schemas anew")

// documents are the types of the documents by the command that prints them.
func documents() map[string]reflect.Type {
	return map[string]reflect.Type{
		"finance":           reflect.TypeFor[financeDoc](),
		"snapshot":          reflect.TypeFor[snapshotDoc](),
		"snapshot creator":  reflect.TypeFor[creatorDoc](),
		"activity":          reflect.TypeFor[activityDoc](),
		"todo list":         reflect.TypeFor[todoListDoc](),
		"todo show":         reflect.TypeFor[showDoc[todoDoc]](),
		"tasks list":        reflect.TypeFor[taskListDoc](),
		"tasks show":        reflect.TypeFor[showDoc[taskDoc]](),
		"links list":        reflect.TypeFor[linkListDoc](),
		"links show":        reflect.TypeFor[showDoc[linkDoc]](),
		"leads list":        reflect.TypeFor[leadListDoc](),
		"leads show":        reflect.TypeFor[showDoc[leadDoc]](),
		"social list":       reflect.TypeFor[propertyListDoc](),
		"social show":       reflect.TypeFor[showDoc[propertyDoc]](),
		"campaigns list":    reflect.TypeFor[campaignListDoc](),
		"campaigns show":    reflect.TypeFor[showDoc[campaignDoc]](),
		"brands list":       reflect.TypeFor[brandListDoc](),
		"brands show":       reflect.TypeFor[showDoc[brandDoc]](),
		"inquiries list":    reflect.TypeFor[inquiryListDoc](),
		"inquiries show":    reflect.TypeFor[showDoc[inquiryDoc]](),
		"actions list":      reflect.TypeFor[actionListDoc](),
		"actions show":      reflect.TypeFor[showDoc[lifeDoc]](),
		"invoices list":     reflect.TypeFor[invoiceListDoc](),
		"invoices show":     reflect.TypeFor[showDoc[invoiceDoc]](),
		"contracts list":    reflect.TypeFor[listDoc[contractDoc]](),
		"contracts show":    reflect.TypeFor[showDoc[contractDoc]](),
		"statusline":        reflect.TypeFor[statuslineDoc](),
		"digest":            reflect.TypeFor[digestDoc](),
		"undo":              reflect.TypeFor[undoDoc](),
		"redo":              reflect.TypeFor[undoDoc](),
		"doctor":            reflect.TypeFor[doctorDoc](),
		"links create":      reflect.TypeFor[linkMadeDoc](),
		"leads submit":      reflect.TypeFor[leadDoneDoc](),
		"campaigns apply":   reflect.TypeFor[campaignActDoc](),
		"campaigns accept":  reflect.TypeFor[campaignActDoc](),
		"campaigns decline": reflect.TypeFor[campaignActDoc](),
		"inquiries import":  reflect.TypeFor[rowsDoc](),
		"todo dismiss":      reflect.TypeFor[actDoc](),
		"todo wake":         reflect.TypeFor[actDoc](),
		"todo accept":       reflect.TypeFor[actDoc](),
		"todo decline":      reflect.TypeFor[actDoc](),
		"tasks start":       reflect.TypeFor[actDoc](),
		"tasks block":       reflect.TypeFor[actDoc](),
		"tasks invalid":     reflect.TypeFor[actDoc](),
		"tasks duplicate":   reflect.TypeFor[actDoc](),
		"tasks complete":    reflect.TypeFor[actDoc](),
		"tasks archive":     reflect.TypeFor[actDoc](),
		"tasks comment":     reflect.TypeFor[actDoc](),
		"links forget":      reflect.TypeFor[actDoc](),
		"brands join":       reflect.TypeFor[actDoc](),
		"inquiries create":  reflect.TypeFor[actDoc](),
		"social add":        reflect.TypeFor[actDoc](),
		"social edit":       reflect.TypeFor[actDoc](),
		"social remove":     reflect.TypeFor[actDoc](),
		"auth login":        reflect.TypeFor[authDoc](),
		"auth status":       reflect.TypeFor[authDoc](),
		"config check":      reflect.TypeFor[checkDoc](),
	}
}

func TestTheSchemasAreThoseOfTheDocuments(t *testing.T) {
	t.Parallel()
	words := readComments(t)
	for name, typ := range documents() {
		m := schemaMaker{t: t, words: words, defs: ordered{}}
		want := m.document(name, typ)
		path := filepath.FromSlash(schemaFile(name))
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not the schema of %s (%v); write it with: go test ./internal/cli -run Schemas -update", path, typ, err)
		}
	}
	names, err := schemaNames()
	if err != nil || len(names) != len(documents()) && !*update {
		t.Errorf("%d schemas for %d documents, %v", len(names), len(documents()), err)
	}
}

// member is a key of an object that keeps its place.
type member struct {
	key   string
	value any
}

type ordered []member

func (o ordered) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(m.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// schemaMaker makes the schema of one document.
type schemaMaker struct {
	t     *testing.T
	words map[string]string // comments by type, and by type and field
	defs  ordered
	names []string // of defs, those under way included
}

func (m *schemaMaker) document(name string, typ reflect.Type) []byte {
	root := ordered{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "impactdash " + name + " --json"},
	}
	root = append(root, m.object(typ)...)
	slices.SortFunc(m.defs, func(a, b member) int { return strings.Compare(a.key, b.key) })
	root = append(root, member{"$defs", m.defs})
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		m.t.Fatal(err)
	}
	return b.Bytes()
}

// typeName is a type's name without those of its parameters.
func typeName(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}

func (m *schemaMaker) object(typ reflect.Type) ordered {
	properties, required := m.fields(typ)
	return ordered{{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}}
}

func (m *schemaMaker) fields(typ reflect.Type) (properties ordered, required []string) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Anonymous {
			p, r := m.fields(f.Type)
			properties, required = append(properties, p...), append(required, r...)
			continue
		}
		words := m.words[typeName(typ)+"."+f.Name]
		if words == "" {
			m.t.Errorf("%s.%s has no comment, and so its name no meaning", typeName(typ), f.Name)
		}
		value := m.value(f)
		properties = append(properties, member{nameOf(f), append(value, member{"description", words})})
		required = append(required, nameOf(f))
	}
	return properties, required
}

// value is the schema of a field.
func (m *schemaMaker) value(f reflect.StructField) ordered {
	nullable := f.Type.Kind() == reflect.Pointer || f.Tag.Get("null") != ""
	s := m.plain(under(f.Type), f.Tag.Get("is"))
	if !nullable {
		return s
	}
	if s[0].key == "$ref" {
		return ordered{{"anyOf", []any{s, ordered{{"type", "null"}}}}}
	}
	s[0].value = []any{s[0].value, "null"}
	return s
}

func (m *schemaMaker) plain(typ reflect.Type, is string) ordered {
	switch typ.Kind() {
	case reflect.String:
		switch is {
		case "decimal":
			return ordered{{"type", "string"}, {"pattern", `^-?[0-9]+(\.[0-9]+)?$`}}
		case "", "prose":
			return ordered{{"type", "string"}}
		}
		return ordered{{"type", "string"}, {"format", is}}
	case reflect.Int, reflect.Int64:
		return ordered{{"type", "integer"}}
	case reflect.Bool:
		return ordered{{"type", "boolean"}}
	case reflect.Slice:
		return ordered{{"type", "array"}, {"items", m.plain(typ.Elem(), "")}}
	case reflect.Map:
		return ordered{{"type", "object"}, {"additionalProperties", m.plain(typ.Elem(), "")}}
	case reflect.Struct:
		name := typeName(typ)
		if !slices.Contains(m.names, name) {
			m.names = append(m.names, name)
			def := m.object(typ)
			words := strings.TrimPrefix(strings.TrimPrefix(m.words[name], name+" "), "is ")
			if words != "" {
				def = append(ordered{{"description", words}}, def...)
			}
			m.defs = append(m.defs, member{strings.TrimSuffix(name, "Doc"), def})
		}
		return ordered{{"$ref", "#/$defs/" + strings.TrimSuffix(name, "Doc")}}
	}
	m.t.Errorf("%s has no schema", typ)
	return ordered{{"type", "null"}}
}

// readComments reads what is written at the types of the package and at their
// fields.
func readComments(t *testing.T) map[string]string {
	t.Helper()
	words := map[string]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for _, name := range files {
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if d, ok := n.(*ast.GenDecl); ok && len(d.Specs) == 1 {
				if s, ok := d.Specs[0].(*ast.TypeSpec); ok {
					typeComments(words, s, d.Doc)
				}
			}
			return true
		})
	}
	return words
}

func typeComments(words map[string]string, s *ast.TypeSpec, doc *ast.CommentGroup) {
	line := func(g *ast.CommentGroup) string { return strings.Join(strings.Fields(g.Text()), " ") }
	typ, ok := s.Type.(*ast.StructType)
	if !ok {
		return
	}
	words[s.Name.Name] = line(doc)
	for _, f := range typ.Fields.List {
		for _, n := range f.Names {
			text := line(f.Comment)
			if f.Doc != nil {
				text = line(f.Doc)
			}
			words[s.Name.Name+"."+n.Name] = text
		}
	}
}

// schemaOf compiles the schema of a command's document.
func schemaOf(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	text, err := schemas.ReadFile(schemaFile(name))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("file:///"+schemaFile(name), doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("file:///" + schemaFile(name))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// keeps checks a document against the schema of its command.
func keeps(t *testing.T, name, text string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v in %.200s", name, err, text)
	}
	if err := schemaOf(t, name).Validate(doc); err != nil {
		t.Errorf("impactdash %s --json: %v", name, err)
	}
}
