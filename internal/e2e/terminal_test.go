//go:build unix

package e2e

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"impactdash/internal/sandbox"
)

// patience is how long a condition may take; it only ends a test that fails.
const patience = 60 * time.Second

// grace is how long the last words of a program that has ended may take.
const grace = time.Second

// setup is how a program is started.
type setup struct {
	width, height int      // 120 × 40 when zero
	mute          bool     // the terminal answers no question
	env           []string // besides the bare ones; a later one wins
	dir           string   // an empty directory when not given
	nohup         bool     // the program is started deaf to SIGHUP
	homeless      bool     // there is no HOME
	taped         bool     // what it writes is noted with its moment and shown to nobody: see tape
	// watch is asked after each piece of output while nothing is held back by
	// synchronized output; the first yes is kept in terminal.seen.
	watch func(screen) bool
}

// terminal is one run of the program in a terminal of its own.
type terminal struct {
	t       testing.TB
	line    *line
	process *exec.Cmd
	began   time.Time
	ended   chan struct{} // the process is gone
	drained chan struct{} // and all it wrote is on the screen
	watch   func(screen) bool
	within  time.Duration // patience of the waits
	races   string        // directory of the reports of the race detector
	secrets []string      // must not be in the output, whatever happens

	mu     sync.Mutex // guards what follows
	emu    *vt.Emulator
	out    []byte        // everything it wrote
	last   time.Time     // of the last byte
	held   bool          // a synchronized update is under way
	seen   time.Time     // watch said yes to what this read brought
	tape   *tape         // instead of the emulator
	change chan struct{} // closed at each output
}

// start runs the program with arguments and ends it with the test.
func start(t testing.TB, s setup, args ...string) *terminal {
	t.Helper()
	if s.width == 0 {
		s.width, s.height = 120, 40
	}
	if s.dir == "" {
		s.dir = t.TempDir()
	}
	term := &terminal{
		t: t, line: openLine(t, s.width, s.height), emu: vt.NewEmulator(s.width, s.height), watch: s.watch, within: patience,
		ended: make(chan struct{}), drained: make(chan struct{}), change: make(chan struct{}),
	}
	if s.taped {
		term.tape = &tape{width: s.width, height: s.height}
	}
	term.modernize()
	term.secrets = secrets(s.env)
	name := binary
	if s.nohup {
		name, args = "/bin/sh", append([]string{"-c", `trap "" HUP; exec "$0" "$@"`, binary}, args...)
	}
	c := exec.CommandContext(context.WithoutCancel(t.Context()), name, args...)
	c.Env = append([]string{"TERM=xterm-256color", "LANG=C.UTF-8"}, s.env...)
	if !s.homeless {
		c.Env = append(c.Env, "HOME="+s.dir)
	}
	c.Dir = s.dir
	c.Stdin, c.Stdout, c.Stderr = term.line.slave, term.line.slave, term.line.slave
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if raceDetector { // its reports must not scramble the screen
		term.races = t.TempDir()
		c.Env = append(c.Env, "GORACE=exitcode=0 log_path="+filepath.Join(term.races, "race"))
	}
	term.process = c
	term.began = time.Now()
	if err := c.Start(); err != nil {
		t.Fatalf("starting the program: %v", err)
	}
	go term.read()
	go term.answer(s.mute)
	go func() {
		_ = c.Wait() // the state is asked for later
		close(term.ended)
	}()
	t.Cleanup(term.stop)
	return term
}

// secrets are the tokens of an environment and of the demo.
func secrets(env []string) []string {
	list := []string{sandbox.New(sandbox.Options{Seed: 1}).AuthToken()}
	for _, e := range env {
		if token, ok := strings.CutPrefix(e, "IMPACTDASH_AUTH_TOKEN="); ok {
			list = append(list, token)
		}
	}
	return list
}

