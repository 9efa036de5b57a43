package format

import "strings"

// Pen is a style reduced to what the terminal is sent before and after a run
// of text. Making one costs a rendering; writing with it costs nothing, which
// matters where a screen has hundreds of runs.
type Pen struct{ On, Off string }

// NewPen makes a pen of a style's Render method. The style may set colours and
// attributes only: padding, borders and widths are no codes.
func NewPen(render func(...string) string) Pen {
	on, off, _ := strings.Cut(render("x"), "x")
	return Pen{On: on, Off: off}
}

// Write adds a run of text to b. Empty text adds nothing.
func (p Pen) Write(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	b.WriteString(p.On)
	b.WriteString(text)
	b.WriteString(p.Off)
}
