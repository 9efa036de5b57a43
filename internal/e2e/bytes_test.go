//go:build unix

package e2e

import (
	"fmt"
	"testing"
	"time"
)

// Budgets of bytes at a settled screen. They keep the program pleasant over a
// slow line: 600 bytes take a sixteenth of a second at 9,600 bytes a second.
const (
	focusBudget = 150 // a move of the focus, on average
	tileBudget  = 600 // a move to the next metric, on average
)

// sizes are the screens the budgets are kept on.
var sizes = [][2]int{{120, 40}, {160, 48}}

func TestBytesOfAFocusMoveStayInTheBudget(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		term := demo(t, setup{width: size[0], height: size[1]})
		term.settle(quiet)
		// There and back: the footers of the panes differ in length.
		if there, back := term.cost(tab), term.cost(tab); (there+back)/2 > focusBudget {
			t.Errorf("%d×%d: %d and %d bytes, at most %d on average", size[0], size[1], there, back, focusBudget)
		}
	}
}

func TestBytesOfATileMoveStayInTheBudget(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		term := demo(t, setup{width: size[0], height: size[1]})
		term.settle(quiet)
		sum, each := 0, []int{}
		for range 6 {
			each = append(each, term.cost("j"))
			sum += each[len(each)-1]
		}
		if sum/6 > tileBudget {
			t.Errorf("%d×%d: %d bytes on average, at most %d: %v", size[0], size[1], sum/6, tileBudget, each)
		}
	}
}

func TestBytesWhileNothingHappensAreNone(t *testing.T) {
	t.Parallel()
	for _, mute := range []bool{false, true} {
		term := demo(t, setup{mute: mute})
		term.settle(4 * quiet)
		if n := term.idle(time.Second); n > 0 {
			t.Errorf("%d bytes in a second in which nothing happened, mute: %v", n, mute)
		}
	}
}

// cost is how many bytes a key makes the program write. The key must change
// something.
func (term *terminal) cost(key string) int {
	term.t.Helper()
	before := term.written()
	term.send(key)
	term.wait(fmt.Sprintf("an effect of %q", key), func(screen) bool { return term.written() > before })
	term.settle(quiet)
	return term.written() - before
}

// idle is how many bytes are written in a time in which nothing happens: the
// one place where time itself is what is measured.
func (term *terminal) idle(d time.Duration) int {
	before := term.written()
	time.Sleep(d)
	return term.written() - before
}
