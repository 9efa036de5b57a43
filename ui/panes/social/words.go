package social

import (
	"cmp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

const (
	day  = 24 * time.Hour
	soon = 14 * day // from when on the end of a sign-in is told as one that comes near
)

// property is a property with what the list needs of it at each key, made once.
type property struct {
	partner.Property
	name   string // cleaned
	handle string // cleaned; empty when there is none
	where  string // platform in words; "web site", "app"
	size   int64  // followers or installs, the least there can be; -1 when not known
}

// row is how the list keeps properties: by reference, because they are large.
type row = *property

func newRow(p partner.Property) row {
	r := &property{Property: p, name: clean(p.Name), handle: clean(p.Handle), where: place(p), size: -1}
	switch {
	case p.Exact.OK && r.social():
		r.size = p.Exact.V
	case r.social():
		r.size = leastOf(p.Followers)
	case p.Type == partner.PropertyMobile:
		r.size = leastOf(p.Installs)
	}
	if r.name == "" {
		r.name = cmp.Or(r.handle, "Property "+clean(p.ID))
	}
	return r
}

func clean(s string) string { return strings.TrimSpace(format.Safe(s)) }

// social reports whether it is a social profile, the core of this pane.
func (r row) social() bool { return r.Type == partner.PropertySocial }

// called is what people call it: the handle of a profile, else its name.
func (r row) called() string {
	if r.social() {
		return cmp.Or(r.handle, r.name)
	}
	return r.name
}

// abbreviated is where a property is in at most three cells.
func (r row) abbreviated() string {
	switch r.Type {
	case partner.PropertyWebsite:
		return "web"
	case partner.PropertyMobile:
		return "app"
	}
	for _, s := range spellings() {
		if s.value == r.Platform {
			return s.short
		}
	}
	return format.Cut(r.where, 3)
}

// quoted is how much of a name a sentence repeats, in cells.
const quoted = 40

// inSentence is a property in a sentence.
func (r row) inSentence() string { return "“" + format.Cut(r.name, quoted) + "”" }

// spelling is a platform of the service and how people write it, also in two
// or three letters.
type spelling struct{ value, words, short string }

func spellings() []spelling {
	return []spelling{
		{"INSTAGRAM", "Instagram", "IG"},
		{"YOUTUBE", "YouTube", "YT"},
		{"X/TWITTER", "X", "X"},
		{"FACEBOOK", "Facebook", "FB"},
		{"PINTEREST", "Pinterest", "Pin"},
		{"TWITCH", "Twitch", "Tw"},
		{"TIKTOK", "TikTok", "TT"},
		{"LINKEDIN", "LinkedIn", "in"},
		{"WECHAT", "WeChat", "WeC"},
		{"WEIBO", "Weibo", "Wb"},
		{"IOS", "iOS", "iOS"},
		{"ANDROID", "Android", "And"},
	}
}

// mobilePlatforms are the documented values of MobilePlatform.
func mobilePlatforms() []string { return []string{"IOS", "ANDROID"} }

// platformWords is a platform as people write it; empty for none.
func platformWords(value string) string {
	for _, s := range spellings() {
		if s.value == value {
			return s.words
		}
	}
	return capital(spaced(value))
}

// place is where a property is, in a word or two.
func place(p partner.Property) string {
	platform := platformWords(p.Platform)
	switch p.Type {
	case partner.PropertyWebsite:
		return "web site"
	case partner.PropertyMobile:
		return strings.TrimSpace(platform + " app")
	case partner.PropertySocial:
		return cmp.Or(platform, "social")
	}
	return cmp.Or(platform, spaced(string(p.Type)), format.None)
}

// kind is what sort of property it is.
func kind(t partner.PropertyType) string {
	switch t {
	case partner.PropertyWebsite:
		return "site"
	case partner.PropertyMobile:
		return "app"
	}
	return cmp.Or(spaced(string(t)), format.None)
}

// spaced is a constant of the service as words.
func spaced(s string) string { return strings.ReplaceAll(strings.ToLower(clean(s)), "_", " ") }

// capital writes the first letter of a sentence large.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// class is a size class of the service: how it is written, and its least
// number.
type class struct {
	value, words string
	least        int64
}

// classes are the documented ones, smallest first.
func classes() []class {
	words := []string{"100+", "1k+", "10k+", "100k+", "1M+", "10M+", "100M+"}
	out := make([]class, len(words))
	least := int64(100)
	for i, value := range partner.SizeClasses()[:len(words)] {
		out[i] = class{value, words[i], least}
		least *= 10
	}
	return out
}

// leastOf is the least number of a size class, -1 when it is not known.
func leastOf(value string) int64 {
	for _, c := range classes() {
		if c.value == value {
			return c.least
		}
	}
	return -1
}

// sizeWords is a size class as a number with a plus; empty when not said.
func sizeWords(value string) string {
	for _, c := range classes() {
		if c.value == value {
			return c.words
		}
	}
	return spaced(value)
}

// followers is how many people follow: the number where it is known, else the
// size class; empty when nobody says.
func (r row) followers() string {
	switch {
	case !r.social():
		return ""
	case r.Exact.OK:
		return format.Count(r.Exact.V)
	}
	return sizeWords(r.Followers)
}

// audience is followers, installs or visitors, with the word.
func (r row) audience() string {
	with := func(n, what string) string {
		if n == "" {
			return ""
		}
		return n + " " + what
	}
	switch r.Type {
	case partner.PropertySocial:
		return with(r.followers(), "followers")
	case partner.PropertyMobile:
		return with(sizeWords(r.Installs), "installs")
	case partner.PropertyWebsite:
		return with(visitors(r.Visitors), "visitors")
	}
	return ""
}

// visitors is the service's text with separators, if it is a number.
func visitors(text string) string {
	var n int64
	text = clean(text)
	if len(text) > 15 {
		return text
	}
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return text
		}
		n = n*10 + int64(c-'0')
	}
	if text == "" {
		return ""
	}
	return format.Count(n)
}

