package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/keys"
)

// guarded is a dialog that a key pressed before it was seen must not answer.
// It is told the keystroke that opened it, empty for none.
type guarded interface{ Guard(opener string) }

// guardTime is how long a guarded dialog is deaf after it has opened: longer
// than the gap between two keys typed in one go, shorter than it takes to read
// a question.
const guardTime = 250 * time.Millisecond

// hearMsg says that a guarded dialog has been open long enough.
type hearMsg struct{ dialog dialog.Dialog }

func (m *Model) hear(msg hearMsg) {
	if m.deaf == msg.dialog {
		m.deaf = nil
	}
}

// open puts a dialog above everything.
func (m *Model) open(d dialog.Dialog) tea.Cmd {
	m.dialogs = append(m.dialogs, d)
	m.relayout()
	g, ok := d.(guarded)
	if !ok {
		return nil
	}
	g.Guard(m.stroke)
	m.deaf = d
	return tea.Tick(guardTime, func(time.Time) tea.Msg { return hearMsg{d} })
}

func (m *Model) closeDialog() {
	if n := len(m.dialogs); n > 0 {
		m.dialogs = m.dialogs[:n-1]
		m.relayout()
	}
}

func (m *Model) top() dialog.Dialog { return m.dialogs[len(m.dialogs)-1] }

func (m *Model) keyInDialog(msg tea.KeyPressMsg, stroke string) tea.Cmd {
	d := m.top()
	if _, ok := d.(guarded); ok && (m.deaf == d || msg.IsRepeat) {
		return nil
	}
	var cmd tea.Cmd
	a, ok := keys.Find(d.Actions(), stroke)
	switch {
	case ok && (!d.Capturing() || !keys.Printable(msg)):
		cmd = m.run(a)
	case d.Capturing():
		cmd = d.Update(msg)
	}
	return tea.Batch(cmd, m.conclude(d))
}

// conclude takes away a dialog that is over and does what it leaves to do.
func (m *Model) conclude(d dialog.Dialog) tea.Cmd {
	outcome, over := d.Outcome()
	if !over {
		return nil
	}
	m.closeDialog()
	switch {
	case outcome.Run != "":
		return m.runByID(outcome.Run)
	case outcome.Answer != nil:
		return m.deliver(*outcome.Answer)
	}
	return m.ask()
}

// asking is a pane that may want a question put to the user.
type asking interface{ Asks() dialog.Dialog }

// ask puts the question of the focused pane, if it has one and nothing else is
// asked: a question must never come between the user and another one.
func (m *Model) ask() tea.Cmd {
	if p, ok := m.focused().(asking); ok && len(m.dialogs) == 0 {
		if d := p.Asks(); d != nil {
			return m.open(d)
		}
	}
	return nil
}
