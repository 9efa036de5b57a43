// Package triage is the list that panes are built on: rows to step through,
// filter, sort, mark and act upon, in a small form in the dashboard and with
// the detail of the row beside it on the full screen. A pane declares columns,
// words and detail; what the rows are it does not know.
package triage

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"

	"impactdash/ui/component/field"
	"impactdash/ui/component/sheet"
	"impactdash/ui/component/table"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
)

// Column is a column of the list.
type Column[T any] struct {
	table.Column
	// Cell is the plain text of a cell. The time is the frame's.
	Cell func(T, time.Time) string
	// Style is the style of a cell; nil is ordinary text.
	Style func(T, *theme.Theme, time.Time) lipgloss.Style
	// By is the text the column is sorted by, without regard to case. It is
	// asked for once for each item, which makes it the quicker way for names.
	By func(T) string
	// Compare orders by the column where that is no text. It is called a
	// hundred thousand times for ten thousand items and should not allocate.
	// Without either the column cannot be sorted by.
	Compare func(a, b T) int
	// Desc puts what compares as greater first at the first press, as suits
	// amounts.
	Desc bool
}

// View is one of several looks at the same items: "open", "snoozed".
type View[T any] struct {
	Name  string
	Keep  func(T, time.Time) bool // whether an item belongs to it; nil keeps all
	Empty string                  // sentence for when it has no items; may be empty
	// Hidden reports whether it is not to be had now: it is then neither shown
	// nor stepped to. Nil: it always is. After a change of the answer the items
	// have to be set anew.
	Hidden func() bool
}

func (v View[T]) hidden() bool { return v.Hidden != nil && v.Hidden() }

// Spec is what a pane declares about its list. A large T is better a pointer:
// items are passed by value to all functions.
type Spec[T any] struct {
	ID        pane.ID
	One, Many string // the thing in words: "task", "tasks"

	// Key is the identity of an item, by which cursor and marks follow it.
	Key     func(T) string
	Columns []Column[T] // on the full screen
	Compact []Column[T] // in the dashboard: two or three, without titles
	// Order is the natural order while no column is chosen; nil keeps the
	// order the items came in.
	Order func(a, b T, now time.Time) int
	Views []View[T]      // none or one: there is nothing to step through
	Text  func(T) string // what the filter looks into; nil looks into the cells
	// Detail writes all about an item; nil: there is no detail.
	Detail func(T, *sheet.Sheet, time.Time)
	// DetailMost is how many cells the detail takes at most beside the list; 0
	// sets no bound.
	DetailMost int
	Marks      bool // several items can be acted on at once
}

// Model is the list. It belongs to the program goroutine.
type Model[T any] struct {
	spec  Spec[T]
	frame pane.Frame
	rows  *table.Model

	actions []keys.Action // while nothing is typed
	editing []keys.Action // while the filter has the cursor

	items   []T
	known   bool     // items have been set, be it to none
	ids     []string // of the items
	texts   []string // what the filter looks into; nil until it is needed
	ranks   ranks    // of the items by the column that was sorted by last
	flags   []flag   // of the items
	natural []int32  // the items in natural order
	order   []int32  // in the order chosen
	by      sorting  // what that order is by
	viewed  []int32  // those of them that belong to the view
	shown   []int32  // those of them that the filter lets through

	tallies []int // how many items each view has, made when asked for

	view   int
	sort   int // index of the column, -1 for the natural order
	desc   bool
	filter textinput.Model
	typing bool
	wanted string // key of the row the user went to last; a filter may hide it
	used   bool   // the list had the focus, or was told where to go
	anchor string // key of the row a range begins at
	ranged bool   // a range is being chosen

	side   bool // the detail is shown beside the list where there is room
	over   bool // the detail is shown instead of it where there is not
	scroll int  // first visible line of the detail
	room   int  // lines the detail was last shown in
	sheet  drawnSheet

	cells  []string // of the row being drawn, used again for the next
	styles []lipgloss.Style
	drawn  string // memo of Draw; empty when something changed
	body   Body   // what it was drawn for
}

