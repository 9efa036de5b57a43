// Package tasks is the Tasks widget: the work that brands have assigned to the
// account, what became of it, and the words about it.
package tasks

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/problem"
	"impactdash/ui/desk"
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
const ID pane.ID = "tasks"

// loadLimit ends a question that the service takes too long over.
const loadLimit = 60 * time.Second

// Source is what the pane needs from the rest of the program.
type Source interface {
	Tasks(context.Context) (partner.Answer[partner.TaskList], error)
	MoveTasks(context.Context, partner.TaskMove) (partner.Batch, error)
	CommentTask(context.Context, partner.TaskRemark) (partner.Done, error)
	Draft(ctx context.Context, form string) (partner.Draft, error)
	NewKey() string
	desk.Source
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	load  pane.Load[partner.TaskList]
	list  *triage.Model[*partner.Task]
	verbs []keys.Action // of the pane itself, made once
	open  int           // tasks that want something done
	only  facet         // what all tasks shown have in common; the zero value lets all through
	wish  triage.Wish   // the task that another pane named

	move     pane.Slot[partner.Batch]
	sending  move            // what move is about, while it is busy
	failed   map[string]move // the last act that failed, by task; with its key if it may have been done
	aim      []task          // what the open question is about
	question dialog.Dialog
	desk     *desk.Model // notes and waiting acts

	comments
}

// task is how the list keeps tasks: by reference, because they are large.
type task = *partner.Task

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src, failed: map[string]move{}}
	p.drafts, p.shelf = map[string]partner.Draft{}, pane.NewShelf(src.SaveDraft)
	p.list = triage.New(p.spec())
	p.desk = desk.New(session, ID, src, p.settled)
	p.verbs = p.makeVerbs()
	return p
}

// settled lists the tasks anew after what is kept beside them has changed. The
// text of a comment that waits no more may be in its draft again.
func (p *Pane) settled(gone []partner.Waiting) {
	for _, w := range gone {
		if form := p.waitedFor(w); form != "" && (p.form == nil || p.note.draft.Form != form) {
			delete(p.drafts, form)
		}
	}
	if p.list.Known() {
		p.set(p.list.Items())
	}
}

// waitedFor is the form of a comment that waited; empty for other acts.
func (p *Pane) waitedFor(w partner.Waiting) string {
	if w.Kind != partner.WaitingComment {
		return ""
	}
	for _, t := range p.list.Items() {
		if partner.TaskKey(t.ID) == w.Thing {
			return partner.CommentForm(t.ID)
		}
	}
	return ""
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string {
	if p.only.kind == everything {
		return "Tasks" + p.desk.Title()
	}
	return "Tasks · only " + p.only.label() + p.desk.Title()
}

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh implements pane.Pane.
func (p *Pane) Refresh() tea.Cmd {
	return tea.Batch(p.load.Ask(p.session, ID, loadLimit, p.src.Tasks), p.desk.Ask())
}

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	p.frame = f
	p.list.SetFrame(f)
	if !f.Focused {
		p.draft.Stop() // a form that was asked for must not open over another pane
		p.typed = ""
	}
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.TaskList]]:
		return p.loaded(msg)
	case pane.Reply[partner.Batch]:
		return p.moved(msg)
	case pane.Reply[partner.Draft]:
		return p.drafted(msg)
	case pane.Reply[partner.Done]:
		return p.commented(msg)
	case pane.Reply[pane.Kept]:
		if p.shelf.Accept(msg) { // else it is the desk's
			return p.shelved(msg.Err)
		}
	case dialog.Answer:
		return p.answered(msg)
	case event.Changed:
		switch {
		case msg.Any(event.KindTask):
			return p.Refresh()
		case msg.Any(event.KindDesk):
			return p.desk.Ask()
		}
		return nil
	case effect.Visit:
		return p.visited(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.draft.Busy() {
			p.keep(msg)
			return nil
		}
		return p.list.Update(msg)
	}
	return p.desk.Update(msg)
}

// loaded takes the answer to the question for the tasks.
func (p *Pane) loaded(r pane.Reply[partner.Answer[partner.TaskList]]) tea.Cmd {
	if !p.load.Accept(r) || r.Err != nil {
		return nil
	}
	list := make([]task, len(r.Val.Value.Tasks))
	for i := range list {
		list[i] = &r.Val.Value.Tasks[i]
	}
	p.set(list)
	kept := p.load.Status().Loading // the service has not answered yet
	var gone tea.Cmd
	if p.wish.Arrived(p.goTo, kept) {
		gone = toast.Refuse("that task is not in the list any more")
	}
	if kept {
		return gone
	}
	return tea.Batch(p.desk.Reached(), gone)
}

// set exchanges the tasks.
func (p *Pane) set(list []task) {
	p.open = 0
	for _, t := range list {
		if t.Open() {
			p.open++
		}
	}
	p.list.SetItems(list)
}

