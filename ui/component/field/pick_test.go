package field

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/uitest"
)

func programs(n int) []Option {
	var out []Option
	for i := range n {
		out = append(out, Option{Value: fmt.Sprint(1000 + i), Label: fmt.Sprintf("Program %04d", i)})
	}
	return append(out, Option{Value: "77", Label: "Acme Shoes"}, Option{Value: "78", Label: "Acme Tea"})
}

func find(p *Pick, text string) { p.Update(tea.PasteMsg{Content: text}) }

func TestTheChoiceFollowsWhatIsTyped(t *testing.T) {
	t.Parallel()
	p := NewPick(programs(10), "1003")
	if !p.Searched() || p.Value() != "1003" || p.Label() != "Program 0003" {
		t.Fatalf("it begins with %q", p.Value())
	}
	find(p, "acm")
	if p.Value() != "78" {
		t.Errorf("acm chooses %q", p.Label())
	}
	p.Step(1)
	if p.Value() != "77" {
		t.Errorf("the next is %q", p.Label())
	}
	p.Step(1)
	p.Step(-1)
	if p.Value() != "77" {
		t.Errorf("there and back is %q", p.Label())
	}
	p.Settle()
	if n, all := p.Count(); p.Query() != "" || p.Value() != "77" || n != all || all != 12 {
		t.Errorf("left, it holds %q and the search %q", p.Value(), p.Query())
	}
}

func TestASearchThatIsTakenBackChangesNothing(t *testing.T) {
	t.Parallel()
	p := NewPick(programs(10), "1003")
	find(p, "x")
	if p.Value() != "" || p.Query() != "x" {
		t.Errorf("what matches nothing chooses %q", p.Value())
	}
	p.Settle()
	if p.Query() != "x" {
		t.Error("what was typed is lost")
	}
	p.Update(uitest.Stroke(t, "backspace"))
	if p.Value() != "1003" {
		t.Errorf("without a search %q is chosen", p.Value())
	}
}

func TestOptionsAreFoundByTheirValue(t *testing.T) {
	t.Parallel()
	p := NewPick(programs(10), "")
	find(p, "78")
	if p.Value() != "78" {
		t.Errorf("78 chooses %q", p.Value())
	}
}

func TestAFewOptionsAreNotSearched(t *testing.T) {
	t.Parallel()
	p := NewPick([]Option{{"a", "A"}, {"b", ""}}, "gone")
	if p.Searched() || p.Value() != "" || p.Label() != "" {
		t.Errorf("it begins with %q", p.Value())
	}
	if p.Update(uitest.Press("a")) {
		t.Error("typing changes it")
	}
	p.Step(-1)
	if p.Value() != "b" || p.Label() != "b" {
		t.Errorf("back from nothing comes %q", p.Label())
	}
	if NewPick(nil, "").Step(1) {
		t.Error("nothing has a next one")
	}
}

func TestTheListShowsTheChoice(t *testing.T) {
	t.Parallel()
	p := NewPick(programs(30), "")
	if rows, at := p.List(5); len(rows) != 5 || at != -1 {
		t.Errorf("without a choice: %v, %d", rows, at)
	}
	for range 40 {
		p.Step(1)
		rows, at := p.List(5)
		if len(rows) != 5 || at < 0 || rows[at] != p.Label() {
			t.Fatalf("%v, %d", rows, at)
		}
	}
}

// A key is felt at once below 50 milliseconds; a thousand programs are what an
// account may have.
func BenchmarkSearchAThousand(b *testing.B) {
	p := NewPick(programs(1000), "")
	for b.Loop() {
		p.query.SetValue("")
		find(p, "prog 7")
		p.List(6)
	}
}
