//go:build !unix

package cli

// canSuspend reports that there is no job control here.
func canSuspend() bool { return false }
