package api

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"time"

	"impactdash/internal/partner"
)

// DateField is the date of an action that a query's period is about.
type DateField uint8

// The dates the service can search by.
const (
	ByEvent   DateField = iota // when the customer acted
	ByUpdate                   // last update; a change of state alone is none
	ByLocking                  // when the action locks or locked
)

// pairs are the query names of each date's two ends.
var pairs = [...][2]string{
	ByEvent:   {"ActionDateStart", "ActionDateEnd"},
	ByUpdate:  {"StartDate", "EndDate"},
	ByLocking: {"LockingDateStart", "LockingDateEnd"},
}

// ActionQuery selects actions or their updates.
type ActionQuery struct {
	By        DateField
	From, To  time.Time           // half-open; of any length
	ProgramID string              // CampaignId; empty: every program
	State     partner.ActionState // empty: every state
}

// check refuses a period the service would refuse, or answer in part.
func (q ActionQuery) check(op string, now time.Time) error {
	bad := func(field, detail string) error {
		return &partner.Error{Op: op, Kind: partner.Invalid, Field: field, Detail: detail}
	}
	switch {
	case int(q.By) >= len(pairs):
		return bad("By", "unknown kind of date")
	case q.From.IsZero() || q.To.IsZero():
		return bad(pairs[q.By][0], "the period has no beginning or no end")
	case q.To.Before(q.From):
		return bad(pairs[q.By][0], "the period ends before it begins")
	case q.By == ByUpdate && q.From.Before(now.AddDate(-historyYears, 0, 0)):
		return bad(pairs[q.By][0], fmt.Sprintf("updates can be asked for %d years back at most", historyYears))
	}
	return nil
}

// covers reports whether t lies in the period. The service's ends may be
// inclusive, so a row of the next period can come along. A row without the
// date is kept: the service found it, and knows why.
func (q ActionQuery) covers(t time.Time) bool {
	return t.IsZero() || !t.Before(q.From) && t.Before(q.To)
}

// walkActions asks for the query's period window by window.
func walkActions[W, T any](ctx context.Context, c *Client, res resource[W, T], q ActionQuery, keep func(T) bool) iter.Seq2[T, error] {
	address := func(w window) *url.URL {
		return c.address(url.Values{
			pairs[q.By][0]: {formatTime(w.from)},
			pairs[q.By][1]: {formatTime(w.to)},
			"CampaignId":   {q.ProgramID},
			"State":        {string(q.State)},
			"PageSize":     {strconv.Itoa(actionPage)},
		}, res.endpoint)
	}
	fresh := func() *pager[W, T] { return newPager(c, res, keep) }
	return walkWindows(ctx, fresh, windows(q.From, q.To), address)
}
