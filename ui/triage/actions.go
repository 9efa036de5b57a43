package triage

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
)

// Actions are what can be done with the list now, most useful first. While the
// filter is typed they are those of the filter alone.
func (m *Model[T]) Actions() []keys.Action {
	if m.typing {
		return slices.Clip(m.editing)
	}
	return slices.Clip(m.actions)
}

// move is a movement of the cursor by the user.
func (m *Model[T]) move(f func()) func() tea.Cmd {
	return func() tea.Cmd {
		f()
		m.moved()
		return nil
	}
}

// do is an act that starts nothing.
func do(f func()) func() tea.Cmd {
	return func() tea.Cmd {
		f()
		return nil
	}
}

// listActions are made once: the root asks for them at each key.
func (m *Model[T]) listActions() []keys.Action {
	id, one, many := string(m.spec.ID)+".", m.spec.One, m.spec.Many
	list := []keys.Action{
		{ID: id + "filter", Keys: []string{"/"}, Label: "filter", Help: "Show only " + many + " that contain some words.", Run: m.startTyping},
	}
	list = append(list, m.markActions()...)
	if len(m.spec.Views) > 1 {
		list = append(list,
			keys.Action{ID: id + "view.next", Keys: []string{"]", "ctrl+pgdown"}, Label: "next view", Help: "Step to the next list of " + many + ".", Run: do(func() { m.stepView(1) })},
			keys.Action{ID: id + "view.previous", Keys: []string{"[", "ctrl+pgup"}, Label: "previous view", Help: "Step to the list of " + many + " before.", Run: do(func() { m.stepView(-1) })},
		)
	}
	if m.sortable() {
		list = append(list,
			keys.Action{ID: id + "sort", Keys: []string{","}, Label: "sort", Help: "Sort the " + many + " by the next column; again for the other direction.", Run: do(m.nextSort)},
			keys.Action{ID: id + "sort.reverse", Label: "reverse order", Help: "Turn the order of the column around.", Run: do(func() { m.setSort(m.sort, !m.desc) }), Block: m.natured},
		)
	}
	list = append(list, m.detailActions()...)
	return append(list,
		keys.Action{ID: id + "down", Keys: []string{"j", "down"}, Label: "down", Help: "Move to the next " + one + ".", Run: m.move(func() { m.rows.Move(1) })},
		keys.Action{ID: id + "up", Keys: []string{"k", "up"}, Label: "up", Help: "Move to the " + one + " before.", Run: m.move(func() { m.rows.Move(-1) })},
		keys.Action{ID: id + "page.down", Keys: []string{"ctrl+d", "pgdown"}, Label: "half page down", Help: "Move down by half a page.", Run: m.move(func() { m.rows.HalfPage(1) })},
		keys.Action{ID: id + "page.up", Keys: []string{"ctrl+u", "pgup"}, Label: "half page up", Help: "Move up by half a page.", Run: m.move(func() { m.rows.HalfPage(-1) })},
		keys.Action{ID: id + "first", Keys: []string{"g", "home"}, Label: "first", Help: "Move to the first " + one + ".", Run: m.move(m.rows.First)},
		keys.Action{ID: id + "last", Keys: []string{"G", "end"}, Label: "last", Help: "Move to the last " + one + ".", Run: m.move(m.rows.Last)},
	)
}

func (m *Model[T]) markActions() []keys.Action {
	if !m.spec.Marks {
		return nil
	}
	id, one, many := string(m.spec.ID)+".", m.spec.One, m.spec.Many
	return []keys.Action{
		{ID: id + "mark", Keys: []string{"space"}, Label: "mark", Help: "Mark the " + one + " or take its mark off, and step to the next.", Run: do(m.mark), Block: m.NeedRow},
		{ID: id + "range", Keys: []string{"v"}, Label: "mark a range", Help: "Mark all " + many + " from here to where the cursor goes; again to end it.", Run: do(m.toggleRange), Block: m.NeedRow},
		{ID: id + "mark.all", Keys: []string{"V"}, Label: "mark all", Help: "Mark all " + many + " shown, or none.", Run: do(m.markAll), Block: m.NeedRow},
	}
}

func (m *Model[T]) detailActions() []keys.Action {
	if m.spec.Detail == nil {
		return nil
	}
	id, one := string(m.spec.ID)+".", m.spec.One
	return []keys.Action{
		{ID: id + "detail", Keys: []string{"p"}, Label: "detail", Help: "Show or hide all about the " + one + ".", Run: do(m.toggleDetail), Block: m.smallForm},
		{ID: id + "detail.down", Keys: []string{"J"}, Label: "detail down", Help: "Scroll what is told about the " + one + " down.", Run: do(func() { m.scrollDetail(detailStep) }), Block: m.noDetail},
		{ID: id + "detail.up", Keys: []string{"K"}, Label: "detail up", Help: "Scroll what is told about the " + one + " up.", Run: do(func() { m.scrollDetail(-detailStep) }), Block: m.noDetail},
	}
}

func (m *Model[T]) stepView(n int) {
	k := len(m.spec.Views)
	to := (m.view + n + k) % k
	for to != m.view && m.spec.Views[to].hidden() {
		to = (to + n + k) % k
	}
	m.setView(to)
}

// NeedRow is the reason why an act on a row cannot run: there is none. Panes
// use it for verbs of their own.
func (m *Model[T]) NeedRow() string {
	if len(m.shown) == 0 {
		return "there is no " + m.spec.One + " here"
	}
	return ""
}

func (m *Model[T]) natured() string {
	if m.sort < 0 {
		return "choose a column to sort by first"
	}
	return ""
}

func (m *Model[T]) smallForm() string {
	if !m.frame.Zoomed {
		return "the detail is on the full screen: press z first"
	}
	return ""
}

func (m *Model[T]) noDetail() string {
	if why := m.smallForm(); why != "" {
		return why
	}
	if !m.detailShown() {
		return "the detail is hidden: press p first"
	}
	return m.NeedRow()
}
