package history

import (
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// make writes testdata anew. Files of released versions must not change; it is
// for the newest, once: go test ./internal/history -run Version -make 2.
var makeFile = flag.Int("make", 0, "write the file of a version of the schema into testdata")

func kept(version int) string { return fmt.Sprintf("testdata/v%d.db", version) }

// oldRows are the rows of a version, as its program wrote them. Money, dates
// and text are in the forms that are hard to keep.
func oldRows(version int) []string {
	all := []string{
		`INSERT INTO answers VALUES ('tasks', 1787313600123456789, 1787313601000000000, CAST('{"n":1}' AS BLOB));
		INSERT INTO leases VALUES ('poll', 'one', 1787313660000000000);
		INSERT INTO budget VALUES ('general', 1787313600000000000,
			'{"group":"general","limit":1000,"remaining":0,"reset":"2026-08-21T13:00:00Z","seen":"2026-08-21T12:00:00Z"}');
		INSERT INTO marks VALUES ('read', '2026-08-21T12:00:00Z'), ('zoë', '');`,
		`INSERT INTO actions VALUES (1, '1000.A', 1787313600000000000, 1787310000000000000, 1, NULL,
			'1000.a', 'order-1', 'one', NULL, 'three', NULL, 'summer', '12.5 USD', '0.123456789012345678 EUR',
			'{"id":"1000.A","programId":"77","program":"Zoë","event":"Sale","state":"PENDING","payout":"12.50 USD","amount":"0.123456789012345678 EUR","at":"2026-08-21T11:00:00Z","created":"2026-08-21T11:00:01.5Z","locks":"","cleared":"","orderId":"Order-1","promoCode":"SUMMER","subIds":["one","","three"],"due":"2026-10-01T04:00:00Z","listed":"2026-08-21T12:00:00Z"}');
		INSERT INTO updates VALUES ('u1', '1000.A', 1787310000000000000, 1787313600000000000,
			'{"id":"u1","actionId":"1000.A","programId":"77","state":"PENDING","deltaPayout":"-3.10 USD","deltaAmount":"0 USD","at":"2026-08-21T11:00:00Z","actionAt":"","locks":"","clears":""}');
		INSERT INTO events VALUES (1, 'action_modified/u1', 'action_modified', 1787310000000000000, 1787313600000000000, '1000.A', '77',
			'USD 0000000000000000015.6', 'USD 0000000000000000012.5', 'zoë
order-1
1000.a
item returned

', '{"id":"action_modified/u1","kind":"action_modified","at":"2026-08-21T11:00:00Z","stated":true,"seen":"2026-08-21T12:00:00Z","thingId":"1000.A","title":"Order-1","programId":"77","program":"Zoë","before":"15.60 USD","after":"12.50 USD","reason":"Item returned","owed":"-3.10 USD"}');
		INSERT INTO things VALUES ('task', '9', 1787313600000000000, CAST('{}' AS BLOB));
		INSERT INTO polls VALUES (1787313600000000000, '["0 EUR","12.50 USD"]');`,
	}
	return all[:version]
}

func writeOld(t *testing.T, version int) {
	t.Helper()
	must(t, os.MkdirAll("testdata", 0o755))
	if err := os.Remove(kept(version)); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	db, err := connect(uri(kept(version))+"_pragma=auto_vacuum(2)&_pragma=journal_mode(WAL)&_txlock=immediate", 1)
	must(t, err)
	must(t, migrate(t.Context(), db, 0, version))
	for _, rows := range oldRows(version) {
		_, err := db.ExecContext(t.Context(), rows)
		must(t, err)
	}
	must(t, db.Close())
}

// layout is what a database is made of.
func layout(t *testing.T, db *sql.DB) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var s string
		must(t, rows.Scan(&s))
		all = append(all, s)
	}
	must(t, rows.Err())
	return all
}

func TestEveryOlderVersionIsBroughtUpToDate(t *testing.T) {
	t.Parallel()
	fresh := start(t, t.TempDir())
	fresh.Mark("a")
	for version := range len(steps()) + 1 {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			t.Parallel()
			if *makeFile == version && version > 0 {
				writeOld(t, version)
			}
			dir := t.TempDir()
			var old []byte // an empty file is version 0
			if version > 0 {
				var err error
				old, err = os.ReadFile(kept(version))
				must(t, err)
			}
			must(t, os.WriteFile(file(dir), old, 0o644))
			c := &clock{time.Date(2026, time.August, 21, 12, 0, 30, 0, time.UTC)}
			h := at(dir, c)
			defer h.Close()
			h.Mark("a")
			silent(t, h)
			same(t, "the layout", layout(t, h.base.read), layout(t, fresh.base.read))
			if v, err := versionOf(t.Context(), h.base.read); v != len(steps()) || err != nil {
				t.Errorf("the version is %d, %v", v, err)
			}
			if info, err := os.Stat(file(dir)); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the mode is %v, %v", info.Mode(), err)
			}
			if version >= 1 {
				hasVersion1(t, h)
			}
			if version >= 2 {
				hasVersion2(t, h)
			}
			c.Time = noon // of which works keeps an answer
			works(t, h)
			silent(t, h)
		})
	}
}

