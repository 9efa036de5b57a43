package dialog

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
	"impactdash/ui/uitest"
)

// link is a form with a field of most kinds. Its program is searched for.
func link(stay bool) *Form {
	programs := []Choice{{Value: "77", Label: "Acme Shoes"}, {Value: "78", Label: "Acme Tea"}}
	for i := range 1000 {
		programs = append(programs, Choice{Value: fmt.Sprint(1000 + i), Label: fmt.Sprintf("Brand %04d", i)})
	}
	f := NewForm(FormOptions{
		To: "links", Ask: "create", Title: "Create a link", Intro: []string{"A link that counts for you."}, Submit: "Create link", Stay: stay,
		Fields: []FormField{
			{Name: "program", Label: "Program", Kind: FieldChoice, Required: true, Choices: programs, Help: "The brand you send people to."},
			{Name: "page", Label: "Landing page", Kind: FieldURL, Help: "Empty for the home page."},
			{Name: "kind", Label: "Kind", Kind: FieldChoice, Value: "short", Choices: []Choice{{"short", "Short"}, {"long", "Long"}, {"vanity", "Vanity"}}},
			{Name: "note", Label: "Note", Kind: FieldLines, MaxLength: 30},
			{Name: "open", Label: "Open in app", Kind: FieldBool},
			{Name: "sub", Label: "Sub ID", MaxLength: 5, Check: func(v string, all map[string]string) error {
				if v == all["program"] {
					return errors.New("the Sub ID must not be the \x1b[31mprogram")
				}
				return nil
			}},
		},
		Preview: func(v map[string]string) []string { return []string{"go to " + v["page"]} },
	})
	f.Resize(74, 30)
	return f
}

// filled is the form with a program and a page, the cursor in the last field.
func filled(t *testing.T, stay bool) *Form {
	t.Helper()
	f := link(stay)
	typed(f, "acme s")
	uitest.Do(t, f, "form.enter")
	f.Update(tea.PasteMsg{Content: " https://acme.com/x\n"})
	for range 4 {
		uitest.Do(t, f, "form.enter")
	}
	return f
}

func fill(t *testing.T, f *Form, acts ...string) {
	t.Helper()
	for _, act := range acts {
		uitest.Do(t, f, act)
	}
}

func TestAFormIsFilledInAndSentWithEnter(t *testing.T) {
	t.Parallel()
	f := filled(t, false)
	typed(f, "abc")
	uitest.Has(t, shown(f), "A link that counts for you.", "Program *     Acme Shoes", "https://acme.com/x", "< Short >  1/3", "[ ] no", "▌Sub ID", "abc", "3/5", "go to https://acme.com/x", "[Create link]")
	got := closed(t, f, "form.enter")
	want := map[string]string{"program": "77", "page": "https://acme.com/x", "kind": "short", "note": "", "open": "false", "sub": "abc"}
	if a := got.Answer; got.Stay || a == nil || a.To != "links" || a.Ask != "create" || a.Closed || !reflect.DeepEqual(a.Values, want) {
		t.Errorf("%+v", got.Answer)
	}
}

func TestEnterGoesOnAndTabGoesRound(t *testing.T) {
	t.Parallel()
	f := filled(t, false)
	if f.focus != 5 {
		t.Fatalf("Enter leads to field %d", f.focus)
	}
	for i, c := range []struct {
		act  string
		want int
	}{
		{"form.next", 6}, {"form.next", 0}, {"form.previous", 6}, {"form.down", 6}, {"form.up", 5}, {"form.up", 4}, {"form.up", 3}, {"form.up", 2}, {"form.up", 1}, {"form.up", 0},
	} {
		uitest.Do(t, f, c.act)
		if f.focus != c.want {
			t.Errorf("step %d, %s: field %d, want %d", i, c.act, f.focus, c.want)
		}
	}
}

func TestFieldsOfEachKindAreChanged(t *testing.T) {
	t.Parallel()
	f := filled(t, false)
	fill(t, f, "form.previous", "form.toggle", "form.previous")
	typed(f, "one")
	fill(t, f, "form.newline")
	typed(f, "two")
	fill(t, f, "form.up") // inside the text
	if f.focus != 3 {
		t.Errorf("up from the second line leads to field %d", f.focus)
	}
	fill(t, f, "form.previous", "form.choose.next", "form.choose.next")
	v := f.Values()
	if v["open"] != "true" || v["note"] != "one\ntwo" || v["kind"] != "vanity" {
		t.Errorf("%q", v)
	}
	uitest.Has(t, shown(f), "[x] yes", "< Vanity >  3/3", "one", "two")
	fill(t, f, "form.choose.next", "form.choose.previous", "form.choose.previous")
	if got := f.Values()["kind"]; got != "long" {
		t.Errorf("round and back is %q", got)
	}
}

