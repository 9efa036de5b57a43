package history

import (
	"database/sql"
	"math"
	"strings"
	"time"

	"impactdash/internal/partner"
)

// usualEvents is how many events a question without a limit gets.
const usualEvents = 200

// moneyDigits is the width whole units are written in: more than any amount
// has.
const moneyDigits = 19

// key is what the finder compares, NULL when it is empty.
func key(s string) sql.NullString { return text(strings.ToLower(strings.TrimSpace(s))) }

// moneyKey is an amount without trailing zeros and its currency, NULL where
// none is stated.
func moneyKey(m partner.Money) sql.NullString {
	return sql.NullString{String: m.Amount.Trim(0).String() + " " + m.Currency, Valid: m.Currency != ""}
}

// ordered writes money so that text of one currency has the order of the
// amounts, sign aside.
func ordered(m partner.Money) string {
	s := m.Amount.Abs().Trim(0).String()
	whole, _, _ := strings.Cut(s, ".")
	return m.Currency + " " + strings.Repeat("0", max(moneyDigits-len(whole), 0)) + s
}

func orderedOpt(m partner.Opt[partner.Money]) sql.NullString {
	if !m.OK {
		return sql.NullString{}
	}
	return text(ordered(m.V))
}

// words is what a text is searched in.
func words(e partner.Event) string {
	return strings.ToLower(strings.Join([]string{e.Program, e.Title, e.ThingID, e.Reason, e.From, e.To}, "\n"))
}

// readAll reads the bodies a query gives. One that cannot be read is damage
// of the file.
func readAll[W value[V], V any](h *History, query string, args ...any) (all []V, err error) {
	err = h.use(func(b *base) error {
		all = nil
		rows, err := b.read.QueryContext(h.ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close() // Err tells
		for rows.Next() {
			var body string
			if err := rows.Scan(&body); err != nil {
				return err
			}
			v, err := decode[W](body)
			if err != nil {
				return err
			}
			all = append(all, v)
		}
		return rows.Err()
	})
	return all, err
}

// row reads one row.
func (h *History) row(into []any, query string, args ...any) error {
	return h.use(func(b *base) error {
		return b.read.QueryRowContext(h.ctx, query, args...).Scan(into...)
	})
}

// where is the condition of a question and its arguments.
func where(q partner.ActivityQuery) (string, []any) {
	terms, args := []string{"1"}, []any(nil)
	add := func(term string, values ...any) {
		terms, args = append(terms, term), append(args, values...)
	}
	if !q.From.IsZero() {
		add("at >= ?", nanos(q.From))
	}
	if !q.To.IsZero() {
		add("at < ?", nanos(q.To))
	}
	if len(q.Kinds) > 0 {
		kinds := make([]any, len(q.Kinds))
		for i, k := range q.Kinds {
			kinds[i] = string(k)
		}
		add("kind IN (?"+strings.Repeat(", ?", len(kinds)-1)+")", kinds...)
	}
	if q.Program != "" {
		add("program_id = ?", q.Program)
	}
	if t := strings.TrimSpace(q.Text); t != "" {
		add("instr(words, ?) > 0", strings.ToLower(t))
	}
	if q.Least.OK {
		from, to := ordered(q.Least.V), q.Least.V.Currency+" :" // a colon follows the digits
		add("(before_key BETWEEN ? AND ? OR after_key BETWEEN ? AND ?)", from, to, from, to)
	}
	return strings.Join(terms, " AND "), args
}

// Events are the events that a question is about, newest first by At and then
// by ID, and how many there are in all.
func (h *History) Events(q partner.ActivityQuery) (events []partner.Event, total int, err error) {
	cond, args := where(q)
	limit := q.Limit
	if limit <= 0 {
		limit = usualEvents
	}
	events, err = readAll[event](h, "SELECT body FROM events WHERE "+cond+" ORDER BY at DESC, id DESC LIMIT ?", append(args[:len(args):len(args)], limit)...)
	if err != nil {
		return nil, 0, err
	}
	if len(events) < limit {
		return events, len(events), nil
	}
	err = h.row([]any{&total}, "SELECT count(*) FROM events WHERE "+cond, args...)
	return events, max(total, len(events)), err
}

// Unread counts the events that were noticed after a moment.
func (h *History) Unread(since time.Time) (partner.Unread, error) {
	var u partner.Unread
	var newest sql.NullInt64
	err := h.row([]any{&u.Count, &newest},
		"SELECT (SELECT count(*) FROM events WHERE seen > ?), (SELECT max(seen) FROM events WHERE seen IS NOT NULL)", nanos(since).Int64)
	u.Newest = instant(newest)
	return u, err
}

// until is the end of a period as the columns have it; zero is open.
func until(t time.Time) int64 {
	if t.IsZero() {
		return math.MaxInt64
	}
	return nanos(t).Int64
}

// EventsSeen are the events that were noticed after one moment and not after
// another, oldest first. A zero end is open.
func (h *History) EventsSeen(from, to time.Time) ([]partner.Event, error) {
	return readAll[event](h, "SELECT body FROM events WHERE seen > ? AND seen <= ? ORDER BY seen, at, id", nanos(from).Int64, until(to))
}

// ActionEvents are the events of one action, oldest first.
func (h *History) ActionEvents(id string) ([]partner.Event, error) {
	return readAll[event](h, "SELECT body FROM events WHERE thing_id = ? AND kind GLOB 'action_*' ORDER BY at, id", id)
}

// ActionUpdates are the entries of one action's history, oldest first.
func (h *History) ActionUpdates(id string) ([]partner.ActionUpdate, error) {
	return readAll[update](h, "SELECT body FROM updates WHERE action_id = ? ORDER BY at, id", id)
}

// ActionByID is an action as it was seen last; false when it never was.
func (h *History) ActionByID(id string) (Seen, bool, error) {
	all, err := readAll[seen](h, readAction, id)
	if err != nil || len(all) == 0 {
		return Seen{}, false, err
	}
	return all[0], true, nil
}

// Polls are the looks at the service in a period, both ends included, oldest
// first. A zero end is open.
func (h *History) Polls(from, to time.Time) (polls []Poll, err error) {
	err = h.use(func(b *base) error {
		polls = nil
		rows, err := b.read.QueryContext(h.ctx, "SELECT at, owed FROM polls WHERE at BETWEEN ? AND ? ORDER BY at", nanos(from).Int64, until(to))
		if err != nil {
			return err
		}
		defer rows.Close() // Err tells
		for rows.Next() {
			var at sql.NullInt64
			var owed string
			if err := rows.Scan(&at, &owed); err != nil {
				return err
			}
			t, err := decode[sums](owed)
			if err != nil {
				return err
			}
			polls = append(polls, Poll{At: instant(at), Owed: t})
		}
		return rows.Err()
	})
	return polls, err
}

// Counts says how many actions there are, and when the oldest was; zero when
// there are none.
func (h *History) Counts() (actions int, oldest time.Time, err error) {
	var at sql.NullInt64
	err = h.row([]any{&actions, &at}, "SELECT (SELECT count(*) FROM actions), (SELECT min(at) FROM actions)")
	return actions, instant(at), err
}
