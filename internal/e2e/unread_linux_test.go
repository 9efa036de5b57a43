package e2e

import "golang.org/x/sys/unix"

// unread is how many bytes have been typed that the program has not read yet,
// 0 when the line is closed.
func (l *line) unread() int {
	conn, err := l.slave.SyscallConn()
	if err != nil {
		return 0
	}
	n := 0
	err = conn.Control(func(fd uintptr) { n, _ = unix.IoctlGetInt(int(fd), unix.TIOCINQ) })
	if err != nil {
		return 0
	}
	return n
}
