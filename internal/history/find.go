package history

import (
	"cmp"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"unicode"

	"impactdash/internal/partner"
)

const (
	usualHits = 50      // hits of a question without a limit
	findMost  = 2000    // actions that are compared per field; more are not counted
	findIn    = 20_000  // actions up to which a text is also looked for inside of the fields when others begin with it
	findLast  = 200_000 // actions, of those that came last, in which it is looked for at all
)

// How well an action fits, best first.
const (
	fitsWhole = iota
	fitsAmount
	fitsBegin
	fitsInside
)

// lastRune sorts after whatever a field may go on with.
const lastRune = "\U0010ffff"

// searched is a field the finder looks at.
type searched struct {
	column string
	name   string // as Hit.Field says it
	of     func(partner.Action) string
}

func fields() []searched {
	return []searched{
		{"order_key", "order id", func(a partner.Action) string { return a.OrderID }},
		{"id_key", "action id", func(a partner.Action) string { return a.ID }},
		{"sub1_key", "Sub ID 1", func(a partner.Action) string { return a.SubIDs[0] }},
		{"sub2_key", "Sub ID 2", func(a partner.Action) string { return a.SubIDs[1] }},
		{"sub3_key", "Sub ID 3", func(a partner.Action) string { return a.SubIDs[2] }},
		{"shared_key", "shared id", func(a partner.Action) string { return a.SharedID }},
		{"promo_key", "promo code", func(a partner.Action) string { return a.PromoCode }},
	}
}

// fit is an action that fits, by its number in the file.
type fit struct {
	n    int64
	at   sql.NullInt64
	rank int
}