// healthOf is how the sign-in is doing at a moment: one whose end has passed
// has expired, even when nobody has looked since.
func healthOf(r row, now time.Time) partner.ConnectionHealth {
	if r.Health == partner.HealthConnected && !r.Expires.IsZero() && !r.Expires.After(now) {
		return partner.HealthExpired
	}
	return r.Health
}

// healthWord is a health in a word or two; empty when nobody knows.
func healthWord(h partner.ConnectionHealth) string { return spaced(string(h)) }

// trouble reports whether something is to be done about a property.
func trouble(r row, now time.Time) bool {
	return !r.Verified || broken(r, now)
}

// broken reports whether the sign-in has to be made again.
func broken(r row, now time.Time) bool {
	h := healthOf(r, now)
	return h == partner.HealthExpired || h == partner.HealthError
}

// standing is the one thing to know of a property: what is wrong with it, or
// that nothing is.
func standing(r row, now time.Time) string {
	h := healthOf(r, now)
	switch {
	case h == partner.HealthExpired:
		return "sign-in expired"
	case h == partner.HealthError:
		return "sign-in failed"
	case !r.Verified:
		return "not verified"
	case h == "":
		return "verified"
	}
	return healthWord(h)
}

// shortStanding is standing in at most ten cells.
func shortStanding(r row, now time.Time) string {
	switch s := standing(r, now); s {
	case "sign-in expired":
		return "expired"
	case "sign-in failed":
		return "failed"
	case "not verified":
		return "unverified"
	default:
		return s
	}
}

// expires is when the sign-in ends: "Dec 30", near its end "in 6d", after it
// "2d ago".
func expires(r row, now time.Time) string {
	left := r.Expires.Sub(now)
	switch {
	case r.Expires.IsZero():
		return ""
	case left <= -time.Minute && left > -soon:
		return format.Age(-left) + " ago"
	case left > 0 && left < time.Minute:
		return "in 1m"
	case left > 0 && left < soon:
		return "in " + format.Age(left)
	}
	d := partner.DateOf(r.Expires, now.Location())
	return format.Day(d, d.Year != partner.DateOf(now, now.Location()).Year)
}

// exactly is a moment in a detail: "Mon Nov 23, 14:04".
func exactly(at, now time.Time) string {
	d := partner.DateOf(at, now.Location())
	text := format.Weekday(d)
	if d.Year != partner.DateOf(now, now.Location()).Year {
		text += d.Format(", 2006")
	}
	return text + ", " + at.In(now.Location()).Format("15:04")
}

// bare is an address without its scheme.
func bare(address string) string {
	address = clean(address)
	if _, rest, ok := strings.Cut(address, "://"); ok {
		return strings.TrimSuffix(rest, "/")
	}
	return address
}
