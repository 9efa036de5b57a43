//go:build unix

package cli

import "golang.org/x/sys/unix"

// canSuspend reports whether a shell with job control would wake this process
// again: it would not when the process leads the session itself, as in a tmux
// pane's command or under ssh -t.
func canSuspend() bool {
	sid, err := unix.Getsid(0)
	return err == nil && unix.Getpgrp() != sid
}
