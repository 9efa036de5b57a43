package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// verb is what a waiting act does, as a noun.
func verb(w partner.Waiting) string {
	switch w.Kind {
	case partner.WaitingSnooze:
		return "snooze"
	case partner.WaitingWake:
		return "wake"
	case partner.WaitingComment:
		return "comment"
	}
	return format.Safe(string(w.Kind))
}

// named is a waiting act in a sentence.
func named(w partner.Waiting) string {
	of := " of "
	if w.Kind == partner.WaitingComment {
		of = " on "
	}
	return "the " + verb(w) + of + quote(cmp.Or(w.Name, w.Thing))
}

// since is how long an act waits.
func since(w partner.Waiting, now time.Time) string {
	text := format.Age(now.Sub(w.Since))
	if text != "now" {
		text += " ago"
	}
	if w.Doubt {
		text += ", may have arrived"
	}
	return text
}

// Empty is why there is nothing to be shown of what waits.
func (m *Model) Empty() string {
	if m.Count() == 0 {
		return "nothing waits for the service"
	}
	return ""
}

// Outbox opens the list of what waits.
func (m *Model) Outbox(now time.Time) tea.Cmd {
	if why := m.Empty(); why != "" {
		return toast.Refuse(why)
	}
	offer := dialog.Offer{
		To: m.to, Ask: askOutbox, Title: "Waiting for the service",
		Intro: []string{"Sent by itself, once, when the service can be reached. Enter on one cancels it, after a question."},
	}
	for _, w := range m.desk.Waiting {
		item := dialog.Item{Value: w.ID, Label: capital(verb(w)) + " · " + format.Safe(cmp.Or(w.Name, w.Thing)), Help: since(w, now)}
		if w.Text != "" {
			item.Help += ": " + format.Cut(strings.TrimSpace(format.Safe(w.Text)), saidCells)
		}
		offer.Items = append(offer.Items, item)
	}
	m.question = dialog.NewMenu(offer)
	return nil
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// chosen asks whether an act is cancelled.
func (m *Model) chosen(id string) tea.Cmd {
	i := slices.IndexFunc(m.desk.Waiting, func(w partner.Waiting) bool { return w.ID == id })
	if i < 0 {
		return toast.Refuse("that does not wait any more")
	}
	m.aim = m.desk.Waiting[i]
	what := "It counts on this machine only; the service is not told."
	if m.aim.Kind == partner.WaitingComment {
		what = "It is not sent; its text goes back to the draft."
		if m.aim.Doubt {
			what = "It is not sent again, but may have arrived; its text goes back to the draft."
		}
	}
	m.question = dialog.NewConfirm(dialog.Confirmation{
		To: m.to, Ask: askCancel, Title: "Cancel what waits", Question: "Cancel " + named(m.aim) + "?",
		Effects: []string{what}, Yes: "Cancel it", No: "Let it wait",
	})
	return nil
}

func (m *Model) cancelIt() tea.Cmd {
	if m.cancel.Busy() {
		return toast.Refuse(named(m.aim) + " is being cancelled")
	}
	src, ids := m.src, []string{m.aim.ID}
	return m.cancel.Start(m.session, pane.Ask[cancelled]{To: m.to, Limit: flushLimit, Do: func(ctx context.Context) (cancelled, error) {
		d, err := src.CancelWaiting(ctx, ids)
		return cancelled(d), err
	}})
}

func (m *Model) wasCancelled(r pane.Reply[cancelled]) tea.Cmd {
	if !m.cancel.Accept(r) {
		return nil
	}
	if r.Err != nil {
		if partner.KindOf(r.Err) == partner.Canceled {
			return nil
		}
		return tea.Batch(m.Ask(), failed("Not cancelled: ", r.Err))
	}
	return tea.Batch(event.Tell(r.Val.Kinds...), toast.Say(said(r.Val.Text)))
}

// said is a text of the service as a sentence.
func said(text string) string {
	return strings.TrimRight(format.Cut(format.Safe(text), 2*saidCells), ". ") + "."
}

// sent tells what became of what waited. What waits on is no news.
func (m *Model) sent(r pane.Reply[flushed]) tea.Cmd {
	if !m.flush.Accept(r) {
		return nil
	}
	changed := event.Tell(r.Val.Kinds...)
	if changed == nil {
		changed = m.Ask() // another program may have sent it
	}
	text := strings.TrimRight(format.Safe(r.Val.Text), ". ")
	switch {
	case r.Err != nil && partner.KindOf(r.Err) == partner.Canceled:
		return changed
	case r.Err != nil:
		return tea.Batch(changed, toast.Fail(strings.TrimSpace(said(refusals(r.Err))+" "+stopped(text))))
	case text != "":
		return tea.Batch(changed, toast.Say(stopped(text)))
	}
	return changed
}

func stopped(text string) string {
	if text == "" {
		return ""
	}
	return text + "."
}

// refusals says which act the service did not take, and how many more.
func refusals(err error) string {
	all := []error{err}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		all = many.Unwrap()
	}
	what, _ := toast.Words(all[0])
	var e *partner.Error
	if errors.As(all[0], &e) && e.Detail != "" {
		what = capital(format.Safe(e.Detail))
	}
	if n := len(all) - 1; n > 0 {
		what = strings.TrimRight(what, ". ") + ", and " + format.Count(int64(n)) + " more"
	}
	return what
}
