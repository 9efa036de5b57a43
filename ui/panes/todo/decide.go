package todo

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// Time that an act may take: for the first thing, and for each more, which are
// sent one after the other.
const (
	actLimit  = 60 * time.Second
	eachLimit = 10 * time.Second
)

// The questions of decisions.
const (
	askAccept  = "accept?"
	askDecline = "decline"
)

// fieldReason is the only field of the form that declines.
const fieldReason = "reason"

// reasonLimit is the most characters of a reason.
const reasonLimit = 1000

// deciding is the accepting and declining of invitations and proposals.
type deciding struct {
	decide pane.Slot[verdicts]
	ruling ruling // what decide is about, while it is busy
	refuse ruling // what the form that declines is about
	form   *dialog.Form
	keys   map[verdict]string // of what was sent and may have been done
}

// ruling is a decision about to-dos.
type ruling struct {
	todos  []todo
	accept bool
	reason string
}

// without is the decision about what is left of its to-dos; the reason serves
// them as well.
func (r ruling) without(done []todo) ruling {
	r.todos = slices.DeleteFunc(slices.Clone(r.todos), func(t todo) bool { return slices.Contains(done, t) })
	return r
}

// verdict is a decision about one to-do: to send it again is the same act.
type verdict struct {
	accept      bool
	key, reason string
}

// verdicts are what became of a ruling.
type verdicts struct {
	done    []string // keys of to-dos
	failed  []partner.Failed
	untried int
	kinds   []string
}

func (r ruling) past() string {
	if r.accept {
		return "accepted"
	}
	return "declined"
}

func (p *Pane) judging() string {
	if !p.decide.Busy() {
		return ""
	}
	be := " is being "
	if len(p.ruling.todos) > 1 {
		be = " are being "
	}
	return named(p.ruling.todos) + be + p.ruling.past()
}

// undecided are those to-dos that can be accepted and declined from here.
func (p *Pane) undecided(all []todo) []todo {
	return slices.DeleteFunc(slices.Clone(all), func(t todo) bool { return !p.decidable(t) })
}

// cannotDecide is why none of the to-dos can be accepted or declined.
func (p *Pane) cannotDecide() string {
	if why := p.needTodo(); why != "" {
		return why
	}
	targets := p.list.Targets()
	switch {
	case len(p.undecided(targets)) > 0:
		return p.judging()
	case !slices.ContainsFunc(targets, func(t todo) bool { return contractual(t.Kind) }):
		return "only invitations and proposals are accepted or declined"
	}
	return p.elsewhere()
}

// askAccept asks before what cannot be taken back, and names brand and terms.
func (p *Pane) askAccept() tea.Cmd {
	p.aim = p.undecided(p.list.Targets())
	q := dialog.Confirmation{To: ID, Ask: askAccept, Title: "Accept", Question: "Accept " + named(p.aim) + "?", Yes: "Accept"}
	const listed = 6
	for i, t := range p.aim {
		if i == listed {
			q.Effects = append(q.Effects, "And "+format.Count(int64(len(p.aim)-listed))+" more.")
			break
		}
		text := strings.TrimSpace(format.Safe(t.Detail))
		if len(p.aim) > 1 {
			text = words(t)
		} else if brand := strings.TrimSpace(format.Safe(t.Brand)); brand != "" {
			text = brand + ": " + text
		}
		q.Effects = append(q.Effects, format.Cut(text, 3*quoted))
	}
	q.Effects = append(q.Effects, "The terms apply from then on; this cannot be taken back from here.")
	p.question = dialog.NewConfirm(q)
	return nil
}

// formOf names the draft of the reason why to-dos are declined.
func formOf(all []todo) string {
	if len(all) == 1 {
		return "todo/" + all[0].Key() + "/decline"
	}
	return "todo/decline"
}

