package dialog

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// Measures of a form, in cells and rows.
const (
	formNarrow  = 48 // below this width a label stands above its field
	formLabels  = 22 // most of the column of labels
	formList    = 6  // most options seen of a list that is searched
	formText    = 4  // most rows of a field of several lines
	formRead    = 10 // most rows of a text to be read
	formPreview = 8  // most rows of the preview
)

// draw makes a row of a form. Rows are made only when they are seen.
type draw func(*theme.Theme) string

// part is a piece of a form: its rows, and the cursor in them.
type part struct {
	rows  []draw
	cover []draw // rows drawn over what follows, so that nothing moves for them
	x, y  int    // cell of the cursor; x is -1 for none
}

func (p *part) add(rows ...draw) { p.rows = append(p.rows, rows...) }

// inputWidth is how many cells a field's value has.
func (f *Form) inputWidth() int { return max(f.w-max(f.labels, 1), 1) }

// textRows is how many rows a field of several lines has.
func (f *Form) textRows() int { return min(max(f.h/4, 1), formText) }

// readRows is how many rows a text to be read has at most.
func (f *Form) readRows() int { return min(max(f.h/3, 1), formRead) }

// long reports whether the label is too wide for the column of labels. It then
// stands above its field, whole: a brand's question must not be cut off.
func (e *entry) long() bool { return format.Width(e.name())+3 > formLabels }

// name is the label with a mark when the field must be filled in.
func (e *entry) name() string {
	if e.Required {
		return e.Label + " *"
	}
	return e.Label
}

// View implements Dialog.
func (f *Form) View(t *theme.Theme) string {
	all, from, room, foot := f.arrange()
	rows := make([]string, 0, room+len(foot))
	for _, r := range all.rows[from:min(from+room, len(all.rows))] {
		rows = append(rows, r(t))
	}
	for len(rows) < room { // the box keeps its height, so that nothing jumps
		rows = append(rows, line.Blank(f.w))
	}
	for _, r := range foot {
		rows = append(rows, r(t))
	}
	return fitted(rows, f.w, f.h)
}

// Cursor implements Dialog.
func (f *Form) Cursor() *tea.Cursor {
	all, from, room, _ := f.arrange()
	if y := all.y - from; all.x >= 0 && y >= 0 && y < room && !f.busy {
		return inside(tea.NewCursor(all.x, y), f.w)
	}
	return nil
}

// arrange is all that scrolls, with the cursor in it; the first row seen; how
// many rows are seen; and what stands below them. The field with the cursor is
// always seen: what is above and below it shares the rest of the room.
func (f *Form) arrange() (all part, from, room int, foot []draw) {
	all, first, end, most := f.body()
	foot = f.foot()
	if f.h < 2 && f.at() != nil && !f.busy {
		foot = nil
	}
	foot = foot[max(len(foot)-max(f.h-min(f.h/2, 2), 1), 0):]
	room = min(most, f.h-len(foot))
	last := max(len(all.rows)-room, 0)
	switch {
	case f.at() == nil:
		from = last
	case end-first >= room:
		from = first
		if all.x >= 0 && all.y >= first+room {
			from = all.y - room + 1
		}
	default:
		from = min(max((first+end-room)/2, 0), last)
	}
	return all, from, room, foot
}

// body is all that scrolls, the rows of the field with the cursor, and the
// most rows there can be whichever field has it.
func (f *Form) body() (all part, first, end, most int) {
	all.x = -1
	for _, r := range f.intro {
		all.add(func(t *theme.Theme) string { return line.New(f.w).Add(t.Muted, r).String() })
	}
	if len(all.rows) > 0 && f.h > 8 {
		all.add(f.gap)
	}
	extra, now, covered := 0, 0, 0
	var cover []draw
	for i, e := range f.fields {
		idle, focused := f.part(e, false), f.part(e, true)
		extra = max(extra, len(focused.rows)-len(idle.rows))
		covered = max(covered, len(all.rows)-now+len(focused.rows)+len(focused.cover))
		if i != f.focus {
			all.add(idle.rows...)
			continue
		}
		first, now = len(all.rows), len(focused.rows)-len(idle.rows)
		if focused.x >= 0 {
			all.x, all.y = focused.x, first+focused.y
		}
		all.add(focused.rows...)
		end, cover = len(all.rows), focused.cover
	}
	all.add(f.preview()...)
	most = max(len(all.rows)+extra-now, covered)
	all.rows = append(all.rows[:end], append(cover, all.rows[min(end+len(cover), len(all.rows)):]...)...)
	return all, first, end + len(cover), most
}

func (f *Form) gap(*theme.Theme) string { return line.Blank(f.w) }

