package todo

import (
	"slices"
	"strings"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/component/sheet"
	"impactdash/ui/format"
)

// detail tells what a to-do is, since when, until when, and what its act does.
func (p *Pane) detail(t todo, s *sheet.Sheet, now time.Time) {
	th := s.Theme()
	s.Heading(words(t))
	if t.Detail != "" {
		s.Text(format.Prose(t.Detail))
	}
	s.Gap()
	s.Row("Kind", kindWord(t.Kind))
	optional(s, "Brand", t.Brand)
	if t.Amount.OK {
		s.Row("Amount", format.Money(t.Amount.V))
	}
	if t.Count > 1 {
		s.Row("Count", format.Count(int64(t.Count)))
	}
	if !t.Since.IsZero() {
		s.Row("Since", exactly(t.Since, now)+" · "+ago(t.Since, now))
	}
	switch {
	case late(t, now):
		s.RowIn(th.Danger, "Due", moment(awake(t), now)+" · "+exactly(deadline(t), now))
	case t.Due.IsZero():
		s.RowIn(th.Muted, "Due", "no deadline")
	default:
		s.RowIn(momentStyle(awake(t), th, now), "Due", exactly(t.Due, now))
	}
	if asleep(t, now) {
		wakes := exactly(t.Wake, now)
		if t.OnChange {
			wakes = "when it changes, at the latest " + wakes
		}
		s.Row("Wakes", wakes)
		if !t.Slept.IsZero() {
			s.Row("Snoozed", exactly(t.Slept, now))
		}
	}
	s.Gap()
	s.Row("Act", actWord(t)+": "+p.does(t))
	if p.decidable(t) {
		s.Row("Decline", "N asks why and declines; that cannot be taken back.")
	}
	s.Row("On the web", p.onWeb(t))
	p.desk.Detail(t.Key(), s, now)
}

// awake is a to-do as if it were not snoozed.
func awake(t todo) todo {
	c := *t
	c.Wake = time.Time{}
	return &c
}

// does is what the act of a to-do leads to.
func (p *Pane) does(t todo) string {
	switch place := p.place(t); {
	case p.decidable(t):
		return "a asks first, then accepts; that cannot be taken back."
	case place == tasksPane:
		return "a goes to the task."
	case place == financePane:
		return "a goes to Finance."
	case place == socialPane:
		return "a goes to your social accounts."
	case place == campaignsPane:
		return "a goes to the campaign, where it is accepted or declined."
	case t.Kind == partner.TodoInquiry && p.noInquiries() == "":
		return "a goes to the inquiry."
	case contractual(t.Kind):
		if p.away() {
			return "a opens the web; from here it is possible once the companion API answers."
		}
		return "a opens the web; from here it needs a companion API (companion_url)."
	}
	return "a opens the web."
}

// onWeb is where on the web a to-do is done.
func (p *Pane) onWeb(t todo) string {
	if v, _ := p.load.Value(); contractual(t.Kind) && v.Reach.Page != "" {
		return format.Safe(v.Reach.Page)
	}
	return web(t)
}

// optional adds a fact that many to-dos do not have.
func optional(s *sheet.Sheet, label, value string) {
	if strings.TrimSpace(value) != "" {
		s.Row(label, value)
	}
}

// companion reports whether to-dos can be decided from here.
func (p *Pane) companion() bool {
	v, _ := p.load.Value()
	return v.Reach.Companion
}

// decidable reports whether a to-do can be accepted and declined from here.
func (p *Pane) decidable(t todo) bool { return t.Decide && contractual(t.Kind) && p.companion() }

// away reports whether the companion API is there, but could not be asked.
func (p *Pane) away() bool {
	v, _ := p.load.Value()
	return slices.ContainsFunc(v.Notes, func(n partner.Note) bool { return n.What == partner.OwnTodos })
}

// elsewhere says what deciding needs that is not to be had.
func (p *Pane) elsewhere() string {
	v, _ := p.load.Value()
	page := format.Safe(v.Reach.Page)
	if page == "" {
		page = "Discover › Applications"
	}
	if p.away() {
		return "is not possible until the companion API answers (r asks again); on the web: " + page
	}
	return "needs a companion API (companion_url); on the web: " + page
}
