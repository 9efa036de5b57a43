package tasks

import (
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

// draftLimit ends the search for a draft, which lies on this machine.
const draftLimit = 3 * time.Second

// askComment is the question that the form for a comment answers.
const askComment = "comment"

// fieldText is the name of the form's only field.
const fieldText = partner.CommentText

// comments is the writing of comments, one at a time.
type comments struct {
	draft  pane.Slot[partner.Draft]
	then   func(partner.Draft) // opens the form, while draft is busy
	typed  string              // typed after the form was asked for and before it opened
	remark pane.Slot[partner.Done]
	shelf  *pane.Shelf

	note   note
	form   *dialog.Form             // open for note; nil when it is not
	drafts map[string]partner.Draft // by form; what was written or looked for here
}

// note is the comment that is being written or sent.
type note struct {
	id    string // of the task
	name  string // of the task, for sentences
	draft partner.Draft
}

// formOf names the form for a comment on a task.
func formOf(id string) string { return partner.CommentForm(id) }

func (p *Pane) cannotComment() string {
	switch {
	case p.list.NeedRow() != "":
		return p.list.NeedRow()
	case !p.companion() && !p.away():
		return p.elsewhere()
	case p.remark.Busy():
		return "the comment on " + p.note.name + " is being sent"
	}
	return ""
}

// away reports whether the companion API is there, but could not be reached: a
// comment can be written all the same, and waits.
func (p *Pane) away() bool {
	v, _ := p.load.Value()
	return slices.ContainsFunc(v.Notes, func(n partner.Note) bool {
		k := partner.KindOf(n.Err)
		return k == partner.Unavailable || k == partner.RateLimited
	})
}

// askComment opens the form for a comment on the task under the cursor, with
// what was written there before.
func (p *Pane) askComment() tea.Cmd {
	t, ok := p.list.Current()
	if !ok {
		return nil
	}
	p.note = note{id: t.ID, name: name(t)}
	return p.look(formOf(t.ID), p.openForm)
}

// look looks for the draft of a form and opens it then.
func (p *Pane) look(form string, open func(partner.Draft)) tea.Cmd {
	p.typed, p.then = "", open
	if d, ok := p.drafts[form]; ok {
		open(d)
		return nil
	}
	src := p.src
	return p.draft.Start(p.session, pane.Ask[partner.Draft]{To: ID, Limit: draftLimit, Do: func(ctx context.Context) (partner.Draft, error) {
		d, err := src.Draft(ctx, form)
		d.Form = form
		return d, err
	}})
}

// keep keeps what is typed until the form opens.
func (p *Pane) keep(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.typed += msg.Text
	case tea.PasteMsg:
		p.typed += msg.Content
	}
}

// dropComment gives the form up before it has opened.
func (p *Pane) dropComment() tea.Cmd {
	p.draft.Stop()
	p.typed = ""
	return nil
}

// drafted opens the form when it is known what was written before. A draft that
// cannot be read does not keep anybody from writing.
func (p *Pane) drafted(r pane.Reply[partner.Draft]) tea.Cmd {
	if !p.draft.Accept(r) {
		return nil
	}
	p.then(r.Val)
	p.typed = ""
	if r.Err != nil {
		return toast.Fail("An earlier draft could not be read: " + reason(r.Err) + ".")
	}
	return nil
}

func (p *Pane) openForm(d partner.Draft) {
	d.Form = formOf(p.note.id)
	p.note.draft = d
	p.drafts[d.Form] = d
	text := d.Values[fieldText] + p.typed
	p.typed = ""
	p.form = dialog.NewForm(dialog.FormOptions{
		To: ID, Ask: askComment, Title: "Comment", Intro: []string{"On " + p.note.name + ". The brand reads it."}, Submit: "Send comment", Stay: true,
		Fields: []dialog.FormField{{
			Name: fieldText, Label: "Comment", Kind: dialog.FieldLines, Required: true, MaxLength: remarkLimit, Value: text,
			Help: "ctrl+o begins a new line.",
		}},
	})
	p.question = p.form
}

