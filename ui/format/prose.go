package format

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Prose is the text of what somebody wrote in a web page's editor: marks of
// HTML become line ends and bullets, entities become characters. Text without
// any is left as it is. The result may hold line ends and is not safe yet.
func Prose(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return text
	}
	var b strings.Builder
	in := html.NewTokenizer(strings.NewReader(text))
	for {
		switch in.Next() {
		case html.ErrorToken: // the end; the reader itself cannot fail
			return tidy(b.String())
		case html.TextToken:
			b.Write(in.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := in.TagName()
			b.WriteString(breakOf(atom.Lookup(name), string(in.Raw())))
		}
	}
}

// breakOf is what stands in the text for a tag. What is no tag of HTML is
// text: brands write <insert code>.
func breakOf(tag atom.Atom, raw string) string {
	end := strings.HasPrefix(raw, "</")
	switch tag {
	case 0:
		return raw
	case atom.Br:
		return "\n"
	case atom.Li:
		if end {
			return ""
		}
		return "\n• "
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Table:
		return "\n\n"
	case atom.Ul, atom.Ol, atom.Tr:
		return "\n"
	}
	return ""
}

// tidy takes away blanks around line ends, and more than one empty line.
func tidy(text string) string {
	var out []string
	for _, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
