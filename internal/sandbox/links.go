package sandbox

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// link is a tracking link that was made. Only vanity links can be listed, by a
// report; nothing can change or delete one.
type link struct {
	program  int
	path     string // of a vanity link, "" for a regular one
	target   string // deep link, "" = the program's landing page
	subs     [3]string
	shared   string
	property string // id of the media property, "" for none
	created  uint32
}

const mostVanityLinks = 5_000

// vanityPath is what a vanity link may be called: no slash, so that /c/… stays
// the form of regular links.
var vanityPath = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{2,49}$`)

// trackingHost is the program's tracking domain.
func (p *program) trackingHost() string {
	u, _, _ := strings.Cut(p.link, "/c/")
	return u
}

// long is the full address of a link, which a vanity link leads to.
func (l *link) long(p *program) string {
	var query []string
	add := func(name, value string) {
		if value != "" {
			query = append(query, name+"="+strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
		}
	}
	add("u", l.target)
	for i, sub := range l.subs {
		add("subId"+strconv.Itoa(i+1), sub)
	}
	add("sharedId", l.shared)
	if query == nil {
		return p.link
	}
	return p.link + "?" + strings.Join(query, "&")
}

// address is what is published.
func (l *link) address(p *program) string {
	if l.path != "" {
		return p.trackingHost() + "/" + l.path
	}
	return l.long(p)
}

// newLinks are the vanity links of the generated account.
func newLinks(d *data) []*link {
	if d.profile == profileEmpty {
		return nil
	}
	var list []*link
	for i, row := range []struct {
		brand, day   int
		path, target string // target below www of the brand
		sub, shared  string
	}{
		{1, -480, "TrailShoes", "/shoes/trail", "yt-review", ""},
		{0, -410, "BetterSheets", "", "newsletter", ""},
		{3, -300, "tea", "/collections/first-flush", "podcast", "pod-12"},
		{8, -255, "GoodDog2025", "", "ig-story", ""},
		{2, -170, "sevendaycandle", "/gifts/seven-days", "tt-short", "video-7"},
		{14, -88, "Playground", "", "ig-story", ""},
		{16, -61, "first_cup", "/subscribe", "podcast", "pod-31"},
		{6, -33, "OnePan", "", "yt-review", ""},
		{5, -9, "SaltWeek", "", "ig-story", "autumn"},
		{1, -2, "Northgale-Winter", "/winter?from=meadowlark", "newsletter", ""},
	} {
		p := &d.programs[row.brand]
		l := &link{program: row.brand, path: row.path, subs: [3]string{row.sub}, shared: row.shared}
		l.created = d.moment(row.day, 11, int(mix(d.seed+streamLinks+uint64(i))%60))
		if !p.joined(l.created) {
			continue
		}
		if row.target != "" && p.allows("www."+p.domain+".example") {
			l.target = "https://www." + p.domain + ".example" + row.target
		}
		list = append(list, l)
	}
	return list
}

// forbidden is the form in which links are refused for good.
func (c *call) forbidden(message string) reply {
	return reply{status: http.StatusForbidden, body: func(o *out) {
		o.root("", func() {
			o.number("timestamp", int64(c.now)*1_000)
			o.str("status", "FORBIDDEN")
			o.str("error", "Forbidden")
			o.str("message", message)
		})
	}}
}

// createLink makes a tracking link. All of its parameters stand in the query.
func createLink(c *call) reply {
	p := c.program()
	if p == nil {
		return notFound()
	}
	if p.standing(c.now) != "Active" {
		return invalid("ProgramId", "The contract with the program has expired.")
	}
	l := &link{program: c.d.byID[p.id], created: c.now, property: c.query.Get("MediaPartnerPropertyId"), shared: c.query.Get("sharedId")}
	for i := range l.subs {
		l.subs[i] = c.query.Get("subId" + strconv.Itoa(i+1))
	}
	for _, name := range []string{"subId1", "subId2", "subId3", "sharedId"} {
		if len([]rune(c.query.Get(name))) > longestText {
			return invalid(name, "Cannot be longer than "+strconv.Itoa(longestText)+" characters.")
		}
	}
	if ad := c.query.Get("AdId"); ad != "" && ad != strconv.FormatInt(p.ad, 10) {
		return invalid("AdId", "The program has no such ad.")
	}
	var bad *reply
	if l.target, bad = c.deepLink(p); bad != nil {
		return *bad
	}
	if l.property != "" && c.s.findProperty(l.property) == nil {
		return c.forbidden("The property ID '" + l.property + "' does not exist.")
	}
	switch kind := c.query.Get("Type"); {
	case strings.EqualFold(kind, "Vanity"): // an older page writes it small
		if bad := c.addVanity(p, l); bad != nil {
			return *bad
		}
	case kind != "" && kind != "Regular":
		return *known("Type", kind, "Regular", "Vanity")
	case c.query.Get("CustomPath") != "":
		return invalid("CustomPath", "A custom path needs the type Vanity.")
	}
	return ok(func(o *out) { o.root("", func() { o.str("TrackingURL", l.address(p)) }) })
}

// addVanity gives the link its path and keeps it. A path is taken, in whatever
// letters, once on a tracking domain.
func (c *call) addVanity(p *program, l *link) *reply {
	path := c.query.Get("CustomPath")
	if path != "" && !vanityPath.MatchString(path) {
		bad := invalid("CustomPath", "Use 3 to 50 letters, digits, hyphens and underscores; the first is a letter or a digit.")
		return &bad
	}
	var bad reply
	added := c.s.links.add(func(list []*link, n int) *link {
		if len(list) >= mostVanityLinks {
			bad = c.forbidden("The account has reached its limit of " + strconv.Itoa(mostVanityLinks) + " vanity links.")
			return nil
		}
		l.path = path
		if path == "" {
			l.path = "L" + strconv.FormatUint(mix(c.s.o.Seed+streamLinks+uint64(1_000+n))%(1<<40), 36)
		}
		if slices.ContainsFunc(list, func(other *link) bool {
			return strings.EqualFold(other.path, l.path) && c.d.programs[other.program].trackingHost() == p.trackingHost()
		}) {
			bad = invalid("CustomPath", "The path is already taken.")
			return nil
		}
		return l
	})
	if added == nil {
		return &bad
	}
	return nil
}

// runVanity has a row for each vanity link made in the period, the newest first.
func runVanity(c *call, p period) table {
	found := slices.DeleteFunc(c.s.links.all(), func(l *link) bool {
		return !c.in(p, l.created) || p.program != -1 && p.program != l.program
	})
	slices.Reverse(found)
	return table{rows: len(found), row: func(i int) []string {
		l, of := found[i], &c.d.programs[found[i].program]
		property := ""
		if at := c.s.findProperty(l.property); at != nil {
			property = at.name
		}
		return []string{
			c.time(l.created).Format(dayForm), l.address(of), l.long(of), l.target, of.name, whole(of.id), whole(of.ad),
			l.subs[0], l.subs[1], l.subs[2], l.shared, property,
		}
	}}
}
