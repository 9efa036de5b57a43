// Package todo is the To Do widget: what wants a decision of the account's
// holder, what was put off, and the inquiries about orders.
package todo

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
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
const ID pane.ID = "todo"

// loadLimit ends a question that the service takes too long over.
const loadLimit = 60 * time.Second

// Source is what the pane needs from the rest of the program.
type Source interface {
	Todos(context.Context) (partner.Answer[partner.TodoList], error)
	SnoozeTodos(context.Context, partner.Snooze) (partner.Batch, error)
	WakeTodos(context.Context, []partner.Todo) (partner.Batch, error)
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	load  pane.Load[partner.TodoList]
	list  *triage.Model[todo]
	verbs []keys.Action // of the pane itself, made once
	wish  string        // key of the to-do to go to when the list comes; empty for none

	snoozing
	question dialog.Dialog
}

// todo is a to-do as the list keeps it: by reference, because it is large, and
// with its place in the service's order.
type todo = *entry

type entry struct {
	partner.Todo
	rank int
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src}
	p.list = triage.New(p.spec())
	p.verbs = p.makeVerbs()
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string {
	if n := p.list.Tally(viewSnoozed); n > 0 {
		return "To Do · " + format.Count(int64(n)) + " snoozed"
	}
	return "To Do"
}

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane.
func (p *Pane) Refresh() tea.Cmd { return p.load.Ask(p.session, ID, loadLimit, p.src.Todos) }

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	p.frame = f
	p.list.SetFrame(f)
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.TodoList]]:
		return p.loaded(msg)
	case pane.Reply[partner.Batch]:
		return p.snoozed(msg)
	case dialog.Answer:
		return p.answered(msg)
	case event.Changed:
		if msg.Any(event.KindTodo, event.KindTask, event.KindProperty, event.KindProgram, event.KindInquiry, event.KindFinance) {
			return p.Refresh()
		}
	case effect.Visit:
		return p.visited(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.list.Update(msg)
	}
	return nil
}

// loaded takes the answer to the question for the to-dos.
func (p *Pane) loaded(r pane.Reply[partner.Answer[partner.TodoList]]) tea.Cmd {
	if !p.load.Accept(r) || r.Err != nil {
		return nil
	}
	all := r.Val.Value.Todos
	list := make([]todo, len(all))
	for i := range list {
		list[i] = &entry{all[i], i}
	}
	p.list.SetItems(list)
	if wish := p.wish; wish != "" {
		p.wish = ""
		if !p.list.Select(wish) {
			return toast.Refuse("that to-do is not in the list any more")
		}
	}
	return nil
}

// visited goes to the to-do that another pane names. One that is not in the
// list may be newer than the list.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	key, ok := v.Value.(string)
	if v.About != effect.Select || !ok || p.list.Select(key) {
		return nil
	}
	p.wish = key
	if p.load.Status().Loading {
		return nil
	}
	return p.Refresh()
}

// find are to-dos as they are now; those that are gone are left out.
func (p *Pane) find(all []todo) []todo {
	now := make(map[string]todo, len(all))
	for _, t := range p.list.Items() {
		now[t.Key()] = t
	}
	var out []todo
	for _, t := range all {
		if t := now[t.Key()]; t != nil {
			out = append(out, t)
		}
	}
	return out
}

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status { return p.load.Status() }

// Count implements pane.Counted: the to-dos that are not snoozed.
func (p *Pane) Count() (n int, known bool) { return p.list.Tally(viewOpen), p.list.Known() }

// Pointed implements pane.Pointed: the words of the to-do, and the page that
// can do it.
func (p *Pane) Pointed() (value, url string) {
	t, ok := p.list.Current()
	if !ok {
		return "", ""
	}
	return words(t), web(t)
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	t, found := p.list.Current()
	if !found || t.Program == "" {
		return "", "", false
	}
	return t.Program, t.Brand, true
}

// Capturing implements pane.Capturing.
func (p *Pane) Capturing() bool { return p.list.Capturing() }

// Cursor implements pane.Cursored.
func (p *Pane) Cursor() *tea.Cursor { return p.list.Cursor() }

// Back implements pane.Stepped.
func (p *Pane) Back() bool { return p.list.Back() }

// Click implements pane.Clicked.
func (p *Pane) Click(x, y int) tea.Cmd { return p.list.Click(x, y) }

// Wheel implements pane.Clicked.
func (p *Pane) Wheel(steps int) tea.Cmd { return p.list.Wheel(steps) }
