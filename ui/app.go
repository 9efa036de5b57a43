// Package ui is the dashboard: it owns focus, layout, layers of keys, dialogs
// and the status line, and routes messages to panes without knowing any of
// them.
package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/toast"
)

// Options set up one dashboard session.
type Options struct {
	Sources Sources
	Now     time.Time                        // the moment the session begins
	Clock   func() time.Time                 // read once a minute, by a command; nil takes the time of the tick
	Jitter  func() float64                   // 0 ≤ j < 1, spreads refreshes
	Demand  func()                           // the user wants to know how things are now: answers kept from before are not good enough; nil: nobody to tell
	Range   string                           // first range of the Snapshot; empty is the default
	Widgets []Widget                         // the panes in their order; empty shows all as usual
	Kept    func() partner.Opt[partner.Note] // what the user should know about what is kept on this machine, each told once; nil: nothing
	Journal Journal                          // takes acts back; nil where nothing can be taken back

	Profile  Profile   // whose account this is, in the user's words
	Profiles []Profile // all that Accounts can change to; empty where there is one account
	Hidden   bool      // amounts of money are not shown until the user wants them

	// Open opens a web page in the user's browser and Clip fills the desktop's
	// clipboard; either is nil where there is none. Neither is used over SSH,
	// where it would reach another machine than the user's.
	Open func(ctx context.Context, url string) error
	Clip func(ctx context.Context, text string) error

	// Notify is what makes the terminal call its user with a text, to be written to
	// it as it is; nil: nobody is called.
	Notify func(text string) string

	Mode    ThemeMode        // dark, light, or as the terminal answers
	Palette theme.Palette    // the colours; the zero value is the standard palette
	Looks   []Look           // themes that can be chosen in the palette of acts
	Dark    bool             // ground to assume until it has answered
	Glyphs  theme.GlyphLevel // how far down the ladder of glyphs
	NoMouse bool             // leave the mouse to the terminal
	Keys    map[string][]string
	Remote  bool          // reached over SSH
	Suspend bool          // job control is to be had: offer ctrl+z
	Least   time.Duration // between two refreshes that a pane makes by itself; 0: as the panes have it
	Gather  time.Duration // how long a reply may wait for others before it is drawn; 0: each is drawn at once
	Hold    time.Duration // how long the first frame may wait for what this machine has kept; 0: it does not
	Banner  string        // words in the header that say what this is not, such as "demo"
	Notices []string      // told in a toast at the start
}

// ThemeMode is where the ground comes from.
type ThemeMode string

// The theme modes.
const (
	ThemeAuto  ThemeMode = "auto"
	ThemeDark  ThemeMode = "dark"
	ThemeLight ThemeMode = "light"
)

// Asks reports whether the terminal is asked for its ground.
func (t ThemeMode) Asks() bool { return t == ThemeAuto || t == "" }

// Model is the root model.
type Model struct {
	o       Options
	session context.Context
	end     context.CancelFunc

	panes  []pane.Pane
	byID   map[pane.ID]int
	timers []timer
	seats  []seat
	off    []pane.ID     // switched off in the configuration
	acts   []keys.Action // those that work everywhere, with the user's keys
	faults []string      // what the configuration asks for and is not to be had
	focus  int
	zoomed bool
	left   *spot   // where the user was before a visit
	behind pane.ID // pane that had the focus before the screens
	hover  pane.ID // pane under the pointer
	mouse  bool

	w, h    int
	layout  layout
	now     time.Time
	ground  theme.Options
	theme   *theme.Theme
	dialogs []dialog.Dialog
	deaf    dialog.Dialog   // guarded dialog that has just opened
	unheard int             // keys that it has not been told
	stroke  string          // key press that is being dealt with; empty for other messages
	resting map[string]bool // actions that have just run, by id; true: asked for again
	toast   *toast.Msg      // shown in the footer; its address is its identity
	held    *toast.Msg      // came while a failure was shown that nobody may have seen; nil for none

	blurred  bool      // another window has the keys
	attended time.Time // when somebody was seen to look last
	offline  bool      // the header says that the service cannot be reached
	away     bool      // … because the user wants it so: this machine alone is asked
	hidden   bool      // amounts of money are not shown

	profile pane.Load[partner.Profile]
	account partner.Profile
	journal pane.Slot[rewound]

	screen screen // memo of what was composed last
}

