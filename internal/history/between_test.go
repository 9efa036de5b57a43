package history

import (
	"testing"
	"time"
)

func TestActionsOfAPeriodAreThoseWithTheirEventInIt(t *testing.T) {
	t.Parallel()
	h := at(t.TempDir(), &clock{noon})
	defer h.Close()
	var all []Seen
	for i, id := range []string{"old", "first", "last", "end"} {
		s := action(id)
		s.Action.At = noon.Add(time.Duration(i) * time.Hour)
		all = append(all, s)
	}
	put(t, h, all...)
	ids := func(from, to time.Time) (out []string) {
		seen, err := h.ActionsBetween(from, to)
		must(t, err)
		for _, s := range seen {
			out = append(out, s.Action.ID)
		}
		return out
	}
	same(t, "the period", ids(noon.Add(time.Hour), noon.Add(3*time.Hour)), []string{"last", "first"})
	same(t, "an open period", ids(noon.Add(2*time.Hour), time.Time{}), []string{"end", "last"})
	same(t, "an empty period", ids(noon.Add(9*time.Hour), time.Time{}), []string(nil))
}
