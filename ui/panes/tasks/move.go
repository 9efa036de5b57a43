package tasks

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// Time that an act may take: for the first task, and for each more, which are
// sent one after the other.
const (
	actLimit  = 60 * time.Second
	eachLimit = 5 * time.Second
)

// remarkLimit is the most characters of a comment.
const remarkLimit = 4000

// move is an act on tasks on its way.
type move struct {
	partner.TaskMove
	tasks   []task           // those that are sent, as they were then
	refused []partner.Failed // those that were not, for a reason that was known
}

// name is what the act is about.
func (m move) name() string { return named(m.tasks) }

// act begins an act: with a question where the service wants to know why, or
// where it cannot be taken back.
func (p *Pane) act(act partner.TaskAct, targets []task) tea.Cmd {
	p.aim = targets
	switch act {
	case partner.TaskBlock, partner.TaskReject, partner.TaskRepeated:
		if p.blocked(act, targets) == "" {
			return p.askWhy(act)
		}
	case partner.TaskArchive:
		if p.blocked(act, targets) == "" {
			p.question = dialog.NewConfirm(dialog.Confirmation{
				To: ID, Ask: askArchive, Title: "Archive", Question: "Archive " + named(possible(act, targets)) + "?",
				Effects: []string{"It leaves all lists here and cannot be brought back from here."}, Yes: "Archive",
			})
			return nil
		}
	}
	return p.send(act, targets, "")
}

func idsOf(all []task) []string {
	ids := make([]string, len(all))
	for i, t := range all {
		ids[i] = t.ID
	}
	return ids
}

// possible are the tasks that an act is possible with.
func possible(act partner.TaskAct, all []task) []task {
	return slices.DeleteFunc(slices.Clone(all), func(t task) bool { return refusal(t, act) != "" })
}

// sentence is an error that is shown as it is.
type sentence string

func (s sentence) Error() string { return string(s) }

// adjective is what a task is after the acts that ask why.
func adjective(act partner.TaskAct) string {
	switch act {
	case partner.TaskBlock:
		return "blocked"
	case partner.TaskRepeated:
		return "duplicate"
	}
	return "invalid"
}

// send carries an act out with those tasks that it is possible with. They are
// looked at again: a refresh may have changed them while a question was open.
func (p *Pane) send(act partner.TaskAct, targets []task, comment string) tea.Cmd {
	m := move{TaskMove: partner.TaskMove{Act: act, Comment: comment}}
	targets = p.find(idsOf(targets))
	if why := p.blocked(act, targets); why != "" {
		return toast.Refuse(why)
	}
	for _, t := range targets {
		if why := refusal(t, act); why != "" {
			m.refused = append(m.refused, partner.Failed{ID: t.ID, Name: t.Summary, Err: &partner.Error{Op: "change task", Kind: partner.Invalid, Detail: why}})
			continue
		}
		m.tasks, m.IDs = append(m.tasks, t), append(m.IDs, t.ID)
	}
	if earlier, ok := p.earlier(act, m.IDs); ok && earlier.Comment == comment {
		m.Key = earlier.Key
	}
	if d := p.drafts[whyForm(act, m.IDs)]; m.Key == "" && len(m.IDs) == 1 && d.Values[fieldText] == comment {
		m.Key = d.Key // it may have arrived before a restart
	}
	if m.Key == "" {
		m.Key = p.src.NewKey()
	}
	p.sending = m
	src, sent := p.src, m.TaskMove
	return tea.Batch(p.keepWhy(m), p.move.Start(p.session, pane.Ask[partner.Batch]{
		To: ID, Limit: actLimit + time.Duration(len(m.IDs))*eachLimit,
		Do: func(ctx context.Context) (partner.Batch, error) { return src.MoveTasks(ctx, sent) },
	}))
}