// New makes an empty list that waits for its items.
func New[T any](spec Spec[T]) *Model[T] {
	m := &Model[T]{spec: spec, rows: table.New(nil), sort: -1, by: sorting{column: -1}, filter: field.New(""), side: true}
	m.filter.CharLimit = filterLimit
	m.rows.SetFlags(spec.Marks)
	m.actions, m.editing = m.listActions(), m.filterActions()
	m.setColumns()
	return m
}

// SetItems exchanges the items. The cursor stays with its row and on its line,
// marks stay with what is still there. It says that items are known: after a
// failure do not call it, what was shown stays.
//
// The list keeps the slice; the caller must not change it afterwards.
func (m *Model[T]) SetItems(items []T) {
	before := m.key()
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = m.spec.Key(it)
	}
	if !slices.Equal(ids, m.ids) {
		m.flags = m.carriedFlags(ids)
		m.carryOrder(ids)
	}
	m.items, m.ids, m.texts, m.ranks, m.known = items, ids, nil, ranks{}, true
	m.refreshed(before)
}

// refreshed lists the rows anew after the items or the clock have changed. The
// user has done nothing, so the cursor stays where it is even when the row
// that a filter hid from it comes back. before is the key it was on.
//
// Without the focus a list that shows its first rows goes on to show them: a
// new task must not come in above what is seen.
func (m *Model[T]) refreshed(before string) {
	top := m.rows.AtTop() && !m.frame.Focused
	m.relist(fromItems)
	if !m.used {
		m.rows.First() // nobody has chosen a row yet
	}
	if top {
		m.rows.ShowTop()
	}
	if k := m.key(); k != before || m.visible(m.wanted) || !m.exists(m.wanted) {
		m.wanted = k
	}
	if m.ranged && !m.visible(m.anchor) {
		m.endRange(true)
	}
}

// Retell makes the detail anew: what it tells beside the item has changed.
func (m *Model[T]) Retell() { m.sheet.of, m.drawn = -1, "" }

// Items are all items, in the order in which they were set.
func (m *Model[T]) Items() []T { return m.items }

// Known reports whether items have been set, be it to none.
func (m *Model[T]) Known() bool { return m.known }

// Shown is how many items view and filter let through.
func (m *Model[T]) Shown() int { return len(m.shown) }

// Filtered reports whether a filter is set.
func (m *Model[T]) Filtered() bool { return m.filter.Value() != "" }

// Current is the item under the cursor; ok is false without rows.
func (m *Model[T]) Current() (item T, ok bool) {
	i, ok := m.current()
	if !ok {
		return item, false
	}
	return m.items[i], true
}

// current is the index of the item under the cursor.
func (m *Model[T]) current() (int32, bool) {
	i, n := m.rows.Position()
	if n == 0 {
		return 0, false
	}
	return m.shown[i-1], true
}

// key is the identity of the item under the cursor, empty without rows.
func (m *Model[T]) key() string {
	if i, ok := m.current(); ok {
		return m.ids[i]
	}
	return ""
}

func (m *Model[T]) exists(key string) bool {
	for _, id := range m.ids {
		if id == key {
			return true
		}
	}
	return false
}

func (m *Model[T]) visible(key string) bool { return m.rowOf(key) >= 0 }

// rowOf is the row of a key, -1 for none.
func (m *Model[T]) rowOf(key string) int {
	for r, i := range m.shown {
		if m.ids[i] == key {
			return r
		}
	}
	return -1
}

