package format

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestCut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in   string
		w    int
		want string
	}{
		"fits":                      {"abc", 3, "abc"},
		"too long":                  {"abcdef", 4, "abc…"},
		"one cell":                  {"abcdef", 1, "…"},
		"no cell":                   {"abc", 0, ""},
		"less than no cell":         {"abc", -3, ""},
		"wide characters":           {"日本語", 4, "日…"},
		"wide character that fits":  {"日本語", 5, "日本…"},
		"accents":                   {"Größenwahn", 5, "Größ…"},
		"style is closed":           {"\x1b[31mabcdef\x1b[m", 3, "\x1b[31mab…\x1b[m"},
		"style does not count":      {"\x1b[31mabc\x1b[m", 3, "\x1b[31mabc\x1b[m"},
		"a combined mark is nought": {"e\u0301e\u0301", 2, "e\u0301e\u0301"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Cut(c.in, c.w); got != c.want {
				t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.w, got, c.want)
			}
		})
	}
}

func TestPad(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in          string
		w           int
		right, left string
	}{
		{"ab", 4, "ab  ", "  ab"},
		{"日本", 5, "日本 ", " 日本"},
		{"abcdef", 4, "abc…", "abc…"},
		{"日本語", 4, "日… ", " 日…"},
		{"", 2, "  ", "  "},
		{"ab", 0, "", ""},
		{"ab", -1, "", ""},
	} {
		if got := Pad(c.in, c.w); got != c.right {
			t.Errorf("Pad(%q, %d) = %q, want %q", c.in, c.w, got, c.right)
		}
		if got := PadLeft(c.in, c.w); got != c.left {
			t.Errorf("PadLeft(%q, %d) = %q, want %q", c.in, c.w, got, c.left)
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in   string
		w, h int
		want string
	}{
		"nothing":       {"", 2, 2, "  \n  "},
		"short":         {"a", 3, 2, "a  \n   "},
		"long":          {"abcd\ne\nf", 3, 2, "abc\ne  "},
		"exact":         {"ab\ncd", 2, 2, "ab\ncd"},
		"styled":        {"\x1b[1mabcd\x1b[m", 2, 1, "\x1b[1mab\x1b[m"},
		"wide":          {"日本", 3, 1, "日 "},
		"no lines":      {"abc", 3, 0, ""},
		"no cells":      {"abc", 0, 2, "\n"},
		"negative size": {"abc", -1, -1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Fit(c.in, c.w, c.h); got != c.want {
				t.Errorf("Fit(%q, %d, %d) = %q, want %q", c.in, c.w, c.h, got, c.want)
			}
		})
	}
}

// Counting allocations needs the whole process, so this does not run in
// parallel.
func TestFitReturnsWhatFits(t *testing.T) {
	s := strings.Repeat(strings.Repeat("x", 80)+"\n", 23) + strings.Repeat("y", 80)
	if n := testing.AllocsPerRun(20, func() { Fit(s, 80, 24) }); n != 0 {
		t.Errorf("text that fits took %v allocations", n)
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{"abcdef", "日本語", "1\ufe0f\u20e3x", "\x1b[31mabcdef\x1b[m", "👨‍👩‍👧", "\u0600a"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		w %= 200
		if got := ansi.StringWidth(Cut(s, w)); got > max(w, 0) {
			t.Errorf("Cut(%q, %d) takes %d cells", s, w, got)
		}
		clean := Safe(s)
		for _, padded := range []string{Pad(clean, w), PadLeft(clean, w)} {
			if got := ansi.StringWidth(padded); got != max(w, 0) {
				t.Errorf("%q padded to %d takes %d cells", clean, w, got)
			}
		}
	})
}

func FuzzFit(f *testing.F) {
	for _, s := range []string{"a\nb", "日本語\n\n", "\x1b[31mabcdef\x1b[m", "\n\n\n", "1\ufe0f\u20e3"} {
		f.Add(s, 7, 3)
	}
	f.Fuzz(func(t *testing.T, s string, w, h int) {
		w, h = w%150, h%50
		lines := strings.Split(s, "\n")
		for i := range lines {
			lines[i] = Safe(lines[i])
		}
		got := Fit(strings.Join(lines, "\n"), w, h)
		if h <= 0 {
			if got != "" {
				t.Errorf("no lines asked for, got %q", got)
			}
			return
		}
		if n := strings.Count(got, "\n") + 1; n != h {
			t.Errorf("%d lines, want %d", n, h)
		}
		for line := range strings.SplitSeq(got, "\n") {
			if n := ansi.StringWidth(line); n != max(w, 0) {
				t.Errorf("%q takes %d cells, want %d", line, n, w)
			}
		}
	})
}
