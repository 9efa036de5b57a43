//go:build unix

package e2e

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// leaving is how long a program may take to end.
const leaving = 5 * time.Second

func TestLeavingPutsTheTerminalBackAndIsNoFailure(t *testing.T) {
	t.Parallel()
	ways := map[string]func(*terminal){
		"q":       func(term *terminal) { term.send("q") },
		"ctrl+c":  func(term *terminal) { term.send(ctrlC) },
		"SIGINT":  func(term *terminal) { term.signal(os.Interrupt) },
		"SIGTERM": func(term *terminal) { term.signal(syscall.SIGTERM) },
		"SIGHUP":  func(term *terminal) { term.signal(syscall.SIGHUP) },
		"ctrl+c in a dialog": func(term *terminal) {
			term.send("?")
			term.waitText("╭─ Help")
			term.send(ctrlC)
		},
	}
	for name, leave := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := demo(t, setup{})
			if on := strings.Join(leftOn(term.output()), ", "); !strings.Contains(on, "alternate screen") {
				t.Fatalf("the detector does not see that the alternate screen is on: %s", on)
			}
			leave(term)
			term.left(t)
		})
	}
}

// left holds a program that is leaving to its end: in time, with exit code 0,
// with nothing left on.
func (term *terminal) left(t *testing.T) {
	t.Helper()
	code, on := term.finish(leaving)
	if code != 0 {
		t.Errorf("exit code %d", code)
	}
	if len(on) > 0 {
		t.Errorf("left on: %s", strings.Join(on, ", "))
	}
	if s := term.screen(); strings.TrimSpace(s.text()) != "" {
		t.Errorf("words are left on the screen:\n%v", s)
	}
}

func TestLeavingDuringTheFirstLoadIsClean(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{"q", ctrlC} {
		service := serve(t, "*=delay:30s")
		term := start(t, setup{env: service.env()})
		term.wait("the first frame", screen.framed)
		term.send(keys)
		term.left(t)
	}
}

func TestLeavingBeforeTheFirstFrameIsClean(t *testing.T) {
	t.Parallel()
	term := start(t, setup{}, "demo")
	term.wait("anything at all", func(screen) bool { return term.written() > 0 })
	term.signal(syscall.SIGTERM)
	term.left(t)
}

func TestLosingTheTerminalEndsTheProgram(t *testing.T) {
	t.Parallel()
	for _, mute := range []bool{false, true} {
		term := demo(t, setup{mute: mute})
		_ = term.line.slave.Close()
		_ = term.line.master.Close()
		if _, err := term.exit(leaving); err != nil {
			t.Errorf("%v after the terminal is gone the program is %v", leaving, err)
		}
	}
}

func TestLosingTheTerminalWithoutASignalEndsTheProgram(t *testing.T) {
	t.Parallel()
	// Under nohup, or below a parent that does not pass the signal on, the end
	// of the input is all that tells.
	term := start(t, setup{nohup: true}, "demo")
	term.wait("the figures", screen.loaded)
	_ = term.line.slave.Close()
	_ = term.line.master.Close()
	if _, err := term.exit(leaving); err != nil {
		t.Errorf("%v after the terminal is gone the program is %v", leaving, err)
	}
}

func TestSuspendIsNotOfferedToALeaderOfASession(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{}) // nobody could wake it again
	term.send("\x1a")
	term.waitText("There is no shell to go back to")
}
