package finance

import (
	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
)

// Capturing implements pane.Capturing.
func (p *Pane) Capturing() bool { return p.typing }

// Cursor implements pane.Cursored: the terminal's cursor stands in the filter
// line, which is the last one.
func (p *Pane) Cursor() *tea.Cursor {
	if !p.typing {
		return nil
	}
	c := p.filter.Cursor()
	if c != nil {
		c.Y = p.frame.Height - 1
	}
	return c
}

func (p *Pane) startTyping() tea.Cmd {
	p.typing, p.drawn = true, ""
	p.resizeList()
	return p.filter.Focus()
}

func (p *Pane) stopTyping() {
	if p.typing {
		p.typing, p.drawn = false, ""
		p.filter.Blur()
		p.resizeList()
	}
}

// filterActions are what the keys do while the filter has the cursor.
func (p *Pane) filterActions() []keys.Action {
	return []keys.Action{
		{ID: "finance.filter.keep", Keys: []string{"enter"}, Label: "keep filter", Help: "Keep the filter and go back to the list.", Run: func() tea.Cmd {
			p.stopTyping()
			return p.relist()
		}},
		{ID: "finance.filter.drop", Keys: []string{"esc"}, Label: "drop filter", Help: "Drop the filter and show all brands.", Run: func() tea.Cmd {
			p.filter.SetValue("")
			p.stopTyping()
			return p.relist()
		}},
	}
}

// edit takes what is typed while the filter has the cursor.
func (p *Pane) edit(msg tea.Msg) tea.Cmd {
	if !p.typing {
		return nil
	}
	var cmd tea.Cmd
	p.filter, cmd = p.filter.Update(msg)
	p.relist()
	return cmd
}
