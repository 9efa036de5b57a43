package brands

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// joining is what is being done: it begins when brands are chosen and is over
// with the answer to what was sent, or when the form is closed.
type joining struct {
	brands []offer
	left   []string     // why some that were chosen are not among them, a sentence each
	key    string       // idempotency key
	used   bool         // something was sent under the key
	form   *dialog.Form // open form; nil for none
}

// set names the brands, in an order that does not depend on how they were
// chosen.
func (j joining) set() string {
	ids := make([]string, len(j.brands))
	for i, b := range j.brands {
		ids[i] = b.ID
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// asRead are brands with the terms of today, and what was answered before.
type asRead struct {
	brands []offer
	missed []partner.Failed // those whose terms could not be read
	draft  partner.Draft
}

// join reads the terms of the brands chosen: what is joined are the terms of
// now.
func (p *Pane) join() tea.Cmd {
	open, others := p.chosen()
	p.act = joining{brands: open}
	for _, b := range others {
		p.act.left = append(p.act.left, "Left out: "+short(b)+" ("+state(b)+").")
	}
	return p.ask()
}

// ask reads the terms of all brands at the same time, and the draft.
func (p *Pane) ask() tea.Cmd {
	src, brands := p.src, p.act.brands
	draft, have := p.draft, p.drafted
	return p.read.Start(p.session, pane.Ask[asRead]{To: ID, Limit: loadLimit, Do: func(ctx context.Context) (asRead, error) {
		fresh, errs := make([]partner.InstantBrand, len(brands)), make([]error, len(brands))
		var all sync.WaitGroup
		for i, b := range brands {
			all.Go(func() {
				var a partner.Answer[partner.InstantBrand]
				a, errs[i] = src.BrandTerms(ctx, b.ID)
				fresh[i] = a.Value
			})
		}
		all.Wait()
		var r asRead
		for i, b := range brands {
			if errs[i] != nil {
				r.missed = append(r.missed, partner.Failed{ID: b.ID, Name: name(b), Err: errs[i]})
				continue
			}
			r.brands = append(r.brands, &fresh[i])
		}
		if len(r.brands) == 0 {
			return asRead{}, errs[0]
		}
		if r.draft = draft; !have {
			// A draft that cannot be had must not keep anybody from joining.
			r.draft, _ = src.Draft(ctx, draftName)
		}
		return r, nil
	}})
}

// opened takes the terms, and opens the form.
func (p *Pane) opened(r pane.Reply[asRead]) tea.Cmd {
	if !p.read.Accept(r) {
		return nil
	}
	if r.Err != nil {
		return p.unread(r.Err)
	}
	p.replace(r.Val.brands)
	p.act.brands = nil
	for _, b := range r.Val.brands {
		if b.State != stateOpen {
			p.act.left = append(p.act.left, "Left out: "+short(b)+" ("+state(b)+").")
			continue
		}
		p.act.brands = append(p.act.brands, b)
	}
	for _, m := range r.Val.missed {
		p.act.left = append(p.act.left, "Left out: the terms of "+format.Cut(m.Name, quoted)+" cannot be read now.")
	}
	if len(p.act.brands) == 0 {
		why := strings.Join(p.act.left, " ")
		p.end()
		return toast.Fail("Nothing can be joined now. " + why)
	}
	p.fill(r.Val.draft)
	return nil
}

// unread says that no terms can be read now. What was typed stays.
func (p *Pane) unread(err error) tea.Cmd {
	if partner.KindOf(err) == partner.Canceled {
		p.end()
		return nil
	}
	if p.act.form != nil {
		p.act.form.SetErrors(nil, "The terms have changed and cannot be read now: "+toast.Refusal(err))
		return nil
	}
	brands := named(p.act.brands)
	p.end()
	return toast.Fail("The terms of " + brands + " cannot be read: " + toast.Refusal(err))
}

// end gives up what is being done.
func (p *Pane) end() {
	if p.act.form != nil {
		p.act.form.Done()
	}
	p.act = joining{}
}

// submit sends the request to join. The draft is kept first: if the line breaks
// or the session ends, neither answers nor key are lost.
func (p *Pane) submit(values map[string]string) tea.Cmd {
	p.act.used = true
	draft := p.keepDraft(values)
	src, brands := p.src, p.act.brands
	request := partner.JoinRequest{Key: p.act.key}
	for _, b := range brands {
		request.Brands = append(request.Brands, partner.JoinBrand{ID: b.ID, TermsID: b.Terms.ID, Answers: answersOf(b, values)})
	}
	return p.send.Start(p.session, pane.Ask[partner.Batch]{To: ID, Limit: actLimit, Do: func(ctx context.Context) (partner.Batch, error) {
		// A draft that cannot be kept on disk is still kept by the pane.
		_ = src.SaveDraft(ctx, draft)
		done, err := src.Join(ctx, request)
		if err == nil {
			// Answers that stay behind are those of brands that are joined.
			_ = src.SaveDraft(ctx, spent(draft, brands, done.OK))
		}
		return done, err
	}})
}

// sent takes what became of each brand.
func (p *Pane) sent(r pane.Reply[partner.Batch]) tea.Cmd {
	if !p.send.Accept(r) {
		return nil
	}
	if r.Err != nil {
		return p.failed(r.Err)
	}
	done := p.act
	p.draft = spent(p.draft, done.brands, r.Val.OK)
	p.note(r.Val)
	if len(r.Val.OK) == 0 {
		return p.noneJoined(r.Val.Failed)
	}
	p.end()
	var joined []offer
	for _, b := range done.brands {
		if slices.Contains(r.Val.OK, b.ID) {
			now := *b
			now.State = stateJoined
			joined = append(joined, &now)
		}
	}
	p.replace(joined)
	p.list.Step(joined)
	kinds := slices.Concat([]string{event.KindProgram, event.KindLink}, r.Val.Kinds)
	slices.Sort(kinds)
	return tea.Batch(told(joined, r.Val.Failed), event.Tell(slices.Compact(kinds)...))
}

// note keeps why brands were not joined, for the detail.
func (p *Pane) note(b partner.Batch) {
	for _, id := range b.OK {
		delete(p.refusals, id)
	}
	for _, f := range b.Failed {
		p.refusals[f.ID] = toast.Refusal(f.Err)
	}
	p.list.SetItems(p.list.Items()) // the detail is drawn anew
}

// told says which brands are joined and which are not.
func told(joined []offer, failed []partner.Failed) tea.Cmd {
	text := "Joined " + short(joined[0]) + ": links can be made for it."
	if len(joined) > 1 {
		text = "Joined " + named(joined) + ": " + listed(joined) + "."
	}
	if len(failed) == 0 {
		return toast.Say(text)
	}
	return toast.Fail(text + " " + notJoined(failed))
}

// notJoined says which brands are not joined, and why the first is not.
func notJoined(failed []partner.Failed) string {
	text := "Not joined: " + format.Cut(format.Safe(failed[0].Name), quoted) + ": " + format.Safe(toast.Refusal(failed[0].Err))
	if more := len(failed) - 1; more > 0 {
		text += " And " + format.Count(int64(more)) + " more; the detail of each says why."
	}
	return text
}

// noneJoined keeps the form open, with the reasons at their fields. Terms that
// have changed are read again while it waits. The answer was final, so that
// the next sending is another act.
func (p *Pane) noneJoined(failed []partner.Failed) tea.Cmd {
	if p.act.form == nil || len(failed) == 0 {
		p.end()
		if len(failed) == 0 {
			return tea.Batch(toast.Fail("The service does not say what became of it. Look at the brands."), p.Refresh())
		}
		return tea.Batch(toast.Fail(notJoined(failed)), p.Refresh())
	}
	p.act.key, p.act.used = p.src.NewKey(), false
	wrong := map[string]string{}
	var general []string
	for _, f := range failed {
		e := asError(f.Err)
		if e.Code == outdated {
			return p.ask()
		}
		for _, field := range e.Fields {
			wrong[fieldName(f.ID, field.Field)] = cmp.Or(field.Detail, e.Detail, "This is not accepted.")
		}
		if len(e.Fields) == 0 {
			general = append(general, format.Cut(format.Safe(f.Name), quoted)+": "+toast.Refusal(f.Err))
		}
	}
	p.act.form.SetErrors(wrong, strings.Join(general, " "))
	return p.Refresh()
}

// failed says why nothing was joined: in the form that is open, else in a
// toast. The list may be older than the refusal.
func (p *Pane) failed(err error) tea.Cmd {
	e := asError(err)
	switch {
	case e.Kind == partner.Canceled:
		return nil
	case p.act.form == nil:
		text := "Joining " + named(p.act.brands) + ": " + toast.Refusal(err)
		p.end()
		return tea.Batch(toast.Fail(text), p.Refresh())
	case e.Code == reused:
		// What was sent under the key has arrived; the next sending is another
		// act.
		p.act.key, p.act.used = p.src.NewKey(), false
		p.act.form.SetErrors(nil, "An earlier sending of this form has arrived, without your latest changes. Close it and look at the brands.")
	default:
		p.act.form.SetErrors(nil, toast.Refusal(err))
	}
	return p.Refresh()
}
