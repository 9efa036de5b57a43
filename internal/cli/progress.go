package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"impactdash/ui/format"
)

const (
	quiet    = time.Second            // what takes no longer needs no progress
	beat     = 250 * time.Millisecond // between two drawings
	barCells = 20
)

// progress is a line on a terminal that says what takes so long. It is drawn
// over itself and gone when the work is done.
type progress struct {
	out   io.Writer
	what  string
	width int // cells of the terminal; 0: not known

	mu    sync.Mutex
	share float64 // done so far, 0 to 1; 0 is not known
	count int     // things that came so far; 0: not known
}

// during does something, and tells somebody who looks when it takes longer
// than a moment.
func (s *session) during(what string, do func() error) error {
	if !s.sys.ErrTTY {
		return do()
	}
	p := &progress{out: s.sys.Err, what: what, width: s.sys.Width}
	s.progress = p
	defer func() { s.progress = nil }()
	return p.during(do)
}

// during is session.during where there is no session.
func during(sys System, what string, do func() error) error {
	s := session{sys: sys}
	return s.during(what, do)
}

// during runs do and draws beside it.
func (p *progress) during(do func() error) error {
	stop, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		p.draw(stop)
	}()
	defer func() {
		close(stop)
		<-gone
	}()
	return do()
}

// draw draws until stop is closed, then leaves no trace.
func (p *progress) draw(stop <-chan struct{}) {
	wait, waited := time.NewTimer(quiet), quiet
	defer wait.Stop()
	drawn := false
	for {
		select {
		case <-stop:
			if drawn {
				_, _ = io.WriteString(p.out, "\r\x1b[K") // a terminal that is gone needs no clearing
			}
			return
		case <-wait.C:
			drawn = true
			_, _ = io.WriteString(p.out, "\r\x1b[K"+p.line(waited))
			waited += beat
			wait.Reset(beat)
		}
	}
}

// line is the progress after some time.
func (p *progress) line(waited time.Duration) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.what
	if p.count > 0 {
		text += ": " + format.Count(int64(p.count))
	}
	if p.share > 0 {
		done := min(int(p.share*barCells), barCells)
		text = fmt.Sprintf("[%s%s] %s", strings.Repeat("#", done), strings.Repeat("-", barCells-done), text)
	} else {
		text += fmt.Sprintf("… %d s", int(waited/time.Second))
	}
	if p.width > 0 {
		text = format.Cut(text, p.width-1) // the last cell would start a new line
	}
	return text
}

// reached notes how much is done. It may be called without a progress.
func (p *progress) reached(share float64, count int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.share, p.count = max(p.share, share), count
}
