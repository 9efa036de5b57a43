// Package brands is the widget Brands To Work With Instantly: the brands that
// approve this account at once, what each pays, and the way to join several of
// them in one go.
package brands

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/problem"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/triage"
)

// ID names the pane.
const ID pane.ID = "brands"

// loadLimit ends a question that the service takes too long over, actLimit an
// act, whose outcome is then unknown.
const (
	loadLimit = 60 * time.Second
	actLimit  = 60 * time.Second
)

// Source is what the pane needs from the rest of the program.
type Source interface {
	Brands(context.Context) (partner.Answer[partner.BrandList], error)
	BrandTerms(ctx context.Context, id string) (partner.Answer[partner.InstantBrand], error)
	Join(context.Context, partner.JoinRequest) (partner.Batch, error)
	Draft(ctx context.Context, form string) (partner.Draft, error)
	SaveDraft(context.Context, partner.Draft) error
	NewKey() string
}

// offer is how the list keeps brands: by reference, because they are large.
type offer = *partner.InstantBrand

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source

	load  pane.Load[partner.BrandList]
	list  *triage.Model[offer]
	verbs []keys.Action // of the pane itself, made once
	frame pane.Frame
	wish  triage.Wish // the brand that another pane named

	read pane.Slot[asRead]        // the terms of today, before anything is joined
	send pane.Slot[partner.Batch] // joining
	keep pane.Slot[kept]          // the draft of a form that was closed

	act      joining           // what the slots and the open question are about
	refusals map[string]string // by id: why a brand could not be joined the last time
	question dialog.Dialog
	draft    partner.Draft // newer than that of the source
	drafted  bool
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src, refusals: map[string]string{}}
	p.list = triage.New(p.spec())
	p.verbs = p.makeVerbs()
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Brands" }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane.
func (p *Pane) Refresh() tea.Cmd { return p.load.Ask(p.session, ID, loadLimit, p.src.Brands) }

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	p.frame = f
	p.list.SetFrame(f)
	if !f.Focused && p.act.form == nil {
		p.read.Stop() // a form that was asked for must not open over another pane
	}
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.BrandList]]:
		return p.loaded(msg)
	case pane.Reply[asRead]:
		return p.opened(msg)
	case pane.Reply[partner.Batch]:
		return p.sent(msg)
	case pane.Reply[kept]:
		return p.saved(msg)
	case dialog.Answer:
		return p.answered(msg)
	case event.Changed:
		if msg.Any(event.KindProgram) {
			return p.Refresh()
		}
	case effect.Visit:
		return p.visited(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.list.Update(msg)
	}
	return nil
}

// loaded takes the answer to the question for the brands.
func (p *Pane) loaded(r pane.Reply[partner.Answer[partner.BrandList]]) tea.Cmd {
	if !p.load.Accept(r) || r.Err != nil {
		return nil
	}
	list := make([]offer, len(r.Val.Value.Brands))
	for i := range list {
		list[i] = &r.Val.Value.Brands[i]
	}
	p.list.SetItems(list)
	if p.wish.Arrived(p.list.Select, p.load.Status().Loading) {
		return toast.Refuse("that brand is not in the list any more")
	}
	return nil
}

// visited goes to the brand that another pane names. One that is not in the
// list may be newer than the list.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	if id, ok := v.Value.(string); ok && v.About == effect.Select && p.wish.Go(id, p.list.Select, p.load.Status().Loading) {
		return p.Refresh()
	}
	return nil
}

// replace shows brands as they are now.
func (p *Pane) replace(fresh []offer) {
	at := make(map[string]offer, len(fresh))
	for _, b := range fresh {
		at[b.ID] = b
	}
	list := slices.Clone(p.list.Items())
	for i, b := range list {
		if now := at[b.ID]; now != nil {
			list[i] = now
		}
	}
	p.list.SetItems(list)
}