func TestAProgramIsFoundAmongAThousand(t *testing.T) {
	t.Parallel()
	f := link(false)
	uitest.Has(t, shown(f), "type to search", "1,002 of 1,002", "The brand you send people to.")
	typed(f, "acme")
	uitest.Has(t, shown(f), "acme", "▌Acme Tea", "2 of 1,002")
	fill(t, f, "form.down")
	uitest.Has(t, shown(f), "▌Acme Shoes")
	fill(t, f, "form.choose.previous")
	if f.Values()["program"] != "78" || f.focus != 0 {
		t.Errorf("%q in field %d", f.Values()["program"], f.focus)
	}
	typed(f, "zzz")
	uitest.Has(t, shown(f), "acmezzz", "Nothing matches.", "0 of 1,002")
	fill(t, f, "form.submit")
	uitest.Has(t, shown(f), "✗ Nothing in the list matches \"acmezzz\".", "acmezzz")
	for range 3 {
		f.Update(uitest.Stroke(t, "backspace"))
	}
	fill(t, f, "form.enter")
	uitest.Has(t, shown(f), "Program *     Acme Tea")
	uitest.Lacks(t, shown(f), "Acme Shoes")
}

func TestErrorsAreShownUnderTheirFieldsAndNothingIsLost(t *testing.T) {
	t.Parallel()
	f := link(false)
	fill(t, f, "form.next")
	typed(f, "acme.com/x")
	fill(t, f, "form.next", "form.next", "form.next", "form.next")
	typed(f, "toolong")
	uitest.Do(t, f, "form.enter")
	if _, over := f.Outcome(); over || f.focus != 0 {
		t.Fatalf("over %v, the cursor is in field %d", over, f.focus)
	}
	uitest.Has(t, shown(f), "✗ Choose one.", "toolong", "✗ At most 5 characters; this has 7.")
	typed(f, "acme")
	uitest.Lacks(t, shown(f), "Choose one.")
	fill(t, f, "form.next")
	uitest.Has(t, shown(f), "acme.com/x", "✗ Begin with https:// or http://.")
	uitest.Do(t, f, "form.submit")
	if f.focus != 1 {
		t.Errorf("the first wrong field is now %d", f.focus)
	}
}

func TestAFieldIsCheckedAgainstTheOthers(t *testing.T) {
	t.Parallel()
	f := filled(t, false)
	typed(f, "77")
	uitest.Do(t, f, "form.enter")
	uitest.Has(t, shown(f), "✗ the Sub ID must not be the program")
	uitest.Clean(t, f.View(uitest.Theme(0)))
}

func TestAFormThatStaysIsSentOnce(t *testing.T) {
	t.Parallel()
	f := filled(t, true)
	out := closed(t, f, "form.enter")
	if !out.Stay || out.Answer == nil || out.Answer.Values["program"] != "77" {
		t.Fatalf("%+v", out)
	}
	if again, ok := f.Outcome(); ok {
		t.Errorf("handed over again: %+v", again)
	}
	uitest.Has(t, shown(f), "Sending…")
	for _, id := range []string{"form.enter", "form.submit"} {
		if uitest.Action(t, f, id).Blocked() == "" {
			t.Errorf("%s can be done while it is being sent", id)
		}
	}
	typed(f, "x")
	f.Update(tea.PasteMsg{Content: "y"})
	fill(t, f, "form.previous")
	if uitest.Action(t, f, "form.toggle").Blocked() == "" || f.Values()["sub"] != "" || f.Cursor() != nil {
		t.Error("what is being sent can be changed")
	}
	out = closed(t, f, "dialog.close")
	if out.Stay || out.Answer == nil || !out.Answer.Closed || out.Answer.Values["program"] != "77" {
		t.Errorf("closed while sending: %+v", out)
	}
}

