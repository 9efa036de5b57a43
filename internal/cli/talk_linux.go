package cli

import "golang.org/x/sys/unix"

// How a terminal is read and set; flushTermios also drops what was not read.
const (
	getTermios   = unix.TCGETS
	setTermios   = unix.TCSETS
	flushTermios = unix.TCSETSF
)
