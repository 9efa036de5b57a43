// Package keys holds what a user can ask for: each act is declared once, with
// its keys, words and reason for being greyed, and footer, help, palette and
// documents are made from that declaration.
package keys

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Action is one thing the user can ask for.
type Action struct {
	ID    string         // stable, used in configuration and tests: "finance.refresh"
	Keys  []string       // keystrokes as Of spells them; the first is shown
	Label string         // imperative, at most 15 cells: "refresh"
	Help  string         // one sentence with a full stop
	Run   func() tea.Cmd // called on the program goroutine
	Block func() string  // why it cannot run now; nil or "" means it can
	Rest  time.Duration  // least time between two runs, so that a held key does not ask the service at every repeat
	Fixed bool           // the keys cannot be changed: it is the last way out
}

// Blocked is the reason the action cannot run now, empty when it can.
func (a Action) Blocked() string {
	if a.Block == nil {
		return ""
	}
	return a.Block()
}

// Key is the keystroke to show, empty when the action has none.
func (a Action) Key() string {
	if len(a.Keys) == 0 {
		return ""
	}
	return Show(a.Keys[0])
}

// Of spells a key press: the text for printable keys ("G", "?"), else names
// joined by plus ("ctrl+d", "shift+tab", "space").
func Of(msg tea.KeyPressMsg) string { return msg.String() }

// Find is the action of a layer that a keystroke belongs to.
func Find(layer []Action, stroke string) (Action, bool) {
	for _, a := range layer {
		if slices.Contains(a.Keys, stroke) {
			return a, true
		}
	}
	return Action{}, false
}

// ByID is the action with that name.
func ByID(layer []Action, id string) (Action, bool) {
	for _, a := range layer {
		if a.ID == id {
			return a, true
		}
	}
	return Action{}, false
}

// Show is a keystroke as it is written for people.
func Show(stroke string) string {
	switch stroke {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgup":
		return "PgUp"
	case "pgdown":
		return "PgDn"
	}
	if len(stroke) > 1 && stroke[0] == 'f' && stroke[1] >= '1' && stroke[1] <= '9' {
		return "F" + stroke[1:]
	}
	if strings.HasPrefix(stroke, "shift+") && len(stroke) > len("shift+") {
		return "S-" + Show(stroke[len("shift+"):])
	}
	if strings.HasPrefix(stroke, "ctrl+") {
		return "^" + Show(strings.TrimPrefix(stroke, "ctrl+"))
	}
	switch stroke {
	case "enter", "esc", "tab", "space", "home", "end":
		return strings.ToUpper(stroke[:1]) + stroke[1:]
	}
	return stroke
}

// Printable reports whether a press is text that a field under the cursor
// would take.
func Printable(msg tea.KeyPressMsg) bool { return msg.Text != "" }
