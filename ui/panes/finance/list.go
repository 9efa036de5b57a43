package finance

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/table"
	"impactdash/ui/format"
	"impactdash/ui/keys"
)

// listView is a way to look at the pending money on the full screen.
type listView uint8

const (
	allLines listView = iota
	notLockedLines
	lockedLines
	overdueLines
	byBrand
	listViews // how many there are
)

func (v listView) String() string {
	return [...]string{"all", "not locked", "locked", "overdue", "by brand"}[v]
}

func (v listView) status() partner.PendingStatus {
	return [...]partner.PendingStatus{"", partner.NotLocked, partner.Locked, partner.Overdue, ""}[v]
}

// sortKey is a column to sort by.
type sortKey uint8

const (
	byAmount sortKey = iota
	byName
	byDue
	byActions
	sortKeys // how many there are
)

func (s sortKey) String() string { return [...]string{"amount", "brand", "due", "actions"}[s] }

// entry is one row of the list before it becomes text.
type entry struct {
	partner.PendingLine
	shares [3]partner.Money // by brand: the amount in each status
}

func (p *Pane) listActions() []keys.Action {
	zoomed := func() string {
		if !p.listing() {
			return "press z first: the list is on the full screen"
		}
		return ""
	}
	step := func(n listView) func() tea.Cmd {
		return func() tea.Cmd { p.view = (p.view + n) % listViews; return p.relist() }
	}
	move := func(f func()) func() tea.Cmd {
		return func() tea.Cmd { f(); p.drawn = ""; return nil }
	}
	return []keys.Action{
		{ID: "finance.filter", Keys: []string{"/"}, Label: "filter", Help: "Show only brands whose name contains a text.", Run: p.startTyping, Block: zoomed},
		{ID: "finance.sort", Keys: []string{","}, Label: "sort", Help: "Sort pending money by the next column; again for the other direction.", Run: p.nextSort, Block: zoomed},
		{ID: "finance.view.next", Keys: []string{"]", "ctrl+pgdown"}, Label: "next view", Help: "Step to the next list: all, not locked, locked, overdue, by brand.", Run: step(1), Block: zoomed},
		{ID: "finance.view.previous", Keys: []string{"[", "ctrl+pgup"}, Label: "previous view", Help: "Step to the list before.", Run: step(listViews - 1), Block: zoomed},
		{ID: "finance.down", Keys: []string{"j", "down"}, Label: "down", Help: "Move to the next row.", Run: move(func() { p.rows.Move(1) }), Block: zoomed},
		{ID: "finance.up", Keys: []string{"k", "up"}, Label: "up", Help: "Move to the row before.", Run: move(func() { p.rows.Move(-1) }), Block: zoomed},
		{ID: "finance.page.down", Keys: []string{"ctrl+d", "pgdown"}, Label: "half page down", Help: "Move down by half a page.", Run: move(func() { p.rows.HalfPage(1) }), Block: zoomed},
		{ID: "finance.page.up", Keys: []string{"ctrl+u", "pgup"}, Label: "half page up", Help: "Move up by half a page.", Run: move(func() { p.rows.HalfPage(-1) }), Block: zoomed},
		{ID: "finance.first", Keys: []string{"g", "home"}, Label: "first", Help: "Move to the first row.", Run: move(p.rows.First), Block: zoomed},
		{ID: "finance.last", Keys: []string{"G", "end"}, Label: "last", Help: "Move to the last row.", Run: move(p.rows.Last), Block: zoomed},
	}
}

func (p *Pane) nextSort() tea.Cmd {
	if first := p.order != byName && p.order != byDue; p.down == first {
		p.down = !p.down
	} else {
		p.order = (p.order + 1) % sortKeys
		p.down = p.order != byName && p.order != byDue
	}
	return p.relist()
}

func (p *Pane) relist() tea.Cmd {
	p.list()
	p.drawn = ""
	return nil
}

// list makes the rows anew: filter, group, sort, text.
func (p *Pane) list() {
	pending, _ := p.pending.Value()
	entries := p.entries(pending)
	slices.SortStableFunc(entries, func(a, b entry) int {
		c := p.compare(a, b)
		if p.down {
			return -c
		}
		return c
	})
	p.rows.SetColumns(p.columns())
	rows := make([]table.Row, len(entries))
	for i, e := range entries {
		rows[i] = p.row(e)
	}
	p.rows.SetRows(rows)
	p.rows.SetSort(p.sortColumn(), p.down)
	p.resizeList()
}

func (p *Pane) entries(pending partner.Pending) []entry {
	want := strings.ToLower(strings.TrimSpace(p.filter.Value()))
	var all []entry
	for _, l := range pending.Lines {
		if s := p.view.status(); s != "" && l.Status != s {
			continue
		}
		if strings.Contains(strings.ToLower(l.Program), want) {
			all = append(all, entry{PendingLine: l})
		}
	}
	if p.view == byBrand {
		return groupByBrand(all)
	}
	return all
}

