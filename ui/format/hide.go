package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"impactdash/internal/currency"
)

// nbsp stands between a currency's code and the figure, and beside a figure of
// money that has no currency. It looks like a space, a line does not end there,
// and Hide knows money by it.
const nbsp = '\u00a0'

// Bare marks a figure as money although no currency stands beside it, so that
// Hide finds it.
func Bare(figure string) string {
	if figure == "" || figure == None {
		return figure
	}
	return string(nbsp) + figure
}

// BareEnd is Bare for a figure whose first digit must stay where it is.
func BareEnd(figure string) string {
	if figure == "" || figure == None {
		return figure
	}
	return figure + string(nbsp)
}

// Hide puts mark, which is one cell, in the place of each character of the
// amounts of money in a line of the screen: digits, separators, and what stands
// for thousands. Amounts are figures beside a currency's sign or code, or beside
// what Bare adds; counts, days and percentages are none. Styles, and the width
// of the line, stay as they are.
func Hide(row, mark string) string {
	runes := visible(row)
	hidden := amounts(runes)
	if hidden == nil {
		return row
	}
	var b strings.Builder
	b.Grow(len(row))
	at := 0
	for i, r := range runes {
		if hidden[i] {
			b.WriteString(row[at:r.at])
			b.WriteString(mark)
			at = r.at + utf8.RuneLen(r.r)
		}
	}
	b.WriteString(row[at:])
	return b.String()
}

// seen is a character of a line and its place in the bytes.
type seen struct {
	r  rune
	at int
}

// visible are the characters of a line that take cells, without its styles.
func visible(row string) []seen {
	var out []seen
	state := byte(0)
	for at := 0; at < len(row); {
		part, width, n, next := ansi.DecodeSequence(row[at:], state, nil)
		if width > 0 {
			for i, r := range part {
				out = append(out, seen{r, at + i})
			}
		}
		at, state = at+max(n, 1), next
	}
	return out
}

// amounts tells which characters belong to an amount; nil when none does.
func amounts(row []seen) []bool {
	var out []bool
	hide := func(from, to int) {
		if out == nil {
			out = make([]bool, len(row))
		}
		for i := from; i < to; i++ {
			out[i] = true
		}
	}
	afterMoney := -1 // end of the last amount, to which the end of a range may belong
	for i := 0; i < len(row); {
		if !digit(row, i) {
			i++
			continue
		}
		end := figure(row, i)
		if priced(row, i) || pricedAfter(row, end) || afterMoney >= 0 && ranges(row, afterMoney, i) {
			hide(i, end)
			afterMoney = end
		} else {
			afterMoney = -1
		}
		i = end
	}
	return out
}

func digit(row []seen, i int) bool {
	return i >= 0 && i < len(row) && row[i].r >= '0' && row[i].r <= '9'
}

// figure is the end of the figure that begins at i: digits with separators
// between them, and one letter for thousands, millions or billions.
func figure(row []seen, i int) int {
	for i < len(row) {
		switch {
		case digit(row, i):
			i++
			continue
		case (row[i].r == '.' || row[i].r == ',' || row[i].r == '’' || row[i].r == '\'') && digit(row, i+1):
			i += 2
			continue
		case strings.ContainsRune("kMB", row[i].r) && !letter(row, i+1):
			i++
		}
		break
	}
	return i
}

func letter(row []seen, i int) bool {
	return i >= 0 && i < len(row) && (unicode.IsLetter(row[i].r) || unicode.IsDigit(row[i].r))
}

// priced reports whether the figure at i has a currency, or the mark of Bare,
// before it; a sign may come between.
func priced(row []seen, i int) bool {
	i--
	if i > 0 && (row[i].r == '-' || row[i].r == '+' || row[i].r == '−') {
		i--
	}
	if i < 0 {
		return false
	}
	switch r := row[i].r; {
	case r == nbsp, unicode.Is(unicode.Sc, r):
		return true
	case r == ' ':
		return i > 0 && unicode.Is(unicode.Sc, row[i-1].r) || code(row, i-3) && !letter(row, i-4)
	}
	return code(row, i-2) && !letter(row, i-3)
}

// pricedAfter reports whether a currency, or the mark of Bare, follows at i.
func pricedAfter(row []seen, i int) bool {
	if i >= len(row) {
		return false
	}
	switch r := row[i].r; {
	case r == nbsp, unicode.Is(unicode.Sc, r):
		return true
	case r == ' ':
		return i+1 < len(row) && unicode.Is(unicode.Sc, row[i+1].r) && !digit(row, i+2) || code(row, i+1) && !letter(row, i+4)
	}
	return code(row, i) && !letter(row, i+3)
}

// code reports whether a currency's code begins at i.
func code(row []seen, i int) bool {
	if i < 0 || i+3 > len(row) {
		return false
	}
	var b [3]byte
	for n := range b {
		r := row[i+n].r
		if r < 'A' || r > 'Z' {
			return false
		}
		b[n] = byte(r)
	}
	return currency.Known(string(b[:]))
}

// ranges reports whether nothing but a dash stands between an amount and a
// figure: "$5–10".
func ranges(row []seen, from, to int) bool {
	dash := false
	for _, s := range row[from:to] {
		switch s.r {
		case '-', '–', '—', '/':
			dash = true
		case ' ':
		default:
			return false
		}
	}
	return dash
}
