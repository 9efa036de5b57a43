package dialog

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/uitest"
)

func TestValuesAreCheckedByKind(t *testing.T) {
	t.Parallel()
	const ok = ""
	for _, c := range []struct {
		field FormField
		value string
		want  string
	}{
		{FormField{}, "", ok},
		{FormField{Required: true}, "  ", "Fill this in."},
		{FormField{Kind: FieldBool, Required: true}, "", "Switch this on to go on."},
		{FormField{Kind: FieldBool}, "", ok},
		{FormField{Kind: FieldChoice, Required: true}, "", "Choose one."},
		{FormField{MaxLength: 3}, "漢字漢", ok},
		{FormField{MaxLength: 3}, "漢字漢字", "At most 3 characters; this has 4."},
		{FormField{Kind: FieldEmail}, "anna@example.com", ok},
		{FormField{Kind: FieldEmail}, "anna+x@mail.example.co.uk", ok},
		{FormField{Kind: FieldEmail}, "Anna <anna@example.com>", "Write an e-mail address, like name@example.com."},
		{FormField{Kind: FieldEmail}, "anna@example", "Write an e-mail address, like name@example.com."},
		{FormField{Kind: FieldEmail}, "@example.com", "Write an e-mail address, like name@example.com."},
		{FormField{Kind: FieldEmail}, "a@b@example.com", "Write an e-mail address, like name@example.com."},
		{FormField{Kind: FieldEmail}, "a@example..com", "Write an e-mail address, like name@example.com."},
		{FormField{Kind: FieldPhone}, "+1 (555) 010-0000", ok},
		{FormField{Kind: FieldPhone}, "030/12345", ok},
		{FormField{Kind: FieldPhone}, "1234", "Write a phone number in digits, like +1 555 0100."},
		{FormField{Kind: FieldPhone}, "1234567890123456", "Write a phone number in digits, like +1 555 0100."},
		{FormField{Kind: FieldPhone}, "555-SHOES", "Write a phone number in digits, like +1 555 0100."},
		{FormField{Kind: FieldPhone}, "12345+6", "Write a phone number in digits, like +1 555 0100."},
		{FormField{Kind: FieldURL}, "https://acme.com", ok},
		{FormField{Kind: FieldURL}, "HTTP://acme.com:8080/a?b=c#d", ok},
		{FormField{Kind: FieldURL}, "acme.com", "Begin with https:// or http://."},
		{FormField{Kind: FieldURL}, "ftp://acme.com", "Begin with https:// or http://."},
		{FormField{Kind: FieldURL}, "https://", "Write a whole address, like https://example.com/page."},
		{FormField{Kind: FieldURL}, "https://acme", "Write a whole address, like https://example.com/page."},
		{FormField{Kind: FieldURL}, "https://acme.com/a b", "Write a whole address, like https://example.com/page."},
		{FormField{Kind: FieldNumber}, "-12", ok},
		{FormField{Kind: FieldNumber}, "12.5", "Write a whole number, like 12."},
		{FormField{Kind: FieldNumber}, "1e3", "Write a whole number, like 12."},
		{FormField{Kind: FieldNumber}, "-", "Write a whole number, like 12."},
		{FormField{Kind: FieldNumber}, "99999999999999999999999", "That number is too long."},
		{FormField{Kind: FieldNumber, Min: "1", Max: "100"}, "0", "At least 1."},
		{FormField{Kind: FieldNumber, Min: "1", Max: "100"}, "1", ok},
		{FormField{Kind: FieldNumber, Min: "1", Max: "100"}, "100", ok},
		{FormField{Kind: FieldNumber, Min: "1", Max: "100"}, "101", "At most 100."},
		{FormField{Kind: FieldDecimal}, "12.50", ok},
		{FormField{Kind: FieldDecimal}, "12", ok},
		{FormField{Kind: FieldDecimal}, "12,50", "Write a number with a point, like 12.50."},
		{FormField{Kind: FieldDecimal}, "12.", "Write a number with a point, like 12.50."},
		{FormField{Kind: FieldDecimal}, "1.2.3", "Write a number with a point, like 12.50."},
		{FormField{Kind: FieldDecimal, Min: "0.01"}, "0.009", "At least 0.01."},
		{FormField{Kind: FieldDecimal, Max: "9.5"}, "9.50", ok},
		{FormField{Kind: FieldDate}, "2026-02-28", ok},
		{FormField{Kind: FieldDate}, "2026-02-29", "Write a day as YYYY-MM-DD, like 2026-03-09."},
		{FormField{Kind: FieldDate}, "28.2.2026", "Write a day as YYYY-MM-DD, like 2026-03-09."},
		{FormField{Kind: FieldDate, Min: "2026-03-01"}, "2026-02-28", "Not before 2026-03-01."},
		{FormField{Kind: FieldDate, Min: "2026-03-01", Max: "2026-03-31"}, "2026-03-31", ok},
		{FormField{Kind: FieldDate, Max: "2026-03-31"}, "2026-04-01", "Not after 2026-03-31."},
	} {
		c.field.Name, c.field.Value = "x", c.value
		f := NewForm(FormOptions{Fields: []FormField{c.field}})
		f.Resize(74, 18)
		uitest.Do(t, f, "form.submit")
		if _, over := f.Outcome(); over != (c.want == ok) || f.fields[0].err != c.want {
			t.Errorf("kind %d, %q: sent %v, %q; want %q", c.field.Kind, c.value, over, f.fields[0].err, c.want)
		}
	}
}

// Who keeps drafts is told of every change, of none while values are on their
// way, and of no mere movement.
func TestChangesAreTold(t *testing.T) {
	t.Parallel()
	n := 0
	o := link(true).o
	o.Changed = func() tea.Cmd { n++; return func() tea.Msg { return n } }
	f := NewForm(o)
	f.Resize(74, 30)
	for i, c := range []struct {
		do   func() tea.Cmd
		want int
	}{
		{func() tea.Cmd { return f.Update(uitest.Press("a")) }, 1},
		{func() tea.Cmd { return uitest.Do(t, f, "form.next") }, 1},
		{func() tea.Cmd { return f.Update(tea.PasteMsg{Content: "https://acme.com"}) }, 2},
		{func() tea.Cmd { return f.Update(uitest.Stroke(t, "left")) }, 2},
		{func() tea.Cmd { uitest.Do(t, f, "form.next"); return uitest.Do(t, f, "form.choose.next") }, 3},
		{func() tea.Cmd { f.SetBusy(true); return f.Update(uitest.Press("x")) }, 3},
	} {
		before := n
		if told := c.do() != nil; n != c.want || told != (n > before) {
			t.Errorf("step %d: told %d times, want %d; its command is handed on: %v", i, n, c.want, told)
		}
	}
}