// FindActions are the actions a text fits, without case: those with a field
// that is the text, those with such a payout or sale amount, those with a
// field that begins with it, those with it inside; each newest first. In a
// history of very many actions the last are looked for only when there are no
// others, and among those that came last. Total counts what was found; of
// thousands that begin with the text, not all.
func (h *History) FindActions(text string, limit int) (hits []partner.Hit, total int, err error) {
	q := question{typed: strings.ToLower(strings.TrimSpace(text))}
	if q.typed == "" {
		return nil, 0, nil
	}
	if limit <= 0 {
		limit = usualHits
	}
	q.amount, q.currency = typedMoney(q.typed)
	err = h.use(func(b *base) error {
		s := search{question: q, h: h, db: b.read, best: map[int64]fit{}}
		err := s.run()
		if err == nil {
			hits, total, err = s.hits(limit)
		}
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	return hits, total, nil
}

// question is a text in lower case and the money it may be.
type question struct {
	typed    string
	amount   string // decimal without trailing zeros; empty: it is no amount
	currency string // empty: any
}

// bounds are the first and the last key of such money.
func (q question) bounds() (first, last string) {
	if q.currency != "" {
		first = q.amount + " " + q.currency
		return first, first
	}
	return q.amount + " ", q.amount + " " + lastRune
}

// typedMoney reads "12.5", "$12.50", "12.50 usd" and "EUR 12.5". A sign of a
// currency may stand for several, so it selects none.
func typedMoney(typed string) (amount, currency string) {
	bare := strings.TrimFunc(typed, func(r rune) bool { return unicode.Is(unicode.Sc, r) || unicode.IsSpace(r) })
	isLetter := func(r rune) bool { return r >= 'a' && r <= 'z' }
	number := strings.TrimFunc(bare, func(r rune) bool { return isLetter(r) || unicode.Is(unicode.Sc, r) || unicode.IsSpace(r) })
	before, after, _ := strings.Cut(bare, number)
	code := strings.TrimFunc(before+after, func(r rune) bool { return !isLetter(r) })
	if strings.ContainsFunc(number, func(r rune) bool { return !strings.ContainsRune("0123456789.,+-", r) }) || len(code) != 0 && len(code) != 3 {
		return "", ""
	}
	d, err := partner.ParseDecimal(number)
	if err != nil {
		return "", ""
	}
	return d.Trim(0).String(), strings.ToUpper(code)
}

// search is one question of the finder.
type search struct {
	question
	h    *History
	db   *sql.DB
	best map[int64]fit
}

// run collects what fits.
func (s *search) run() error {
	for _, f := range fields() {
		if err := s.collect(fitsWhole, "SELECT n, at FROM actions WHERE "+f.column+" = ? ORDER BY at DESC LIMIT ?", s.typed, findMost); err != nil {
			return err
		}
	}
	if s.amount != "" {
		first, last := s.bounds()
		for _, column := range []string{"payout_key", "amount_key"} {
			if err := s.collect(fitsAmount, "SELECT n, at FROM actions WHERE "+column+" BETWEEN ? AND ? LIMIT ?", first, last, findMost); err != nil {
				return err
			}
		}
	}
	for _, f := range fields() {
		query := "SELECT n, at FROM actions WHERE " + f.column + " >= ? AND " + f.column + " < ? ORDER BY " + f.column + " DESC LIMIT ?"
		if err := s.collect(fitsBegin, query, s.typed, s.typed+lastRune, findMost); err != nil {
			return err
		}
	}
	if len(s.best) > 0 {
		var many bool
		query := "SELECT EXISTS (SELECT 1 FROM actions LIMIT 1 OFFSET ?)"
		if err := s.db.QueryRowContext(s.h.ctx, query, findIn).Scan(&many); err != nil || many {
			return err
		}
	}
	all := make([]string, 0, len(fields()))
	for _, f := range fields() {
		all = append(all, f.column)
	}
	return s.collect(fitsInside, "SELECT n, at FROM actions WHERE n > (SELECT max(n) FROM actions) - ? AND instr(concat_ws(char(10), "+strings.Join(all, ", ")+"), ?) > 0 ORDER BY at DESC LIMIT ?", findLast, s.typed, findMost)
}

func (s *search) collect(rank int, query string, args ...any) error {
	rows, err := s.db.QueryContext(s.h.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() // Err tells
	for rows.Next() {
		f := fit{rank: rank}
		if err := rows.Scan(&f.n, &f.at); err != nil {
			return err
		}
		if _, ok := s.best[f.n]; !ok {
			s.best[f.n] = f
		}
	}
	return rows.Err()
}

// hits reads the best of what fits.
func (s *search) hits(limit int) (hits []partner.Hit, total int, err error) {
	order := make([]fit, 0, len(s.best))
	for _, f := range s.best {
		order = append(order, f)
	}
	slices.SortFunc(order, func(a, b fit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.at.Int64, a.at.Int64), cmp.Compare(b.n, a.n))
	})
	total = len(order)
	for _, f := range order[:min(limit, total)] {
		var body string
		err := s.db.QueryRowContext(s.h.ctx, "SELECT body FROM actions WHERE n = ?", f.n).Scan(&body)
		if errors.Is(err, sql.ErrNoRows) {
			total-- // another program has dropped it since
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		seen, err := decode[seen](body)
		if err != nil {
			return nil, 0, err
		}
		hits = append(hits, s.hit(seen.Action, f.rank))
	}
	return hits, total, nil
}

// hit says what of an action fits; nothing, where it has changed since.
func (s *search) hit(a partner.Action, rank int) partner.Hit {
	hit := partner.Hit{Action: partner.Some(a)}
	if rank == fitsAmount {
		first, last := s.bounds()
		if k := moneyKey(a.Payout).String; k >= first && k <= last {
			hit.Field, hit.Value = "payout", a.Payout.String()
		} else if k := moneyKey(a.Amount).String; k >= first && k <= last {
			hit.Field, hit.Value = "sale amount", a.Amount.String()
		}
		return hit
	}
	for _, f := range fields() {
		have := key(f.of(a)).String
		if rank == fitsWhole && have == s.typed || rank == fitsBegin && strings.HasPrefix(have, s.typed) || rank == fitsInside && strings.Contains(have, s.typed) {
			hit.Field, hit.Value = f.name, strings.TrimSpace(f.of(a))
			break
		}
	}
	return hit
}
