package ui

import (
	"context"
	"reflect"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/format"
	"impactdash/ui/toast"
)

// Session is one account at work: what its dashboard needs, and how to give
// back what it holds.
type Session struct {
	Options Options
	// Close gives back what the session holds; nil: nothing. It runs once, when
	// nobody waits for it, and requests of the session may still be ending.
	Close func()
}

// Enter opens the account of another profile. It runs in a command and may take
// its time; ctx ends when the program does.
type Enter func(ctx context.Context, profile string) (Session, error)

// Accounts is the root model of a program that can change from one account to
// another. It shows one dashboard at a time, each with a context of its own, and
// hands a message to none but the dashboard whose command has made it.
type Accounts struct {
	ctx   context.Context
	enter Enter

	shown   *Model
	given   ThemeMode // that it began with
	close   func()    // of the session that is shown; nil: nothing is to be given back
	turn    int       // of the dashboard that is shown
	entries int       // openings so far, of which the last counts

	terminal [3]tea.Msg // what the terminal said last of its size, its depth and its ground; nil: nothing
}

// ownMsg is a message of a command of the dashboard of that turn.
type ownMsg struct {
	turn int
	msg  tea.Msg
}

// enteredMsg is what came of opening another account.
type enteredMsg struct {
	entry   int
	name    string
	session Session
	err     error
}

// NewAccounts begins with a session that is open already.
func NewAccounts(ctx context.Context, first Session, enter Enter) *Accounts {
	return &Accounts{ctx: ctx, enter: enter, shown: New(ctx, first.Options), given: first.Options.Mode, close: first.Close}
}

// Init implements tea.Model.
func (a *Accounts) Init() tea.Cmd { return a.own(a.shown.Init()) }

// View implements tea.Model.
func (a *Accounts) View() tea.View { return a.shown.View() }

// Update implements tea.Model.
func (a *Accounts) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return a, a.update(msg) }

func (a *Accounts) update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case ownMsg:
		if m.turn != a.turn {
			return nil // of an account that is not shown any more
		}
		if want, ok := m.msg.(EnterMsg); ok {
			return a.open(want.Profile)
		}
		msg = m.msg
	case enteredMsg:
		return a.entered(m)
	case tea.WindowSizeMsg:
		a.terminal[0] = m
	case tea.ColorProfileMsg:
		a.terminal[1] = m
	case tea.BackgroundColorMsg:
		a.terminal[2] = m
	}
	return a.own(a.shown.update(msg))
}

// open opens the account of a profile while the one that is shown goes on.
func (a *Accounts) open(profile string) tea.Cmd {
	a.entries++
	ctx, enter, entry := a.ctx, a.enter, a.entries
	return func() tea.Msg {
		s, err := enter(ctx, profile)
		return enteredMsg{entry: entry, name: profile, session: s, err: err}
	}
}

// entered shows the account that was opened, unless it could not be, another one
// was wanted since, or the user has begun something that would be lost. The
// account before ends first, with every request of it, and is closed when nobody
// waits for it.
func (a *Accounts) entered(m enteredMsg) tea.Cmd {
	latest, name := m.entry == a.entries, format.Cut(format.Safe(m.name), profileCells)
	switch {
	case m.err != nil && latest:
		return a.own(a.shown.update(toast.Msg{Failed: true, Text: name + " cannot be opened: " + format.Safe(m.err.Error())}))
	case m.err != nil:
		return nil
	case !latest:
		return closing(m.session.Close)
	}
	if why := a.shown.cannotLeave(); why != "" {
		return tea.Batch(closing(m.session.Close), a.own(a.shown.update(toast.Msg{Refused: true, Text: name + " was not opened: " + why + "."})))
	}
	before, done := a.shown, a.close
	before.end()
	a.turn++
	o := before.passOn(a.given, m.session.Options)
	a.shown, a.given, a.close = New(a.ctx, o), m.session.Options.Mode, m.session.Close
	a.shown.blurred = before.blurred
	for _, said := range a.terminal {
		if said != nil {
			a.shown.update(said)
		}
	}
	return tea.Batch(closing(done), a.own(a.shown.Init()), a.own(a.shown.update(toast.Msg{Text: "This is " + name + "."})))
}

func closing(done func()) tea.Cmd {
	if done == nil {
		return nil
	}
	return func() tea.Msg { done(); return nil }
}

// Close ends the session that is shown. The program must have ended.
func (a *Accounts) Close() {
	a.shown.end()
	if a.close != nil {
		a.close()
		a.close = nil
	}
}

// own makes the messages of a dashboard's command known as that dashboard's. The
// framework's own messages, batches among them, pass as they are.
func (a *Accounts) own(cmd tea.Cmd) tea.Cmd { return owned(a.turn, cmd) }

func owned(turn int, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			all := make(tea.BatchMsg, len(batch))
			for i, c := range batch {
				all[i] = owned(turn, c)
			}
			return all
		}
		if msg == nil || !strings.HasPrefix(reflect.TypeOf(msg).PkgPath(), "impactdash/") {
			return msg
		}
		return ownMsg{turn, msg}
	}
}
