// Package finder is the Finder screen: one search over all actions this
// machine has seen, the life of each, and the way to ask about it.
package finder

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/field"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/triage"
)

// ID names the pane.
const ID pane.ID = "finder"

// loadLimit ends a question. It reads what this machine has kept.
const loadLimit = 20 * time.Second

// Source is what the pane needs from the rest of the program.
type Source interface {
	Find(context.Context, partner.Find) (partner.Answer[partner.Found], error)
	Timeline(ctx context.Context, actionID string) (partner.Answer[partner.Timeline], error)
}

// hit is how the list keeps what was found: by reference, because it is large.
type hit = *partner.Hit

// found is what was found, and by which text.
type found struct {
	by string
	partner.Found
}

// life is the timeline of the action with an id.
type life struct {
	of string
	partner.Timeline
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	load  pane.Load[found]
	list  *triage.Model[hit]
	steps []keys.Action // of the list
	verbs verbs         // of the pane itself; both made once

	query  *field.Edit
	typing bool   // the field has the cursor
	sought string // what was searched for last, be it answered or not
	typed  int    // counts changes of the text, so that an outdated pause does nothing
	wish   string // action to go to when it is found; empty for none
	leap   bool   // go from the field to what is found
	traced bool   // opened for one action: Esc goes back to where that was
	away   bool   // left for another pane, to come back to the list

	asking  pane.Slot[life]
	asked   string // action whose timeline was asked for
	life    life   // the newest timeline that came
	lifeErr error  // why that of asked could not be had; nil when it could

	above []string // lines above the list
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src, query: field.NewEdit(false)}
	p.load.Local = true
	p.list = triage.New(p.spec())
	p.steps = p.listActions()
	p.verbs = p.makeVerbs()
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Finder" }

// Init implements pane.Pane: it asks how much there is to search.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane.
func (p *Pane) Refresh() tea.Cmd { return p.find() }

// text is what is searched for.
func (p *Pane) text() string { return strings.TrimSpace(p.query.Value()) }

// find searches for the text there is now.
func (p *Pane) find() tea.Cmd {
	p.typed++ // a pause that has begun is over
	src, text := p.src, p.text()
	p.sought = text
	cmd := p.load.Ask(p.session, ID, loadLimit, func(ctx context.Context) (partner.Answer[found], error) {
		a, err := src.Find(ctx, partner.Find{Text: text})
		return partner.Answer[found]{Value: found{text, a.Value}, AsOf: a.AsOf}, err
	})
	p.arrange()
	return cmd
}

// pause is how long the typing must have rested before it is searched for.
const pause = 150 * time.Millisecond

// pauseMsg says that the typing has rested.
type pauseMsg struct{ typed int }

// Dest implements pane.Addressed.
func (pauseMsg) Dest() pane.ID { return ID }

// findSoon searches when nothing more is typed.
func (p *Pane) findSoon() tea.Cmd {
	p.typed++
	p.traced, p.wish = false, ""
	now := pauseMsg{p.typed}
	p.arrange()
	return tea.Tick(pause, func(time.Time) tea.Msg { return now })
}

// SetFrame implements pane.Pane. The field has the keys when the screen is
// opened, the list when one comes back to it.
func (p *Pane) SetFrame(f pane.Frame) {
	if f == p.frame {
		return
	}
	if f.Focused && !p.frame.Focused {
		p.typing, p.away = !p.away, false
	}
	p.typing = p.typing && f.Focused
	p.frame = f
	p.arrange()
}

// arrange gives the list the room below the field.
func (p *Pane) arrange() {
	p.above = p.head()
	f := p.frame
	f.Height = max(f.Height-len(p.above), 0)
	p.list.SetFrame(f)
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[found]]:
		return p.loaded(msg)
	case pane.Reply[life]:
		return p.lived(msg)
	case pauseMsg:
		if msg.typed == p.typed {
			return p.find()
		}
	case effect.Visit:
		return p.visited(msg)
	case event.Changed:
		if msg.Any(event.KindInquiry) {
			return p.Refresh()
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.typing && p.query.Update(msg) {
			return p.findSoon()
		}
		p.arrange() // the cursor may have moved
	}
	return nil
}