// askDecline opens the form that asks why, with what was written there before.
func (p *Pane) askDecline() tea.Cmd {
	r := ruling{todos: p.undecided(p.list.Targets())}
	if len(r.todos) == 0 {
		return nil
	}
	return p.begin(formOf(r.todos), false, func(o opened) tea.Cmd {
		p.refuse = r
		d := o.draft
		d.Form = formOf(r.todos)
		p.known[d.Form] = d
		if d.Key != "" && len(r.todos) == 1 {
			p.keys[verdict{key: r.todos[0].Key(), reason: d.Values[fieldReason]}] = d.Key
		}
		p.form = dialog.NewForm(dialog.FormOptions{
			To: ID, Ask: askDecline, Title: "Decline", Submit: "Decline", Stay: true, Draft: filled(d.Values),
			Intro: []string{"Decline " + named(r.todos) + ". This cannot be taken back from here."},
			Fields: []dialog.FormField{{
				Name: fieldReason, Label: "Reason", Kind: dialog.FieldLines, MaxLength: reasonLimit,
				Help: "The brand reads it. ctrl+o begins a new line; ctrl+enter declines.",
			}},
		})
		p.question = p.form
		return nil
	})
}

// declineAnswered keeps the reason, and declines unless the form was left.
func (p *Pane) declineAnswered(a dialog.Answer) tea.Cmd {
	if a.Closed {
		p.form = nil
	}
	if p.decide.Busy() {
		return nil // it was kept when it was sent
	}
	r := p.refuse
	r.reason = a.Values[fieldReason]
	keep := p.keepReason(r, a.Closed)
	if a.Closed {
		return keep
	}
	return tea.Batch(keep, p.rule(r))
}

// keepReason keeps what was written; a form that was left empty is forgotten.
func (p *Pane) keepReason(r ruling, left bool) tea.Cmd {
	if len(r.todos) == 0 {
		return nil
	}
	d := partner.Draft{Form: formOf(r.todos)}
	if r.reason != "" {
		d.Values = map[string]string{fieldReason: r.reason}
	}
	if len(r.todos) == 1 && (r.reason != "" || !left) {
		d.Key = p.keyOf(verdict{key: r.todos[0].Key(), reason: r.reason})
	}
	return p.keepDraft(d)
}

// keyOf is the idempotency key of a decision, the same one until its outcome
// is clear.
func (p *Pane) keyOf(v verdict) string {
	if p.keys[v] == "" {
		p.keys[v] = p.src.NewKey()
	}
	return p.keys[v]
}

// rule sends a decision about those to-dos that are still to be decided.
func (p *Pane) rule(r ruling) tea.Cmd {
	if why := p.judging(); why != "" {
		return toast.Refuse(why)
	}
	r.todos = p.undecided(p.find(r.todos))
	if len(r.todos) == 0 {
		return p.unruled(r, &partner.Error{Op: "decide", Kind: partner.Conflict, Detail: "it is no longer to be decided"})
	}
	p.ruling = r
	all := make([]partner.Decision, len(r.todos))
	for i, t := range r.todos {
		all[i] = partner.Decision{Todo: t.Todo, Accept: r.accept, Reason: r.reason, Key: p.keyOf(verdict{r.accept, t.Key(), r.reason})}
	}
	src := p.src
	return p.decide.Start(p.session, pane.Ask[verdicts]{
		To: ID, Limit: actLimit + time.Duration(len(all))*eachLimit,
		Do: func(ctx context.Context) (verdicts, error) { return decideAll(ctx, src, all), nil },
	})
}

// unruled tells that a decision could not be sent.
func (p *Pane) unruled(r ruling, err error) tea.Cmd {
	if p.form != nil && !r.accept {
		p.form.SetErrors(nil, "Not declined: "+reason(err)+".")
		return nil
	}
	return toast.Refuse(reason(err))
}

// decideAll sends decisions one after the other, up to a failure that the next
// one would meet as well.
func decideAll(ctx context.Context, src Source, all []partner.Decision) verdicts {
	var v verdicts
	for i, d := range all {
		done, err := src.Decide(ctx, d)
		if err == nil {
			v.done = append(v.done, d.Todo.Key())
			v.kinds = append(v.kinds, done.Kinds...)
			continue
		}
		v.failed = append(v.failed, partner.Failed{ID: d.Todo.Key(), Name: d.Todo.Text, Err: err})
		switch partner.KindOf(err) {
		case partner.Invalid, partner.NotFound, partner.Conflict:
			continue
		}
		v.untried = len(all) - i - 1
		return v
	}
	return v
}

