package cli

import (
	"slices"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

// taskIn is the id of a task with the state, that is the account's own to move
// or somebody else's.
func (b *bench) taskIn(state partner.TaskState, foreign bool) string {
	b.t.Helper()
	list, err := b.account().Tasks(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, t := range list.Value.Tasks {
		if t.State == state && t.Foreign == foreign {
			return t.ID
		}
	}
	b.t.Fatalf("no task is %s", state)
	return ""
}

func (b *bench) stateOf(id string) partner.TaskState {
	b.t.Helper()
	list, err := b.account().Tasks(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, t := range list.Value.Tasks {
		if t.ID == id {
			return t.State
		}
	}
	return ""
}

func TestATaskIsStartedAndTheServiceKnows(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	id := b.taskIn(partner.TaskNew, false)
	got := rows(b.do("tasks", "start", id).want(t, exitDone).out)
	if len(got) != 1 || got[0][0] != id || got[0][1] != wasDone || got[0][2] == "" {
		t.Errorf("rows are %q", got)
	}
	if now := b.stateOf(id); now != partner.TaskInProgress {
		t.Errorf("the task is %s", now)
	}
	if n := b.writes(); n != 1 {
		t.Errorf("%d requests that change something", n)
	}
}

func TestEachTaskOfSeveralHasItsOutcome(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	fresh, theirs := b.taskIn(partner.TaskNew, false), b.taskIn(partner.TaskInProgress, true)
	r := b.do("tasks", "complete", theirs, fresh, "nosuch", fresh, "--json").want(t, exitFailed)
	doc := document[actDoc](t, r.out)
	var got []string
	for _, o := range doc.Results {
		got = append(got, o.ID+" "+o.Result)
	}
	if want := []string{theirs + " failed", fresh + " done", "nosuch not_found"}; !slices.Equal(got, want) {
		t.Errorf("results are %q, want %q", got, want)
	}
	if doc.Act != "tasks complete" || doc.AsOf == nil || doc.Account.ID == "" || doc.Key == nil || len(doc.Errors) != 2 || doc.Errors[0].Part != theirs {
		t.Errorf("document is %+v", doc)
	}
	if m := *doc.Results[0].Message; !strings.Contains(m, "assigned to") {
		t.Errorf("message is %q", m)
	}
	if r.err != "impactdash: 2 of 3 not completed; the message of each says why\n" {
		t.Errorf("stderr is %q", r.err)
	}
	if b.writes() != 1 {
		t.Errorf("%d writes", b.writes())
	}
}

func TestWhatIsNotPossibleWithATaskIsRefusedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	blocked, approved := b.taskIn(partner.TaskBlocked, false), b.taskIn(partner.TaskApproved, false)
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"tasks", "block", blocked}, "what can be done with it now: start"},
		{[]string{"tasks", "complete", approved}, "what can be done with it now: archive"},
		{[]string{"tasks", "archive", "--yes", blocked}, "state is blocked"},
	} {
		r := b.do(c.args...).want(t, exitFailed)
		if got := rows(r.out); len(got) != 1 || got[0][1] != failed || !strings.Contains(r.err, c.says) || !strings.Contains(got[0][3], c.says) {
			t.Errorf("%q: %q, %q", c.args, r.out, r.err)
		}
	}
	if b.writes() != 0 {
		t.Errorf("%d writes", b.writes())
	}
}

func TestOnlyUnknownTasksIsThree(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	r := b.do("tasks", "start", "nosuch", "\x1b[31mred").want(t, exitNothing)
	if got := rows(r.out); len(got) != 2 || got[0][1] != notFound || strings.Contains(r.out+r.err, "\x1b") || !strings.Contains(got[0][3], "impactdash tasks list") {
		t.Errorf("%q, %q", r.out, r.err)
	}
}

