package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

func TestAKeyIsCheckedAndDoesAnActOnce(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	for _, key := range []string{"short", "with a blank", strings.Repeat("x", 129), "ümlauts!"} {
		b.do("tasks", "start", "1", "--key", key).fails(t, exitUsage, "8 to 128")
	}
	lead := []string{
		"leads", "submit", "--yes", "--brand", "Peregrine VPN", "--field", "contact=Ada", "--field", "email=ada@example.com",
		"--field", "company=Engines", "--field", "country=DE", "--key", "one-press-of-a-button",
	}
	first, again := b.do(lead...).want(t, exitDone).out, b.do(lead...).want(t, exitDone).out
	if first != again || b.writes() != 2 {
		t.Errorf("%q, then %q, %d writes", first, again, b.writes())
	}
}

func TestAQuestionIsGivenUpWithTheProgram(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	id := b.taskIn(partner.TaskApproved, false)
	ctx, stop := context.WithCancel(t.Context())
	var out, err buffer
	sys := b.system(&out, &err)
	in, hold := io.Pipe()
	defer hold.Close()
	sys.In, sys.InTTY, sys.ErrTTY = in, true, true
	sys.Err = writerFunc(func(p []byte) (int, error) {
		if strings.Contains(string(p), "[y/N]") {
			stop()
		}
		return err.Write(p)
	})
	if code := Main(ctx, []string{"tasks", "archive", id}, sys); code != exitInterrupted || out.String() != "" || b.writes() != 0 {
		t.Errorf("exit code %d, %q, %q", code, out.String(), err.String())
	}
}

// writerFunc is a function as an io.Writer.
type writerFunc func([]byte) (int, error)

func (w writerFunc) Write(p []byte) (int, error) { return w(p) }

func TestVerbsStandUnderTheirNouns(t *testing.T) {
	t.Parallel()
	root := newRoot(noAccount(t).system(&buffer{}, &buffer{}))
	for noun, verbs := range map[string]string{
		"todo": "dismiss wake accept decline", "tasks": "start block invalid duplicate complete archive comment", "links": "create forget",
		"leads": "submit", "campaigns": "apply accept decline", "brands": "join", "inquiries": "create import", "social": "add edit remove",
	} {
		under := childOf(root, noun)
		if under == nil {
			t.Errorf("there is no %s", noun)
			continue
		}
		for _, verb := range strings.Fields(verbs) {
			if c := childOf(under, verb); c == nil || c.Short == "" || c.Flag("json") == nil || c.Flag("csv") == nil {
				t.Errorf("%s %s is missing or tells nothing as JSON", noun, verb)
			}
		}
	}
}

func TestNamesFromOutsideCannotGiveOrders(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	var out, err buffer
	s := &session{sys: b.system(&out, &err)}
	evil := "\x1b[2J\x07" + strings.Repeat("名", 400) + "\nsecond line"
	r := report{act: "tasks start", did: "started", outcomes: []outcome{
		{id: "1", name: evil, state: failed, err: &partner.Error{Kind: partner.Conflict, Detail: evil}},
		{id: "2\t3", name: "", state: wasDone, text: evil},
	}}
	if got := r.write(s, partner.Profile{}, outputOptions{}); !errors.Is(got, errReported) {
		t.Errorf("error is %v", got)
	}
	if all := rows(out.String()); len(all) != 2 || len(all[0]) != 4 || len(all[1]) != 4 || strings.ContainsAny(out.String(), "\x1b\x07") {
		t.Errorf("%q", out.String())
	}
	first, _, _ := strings.Cut(err.String(), " not started: ")
	if strings.ContainsAny(err.String(), "\x1b\x07") || strings.Count(err.String(), "\n") != 1 || format.Width(first) > 90 {
		t.Errorf("%q", err.String())
	}
}

func TestTheCodeOfSeveralIsThatOfAllOrOne(t *testing.T) {
	t.Parallel()
	of := func(kinds ...partner.Kind) []outcome {
		var all []outcome
		for _, k := range kinds {
			all = append(all, outcome{err: &partner.Error{Kind: k}})
		}
		return all
	}
	done := outcome{state: wasDone}
	for _, c := range []struct {
		all  []outcome
		want int
	}{
		{nil, exitDone},
		{[]outcome{done, done}, exitDone},
		{of(partner.NotFound, partner.NotFound), exitNothing},
		{append(of(partner.NotFound), done), exitFailed},
		{of(partner.NotFound, partner.Conflict), exitFailed},
		{of(partner.Invalid), exitFailed},
		{of(partner.Uncertain), exitFailed},
		{of(partner.Forbidden, partner.Unauthorized), exitCredentials},
		{of(partner.RateLimited, partner.Unavailable), exitService},
		{slices.Concat([]outcome{done}, of(partner.RateLimited)), exitFailed},
	} {
		got := exitDone
		if err := verdict(c.all); err != nil {
			got = exitCode(t.Context(), err)
		}
		if got != c.want {
			t.Errorf("%+v: %d, want %d", c.all, got, c.want)
		}
	}
}
