package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fault is something that goes wrong on request. Make one with ParseFault.
type Fault struct {
	target string // resource or scope in lower case, "*" = all
	kind   faultKind
	status int
	nohint bool // 429 without any header that says when to come back
	delay  time.Duration
	text   string
}

type faultKind int

const (
	faultNone faultKind = iota
	faultStatus
	faultHTML
	faultTruncate
	faultDelay
	faultDrop
	faultGarbage
	faultLost
)

// truncateAfter is the number of bytes that a truncated answer gets to send.
const truncateAfter = 300

// String is the form that ParseFault reads.
func (f Fault) String() string { return f.text }

// ParseFault reads "target=what". target is a resource ("actions", "reports",
// "contracts", "account", … the first segment of the path in lower case), the
// label of a token scope ("Retrieve action"), or "*" or nothing for all of them.
//
//	503 (any status)   the answer of that status; 401, 403, 404, 429 as documented
//	429:nohint         a 429 without rate limit headers and Retry-After
//	html502            an HTML page with that status
//	truncate           the connection ends in the middle of the body
//	garbage            the right shape with nonsense in the values
//	delay:2s           waits before it answers
//	drop               the connection ends without an answer
//	lost               a write takes effect, and then the connection ends without
//	                   an answer; reads are answered
func ParseFault(s string) (Fault, error) {
	target, what, found := strings.Cut(s, "=")
	f := Fault{target: strings.ToLower(strings.TrimSpace(target)), text: s}
	if f.target == "" {
		f.target = "*"
	}
	if found && !slices.Contains(faultTargets(), f.target) && !isScope(f.target) {
		return Fault{}, fmt.Errorf("fault %q: unknown target; known are %s", s, strings.Join(faultTargets(), ", "))
	}
	what = strings.TrimSpace(what)
	head, tail, _ := strings.Cut(what, ":")
	switch {
	case !found || what == "":
		return Fault{}, fmt.Errorf("fault %q: want target=what, for example actions=503", s)
	case what == "truncate":
		f.kind = faultTruncate
	case what == "drop":
		f.kind = faultDrop
	case what == "garbage":
		f.kind = faultGarbage
	case what == "lost":
		f.kind = faultLost
	case head == "delay":
		d, err := time.ParseDuration(tail)
		if err != nil || d <= 0 {
			return Fault{}, fmt.Errorf("fault %q: delay needs a time, for example delay:2s", s)
		}
		f.kind, f.delay = faultDelay, d
	default:
		return f.parseStatus(head, tail)
	}
	return f, nil
}

// faultTargets are the resources that a fault can be aimed at, and "*".
func faultTargets() []string {
	targets := []string{"*"}
	for _, rt := range slices.Concat(routeTable(), companionTable()) {
		targets = append(targets, rt.resource)
	}
	slices.Sort(targets)
	return slices.Compact(targets)
}

// isScope says whether a text in lower case is the label of a token scope.
func isScope(text string) bool {
	return slices.ContainsFunc(slices.Concat(routeTable(), companionTable()), func(rt route) bool {
		return strings.ToLower(rt.scope) == text
	})
}

func (f Fault) parseStatus(head, tail string) (Fault, error) {
	digits, html := strings.CutPrefix(head, "html")
	status, err := strconv.Atoi(digits)
	if err != nil || status < 400 || status > 599 || (tail != "" && tail != "nohint") {
		return Fault{}, fmt.Errorf("fault %q: unknown; known are a status from 400 to 599, 429:nohint, html502, truncate, garbage, delay:2s, drop, lost", f.text)
	}
	f.kind, f.status, f.nohint = faultStatus, status, tail == "nohint"
	if html {
		f.kind = faultHTML
	}
	return f, nil
}

// SetFaults replaces the requested faults; none at all ends them. When several
// fit a request the first one counts.
func (s *Server) SetFaults(f ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = slices.Clone(f)
}

// faultFor is the first fault that fits a route, or the zero fault.
func (s *Server) faultFor(rt *route) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.target == "*" || f.target == rt.resource || f.target == strings.ToLower(rt.scope) {
			return f
		}
	}
	return Fault{}
}

// apply does what has to happen before the answer. stop says that the request is
// over, with answer if it is not nil.
func (f Fault) apply(w http.ResponseWriter, r *http.Request, now uint32) (answer *reply, stop bool) {
	switch f.kind {
	case faultDelay:
		timer := time.NewTimer(f.delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return nil, true
		}
	case faultDrop:
		drop(w)
		return nil, true
	case faultStatus, faultHTML:
		a := f.answer(w.Header(), now)
		return &a, true
	}
	return nil, false
}

// answer is the body of a status fault.
func (f Fault) answer(h http.Header, now uint32) reply {
	name := http.StatusText(f.status)
	switch {
	case f.kind == faultHTML:
		page := fmt.Sprintf("<html>\r\n<head><title>%d %s</title></head>\r\n<body>\r\n<center><h1>%[1]d %[2]s</h1></center>\r\n</body>\r\n</html>\r\n", f.status, name)
		return reply{status: f.status, raw: []byte(page), kind: "text/html"}
	case f.status == http.StatusUnauthorized:
		return unauthorized()
	case f.status == http.StatusForbidden:
		return denied()
	case f.status == http.StatusNotFound:
		return notFound()
	case f.status == http.StatusTooManyRequests:
		b := budget{limit: budgets[groupOther].limit, reset: 3600 - int(now%3600)}
		if !f.nohint {
			b.describe(h)
		}
		return tooMany(b.reset, !f.nohint)
	case f.status < 500:
		return fail(f.status, name)
	}
	return reply{status: f.status, raw: []byte(name + "\n"), kind: "text/plain; charset=utf-8"}
}