// Select moves the cursor to an item. One that the filter or the view hides is
// brought into sight: the filter is dropped, the first view that has it is
// taken. Without such an item nothing changes and the result is false.
func (m *Model[T]) Select(key string) bool {
	if !m.exists(key) {
		return false
	}
	if !m.visible(key) {
		m.dropFilter()
	}
	for v := 0; v < len(m.spec.Views) && !m.visible(key); v++ {
		if !m.spec.Views[v].hidden() {
			m.setView(v)
		}
	}
	row := m.rowOf(key)
	if row < 0 {
		return false
	}
	m.rows.Select(row)
	m.moved()
	return true
}

// moved follows a movement of the cursor by the user.
func (m *Model[T]) moved() {
	m.wanted, m.used = m.key(), true
	m.spread()
	m.changed()
}

// changed makes Draw draw anew. The detail begins at its top when it is that
// of another row.
func (m *Model[T]) changed() {
	m.drawn = ""
	if k := m.key(); k != m.sheet.key {
		m.scroll, m.sheet = 0, drawnSheet{key: k}
	}
}

// ViewName is the name of the view shown, empty without views.
func (m *Model[T]) ViewName() string {
	if m.view >= len(m.spec.Views) {
		return ""
	}
	return m.spec.Views[m.view].Name
}

// Tally counts the items of the view with a name, whatever is shown and
// filtered: the number for the pane's border. 0 without such a view.
func (m *Model[T]) Tally(view string) int {
	if m.tallies == nil {
		m.tallies = make([]int, len(m.spec.Views))
		for v, s := range m.spec.Views {
			for _, it := range m.items {
				if s.Keep == nil || s.Keep(it, m.frame.Now) {
					m.tallies[v]++
				}
			}
		}
	}
	for i, v := range m.spec.Views {
		if v.Name == view {
			return m.tallies[i]
		}
	}
	return 0
}

// SetView shows the view with a name. Without such a view nothing changes and
// the result is false.
func (m *Model[T]) SetView(name string) bool {
	for i, v := range m.spec.Views {
		if v.Name == name {
			m.setView(i)
			return true
		}
	}
	return false
}

func (m *Model[T]) setView(i int) {
	if i == m.view {
		return
	}
	m.endRange(true)
	m.view = i
	m.chosen(fromView)
}

// SetFrame takes size, focus and clock from the pane.
func (m *Model[T]) SetFrame(f pane.Frame) {
	old := m.frame
	if f == old {
		return
	}
	m.frame = f
	m.used = m.used || f.Focused
	if !f.Focused {
		m.stopTyping()
	}
	if f.Zoomed != old.Zoomed {
		m.over = false
		m.setColumns()
	}
	if !f.Now.Equal(old.Now) {
		// What is overdue, and what is awake again, depends on the clock.
		m.refreshed(m.key())
	}
	m.drawn = ""
}

// setColumns gives the table the columns of the form: without titles, there
// is no header in the small one.
func (m *Model[T]) setColumns() {
	list := m.columns()
	out := make([]table.Column, len(list))
	for i, c := range list {
		out[i] = c.Column
		if !m.frame.Zoomed {
			out[i].Title = ""
		}
	}
	m.rows.SetColumns(out)
	m.rows.SetQuiet(!m.frame.Zoomed)
	m.showSort()
}

// columns are those of the form shown now.
func (m *Model[T]) columns() []Column[T] {
	if m.frame.Zoomed {
		return m.spec.Columns
	}
	return m.spec.Compact
}

// row makes a visible row for the table.
func (m *Model[T]) row(i int32) table.Row {
	columns, it := m.columns(), m.items[i]
	m.cells, m.styles = m.cells[:0], m.styles[:0]
	for _, c := range columns {
		style := m.frame.Theme.Text
		if c.Style != nil {
			style = c.Style(it, m.frame.Theme, m.frame.Now)
		}
		m.cells = append(m.cells, c.Cell(it, m.frame.Now))
		m.styles = append(m.styles, style)
	}
	r := table.Row{ID: m.ids[i], Cells: m.cells, Styles: m.styles}
	if m.flags[i] != 0 {
		r.Flag = m.frame.Theme.Glyph.Check
	}
	return r
}