// preview are the lines made from the values.
func (f *Form) preview() []draw {
	if f.o.Preview == nil {
		return nil
	}
	var rows []draw
	for _, s := range f.o.Preview(f.Values()) {
		for _, r := range wrapped(s, f.w-1) {
			rows = append(rows, func(t *theme.Theme) string { return line.New(f.w).Add(t.Muted, " "+r).String() })
		}
	}
	rows = rows[:min(len(rows), formPreview)]
	if len(rows) > 0 && f.h > 8 {
		rows = append([]draw{f.gap}, rows...)
	}
	return rows
}

// part is one field: label, value, what can be chosen, and why it is refused
// or what it is for.
func (f *Form) part(e *entry, focused bool) part {
	var p part
	left := max(f.labels, 1)
	value := f.value(e, focused)
	p.x, p.y = value.x, value.y
	if p.x >= 0 {
		p.x += left
	}
	above := f.labels == 0 || e.long()
	if above {
		for i, r := range f.labelRows(e) {
			p.add(func(t *theme.Theme) string { return label(line.New(f.w), t, r, focused, i == 0).String() })
			p.y++
		}
	}
	for i, r := range value.rows {
		p.add(func(t *theme.Theme) string {
			head := line.Blank(left)
			if i == 0 && !above {
				head = label(line.New(left), t, e.name(), focused, true).String()
			}
			return head + r(t)
		})
	}
	for _, r := range f.remarks(e, focused) {
		p.add(func(t *theme.Theme) string { return line.Blank(left) + r(t) })
	}
	for _, r := range value.cover {
		p.cover = append(p.cover, func(t *theme.Theme) string { return line.Blank(left) + r(t) })
	}
	return p
}

// labelRows is a label above its field, in as many rows as it takes.
func (f *Form) labelRows(e *entry) []string {
	rows := wrapped(e.name(), f.w-1)
	if len(rows) == 0 {
		return []string{""} // the mark of the cursor has to stand somewhere
	}
	return rows[:min(len(rows), formText)]
}

// label adds a row of a label; the first is marked when its field has the
// cursor.
func label(l *line.Line, t *theme.Theme, text string, focused, first bool) *line.Line {
	style, mark := t.Muted, " "
	if focused {
		style = t.Selected
	}
	if focused && first {
		mark = t.Glyph.Mark
	}
	return l.Add(style, mark).Add(style, format.Cut(text, max(l.Left()-1, 0)))
}

// remarks are why the value is refused, else what the field is for.
func (f *Form) remarks(e *entry, focused bool) []draw {
	w := f.inputWidth()
	var rows []draw
	if e.err != "" {
		for i, r := range wrapped(e.err, w-2) {
			rows = append(rows, func(t *theme.Theme) string {
				mark := t.Glyph.Cross + " "
				if i > 0 {
					mark = "  "
				}
				return line.New(w).Add(t.Danger, mark+r).String()
			})
		}
		return rows
	}
	if !focused || f.off(e) != "" || e.listed() && f.h <= 8 { // what can be chosen matters more
		return nil
	}
	text := e.Help
	if n := utf8.RuneCountInString(e.value()); e.MaxLength > 0 && e.edit != nil {
		text = strings.TrimSpace(text + " " + format.Count(int64(n)) + "/" + format.Count(int64(e.MaxLength)))
	}
	for _, r := range wrapped(text, w) {
		rows = append(rows, func(t *theme.Theme) string { return line.New(w).Add(t.Muted, r).String() })
	}
	return rows
}

// foot is why sending failed, and the button.
func (f *Form) foot() []draw {
	var rows []draw
	for i, r := range wrapped(f.general, f.w-2) {
		rows = append(rows, func(t *theme.Theme) string {
			mark := t.Glyph.Cross + " "
			if i > 0 {
				mark = "  "
			}
			return line.New(f.w).Add(t.Danger, mark+r).String()
		})
	}
	rows = rows[:min(len(rows), max(f.h/3, 1))]
	if f.h > 8 {
		rows = append([]draw{f.gap}, rows...)
	}
	return append(rows, f.button)
}

// button is what sends, or says that it is being done.
func (f *Form) button(t *theme.Theme) string {
	l := line.New(f.w)
	switch {
	case f.busy:
		l.Add(t.Warn, t.Glyph.Refresh+" Sending"+t.Glyph.Ellipse)
	case f.at() == nil:
		l.Add(t.Selected, t.Glyph.Mark+"["+f.o.Submit+"]")
	default:
		l.Add(t.Text, " ["+f.o.Submit+"]")
	}
	if hint := "Esc keeps a draft"; l.Left() > format.Width(hint)+2 {
		l.To(f.w-format.Width(hint)).Add(t.Muted, hint)
	}
	return l.String()
}
