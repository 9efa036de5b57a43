package social

import (
	"testing"
)

// at is the id of the property under the cursor.
func at(p *Pane) string {
	r, _ := p.list.Current()
	if r == nil {
		return ""
	}
	return r.ID
}

// moveTo puts the cursor on a property.
func moveTo(t testing.TB, p *Pane, id string) {
	t.Helper()
	if !p.list.Select(id) {
		t.Fatalf("there is no property %s", id)
	}
}