func TestAnArchiveIsConfirmed(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	id := b.taskIn(partner.TaskApproved, false)
	b.do("tasks", "archive", id).fails(t, exitUsage, "--yes")
	if len(b.box.Requests()) > 2*3 { // those of the test itself
		t.Errorf("%d requests although nobody can be asked", len(b.box.Requests()))
	}
	for _, no := range []string{"", "n\n", "no\n", "\n", "yep\n"} {
		r := b.typing(no, "tasks", "archive", id)
		if r.code != exitFailed || r.out != "" || !strings.Contains(r.err, "[y/N]") || !strings.Contains(r.err, "nothing was done") || !strings.Contains(r.err, "cannot be brought back") {
			t.Errorf("%q: %d, %q, %q", no, r.code, r.out, r.err)
		}
	}
	if b.writes() != 0 {
		t.Fatalf("%d writes without a yes", b.writes())
	}
	if r := b.typing("y\n", "tasks", "archive", id); r.code != exitDone || !strings.HasPrefix(r.out, id+"\t"+wasDone) || b.writes() != 1 {
		t.Errorf("%d, %q, %q, %d writes", r.code, r.out, r.err, b.writes())
	}
}

func TestIDsComeFromTheFirstColumnOfAPipe(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	id := b.taskIn(partner.TaskNew, false)
	r := b.piped(id+"\tNEW\tsome task\n\n"+id+"\n", "tasks", "start", "-").want(t, exitDone)
	if got := rows(r.out); len(got) != 1 || got[0][0] != id {
		t.Errorf("rows are %q", got)
	}
	if r := b.piped("\n", "tasks", "start", "-").want(t, exitDone); r.out+r.err != "" {
		t.Errorf("for an empty list it says %q, %q", r.out, r.err)
	}
	b.do("tasks", "start").fails(t, exitUsage, "at least one id")
}

func TestAnActThatGetsNoAnswerIsNotKnown(t *testing.T) {
	t.Parallel()
	b := newDeafBench(t)
	id, next := b.taskIn(partner.TaskNew, false), b.taskIn(partner.TaskBlocked, false)
	r := b.do("tasks", "start", id, next).want(t, exitFailed)
	got := rows(r.out)
	if len(got) != 2 || got[0][1] != unknown || got[1][1] != notTried || !strings.Contains(got[0][3], "not known whether this was done") || !strings.Contains(got[0][3], "--key ") {
		t.Fatalf("%q, %q", r.out, r.err)
	}
	if now := b.stateOf(id); now != partner.TaskInProgress {
		t.Errorf("the task is %s", now)
	}
}

func TestFailuresOfAnActHaveTheirCodes(t *testing.T) {
	t.Parallel()
	for fault, c := range map[string]struct {
		code int
		says string
	}{
		"tasks=401": {exitCredentials, "(401)"},
		"tasks=403": {exitCredentials, "(403)"},
		"tasks=429": {exitService, "limit"},
		"tasks=503": {exitService, "(503)"},
	} {
		b := newActBench(t)
		b.faults(fault)
		if r := b.do("tasks", "start", "1"); r.code != c.code || r.out != "" || !strings.Contains(r.err, c.says) || b.writes() > 0 {
			t.Errorf("%s: %d, %q, %q", fault, r.code, r.out, r.err)
		}
	}
}

func TestWithoutACompanionTasksCannotBeMoved(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	id := b.taskIn(partner.TaskNew, false)
	delete(b.env, "IMPACTDASH_COMPANION_URL")
	r := b.do("tasks", "start", id).want(t, exitFailed)
	if !strings.Contains(r.err, "Home › Tasks") {
		t.Errorf("stderr is %q", r.err)
	}
}

func TestACommentIsSentOrWaits(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	id := b.taskIn(partner.TaskNew, false)
	b.do("tasks", "comment", id, " ").fails(t, exitUsage, "empty")
	b.do("tasks", "comment", id, strings.Repeat("x", commentMost+1)).fails(t, exitUsage, "4000")
	b.do("tasks", "comment", id).fails(t, exitUsage, "a text")
	if r := b.piped("From a pipe.\n", "tasks", "comment", id, "-").want(t, exitDone); !strings.HasPrefix(r.out, id+"\t"+wasDone) {
		t.Errorf("%q", r.out)
	}
	list, err := b.account().Tasks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list.Value.Tasks, func(x partner.Task) bool { return x.ID == id })
	if all := list.Value.Tasks[i].Comments; len(all) == 0 || all[len(all)-1].Text != "From a pipe." {
		t.Errorf("comments are %+v", all)
	}
}
