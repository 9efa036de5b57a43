package history

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"time"

	"impactdash/internal/partner"
)

// Seen is an action as it was seen last.
type Seen struct {
	Action partner.Action
	Due    time.Time // when the payout is due; zero: not known
	Listed time.Time // last poll that listed it
}

// Poll is what Total Pending was at a look at the service.
type Poll struct {
	At   time.Time
	Owed partner.Totals
}

// Update changes the history in one transaction: nothing is kept when do
// fails. No other program can write meanwhile, so do must be quick and ask
// nobody over the network; it must use tx alone, not the History. It may run
// again, on another file or in memory, after one that the disk refused.
func (h *History) Update(ctx context.Context, do func(*Tx) error) error {
	return h.inTx(ctx, func(quick context.Context, tx *sql.Tx) error {
		t := &Tx{ctx: ctx, quick: quick, tx: tx, now: h.now(), stmts: map[string]*sql.Stmt{}}
		if err := do(t); err != nil {
			return err
		}
		return ctx.Err()
	})
}

// Tx is a change of the history that is under way. It is not safe for
// concurrent use.
type Tx struct {
	ctx   context.Context // of the caller
	quick context.Context // of the statements, which nobody watches
	tx    *sql.Tx
	now   time.Time
	stmts map[string]*sql.Stmt // closed with tx
	fresh string               // id Action was asked for last and had nothing of
}

func (t *Tx) stmt(query string) (*sql.Stmt, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	if s := t.stmts[query]; s != nil {
		return s, nil
	}
	s, err := t.tx.PrepareContext(t.quick, query)
	if err != nil {
		return nil, err
	}
	t.stmts[query] = s
	return s, nil
}

