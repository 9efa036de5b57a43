package cli

import (
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"impactdash/ui/format"
)

// fact is one line about a thing.
type fact struct{ name, text string }

// facts are what is known of a thing: lines, and on a terminal the lists of
// objects inside as tables below them.
type facts struct {
	tty   bool
	lines []fact
	lists []namedTable
}

type namedTable struct {
	name string
	table
}

// writeFacts writes what is known of one thing: for people, who need nothing
// that is empty, aligned; in a pipe a fact a line, tab-separated, whose names
// are the document's, "lines.1.program".
func writeFacts(sys System, doc any) error {
	f := facts{tty: sys.OutTTY}
	f.object(reflect.ValueOf(doc), "")
	var b strings.Builder
	if !f.tty {
		for _, l := range f.lines {
			b.WriteString(l.name + "\t" + l.text + "\n")
		}
		_, err := io.WriteString(sys.Out, b.String())
		return err
	}
	f.lines = slices.DeleteFunc(f.lines, func(l fact) bool { return l.text == "" })
	width := 0
	for _, l := range f.lines {
		width = max(width, format.Width(factTitle(l.name)))
	}
	for _, l := range f.lines {
		b.WriteString(format.Pad(factTitle(l.name), width) + "  " + l.text + "\n")
	}
	for _, l := range f.lists {
		b.WriteString("\n" + factTitle(l.name) + ":\n")
		if err := writeAligned(&b, l.table, sys.Width); err != nil {
			return err
		}
	}
	_, err := io.WriteString(sys.Out, b.String())
	return err
}

// factTitle is the name of a fact as people read it.
func factTitle(name string) string { return strings.NewReplacer("_", " ", ".", " ").Replace(name) }

// object adds the fields of a document.
func (f *facts) object(v reflect.Value, prefix string) {
	t := v.Type()
	for i := range t.NumField() {
		field, value := t.Field(i), v.Field(i)
		if field.Anonymous {
			f.object(value, prefix)
			continue
		}
		f.field(field, value, prefix+nameOf(field))
	}
}

// field adds one field.
func (f *facts) field(field reflect.StructField, v reflect.Value, name string) {
	add := func(text string) { f.lines = append(f.lines, fact{name, text}) }
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			if under(v.Type()).Kind() != reflect.Struct {
				add("")
			} else if !f.tty { // the names are the same, whatever is absent
				f.object(reflect.Zero(v.Type().Elem()), name+".")
			}
			return
		}
		v = v.Elem()
	}
	switch {
	case v.Type() == reflect.TypeFor[amountDoc]() && f.tty:
		add(column{isMoney: true}.seen(v))
	case v.Kind() == reflect.Struct:
		f.object(v, name+".")
	case v.Kind() == reflect.Map:
		values := v.Interface().(map[string]string)
		for _, k := range slices.Sorted(maps.Keys(values)) {
			f.lines = append(f.lines, fact{name + "." + format.Safe(k), format.Safe(values[k])})
		}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		f.list(v, name)
	case f.tty && v.Kind() == reflect.Bool:
		add(yesNo(v.Bool()))
	case f.tty && field.Tag.Get("is") == "date-time":
		add(minute(scalar(v)))
	case f.tty && field.Tag.Get("is") == "prose":
		add(format.Safe(format.Prose(v.String())))
	default:
		add(scalar(v))
	}
}

// list adds a list of objects: a table where people look and nothing is nested
// deeper, else their facts.
func (f *facts) list(v reflect.Value, name string) {
	if f.tty && flat(v.Type().Elem()) {
		if v.Len() > 0 {
			f.lists = append(f.lists, namedTable{name, innerTable(v)})
		}
		return
	}
	for i := range v.Len() {
		f.object(v.Index(i), fmt.Sprintf("%s.%d.", name, i+1))
	}
}

// flat reports whether an object has no lists of objects.
func flat(t reflect.Type) bool {
	for i := range t.NumField() {
		if k := under(t.Field(i).Type); k.Kind() == reflect.Slice && k.Elem().Kind() == reflect.Struct {
			return false
		}
	}
	return true
}

// innerTable is a list inside of a document with all its columns.
func innerTable(v reflect.Value) table {
	all := columnsOf(v.Type().Elem())
	var t table
	t.rows = make([][]string, v.Len())
	for _, c := range all {
		half := strings.HasSuffix(c.name, "_amount") || strings.HasSuffix(c.name, "_currency")
		if half && slices.ContainsFunc(all, func(o column) bool { return o.isMoney && slices.Equal(o.path, c.path[:len(c.path)-1]) }) {
			continue // the money is a column
		}
		col := screenColumn{title: c.title, rank: max(c.rank, 1), cut: c.cut || !c.isNumber && !c.isMoney && !c.isMoment, right: c.isNumber || c.isMoney}
		for i := range v.Len() {
			col.cells = append(col.cells, c.seen(v.Index(i)))
		}
		t.screen = append(t.screen, col)
	}
	return t
}
