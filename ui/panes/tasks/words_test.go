package tasks

import (
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

// now is a Sunday afternoon in Los Angeles.
func now() time.Time { return uitest.Now().In(time.FixedZone("", -8*60*60)) } // 07:04

func TestDue(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) time.Time { return uitest.Now().Add(d) }
	for _, c := range []struct {
		due         time.Time
		state       partner.TaskState
		full, small string
	}{
		{time.Time{}, partner.TaskNew, "-", "no due date"},
		{time.Time{}, partner.TaskApproved, "-", "-"},
		{at(-30 * time.Second), partner.TaskNew, "overdue 1m", "overdue 1m"},
		{at(-45 * time.Minute), partner.TaskNew, "overdue 45m", "overdue 45m"},
		{at(-5 * time.Hour), partner.TaskBlocked, "overdue 5h", "overdue 5h"},
		{at(-26 * time.Hour), partner.TaskNew, "overdue 26h", "overdue 26h"},
		{at(-50 * time.Hour), partner.TaskInProgress, "overdue 2d", "overdue 2d"},
		{at(-26 * time.Hour), partner.TaskCompleted, "Nov 21", "Nov 21"},
		{at(8 * time.Hour), partner.TaskNew, "today 15:04", "today 15:04"},
		{at(17 * time.Hour), partner.TaskNew, "tomorrow 00:04", "tomorrow 00:04"},
		{at(30 * time.Hour), partner.TaskNew, "tomorrow 13:04", "tomorrow 13:04"},
		{at(6 * 24 * time.Hour), partner.TaskNew, "Sat 07:04", "Sat 07:04"},
		{at(7 * 24 * time.Hour), partner.TaskNew, "Nov 29", "Nov 29"},
		{at(60 * 24 * time.Hour), partner.TaskNew, "Jan 21, 2027", "Jan 21, 2027"},
	} {
		v := &partner.Task{Due: c.due, State: c.state}
		if full, small := due(v, now()), dueCell(v, now()); full != c.full || small != c.small {
			t.Errorf("%v, %s: %q, %q; want %q, %q", c.due, c.state, full, small, c.full, c.small)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"INPROGRESS": "in progress", "NEW": "new", "": "-", "ON_HOLD": "on hold", "\x1b[31mX": "x",
	} {
		if got := stateWord(partner.TaskState(in)); got != want {
			t.Errorf("%q is %q", in, got)
		}
	}
	long := &partner.Task{Summary: strings.Repeat("very long ", 40), ID: "7"}
	if n := len([]rune(name(long))); n > quoted+2 {
		t.Errorf("a name takes %d cells", n)
	}
	if got := name(&partner.Task{ID: "7", Summary: "\x1b[2J \u202e"}); got != "“Task 7”" {
		t.Errorf("a task without a title is %s", got)
	}
	if got := assignee(&partner.Task{Assignee: partner.Person{Email: "a@b.example"}}); got != "a@b.example" {
		t.Errorf("somebody without a name is %q", got)
	}
}

// The words follow the states the service's rules know; none is forgotten.
func TestWhatCanBeDoneInWhichState(t *testing.T) {
	t.Parallel()
	acts := []partner.TaskAct{partner.TaskStart, partner.TaskBlock, partner.TaskReject, partner.TaskRepeated, partner.TaskComplete, partner.TaskArchive}
	for state, want := range map[partner.TaskState]string{
		partner.TaskNew:        "start block invalid duplicate complete",
		partner.TaskInProgress: "block invalid duplicate complete",
		partner.TaskBlocked:    "start invalid duplicate complete",
		partner.TaskCompleted:  "start",
		partner.TaskInvalid:    "start",
		partner.TaskDuplicate:  "start",
		partner.TaskApproved:   "archive",
		"ON_HOLD":              "start block invalid duplicate complete",
	} {
		var can []string
		for _, act := range acts {
			why := refusal(&partner.Task{State: state}, act)
			if why == "" {
				can = append(can, string(act))
			} else if strings.HasSuffix(why, ".") || strings.ToLower(why[:1]) != why[:1] {
				t.Errorf("%q is no reason", why)
			}
			if why := refusal(&partner.Task{State: state, Foreign: true}, act); why != "it is assigned to somebody else" {
				t.Errorf("%s of a foreign task: %q", act, why)
			}
		}
		if got := strings.Join(can, " "); got != want {
			t.Errorf("%s: %s, want %s", state, got, want)
		}
	}
}

func TestTheShortDueFitsTwelveCells(t *testing.T) {
	t.Parallel()
	for after, want := range map[time.Duration]string{
		-26 * time.Hour: "overdue 26h", 8 * time.Hour: "today 15:04", 30 * time.Hour: "tomorrow", 3 * 24 * time.Hour: "Wed 07:04",
	} {
		v := &partner.Task{Due: uitest.Now().Add(after), State: partner.TaskNew}
		if got := shortDue(v, now()); got != want {
			t.Errorf("due in %v: %q, want %q", after, got, want)
		}
	}
}
