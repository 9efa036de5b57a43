package api

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// text is a scalar of the wire. The service writes the same field as string,
// number or boolean, and no value as null, "" or a wrongly empty container;
// all of them end here as the exact characters that came.
type text struct {
	s   string
	bad bool // a container with content stood there; s is its beginning
}

// UnmarshalJSON never fails, so that the conversion can name the field.
func (t *text) UnmarshalJSON(b []byte) error {
	*t = text{}
	switch {
	case len(b) == 0 || b[0] == 'n' || isEmptyContainer(b):
	case b[0] == '"':
		t.s = unquote(b)
	case b[0] == '{' || b[0] == '[':
		t.s, t.bad = string(b[:min(len(b), 40)]), true
	default:
		t.s = string(b) // digits stay digits: no float64 in between
	}
	return nil
}

// unquote takes the short way for the plain strings that nearly all are.
func unquote(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 && utf8.Valid(b) {
		return string(b[1 : len(b)-1])
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return string(b) // cannot happen: the decoder has checked the syntax
	}
	return s
}

func isEmptyContainer(b []byte) bool {
	if len(b) < 2 || b[0] != '{' && b[0] != '[' {
		return false
	}
	return len(bytes.TrimSpace(b[1:len(b)-1])) == 0
}

func isBlank(b []byte) bool {
	return len(b) == 0 || b[0] == 'n' || isEmptyContainer(b) ||
		b[0] == '"' && len(bytes.TrimSpace(b[1:len(b)-1])) == 0
}

// many is a list of the wire. A single element may stand for a list of one;
// null, "", {} and [] are the empty list.
type many[T any] struct {
	items []T
	bad   bool // something else stood there
}

// UnmarshalJSON never fails, so that the conversion can name the field.
func (m *many[T]) UnmarshalJSON(b []byte) error {
	*m = many[T]{}
	if isBlank(b) {
		return nil
	}
	if b[0] == '[' {
		m.bad = json.Unmarshal(b, &m.items) != nil
		return nil
	}
	var v T
	m.bad = json.Unmarshal(b, &v) != nil
	m.items = []T{v}
	return nil
}

// one is an object of the wire; null, "", {} and [] are its zero value.
type one[T any] struct {
	v   T
	bad bool // something else stood there
}

// UnmarshalJSON never fails, so that the conversion can name the field.
func (o *one[T]) UnmarshalJSON(b []byte) error {
	*o = one[T]{}
	if !isBlank(b) {
		o.bad = json.Unmarshal(b, &o.v) != nil
	}
	return nil
}
