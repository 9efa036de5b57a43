package api

import (
	"bufio"
	"errors"
	"io"
	"strings"
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
			kind, said := markup(beginning(in))
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
