package links

import (
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
)

// draftForm names the draft. It has no key: the API for links knows none, and
// sending twice makes two links.
const draftForm = "link"

// fieldUnsure is what a draft holds beside the fields: that it was sent, and
// nobody knows what became of it.
const fieldUnsure = "unsure"

// saved is the outcome of keeping a draft.
type saved struct{}

// drafts are forms that were closed before they were sent, one for each
// program. The newest outlives the session.
type drafts struct {
	byProgram map[string]values
	last      string // program of the newest; empty before one is chosen
	opened    string // program of the form when it was opened
	touched   bool   // something was closed in this session

	reading pane.Slot[partner.Draft]
	saving  pane.Slot[saved]
	waiting *partner.Draft // to be saved after the one that is being saved
}

// newest is the draft that was closed last, nil for none.
func (d *drafts) newest() values { return d.byProgram[d.last] }

// blank reports whether nothing was typed besides the choice of a program.
func blank(v values) bool {
	for name, text := range v {
		switch name {
		case fieldProgram, fieldUnsure:
		case fieldProtocol:
			if text != protocolSecure {
				return false
			}
		default:
			if text != "" && text != "false" {
				return false
			}
		}
	}
	return true
}

// readDraft asks for the draft of an earlier session.
func (p *Pane) readDraft() tea.Cmd {
	src := p.src
	return p.drafts.reading.Start(p.session, pane.Ask[partner.Draft]{To: ID, Limit: localLimit, Do: func(ctx context.Context) (partner.Draft, error) {
		return src.Draft(ctx, draftForm)
	}})
}

func (p *Pane) draftRead(r pane.Reply[partner.Draft]) tea.Cmd {
	d := &p.drafts
	if !d.reading.Accept(r) || d.touched || len(r.Val.Values) == 0 && r.Err == nil {
		return nil
	}
	if r.Err != nil {
		return failed("What you typed last time could not be read.", r.Err)
	}
	v := values(maps.Clone(r.Val.Values))
	d.last = v[fieldProgram]
	if v[fieldUnsure] == "true" {
		p.unsure[d.last] = true
		delete(v, fieldUnsure)
	}
	d.byProgram[d.last] = v
	return nil
}

// keep keeps a form that was not sent. One in which nothing was typed takes
// the place of a draft of the same program alone.
func (p *Pane) keep(v values) tea.Cmd {
	d, id := &p.drafts, v[fieldProgram]
	if blank(v) && !p.unsure[id] {
		return p.drop(v)
	}
	delete(d.byProgram, d.opened) // the form has another program now
	d.opened, d.last, d.touched = id, id, true
	d.byProgram[id] = maps.Clone(v)
	return p.save(d.byProgram[id])
}

// drop forgets the draft a form was opened with, and that of its program.
func (p *Pane) drop(v values) tea.Cmd {
	d, before := &p.drafts, p.drafts.newest()
	delete(d.byProgram, d.opened)
	delete(d.byProgram, v[fieldProgram])
	if before == nil || d.newest() != nil {
		return nil // what outlives the session stays as it is
	}
	d.touched = true
	return p.save(nil)
}

// save puts a draft where it outlives the session; without values it takes the
// one there away. Drafts are saved one after the other, so that the last one
// stays.
func (p *Pane) save(v values) tea.Cmd {
	draft := partner.Draft{Form: draftForm}
	if len(v) > 0 {
		draft.Values, draft.Saved = maps.Clone(v), p.frame.Now.UTC()
		if p.unsure[v[fieldProgram]] {
			draft.Values[fieldUnsure] = "true"
		}
	}
	if p.drafts.saving.Busy() {
		p.drafts.waiting = &draft
		return nil
	}
	src := p.src
	return p.drafts.saving.Start(p.session, pane.Ask[saved]{To: ID, Limit: localLimit, Do: func(ctx context.Context) (saved, error) {
		return saved{}, src.SaveDraft(ctx, draft)
	}})
}

func (p *Pane) draftSaved(r pane.Reply[saved]) tea.Cmd {
	d := &p.drafts
	if !d.saving.Accept(r) {
		return nil
	}
	var told tea.Cmd
	if r.Err != nil {
		told = failed("What you typed is kept until you quit, but not on disk.", r.Err)
	}
	if d.waiting == nil {
		return told
	}
	next := *d.waiting
	d.waiting = nil
	return tea.Batch(told, p.save(next.Values))
}
