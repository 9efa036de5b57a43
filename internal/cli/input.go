package cli

import (
	"context"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
)

// input is a terminal that is read from. When it has nothing more to give,
// nobody can reach the program any more and it ends, also where the terminal
// it draws on is another one and still there.
type input struct {
	*os.File
	lost func()
}

// Read implements io.Reader.
func (i input) Read(b []byte) (int, error) {
	n, err := i.File.Read(b)
	if n == 0 && err != nil {
		i.lost()
	}
	return n, err
}

// watched is in, ending ctx with errLost when it is lost.
func watched(ctx context.Context, in io.Reader) (context.Context, context.CancelFunc, io.Reader) {
	ctx, end := context.WithCancelCause(ctx)
	if f, ok := in.(*os.File); ok {
		in = input{File: f, lost: func() { end(errLost) }}
	}
	return ctx, func() { end(nil) }, in
}

// readSecret reads a line from the terminal that the process runs in, without
// showing it. The terminal is as it was afterwards, also when ctx ends first.
func readSecret(ctx context.Context) (string, error) {
	fd := os.Stdin.Fd()
	before, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	text, err := awaited(ctx, func() ([]byte, error) { return term.ReadPassword(fd) })
	if ctx.Err() != nil {
		_ = term.Restore(fd, before) // the terminal may be gone
	}
	return string(text), err
}
