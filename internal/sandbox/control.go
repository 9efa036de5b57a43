package sandbox

import (
	"encoding/json"
	"net/http"
	"time"
)

// The paths of helpers that let another process rule a stand-alone sandbox. They
// take the account's credentials and no fault reaches them.
const (
	faultsPath = "/sandbox/faults"
	clockPath  = "/sandbox/clock"
	truthPath  = "/sandbox/truth"
)

// controlled answers a request to one of the helpers; nil is none of them.
func (s *Server) controlled(r *http.Request, path string) *reply {
	var answer reply
	switch path {
	case faultsPath:
		answer = s.controlFaults(r)
	case clockPath:
		answer = s.controlClock(r)
	case truthPath:
		answer = s.controlTruth(r)
	default:
		return nil
	}
	return &answer
}

// controlFaults serves faultsPath: GET lists the requested faults, PUT replaces
// them. The body is a JSON list of the strings that ParseFault reads.
func (s *Server) controlFaults(r *http.Request) reply {
	switch r.Method {
	case http.MethodGet:
		return s.listFaults()
	case http.MethodPut:
	default:
		return notAllowed(http.MethodGet, http.MethodPut)
	}
	var texts []string
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 64<<10)).Decode(&texts); err != nil {
		return fail(http.StatusBadRequest, "Want a JSON list of strings: "+err.Error())
	}
	faults := make([]Fault, 0, len(texts))
	for _, text := range texts {
		f, err := ParseFault(text)
		if err != nil {
			return fail(http.StatusBadRequest, err.Error())
		}
		faults = append(faults, f)
	}
	s.SetFaults(faults...)
	return s.listFaults()
}

func (s *Server) listFaults() reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	texts := make([]string, 0, len(s.faults))
	for _, f := range s.faults {
		texts = append(texts, f.String())
	}
	return controlReply(texts)
}

// controlTruth serves truthPath: GET lists what Truth tells. from is Options.At
// and to is the server's clock unless said otherwise.
func (s *Server) controlTruth(r *http.Request) reply {
	if r.Method != http.MethodGet {
		return notAllowed(http.MethodGet)
	}
	span := [2]time.Time{s.o.At, s.now()}
	for i, name := range [...]string{"from", "to"} {
		text := r.URL.Query().Get(name)
		if text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return fail(http.StatusBadRequest, name+" is no moment such as 2026-01-31T12:00:00Z")
		}
		span[i] = at
	}
	if err := s.Ready(r.Context()); err != nil {
		return fail(http.StatusServiceUnavailable, "Service Unavailable")
	}
	return controlReply(s.Truth(span[0], span[1]))
}

// notAllowed refuses the method of a request to a helper.
func notAllowed(methods ...string) reply {
	answer := fail(http.StatusMethodNotAllowed, "Method Not Allowed")
	answer.header = http.Header{"Allow": methods}
	return answer
}

// controlReply is an answer of a helper: always JSON.
func controlReply(v any) reply {
	body, err := json.Marshal(v)
	if err != nil { // only for values JSON cannot express, of which none are made
		return fail(http.StatusInternalServerError, err.Error())
	}
	return reply{status: http.StatusOK, raw: append(body, '\n'), kind: "application/json"}
}
