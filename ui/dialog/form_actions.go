package dialog

import (
	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
)

// Actions implements Dialog. Which there are depends on the field with the
// cursor.
func (f *Form) Actions() []keys.Action {
	enter := keys.Action{
		ID: "form.enter", Keys: []string{"enter"}, Label: "next", Help: "Go to the next field; send from the last.",
		Run: f.enter, Block: f.cannotEnter,
	}
	if f.focus >= len(f.fields)-1 {
		enter.Label = "send"
	}
	end := f.escape()
	end.Label, end.Help = "close", "Close this; what was typed is kept as a draft."
	end.Run = func() tea.Cmd {
		return f.end(Outcome{Answer: &Answer{To: f.o.To, Ask: f.o.Ask, Values: f.Values(), Closed: true}})
	}
	all := append([]keys.Action{enter}, f.own()...)
	return append(
		all,
		keys.Action{ID: "form.next", Keys: []string{"tab"}, Label: "next", Help: "Go to the next field.", Run: func() tea.Cmd { return f.turn(1) }},
		keys.Action{ID: "form.previous", Keys: []string{"shift+tab"}, Label: "previous", Help: "Go to the field before.", Run: func() tea.Cmd { return f.turn(-1) }},
		end,
		keys.Action{ID: "form.down", Keys: []string{"down"}, Label: "down", Help: "Go down: in the list, in the text, then to the next field.", Run: func() tea.Cmd { return f.step(1) }},
		keys.Action{ID: "form.up", Keys: []string{"up"}, Label: "up", Help: "Go up: in the list, in the text, then to the field before.", Run: func() tea.Cmd { return f.step(-1) }},
		keys.Action{ID: "form.submit", Keys: []string{"ctrl+enter"}, Label: "send", Help: "Send what is filled in, from any field.", Run: f.submit, Block: f.cannotSend},
	)
}

// own are the actions of the field with the cursor alone.
func (f *Form) own() []keys.Action {
	e := f.at()
	if e == nil || f.off(e) != "" {
		return nil
	}
	switch e.Kind {
	case FieldLines:
		return []keys.Action{
			{ID: "form.newline", Keys: []string{"ctrl+o", "shift+enter"}, Label: "new line", Help: "Begin a new line in the text.", Run: func() tea.Cmd { return f.change(e.edit.Break) }, Block: f.frozen},
		}
	case FieldRead:
		return e.read.actions()
	case FieldChoice:
		next, previous := []string{"ctrl+n"}, []string{"ctrl+p"}
		if !e.listed() {
			next, previous = []string{"right", "space", "ctrl+n"}, []string{"left", "ctrl+p"}
		}
		choose := func(n int) func() tea.Cmd {
			return func() tea.Cmd { return f.change(func() bool { return e.pick.Step(n) }) }
		}
		return []keys.Action{
			{ID: "form.choose.next", Keys: next, Label: "choose next", Help: "Choose the next of the list.", Run: choose(1), Block: f.frozen},
			{ID: "form.choose.previous", Keys: previous, Label: "choose before", Help: "Choose the one before in the list.", Run: choose(-1), Block: f.frozen},
		}
	case FieldBool:
		toggle := func() bool { e.on = !e.on; return true }
		return []keys.Action{
			{ID: "form.toggle", Keys: []string{"space", "left", "right"}, Label: "switch", Help: "Switch it on or off.", Run: func() tea.Cmd { return f.change(toggle) }, Block: f.frozen},
		}
	}
	return nil
}

// change changes the field with the cursor.
func (f *Form) change(how func() bool) tea.Cmd {
	if how() {
		return f.changed(f.at())
	}
	return nil
}

// turn goes n fields further, round the ends.
func (f *Form) turn(n int) tea.Cmd {
	k := len(f.fields) + 1
	f.move((f.focus + n + k) % k)
	return nil
}

// step goes up or down inside the field, and from its edge to the field next
// to it. It does not go round: holding the key ends at the button.
func (f *Form) step(n int) tea.Cmd {
	e := f.at()
	switch {
	case e != nil && f.off(e) != "":
		f.move(f.focus + n)
	case e != nil && e.listed():
		if !f.busy {
			return f.change(func() bool { return e.pick.Step(n) })
		}
	case e != nil && e.read != nil && e.read.step(n):
	case e == nil || e.Kind != FieldLines || !e.edit.Step(n):
		f.move(f.focus + n)
	}
	return nil
}

// enter goes to the next field, and sends from the last and from the button.
func (f *Form) enter() tea.Cmd {
	if f.focus < len(f.fields)-1 {
		f.move(f.focus + 1)
		return nil
	}
	return f.submit()
}

// cannotEnter is why Enter does nothing: only sending can be refused.
func (f *Form) cannotEnter() string {
	if f.focus < len(f.fields)-1 {
		return ""
	}
	return f.cannotSend()
}

func (f *Form) cannotSend() string {
	if f.busy {
		return "it is being sent"
	}
	return ""
}

// frozen is why a value cannot be changed: what is on its way is what is
// shown.
func (f *Form) frozen() string { return f.cannotSend() }
