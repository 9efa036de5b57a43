package triage

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"impactdash/ui/component/table"
	"impactdash/ui/format"
)

// stage is the first step of listing that has to be done again.
type stage uint8

const (
	fromItems stage = iota // natural order
	fromSort               // order by a column
	fromView               // items of the view
	fromText               // filter
)

// relist lists the rows anew from a stage on. The lists are made anew each
// time: the table may still look into the ones before.
func (m *Model[T]) relist(from stage) {
	if from <= fromItems {
		m.tallies = nil
		m.natural = m.sortNaturally()
	}
	if from <= fromSort {
		m.order = m.sortByColumn()
	}
	if from <= fromView {
		m.viewed = m.keepView()
	}
	m.shown = m.keepText()
	ids, shown := m.ids, m.shown
	m.rows.SetSource(len(shown),
		func(i int) string { return ids[shown[i]] },
		func(i int) table.Row { return m.row(shown[i]) })
	m.sheet.of = -1 // its item may be another one of the same key
	m.changed()
}

// chosen lists the rows anew after the user has chosen another view, order or
// filter. The cursor goes back to the row the user went to last, if it can be
// seen again.
func (m *Model[T]) chosen(from stage) {
	m.relist(from)
	if row := m.rowOf(m.wanted); row >= 0 {
		m.rows.Select(row)
	}
	m.changed()
}

// sorting is an order by a column, -1 for the natural one.
type sorting struct {
	column int
	desc   bool
}

// carryOrder takes both orders over to items with other identities than
// before: those that were there in the order they had, then the new ones.
// Hardly anything of it has to be sorted after a refresh.
func (m *Model[T]) carryOrder(ids []string) {
	const none = -1
	index := make(map[string]int32, len(ids)) // of the new items
	for i := len(ids) - 1; i >= 0; i-- {
		index[ids[i]] = int32(i)
	}
	moved := slices.Repeat([]int32{none}, len(m.ids)) // from an old index to a new one
	added := slices.Repeat([]bool{true}, len(ids))
	for old, id := range m.ids {
		if i, ok := index[id]; ok && added[i] {
			moved[old], added[i] = i, false
		}
	}
	carry := func(list []int32) []int32 {
		out := make([]int32, 0, len(ids))
		for _, old := range list {
			if i := moved[old]; i != none {
				out = append(out, i)
			}
		}
		for i, is := range added {
			if is {
				out = append(out, int32(i))
			}
		}
		return out
	}
	m.natural, m.order = carry(m.natural), carry(m.order)
	if m.spec.Order == nil { // they are in their order as they come
		for i := range m.natural {
			m.natural[i] = int32(i)
		}
	}
}

// sortNaturally begins with the order there was: while the items are the same
// it is right already, or almost.
func (m *Model[T]) sortNaturally() []int32 {
	list := slices.Clone(m.natural)
	if m.spec.Order == nil {
		return list
	}
	items, order, now := m.items, m.spec.Order, m.frame.Now
	sortList(list, func(a, b int32) int { return order(items[a], items[b], now) })
	return list
}

// sortByColumn keeps the natural order among what the column does not tell
// apart, in both directions.
func (m *Model[T]) sortByColumn() []int32 {
	if m.sort < 0 {
		m.by = sorting{m.sort, m.desc}
		return m.natural
	}
	place, kinds := m.places(m.sort)
	m.by = sorting{m.sort, m.desc}
	at := func(i int32) int32 { return place[i] }
	if m.desc {
		at = func(i int32) int32 { return kinds - 1 - place[i] }
	}
	next := make([]int32, kinds+1) // where the next item of a place goes
	for _, i := range m.natural {
		next[at(i)+1]++
	}
	for k := range kinds {
		next[k+1] += next[k]
	}
	list := make([]int32, len(m.natural))
	for _, i := range m.natural {
		k := at(i)
		list[next[k]] = i
		next[k]++
	}
	return list
}

// ranks are the places of the items in the order by a column, from 0 on; what
// the column does not tell apart has the same one.
type ranks struct {
	column int
	list   []int32 // of the items; nil when not made
	kinds  int32   // how many places there are
}

// places are the ranks by a column. They are made once for the items there
// are, and begin with the order there was by the same column.
func (m *Model[T]) places(column int) (list []int32, kinds int32) {
	if m.ranks.list != nil && m.ranks.column == column {
		return m.ranks.list, m.ranks.kinds
	}
	order := slices.Clone(m.natural)
	if m.by.column == column {
		copy(order, m.order)
		if m.by.desc {
			slices.Reverse(order)
		}
	}
	compare := m.comparison(column)
	sortList(order, compare)
	list = make([]int32, len(order))
	for n, i := range order {
		if n > 0 && compare(order[n-1], i) != 0 {
			kinds++
		}
		list[i] = kinds
	}
	m.ranks = ranks{column, list, kinds + 1}
	return list, kinds + 1
}