// modernize makes the emulator know synchronized output, as most terminals do.
func (term *terminal) modernize() {
	pipe := term.emu.InputPipe()
	term.emu.RegisterCsiHandler(ansi.Command('?', '$', 'p'), func(p ansi.Params) bool {
		if n, _, _ := p.Param(0, 0); n != ansi.ModeSynchronizedOutput.Mode() {
			return false
		}
		_, _ = io.WriteString(pipe, ansi.ReportMode(ansi.ModeSynchronizedOutput, ansi.ModeReset))
		return true
	})
	term.emu.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { term.held = term.held || m == ansi.ModeSynchronizedOutput },
		DisableMode: func(m ansi.Mode) { term.held = term.held && m != ansi.ModeSynchronizedOutput },
	})
}

// read shows what the program writes until the line is gone.
func (term *terminal) read() {
	defer close(term.drained)
	buf := make([]byte, 64<<10)
	for {
		n, err := term.line.master.Read(buf)
		at := time.Now()
		if n > 0 {
			term.show(buf[:n], at)
		}
		if err != nil {
			return
		}
	}
}

func (term *terminal) show(b []byte, at time.Time) {
	term.mu.Lock()
	defer term.mu.Unlock()
	term.out, term.last = append(term.out, b...), at
	if term.tape != nil {
		term.tape.add(b, at)
	} else {
		_, _ = term.emu.Write(b) // it never fails while it is open
	}
	if term.watch != nil && term.seen.IsZero() && !term.held && term.watch(look(term.emu)) {
		term.seen = at
	}
	close(term.change)
	term.change = make(chan struct{})
}

// answer takes the emulator's answers, which it would wait for otherwise, to
// the program, or nowhere.
func (term *terminal) answer(mute bool) {
	var to io.Writer = term.line.master
	if mute {
		to = io.Discard
	}
	buf := make([]byte, 4096)
	for {
		n, err := term.emu.Read(buf)
		if err != nil {
			return
		}
		_, _ = to.Write(buf[:n]) // a program that is gone needs no answer
	}
}

// stop ends the program, however it is doing, and frees the terminal.
func (term *terminal) stop() {
	_ = term.process.Process.Kill() // it may have ended long ago
	<-term.ended
	_ = term.line.slave.Close()
	_ = term.line.master.Close()
	<-term.drained
	if pipe, ok := term.emu.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
	reports, _ := filepath.Glob(filepath.Join(term.races, "race.*")) // the pattern is well formed
	for _, name := range reports {
		text, err := os.ReadFile(name)
		if err != nil || !foreignRace(string(text)) {
			term.t.Errorf("%s: %v\n%.6000s", name, err, text)
		}
	}
	for _, secret := range term.secrets {
		if strings.Contains(term.output(), secret) {
			term.t.Error("the token is in the output")
		}
	}
}

// foreignRace reports whether all races of a report are the one that the
// library for reading the terminal has at the very end: it closes its file
// half a second after asking the reader to stop, whether or not that has.
func foreignRace(report string) bool {
	races := strings.Split(report, "WARNING: DATA RACE")[1:]
	for _, race := range races {
		if !strings.Contains(race, "cancelreader.(*epollCancelReader).Close") || !strings.Contains(race, "cancelreader.(*epollCancelReader).wait") {
			return false
		}
	}
	return len(races) > 0
}

// send types keys: text, or the constants below.
func (term *terminal) send(keys ...string) {
	term.t.Helper()
	for _, k := range keys {
		if _, err := io.WriteString(term.line.master, k); err != nil {
			term.t.Fatalf("typing %q: %v", k, err)
		}
	}
}

// Keys as a plain terminal sends them.
const (
	tab, backTab               = "\t", "\x1b[Z"
	enter, esc                 = "\r", "\x1b"
	up, down                   = "\x1b[A", "\x1b[B"
	right, left                = "\x1b[C", "\x1b[D"
	ctrlC, ctrlF, ctrlP, ctrlU = "\x03", "\x06", "\x10", "\x15"
)

// point moves the pointer to a cell, counted from zero.
func (term *terminal) point(x, y int) {
	term.t.Helper()
	term.send(fmt.Sprintf("\x1b[<35;%d;%dM", x+1, y+1))
}

