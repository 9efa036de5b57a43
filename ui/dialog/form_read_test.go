package dialog

import (
	"fmt"
	"strings"
	"testing"

	"impactdash/ui/uitest"
)

// agreement is a form with terms to read, a question too long for the column
// of labels, and a tick.
func agreement(terms string, h int) *Form {
	f := NewForm(FormOptions{
		To: "p", Ask: "join", Title: "Join", Draft: map[string]string{"terms": "older terms"},
		Fields: []FormField{
			{Name: "terms", Label: "Terms", Kind: FieldRead, Value: terms},
			{Name: "how", Label: "Glow Lamps: How and where will you show our lamps?", Required: true},
			{Name: "ok", Label: "I accept", Kind: FieldBool, Required: true},
		},
	})
	f.Resize(60, h)
	return f
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Clause %02d.\n\n\n", i)
	}
	return b.String()
}

func TestATextIsReadAndNoPartOfTheAnswer(t *testing.T) {
	t.Parallel()
	f := agreement(numbered(20), 30)
	uitest.Has(t, shown(f), "▌Terms", "Clause 00.", "more lines")
	uitest.Lacks(t, shown(f), "Clause 19.", "older terms")
	if f.Capturing() || f.Cursor() != nil {
		t.Error("a text to be read has a cursor to write")
	}
	fill(t, f, "form.down")
	uitest.Lacks(t, shown(f), "Clause 00.")
	fill(t, f, "form.read.on", "form.read.back", "form.read.back")
	uitest.Has(t, shown(f), "Clause 00.")
	for range 5 {
		uitest.Do(t, f, "form.read.on")
	}
	uitest.Has(t, shown(f), "Clause 19.")
	uitest.Lacks(t, shown(f), "more line")
	fill(t, f, "form.down")
	if f.focus != 1 {
		t.Error("down does not leave the text at its end")
	}
	typed(f, "In shops")
	fill(t, f, "form.next", "form.toggle")
	got := closed(t, f, "form.submit").Answer.Values
	if _, there := got["terms"]; there || got["how"] != "In shops" || got["ok"] != "true" {
		t.Errorf("sent: %q", got)
	}
}

func TestAShortTextIsShownWhole(t *testing.T) {
	t.Parallel()
	f := agreement("Be fair.", 30)
	if why := uitest.Action(t, f, "form.read.on").Blocked(); why == "" {
		t.Error("there is nothing to scroll, and it scrolls")
	}
	fill(t, f, "form.down")
	if f.focus != 1 {
		t.Error("down stays in a text of one row")
	}
	uitest.Has(t, shown(agreement(" \n\x00", 30)), "There is no text.")
}

func TestALongLabelStandsWholeAboveItsField(t *testing.T) {
	t.Parallel()
	f := agreement("Be fair.", 30)
	fill(t, f, "form.next")
	uitest.Has(t, shown(f), "▌Glow Lamps: How and where will you show our lamps? *", " I accept *  [ ] no")
	if c := f.Cursor(); c == nil || c.X != f.labels || c.Y != uitest.Row(shown(f), "Glow Lamps")+1 {
		t.Errorf("the cursor is at %+v, the labels take %d cells", c, f.labels)
	}
	f.Resize(30, 30)
	uitest.Has(t, shown(f), "▌Glow Lamps: How and where", "\n will you show our lamps? *")
}

func TestAFormToReadFillsEveryRoom(t *testing.T) {
	t.Parallel()
	for _, text := range append(uitest.Names(), numbered(40)) {
		for _, size := range [][2]int{{1, 1}, {7, 2}, {20, 4}, {47, 7}, {48, 12}, {90, 40}} {
			f := agreement(text, size[1])
			f.Resize(size[0], size[1])
			for range 5 {
				if why := uitest.Wrong(f.View(uitest.Theme(0)), min(size[0], 76), strings.Count(shown(f), "\n")+1); why != "" {
					t.Fatalf("%v: %s", size, why)
				}
				uitest.Do(t, f, "form.next")
			}
		}
	}
}
