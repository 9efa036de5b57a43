package desk

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// source answers as told, and counts.
type source struct {
	desk    partner.Desk
	done    partner.Done
	err     error
	flushes int
	saved   []partner.Draft
}

func (s *source) Desk(context.Context) (partner.Desk, error) { return s.desk, nil }

func (s *source) WriteNote(context.Context, partner.Memo) (partner.Done, error) { return s.done, s.err }

func (s *source) CancelWaiting(context.Context, []string) (partner.Done, error) { return s.done, s.err }

func (s *source) Flush(context.Context) (partner.Done, error) {
	s.flushes++
	return s.done, s.err
}

func (s *source) SaveDraft(_ context.Context, d partner.Draft) error {
	s.saved = append(s.saved, d)
	return s.err
}

// one is an act that waits.
func one() partner.Desk {
	return partner.Desk{Waiting: []partner.Waiting{{ID: "w1", Kind: partner.WaitingWake, Thing: "tax/1", Name: "W-8BEN", Since: uitest.Now().Add(-time.Hour)}}}
}

// settle runs a command, and all that its replies lead to; what is left is for
// the dashboard.
func settle(t *testing.T, m *Model, cmd tea.Cmd) (out []tea.Msg) {
	t.Helper()
	for range 20 {
		msgs := uitest.Run(t, cmd)
		var next []tea.Cmd
		for _, msg := range msgs {
			if c := m.Update(msg); c != nil {
				next = append(next, c)
			}
			out = append(out, msg)
		}
		if len(next) == 0 {
			return out
		}
		cmd = tea.Batch(next...)
	}
	t.Fatal("it does not come to rest")
	return nil
}

func model(t *testing.T, s *source) (*Model, *int) {
	t.Helper()
	changes := 0
	m := New(t.Context(), "p", s, func([]partner.Waiting) { changes++ })
	settle(t, m, m.Ask())
	return m, &changes
}

func toasted(msgs []tea.Msg, failed bool) string {
	m, ok := uitest.Find[toast.Msg](msgs)
	if ok && m.Failed != failed {
		return "a toast of the other kind: " + m.Text
	}
	return m.Text
}

func TestASendingThatFailsIsNotTriedAgainByItself(t *testing.T) {
	t.Parallel()
	s := &source{desk: one()}
	m, changes := model(t, s)
	if s.flushes != 0 {
		t.Error("it is sent before the service has answered")
	}
	for n := 1; n < 4; n++ {
		if msgs := settle(t, m, m.Reached()); s.flushes != n || toasted(msgs, false) != "" {
			t.Errorf("%d answers, tried %d times, said %q", n, s.flushes, toasted(msgs, false))
		}
	}
	settle(t, m, m.Ask())
	if s.flushes != 3 || *changes != 5 {
		t.Errorf("tried %d times, %d changes", s.flushes, *changes)
	}
	cmd := m.Reached()
	if got := m.Lines(); len(got) != 1 || got[0] != "Sending what waits for the service…" || m.Reached() != nil {
		t.Errorf("while it is sent: %q", got)
	}
	settle(t, m, cmd)
}

func TestWhatWasSentIsTold(t *testing.T) {
	t.Parallel()
	s := &source{desk: one(), done: partner.Done{Text: "Sent what had waited: x\x07", Kinds: []string{"todo"}}}
	m, _ := model(t, s)
	msgs := settle(t, m, m.Reached())
	if c, ok := uitest.Find[event.Changed](msgs); !ok || !c.Any("todo") || toasted(msgs, false) != "Sent what had waited: x." {
		t.Errorf("told %+v, said %q", c, toasted(msgs, false))
	}
	refused := func(why string) error {
		return &partner.Error{Kind: partner.Conflict, Detail: "the service did not take " + why}
	}
	s.done, s.err = partner.Done{}, errors.Join(refused("one"), refused("two"), refused("three"))
	if got := toasted(settle(t, m, m.Reached()), true); got != "The service did not take one, and 2 more." {
		t.Errorf("said %q", got)
	}
	s.err = context.Canceled
	if got := toasted(settle(t, m, m.Reached()), true); got != "" {
		t.Errorf("the end of the session is told as %q", got)
	}
}

func TestCancellingThatFailsIsTold(t *testing.T) {
	t.Parallel()
	s := &source{desk: one()}
	m, _ := model(t, s)
	for _, c := range []struct {
		err  error
		want string
	}{{uitest.Failure(partner.Internal), "Not cancelled: "}, {context.Canceled, ""}} {
		m.Answered(dialog.Answer{Ask: askOutbox, Choice: "w1"})
		if m.Asks() == nil || m.Asks() != nil {
			t.Fatal("there is not one question")
		}
		s.err = c.err
		cmd, ok := m.Answered(dialog.Answer{Ask: askCancel, Yes: true})
		again, _ := m.Answered(dialog.Answer{Ask: askCancel, Yes: true})
		if got := toasted(uitest.Run(t, again), false); !ok || got != "The wake of “W-8BEN” is being cancelled." {
			t.Errorf("a second time says %q", got)
		}
		if got := toasted(settle(t, m, cmd), true); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("said %q", got)
		}
	}
}

func TestADraftThatTheDiskRefusesIsTold(t *testing.T) {
	t.Parallel()
	s := &source{}
	m, _ := model(t, s)
	settle(t, m, m.Write("tax/1", "W-8BEN"))
	s.err = uitest.Failure(partner.Internal)
	cmd, _ := m.Answered(dialog.Answer{Ask: askNote, Closed: true, Values: map[string]string{partner.MemoText: "half a"}})
	if got := toasted(settle(t, m, cmd), true); !strings.HasPrefix(got, "What you typed is kept until you quit") || len(s.saved) != 1 {
		t.Errorf("said %q", got)
	}
	m.Write("tax/1", "W-8BEN")
	d := m.Asks()
	d.Resize(60, 12)
	uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "half a")
	if cmd, _ := m.Answered(dialog.Answer{Ask: askNote, Closed: true, Values: map[string]string{partner.MemoText: "half a"}}); cmd != nil {
		t.Error("the same draft is kept again")
	}
}

func TestNothingIsAnsweredThatWasNotAsked(t *testing.T) {
	t.Parallel()
	m, _ := model(t, &source{})
	if _, ok := m.Answered(dialog.Answer{Ask: "comment"}); ok {
		t.Error("it takes the answer to another question")
	}
	if cmd, ok := m.Answered(dialog.Answer{Ask: askCancel}); !ok || cmd != nil {
		t.Error("a no is no answer")
	}
	if m.Update("some message") != nil || m.Mark("tax/1", true) != "" || m.Title() != "" || m.Lines() != nil || m.Words("tax/1") != "" {
		t.Error("an empty desk says something")
	}
	if got := toasted(uitest.Run(t, m.Outbox(uitest.Now())), false); got != "Nothing waits for the service." || m.Asks() != nil {
		t.Errorf("said %q", got)
	}
}
