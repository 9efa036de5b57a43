package pane

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
)

type told = Reply[partner.Answer[int]]

// both are the replies to a question that is put to the service and to this
// machine.
func both(t *testing.T, cmd tea.Cmd) (service, machine told) {
	t.Helper()
	batch, ok := cmd().(tea.BatchMsg)
	if !ok || len(batch) != 2 {
		t.Fatal("the question is not put to this machine as well")
	}
	return batch[0]().(told), batch[1]().(told)
}

// last is the reply of the service.
func last(cmd tea.Cmd) told {
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		msg = batch[0]()
	}
	return msg.(told)
}

// remembered answers with one value for the service and another for what is
// kept, which is three hours old.
func remembered(service, machine int) func(context.Context) (partner.Answer[int], error) {
	return func(ctx context.Context) (partner.Answer[int], error) {
		if partner.WantsKept(ctx) {
			return partner.Answer[int]{Value: machine, AsOf: noon.Add(-3 * time.Hour)}, nil
		}
		return partner.Answer[int]{Value: service, AsOf: noon}, nil
	}
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func shows(t *testing.T, l *Load[int], want int, s Status) {
	t.Helper()
	if v, ok := l.Value(); !ok || v != want {
		t.Errorf("it shows %d, %v, want %d", v, ok, want)
	}
	got := l.Status()
	if !got.AsOf.Equal(s.AsOf) || got.Loading != s.Loading || got.Waiting != s.Waiting || got.Kept != s.Kept || (got.Err != nil) != (s.Err != nil) {
		t.Errorf("it is %+v, want %+v", got, s)
	}
}

func TestWhatWasKeptIsShownUntilTheServiceAnswers(t *testing.T) {
	t.Parallel()
	var l Load[int]
	service, machine := both(t, l.Ask(t.Context(), "p", time.Minute, remembered(2, 1)))
	if !l.Accept(machine) || l.Accept(machine) {
		t.Error("what was kept does not count once")
	}
	shows(t, &l, 1, Status{AsOf: noon.Add(-3 * time.Hour), Loading: true, Kept: true})
	if !l.Accept(service) {
		t.Error("the answer is refused after what was kept")
	}
	shows(t, &l, 2, Status{AsOf: noon})
	if _, again := l.Ask(t.Context(), "p", time.Minute, remembered(3, 1))().(told); !again {
		t.Error("a refresh asks for what was kept")
	}
}

func TestWhatThisMachineAnswersIsAskedOnce(t *testing.T) {
	t.Parallel()
	l := Load[int]{Local: true}
	for n := range 2 {
		r, once := l.Ask(t.Context(), "p", time.Minute, remembered(2+n, 1))().(told)
		if !once {
			t.Fatal("it is asked for what it has kept as well")
		}
		if s := l.Status(); s.Waiting != (n == 0) || !s.Loading {
			t.Errorf("question %d: %+v", n, s)
		}
		if !l.Accept(r) {
			t.Error("the answer is refused")
		}
		shows(t, &l, 2+n, Status{AsOf: noon})
	}
}

func TestWhatWasKeptComesTooLate(t *testing.T) {
	t.Parallel()
	var l Load[int]
	service, machine := both(t, l.Ask(t.Context(), "p", time.Minute, remembered(2, 1)))
	if !l.Accept(service) || l.Accept(machine) {
		t.Error("what was kept is accepted after the answer")
	}
	shows(t, &l, 2, Status{AsOf: noon})

	l = Load[int]{}
	_, overtaken := both(t, l.Ask(t.Context(), "p", time.Minute, remembered(2, 1)))
	_, machine = both(t, l.Ask(t.Context(), "p", time.Minute, remembered(4, 3)))
	if l.Accept(overtaken) || !l.Accept(machine) {
		t.Error("of two questions the first is answered")
	}
	shows(t, &l, 3, Status{AsOf: noon.Add(-3 * time.Hour), Loading: true, Kept: true})
}

func TestNothingKeptIsNoAttempt(t *testing.T) {
	t.Parallel()
	var l Load[int]
	service, machine := both(t, l.Ask(t.Context(), "p", time.Minute, fail(partner.Unavailable)))
	if l.Accept(machine) || l.Refuse(machine) || l.Err() != nil || l.Status() != (Status{Loading: true, Waiting: true}) {
		t.Errorf("that nothing is kept is told: %+v", l.Status())
	}
	if !l.Accept(service) || l.Err() == nil || l.Status().Loading {
		t.Error("the failure of the service is not told")
	}
}

// Whatever comes first, what was kept stays beside the failure.
func TestAFailureDoesNotReplaceWhatWasKept(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		var l Load[int]
		do := remembered(0, 1)
		down := func(ctx context.Context) (partner.Answer[int], error) {
			if partner.WantsKept(ctx) {
				return do(ctx)
			}
			return fail(partner.Unavailable)(ctx)
		}
		service, machine := both(t, l.Ask(t.Context(), "p", time.Minute, down))
		first, second := machine, service
		if late {
			first, second = service, machine
		}
		if !l.Accept(first) || !l.Accept(second) {
			t.Error("a reply is refused")
		}
		shows(t, &l, 1, Status{AsOf: noon.Add(-3 * time.Hour), Kept: true, Err: l.Err()})
		if l.Err() == nil {
			t.Error("what was kept takes the failure away")
		}
		if _, again := l.Ask(t.Context(), "p", time.Minute, down)().(told); !again {
			t.Error("the retry asks for what is shown already")
		}
	}
}

