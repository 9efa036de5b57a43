package table

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// pens are styles in the form they are written in. Rendering a style for each
// cell would cost more than all the rest.
type pens struct {
	theme           *theme.Theme
	muted, selected format.Pen
	made            map[look]format.Pen
}

// use makes the pens of a theme, unless they are there.
func (p *pens) use(t *theme.Theme) {
	if p.theme == t {
		return
	}
	*p = pens{
		theme:    t,
		muted:    format.NewPen(t.Muted.Render),
		selected: format.NewPen(t.Selected.Render),
		made:     make(map[look]format.Pen),
	}
}

// of is the pen of a style.
func (p *pens) of(s lipgloss.Style) format.Pen {
	l := lookOf(s)
	pen, ok := p.made[l]
	if !ok {
		pen = format.NewPen(s.Render)
		p.made[l] = pen
	}
	return pen
}

// look is what makes a difference between two runs of text. Unlike a style it
// can be compared.
type look struct {
	text, ground                                           color.Color
	bold, faint, italic, underline, reverse, struck, blink bool
}

func lookOf(s lipgloss.Style) look {
	return look{
		text: s.GetForeground(), ground: s.GetBackground(),
		bold: s.GetBold(), faint: s.GetFaint(), italic: s.GetItalic(),
		underline: s.GetUnderline(), reverse: s.GetReverse(), struck: s.GetStrikethrough(),
		blink: s.GetBlink(),
	}
}
