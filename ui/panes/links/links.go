// Package links is the Create A Link widget: tracking links made here, the
// vanity links of the account, and the form that makes new ones.
package links

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
	"impactdash/ui/pane"
	"impactdash/ui/triage"
)

// ID names the pane.
const ID pane.ID = "links"

// Limits end questions that the service takes too long over. The vanity
// report and the programs take several requests each.
const (
	loadLimit  = 60 * time.Second
	makeLimit  = 60 * time.Second
	localLimit = 10 * time.Second // what is kept on this machine
)

// Source is what the pane needs from the rest of the program.
type Source interface {
	Links(context.Context) (partner.Answer[partner.LinkList], error)
	LinkPrograms(context.Context) (partner.Answer[partner.ProgramList], error)
	CreateLink(context.Context, partner.LinkRequest) (partner.Link, error)
	ForgetLinks(ctx context.Context, ids []string) (partner.Done, error)
	Draft(ctx context.Context, form string) (partner.Draft, error)
	SaveDraft(context.Context, partner.Draft) error
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	links    pane.Load[partner.LinkList]
	programs pane.Load[partner.ProgramList]
	list     *triage.Model[*row]

	making pane.Slot[partner.Link]
	sent   values // what is being made
	forget pane.Slot[partner.Done]
	going  []*row // what is being forgotten

	drafts drafts
	form   *dialog.Form  // open, or about to be; nil when there is none
	next   dialog.Dialog // to be put to the user; nil for nothing
	unsure map[string]bool
	asked  values        // what the open question "again?" is about
	brand  *effect.Brand // brand to make a link for when the programs come; nil for none
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	return &Pane{
		session: session, src: src, list: triage.New(spec()),
		unsure: map[string]bool{}, drafts: drafts{byProgram: map[string]values{}},
	}
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Create A Link" }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return tea.Batch(p.Refresh(), p.readDraft()) }

// Refresh asks for the links and for the programs anew, apart: the list is
// there without the programs, and the form without the list.
func (p *Pane) Refresh() tea.Cmd { return tea.Batch(p.askLinks(), p.askPrograms()) }

func (p *Pane) askLinks() tea.Cmd { return p.links.Ask(p.session, ID, loadLimit, p.src.Links) }

func (p *Pane) askPrograms() tea.Cmd {
	return p.programs.Ask(p.session, ID, loadLimit, p.src.LinkPrograms)
}

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	p.frame = f
	p.resize()
	if !f.Focused {
		p.brand = nil // its form must not open over another pane
	}
}

// resize gives the list what the line above it leaves.
func (p *Pane) resize() {
	f := p.frame
	if p.hinted() {
		f.Height--
	}
	p.list.SetFrame(f)
}

// hintFrom is the height from which the small form has a line above the list.
const hintFrom = 3

// hinted reports whether there is a line above the list. The full screen says
// the same in other places.
func (p *Pane) hinted() bool {
	return !p.frame.Zoomed && p.frame.Height >= hintFrom && len(p.list.Items()) > 0
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.LinkList]]:
		if p.links.Accept(msg) && msg.Err == nil {
			p.setRows(msg.Val.Value.Links)
		}
	case pane.Reply[partner.Answer[partner.ProgramList]]:
		if p.programs.Accept(msg) {
			return p.programsCame()
		}
	case pane.Reply[partner.Link]:
		if p.making.Accept(msg) {
			return p.made(msg.Val, msg.Err)
		}
	case pane.Reply[partner.Done]:
		if p.forget.Accept(msg) {
			return p.forgotten(msg.Val, msg.Err)
		}
	case pane.Reply[partner.Draft]:
		return p.draftRead(msg)
	case pane.Reply[saved]:
		return p.draftSaved(msg)
	case dialog.Answer:
		return p.answered(msg)
	case effect.Visit:
		return p.visited(msg)
	case event.Changed:
		return p.changed(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.list.Update(msg)
	}
	return nil
}

