package activity

import (
	"strings"

	"impactdash/ui/component/problem"
	"impactdash/ui/format"
	"impactdash/ui/toast"
	"impactdash/ui/triage"
)

// View implements pane.Pane.
func (p *Pane) View() string {
	b := triage.Body{
		Waiting: p.load.Status().Waiting, Loading: "Loading what has changed…",
		Empty: p.nothing(), Notes: p.notes(),
	}
	for _, err := range []error{p.pollBy, p.load.Err()} {
		if err != nil {
			b.Troubles = append(b.Troubles, problem.Trouble{Err: err})
		}
	}
	text := p.list.Draw(b)
	if len(p.above) == 0 {
		return text
	}
	return strings.Join(p.above, "\n") + "\n" + text
}

// nothing says why no change is listed, and what to do.
func (p *Pane) nothing() string {
	now, since := p.frame.Now, p.have.all.Since
	switch {
	case p.have.of.narrow():
		return "No change fits. Esc takes the filter off, D shows a longer time."
	case since.IsZero():
		return "The first look is under way; from now on changes are listed here."
	case p.have.of.period != kept && since.Before(p.have.of.period.from(now)):
		return "Nothing has changed: " + strings.ToLower(p.have.of.period.words()) + ". D shows a longer time."
	}
	return "Nothing has changed since " + moment(since, now) + "."
}

// notes are what is to be said below the list.
func (p *Pane) notes() []string {
	v := p.have.shown()
	var out []string
	if p.unseen > 0 {
		text := format.Count(int64(p.unseen)) + " changes you have not looked at are"
		if p.unseen == 1 {
			text = "1 change you have not looked at is"
		}
		out = append(out, text+" not in this list: D shows a longer time.")
	}
	if v.Total > len(v.Events) && len(v.Events) > 0 {
		out = append(out, "The newest "+format.Count(int64(len(v.Events)))+" of "+format.Count(int64(v.Total))+" changes. F shows only some.")
	}
	for _, n := range v.Notes {
		what, next := toast.Words(n.Err)
		out = append(out, "Not compared: "+format.Safe(n.What)+". "+what+" "+next)
	}
	return out
}
