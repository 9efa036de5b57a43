//go:build unix

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

func TestEachSizeShowsWhatFitsWithinItsEdges(t *testing.T) {
	drawing(t)
	t.Parallel()
	large, wide := len(panes), len(panes)-len(bottomPanes)
	for _, size := range []struct{ width, height, boxes int }{
		{160, 48, large}, {120, 40, wide}, {100, 30, 1}, {80, 24, 1}, {40, 12, 0}, {30, 8, 0},
	} {
		t.Run(fmt.Sprintf("%d×%d", size.width, size.height), func(t *testing.T) {
			t.Parallel()
			term := start(t, setup{width: size.width, height: size.height}, "demo", "--at", "2026-03-10T20:00:00Z")
			term.wait("header, figures and footer", func(s screen) bool {
				return s.has("Today $", "live") && strings.Contains(s.footer(), "help") || s.has("Today until", "14,852", "live")
			})
			s := term.settle(quiet)
			if s.boxes() != size.boxes {
				t.Errorf("%d boxes are complete, want %d:\n%v", s.boxes(), size.boxes, s)
			}
			if !s.has("impactdash", "Snapshot", "14,852") {
				t.Errorf("something is missing:\n%v", s)
			}
			if !strings.Contains(s.footer(), "? help") {
				t.Errorf("the footer is not at the bottom:\n%v", s)
			}
		})
	}
}

func TestTooSmallATerminalSaysWhatItNeedsAndRecovers(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{29, 24}, {80, 7}, {20, 5}, {10, 3}} {
		term := start(t, setup{width: size[0], height: size[1]}, "demo")
		want := fmt.Sprintf("30×8 cells, this terminal has %d×%d", size[0], size[1])
		if size[0]*size[1] < 60 {
			want = "impactdash" // no room for more
		}
		s := term.wait(want, func(s screen) bool { return strings.Contains(prose(s.text()), want) })
		if s.boxes() != 0 {
			t.Errorf("boxes in a terminal too small:\n%v", s)
		}
		term.settle(quiet) // the library listens for new sizes a moment after the first frame
		term.resize(80, 24)
		term.wait("the figures", func(s screen) bool { return s.loaded() && s.boxes() == 1 })
		term.send("q")
		term.left(t)
	}
}

func TestStormOfResizesDuringTheLoadEndsWithARightScreen(t *testing.T) {
	t.Parallel()
	service := serve(t)
	service.freeze() // both runs are to show the same figures
	service.fault("*=delay:50ms")
	term := start(t, setup{env: service.env()})
	for i := range 120 {
		term.resize(1+i*37%170, 1+i*23%60)
	}
	term.resize(100, 30)
	term.wait("the Snapshot in the last size", func(s screen) bool { return s.boxes() == 1 && s.rows[28] != "" && s.loaded() })
	got := term.settle(quiet)
	term.resize(99, 30)
	term.settle(quiet)
	term.resize(100, 30)
	term.wait("the same screen once more", func(s screen) bool { return s.text() == got.text() })
	service.fault()
	calm := start(t, setup{width: 100, height: 30, env: service.env()})
	calm.wait("the figures", screen.loaded)
	if want := calm.settle(quiet); unpinned(got) != unpinned(want) {
		t.Errorf("after the storm:\n%v\nwithout it:\n%v", got, want)
	}
	term.send("q")
	term.left(t)
}

// unpinned is a screen without what another run may show differently: the
// limits in the header, and in the strip of money what last week had earned by
// this second of the day.
func unpinned(s screen) string {
	rows := strings.Split(s.text(), "\n")
	return strings.Join(rows[2:], "\n")
}

func TestResizeKeepsFocusMetricAndDay(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	term.send("j", "g")
	term.waitDay("Mon Feb 9")
	term.resize(80, 24)
	term.wait("the same day on the small screen", func(s screen) bool {
		return s.boxes() == 1 && s.has("▌Actions") && day(s) == "Mon Feb 9"
	})
	term.resize(160, 48)
	term.wait("the same day on the large screen", func(s screen) bool {
		return s.framed() && s.on(snapshotPane) && s.has("▌Actions") && day(s) == "Mon Feb 9"
	})
}

func TestTerminalThatAnswersNoQuestionStartsAndWorks(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{mute: true})
	term.wait("all panes", screen.framed)
	term.send("j")
	term.waitText("▌Actions")
	term.send("q")
	term.left(t)
}

func TestDumbSurroundingsStillShowTheFigures(t *testing.T) {
	drawing(t)
	t.Parallel()
	for name, env := range map[string][]string{
		"no colours":   {"NO_COLOR=1"},
		"linux":        {"TERM=linux"},
		"screen":       {"TERM=screen"},
		"C locale":     {"LANG=C"},
		"ssh":          {"SSH_TTY=/dev/pts/9", "SSH_CONNECTION=10.0.0.1 1 10.0.0.2 22"},
		"light ground": {"COLORFGBG=0;15"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := start(t, setup{env: env}, "demo", "--at", "2026-03-10T20:00:00Z")
			term.waitText("Balance", "14,852", "q quit", "live")
			term.send("q")
			term.left(t)
		})
	}
}

// TestASCIIGlyphsUseNothingElseForFrameAndChart looks for what frames, charts
// and marks are drawn with elsewhere; names keep the letters they have.
func TestASCIIGlyphsUseNothingElseForFrameAndChart(t *testing.T) {
	drawing(t)
	t.Parallel()
	term := start(t, setup{}, "demo", "--at", "2026-03-10T20:00:00Z", "--glyphs", "ascii")
	term.waitText("Balance", "14,852", "q quit", "live")
	for y, row := range term.settle(quiet).cells {
		for x, cell := range row {
			if r := []rune(cell); len(r) > 0 && r[0] >= 0x2190 && r[0] <= 0x2bff && !strings.ContainsRune("≈≥⇄", r[0]) {
				t.Errorf("row %d column %d is %q", y, x, cell)
			}
		}
	}
}
