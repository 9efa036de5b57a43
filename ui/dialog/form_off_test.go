package dialog

import (
	"errors"
	"strings"
	"testing"

	"impactdash/ui/uitest"
)

// path is a form whose second field needs the first one switched on.
func path(value string) *Form {
	f := NewForm(FormOptions{To: "links", Ask: "create", Title: "Create a link", Stay: true, Fields: []FormField{
		{Name: "vanity", Label: "Vanity link", Kind: FieldBool},
		{
			Name: "path", Label: "Path", Help: "What stands after the slash.", Value: value,
			Check: func(string, map[string]string) error { return errors.New("never right") },
			Off: func(all map[string]string) string {
				if all["vanity"] != "true" {
					return "Only a vanity link\x1b[31m has a path of its own."
				}
				return ""
			},
		},
	}})
	f.Resize(60, 20)
	return f
}

func TestAFieldThatIsOffSaysWhyAndTakesNothing(t *testing.T) {
	t.Parallel()
	f := path("Spring")
	uitest.Do(t, f, "form.next")
	uitest.Has(t, shown(f), "Only a vanity link has a path of its own.")
	uitest.Lacks(t, shown(f), "Spring", "What stands after")
	if f.Capturing() || f.Cursor() != nil {
		t.Error("a field that is off has the cursor of the terminal")
	}
	f.Update(uitest.Press("x"))
	if got := f.Values()["path"]; got != "Spring" {
		t.Errorf("the field that is off holds %q", got)
	}
	uitest.Do(t, f, "form.previous")
	uitest.Do(t, f, "form.toggle")
	uitest.Do(t, f, "form.down")
	uitest.Has(t, shown(f), "Spring", "What stands after")
	f.Update(uitest.Press("x"))
	if got := f.Values()["path"]; got != "Springx" {
		t.Errorf("the field that is on again holds %q", got)
	}
}

func TestAFieldThatIsOffIsNotChecked(t *testing.T) {
	t.Parallel()
	f := path("no such path")
	uitest.Do(t, f, "form.submit")
	if o, ok := f.Outcome(); !ok || o.Answer == nil || o.Answer.Values["path"] != "no such path" {
		t.Errorf("it is not sent: %+v", o)
	}
	on := path("no such path")
	uitest.Do(t, on, "form.toggle")
	uitest.Do(t, on, "form.submit")
	if o, ok := on.Outcome(); ok {
		t.Errorf("a value that is refused is sent: %+v", o)
	}
	uitest.Has(t, shown(on), "never right")
}

func TestAGeneralReasonHasOneMark(t *testing.T) {
	t.Parallel()
	f := path("")
	f.SetErrors(nil, "The service has a problem of its own and says a good deal more about it than fits into a line.")
	if n := strings.Count(shown(f), "✗"); n != 1 {
		t.Errorf("%d marks in\n%s", n, shown(f))
	}
}
