package chart

import (
	"strings"

	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// runs writes text so that neighbours of equal ink share one pair of codes.
type runs struct {
	strings.Builder
	pens [inks]format.Pen
	now  ink
}

func newRuns(t *theme.Theme) *runs {
	r := &runs{}
	r.pens[inkMain] = format.NewPen(t.Line.Render)
	r.pens[inkCompare] = format.NewPen(t.Compare.Render)
	r.pens[inkAxis] = format.NewPen(t.Muted.Render)
	r.pens[inkCursor] = format.NewPen(t.Cursor.Render)
	return r
}

// use changes the ink.
func (r *runs) use(k ink) {
	if r.pens[k] == r.pens[r.now] {
		return
	}
	r.WriteString(r.pens[r.now].Off)
	r.WriteString(r.pens[k].On)
	r.now = k
}

// add writes text in an ink; inkNone is for spaces.
func (r *runs) add(k ink, text string) {
	if text != "" {
		r.use(k)
		r.WriteString(text)
	}
}

func (r *runs) spaces(n int) {
	for range n {
		r.add(inkNone, " ")
	}
}

func (r *runs) newline() {
	r.use(inkNone)
	r.WriteByte('\n')
}

// paint puts margin, plot, axis and dates together.
func paint(f frame, area []cell, t *theme.Theme) string {
	r := newRuns(t)
	r.Grow(4 * f.width * (f.h + 2)) // three bytes a mark, and codes
	for row := range f.h {
		r.margin(f, row, t)
		for _, c := range area[row*f.w : (row+1)*f.w] {
			// A blank takes the ink of the line. It looks the same, and the
			// terminal is not told to change colours twice around each gap.
			if c.ink == inkNone {
				r.add(inkMain, " ")
				continue
			}
			r.use(c.ink)
			r.WriteRune(c.r)
		}
		r.newline()
	}
	r.axis(f, t)
	r.newline()
	r.dates(f)
	r.use(inkNone)
	return r.String()
}

// margin writes the label of a row and the vertical axis.
func (r *runs) margin(f frame, row int, t *theme.Theme) {
	label, glyph := f.labels[row], t.Glyph.Axis
	switch {
	case row == f.h:
		glyph = t.Glyph.Origin
	case label != "":
		glyph = t.Glyph.Tick
	}
	r.spaces(f.x - 1 - format.Width(label))
	r.add(inkAxis, label)
	r.add(inkAxis, glyph)
}

// axis writes the horizontal axis with a notch at each date and the foot of
// the day cursor.
func (r *runs) axis(f frame, t *theme.Theme) {
	r.margin(f, f.h, t)
	next := f.dates
	for i := range f.w {
		notch := len(next) > 0 && next[0].notch == i
		if notch {
			next = next[1:]
		}
		switch {
		case i == f.cursor:
			r.add(inkCursor, t.Glyph.Foot)
		case notch:
			r.add(inkAxis, t.Glyph.Notch)
		default:
			r.add(inkAxis, t.Glyph.AxisLine)
		}
	}
}

// dates writes the row below the axis, all dates as one run.
func (r *runs) dates(f frame) {
	at := 0
	r.spaces(f.x)
	for i, d := range f.dates {
		if i == 0 {
			r.spaces(d.start)
		} else {
			r.add(inkAxis, strings.Repeat(" ", d.start-at))
		}
		r.add(inkAxis, d.text)
		at = d.end()
	}
	r.spaces(f.w - at)
}
