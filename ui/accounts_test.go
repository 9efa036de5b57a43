package ui

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"impactdash/internal/partner"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// house is a program with several accounts, run by hand: commands run on
// goroutines of their own, as the framework runs them.
type house struct {
	*Accounts
	t      *testing.T
	msgs   chan tea.Msg
	closed map[string]*atomic.Int32
	opens  chan struct{} // each opening waits for it; nil: none does
	fails  error         // of each opening
	src    map[string]*uitest.Source
}

func household(t *testing.T, change ...func(*Options)) *house {
	t.Helper()
	h := &house{t: t, msgs: make(chan tea.Msg, 1000), closed: map[string]*atomic.Int32{}, src: map[string]*uitest.Source{}}
	for _, name := range []string{"Main", "Client", "New"} {
		h.closed[name], h.src[name] = new(atomic.Int32), uitest.NewSource()
		h.src[name].Account.Value.Name = name + " Inc."
	}
	session := func(name string) Session {
		o := options(h.src[name])
		o.Now = time.Now()
		o.Profile = Profile{Name: name}
		o.Profiles = []Profile{{Name: "Main"}, {Name: "Client"}, {Name: "New"}}
		for _, c := range change {
			c(&o)
		}
		return Session{Options: o, Close: func() { h.closed[name].Add(1) }}
	}
	h.Accounts = NewAccounts(t.Context(), session("Main"), func(_ context.Context, name string) (Session, error) {
		if h.opens != nil {
			<-h.opens
		}
		return session(name), h.fails
	})
	h.send(tea.ColorProfileMsg{Profile: colorprofile.ANSI256})
	h.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	h.run(h.Init())
	h.settle()
	return h
}

// run runs a command on its own goroutine.
func (h *house) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				h.run(c)
			}
		default:
			h.msgs <- msg
		}
	}()
}

func (h *house) send(msg tea.Msg) { h.run(h.update(msg)) }

// settle hands over what has come, until nothing comes at this moment.
func (h *house) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-h.msgs:
			h.send(msg)
		default:
			return
		}
	}
}

// do runs an action of the dashboard that is shown.
func (h *house) do(id string) {
	h.t.Helper()
	for _, a := range h.shown.acts {
		if a.ID == id {
			h.run(h.own(h.shown.run(a)))
			h.settle()
			return
		}
	}
	h.t.Fatalf("there is no %s", id)
}

func (h *house) press(stroke string) {
	h.send(uitest.Stroke(h.t, stroke))
	h.settle()
}

func (h *house) head() string {
	h.t.Helper()
	text := uitest.Plain(h.View().Content)
	uitest.Geometry(h.t, h.View().Content, 120, 40)
	return text[:300]
}

// leave ends the program, and lets what waits for the clock end.
func (h *house) leave() {
	h.Close()
	time.Sleep(24 * time.Hour)
	synctest.Wait()
}

func TestAnotherAccountIsShownWithoutARestart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := household(t)
		defer h.leave()
		uitest.Has(t, h.head(), "Main  Main Inc.")
		first := h.shown
		h.do("app.profile")
		h.press("2")
		uitest.Has(t, h.head(), "Client  Client Inc.")
		uitest.Has(t, uitest.Plain(h.View().Content), "This is Client.")
		if first.session.Err() == nil || h.closed["Main"].Load() != 1 || h.closed["Client"].Load() != 0 {
			t.Errorf("the first session: %v, closed %d times", first.session.Err(), h.closed["Main"].Load())
		}
		if h.shown.ground.Profile != colorprofile.ANSI256 {
			t.Error("the colours of the terminal are forgotten")
		}
		h.do("app.profile")
		h.press("1")
		uitest.Has(t, h.head(), "Main  Main Inc.")
		if h.closed["Client"].Load() != 1 {
			t.Error("the second session is not closed")
		}
		h.Close()
		h.Close()
		if h.closed["Main"].Load() != 2 {
			t.Errorf("the last session is closed %d times", h.closed["Main"].Load()-1)
		}
	})
}

func TestTheProgramGoesOnWhileAnAccountIsOpened(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := household(t)
		defer h.leave()
		h.opens = make(chan struct{})
		h.do("app.profile")
		h.press("2")
		uitest.Has(t, h.head(), "Main Inc.")
		h.press("z")
		if !h.shown.zoomed {
			t.Error("keys are not answered")
		}
		close(h.opens)
		h.settle()
		uitest.Has(t, h.head(), "Client Inc.")
	})
}

