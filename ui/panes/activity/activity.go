// Package activity is the Activity screen: what changed on the account, since
// when, why, and what it did to Total Pending.
package activity

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/triage"
)

// ID names the pane.
const ID pane.ID = "activity"

// Ends of the questions.
const (
	pollLimit = 120 * time.Second // goes to the service, which may be many requests
	loadLimit = 20 * time.Second  // reads what this machine has kept
)

// Source is what the pane needs from the rest of the program.
type Source interface {
	Activity(context.Context, partner.ActivityQuery) (partner.Answer[partner.Activity], error)
	Poll(context.Context) (partner.Unread, error)
	ReadActivity(ctx context.Context, upTo time.Time) error
}

// entry is how the list keeps changes: by reference, because they are large.
type entry = *partner.Event

// lists is what the history answers: the changes that the filter lets through,
// and all of the period, so that taking the filter off needs no question.
type lists struct {
	of   filter
	some partner.Activity
	all  partner.Activity
}

func (l lists) shown() partner.Activity {
	if l.of.narrow() {
		return l.some
	}
	return l.all
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	load   pane.Load[lists]
	poll   pane.Slot[partner.Unread]
	pollBy error // why the newest poll failed; nil when it did not
	list   *triage.Model[entry]
	verbs  verbs // of the pane itself, made once

	have       lists             // what is on the screen
	want       filter            // what is asked for
	brands     map[string]string // names by program id, of all changes seen
	currencies []string          // of all changes seen
	question   dialog.Dialog

	look   pane.Slot[looked]
	count  int       // changes the user has not looked at
	newest time.Time // Seen of the newest change, as the newest poll says
	read   time.Time // what was noticed up to then has been looked at
	since  time.Time // what was noticed after it has a mark; stays for a visit
	unseen int       // changes among count that were not in the list of this visit
	away   bool      // gone to the thing of a change, to come back

	above []string // lines above the list
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src, brands: map[string]string{}}
	p.load.Local = true
	p.want = filter{period: week}
	p.have.of = p.want
	p.list = triage.New(p.spec())
	p.verbs = p.makeVerbs()
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Activity · " + strings.ToLower(p.have.of.period.words()) }

// Init implements pane.Pane: a look for changes. They are listed after it, or
// when the screen is opened: nothing of that is seen at the start, when nine
// panes want to show what was kept.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane: it looks for changes and lists them then.
func (p *Pane) Refresh() tea.Cmd {
	return p.poll.Start(p.session, pane.Ask[partner.Unread]{To: ID, Limit: pollLimit, Do: p.src.Poll})
}

// ask lists the changes that are wanted, of those known on this machine.
func (p *Pane) ask() tea.Cmd {
	src, f, now := p.src, p.want, p.frame.Now
	return p.load.Ask(p.session, ID, loadLimit, func(ctx context.Context) (partner.Answer[lists], error) {
		all, err := src.Activity(ctx, f.wide().query(now))
		out := partner.Answer[lists]{Value: lists{of: f, all: all.Value}, AsOf: all.AsOf}
		if err == nil && f.narrow() {
			all, err = src.Activity(ctx, f.query(now))
			out.Value.some = all.Value
		}
		return out, err
	})
}

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	if f == p.frame {
		return
	}
	left := p.frame.Focused && !f.Focused
	p.frame = f
	if left && !p.away { // the visit is over: what it showed is old news now
		p.since, p.unseen = p.read, 0
		p.list.SetItems(p.list.Items())
	}
	p.away = p.away && !f.Focused
	p.arrange()
}

// arrange gives the list the room below the lines above it.
func (p *Pane) arrange() {
	p.above = p.head()
	f := p.frame
	f.Height = max(f.Height-len(p.above), 0)
	p.list.SetFrame(f)
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Unread]:
		return p.polled(msg)
	case pane.Reply[partner.Answer[lists]]:
		return p.loaded(msg)
	case pane.Reply[looked]:
		return p.marked(msg)
	case dialog.Answer:
		return p.answered(msg)
	case effect.Visit:
		return p.visited(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.list.Update(msg)
	}
	return nil
}