func (t *Tx) exec(query string, args ...any) (changed int64, err error) {
	s, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(t.quick, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// one reads a single value; ok is false when there is no row.
func one[T any](t *Tx, query string, args ...any) (v T, ok bool, err error) {
	s, err := t.stmt(query)
	if err != nil {
		return v, false, err
	}
	err = s.QueryRowContext(t.quick, args...).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	return v, err == nil, err
}

const (
	readAction = "SELECT body FROM actions WHERE id = ?"
	openWhere  = "earns = 1 AND (cleared IS NULL OR cleared > ?)"
)

// Action is an action as it was seen last; false when it never was.
func (t *Tx) Action(id string) (Seen, bool, error) {
	body, ok, err := one[string](t, readAction, id)
	if !ok {
		t.fresh = id
		return Seen{}, false, err
	}
	s, err := decode[seen](body)
	return s, err == nil, err
}

// PutAction keeps an action as it is seen now.
func (t *Tx) PutAction(s Seen) error {
	body, err := encode(seenOf(s))
	if err != nil {
		return err
	}
	a := s.Action
	args := []any{
		a.ID, t.now.UnixNano(), nanos(a.At), a.Earns(), nanos(a.Cleared),
		key(a.ID), key(a.OrderID), key(a.SubIDs[0]), key(a.SubIDs[1]), key(a.SubIDs[2]), key(a.SharedID), key(a.PromoCode),
		moneyKey(a.Payout), moneyKey(a.Amount), body,
	}
	if t.fresh != a.ID { // else there is nothing to change
		if changed, err := t.exec(sameAction, args...); err != nil || changed > 0 {
			return err
		}
	}
	_, err = t.exec(putAction, args...)
	return err
}

// Most actions are seen again and again with little that is new. Where nothing
// that has an index is, the indexes need not be written.
const (
	sameAction = `UPDATE actions SET kept = ?2, body = ?15 WHERE id = ?1 AND at IS ?3 AND earns = ?4 AND cleared IS ?5
		AND id_key IS ?6 AND order_key IS ?7 AND sub1_key IS ?8 AND sub2_key IS ?9 AND sub3_key IS ?10
		AND shared_key IS ?11 AND promo_key IS ?12 AND payout_key IS ?13 AND amount_key IS ?14`
	putAction = `INSERT INTO actions (id, kept, at, earns, cleared,
			id_key, order_key, sub1_key, sub2_key, sub3_key, shared_key, promo_key, payout_key, amount_key, body)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
		ON CONFLICT (id) DO UPDATE SET kept = ?2, at = ?3, earns = ?4, cleared = ?5,
			id_key = ?6, order_key = ?7, sub1_key = ?8, sub2_key = ?9, sub3_key = ?10, shared_key = ?11, promo_key = ?12,
			payout_key = ?13, amount_key = ?14, body = ?15`
)

// DropAction forgets an action; its events and updates stay.
func (t *Tx) DropAction(id string) error {
	_, err := t.exec("DELETE FROM actions WHERE id = ?", id)
	return err
}

// OpenActions are the actions that earn and are not cleared, as they are when
// the first is asked for; changing them on the way is safe.
func (t *Tx) OpenActions() iter.Seq2[Seen, error] {
	return func(yield func(Seen, error) bool) {
		bodies, err := t.bodies("SELECT body FROM actions WHERE "+openWhere+" ORDER BY n", t.now.UnixNano())
		if err != nil {
			yield(Seen{}, err)
			return
		}
		for _, b := range bodies {
			s, err := decode[seen](b)
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

func (t *Tx) bodies(query string, args ...any) (all []string, err error) {
	s, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(t.quick, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() // Err tells
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		all = append(all, body)
	}
	return all, rows.Err()
}

// PutUpdate keeps an entry of an action's history; fresh is false when it was
// there already.
func (t *Tx) PutUpdate(u partner.ActionUpdate) (fresh bool, err error) {
	body, err := encode(updateOf(u))
	if err != nil {
		return false, err
	}
	changed, err := t.exec(`INSERT INTO updates (id, action_id, at, kept, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		u.ID, u.ActionID, nanos(u.At), t.now.UnixNano(), body)
	return changed > 0, err
}

// Thing is another thing of the account as it was seen last, in the caller's
// own form; false when it never was.
func (t *Tx) Thing(kind, id string) ([]byte, bool, error) {
	return one[[]byte](t, "SELECT body FROM things WHERE kind = ? AND id = ?", kind, id)
}

// PutThing keeps a thing as it is seen now.
func (t *Tx) PutThing(kind, id string, body []byte) error {
	_, err := t.exec(`INSERT INTO things (kind, id, kept, body) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (kind, id) DO UPDATE SET kept = ?3, body = ?4`, kind, id, t.now.UnixNano(), blob(body))
	return err
}

// DropThing forgets a thing.
func (t *Tx) DropThing(kind, id string) error {
	_, err := t.exec("DELETE FROM things WHERE kind = ? AND id = ?", kind, id)
	return err
}

// Things are all things of a kind, by id.
func (t *Tx) Things(kind string) (map[string][]byte, error) {
	s, err := t.stmt("SELECT id, body FROM things WHERE kind = ?")
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(t.quick, kind)
	if err != nil {
		return nil, err
	}
	defer rows.Close() // Err tells
	all := map[string][]byte{}
	for rows.Next() {
		var id string
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		all[id] = body
	}
	return all, rows.Err()
}

// AddEvents adds events; one whose ID is there already is left as it is.
func (t *Tx) AddEvents(events []partner.Event) (added int, err error) {
	for _, e := range events {
		body, err := encode(eventOf(e))
		if err != nil {
			return added, err
		}
		changed, err := t.exec(`INSERT INTO events (id, kind, at, seen, thing_id, program_id, before_key, after_key, words, body)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
			e.ID, string(e.Kind), nanos(e.At), nanos(e.Seen), e.ThingID, e.ProgramID, orderedOpt(e.Before), orderedOpt(e.After), words(e), body)
		if err != nil {
			return added, err
		}
		added += int(changed)
	}
	return added, nil
}

// AddPoll keeps what Total Pending was; a later statement about the same
// moment replaces it.
func (t *Tx) AddPoll(p Poll) error {
	owed, err := encode(sumsOf(p.Owed))
	if err != nil {
		return err
	}
	_, err = t.exec("INSERT INTO polls (at, owed) VALUES (?1, ?2) ON CONFLICT (at) DO UPDATE SET owed = ?2", nanos(p.At).Int64, owed)
	return err
}

// Mark is a note of the program to itself, empty when there is none.
func (t *Tx) Mark(name string) (string, error) {
	value, _, err := one[string](t, readMark, name)
	return value, err
}

// SetMark keeps a note of the program to itself.
func (t *Tx) SetMark(name, value string) error {
	_, err := t.exec(writeMark, name, value)
	return err
}
