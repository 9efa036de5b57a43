// Package social is the My Social Accounts widget: the social profiles, sites
// and apps where the account promotes, how their sign-ins are doing, and the
// forms to add and change them.
package social

import (
	"context"
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
const ID pane.ID = "social"

// Limits after which a question or an act that the service takes too long over
// is ended.
const (
	loadLimit  = 60 * time.Second
	writeLimit = 60 * time.Second
)

// Source is what the pane needs from the rest of the program.
type Source interface {
	Properties(context.Context) (partner.Answer[partner.PropertyList], error)
	SaveProperty(context.Context, partner.PropertyInput) (partner.Done, error)
	RemoveProperties(ctx context.Context, ids []string) (partner.Batch, error)
	Connect(ctx context.Context, platform, propertyID, key string) (partner.Connection, error)
	Draft(ctx context.Context, form string) (partner.Draft, error)
	SaveDraft(context.Context, partner.Draft) error
	NewKey() string
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	load  pane.Load[partner.PropertyList]
	list  *triage.Model[row]
	verbs []keys.Action // of the pane itself, made once
	wish  string        // address of the property to go to when the list comes; empty for none
	named triage.Wish   // the account that another pane named

	question dialog.Dialog // to be put to the user; nil for none
	aim      []string      // ids that the open confirmation is about

	remove  pane.Slot[partner.Batch]
	connect pane.Slot[partner.Connection]
	signing signing // the sign-in that was begun last
	editor
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src}
	p.shelf = pane.NewShelf(src.SaveDraft)
	p.list = triage.New(spec())
	p.verbs = p.makeVerbs()
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Social Accounts" }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane.
func (p *Pane) Refresh() tea.Cmd { return p.load.Ask(p.session, ID, loadLimit, p.src.Properties) }

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status { return p.load.Status() }

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	p.frame = f
	p.list.SetFrame(f)
	if !f.Focused {
		p.giveUpOpening() // a form that was asked for must not open over another pane
	}
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.PropertyList]]:
		return p.loaded(msg)
	case pane.Reply[partner.Draft]:
		return p.drafted(msg)
	case pane.Reply[pane.Kept]:
		return p.kept(msg)
	case pane.Reply[partner.Done]:
		return p.saved(msg)
	case pane.Reply[partner.Batch]:
		return p.removed(msg)
	case pane.Reply[partner.Connection]:
		return p.connected(msg)
	case pauseMsg:
		return p.paused(msg)
	case dialog.Answer:
		return p.answered(msg)
	case event.Changed:
		if msg.Any(event.KindProperty) {
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

// loaded takes the answer to the question for the properties.
func (p *Pane) loaded(r pane.Reply[partner.Answer[partner.PropertyList]]) tea.Cmd {
	if !p.load.Accept(r) || r.Err != nil {
		return nil
	}
	p.signing.over = true
	list := make([]row, len(r.Val.Value.Properties))
	for i, property := range r.Val.Value.Properties {
		list[i] = newRow(property)
	}
	p.list.SetItems(list)
	if wish := p.wish; wish != "" {
		p.wish = ""
		if r, ok := p.at(wish); ok {
			p.list.Select(r.ID)
		}
	}
	if p.named.Arrived(p.list.Select, p.load.Status().Loading) {
		return toast.Refuse("that account is not in the list any more")
	}
	return nil
}

// visited goes to the property that another pane names, or opens the form for
// a new one. A property that is not in the list may be newer than the list.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	switch v.About {
	case effect.Create:
		return p.add()
	case effect.Select:
		if id, ok := v.Value.(string); ok && p.named.Go(id, p.list.Select, p.load.Status().Loading) {
			return p.Refresh()
		}
	}
	return nil
}

// find is the property with an id as it is now.
func (p *Pane) find(id string) (row, bool) {
	for _, r := range p.list.Items() {
		if r.ID == id {
			return r, true
		}
	}
	return nil, false
}

// at is the property that has an address.
func (p *Pane) at(url string) (row, bool) {
	for _, r := range p.list.Items() {
		if partner.SamePage(r.URL, url) {
			return r, true
		}
	}
	return nil, false
}

// Acting implements pane.Acting.
func (p *Pane) Acting() bool { return p.save.Busy() || p.remove.Busy() || p.connect.Busy() }

// View implements pane.Pane.
func (p *Pane) View() string {
	b := triage.Body{
		Waiting: p.load.Status().Waiting, Loading: "Loading social accounts…", Empty: noAccount + " Press a to add one.", Notes: p.notes(),
	}
	if err := p.load.Trouble(p.frame); err != nil {
		b.Troubles = []problem.Trouble{{Err: err}}
	}
	return p.list.Draw(b)
}

// The rule that makes social accounts worth connecting.
const (
	campaignFollowers = 1000
	noAccount         = "No social accounts yet. Creator campaigns ask for a connected account with at least 1,000 followers."
)

// notes are what is to be said below the list.
func (p *Pane) notes() []string {
	var out []string
	v, ok := p.load.Value()
	if !ok {
		return nil
	}
	if s := p.signing; s.pending(p.frame.Now) {
		out = append(out, "Finish signing in at "+s.name+" in the browser, then press r.")
	}
	for _, n := range v.Notes {
		what, next := toast.Words(n.Err)
		out = append(out, "Not known: "+format.Safe(n.What)+". "+what+" "+next)
	}
	if len(v.Properties) == 0 {
		return out
	}
	switch {
	case p.list.Tally(viewSocial) == 0:
		out = append(out, noAccount)
	case !v.Reach.Companion && len(v.Notes) == 0:
		out = append(out, "Connecting "+p.elsewhere()+".")
	case v.Reach.Companion && !p.eligible():
		out = append(out, "Creator campaigns ask for a connected account with at least 1,000 followers; none here is one.")
	}
	return out
}

// eligible reports whether there is a connected account large enough for
// campaigns.
func (p *Pane) eligible() bool {
	for _, r := range p.list.Items() {
		if r.social() && healthOf(r, p.frame.Now) == partner.HealthConnected && r.size >= campaignFollowers {
			return true
		}
	}
	return false
}

// elsewhere says what an act needs that cannot be done from here.
func (p *Pane) elsewhere() string {
	v, _ := p.load.Value()
	where := "; on the web: " + page(v.Reach)
	if len(v.Notes) > 0 {
		return "is not possible until the companion API answers (r asks again)" + where
	}
	return "needs a companion API (companion_url)" + where
}

// page is the screen of the web application that social accounts are on.
func page(r partner.Reach) string {
	if r.Page == "" {
		return "Settings › Media Properties"
	}
	return format.Safe(r.Page)
}

// Count implements pane.Counted: the social accounts.
func (p *Pane) Count() (n int, known bool) { return p.list.Tally(viewSocial), p.list.Known() }

// Pointed implements pane.Pointed: the handle, else the name, and the page of
// the property.
func (p *Pane) Pointed() (value, url string) {
	r, ok := p.list.Current()
	if !ok {
		return "", ""
	}
	if effect.Web(r.URL) {
		url = r.URL
	}
	return r.called(), url
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
