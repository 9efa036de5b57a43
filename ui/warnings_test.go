package ui

import (
	"strings"
	"testing"
	"time"

	"impactdash/ui/uitest"
)

func TestKeysOfTheUserThatCannotWorkAreNamed(t *testing.T) {
	t.Parallel()
	m := New(t.Context(), Options{
		Sources: &uitest.Source{}, Now: time.Unix(0, 0), Jitter: func() float64 { return 0 },
		Keys: map[string][]string{"snapshot.compare": {"c"}, "snapshot.comapre": {"x"}, "app.help": {"ctrl+s"}},
	})
	got := strings.Join(m.keyWarnings(), "\n")
	for _, want := range []string{`no action "snapshot.comapre"`, "ctrl+s for app.help: flow control"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if !strings.Contains(got, `did you mean "snapshot.compare"?`) {
		t.Errorf("the right name is not offered: %s", got)
	}
	if strings.Contains(got, `action "snapshot.compare"`) || strings.Contains(got, "for snapshot.compare") {
		t.Errorf("a good key is blamed: %s", got)
	}
}

func TestAHeldRefreshAsksOnceAndOnceMoreAtTheEnd(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	before := d.src.Calls()
	d.press("2")
	for range 30 {
		d.press("r")
	}
	if n := d.src.Calls() - before; n != 1 {
		t.Errorf("%d requests while the key was held, want 1", n)
	}
	for range 2 {
		d.settle(d.update(awakeMsg("snapshot.refresh")))
	}
	if n := d.src.Calls() - before; n != 2 {
		t.Errorf("%d requests when it had rested, want 2", n)
	}
}
