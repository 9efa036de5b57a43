package finance

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"impactdash/ui/component/line"
	"impactdash/ui/component/problem"
	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// wide is the width from which the three figures stand side by side.
const wide = 92

// draw renders the pane in its frame.
func (p *Pane) draw() string {
	w, h := p.frame.Width, p.frame.Height
	if w <= 0 || h <= 0 || p.frame.Theme == nil {
		return format.Fit("", w, h)
	}
	problems := p.problems(w, h)
	if !p.listing() {
		body := p.figures(w, h-len(problems))
		return format.Fit(join(body, problems), w, h)
	}
	top := p.figures(w, min(p.figureRows(w), max(h/2, 1)))
	lines := append(append(top, problems...), p.listLines(h-len(top)-len(problems))...)
	return format.Fit(join(lines, nil), w, h)
}

// join puts problems at the end, where the eye finds them.
func join(body, problems []string) string {
	return strings.Join(append(body, problems...), "\n")
}

// problems are the rows that tell what failed.
func (p *Pane) problems(w, h int) []string {
	return problem.Lines(p.troubles(), w, min(4, max(h/2, 1)), p.frame.Theme)
}

// troubles lists what failed, newest attempts and missing parts alike.
func (p *Pane) troubles() []problem.Trouble {
	var list []problem.Trouble
	add := func(what string, err error) {
		if err != nil {
			list = append(list, problem.Trouble{What: what, Err: err})
		}
	}
	add("Today", p.today.Trouble(p.frame))
	add("Pending", p.pending.Trouble(p.frame))
	add("Balance", p.balance.Trouble(p.frame))
	// What an older answer lacked says nothing beside a newer failure.
	if pending, _ := p.pending.Value(); p.pending.Err() == nil {
		for _, n := range pending.Notes {
			add(strings.ToUpper(n.What[:1])+n.What[1:], n.Err)
		}
	}
	if balance, _ := p.balance.Value(); p.balance.Err() == nil {
		for _, n := range balance.Notes {
			add(strings.ToUpper(n.What[:1])+n.What[1:], n.Err)
		}
	}
	return list
}

// figures draws the three figures in at most h rows.
func (p *Pane) figures(w, h int) []string {
	if h <= 0 {
		return nil
	}
	if w >= wide {
		return p.columnsOfFigures(w, h)
	}
	return p.rowsOfFigures(w, h)
}

// figureRows is how many rows the figures want at width w.
func (p *Pane) figureRows(w int) int {
	most, sum := 1, 0
	for _, f := range p.blocks() {
		n := max(len(f.rows), 1)
		most, sum = max(most, n), sum+n
	}
	if w >= wide {
		return most + 2
	}
	return sum
}

// columnsOfFigures sets the figures side by side: title, one row per
// currency, a remark.
func (p *Pane) columnsOfFigures(w, h int) []string {
	t := p.frame.Theme
	blocks := p.blocks()
	gap := 2
	each := (w - gap*(len(blocks)-1)) / len(blocks)
	cols := make([][]string, len(blocks))
	height := 0
	for i, b := range blocks {
		cols[i] = append(cols[i], line.New(each).Add(t.Muted, b.title).String())
		cols[i] = append(cols[i], b.column(each, h-1, t)...)
		height = max(height, len(cols[i]))
	}
	out := make([]string, 0, height)
	for y := range min(height, h) {
		parts := make([]string, len(cols))
		for i, c := range cols {
			parts[i] = line.Blank(each)
			if y < len(c) {
				parts[i] = c[y]
			}
		}
		out = append(out, strings.Join(parts, line.Blank(gap)))
	}
	return out
}

// column sets one figure w cells wide in at most h rows: a row per currency,
// then the remark, then what did not fit beside the first amount.
func (b block) column(w, h int, t *theme.Theme) []string {
	var rows []string
	var left []detail
	for i, r := range b.first(h, t) {
		row, rest := r.draw(w, 0, t.Strong)
		rows = append(rows, row)
		if i == 0 {
			left = rest
		}
	}
	remark := line.New(w)
	for _, part := range b.remark {
		if !remark.Try(t.Muted, part) {
			break
		}
	}
	rows = append(rows, remark.String())
	for _, d := range left {
		rows = append(rows, line.New(w).Add(d.style, d.text).String())
	}
	return rows
}

// first are the first n rows of the figure; the last of them announces the
// currencies that are left out.
func (b block) first(n int, t *theme.Theme) []figure {
	n = min(max(n, 1), len(b.rows))
	hidden := len(b.rows) - n
	if hidden == 0 {
		return b.rows
	}
	text := "(+1 currency)"
	if hidden > 1 {
		text = "(+" + format.Count(int64(hidden)) + " currencies)"
	}
	rows := slices.Clone(b.rows[:n])
	last := &rows[n-1]
	last.details = append([]detail{{t.Warn, text}}, last.details...)
	return rows
}

// labelCells is the width of the names in front of the rows.
const labelCells = 9

// rowsOfFigures sets the figures one below the other: name, amount, details
// as far as they fit.
func (p *Pane) rowsOfFigures(w, h int) []string {
	t := p.frame.Theme
	var out []string
	blocks := p.blocks()
	amount := 0
	for _, b := range blocks {
		for _, r := range b.rows {
			amount = max(amount, lipgloss.Width(r.amount))
		}
	}
	// Each figure gets a row; further currencies share what is left.
	spare := h - len(blocks)
	for _, b := range blocks {
		more := min(max(spare, 0), len(b.rows)-1)
		spare -= more
		for i, r := range b.first(1+more, t) {
			label := line.New(min(labelCells, w))
			if i == 0 {
				label.Add(t.Muted, b.short)
			}
			row, _ := r.draw(max(w-labelCells, 0), amount, t.Strong)
			out = append(out, label.String()+row)
		}
	}
	return out[:min(len(out), h)]
}

// Strip implements pane.Stripped: the three figures in one row, in the
// account's currency; other currencies are announced by a plus sign.
func (p *Pane) Strip(width int) string {
	t := p.frame.Theme
	if t == nil {
		return line.Blank(width)
	}
	l := line.New(width)
	for i, b := range p.blocks() {
		r := b.rows[0]
		more := ""
		if len(b.rows) > 1 {
			more = " +" + format.Count(int64(len(b.rows)-1))
		}
		sep := ""
		if i > 0 {
			sep = "  "
		}
		if l.Left() < len(sep)+lipgloss.Width(b.short)+1+lipgloss.Width(r.amount) && i > 0 {
			break
		}
		l.Add(t.Muted, sep+b.short+" ")
		style := t.Strong
		if !r.known {
			style = t.Muted
		}
		l.Add(style, r.amount)
		if i == 0 && len(r.details) > 0 && width >= 60 {
			l.Try(r.details[0].style, " "+r.details[0].text)
		}
		l.Try(t.Muted, more)
	}
	return l.String()
}
