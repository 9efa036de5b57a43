package cli

import (
	"io"
	"slices"
	"strings"

	"impactdash/ui/format"
)

// screenColumn is a column of a table on a terminal.
type screenColumn struct {
	title string
	cells []string
	rank  int  // 1 is the most important
	cut   bool // its text may be shortened
	right bool // numbers stand one below the other
}

const (
	gap       = 2  // cells between two columns
	leastCut  = 12 // a text is shortened to so many cells before a column is left out
	leastMain = 28 // a text that matters most, to so many
)

// columns are those of a terminal. A table that declares none has all of its
// own; a column of nothing but numbers stands on the right.
func (t table) columns() []screenColumn {
	if t.screen != nil {
		return t.screen
	}
	all := make([]screenColumn, len(t.head))
	for i, name := range t.head {
		c := screenColumn{title: strings.ReplaceAll(name, "_", " "), rank: 1, right: true}
		filled := false
		for _, r := range t.rows {
			c.cells = append(c.cells, r[i])
			filled = filled || r[i] != ""
			c.right = c.right && (r[i] == "" || isNumber(r[i]))
		}
		c.right = c.right && filled
		all[i] = c
	}
	return all
}

// isNumber reports whether a cell is a number as documents write them.
func isNumber(text string) bool {
	text = strings.TrimPrefix(text, "-")
	return text != "" && strings.Trim(text, "0123456789.") == "" && strings.Count(text, ".") < 2
}

// blank reports whether nothing stands in a column that has rows.
func (c screenColumn) blank() bool {
	return len(c.cells) > 0 && !slices.ContainsFunc(c.cells, func(text string) bool { return text != "" })
}

// natural is the width of a column that shows all.
func (c screenColumn) natural() int {
	w := format.Width(c.title)
	for _, text := range c.cells {
		w = max(w, format.Width(text))
	}
	return w
}

// fit chooses columns for a terminal and their widths. What does not fit is
// first shortened, where it may be, the least important text the most; then the
// least important columns are left out, as those are that say nothing. A width
// of 0 is not known: nothing is cut.
func fit(all []screenColumn, width int) (kept []screenColumn, widths []int) {
	kept = slices.DeleteFunc(slices.Clone(all), screenColumn.blank)
	natural := func(c screenColumn) int { return c.natural() }
	least := func(c screenColumn) int {
		switch {
		case !c.cut:
			return c.natural()
		case c.rank == 1:
			return min(c.natural(), leastMain)
		}
		return min(c.natural(), max(leastCut, format.Width(c.title)))
	}
	for width > 0 && len(kept) > 1 && total(kept, least) > width {
		last := 0
		for i, c := range kept {
			if c.rank >= kept[last].rank {
				last = i
			}
		}
		kept = slices.Delete(kept, last, last+1)
	}
	for _, c := range kept {
		widths = append(widths, natural(c))
	}
	if width <= 0 {
		return kept, widths
	}
	over := total(kept, natural) - width
	for rank := highest(kept); rank > 0 && over > 0; rank-- {
		for i, c := range kept {
			if c.rank == rank && c.cut && over > 0 {
				by := min(over, widths[i]-least(c))
				widths[i] -= by
				over -= by
			}
		}
	}
	if over > 0 && len(kept) == 1 {
		widths[0] = width
	}
	return kept, widths
}

func total(all []screenColumn, width func(screenColumn) int) int {
	sum := gap * (len(all) - 1)
	for _, c := range all {
		sum += width(c)
	}
	return sum
}

func highest(all []screenColumn) int {
	rank := 0
	for _, c := range all {
		rank = max(rank, c.rank)
	}
	return rank
}

// writeAligned writes a table for people.
func writeAligned(out io.Writer, t table, width int) error {
	all, widths := fit(t.columns(), width)
	var b strings.Builder
	for row := -1; row < len(t.rows); row++ {
		var line strings.Builder
		for i, c := range all {
			text := c.title
			if row >= 0 {
				text = c.cells[row]
			}
			if i > 0 {
				line.WriteString(strings.Repeat(" ", gap))
			}
			if c.right {
				line.WriteString(format.PadLeft(text, widths[i]))
			} else {
				line.WriteString(format.Pad(text, widths[i]))
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	_, err := io.WriteString(out, b.String())
	return err
}
