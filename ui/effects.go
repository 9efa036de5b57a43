package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// The panes that make something for a brand.
const (
	linksPane pane.ID = "links"
	leadsPane pane.ID = "leads"
)

// maxCopy is how long a text may be that is sent to the terminal's clipboard,
// in bytes: terminals drop what is longer than 100,000 after encoding.
const maxCopy = 74_000

// desktopLimit ends a program of the desktop that does not answer.
const desktopLimit = 10 * time.Second

// quotedCells is how much of a copied text the toast repeats.
const quotedCells = 40

// route is the way a text went to a clipboard.
type route uint8

const (
	nowhere     route = iota // too long for the terminal, and there is no desktop
	byTerminal               // sent as OSC 52; nobody says whether it was taken
	byClipboard              // taken by the desktop's clipboard
)

// clip hands a text to every clipboard that may be the user's: the terminal's
// always, and the desktop's unless that is another machine's. tell makes the
// message about it.
func (m *Model) clip(text string, tell func(route) tea.Msg) tea.Cmd {
	best := nowhere
	var send tea.Cmd
	if len(text) <= maxCopy {
		best, send = byTerminal, tea.SetClipboard(text)
	}
	native, session := m.o.Clip, m.session
	if m.o.Remote || native == nil {
		return tea.Batch(send, func() tea.Msg { return tell(best) })
	}
	return tea.Batch(send, func() tea.Msg {
		ctx, cancel := context.WithTimeout(session, desktopLimit)
		defer cancel()
		if native(ctx, text) == nil { // what the terminal did not get is told by the way
			best = byClipboard
		}
		return tell(best)
	})
}

// copy copies a text and names what was copied and the way it went.
func (m *Model) copy(c effect.Copy) tea.Cmd {
	what := format.Safe(c.What)
	if what == "" && m.hidden {
		what = "what is under the cursor" // it may be an amount
	}
	if what == "" {
		what = "“" + format.Cut(format.Safe(c.Text), quotedCells) + "”"
	}
	return m.clip(c.Text, func(way route) tea.Msg {
		switch way {
		case byClipboard:
			return toast.Msg{Text: "Copied " + what + " to the clipboard."}
		case byTerminal:
			return toast.Msg{Text: "Sent " + what + " to the terminal's clipboard."}
		}
		return toast.Msg{Text: "Not copied: " + what + " is too long for the terminal's clipboard.", Refused: true}
	})
}

// openedMsg says how opening a page went.
type openedMsg struct {
	page effect.Open
	err  error
}

// browse opens a page in the user's browser. Over SSH the browser would be
// another machine's, so the address is shown instead.
func (m *Model) browse(page effect.Open) tea.Cmd {
	if !effect.Web(page.URL) {
		return m.show(effect.Show(page))
	}
	if why := m.cannotBrowse(); why != "" {
		return tea.Batch(m.show(effect.Show(page), "Copied, because "+why+"."), m.copy(effect.Copy{Text: page.URL, What: page.What}))
	}
	open, session := m.o.Open, m.session
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(session, desktopLimit)
		defer cancel()
		return openedMsg{page, open(ctx, page.URL)}
	}
}

func (m *Model) opened(msg openedMsg) tea.Cmd {
	if msg.err != nil {
		return m.show(effect.Show(msg.page), "The browser could not be started.")
	}
	return toast.Say("Opened " + pageName(msg.page.What) + " in the browser.")
}

func pageName(what string) string {
	if what == "" {
		return "the page"
	}
	return format.Safe(what)
}

// show puts an address where it can be read, selected and scanned. lead says
// why that happens when something else was asked for.
func (m *Model) show(page effect.Show, lead ...string) tea.Cmd {
	if !effect.Web(page.URL) {
		return toast.Refuse("this is not a web address: " + format.Safe(page.URL))
	}
	title := "Address"
	if page.What != "" {
		title = page.What
	}
	return m.open(dialog.NewShow(dialog.Link{
		Title: title, URL: page.URL, Facts: lead, CannotOpen: m.cannotBrowse(),
		Copy: func() tea.Cmd { return m.copy(effect.Copy{Text: page.URL, What: page.What}) },
		Open: func() tea.Cmd { return m.browse(effect.Open(page)) },
	}))
}

// cannotBrowse says why no browser can be started from here.
func (m *Model) cannotBrowse() string {
	switch {
	case m.o.Remote:
		return "the browser of this machine is not yours"
	case m.o.Open == nil:
		return "no browser is known here"
	}
	return ""
}

// spot is where the user was: a pane, and whether it had the full screen.
type spot struct {
	id     pane.ID
	zoomed bool
	left   *spot // where it was visited from; nil: from nowhere
}

// through reports whether the way here led through a pane.
func (s *spot) through(id pane.ID) bool { return s != nil && (s.id == id || s.left.through(id)) }

// visit goes to a pane and hands it what it is visited for. It does nothing
// while a question is open: the focus must not move behind it.
func (m *Model) visit(v effect.Visit) tea.Cmd {
	if len(m.dialogs) > 0 {
		return nil
	}
	if why := m.gone(v.To); why != "" {
		return toast.Refuse(why)
	}
	from := spot{m.focused().ID(), m.zoomed, m.left}
	if m.left.through(v.To) { // going round in circles is no way back
		from.left = nil
	}
	if i, ok := m.byID[v.To]; ok && !m.seats[i].screen { // a screen is full anyway
		m.zoomed = m.zoomed || v.Zoom
	}
	m.focusOn(v.To)
	m.relayout()
	if from.id != v.To || from.zoomed != m.zoomed {
		m.left = &from
	}
	return m.deliver(v)
}

// goBack returns to where the last visit began.
func (m *Model) goBack() tea.Cmd {
	to, behind := *m.left, m.behind
	m.zoomed = to.zoomed
	if m.closed(to.id)() == "" {
		m.focusOn(to.id)
	}
	m.left = to.left
	if behind != "" {
		m.behind = behind // a screen that is gone back to was not opened from here
	}
	m.relayout()
	return nil
}

// create visits the pane that makes things of a kind, with the brand under the
// cursor.
func (m *Model) create(id pane.ID) func() tea.Cmd {
	return func() tea.Cmd {
		var brand effect.Brand
		if p, ok := m.focused().(pane.Branded); ok {
			if program, name, found := p.Brand(); found {
				brand = effect.Brand{ProgramID: program, Name: name}
			}
		}
		return m.visit(effect.Visit{To: id, About: effect.Create, Value: brand})
	}
}

// pointed is what is under the cursor of the focused pane.
func (m *Model) pointed() (value, url string) {
	if p, ok := m.focused().(pane.Pointed); ok {
		return p.Pointed()
	}
	return "", ""
}

func (m *Model) noValue() string {
	if value, _ := m.pointed(); value == "" {
		return "there is nothing under the cursor to copy"
	}
	return ""
}

func (m *Model) noAddress() string {
	if _, url := m.pointed(); url == "" {
		return "there is no web page of what is under the cursor"
	}
	return ""
}

func (m *Model) copyValue() tea.Cmd {
	value, _ := m.pointed()
	return m.copy(effect.Copy{Text: value})
}

func (m *Model) copyAddress() tea.Cmd {
	_, url := m.pointed()
	return m.copy(effect.Copy{Text: url})
}

func (m *Model) openPage() tea.Cmd {
	_, url := m.pointed()
	return m.browse(effect.Open{URL: url})
}

func (m *Model) showPage() tea.Cmd {
	_, url := m.pointed()
	return m.show(effect.Show{URL: url})
}
