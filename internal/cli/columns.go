package cli

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"impactdash/ui/format"
)

// The fields of a document say in tags how they are shown where there is no
// JSON, so that table, CSV and JSON come from one declaration:
//
//	json  the name, which is that of the column as well
//	is    what a text is: date-time, date, decimal, uri, prose (with marks of
//	      HTML, which a terminal is shown as text)
//	tty   the column's place on a terminal: how important it is, 1 the most,
//	      and "cut" where its text may be shortened; without the tag a
//	      terminal has no such column
//
// An object inside is columns of its own, with its name in front. Lists of
// objects and maps are in no table; JSON and "show" have them.

// column is a field of a document as a column of a table.
type column struct {
	name     string // of CSV; empty: on a terminal alone
	title    string // on a terminal
	rank     int    // 1 is the most important; 0: not on a terminal
	cut      bool
	isMoney  bool
	isMoment bool
	isNumber bool
	path     []int
}

// columnsOf are the columns of a document's type.
func columnsOf(t reflect.Type) []column {
	var all []column
	walkFields(t, "", nil, func(f reflect.StructField, name string, path []int) {
		c := column{name: name, title: strings.ReplaceAll(name, "_", " "), path: path}
		tag := strings.Split(f.Tag.Get("tty"), ",")
		c.rank, _ = strconv.Atoi(tag[0]) // none is 0
		c.cut = slices.Contains(tag, "cut")
		is, kind := f.Tag.Get("is"), under(f.Type)
		c.isMoment = is == "date-time"
		c.isNumber = is == "decimal" || kind.Kind() == reflect.Int || kind.Kind() == reflect.Int64
		if kind != reflect.TypeFor[amountDoc]() {
			all = append(all, c)
			return
		}
		money := c
		money.name, money.isMoney, c.rank = "", true, 0
		amount, code := c, c
		amount.name, amount.path, amount.isNumber = name+"_amount", append(slices.Clone(path), 1), true
		code.name, code.path = name+"_currency", append(slices.Clone(path), 0)
		all = append(all, amount, code, money)
	})
	return all
}

// walkFields calls do for all fields that are columns, in their order.
func walkFields(t reflect.Type, prefix string, path []int, do func(f reflect.StructField, name string, path []int)) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(slices.Clone(path), i)
		name := prefix + nameOf(f)
		switch kind := under(f.Type); {
		case f.Anonymous:
			walkFields(kind, prefix, at, do)
		case kind.Kind() == reflect.Struct && kind != reflect.TypeFor[amountDoc]():
			walkFields(kind, name+"_", at, do)
		case kind.Kind() == reflect.Map, kind.Kind() == reflect.Slice && kind.Elem().Kind() != reflect.String:
		default:
			do(f, name, at)
		}
	}
}

// nameOf is a field's name in JSON.
func nameOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// under is what a pointer points to.
func under(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// at is the value at a path; not ok where a pointer on the way is nil.
func at(v reflect.Value, path []int) (reflect.Value, bool) {
	for _, i := range path {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return v, false
		}
		v = v.Elem()
	}
	return v, true
}

// text is a column of a document as CSV has it, cleaned; what is absent is
// empty.
func (c column) text(v reflect.Value) string {
	v, ok := at(v, c.path)
	if !ok {
		return ""
	}
	return scalar(v)
}

// scalar is a value that is no object.
func scalar(v reflect.Value) string {
	if all, ok := v.Interface().([]string); ok {
		return format.Safe(strings.Join(all, "; "))
	}
	if v.Kind() == reflect.String {
		return format.Safe(v.String())
	}
	return fmt.Sprint(v.Interface())
}

// seen is a column as a terminal shows it.
func (c column) seen(v reflect.Value) string {
	if c.isMoney {
		v, ok := at(v, c.path)
		if !ok {
			return ""
		}
		m := v.Interface().(amountDoc)
		return format.Safe(m.Amount + " " + m.Currency)
	}
	text := c.text(v)
	if c.isMoment {
		return minute(text)
	}
	if v, ok := at(v, c.path); ok && v.Kind() == reflect.Bool {
		return yesNo(v.Bool())
	}
	return text
}

// minute is an instant of RFC 3339 as a terminal shows it: "2026-01-31 14:04".
func minute(text string) string {
	if len(text) < len("2006-01-02T15:04") {
		return text
	}
	return text[:10] + " " + text[11:16]
}

// yesNo is a fact in a list: the exception is what strikes the eye.
func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// tableOf is the table of documents of one type.
func tableOf[T any](items []T) table {
	var t table
	all := columnsOf(reflect.TypeFor[T]())
	for _, c := range all {
		if c.name != "" {
			t.head = append(t.head, c.name)
		}
		if c.rank > 0 {
			t.screen = append(t.screen, screenColumn{title: c.title, rank: c.rank, cut: c.cut, right: c.isNumber || c.isMoney})
		}
	}
	t.rows = make([][]string, 0, len(items))
	for i := range items {
		v, n := reflect.ValueOf(&items[i]).Elem(), 0
		row := make([]string, 0, len(t.head))
		for _, c := range all {
			if c.name != "" {
				row = append(row, c.text(v))
			}
			if c.rank > 0 {
				t.screen[n].cells = append(t.screen[n].cells, c.seen(v))
				n++
			}
		}
		t.rows = append(t.rows, row)
	}
	return t
}
