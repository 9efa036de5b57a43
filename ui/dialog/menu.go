package dialog

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
)

// Item is one thing to choose from a menu.
type Item struct {
	Value   string // what the answer says; unique in its menu
	Key     string // keystroke that chooses it at once; empty for none
	Label   string
	Help    string // a sentence or a value such as a day; may be empty
	Blocked string // why it cannot be chosen, without a full stop; empty when it can
}

// Offer is what a menu shows.
type Offer struct {
	To    pane.ID // who gets the Answer
	Ask   string  // which question of that pane
	Title string
	Intro []string // names the target
	Items []Item
	At    string // value the menu begins on; empty for the first
}

// Menu lets one of a few things be chosen, by its key or by moving to it. What
// cannot be chosen is shown with its reason; trying it keeps the menu open.
type Menu struct {
	ending
	o       Offer
	at      int
	refused bool // the item under the mark was tried and is blocked
	w, h    int

	intro       []string // wrapped
	keyed       int      // width of the column of keys, gap included; 0 without keys
	named       int      // width of the column of names
	longestName int
}

// NewMenu makes the dialog.
func NewMenu(o Offer) *Menu {
	at := slices.IndexFunc(o.Items, func(i Item) bool { return i.Value == o.At })
	o.Title, o.Items = format.Safe(o.Title), slices.Clone(o.Items)
	for i := range o.Items {
		item := &o.Items[i]
		item.Label, item.Help, item.Blocked = format.Safe(item.Label), format.Safe(item.Help), format.Safe(item.Blocked)
	}
	d := &Menu{o: o, at: max(at, 0)}
	for _, i := range o.Items {
		d.longestName = max(d.longestName, format.Width(i.Label))
		if i.Key != "" {
			d.keyed = max(d.keyed, format.Width(keys.Show(i.Key))+2)
		}
	}
	return d
}

// Title implements Dialog.
func (d *Menu) Title() string { return d.o.Title }

// Resize implements Dialog.
func (d *Menu) Resize(w, h int) {
	d.w, d.h = min(w, 64), h
	d.named = min(d.longestName, max(d.w/2-5, 6))
	d.intro = nil
	for _, s := range d.o.Intro {
		d.intro = append(d.intro, wrapped(s, d.w)...)
	}
	d.intro = d.intro[:min(len(d.intro), menuIntro)]
}

// menuIntro is how many rows the words above the items take at most: a menu is
// read from its items.
const menuIntro = 4

// Update implements Dialog.
func (d *Menu) Update(tea.Msg) tea.Cmd { return nil }

// Capturing implements Dialog.
func (d *Menu) Capturing() bool { return false }

// Cursor implements Dialog.
func (d *Menu) Cursor() *tea.Cursor { return nil }

// Actions implements Dialog. A key that an item has for itself is taken from
// the moves.
func (d *Menu) Actions() []keys.Action {
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			if k := len(d.o.Items); k > 0 {
				d.at, d.refused = ((d.at+n)%k+k)%k, false
			}
			return nil
		}
	}
	free := func(strokes ...string) []string {
		return slices.DeleteFunc(strokes, func(k string) bool {
			return slices.ContainsFunc(d.o.Items, func(i Item) bool { return i.Key == k })
		})
	}
	end := d.escape()
	end.Keys = append(end.Keys, free("q")...)
	all := []keys.Action{
		{ID: "menu.choose", Keys: []string{"enter"}, Label: "choose", Help: "Choose what is under the mark.", Run: func() tea.Cmd { return d.choose(d.at) }, Block: d.empty},
		{ID: "menu.next", Keys: free("down", "j", "tab"), Label: "next", Help: "Move to the next line.", Run: step(1)},
		{ID: "menu.previous", Keys: free("up", "k", "shift+tab"), Label: "previous", Help: "Move to the line before.", Run: step(-1)},
		end,
	}
	for i, item := range d.o.Items {
		a := keys.Action{
			ID: "menu.item." + item.Value, Label: format.Cut(item.Label, 14),
			Help: "Choose this one.", Run: func() tea.Cmd { return d.choose(i) },
		}
		if item.Key != "" {
			a.Keys = []string{item.Key}
		}
		all = append(all, a)
	}
	return all
}

func (d *Menu) empty() string {
	if len(d.o.Items) == 0 {
		return "there is nothing to choose"
	}
	return ""
}

// choose ends the menu with an item, or marks it and says why it cannot be
// had.
func (d *Menu) choose(i int) tea.Cmd {
	d.at = i
	if d.refused = d.o.Items[i].Blocked != ""; d.refused {
		return nil
	}
	return d.end(Outcome{Answer: &Answer{To: d.o.To, Ask: d.o.Ask, Choice: d.o.Items[i].Value}})
}

// View implements Dialog.
func (d *Menu) View(t *theme.Theme) string {
	if len(d.o.Items) == 0 {
		return fitted([]string{t.Muted.Render("There is nothing to choose.")}, d.w, d.h)
	}
	foot := painted(d.detail(), d.w, d.detailStyle(t))
	foot = foot[:min(len(foot), max(d.h-1, 0))]
	rows := painted(d.intro, d.w, t.Muted)
	if spare := d.h - len(foot) - len(d.o.Items); len(rows) > 0 && spare > len(rows) {
		rows = append(rows, line.Blank(d.w))
	} else {
		rows = rows[:min(len(rows), max(spare, 0))] // the items matter more
	}
	room := max(d.h-len(foot)-len(rows), 1)
	first := min(max(d.at-room/2, 0), max(len(d.o.Items)-room, 0))
	for i := first; i < min(first+room, len(d.o.Items)); i++ {
		rows = append(rows, d.row(i, t))
	}
	return fitted(append(rows, foot...), d.w, d.h)
}

// remark is what is said of an item beside its name.
func (i Item) remark() string {
	if i.Blocked != "" {
		return i.Blocked
	}
	return i.Help
}

// remarked is the column remarks begin in.
func (d *Menu) remarked() int { return 1 + d.keyed + d.named + 2 }

// detail is the remark of the item under the mark where its row has no room
// for it.
func (d *Menu) detail() []string {
	text := d.o.Items[d.at].remark()
	if format.Width(text) <= d.w-d.remarked() {
		return nil
	}
	rows := wrapped(text, d.w)
	return rows[:min(len(rows), 3)]
}

func (d *Menu) detailStyle(t *theme.Theme) interface{ Render(...string) string } {
	if d.refused {
		return t.Warn
	}
	return t.Muted
}

func (d *Menu) row(i int, t *theme.Theme) string {
	item := d.o.Items[i]
	name, mark := t.Text, " "
	if item.Blocked != "" {
		name = t.Muted
	}
	remark := t.Muted
	if i == d.at {
		name, mark = t.Selected, t.Glyph.Mark
		if d.refused {
			remark = t.Warn
		}
	}
	l := line.New(d.w).Add(name, mark)
	if d.keyed > 0 {
		l.Add(t.Key, format.Pad(keys.Show(item.Key), d.keyed))
	}
	l.Add(name, format.Cut(item.Label, d.named)).To(d.remarked())
	return l.Add(remark, item.remark()).String()
}
