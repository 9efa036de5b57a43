package uitest

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Wrong says what is wrong with a view that should be exactly h lines of w
// cells and hold no control characters but colours; empty for nothing.
func Wrong(view string, w, h int) string {
	if why := geometry(view, w, h); why != "" {
		return why
	}
	return clean(view)
}

// Geometry fails the test unless view is exactly h lines of w cells.
func Geometry(t testing.TB, view string, w, h int) {
	t.Helper()
	if why := geometry(view, w, h); why != "" {
		t.Fatalf("%s", why)
	}
}

// geometry says what is wrong with the size of a view.
func geometry(view string, w, h int) string {
	w, h = max(w, 0), max(h, 0)
	if h == 0 {
		if view != "" {
			return "no row asked for, got " + quote(view)
		}
		return ""
	}
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		return sprint("%d×%d asked for, got %d rows", w, h, len(lines))
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			return sprint("%d×%d asked for, row %d takes %d cells: %s", w, h, i, n, quote(l))
		}
	}
	return ""
}

// Clean fails the test when text holds a control character other than a line
// end or one of a colour sequence.
func Clean(t testing.TB, text string) {
	t.Helper()
	if why := clean(text); why != "" {
		t.Fatalf("%s", why)
	}
}

// sgr matches the sequences that set colours and attributes.
var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

func clean(text string) string {
	for _, l := range strings.Split(text, "\n") {
		plain := l
		if strings.ContainsRune(l, '\x1b') {
			plain = sgr.ReplaceAllString(l, "")
		}
		i := strings.IndexFunc(plain, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 })
		if i >= 0 {
			return sprint("control character %q in %s", plain[i], quote(l))
		}
	}
	return ""
}

// Plain is a view without styles.
func Plain(view string) string { return ansi.Strip(view) }

// Has fails the test unless the view shows each of the texts.
func Has(t testing.TB, view string, texts ...string) {
	t.Helper()
	plain := Plain(view)
	for _, text := range texts {
		if !strings.Contains(plain, text) {
			t.Errorf("%q is not shown in\n%s", text, plain)
		}
	}
}

// Lacks fails the test when the view shows one of the texts.
func Lacks(t testing.TB, view string, texts ...string) {
	t.Helper()
	plain := Plain(view)
	for _, text := range texts {
		if strings.Contains(plain, text) {
			t.Errorf("%q is shown in\n%s", text, plain)
		}
	}
}

// NoZero fails the test when the view shows an amount of zero: what could not
// be had must not look like nothing earned.
func NoZero(t testing.TB, view string) {
	t.Helper()
	plain := Plain(view)
	if zero.MatchString(plain) {
		t.Errorf("a failure looks like zero:\n%s", plain)
	}
}

// zero matches "0.00", "$0" and "¥0", but neither "10.00" nor "0.004".
var zero = regexp.MustCompile(`(^|[^0-9.,])0\.00($|[^0-9])|[$€£¥]0($|[^0-9.,])`)

// Row is the number of the first row of the view that shows text, -1 for none.
func Row(view, text string) int {
	for i, l := range strings.Split(Plain(view), "\n") {
		if strings.Contains(l, text) {
			return i
		}
	}
	return -1
}
