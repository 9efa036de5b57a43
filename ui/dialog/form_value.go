package dialog

import (
	"strings"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// value is what a field holds, with what can be chosen when it has the cursor.
func (f *Form) value(e *entry, focused bool) part {
	why := f.off(e)
	switch {
	case why != "":
		p := part{x: -1}
		for _, r := range wrapped(why, f.inputWidth()) {
			p.add(f.muted(r))
		}
		return p
	case e.Kind == FieldBool:
		return f.toggle(e)
	case e.read != nil:
		return f.reading(e)
	case e.pick == nil:
		return f.text(e, focused)
	case e.listed():
		return f.search(e, focused)
	}
	return f.carousel(e)
}

// ghost is what stands in an empty field.
func (e *entry) ghost() string {
	switch {
	case e.Placeholder != "":
		return e.Placeholder
	case e.Required:
		return ""
	}
	return "optional"
}

// shown is a row of text in the cells a value has.
func (f *Form) shown(text string) draw {
	return func(t *theme.Theme) string { return line.New(f.inputWidth()).Add(t.Text, text).String() }
}

// muted is a row of muted text in the cells a value has.
func (f *Form) muted(text string) draw {
	return func(t *theme.Theme) string { return line.New(f.inputWidth()).Add(t.Muted, text).String() }
}

func (f *Form) text(e *entry, focused bool) part {
	p := part{x: -1}
	rows, x, y := e.edit.View()
	if focused {
		p.x, p.y = x, y
	}
	if e.edit.Value() == "" {
		p.add(f.muted(e.ghost()))
	} else {
		for _, r := range rows {
			if e.Money && format.Width(r) < f.inputWidth() {
				r = format.BareEnd(strings.TrimRight(r, " "))
			}
			p.add(f.shown(r))
		}
	}
	for e.Kind == FieldLines && len(p.rows) < f.textRows() {
		p.add(f.shown(""))
	}
	return p
}

func (f *Form) toggle(e *entry) part {
	text := "[ ] no"
	if e.on {
		text = "[x] yes"
	}
	return part{x: -1, rows: []draw{f.shown(text)}}
}

// carousel is a choice among few: the chosen one between the ways to the
// others, and its place.
func (f *Form) carousel(e *entry) part {
	n, at := len(e.Choices), e.pick.At()
	return part{x: -1, rows: []draw{func(t *theme.Theme) string {
		l := line.New(f.inputWidth())
		place := ""
		if at >= 0 {
			place = "  " + format.Count(int64(at+1)) + "/" + format.Count(int64(n))
		}
		l.Add(t.Muted, "< ")
		if room := max(l.Left()-2-len(place), 0); at >= 0 {
			l.Add(t.Text, format.Cut(e.pick.Label(), room))
		} else {
			l.Add(t.Muted, format.Cut(e.choose(), room))
		}
		return l.Add(t.Muted, " >"+place).String()
	}}}
}

// choose is what stands where nothing is chosen.
func (e *entry) choose() string {
	switch {
	case len(e.Choices) == 0:
		return "nothing to choose"
	case e.ghost() != "":
		return e.ghost()
	}
	return "choose"
}

// search is a choice among many: what is searched for, and below it the
// options that match.
func (f *Form) search(e *entry, focused bool) part {
	p := part{x: -1}
	text, x := e.pick.Search()
	switch {
	case text != "":
		p.add(f.shown(text))
	case e.pick.Label() != "":
		p.add(f.shown(e.pick.Label()))
	case focused && e.Placeholder == "":
		p.add(f.muted("type to search"))
	default:
		p.add(f.muted(e.ghost()))
	}
	if !focused {
		return p
	}
	p.x, p.y = x, 0
	n := min(formList, max(f.h-4, 0))
	labels, at := e.pick.List(n)
	under := func(rows ...draw) { p.cover = append(p.cover, rows...) }
	for i, s := range labels {
		under(func(t *theme.Theme) string {
			style, mark := t.Text, " "
			if i == at {
				style, mark = t.Selected, t.Glyph.Mark
			}
			return line.New(f.inputWidth()).Add(style, mark+s).String()
		})
	}
	if len(labels) == 0 && n > 0 {
		under(f.muted("Nothing matches."))
	}
	for len(p.cover) < n { // the list keeps its height while it shrinks
		under(f.shown(""))
	}
	if n > 0 {
		shown, all := e.pick.Count()
		under(f.muted(strings.Join([]string{format.Count(int64(shown)), "of", format.Count(int64(all))}, " ")))
	}
	return p
}
