package ui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// TestEveryPaneFillsEveryFrame is the geometry sweep. Panes come from the
// registry, so that a new one is covered at once.
func TestEveryPaneFillsEveryFrame(t *testing.T) {
	t.Parallel()
	widths := []int{0, 1, 2, 7, 38, 39, 40, 80, 133}
	heights := []int{0, 1, 2, 5, 24}
	for _, e := range registry() {
		for _, state := range uitest.AllStates() {
			t.Run(string(e.id)+"/"+state.Name, func(t *testing.T) {
				t.Parallel()
				src := uitest.NewSource()
				p := e.make(t.Context(), options(src))
				state.Reach(t, p, src)
				for _, level := range []theme.GlyphLevel{theme.Braille, theme.Block, theme.ASCII} {
					f := pane.Frame{Focused: true, Now: uitest.Now(), Theme: uitest.Theme(level)}
					for _, f.Zoomed = range []bool{false, true} {
						for _, f.Width = range widths {
							for _, f.Height = range heights {
								check(t, p, f)
							}
						}
					}
				}
			})
		}
	}
}

// check draws a pane in a frame and in what its actions make of it.
func check(t *testing.T, p pane.Pane, f pane.Frame) {
	t.Helper()
	p.SetFrame(f)
	view := p.View()
	if why := uitest.Wrong(view, f.Width, f.Height); why != "" {
		t.Fatalf("zoomed %v: %s", f.Zoomed, why)
	}
	if f.Theme.Glyphs == theme.ASCII && f.Width > 40 {
		uitest.Lacks(t, view, "│", "▌", "▲", "⣀", "█")
	}
	if s, ok := p.(pane.Stripped); ok {
		strip := s.Strip(f.Width)
		uitest.Geometry(t, strip, f.Width, 1)
		uitest.Clean(t, strip)
	}
	uitest.Clean(t, p.Title())
}

// TestEveryPaneFillsItsFrameAfterEveryAction walks through the actions of each
// pane, with good and with hostile data, at some sizes.
func TestEveryPaneFillsItsFrameAfterEveryAction(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{{3, 2}, {39, 9}, {100, 24}}
	for _, e := range registry() {
		for _, state := range uitest.AllStates() {
			t.Run(string(e.id)+"/"+state.Name, func(t *testing.T) {
				t.Parallel()
				for _, size := range sizes {
					src := uitest.NewSource()
					p := e.make(t.Context(), options(src))
					f := uitest.Zoomed(size[0], size[1])
					p.SetFrame(f)
					state.Reach(t, p, src)
					for round := range 2 {
						for _, a := range p.Actions() {
							if a.Blocked() == "" {
								uitest.Settle(t, p, a.Run())
							}
							view := p.View()
							uitest.Geometry(t, view, f.Width, f.Height)
							uitest.Clean(t, view)
							p.Update(uitest.Press("é"))
							p.Update(tea.PasteMsg{Content: uitest.Names()[round]})
							uitest.Geometry(t, p.View(), f.Width, f.Height)
						}
					}
				}
			})
		}
	}
}

func TestTheScreenIsExactAtAnySize(t *testing.T) {
	t.Parallel()
	widths := []int{1, 2, 10, 29, 30, 31, 40, 47, 59, 60, 61, 80, 84, 85, 99, 107, 120, 160, 200}
	heights := []int{1, 2, 7, 8, 9, 12, 15, 16, 20, 24, 25, 30, 41, 60}
	for _, state := range []string{"data", "failed", "hostile stale"} {
		for _, focus := range []string{"1", "2"} {
			t.Run(state+"/"+focus, func(t *testing.T) {
				t.Parallel()
				d := reached(t, state, 100, 30)
				d.press(focus)
				for i, w := range widths {
					for j, h := range heights {
						if (i+j)%2 == 1 && w > 40 || w > 133 && j%4 > 0 {
							continue
						}
						d.send(tea.WindowSizeMsg{Width: w, Height: h})
						checkScreen(t, d, "dashboard")
						if (i+j)%3 == 0 {
							d.press("z")
							checkScreen(t, d, "zoomed")
							d.press("z")
						}
					}
				}
			})
		}
	}
}