// loaded takes what was found. By another text the best comes under the
// cursor; by the same one the cursor stays.
func (p *Pane) loaded(r pane.Reply[partner.Answer[found]]) tea.Cmd {
	if r.Val.Value.by != p.sought { // it was given up meanwhile
		p.load.Refuse(r)
		return nil
	}
	before, known := p.load.Value()
	if !p.load.Accept(r) {
		return nil
	}
	defer p.arrange()
	if r.Err != nil {
		p.leap = false
		return nil
	}
	hits := r.Val.Value.Hits
	list := make([]hit, len(hits))
	for i := range list {
		list[i] = &hits[i]
	}
	p.list.SetItems(list)
	if len(list) > 0 && (!known || before.by != r.Val.Value.by) {
		p.list.Select(key(list[0]))
	}
	first := p.wished()
	p.typing = p.typing && !p.leap
	p.leap = false
	p.asked = "" // the timeline may have grown as well
	return tea.Batch(first, p.follow())
}

// wished goes to the action that the screen was opened for.
func (p *Pane) wished() tea.Cmd {
	wish := p.wish
	p.wish = ""
	switch {
	case wish == "":
		return nil
	case !p.list.Select(actionKey(wish)):
		return toast.Refuse("that action is not kept on this machine")
	}
	cmd := p.showDetail()
	p.traced = true // the user has done nothing yet
	return cmd
}

// follow asks for the timeline of the action under the cursor.
func (p *Pane) follow() tea.Cmd {
	id := ""
	if h, ok := p.list.Current(); ok {
		id = h.Action.V.ID
	}
	if id == p.asked {
		return nil
	}
	p.asked, p.lifeErr = id, nil
	p.asking.Stop()
	if id == "" {
		return nil
	}
	src := p.src
	return p.asking.Start(p.session, pane.Ask[life]{To: ID, Limit: loadLimit, Do: func(ctx context.Context) (life, error) {
		a, err := src.Timeline(ctx, id)
		return life{id, a.Value}, err
	}})
}

// lived takes a timeline.
func (p *Pane) lived(r pane.Reply[life]) tea.Cmd {
	if !p.asking.Accept(r) {
		return nil
	}
	if r.Err == nil {
		p.life = r.Val
	} else if partner.KindOf(r.Err) != partner.Canceled {
		p.lifeErr = r.Err
	}
	p.list.Retell()
	return nil
}

// lifeOf is the timeline of an action, if it has come.
func (p *Pane) lifeOf(id string) (partner.Timeline, bool) {
	return p.life.Timeline, id != "" && p.life.of == id
}

// visited is the screen being opened, perhaps for one action. Else it searches
// anew: more may be known by now.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	trace, ok := v.Value.(event.Trace)
	if !ok || v.About != effect.Select || trace.ActionID == "" {
		p.typing = p.frame.Focused
		return p.find()
	}
	p.query.SetValue(format.Safe(trace.ActionID))
	p.typing, p.traced, p.wish = false, true, trace.ActionID
	return p.find()
}

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status { return p.load.Status() }

// Pointed implements pane.Pointed: the id of the order, or of the action where
// the order has none.
func (p *Pane) Pointed() (value, url string) {
	h, ok := p.list.Current()
	if !ok {
		return "", ""
	}
	if value = order(h); value == format.None {
		value = ""
	}
	return value, partner.WebApp
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	h, found := p.list.Current()
	if !found {
		return "", "", false
	}
	programID, name = h.Action.V.ProgramID, h.Action.V.Program
	if h.Inquiry.OK {
		programID, name = h.Inquiry.V.ProgramID, h.Inquiry.V.Program
	}
	return programID, name, programID != ""
}

// Capturing implements pane.Capturing.
func (p *Pane) Capturing() bool { return p.typing }

// Back implements pane.Stepped: out of the detail, then of the search. Opened
// for one action it goes back to where that was.
func (p *Pane) Back() bool {
	switch {
	case p.traced:
		p.traced = false
		return false
	case p.list.Back():
		return true
	case p.text() == "":
		return false
	}
	p.clear()
	return true
}

// clear empties the field and with it the list.
func (p *Pane) clear() {
	p.query.SetValue("")
	p.typed++
	p.sought = ""
	p.leap, p.wish = false, ""
	p.list.SetItems(nil)
	p.arrange()
}

// Click implements pane.Clicked: on the field it gives that the keys.
func (p *Pane) Click(x, y int) tea.Cmd {
	if y < len(p.above) {
		p.typing = p.frame.Focused
		p.arrange()
		return nil
	}
	p.typing, p.traced = false, false
	p.arrange()
	return tea.Batch(p.list.Click(x, y-len(p.above)), p.follow())
}

// Wheel implements pane.Clicked.
func (p *Pane) Wheel(steps int) tea.Cmd { return tea.Batch(p.list.Wheel(steps), p.follow()) }
