// Package uitest drives panes, dialogs and the dashboard without a terminal
// and without waiting. Only tests import it; it knows no pane and not the
// dashboard.
package uitest

import (
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
)

// Now is the moment all tests begin at: a Sunday afternoon.
func Now() time.Time { return time.Date(2026, time.November, 22, 15, 4, 0, 0, time.UTC) }

// Theme is a dark theme of 256 colours.
func Theme(level theme.GlyphLevel) *theme.Theme {
	return theme.New(theme.Options{Dark: true, Profile: colorprofile.ANSI256, Glyphs: level})
}

// Frame is the frame of a focused pane of w × h cells that is not zoomed.
func Frame(w, h int) pane.Frame {
	return pane.Frame{Width: w, Height: h, Focused: true, Now: Now(), Theme: Theme(theme.Braille)}
}

// Zoomed is the frame of a pane that has the whole screen.
func Zoomed(w, h int) pane.Frame {
	f := Frame(w, h)
	f.Zoomed = true
	return f
}

// Actor is whatever declares actions: a pane or a dialog.
type Actor interface{ Actions() []keys.Action }

// Do runs an action by its id and fails the test when there is none or it
// cannot be run now.
func Do(t testing.TB, a Actor, id string) tea.Cmd {
	t.Helper()
	act := Action(t, a, id)
	if why := act.Blocked(); why != "" {
		t.Fatalf("action %s is blocked: %s", id, why)
	}
	return act.Run()
}

// Action is the action with an id; without one the test fails.
func Action(t testing.TB, a Actor, id string) keys.Action {
	t.Helper()
	act, ok := keys.ByID(a.Actions(), id)
	if !ok {
		t.Fatalf("there is no action %s", id)
	}
	return act
}

// Press is a key press that types text, such as "j" or "é".
func Press(text string) tea.KeyPressMsg {
	return tea.KeyPressMsg{Code: []rune(text)[0], Text: text}
}

// Stroke is the key press of a keystroke such as "ctrl+d", "shift+left", "esc"
// or "G".
func Stroke(t testing.TB, stroke string) tea.KeyPressMsg {
	t.Helper()
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "left": tea.KeyLeft, "right": tea.KeyRight,
		"up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp,
		"pgdown": tea.KeyPgDown, "f1": tea.KeyF1, "f5": tea.KeyF5, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	}
	var msg tea.KeyPressMsg
	rest := stroke
	for {
		if after, ok := strings.CutPrefix(rest, "ctrl+"); ok && after != "" {
			msg.Mod, rest = msg.Mod|tea.ModCtrl, after
		} else if after, ok := strings.CutPrefix(rest, "shift+"); ok && after != "" {
			msg.Mod, rest = msg.Mod|tea.ModShift, after
		} else {
			break
		}
	}
	code, ok := named[rest]
	switch {
	case ok:
		msg.Code = code
	case rest == "space":
		msg.Code, msg.Text = ' ', " "
	case len([]rune(rest)) == 1:
		msg.Code = []rune(rest)[0]
		if msg.Mod == 0 {
			msg.Text = rest
		}
	default:
		t.Fatalf("no such keystroke: %q", stroke)
	}
	if got := keys.Of(msg); got != stroke {
		t.Fatalf("keystroke %q spells itself %q", stroke, got)
	}
	return msg
}

// settleLimit is how many messages one command may lead to before the test
// says that they never end.
const settleLimit = 1000

// Run runs a command and the commands in its batches and sequences, and lists
// their messages in order. Timers are left out: they are recognised by the
// function that made them, so that nothing waits and nothing depends on how
// fast the machine is.
func Run(t testing.TB, cmd tea.Cmd) []tea.Msg {
	t.Helper()
	var out []tea.Msg
	todo := []tea.Cmd{cmd}
	for n := 0; len(todo) > 0; n++ {
		if n > settleLimit {
			t.Fatal("the commands never end")
		}
		cmd, todo = todo[0], todo[1:]
		if cmd == nil || IsTimer(cmd) {
			continue
		}
		msg := cmd()
		if more, ok := commands(msg); ok {
			todo = append(more, todo...)
		} else if msg != nil {
			out = append(out, msg)
		}
	}
	return out
}

// commands are the commands inside a batch or a sequence.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if !v.IsValid() || v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	list := make([]tea.Cmd, v.Len())
	for i := range list {
		list[i], _ = v.Index(i).Interface().(tea.Cmd)
	}
	return list, true
}

// IsTimer reports whether a command would wait for the clock: the closure of
// tea.Tick or tea.Every, wherever the compiler put it.
func IsTimer(cmd tea.Cmd) bool {
	f := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer())
	if f == nil {
		return false
	}
	name := f.Name()
	return strings.Contains(name, "Tick.func") || strings.Contains(name, "Every.func")
}

// Timers counts the timers in a command, without running any.
func Timers(t testing.TB, cmd tea.Cmd) int {
	t.Helper()
	if cmd == nil {
		return 0
	}
	if IsTimer(cmd) {
		return 1
	}
	list, _ := commands(cmd())
	n := 0
	for _, c := range list {
		n += Timers(t, c)
	}
	return n
}

// Settle runs a command of a pane and hands the pane the messages addressed to
// it, until nothing more comes. It returns the messages for the dashboard.
func Settle(t testing.TB, p pane.Pane, cmd tea.Cmd) []tea.Msg {
	t.Helper()
	return settle(t, cmd, func(msg tea.Msg) (tea.Cmd, bool) {
		if a, ok := msg.(pane.Addressed); ok && a.Dest() == p.ID() {
			return p.Update(msg), true
		}
		return nil, false
	})
}

// SettleRoot runs a command of the dashboard and feeds every message back into
// update. It returns all of them.
func SettleRoot(t testing.TB, update func(tea.Msg) tea.Cmd, cmd tea.Cmd) []tea.Msg {
	t.Helper()
	return settle(t, cmd, func(msg tea.Msg) (tea.Cmd, bool) { return update(msg), false })
}

// settle feeds messages to take until none is left, and returns those that
// take does not keep for itself.
func settle(t testing.TB, cmd tea.Cmd, take func(tea.Msg) (next tea.Cmd, kept bool)) []tea.Msg {
	t.Helper()
	var out []tea.Msg
	todo := Run(t, cmd)
	for n := 0; len(todo) > 0; n++ {
		if n > settleLimit {
			t.Fatal("the messages never end")
		}
		msg := todo[0]
		next, kept := take(msg)
		todo = append(todo[1:], Run(t, next)...)
		if !kept {
			out = append(out, msg)
		}
	}
	return out
}

// Find is the first message of a type.
func Find[T tea.Msg](msgs []tea.Msg) (T, bool) {
	for _, m := range msgs {
		if v, ok := m.(T); ok {
			return v, true
		}
	}
	var none T
	return none, false
}
