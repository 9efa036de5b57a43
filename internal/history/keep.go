package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"impactdash/internal/partner"
)

// longestLease bounds a lease: one that ends later was made before the clock
// was set back, and holds nobody up.
const longestLease = 15 * time.Minute

// inTx does work in one write transaction of its own.
func (h *History) inTx(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	return h.use(func(b *base) error {
		tx, err := b.write.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // nothing, after Commit
		// Between its statements do looks at ctx itself; watching it during
		// each of them would cost more than they do.
		if err := do(context.WithoutCancel(ctx), tx); err != nil {
			return err
		}
		return tx.Commit()
	})
}

func (h *History) exec(query string, args ...any) (changed int64, err error) {
	err = h.use(func(b *base) error {
		r, err := b.write.ExecContext(h.ctx, query, args...)
		if err == nil {
			changed, err = r.RowsAffected()
		}
		return err
	})
	return changed, err
}

// clockSlack is what a clock that is kept right may be set back by.
const clockSlack = 2 * time.Minute

// Answer is the last answer of a source and when the service gave it, which
// is in the future where the clock was set back since, which Note tells. OK is
// false when none is kept.
func (h *History) Answer(source string) (body []byte, asOf time.Time, ok bool) {
	var at int64
	err := h.use(func(b *base) error {
		one, err := b.answers(h.ctx)
		if err != nil {
			return err
		}
		return one.QueryRowContext(h.ctx, source).Scan(&at, &body)
	})
	if err != nil {
		if !errors.Is(err, sql.ErrNoRows) {
			h.failed(err)
		}
		return nil, time.Time{}, false
	}
	asOf = instant(sql.NullInt64{Int64: at, Valid: true})
	if asOf.After(h.now().Add(clockSlack)) {
		h.tell("the clock was set back: what is kept here is of a later time", nil)
	}
	return body, asOf, true
}

// KeepAnswer keeps an answer of a source. An older one never replaces a newer
// one, unless that is of the future.
func (h *History) KeepAnswer(source string, asOf time.Time, body []byte) {
	h.failed(h.keepAnswer(source, asOf, body))
}

func (h *History) keepAnswer(source string, asOf time.Time, body []byte) error {
	now := h.now()
	_, err := h.exec(`INSERT INTO answers (source, as_of, kept, body) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (source) DO UPDATE SET as_of = ?2, kept = ?3, body = ?4 WHERE ?2 >= as_of OR as_of > ?3`,
		source, nanos(asOf).Int64, now.UnixNano(), blob(body))
	return err
}

// Lease asks for the sole right to do something, such as to poll. It is true
// when the holder has it now: it was free, had run out, or is the holder's
// own. No lease is given for more than a quarter of an hour.
func (h *History) Lease(name, holder string, until time.Time) bool {
	now := h.now()
	last := now.Add(longestLease)
	if until.After(last) {
		until = last
	}
	changed, err := h.exec(`INSERT INTO leases (name, holder, until) VALUES (?1, ?2, ?3)
		ON CONFLICT (name) DO UPDATE SET holder = ?2, until = ?3 WHERE holder = ?2 OR until <= ?4 OR until > ?5`,
		name, holder, until.UnixNano(), now.UnixNano(), last.UnixNano())
	h.failed(err)
	return err == nil && changed > 0
}

// Release gives a lease back; that of another holder stays.
func (h *History) Release(name, holder string) {
	_, err := h.exec("DELETE FROM leases WHERE name = ? AND holder = ?", name, holder)
	h.failed(err)
}

// KeepBudget keeps what the service said about the groups it speaks of, where
// that is newer than what is kept.
func (h *History) KeepBudget(all partner.Budget) {
	if len(all) == 0 {
		return
	}
	now := h.now().UnixNano()
	h.failed(h.inTx(h.ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, a := range all {
			body, err := json.Marshal(allowanceOf(a))
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO budget (grp, seen, body) VALUES (?1, ?2, ?3)
				ON CONFLICT (grp) DO UPDATE SET seen = ?2, body = ?3 WHERE ?2 >= seen OR seen > ?4`,
				string(a.Group), nanos(a.SeenAt).Int64, string(body), now); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Budget is the newest statement about each group, whichever program heard it.
func (h *History) Budget() partner.Budget {
	all, err := readAll[allowance](h, "SELECT body FROM budget ORDER BY grp")
	h.failed(err)
	return all
}

// Mark is a note of the program to itself, empty when there is none.
func (h *History) Mark(name string) string {
	var value string
	err := h.use(func(b *base) error {
		return b.read.QueryRowContext(h.ctx, readMark, name).Scan(&value)
	})
	if !errors.Is(err, sql.ErrNoRows) {
		h.failed(err)
	}
	return value
}

// SetMark keeps a note of the program to itself.
func (h *History) SetMark(name, value string) { h.failed(h.setMark(name, value)) }

func (h *History) setMark(name, value string) error {
	_, err := h.exec(writeMark, name, value)
	return err
}

const (
	readMark  = "SELECT value FROM marks WHERE name = ?"
	writeMark = "INSERT INTO marks (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2"
)
