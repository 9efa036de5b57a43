//go:build !unix

package desktop

import "os/exec"

// detach keeps a program alive when the terminal is closed; here it is so
// anyway.
func detach(*exec.Cmd) {}