// decided takes the outcome of a decision.
func (p *Pane) decided(reply pane.Reply[verdicts]) tea.Cmd {
	if !p.decide.Accept(reply) {
		return nil
	}
	r, v := p.ruling, reply.Val
	p.ruling = ruling{}
	if reply.Err != nil { // it never ran
		v = verdicts{failed: []partner.Failed{{ID: r.todos[0].Key(), Name: r.todos[0].Text, Err: reply.Err}}, untried: len(r.todos) - 1}
	}
	for _, f := range v.failed {
		if !unclear(f.Err) {
			delete(p.keys, verdict{r.accept, f.ID, r.reason}) // it would only bring the same answer back
		}
	}
	done := slices.DeleteFunc(slices.Clone(r.todos), func(t todo) bool { return !slices.Contains(v.done, t.Key()) })
	p.list.Step(done)
	for _, t := range done {
		delete(p.keys, verdict{r.accept, t.Key(), r.reason})
	}
	if len(done) > 0 {
		p.list.SetItems(slices.DeleteFunc(slices.Clone(p.list.Items()), func(t todo) bool { return slices.Contains(v.done, t.Key()) }))
	}
	cmds := []tea.Cmd{p.news(v, len(done))}
	if r.accept {
		return tea.Batch(append(cmds, r.report(v, done))...)
	}
	return tea.Batch(append(cmds, p.declined(r, v, done))...)
}

// news has things loaded again that a decision has changed, or may have.
func (p *Pane) news(v verdicts, done int) tea.Cmd {
	if done > 0 {
		slices.Sort(v.kinds)
		return p.tell(slices.Compact(v.kinds))
	}
	for _, f := range v.failed {
		switch partner.KindOf(f.Err) {
		case partner.Uncertain, partner.Conflict, partner.NotFound:
			return p.Refresh()
		}
	}
	return nil
}

// declined ends the form when something was declined. What was written stays
// where nothing was.
func (p *Pane) declined(r ruling, v verdicts, done []todo) tea.Cmd {
	if len(done) > 0 {
		if p.form != nil {
			p.form.Done()
			p.form = nil
		}
		return tea.Batch(p.keepDraft(partner.Draft{Form: formOf(r.todos)}), p.keepReason(r.without(done), true), r.report(v, done))
	}
	err := v.failed[0].Err
	if p.form == nil {
		return r.report(v, nil)
	}
	fields, general := blame(err, "Not declined: ")
	switch partner.KindOf(err) {
	case partner.Canceled:
		fields, general = nil, ""
	case partner.Uncertain:
		fields, general = nil, "It is not known whether this arrived: "+reason(err)+". Sending it again as it is does it only once."
	}
	p.form.SetErrors(fields, general)
	return nil
}

// report tells in one line what became of a decision.
func (r ruling) report(v verdicts, done []todo) tea.Cmd {
	past := r.past()
	if len(v.failed) == 0 {
		return toast.Say(strings.ToUpper(past[:1]) + past[1:] + " " + named(done) + ".")
	}
	f := v.failed[len(v.failed)-1] // the one that ended it
	what := "“" + format.Cut(strings.TrimSpace(format.Safe(f.Name)), quoted) + "”"
	unknown := partner.KindOf(f.Err) == partner.Uncertain
	if len(r.todos) == 1 {
		switch {
		case partner.KindOf(f.Err) == partner.Canceled:
			return nil
		case unknown:
			return toast.Fail("It is not known whether " + what + " was " + past + ": " + reason(f.Err) + ". Look before you do it again.")
		}
		return toast.Fail("Not " + past + ": " + what + ": " + reason(f.Err) + ".")
	}
	var parts []string
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, format.Count(int64(n))+" "+words)
		}
	}
	refused := len(v.failed)
	if unknown {
		refused--
	}
	add(len(done), past)
	add(refused, "not "+past)
	if unknown {
		add(1, "not known")
	}
	add(v.untried, "not tried")
	return toast.Fail(strings.Join(parts, ", ") + ": " + what + ": " + reason(f.Err) + ". What failed is still marked.")
}
