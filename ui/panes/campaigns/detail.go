package campaigns

import (
	"strings"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/component/sheet"
	"impactdash/ui/format"
)

// detail tells all about a campaign.
func detail(c campaign, s *sheet.Sheet, now time.Time) {
	t := s.Theme()
	s.Heading(name(c))
	if text := prospect(c, now); text != "" {
		s.TextIn(t.Muted, text)
	}
	for _, rule := range c.Unmet {
		s.TextIn(t.Warn, "Not met: "+stopped(rule))
	}
	facts(c, s, now)
	if c.Summary != "" {
		s.Gap().Text(c.Summary)
	}
	work(c, s, now)
	if len(c.Guidelines) > 0 {
		s.Heading("Guidelines").List(c.Guidelines...)
	}
	if len(c.Moodboard) > 0 {
		s.Heading("Moodboard")
		for _, address := range c.Moodboard {
			s.Text(address)
		}
	}
	if c.Usage != "" {
		s.Heading("Usage rights").Text(c.Usage)
	}
	if c.Terms.Name != "" {
		s.Heading("Terms").Text(c.Terms.Name).TextIn(t.Muted, "They are shown in full before you apply or accept.")
	}
}

func facts(c campaign, s *sheet.Sheet, now time.Time) {
	t := s.Theme()
	s.Gap()
	s.Row("Brand", c.Brand)
	s.RowIn(statusStyle(c, t, now), "State", word(c, now))
	if c.Fee.OK {
		s.RowIn(t.Strong, "Fee", format.Money(c.Fee.V))
	}
	optional(s, "Rate", c.Rate)
	optional(s, "Product", c.Product)
	if c.Bids {
		s.Row("Your rate", "asked for when you apply")
	}
	s.Row("Runs", runs(c, now))
	if text := deadlineCell(c, now); text != format.None {
		s.RowIn(deadlineStyle(c, t, now), "Apply by", text)
	}
	if c.Seats.OK {
		s.Row("Seats", format.Count(int64(c.Seats.V))+" left")
	}
	s.Row("Platforms", platforms(c))
	if c.Followers > 0 {
		s.Row("Followers", "at least "+format.Count(c.Followers))
	}
	joined := "not joined"
	if c.Joined {
		joined = "joined"
	}
	s.Row("Program", joined)
}

// work is what the campaign asks for, each piece with its days.
func work(c campaign, s *sheet.Sheet, now time.Time) {
	if len(c.Tasks) == 0 {
		return
	}
	t := s.Theme()
	s.Heading("Tasks")
	for _, task := range c.Tasks {
		s.Gap()
		kind := strings.TrimSpace(format.Safe(task.Kind))
		if kind == "" {
			kind = "Task"
		}
		s.TextIn(t.Accent, kind)
		optional(s, "State", task.Status)
		if days := workDays(task, now); days != "" {
			s.TextIn(t.Muted, days)
		}
		if task.Description != "" {
			s.Text(task.Description)
		}
	}
}

// workDays are the days on which draft and post are due, empty for none.
func workDays(task partner.CampaignTask, now time.Time) string {
	var parts []string
	if !task.DraftDue.IsZero() {
		parts = append(parts, "draft due "+near(task.DraftDue, now))
	}
	if !task.Due.IsZero() {
		parts = append(parts, "post due "+near(task.Due, now))
	}
	return strings.Join(parts, ", ")
}

// optional adds a fact that many campaigns do not have.
func optional(s *sheet.Sheet, label, value string) {
	if strings.TrimSpace(value) != "" {
		s.Row(label, value)
	}
}
