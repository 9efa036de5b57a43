package desktop

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"time"
)

// maxOutput bounds what a program may print, in bytes. More is thrown away.
const maxOutput = 64 << 10

// Output runs a program to its end and returns what it printed and what it
// complained about. It reads nothing, has env as its whole environment, and
// stays in the terminal's foreground, so that it may ask there for a password.
// A program that is not done when ctx ends is killed.
func Output(ctx context.Context, command, env []string) (printed, complained []byte, err error) {
	if len(command) == 0 {
		return nil, nil, errors.New("there is no command")
	}
	var out, says bounded
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env, cmd.Stdout, cmd.Stderr = env, &out, &says
	cmd.WaitDelay = time.Second // its children may outlive it and hold on to the streams
	err = cmd.Run()
	return out.text.Bytes(), says.text.Bytes(), err
}

// bounded keeps the beginning of what is written.
type bounded struct{ text bytes.Buffer }

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if room := maxOutput - b.text.Len(); room > 0 {
		b.text.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}