// groupByBrand makes one row per program and currency.
func groupByBrand(lines []entry) []entry {
	type key struct{ program, currency string }
	at := make(map[key]int)
	var out []entry
	for _, l := range lines {
		k := key{l.ProgramID, l.Amount.Currency}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, entry{PendingLine: partner.PendingLine{
				ProgramID: l.ProgramID, Program: l.Program, Amount: partner.Money{Currency: k.currency},
			}})
		}
		e := &out[i]
		e.Amount = e.Amount.Add(l.Amount)
		e.Actions += l.Actions
		if s := slices.Index(partner.PendingStatuses(), l.Status); s >= 0 {
			e.shares[s] = e.shares[s].Add(l.Amount)
		}
		if !l.Due.IsZero() && (e.Due.IsZero() || l.Due.Before(e.Due)) {
			e.Due = l.Due
		}
	}
	return out
}

// compare orders two rows by the chosen column; amounts of different
// currencies are ordered by currency first, because they cannot be compared.
func (p *Pane) compare(a, b entry) int {
	name := cmp.Compare(strings.ToLower(a.Program), strings.ToLower(b.Program))
	switch p.order {
	case byName:
		return name
	case byDue:
		return a.Due.Compare(b.Due)
	case byActions:
		return cmp.Compare(a.Actions, b.Actions)
	}
	return cmp.Or(p.compareCurrency(a.Amount.Currency, b.Amount.Currency), a.Amount.Amount.Cmp(b.Amount.Amount))
}

// compareCurrency puts the account's own currency on the side of the large
// amounts.
func (p *Pane) compareCurrency(a, b string) int {
	pending, _ := p.pending.Value()
	if (a == pending.Currency) != (b == pending.Currency) {
		if a == pending.Currency {
			return 1
		}
		return -1
	}
	return cmp.Compare(b, a)
}

func (p *Pane) columns() []table.Column {
	if p.view == byBrand {
		return []table.Column{
			{Title: "Brand", Min: 12},
			{Title: "Not locked", Align: table.Right, Min: amountCells, Max: 14, Priority: 3},
			{Title: "Locked", Align: table.Right, Min: amountCells, Max: 14, Priority: 2},
			{Title: "Overdue", Align: table.Right, Min: amountCells, Max: 14, Priority: 1},
			{Title: "Pending", Align: table.Right, Min: amountCells, Max: 14},
			{Title: "Actions", Align: table.Right, Min: 9, Max: 9, Priority: 4},
			{Title: "Earliest due", Align: table.Right, Min: 12, Max: 12, Priority: 5},
		}
	}
	return []table.Column{
		{Title: "Brand", Min: 12},
		{Title: "State", Min: 10, Max: 10, Priority: 1},
		{Title: "Pending", Align: table.Right, Min: amountCells, Max: 14},
		{Title: "Actions", Align: table.Right, Min: 9, Max: 9, Priority: 3},
		{Title: "Due", Align: table.Right, Min: 12, Max: 12, Priority: 2},
		{Title: "Oldest", Align: table.Right, Min: 12, Max: 12, Priority: 4},
	}
}

func (p *Pane) sortColumn() int {
	if p.view == byBrand {
		return [...]int{4, 0, 6, 5}[p.order]
	}
	return [...]int{2, 0, 4, 3}[p.order]
}

func (p *Pane) row(e entry) table.Row {
	id := strings.Join([]string{e.ProgramID, string(e.Status), e.Amount.Currency}, "/")
	if e.Bonus {
		id += "/bonus"
	}
	name := format.Safe(e.Program)
	if p.view == byBrand {
		cells := []string{name, "", "", "", amountText(e.Amount), format.Count(int64(e.Actions)), dueText(e.Due)}
		for i, m := range e.shares {
			if !m.IsZero() {
				cells[1+i] = amountText(m)
			}
		}
		return table.Row{ID: id, Cells: cells, Styles: p.brandStyles()}
	}
	actions := format.Count(int64(e.Actions))
	if e.Bonus {
		name, actions = name+" (bonus)", ""
	}
	return table.Row{
		ID:     id,
		Cells:  []string{name, string(e.Status), amountText(e.Amount), actions, dueText(e.Due), dueText(e.Oldest)},
		Styles: p.lineStyles(e.Status),
	}
}

func (p *Pane) lineStyles(s partner.PendingStatus) []lipgloss.Style {
	t := p.frame.Theme
	if t == nil {
		return nil
	}
	status := t.Muted
	if s == partner.Overdue {
		status = t.Danger
	}
	return []lipgloss.Style{t.Text, status, t.Strong, t.Muted, t.Muted, t.Muted}
}

func (p *Pane) brandStyles() []lipgloss.Style {
	t := p.frame.Theme
	if t == nil {
		return nil
	}
	return []lipgloss.Style{t.Text, t.Muted, t.Text, t.Danger, t.Strong, t.Muted, t.Muted}
}

// amountCells is the least width of a column of amounts.
const amountCells = 11

// amountText is an amount that fits its column at its narrowest: what is too
// long loses its decimals or counts in thousands, but no digit is cut off.
func amountText(m partner.Money) string { return format.MoneyShort(m, amountCells) }

func dueText(d partner.Date) string {
	if d.IsZero() {
		return format.None
	}
	return format.Day(d, true)
}
