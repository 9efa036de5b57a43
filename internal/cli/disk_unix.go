//go:build linux || darwin

package cli

import "golang.org/x/sys/unix"

// freeBytes is the room that this user has left on a disk.
func freeBytes(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil
}
