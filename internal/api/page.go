package api

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"impactdash/internal/partner"
)

// resource describes a list of the API: what it is called, and how an element
// in its wire form W becomes a value T.
type resource[W, T any] struct {
	op       string // "load actions"
	endpoint string // "Actions"; for errors
	key      string // name of the list in the answer
	group    partner.Group
	convert  func(*row, W) T
	id       func(T) string // nil: elements have no identity
}

// page is one answer to a list request.
type page[T any] struct {
	rows   []T
	number int    // 0: not said
	pages  int    // 0: not said
	total  int    // 0: not said
	next   string // URI of the next page as it came; empty: none
}

// pageReader decodes one page element by element, so that a page of 20,000
// costs its result and not the text as well.
type pageReader[W, T any] struct {
	res   resource[W, T]
	zone  *time.Location
	dec   *json.Decoder
	page  page[T]
	fault map[string]json.RawMessage
	found bool // the list was there
}

// readPage decodes the answer to a list request. A bare array is accepted for
// the list.
func readPage[W, T any](in *bufio.Reader, res resource[W, T], zone *time.Location) (page[T], error) {
	p := pageReader[W, T]{res: res, zone: zone, dec: json.NewDecoder(in), fault: map[string]json.RawMessage{}}
	err := p.read()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // sniff has seen the beginning, so this is no empty answer
	}
	return p.page, err
}

func (p *pageReader[W, T]) read() error {
	opening, err := p.dec.Token()
	if err != nil {
		return err
	}
	if opening == json.Delim('[') {
		p.found = true
		return p.array()
	}
	for p.dec.More() {
		if err := p.member(); err != nil {
			return err
		}
	}
	if _, err := p.dec.Token(); err != nil {
		return err
	}
	if f := readFault(p.fault); f.failed() {
		return request{op: p.res.op, endpoint: p.res.endpoint}.faulty(f)
	}
	if !p.found && p.page.total > 0 {
		return p.malformed(p.res.key, "the list is missing although the answer counts "+strconv.Itoa(p.page.total))
	}
	return nil
}

// member reads one name and its value.
func (p *pageReader[W, T]) member() error {
	token, err := p.dec.Token()
	if err != nil {
		return err
	}
	name, ok := token.(string)
	if !ok {
		return io.ErrUnexpectedEOF // More was true, a name has to follow
	}
	if strings.EqualFold(name, p.res.key) {
		return p.list()
	}
	var raw json.RawMessage
	if err := p.dec.Decode(&raw); err != nil {
		return err
	}
	p.note(strings.ToLower(strings.TrimPrefix(name, "@")), raw)
	return nil
}

// note keeps what the envelope says. Its values come as strings or numbers,
// its names with or without the @.
func (p *pageReader[W, T]) note(name string, raw json.RawMessage) {
	switch name {
	case "page":
		p.page.number = atoi(scalar(raw))
	case "numpages":
		p.page.pages = atoi(scalar(raw))
	case "total":
		p.page.total = atoi(scalar(raw))
	case "nextpageuri":
		p.page.next = scalar(raw)
	default:
		if faultKeys[name] {
			p.fault[name] = raw
		}
	}
}

// atoi is a number of the envelope, 0 when it says none. The envelope only
// steers; the rows decide what is true.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// list reads the value under the list's name: an array, nothing, or a single
// element instead of a list of one.
func (p *pageReader[W, T]) list() error {
	token, err := p.dec.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('['):
		p.found = true
		return p.array()
	case json.Delim('{'):
		p.found = true
		return p.single()
	case nil, "":
		return nil
	}
	return p.malformed(p.res.key, "not a list")
}

// array reads elements up to the closing bracket; the opening one is read.
func (p *pageReader[W, T]) array() error {
	for p.dec.More() {
		var w W
		if err := p.element(p.dec.Decode(&w), w); err != nil {
			return err
		}
	}
	_, err := p.dec.Token()
	return err
}

// single reads the members of one object whose opening brace is read already,
// and decodes it as if it had stood in an array. An object without members is
// an empty list.
func (p *pageReader[W, T]) single() error {
	members := map[string]json.RawMessage{}
	for p.dec.More() {
		token, err := p.dec.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string) // within an object every other token is a name
		var raw json.RawMessage
		if err := p.dec.Decode(&raw); err != nil {
			return err
		}
		members[name] = raw
	}
	if _, err := p.dec.Token(); err != nil || len(members) == 0 {
		return err
	}
	whole, err := json.Marshal(members)
	if err != nil {
		return err
	}
	var w W
	return p.element(json.Unmarshal(whole, &w), w)
}

// element converts what was decoded.
func (p *pageReader[W, T]) element(err error, w W) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return p.malformed(p.res.key, "element "+strconv.Itoa(len(p.page.rows)+1)+" is no object")
	}
	if err != nil {
		return err
	}
	at := &row{op: p.res.op, endpoint: p.res.endpoint, zone: p.zone}
	v := p.res.convert(at, w)
	if at.err != nil {
		return at.err
	}
	p.page.rows = append(p.page.rows, v)
	return nil
}

func (p *pageReader[W, T]) malformed(field, detail string) error {
	at := &row{op: p.res.op, endpoint: p.res.endpoint}
	at.fail(field, "%s", detail)
	return at.err
}
