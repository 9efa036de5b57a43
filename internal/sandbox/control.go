package sandbox

import (
	"encoding/json"
	"net/http"
)

// control serves faultsPath: GET lists the requested faults, PUT replaces them.
// The body is a JSON list of the strings that ParseFault reads.
func (s *Server) control(r *http.Request) reply {
	switch r.Method {
	case http.MethodGet:
		return s.listFaults()
	case http.MethodPut:
	default:
		answer := fail(http.StatusMethodNotAllowed, "Method Not Allowed")
		answer.header = http.Header{"Allow": {"GET", "PUT"}}
		return answer
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
	body, err := json.Marshal(texts)
	if err != nil {
		return fail(http.StatusInternalServerError, err.Error())
	}
	return reply{status: http.StatusOK, raw: append(body, '\n'), kind: "application/json"}
}
