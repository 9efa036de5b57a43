// Package desk is what this machine keeps beside the things that a pane lists:
// notes to oneself, and acts that wait until the service can be reached. Each
// pane that has them holds a Model of its own and hands it its messages.
package desk

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/sheet"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// Source is what a desk needs from the rest of the program. But for Flush,
// nothing of it goes over the network.
type Source interface {
	Desk(context.Context) (partner.Desk, error)
	WriteNote(context.Context, partner.Memo) (partner.Done, error)
	CancelWaiting(context.Context, []string) (partner.Done, error)
	Flush(context.Context) (partner.Done, error)
	SaveDraft(context.Context, partner.Draft) error
}

// Time that the parts may take: what is kept on this machine, and the sending
// of what waits.
const (
	localLimit = 10 * time.Second
	flushLimit = 2 * time.Minute
)

// The outcomes of what a desk asks for, each a type of its own because a pane
// may ask for the like.
type (
	written   partner.Done
	cancelled partner.Done
	flushed   partner.Done
)

// Model is the desk of one pane. It belongs to the program goroutine.
type Model struct {
	session context.Context
	to      pane.ID
	src     Source
	changed func(gone []partner.Waiting)

	look   pane.Slot[partner.Desk]
	write  pane.Slot[written]
	cancel pane.Slot[cancelled]
	flush  pane.Slot[flushed]
	shelf  *pane.Shelf // drafts of notes

	known bool
	desk  partner.Desk
	waits map[string]int // acts that wait, by thing
	due   bool           // the service has answered since something was sent

	memo     partner.Memo // the note that is being written
	aim      partner.Waiting
	question dialog.Dialog
}

// New makes the desk of a pane. changed is called after what is kept is another
// than before, with the acts that wait no more.
func New(session context.Context, to pane.ID, src Source, changed func(gone []partner.Waiting)) *Model {
	return &Model{session: session, to: to, src: src, changed: changed, shelf: pane.NewShelf(src.SaveDraft)}
}

// Ask looks at what is kept. It belongs to a refresh, and after a change of
// event.KindDesk.
func (m *Model) Ask() tea.Cmd {
	return m.look.Start(m.session, pane.Ask[partner.Desk]{To: m.to, Limit: localLimit, Do: m.src.Desk})
}

// Reached says that the service has answered: what waits may be sent.
func (m *Model) Reached() tea.Cmd {
	m.due = true
	return m.send()
}

// send sends what waits, at most once for each answer of the service, and as
// the newest look has it.
func (m *Model) send() tea.Cmd {
	if !m.due || m.look.Busy() || len(m.desk.Waiting) == 0 || m.flush.Busy() {
		return nil
	}
	m.due = false
	src := m.src
	return m.flush.Start(m.session, pane.Ask[flushed]{To: m.to, Limit: flushLimit, Do: func(ctx context.Context) (flushed, error) {
		d, err := src.Flush(ctx)
		return flushed(d), err
	}})
}

// Update takes the replies that are the desk's.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Desk]:
		return m.looked(msg)
	case pane.Reply[written]:
		return m.noted(msg)
	case pane.Reply[cancelled]:
		return m.wasCancelled(msg)
	case pane.Reply[flushed]:
		return m.sent(msg)
	case pane.Reply[pane.Kept]:
		return m.shelved(msg)
	}
	return nil
}

func (m *Model) looked(r pane.Reply[partner.Desk]) tea.Cmd {
	if !m.look.Accept(r) || r.Err != nil {
		return nil
	}
	gone := m.desk.Waiting
	m.known, m.desk, m.waits = true, r.Val, map[string]int{}
	here := map[string]bool{}
	for _, w := range r.Val.Waiting {
		m.waits[w.Thing]++
		here[w.ID] = true
	}
	var over []partner.Waiting
	for _, w := range gone {
		if !here[w.ID] {
			over = append(over, w)
		}
	}
	m.changed(over)
	return m.send()
}

// Count is how many acts wait.
func (m *Model) Count() int { return len(m.desk.Waiting) }

// Asks hands over the question the desk has for the user, once.
func (m *Model) Asks() dialog.Dialog {
	d := m.question
	m.question = nil
	return d
}

// The questions of a desk.
const (
	askNote   = "desk.note"
	askOutbox = "desk.outbox"
	askCancel = "desk.cancel"
)

// Answered carries out what the user has answered; ok is false when the
// question was not the desk's.
func (m *Model) Answered(a dialog.Answer) (cmd tea.Cmd, ok bool) {
	switch a.Ask {
	case askNote:
		return m.noteAnswered(a), true
	case askOutbox:
		return m.chosen(a.Choice), true
	case askCancel:
		if a.Yes {
			return m.cancelIt(), true
		}
		return nil, true
	}
	return nil, false
}

// Mark is what the row of a thing begins with, so that it is seen however
// narrow the row is: a star for a note, and words for what waits, fewer of them
// in the small form. It is empty for nothing.
func (m *Model) Mark(key string, small bool) string {
	text := ""
	if m.desk.Notes[key].Text != "" {
		text = "* "
	}
	switch {
	case m.waits[key] == 0:
		return text
	case small:
		return text + "unsent · "
	}
	return text + "waiting to be sent · "
}

// Words are what the filter finds of a thing besides its own words.
func (m *Model) Words(key string) string {
	text := m.desk.Notes[key].Text
	if m.waits[key] > 0 {
		text += " unsent waiting to be sent"
	}
	return text
}

// Title is what a pane's title adds; empty for nothing.
func (m *Model) Title() string {
	if n := m.Count(); n > 0 {
		return " · " + format.Count(int64(n)) + " waiting"
	}
	return ""
}

// Lines are what is to be said below a list.
func (m *Model) Lines() []string {
	switch n := m.Count(); {
	case n == 0:
		return nil
	case m.flush.Busy():
		return []string{"Sending what waits for the service…"}
	case n == 1:
		return []string{"1 act waits for the service. Q shows it."}
	default:
		return []string{format.Count(int64(n)) + " acts wait for the service. Q shows them."}
	}
}

// Detail adds to the detail of a thing what waits and the note on it.
func (m *Model) Detail(key string, s *sheet.Sheet, now time.Time) {
	for _, w := range m.desk.Waiting {
		if w.Thing != key {
			continue
		}
		s.Heading("Waiting to be sent")
		s.Row("What", verb(w))
		s.Row("Since", since(w, now))
		if w.Text != "" {
			s.Gap().Text(w.Text)
		}
	}
	if n := m.desk.Notes[key]; n.Text != "" {
		s.Heading("* Your note")
		s.Text(n.Text)
	}
}

// failed tells that something could not be kept on this machine.
func failed(lead string, err error) tea.Cmd {
	what, _ := toast.Words(err)
	return toast.Fail(lead + what)
}
