// Package leads is the Submit A Lead widget: the leads that were handed to
// brands, what became of them, and the form that each brand asks for.
package leads

import (
	"context"
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/problem"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/triage"
)

// ID names the pane.
const ID pane.ID = "leads"

// Limits after which a question or an act that the service takes too long over
// is ended.
const (
	loadLimit  = 60 * time.Second
	writeLimit = 60 * time.Second
)

// Source is what the pane needs from the rest of the program.
type Source interface {
	Leads(context.Context) (partner.Answer[partner.LeadList], error)
	SubmitLead(context.Context, partner.LeadInput) (partner.Lead, error)
	Draft(ctx context.Context, form string) (partner.Draft, error)
	SaveDraft(context.Context, partner.Draft) error
	NewKey() string
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	load  pane.Load[partner.LeadList]
	list  *triage.Model[row]
	verbs verbs
	named triage.Wish   // the lead that another pane named
	brand *effect.Brand // brand to submit a lead to when the forms come; nil for none

	round  int                             // counts the loads begun
	drafts map[string]newer[partner.Draft] // as they were kept, by form; without values they were dropped
	handed map[string]newer[partner.Lead]  // handed in here, by id

	question dialog.Dialog // to be put to the user; nil for none
	aim      string        // form of the draft that the open confirmation is about
	dropped  string        // form of the draft that is being discarded
	writer
}

// newer is what came of an act after the answer that is shown was made. It is
// forgotten when an answer comes that was asked for later.
type newer[T any] struct {
	value T
	round int // load that was the newest when it happened
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src, drafts: map[string]newer[partner.Draft]{}, handed: map[string]newer[partner.Lead]{}}
	p.shelf = pane.NewShelf(src.SaveDraft)
	p.list = triage.New(p.spec())
	p.verbs = p.makeVerbs()
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Submit A Lead" }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane.
func (p *Pane) Refresh() tea.Cmd {
	p.round++
	return p.load.Ask(p.session, ID, loadLimit, p.src.Leads)
}

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status {
	s := p.load.Status()
	if _, ok := p.load.Value(); ok && !p.companion() {
		s.AsOf = time.Time{} // nobody was asked, which does not show that the line is well
	}
	return s
}

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	p.frame = f
	p.list.SetFrame(f)
	if !f.Focused { // a form that was asked for must not open over another pane
		p.giveUpOpening()
		p.brand = nil
	}
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.LeadList]]:
		return p.loaded(msg)
	case pane.Reply[partner.Draft]:
		return p.drafted(msg)
	case pane.Reply[pane.Kept]:
		return p.kept(msg)
	case pane.Reply[partner.Lead]:
		return p.submitted(msg)
	case pauseMsg:
		return p.paused(msg)
	case dialog.Answer:
		return p.answered(msg)
	case event.Changed:
		if msg.Any(event.KindLead) {
			return p.Refresh()
		}
	case effect.Visit:
		return p.visited(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.opening.Busy() {
			p.ahead = append(p.ahead, msg)
			return nil
		}
		return p.list.Update(msg)
	}
	return nil
}

// loaded takes the answer to the question for the leads.
func (p *Pane) loaded(r pane.Reply[partner.Answer[partner.LeadList]]) tea.Cmd {
	if !p.load.Accept(r) {
		return nil
	}
	brand := p.brand
	p.brand = nil
	if r.Err != nil {
		if brand != nil {
			return toast.Refuse("the brands that take leads could not be loaded")
		}
		return nil
	}
	if brand != nil && p.early(*brand) {
		p.brand = brand
	}
	maps.DeleteFunc(p.drafts, func(_ string, n newer[partner.Draft]) bool { return n.round < p.round })
	maps.DeleteFunc(p.handed, func(_ string, n newer[partner.Lead]) bool { return n.round < p.round })
	p.relist()
	if brand != nil && p.brand == nil {
		return p.create(*brand)
	}
	if p.named.Arrived(p.list.Select, p.load.Status().Loading) {
		return toast.Refuse("that lead is not in the list any more")
	}
	return nil
}

// visited goes to the lead that another pane names, or opens the form of a
// brand. Either may have to wait for the list.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	switch v.About {
	case effect.Create:
		brand, _ := v.Value.(effect.Brand)
		if p.early(brand) {
			p.brand = &brand
			return nil
		}
		return p.create(brand)
	case effect.Select:
		if id, ok := v.Value.(string); ok && p.named.Go(id, p.list.Select, p.load.Status().Loading) {
			return p.Refresh()
		}
	}
	return nil
}

// early reports whether it cannot be told yet that a brand takes no leads: the
// forms known are none, or those of an earlier day.
func (p *Pane) early(brand effect.Brand) bool {
	s := p.load.Status()
	if !s.Loading || !s.Waiting && !s.Kept {
		return false
	}
	_, known := p.formOf(brand.ProgramID)
	return !known && (brand.ProgramID != "" || len(p.forms()) == 0)
}

