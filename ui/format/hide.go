package format

import (
	"slices"
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

// veiled is how many marks stand in the place of an amount, whatever it is: their
// number would tell its size.
const veiled = 3

// Hide puts marks, each of which is one cell, in the place of the amounts of
// money in a line of text: digits, separators, and what stands for thousands.
// Amounts are figures beside a currency's sign or code, or beside what Bare
// adds; counts, days and percentages are none. All amounts look the same, so
// the line may get another width.
func Hide(text, mark string) string {
	runes := visible(text)
	var b strings.Builder
	at := 0
	for _, m := range amounts(runes) {
		b.WriteString(text[at:runes[m.from].at])
		b.WriteString(strings.Repeat(mark, veiled))
		for i := m.from; i < m.to; i++ { // styles inside stay
			if i > m.from {
				b.WriteString(text[at:runes[i].at])
			}
			at = runes[i].end
		}
	}
	b.WriteString(text[at:])
	return b.String()
}

// HideRows is Hide for the rows of a screen, which keep their widths: an amount
// gets blanks where it is longer than its marks, behind it or, where the rows
// around say that its column stands on the right, before it. One that is
// shorter than the marks has fewer.
func HideRows(rows []string, mark string) []string {
	page := make([][]seen, len(rows))
	for y, row := range rows {
		page[y] = visible(row)
	}
	out := make([]string, len(rows))
	for y, row := range rows {
		out[y] = row
		if all := amounts(page[y]); all != nil {
			out[y] = veil(row, page, y, all, mark)
		}
	}
	return out
}

// veil hides the amounts of one row of a page.
func veil(row string, page [][]seen, y int, all []priceAt, mark string) string {
	runes := page[y]
	text := make([]string, len(runes))
	for i, r := range runes {
		text[i] = row[r.at:r.end]
	}
	for _, m := range all {
		n := min(m.to-m.from, veiled)
		blanks := slices.Repeat([]string{" "}, m.to-m.from-n)
		whole := slices.Concat(text[m.start:m.from], slices.Repeat([]string{mark}, n), text[m.to:m.end])
		if standsRight(page, y, m) {
			whole = slices.Concat(blanks, whole)
		} else {
			whole = slices.Concat(whole, blanks)
		}
		copy(text[m.start:m.end], whole)
	}
	var b strings.Builder
	b.Grow(len(row))
	at := 0
	for i, r := range runes {
		b.WriteString(row[at:r.at])
		b.WriteString(text[i])
		at = r.end
	}
	b.WriteString(row[at:])
	return b.String()
}

// standsRight reports whether what stands above and below an amount rather
// ends where it ends than begins where it begins.
func standsRight(page [][]seen, y int, m priceAt) bool {
	left, right := page[y][m.start].x, page[y][m.end-1].x+page[y][m.end-1].w
	votes := 0
	for _, step := range []int{-1, 1} {
		for other := y + step; other >= 0 && other < len(page); other += step {
			begins := inked(page[other], left) && !inked(page[other], left-1)
			ends := inked(page[other], right-1) && !inked(page[other], right)
			if begins && ends {
				continue // as long, which tells nothing: the next one may
			}
			if ends {
				votes++
			} else if begins {
				votes--
			}
			break
		}
	}
	return votes > 0
}

// inked reports whether a character stands in a cell of a row: no blank, and no
// line or block of a drawing.
func inked(row []seen, x int) bool {
	i, ok := slices.BinarySearchFunc(row, x, func(s seen, x int) int {
		switch {
		case s.x+s.w <= x:
			return -1
		case s.x > x:
			return 1
		}
		return 0
	})
	if !ok {
		return false
	}
	r := row[i].r
	return r != ' ' && r != nbsp && r != '|' && (r < '─' || r > '▟')
}

// seen is a character of a line, its bytes and its cells.
type seen struct {
	r       rune
	at, end int
	x, w    int
}

// visible are the characters of a line that take cells, without its styles.
func visible(row string) []seen {
	var out []seen
	state, x := byte(0), 0
	for at := 0; at < len(row); {
		part, width, n, next := ansi.DecodeSequence(row[at:], state, nil)
		if width > 0 {
			w := width // of the first; what is combined with it takes none
			for i, r := range part {
				_, size := utf8.DecodeRuneInString(part[i:])
				out = append(out, seen{r, at + i, at + i + size, x, w})
				x, w = x+w, 0
			}
		}
		at, state = at+max(n, 1), next
	}
	return out
}

// priceAt is a figure of money in a row and, from start to end, what belongs to
// it: signs, its currency, and what Bare adds.
type priceAt struct{ start, from, to, end int }

// amounts are the amounts of a row.
func amounts(row []seen) []priceAt {
	var out []priceAt
	last := 0        // end of the amount before
	afterMoney := -1 // the same where the end of a range may follow
	for i := 0; i < len(row); {
		if !digit(row, i) {
			i++
			continue
		}
		to := figure(row, i)
		before, after := priced(row, i), 0
		if before == 0 {
			after = pricedAfter(row, to)
		}
		if before+after > 0 || afterMoney >= 0 && ranges(row, afterMoney, i) {
			start := max(i-before, last)
			for start > last && strings.ContainsRune("+-−<≈~(", row[start-1].r) {
				start--
			}
			out = append(out, priceAt{start, i, to, to + after})
			last, afterMoney = to+after, to
		} else {
			afterMoney = -1
		}
		i = to
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

// priced is how many characters before the figure at i make it money: a
// currency or the mark of Bare, between which and the figure a sign may come.
func priced(row []seen, i int) int {
	from := i
	i--
	if i > 0 && (row[i].r == '-' || row[i].r == '+' || row[i].r == '−') {
		i--
	}
	if i < 0 {
		return 0
	}
	switch r := row[i].r; {
	case r == nbsp && code(row, i-3) && !letter(row, i-4):
		return from - i + 3
	case r == nbsp:
		return from - i
	case unicode.Is(unicode.Sc, r):
		for letter(row, i-1) && unicode.IsUpper(row[i-1].r) { // CA$
			i--
		}
		return from - i
	case r == ' ' && i > 0 && unicode.Is(unicode.Sc, row[i-1].r):
		return from - i + 1
	case r == ' ' && code(row, i-3) && !letter(row, i-4):
		return from - i + 3
	case r != ' ' && code(row, i-2) && !letter(row, i-3):
		return from - i + 2
	}
	return 0
}

// pricedAfter is how many characters from i on make the figure before them
// money: a currency, or the mark of Bare.
func pricedAfter(row []seen, i int) int {
	if i >= len(row) {
		return 0
	}
	switch r := row[i].r; {
	case r == nbsp && code(row, i+1) && !letter(row, i+4):
		return 4
	case r == nbsp, unicode.Is(unicode.Sc, r):
		return 1
	case r == ' ' && i+1 < len(row) && unicode.Is(unicode.Sc, row[i+1].r) && !digit(row, i+2):
		return 2
	case r == ' ' && code(row, i+1) && !letter(row, i+4):
		return 4
	case r != ' ' && code(row, i) && !letter(row, i+3):
		return 3
	}
	return 0
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