// New makes the root model. ctx ends all requests of the session.
func New(ctx context.Context, o Options) *Model { return build(ctx, o, registry()) }

func build(ctx context.Context, o Options, all []entry) *Model {
	session, end := context.WithCancel(ctx)
	m := &Model{
		o: o, session: session, end: end, now: o.Now, attended: o.Now, byID: map[pane.ID]int{}, resting: map[string]bool{}, mouse: !o.NoMouse,
		ground: theme.Options{Dark: o.Dark, Profile: colorprofile.ANSI256, Glyphs: o.Glyphs, Palette: o.Palette},
		away:   partner.WantsKept(ctx), offline: partner.WantsKept(ctx), hidden: o.Hidden,
	}
	if m.o.Range == "" {
		m.o.Range = partner.DefaultRange
	}
	if !o.Mode.Asks() {
		m.ground.Dark = o.Mode == ThemeDark
	}
	shown, off, faults := choose(all, o.Widgets)
	m.off, m.faults = off, faults
	for i, e := range shown {
		m.panes = append(m.panes, e.make(session, m.o))
		m.byID[e.id] = i
		m.timers = append(m.timers, timer{every: max(e.every, o.Least), after: e.after, costs: e.costs})
		m.seats = append(m.seats, seat{area: e.area, screen: e.screen})
	}
	for i := range m.panes {
		m.noteAbsence(i) // one that knows before it asks never appears
	}
	m.focus = m.first()
	m.acts = keys.Override(m.globals(), o.Keys)
	m.retheme()
	return m
}

// Init implements tea.Model.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{nextMinute(m.now, m.o.Clock), m.hold(), m.askProfile(), m.askKept()}
	if m.o.Mode.Asks() {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if m.o.Remote {
		// Under SSH the framework does not ask whether the terminal can show a
		// whole frame at once; one that can will say so and stop tearing.
		cmds = append(cmds, tea.Raw(ansi.RequestModeSynchronizedOutput))
	}
	for i, p := range m.panes {
		if t := &m.timers[i]; t.after > 0 {
			cmds = append(cmds, t.in(p.ID(), m.now, t.after))
			continue
		}
		cmds = append(cmds, p.Init())
	}
	if notice := strings.Join(slices.Concat(m.faults, m.keyWarnings(), m.o.Notices), "; "); notice != "" {
		cmds = append(cmds, toast.Fail(notice))
	}
	return tea.Batch(cmds...)
}

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	return m, m.update(msg)
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	m.screen.held = false
	m.screen.fresh, m.stroke = false, ""
	if attends(msg) {
		m.screen.opens = false
		return tea.Batch(m.attend(), m.route(msg))
	}
	return tea.Batch(m.route(msg), m.gather(msg))
}

// route hands a message to whom it concerns.
func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.PasteMsg:
		return m.toCapturing(msg)
	case tea.MouseMsg:
		return m.pointer(msg)
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		m.relayout()
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		m.learn(msg)
	case minuteMsg:
		return m.minute(time.Time(msg))
	case hearMsg:
		return m.hear(msg)
	case awakeMsg:
		return m.awake(string(msg))
	case refreshMsg:
		return m.refresh(msg)
	case tea.BlurMsg:
		m.blurred = true
	case profileReply:
		return m.profiled(msg)
	case pane.Reply[rewound]:
		return m.undone(msg)
	case openedMsg:
		return m.opened(msg)
	case event.Changed:
		return m.tell(msg)
	case effect.Copy:
		return m.copy(msg)
	case effect.Open:
		return m.browse(msg)
	case effect.Show:
		return m.show(msg)
	case effect.Visit:
		return m.visit(msg)
	case effect.Notify:
		return m.notify(msg)
	case pane.Addressed:
		return m.deliver(msg)
	case toast.Msg:
		return m.showToast(msg)
	case fadeMsg:
		if m.toast == msg.toast {
			m.toast = nil
		}
	}
	return nil
}

// tell hands a fact to every pane, those that are not on the screen included.
func (m *Model) tell(fact event.Changed) tea.Cmd {
	m.demand() // what was kept is from before the act
	cmds := []tea.Cmd{m.askKept()}
	for i := range m.panes {
		cmds = append(cmds, m.hand(i, fact))
	}
	return tea.Batch(cmds...)
}