// changed loads again what others have changed.
func (p *Pane) changed(fact event.Changed) tea.Cmd {
	var cmds []tea.Cmd
	if fact.Any(event.KindLink) {
		cmds = append(cmds, p.askLinks())
	}
	if fact.Any(event.KindProgram, event.KindProperty) {
		cmds = append(cmds, p.askPrograms())
	}
	return tea.Batch(cmds...)
}

// setRows shows links.
func (p *Pane) setRows(links []partner.Link) {
	rows := make([]*row, len(links))
	for i, l := range links {
		rows[i] = newRow(l)
	}
	p.list.SetItems(rows)
	p.resize()
}

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status { return p.links.Status().Merge(p.programs.Status()) }

// Acting implements pane.Acting.
func (p *Pane) Acting() bool { return p.making.Busy() || p.forget.Busy() }

// View implements pane.Pane.
func (p *Pane) View() string {
	text := p.list.Draw(p.body())
	if p.hinted() && p.frame.Theme != nil {
		return p.hint() + "\n" + text
	}
	return text
}

// body is what there is to say besides the links.
func (p *Pane) body() triage.Body {
	b := triage.Body{
		Waiting: p.links.Status().Waiting, Loading: "Loading your links" + ellipsis,
		Empty: p.emptyText(), Notes: p.remarks(),
	}
	if err := p.links.Trouble(p.frame); err != nil {
		b.Troubles = append(b.Troubles, problem.Trouble{What: "Links", Err: err})
	}
	if err := p.programs.Trouble(p.frame); err != nil {
		b.Troubles = append(b.Troubles, problem.Trouble{What: "Programs", Err: err})
	}
	list, _ := p.links.Value()
	for _, n := range list.VanityNotes {
		if list.Vanity.OK && p.frame.Told(n.Err) {
			continue
		}
		b.Troubles = append(b.Troubles, problem.Trouble{What: capital(n.What), Err: n.Err})
	}
	return b
}

// Count implements pane.Counted. No link at all is known only where all that
// was asked has been answered.
func (p *Pane) Count() (n int, known bool) {
	n = len(p.list.Items())
	list, _ := p.links.Value()
	return n, p.list.Known() && (n > 0 || p.links.Err() == nil && len(list.VanityNotes) == 0)
}

// Pointed implements pane.Pointed: the link under the cursor. The clipboard
// gets nothing that a shell would take for a command.
func (p *Pane) Pointed() (value, url string) {
	r, ok := p.list.Current()
	if !ok {
		if p.joinedNone() {
			return "", partner.WebApp
		}
		return "", ""
	}
	value = format.Safe(r.URL)
	if effect.Web(r.URL) {
		url = r.URL
	}
	return value, url
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	r, ok := p.list.Current()
	if !ok {
		return "", "", false
	}
	return r.ProgramID, r.Program, r.ProgramID != ""
}

// Asks is what the pane wants put to the user, once; nil for nothing.
func (p *Pane) Asks() dialog.Dialog {
	d := p.next
	p.next = nil
	return d
}

// Capturing implements pane.Capturing.
func (p *Pane) Capturing() bool { return p.list.Capturing() }

// Cursor implements pane.Cursored.
func (p *Pane) Cursor() *tea.Cursor {
	c := p.list.Cursor()
	if c != nil && p.hinted() {
		c.Y++
	}
	return c
}

// Back implements pane.Stepped.
func (p *Pane) Back() bool { return p.list.Back() }

// Click implements pane.Clicked.
func (p *Pane) Click(x, y int) tea.Cmd {
	if p.hinted() {
		y--
	}
	if y < 0 {
		return nil
	}
	return p.list.Click(x, y)
}

// Wheel implements pane.Clicked.
func (p *Pane) Wheel(steps int) tea.Cmd { return p.list.Wheel(steps) }
