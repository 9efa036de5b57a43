package table

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"impactdash/ui/theme"
)

func brands() []Column {
	return []Column{
		{Title: "Brand", Min: 10, Max: 0},
		{Title: "Status", Min: 8, Max: 10, Priority: 2},
		{Title: "Pending", Align: Right, Min: 9, Max: 12},
		{Title: "Clicks", Align: Right, Min: 6, Max: 8, Priority: 3},
		{Title: "Updated", Min: 8, Max: 8, Priority: 1},
	}
}

func rows(n int, t *theme.Theme) []Row {
	list := make([]Row, n)
	for i := range list {
		state, style := "active", t.Good
		if i%3 == 0 {
			state, style = "overdue", t.Danger
		}
		list[i] = Row{
			ID:     "id-" + strconv.Itoa(i),
			Cells:  []string{fmt.Sprintf("Brand number %d", i), state, fmt.Sprintf("$%d.50", i*37), strconv.Itoa(i * 11), "2m ago"},
			Styles: []lipgloss.Style{t.Text, style, t.Strong, t.Text, t.Muted},
		}
	}
	return list
}

func plain(level theme.GlyphLevel) *theme.Theme {
	return theme.New(theme.Options{Dark: true, Profile: colorprofile.ASCII, Glyphs: level})
}

func coloured() *theme.Theme {
	return theme.New(theme.Options{Dark: true, Profile: colorprofile.ANSI256})
}

// filled is a table with n rows of ids "id-0" and so on.
func filled(n, w, h int) *Model {
	m := New(brands())
	m.SetSize(w, h)
	m.SetRows(rows(n, plain(theme.Braille)))
	return m
}

func TestView(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		w, h    int
		theme   *theme.Theme
		focused bool
		change  func(*Model)
	}{
		"wide":           {80, 8, plain(theme.Braille), true, nil},
		"in colour":      {70, 5, coloured(), true, func(m *Model) { m.Move(2) }},
		"without focus":  {70, 5, coloured(), false, nil},
		"ASCII":          {80, 8, plain(theme.ASCII), true, func(m *Model) { m.SetSort(2, false) }},
		"narrow":         {40, 6, plain(theme.Braille), true, nil},
		"very narrow":    {16, 6, plain(theme.Braille), true, nil},
		"scrolled":       {60, 6, plain(theme.Braille), true, func(m *Model) { m.Move(9) }},
		"end":            {60, 6, plain(theme.Braille), true, func(m *Model) { m.Last() }},
		"sorted down":    {80, 4, plain(theme.Braille), true, func(m *Model) { m.SetSort(2, true) }},
		"sorted, narrow": {22, 4, plain(theme.Braille), true, func(m *Model) { m.SetSort(0, true) }},
		"few rows":       {60, 6, plain(theme.Braille), true, func(m *Model) { m.SetRows(rows(2, plain(theme.Braille))) }},
		"no rows":        {60, 4, plain(theme.Braille), true, func(m *Model) { m.SetRows(nil) }},
		"no titles":      {40, 3, plain(theme.Braille), true, func(m *Model) { m.SetColumns([]Column{{Min: 9}, {Min: 6, Align: Right}}) }},
		"wide letters": {30, 3, plain(theme.Braille), true, func(m *Model) {
			m.SetRows([]Row{{Cells: []string{"日本語のブランド名前", "日本語の状態"}}})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := New(brands())
			m.SetSize(c.w, c.h)
			m.SetRows(rows(20, c.theme))
			if c.change != nil {
				c.change(m)
			}
			golden.RequireEqual(t, m.View(c.theme, c.focused))
		})
	}
}

// checkSize fails when a view is not exactly w × h cells.
func checkSize(t *testing.T, view string, w, h int) {
	t.Helper()
	if h <= 0 {
		if view != "" {
			t.Fatalf("%d×%d: got %q", w, h, view)
		}
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		t.Fatalf("%d×%d: %d lines", w, h, len(lines))
	}
	for i, line := range lines {
		if got := ansi.StringWidth(line); got != max(w, 0) {
			t.Fatalf("%d×%d: line %d takes %d cells: %q", w, h, i, got, line)
		}
	}
}

