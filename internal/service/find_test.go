package service

import (
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestFindLooksThroughWhatWasSeen(t *testing.T) {
	t.Parallel()
	long(t)
	b := newLookedBench(t)
	raw := b.raw("Actions?ActionDateStart=2026-11-01T00:00:00Z&ActionDateEnd=2026-11-10T00:00:00Z", "Actions")[3]
	inquiry := b.raw("ActionInquiries", "ActionInquiries")[0]
	text := func(record map[string]any, field string) string { return record[field].(string) }
	for _, c := range []struct {
		name, text, field, action, inquiry string
	}{
		{"order id", text(raw, "Oid"), "order id", text(raw, "Id"), ""},
		{"order id in other letters", "  " + strings.ToLower(text(raw, "Oid")) + " ", "order id", text(raw, "Id"), ""},
		{"action id", text(raw, "Id"), "action id", text(raw, "Id"), ""},
		{"own reference", text(inquiry, "MediaPartnerInquiryId"), "own reference", "", text(inquiry, "Id")},
		{"order of an inquiry", text(inquiry, "OrderId"), "order id", "", text(inquiry, "Id")},
	} {
		got, err := b.Find(t.Context(), partner.Find{Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		if got.Value.Total == 0 || got.Value.Count != 7306 || got.Value.Since.IsZero() {
			t.Errorf("%s: %d hits among %d actions since %v", c.name, got.Value.Total, got.Value.Count, got.Value.Since)
			continue
		}
		hit := got.Value.Hits[0]
		if hit.Field != c.field || hit.Action.V.ID != c.action && c.action != "" || hit.Inquiry.V.ID != c.inquiry {
			t.Errorf("%s: %q finds %q in action %q and inquiry %q", c.name, c.text, hit.Field, hit.Action.V.ID, hit.Inquiry.V.ID)
		}
	}
	if n := b.counted(func() { _, _ = b.Find(t.Context(), partner.Find{Text: "a"}) }); len(n) != 0 {
		t.Errorf("the finder asks the service: %v", n)
	}
	for _, nothing := range []string{"", "   ", "no such order \x1b[31m"} {
		got, err := b.Find(t.Context(), partner.Find{Text: nothing})
		if err != nil || got.Value.Total != 0 || len(got.Value.Hits) != 0 || got.Value.Count == 0 {
			t.Errorf("%q finds %d of %d, %v", nothing, got.Value.Total, got.Value.Count, err)
		}
	}
}

func TestTimelineTellsTheLifeOfAnAction(t *testing.T) {
	t.Parallel()
	long(t)
	b := newLookedBench(t)
	b.clock.move(48 * time.Hour)
	b.look()
	// Of each kind one action to which it happened, from the sandbox's own log.
	ids := map[string]string{}
	before := b.box.Truth(sandboxNow.AddDate(0, 0, -200), sandboxNow)
	for _, h := range append(b.box.Truth(sandboxNow, b.clock.now()), before...) {
		if _, ok := ids[h.Kind]; !ok {
			ids[h.Kind] = h.ThingID
		}
	}
	for _, kind := range []string{"action_new", "action_modified", "action_reversed", "action_locked", "action_cleared", "action_overdue"} {
		id := ids[kind]
		if id == "" {
			t.Errorf("there is no %s to look at", kind)
			continue
		}
		got, err := b.Timeline(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		b.wantLife(got.Value)
	}
}

// wantLife compares what has happened of a timeline with the sandbox's log.
func (b *feedBench) wantLife(v partner.Timeline) {
	b.t.Helper()
	var want []string
	for _, h := range b.box.Truth(sandboxNow.AddDate(-2, 0, 0), b.clock.now()) {
		if h.ThingID == v.Action.ID && h.Kind[:7] == "action_" {
			want = append(want, h.Kind+" "+h.At.UTC().Format(time.DateTime)+" "+h.After+" "+h.Reason)
		}
	}
	var have []string
	for _, s := range v.Steps {
		if s.Ahead {
			if !s.At.After(b.clock.now()) {
				b.t.Errorf("%s of %s is ahead at %v", s.Kind, v.Action.ID, s.At)
			}
			continue
		}
		reason := s.Reason
		if s.Kind == partner.ActionModified {
			reason = "" // the log has none
		}
		have = append(have, string(s.Kind)+" "+s.At.UTC().Format(time.DateTime)+" "+s.After.V.Amount.Pad(2).String()+" "+reason)
	}
	if len(want) == 0 || len(want) != len(have) {
		b.t.Errorf("the life of %s is %q, want %q", v.Action.ID, have, want)
		return
	}
	for i := range want {
		if want[i] != have[i] {
			b.t.Errorf("step %d of %s is %q, want %q", i, v.Action.ID, have[i], want[i])
		}
	}
}

func TestTimelineAsksOnlyForWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	long(t)
	b := newLookedBench(t)
	old, fresh := "", ""
	for _, h := range b.box.Truth(sandboxNow.AddDate(0, 0, -200), sandboxNow) {
		switch {
		case h.Kind != "action_new":
		case old == "":
			old = h.ThingID
		default:
			fresh = h.ThingID
		}
	}
	got, err := b.Timeline(partner.OnlyKept(t.Context()), old)
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, got.Value.Notes, partner.Unavailable, "updates of the action")
	if len(got.Value.Steps) == 0 {
		t.Error("its dates tell nothing")
	}
	for id, want := range map[string]int{old: 1, fresh: 0} {
		n := b.counted(func() {
			v, err := b.Timeline(t.Context(), id)
			if err != nil || len(v.Value.Notes) != 0 {
				t.Errorf("%s: %v, %v", id, v.Value.Notes, err)
			}
		})
		if n["ActionUpdates"] != want || n["Actions"] != 0 {
			t.Errorf("the timeline of %s asks %v, want %d for updates", id, n, want)
		}
	}
	b.fault("actionupdates=503")
	if got, err = b.Timeline(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	wantNotes(t, got.Value.Notes, partner.Unavailable, "updates of the action")
	b.fault()
	_, err = b.Timeline(t.Context(), "1.2.3")
	wantKind(t, err, partner.NotFound)
	_, err = b.Timeline(partner.OnlyKept(t.Context()), "1.2.3")
	wantKind(t, err, partner.Unavailable)
}

func TestTimelineShowsWhatIsToComeAndWhoAsked(t *testing.T) {
	t.Parallel()
	long(t)
	b := newLookedBench(t)
	seen := b.oneOpen()
	got, err := b.Timeline(t.Context(), seen.Action.ID)
	if err != nil {
		t.Fatal(err)
	}
	var ahead []partner.Step
	for _, s := range got.Value.Steps {
		if s.Ahead {
			ahead = append(ahead, s)
		}
	}
	if len(ahead) != 2 || ahead[0].Kind != partner.ActionLocked || ahead[1].Kind != partner.ActionCleared || !ahead[0].At.Equal(seen.Action.Locks) ||
		!ahead[1].At.Equal(got.Value.Due) || got.Value.Due.IsZero() {
		t.Errorf("ahead are %v, due %v", ahead, got.Value.Due)
	}
	for _, q := range b.raw("ActionInquiries", "ActionInquiries") {
		id := q["ActionId"].(string)
		if id == "" {
			continue
		}
		got, err := b.Timeline(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(got.Value.Inquiries); n != 1 || got.Value.Inquiries[0].ID != q["Id"].(string) {
			t.Errorf("the action %s has %d inquiries, want %s", id, n, q["Id"])
		}
	}
}
