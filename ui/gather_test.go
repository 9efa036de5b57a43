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

// opening is a dashboard that begins with its first frame held back, what this
// machine and the service answer it, and the size of its terminal told.
func opening(t *testing.T, kept bool) (d *dash, machine, service []tea.Msg) {
	t.Helper()
	d = opened(t, 160, 48)
	if kept {
		d = warm(t, 160, 48)
	}
	d.o.Hold = time.Second
	machine, service = halves(t, d, d.Init())
	d.update(tea.WindowSizeMsg{Width: 160, Height: 48})
	return d, machine, service
}

func TestTheFirstFrameWaitsForWhatIsKept(t *testing.T) {
	t.Parallel()
	d, replies, _ := opening(t, true)
	for i, msg := range replies {
		if d.text() != "" {
			t.Fatalf("a frame is drawn after %d of %d answers", i, len(replies))
		}
		d.settle(d.update(msg))
	}
	uitest.Has(t, d.text(), "3h old", "Beacon Reviews")
	uitest.Lacks(t, d.text(), "Loading")
}

func TestTheFirstFrameWaitsForNothingThatIsNotKept(t *testing.T) {
	t.Parallel()
	d, replies, _ := opening(t, false)
	for _, msg := range replies {
		d.update(msg)
	}
	uitest.Has(t, d.text(), "Loading")
}

func TestTheFirstFrameIsNotHeldForLong(t *testing.T) {
	t.Parallel()
	for name, msg := range map[string]tea.Msg{"time": overdueMsg{}, "key": uitest.Stroke(t, "tab")} {
		d, _, _ := opening(t, true)
		d.update(msg)
		if d.text() == "" {
			t.Errorf("%s: nothing is drawn", name)
		}
	}
}

func TestAnotherAccountIsDrawnAtOnce(t *testing.T) {
	t.Parallel()
	d := started(t, 160, 48)
	if o := d.passOn(ThemeAuto, Options{Hold: time.Second}); o.Hold != 0 {
		t.Error("the screen goes blank on the way to another account")
	}
}