// click presses and lets go the left button on a cell.
func (term *terminal) click(x, y int) {
	term.t.Helper()
	term.send(fmt.Sprintf("\x1b[<0;%d;%dM", x+1, y+1), fmt.Sprintf("\x1b[<0;%d;%dm", x+1, y+1))
}

// resize changes the size of the terminal and tells the program.
func (term *terminal) resize(width, height int) {
	term.t.Helper()
	term.mu.Lock()
	term.emu.Resize(width, height)
	term.mu.Unlock()
	term.line.resize(term.t, width, height)
}

func (term *terminal) screen() screen {
	term.mu.Lock()
	defer term.mu.Unlock()
	return look(term.emu)
}

// written is how many bytes the program has written, and output what.
func (term *terminal) written() int {
	term.mu.Lock()
	defer term.mu.Unlock()
	return len(term.out)
}

func (term *terminal) output() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return string(term.out)
}

// wait returns the first screen that satisfies the condition, half a
// synchronized update not counted; what says it in words for the failure.
func (term *terminal) wait(what string, ok func(screen) bool) screen {
	term.t.Helper()
	deadline := time.NewTimer(term.within)
	defer deadline.Stop()
	ended := term.ended
	for {
		term.mu.Lock()
		s, change, shown := look(term.emu), term.change, !term.held
		term.mu.Unlock()
		if shown && ok(s) {
			return s
		}
		select {
		case <-change:
		case <-ended:
			// What it wrote last is still on its way: look again, then give up.
			ended = nil
			deadline.Reset(grace)
		case <-deadline.C:
			if ended == nil {
				what += " (the program has ended)"
			}
			term.t.Fatalf("waited in vain for %s; the screen:\n%v", what, s)
		}
	}
}

// waitText waits for texts on the screen.
func (term *terminal) waitText(texts ...string) screen {
	term.t.Helper()
	return term.wait(strings.Join(texts, " and "), func(s screen) bool { return s.has(texts...) })
}

// waitGone waits until texts have left the screen.
func (term *terminal) waitGone(texts ...string) screen {
	term.t.Helper()
	return term.wait("no "+strings.Join(texts, ", no "), func(s screen) bool {
		return !slices.ContainsFunc(texts, func(t string) bool { return s.has(t) })
	})
}

// settle waits until all that was typed has been read and nothing has been
// written for a while since: only for counting bytes and for acts that must
// change nothing.
func (term *terminal) settle(quiet time.Duration) screen {
	term.t.Helper()
	for from := time.Now(); ; {
		if term.line.unread() > 0 {
			from = time.Now()
		}
		term.mu.Lock()
		rest := quiet - time.Since(latest(term.last, from))
		term.mu.Unlock()
		if rest <= 0 {
			return term.screen()
		}
		time.Sleep(rest)
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// signal sends the program a signal.
func (term *terminal) signal(s os.Signal) {
	term.t.Helper()
	if err := term.process.Process.Signal(s); err != nil {
		term.t.Fatalf("sending %v: %v", s, err)
	}
}

// errRunning says that the program has not ended in time.
var errRunning = errors.New("still running")

// exit waits for the program to end and returns its exit code, -1 when a
// signal killed it. All it wrote is in output then.
func (term *terminal) exit(within time.Duration) (int, error) {
	select {
	case <-term.ended:
	case <-time.After(within):
		return 0, errRunning
	}
	return term.process.ProcessState.ExitCode(), nil
}

// finish waits for the end of the program and lists what it has not put back
// on the terminal.
func (term *terminal) finish(within time.Duration) (code int, left []string) {
	term.t.Helper()
	code, err := term.exit(within)
	if err != nil {
		term.t.Fatalf("after %v the program is %v; the screen:\n%v", within, err, term.screen())
	}
	after := term.line.settings(term.t)
	_ = term.line.slave.Close() // the last one: what is left can be read to its end
	<-term.drained
	left = leftOn(term.output())
	if after != term.line.before {
		left = append(left, "settings of the line (echo, line editing)")
	}
	return code, left
}
