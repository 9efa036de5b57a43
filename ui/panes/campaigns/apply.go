package campaigns

import (
	"cmp"
	"context"
	"errors"
	"maps"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// asRead is a campaign as it is now, with what was typed for it before.
type asRead struct {
	campaign partner.Campaign
	draft    partner.Draft
}

// kept is the answer to keeping a draft.
type kept struct{}

// outdated is the refusal of an application to terms that were changed
// meanwhile, reused that of a key under which something else was sent before.
const (
	outdated = "terms_outdated"
	reused   = "key_reused"
)

// The fields of the form.
const (
	fieldMotivation = "motivation"
	fieldBid        = "bid"
	fieldBidNote    = "bid_note"
	fieldTerms      = "terms"
	fieldAccept     = "accept"
)

// longest is how many characters a text of an application may have.
const longest = 2_000

// draftOf names the draft of a campaign's form.
func draftOf(id string) string { return "campaign/" + id }

// join begins with what the campaign under the cursor allows: the campaign is
// read again first, because what is applied to are the terms of now.
func (p *Pane) join() tea.Cmd {
	c, _ := p.list.Current()
	p.act = act{verb: apply, on: c}
	if c.Status == partner.CampaignInvited {
		p.act.verb = accept
	}
	return p.ask(c.ID)
}

// ask reads a campaign and its draft.
func (p *Pane) ask(id string) tea.Cmd {
	src := p.src
	draft, have := p.drafts[id]
	return p.read.Start(p.session, pane.Ask[asRead]{To: ID, Limit: loadLimit, Do: func(ctx context.Context) (asRead, error) {
		fresh, err := src.Campaign(ctx, id)
		if err != nil {
			return asRead{}, err
		}
		if !have {
			// A draft that cannot be had must not keep anybody from applying.
			draft, _ = src.Draft(ctx, draftOf(id))
		}
		return asRead{fresh.Value, draft}, nil
	}})
}

// opened takes a campaign that was read, and asks what there is to ask.
func (p *Pane) opened(r pane.Reply[asRead]) tea.Cmd {
	if !p.read.Accept(r) {
		return nil
	}
	if r.Err != nil {
		return p.unread(r.Err)
	}
	c, want := &r.Val.campaign, p.act.verb
	p.replace(c)
	p.act.on = c
	now := apply
	if c.Status == partner.CampaignInvited {
		now = accept
	}
	if why := p.refusal(c); why != "" || now != want {
		p.end()
		return toast.Refuse(cmp.Or(why, short(c)+" has changed; look at it again"))
	}
	if want == accept {
		p.confirm()
		return nil
	}
	p.fill(r.Val.draft)
	return nil
}

// unread says that a campaign cannot be read now. What was typed stays.
func (p *Pane) unread(err error) tea.Cmd {
	if partner.KindOf(err) == partner.Canceled {
		p.end()
		return nil
	}
	if p.act.form != nil {
		p.act.form.SetErrors(nil, "The terms have changed and cannot be read now: "+toast.Refusal(err))
		return nil
	}
	c := p.act.on
	p.end()
	return toast.Fail(short(c) + " cannot be read: " + toast.Refusal(err))
}

// end gives up what is being done.
func (p *Pane) end() {
	if p.act.form != nil {
		p.act.form.Done()
	}
	p.act = act{}
}

// fill opens the form, in place of one whose terms are outdated.
func (p *Pane) fill(draft partner.Draft) {
	c, old := p.act.on, p.act.form
	values := draft.Values
	if old != nil {
		values = old.Values()
		old.Done()
	} else {
		p.act.key = cmp.Or(draft.Key, p.src.NewKey())
	}
	values = typed(values)
	p.act.form = dialog.NewForm(dialog.FormOptions{
		To: ID, Ask: string(apply), Title: "Apply to " + short(c), Submit: "Apply", Stay: true,
		Intro:  p.intro(len(values) > 0 && old == nil),
		Fields: fields(c), Draft: values,
	})
	if old != nil {
		p.act.form.SetErrors(map[string]string{fieldTerms: "These terms are new since you read them. Read them and accept them again."}, "")
	}
	p.question = p.act.form
}

func (p *Pane) intro(drafted bool) []string {
	c := p.act.on
	lines := []string{
		brand(c) + " pays " + pays(c) + ". It runs " + runs(c, p.frame.Now) + ".",
		prospect(c, p.frame.Now),
	}
	if drafted {
		lines = append(lines, "What you wrote before is filled in.")
	}
	return lines
}

// fields are what a campaign asks of those who apply.
func fields(c campaign) []dialog.FormField {
	list := []dialog.FormField{{
		Name: fieldMotivation, Label: "Motivation", Kind: dialog.FieldLines, Required: true, MaxLength: longest,
		Help: "A few sentences to " + brand(c) + ": why you, and your idea.",
	}}
	if c.Bids {
		rate, help := "Your rate", "An amount like 350.00, in the currency the brand pays you in."
		if c.Fee.OK {
			rate += " in " + format.Safe(c.Fee.V.Currency)
			help = "An amount like 350.00. The brand thinks of " + format.Money(c.Fee.V) + "."
		}
		list = append(
			list,
			dialog.FormField{Name: fieldBid, Label: rate, Kind: dialog.FieldDecimal, Money: true, Required: true, Help: help, Min: "0.01"},
			dialog.FormField{
				Name: fieldBidNote, Label: "Changes asked for", Kind: dialog.FieldLines, MaxLength: longest,
				Help: "What should be different: timeline, tasks, usage rights.",
			},
		)
	}
	return append(
		list,
		dialog.FormField{Name: fieldTerms, Label: "Terms", Kind: dialog.FieldRead, Value: terms(c), Help: "Up and down scroll, Space reads on."},
		dialog.FormField{Name: fieldAccept, Label: "Accept the terms", Kind: dialog.FieldBool, Required: true, Help: "Space switches."},
	)
}

// terms is the text that is accepted, with its name.
func terms(c campaign) string {
	text := c.Terms.Name + "\n\n" + c.Terms.Text
	if c.Usage != "" {
		text += "\n\nUsage rights: " + c.Usage
	}
	return text
}

// typed is what of a form is worth keeping: texts that are not empty. Terms are
// accepted anew each time.
func typed(values map[string]string) map[string]string {
	out := maps.Clone(values)
	delete(out, fieldAccept)
	maps.DeleteFunc(out, func(_, v string) bool { return v == "" })
	return out
}

// submit sends the application. The draft is kept first: if the line breaks or
// the session ends, neither text nor key are lost.
func (p *Pane) submit(values map[string]string) tea.Cmd {
	c := p.act.on
	draft := p.draft(values)
	p.drafts[c.ID] = draft
	src := p.src
	application := partner.Application{
		CampaignID: c.ID, TermsID: c.Terms.ID, Motivation: values[fieldMotivation], Bid: values[fieldBid], BidNote: values[fieldBidNote],
		Key: draft.Key,
	}
	return p.do(func(ctx context.Context) (partner.ApplyResult, error) {
		// A draft that cannot be kept on disk is still kept by the pane.
		_ = src.SaveDraft(ctx, draft)
		r, err := src.Apply(ctx, application)
		if err == nil {
			// One that stays behind is not asked for any more.
			_ = src.SaveDraft(ctx, partner.Draft{Form: draft.Form})
		}
		return r, err
	})
}

func (p *Pane) draft(values map[string]string) partner.Draft {
	return partner.Draft{Form: draftOf(p.act.on.ID), Key: p.act.key, Values: typed(values), Saved: p.frame.Now}
}

// leave keeps what was typed into a form that is closed. While it is being sent
// it is kept already.
func (p *Pane) leave(values map[string]string) tea.Cmd {
	p.act.form = nil
	if p.send.Busy() {
		return nil
	}
	p.read.Stop()
	draft := p.draft(values)
	before, had := p.drafts[p.act.on.ID]
	p.drafts[p.act.on.ID] = draft
	p.act = act{}
	src := p.src
	save := p.keep.Start(p.session, pane.Ask[kept]{To: ID, Limit: actLimit, Do: func(ctx context.Context) (kept, error) {
		return kept{}, src.SaveDraft(ctx, draft)
	}})
	if len(draft.Values) == 0 || had && maps.Equal(before.Values, draft.Values) {
		return save
	}
	return tea.Batch(save, toast.Say("Draft kept."))
}

// saved takes the answer to keeping a draft.
func (p *Pane) saved(r pane.Reply[kept]) tea.Cmd {
	if !p.keep.Accept(r) || r.Err == nil || partner.KindOf(r.Err) == partner.Canceled {
		return nil
	}
	return toast.Fail("The draft is kept only until you quit: " + toast.Refusal(r.Err))
}

// refused says in the form why the application was not accepted, or that this
// is not known. Terms that have changed are read again while the form waits.
func (p *Pane) refused(err error) tea.Cmd {
	var e *partner.Error
	if !errors.As(err, &e) {
		e = &partner.Error{}
	}
	id := p.act.on.ID
	switch e.Code {
	case outdated:
		return p.ask(id)
	case reused:
		// What was sent under the key has arrived; the next sending is another
		// act.
		p.act.key = p.src.NewKey()
		p.act.form.SetErrors(nil, "An earlier sending of this form has arrived, without your latest changes. Close it and look at the campaign.")
		return p.Refresh()
	}
	wrong := map[string]string{}
	for _, f := range e.Fields {
		field := f.Field
		if field == "terms_id" {
			field = fieldTerms
		}
		wrong[field] = cmp.Or(f.Detail, e.Detail, "This is not accepted.")
	}
	general := toast.Refusal(err)
	if len(wrong) > 0 {
		general = ""
	}
	p.act.form.SetErrors(wrong, general)
	if e.Kind == partner.Invalid {
		return nil
	}
	return p.Refresh() // the refusal may be newer than the list
}
