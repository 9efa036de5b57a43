package history

import (
	"testing"
	"time"
)

func TestAClockThatWasSetBackIsToldOnce(t *testing.T) {
	t.Parallel()
	now := noon
	h := Open(Options{Dir: t.TempDir(), Account: "IRclock", Now: func() time.Time { return now }})
	t.Cleanup(func() { _ = h.Close() })
	for _, source := range []string{"tasks", "todos"} {
		h.KeepAnswer(source, noon, []byte("{}"))
	}
	for _, c := range []struct {
		back time.Duration
		told bool
	}{{time.Minute, false}, {time.Hour, true}, {48 * time.Hour, false}} {
		now = noon.Add(-c.back)
		for _, source := range []string{"tasks", "todos"} {
			if _, asOf, ok := h.Answer(source); !ok || !asOf.Equal(noon) {
				t.Fatalf("%v back, the answer is of %v, %t", c.back, asOf, ok)
			}
		}
		if got := h.Note().OK; got != c.told || h.Note().OK {
			t.Errorf("%v back it is told: %t", c.back, got)
		}
	}
}
