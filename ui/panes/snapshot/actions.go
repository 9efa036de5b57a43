package snapshot

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	return append(p.rangeActions(), p.moveActions()...)
}

func (p *Pane) rangeActions() []keys.Action {
	return []keys.Action{
		{ID: "snapshot.metric.next", Keys: []string{"j", "down"}, Label: "metric", Help: "Draw the next metric.", Run: func() tea.Cmd { return p.pick(p.metric + 1) }},
		{ID: "snapshot.range.next", Keys: []string{"]", "ctrl+pgdown"}, Label: "range", Help: "Show the next of the named ranges, from today to the year to date.", Run: func() tea.Cmd { return p.preset(1) }},
		{ID: "snapshot.persona", Keys: []string{"t"}, Label: "persona", Help: "Change between the affiliate's and the creator's figures; range, day and comparison stay.", Run: p.turn, Block: p.noOther},
		{ID: "snapshot.range.custom", Keys: []string{"D"}, Label: "dates", Help: "Type a range: 7d, mtd, last month, 2026-01-01..2026-01-31.", Run: p.typeRange},
		{ID: "snapshot.shift.back", Keys: []string{"<"}, Label: "earlier", Help: "Move the range back by its own length.", Run: func() tea.Cmd { return p.shift(-1) }},
		{ID: "snapshot.compare", Keys: []string{"="}, Label: "compare", Help: "Show or hide the period before.", Run: p.toggleCompare},
		{ID: "snapshot.metric.previous", Keys: []string{"k", "up"}, Label: "metric before", Help: "Draw the metric before.", Run: func() tea.Cmd { return p.pick(p.metric - 1) }},
		{ID: "snapshot.range.previous", Keys: []string{"[", "ctrl+pgup"}, Label: "range before", Help: "Show the named range before.", Run: func() tea.Cmd { return p.preset(-1) }},
		{ID: "snapshot.shift.forward", Keys: []string{">"}, Label: "later", Help: "Move the range forward by its own length.", Run: func() tea.Cmd { return p.shift(1) }, Block: p.atToday},
		{ID: "snapshot.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for this range.", Run: p.Refresh, Rest: pane.RefreshRest},
	}
}

func (p *Pane) moveActions() []keys.Action {
	step := func(n int) func() tea.Cmd { return func() tea.Cmd { return p.move(n) } }
	return []keys.Action{
		{ID: "snapshot.day.previous", Keys: []string{"h", "left"}, Label: "day before", Help: "Move the day cursor back; the first press puts it on the last day.", Run: step(-1), Block: p.noDays},
		{ID: "snapshot.day.next", Keys: []string{"l", "right"}, Label: "day after", Help: "Move the day cursor forward.", Run: step(1), Block: p.noDays},
		{ID: "snapshot.week.previous", Keys: []string{"shift+left"}, Label: "week before", Help: "Move the day cursor back by seven days.", Run: step(-7), Block: p.noDays},
		{ID: "snapshot.week.next", Keys: []string{"shift+right"}, Label: "week after", Help: "Move the day cursor forward by seven days.", Run: step(7), Block: p.noDays},
		{ID: "snapshot.day.first", Keys: []string{"g", "home"}, Label: "first day", Help: "Put the day cursor on the first day.", Run: func() tea.Cmd { return p.setDay(0) }, Block: p.noDays},
		{ID: "snapshot.day.last", Keys: []string{"G", "end"}, Label: "last day", Help: "Put the day cursor on the last day.", Run: func() tea.Cmd { return p.setDay(p.dayCount() - 1) }, Block: p.noDays},
	}
}

// Back implements pane.Stepped: Esc takes the day cursor away.
func (p *Pane) Back() bool {
	if p.day < 0 {
		return false
	}
	p.setDay(-1)
	return true
}

func (p *Pane) dayCount() int {
	v, _ := p.load.Value()
	return len(v.Days)
}

func (p *Pane) noDays() string {
	if p.dayCount() == 0 {
		return "there is no data yet"
	}
	return ""
}

func (p *Pane) atToday() string {
	v, ok := p.load.Value()
	if ok && p.query == p.shown && !v.Period.To.Before(v.Today) {
		return "the range ends today already"
	}
	return ""
}

// pick draws metric i, round the corner at both ends.
func (p *Pane) pick(i int) tea.Cmd {
	n := len(p.metrics())
	p.metric = (i%n + n) % n
	p.changed()
	return nil
}

func (p *Pane) move(n int) tea.Cmd {
	if p.day < 0 {
		return p.setDay(p.dayCount() - 1)
	}
	return p.setDay(min(max(p.day+n, 0), p.dayCount()-1))
}

func (p *Pane) setDay(i int) tea.Cmd {
	p.hover, p.wish = false, partner.Date{}
	if i != p.day {
		p.day = i
		p.changed()
	}
	return nil
}

func (p *Pane) toggleCompare() tea.Cmd {
	p.compare = !p.compare
	p.changed()
	return nil
}

// preset steps through the named ranges; from a typed one it goes to the
// default.
func (p *Pane) preset(n int) tea.Cmd {
	all := partner.Presets()
	i := slices.Index(all, p.query.Text)
	if i < 0 {
		return p.askSoon(partner.RangeQuery{Text: partner.DefaultRange})
	}
	return p.askSoon(partner.RangeQuery{Text: all[(i+n+len(all))%len(all)]})
}

func (p *Pane) shift(n int) tea.Cmd {
	q := p.query
	q.Shift += n
	return p.askSoon(q)
}

func (p *Pane) typeRange() tea.Cmd {
	v, ok := p.load.Value()
	today := v.Today
	if !ok {
		// Before the first answer the account's day is not known; the check
		// below is only for the form of the text then.
		today = partner.DateOf(p.frame.Now, p.frame.Now.Location())
	}
	p.question = dialog.NewPrompt(dialog.Question{
		To: ID, Ask: askRange, Title: "Range of the Snapshot",
		Hint:   "today, yesterday, 7d, 4w, last week, mtd, last month, qtd, ytd, 2026-01, 2026-01-01..2026-01-31",
		Ghost:  p.query.Text,
		Choose: partner.Presets(),
		Check: func(text string) error {
			_, err := partner.ParsePeriod(text, today, p.frame.Now.Location())
			return err
		},
	})
	return nil
}

// Asks hands over the question the pane has for the user, once.
func (p *Pane) Asks() dialog.Dialog {
	if p.question == nil {
		return nil
	}
	d := p.question
	p.question = nil
	return d
}
