package leads

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// The questions put to the user beside the forms.
const (
	askBrand   = "brand"
	askDiscard = "discard"
)

// verbs are the actions of the pane itself, made once. On the full screen
// Enter does what suits: it goes on with a draft, or opens the web page.
type verbs struct{ small, full, alone []keys.Action }

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	own := p.verbs.small
	switch v, ok := p.load.Value(); {
	case p.list.Capturing():
		return p.list.Actions()
	case !p.frame.Zoomed:
	case ok && !v.Reach.Companion:
		own = p.verbs.alone
	default:
		own = p.verbs.full
	}
	return slices.Concat(own, p.list.Actions())
}

func (p *Pane) makeVerbs() verbs {
	list := func(continues, opens []string) []keys.Action {
		return []keys.Action{
			{ID: "leads.submit", Keys: []string{"a"}, Label: "submit lead", Help: "Fill in the form of a brand and hand a lead to it.", Run: p.submit, Block: p.cannotSubmit},
			{ID: "leads.continue", Keys: continues, Label: "go on", Help: "Go on with the draft under the cursor.", Run: p.goOn, Block: p.cannotGoOn},
			{ID: "leads.discard", Keys: []string{"X"}, Label: "discard draft", Help: "Throw the draft under the cursor away.", Run: p.askToDiscard, Block: p.cannotDiscard},
			{ID: "leads.web", Keys: opens, Label: "open the web", Help: "Open impact.com, for what only the web page can do.", Run: func() tea.Cmd {
				return effect.Open{URL: partner.WebApp, What: "impact.com"}.Cmd()
			}},
			{ID: "leads.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for leads and forms.", Run: p.Refresh, Rest: pane.RefreshRest},
		}
	}
	return verbs{
		small: list([]string{"A"}, nil),
		full:  list([]string{"A", "enter"}, nil),
		alone: list([]string{"A"}, []string{"enter"}),
	}
}

// answered takes what the user answered to a question.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	switch {
	case a.Ask == askBrand && a.Choice != "":
		return p.openFor(a.Choice)
	case a.Ask == askDiscard:
		form := p.aim
		p.aim = ""
		if !a.Yes || form == "" {
			return nil
		}
		p.dropped = form
		return p.shelf.Put(p.session, ID, partner.Draft{Form: form})
	case a.Values != nil:
		return p.filledIn(a)
	}
	return nil
}

// cannotSubmit is why no form can be opened.
func (p *Pane) cannotSubmit() string {
	v, ok := p.load.Value()
	switch {
	case p.send.Busy():
		return "a lead is being sent"
	case !ok:
		return "the forms are not loaded yet"
	case !v.Reach.Companion:
		return "submitting a lead " + p.elsewhere()
	case len(v.Forms) == 0:
		return noBrand
	}
	return ""
}

// submit opens the form of the only brand, or asks for which.
func (p *Pane) submit() tea.Cmd {
	forms := p.forms()
	if len(forms) == 1 {
		return p.openFor(forms[0].ProgramID)
	}
	return p.chooseBrand()
}

// chooseBrand asks which brand a lead is for. intro says why, where that is
// not plain.
func (p *Pane) chooseBrand(intro ...string) tea.Cmd {
	o := dialog.Offer{To: ID, Ask: askBrand, Title: "Submit a lead to", Intro: intro}
	o.At, _, _ = p.Brand()
	for _, f := range p.forms() {
		item := dialog.Item{Value: f.ProgramID, Label: brandName(f)}
		if d, ok := p.draftFor(f.ProgramID); ok {
			item.Help = "draft"
			if since := age(d.latest, p.frame.Now); since != "" {
				item.Help += ", " + since
			}
		}
		o.Items = append(o.Items, item)
	}
	p.question = dialog.NewMenu(o)
	return nil
}

// create opens the form of a brand that another pane names.
func (p *Pane) create(brand effect.Brand) tea.Cmd {
	if why := p.cannotSubmit(); why != "" {
		return toast.Refuse(why)
	}
	if brand.ProgramID == "" {
		return p.submit()
	}
	if _, ok := p.formOf(brand.ProgramID); ok {
		return p.openFor(brand.ProgramID)
	}
	name := clean(brand.Name)
	if name == "" {
		name = "This brand"
	}
	return p.chooseBrand(name + " takes no leads. These brands do:")
}

// draftFor is the draft for a brand.
func (p *Pane) draftFor(programID string) (row, bool) {
	for _, r := range p.list.Items() {
		if r.isDraft() && r.ProgramID == programID {
			return r, true
		}
	}
	return nil, false
}

// needDraft is why an act on a draft cannot run.
func (p *Pane) needDraft() string {
	r, ok := p.list.Current()
	switch {
	case !ok:
		return p.list.NeedRow()
	case !r.isDraft():
		return "this lead was sent already: only drafts can be changed"
	}
	return ""
}

func (p *Pane) cannotGoOn() string {
	if why := p.needDraft(); why != "" {
		return why
	}
	if why := p.cannotSubmit(); why != "" {
		return why
	}
	r, _ := p.list.Current()
	if _, ok := p.formOf(r.ProgramID); !ok {
		return "this brand takes no leads now"
	}
	return ""
}

func (p *Pane) goOn() tea.Cmd {
	r, _ := p.list.Current()
	return p.openFor(r.ProgramID)
}

func (p *Pane) cannotDiscard() string {
	if p.send.Busy() {
		return "a lead is being sent"
	}
	return p.needDraft()
}

func (p *Pane) askToDiscard() tea.Cmd {
	r, _ := p.list.Current()
	p.aim = r.key()
	p.question = dialog.NewConfirm(dialog.Confirmation{
		To: ID, Ask: askDiscard, Title: "Discard draft", Question: "Discard the draft " + r.inSentence() + " for " + r.brand + "?",
		Effects: []string{"What you typed is lost. The brand has not got it."}, Yes: "Discard", No: "Keep",
	})
	return nil
}
