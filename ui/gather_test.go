package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/uitest"
)

// gathering is a warm dashboard that holds replies back, and what this machine
// answers it.
func gathering(t *testing.T) (*dash, []tea.Msg) {
	t.Helper()
	d := warm(t, 160, 48)
	d.o.Gather = 10 * time.Millisecond
	machine, _ := halves(t, d, d.Init())
	if len(machine) < 3 {
		t.Fatalf("%d answers are kept, which is too few for this test", len(machine))
	}
	return d, machine
}

func TestRepliesThatComeTogetherAreDrawnOnce(t *testing.T) {
	t.Parallel()
	d, replies := gathering(t)
	before := d.text()
	for _, msg := range replies {
		d.update(msg)
		if d.text() != before {
			t.Fatalf("%T was drawn at once", msg)
		}
	}
	d.update(gatheredMsg{})
	if d.text() == before {
		t.Error("the replies are never drawn")
	}
}

func TestAKeyDrawsWhatWasHeldBack(t *testing.T) {
	t.Parallel()
	d, replies := gathering(t)
	before := d.text()
	for _, msg := range replies {
		d.update(msg)
	}
	d.update(uitest.Stroke(t, "tab"))
	after := d.text()
	if after == before {
		t.Fatal("the key is not drawn")
	}
	d.update(gatheredMsg{})
	if d.text() != after {
		t.Error("the key drew a part of what was known")
	}
}

func TestRepliesAreHeldBackAgainLater(t *testing.T) {
	t.Parallel()
	d, replies := gathering(t)
	d.update(replies[0])
	d.update(gatheredMsg{})
	d.update(replies[1])
	if !d.screen.held || !d.screen.waits {
		t.Error("a reply after the first round is drawn by itself or by nothing")
	}
}