// Status implements pane.Pane. Reading terms and joining count as loading, so
// that the border shows that something is under way.
func (p *Pane) Status() pane.Status {
	s := p.load.Status()
	s.Loading = s.Loading || p.read.Busy() || p.send.Busy()
	if v, ok := p.load.Value(); ok && !v.Reach.Companion {
		s.AsOf = time.Time{} // nobody was asked, which does not show that the line is well
	}
	return s
}

// Acting implements pane.Acting.
func (p *Pane) Acting() bool { return p.send.Busy() }

// View implements pane.Pane.
func (p *Pane) View() string {
	b := triage.Body{Waiting: p.load.Status().Waiting, Loading: "Loading brands…", Empty: p.empty()}
	if err := p.load.Trouble(p.frame); err != nil {
		b.Troubles = []problem.Trouble{{Err: err}}
	}
	switch {
	case p.read.Busy():
		b.Notes = append(b.Notes, "Reading the terms of "+named(p.act.brands)+"… Esc gives it up.")
	case p.send.Busy():
		b.Notes = append(b.Notes, "Joining "+named(p.act.brands)+"…")
	}
	return p.list.Draw(b)
}

// empty says what would be here and how to get it.
func (p *Pane) empty() string {
	v, _ := p.load.Value()
	switch {
	case !v.Reach.Companion:
		return "Brands that approve you at once would be here; they need a companion API (companion_url in the config). " +
			"On the web they are under " + page(v.Reach) + "; o opens it."
	case !v.Marketplace:
		return "Brands approve members of the Brands Marketplace at once, and you are not one yet. You can apply for it on the web; o opens it."
	}
	return "No brands now. Those that approve you at once show up here; all others are on the web, o opens it."
}

// page is the screen of the web application that brands are on.
func page(r partner.Reach) string {
	if r.Page == "" {
		return "Discover › Brands"
	}
	return format.Safe(r.Page)
}

// Absent implements pane.Absent: the web page shows the widget to members of
// the Brands Marketplace alone.
func (p *Pane) Absent() (why string, hidden bool) {
	v, known := p.load.Value()
	if known && v.Reach.Companion && !v.Marketplace {
		return "not a member of the Brands Marketplace", true
	}
	return "", false
}

// Count implements pane.Counted: the brands that can be joined, which nobody
// knows without a companion API.
func (p *Pane) Count() (n int, known bool) {
	v, ok := p.load.Value()
	return p.list.Tally(viewOpen), ok && v.Reach.Companion && p.list.Known()
}

// Pointed implements pane.Pointed: the name of the brand. A page of its own is
// not known of any, so that the address is the web application's.
func (p *Pane) Pointed() (value, url string) {
	if b, ok := p.list.Current(); ok {
		return name(b), partner.WebApp
	}
	if p.list.Known() {
		return "", partner.WebApp
	}
	return "", ""
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	b, found := p.list.Current()
	if !found || b.ID == "" {
		return "", "", false
	}
	return b.ID, b.Brand, true
}

// Asks hands over the question the pane has for the user, once.
func (p *Pane) Asks() dialog.Dialog {
	d := p.question
	p.question = nil
	return d
}

// Capturing implements pane.Capturing.
func (p *Pane) Capturing() bool { return p.list.Capturing() }

// Cursor implements pane.Cursored.
func (p *Pane) Cursor() *tea.Cursor { return p.list.Cursor() }

// Back implements pane.Stepped: Esc first gives up the terms that are being
// read for a form.
func (p *Pane) Back() bool {
	if p.read.Busy() && p.act.form == nil {
		p.read.Stop()
		return true
	}
	return p.list.Back()
}

// Click implements pane.Clicked.
func (p *Pane) Click(x, y int) tea.Cmd { return p.list.Click(x, y) }

// Wheel implements pane.Clicked.
func (p *Pane) Wheel(steps int) tea.Cmd { return p.list.Wheel(steps) }
