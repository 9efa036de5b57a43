// Package todo is the To Do widget: what wants a decision of the account's
// holder, what was put off, and the inquiries about orders.
package todo

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/desk"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
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
	Decide(context.Context, partner.Decision) (partner.Done, error)
	Inquiries(context.Context) (partner.Answer[partner.InquiryList], error)
	CreateInquiry(context.Context, partner.InquiryInput) (partner.Done, error)
	InquiriesFromFile(ctx context.Context, path string) ([]partner.InquiryRow, error)
	SendInquiries(context.Context, []partner.InquiryRow) ([]partner.InquiryRow, error)
	LinkPrograms(context.Context) (partner.Answer[partner.ProgramList], error)
	Draft(ctx context.Context, form string) (partner.Draft, error)
	NewKey() string
	desk.Source
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	load      pane.Load[partner.TodoList]
	asks      pane.Load[partner.InquiryList]
	list      *triage.Model[todo]
	inquiries *triage.Model[inquiry]
	programs  []partner.Program // an inquiry can be filed for; none until they are needed
	verbs     map[mode]verbs    // of the pane itself, made once
	wish      triage.Wish       // what another pane named, by its key
	aim       []todo            // what the open question is about
	question  dialog.Dialog
	desk      *desk.Model // notes and waiting acts

	snoozing
	deciding
	filing
	report
	drafts
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
	p.known, p.shelf, p.keys = map[string]partner.Draft{}, pane.NewShelf(src.SaveDraft), map[verdict]string{}
	p.list, p.inquiries, p.rows = triage.New(p.spec()), triage.New(p.inquirySpec()), triage.New(rowSpec())
	p.inquiries.SetView(viewInquiries)
	p.desk = desk.New(session, ID, src, func([]partner.Waiting) { p.redraw() })
	p.verbs = p.makeVerbs()
	return p
}

// redraw lists the to-dos anew after what is kept beside them has changed.
func (p *Pane) redraw() {
	if p.list.Known() {
		p.list.SetItems(p.list.Items())
	}
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string {
	title := "To Do"
	if n := p.list.Tally(viewSnoozed); n > 0 {
		title += " · " + format.Count(int64(n)) + " snoozed"
	}
	return title + p.desk.Title()
}

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane.
func (p *Pane) Refresh() tea.Cmd {
	return tea.Batch(
		p.load.Ask(p.session, ID, loadLimit, p.src.Todos),
		p.asks.Ask(p.session, ID, loadLimit, p.src.Inquiries),
		p.desk.Ask(),
	)
}

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	p.frame = f
	for _, l := range []lister{p.list, p.inquiries, p.rows} {
		l.SetFrame(f)
	}
	if !f.Focused {
		p.giveUp() // a form that was asked for must not open over another pane
	}
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.TodoList]]:
		return p.loaded(msg)
	case pane.Reply[partner.Answer[partner.InquiryList]]:
		return p.asksLoaded(msg)
	case pane.Reply[partner.Batch]:
		return p.snoozed(msg)
	case pane.Reply[verdicts]:
		return p.decided(msg)
	case pane.Reply[opened]:
		return p.ready(msg)
	case pane.Reply[partner.Done]:
		return p.inquirySent(msg)
	case pane.Reply[[]partner.InquiryRow]:
		return p.rowsCame(msg)
	case pane.Reply[pane.Kept]:
		if p.shelf.Accept(msg) { // else it is the desk's
			return p.shelved(msg.Err)
		}
	case dialog.Answer:
		return p.answered(msg)
	case event.Changed:
		return p.changed(msg)
	case effect.Visit:
		return p.visited(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.opening.Busy() {
			p.keep(msg)
			return nil
		}
		return p.front().Update(msg)
	}
	return p.desk.Update(msg)
}

// changed loads again what others have changed: almost everything can become a
// to-do.
func (p *Pane) changed(c event.Changed) tea.Cmd {
	if c.Any(event.KindProgram) {
		p.programs = nil
	}
	if c.Any(event.KindTodo, event.KindTask, event.KindProperty, event.KindProgram, event.KindInquiry, event.KindFinance) {
		return p.Refresh()
	}
	if c.Any(event.KindDesk) {
		return p.desk.Ask()
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
	if p.load.Status().Loading { // it was kept here: the service has not answered yet
		return p.wished()
	}
	return tea.Batch(p.wished(), p.desk.Reached())
}

// visited goes to the to-do or the inquiry that another pane names, or opens
// the form of an inquiry.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	switch v.About {
	case effect.Create:
		if about, ok := v.Value.(event.Inquiry); ok {
			return p.fileFor(about)
		}
		brand, _ := v.Value.(effect.Brand)
		return p.fileFor(event.Inquiry{ProgramID: brand.ProgramID, Program: brand.Name})
	case effect.Select:
		if key, ok := v.Value.(string); ok {
			return p.visitTo(key)
		}
	}
	return nil
}

// visitTo goes to what has a key. What is not there may be newer than the
// lists.
func (p *Pane) visitTo(key string) tea.Cmd {
	if p.wish.Go(key, p.goTo, p.Status().Loading) {
		return p.Refresh()
	}
	return nil
}

// goTo puts the cursor on the to-do with a key, or on the inquiry with an id,
// and reports whether there is such a thing.
func (p *Pane) goTo(key string) bool {
	if p.list.Select(key) {
		p.listed = false
		return true
	}
	if p.noInquiries() != "" || !p.inquiries.Select(key) {
		return false
	}
	p.listed = false
	p.inquiries.SetView(viewInquiries)
	return p.list.SetView(viewInquiries)
}

// wished goes to what was asked for before the lists came.
func (p *Pane) wished() tea.Cmd {
	if p.wish.Arrived(p.goTo, p.Status().Loading) { // the other list may have it
		return toast.Refuse("that is not in the lists any more")
	}
	return nil
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
func (p *Pane) Status() pane.Status { return p.load.Status().Merge(p.asks.Status()) }

// Acting implements pane.Acting.
func (p *Pane) Acting() bool {
	return p.nap.Busy() || p.decide.Busy() || p.file.Busy() || p.send.Busy()
}

// Count implements pane.Counted: the to-dos that are not snoozed.
func (p *Pane) Count() (n int, known bool) { return p.list.Tally(viewOpen), p.list.Known() }

// Pointed implements pane.Pointed: the words of the to-do and the page that can
// do it, the order of the inquiry, or the report as a whole.
func (p *Pane) Pointed() (value, url string) {
	switch p.mode() {
	case ofRows:
		return p.reportText(), ""
	case ofInquiries:
		if q, ok := p.inquiries.Current(); ok {
			return orderCell(q, p.frame.Now), partner.WebApp
		}
		return "", ""
	}
	t, ok := p.list.Current()
	if !ok {
		return "", ""
	}
	return words(t), web(t)
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	switch p.mode() {
	case ofTodos:
		if t, found := p.list.Current(); found {
			programID, name = t.Program, t.Brand
		}
	case ofInquiries:
		if q, found := p.inquiries.Current(); found {
			programID, name = q.ProgramID, q.Program
		}
	}
	return programID, name, programID != ""
}
