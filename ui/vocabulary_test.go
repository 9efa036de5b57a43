package ui

import (
	"slices"
	"testing"

	"impactdash/ui/uitest"
)

func TestTheVocabularyIsWhatTheDashboardUnderstands(t *testing.T) {
	t.Parallel()
	v := Words(t.Context(), &uitest.Source{})
	if len(v.Panes) != 9 || v.Panes[0] != "finance" || slices.Contains(v.Panes, "finder") {
		t.Errorf("panes are %v", v.Panes)
	}
	for _, id := range []string{"app.refresh", "snapshot.compare", "tasks.start", "activity.refresh"} {
		if !slices.Contains(v.Actions, id) {
			t.Errorf("%s is not among %v", id, v.Actions)
		}
	}
	if slices.Contains(v.Actions, "app.quit.now") {
		t.Error("the keys of the last way out can be changed")
	}
	keys := map[string][]string{}
	for _, id := range v.Actions {
		keys[id] = []string{"f9"}
	}
	m := New(t.Context(), Options{Sources: &uitest.Source{}, Jitter: func() float64 { return 0 }, Keys: keys})
	if got := m.keyWarnings(); len(got) != 0 {
		t.Errorf("the dashboard does not understand its own words: %v", got)
	}
}
