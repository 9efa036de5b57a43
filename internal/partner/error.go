package partner

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Kind says what can be done about a failure.
type Kind uint8

// The kinds of failure.
const (
	Internal     Kind = iota // our own mistake, or one nobody foresaw
	Invalid                  // the request or the typed text is wrong; change it
	Unauthorized             // the credentials are refused (HTTP 401)
	Forbidden                // the token may not use this endpoint (HTTP 403)
	NotFound                 // no such object, or nothing configured (HTTP 404)
	Conflict                 // somebody else changed it first (HTTP 409)
	RateLimited              // the hourly budget is spent (HTTP 429)
	Unavailable              // the service cannot be reached or failed (5xx, network, time-out)
	Malformed                // an answer came that cannot be understood
	Canceled                 // nobody wants the answer any more; never shown
	Uncertain                // a write was sent and no answer came: it may or may not have happened
	Unsupported              // no interface of this account can do it; the web page can
	Withheld                 // a setting of this machine forbids it, so that nothing was sent
)

var kindNames = [...]string{
	"internal", "invalid", "unauthorized", "forbidden", "not found", "conflict",
	"rate limited", "unavailable", "malformed answer", "canceled", "outcome unknown", "not supported",
	"withheld",
}

// String is a short English name for logs and JSON.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Error is the error type that crosses the borders of this module's packages.
type Error struct {
	Op         string        // what was attempted, in the user's words: "load actions"
	Kind       Kind          // what can be done
	Field      string        // field of the answer or request that is wrong; empty if none
	Status     int           // HTTP status; 0 when no answer came
	Endpoint   string        // resource asked for, such as "Actions"; no account id, no query
	Code       string        // the companion API's name for a refusal: "terms_outdated"; empty if none
	Detail     string        // the service's or our explanation, control characters removed
	RetryAfter time.Duration // RateLimited: time to wait; zero when not said
	Fields     []FieldError  // every field the service complains about, in its order; Field names the first
	Err        error         // cause, for the log; carries no credentials
}

// FieldError is what is wrong with one field of a request.
type FieldError struct {
	Field  string // as it was sent
	Code   string // the companion API's name for it: "too_long"; empty if none
	Detail string // the service's sentence, control characters removed; may be empty
}

// Error is one line: operation, kind or detail.
func (e *Error) Error() string {
	parts := []string{e.Op}
	if e.Field != "" {
		parts = append(parts, "field "+e.Field)
	}
	if e.Detail != "" {
		parts = append(parts, e.Detail)
	} else {
		parts = append(parts, e.Kind.String())
	}
	return strings.Join(parts, ": ")
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of err: that of the Error inside, Canceled for a canceled
// context, Unavailable for one that ran out of time, Internal otherwise. It is
// meaningless for nil.
func KindOf(err error) Kind {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e.Kind
	case errors.Is(err, context.Canceled):
		return Canceled
	case errors.Is(err, context.DeadlineExceeded):
		return Unavailable
	}
	return Internal
}
