package activity

import (
	"strings"

	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// headShare is the part of the height that the lines above the list take at
// most.
const headShare = 4

// causeRows is how many lines the causes of one movement take at most.
const causeRows = 3

// piece is a part of a line.
type piece struct {
	style lipgloss.Style
	text  string
	cells int // of the text, where it is known
}

// head are the lines above the list: what is left out, and in the full form
// how Total Pending got to where it is.
func (p *Pane) head() []string {
	w, most, t := p.frame.Width, p.frame.Height/headShare, p.frame.Theme
	if t == nil || w <= 0 || most <= 0 || !p.list.Known() {
		return nil
	}
	var out []string
	if p.have.of.narrow() {
		out = append(out, p.filterLine(w, t))
	}
	if !p.frame.Zoomed {
		return out
	}
	v := p.have.all
	if len(v.Moved) == 0 {
		if text := p.unexplained(v); text != "" && len(out) < most {
			out = append(out, line.New(w).Add(t.Muted, " "+text).String())
		}
		return out
	}
	moved, still := split(v.Moved)
	for i, m := range moved {
		lines := p.movement(m, i == 0, min(causeRows, max(most-len(out)-1, 0)))
		if rest := len(moved) - i; i > 0 && len(out)+len(lines) > most {
			more := format.Count(int64(rest)) + " more currencies moved. A least amount in one of them shows it alone."
			if rest == 1 {
				more = "Total Pending in " + format.Safe(m.After.Currency) + " moved as well."
			}
			return append(out, line.New(w).Add(t.Muted, " "+more).String())
		}
		out = append(out, lines...)
	}
	if len(still) > 0 && len(out) < most {
		out = append(out, p.unmoved(still, len(moved) == 0))
	}
	return out
}

// split parts what moved from what is as it was.
func split(all []partner.Movement) (moved, still []partner.Movement) {
	for _, m := range all {
		if m.After.Sub(m.Before).IsZero() && len(m.Causes) == 0 {
			still = append(still, m)
			continue
		}
		moved = append(moved, m)
	}
	return moved, still
}

// unmoved is the line of the currencies in which nothing moved.
func (p *Pane) unmoved(all []partner.Movement, first bool) string {
	t, w := p.frame.Theme, p.frame.Width
	var amounts []string
	for _, m := range all {
		amounts = append(amounts, format.Money(m.After))
	}
	var (
		span  = piece{style: t.Muted, text: " " + p.have.of.period.words() + "  "}
		blank = piece{style: t.Text, text: " "}
		total = piece{style: t.Text, text: "Total Pending "}
		sum   = piece{style: t.Strong, text: strings.Join(amounts, " "+t.Glyph.Dot+" ")}
		as    = piece{style: t.Muted, text: ", as before"}
	)
	if !first {
		span.text = format.Pad("", format.Width(span.text))
	}
	for _, form := range [][]piece{{span, total, sum, as}, {blank, total, sum, as}, {blank, sum, as}} {
		if l, ok := whole(w, form); ok {
			return l
		}
	}
	return line.New(w).Add(t.Muted, " Total Pending is as before.").String()
}

// filterLine says what is left out, and how to have it back.
func (p *Pane) filterLine(w int, t *theme.Theme) string {
	l := line.New(w)
	const off = "Esc shows all."
	l.Add(t.Warn, " Only "+format.Cut(p.have.of.words(), max(w-len(off)-9, 8))+".")
	if !l.Try(t.Muted, " "+off) {
		l.Try(t.Muted, " Esc")
	}
	return l.String()
}

// unexplained says why there is no movement to explain.
func (p *Pane) unexplained(v partner.Activity) string {
	period, w := p.have.of.period, p.frame.Width
	long, short := "From now on this line explains what moves Total Pending.", "What moves Total Pending shows here."
	switch {
	case v.Since.IsZero():
		return ""
	case v.Since.Before(period.from(p.frame.Now)):
		long, short = period.words()+": one look at Total Pending, nothing to compare yet.", period.words()+": nothing to compare yet."
	}
	if format.Width(long)+1 > w {
		return short
	}
	return long
}

// movement are the lines of one currency: from what to what, and by what
// causes, in at most rows lines.
func (p *Pane) movement(m partner.Movement, first bool, rows int) []string {
	t, w := p.frame.Theme, p.frame.Width
	moved := m.After.Sub(m.Before)
	style := t.Muted
	switch {
	case moved.Amount.IsPos():
		style = t.Good
	case moved.Amount.IsNeg():
		style = t.Warn
	}
	span := p.have.of.period.words()
	if !first {
		span = format.Pad("", format.Width(span))
	}
	var (
		blank   = piece{style: t.Text, text: " "}
		total   = piece{style: t.Text, text: "Total Pending "}
		pending = piece{style: t.Text, text: "Pending "}
		was     = piece{style: t.Strong, text: format.Money(m.Before) + arrow + format.Money(m.After)}
		colon   = piece{style: t.Text, text: ": "}
		by      = piece{style: style, text: exact(moved)}
	)
	for _, form := range [][]piece{
		{{style: t.Muted, text: " " + span + "  "}, total, was, colon, by},
		{blank, total, was, colon, by},
		{blank, pending, was, colon, by},
		{blank, pending, {style: t.Strong, text: format.Money(m.After)}, {style: t.Text, text: ", "}, by},
		{blank, {style: t.Strong, text: signed(moved, max(w-1, 2))}},
	} {
		if l, ok := whole(w, form); ok {
			return append([]string{l}, causeLines(m, w, rows, t)...)
		}
	}
	return nil
}

// whole is a line if all pieces fit.
func whole(w int, pieces []piece) (string, bool) {
	l := line.New(w)
	for _, p := range pieces {
		if !l.Try(p.style, p.text) {
			return "", false
		}
	}
	return l.String(), true
}

// causeLines are the causes of a movement in at most rows lines. What is not
// explained is never among those that are left out.
func causeLines(m partner.Movement, w, rows int, t *theme.Theme) []string {
	var parts []piece
	for _, c := range m.Causes {
		style := t.Text
		if c.Amount.Amount.IsPos() {
			style = t.Good
		}
		parts = append(parts, sized(style, format.Count(int64(c.Count))+" "+format.Cut(causeWord(c.Kind), causeShown)+" "+exact(c.Amount)))
	}
	if !m.Rest.IsZero() {
		rest := sized(t.Warn, "not explained "+exact(m.Rest))
		if all := append(parts[:len(parts):len(parts)], rest); rowsOf(all, w) <= rows {
			return flow(all, w, t)
		}
		parts = append([]piece{rest}, parts...)
	}
	for n := len(parts); n > 0; n-- {
		some := parts[:n:n]
		if left := len(parts) - n; left > 0 {
			some = append(some, sized(t.Muted, "+"+format.Count(int64(left))+" more"))
		}
		if rowsOf(some, w) <= rows {
			return flow(some, w, t)
		}
	}
	return nil
}

// causeShown is how much of a kind is told among the causes, in cells.
const causeShown = 20

func sized(style lipgloss.Style, text string) piece { return piece{style, text, format.Width(text)} }

// between is the number of cells between two pieces.
const between = 3

// rowsOf counts the lines that flow makes of pieces.
func rowsOf(parts []piece, w int) int {
	rows, used := 0, w
	for _, p := range parts {
		if rows == 0 || used+between+p.cells > w {
			rows, used = rows+1, 1+p.cells
			continue
		}
		used += between + p.cells
	}
	return rows
}

// flow lays pieces out over as many lines as they need.
func flow(parts []piece, w int, t *theme.Theme) []string {
	var lines []string
	used := w
	l := line.New(w)
	for i, p := range parts {
		switch {
		case i > 0 && used+between+p.cells <= w:
			l.Add(t.Muted, " "+t.Glyph.Dot+" ")
			used += between
		case i > 0:
			lines = append(lines, l.String())
			l = line.New(w)
			fallthrough
		default:
			l.Add(t.Muted, " ")
			used = 1
		}
		l.Add(p.style, p.text)
		used += p.cells
	}
	return append(lines, l.String())
}
