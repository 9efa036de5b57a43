package sandbox

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"time"
)

// companionVersion is that of the document this sandbox serves.
const companionVersion = "1.0"

// problem is why a request to the companion API was not carried out.
type problem struct {
	status               int
	code, field, message string
	errors               []fieldProblem // all of them, when there are several
}

// fieldProblem is what is wrong with one field.
type fieldProblem struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// refuse is a refusal that is not about a field, or about one.
func refuse(status int, code, field, message string) *problem {
	return &problem{status: status, code: code, field: field, message: message}
}

// unknownObject is the 404 of an id that there is none of.
func unknownObject(what string) *problem {
	return refuse(http.StatusNotFound, "not_found", "", "There is no such "+what+".")
}

// unprocessable is a 422 for the fields found wrong, nil when there are none.
func unprocessable(problems []fieldProblem) *problem {
	if len(problems) == 0 {
		return nil
	}
	r := refuse(http.StatusUnprocessableEntity, problems[0].Code, problems[0].Field, problems[0].Message)
	if len(problems) > 1 {
		r.errors = problems
	}
	return r
}

// wrong is a 422 about one field.
func wrong(field, code, message string) *problem {
	return unprocessable([]fieldProblem{{field, code, message}})
}

// reply is the refusal on the wire.
func (r *problem) reply() reply {
	return companionReply(r.status, struct {
		Code    string         `json:"code"`
		Field   string         `json:"field"`
		Message string         `json:"message"`
		Errors  []fieldProblem `json:"errors,omitempty"`
	}{r.code, r.field, r.message, r.errors})
}

// companionReply is an answer whose body is fixed at once: what it was made of
// may change before it is sent.
func companionReply(status int, v any) reply {
	content, err := json.Marshal(v)
	if err != nil { // only for values JSON cannot express, of which none are made
		return fail(http.StatusInternalServerError, err.Error())
	}
	return reply{status: status, companion: true, body: func(o *out) { o.relay(content) }}
}

// relay writes a finished JSON document. When values are to be spoilt it goes
// through the texts in it one by one.
func (o *out) relay(content []byte) {
	defer o.flush()
	if !o.spoil {
		o.buf = append(o.buf, content...)
		return
	}
	reader := json.NewDecoder(bytes.NewReader(content))
	reader.UseNumber()
	var v any
	if err := reader.Decode(&v); err != nil {
		o.err = err
		return
	}
	spoilt, err := json.Marshal(o.spoilTexts(v))
	if err != nil {
		o.err = err
		return
	}
	o.buf = append(o.buf, spoilt...)
}

// spoilTexts puts nonsense in front of some of the texts in v.
func (o *out) spoilTexts(v any) any {
	switch v := v.(type) {
	case string:
		o.count++
		if add := nonsense(o.count, false); add != `\u001b[31m\u202e` {
			return add + v
		}
		return "\x1b[31m\u202e" + v
	case []any:
		for i := range v {
			v[i] = o.spoilTexts(v[i])
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) { // in an order, so that the same texts are spoilt
			v[name] = o.spoilTexts(v[name])
		}
	}
	return v
}

// forCompanion gives what the road to a handler says the form of the companion
// API: bad credentials, unknown paths, faults, used-up budgets.
func (r reply) forCompanion() reply {
	if r.status < 400 || r.companion || r.kind == "text/html" {
		return r
	}
	p := refuse(r.status, "failed", "", "The service failed.")
	switch r.status {
	case http.StatusBadRequest:
		p.code, p.message = "invalid", "The request cannot be read."
	case http.StatusUnauthorized:
		p.code, p.message = "unauthorized", "The credentials were refused."
	case http.StatusForbidden:
		p.code, p.message = "forbidden", "The token does not reach so far."
	case http.StatusNotFound:
		p.code, p.message = "not_found", "There is no such thing."
	case http.StatusMethodNotAllowed:
		p.code, p.message = "method_not_allowed", "This path does not take that method."
	case http.StatusConflict:
		p.code, p.message = "conflict", "It changed in the meantime."
	case http.StatusUnprocessableEntity:
		p.code, p.message = "invalid", "The values cannot be taken."
	case http.StatusTooManyRequests:
		p.code, p.message = "rate_limited", "Too many requests in this hour."
	case http.StatusServiceUnavailable:
		p.code, p.message = "unavailable", "The service is not available now."
	}
	answer := p.reply()
	answer.header = r.header
	return answer
}

// companionList is the form of every list.
type companionList[T any] struct {
	Items []T `json:"items"`
}

// listOf is a list that is [] and not null when it is empty.
func listOf[T any](items []T) companionList[T] {
	return companionList[T]{append([]T{}, items...)}
}

// look is the handler of an operation that only reads.
func look[T any](read func(*call, *companionState) (T, *problem)) func(*call) reply {
	return func(c *call) reply {
		st := &c.s.companion
		st.mu.Lock()
		defer st.mu.Unlock()
		st.prepare(c)
		v, bad := read(c, st)
		if bad != nil {
			return bad.reply()
		}
		return companionReply(http.StatusOK, v)
	}
}

// moneyBody is money on the wire.
type moneyBody struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

func moneyOf(cents int64, in currency) moneyBody { return moneyBody{formatCents(cents), in.String()} }

// feeOf is money that may be missing: 0 is none.
func feeOf(cents int64, in currency) *moneyBody {
	if cents == 0 {
		return nil
	}
	m := moneyOf(cents, in)
	return &m
}

// timeText is an instant on the wire.
func (c *call) timeText(at uint32) string { return c.time(at).Format(time.RFC3339) }

// timeOrNull is an instant that may be missing: 0 is none.
func (c *call) timeOrNull(at uint32) *string {
	if at == 0 {
		return nil
	}
	text := c.timeText(at)
	return &text
}

// dayText is a day on the wire.
func (d *data) dayText(day int) string { return d.date(day).Format(time.DateOnly) }

// dayOrNull is a day that may be missing: openDay is none.
func (d *data) dayOrNull(day int) *string {
	if day == openDay {
		return nil
	}
	text := d.dayText(day)
	return &text
}

// openDay is no day, where a day may be missing.
const openDay = 1 << 30

// personBody is a user on the wire.
type personBody struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

// companionStatus says who answers, and for whom.
func companionStatus(c *call) reply {
	return companionReply(http.StatusOK, struct {
		Name     string     `json:"name"`
		Version  string     `json:"version"`
		Personas []string   `json:"personas"`
		Account  string     `json:"account"`
		User     personBody `json:"user"`
	}{"impactdash sandbox", companionVersion, c.d.personas(), c.s.o.AccountSID, personBody{ownerName, ownerEmail}})
}

// personas are the sets of figures the account has; a new one has no creator
// profile yet.
func (d *data) personas() []string {
	if d.profile == profileNew {
		return []string{"affiliate"}
	}
	return []string{"affiliate", "creator"}
}
