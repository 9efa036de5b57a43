package event

import "testing"

func TestAnyAsksForOneOfTheKinds(t *testing.T) {
	t.Parallel()
	c := Changed{Kinds: []string{KindTask, KindTodo}}
	for _, k := range [][]string{{KindTodo}, {KindLead, KindTask}} {
		if !c.Any(k...) {
			t.Errorf("%v have not changed", k)
		}
	}
	for _, k := range [][]string{{KindLead}, {""}, nil} {
		if c.Any(k...) {
			t.Errorf("%v have changed", k)
		}
	}
	if (Changed{}).Any(KindTask) {
		t.Error("nothing changed, and a task did")
	}
}

func TestTellKeepsWhatItWasGiven(t *testing.T) {
	t.Parallel()
	kinds := []string{KindLink}
	cmd := Tell(kinds...)
	kinds[0] = KindLead
	if got, ok := cmd().(Changed); !ok || !got.Any(KindLink) || got.Any(KindLead) {
		t.Errorf("told %v", got)
	}
	if Tell() != nil {
		t.Error("a change of nothing is told")
	}
}
