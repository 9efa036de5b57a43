package format

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const ellipsis = "…"

// Width is the number of cells that one line of text takes. Styles take none.
func Width(s string) int {
	if plain(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// plain reports whether s is printable ASCII, where a byte is a cell.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= del {
			return false
		}
	}
	return true
}

// Cut shortens one line to at most w cells and marks the loss with an
// ellipsis. Styles stay whole. A w of 0 or less gives nothing.
func Cut(s string, w int) string { return cut(s, w, ellipsis) }

// cut shortens to w cells and ends what was shortened with tail, which is at
// most one cell.
func cut(s string, w int, tail string) string {
	if w <= 0 {
		return ""
	}
	if plain(s) {
		if len(s) <= w {
			return s
		}
		if tail == "" {
			return s[:w]
		}
		return s[:w-1] + tail
	}
	// The library sums clusters differently while cutting than while
	// measuring (keycaps, for one), so its result is measured again.
	for n := w; n > 0; n-- {
		if t := ansi.Truncate(s, n, tail); ansi.StringWidth(t) <= w {
			return t
		}
	}
	return ""
}

// Pad adds spaces on the right up to w cells. Longer text is cut.
func Pad(s string, w int) string {
	s = Cut(s, w)
	for n := w - Width(s); n > 0; n = w - Width(s) {
		s += blanks(n) // again if a space melted into the character before it
	}
	return s
}

// PadLeft adds spaces on the left up to w cells. Longer text is cut.
func PadLeft(s string, w int) string {
	s = Cut(s, w)
	if n := w - Width(s); n > 0 {
		return blanks(n) + s
	}
	return s
}

// blanks is n spaces, without an allocation for the usual lengths.
func blanks(n int) string {
	const many = "                                                                                "
	if n <= len(many) {
		return many[:n]
	}
	return strings.Repeat(" ", n)
}

// Fit makes s exactly height lines of exactly width cells: it cuts without a
// mark what is too long and fills up with spaces what is too short. Styled
// text is fine as long as each line ends its own styles. Text that fits
// already is returned as it is.
func Fit(s string, width, height int) string {
	width, height = max(width, 0), max(height, 0)
	if height == 0 {
		return ""
	}
	if fits(s, width, height) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + (width+1)*height)
	for i := range height {
		if i > 0 {
			b.WriteByte('\n')
		}
		line, rest, _ := strings.Cut(s, "\n")
		s = rest
		b.WriteString(Pad(cut(line, width, ""), width))
	}
	return b.String()
}

func fits(s string, width, height int) bool {
	if strings.Count(s, "\n") != height-1 {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if Width(line) != width {
			return false
		}
	}
	return true
}
