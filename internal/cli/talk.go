package cli

import (
	"context"
	"io"
	"os/exec"
	"time"

	"impactdash/internal/doctor"
)

// Talk is a conversation with the terminal: what it answers is not shown, and a
// Read returns nothing after a tenth of a second. Close drops what has not been
// read and gives the terminal back; a second one does nothing.
type Talk interface {
	io.ReadWriteCloser
}

// conversation is a Talk, or why there is none.
type conversation struct {
	line    Talk   // nil: there is none
	refused string // why
	begun   time.Time
}

// startTalk opens a conversation where the terminal can answer.
func startTalk(sys System) *conversation {
	c := &conversation{begun: sys.Now()}
	switch name := sys.Getenv("TERM"); {
	case !sys.InTTY && !sys.OutTTY:
		c.refused = "input and output are no terminal"
	case !sys.InTTY:
		c.refused = "the input is no terminal"
	case !sys.OutTTY:
		c.refused = "the output is no terminal"
	case name == "" || name == "dumb":
		c.refused = "TERM does not say what it understands"
	case sys.Talk == nil:
		c.refused = "terminals of this system are not asked"
	default:
		line, err := sys.Talk()
		if err != nil {
			c.refused = err.Error()
			break
		}
		c.line = line
	}
	return c
}

// lateness is how long after the question an answer is still kept off the
// user's prompt, where a terminal has not said all.
const lateness = time.Second

// end waits for answers that are late and gives the terminal back.
func (c *conversation) end(t *doctor.Terminal, now func() time.Time) {
	if left := c.begun.Add(lateness).Sub(now()); !t.Answers.Done {
		_ = t.Answers.Listen(c.line, left, now) // there is nothing to be done about a terminal that is gone
		t.Late = t.Answers.Done
	}
	_ = c.line.Close() // likewise
}

// tmuxLimit is how long tmux may take to tell its options.
const tmuxLimit = 500 * time.Millisecond

// tmuxOptions are the options of the tmux server this process runs in.
func tmuxOptions(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, tmuxLimit)
	defer cancel()
	text, err := exec.CommandContext(ctx, "tmux", "show-options", "-s").Output()
	return string(text), err
}
