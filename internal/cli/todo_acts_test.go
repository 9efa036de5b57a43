package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// todoOf is a to-do of a kind, awake and without a deadline.
func (b *bench) todoOf(kind partner.TodoKind) partner.Todo {
	b.t.Helper()
	list, err := b.account().Todos(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, t := range list.Value.Todos {
		if t.Kind == kind && t.Due.IsZero() && t.Wake.IsZero() {
			return t
		}
	}
	b.t.Fatalf("no to-do is of kind %s", kind)
	return partner.Todo{}
}

func TestATodoIsDismissedWokenAndTheActIsUndone(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	key := b.todoOf(partner.TodoTax).Key()
	doc := document[actDoc](t, b.do("todo", "dismiss", key, "--json").want(t, exitDone).out)
	if len(doc.Results) != 1 || doc.Results[0].ID != key || doc.Results[0].Result != wasDone || doc.Text == nil || !strings.Contains(*doc.Text, "until Nov 29") {
		t.Errorf("document is %+v", doc)
	}
	r := b.do("todo", "dismiss", key).want(t, exitFailed)
	if !strings.Contains(r.err, "snoozed already, until Nov 29;") {
		t.Errorf("stderr is %q", r.err)
	}
	b.do("todo", "dismiss", key, "--until", "2026-12-24").want(t, exitDone)
	b.do("todo", "wake", key).want(t, exitDone)
	if r := b.do("todo", "wake", key).want(t, exitFailed); !strings.Contains(r.err, "not snoozed") {
		t.Errorf("stderr is %q", r.err)
	}
	if b.writes() != 0 {
		t.Errorf("%d writes for a to-do of this machine", b.writes())
	}
}

func TestATodoOfTheServiceIsDismissedThere(t *testing.T) {
	long(t)
	t.Parallel()
	b := newActBench(t)
	r := b.do("todo", "snooze", "inbox-5", "tax/latest", "--until", "3d").want(t, exitDone)
	if !strings.HasPrefix(r.out, "other/inbox-5\tdone\t") || b.writes() != 1 {
		t.Errorf("%q, %d writes", r.out, b.writes())
	}
}

func TestUntilIsUnderstoodOrRefusedBeforeAnythingIsAsked(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	for text, says := range map[string]string{
		"soon": "no moment", "2026-01-01": "is past", "2030-01-01": "more than a year", "": "--until is empty", "-3d": "no moment", "d": "no moment",
		"2026-02-30": "no moment", "99999999999w": "no moment",
	} {
		b.do("todo", "dismiss", "tax/latest", "--until="+text).fails(t, exitUsage, says)
	}
	if n := len(b.box.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
	zone := time.FixedZone("", -8*3600)
	now := time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"24h": "2026-11-23T15:00:00-08:00", "2w": "2026-12-06T15:00:00-08:00", "tomorrow": "2026-11-23T09:00:00-08:00",
		"2026-12-01": "2026-12-01T09:00:00-08:00", "2026-12-01T10:00:00Z": "2026-12-01T02:00:00-08:00",
	} {
		if got, err := comingMoment(text, now, zone); err != nil || got.In(zone).Format(time.RFC3339) != want {
			t.Errorf("%s is %v, %v, want %s", text, got, err, want)
		}
	}
}

func TestAnInvitationIsDecidedOnceAndForGood(t *testing.T) {
	long(t)
	t.Parallel()
	b := newActBench(t)
	key := b.todoOf(partner.TodoInvitation).Key()
	b.do("todo", "accept", key).fails(t, exitUsage, "--yes")
	if r := b.typing("\n", "todo", "accept", key); r.code != exitFailed || b.writes() != 0 {
		t.Errorf("%d, %q, %d writes", r.code, r.err, b.writes())
	}
	b.do("todo", "decline", key, "--yes", "--reason", "Not for us.").want(t, exitDone)
	if b.writes() != 1 {
		t.Errorf("%d writes", b.writes())
	}
	b.do("todo", "accept", "--yes", key).want(t, exitNothing)
	if r := b.do("todo", "accept", "--yes", "tax/latest").want(t, exitFailed); !strings.Contains(r.err, "neither an invitation nor a proposal") {
		t.Errorf("stderr is %q", r.err)
	}
}

func TestASnoozeThatCannotBeKeptIsNotDone(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.env["IMPACTDASH_COMPANION_URL"], b.env["IMPACTDASH_STATE_DIR"] = "", filepath.Join(file, "state")
	key := b.todoOf(partner.TodoTax).Key()
	r := b.do("todo", "dismiss", key, "--json").want(t, exitFailed)
	doc := document[actDoc](t, r.out)
	if len(doc.Results) != 1 || doc.Results[0].Result != failed || doc.Text != nil {
		t.Errorf("document is %+v", doc)
	}
	if !strings.Contains(r.err, "not snoozed: It cannot be kept on this machine: ") || !strings.Contains(r.err, "impactdash doctor") {
		t.Errorf("stderr is %q", r.err)
	}
	p := b.programFor(true)
	made := b.fed("", false, "links", "create", "--program", p.ID)
	if made.code != exitDone || !strings.HasPrefix(made.out, "https://") || !strings.Contains(made.err, "is not in the list of links") {
		t.Errorf("code %d, stdout %q, stderr %q", made.code, made.out, made.err)
	}
}
