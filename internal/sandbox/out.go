package sandbox

import (
	"io"
	"strconv"
	"time"
	"unicode/utf8"
)

// flushAt is the number of buffered bytes after which out writes: a page of
// 20,000 actions is 20 MB and must not be held in memory.
const flushAt = 32 << 10

// out writes one structured body, as JSON or as XML, field by field. Scalars are
// strings on the wire unless the method says otherwise.
type out struct {
	w     io.Writer
	loc   *time.Location
	buf   []byte
	xml   bool
	comma bool // JSON: a member was written in the object that is open
	spoil bool // write nonsense now and then, see garbage.go
	count int  // scalars written, to choose which ones to spoil
	err   error
}

// root writes the outermost object. elem names it in XML, where it is wrapped in
// ImpactRadiusResponse; "" puts the fields directly into the wrapper.
func (o *out) root(elem string, fields func()) {
	if !o.xml {
		o.braces(fields)
		o.flush()
		return
	}
	o.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<ImpactRadiusResponse>")
	if elem == "" {
		fields()
	} else {
		o.object(elem, fields)
	}
	o.raw("</ImpactRadiusResponse>\n")
	o.flush()
}

// object writes a nested object.
func (o *out) object(name string, fields func()) {
	if o.xml {
		o.tag(name)
		fields()
		o.endTag(name)
		return
	}
	o.key(name)
	o.braces(fields)
}

// array writes n objects; item names one of them in XML.
func (o *out) array(name, item string, n int, fields func(i int)) {
	if o.xml {
		o.tag(name)
	} else {
		o.key(name)
	}
	o.items(item, n, fields)
	if o.xml {
		o.endTag(name)
	}
}

// items writes the elements of an array, without its name.
func (o *out) items(item string, n int, fields func(i int)) {
	if !o.xml {
		o.raw("[")
	}
	for i := range n {
		if o.xml {
			o.object(item, func() { fields(i) })
			continue
		}
		if i > 0 {
			o.raw(",")
		}
		o.braces(func() { fields(i) })
	}
	if !o.xml {
		o.raw("]")
		o.comma = true
	}
}

// strings writes an array of strings; item names one of them in XML.
func (o *out) strings(name, item string, values []string) {
	if o.xml {
		o.tag(name)
		for _, v := range values {
			o.str(item, v)
		}
		o.endTag(name)
		return
	}
	o.key(name)
	o.raw("[")
	for i, v := range values {
		if i > 0 {
			o.raw(",")
		}
		o.raw(`"`)
		o.text(v)
		o.raw(`"`)
	}
	o.raw("]")
}

// str writes a string.
func (o *out) str(name, v string) {
	o.open(name)
	o.text(v)
	o.close(name)
}

// num writes a whole number as a string.
func (o *out) num(name string, v int64) {
	o.open(name)
	o.buf = strconv.AppendInt(o.buf, v, 10)
	o.close(name)
}

// money writes hundredths as a decimal string with two places.
func (o *out) money(name string, cents int64) {
	o.open(name)
	o.buf = appendCents(o.buf, cents)
	o.close(name)
}

// when writes an instant (Unix seconds) with the account's offset; 0 is "".
func (o *out) when(name string, at uint32) {
	o.open(name)
	if at != 0 {
		o.buf = time.Unix(int64(at), 0).In(o.loc).AppendFormat(o.buf, time.RFC3339)
	}
	o.close(name)
}

// moment writes an instant (Unix seconds) in the form of the Tasks resource: with
// milliseconds, in UTC, the offset without a colon.
func (o *out) moment(name string, at uint32) {
	o.open(name)
	o.buf = time.Unix(int64(at), 0).UTC().AppendFormat(o.buf, "2006-01-02T15:04:05.000-0700")
	o.close(name)
}

// nullable writes a string, or null when there is none.
func (o *out) nullable(name, v string) {
	if v == "" && !o.xml {
		o.scalar(name, "null")
		return
	}
	o.str(name, v)
}

// truth writes a boolean as a string, number and flag write real JSON scalars.
func (o *out) truth(name string, v bool) { o.str(name, strconv.FormatBool(v)) }

func (o *out) number(name string, v int64) { o.scalar(name, strconv.FormatInt(v, 10)) }

func (o *out) flag(name string, v bool) { o.scalar(name, strconv.FormatBool(v)) }

func (o *out) scalar(name, v string) {
	if o.xml {
		o.str(name, v)
		return
	}
	o.key(name)
	o.raw(v)
}

// open begins a scalar whose text the caller appends to buf; close ends it.
func (o *out) open(name string) {
	if o.xml {
		o.tag(name)
	} else {
		o.key(name)
		o.buf = append(o.buf, '"')
	}
	o.count++
	if o.spoil {
		o.buf = append(o.buf, nonsense(o.count, o.xml)...)
	}
}

func (o *out) close(name string) {
	if o.xml {
		o.endTag(name)
	} else {
		o.buf = append(o.buf, '"')
	}
	if len(o.buf) > flushAt {
		o.flush()
	}
}

func (o *out) braces(fields func()) {
	o.raw("{")
	o.comma = false
	fields()
	o.raw("}")
	o.comma = true
}

func (o *out) key(name string) {
	if o.comma {
		o.buf = append(o.buf, ',')
	}
	o.comma = true
	o.buf = append(o.buf, '"')
	o.buf = append(o.buf, name...)
	o.buf = append(o.buf, '"', ':')
}

func (o *out) tag(name string) {
	o.buf = append(o.buf, '<')
	o.buf = append(o.buf, name...)
	o.buf = append(o.buf, '>')
}

func (o *out) endTag(name string) {
	o.raw("</")
	o.tag(name)
	// tag wrote "<name>" after "</": drop the second bracket.
	at := len(o.buf) - len(name) - 2
	o.buf = append(o.buf[:at], o.buf[at+1:]...)
}

func (o *out) raw(s string) { o.buf = append(o.buf, s...) }

// text appends s with the escapes of the format.
func (o *out) text(s string) {
	for _, c := range s {
		switch {
		case o.xml:
			o.xmlRune(c)
		case c == '"' || c == '\\':
			o.buf = append(o.buf, '\\', byte(c))
		case c < 0x20:
			const hex = "0123456789abcdef"
			o.buf = append(o.buf, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			o.buf = utf8.AppendRune(o.buf, c)
		}
	}
}

func (o *out) xmlRune(c rune) {
	switch {
	case c == '&':
		o.raw("&amp;")
	case c == '<':
		o.raw("&lt;")
	case c == '>':
		o.raw("&gt;")
	case c == '"':
		o.raw("&quot;")
	case c == '\r':
		o.raw("&#13;")
	case c < 0x20 && c != '\n' && c != '\t': // not allowed in XML at all
	default:
		o.buf = utf8.AppendRune(o.buf, c)
	}
}

// flush hands the buffer to the connection; after an error it only empties it.
func (o *out) flush() {
	if o.err == nil {
		_, o.err = o.w.Write(o.buf)
	}
	o.buf = o.buf[:0]
}
