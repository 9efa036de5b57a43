// Package e2e holds the tests and benchmarks of the whole program: the real
// binary in a real pseudo-terminal, keys in, an emulated screen out. They wait
// for what the screen shows and never for a time.
//
//	go test ./internal/e2e
//	go test -run '^$' -bench . ./internal/e2e
//
// The pseudo-terminal needs a Unix; elsewhere the package is empty.
package e2e
