package triage

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
)

// filterLimit is the most characters a filter may have: pasted text is not
// always what was meant.
const filterLimit = 200

// Capturing reports whether the filter has the cursor.
func (m *Model[T]) Capturing() bool { return m.typing }

// Cursor is the place of the terminal's cursor: in the filter, which is the
// last line while it is typed. nil while it is not.
func (m *Model[T]) Cursor() *tea.Cursor {
	if !m.typing || m.frame.Width == 0 || m.frame.Height == 0 {
		return nil
	}
	c := m.filter.Cursor()
	if c != nil {
		_, c.X = m.filterText()
		c.Y = m.frame.Height - 1
	}
	return c
}

// Update takes what is typed or pasted while the filter has the cursor. The
// rows follow at once.
func (m *Model[T]) Update(msg tea.Msg) tea.Cmd {
	if !m.typing {
		return nil
	}
	switch press := msg.(type) {
	case tea.PasteMsg:
		msg = tea.PasteMsg{Content: format.Safe(press.Content)}
	case tea.KeyPressMsg:
	default:
		return nil
	}
	before := m.filter.Value()
	var cmd tea.Cmd
	m.filter, cmd = m.filter.Update(msg)
	m.drawn = ""
	if m.filter.Value() != before {
		m.endRange(true)
		m.chosen(fromText)
	}
	return cmd
}

func (m *Model[T]) startTyping() tea.Cmd {
	m.typing, m.drawn = true, ""
	m.filter.CursorEnd()
	return m.filter.Focus()
}

func (m *Model[T]) stopTyping() {
	if m.typing {
		m.typing, m.drawn = false, ""
		m.filter.Blur()
	}
}

func (m *Model[T]) dropFilter() {
	if m.Filtered() {
		m.endRange(true)
		m.filter.SetValue("")
		m.chosen(fromText)
	}
}

// Back goes one step back: out of the detail, the range, the filter, the
// marks. It reports whether there was one to go.
func (m *Model[T]) Back() bool {
	some, hidden := m.count()
	switch {
	case m.frame.Zoomed && !m.wide() && m.over && m.spec.Detail != nil:
		m.over, m.drawn = false, ""
	case m.ranged:
		m.endRange(false)
	case m.Filtered():
		m.dropFilter()
	case some+hidden > 0:
		m.ClearMarks()
	default:
		return false
	}
	return true
}

// filterActions are what the keys do while the filter has the cursor.
func (m *Model[T]) filterActions() []keys.Action {
	id := string(m.spec.ID) + ".filter."
	step := func(n int) func() tea.Cmd {
		return m.move(func() { m.rows.Move(n) })
	}
	return []keys.Action{
		{ID: id + "keep", Keys: []string{"enter"}, Label: "keep filter", Help: "Keep the filter and go back to the list.", Run: func() tea.Cmd {
			m.stopTyping()
			return nil
		}},
		{ID: id + "drop", Keys: []string{"esc"}, Label: "drop filter", Help: "Drop the filter and show all " + m.spec.Many + ".", Run: func() tea.Cmd {
			m.stopTyping()
			m.dropFilter()
			return nil
		}},
		{ID: id + "down", Keys: []string{"down"}, Label: "down", Help: "Move to the next " + m.spec.One + " while typing.", Run: step(1)},
		{ID: id + "up", Keys: []string{"up"}, Label: "up", Help: "Move to the " + m.spec.One + " before while typing.", Run: step(-1)},
	}
}

// filterLine draws the filter while it is typed.
func (m *Model[T]) filterLine() string {
	t := m.frame.Theme
	text, _ := m.filterText()
	return format.Fit(line.New(m.frame.Width).Add(t.Accent, "/").Add(t.Text, text).String(), m.frame.Width, 1)
}

// filterText is the part of the filter that fits into its line, and the cell
// of the cursor.
func (m *Model[T]) filterText() (text string, cursor int) {
	value := []rune(m.filter.Value())
	at := min(m.filter.Position(), len(value))
	room := max(m.frame.Width-2, 0) // the sign in front, the cursor behind
	head := value[:at]
	for over := format.Width(string(head)) - room; over > 0 && len(head) > 0; over = format.Width(string(head)) - room {
		head = head[min(max(over/2, 1), len(head)):] // no character is wider than two cells
	}
	tail := strings.TrimRight(string(value[at:]), " ")
	cursor = min(1+format.Width(string(head)), max(m.frame.Width-1, 0))
	return format.Safe(string(head) + tail), cursor
}
