// Package campaigns is the widget Find Your Next Campaign: the creator
// campaigns of the account, what each asks and pays, and the way to apply or to
// answer an invitation.
package campaigns

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
const ID pane.ID = "campaigns"

// loadLimit ends a question that the service takes too long over, actLimit an
// act, whose outcome is then unknown.
const (
	loadLimit = 60 * time.Second
	actLimit  = 60 * time.Second
)

// Source is what the pane needs from the rest of the program.
type Source interface {
	Campaigns(context.Context) (partner.Answer[partner.CampaignList], error)
	Campaign(ctx context.Context, id string) (partner.Answer[partner.Campaign], error)
	Apply(context.Context, partner.Application) (partner.ApplyResult, error)
	DecideCampaign(ctx context.Context, id string, accept bool, key string) (partner.ApplyResult, error)
	Draft(ctx context.Context, form string) (partner.Draft, error)
	SaveDraft(context.Context, partner.Draft) error
	NewKey() string
}

// campaign is how the list keeps campaigns: by reference, because they are
// large. One that changes is replaced, never written to.
type campaign = *partner.Campaign

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source

	load  pane.Load[partner.CampaignList]
	list  *triage.Model[campaign]
	verbs []keys.Action // of the pane itself, made once
	frame pane.Frame
	wish  triage.Wish // the campaign that another pane named

	read pane.Slot[asRead]  // the campaign as it is now, before something is done with it
	send pane.Slot[outcome] // the act itself
	keep pane.Slot[kept]    // the draft of a form that was closed

	act      act // what the slots and the open question are about
	question dialog.Dialog
	drafts   map[string]partner.Draft // by id of the campaign, newer than those of the source
	keys     map[string]string        // idempotency keys of decisions whose outcome is unclear
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src, drafts: map[string]partner.Draft{}, keys: map[string]string{}}
	p.list = triage.New(spec())
	p.verbs = p.makeVerbs()
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Campaigns" }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane.
func (p *Pane) Refresh() tea.Cmd { return p.load.Ask(p.session, ID, loadLimit, p.src.Campaigns) }

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
	case pane.Reply[partner.Answer[partner.CampaignList]]:
		return p.loaded(msg)
	case pane.Reply[asRead]:
		return p.opened(msg)
	case pane.Reply[outcome]:
		return p.sent(msg)
	case pane.Reply[kept]:
		return p.saved(msg)
	case dialog.Answer:
		return p.answered(msg)
	case event.Changed:
		if msg.Any(event.KindCampaign, event.KindProgram) {
			return p.Refresh()
		}
	case effect.Visit:
		return p.visited(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.list.Update(msg)
	}
	return nil
}

// loaded takes the answer to the question for the campaigns.
func (p *Pane) loaded(r pane.Reply[partner.Answer[partner.CampaignList]]) tea.Cmd {
	if !p.load.Accept(r) || r.Err != nil {
		return nil
	}
	list := make([]campaign, len(r.Val.Value.Campaigns))
	for i := range list {
		list[i] = &r.Val.Value.Campaigns[i]
	}
	p.list.SetItems(list)
	if p.wish.Arrived(p.list.Select, p.load.Status().Loading) {
		return toast.Refuse("that campaign is not in the list any more")
	}
	return nil
}

// visited goes to the campaign that another pane names. One that is not in the
// list may be newer than the list.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	if id, ok := v.Value.(string); ok && v.About == effect.Select && p.wish.Go(id, p.list.Select, p.load.Status().Loading) {
		return p.Refresh()
	}
	return nil
}

// replace shows a campaign as it is now.
func (p *Pane) replace(c campaign) {
	list := slices.Clone(p.list.Items())
	for i := range list {
		if list[i].ID == c.ID {
			list[i] = c
			p.list.SetItems(list)
			return
		}
	}
}

// Status implements pane.Pane. Reading terms and sending count as loading, so
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
	b := triage.Body{Waiting: p.load.Status().Waiting, Loading: "Loading campaigns…", Empty: p.empty()}
	if err := p.load.Trouble(p.frame); err != nil {
		b.Troubles = []problem.Trouble{{Err: err}}
	}
	if v, ok := p.load.Value(); ok && len(v.Campaigns) == 0 {
		for _, rule := range v.Unmet {
			b.Notes = append(b.Notes, "Not met: "+stopped(rule))
		}
	}
	switch {
	case p.read.Busy():
		b.Notes = append(b.Notes, "Reading the terms of "+short(p.act.on)+"… Esc gives it up.")
	case p.send.Busy():
		b.Notes = append(b.Notes, "Sending "+short(p.act.on)+"…")
	}
	return p.list.Draw(b)
}

// empty says what would be here and how to get it.
func (p *Pane) empty() string {
	v, _ := p.load.Value()
	switch {
	case !v.Reach.Companion:
		return "Campaigns you can apply to would be here; they need a companion API (companion_url in the config). " +
			"On the web they are under " + page(v.Reach) + "; o opens it."
	case len(v.Unmet) > 0:
		return "No campaigns: the account does not meet what brands ask for yet."
	}
	return "No campaigns now. Those of brands that look for a creator like you show up here."
}

// page is the screen of the web application that campaigns are on.
func page(r partner.Reach) string {
	if r.Page == "" {
		return "Home › Find Your Next Campaign"
	}
	return format.Safe(r.Page)
}

// Count implements pane.Counted: the campaigns that can be joined, which nobody
// knows without a companion API.
func (p *Pane) Count() (n int, known bool) {
	v, ok := p.load.Value()
	return p.list.Tally(viewOpen), ok && v.Reach.Companion && p.list.Known()
}

// Pointed implements pane.Pointed: the name of the campaign, and the first page
// of its moodboard. What has none is on the web all the same.
func (p *Pane) Pointed() (value, url string) {
	c, ok := p.list.Current()
	if !ok {
		if p.list.Known() {
			return "", partner.WebApp
		}
		return "", ""
	}
	for _, m := range c.Moodboard {
		if effect.Web(m) {
			return format.Safe(c.Name), m
		}
	}
	return format.Safe(c.Name), partner.WebApp
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	c, found := p.list.Current()
	if !found || c.ProgramID == "" {
		return "", "", false
	}
	return c.ProgramID, c.Brand, true
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

// Back implements pane.Stepped: Esc first gives up what is being read for a
// form.
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
