package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/pflag"

	"impactdash/internal/config"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/ui"
	"impactdash/ui/theme"
)

// errPanicked says that the program stopped because of a mistake of its own.
var errPanicked = errors.New("impactdash stopped because of a mistake of its own; the lines above say where")

// runDashboard opens the dashboard for the configured account, and for those of
// the other profiles when the user wants them.
func runDashboard(ctx context.Context, sys System, flags *pflag.FlagSet) error {
	go measure()
	load := func(profile string) (config.Config, error) { return loadProfile(sys, flags, profile) }
	c, err := load("")
	if err != nil {
		return err
	}
	err = runScreen(ctx, stage{sys: sys, load: load}, c)
	if exitCode(ctx, err) == exitCredentials && c.Err() != nil {
		err = usageError{c.Err()} // what is missing stands there, most likely
	}
	return err
}

// measure makes the library that measures text build its table, two megabytes
// that the first frame would wait for.
func measure() { ansi.StringWidthWc("…") }

// stage is where dashboards are shown, one account at a time.
type stage struct {
	sys    System
	banner string // says what this is not
	// load is the configuration with another of its profiles.
	load func(profile string) (config.Config, error)
	// settled prepares a service before anybody looks at it; nil: nothing is to
	// be done.
	settled func(*service.Service)
}

// open opens an account.
func (s stage) open(ctx context.Context, c config.Config) (ui.Session, error) {
	svc, err := openService(ctx, s.sys, c)
	if err != nil {
		return ui.Session{}, err
	}
	if s.settled != nil {
		s.settled(svc)
	}
	svc.AtMost(startAge)
	svc.KeptFirst()
	own, cancel := context.WithCancel(ctx)
	go tidy(own, svc, c)
	return ui.Session{Options: s.options(c, svc), Close: func() { cancel(); svc.Close() }}, nil
}

// options are those of the dashboard of an account.
func (s stage) options(c config.Config, svc *service.Service) ui.Options {
	sys, all := s.sys, looks(c)
	look := lookOf(all, c.Theme)
	return ui.Options{
		Sources: svc, Journal: svc, Kept: svc.Kept, Demand: svc.Demand, Now: sys.Now(), Clock: sys.Now, Jitter: sys.Chance, Range: c.Range,
		Mode: look.Mode, Palette: look.Palette, Looks: all, Dark: darkGround(sys.Getenv), Glyphs: glyphLevel(sys, c.Glyphs),
		NoMouse: !c.Mouse, Keys: c.Keys, Least: c.Refresh, Gather: gather, Hold: hold, Suspend: sys.Suspend, Remote: remote(sys.Getenv), Banner: s.banner,
		Notices: notices(c), Notify: notifier(sys, c.Notify), Widgets: widgets(c.Widgets), Open: sys.Open, Clip: sys.Clip, Hidden: c.Hidden,
		Profile:  ui.Profile{Name: c.Profile, Color: c.Color, ReadOnly: c.ReadOnly, Hidden: c.Hidden},
		Profiles: profiles(c.Profiles),
	}
}

// enter opens the account of another profile. Its errors are whole sentences.
func (s stage) enter(ctx context.Context, profile string) (ui.Session, error) {
	c, err := s.load(profile)
	if err == nil {
		var opened ui.Session
		if opened, err = s.open(ctx, c); err == nil {
			return opened, nil
		}
	}
	return ui.Session{}, errors.New(message(err))
}

// profiles are those of the configuration as the dashboard takes them.
func profiles(list []config.Profile) []ui.Profile {
	out := make([]ui.Profile, len(list))
	for i, p := range list {
		out[i] = ui.Profile{Name: p.Name, Color: p.Color, ReadOnly: p.ReadOnly, Hidden: p.Hidden}
	}
	return out
}

// runScreen runs the dashboard until the user leaves or ctx ends. It begins with
// the account of c.
func runScreen(ctx context.Context, s stage, c config.Config) error {
	sys := s.sys
	if c.Offline {
		ctx = partner.OnlyKept(ctx)
	}
	if plainly(sys, c) {
		svc, err := openService(ctx, sys, c)
		if err != nil {
			return err
		}
		defer svc.Close()
		return runPlain(ctx, sys, c, svc, s.banner)
	}
	first, err := s.open(ctx, c)
	if err != nil {
		return err
	}
	if !sys.InTTY || !sys.OutTTY {
		first.Close()
		return usageError{errors.New("the dashboard needs a terminal; without one use impactdash --plain, impactdash finance or impactdash snapshot")}
	}
	ctx, cancel, in := watched(ctx, sys.In)
	defer cancel()
	model := ui.NewAccounts(ctx, first, s.enter)
	defer model.Close()
	bye := newFarewell(first.Options.Mode.Asks())
	life, end := bye.life(ctx)
	defer end()
	program := tea.NewProgram(model,
		tea.WithContext(life), tea.WithFilter(bye.filter), tea.WithInput(in), tea.WithOutput(sys.Out), tea.WithEnvironment(sys.Environ), tea.WithFPS(frames))
	bye.quit = program.Quit
	roomy(sys)
	_, err = program.Run()
	// The renderer can leave a scroll region of an earlier height behind, which
	// ruins the shell's last rows. A terminal that is gone does not mind.
	_, _ = io.WriteString(sys.Out, ansi.SaveCursor+ansi.SetTopBottomMargins(0, 0)+ansi.RestoreCursor)
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return fmt.Errorf("%w (%w)", errPanicked, err)
	case ctx.Err() != nil || errors.Is(err, tea.ErrInterrupted):
		return nil // a signal or a lost terminal is a way to leave
	}
	return err
}

