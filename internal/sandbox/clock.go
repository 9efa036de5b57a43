package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"
)

// shift is how far the server's clock is ahead of Options.Now. The zero value is
// not at all.
type shift struct {
	by    atomic.Int64 // nanoseconds
	asked atomic.Bool  // something was read: from then on there is no way back
}

// Errors of moving the clock.
var (
	errBackward = errors.New("the clock only goes forward once the account has been looked at")
	errBeyond   = errors.New("nothing is known of the account so far ahead")
)

// now is the server's clock.
func (s *Server) now() time.Time { return s.o.Now().Add(time.Duration(s.ahead.by.Load())) }

// seconds is the server's clock, Unix seconds.
func (s *Server) seconds() uint32 { return uint32(s.now().Unix()) }

// Advance moves the server's clock forward; Options.Now goes on counting from
// there. A time that is not more than 0 does nothing. What is generated ends
// 120 days after Options.At.
func (s *Server) Advance(by time.Duration) {
	if by > 0 {
		s.ahead.by.Add(int64(by))
	}
}

// moveClock moves the clock: backward only while nobody has looked at the
// account, and no further than it is generated.
func (s *Server) moveClock(by time.Duration) error {
	if by < 0 && s.ahead.asked.Load() {
		return errBackward
	}
	y, m, d := s.o.At.In(s.loc).Date()
	if end := time.Date(y, m, d+futureDays, 0, 0, 0, 0, s.loc); s.now().Add(by).After(end) {
		return fmt.Errorf("%w: it ends on %s", errBeyond, end.Format(time.DateOnly))
	}
	s.ahead.by.Add(int64(by))
	return nil
}

// clockMove is the body that moves the clock: one of the two.
type clockMove struct {
	Now     string `json:"now"`     // RFC 3339
	Advance string `json:"advance"` // such as 36h
}

// controlClock serves clockPath: GET tells the clock, PUT moves it and tells
// where it is then.
func (s *Server) controlClock(r *http.Request) reply {
	switch r.Method {
	case http.MethodGet:
		return s.tellClock()
	case http.MethodPut:
	default:
		return notAllowed(http.MethodGet, http.MethodPut)
	}
	var move clockMove
	reader := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 4<<10))
	reader.DisallowUnknownFields()
	if err := reader.Decode(&move); err != nil {
		return fail(http.StatusBadRequest, `Want {"now":"2026-01-31T12:00:00Z"} or {"advance":"36h"}: `+err.Error())
	}
	by, err := move.from(s.now())
	if err != nil {
		return fail(http.StatusBadRequest, err.Error())
	}
	if err := s.moveClock(by); err != nil {
		return fail(http.StatusConflict, err.Error())
	}
	return s.tellClock()
}

// from is how far the clock is to go, seen from where it is.
func (m clockMove) from(now time.Time) (time.Duration, error) {
	if (m.Now == "") == (m.Advance == "") {
		return 0, errors.New("want either now or advance")
	}
	if m.Now != "" {
		to, err := time.Parse(time.RFC3339, m.Now)
		if err != nil {
			return 0, errors.New("now is no moment such as 2026-01-31T12:00:00Z")
		}
		return to.Sub(now), nil
	}
	by, err := time.ParseDuration(m.Advance)
	if err != nil || by < 0 {
		return 0, errors.New("advance is no time to come such as 36h")
	}
	return by, nil
}

func (s *Server) tellClock() reply {
	return controlReply(map[string]string{"now": s.now().In(s.loc).Format(time.RFC3339)})
}
