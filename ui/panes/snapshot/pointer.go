package snapshot

import (
	tea "charm.land/bubbletea/v2"
)

// Hover implements pane.Hovered: the day under the pointer becomes the day of
// the cursor.
func (p *Pane) Hover(x, y int) tea.Cmd {
	i, ok := p.dayAt(x, y)
	if !ok {
		return p.Leave()
	}
	if !p.hover {
		p.hover = true
		p.kept, _ = p.selectedDay()
	}
	if i != p.day {
		p.day = i
		p.changed()
	}
	return nil
}

// Leave implements pane.Hovered: a day set by the pointer goes with it, and
// the one the keys had chosen comes back.
func (p *Pane) Leave() tea.Cmd {
	if p.hover {
		p.hover = false
		p.keepDay(p.kept, !p.kept.IsZero())
		p.changed()
	}
	return nil
}

// Click implements pane.Clicked: a tile is drawn, a day keeps the cursor.
func (p *Pane) Click(x, y int) tea.Cmd {
	if i, ok := p.place.tileAt(x, y); ok {
		return p.pick(i)
	}
	if i, ok := p.dayAt(x, y); ok {
		return p.setDay(i)
	}
	return nil
}

// Wheel implements pane.Clicked: the wheel moves the day cursor.
func (p *Pane) Wheel(steps int) tea.Cmd {
	if p.dayCount() == 0 {
		return nil
	}
	return p.move(steps)
}

// dayAt is the day under a cell of the plot area.
func (p *Pane) dayAt(x, y int) (int, bool) {
	c := p.place.chart
	if y < c.y+p.plot.Y || y >= c.y+p.plot.Y+p.plot.H {
		return 0, false
	}
	return p.plot.IndexAt(x - c.x)
}
