package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// Links tells which tracking links there are, the newest first.
func (w Writer) Links(p Part[partner.LinkList]) Section {
	s := Section{ID: "links", Title: "Create A Link", One: "link", Brief: onPage}
	if p.Known {
		all := slices.Clone(p.Value.Links)
		slices.SortStableFunc(all, func(a, b partner.Link) int {
			return cmp.Or(b.Made.Compare(a.Made), strings.Compare(a.URL, b.URL))
		})
		for _, l := range all {
			s.Things = append(s.Things, w.link(l))
		}
		text := plural(len(all), "link")
		if v := p.Value.Vanity; v.OK {
			text += fmt.Sprintf(", %s of %s vanity links used", format.Count(int64(v.V)), format.Count(partner.MaxVanityLinks))
		}
		s.Lines = append(append(s.Lines, text+"."), w.missing(p.Value.VanityNotes)...)
	}
	s.Lines = append(s.Lines, failed(w, "Links", p)...)
	return s
}

func (w Writer) link(l partner.Link) Thing {
	kind, to, clicks := "", "default page", ""
	if l.Vanity {
		kind = "vanity link"
	}
	if l.Landing != "" {
		to = "to " + clean(l.Landing)
	}
	if l.Clicks.OK {
		clicks = format.Count(l.Clicks.V) + " clicks"
	}
	t := Thing{Line: listed(clean(l.URL), clean(l.Program), kind, to, clicks, w.made(l.Made))}
	for i, id := range l.SubIDs {
		if id = clean(id); id != "" {
			t.More = append(t.More, fmt.Sprintf("Sub ID %d: %s.", i+1, id))
		}
	}
	for _, more := range []string{labelled("Shared ID", l.SharedID), labelled("Property", l.Property)} {
		if more != "" {
			t.More = append(t.More, sentence(more))
		}
	}
	return t
}

// Leads tells what became of the leads.
func (w Writer) Leads(p Part[partner.LeadList]) Section {
	s := Section{ID: "leads", Title: "Submit A Lead", One: "lead", Brief: onPage}
	switch {
	case p.Known && !p.Value.Reach.Companion:
		s.Empty = companionOnly("Leads", p.Value.Reach, "Home, Submit A Lead")
	case p.Known:
		drafts := ""
		if n := len(p.Value.Drafts); n > 0 {
			drafts = plural(n, "draft") + " not sent yet"
		}
		s.Lines = append(s.Lines, listed(plural(len(p.Value.Leads), "lead"), drafts)+".")
		all := slices.Clone(p.Value.Leads)
		slices.SortStableFunc(all, func(a, b partner.Lead) int {
			return cmp.Or(b.Updated.Compare(a.Updated), b.Submitted.Compare(a.Submitted), cmp.Compare(a.ID, b.ID))
		})
		for _, l := range all {
			s.Things = append(s.Things, w.lead(l))
		}
		s.Lines = append(s.Lines, w.missing(p.Value.Notes)...)
	}
	s.Lines = append(s.Lines, failed(w, "Leads", p)...)
	return s
}

func (w Writer) lead(l partner.Lead) Thing {
	payout, day := "", ""
	if l.Payout.OK {
		payout = format.Money(l.Payout.V)
	}
	if d := w.day(l.Submitted); d != "" {
		day = "handed in " + d
	}
	t := Thing{Line: fmt.Sprintf("%s: %s", cmp.Or(clean(l.Name), "Lead "+clean(l.ID)), listed(clean(l.Program), word(string(l.Status)), payout, day))}
	if why := labelled("Reason", l.Reason); why != "" {
		t.More = append(t.More, sentence(why))
	}
	return t
}

// Social tells where the account promotes.
func (w Writer) Social(p Part[partner.PropertyList]) Section {
	s := Section{ID: "social", Title: "Social Accounts", One: "property", Brief: onPage}
	if p.Known {
		all := slices.Clone(p.Value.Properties)
		slices.SortStableFunc(all, func(a, b partner.Property) int {
			return first(a.Type == partner.PropertySocial, b.Type == partner.PropertySocial)
		})
		social := 0
		for _, x := range all {
			if x.Type == partner.PropertySocial {
				social++
			}
			s.Things = append(s.Things, w.property(x))
		}
		others := format.Count(int64(len(all)-social)) + " other properties"
		if len(all)-social == 1 {
			others = "1 other property"
		}
		s.Lines = append(s.Lines, plural(social, "social account")+", "+others+".")
		s.Lines = append(s.Lines, w.missing(p.Value.Notes)...)
	}
	s.Lines = append(s.Lines, failed(w, "Social accounts", p)...)
	return s
}

func (w Writer) property(p partner.Property) Thing {
	where := cmp.Or(platform(p.Platform), word(string(p.Type)))
	name := cmp.Or(clean(p.Name), clean(p.Handle), "Property "+clean(p.ID))
	handle := clean(p.Handle)
	if handle == name {
		handle = ""
	}
	size := ""
	switch {
	case p.Exact.OK && p.Type == partner.PropertySocial:
		size = format.Count(p.Exact.V) + " followers"
	case p.Followers != "":
		size = class(p.Followers) + " followers"
	case p.Installs != "":
		size = class(p.Installs) + " installs"
	}
	health := word(string(p.Health))
	if !p.Expires.IsZero() && p.Health != partner.HealthNotConnected {
		health = listed(health, "sign-in until "+w.day(p.Expires))
		if !p.Expires.After(w.Now) {
			health = "sign-in expired " + w.day(p.Expires)
		}
	}
	verified := ""
	if p.Verified {
		verified = "verified"
	}
	t := Thing{Line: fmt.Sprintf("%s: %s", name, listed(where, handle, size, health, verified))}
	if u := labelled("Address", p.URL); u != "" {
		t.More = append(t.More, u) // without a full stop, which would be copied with it
	}
	return t
}

// platform is a platform as it writes itself.
func platform(s string) string {
	switch s {
	case "YOUTUBE":
		return "YouTube"
	case "TIKTOK":
		return "TikTok"
	case "LINKEDIN":
		return "LinkedIn"
	case "WECHAT":
		return "WeChat"
	case "X/TWITTER":
		return "X"
	case "IOS":
		return "iOS"
	}
	return capital(word(s))
}

// class is the least number of a documented size class.
func class(s string) string {
	least := int64(100)
	for _, c := range partner.SizeClasses() {
		if c == s {
			return format.Count(least) + " or more"
		}
		least *= 10
	}
	return word(s)
}
