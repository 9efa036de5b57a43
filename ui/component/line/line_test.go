package line

import (
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestARowIsAlwaysExact(t *testing.T) {
	t.Parallel()
	bold := lipgloss.NewStyle().Bold(true)
	texts := []string{"", " ", "plain", "  padded  ", "漢字漢字", "e\u0301x", "longer than the row has room for", "👩‍👩‍👧"}
	for w := range 40 {
		for _, a := range texts {
			for _, b := range texts {
				l := New(w)
				l.Add(bold, a).Add(lipgloss.NewStyle(), b)
				l.Try(bold, a)
				l.To(w-3).Add(bold, b)
				if got := ansi.StringWidth(l.String()); got != w {
					t.Fatalf("%q and %q in %d cells take %d", a, b, w, got)
				}
				if l.Left() < 0 {
					t.Fatalf("%q and %q in %d cells: %d left", a, b, w, l.Left())
				}
			}
		}
	}
}

func TestTryIsAllOrNothing(t *testing.T) {
	t.Parallel()
	l := New(5)
	if l.Try(lipgloss.NewStyle(), "123456") || l.Left() != 5 {
		t.Error("a text that does not fit left something")
	}
	if !l.Try(lipgloss.NewStyle(), "12345") || l.Left() != 0 {
		t.Error("a text that fits exactly is refused")
	}
}

func TestToReachesItsColumn(t *testing.T) {
	t.Parallel()
	plain := lipgloss.NewStyle()
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"ab", 5, "ab   x    "},
		{"ab", 2, "abx       "}, // the column is reached, not passed
		{"abc", 2, "abc x     "},
		{"ab", 99, "ab        "},
		{"", 0, "x         "},
		{"abcdefghij", 4, "abcdefghij"},
	} {
		if got := New(10).Add(plain, c.text).To(c.n).Add(plain, "x").String(); got != c.want {
			t.Errorf("%q to %d gives %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

func TestPaintLeavesOuterBlanksPlain(t *testing.T) {
	t.Parallel()
	bold := lipgloss.NewStyle().Bold(true)
	if got := Paint(bold, "  a b "); got != "  "+bold.Render("a b")+" " {
		t.Errorf("%q", got)
	}
	if got := Paint(bold, "   "); got != "   " {
		t.Errorf("blanks are styled: %q", got)
	}
	if Blank(-1) != "" || Blank(3) != "   " {
		t.Error("blanks of a size")
	}
}
