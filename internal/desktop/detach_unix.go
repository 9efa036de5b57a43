//go:build unix

package desktop

import (
	"os/exec"
	"syscall"
)

// detach keeps a program alive when the terminal is closed.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
