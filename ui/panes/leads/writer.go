package leads

import (
	"context"
	"errors"
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

// pause is how long typing must have rested before it is kept.
const pause = time.Second

// writer is the form of a brand and what is typed into it.
type writer struct {
	opening pane.Slot[partner.Draft]
	ahead   []tea.Msg // typed before the form could open
	subject string    // program it opens for

	form   *dialog.Form     // open; nil for none
	of     partner.LeadForm // what it asks
	key    string           // idempotency key of the lead; the draft's own, so that sending it again cannot hand it in twice
	send   pane.Slot[partner.Lead]
	sent   partner.Draft // what is being sent
	shelf  *pane.Shelf
	typing int // counts the changes
}

// pauseMsg says that typing may have rested.
type pauseMsg struct{ typing int }

// Dest implements pane.Addressed.
func (pauseMsg) Dest() pane.ID { return ID }

// openFor reads the draft first: another program may have written one, and its
// key must stay with it.
func (p *Pane) openFor(programID string) tea.Cmd {
	src, form := p.src, draftForm+programID
	p.subject, p.ahead = programID, nil
	return p.opening.Start(p.session, pane.Ask[partner.Draft]{To: ID, Limit: loadLimit, Do: func(ctx context.Context) (partner.Draft, error) {
		return src.Draft(ctx, form)
	}})
}

func (p *Pane) giveUpOpening() {
	p.opening.Stop()
	p.ahead = nil
}

// drafted opens the form. What was typed meanwhile goes into it. Without
// knowing the draft and its key nothing is opened: a lead might be handed in
// twice.
func (p *Pane) drafted(r pane.Reply[partner.Draft]) tea.Cmd {
	if !p.opening.Accept(r) {
		return nil
	}
	ahead := p.ahead
	p.ahead = nil
	if r.Err != nil {
		what, _ := toast.Words(r.Err)
		return toast.Fail("Your draft could not be read, so the form stays closed. " + what)
	}
	f, ok := p.formOf(p.subject)
	if !ok {
		return toast.Refuse("this brand takes no leads now")
	}
	p.of, p.key = f, r.Val.Key
	if p.key == "" {
		p.key = p.src.NewKey()
	}
	p.form = dialog.NewForm(p.options(f, r.Val))
	p.question = p.form
	for _, msg := range ahead {
		p.form.Update(msg)
	}
	return nil
}

// changed waits for a pause in the typing.
func (p *Pane) changed() tea.Cmd {
	p.typing++
	now := pauseMsg{p.typing}
	return tea.Tick(pause, func(time.Time) tea.Msg { return now })
}

// paused keeps what was typed so far.
func (p *Pane) paused(msg pauseMsg) tea.Cmd {
	if msg.typing != p.typing || p.form == nil || p.send.Busy() {
		return nil
	}
	return p.keep(p.form.Values())
}

// keep keeps values as the draft of the open form.
func (p *Pane) keep(values map[string]string) tea.Cmd {
	return p.shelf.Put(p.session, ID, p.draftOf(values))
}

// draftOf is the draft of the open form; it has no values when nothing was
// typed.
func (p *Pane) draftOf(values map[string]string) partner.Draft {
	d := partner.Draft{Form: draftForm + p.of.ProgramID, Key: p.key, Saved: p.frame.Now}
	if worth(p.of, values) {
		d.Values = filled(values)
	}
	return d
}

// kept lists a draft that was kept, and tells when it could not be.
func (p *Pane) kept(r pane.Reply[pane.Kept]) tea.Cmd {
	if !p.shelf.Accept(r) {
		return nil
	}
	d := r.Val.Draft
	dropping := d.Form == p.dropped
	if dropping {
		p.dropped = ""
	}
	if r.Err != nil {
		what, _ := toast.Words(r.Err)
		switch {
		case partner.KindOf(r.Err) == partner.Canceled:
			return nil
		case dropping:
			return toast.Fail("The draft could not be discarded. " + what)
		}
		return toast.Fail("What you typed could not be kept as a draft. " + what)
	}
	p.knows(d)
	if !dropping {
		return nil
	}
	brand := ""
	if f, ok := p.formOf(strings.TrimPrefix(d.Form, draftForm)); ok {
		brand = " for " + format.Cut(brandName(f), quoted)
	}
	return toast.Say("Discarded the draft" + brand + ".")
}

// knows lists a draft as it is now, until an answer comes that was asked for
// later.
func (p *Pane) knows(d partner.Draft) {
	p.drafts[d.Form] = newer[partner.Draft]{d, p.round}
	p.relist()
}

// filledIn takes the values of the form: as a draft when it was left, else to
// be sent.
func (p *Pane) filledIn(a dialog.Answer) tea.Cmd {
	if p.form == nil || a.Ask != draftForm+p.of.ProgramID {
		return nil
	}
	switch {
	case a.Closed:
		p.form = nil
		if p.send.Busy() { // it is kept already, for the case that sending fails
			return nil
		}
		return p.keep(a.Values)
	case p.send.Busy():
		return nil
	}
	return p.handIn(a.Values)
}

// handIn sends the lead, once. The draft is kept first, with its key, so that
// nothing typed is lost with the line and the lead can be sent again without
// being handed in twice. It is dropped when the brand has the lead.
func (p *Pane) handIn(values map[string]string) tea.Cmd {
	src, shelf, draft := p.src, p.shelf, p.draftOf(values)
	in := partner.LeadInput{ProgramID: p.of.ProgramID, Values: filled(values), Key: p.key}
	p.sent = draft
	shelf.Stop(draft.Form)
	return p.send.Start(p.session, pane.Ask[partner.Lead]{To: ID, Limit: writeLimit, Do: func(ctx context.Context) (partner.Lead, error) {
		// A draft that cannot be kept is no reason not to send what it says.
		_ = shelf.Write(ctx, draft)
		lead, err := src.SubmitLead(ctx, in)
		if err == nil {
			// One that cannot be dropped is shown, and its key makes it harmless.
			_ = shelf.Write(ctx, partner.Draft{Form: draft.Form})
		}
		return lead, err
	}})
}

// submitted takes the answer to what was sent.
func (p *Pane) submitted(r pane.Reply[partner.Lead]) tea.Cmd {
	if !p.send.Accept(r) {
		return nil
	}
	draft, brand := p.sent, format.Cut(brandName(p.of), quoted)
	p.sent = partner.Draft{}
	if r.Err != nil {
		return p.refused(r.Err, draft, brand)
	}
	if p.form != nil {
		p.form.Done()
		p.form = nil
	}
	lead := r.Val
	if lead.ProgramID == "" {
		lead.ProgramID = p.of.ProgramID
	}
	if lead.Values == nil {
		lead.Values = draft.Values
	}
	p.handed[lead.ID] = newer[partner.Lead]{lead, p.round}
	p.knows(partner.Draft{Form: draft.Form})
	p.list.Select(lead.ID)
	return tea.Batch(toast.Say("Submitted "+p.leadRow(lead).inSentence()+" to "+brand+"."), event.Tell(event.KindLead))
}

// refused tells why a lead was not handed in: inside the form, or in a toast
// when it was left meanwhile. What was typed stays. When nobody knows whether
// it was handed in, the list is read again.
func (p *Pane) refused(err error, draft partner.Draft, brand string) tea.Cmd {
	var e *partner.Error
	if errors.As(err, &e) && e.Code == reused {
		p.key = p.src.NewKey()
		draft.Key = p.key
	}
	cmds := []tea.Cmd{p.shelf.Put(p.session, ID, draft)}
	if partner.KindOf(err) == partner.Uncertain || e != nil && e.Code == reused {
		cmds = append(cmds, p.Refresh())
	}
	if p.form != nil {
		p.form.SetErrors(blame(p.of, err))
	} else {
		cmds = append(cmds, toast.Fail("The lead to "+brand+" is a draft still. "+refusal(err)))
	}
	return tea.Batch(cmds...)
}
