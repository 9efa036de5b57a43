package dialog

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// act is an action that cannot run when why says so.
func act(id, why string) keys.Action {
	return keys.Action{
		ID: id, Keys: []string{"x"}, Label: "act " + id, Help: "Do the act called " + id + ".",
		Run: func() tea.Cmd { return nil }, Block: func() string { return why },
	}
}

func sections(n int) []Section {
	var s Section
	for i := range n {
		s.Actions = append(s.Actions, act(fmt.Sprintf("n%02d", i), ""))
	}
	s.Name = "Here"
	return []Section{s, {Name: "Everywhere", Actions: []keys.Action{act("blocked", "the moon is full"), act("app.palette", "")}}}
}

// shown is the dialog without styles.
func shown(d Dialog) string { return uitest.Plain(d.View(uitest.Theme(theme.Braille))) }

// typed types text, one key at a time.
func typed(d Dialog, text string) {
	for _, r := range text {
		d.Update(uitest.Press(string(r)))
	}
}

// closed does an act that closes the dialog and gives what is to be done then.
func closed(t *testing.T, d Dialog, act string) Outcome {
	t.Helper()
	uitest.Do(t, d, act)
	out, over := d.Outcome()
	if !over {
		t.Fatal("the dialog stays open")
	}
	return out
}

func all() map[string]func() Dialog {
	return map[string]func() Dialog{
		"help":    func() Dialog { return NewHelp(sections(30)) },
		"palette": func() Dialog { return NewPalette(sections(30)) },
		"prompt": func() Dialog {
			return NewPrompt(Question{Title: "Range", Hint: strings.Repeat("hint ", 30), Value: "7d", Check: func(s string) error {
				return errors.New("refused: " + s)
			}})
		},
	}
}

func TestEscClosesAndChangesNothing(t *testing.T) {
	t.Parallel()
	for name, make := range all() {
		d := make()
		d.Resize(60, 20)
		a, ok := keys.Find(d.Actions(), "esc")
		if !ok {
			t.Fatalf("%s: Esc does nothing", name)
		}
		if out := closed(t, d, a.ID); out != (Outcome{}) {
			t.Errorf("%s: Esc leads to %v", name, out)
		}
	}
}

func TestThePromptAnswersWithTheTrimmedText(t *testing.T) {
	t.Parallel()
	d := NewPrompt(Question{To: "snapshot", Ask: "range", Value: "30d"})
	d.Resize(60, 20)
	typed(d, "ays ")
	got := closed(t, d, "prompt.accept").Answer
	want := Answer{To: "snapshot", Ask: "range", Text: "30days"}
	if got == nil || !reflect.DeepEqual(*got, want) || want.Dest() != "snapshot" {
		t.Errorf("got %v", got)
	}
}

func TestARefusedTextStaysWithItsReason(t *testing.T) {
	t.Parallel()
	d := NewPrompt(Question{Hint: "like this", Check: func(s string) error {
		if s == "good" {
			return nil
		}
		return errors.New("not \x1b[31mgood")
	}})
	d.Resize(60, 20)
	typed(d, "bad")
	uitest.Do(t, d, "prompt.accept")
	if _, over := d.Outcome(); over {
		t.Fatal("it is accepted")
	}
	uitest.Has(t, shown(d), "bad", "not good")
	uitest.Clean(t, d.View(uitest.Theme(theme.Braille)))
	typed(d, "x")
	uitest.Lacks(t, shown(d), "not good")
	uitest.Has(t, shown(d), "badx", "like this")
	for range 4 {
		d.Update(uitest.Stroke(t, "backspace"))
	}
	typed(d, "good")
	if closed(t, d, "prompt.accept").Answer == nil {
		t.Error("a good text is no answer")
	}
}

func TestSuggestionsGoRound(t *testing.T) {
	t.Parallel()
	d := NewPrompt(Question{Choose: []string{"one", "two"}})
	d.Resize(60, 20)
	for _, want := range []string{"one", "two", "one"} {
		uitest.Do(t, d, "prompt.next")
		if d.input.Value() != want {
			t.Fatalf("%q, want %q", d.input.Value(), want)
		}
	}
	uitest.Do(t, d, "prompt.previous")
	if d.input.Value() != "two" {
		t.Errorf("before the first comes %q", d.input.Value())
	}
	none := NewPrompt(Question{Value: "mine"})
	uitest.Do(t, none, "prompt.next")
	uitest.Do(t, none, "prompt.previous")
	if none.input.Value() != "mine" {
		t.Error("without suggestions the text is lost")
	}
	first := NewPrompt(Question{Choose: []string{"one", "two", "three"}})
	uitest.Do(t, first, "prompt.previous")
	if first.input.Value() != "three" {
		t.Errorf("going back at first gives %q, want the last one", first.input.Value())
	}
}

