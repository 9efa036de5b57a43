package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/component/field"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
)

// Question is what a prompt asks.
type Question struct {
	To     pane.ID // who gets the Answer
	Ask    string  // which question of that pane
	Title  string
	Hint   string             // one line of help
	Value  string             // what the field holds at first
	Check  func(string) error // nil accepts everything; the error is shown as a sentence
	Ghost  string             // shown while the field is empty: what is in force now
	Choose []string           // texts offered by ctrl+n and ctrl+p
	Draft  bool               // Esc delivers what was typed, as an Answer with Closed
}

// Prompt asks for one line of text. A text that is not accepted stays in the
// field with the reason below it.
type Prompt struct {
	ending
	q      Question
	input  *field.Edit
	width  int
	height int
	choice int
	err    string
}

// NewPrompt makes the dialog.
func NewPrompt(q Question) *Prompt {
	in := field.NewEdit(false)
	in.SetValue(q.Value)
	return &Prompt{q: q, input: in, choice: -1}
}

// Title implements Dialog.
func (p *Prompt) Title() string { return p.q.Title }

// Resize implements Dialog.
func (p *Prompt) Resize(width, height int) {
	p.width, p.height = min(width, 64), height
	p.input.Resize(p.width, 1)
}

// Capturing implements Dialog.
func (p *Prompt) Capturing() bool { return true }

// Cursor implements Dialog.
func (p *Prompt) Cursor() *tea.Cursor {
	_, x, _ := p.input.View()
	return inside(tea.NewCursor(x, 0), p.width)
}

// Update implements Dialog.
func (p *Prompt) Update(msg tea.Msg) tea.Cmd {
	if p.input.Update(msg) {
		p.err = ""
	}
	return nil
}

// View implements Dialog.
func (p *Prompt) View(t *theme.Theme) string {
	text, style := p.input.Value(), t.Text
	if text == "" {
		text, style = format.Safe(p.q.Ghost), t.Muted
	} else {
		rows, _, _ := p.input.View()
		text = rows[0]
	}
	lines := []string{line.New(p.width).Add(style, text).String()}
	below := p.q.Hint
	style = t.Muted
	if p.err != "" {
		below, style = p.err, t.Danger
	}
	for _, l := range wrapped(below, p.width) {
		lines = append(lines, line.New(p.width).Add(style, l).String())
	}
	return fitted(lines, p.width, p.height)
}

// Actions implements Dialog.
func (p *Prompt) Actions() []keys.Action {
	end := p.escape()
	if p.q.Draft {
		end.Label, end.Help = "close", "Close this; what was typed is kept as a draft."
		end.Run = func() tea.Cmd {
			text := strings.TrimSpace(p.input.Value())
			return p.end(Outcome{Answer: &Answer{To: p.q.To, Ask: p.q.Ask, Text: text, Closed: true}})
		}
	}
	return []keys.Action{
		{ID: "prompt.accept", Keys: []string{"enter"}, Label: "accept", Help: "Use this text.", Run: p.accept},
		{ID: "prompt.next", Keys: []string{"ctrl+n", "down"}, Label: "next", Help: "Fill in the next suggestion.", Run: func() tea.Cmd { return p.choose(1) }},
		{ID: "prompt.previous", Keys: []string{"ctrl+p", "up"}, Label: "previous", Help: "Fill in the suggestion before.", Run: func() tea.Cmd { return p.choose(-1) }},
		end,
	}
}

func (p *Prompt) accept() tea.Cmd {
	text := strings.TrimSpace(p.input.Value())
	if p.q.Check != nil {
		if err := p.q.Check(text); err != nil {
			p.err = err.Error()
			return nil
		}
	}
	answer := Answer{To: p.q.To, Ask: p.q.Ask, Text: text}
	return p.end(Outcome{Answer: &answer})
}

func (p *Prompt) choose(n int) tea.Cmd {
	if k := len(p.q.Choose); k > 0 {
		if p.choice < 0 && n < 0 {
			p.choice = 0 // back from nothing is the last one
		}
		p.choice = ((p.choice+n)%k + k) % k
		p.input.SetValue(p.q.Choose[p.choice])
		p.err = ""
	}
	return nil
}
