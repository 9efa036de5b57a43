package history

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// shop is an action with ids of its own, an age in hours and a payout.
func shop(id, order, sub2, promo string, age int, payout, amount partner.Money) Seen {
	return Seen{Action: partner.Action{
		ID: id, OrderID: order, SubIDs: [3]string{"", sub2, ""}, PromoCode: promo, SharedID: "S-" + id, State: partner.ActionPending,
		At: noon.Add(-time.Duration(age) * time.Hour), Payout: payout, Amount: amount,
	}}
}

func TestTheFinder(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	eur := func(a string) partner.Money { return partner.Money{Amount: decimal.MustParse(a), Currency: "EUR"} }
	put(
		t, h,
		shop("1000.1", "A-17", "blog-summer", "", 5, usd("12.50"), usd("125")),
		shop("1000.2", "A-170", "", "SUMMER10", 4, eur("12.5"), eur("300")),
		shop("1000.3", "a-17", "", "ÜBER", 3, usd("1"), usd("12.5")),
		shop("2000.4", "12.5", "", "", 2, usd("7"), usd("70")),
		shop("2000.5", "B%_'\"", "Summer", "", 1, partner.Money{}, partner.Money{}),
	)
	for _, c := range []struct{ typed, want string }{
		{"a-17", "1000.3 order id a-17, 1000.1 order id A-17, 1000.2 order id A-170"},
		{" A-17 ", "1000.3 order id a-17, 1000.1 order id A-17, 1000.2 order id A-170"},
		{"1000.2", "1000.2 action id 1000.2"},
		{"1000.", "1000.3 action id 1000.3, 1000.2 action id 1000.2, 1000.1 action id 1000.1"},
		{"summer", "2000.5 Sub ID 2 Summer, 1000.2 promo code SUMMER10, 1000.1 Sub ID 2 blog-summer"},
		{"s-2000.4", "2000.4 shared id S-2000.4"},
		{"über", "1000.3 promo code ÜBER"},
		{"b", "2000.5 order id B%_'\", 1000.1 Sub ID 2 blog-summer, 1000.3 promo code ÜBER"},
		{"12.50", "1000.3 sale amount 12.5 USD, 1000.2 payout 12.5 EUR, 1000.1 payout 12.50 USD"},
		{"12.5", "2000.4 order id 12.5, 1000.3 sale amount 12.5 USD, 1000.2 payout 12.5 EUR, 1000.1 payout 12.50 USD"},
		{"$12.50", "1000.3 sale amount 12.5 USD, 1000.2 payout 12.5 EUR, 1000.1 payout 12.50 USD"},
		{"12.50 eur", "1000.2 payout 12.5 EUR"},
		{"USD 12.50", "1000.3 sale amount 12.5 USD, 1000.1 payout 12.50 USD"},
		{"usd12.500", "1000.3 sale amount 12.5 USD, 1000.1 payout 12.50 USD"},
		{"300 €", "1000.2 sale amount 300 EUR"},
		{"12.50 gbp", ""},
		{"%_", "2000.5 order id B%_'\""},
		{"'\"", "2000.5 order id B%_'\""},
		{"%", "2000.5 order id B%_'\""},
		{"\U0010ffff", ""},
		{"", ""},
		{"  ", ""},
		{"nothing has it", ""},
	} {
		t.Run(c.typed, func(t *testing.T) {
			t.Parallel()
			hits, total, err := h.FindActions(c.typed, 0)
			must(t, err)
			var got []string
			for _, hit := range hits {
				got = append(got, hit.Action.V.ID+" "+hit.Field+" "+hit.Value)
			}
			if text := strings.Join(got, ", "); text != c.want || total != len(hits) {
				t.Errorf("got %s of %d, want %s", text, total, c.want)
			}
			one, all, err := h.FindActions(c.typed, 1)
			if err != nil || all != total || len(one) > 1 || len(one) == 1 && one[0].Action.V.ID != hits[0].Action.V.ID {
				t.Errorf("cut to one it is %v of %d, %v", one, all, err)
			}
		})
	}
}

