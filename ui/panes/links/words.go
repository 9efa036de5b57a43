package links

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
)

const ellipsis = "…"

// vanityPage and marketPage are the screens of partner.WebApp that do what no
// interface does, in its own words.
const (
	vanityPage = "Content › Vanity Links"
	marketPage = "Discover › Marketplace"
)

// createKey is the key that makes a link wherever the keys go: that of the
// dashboard's own act, which the pane cannot see.
const createKey = "c"

// vanityTight is from how many vanity links on there is a warning.
const vanityTight = partner.MaxVanityLinks * 95 / 100

func kind(vanity bool) string {
	if vanity {
		return "vanity"
	}
	return "plain"
}

// bare is an address without its protocol and without a slash at its end.
func bare(address string) string {
	text := format.Safe(address)
	if _, rest, ok := strings.Cut(text, "://"); ok {
		text = rest
	}
	return strings.TrimSuffix(text, "/")
}

// short is an address without protocol and parameters.
func short(address string) string {
	text, _, _ := strings.Cut(bare(address), "?")
	return text
}

// path is what stands behind the host of an address, with its slash.
func path(address string) string {
	text := short(address)
	if i := strings.IndexByte(text, '/'); i >= 0 {
		return text[i:]
	}
	return text
}

// subs are the Sub IDs in their places, a mark for one that is missing before
// another.
func subs(l partner.Link) string {
	last := len(l.SubIDs)
	for last > 0 && l.SubIDs[last-1] == "" {
		last--
	}
	parts := make([]string, last)
	for i, id := range l.SubIDs[:last] {
		if parts[i] = format.Safe(id); parts[i] == "" {
			parts[i] = format.None
		}
	}
	return strings.Join(parts, " / ")
}

func clicks(l partner.Link) string {
	if !l.Clicks.OK {
		return format.None
	}
	return format.Count(l.Clicks.V)
}

// madeOn is the day of an instant in the zone of now.
func madeOn(at, now time.Time) string {
	if at.IsZero() {
		return format.None
	}
	return format.Day(partner.DateOf(at, now.Location()), true)
}

func age(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	return format.Age(now.Sub(at))
}

// capital makes the first letter a capital one.
func capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + text[n:]
}

// sentence is a reason as one: a capital letter in front, unless that would
// spell a host in another way, and a full stop behind.
func sentence(text string) string {
	text = strings.TrimRight(strings.TrimSpace(text), ".")
	if first, _, _ := strings.Cut(text, " "); !strings.ContainsAny(first, "./") {
		text = capital(text)
	}
	return text + "."
}

// hint is the line above the small list: how to make a link, and how many
// vanity links there are.
func (p *Pane) hint() string {
	t, l := p.frame.Theme, line.New(p.frame.Width)
	l.Add(t.Text, " ").Add(t.Key, keys.Show(createKey)).Add(t.Muted, " create a link")
	text, tight := p.usage()
	if w := format.Width(text); text != "" && w+2 <= l.Left() {
		style := t.Muted
		if tight {
			style = t.Warn
		}
		l.To(p.frame.Width-w).Add(style, text)
	}
	return l.String()
}

// usage counts the vanity links of the account against the limit; empty while
// it is not known. tight says that hardly any are left.
func (p *Pane) usage() (text string, tight bool) {
	list, ok := p.links.Value()
	if !ok || !list.Vanity.OK {
		return "", false
	}
	n := list.Vanity.V
	text = fmt.Sprintf("%s of %s vanity links", format.Count(int64(n)), format.Count(partner.MaxVanityLinks))
	return text, n >= vanityTight
}

// remarks stand below the list on the full screen.
func (p *Pane) remarks() []string {
	text, tight := p.usage()
	switch {
	case !p.frame.Zoomed || text == "":
		return nil
	case tight:
		return []string{text + ". Delete old ones on the web: " + vanityPage + "."}
	}
	return []string{text + "."}
}

// joinedNone reports that the account is known to have joined no program.
func (p *Pane) joinedNone() bool {
	list, ok := p.programs.Value()
	return ok && len(list.Programs) == 0
}

// emptyText stands where there is no link at all.
func (p *Pane) emptyText() string {
	if p.joinedNone() {
		return "A link needs a program, and you have joined none yet. Brands to join are on the web: " + marketPage + "; press o to go there."
	}
	return "No links yet. Press " + keys.Show(createKey) + " to make one: it is kept here, beside the vanity links of the account."
}
