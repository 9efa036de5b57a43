package dialog

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/component/line"
	"impactdash/ui/component/qr"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/theme"
)

// Link is an address to be shown.
type Link struct {
	Title string
	URL   string
	Facts []string // what is known of it, a line each; may be empty
	// Copy and Open are what the keys do; nil leaves the act out.
	Copy, Open func() tea.Cmd
	CannotOpen string // why it cannot be opened here, without a full stop; empty when it can
}

// Show shows an address whole, to be read, selected or copied, and as a QR
// code where the room is large enough: over SSH the phone beside the keyboard
// is the nearest browser.
type Show struct {
	ending
	pages
	link Link
	code qr.Code
	err  error // why there is no code
	w, h int
}

// showText is the least width of the text beside a code, in cells.
const showText = 24

// NewShow makes the dialog.
func NewShow(l Link) *Show {
	l.Title, l.CannotOpen = format.Safe(l.Title), format.Safe(l.CannotOpen)
	d := &Show{link: l}
	d.code, d.err = qr.New(l.URL)
	return d
}

// Title implements Dialog.
func (d *Show) Title() string { return d.link.Title }

// Resize implements Dialog.
func (d *Show) Resize(w, h int) {
	d.w, d.h = w, h
	// Whether the terminal can draw the code is known to View alone, which
	// scrolls less far where that makes a difference.
	with, without := d.arrange(true), d.arrange(false)
	d.fill(max(len(with.text)-with.room, len(without.text)-without.room, 0)+h, h)
}

// Update implements Dialog.
func (d *Show) Update(tea.Msg) tea.Cmd { return nil }

// Capturing implements Dialog.
func (d *Show) Capturing() bool { return false }

// Cursor implements Dialog.
func (d *Show) Cursor() *tea.Cursor { return nil }

// Actions implements Dialog.
func (d *Show) Actions() []keys.Action {
	var all []keys.Action
	if d.link.Copy != nil {
		all = append(all, keys.Action{ID: "dialog.copy", Keys: []string{"y"}, Label: "copy", Help: "Copy the address.", Run: d.link.Copy})
	}
	if d.link.Open != nil {
		all = append(all, keys.Action{
			ID: "dialog.open", Keys: []string{"o"}, Label: "open", Help: "Open the address in the browser.", Run: d.link.Open,
			Block: func() string { return d.link.CannotOpen },
		})
	}
	end := d.escape()
	end.Keys = append(end.Keys, "q", "enter")
	return append(append(all, end), d.scrolling("show")...)
}

// arranged is where text and code go in the room there is.
type arranged struct {
	text          []string // address, facts, and why there is no code
	url           int      // how many rows of text are the address
	width         int      // of the text
	room          int      // rows of text seen at once
	beside, below bool     // where the code stands; neither leaves it out
}

// arrange puts the code beside the text, or below it, or leaves it out and
// says which size it needs.
func (d *Show) arrange(drawable bool) arranged {
	cw, ch := d.code.Size()
	wide := cw + 2 + showText
	fit := drawable && d.err == nil
	if fit && wide <= d.w && ch <= d.h {
		a := d.words(min(d.w-cw-2, 60), "")
		a.beside, a.room = true, d.h
		return a
	}
	a := d.words(min(d.w, 64), "")
	need := len(a.text) + ch
	if fit && cw <= d.w && need <= d.h {
		a.below, a.room = true, len(a.text)
		return a
	}
	var why string
	switch {
	case !drawable:
		why = "This terminal has no glyphs for a QR code."
	case d.err != nil:
		why = "There is no QR code: the address is " + d.err.Error() + "."
	default:
		// The room grows with the window, cell by cell.
		columns, rows := max(wide-d.w, 0), max(ch-d.h, 0)
		if c, r := max(cw-d.w, 0), max(need-d.h, 0); c+r < columns+rows {
			columns, rows = c, r
		}
		why = fmt.Sprintf("The QR code takes %d×%d cells. To see it, make the window %s.", cw, ch, larger(columns, rows))
	}
	a = d.words(min(d.w, 64), why)
	a.room = d.h
	return a
}

// larger says by how much a window has to grow.
func larger(columns, rows int) string {
	var parts []string
	if columns > 0 {
		parts = append(parts, plural(columns, "column")+" wider")
	}
	if rows > 0 {
		parts = append(parts, plural(rows, "row")+" taller")
	}
	return strings.Join(parts, " and ")
}

func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// words is the text in rows of a width.
func (d *Show) words(width int, why string) arranged {
	a := arranged{width: width}
	a.text = strings.Split(ansi.Hardwrap(format.Safe(d.link.URL), max(width, 1), true), "\n")
	a.url = len(a.text)
	add := func(rows []string) {
		if len(rows) > 0 {
			a.text = append(append(a.text, ""), rows...)
		}
	}
	var facts []string
	for _, f := range d.link.Facts {
		facts = append(facts, wrapped(f, width)...)
	}
	add(facts)
	add(wrapped(why, width))
	add(wrapped(d.hint(), width))
	return a
}

// hint are the keys, and why one of them does nothing.
func (d *Show) hint() string {
	var parts []string
	for _, a := range d.Actions() {
		switch why := a.Blocked(); {
		case a.ID == "dialog.open" && why != "":
			parts = append(parts, "cannot open: "+why)
		case a.ID == "dialog.copy", a.ID == "dialog.open":
			parts = append(parts, a.Key()+" "+a.Label)
		}
	}
	return strings.Join(append(parts, "Esc closes"), " · ")
}

// View implements Dialog.
func (d *Show) View(t *theme.Theme) string {
	a := d.arrange(qr.Drawable(t))
	from := min(d.offset, max(len(a.text)-a.room, 0))
	var rows []string
	for i, r := range a.text[from:min(from+a.room, len(a.text))] {
		style := t.Muted
		if from+i < a.url {
			style = t.Strong
		}
		rows = append(rows, line.New(a.width).Add(style, r).String())
	}
	switch code := d.code.Rows(t); {
	case a.beside:
		return fitted(beside(code, rows, a.width), d.w, d.h)
	case a.below:
		for i, r := range code {
			code[i] = format.Fit(r, a.width, 1)
		}
		rows = append(rows, code...)
	}
	return fitted(rows, a.width, d.h)
}

// beside puts text right of a code.
func beside(code, text []string, width int) []string {
	rows := make([]string, max(len(code), len(text)))
	blank := ""
	if len(code) > 0 {
		blank = line.Blank(format.Width(code[0]))
	}
	for i := range rows {
		left, right := blank, line.Blank(width)
		if i < len(code) {
			left = code[i]
		}
		if i < len(text) {
			right = text[i]
		}
		rows[i] = left + "  " + right
	}
	return rows
}
