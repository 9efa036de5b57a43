//go:build unix

package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"
)

// Budgets of bytes at a settled screen. They keep the program pleasant over a
// slow line: 600 bytes take a sixteenth of a second at 9,600 bytes a second.
//
// A move of the focus changes two names, the mark in two lists and the footer.
// Where two of them share a row, the library for drawing sends all cells
// between as well, which is half of what a move costs. 150 are the aim.
const (
	focusBudget = 250  // a move of the focus, on average
	turnBudget  = 1700 // one that changes what the main place shows, on average
	tileBudget  = 600  // a move to the next metric, on average
)

// sizes are the screens the budgets are kept on.
var sizes = [][2]int{{120, 40}, {160, 48}}

func TestBytesOfAFocusMoveStayInTheBudget(t *testing.T) {
	drawing(t)
	t.Parallel()
	for _, size := range sizes {
		term := demo(t, setup{width: size[0], height: size[1]})
		term.settle(quiet)
		var moves, turns []int // the focus alone; another pane in the main place
		for range panes {
			before := term.screen().drawn()
			cost := term.cost(tab)
			if slices.Equal(term.screen().drawn(), before) {
				moves = append(moves, cost)
			} else {
				turns = append(turns, cost)
			}
		}
		t.Logf("%d×%d: moves %v, turns of the main place %v", size[0], size[1], moves, turns)
		if mean(moves) > focusBudget {
			t.Errorf("%d×%d: %d bytes on average, at most %d: %v", size[0], size[1], mean(moves), focusBudget, moves)
		}
		if len(turns) > 0 && mean(turns) > turnBudget {
			t.Errorf("%d×%d: %d bytes on average for another pane in the main place, at most %d: %v", size[0], size[1], mean(turns), turnBudget, turns)
		}
	}
}

// drawn are the panes that have a place on the screen.
func (s screen) drawn() []string {
	return slices.DeleteFunc(slices.Clone(panes), func(name string) bool {
		_, ok := s.place(name)
		return !ok
	})
}

func mean(list []int) int {
	sum := 0
	for _, n := range list {
		sum += n
	}
	return sum / max(len(list), 1)
}

func TestBytesOfATileMoveStayInTheBudget(t *testing.T) {
	drawing(t)
	t.Parallel()
	for _, size := range sizes {
		term := demo(t, setup{width: size[0], height: size[1]})
		term.settle(quiet)
		var each []int
		for range 6 {
			each = append(each, term.cost("j"))
		}
		if mean(each) > tileBudget {
			t.Errorf("%d×%d: %d bytes on average, at most %d: %v", size[0], size[1], mean(each), tileBudget, each)
		}
	}
}

func TestBytesWhileNothingHappensAreNone(t *testing.T) {
	drawing(t)
	t.Parallel()
	for _, mute := range []bool{false, true} {
		term := demo(t, setup{mute: mute})
		term.settle(4 * quiet)
		if n := term.idle(time.Second); n > 0 {
			t.Errorf("%d bytes in a second in which nothing happened, mute: %v", n, mute)
		}
	}
}

// repainted is a row with wide characters as the library for drawing sends it
// with every frame, whether or not it has changed: with the terminal told not
// to wrap, the whole row, the cursor set anew. No program can keep it from
// that, so those rows are left out of the budgets.
var repainted = regexp.MustCompile(`(?s)\x1b\[\?7l.*?\x1b\[\?7h(\x1b\[[0-9;]*H)?`)

// cost is how many bytes a key makes the program write, besides the rows with
// wide characters. The key must change something.
func (term *terminal) cost(key string) int {
	term.t.Helper()
	before := term.written()
	term.send(key)
	term.wait(fmt.Sprintf("an effect of %q", key), func(screen) bool { return term.written() > before })
	term.settle(quiet)
	return len(repainted.ReplaceAllString(term.output()[before:], ""))
}

// idle is how many bytes are written in a time in which nothing happens: the
// one place where time itself is what is measured.
func (term *terminal) idle(d time.Duration) int {
	before := term.written()
	time.Sleep(d)
	return term.written() - before
}
