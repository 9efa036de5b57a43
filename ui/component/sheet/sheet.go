// Package sheet builds the text beside a list that tells all about one thing:
// headings, labelled facts and paragraphs, wrapped to a width. Whatever it is
// given is cleaned before it is drawn.
package sheet

import (
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// Sheet is a text under construction. It belongs to one goroutine.
type Sheet struct {
	w     int
	theme *theme.Theme
	parts []part
}

// kind is what a part of a sheet is.
type kind uint8

const (
	heading kind = iota
	row
	paragraph
	item
	gap
)

// part is one call of a method, before it becomes lines.
type part struct {
	kind  kind
	label string
	text  string
	style lipgloss.Style
}

// New begins a sheet whose lines take exactly width cells each.
func New(width int, t *theme.Theme) *Sheet { return &Sheet{w: max(width, 0), theme: t} }

// Theme is the theme the sheet is drawn in, for styles of one's own.
func (s *Sheet) Theme() *theme.Theme { return s.theme }

// Heading adds a title, with a free line above it unless it is the first.
func (s *Sheet) Heading(text string) *Sheet {
	if len(s.parts) > 0 {
		s.Gap()
	}
	return s.add(part{kind: heading, text: text, style: s.theme.Strong})
}

// Row adds a fact under its label. All labels of a sheet stand in one column.
// An empty value is shown as one that is not there.
func (s *Sheet) Row(label, value string) *Sheet { return s.RowIn(s.theme.Text, label, value) }

// RowIn adds a fact with its value in a style.
func (s *Sheet) RowIn(style lipgloss.Style, label, value string) *Sheet {
	return s.add(part{kind: row, label: label, text: value, style: style})
}

// Text adds a paragraph. Line ends in it are kept, at most one free line at a
// time.
func (s *Sheet) Text(text string) *Sheet { return s.TextIn(s.theme.Text, text) }

// TextIn adds a paragraph in a style.
func (s *Sheet) TextIn(style lipgloss.Style, text string) *Sheet {
	return s.add(part{kind: paragraph, text: text, style: style})
}

// List adds items, each with a mark in front of it.
func (s *Sheet) List(items ...string) *Sheet {
	for _, text := range items {
		s.add(part{kind: item, text: text, style: s.theme.Text})
	}
	return s
}

// Gap adds a free line. Several in a row are one, and none stands at the end.
func (s *Sheet) Gap() *Sheet { return s.add(part{kind: gap}) }

func (s *Sheet) add(p part) *Sheet {
	s.parts = append(s.parts, p)
	return s
}

// Lines is the sheet so far, each line exactly as wide as the sheet and with
// its styles ended.
func (s *Sheet) Lines() []string {
	if s.w == 0 {
		return nil
	}
	labels := s.labelWidth()
	var out []string
	free := false
	for _, p := range s.parts {
		if p.kind == gap {
			free = len(out) > 0
			continue
		}
		lines := s.lines(p, labels)
		if free && len(lines) > 0 {
			out = append(out, format.Pad("", s.w))
			free = false
		}
		out = append(out, lines...)
	}
	return out
}

// lines draws one part.
func (s *Sheet) lines(p part, labels int) []string {
	switch p.kind {
	case row:
		return s.fact(p, labels)
	case item:
		bullet := s.theme.Glyph.Dot + " "
		var out []string
		for i, text := range wrap(format.Safe(limited(p.text)), max(s.w-2, 1)) {
			lead := "  "
			if i == 0 {
				lead = bullet
			}
			out = append(out, s.line(lead, p.style, text))
		}
		return out
	}
	return s.paragraphs(p)
}

// paragraphs draws text that may have line ends.
func (s *Sheet) paragraphs(p part) []string {
	var out []string
	free := false
	for text := range strings.SplitSeq(limited(p.text), "\n") {
		lines := wrap(format.Safe(strings.TrimSpace(text)), s.w)
		if len(lines) == 0 {
			free = len(out) > 0
			continue
		}
		if free {
			out = append(out, s.line("", p.style, ""))
			free = false
		}
		for _, l := range lines {
			out = append(out, s.line("", p.style, l))
		}
	}
	return out
}

// fact draws a label with its value beside it, or below it where there is no
// room. An address that would be broken beside the label has lines of its own.
func (s *Sheet) fact(p part, labels int) []string {
	label, value := format.Safe(p.label), format.Safe(limited(p.text))
	if strings.TrimSpace(value) == "" {
		value, p.style = format.None, s.theme.Muted
	}
	room := s.w - labels - labelGap
	if room >= least && (!address(value) || format.Width(value) <= room) {
		var out []string
		for i, text := range wrap(value, room) {
			if i > 0 {
				label = ""
			}
			lead := format.Pad(label, labels) + blank(labelGap)
			out = append(out, s.line(lead, p.style, text))
		}
		return out
	}
	out := []string{s.line(format.Cut(label, s.w), s.theme.Text, "")}
	indent := min(2, s.w-1)
	if address(value) && format.Width(value) > s.w-indent {
		indent = 0
	}
	for _, text := range wrap(value, s.w-indent) {
		out = append(out, s.line(blank(indent), p.style, text))
	}
	return out
}

// Sizes in cells.
const (
	labelGap  = 2  // between label and value
	labelMost = 18 // the widest column of labels
	least     = 14 // the narrowest column of values
)

// labelWidth is the width of the column of labels.
func (s *Sheet) labelWidth() int {
	w := 0
	for _, p := range s.parts {
		if p.kind == row {
			w = max(w, format.Width(format.Safe(p.label)))
		}
	}
	return min(w, labelMost, s.w*2/5)
}

// line is a muted lead and a text in a style, filled up.
func (s *Sheet) line(lead string, style lipgloss.Style, text string) string {
	if text = strings.TrimRight(text, " "); text != "" {
		text = style.Render(text)
	}
	return format.Fit(paint(s.theme.Muted, lead)+text, s.w, 1)
}

// paint styles the text of a lead, not the blanks after it.
func paint(style lipgloss.Style, lead string) string {
	text := strings.TrimRight(lead, " ")
	if text == "" {
		return lead
	}
	return style.Render(text) + lead[len(text):]
}

func blank(n int) string { return format.Pad("", n) }

// most is how much of one text is drawn, in bytes. What is longer would cost
// time at each move of the cursor and is not read in a terminal.
const most = 1 << 15

func limited(text string) string {
	if len(text) <= most {
		return text
	}
	end := most
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
