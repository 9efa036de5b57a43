package handbook

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// jsonPage describes the documents of --json field by field. It is made from
// their schemas.
const jsonPage = "../../.github/docs/json.md"

func TestDocumentsDescribeTheFields(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(commands, "schema", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(commands, "schema.go")); err != nil {
		t.Skip("this program prints no schemas")
	}
	if len(files) == 0 {
		t.Fatal("no schema is found")
	}
	p := schemaPage{defs: map[string]string{}}
	for _, file := range files {
		if err := p.read(file); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	if err := Keep(jsonPage, "fields", p.text(), os.Getenv(Variable) != ""); err != nil {
		t.Error(err)
	}
}

func TestFieldsOfASchema(t *testing.T) {
	t.Parallel()
	const schema = `{
	"title": "impactdash things list --json", "description": "has all things.", "type": "object",
	"properties": {
		"as_of": {"type": ["string", "null"], "format": "date-time", "description": "when; null: never | now"},
		"total": {"type": "integer"},
		"first": {"anyOf": [{"$ref": "#/$defs/thing"}, {"type": "null"}], "description": "the newest"},
		"state": {"enum": ["new", "done"]},
		"items": {"type": "array", "items": {"$ref": "#/$defs/thing"}}
	},
	"$defs": {"thing": {"type": "object", "properties": {"sizes": {"type": "array", "items": {"type": "number"}}, "more": {"type": "object", "properties": {"it": {"type": "boolean"}}}}}}
}`
	dir := t.TempDir()
	file := filepath.Join(dir, "things.list.json")
	if err := os.WriteFile(file, []byte(schema), 0o600); err != nil {
		t.Fatal(err)
	}
	p := schemaPage{defs: map[string]string{}}
	if err := p.read(file); err != nil {
		t.Fatal(err)
	}
	want := "## things list\n\nHas all things.\n\n| field | value | meaning |\n|---|---|---|\n" +
		"| `as_of` | date-time or null | when; null: never \\| now |\n" +
		"| `total` | integer |  |\n" +
		"| `first` | [thing](#thing) or null | the newest |\n" +
		"| `state` | `new`, `done` |  |\n" +
		"| `items` | list of [thing](#thing) |  |\n" +
		"\n## thing\n\n| field | value | meaning |\n|---|---|---|\n" +
		"| `sizes` | list of number |  |\n" +
		"| `more` | object |  |\n" +
		"| `more.it` | boolean |  |\n"
	if got := p.text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	other := filepath.Join(dir, "others.list.json")
	changed := strings.NewReplacer("things list", "others list", `"type": "number"`, `"type": "string"`).Replace(schema)
	if err := os.WriteFile(other, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.read(other); err == nil {
		t.Error("two things of one name are described as one")
	}
}

// schemaPage collects what the schemas say.
type schemaPage struct {
	docs []string          // one part a document
	defs map[string]string // things inside documents, by name
}

// read adds a schema. YAML reads JSON and keeps the order of the fields.
func (p *schemaPage) read(file string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return err
	}
	top := node{doc.Content[0]}
	title := regexp.MustCompile(`^impactdash (.+) --json$`).FindStringSubmatch(top.get("title").text())
	if title == nil {
		return fmt.Errorf("the title %q names no command", top.get("title").text())
	}
	p.docs = append(p.docs, top.part(title[1]))
	for name, def := range top.get("$defs").pairs() {
		part := def.part(name)
		if have, ok := p.defs[name]; ok && have != part {
			return fmt.Errorf("%s is something else in another document", name)
		}
		p.defs[name] = part
	}
	return nil
}

func (p *schemaPage) text() string {
	all := slices.Clone(p.docs)
	names := make([]string, 0, len(p.defs))
	for name := range p.defs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		all = append(all, p.defs[name])
	}
	return strings.Join(all, "\n")
}

// node is a value of a schema.
type node struct{ *yaml.Node }

// get is the value of a key; of one that is not there, nothing.
func (n node) get(key string) node {
	for k, v := range n.pairs() {
		if k == key {
			return v
		}
	}
	return node{}
}

// pairs are the keys of an object with their values, in their order.
func (n node) pairs() func(func(string, node) bool) {
	return func(yield func(string, node) bool) {
		if n.Node == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i].Value, node{n.Content[i+1]}) {
				return
			}
		}
	}
}

// list is the values of an array; a single value is a list of itself.
func (n node) list() []node {
	switch {
	case n.Node == nil:
		return nil
	case n.Kind == yaml.SequenceNode:
		out := make([]node, len(n.Content))
		for i, c := range n.Content {
			out[i] = node{c}
		}
		return out
	}
	return []node{n}
}

func (n node) text() string {
	if n.Node == nil {
		return ""
	}
	return n.Value
}

// part describes an object under a heading.
func (n node) part(title string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", title)
	if about := n.get("description").text(); about != "" {
		fmt.Fprintf(&b, "%s\n\n", strings.ToUpper(about[:1])+about[1:])
	}
	b.WriteString("| field | value | meaning |\n|---|---|---|\n")
	n.rows(&b, "")
	return b.String()
}

func (n node) rows(b *strings.Builder, path string) {
	for name, v := range n.get("properties").pairs() {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", path+name, v.value(), Cell(v.get("description").text()))
		inner := v
		if items := v.get("items"); items.Node != nil {
			inner = items
		}
		inner.rows(b, path+name+".")
	}
}

// value says in words what a field holds.
func (n node) value() string {
	if ref := n.get("$ref").text(); ref != "" {
		name := ref[strings.LastIndexByte(ref, '/')+1:]
		return "[" + name + "](#" + strings.ToLower(name) + ")"
	}
	for _, key := range []string{"anyOf", "oneOf"} {
		var either []string
		for _, v := range n.get(key).list() {
			either = append(either, v.value())
		}
		if len(either) > 0 {
			return strings.Join(either, " or ")
		}
	}
	if words := n.get("enum").list(); len(words) > 0 {
		var all []string
		for _, w := range words {
			all = append(all, "`"+w.text()+"`")
		}
		return strings.Join(all, ", ")
	}
	var kinds []string
	for _, k := range n.get("type").list() {
		switch name := k.text(); name {
		case "array":
			kinds = append(kinds, "list of "+n.get("items").value())
		case "string":
			format := n.get("format").text()
			if format == "" && n.get("pattern").Node != nil {
				format = "decimal" // the only pattern there is
			}
			if format == "" {
				format = "string"
			}
			kinds = append(kinds, format)
		default:
			kinds = append(kinds, name)
		}
	}
	return strings.Join(kinds, " or ")
}
