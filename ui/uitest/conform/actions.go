package conform

import (
	"strings"
	"testing"

	"impactdash/ui/keys"
	"impactdash/ui/uitest"
)

// labelLength is how many letters an action may be called by.
const labelLength = 14

// actionsWellFormed proves in each state, and further on, that actions have
// names of their own, words and keys that can be used, and that those of the
// pane are there.
func (s Subject[P]) actionsWellFormed(t testing.TB) {
	for _, f := range s.frames() {
		for _, state := range s.looks() {
			p, _ := s.In(t, state, f)
			wellFormed(t, string(p.ID()), state.Name, p.Actions())
			for _, name := range s.Acts {
				uitest.Action(t, p, string(p.ID())+"."+name)
			}
		}
		p, _ := s.Loaded(t, f)
		for _, lead := range s.Deeper {
			p.SetFrame(uitest.Zoomed(80, 24))
			lead(t, p)
			wellFormed(t, string(p.ID()), "further on", p.Actions())
		}
	}
}

func wellFormed(t testing.TB, id, state string, actions []keys.Action) {
	t.Helper()
	seen, strokes := map[string]bool{}, map[string]string{}
	for _, a := range actions {
		if seen[a.ID] || !strings.HasPrefix(a.ID, id+".") || a.Run == nil {
			t.Errorf("%s: the action %s is there twice, not of %s, or does nothing", state, a.ID, id)
		}
		seen[a.ID] = true
		if a.Label == "" || len([]rune(a.Label)) > labelLength || !strings.HasSuffix(a.Help, ".") {
			t.Errorf("%s: %s is called %q: %q", state, a.ID, a.Label, a.Help)
		}
		for _, k := range a.Keys {
			if other, ok := strokes[k]; ok || keys.Forbidden(k) != "" {
				t.Errorf("%s: key %s of %s: also of %q, forbidden %q", state, k, a.ID, other, keys.Forbidden(k))
			}
			strokes[k] = a.ID
		}
	}
}
