package sheet

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

func plain() *theme.Theme {
	return theme.New(theme.Options{Dark: true, Profile: colorprofile.ASCII})
}

// text is a sheet as it reads, without the blanks at the ends of lines and
// without bold.
func text(s *Sheet) string {
	var out []string
	for _, l := range s.Lines() {
		out = append(out, strings.TrimRight(uitest.Plain(l), " "))
	}
	return strings.Join(out, "\n")
}

func TestLines(t *testing.T) {
	t.Parallel()
	const url = "https://acme.example/a-very-long-path/to-the-page?with=query"
	for name, c := range map[string]struct {
		width int
		write func(*Sheet)
		want  string
	}{
		"nothing":                {30, func(*Sheet) {}, ""},
		"no width":               {0, func(s *Sheet) { s.Heading("x").Row("a", "b") }, ""},
		"a heading":              {30, func(s *Sheet) { s.Heading("Review shoes") }, "Review shoes"},
		"headings stand apart":   {30, func(s *Sheet) { s.Heading("One").Text("a").Heading("Two").Text("b") }, "One\na\n\nTwo\nb"},
		"labels line up":         {30, func(s *Sheet) { s.Row("Due", "Nov 22").Row("Status", "new") }, "Due     Nov 22\nStatus  new"},
		"values wrap":            {24, func(s *Sheet) { s.Row("Type", "one two three four five") }, "Type  one two three four\n      five"},
		"no value":               {30, func(s *Sheet) { s.Row("Due", " ") }, "Due  -"},
		"long labels are cut":    {60, func(s *Sheet) { s.Row("A label of more than eighteen cells", "x") }, "A label of more t…  x"},
		"below where it is tiny": {16, func(s *Sheet) { s.Row("Status", "in progress now") }, "Status\n  in progress\n  now"},
		"an address beside":      {80, func(s *Sheet) { s.Row("Page", url) }, "Page  " + url},
		"an address below":       {62, func(s *Sheet) { s.Row("Page", url) }, "Page\n  " + url},
		"an address at the edge": {60, func(s *Sheet) { s.Row("Page", url) }, "Page\n" + url},
		"an address in pieces":   {40, func(s *Sheet) { s.Row("Page", url) }, "Page\n" + url[:40] + "\n" + url[40:]},
		"an address in a text":   {62, func(s *Sheet) { s.Text("See the page " + url + " now") }, "See the page\n" + url + "\nnow"},
		"paragraphs":             {30, func(s *Sheet) { s.Text("one\r\n\r\n\r\n two\nthree\n") }, "one\n\ntwo\nthree"},
		"gaps are one":           {30, func(s *Sheet) { s.Gap().Text("a").Gap().Gap().Text("").Text("b").Gap() }, "a\n\nb"},
		"a list":                 {12, func(s *Sheet) { s.List("one", "two three four") }, "· one\n· two three\n  four"},
		"long words":             {5, func(s *Sheet) { s.Text("ab abcdefghij k") }, "ab\nabcde\nfghij\nk"},
		"wide letters":           {5, func(s *Sheet) { s.Text("日本語の") }, "日本\n語の"},
		"a cell for two":         {1, func(s *Sheet) { s.Text("日x") }, "…\nx"},
		"escapes":                {30, func(s *Sheet) { s.Row("\x1b[31mDue", "\x1b]0;title\aNov\b 22").Text("a\tb\x00") }, "Due  Nov 22\na b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := New(c.width, plain())
			c.write(s)
			if got := text(s); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestEveryLineIsExact(t *testing.T) {
	t.Parallel()
	names := append(uitest.Names(), "https://x.example/"+strings.Repeat("漢", 40), "\u0301\u0301", "a\u0301 \u0301b")
	for _, w := range []int{0, 1, 2, 3, 5, 9, 14, 20, 21, 33, 47, 60, 89} {
		s := New(w, uitest.Theme(theme.Braille))
		for _, n := range names {
			s.Heading(n).Row(n, n).RowIn(s.Theme().Danger, "Label", n).Row(n, "value").Gap().Text(n+"\n"+n).List(n, n)
		}
		lines := s.Lines()
		if w > 0 && len(lines) < 5*len(names) {
			t.Fatalf("%d lines at %d cells", len(lines), w)
		}
		for _, l := range lines {
			if why := uitest.Wrong(l, w, 1); why != "" {
				t.Fatal(why)
			}
		}
	}
}

func TestStylesAreThoseAskedFor(t *testing.T) {
	t.Parallel()
	th := uitest.Theme(theme.Braille)
	lines := New(30, th).Heading("Title").RowIn(th.Danger, "Due", "overdue").TextIn(th.Warn, "careful").Lines()
	for i, want := range []string{th.Strong.Render("Title"), th.Muted.Render("Due") + "  " + th.Danger.Render("overdue"), th.Warn.Render("careful")} {
		if !strings.HasPrefix(lines[i], want+" ") {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
}

func TestAHugeTextIsCutOff(t *testing.T) {
	t.Parallel()
	s := New(40, plain()).TextIn(lipgloss.NewStyle(), strings.Repeat("漢 ", 1<<20))
	lines := s.Lines()
	if n := len(lines); n == 0 || n > most/40 {
		t.Errorf("%d lines", n)
	}
	word := New(40, plain()).Text(strings.Repeat("漢", 1<<20)).Lines()
	if n := len(word); n < 10 || n > most/40 {
		t.Errorf("%d lines of one word", n)
	}
	if last := lines[len(lines)-1]; !strings.Contains(last, "…") {
		t.Errorf("the end does not say so: %q", last)
	}
}