func TestARefusalComesBackIntoTheForm(t *testing.T) {
	t.Parallel()
	f := filled(t, true)
	closed(t, f, "form.enter")
	f.SetErrors(map[string]string{"page": "This page is not \x1b[1mthe brand's.", "zip": "unknown"}, "The service refused it.")
	if f.Busy() || f.focus != 1 {
		t.Errorf("busy %v, field %d", f.Busy(), f.focus)
	}
	uitest.Has(t, shown(f), "✗ This page is not the brand's.", "✗ The service refused it. zip: unknown", "https://acme.com/x")
	uitest.Lacks(t, shown(f), "Sending")
	typed(f, "2")
	uitest.Lacks(t, shown(f), "refused", "not the brand's")
	out := closed(t, f, "form.submit")
	if out.Answer.Values["page"] != "https://acme.com/x2" {
		t.Errorf("%+v", out.Answer)
	}
	f.Done()
	if out, over := f.Outcome(); !over || out != (Outcome{}) || f.Busy() {
		t.Errorf("done: %+v, %v", out, over)
	}
}

func TestEscDeliversADraftThatTheNextFormBeginsWith(t *testing.T) {
	t.Parallel()
	f := link(true)
	typed(f, "acme s")
	fill(t, f, "form.next")
	typed(f, "not an address")
	a := closed(t, f, "dialog.close").Answer
	if a == nil || !a.Closed || a.Values["page"] != "not an address" || a.Values["program"] != "77" {
		t.Fatalf("%+v", a)
	}
	o := f.o
	o.Draft = map[string]string{"page": a.Values["page"], "program": "77", "note": "one\ntwo", "open": "true", "kind": "gone"}
	g := NewForm(o)
	g.Resize(74, 30)
	want := map[string]string{"program": "77", "page": "not an address", "kind": "", "note": "one\ntwo", "open": "true", "sub": ""}
	if got := g.Values(); !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
	fill(t, g, "form.next")
	uitest.Has(t, shown(g), "Acme Shoes", "not an address", "[x] yes", "< optional >")
}

// Readline's keys edit; the field's own keys are not taken from them.
func TestReadlineKeysReachTheText(t *testing.T) {
	t.Parallel()
	f := link(false)
	fill(t, f, "form.next")
	typed(f, "one two three")
	for _, c := range []struct{ stroke, want string }{{"ctrl+w", "one two"}, {"ctrl+a", "one two"}, {"ctrl+k", ""}} {
		if a, ok := keys.Find(f.Actions(), c.stroke); ok {
			t.Errorf("%s is %s", c.stroke, a.ID)
		}
		f.Update(uitest.Stroke(t, c.stroke))
		if got := f.Values()["page"]; got != c.want {
			t.Errorf("after %s: %q", c.stroke, got)
		}
	}
	if !f.Capturing() {
		t.Error("a text does not take keys")
	}
	fill(t, f, "form.next")
	if f.Capturing() {
		t.Error("a choice among three takes text")
	}
}

func TestTheCursorStandsInTheFieldEvenInASmallRoom(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{74, 18}, {74, 8}, {34, 6}, {20, 4}, {20, 2}} {
		f := filled(t, false)
		f.Resize(size[0], size[1])
		for i := range 7 {
			fill(t, f, "form.next")
			e := f.at()
			if e == nil || !e.typed() {
				if f.Cursor() != nil {
					t.Errorf("%v: field %d has a cursor", size, i)
				}
				continue
			}
			c := f.Cursor()
			if c == nil {
				t.Fatalf("%v: %s has no cursor", size, e.Name)
			}
			typed(f, "§")
			row := strings.Split(shown(f), "\n")[f.Cursor().Y]
			if !strings.Contains(row, "§") {
				t.Errorf("%v: the cursor of %s is not where text goes:\n%s", size, e.Name, shown(f))
			}
		}
	}
}

func TestABoxKeepsItsHeightWhileFieldsAreVisited(t *testing.T) {
	t.Parallel()
	f := link(false)
	rows := strings.Count(shown(f), "\n")
	for range 8 {
		fill(t, f, "form.next")
		if got := strings.Count(shown(f), "\n"); got != rows {
			t.Errorf("field %d: %d rows, before %d", f.focus, got+1, rows+1)
		}
	}
}

// A key is to be felt at once: finding and drawing take far below 50 ms.
func BenchmarkTypeAndDrawWithAThousandChoices(b *testing.B) {
	f := link(false)
	th := uitest.Theme(0)
	for b.Loop() {
		f.Update(uitest.Press("a"))
		f.View(th)
		f.Cursor()
		f.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
		f.View(th)
	}
}