// frames is how often the renderer looks for something to draw, a second. What
// is drawn waits for that look, 4 ms on average instead of 8; idle, looking twice
// as often takes 1.3 % of a core instead of 1.0.
const frames = 120

// gather is a little less than what one frame of the renderer takes.
const gather = 6 * time.Millisecond

// hold is what reading what is kept takes on a slow machine; a fast one is done
// in a third of it.
const hold = 40 * time.Millisecond

// startAge is how old an answer may be that another program has got while this
// one starts: the panes of a session that is restored ask once, and whoever
// opens the dashboard to see how things are now does.
const startAge = 15 * time.Second

// roomy lets the heap grow while the dashboard starts: collecting it three times
// over in the first tenth of a second delays the first figures by a third. A
// user who has chosen for themselves is left alone.
func roomy(sys System) {
	if sys.Getenv("GOGC") != "" {
		return
	}
	before := debug.SetGCPercent(startRoom)
	time.AfterFunc(tidyAfter, func() { debug.SetGCPercent(before) })
}

// startRoom is the growth of the heap, in percent, that lets a collection wait.
const startRoom = 400

// tidyAfter is when the dashboard has had its start, and clearing away what is
// old is in nobody's way.
const tidyAfter = 30 * time.Second

// tidy clears away what is too old, once. What it cannot do it tries again the
// next time; the user can do nothing about it.
func tidy(ctx context.Context, svc *service.Service, c config.Config) {
	wait := time.NewTimer(tidyAfter)
	defer wait.Stop()
	select {
	case <-ctx.Done():
	case <-wait.C:
		_ = svc.Tidy(ctx, c.History)
	}
}

// mostNotices is how many problems of the configuration a screen tells at once.
const mostNotices = 2

// notices are the problems of the configuration that have room in a toast, and
// where the others are told.
func notices(c config.Config) []string {
	if len(c.Warnings) <= mostNotices {
		return c.Warnings
	}
	more := fmt.Sprintf("%d more: impactdash config check", len(c.Warnings)-mostNotices)
	return append(slices.Clone(c.Warnings[:mostNotices]), more)
}

// notifier makes what calls the user from a text; nil where nobody is called.
// tmux keeps the message to itself unless it may pass it on, so the bell rings
// with it.
func notifier(sys System, how string) func(string) string {
	const bell = "\a"
	switch how {
	case config.NotifyBell:
		return func(string) string { return bell }
	case config.NotifyMessage:
		return func(text string) string {
			said := ansi.Notify(text)
			if sys.Getenv("TMUX") != "" {
				said = ansi.TmuxPassthrough(said)
			}
			return said + bell
		}
	}
	return nil
}

// widgets are the panes of the configuration as the dashboard takes them.
func widgets(list []config.Widget) []ui.Widget {
	out := make([]ui.Widget, len(list))
	for i, w := range list {
		out[i] = ui.Widget(w)
	}
	return out
}

// remote reports whether the terminal is another machine's. A multiplexer
// started over SSH may know the connection alone.
func remote(getenv func(string) string) bool {
	return getenv("SSH_TTY") != "" || getenv("SSH_CONNECTION") != ""
}

// darkGround guesses the terminal's ground until it answers: COLORFGBG names
// it on some terminals, dark is more common on the others.
func darkGround(getenv func(string) string) bool {
	parts := strings.Split(getenv("COLORFGBG"), ";")
	switch parts[len(parts)-1] {
	case "7", "15":
		return false
	}
	return true
}

// glyphLevel is the user's choice, or a guess from terminal and locale.
func glyphLevel(sys System, choice string) theme.GlyphLevel {
	switch choice {
	case "braille":
		return theme.Braille
	case "block":
		return theme.Block
	case "ascii":
		return theme.ASCII
	}
	lang := sys.Getenv("LC_ALL")
	for _, name := range []string{"LC_CTYPE", "LANG"} {
		if lang == "" {
			lang = sys.Getenv(name)
		}
	}
	return theme.LevelFor(sys.Getenv("TERM"), lang)
}