// polled lists the changes anew after they were looked for. Where that failed
// another program on this machine may have found some.
func (p *Pane) polled(r pane.Reply[partner.Unread]) tea.Cmd {
	if !p.poll.Accept(r) {
		return nil
	}
	var call tea.Cmd
	switch {
	case r.Err == nil:
		if !p.newest.IsZero() && r.Val.Newest.After(p.newest) && r.Val.Count > 0 { // the first look is at what came before the program
			call = effect.Notify{Text: changesText(r.Val.Count)}.Cmd()
		}
		p.pollBy, p.count, p.newest = nil, r.Val.Count, r.Val.Newest
	case partner.KindOf(r.Err) != partner.Canceled:
		p.pollBy = r.Err
	}
	return tea.Batch(p.ask(), call)
}

// changesText counts changes nobody has looked at, in words.
func changesText(n int) string {
	if n == 1 {
		return "1 change you have not seen"
	}
	return format.Count(int64(n)) + " changes you have not seen"
}

// loaded takes the list of changes. One that is no longer wanted, because the
// filter was taken off meanwhile, is asked for anew.
func (p *Pane) loaded(r pane.Reply[partner.Answer[lists]]) tea.Cmd {
	if r.Err == nil && r.Val.Value.of != p.want {
		if p.load.Refuse(r) {
			return p.ask()
		}
		return nil
	}
	if !p.load.Accept(r) {
		return nil
	}
	if r.Err != nil {
		p.want = p.have.of // the line above tells what is on the screen
		return nil
	}
	p.have = r.Val.Value
	p.know(p.have.all)
	if at := p.have.all.Read; at.After(p.read) {
		p.read = at
	}
	if !p.frame.Focused || !p.list.Known() {
		p.since = p.read
	}
	n := after(p.have.all.Events, p.read)
	if p.newest.IsZero() { // nobody has counted yet
		p.count = n
	}
	if p.count > 0 { // else it is as it was when the user looked
		p.unseen = max(p.count-n, 0)
	}
	p.fill()
	return p.see()
}

// fill lists what is on the screen.
func (p *Pane) fill() {
	events := p.have.shown().Events
	list := make([]entry, len(events))
	for i := range list {
		list[i] = &events[i]
	}
	p.list.SetItems(list)
	p.arrange()
}

// visited is the screen being opened, perhaps for one change.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	if !p.list.Known() && !p.load.Status().Loading {
		return p.ask() // the first look is still under way
	}
	if id, ok := v.Value.(string); ok && v.About == effect.Select && !p.list.Select(id) {
		return tea.Batch(p.see(), toast.Refuse("that change is not listed here"))
	}
	return p.see()
}

// answered carries out what the user has answered to a question of the pane.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	switch a.Ask {
	case askFilter:
		return p.filterAnswered(a)
	case askPeriod:
		f := p.want
		f.period = period(a.Choice)
		return p.show(f)
	}
	return nil
}

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status {
	s := p.load.Status()
	return s.Merge(pane.Status{AsOf: s.AsOf, Loading: p.poll.Busy(), Err: p.pollBy})
}

// Count implements pane.Counted: the changes the user has not looked at. That
// there are none is not worth a figure.
func (p *Pane) Count() (n int, known bool) { return p.count, p.list.Known() && p.count > 0 }

// Asks hands over the question the pane has for the user, once.
func (p *Pane) Asks() dialog.Dialog {
	d := p.question
	p.question = nil
	return d
}

// Pointed implements pane.Pointed: the id of what changed. What can be done
// about it is on the web.
func (p *Pane) Pointed() (value, url string) {
	e, ok := p.list.Current()
	if !ok {
		return "", ""
	}
	return format.Safe(e.ThingID), partner.WebApp
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	e, found := p.list.Current()
	if !found || e.ProgramID == "" {
		return "", "", false
	}
	return e.ProgramID, e.Program, true
}

// Capturing implements pane.Capturing.
func (p *Pane) Capturing() bool { return p.list.Capturing() }

// Cursor implements pane.Cursored.
func (p *Pane) Cursor() *tea.Cursor {
	c := p.list.Cursor()
	if c != nil {
		c.Y += len(p.above)
	}
	return c
}

// Back implements pane.Stepped: out of what the list has open, then of the
// filter.
func (p *Pane) Back() bool {
	if p.list.Back() {
		return true
	}
	if !p.have.of.narrow() {
		return false
	}
	p.have.of = p.have.of.wide()
	p.want = p.have.of
	p.fill()
	return true
}

// Click implements pane.Clicked.
func (p *Pane) Click(x, y int) tea.Cmd {
	if y < len(p.above) {
		return nil
	}
	return p.list.Click(x, y-len(p.above))
}

// Wheel implements pane.Clicked.
func (p *Pane) Wheel(steps int) tea.Cmd { return p.list.Wheel(steps) }
