package todo

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// snoozeLimit ends a snooze. It is kept on this machine at once; the service is
// told of those that are its own.
const snoozeLimit = 60 * time.Second

// morning is the hour at which a to-do comes back that sleeps until a day.
const morning = 9

// snoozing is the putting off of to-dos and their coming back, one act at a
// time.
type snoozing struct {
	nap  pane.Slot[partner.Batch]
	over rest // what nap is about, while it is busy
}

// rest is a snooze on its way; the zero until wakes.
type rest struct {
	todos    []todo
	until    time.Time
	onChange bool
}

func (p *Pane) napping() string {
	if !p.nap.Busy() {
		return ""
	}
	be := " is being "
	if len(p.over.todos) > 1 {
		be = " are being "
	}
	if p.over.until.IsZero() {
		return named(p.over.todos) + be + "woken"
	}
	return named(p.over.todos) + be + "snoozed"
}

// cannotSleep is why no to-do can be put off.
func (p *Pane) cannotSleep() string {
	if why := p.needTodo(); why != "" {
		return why
	}
	return p.napping()
}

// cannotSnooze is why the to-dos cannot be put off by a key alone.
func (p *Pane) cannotSnooze() string {
	if why := p.cannotSleep(); why != "" {
		return why
	}
	switch {
	case len(p.those(false)) > 0:
		return ""
	case len(p.list.Targets()) > 1:
		return "they are snoozed already; S changes until when, X wakes them"
	}
	return "it is snoozed already; S changes until when, X wakes it"
}

func (p *Pane) cannotWake() string {
	if why := p.cannotSleep(); why != "" {
		return why
	}
	switch {
	case len(p.those(true)) > 0:
		return ""
	case len(p.list.Targets()) > 1:
		return "none of them is snoozed"
	}
	return "it is not snoozed"
}

// those are the targets that are asleep, or those that are not.
func (p *Pane) those(sleeping bool) []todo {
	return slices.DeleteFunc(p.list.Targets(), func(t todo) bool { return asleep(t, p.frame.Now) != sleeping })
}

// snooze puts to-dos off as Dismiss does on the web.
func (p *Pane) snooze() tea.Cmd {
	return p.rest(rest{todos: p.those(false), until: p.frame.Now.Add(partner.SnoozeTime)})
}

func (p *Pane) wake() tea.Cmd { return p.rest(rest{todos: p.those(true)}) }

// rest starts a snooze or its end. The to-dos are looked at again: a refresh
// may have changed them while a question was open.
func (p *Pane) rest(r rest) tea.Cmd {
	r.todos = p.find(r.todos)
	switch {
	case p.nap.Busy():
		return toast.Refuse(p.napping())
	case len(r.todos) == 0:
		return toast.Refuse("that to-do is not in the list any more")
	}
	p.over = r
	all := make([]partner.Todo, len(r.todos))
	for i, t := range r.todos {
		all[i] = t.Todo
	}
	src := p.src
	return p.nap.Start(p.session, pane.Ask[partner.Batch]{To: ID, Limit: snoozeLimit, Do: func(ctx context.Context) (partner.Batch, error) {
		if r.until.IsZero() {
			return src.WakeTodos(ctx, all)
		}
		return src.SnoozeTodos(ctx, partner.Snooze{Todos: all, Until: r.until, OnChange: r.onChange})
	}})
}

// snoozed takes the outcome of a snooze or of its end.
func (p *Pane) snoozed(r pane.Reply[partner.Batch]) tea.Cmd {
	if !p.nap.Accept(r) {
		return nil
	}
	over := p.over
	p.over = rest{}
	if r.Err != nil {
		if partner.KindOf(r.Err) == partner.Canceled {
			return nil
		}
		return tea.Batch(p.Refresh(), toast.Fail(over.failed()+": "+reason(r.Err)+"."))
	}
	done := slices.DeleteFunc(slices.Clone(over.todos), func(t todo) bool { return !slices.Contains(r.Val.OK, t.Key()) })
	p.list.Step(done)
	p.apply(over, done)
	return tea.Batch(p.tell(r.Val.Kinds), over.said(r.Val, done, p.frame.Now))
}

func (r rest) failed() string {
	if r.until.IsZero() {
		return "Not woken: " + named(r.todos)
	}
	return "Not snoozed: " + named(r.todos)
}

// said tells what was done, in the words of the service, which knows whether it
// took the snooze as well, and how to take it back.
func (r rest) said(b partner.Batch, done []todo, now time.Time) tea.Cmd {
	text := strings.TrimRight(format.Safe(b.Text), ". ")
	if text == "" || format.Width(text) > saidCells {
		text = "Woke " + named(done)
		if !r.until.IsZero() {
			text = "Snoozed " + named(done) + " until " + dayOf(r.until, now)
		}
		if b.Waits {
			text += "; the service is told once it can be reached"
		}
	}
	if n := r.sooner(done, now); n > 0 && len(done) == 1 {
		text += "; its deadline brings it back sooner"
	} else if n > 0 {
		text += "; deadlines bring " + format.Count(int64(n)) + " back sooner"
	}
	for _, f := range b.Failed {
		return toast.Fail(text + ". Not done: " + quote(f.Name) + ": " + reason(f.Err) + ".")
	}
	if b.Undo {
		text += " · u undoes it"
	}
	return toast.Say(text + ".")
}

// saidCells is how much of the service's sentence is told, in cells.
const saidCells = 120