// write puts a text into the draft. Its key belongs to what was written with
// it: another text is another comment.
func (n *note) write(text string, newKey func() string) {
	if n.draft.Key == "" || n.draft.Values[fieldText] != text {
		n.draft.Key = newKey()
	}
	n.draft.Values = map[string]string{fieldText: text}
}

// commentAnswered keeps what was written, and sends it unless the form was
// left.
func (p *Pane) commentAnswered(a dialog.Answer) tea.Cmd {
	text := strings.TrimSpace(a.Values[fieldText])
	if a.Closed {
		p.form = nil
		if p.remark.Busy() {
			return nil // it was kept when it was sent
		}
	} else if p.remark.Busy() {
		return nil
	}
	if text == "" {
		return p.drop()
	}
	p.note.write(text, p.src.NewKey)
	keep := p.keepDraft(p.note.draft)
	if a.Closed {
		return keep
	}
	src, r := p.src, partner.TaskRemark{ID: p.note.id, Text: text, Key: p.note.draft.Key}
	return tea.Batch(keep, p.remark.Start(p.session, pane.Ask[partner.Done]{To: ID, Limit: actLimit, Do: func(ctx context.Context) (partner.Done, error) {
		return src.CommentTask(ctx, r)
	}}))
}

// drop forgets what was written.
func (p *Pane) drop() tea.Cmd {
	if len(p.note.draft.Values) == 0 {
		return nil
	}
	p.note.draft = partner.Draft{Form: formOf(p.note.id)}
	return p.keepDraft(p.note.draft)
}

// keepDraft keeps a draft here and on this machine; one without values is
// forgotten there.
func (p *Pane) keepDraft(d partner.Draft) tea.Cmd {
	p.drafts[d.Form] = d
	return p.shelf.Put(p.session, ID, d)
}

// shelved tells when a draft could not be kept.
func (p *Pane) shelved(err error) tea.Cmd {
	if err == nil || partner.KindOf(err) == partner.Canceled {
		return nil
	}
	return toast.Fail("The draft is kept until you quit, but not on this machine: " + reason(err) + ".")
}

// commented takes the outcome of sending a comment.
func (p *Pane) commented(r pane.Reply[partner.Done]) tea.Cmd {
	if !p.remark.Accept(r) {
		return nil
	}
	if r.Err == nil {
		if p.form != nil {
			p.form.Done()
			p.form = nil
		}
		if r.Val.Waits {
			return tea.Batch(p.drop(), event.Tell(r.Val.Kinds...), toast.Say("The comment on "+p.note.name+" waits until the service can be reached. Q shows it."))
		}
		return tea.Batch(p.drop(), p.tell(r.Val.Kinds), toast.Say("Commented on "+p.note.name+"."))
	}
	if !unclear(r.Err) {
		p.note.draft.Key = "" // it would only bring the same answer back
		p.drafts[p.note.draft.Form] = p.note.draft
	}
	var again tea.Cmd
	text, fields := "Not sent: "+reason(r.Err)+".", map[string]string(nil)
	switch partner.KindOf(r.Err) {
	case partner.Canceled:
		text = ""
	case partner.Uncertain:
		text, again = "It is not known whether this arrived: "+reason(r.Err)+". Sending it again as it is adds it only once.", p.Refresh()
	}
	var e *partner.Error
	if errors.As(r.Err, &e) && e.Field != "" && e.Detail != "" {
		fields, text = map[string]string{fieldText: format.Safe(e.Detail)}, ""
	}
	if p.form != nil {
		p.form.SetErrors(fields, text)
		return again
	}
	switch partner.KindOf(r.Err) {
	case partner.Canceled:
		return nil
	case partner.Uncertain:
		return tea.Batch(again, toast.Fail("It is not known whether the comment on "+p.note.name+" arrived: "+reason(r.Err)+". It is kept as a draft; sending it again as it is adds it only once."))
	}
	return toast.Fail("The comment on " + p.note.name + " was not sent and is kept as a draft: " + reason(r.Err) + ".")
}
