package ui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// keyWarnings tells which of the user's keys cannot work: those of an action
// that does not exist, and those a terminal does not send reliably.
func (m *Model) keyWarnings() []string {
	known := slices.Clone(m.acts)
	for _, p := range m.panes {
		known = append(known, p.Actions()...)
	}
	names := make([]string, len(known))
	for i, a := range known {
		names[i] = a.ID
	}
	var out []string
	for _, id := range slices.Sorted(maps.Keys(m.o.Keys)) {
		owner, _, _ := strings.Cut(id, ".")
		if _, ok := keys.ByID(known, id); !ok && !slices.Contains(m.off, pane.ID(owner)) {
			out = append(out, fmt.Sprintf("keys: there is no action %q%s", id, meant(id, names)))
		}
		for _, k := range m.o.Keys[id] {
			if why := keys.Forbidden(k); why != "" {
				out = append(out, fmt.Sprintf("keys: %s for %s: %s", k, id, why))
			}
		}
	}
	return out
}

// layer is a set of actions with a heading, innermost first.
type layer struct {
	name    string
	actions []keys.Action
}

// layers are the actions that can be reached now: those of the focused pane,
// then the global ones.
func (m *Model) layers() []layer {
	p := m.focused()
	return []layer{
		{paneName(p), keys.Override(p.Actions(), m.o.Keys)},
		{"Everywhere", m.acts},
	}
}

// paneName is the pane's name without the facts its title adds.
func paneName(p pane.Pane) string {
	name, _, _ := strings.Cut(p.Title(), factGap)
	return name
}

// key finds what a key press means: dialog, then pane, then global. While a
// text field has the cursor, printable keys are text.
func (m *Model) key(msg tea.KeyPressMsg) tea.Cmd {
	stroke := keys.Of(msg)
	m.stroke = stroke
	if a, ok := keys.Find(m.always(), stroke); ok {
		return m.run(a)
	}
	if len(m.dialogs) > 0 {
		return m.keyInDialog(msg, stroke)
	}
	if m.capturing() {
		return m.keyInField(msg, stroke)
	}
	for _, l := range m.layers() {
		if a, ok := keys.Find(l.actions, stroke); ok {
			return m.run(a)
		}
	}
	return nil
}

func (m *Model) keyInField(msg tea.KeyPressMsg, stroke string) tea.Cmd {
	p := m.focused()
	if !keys.Printable(msg) {
		if a, ok := keys.Find(p.Actions(), stroke); ok {
			return m.run(a)
		}
	}
	return p.Update(msg)
}

func (m *Model) capturing() bool {
	c, ok := m.focused().(pane.Capturing)
	return ok && c.Capturing()
}

// toCapturing hands pasted text to whoever has a text field.
func (m *Model) toCapturing(msg tea.PasteMsg) tea.Cmd {
	if len(m.dialogs) > 0 {
		return m.top().Update(msg)
	}
	if m.capturing() {
		return m.focused().Update(msg)
	}
	return nil
}

// always are the actions that work even while a dialog or a field has the
// keys.
func (m *Model) always() []keys.Action {
	return slices.DeleteFunc(slices.Clone(m.acts), func(a keys.Action) bool {
		return a.ID != "app.quit.now" && a.ID != "app.redraw" && a.ID != "app.suspend"
	})
}

// run carries an action out, or says why it cannot. A key press also takes a
// toast away that stays until then: it has been seen.
func (m *Model) run(a keys.Action) tea.Cmd {
	if m.toast != nil && m.toast.Failed {
		m.toast = nil
		if held := m.held; held != nil {
			m.held = nil
			return tea.Batch(m.showToast(*held), m.carryOut(a))
		}
	}
	return m.carryOut(a)
}

// refreshSuffix ends the ids of the actions that ask the service again.
const refreshSuffix = ".refresh"