// askKept tells what the user should know about what is kept on this machine:
// an act may have found the disk full. It may wait for that disk, so it is a
// command.
func (m *Model) askKept() tea.Cmd {
	kept := m.o.Kept
	if kept == nil {
		return nil
	}
	return func() tea.Msg {
		note := kept()
		var e *partner.Error
		if !note.OK || !errors.As(note.V.Err, &e) {
			return nil
		}
		return toast.Msg{Text: strings.ToUpper(e.Detail[:1]) + e.Detail[1:] + ".", Failed: true}
	}
}

// deliver hands a message to the pane it is addressed to.
func (m *Model) deliver(msg pane.Addressed) tea.Cmd {
	i, ok := m.byID[msg.Dest()]
	if !ok {
		return nil
	}
	cmd := m.hand(i, msg)
	if len(m.dialogs) > 0 { // the pane may have ended it
		return tea.Batch(cmd, m.conclude(m.top()))
	}
	return tea.Batch(cmd, m.ask())
}

// hand lets a pane take a message, and plans its next refresh when a request
// ended with it.
func (m *Model) hand(i int, msg tea.Msg) tea.Cmd {
	before := m.panes[i].Status()
	cmd := m.panes[i].Update(msg)
	after := m.panes[i].Status()
	moved := m.noteAbsence(i)
	// What this machine has kept may be of a day when its clock was wrong, and a
	// screen shows nothing else.
	if after.AsOf.After(m.now) && !after.Kept && !m.seats[i].screen {
		// Nothing on the screen may be younger than the clock it is aged by.
		m.now, moved = after.AsOf, true
	}
	if off := m.away || m.condition().offline(); off != m.offline {
		m.offline, moved = off, true
	}
	if moved {
		m.relayout()
	}
	if !before.Loading || after.Loading {
		return cmd
	}
	cmd = tea.Batch(cmd, m.plan(i, after.Err))
	if after.Err == nil {
		cmd = tea.Batch(cmd, m.askProfileAgain()) // it failed before and is to be had now
	}
	return cmd
}

// relayout computes the places anew and tells every visible pane its frame.
func (m *Model) relayout() {
	m.leaveHidden()
	m.layout = arrange(m.w, m.h, m.wanted(), m.focused().ID(), m.full())
	for i, p := range m.panes {
		f := pane.Frame{Focused: i == m.focus, Zoomed: m.zoomed || m.seats[i].screen, Offline: m.offline, Now: m.now, Theme: m.theme}
		if m.account.Zone != nil {
			f.Now = m.now.In(m.account.Zone)
		}
		if at, ok := m.layout.find(p.ID()); ok {
			f.Width, f.Height = at.content()
		}
		p.SetFrame(f)
	}
	if len(m.dialogs) > 0 {
		m.top().Resize(max(m.w-6, 1), max(m.h-4, 1))
	}
}

// wanted are the panes to be placed. The focused one has a place even when it
// is hidden: it is left when nothing is above it.
func (m *Model) wanted() []wanted {
	list := make([]wanted, 0, len(m.panes))
	for i, p := range m.panes {
		if m.seats[i].screen || m.seats[i].absent && i != m.focus {
			continue
		}
		_, stripped := p.(pane.Stripped)
		list = append(list, wanted{id: p.ID(), area: m.seats[i].area, stripped: stripped})
	}
	return list
}

func (m *Model) focused() pane.Pane { return m.panes[m.focus] }

// focusOn gives a pane the keys.
func (m *Model) focusOn(id pane.ID) {
	if i, ok := m.byID[id]; ok && i != m.focus {
		if m.seats[i].screen && !m.onScreen() {
			m.behind = m.focused().ID()
		}
		m.focus, m.left = i, nil
		m.relayout()
	}
}

// learn takes what the terminal answered about its colours.
func (m *Model) learn(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		if m.o.Mode.Asks() {
			m.ground.Dark = msg.IsDark()
		}
	case tea.ColorProfileMsg:
		m.ground.Profile = msg.Profile
	}
	m.retheme()
}

// retheme builds the styles when what they depend on has changed.
func (m *Model) retheme() {
	if m.theme == nil || m.theme.Options != m.ground {
		m.theme = theme.New(m.ground)
		m.relayout()
	}
}