// forms are those of the brands that take leads.
func (p *Pane) forms() []partner.LeadForm {
	v, _ := p.load.Value()
	return v.Forms
}

// formOf is the form of a brand.
func (p *Pane) formOf(programID string) (partner.LeadForm, bool) {
	for _, f := range p.forms() {
		if f.ProgramID == programID {
			return f, true
		}
	}
	return partner.LeadForm{}, false
}

// companion reports whether leads can be had here.
func (p *Pane) companion() bool {
	v, _ := p.load.Value()
	return v.Reach.Companion
}

// Absent implements pane.Absent: the widget is for partners of brands that
// take leads.
func (p *Pane) Absent() (why string, hidden bool) {
	v, ok := p.load.Value()
	if !ok || !v.Reach.Companion || len(v.Forms)+len(v.Leads)+len(v.Notes) > 0 {
		return "", false
	}
	return noBrand, true
}

const noBrand = "no brand of yours takes leads"

// Acting implements pane.Acting.
func (p *Pane) Acting() bool { return p.send.Busy() }

// View implements pane.Pane.
func (p *Pane) View() string {
	b := triage.Body{Waiting: p.load.Status().Waiting, Loading: "Loading leads…", Empty: p.empty(), Notes: p.notes()}
	if err := p.load.Trouble(p.frame); err != nil {
		b.Troubles = []problem.Trouble{{Err: err}}
	}
	return p.list.Draw(b)
}

// empty says what would be here and how to get it.
func (p *Pane) empty() string {
	switch {
	case !p.companion():
		return "The leads that you hand to B2B brands would be here, with what became of them. It " + p.elsewhere() + "; o opens it."
	case len(p.forms()) == 0:
		return capital(noBrand) + ". Join one that does, and its form is here."
	}
	return "No leads yet. Press a to submit one to " + p.takers() + "."
}

// takers are the brands that take leads, in a sentence.
func (p *Pane) takers() string {
	forms := p.forms()
	if len(forms) == 1 {
		return format.Cut(brandName(forms[0]), quoted)
	}
	return "one of " + format.Count(int64(len(forms))) + " brands"
}

// elsewhere says what submitting needs, and where it can be done.
func (p *Pane) elsewhere() string {
	v, _ := p.load.Value()
	return "needs a companion API (companion_url); on the web: " + page(v.Reach)
}

// page is the screen of the web application that takes leads.
func page(r partner.Reach) string {
	if r.Page == "" {
		return "Home › Submit A Lead"
	}
	return format.Safe(r.Page)
}

// notes are what is to be said below the list. The full screen has the keys in
// its footer.
func (p *Pane) notes() []string {
	v, ok := p.load.Value()
	if !ok || !v.Reach.Companion {
		return nil
	}
	var out []string
	for _, n := range v.Notes {
		what, next := toast.Words(n.Err)
		out = append(out, "Not known: "+format.Safe(n.What)+". "+what+" "+next)
	}
	if !p.frame.Zoomed && len(v.Forms) > 0 && len(p.list.Items()) > 0 {
		out = append(out, "a submits a lead to "+p.takers()+".")
	}
	return out
}

// Count implements pane.Counted: the leads that the brands have not decided,
// which nobody knows without a companion API.
func (p *Pane) Count() (n int, known bool) {
	return p.list.Tally(viewOpen), p.companion() && p.list.Known()
}

// Pointed implements pane.Pointed: who the lead is. Where leads are to be had
// on the web alone, the address is that of the web application.
func (p *Pane) Pointed() (value, url string) {
	if v, ok := p.load.Value(); ok && !v.Reach.Companion {
		url = partner.WebApp
	}
	if r, ok := p.list.Current(); ok {
		value = r.name
	}
	return value, url
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	r, found := p.list.Current()
	if !found || r.ProgramID == "" {
		return "", "", false
	}
	return r.ProgramID, r.Program, true
}

// Capturing implements pane.Capturing: while the filter is typed, and while a
// form is about to open whose text may be typed already.
func (p *Pane) Capturing() bool { return p.opening.Busy() || p.list.Capturing() }

// Cursor implements pane.Cursored.
func (p *Pane) Cursor() *tea.Cursor { return p.list.Cursor() }

// Back implements pane.Stepped.
func (p *Pane) Back() bool { return p.list.Back() }

// Click implements pane.Clicked.
func (p *Pane) Click(x, y int) tea.Cmd { return p.list.Click(x, y) }

// Wheel implements pane.Clicked.
func (p *Pane) Wheel(steps int) tea.Cmd { return p.list.Wheel(steps) }

// Asks hands over the question for the user, once.
func (p *Pane) Asks() dialog.Dialog {
	d := p.question
	p.question = nil
	return d
}
