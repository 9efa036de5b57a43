package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// Names of actions that go to a pane.
const (
	goPrefix   = "focus." // followed by the pane's id
	createLink = "link.create"
	submitLead = "lead.submit"
)

// globals are the actions that work everywhere.
func (m *Model) globals() []keys.Action {
	return append([]keys.Action{
		{ID: "focus.next", Keys: []string{"tab"}, Label: "next pane", Help: "Move to the next pane.", Run: func() tea.Cmd { return m.step(1) }},
		{ID: "pane.zoom", Keys: []string{"z"}, Label: "zoom", Help: "Give the pane the whole screen, or take it back.", Run: m.zoom},
		{ID: "pane.enter", Keys: []string{"enter"}, Label: "open", Help: "Give the pane the whole screen.", Run: m.zoom, Block: m.zoomedAlready},
		{ID: "app.help", Keys: []string{"?", "f1"}, Label: "help", Help: "Show what the keys do.", Run: m.help},
		{ID: "app.palette", Keys: []string{":", "ctrl+p"}, Label: "palette", Help: "Find any act by name and run it.", Run: m.palette},
		{ID: "app.back", Keys: []string{"esc"}, Label: "back", Help: "Go one step back; never quits.", Run: m.back},
		{ID: "app.quit", Keys: []string{"q"}, Label: "quit", Help: "Close the full screen, then quit.", Run: m.quit},
		{ID: "app.undo", Keys: []string{"u"}, Label: "undo", Help: "Take the last act back.", Run: m.undo, Block: m.cannotUndo},
		{ID: "app.redo", Keys: []string{"U"}, Label: "redo", Help: "Do again what was taken back.", Run: m.redo, Block: m.cannotUndo},
		{ID: "copy.value", Keys: []string{"y"}, Label: "copy", Help: "Copy what is under the cursor.", Run: m.copyValue, Block: m.noValue},
		{ID: "copy.address", Keys: []string{"Y"}, Label: "copy address", Help: "Copy the web address of what is under the cursor.", Run: m.copyAddress, Block: m.noAddress},
		{ID: "page.open", Keys: []string{"o"}, Label: "open page", Help: "Open the web page of what is under the cursor.", Run: m.openPage, Block: m.noAddress},
		{ID: "page.show", Keys: []string{"O"}, Label: "show address", Help: "Show the web address to read or to copy.", Run: m.showPage, Block: m.noAddress},
		{ID: createLink, Keys: []string{"c"}, Label: "create link", Help: "Make a tracking link, for the brand under the cursor if there is one.", Run: m.create(linksPane), Block: m.closed(linksPane)},
		{ID: submitLead, Keys: []string{"C"}, Label: "submit lead", Help: "Submit a lead, to the brand under the cursor if there is one.", Run: m.create(leadsPane), Block: m.closed(leadsPane)},
		{ID: "focus.previous", Keys: []string{"shift+tab"}, Label: "previous pane", Help: "Move to the pane before.", Run: func() tea.Cmd { return m.step(-1) }},
		{ID: "focus.left", Keys: []string{"h", "left"}, Label: "pane left", Help: "Move to the pane before.", Run: func() tea.Cmd { return m.step(-1) }},
		{ID: "focus.right", Keys: []string{"l", "right"}, Label: "pane right", Help: "Move to the next pane.", Run: func() tea.Cmd { return m.step(1) }},
		{ID: "focus.home", Keys: []string{"0"}, Label: "home", Help: "Close the full screen and go to the main pane.", Run: m.home},
		{ID: "app.refresh", Keys: []string{"R", "ctrl+r", "f5"}, Label: "refresh all", Help: "Ask the service again for every pane.", Run: m.refreshAll, Rest: pane.RefreshRest},
		{ID: "app.profile", Keys: []string{"P"}, Label: "profile", Help: "Change to another account of the configuration.", Run: m.chooseProfile, Block: m.cannotChange},
		{ID: "app.amounts", Keys: []string{"*"}, Label: "hide amounts", Help: "Hide every amount of money on the screen, or show them again.", Run: m.switchAmounts},
		{ID: "app.theme", Keys: []string{"T"}, Label: "theme", Help: "Switch between the dark and the light theme.", Run: m.switchTheme},
		{ID: "app.mouse", Label: "mouse", Help: "Take the mouse, or leave it to the terminal for selecting text.", Run: m.switchMouse},
		{ID: "app.redraw", Keys: []string{"ctrl+l"}, Label: "redraw", Help: "Draw the screen anew.", Run: func() tea.Cmd { return tea.ClearScreen }},
		{ID: "app.suspend", Keys: []string{"ctrl+z"}, Label: "suspend", Help: "Stop the program and go back to the shell.", Run: func() tea.Cmd { return tea.Suspend }, Block: m.cannotSuspend},
		{ID: "app.quit.now", Keys: []string{"ctrl+c"}, Label: "quit now", Help: "Quit at once, from anywhere.", Run: m.quitNow, Fixed: true},
	}, slices.Concat(m.screenActions(), m.gotos(), m.lookActions())...)
}

// gotos are the actions that focus a pane by its number. A pane that is
// switched off keeps its action, so that one who looks for it finds out why it
// is not there.
func (m *Model) gotos() []keys.Action {
	list := make([]keys.Action, 0, len(m.panes)+len(m.off))
	for i, p := range m.panes[:m.numbered()] {
		a := m.goTo(p.ID())
		a.Help = fmt.Sprintf("Move to pane %d, %s.", i+1, paneName(p))
		if i < 9 {
			a.Keys = []string{fmt.Sprint(i + 1)}
		}
		list = append(list, a)
	}
	for _, id := range m.off {
		list = append(list, m.goTo(id))
	}
	return list
}

func (m *Model) goTo(id pane.ID) keys.Action {
	return keys.Action{
		ID: goPrefix + string(id), Label: "go to " + string(id), Help: fmt.Sprintf("Move to %s.", id),
		Run: func() tea.Cmd { m.focusOn(id); return nil }, Block: m.closed(id),
	}
}
