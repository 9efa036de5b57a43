package desk

import (
	"cmp"
	"context"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// quoted is how much of a thing's name a sentence repeats, in cells.
const quoted = 40

func quote(name string) string {
	return "“" + format.Cut(strings.TrimSpace(format.Safe(name)), quoted) + "”"
}

// CannotWrite is why no note can be written now.
func (m *Model) CannotWrite() string {
	switch {
	case !m.known:
		return "the notes are still being read"
	case m.write.Busy():
		return "the note on " + quote(m.memo.Name) + " is being kept"
	}
	return ""
}

// Write opens the form for the note on a thing, with what was written there
// before.
func (m *Model) Write(key, name string) tea.Cmd {
	if why := m.CannotWrite(); why != "" {
		return toast.Refuse(why)
	}
	m.memo = m.desk.Notes[key]
	m.memo.Key, m.memo.Name = key, name
	m.question = dialog.NewForm(dialog.FormOptions{
		To: m.to, Ask: askNote, Title: "Your note", Submit: "Keep note",
		Intro: []string{"On " + quote(name) + ". Only you see it; it stays on this machine."},
		Fields: []dialog.FormField{{
			Name: partner.MemoText, Label: "Note", Kind: dialog.FieldLines, MaxLength: partner.MemoLimit, Value: cmp.Or(m.memo.Draft, m.memo.Text),
			Help: "ctrl+o begins a new line. Keeping it empty takes the note away.",
		}},
	})
	return nil
}

// noteAnswered keeps the note, or what was typed when the form was left.
func (m *Model) noteAnswered(a dialog.Answer) tea.Cmd {
	memo := m.memo
	text := strings.TrimSpace(a.Values[partner.MemoText])
	if a.Closed {
		if text == memo.Text {
			text = "" // the note has it
		}
		return m.draft(memo.Key, text)
	}
	memo.Text, memo.Draft = text, ""
	m.memo = memo
	m.shelf.Stop(partner.MemoForm(memo.Key)) // the note drops its draft
	src := m.src
	return m.write.Start(m.session, pane.Ask[written]{To: m.to, Limit: localLimit, Do: func(ctx context.Context) (written, error) {
		d, err := src.WriteNote(ctx, memo)
		return written(d), err
	}})
}

// draft keeps what was typed over a note; empty text drops it.
func (m *Model) draft(key, text string) tea.Cmd {
	if m.desk.Notes[key].Draft == text {
		return nil
	}
	m.desk.Notes = maps.Clone(m.desk.Notes) // the source may still look at it
	if m.desk.Notes == nil {
		m.desk.Notes = map[string]partner.Memo{}
	}
	memo := m.desk.Notes[key]
	memo.Key, memo.Draft = key, text
	m.desk.Notes[key] = memo
	d := partner.Draft{Form: partner.MemoForm(key)}
	if text != "" {
		d.Values = map[string]string{partner.MemoText: text}
	}
	return m.shelf.Put(m.session, m.to, d)
}

func (m *Model) shelved(r pane.Reply[pane.Kept]) tea.Cmd {
	switch {
	case !m.shelf.Accept(r):
		return nil
	case r.Err == nil:
		return m.Ask() // a look that was under way may not have seen it
	case partner.KindOf(r.Err) == partner.Canceled:
		return nil
	}
	return failed("What you typed is kept until you quit, but not on this machine: ", r.Err)
}

// noted takes the outcome of writing a note. One that could not be kept is a
// draft again.
func (m *Model) noted(r pane.Reply[written]) tea.Cmd {
	switch {
	case !m.write.Accept(r):
		return nil
	case r.Err != nil && partner.KindOf(r.Err) == partner.Canceled:
		return nil
	case r.Err != nil:
		return tea.Batch(m.draft(m.memo.Key, m.memo.Text), failed("The note on "+quote(m.memo.Name)+" was not kept: ", r.Err))
	}
	changed := event.Tell(r.Val.Kinds...)
	if r.Val.Text == "" {
		return changed
	}
	text := strings.TrimRight(format.Safe(r.Val.Text), ". ")
	if format.Width(text) > saidCells {
		text = "Kept the note on " + quote(m.memo.Name)
	}
	if r.Val.Undo {
		text += " · u undoes it"
	}
	return tea.Batch(changed, toast.Say(text+"."))
}

// saidCells is how much of the service's sentence is told, in cells.
const saidCells = 120
