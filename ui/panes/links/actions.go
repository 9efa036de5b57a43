package links

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	if p.list.Capturing() {
		return p.list.Actions()
	}
	return append(append([]keys.Action{
		{ID: "links.create", Keys: []string{"a"}, Label: "create link", Help: "Fill in a form that makes a tracking link.", Run: p.create, Block: p.cannotCreate},
		{ID: "links.forget", Keys: []string{"X"}, Label: "forget", Help: "Take the link out of this list; it goes on working, and undo brings it back.", Run: p.forgetLinks, Block: p.cannotForget},
	}, p.list.Actions()...),
		keys.Action{ID: "links.web", Label: "vanity links", Help: "Open impact.com, where " + vanityPage + " changes and deletes vanity links.", Run: effect.Open{URL: partner.WebApp, What: "impact.com"}.Cmd},
		keys.Action{ID: "links.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for links and programs.", Run: p.Refresh, Rest: pane.RefreshRest},
	)
}

// cannotCreate is why no form can be opened.
func (p *Pane) cannotCreate() string {
	if p.making.Busy() {
		return "a link is being made"
	}
	switch list, ok := p.programs.Value(); {
	case ok && len(list.Programs) > 0:
		return ""
	case ok:
		return "you have joined no program yet; on the web: " + marketPage
	case p.programs.Status().Loading:
		return "your programs are being loaded"
	}
	return "your programs could not be loaded; press r to ask again"
}

// create opens the form where it was left, else for the only program.
func (p *Pane) create() tea.Cmd {
	v := p.drafts.newest()
	if list, _ := p.programs.Value(); v == nil && len(list.Programs) == 1 {
		v = values{fieldProgram: list.Programs[0].ID}
	}
	p.open(v)
	return nil
}

// visited does what others ask of the pane: a link for a brand, or a link
// found again.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	switch v.About {
	case effect.Select:
		if id, ok := v.Value.(string); ok && !p.list.Select(id) {
			return toast.Refuse("this link is not in the list")
		}
	case effect.Create:
		brand, _ := v.Value.(effect.Brand)
		return p.createFor(brand)
	}
	return nil
}

// createFor opens the form with the brand's program chosen.
func (p *Pane) createFor(b effect.Brand) tea.Cmd {
	if why := p.cannotCreate(); why != "" {
		return toast.Refuse(why)
	}
	if b == (effect.Brand{}) {
		return p.create()
	}
	list, _ := p.programs.Value()
	for _, g := range list.Programs {
		if g.ID == b.ProgramID || b.ProgramID == "" && (g.Name == b.Name || g.Brand == b.Name) {
			v := p.drafts.byProgram[g.ID]
			if v == nil {
				v = values{fieldProgram: g.ID}
			}
			p.open(v)
			return nil
		}
	}
	if p.programs.Status().Loading { // it may have been joined a moment ago
		p.brand = &b
		return nil
	}
	return toast.Refuse("you have not joined " + nameOr(b.Name, "this brand") + ", so there is no link to make")
}

// programsCame opens the form for a brand that the programs were waited for.
func (p *Pane) programsCame() tea.Cmd {
	b := p.brand
	p.brand = nil
	if b == nil {
		return nil
	}
	return p.createFor(*b)
}

func nameOr(name, def string) string {
	if name = format.Safe(name); name != "" {
		return name
	}
	return def
}

// ours are those of the rows that can be forgotten: what the account has is
// not ours to take away.
func ours(rows []*row) []*row {
	var out []*row
	for _, r := range rows {
		if r.Here {
			out = append(out, r)
		}
	}
	return out
}

func (p *Pane) cannotForget() string {
	switch {
	case p.forget.Busy():
		return "links are being forgotten"
	case p.list.NeedRow() != "":
		return p.list.NeedRow()
	case len(ours(p.list.Targets())) > 0:
		return ""
	case len(p.list.Targets()) > 1:
		return "they are vanity links of the account; delete them on the web: " + vanityPage
	}
	return "it is a vanity link of the account; delete it on the web: " + vanityPage
}

// forgetLinks takes links out of the history, without a question: undo brings
// them back.
func (p *Pane) forgetLinks() tea.Cmd {
	p.going = ours(p.list.Targets())
	ids := make([]string, len(p.going))
	for i, r := range p.going {
		ids[i] = r.ID
	}
	src := p.src
	return p.forget.Start(p.session, pane.Ask[partner.Done]{To: ID, Limit: localLimit, Do: func(ctx context.Context) (partner.Done, error) {
		return src.ForgetLinks(ctx, ids)
	}})
}

func (p *Pane) forgotten(done partner.Done, err error) tea.Cmd {
	rows := p.going
	p.going = nil
	if err != nil {
		return failed("Nothing was forgotten.", err)
	}
	p.list.Step(rows)
	p.setRows(p.without(rows...))
	text := fmt.Sprintf("Forgot %d links; they go on working, and undo brings them back.", len(rows))
	if len(rows) == 1 {
		text = "Forgot " + rows[0].short + "; it goes on working, and undo brings it back."
	}
	return tea.Batch(toast.Say(text), event.Tell(done.Kinds...))
}

// without are the links shown, without some.
func (p *Pane) without(rows ...*row) []partner.Link {
	var out []partner.Link
	for _, r := range p.list.Items() {
		if !slices.ContainsFunc(rows, func(gone *row) bool { return gone.ID == r.ID }) {
			out = append(out, r.Link)
		}
	}
	return out
}

// failed tells why something on this machine failed, nothing when the user
// ended it.
func failed(lead string, err error) tea.Cmd {
	if partner.KindOf(err) == partner.Canceled {
		return nil
	}
	what, _ := toast.Words(err)
	return toast.Fail(lead + " " + format.Safe(what))
}