func TestTheFinderFollowsAnActionThatChanges(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	put(t, h, shop("1", "old", "", "", 1, usd("1"), usd("2")))
	put(t, h, shop("1", "new", "", "", 1, usd("3"), usd("4")))
	for typed, want := range map[string]int{"old": 0, "new": 1, "1 usd": 0, "3 usd": 1, "4.00": 1} {
		if hits, n, err := h.FindActions(typed, 0); n != want || len(hits) != want || err != nil {
			t.Errorf("%s finds %v, %v", typed, hits, err)
		}
	}
	must(t, h.Update(t.Context(), func(tx *Tx) error { return tx.DropAction("1") }))
	if _, n, err := h.FindActions("new", 0); n != 0 || err != nil {
		t.Errorf("%d are found after it was dropped, %v", n, err)
	}
}

func TestMoneyThatIsTyped(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"12.5": "12.5 ", "$12.50": "12.5 ", "12.50 usd": "12.5 USD", "eur 1,240.18": "1240.18 EUR", "€5": "5 ", "5€": "5 ", "-3.11": "-3.11 ",
		"$5 cad": "5 CAD", "0": "0 ", "100": "100 ", "¥ 1200": "1200 ",
		"1e5": " ", "12,5": " ", "a-17": " ", "usd": " ", "1.2.3": " ", "": " ", "$": " ", "12 us": " ", "us 12 d": " ", "1000000000000": " ", "12x5": " ", "usd 5 eur": " ",
	} {
		amount, currency := typedMoney(typed)
		if got := amount + " " + currency; got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestTheFinderUsesItsIndexes(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	h.Mark("a")
	s := search{h: h, db: h.base.read, best: map[int64]fit{}}
	for _, f := range append(fields(), searched{column: "payout_key"}, searched{column: "amount_key"}) {
		for _, cond := range []string{" = ?1", " >= ?1 AND " + f.column + " < ?2", " BETWEEN ?1 AND ?2"} {
			var n, parent, unused int
			var detail string
			row := s.db.QueryRowContext(t.Context(), "EXPLAIN QUERY PLAN SELECT n, at FROM actions WHERE "+f.column+cond+" ORDER BY "+f.column+" DESC LIMIT 2000", "a", "b")
			if err := row.Scan(&n, &parent, &unused, &detail); err != nil || !strings.Contains(detail, "SEARCH actions USING COVERING INDEX") {
				t.Errorf("%s%s is answered by %q, %v", f.column, cond, detail, err)
			}
		}
	}
}

func TestAnActionSeenAgainIsFoundByItsID(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	h.Mark("a")
	var n, parent, unused int
	var detail string
	args := make([]any, 15)
	if err := h.base.write.QueryRowContext(t.Context(), "EXPLAIN QUERY PLAN "+sameAction, args...).Scan(&n, &parent, &unused, &detail); err != nil || detail != "SEARCH actions USING INDEX sqlite_autoindex_actions_1 (id=?)" {
		t.Errorf("it is %q, %v", detail, err)
	}
}

func TestVeryManyThatBeginAlikeAreCutNotCounted(t *testing.T) {
	t.Parallel()
	h := start(t, "")
	must(t, h.Update(t.Context(), func(tx *Tx) error {
		for i := range findMost + 10 {
			if err := tx.PutAction(shop(fmt.Sprintf("7.%05d", i), "", "", "", findMost-i, usd("1"), usd("2"))); err != nil {
				return err
			}
		}
		return nil
	}))
	hits, total, err := h.FindActions("7.0", 2)
	if err != nil || total < findMost || len(hits) != 2 || hits[0].Action.V.ID != fmt.Sprintf("7.%05d", findMost+9) {
		t.Errorf("%d of %d are found, %v; want the newest first", len(hits), total, err)
	}
}