// sooner counts the to-dos that a deadline brings back before they wake: a day
// ahead of it, and at the deadline itself where that day has begun.
func (r rest) sooner(done []todo, now time.Time) int {
	n := 0
	for _, t := range done {
		warn := t.Due.Add(-day)
		if !warn.After(now) {
			warn = t.Due
		}
		if warn.After(now) && warn.Before(r.until) {
			n++
		}
	}
	return n
}

// changedInquiries says that inquiries were made.
func (p *Pane) changedInquiries() tea.Cmd { return p.tell([]string{event.KindInquiry, event.KindTodo}) }

// tell says that things have changed, and sees to it that the to-dos are loaded
// again.
func (p *Pane) tell(kinds []string) tea.Cmd {
	if slices.Contains(kinds, event.KindTodo) {
		return event.Tell(kinds...) // which comes back to this pane
	}
	return tea.Batch(p.Refresh(), event.Tell(kinds...))
}

// apply shows a snooze before the list comes again.
func (p *Pane) apply(r rest, done []todo) {
	was := make(map[string]bool, len(done))
	for _, t := range done {
		was[t.Key()] = true
	}
	list := slices.Clone(p.list.Items())
	for i, t := range list {
		if was[t.Key()] {
			changed := *t
			changed.Wake, changed.OnChange, changed.Slept = r.until, r.onChange, time.Time{}
			if !r.until.IsZero() {
				changed.Slept = p.frame.Now
			}
			list[i] = &changed
		}
	}
	p.list.SetItems(list)
}

// The questions until when to-dos sleep, and the choices of the first.
const (
	askUntil = "until"
	askDay   = "day"

	untilTomorrow = "tomorrow"
	untilThree    = "3 days"
	untilWeek     = "7 days"
	untilMonth    = "month"
	untilChange   = "change"
	untilDay      = "day"
)

// until is when to-dos come back that sleep until a choice.
func (p *Pane) until(choice string) time.Time {
	now := p.frame.Now
	today := date(now, now)
	switch choice {
	case untilTomorrow:
		return p.at(today.Add(1))
	case untilThree:
		return now.Add(3 * day)
	case untilMonth:
		first := today
		first.Day = 1
		return p.at(first.AddMonths(1))
	case untilChange:
		return now.Add(longest)
	}
	return now.Add(partner.SnoozeTime)
}

// longest is how far ahead a to-do can sleep: what the service takes.
const longest = 365 * day

// at is the morning of a day in the account's zone.
func (p *Pane) at(d partner.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, morning, 0, 0, 0, p.frame.Now.Location())
}

// askUntil offers until when the to-dos can sleep.
func (p *Pane) askUntil() tea.Cmd {
	p.aim = p.list.Targets()
	now := p.frame.Now
	item := func(choice, key, label string) dialog.Item {
		return dialog.Item{Value: choice, Key: key, Label: label, Help: exactly(p.until(choice), now)}
	}
	change := item(untilChange, "c", "Until it changes")
	change.Help = "at the latest " + dayOf(p.until(untilChange), now)
	if !slices.ContainsFunc(p.aim, func(t todo) bool { return t.State != "" }) {
		change.Blocked = "nobody says when it changes"
	}
	offer := dialog.Offer{
		To: ID, Ask: askUntil, Title: "Snooze until", Intro: []string{named(p.aim)}, At: untilWeek,
		Items: []dialog.Item{
			item(untilTomorrow, "t", "Tomorrow"), item(untilThree, "3", "3 days"), item(untilWeek, "7", "7 days"), item(untilMonth, "m", "Next month"), change,
			{Value: untilDay, Key: "d", Label: "On a day", Help: "asks which"},
		},
	}
	if slices.ContainsFunc(p.aim, func(t todo) bool { return t.Due.After(now) }) {
		offer.Intro = append(offer.Intro, "A deadline brings it back sooner, a day ahead.")
	}
	p.question = dialog.NewMenu(offer)
	return nil
}

func (p *Pane) untilChosen(choice string) tea.Cmd {
	if choice != untilDay {
		return p.rest(rest{todos: p.aim, until: p.until(choice), onChange: choice == untilChange})
	}
	p.question = dialog.NewPrompt(dialog.Question{
		To: ID, Ask: askDay, Title: "Snooze until", Ghost: date(p.frame.Now, p.frame.Now).Add(14).String(),
		Hint: named(p.aim) + ": a day as YYYY-MM-DD; it comes back at 9:00.",
		Check: func(text string) error {
			_, err := p.readDay(text)
			return err
		},
	})
	return nil
}

// sentence is an error that is shown as it is.
type sentence string

func (s sentence) Error() string { return string(s) }

// readDay reads a day to come.
func (p *Pane) readDay(text string) (time.Time, error) {
	d, err := partner.ParseDate(text)
	at := p.at(d)
	switch now := p.frame.Now; {
	case err != nil:
		return at, sentence("Write a day as YYYY-MM-DD, like " + date(now, now).Add(14).String() + ".")
	case !at.After(now):
		return at, sentence("That is past. Write a day to come.")
	case at.After(now.Add(longest)):
		return at, sentence("At most a year ahead, until " + date(now.Add(longest), now).String() + ".")
	}
	return at, nil
}

func (p *Pane) dayChosen(text string) tea.Cmd {
	at, err := p.readDay(text)
	if err != nil {
		return toast.Fail(err.Error())
	}
	return p.rest(rest{todos: p.aim, until: at})
}
