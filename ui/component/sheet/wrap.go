package sheet

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/format"
)

// address reports whether text is a web address, which is of no use when it
// is broken.
func address(text string) bool {
	return !strings.Contains(text, " ") && (strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://"))
}

// wrap breaks safe text between words into lines of at most w cells, and only
// those words that are longer than a line inside. Text without a word gives no
// line. Unlike the wrapping of a library it never breaks at a hyphen: those of
// a web address belong to it.
func wrap(text string, w int) []string {
	var out []string
	var line strings.Builder
	used := 0
	flush := func() {
		if used > 0 {
			out = append(out, line.String())
			line.Reset()
			used = 0
		}
	}
	for word := range strings.FieldsFuncSeq(text, breaks) {
		n := format.Width(word)
		if used > 0 && used+1+n > w {
			flush()
		}
		if n > w {
			pieces := split(word, w)
			last := len(pieces) - 1
			out = append(out, pieces[:last]...)
			word, n = pieces[last], format.Width(pieces[last])
		}
		if n == 0 {
			continue
		}
		if used > 0 {
			line.WriteByte(' ')
			used++
		}
		line.WriteString(word)
		used += n
	}
	flush()
	return out
}

// breaks reports whether a line may end at a character. A space that keeps two
// words together, such as currency and figure, is part of the word.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' }

// split breaks a word into pieces of at most w cells. A character wider than
// that is replaced by the sign for what is cut off.
func split(word string, w int) []string {
	var out []string
	used, begin := 0, 0
	for end := 0; end < len(word); {
		cluster, n := ansi.FirstGraphemeCluster(word[end:], ansi.GraphemeWidth)
		if used+n > w {
			if end > begin {
				out = append(out, word[begin:end])
			}
			used, begin = 0, end
		}
		end += len(cluster)
		if n > w {
			out = append(out, format.Cut("…", w))
			begin = end
			continue
		}
		used += n
	}
	if begin < len(word) || len(out) == 0 {
		out = append(out, word[begin:])
	}
	return out
}
