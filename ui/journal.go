package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// Journal takes acts back and does them again, one act of the user at a time.
type Journal interface {
	Undo(context.Context) (partner.Undone, error)
	Redo(context.Context) (partner.Undone, error)
}

// rewound is what came of asking the journal.
type rewound struct {
	partner.Undone
	redo bool // it was done again, not taken back
}

// journalLimit ends an undo that the service takes too long over.
const journalLimit = 60 * time.Second

func (m *Model) undo() tea.Cmd { return m.rewind(false) }

func (m *Model) redo() tea.Cmd { return m.rewind(true) }

// rewind asks the journal. Undo and redo share one slot: two at once could
// meet in the wrong order.
func (m *Model) rewind(redo bool) tea.Cmd {
	take := m.o.Journal.Undo
	if redo {
		take = m.o.Journal.Redo
	}
	return m.journal.Start(m.session, pane.Ask[rewound]{To: rootID, Limit: journalLimit, Do: func(ctx context.Context) (rewound, error) {
		u, err := take(ctx)
		return rewound{u, redo}, err
	}})
}

func (m *Model) cannotUndo() string {
	switch {
	case m.o.Journal == nil:
		return "nothing is kept here that could be undone"
	case m.journal.Busy():
		return "the last undo is still under way"
	case slices.ContainsFunc(m.panes, acting):
		return "wait for the last act to end"
	}
	return ""
}

func acting(p pane.Pane) bool {
	a, ok := p.(pane.Acting)
	return ok && a.Acting()
}

// undone tells what came back. A failure may come after a part was done, so
// the kinds it names are told as well.
func (m *Model) undone(r pane.Reply[rewound]) tea.Cmd {
	if !m.journal.Accept(r) {
		return nil
	}
	verb, done := "undo", "Undone"
	if r.Val.redo {
		verb, done = "redo", "Done again"
	}
	changed := event.Tell(r.Val.Kinds...)
	switch {
	case r.Err != nil:
		what, _ := toast.Words(r.Err)
		return tea.Batch(changed, toast.Fail("The "+verb+" failed: "+what+" Press R to see how things are."))
	case r.Val.Nothing && r.Val.Text != "":
		return toast.Refuse(format.Safe(r.Val.Text))
	case r.Val.Nothing:
		return toast.Refuse("there is nothing to " + verb)
	}
	return tea.Batch(changed, toast.Say(done+": "+strings.TrimRight(format.Safe(r.Val.Text), ". ")+"."))
}
