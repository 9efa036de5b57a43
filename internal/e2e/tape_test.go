//go:build unix

package e2e

import (
	"io"
	"slices"
	"time"

	"github.com/charmbracelet/x/vt"
)

// tape is what a program wrote and when, to be looked at afterwards: an
// emulator takes longer to draw a frame than the program to make it, and on
// two cores they would wait for each other. It answers no question.
type tape struct {
	width, height int
	reads         []piece
}

// piece is what one read brought.
type piece struct {
	at   time.Time
	text []byte
}

func (p *tape) add(b []byte, at time.Time) {
	p.reads = append(p.reads, piece{at, slices.Clone(b)})
}

// first is the moment of the read that completed the first screen that
// satisfies the condition, and that screen; ok is false with the last one.
func (p *tape) first(good func(screen) bool) (at time.Time, s screen, ok bool) {
	emu := vt.NewEmulator(p.width, p.height)
	go func() { _, _ = io.Copy(io.Discard, emu) }() // it waits for somebody to take its answers
	if pipe, is := emu.InputPipe().(io.Closer); is {
		defer pipe.Close()
	}
	for _, r := range p.reads {
		_, _ = emu.Write(r.text) // it never fails while it is open
		if s = look(emu); good(s) {
			return r.at, s, true
		}
	}
	return time.Time{}, s, false
}