// visited goes to the task that another pane names. One that is not in the
// list may be newer than the list.
func (p *Pane) visited(v effect.Visit) tea.Cmd {
	if id, ok := v.Value.(string); ok && v.About == effect.Select && p.wish.Go(id, p.goTo, p.load.Status().Loading) {
		return p.Refresh()
	}
	return nil
}

// goTo puts the cursor on a task and reports whether there is such a task.
func (p *Pane) goTo(id string) bool {
	if p.list.Select(id) {
		return true
	}
	if found := p.find([]string{id}); len(found) == 0 {
		return false
	}
	p.show(facet{})
	return p.list.Select(id)
}

// find are the tasks with these ids as they are now; those that are gone are
// left out.
func (p *Pane) find(ids []string) []task {
	at := make(map[string]task, len(ids))
	for _, id := range ids {
		at[id] = nil
	}
	for _, t := range p.list.Items() {
		if _, ok := at[t.ID]; ok {
			at[t.ID] = t
		}
	}
	var out []task
	for _, id := range ids {
		if t := at[id]; t != nil {
			out = append(out, t)
			at[id] = nil
		}
	}
	return out
}

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status { return p.load.Status() }

// Acting implements pane.Acting.
func (p *Pane) Acting() bool { return p.move.Busy() || p.remark.Busy() }

// View implements pane.Pane.
func (p *Pane) View() string {
	b := triage.Body{
		Waiting: p.load.Status().Waiting, Loading: "Loading tasks…",
		Empty: "No tasks. Work that a brand assigns to you shows up here.",
		Notes: p.notes(),
	}
	if err := p.load.Trouble(p.frame); err != nil {
		b.Troubles = []problem.Trouble{{Err: err}}
	}
	return p.list.Draw(b)
}

// notes are what is to be said below the list.
func (p *Pane) notes() []string {
	out := p.desk.Lines()
	if p.only.kind != everything {
		out = append(out, "Only "+p.only.label()+" is shown. Esc shows all again.")
	}
	v, ok := p.load.Value()
	if !ok || len(v.Tasks) == 0 {
		return out
	}
	for _, n := range v.Notes {
		what, next := toast.Words(n.Err)
		out = append(out, "Not known: "+format.Safe(n.What)+". "+what+" "+next)
	}
	if len(v.Notes) == 0 && !v.Reach.Companion {
		out = append(out, "To mark or comment, set companion_url (a companion API) or use the web: "+page(v.Reach)+". o opens it.")
	}
	return out
}

// elsewhere says what an act needs that cannot be done from here.
func (p *Pane) elsewhere() string {
	v, _ := p.load.Value()
	if len(v.Notes) > 0 {
		return "is not possible until the companion API answers (r asks again); on the web: " + page(v.Reach)
	}
	return "needs a companion API (companion_url); on the web: " + page(v.Reach)
}

// page is the screen of the web application that tasks are on.
func page(r partner.Reach) string {
	if r.Page == "" {
		return "Home › Tasks"
	}
	return format.Safe(r.Page)
}

// companion reports whether tasks can be acted on from here.
func (p *Pane) companion() bool {
	v, _ := p.load.Value()
	return v.Reach.Companion
}

// Count implements pane.Counted: the tasks that want something done.
func (p *Pane) Count() (n int, known bool) { return p.open, p.list.Known() }

// Pointed implements pane.Pointed: the title of the task, and the first file
// attached to it. Where tasks can only be worked on on the web, the address is
// that of the web application.
func (p *Pane) Pointed() (value, url string) {
	t, ok := p.list.Current()
	if !ok {
		return "", ""
	}
	if url = attached(t); url == "" && !p.companion() {
		url = partner.WebApp
	}
	return format.Safe(t.Summary), url
}

// Brand implements pane.Branded.
func (p *Pane) Brand() (programID, name string, ok bool) {
	t, found := p.list.Current()
	if !found || t.ProgramID == "" {
		return "", "", false
	}
	return t.ProgramID, t.Program, true
}

// Capturing implements pane.Capturing: while the filter is typed, and while a
// form is about to open whose text may be typed already.
func (p *Pane) Capturing() bool { return p.draft.Busy() || p.list.Capturing() }

// Cursor implements pane.Cursored.
func (p *Pane) Cursor() *tea.Cursor { return p.list.Cursor() }

// Back implements pane.Stepped.
func (p *Pane) Back() bool {
	if p.list.Back() {
		return true
	}
	if p.only.kind == everything {
		return false
	}
	p.show(facet{})
	return true
}

// Click implements pane.Clicked.
func (p *Pane) Click(x, y int) tea.Cmd { return p.list.Click(x, y) }

// Wheel implements pane.Clicked.
func (p *Pane) Wheel(steps int) tea.Cmd { return p.list.Wheel(steps) }
