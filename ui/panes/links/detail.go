package links

import (
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/component/sheet"
	"impactdash/ui/format"
)

// detail tells all about a link.
func detail(r *row, s *sheet.Sheet, now time.Time) {
	s.Heading(r.program)
	s.Row("Link", r.URL)
	if r.Landing != "" {
		s.Row("Goes to", r.Landing)
	} else {
		s.RowIn(s.Theme().Muted, "Goes to", "the program's "+defaultPage)
	}
	s.Row("Kind", r.kind)
	if r.Vanity || r.Clicks.OK {
		s.Row("Clicks", clicks(r.Link))
	}
	s.Row("Made", made(r.Link, now))
	for i, id := range r.SubIDs {
		if id != "" {
			s.Row("Sub ID "+string(rune('1'+i)), id)
		}
	}
	if r.SharedID != "" {
		s.Row("Shared ID", r.SharedID)
	}
	if r.Property != "" {
		s.Row("Property", r.Property)
	}
	if parts := partner.LinkParts(r.URL); len(parts) > 0 {
		s.Heading("Parts")
		for _, f := range parts {
			s.Row(f.Name, f.Value)
		}
	}
	s.Heading("Use it")
	s.List("y copies it, o opens it, O shows it with a QR code to scan")
	if r.Vanity {
		s.List("To change or delete it: " + vanityPage + " on the web")
	}
	s.List(
		"YouTube: keep the https:// in front",
		"Instagram: in the bio and in stories only",
		"TikTok: business accounts above 1,000 followers",
		"LinkedIn: no blanks in the link",
		"Facebook, Pinterest: no general shorteners",
	)
}

// made says when and where a link was made.
func made(l partner.Link, now time.Time) string {
	switch {
	case l.Made.IsZero() && l.Here:
		return "here"
	case l.Made.IsZero():
		return "not here; the report names no day"
	}
	text := format.Day(partner.DateOf(l.Made, now.Location()), true) + ", " + l.Made.In(now.Location()).Format("15:04")
	if l.Here {
		text += ", here"
	}
	return text
}
