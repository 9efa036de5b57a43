//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cli

import (
	"errors"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// tty is a Talk over the terminal of this process.
type tty struct {
	in, out int
	before  unix.Termios
	once    sync.Once
	failed  error
}

// openTalk changes the terminal so that answers come at once and are not shown.
// Interrupting works as before.
func openTalk(in, out *os.File) (Talk, error) {
	t := &tty{in: int(in.Fd()), out: int(out.Fd())}
	// Changing the terminal of another job would stop this one.
	if front, err := unix.IoctlGetInt(t.in, unix.TIOCGPGRP); err != nil || front != unix.Getpgrp() {
		return nil, errors.New("impactdash runs in the background")
	}
	before, err := unix.IoctlGetTermios(t.in, getTermios)
	if err != nil {
		return nil, err
	}
	t.before = *before
	quiet := t.before
	quiet.Lflag &^= unix.ICANON | unix.ECHO
	quiet.Cc[unix.VMIN], quiet.Cc[unix.VTIME] = 0, 1 // tenths of a second
	if err := unix.IoctlSetTermios(t.in, setTermios, &quiet); err != nil {
		return nil, err
	}
	return t, nil
}

// Read implements io.Reader. Nothing is no error.
func (t *tty) Read(p []byte) (int, error) {
	n, err := unix.Read(t.in, p)
	if errors.Is(err, unix.EINTR) || errors.Is(err, unix.EAGAIN) {
		return 0, nil
	}
	return max(n, 0), err
}

// Write implements io.Writer.
func (t *tty) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) {
		n, err := unix.Write(t.out, p[done:])
		if err != nil && !errors.Is(err, unix.EINTR) {
			return done, err
		}
		done += max(n, 0)
	}
	return done, nil
}

// Close implements io.Closer.
func (t *tty) Close() error {
	t.once.Do(func() { t.failed = unix.IoctlSetTermios(t.in, flushTermios, &t.before) })
	return t.failed
}

// writable says why nothing can be made in a directory; nil when it can.
func writable(dir string) error { return unix.Access(dir, unix.W_OK|unix.X_OK) }
