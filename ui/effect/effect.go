// Package effect is what a pane asks the dashboard to do beyond the pane:
// copy a text, open a page, show an address, go to another pane, call the user.
package effect

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/pane"
)

// Copy puts a text where the user can paste it. The dashboard says over which
// way it went, because none of them reaches every clipboard.
type Copy struct {
	Text string
	What string // in the toast: "the tracking link"; empty quotes the text itself
}

// Open opens a web page in the user's browser. Where there is none, as on a
// remote machine, the address is shown and copied instead.
type Open struct {
	URL  string
	What string // in the toast: "the task"; empty says "the page"
}

// Show shows an address to read, to copy or to scan, and opens nothing.
type Show struct {
	URL  string
	What string // as in Open
}

// Visit goes to another pane, and is handed to it, so that it can select
// something or open a form.
type Visit struct {
	To    pane.ID
	Zoom  bool   // give it the full screen
	About string // what to do there: Select, Create or a word of the pane's own
	Value any    // what the word needs; see there
}

// The words of a visit that more than one pane understands.
const (
	Select = "select" // put the cursor on the item whose key is Value, a string
	Create = "create" // open the form for a new item; Value is a Brand, zero when none is meant
)

// Notify calls a user who is not looking. Text is a few words without amounts:
// it may stand on a locked screen.
type Notify struct{ Text string }

// Brand is the brand an item is made for.
type Brand struct {
	ProgramID string
	Name      string // as the service spells it, not cleaned
}

// Dest implements pane.Addressed.
func (v Visit) Dest() pane.ID { return v.To }

// Cmd is the command that asks for it.
func (c Copy) Cmd() tea.Cmd { return func() tea.Msg { return c } }

// Cmd is the command that asks for it.
func (o Open) Cmd() tea.Cmd { return func() tea.Msg { return o } }

// Cmd is the command that asks for it.
func (s Show) Cmd() tea.Cmd { return func() tea.Msg { return s } }

// Cmd is the command that asks for it.
func (v Visit) Cmd() tea.Cmd { return func() tea.Msg { return v } }

// Cmd is the command that asks for it.
func (n Notify) Cmd() tea.Cmd { return func() tea.Msg { return n } }

// Web reports whether an address is one of a web page, the only kind that is
// ever opened: addresses come from outside, and other schemes start programs.
func Web(url string) bool {
	scheme, rest, ok := strings.Cut(url, "://")
	scheme = strings.ToLower(scheme)
	return ok && (scheme == "https" || scheme == "http") && rest != "" && rest[0] != '/' &&
		!strings.ContainsFunc(url, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) })
}
