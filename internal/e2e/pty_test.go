//go:build unix

package e2e

import (
	"os"
	"testing"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// line is a pseudo-terminal: the end of the terminal and that of the program.
type line struct {
	master *os.File
	slave  *os.File // kept open so that its settings can be read at the end
	before term.State
}

func openLine(t testing.TB, width, height int) *line {
	t.Helper()
	m, slave, err := pty.Open()
	if err != nil {
		t.Fatalf("no pseudo-terminal: %v", err)
	}
	defer m.Close()
	// A read of a blocking file would keep Close from hanging up, so the master
	// is taken over by one that does not block.
	fd, err := unix.FcntlInt(m.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = unix.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatalf("no pseudo-terminal: %v", err)
	}
	l := &line{master: os.NewFile(uintptr(fd), "terminal"), slave: slave}
	l.resize(t, width, height)
	l.before = l.settings(t)
	return l
}

func (l *line) resize(t testing.TB, width, height int) {
	t.Helper()
	conn, err := l.master.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	size := unix.Winsize{Col: uint16(width), Row: uint16(height)}
	var failed error
	err = conn.Control(func(fd uintptr) {
		failed = unix.IoctlSetWinsize(int(fd), unix.TIOCSWINSZ, &size)
	})
	if err != nil || failed != nil {
		t.Fatalf("resize to %d×%d: %v, %v", width, height, err, failed)
	}
}

// settings are echo, line editing and the like.
func (l *line) settings(t testing.TB) term.State {
	t.Helper()
	s, err := term.GetState(l.slave.Fd())
	if err != nil {
		t.Fatalf("settings of the terminal: %v", err)
	}
	return *s
}