// earlier is the act that failed before with all of these tasks. To try it
// again is the same act, with the same comment and the same key.
func (p *Pane) earlier(act partner.TaskAct, ids []string) (m move, ok bool) {
	for i, id := range ids {
		f, found := p.failed[id]
		if !found || f.Act != act || i > 0 && (f.Key != m.Key || f.Comment != m.Comment) {
			return move{}, false
		}
		m = f
	}
	return m, len(ids) > 0
}

// moved takes the outcome of an act.
func (p *Pane) moved(r pane.Reply[partner.Batch]) tea.Cmd {
	if !p.move.Accept(r) {
		return nil
	}
	m := p.sending
	p.sending = move{}
	if r.Err != nil {
		return p.notMoved(m, r.Err)
	}
	done := m.those(r.Val.OK)
	p.list.Step(done)
	p.apply(m.Act, done)
	for _, f := range r.Val.Failed {
		p.again(m, f.ID, f.Err)
	}
	return tea.Batch(p.afterWhy(m, r.Val.Failed), p.tell(r.Val.Kinds), m.report(done, slices.Concat(r.Val.Failed, m.refused)))
}

// notMoved tells that an act failed as a whole.
func (p *Pane) notMoved(m move, err error) tea.Cmd {
	for _, id := range m.IDs {
		p.again(m, id, err)
	}
	failed := []partner.Failed{{ID: m.tasks[0].ID, Name: m.tasks[0].Summary, Err: err}}
	switch partner.KindOf(err) {
	case partner.Canceled:
		return nil
	case partner.Uncertain, partner.Conflict, partner.NotFound:
		return tea.Batch(p.afterWhy(m, failed), p.Refresh(), m.report(nil, failed))
	}
	return tea.Batch(p.afterWhy(m, failed), m.report(nil, failed))
}

// again keeps an act that failed for when it is tried again: the comment in any
// case, the key where it is not known whether it was done. After a clear
// refusal the key would only bring the same answer back.
func (p *Pane) again(m move, id string, err error) {
	if !unclear(err) {
		m.Key = ""
	}
	p.failed[id] = m
}

// unclear reports whether a write that failed may have been done.
func unclear(err error) bool {
	switch partner.KindOf(err) {
	case partner.Invalid, partner.Unauthorized, partner.Forbidden, partner.NotFound, partner.Conflict, partner.RateLimited, partner.Unsupported, partner.Withheld:
		return false
	}
	return true
}

// tell says that things have changed, and sees to it that the tasks are loaded
// again.
func (p *Pane) tell(kinds []string) tea.Cmd {
	if slices.Contains(kinds, event.KindTask) {
		return event.Tell(kinds...) // which comes back to this pane
	}
	return tea.Batch(p.Refresh(), event.Tell(kinds...))
}

// those are the tasks of the act with these ids.
func (m move) those(ids []string) []task {
	return slices.DeleteFunc(slices.Clone(m.tasks), func(t task) bool { return !slices.Contains(ids, t.ID) })
}

// apply shows what the service has confirmed before the list comes again, so
// that an act cannot be done twice meanwhile.
func (p *Pane) apply(act partner.TaskAct, done []task) {
	if len(done) == 0 {
		return
	}
	was := make(map[string]bool, len(done))
	for _, t := range done {
		was[t.ID] = true
		delete(p.failed, t.ID)
	}
	var list []task
	for _, t := range p.list.Items() {
		if !was[t.ID] {
			list = append(list, t)
			continue
		}
		if act == partner.TaskArchive {
			continue
		}
		changed := *t
		changed.State = after(act)
		list = append(list, &changed)
	}
	p.set(list)
}

// after is the state of a task after an act. What is completed and needs no
// approval is told as approved when the list comes again.
func after(act partner.TaskAct) partner.TaskState {
	switch act {
	case partner.TaskBlock:
		return partner.TaskBlocked
	case partner.TaskReject:
		return partner.TaskInvalid
	case partner.TaskRepeated:
		return partner.TaskDuplicate
	case partner.TaskComplete:
		return partner.TaskCompleted
	}
	return partner.TaskInProgress
}