// carryOut is run without the toasts.
func (m *Model) carryOut(a keys.Action) tea.Cmd {
	if why := m.refusal(a); why != "" {
		return toast.Refuse(why)
	}
	if _, resting := m.resting[a.ID]; resting {
		m.resting[a.ID] = true // once more when it has rested
		return nil
	}
	if strings.HasSuffix(a.ID, refreshSuffix) {
		m.demand()
	}
	cmd := a.Run()
	if a.Rest > 0 {
		m.resting[a.ID] = false
		awake := awakeMsg(a.ID)
		cmd = tea.Batch(cmd, tea.Tick(a.Rest, func(time.Time) tea.Msg { return awake }))
	}
	return tea.Batch(cmd, m.ask())
}

// runByID runs what the palette chose, if it is still to be had.
func (m *Model) runByID(id string) tea.Cmd {
	for _, l := range m.layers() {
		if a, ok := keys.ByID(l.actions, id); ok {
			return m.run(a)
		}
	}
	return nil
}

func (m *Model) zoom() tea.Cmd {
	if m.onScreen() {
		return m.leaveScreen()
	}
	m.zoomed, m.left = !m.zoomed, nil
	m.relayout()
	return nil
}

// awakeMsg says that an action has rested.
type awakeMsg string

// awake lets an action run again, and runs it if it was asked for meanwhile.
func (m *Model) awake(id string) tea.Cmd {
	again := m.resting[id]
	delete(m.resting, id)
	if !again {
		return nil
	}
	return m.runByID(id)
}

func (m *Model) zoomedAlready() string {
	if m.full() {
		return "it has the whole screen already"
	}
	return ""
}

// back goes one step back: out of what the pane has open, then to where a
// visit came from, then out of the full screen.
func (m *Model) back() tea.Cmd {
	if s, ok := m.focused().(pane.Stepped); ok && s.Back() {
		return nil
	}
	if m.left != nil {
		return m.goBack()
	}
	if m.full() {
		return m.zoom()
	}
	return nil
}

func (m *Model) quit() tea.Cmd {
	if m.full() {
		return m.zoom()
	}
	return m.quitNow()
}

// quitNow ends the session and with it every request.
func (m *Model) quitNow() tea.Cmd {
	m.end()
	return tea.Quit
}

func (m *Model) refreshAll() tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(m.panes))
	for i := range m.panes {
		cmds = append(cmds, m.reload(i))
	}
	return tea.Batch(cmds...)
}

func (m *Model) switchMouse() tea.Cmd {
	m.mouse = !m.mouse
	if p, ok := m.under(m.hover).(pane.Hovered); ok && !m.mouse {
		m.hover = ""
		return tea.Batch(p.Leave(), toast.Say("The mouse is left to the terminal."))
	}
	if m.mouse {
		return toast.Say("The mouse works here; hold Shift or Option to select text.")
	}
	return toast.Say("The mouse is left to the terminal.")
}

func (m *Model) cannotSuspend() string {
	if !m.o.Suspend {
		return "there is no shell to go back to"
	}
	return ""
}

func (m *Model) help() tea.Cmd {
	sections := m.sections()
	for i, l := range m.layers() {
		own := l.actions
		// What an inner layer has taken all keys of is for the palette, and so
		// are the themes.
		sections[i].Actions = slices.DeleteFunc(sections[i].Actions, func(a keys.Action) bool {
			before, _ := keys.ByID(own, a.ID)
			return len(a.Keys) == 0 && (len(before.Keys) > 0 || strings.HasPrefix(a.ID, lookPrefix))
		})
	}
	return m.open(dialog.NewHelp(sections))
}

func (m *Model) palette() tea.Cmd {
	return m.open(dialog.NewPalette(m.sections()))
}

// sections are the layers as help and palette show them: a key that an inner
// layer takes is not shown again further out.
func (m *Model) sections() []dialog.Section {
	var out []dialog.Section
	taken := make(map[string]bool)
	for _, l := range m.layers() {
		shown := slices.Clone(l.actions)
		for i := range shown {
			shown[i].Keys = slices.DeleteFunc(slices.Clone(shown[i].Keys), func(k string) bool { return taken[k] })
		}
		for _, a := range l.actions {
			for _, k := range a.Keys {
				taken[k] = true
			}
		}
		out = append(out, dialog.Section{Name: l.name, Actions: shown})
	}
	return out
}
