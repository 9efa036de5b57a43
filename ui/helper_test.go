package ui

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// options are those of a session with the usual data.
func options(src Sources) Options {
	return Options{
		Sources: src, Now: uitest.Now(), Jitter: func() float64 { return 0.5 }, Range: "30d",
		Mode: ThemeDark, Glyphs: theme.Braille, Suspend: true,
	}
}

// dash is a dashboard in a test.
type dash struct {
	*Model
	t   testing.TB
	src *uitest.Source
}

// opened is a dashboard of w × h cells that has asked for nothing yet.
func opened(t testing.TB, w, h int) *dash {
	t.Helper()
	src := uitest.NewSource()
	d := &dash{New(t.Context(), options(src)), t, src}
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

// started is a dashboard with the usual data.
func started(t testing.TB, w, h int) *dash {
	t.Helper()
	d := opened(t, w, h)
	d.settle(d.Init())
	return d
}

// send hands over a message and runs what it leads to.
func (d *dash) send(msg tea.Msg) []tea.Msg {
	d.t.Helper()
	return d.settle(d.update(msg))
}

func (d *dash) settle(cmd tea.Cmd) []tea.Msg {
	d.t.Helper()
	return uitest.SettleRoot(d.t, d.update, cmd)
}

// press presses keys one after the other.
func (d *dash) press(strokes ...string) []tea.Msg {
	d.t.Helper()
	var out []tea.Msg
	for _, s := range strokes {
		out = append(out, d.send(uitest.Stroke(d.t, s))...)
	}
	return out
}

// do runs an action that can be reached now, by its id.
func (d *dash) do(id string) {
	d.t.Helper()
	for _, l := range d.layers() {
		if a, ok := keys.ByID(l.actions, id); ok {
			d.settle(d.run(a))
			return
		}
	}
	d.t.Fatalf("no action %s can be reached", id)
}

func (d *dash) text() string { return d.View().Content }

// at is a row of the screen without styles.
func (d *dash) at(y int) string {
	rows := strings.Split(uitest.Plain(d.text()), "\n")
	return rows[y]
}

// last is the footer.
func (d *dash) last() string { return d.at(d.h - 1) }

func quits(msgs []tea.Msg) bool {
	_, ok := uitest.Find[tea.QuitMsg](msgs)
	return ok
}

// spy is a pane that notes what it is told.
type spy struct {
	id      pane.ID
	name    string // title; empty takes the id
	count   int    // things listed; 0 is not known
	why     string // reason to be hidden; empty is not hidden
	value   string
	url     string
	brand   string
	asks    dialog.Dialog
	acts    []keys.Action
	typing  bool
	stepped bool
	status  pane.Status
	ends    bool // its load ends with the next message
	again   int  // refreshes
	acting  bool
	got     []tea.Msg
	frames  []pane.Frame
	hovers  [][2]int
	clicks  [][2]int
	wheels  []int
	left    int
}

func (s *spy) ID() pane.ID            { return s.id }
func (s *spy) Title() string          { return cmp.Or(s.name, string(s.id)) }
func (s *spy) Init() tea.Cmd          { return nil }
func (s *spy) SetFrame(f pane.Frame)  { s.frames = append(s.frames, f) }
func (s *spy) Actions() []keys.Action { return s.acts }
func (s *spy) Status() pane.Status    { return s.status }
func (s *spy) Refresh() tea.Cmd       { s.again++; return nil }
func (s *spy) Capturing() bool        { return s.typing }
func (s *spy) Leave() tea.Cmd         { s.left++; return nil }
func (s *spy) Wheel(n int) tea.Cmd    { s.wheels = append(s.wheels, n); return nil }
func (s *spy) Acting() bool           { return s.acting }
func (s *spy) Back() bool             { was := s.stepped; s.stepped = false; return was }

func (s *spy) Count() (int, bool)            { return s.count, s.count > 0 }
func (s *spy) Absent() (string, bool)        { return s.why, s.why != "" }
func (s *spy) Pointed() (value, url string)  { return s.value, s.url }
func (s *spy) Brand() (string, string, bool) { return "id of " + s.brand, s.brand, s.brand != "" }
func (s *spy) Asks() dialog.Dialog           { d := s.asks; s.asks = nil; return d }

func (s *spy) Update(msg tea.Msg) tea.Cmd {
	s.got = append(s.got, msg)
	s.status.Loading = s.status.Loading && !s.ends
	return nil
}

func (s *spy) Hover(x, y int) tea.Cmd { s.hovers = append(s.hovers, [2]int{x, y}); return nil }
func (s *spy) Click(x, y int) tea.Cmd { s.clicks = append(s.clicks, [2]int{x, y}); return nil }

func (s *spy) View() string {
	if len(s.frames) == 0 {
		return ""
	}
	f := s.frames[len(s.frames)-1]
	row := strings.Repeat(".", max(f.Width, 0))
	return strings.TrimSuffix(strings.Repeat(row+"\n", max(f.Height, 0)), "\n")
}

// spied is a dashboard of 120 × 40 cells whose two panes are spies.
func spied(t testing.TB) (d *dash, top, main *spy) {
	t.Helper()
	d = opened(t, 120, 40)
	top, main = &spy{id: d.panes[0].ID()}, &spy{id: d.panes[1].ID()}
	d.panes[0], d.panes[1] = top, main
	d.relayout()
	return d, top, main
}

// banner is a spy with a form of one row.
type banner struct{ *spy }

func (b banner) Strip(w int) string { return strings.Repeat("=", max(w, 0)) }

// crew is a dashboard of nine spies.
type crew struct {
	*dash
	spies map[pane.ID]*spy
}

// manned is a dashboard whose nine panes are spies in their usual places.
func manned(t testing.TB, w, h int, change ...func(*Options)) crew {
	t.Helper()
	src := uitest.NewSource()
	o := options(src)
	for _, c := range change {
		c(&o)
	}
	c := crew{spies: make(map[pane.ID]*spy)}
	var all []entry
	for i, p := range nine() {
		s := &spy{id: p.id, name: []string{"Finance", "Snapshot · 30 d", "To Do", "Tasks", "Create A Link", "Submit A Lead", "Social Accounts", "Campaigns", "Brands"}[i]}
		c.spies[p.id] = s
		all = append(all, entry{id: p.id, area: p.area, every: time.Hour, make: func(context.Context, Options) pane.Pane {
			if p.stripped {
				return banner{s}
			}
			return s
		}})
	}
	c.dash = &dash{build(t.Context(), o, all), t, src}
	c.send(tea.WindowSizeMsg{Width: w, Height: h})
	return c
}

// on fails unless a pane has the focus.
func (c crew) on(id pane.ID) {
	c.t.Helper()
	if got := c.focused().ID(); got != id {
		c.t.Fatalf("the focus is on %s, want %s", got, id)
	}
}

// hide makes a pane absent and lets it answer once, as a reply does.
func (c crew) hide(id pane.ID, why string) {
	c.t.Helper()
	c.spies[id].why = why
	c.send(addressed{id})
}

// note is an action that counts how often it ran.
func note(id string, count *int, strokes ...string) keys.Action {
	return keys.Action{
		ID: id, Keys: strokes, Label: id, Help: "Count.",
		Run: func() tea.Cmd { *count++; return nil },
	}
}

// addressed is a message for one pane that is no reply.
type addressed struct{ to pane.ID }

func (a addressed) Dest() pane.ID { return a.to }

// reply is what a slot hands back.
func reply[T any](t testing.TB, slot *pane.Slot[T], to pane.ID, v T) tea.Msg {
	t.Helper()
	cmd := slot.Start(t.Context(), pane.Ask[T]{To: to, Limit: profileLimit, Do: func(context.Context) (T, error) { return v, nil }})
	return cmd()
}

// typeName and text look into a message of the framework that is private.
func typeName(msg tea.Msg) string { return fmt.Sprintf("%T", msg) }
func text(msg tea.Msg) string     { return fmt.Sprint(msg) }
