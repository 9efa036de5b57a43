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
	"impactdash/internal/service"
	"impactdash/ui"
	"impactdash/ui/theme"
)

// errPanicked says that the program stopped because of a mistake of its own.
var errPanicked = errors.New("impactdash stopped because of a mistake of its own; the lines above say where")

// runDashboard opens the dashboard for the configured account.
func runDashboard(ctx context.Context, sys System, flags *pflag.FlagSet) error {
	c, err := readConfig(sys, flags)
	if err != nil {
		return err
	}
	svc, err := openService(ctx, sys, c)
	if exitCode(ctx, err) == exitCredentials && c.Err() != nil {
		err = usageError{c.Err()} // what is missing stands there, most likely
	}
	if err != nil {
		return err
	}
	defer svc.Close()
	return runScreen(ctx, sys, c, svc, "")
}

// runScreen runs the dashboard until the user leaves or ctx ends.
func runScreen(ctx context.Context, sys System, c config.Config, svc *service.Service, banner string) error {
	if plainly(sys, c) {
		return runPlain(ctx, sys, c, svc, banner)
	}
	if !sys.InTTY || !sys.OutTTY {
		return usageError{errors.New("the dashboard needs a terminal; without one use impactdash --plain, impactdash finance or impactdash snapshot")}
	}
	ctx, cancel, in := watched(ctx, sys.In)
	defer cancel()
	all := looks(c)
	look := lookOf(all, c.Theme)
	model := ui.New(ctx, ui.Options{
		Sources: svc, Journal: svc, Kept: svc.Kept, Demand: svc.Demand, Now: sys.Now(), Clock: sys.Now, Jitter: sys.Chance, Range: c.Range,
		Mode: look.Mode, Palette: look.Palette, Looks: all, Dark: darkGround(sys.Getenv), Glyphs: glyphLevel(sys, c.Glyphs),
		NoMouse: !c.Mouse, Keys: c.Keys, Least: c.Refresh, Gather: gather, Suspend: sys.Suspend, Remote: remote(sys.Getenv), Banner: banner,
		Notices: notices(c), Widgets: widgets(c.Widgets), Open: sys.Open, Clip: sys.Clip,
	})
	bye := newFarewell(look.Mode.Asks())
	life, end := bye.life(ctx)
	defer end()
	program := tea.NewProgram(model,
		tea.WithContext(life), tea.WithFilter(bye.filter), tea.WithInput(in), tea.WithOutput(sys.Out), tea.WithEnvironment(sys.Environ), tea.WithFPS(120))
	bye.quit = program.Quit
	roomy(sys)
	svc.AtMost(startAge)
	svc.KeptFirst()
	go tidy(ctx, svc, c)
	_, err := program.Run()
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

// gather is a little less than what one frame of the renderer takes.
const gather = 6 * time.Millisecond

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