func TestOnlyTheLastAccountThatWasWantedIsShown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := household(t)
		defer h.leave()
		h.opens = make(chan struct{})
		h.do("app.profile")
		h.press("2")
		h.do("app.profile")
		h.press("3")
		close(h.opens)
		h.settle()
		uitest.Has(t, h.head(), "New Inc.")
		if h.closed["Client"].Load() != 1 || h.closed["Main"].Load() != 1 || h.closed["New"].Load() != 0 {
			t.Error("a session is left open")
		}
	})
}

func TestAnAccountThatCannotBeOpenedLeavesTheOneThatIsShown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := household(t)
		defer h.leave()
		h.fails = errors.New("no \x1b[31mtoken is known")
		first := h.shown
		h.do("app.profile")
		h.press("2")
		uitest.Has(t, h.head(), "Main Inc.")
		uitest.Has(t, uitest.Plain(h.View().Content), "Client cannot be opened: no token is known")
		if h.shown != first || first.session.Err() != nil || h.closed["Main"].Load() != 0 {
			t.Error("the account that was shown is gone")
		}
		h.fails = nil
		h.do("app.profile")
		h.press("2")
		uitest.Has(t, h.head(), "Client Inc.")
	})
}

func TestWhatIsBegunMeanwhileKeepsTheAccount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := household(t)
		defer h.leave()
		h.opens = make(chan struct{})
		h.do("app.profile")
		h.press("2")
		h.do("app.help")
		close(h.opens)
		h.settle()
		uitest.Has(t, h.head(), "Main Inc.")
		if h.closed["Client"].Load() != 1 || h.closed["Main"].Load() != 0 {
			t.Error("the wrong session is closed")
		}
	})
}

func TestLateMessagesOfAnAccountAreRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := household(t)
		defer h.leave()
		before := []tea.Cmd{
			h.own(toast.Fail("of Main")), h.own(event.Tell(event.KindTask)), h.own(h.shown.askProfile()),
			h.own(func() tea.Msg { return minuteMsg(time.Now().Add(90 * time.Hour)) }),
			h.own(tea.Batch(toast.Fail("of Main as well"), func() tea.Msg { return EnterMsg{"New"} })),
			h.own(func() tea.Msg { return refreshMsg{"tasks", h.shown.timers[3].turn} }),
		}
		h.do("app.profile")
		h.press("2")
		now, asked := h.shown.now, h.src["Client"].Calls()
		for _, cmd := range before {
			h.run(cmd)
		}
		h.settle()
		uitest.Has(t, h.head(), "Client Inc.")
		uitest.Lacks(t, uitest.Plain(h.View().Content), "of Main")
		if !h.shown.now.Equal(now) || h.src["Client"].Calls() != asked {
			t.Errorf("the clock went from %v to %v, %d questions were %d", now, h.shown.now, h.src["Client"].Calls(), asked)
		}
	})
}

func TestTheFrameworksOwnMessagesPass(t *testing.T) {
	t.Parallel()
	for _, cmd := range []tea.Cmd{tea.Quit, tea.ClearScreen, tea.Suspend, tea.RequestBackgroundColor, tea.SetClipboard("x")} {
		want, got := cmd(), owned(3, cmd)()
		if want != got {
			t.Errorf("%T became %T", want, got)
		}
	}
	if m, ok := owned(3, toast.Say("x"))().(ownMsg); !ok || m.turn != 3 {
		t.Error("a message of the dashboard's is not known as one")
	}
	if owned(3, nil) != nil || owned(3, func() tea.Msg { return nil })() != nil {
		t.Error("nothing became something")
	}
}

func TestWhatTheUserChoseWithAKeyGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := household(t)
		defer h.leave()
		h.do("app.theme")
		h.do("app.amounts")
		h.do("app.mouse")
		dark, mouse := h.shown.ground.Dark, h.shown.mouse
		h.do("app.profile")
		h.press("2")
		if h.shown.ground.Dark != dark || h.shown.mouse != mouse || !h.shown.hidden {
			t.Errorf("dark %v, mouse %v, hidden %v", h.shown.ground.Dark, h.shown.mouse, h.shown.hidden)
		}
	})
}

func TestEachAccountIsOfflineByChoice(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	a := NewAccounts(partner.OnlyKept(t.Context()), Session{Options: options(src)}, nil)
	if !a.shown.away {
		t.Error("the choice does not reach the dashboard")
	}
	a.Close()
}
