package origin

import (
	"regexp"
	"strings"
	"unicode"
)

// MaxDetail is the length of an explanation in runes: three lines of a pane.
const MaxDetail = 200

// Tidy makes outside text fit for one line: no control characters, nothing
// that changes the writing direction, single blanks, bounded.
func Tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > MaxDetail {
		s = string(runes[:MaxDetail-1]) + "…"
	}
	return s
}

// markupTexts are the places of a web page or an XML answer that say what
// happened, best first.
var markupTexts = [...]*regexp.Regexp{
	regexp.MustCompile(`(?is)<message[^>]*>(.*?)</message>`),
	regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`),
	regexp.MustCompile(`(?is)<h1[^>]*>(.*?)</h1>`),
}

var tags = regexp.MustCompile(`<[^>]*>`)

// Markup describes an answer that is a web page or XML instead of JSON: what
// it is, and what it says, which may be nothing.
func Markup(body []byte) (kind, said string) {
	s := string(body)
	kind = "a web page"
	if strings.Contains(s, "<?xml") || strings.Contains(s, "ImpactRadiusResponse") {
		kind = "XML"
	}
	for _, place := range markupTexts {
		m := place.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		if said := Tidy(tags.ReplaceAllString(m[1], " ")); said != "" {
			return kind, said
		}
	}
	return kind, ""
}
