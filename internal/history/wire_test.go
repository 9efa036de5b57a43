package history

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// TestTheFormOfBodies keeps what is written as older programs read it.
func TestTheFormOfBodies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		value any
		want  string
	}{
		"action": {
			seenOf(Seen{Action: partner.Action{ID: "1", State: partner.ActionPending, Payout: usd("1.50"), At: noon}, Listed: noon.In(time.FixedZone("", 3600))}),
			`{"id":"1","programId":"","program":"","event":"","state":"PENDING","payout":"1.50 USD","amount":"0 ","at":"2026-08-22T12:00:00.123456789Z","created":"","locks":"","cleared":"","subIds":["","",""],"due":"","listed":"2026-08-22T12:00:00.123456789Z"}`,
		},
		"update": {
			updateOf(partner.ActionUpdate{ID: "1", ActionID: "2", DeltaPayout: usd("-3")}),
			`{"id":"1","actionId":"2","programId":"","state":"","deltaPayout":"-3 USD","deltaAmount":"0 ","at":"","actionAt":"","locks":"","clears":""}`,
		},
		"event": {
			eventOf(partner.Event{ID: "1", Kind: partner.TaskMoved, ThingID: "2", From: "new", Owed: partner.Some(usd("0"))}),
			`{"id":"1","kind":"task_moved","at":"","seen":"","thingId":"2","from":"new","owed":"0 USD"}`,
		},
		"allowance": {
			allowanceOf(partner.Allowance{Group: partner.GroupGeneral, Remaining: partner.Some(0)}),
			`{"group":"general","remaining":0,"reset":"","seen":""}`,
		},
	} {
		got, err := encode(c.value)
		if err != nil || got != c.want {
			t.Errorf("%s is written\n%s, %v; want\n%s", name, got, err, c.want)
		}
	}
}

func TestEveryInstantIsKept(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want time.Time }{
		{time.Time{}, time.Time{}},
		{noon, noon},
		{time.Unix(0, 0), time.Unix(0, 0).UTC()},
		{time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)},
		{time.Date(1200, 1, 1, 0, 0, 0, 1, time.UTC), time.Date(1200, 1, 1, 0, 0, 0, 1, time.UTC)},
		{time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)}, // nothing is that far off
		{time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		b, err := json.Marshal(stamp{c.in})
		must(t, err)
		var got stamp
		if err := json.Unmarshal(b, &got); err != nil || got.at != c.want {
			t.Errorf("%v comes back as %v, %v", c.in, got.at, err)
		}
	}
	for _, c := range []struct {
		in   time.Time
		want int64
	}{
		{noon, noon.UnixNano()}, {time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), math.MaxInt64}, {time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), math.MinInt64},
	} {
		if n := nanos(c.in); n.Int64 != c.want || !n.Valid {
			t.Errorf("%v is sorted as %v", c.in, n)
		}
	}
	if nanos(time.Time{}).Valid || !instant(nanos(time.Time{})).IsZero() {
		t.Error("no moment is one")
	}
}

func TestBodiesThatMakeNoSenseAreDamage(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "{", "[]", `{"at":"yesterday"}`, `{"payout":"much"}`, `{"payout":"x USD"}`, `{"subIds":[1]}`} {
		if _, err := decode[seen](body); faultOf(err) != faultDamaged {
			t.Errorf("%s gives %v", body, err)
		}
	}
	for _, body := range []string{`["5 "]`, `["9999999999999999999 USD","9999999999999999999 USD"]`} {
		if got, err := decode[sums](body); err != nil || got.Len() > 1 {
			t.Errorf("%s gives %v, %v", body, got, err)
		}
	}
}