func TestHelpScrollsBetweenItsEnds(t *testing.T) {
	t.Parallel()
	d := NewHelp(sections(40))
	d.Resize(80, 10)
	top := shown(d)
	uitest.Has(t, top, "Here", "n00")
	uitest.Do(t, d, "help.up")
	if shown(d) != top {
		t.Error("it scrolls above the top")
	}
	uitest.Do(t, d, "help.last")
	end := shown(d)
	uitest.Has(t, end, "the moon is full")
	uitest.Do(t, d, "help.down")
	uitest.Do(t, d, "help.page.down")
	if shown(d) != end {
		t.Error("it scrolls below the end")
	}
	uitest.Do(t, d, "help.first")
	if shown(d) != top {
		t.Error("the top is not reached again")
	}
	seen := shown(d)
	for range 10 {
		uitest.Do(t, d, "help.page.down")
		seen += shown(d)
	}
	for i := range 40 {
		uitest.Has(t, seen, fmt.Sprintf("called n%02d", i))
	}
	uitest.Do(t, d, "help.last")
	d.Resize(80, 60)
	uitest.Has(t, shown(d), "n00", "the moon is full")
}

func TestThePaletteFindsByLabelAndHelp(t *testing.T) {
	t.Parallel()
	d := NewPalette(sections(20))
	d.Resize(70, 16)
	uitest.Lacks(t, shown(d), "app.palette")
	typed(d, "n13")
	uitest.Has(t, shown(d), "act n13")
	if out := closed(t, d, "palette.run"); out.Run != "n13" {
		t.Errorf("it runs %v", out)
	}
	d.Update(uitest.Stroke(t, "backspace"))
	d.Update(uitest.Stroke(t, "backspace"))
	d.Update(uitest.Stroke(t, "backspace"))
	typed(d, "qqqq")
	if uitest.Action(t, d, "palette.run").Blocked() == "" {
		t.Error("what nothing matches can be run")
	}
	uitest.Do(t, d, "palette.next") // nothing to move to, and no crash
	uitest.Do(t, d, "palette.previous")
}

func TestThePaletteShowsWhyAndDoesNotRunWhatIsBlocked(t *testing.T) {
	t.Parallel()
	d := NewPalette(sections(3))
	d.Resize(70, 16)
	uitest.Do(t, d, "palette.previous") // from the first to the last
	uitest.Has(t, shown(d), "the moon is full")
	if why := uitest.Action(t, d, "palette.run").Blocked(); why != "the moon is full" {
		t.Errorf("blocked because %q", why)
	}
	uitest.Do(t, d, "palette.next")
	if uitest.Action(t, d, "palette.run").Blocked() != "" {
		t.Error("after the last comes the first")
	}
}

func TestThePaletteKeepsItsHeightWhileTyping(t *testing.T) {
	t.Parallel()
	d := NewPalette(sections(20))
	d.Resize(70, 16)
	rows := strings.Count(shown(d), "\n")
	for _, k := range []string{"n", "1", "3", "q", "q"} {
		typed(d, k)
		if got := strings.Count(shown(d), "\n"); got != rows {
			t.Errorf("after %q it has %d rows, before %d", k, got+1, rows+1)
		}
	}
}

func TestTheChosenRowIsAlwaysSeen(t *testing.T) {
	t.Parallel()
	d := NewPalette(sections(40))
	d.Resize(70, 8)
	for i := range 41 {
		name := "act blocked"
		if i < 40 {
			name = fmt.Sprintf("act n%02d", i)
		}
		uitest.Has(t, shown(d), "▌"+name)
		uitest.Do(t, d, "palette.next")
	}
}

func TestAPromptWithADraftDeliversWhatWasTyped(t *testing.T) {
	t.Parallel()
	for draft, want := range map[bool]string{true: "half a", false: ""} {
		p := NewPrompt(Question{To: "p", Ask: "q", Draft: draft})
		p.Resize(40, 4)
		uitest.Type(p.Update, " half a ")
		uitest.Do(t, p, "dialog.close")
		o, over := p.Outcome()
		if !over || (o.Answer != nil) != draft {
			t.Fatalf("draft %v: %+v, %v", draft, o, over)
		}
		if draft && (o.Answer.Text != want || !o.Answer.Closed || o.Answer.Ask != "q") {
			t.Errorf("%+v", o.Answer)
		}
	}
}
