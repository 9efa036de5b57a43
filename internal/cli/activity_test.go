package cli

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
	"impactdash/ui/format"
)

// newStateBench keeps what it sees in a directory.
func newStateBench(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.env["IMPACTDASH_STATE_DIR"] = t.TempDir()
	return b
}

func TestActivityTellsOfTheServicesOwnLogAtTheFirstLook(t *testing.T) {
	long(t)
	t.Parallel()
	b := newStateBench(t)
	doc := document[activityDoc](t, b.run("activity", "--since", "7d", "--json").want(t, exitDone).out)
	if len(doc.Events) == 0 || doc.Total != len(doc.Events) || doc.First == nil || doc.AsOf == nil || len(doc.Errors) > 0 {
		t.Fatalf("%d events of %d, first look %v, %+v", len(doc.Events), doc.Total, doc.First, doc.Errors)
	}
	from := testNow.Add(-7 * 24 * time.Hour)
	last := testNow
	var kinds []string
	for _, e := range doc.Events {
		at, err := time.Parse(time.RFC3339, *e.At)
		if err != nil || at.Before(from) || at.After(last) || e.Text == "" || e.ID == "" {
			t.Errorf("%+v, %v", e, err)
		}
		last = at
		kinds = append(kinds, e.Kind)
	}
	for _, want := range []partner.EventKind{partner.ActionTracked, partner.ActionModified, partner.ActionVoided, partner.ActionLocked, partner.ActionCleared} {
		if !slices.Contains(kinds, string(want)) {
			t.Errorf("nothing of the kind %s in a week", want)
		}
	}

	asked := len(b.box.Requests())
	again := document[activityDoc](t, b.run("activity", "--since", "7d", "--json", "--offline").want(t, exitDone).out)
	if len(again.Events) != len(doc.Events) || len(b.box.Requests()) != asked {
		t.Errorf("offline there are %d events and %d requests", len(again.Events), len(b.box.Requests())-asked)
	}
	some := document[activityDoc](t, b.run("activity", "--kind", "action_reversed", "--json", "--offline").want(t, exitDone).out)
	if len(some.Events) == 0 || slices.ContainsFunc(some.Events, func(e eventDoc) bool { return e.Kind != "action_reversed" || e.Reason == "" || e.Before == nil }) {
		t.Errorf("reversals: %+v", some.Events)
	}

	records, err := csv.NewReader(strings.NewReader(b.run("activity", "--csv", "--offline").want(t, exitDone).out)).ReadAll()
	if err != nil || len(records) != len(doc.Events)+1 || records[0][0] != "at" {
		t.Errorf("%d records, %v", len(records), err)
	}
}

func TestActivityWithoutTheServiceTellsWhatIsKnown(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	known := b.run("activity", "--csv").want(t, exitDone).out
	down, err := sandbox.ParseFault("*=503")
	if err != nil {
		t.Fatal(err)
	}
	b.box.SetFaults(down)
	b.later = 10 * time.Minute
	r := b.run("activity", "--csv").want(t, exitService)
	if r.out != known || !strings.Contains(r.err, "new changes: ") {
		t.Errorf("it prints %d bytes instead of %d, and says %q", len(r.out), len(known), r.err)
	}
}

func TestActivityRefusesWhatMeansNothing(t *testing.T) {
	t.Parallel()
	b := newStateBench(t)
	for _, c := range []struct{ args, says string }{
		{"--since yesterdayish", `"yesterdayish" is no moment; write 24h, 7d, 4w`},
		{"--since 0d", "no moment"},
		{"--since d", "no moment"},
		{"--until 12", "no moment"},
		{"--kind action_lost", `--kind "action_lost" is not one of action, invoice`},
		{"--limit 0", "--limit 0 is no number"},
	} {
		b.run(append([]string{"activity"}, strings.Fields(c.args)...)...).fails(t, exitUsage, c.says)
	}
	b.run("activity", "--since", "").fails(t, exitUsage, "--since is empty")
	if n := len(b.box.Requests()); n > 0 {
		t.Errorf("%d requests for wrong usage", n)
	}
}

func TestMoments(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", -8*3600)
	for text, want := range map[string]time.Time{
		"":                     {},
		"36h":                  testNow.Add(-36 * time.Hour),
		"7d":                   testNow.Add(-7 * 24 * time.Hour),
		"2w":                   testNow.Add(-14 * 24 * time.Hour),
		"2026-11-01":           time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC),
		"2026-11-01T10:00:00Z": time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC),
	} {
		if got, err := momentOf(text, testNow, zone); err != nil || !got.Equal(want) {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestATerminalShowsWhatHasChangedFirst(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	events := document[activityDoc](t, b.run("activity", "--json", "--limit", "30").want(t, exitDone).out).Events
	b.tty, b.width = true, 80
	lines := strings.Split(b.run("activity", "--limit", "30", "--offline").want(t, exitDone).out, "\n")
	if len(lines) != len(events)+2 || !strings.HasPrefix(lines[0], "at ") || !strings.Contains(lines[0], "change") {
		t.Fatalf("%d lines for %d events, the first is %q", len(lines), len(events), lines[0])
	}
	for i, e := range events {
		if l := lines[i+1]; !strings.HasPrefix(l, minute(*e.At)) || format.Width(l) > 80 || len(e.Text) < 28 && !strings.Contains(l, e.Text) {
			t.Errorf("%q is shown as %q", e.Text, l)
		}
	}
}
