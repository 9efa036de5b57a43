package ui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// rectOf is a pane's own area on the screen.
func rectOf(t *testing.T, d *dash, id pane.ID) (x, y, w, h int) {
	t.Helper()
	at, ok := d.layout.find(id)
	if !ok {
		t.Fatalf("%s is not on the screen", id)
	}
	x, y = at.origin()
	w, h = at.content()
	return x, y, w, h
}

func move(x, y int) tea.Msg  { return tea.MouseMotionMsg{X: x, Y: y} }
func click(x, y int) tea.Msg { return tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft} }

func TestTheMouseSpeaksInThePanesOwnCells(t *testing.T) {
	t.Parallel()
	d, top, main := spied(t)
	x, y, w, h := rectOf(t, d, main.id)
	d.send(move(x, y))
	d.send(move(x+w-1, y+h-1))
	if want := [][2]int{{0, 0}, {w - 1, h - 1}}; !slices.Equal(main.hovers, want) {
		t.Errorf("hovers %v, want %v", main.hovers, want)
	}
	d.send(click(x+3, y+2))
	if want := [][2]int{{3, 2}}; !slices.Equal(main.clicks, want) {
		t.Errorf("clicks %v, want %v", main.clicks, want)
	}
	if len(top.hovers)+len(top.clicks) > 0 {
		t.Error("the other pane felt it as well")
	}
}

func TestThePaneThePointerLeftIsTold(t *testing.T) {
	t.Parallel()
	d, top, main := spied(t)
	x, y, _, _ := rectOf(t, d, main.id)
	d.send(move(x, y))
	d.send(move(x+1, y))
	if main.left != 0 {
		t.Error("the pointer is still there")
	}
	tx, ty, _, _ := rectOf(t, d, top.id)
	d.send(move(tx, ty))
	if main.left != 1 || len(top.hovers) != 1 {
		t.Errorf("left %d times, the other pane was hovered %d times", main.left, len(top.hovers))
	}
	d.send(move(0, 0)) // the header
	if top.left != 1 {
		t.Error("nobody told the pane that the pointer is on the header")
	}
	d.send(move(1, 0))
	if top.left != 1 || main.left != 1 {
		t.Error("told again")
	}
}

func TestAClickFocusesThePaneUnderIt(t *testing.T) {
	t.Parallel()
	d, top, _ := spied(t)
	x, y, _, _ := rectOf(t, d, top.id)
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseRight})
	if d.focus != 1 {
		t.Error("another button focuses")
	}
	d.send(click(x, y))
	if d.focus != 0 {
		t.Error("a click does not focus")
	}
	d.send(click(0, 39)) // the footer
	d.send(click(500, 500))
	d.send(click(-1, -1))
	if d.focus != 0 {
		t.Error("a click beside the panes moved the focus")
	}
}

func TestTheWheelTurnsThePaneUnderThePointer(t *testing.T) {
	t.Parallel()
	d, top, main := spied(t)
	x, y, _, _ := rectOf(t, d, top.id)
	d.send(tea.MouseWheelMsg{X: x, Y: y, Button: tea.MouseWheelDown})
	d.send(tea.MouseWheelMsg{X: x, Y: y, Button: tea.MouseWheelUp})
	d.send(tea.MouseWheelMsg{X: 0, Y: 0, Button: tea.MouseWheelUp})
	if !slices.Equal(top.wheels, []int{1, -1}) || len(main.wheels) != 0 || d.focus != 1 {
		t.Errorf("wheels %v %v, focus %d", top.wheels, main.wheels, d.focus)
	}
}

func TestBehindADialogNothingFeelsTheMouse(t *testing.T) {
	t.Parallel()
	d, top, main := spied(t)
	d.press("?")
	for x := range 120 {
		d.send(move(x, 20))
		d.send(click(x, 5))
		d.send(tea.MouseWheelMsg{X: x, Y: 20, Button: tea.MouseWheelDown})
	}
	if len(top.hovers)+len(main.hovers)+len(top.clicks)+len(main.clicks)+len(top.wheels)+len(main.wheels) > 0 || d.focus != 1 {
		t.Error("the mouse went through the dialog")
	}
}

func TestTheMouseCanBeLeftToTheTerminal(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	if d.View().MouseMode != tea.MouseModeAllMotion {
		t.Error("the mouse is not asked for")
	}
	d.do("app.mouse")
	if d.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is still taken")
	}
	x, y, _, _ := rectOf(t, d, main.id)
	d.send(move(x, y)) // on its way when it was switched off
	d.send(click(x, y))
	if len(main.hovers)+len(main.clicks) > 0 {
		t.Error("the pane still feels the mouse")
	}
	d.do("app.mouse")
	if d.View().MouseMode != tea.MouseModeAllMotion {
		t.Error("the mouse does not come back")
	}
	o := options(uitest.NewSource())
	o.NoMouse = true
	if New(t.Context(), o).View().MouseMode != tea.MouseModeNone {
		t.Error("the option is not heeded")
	}
}

func TestZoomAndResizeMoveThePlacesUnderThePointer(t *testing.T) {
	t.Parallel()
	d, top, main := spied(t)
	x, y, _, _ := rectOf(t, d, top.id)
	d.press("z")
	d.send(move(x, y))
	if len(top.hovers) > 0 || len(main.hovers) != 1 {
		t.Error("the pointer meets a pane that is not on the screen")
	}
	d.press("z")
	d.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	for y := range 14 {
		for x := range 42 {
			d.send(move(x, y))
		}
	}
	_, _, w, h := rectOf(t, d, main.id)
	for _, at := range main.hovers[1:] {
		if at[0] < -2 || at[0] > w+1 || at[1] < -1 || at[1] > h {
			t.Fatalf("hovered at %v in a pane of %d×%d", at, w, h)
		}
	}
}

func TestTheChartIsHoveredWhereItIsDrawn(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	before := d.text()
	x, y, w, h := rectOf(t, d, "snapshot")
	changed := 0
	for cy := y; cy < y+h; cy += 2 {
		for cx := x; cx < x+w; cx += 9 {
			d.send(move(cx, cy))
			if d.text() != before {
				changed++
			}
		}
	}
	if changed == 0 {
		t.Error("moving over the chart shows nothing")
	}
	d.send(move(0, 0))
	if d.text() != before {
		t.Error("leaving the chart leaves something behind")
	}
}

// A day that only the pointer chose must not stay when the pointer is no
// longer reported.
func TestLeavingTheMouseToTheTerminalEndsTheHover(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	x, y, _, _ := rectOf(t, d, main.id)
	d.send(move(x, y))
	d.do("app.mouse")
	if main.left != 1 {
		t.Error("the pane still believes the pointer is there")
	}
}
