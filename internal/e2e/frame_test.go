//go:build unix

package e2e

import (
	"strconv"
	"strings"
	"testing"
)

func TestFocusMovesAndTheFooterFollows(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	before := term.waitOn(snapshotPane)
	term.send(backTab)
	s := term.waitOn(financePane)
	if s.footer() == before.footer() || s.on(snapshotPane) {
		t.Errorf("focus did not move as a whole:\n%v", s)
	}
	for i := range panes {
		name := panes[(i+1)%len(panes)]
		term.send(tab)
		if s = term.waitOn(name); s.pane(name) == "" {
			t.Errorf("%s has the focus and is not drawn:\n%v", name, s)
		}
	}
	for i, name := range panes {
		term.send(strconv.Itoa(i + 1))
		term.waitOn(name)
	}
	term.send("0")
	s = term.wait("the screen from before", func(s screen) bool { return s.on(snapshotPane) && s.has("▌Clicks") })
	term.send("1")
	term.waitOn(financePane)
	x, y, _ := s.find("Clicks")
	term.click(x, y)
	term.waitOn(snapshotPane)
}

func TestZoomGivesFinanceTheScreenAndItsList(t *testing.T) {
	drawing(t)
	t.Parallel()
	term := demo(t, setup{})
	before := term.settle(quiet)
	term.send("1", "z")
	term.waitText("Brand", "State", "Oldest", "▌all")
	s := term.settle(quiet)
	if _, there := s.place(snapshotPane); s.boxes() != 1 || there {
		t.Errorf("another pane is still there:\n%v", s)
	}
	first := s.text()
	term.send("]")
	term.waitText("▌not locked")
	term.send("[")
	term.wait("all lines again", func(s screen) bool { return s.text() == first })
	term.send("j")
	term.waitText("  2/")
	term.send("/zzz")
	term.waitText("No pending money matches this filter")
	term.send(esc)
	term.waitText("  1/")
	term.send("q")
	term.wait("all panes", screen.framed)
	term.focus(snapshotPane)
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
	term.send(enter)
	s = term.waitGone("Pending")
	if s.boxes() != 1 || !s.has(month) {
		t.Errorf("Enter did not zoom the Snapshot:\n%v", s)
	}
	term.send(esc)
	term.wait("all panes", screen.framed)
}

func TestHelpTellsTheKeysAndClosesWithoutATrace(t *testing.T) {
	drawing(t)
	t.Parallel()
	term := demo(t, setup{})
	before := term.settle(quiet)
	term.send("?")
	term.waitText("╭─ Help", "Draw the next metric.", "Esc closes")
	term.send("G")
	term.waitText("Quit at once, from anywhere.")
	term.send("q")
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
	term.send("\x1bOP") // F1
	term.waitText("╭─ Help")
	term.send(esc)
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
}

func TestPaletteFindsAnActByNameRunsItAndSaysWhyNot(t *testing.T) {
	drawing(t)
	t.Parallel()
	term := demo(t, setup{})
	term.palette("later")
	term.waitText("the range ends today already")
	term.send(ctrlU, "theme")
	term.waitText("Switch between the dark and the light theme.")
	term.send(enter)
	term.waitText("Theme: light.")
	term.palette("zoom")
	term.waitText("Give the pane the whole screen, or take it back.")
	term.send(enter)
	s := term.waitGone("Pending", "╭─ Palette")
	if s.boxes() != 1 {
		t.Errorf("the pane does not have the screen:\n%v", s)
	}
	term.palette("quit now")
	term.send(esc)
	if s = term.waitGone("╭─ Palette"); s.has("Pending") {
		t.Errorf("Esc in the palette did more than close it:\n%v", s)
	}
	term.send("q")
	term.wait("all panes", screen.framed)
}

// waitOn waits until the focus is on a pane.
func (term *terminal) waitOn(name string) screen {
	term.t.Helper()
	return term.wait("the focus on "+name, func(s screen) bool { return s.on(name) })
}

// focus goes to a pane by the number its border or the rail tells, or pane by
// pane where neither does.
func (term *terminal) focus(name string) screen {
	term.t.Helper()
	for range panes {
		s := term.screen()
		n, focused, ok := s.number(name)
		if focused {
			return s
		}
		if ok {
			term.send(n)
			return term.waitOn(name)
		}
		term.send(tab)
		term.wait("another pane", func(now screen) bool { return now.text() != s.text() })
	}
	return term.waitOn(name)
}

// palette opens the palette and, once it is there, types a text.
func (term *terminal) palette(text string) {
	term.t.Helper()
	term.send(":")
	term.waitText("╭─ Palette")
	term.send(text)
}

func TestKeysTypedRightAfterThePaletteKeyGoToThePalette(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	term.send(":theme" + enter) // one piece, as a slow line delivers it
	term.waitText("Theme: light.")
}

func TestPastedTextIsTextWhereThereIsAFieldAndNothingElsewhere(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	before := term.settle(quiet)
	term.send("\x1b[200~qjz\x1b[201~")
	if s := term.settle(quiet); s.text() != before.text() {
		t.Errorf("a paste without a field did something:\n%v", s)
	}
	term.palette("")
	term.send("\x1b[200~theme\nq\x1b[201~")
	term.wait("the pasted text in one row", func(s screen) bool { return s.has(": theme") })
	term.send(esc)
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
}

func TestMouseCanBeLeftToTheTerminal(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	if on := leftOn(term.output()); !strings.Contains(strings.Join(on, " "), "mouse") {
		t.Fatalf("the mouse is not used: %v", on)
	}
	term.palette("mouse")
	term.waitText("Take the mouse")
	term.send(enter)
	term.waitText("The mouse is left to the terminal.")
	if on := leftOn(term.output()); strings.Contains(strings.Join(on, " "), "mouse") {
		t.Errorf("the mouse is still taken: %v", on)
	}
}
