package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/keys"
)

// hearMsg says that a guarded dialog has been left alone long enough.
type hearMsg struct {
	dialog dialog.Dialog
	keys   int
}

// hear ends the deafness of a dialog, unless keys have come meanwhile: what was
// typed ahead on a slow line arrives piece by piece, and none of it is an
// answer to a question that nobody has seen.
func (m *Model) hear(msg hearMsg) tea.Cmd {
	switch {
	case m.deaf != msg.dialog:
		return nil
	case m.unheard != msg.keys:
		return m.listen()
	}
	m.deaf = nil
	return nil
}

func (m *Model) listen() tea.Cmd {
	msg := hearMsg{m.deaf, m.unheard}
	return tea.Tick(dialog.GuardTime, func(time.Time) tea.Msg { return msg })
}

// open puts a dialog above everything.
func (m *Model) open(d dialog.Dialog) tea.Cmd {
	m.dialogs = append(m.dialogs, d)
	if m.toast != nil && !m.toast.Failed {
		m.toast = nil // its place is for the keys of the dialog now
	}
	m.relayout()
	g, ok := d.(dialog.Guarded)
	if !ok {
		return nil
	}
	g.Guard(m.stroke)
	m.deaf, m.unheard = d, 0
	return m.listen()
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
	if _, ok := d.(dialog.Guarded); ok && (m.deaf == d || msg.IsRepeat) {
		m.unheard++
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

// conclude does what a dialog leaves to do, and takes it away unless it stays
// open for the answer to what it sent. The one below may have ended meanwhile:
// it goes as well, or a key that was meant for the pane would be its last word.
func (m *Model) conclude(d dialog.Dialog) tea.Cmd {
	outcome, over := d.Outcome()
	if !over {
		return nil
	}
	if !outcome.Stay {
		m.closeDialog()
	}
	switch {
	case outcome.Run != "":
		return m.runByID(outcome.Run)
	case outcome.Answer != nil && outcome.Answer.To == rootID:
		return m.answered(*outcome.Answer)
	case outcome.Answer != nil:
		return m.deliver(*outcome.Answer)
	case len(m.dialogs) > 0 && !outcome.Stay:
		return m.conclude(m.top())
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
