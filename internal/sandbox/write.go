package sandbox

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// The formats of structured bodies.
const (
	wantsXML = iota
	wantsJSON
)

// write sends a reply. fault may cut it short or spoil its values.
func (s *Server) write(w http.ResponseWriter, format int, answer reply, fault Fault) {
	for key, values := range answer.header {
		w.Header()[key] = values
	}
	kind := answer.kind
	if answer.body != nil {
		kind = "application/json"
		if format == wantsXML {
			kind = "application/xml;charset=UTF-8"
		}
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(answer.status)
	var body io.Writer = w
	if fault.kind == faultTruncate {
		body = &cutWriter{w: w, left: truncateAfter}
	}
	switch {
	case answer.stream != nil:
		answer.stream(body)
	case answer.body == nil:
		_, _ = body.Write(answer.raw) // a client that went away is its own affair
	default:
		o := &out{w: body, loc: s.loc, xml: format == wantsXML, spoil: fault.kind == faultGarbage}
		answer.body(o)
	}
	if fault.kind == faultTruncate {
		panic(http.ErrAbortHandler) // shorter than the limit: end without the last chunk
	}
}

// statusWriter remembers the status for the log.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Request is a request that was answered.
type Request struct {
	Method string
	Path   string
	Query  string // raw, without "?"
	Status int    // 0 when the connection was dropped before any answer
	Key    string // the Idempotency-Key header, which the service does not know
}

// logSize bounds the log of requests.
const logSize = 1000

type requestLog struct {
	mu   sync.Mutex
	list []Request
}

func (l *requestLog) add(r *http.Request, status int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.list) == logSize {
		l.list = slices.Delete(l.list, 0, logSize/10)
	}
	l.list = append(l.list, Request{
		Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Status: status, Key: r.Header.Get("Idempotency-Key"),
	})
}

// Count is the number of requests in the log with a method and a path, which is
// whole or, without a leading slash, the part below the account. It counts those
// that got no answer, too.
func (s *Server) Count(method, path string) int {
	if !strings.HasPrefix(path, "/") {
		path = partnerPrefix + s.o.AccountSID + "/" + path
	}
	n := 0
	for _, r := range s.Requests() {
		if r.Method == method && r.Path == path {
			n++
		}
	}
	return n
}

// Requests returns the requests served so far, oldest first, at most about the
// last thousand; requests to the fault helper are among them.
func (s *Server) Requests() []Request {
	s.log.mu.Lock()
	defer s.log.mu.Unlock()
	return slices.Clone(s.log.list)
}
