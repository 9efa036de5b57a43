package origin

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"impactdash/internal/partner"
)

const (
	maxFault = 64 << 10 // bytes read of an error body
	maxDrain = 64 << 10 // bytes read after the end, so that the connection is kept
)

var errTooLarge = errors.New("answer too large")

// bounded reads at most left bytes and keeps the error that is not the end of
// the body: it tells a broken connection from a document that just stops.
type bounded struct {
	r    io.Reader
	left int64
	err  error
}

// Read fails with errTooLarge when the last allowed byte was used.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		b.err = errTooLarge
		return 0, errTooLarge
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	if err != nil && err != io.EOF {
		b.err = err
	}
	return n, err
}

// shapeError is an answer that is something else than JSON.
type shapeError struct{ detail string }

// Error is for the log.
func (e *shapeError) Error() string { return e.detail }

// sniff steps to the first character of the JSON and refuses web pages, XML
// and plain text, which proxies and login walls send with status 200.
func sniff(in *bufio.Reader) error {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return err
		}
		switch b {
		case ' ', '\t', '\r', '\n', 0xEF, 0xBB, 0xBF: // blanks, and the bytes of a byte order mark
			continue
		}
		if err := in.UnreadByte(); err != nil {
			return err
		}
		switch b {
		case '{', '[':
			return nil
		case '<':
			kind, said := Markup(beginning(in))
			return &shapeError{strings.TrimSuffix("the service answered with "+kind+" instead of JSON: "+said, ": ")}
		}
		return &shapeError{"the service answered with text instead of JSON: " + string(beginning(in))}
	}
}

// beginning is enough of a body to describe it.
func beginning(in *bufio.Reader) []byte {
	all, _ := io.ReadAll(io.LimitReader(in, maxFault)) // what came is enough for a description
	return all
}

// Fault is what came of the body of an answer that is no success, 64 KiB at
// most. The status is enough when the body breaks off.
func Fault(resp *http.Response) []byte {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxFault)) // what came is enough
	return body
}

// Consume gives the JSON of an answer to read and sorts out what can go wrong
// with it: a *partner.Error of read's is kept, without the credentials. most
// is the number of bytes the body may have after decompression. again tells
// whether asking again can help.
func (o *Origin) Consume(ctx context.Context, act Act, resp *http.Response, most int64, read func(*bufio.Reader) error) (failed *partner.Error, again bool) {
	body := &bounded{r: resp.Body, left: most + 1}
	in := bufio.NewReader(body)
	err := sniff(in)
	if err == nil {
		err = read(in)
	}
	if err == nil {
		_, _ = io.CopyN(io.Discard, body, maxDrain) // only to keep the connection; the answer is complete
		return nil, false
	}
	if ctx.Err() != nil {
		return act.Ended(ctx.Err()), false
	}
	failed, again = o.unread(act, body, err, most)
	failed.Status = resp.StatusCode
	return failed, again
}

// unread turns an error of reading or decoding into words.
func (o *Origin) unread(act Act, body *bounded, err error, most int64) (*partner.Error, bool) {
	var known *partner.Error
	var strange *shapeError
	switch {
	case errors.Is(body.err, errTooLarge):
		return act.Fail(partner.Malformed, fmt.Sprintf("the answer is larger than %d MiB", most>>20)), false
	case body.err != nil:
		e := act.Fail(partner.Unavailable, "the connection broke off")
		e.Err = errors.New(o.redact(body.err.Error()))
		return e, true
	case errors.As(err, &known):
		e := *known
		e.Detail, e.Field = o.redact(e.Detail), o.redact(e.Field)
		e.Fields = o.redactFields(e.Fields)
		return &e, false
	case errors.As(err, &strange):
		return act.Fail(partner.Malformed, o.redact(strange.detail)), false
	case errors.Is(err, io.EOF):
		return act.Fail(partner.Malformed, "the answer is empty"), true
	case errors.Is(err, io.ErrUnexpectedEOF):
		return act.Fail(partner.Malformed, "the answer is cut off"), true
	}
	return act.Fail(partner.Malformed, "the answer is not valid JSON: "+o.redact(jsonCause(err))), false
}

func (o *Origin) redactFields(fields []partner.FieldError) []partner.FieldError {
	var all []partner.FieldError
	for _, f := range fields {
		all = append(all, partner.FieldError{Field: o.redact(f.Field), Code: o.redact(f.Code), Detail: o.redact(f.Detail)})
	}
	return all
}

func jsonCause(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("%v, byte %d", syntax, syntax.Offset)
	}
	return err.Error()
}