func TestAnotherQuestionShowsWhatWasKeptForIt(t *testing.T) {
	t.Parallel()
	var l Load[int]
	ask := func(about string, do func(context.Context) (partner.Answer[int], error)) tea.Cmd {
		l.About(about)
		return l.Ask(t.Context(), "p", time.Minute, do)
	}
	l.Accept(last(ask("30d", remembered(30, 29))))
	service, machine := both(t, ask("7d", remembered(7, 6)))
	if !l.Accept(machine) {
		t.Error("what was kept for the new question is refused because of the old one")
	}
	shows(t, &l, 6, Status{AsOf: noon.Add(-3 * time.Hour), Loading: true, Kept: true})
	l.Accept(service)

	// There and back before an answer came: what is shown answers it already.
	ask("30d", remembered(30, 29))
	if _, one := ask("7d", remembered(8, 6))().(told); !one {
		t.Error("what is shown is asked of this machine")
	}

	// A question that made no sense is given up for the one shown.
	if r := last(ask("x", fail(partner.Invalid))); !l.Refuse(r) {
		t.Fatal("the refusal is not taken")
	}
	if _, one := l.Ask(t.Context(), "p", time.Minute, remembered(9, 6))().(told); !one {
		t.Error("after a refusal what is shown is asked of this machine")
	}
}

func TestTheTroubleOfAPaneWithDataIsTheHeadersWhenOffline(t *testing.T) {
	t.Parallel()
	var l Load[int]
	on, off := Frame{}, Frame{Offline: true}
	l.Accept(last(l.Ask(t.Context(), "p", time.Minute, fail(partner.Unavailable))))
	if l.Trouble(on) == nil || l.Trouble(off) == nil {
		t.Error("a pane without data says nothing")
	}
	l.Accept(last(l.Ask(t.Context(), "p", time.Minute, answer(1, noon))))
	if l.Trouble(on) != nil || l.Trouble(off) != nil {
		t.Error("a pane that is well has a trouble")
	}
	l.Accept(last(l.Ask(t.Context(), "p", time.Minute, fail(partner.Unavailable))))
	if l.Trouble(on) == nil || l.Trouble(off) != nil {
		t.Error("the line being down is told beside the data exactly where the header does not")
	}
	l.Accept(last(l.Ask(t.Context(), "p", time.Minute, fail(partner.Forbidden))))
	if l.Trouble(on) == nil || l.Trouble(off) == nil {
		t.Error("what the header does not say is not told")
	}
}

func answer(v int, at time.Time) func(context.Context) (partner.Answer[int], error) {
	return func(context.Context) (partner.Answer[int], error) {
		return partner.Answer[int]{Value: v, AsOf: at}, nil
	}
}

func fail(kind partner.Kind) func(context.Context) (partner.Answer[int], error) {
	return func(context.Context) (partner.Answer[int], error) {
		return partner.Answer[int]{Value: 99}, &partner.Error{Kind: kind}
	}
}

func TestALoadKeepsDataBesideAFailure(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	var l Load[int]
	load := func(do func(context.Context) (partner.Answer[int], error)) {
		if !l.Accept(last(l.Ask(t.Context(), "p", time.Minute, do))) {
			t.Error("the answer is refused")
		}
	}
	if _, ok := l.Value(); ok || l.Status() != (Status{}) {
		t.Error("a load that was never asked has something")
	}
	load(fail(partner.Unavailable))
	if v, ok := l.Value(); ok || v != 0 || l.Err() == nil {
		t.Error("a first failure looks like data")
	}
	load(answer(7, at))
	if v, ok := l.Value(); !ok || v != 7 || l.Err() != nil {
		t.Error("a success does not take the failure away")
	}
	load(fail(partner.Forbidden))
	if v, _ := l.Value(); v != 7 || partner.KindOf(l.Err()) != partner.Forbidden || !l.Status().AsOf.Equal(at) {
		t.Error("a failure took the data away")
	}
	load(answer(8, at))
	load(fail(partner.Canceled))
	if v, _ := l.Value(); v != 8 || l.Err() != nil || l.Status().Loading {
		t.Error("a cancelled load is told as a failure")
	}
}

func TestARefusedQuestionTouchesNothing(t *testing.T) {
	t.Parallel()
	var l Load[int]
	r := last(l.Ask(t.Context(), "p", time.Minute, fail(partner.Invalid)))
	if !l.Refuse(r) || l.Err() != nil || l.Status().Loading {
		t.Error("the refusal left something")
	}
	if l.Refuse(r) || l.Accept(r) {
		t.Error("the reply counts twice")
	}
}