func TestEverySizeIsExact(t *testing.T) {
	t.Parallel()
	th := coloured()
	evil := []Row{
		{ID: "a", Cells: []string{"日本語", "\x1b[31mred\x1b[0m and \x1b]8;;x\x1b\\link", "a\nb\tc", "👨‍👩‍👧👍🏽", "e\u0301\u200b"}, Styles: []lipgloss.Style{th.Danger}},
		{ID: "b", Cells: []string{strings.Repeat("very long ", 50), "1\ufe0f\u20e3\u0600", "\x00\x07"}},
		{ID: "c"},
		{ID: "d", Cells: make([]string, 40), Styles: make([]lipgloss.Style, 40)},
	}
	sets := [][]Column{brands(), nil, {{}}, {{Title: "日本語", Min: 300}}, {{Title: "x", Min: -5, Max: -9}, {Title: "y", Min: 9, Max: 2}}}
	for i, columns := range sets {
		m := New(columns)
		m.SetSort(i%3-1, true)
		for w := -1; w <= 133; w++ {
			for _, h := range []int{-1, 0, 1, 2, 5, 9} {
				m.SetRows(evil)
				m.SetSize(w, h)
				m.Move(1)
				checkSize(t, m.View(th, w%2 == 0), w, h)
				m.SetRows(nil)
				checkSize(t, m.View(th, true), w, h)
			}
		}
	}
}

func TestColumnsAreDroppedByPriority(t *testing.T) {
	t.Parallel()
	for w, want := range map[int]string{
		60: "Brand Status Pending Clicks Updated",
		50: "Brand Status Pending Clicks Updated",
		49: "Brand Status Pending Updated", // clicks have the highest priority
		42: "Brand Status Pending Updated",
		41: "Brand Pending Updated",
		31: "Brand Pending",
		21: "Brand",
		4:  "Br…",
	} {
		m := filled(3, w, 3)
		header, _, _ := strings.Cut(m.View(plain(theme.Braille), true), "\n")
		if got := strings.Join(strings.Fields(header), " "); got != want {
			t.Errorf("%d cells: %q, want %q", w, got, want)
		}
	}
}

func TestRoomIsDividedEvenlyUpToTheMaximum(t *testing.T) {
	t.Parallel()
	columns := []Column{{Min: 4}, {Min: 4, Max: 6}, {Min: 4, Max: 4}, {Min: 4}}
	got := fmt.Sprint(arrange(columns, 40))
	if want := "[{0 12} {1 6} {2 4} {3 12}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	columns = []Column{{Min: 4, Max: 6}, {Min: 4, Max: 6}}
	if got, want := fmt.Sprint(arrange(columns, 40)), "[{0 6} {1 6}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEqualStylesShareAPen(t *testing.T) {
	t.Parallel()
	th := coloured()
	m := New(brands())
	m.SetSize(100, 30)
	m.SetRows(rows(200, th))
	for range 200 {
		m.Move(1)
		m.View(th, true)
	}
	if n := len(m.pens.made); n > 5 {
		t.Errorf("%d pens for five styles", n)
	}
	other := theme.New(theme.Options{Dark: false, Profile: colorprofile.ANSI256})
	if m.View(th, true) == m.View(other, true) {
		t.Error("the view did not follow the theme")
	}
}

func BenchmarkView(b *testing.B) {
	th := coloured()
	m := New(brands())
	m.SetSize(120, 40)
	m.SetRows(rows(10_000, th))
	m.Select(5000)
	b.ReportAllocs()
	for b.Loop() {
		m.View(th, true)
	}
}

func BenchmarkSetRows(b *testing.B) {
	th := coloured()
	m := New(brands())
	m.SetSize(120, 40)
	list := rows(10_000, th)
	m.SetRows(list)
	m.Select(9000)
	b.ReportAllocs()
	for b.Loop() {
		m.SetRows(list)
	}
}

func TestColumnsOfOtherWidthsAreLeftOut(t *testing.T) {
	t.Parallel()
	columns := []Column{{Min: 4}, {Min: 3, Max: 3, To: 19}, {Min: 6, Max: 6, From: 20}}
	for w, want := range map[int]string{8: "[{0 8}]", 19: "[{0 14} {1 3}]", 20: "[{0 12} {2 6}]", 40: "[{0 32} {2 6}]"} {
		if got := fmt.Sprint(arrange(columns, w)); got != want {
			t.Errorf("%d cells: %s, want %s", w, got, want)
		}
	}
}
