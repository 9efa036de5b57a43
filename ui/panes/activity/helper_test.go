package activity

import (
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/uitest"
)

// choose answers the form of the filter with values.
func choose(t testing.TB, p *Pane, values map[string]string) {
	t.Helper()
	all := map[string]string{fieldPeriod: string(p.want.period)}
	for k, v := range values {
		all[k] = v
	}
	uitest.Settle(t, p, p.Update(dialog.Answer{To: ID, Ask: askFilter, Values: all}))
}

// at is the id of what changed under the cursor.
func at(p *Pane) string {
	e, ok := p.list.Current()
	if !ok {
		return ""
	}
	return e.ThingID
}

// looks are the moments up to which the source was told that the user has
// looked.
func looks(src *uitest.Source) []time.Time {
	var out []time.Time
	for _, w := range src.Writes() {
		if at, ok := w.Arg.(time.Time); ok && w.What == "ReadActivity" {
			out = append(out, at)
		}
	}
	return out
}

// marks counts the rows with the mark of what was not looked at.
func marks(p *Pane) int {
	n := 0
	for _, l := range strings.Split(uitest.Plain(p.View()), "\n") {
		if strings.Contains(l, p.frame.Theme.Glyph.Live) {
			n++
		}
	}
	return n
}

// last is what the history was asked for last.
func last(src *uitest.Source) partner.ActivityQuery {
	all := src.Queries()
	return all[len(all)-1]
}
