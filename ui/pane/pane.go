// Package pane is the contract between the dashboard and its widgets: what a
// pane is told, what it must answer, and how it asks for data. It knows no
// widget and no colour.
package pane

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/keys"
	"impactdash/ui/theme"
)

// ID names a pane in configuration, messages and tests.
type ID string

// Frame is everything the dashboard decides for a pane. Frames are compared
// with ==; an equal frame means that nothing changed.
type Frame struct {
	Width, Height int       // content cells, border excluded, never negative
	Focused       bool      // keys go here
	Zoomed        bool      // the pane has the whole screen: show everything
	Offline       bool      // the header says that the service cannot be reached: a pane with data need not
	Now           time.Time // the one clock a view may read; advances once a minute
	Theme         *theme.Theme
}

// Told reports whether the header says all there is to say of a failure
// already, to a pane that has data in spite of it.
func (f Frame) Told(err error) bool {
	return f.Offline && partner.KindOf(err) == partner.Unavailable
}

// SameLook reports whether a pane that shows neither clock nor focus looks the
// same in both frames.
func (f Frame) SameLook(o Frame) bool {
	return f.Width == o.Width && f.Height == o.Height && f.Zoomed == o.Zoomed && f.Offline == o.Offline && f.Theme == o.Theme
}

// Pane is one widget. All methods run on the program goroutine.
type Pane interface {
	ID() ID
	Title() string          // first words of the border
	Init() tea.Cmd          // first load
	SetFrame(Frame)         // parent to child, never the other way
	Update(tea.Msg) tea.Cmd // the only place where data changes
	View() string           // pure; exactly Height lines of Width cells
	Actions() []keys.Action // what can be done now, most useful first
	Status() Status         // how its data is doing
	Refresh() tea.Cmd       // load again what is shown
}

// RefreshRest is how long a refresh by key rests: a held key must not use up
// an hour's requests.
const RefreshRest = 2 * time.Second

// Status is how a pane's data is doing, for the border and the header.
type Status struct {
	AsOf    time.Time // moment of the oldest data shown; zero when there is none
	Loading bool      // a request is under way
	Waiting bool      // for a part that has nothing to show yet
	Reading bool      // what this machine has kept of a part is being read
	Kept    bool      // a part was kept on this machine: the service has not told it yet
	Err     error     // why the newest attempt failed; nil when it did not
}

// Capturing is a pane that may have a text field under the cursor. While it
// says so, printable keys are text and no shortcuts.
type Capturing interface{ Capturing() bool }

// Cursored is a pane that places the terminal's own cursor, relative to its
// content.
type Cursored interface{ Cursor() *tea.Cursor }

// Hovered is a pane that reacts to the pointer. Coordinates are cells of its
// content; Leave says that the pointer is elsewhere.
type Hovered interface {
	Hover(x, y int) tea.Cmd
	Leave() tea.Cmd
}

// Clicked is a pane that reacts to a click or the wheel.
type Clicked interface {
	Click(x, y int) tea.Cmd
	Wheel(steps int) tea.Cmd // positive is down
}

// Stepped is a pane with something of its own to step back from on Esc. Back
// reports whether it did.
type Stepped interface{ Back() bool }

// Stripped is a pane with a form of one line, shown above the other panes
// where the screen is too small for two.
type Stripped interface{ Strip(width int) string }

// Counted is a pane that can say how many things it lists, for its border and
// the rail. known is false while it has no count: a failure counts nothing.
type Counted interface{ Count() (n int, known bool) }

// Pointed is a pane with something under its cursor that can be copied, and
// perhaps a web page of it. An empty value says that nothing is there; a url
// may be empty alone.
type Pointed interface{ Pointed() (value, url string) }

// Acting is a pane that may have an act of the user on its way. Until it has
// ended nothing is undone: the user means that act.
type Acting interface{ Acting() bool }

// Branded is a pane that may have a brand under its cursor.
type Branded interface {
	Brand() (programID, name string, ok bool)
}

// Absent is a pane that some accounts do not have. It is asked after each
// reply; while it says hidden it loads on and is not on the screen. why is
// shown beside its name: "no brand of yours takes leads". Until the pane knows,
// it is not hidden, so that nothing jumps at the start.
type Absent interface {
	Absent() (why string, hidden bool)
}
