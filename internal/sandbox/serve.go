package sandbox

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// The two trees of paths that are served.
const (
	partnerPrefix = "/Mediapartners/"
	// CompanionPrefix is the base path of our own companion API, which offers
	// what the Partner API lacks. It takes the same credentials.
	CompanionPrefix = "/companion/v1"
)

// call is one request on its way to a handler.
type call struct {
	s       *Server
	d       *data
	r       *http.Request
	now     uint32            // the server's clock, Unix seconds
	params  map[string]string // placeholders of the route
	query   url.Values
	version int // of the API: 16 unless the request says otherwise
}

// uri is the host-relative address of a resource of this account.
func (c *call) uri(path string) string { return partnerPrefix + c.s.o.AccountSID + "/" + path }

// serve takes a request through credentials, routing, faults and limits.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	seen := &statusWriter{ResponseWriter: w}
	defer func() { s.log.add(r, seen.status) }()
	format := wantsXML
	path, suffixed := strings.CutSuffix(r.URL.Path, ".json")
	if suffixed || strings.Contains(r.Header.Get("Accept"), "application/json") || !strings.HasPrefix(path, partnerPrefix) {
		format = wantsJSON
	}
	send := func(answer reply, fault Fault) {
		if companionPath(path) {
			answer = answer.forCompanion()
		}
		s.write(seen, format, answer, fault)
	}
	if strings.HasPrefix(path, connectPath) {
		s.write(seen, format, s.connectPage(r), Fault{})
		return
	}
	user, token, _ := r.BasicAuth()
	if !same(user, s.o.AccountSID) || !same(token, s.o.AuthToken) {
		send(unauthorized(), Fault{})
		return
	}
	if answer := s.controlled(r, path); answer != nil {
		send(*answer, Fault{})
		return
	}
	s.ahead.asked.Store(true)
	rt, c, early := s.route(r, path)
	if early != nil {
		send(*early, Fault{})
		return
	}
	fault := s.faultFor(rt)
	if answer, stop := fault.apply(seen, r, s.seconds()); stop {
		if answer != nil {
			send(*answer, Fault{})
		}
		return
	}
	budget := s.limits.take(c.group(rt), s.seconds())
	budget.describe(seen.Header())
	if budget.exhausted {
		send(tooMany(budget.reset, true), Fault{})
		return
	}
	answer := s.handle(rt, c)
	if fault.kind == faultLost && rt.method != http.MethodGet {
		drop(seen)
		return
	}
	send(answer, fault)
}

// handle runs the handler of a route on the data, for which it waits.
func (s *Server) handle(rt *route, c *call) reply {
	if err := s.Ready(c.r.Context()); err != nil {
		return fail(http.StatusServiceUnavailable, "Service Unavailable")
	}
	c.d = s.companion.current(s.data)
	return rt.handle(c)
}

// group is the budget of a request: single actions in a report are detail.
func (c *call) group(rt *route) group {
	if rt.group == groupAggregate && strings.HasPrefix(c.params["id"], "mp_action_listing") {
		return groupDetail
	}
	return rt.group
}

// route finds the operation, or says why there is none.
func (s *Server) route(r *http.Request, path string) (*route, *call, *reply) {
	c := &call{s: s, r: r, now: s.seconds(), query: r.URL.Query()}
	table, segments, early := s.tree(path)
	if early != nil {
		return nil, nil, early
	}
	method := r.Method
	switch override := strings.ToUpper(c.query.Get("_method")); {
	case method == http.MethodHead:
		method = http.MethodGet
	case method == http.MethodPost && (override == http.MethodPut || override == http.MethodDelete):
		method = override
	}
	rt, params, allow := find(table, method, segments)
	if rt == nil {
		answer := notFound()
		if len(allow) > 0 {
			answer = fail(http.StatusMethodNotAllowed, "Method Not Allowed")
			answer.header = http.Header{"Allow": allow}
		}
		return nil, nil, &answer
	}
	c.params = params
	if c.version = apiVersion(r, c.query); c.version == 0 {
		answer := invalid("IrVersion", "Unknown API version.")
		return nil, nil, &answer
	}
	return rt, c, nil
}

// tree splits a path into the table it belongs to and the segments below it.
func (s *Server) tree(path string) ([]route, []string, *reply) {
	if companionPath(path) {
		return companionTable(), segments(strings.TrimPrefix(path, CompanionPrefix)), nil
	}
	rest, ok := strings.CutPrefix(path, partnerPrefix)
	if !ok {
		answer := notFound()
		return nil, nil, &answer
	}
	sid, rest, _ := strings.Cut(rest, "/")
	if sid != s.o.AccountSID {
		answer := denied()
		return nil, nil, &answer
	}
	return s.routes, segments(rest), nil
}

// companionPath says whether a path belongs to the companion API.
func companionPath(path string) bool { return strings.HasPrefix(path+"/", CompanionPrefix+"/") }

func segments(path string) []string {
	path = strings.Trim(path, "/")
	if path == "" {
		return nil
	}
	return strings.Split(path, "/")
}

// apiVersion is the version asked for: query, then header, then 16; 0 is none
// that was ever published.
func apiVersion(r *http.Request, query url.Values) int {
	text := query.Get("IrVersion")
	if text == "" {
		text = r.Header.Get("IR-Version")
	}
	if text == "" {
		return 16
	}
	if v, err := strconv.Atoi(text); err == nil && v >= 11 && v <= 16 {
		return v
	}
	return 0
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
