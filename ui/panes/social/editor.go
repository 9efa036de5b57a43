package social

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// addForm names the form for a new property, its draft included. That of one
// that is changed has a slash and the id behind it.
const addForm = "property"

func formOf(id string) string {
	if id == "" {
		return addForm
	}
	return addForm + "/" + id
}

// pause is how long typing must have rested before it is kept.
const pause = time.Second

// editor is the form of a property and what is typed into it.
type editor struct {
	opening pane.Slot[partner.Draft]
	ahead   []tea.Msg // typed before the form could open
	subject string    // id of the property it opens for; empty for a new one

	form   *dialog.Form // open; nil for none
	of     string       // id of its property
	sent   string       // address that was sent last
	unsure bool         // it is not known whether that was saved
	save   pane.Slot[partner.Done]
	shelf  *pane.Shelf
	typing int // counts the changes
}

// pauseMsg says that typing may have rested.
type pauseMsg struct{ typing int }

// Dest implements pane.Addressed.
func (pauseMsg) Dest() pane.ID { return ID }

func (p *Pane) cannotAdd() string {
	if p.save.Busy() {
		return beingSent
	}
	return ""
}

func (p *Pane) cannotEdit() string {
	if why := p.cannotAdd(); why != "" {
		return why
	}
	return p.list.NeedRow()
}

func (p *Pane) add() tea.Cmd { return p.openFor("") }

func (p *Pane) edit() tea.Cmd {
	r, _ := p.list.Current()
	return p.openFor(r.ID)
}

// openFor reads the draft first: another program may have written one.
func (p *Pane) openFor(id string) tea.Cmd {
	if p.save.Busy() {
		return toast.Refuse(beingSent)
	}
	src, form := p.src, formOf(id)
	p.subject, p.ahead = id, nil
	return p.opening.Start(p.session, pane.Ask[partner.Draft]{To: ID, Limit: loadLimit, Do: func(ctx context.Context) (partner.Draft, error) {
		return src.Draft(ctx, form)
	}})
}

func (p *Pane) giveUpOpening() {
	p.opening.Stop()
	p.ahead = nil
}

// drafted opens the form. What was typed meanwhile goes into it.
func (p *Pane) drafted(r pane.Reply[partner.Draft]) tea.Cmd {
	if !p.opening.Accept(r) {
		return nil
	}
	now := partner.Property{Type: partner.PropertySocial}
	if p.subject != "" {
		it, ok := p.find(p.subject)
		if !ok {
			return toast.Refuse("that account is not in the list any more")
		}
		now = it.Property
	}
	p.of = p.subject
	p.form = dialog.NewForm(p.options(now, r.Val))
	p.question = p.form
	for _, msg := range p.ahead {
		p.form.Update(msg)
	}
	p.ahead = nil
	if r.Err != nil {
		what, _ := toast.Words(r.Err)
		return toast.Fail("What you typed before could not be read. " + what)
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
	if msg.typing != p.typing || p.form == nil || p.save.Busy() {
		return nil
	}
	return p.keep(p.form.Values())
}

// keep keeps values as the draft of the open form. Values that say no more
// than the form said at first are no draft.
func (p *Pane) keep(values map[string]string) tea.Cmd {
	return p.shelf.Put(p.session, ID, p.draftOf(values))
}

func (p *Pane) draftOf(values map[string]string) partner.Draft {
	d := partner.Draft{Form: formOf(p.of), Saved: p.frame.Now}
	now := partner.Property{Type: partner.PropertySocial}
	if it, ok := p.find(p.of); ok && p.of != "" {
		now = it.Property
	}
	for _, f := range fields(now) {
		if v := values[f.Name]; v != f.Value && f.Name != fieldType {
			d.Values = values
		}
	}
	return d
}

// kept tells when a draft could not be kept.
func (p *Pane) kept(r pane.Reply[pane.Kept]) tea.Cmd {
	if !p.shelf.Accept(r) || r.Err == nil || partner.KindOf(r.Err) == partner.Canceled {
		return nil
	}
	what, _ := toast.Words(r.Err)
	return toast.Fail("What you typed could not be kept as a draft. " + what)
}

// filledIn takes the values of the form: as a draft when it was left, else to
// be sent.
func (p *Pane) filledIn(a dialog.Answer) tea.Cmd {
	if p.form == nil || a.Ask != formOf(p.of) {
		return nil
	}
	if a.Closed {
		p.form = nil
		if p.save.Busy() { // it is kept already, for the case that sending fails
			return nil
		}
		return p.keep(a.Values)
	}
	if p.save.Busy() {
		return nil
	}
	if wrong := p.check(a.Values); len(wrong) > 0 {
		p.form.SetErrors(wrong, "")
		return p.keep(a.Values)
	}
	if p.of != "" && p.draftOf(a.Values).Values == nil {
		p.form.SetErrors(nil, "Nothing is changed yet.")
		return nil
	}
	return p.send(a.Values)
}

// send saves the property. The draft is kept first and dropped afterwards, so
// that nothing typed is lost with the line.
func (p *Pane) send(values map[string]string) tea.Cmd {
	if p.load.Status().Loading && p.unsure {
		p.form.SetErrors(nil, "It is being looked up whether it was saved. Send again in a moment.")
		return nil
	}
	src, shelf, in, draft := p.src, p.shelf, p.input(values), p.draftOf(values)
	p.sent, p.unsure = in.URL, false
	shelf.Stop(draft.Form)
	return p.save.Start(p.session, pane.Ask[partner.Done]{To: ID, Limit: writeLimit, Do: func(ctx context.Context) (partner.Done, error) {
		unkept := shelf.Write(ctx, draft)
		done, err := src.SaveProperty(ctx, in)
		if err == nil && unkept == nil {
			// A draft that stays does no harm: it is shown as one.
			_ = shelf.Write(ctx, partner.Draft{Form: draft.Form})
		}
		return done, err
	}})
}

// saved takes the answer to what was sent.
func (p *Pane) saved(r pane.Reply[partner.Done]) tea.Cmd {
	if !p.save.Accept(r) {
		return nil
	}
	if r.Err == nil {
		if p.form != nil {
			p.form.Done()
			p.form = nil
		}
		p.wish = p.sent
		return tea.Batch(toast.Say(sentence(r.Val.Text)), tell(r.Val))
	}
	var look tea.Cmd
	if p.unsure = partner.KindOf(r.Err) == partner.Uncertain; p.unsure {
		look = p.Refresh()
	}
	if p.form == nil { // it was left while this was on its way
		text := "Not saved: " + refusal(r.Err)
		if p.unsure {
			_, text = blame(r.Err)
		}
		return tea.Batch(toast.Fail(text+" What you typed is kept."), look)
	}
	p.form.SetErrors(blame(r.Err))
	return look
}
