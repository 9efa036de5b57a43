// Package table draws rows of cells under a header and keeps a selection. It
// knows no word of the domain: rows come as text, in the order in which they
// are to be shown.
package table

import "charm.land/lipgloss/v2"

// Align is the side on which a column's text stands.
type Align uint8

// The sides. Figures stand right, so that their places line up.
const (
	Left Align = iota
	Right
)

// Column is a column of a table. Its width depends on the room alone, never
// on the rows, so that a refresh moves nothing.
type Column struct {
	Title    string
	Align    Align
	Min, Max int // cells; a Max of 0 grows without bound, one below Min counts as Min
	Priority int // the highest is dropped first when there is no room, 0 last
	From, To int // cells for all columns from and up to which this one is shown, 0 for no bound
}

// Row is one line. Cells belong to the columns in order; missing ones are
// blank, further ones ignored.
type Row struct {
	ID     string           // for the selection to follow; empty follows the position
	Cells  []string         // plain text, one line each
	Styles []lipgloss.Style // per cell, colours and attributes only; may be shorter or nil
	Flag   string           // one cell in front of the row, see SetFlags; may be empty
}

// Model is a table. It belongs to one goroutine.
type Model struct {
	columns  []Column
	rows     []Row // of SetRows; nil with a source
	source   source
	w, h     int
	places   []place // visible columns, from the left
	selected int     // index of the selected row, 0 when there is none
	top      int     // index of the first visible row
	sort     int     // column with the marker, -1 for none
	desc     bool
	bare     bool // no row is marked
	quiet    bool // the selected row is marked only
	flags    bool // there is a cell for the flag of each row
	pens     pens
}

// New makes an empty table without a size.
func New(columns []Column) *Model {
	m := &Model{sort: -1}
	m.SetRows(nil)
	m.SetColumns(columns)
	return m
}

// SetColumns exchanges the columns. The marker of the order is taken off.
func (m *Model) SetColumns(columns []Column) {
	m.columns, m.sort = columns, -1
	m.places = arrange(columns, m.w-m.edge())
	m.follow()
}

// SetSize sets the room in cells, the header line included.
func (m *Model) SetSize(w, h int) {
	m.w, m.h = max(w, 0), max(h, 0)
	m.places = arrange(m.columns, m.w-m.edge())
	m.follow()
}

// SetSort marks a column as the one the rows are in the order of, -1 for none.
// The order itself is the caller's.
func (m *Model) SetSort(column int, desc bool) { m.sort, m.desc = column, desc }

// SetMarked says whether the selected row is marked. Tables that follow
// something else than a cursor of their own have nothing to mark at times.
func (m *Model) SetMarked(marked bool) { m.bare = !marked }

// SetQuiet says that with the focus only the mark of the selected row changes,
// not its text: moving the focus then sends a few bytes instead of a line.
func (m *Model) SetQuiet(quiet bool) {
	if m.quiet != quiet {
		m.quiet = quiet
		m.SetSize(m.w, m.h)
	}
}

// SetFlags makes room for the flag of each row between the mark and the first
// column. The room is there whether a row has a flag or not, so that the first
// flag moves nothing.
func (m *Model) SetFlags(flags bool) {
	m.flags = flags
	m.SetSize(m.w, m.h)
}

// Len is the number of rows.
func (m *Model) Len() int { return m.source.n }

// Position is the selected row counted from 1, and the number of rows; 0, 0
// without rows.
func (m *Model) Position() (i, n int) {
	return min(m.selected+1, m.source.n), m.source.n
}

// Selected is the selected row; ok is false without rows.
func (m *Model) Selected() (row Row, ok bool) {
	if m.source.n == 0 {
		return Row{}, false
	}
	return m.source.row(m.selected), true
}

// AtTop reports whether the first row is visible.
func (m *Model) AtTop() bool { return m.top == 0 }

// ShowTop scrolls to the first row, as far as the selection stays in sight.
func (m *Model) ShowTop() {
	m.top = 0
	m.follow()
}