// comparison compares two items by a column. Texts are made once for each.
func (m *Model[T]) comparison(column int) func(a, b int32) int {
	items, c := m.items, m.spec.Columns[column]
	if c.By == nil {
		return func(a, b int32) int { return c.Compare(items[a], items[b]) }
	}
	list := make([]string, len(items))
	for i, it := range items {
		list[i] = strings.ToLower(c.By(it))
	}
	return func(a, b int32) int { return strings.Compare(list[a], list[b]) }
}

// keepView is the order without what does not belong to the view.
func (m *Model[T]) keepView() []int32 {
	if m.view >= len(m.spec.Views) || m.spec.Views[m.view].Keep == nil {
		return m.order
	}
	keep, now := m.spec.Views[m.view].Keep, m.frame.Now
	list := make([]int32, 0, len(m.order))
	for _, i := range m.order {
		if keep(m.items[i], now) {
			list = append(list, i)
		}
	}
	return list
}

// keepText is the view without what the filter does not let through: all words
// of the filter must be found, in any order.
func (m *Model[T]) keepText() []int32 {
	words := strings.Fields(strings.ToLower(m.filter.Value()))
	if len(words) == 0 {
		return m.viewed
	}
	m.makeTexts()
	list := make([]int32, 0, len(m.viewed))
next:
	for _, i := range m.viewed {
		for _, w := range words {
			if !strings.Contains(m.texts[i], w) {
				continue next
			}
		}
		list = append(list, i)
	}
	return list
}

// makeTexts makes what the filter looks into, once for the items there are.
func (m *Model[T]) makeTexts() {
	if m.texts != nil {
		return
	}
	m.texts = make([]string, len(m.items))
	for i, it := range m.items {
		m.texts[i] = strings.ToLower(format.Safe(m.text(it)))
	}
}

func (m *Model[T]) text(it T) string {
	if m.spec.Text != nil {
		return m.spec.Text(it)
	}
	var b strings.Builder
	for _, c := range m.spec.Columns {
		b.WriteString(c.Cell(it, m.frame.Now))
		b.WriteByte(' ')
	}
	return b.String()
}

// nextSort steps through the natural order and the columns that can be sorted
// by, each in both directions.
func (m *Model[T]) nextSort() {
	if m.sort >= 0 && m.desc == m.spec.Columns[m.sort].Desc {
		m.setSort(m.sort, !m.desc)
		return
	}
	for i := m.sort + 1; i < len(m.spec.Columns); i++ {
		if c := m.spec.Columns[i]; c.sortable() {
			m.setSort(i, c.Desc)
			return
		}
	}
	m.setSort(-1, false)
}

// setSort orders by a column of the full screen, -1 for the natural order.
func (m *Model[T]) setSort(column int, desc bool) {
	m.endRange(true)
	m.sort, m.desc = column, desc
	m.showSort()
	m.chosen(fromSort)
}

// showSort marks the column in the header, which the small form has not.
func (m *Model[T]) showSort() {
	if m.frame.Zoomed {
		m.rows.SetSort(m.sort, m.desc)
	}
}

// sortable reports whether there is a column to sort by.
func (m *Model[T]) sortable() bool {
	return slices.ContainsFunc(m.spec.Columns, Column[T].sortable)
}

// sortable reports whether the list can be sorted by the column.
func (c Column[T]) sortable() bool { return c.By != nil || c.Compare != nil }

// Fold compares two names as people order them, without regard to case, and
// without an allocation: for the natural order. Names that differ in case only
// are told apart.
func Fold(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for i > 0 && i < len(a) && !utf8.RuneStart(a[i]) {
		i--
	}
	x, y := a[i:], b[i:]
	for x != "" && y != "" {
		if x[0] < utf8.RuneSelf && y[0] < utf8.RuneSelf {
			if c := cmp.Compare(lower(x[0]), lower(y[0])); c != 0 {
				return c
			}
			x, y = x[1:], y[1:]
			continue
		}
		r, n := utf8.DecodeRuneInString(x)
		s, k := utf8.DecodeRuneInString(y)
		if c := cmp.Compare(unicode.ToLower(r), unicode.ToLower(s)); c != 0 {
			return c
		}
		x, y = x[n:], y[k:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
