package finder

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/component/problem"
	"impactdash/ui/format"
	"impactdash/ui/triage"
)

// label stands before the field.
const label = " Find: "

// ghost stands in the empty field.
const ghost = "order id, action id, Sub ID, promo code, amount, reference"

// Heights from which the lines above the list are there.
const (
	fieldFrom = 2
	factsFrom = 6
)

// head are the lines above the list: the field, and what is searched.
func (p *Pane) head() []string {
	w, h, t := p.frame.Width, p.frame.Height, p.frame.Theme
	if t == nil || w <= 0 || h <= 0 || h < fieldFrom && !p.typing {
		return nil
	}
	name, style := label, t.Muted
	if p.typing {
		style = t.Accent
	}
	if w < 3*len(label) {
		name = "/"
	}
	p.query.Resize(max(w-len(name), 1), 1)
	l := line.New(w).Add(style, name)
	if rows, _, _ := p.query.View(); rows[0] == "" {
		l.Add(t.Muted, ghost)
	} else {
		l.Add(t.Text, format.Safe(rows[0]))
	}
	out := []string{format.Fit(l.String(), w, 1)}
	if h >= factsFrom {
		out = append(out, line.New(w).Add(t.Muted, " "+p.facts()).String())
	}
	return out
}

// facts says what was searched for, and in how much.
func (p *Pane) facts() string {
	v, ok := p.load.Value()
	switch {
	case p.load.Status().Loading && (!ok || v.by != p.text()):
		return "Searching…"
	case !ok:
		return ""
	case v.Count == 0:
		return "No action is kept on this machine yet."
	}
	all := actions(v.Count) + since(v.Since)
	switch {
	case p.text() == "":
		return all + " can be searched."
	case v.Total > len(v.Hits) && len(v.Hits) > 0:
		return "The best " + format.Count(int64(len(v.Hits))) + " of " + format.Count(int64(v.Total)) + " that have " + quote(v.by) + ", in " + all + "."
	}
	return quote(v.by) + " in " + all + "."
}

func actions(n int) string {
	if n == 1 {
		return "1 action"
	}
	return format.Count(int64(n)) + " actions"
}

func since(d partner.Date) string {
	if d.IsZero() {
		return ""
	}
	return " since " + format.Day(d, true)
}

// Cursor implements pane.Cursored.
func (p *Pane) Cursor() *tea.Cursor {
	if !p.typing || len(p.above) == 0 {
		return nil
	}
	name := len(label)
	if p.frame.Width < 3*len(label) {
		name = 1
	}
	_, x, _ := p.query.View()
	if name+x >= p.frame.Width {
		return nil
	}
	return tea.NewCursor(name+x, 0)
}

// View implements pane.Pane.
func (p *Pane) View() string {
	b := triage.Body{Waiting: p.load.Status().Waiting, Loading: "Searching…", Empty: p.nothing()}
	if err := p.load.Err(); err != nil {
		b.Troubles = []problem.Trouble{{Err: err}}
	}
	text := p.list.Draw(b)
	if len(p.above) == 0 {
		return text
	}
	if p.frame.Height == len(p.above) {
		return strings.Join(p.above, "\n")
	}
	return strings.Join(p.above, "\n") + "\n" + text
}

// nothing says why the list is empty, and what to do.
func (p *Pane) nothing() string {
	v, _ := p.load.Value()
	ask := "i files an inquiry."
	if p.typing {
		ask = "Enter, then i, files an inquiry."
	}
	switch {
	case p.text() == "":
		text := "Type an order id, an action id, a Sub ID, a shared id, a promo code, an amount or your own reference of an inquiry."
		if v.Count == 0 {
			return text + " The first look is under way."
		}
		return text
	case p.load.Err() != nil:
		return "" // the failure says it
	case v.by != p.text():
		return "Searching…"
	case v.Count == 0:
		return "No action is kept on this machine yet. Orders that were never tracked can be asked about: " + ask
	}
	return "No action" + since(v.Since) + " has " + quote(v.by) + ". Orders that were never tracked can be asked about: " + ask
}

// quoted is how much of a text a sentence repeats, in cells.
const quoted = 40

func quote(s string) string { return "“" + format.Cut(format.Safe(s), quoted) + "”" }