// reached is a dashboard whose panes are in a state.
func reached(t *testing.T, state string, w, h int) *dash {
	t.Helper()
	d := opened(t, w, h)
	for _, s := range uitest.AllStates() {
		if s.Name != state {
			continue
		}
		for _, p := range d.panes {
			s.Reach(t, p, d.src)
			d.src.Fail(nil)
		}
		d.settle(d.askProfile())
		return d
	}
	t.Fatalf("no state %q", state)
	return nil
}

// checkScreen fails unless the whole screen is exact and clean.
func checkScreen(t *testing.T, d *dash, what string) {
	t.Helper()
	text := d.text()
	if d.w <= 0 || d.h <= 0 {
		return
	}
	if why := uitest.Wrong(text, d.w, d.h); why != "" {
		t.Fatalf("%s: %s", what, why)
	}
	if c := d.View().Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= d.w || c.Y >= d.h) {
		t.Errorf("%s at %d×%d: the cursor is at %d,%d", what, d.w, d.h, c.X, c.Y)
	}
}

func TestDialogsKeepTheScreenExact(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{{29, 8}, {30, 8}, {31, 9}, {40, 12}, {60, 10}, {80, 24}, {85, 31}, {120, 40}, {160, 48}}
	for _, state := range []string{"data", "hostile"} {
		for _, open := range []string{"?", ":", "D"} {
			t.Run(state+"/"+open, func(t *testing.T) {
				t.Parallel()
				d := reached(t, state, 120, 40)
				d.press("z", open)
				for _, size := range sizes {
					d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
					checkScreen(t, d, "dialog "+open)
					d.send(tea.PasteMsg{Content: uitest.Names()[1] + uitest.Names()[8]})
					d.press("enter") // a refused text is told in the dialog
					if len(d.dialogs) == 0 {
						d.press(open)
					}
					checkScreen(t, d, "dialog "+open+" with text")
				}
			})
		}
	}
}

// A terminal may pass through any size while it is dragged or tiled.
func TestADialogSurvivesATinyTerminal(t *testing.T) {
	t.Parallel()
	for _, open := range []string{"?", ":", "D"} {
		for _, size := range [][2]int{{0, 0}, {1, 1}, {2, 1}, {3, 2}, {1, 60}, {200, 1}, {10, 3}} {
			func() {
				d := started(t, 120, 40)
				d.press(open)
				defer func() {
					if r := recover(); r != nil {
						t.Errorf("dialog %s at %v: panic: %v", open, size, r)
					}
				}()
				d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				checkScreen(t, d, "dialog "+open)
			}()
		}
	}
}

// A dialog over a list of wide names cuts them in the middle of a cell.
func TestADialogOverWideNamesKeepsTheScreenExact(t *testing.T) {
	t.Parallel()
	d := reached(t, "hostile", 100, 30)
	d.press("1", "z")
	for w := 90; w < 142; w++ {
		d.send(tea.WindowSizeMsg{Width: w, Height: 30})
		d.press("?")
		if why := uitest.Wrong(d.text(), w, 30); why != "" {
			t.Errorf("%.90s", why)
		}
		d.press("esc")
	}
}

func TestTooSmallSaysWhichSizeIsNeeded(t *testing.T) {
	t.Parallel()
	d := started(t, 29, 9)
	uitest.Has(t, d.text(), fmt.Sprint(minWidth), fmt.Sprint(minHeight), "29")
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	uitest.Lacks(t, d.text(), "needs")
	d.send(tea.WindowSizeMsg{})
	if d.text() != "" {
		t.Error("something is drawn without a size")
	}
}

func TestFooterAndHeaderGiveWayInOrder(t *testing.T) {
	t.Parallel()
	d := started(t, 80, 24)
	for w := minWidth; w < 200; w += 3 {
		d.send(fadeMsg{d.toast})
		d.send(tea.WindowSizeMsg{Width: w, Height: 24})
		uitest.Has(t, d.at(0), "impactdash", "live")
		uitest.Has(t, d.last(), "help")
		d.send(toast.Msg{Text: "Done."})
		uitest.Has(t, d.last(), "Done.")
	}
}