func hasVersion1(t *testing.T, h *History) {
	t.Helper()
	day := time.Date(2026, time.August, 21, 12, 0, 0, 0, time.UTC)
	if body, asOf, ok := h.Answer("tasks"); string(body) != `{"n":1}` || !asOf.Equal(day.Add(123456789)) || !ok {
		t.Errorf("the answer is %q of %v", body, asOf)
	}
	same(t, "the budget", h.Budget(), partner.Budget{{
		Group: partner.GroupGeneral, Limit: partner.Some(1000), Remaining: partner.Some(0), Reset: day.Add(time.Hour), SeenAt: day,
	}})
	if h.Mark("read") != "2026-08-21T12:00:00Z" {
		t.Errorf("the mark is %q", h.Mark("read"))
	}
	if h.Lease("poll", "two", day.Add(time.Hour)) || !h.Lease("poll", "one", day.Add(time.Hour)) {
		t.Error("the lease is lost")
	}
}

func hasVersion2(t *testing.T, h *History) {
	t.Helper()
	day := time.Date(2026, time.August, 21, 12, 0, 0, 0, time.UTC)
	s, ok, err := h.ActionByID("1000.A")
	must(t, err)
	want := Seen{Due: time.Date(2026, time.October, 1, 4, 0, 0, 0, time.UTC), Listed: day, Action: partner.Action{
		ID: "1000.A", ProgramID: "77", Program: "Zoë", Event: "Sale", State: partner.ActionPending, Payout: usd("12.50"),
		Amount: partner.Money{Amount: decimal.MustParse("0.123456789012345678"), Currency: "EUR"}, At: day.Add(-time.Hour),
		Created: day.Add(-time.Hour + 1500*time.Millisecond), OrderID: "Order-1", PromoCode: "SUMMER", SubIDs: [3]string{"one", "", "three"},
	}}
	if same(t, "the action", s, want); !ok {
		t.Error("the action is lost")
	}
	updates, err := h.ActionUpdates("1000.A")
	must(t, err)
	same(t, "the updates", updates, []partner.ActionUpdate{{
		ID: "u1", ActionID: "1000.A", ProgramID: "77", State: partner.ActionPending, DeltaPayout: usd("-3.10"), DeltaAmount: usd("0"), At: day.Add(-time.Hour),
	}})
	events, total, err := h.Events(partner.ActivityQuery{Text: "RETURNED", Least: partner.Some(usd("15.6")), Program: "77"})
	must(t, err)
	same(t, "the events", events, []partner.Event{{
		ID: "action_modified/u1", Kind: partner.ActionModified, At: day.Add(-time.Hour), Stated: true, Seen: day, ThingID: "1000.A", Title: "Order-1",
		ProgramID: "77", Program: "Zoë", Before: partner.Some(usd("15.60")), After: partner.Some(usd("12.50")), Reason: "Item returned", Owed: partner.Some(usd("-3.10")),
	}})
	polls, err := h.Polls(day, time.Time{})
	must(t, err)
	if total != 1 || len(polls) != 1 || polls[0].Owed.In("USD") != usd("12.50") || polls[0].Owed.Len() != 2 {
		t.Errorf("%d events, polls %v", total, polls)
	}
	must(t, h.Update(t.Context(), func(tx *Tx) error {
		if body, ok, err := tx.Thing("task", "9"); string(body) != "{}" || !ok {
			return fmt.Errorf("the thing is %q: %w", body, err)
		}
		return nil
	}))
	for _, text := range []string{"order-1", "1000.a", "12.50 usd"} {
		if hits, n, err := h.FindActions(text, 0); n != 1 || err != nil || hits[0].Action.V.ID != "1000.A" {
			t.Errorf("%s finds %v, %v", text, hits, err)
		}
	}
}

func TestAMigrationIsWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	db, err := connect("file::memory:?"+pragmas, 1)
	must(t, err)
	defer db.Close()
	must(t, migrate(t.Context(), db, 0, 1))
	_, err = db.ExecContext(t.Context(), "CREATE TABLE polls (in_the_way)") // the last table of the second step
	must(t, err)
	before := layout(t, db)
	if err := migrate(t.Context(), db, 1, 2); err == nil {
		t.Error("the step did not fail")
	}
	same(t, "the layout after a step that failed", layout(t, db), before)
	if v, _ := versionOf(t.Context(), db); v != 1 {
		t.Errorf("the version is %d", v)
	}
	if err := migrate(t.Context(), db, 0, 1); err == nil {
		t.Error("a step was done a second time")
	}
}
