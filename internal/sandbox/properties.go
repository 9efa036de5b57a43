package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// property is a place where the account promotes: a site, an app, a profile.
// Texts are as on the wire, "" for none.
type property struct {
	id                              int64
	name, kind, url                 string
	about, tags, handle             string
	social, followers               string // platform, size class
	mobile, installs, rating, price string
	visitors, alexa, quantcast      string
	models                          []string // how it earns
	picture, verified               bool
}

func (p *property) key() string { return strconv.FormatInt(p.id, 10) }

// sizes are the classes of followers and installs.
func sizes() []string {
	return []string{
		"HUNDRED_PLUS", "THOUSAND_PLUS", "TEN_THOUSAND_PLUS", "HUNDRED_THOUSAND_PLUS",
		"MILLION_PLUS", "TEN_MILLION_PLUS", "HUNDRED_MILLION_PLUS",
	}
}

func socialPlatforms() []string {
	return []string{"INSTAGRAM", "YOUTUBE", "X/TWITTER", "FACEBOOK", "PINTEREST", "TWITCH", "TIKTOK", "LINKEDIN", "WECHAT", "WEIBO"}
}

func revenueModels() []string {
	return []string{"PAY_PER_LEAD", "PAY_PER_INQUIRY", "PAY_PER_SALE", "PAY_PER_CLICK", "PAY_PER_INSTALL"}
}

// newProperties are those of the generated account; one without a click has none.
func newProperties(d *data) []*property {
	if d.profile == profileEmpty {
		return nil
	}
	sale := []string{"PAY_PER_SALE"}
	list := []*property{
		{
			name: "Meadowlark", kind: "WEBSITE", url: "https://www.meadowlark.example", about: "Reviews and guides about things for the home.",
			tags: "home,outdoor,reviews", visitors: "184000", models: []string{"PAY_PER_SALE", "PAY_PER_LEAD"}, picture: true, verified: true,
		},
		{
			name: "Meadowlark Weekly", kind: "WEBSITE", url: "https://weekly.meadowlark.example", about: "The blog behind the newsletter.",
			tags: "newsletter", visitors: "12500", models: sale,
		},
		{
			name: "Meadowlark on Instagram", kind: "SOCIAL", url: "https://www.instagram.com/meadowlark.example", about: "Rooms, light and linen.",
			tags: "home,interiors", social: "INSTAGRAM", followers: "TEN_THOUSAND_PLUS", handle: "@meadowlark.example", models: sale, picture: true, verified: true,
		},
		{
			name: "Meadowlark Reviews", kind: "SOCIAL", url: "https://www.youtube.com/@meadowlark-example", about: "Tested for a month, told in ten minutes.",
			tags: "reviews,video", social: "YOUTUBE", followers: "HUNDRED_THOUSAND_PLUS", handle: "@meadowlark-example",
			models: []string{"PAY_PER_SALE", "PAY_PER_CLICK"}, verified: true,
		},
		{
			name: "Meadowlark Shorts ✂️", kind: "SOCIAL", url: "https://www.tiktok.com/@meadowlark.example",
			social: "TIKTOK", followers: "THOUSAND_PLUS", handle: "@meadowlark.example",
		},
		{
			name: "Larklist", kind: "MOBILE", url: "https://apps.meadowlark.example/larklist", about: "A shopping list that knows what is on sale.",
			tags: "shopping,lists", mobile: "IOS", installs: "THOUSAND_PLUS", rating: "4", price: "0", models: []string{"PAY_PER_INSTALL"},
		},
		{
			name: "old twitter", kind: "SOCIAL", url: "https://twitter.com/meadowlark_old", social: "X/TWITTER", followers: "HUNDRED_PLUS", handle: "meadowlark_old",
		},
	}
	if d.profile == profileNew {
		list = list[:2]
	}
	id := int64(4_600_000 + mix(d.seed+streamProperties)%20_000)
	for i, p := range list {
		id += 17 + int64(mix(d.seed+streamProperties+uint64(i))%2_000)
		p.id = id
	}
	return list
}

// findProperty is the media property with an id, nil when there is none.
func (s *Server) findProperty(id string) *property {
	return s.properties.find(func(p *property) bool { return p.key() == id })
}

// changeProperty edits a media property, as shelf.change does.
func (s *Server) changeProperty(id string, edit func(*property) error) (*property, error) {
	return s.properties.change(func(p *property) bool { return p.key() == id }, edit)
}

// listProperties lists all media properties, the first made first.
func listProperties(c *call) reply {
	found := c.s.properties.all()
	p, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "MediaProperties", "MediaProperty", func(o *out, i int) { c.property(o, found[i]) })
}

// getProperty retrieves one media property.
func getProperty(c *call) reply {
	p := c.s.findProperty(c.params["id"])
	if p == nil {
		return notFound()
	}
	return object("MediaProperty", func(o *out) { c.property(o, p) })
}

// createProperty adds a property, whose owner is not verified yet.
func createProperty(c *call) reply {
	f, bad := c.form(multipartForm)
	if bad == nil {
		bad = f.missing("Name", "Type", "Url")
	}
	if bad == nil {
		bad = f.checkProperty()
	}
	if bad != nil {
		return *bad
	}
	made := c.s.properties.add(func(_ []*property, n int) *property {
		p := &property{id: 4_700_000 + 23*int64(n), kind: f.get("Type")}
		p.fill(f)
		return p
	})
	return c.accepted(http.StatusCreated, "MediaProperties/"+made.key())
}

// updateProperty changes the fields that were sent; of RevenueModel the whole set.
func updateProperty(c *call) reply {
	old := c.s.findProperty(c.params["id"])
	if old == nil {
		return notFound()
	}
	f, bad := c.form(multipartForm)
	if bad == nil {
		bad = f.checkProperty()
	}
	if bad != nil {
		return *bad
	}
	for _, name := range []string{"Name", "Url"} {
		if f.has(name) && f.get(name) == "" {
			return invalid(name, name+" cannot be empty.")
		}
	}
	if f.has("Type") && f.get("Type") != old.kind {
		return invalid("Type", "Type cannot be changed.")
	}
	if _, err := c.s.changeProperty(c.params["id"], func(p *property) error { p.fill(f); return nil }); err != nil {
		return notFound() // removed in between
	}
	return c.accepted(http.StatusOK, "MediaProperties/"+old.key())
}

// deleteProperty removes a property for good.
func deleteProperty(c *call) reply {
	if !c.s.properties.remove(func(p *property) bool { return p.key() == c.params["id"] }) {
		return notFound()
	}
	return ok(func(o *out) { o.root("", func() { o.str("Status", "DELETED") }) })
}

// checkProperty checks the fields that were sent.
func (f form) checkProperty() *reply {
	for _, field := range []struct {
		name   string
		values []string
	}{
		{"Type", []string{"WEBSITE", "MOBILE", "SOCIAL"}},
		{"MobilePlatform", []string{"IOS", "ANDROID"}},
		{"SocialPlatform", socialPlatforms()},
		{"Installs", sizes()},
		{"Followers", sizes()},
	} {
		if bad := known(field.name, f.get(field.name), field.values...); bad != nil {
			return bad
		}
	}
	for _, model := range f.values["RevenueModel"] {
		if bad := known("RevenueModel", model, revenueModels()...); bad != nil {
			return bad
		}
	}
	const most = 9_999_999_999_999_999 // 16 digits
	for _, name := range []string{"MonthlyUniqueVisitors", "AlexaRating", "QuantcastRating", "Price"} {
		if bad := f.number(name, 0, most); bad != nil {
			return bad
		}
	}
	if bad := f.number("AppStoreRating", 1, 5); bad != nil {
		return bad
	}
	if text := f.get("Url"); text != "" {
		if u, err := url.Parse(text); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" {
			bad := invalid("Url", "Not a valid URL. It begins with https:// or http://.")
			return &bad
		}
	}
	return nil
}

// fill takes over the fields that were sent.
func (p *property) fill(f form) {
	for name, into := range map[string]*string{
		"Name": &p.name, "Url": &p.url, "Description": &p.about, "Tags": &p.tags, "Handle": &p.handle,
		"SocialPlatform": &p.social, "Followers": &p.followers,
		"MobilePlatform": &p.mobile, "Installs": &p.installs, "AppStoreRating": &p.rating, "Price": &p.price,
		"MonthlyUniqueVisitors": &p.visitors, "AlexaRating": &p.alexa, "QuantcastRating": &p.quantcast,
	} {
		if f.has(name) {
			*into = f.get(name)
		}
	}
	if f.has("RevenueModel") {
		p.models = nil
		for _, model := range f.values["RevenueModel"] {
			if model != "" && !slices.Contains(p.models, model) {
				p.models = append(p.models, model)
			}
		}
	}
	p.picture = p.picture || f.files["Thumbnail"]
}

func (c *call) property(o *out, p *property) {
	self := "MediaProperties/" + p.key()
	picture := ""
	if p.picture {
		picture = c.uri(self + "/Thumbnail")
	}
	o.str("Id", p.key())
	o.str("Name", p.name)
	o.str("Thumbnail", picture)
	o.str("Description", p.about)
	o.str("Tags", p.tags)
	o.strings("RevenueModel", "RevenueModel", p.models)
	o.str("Url", p.url)
	o.str("Type", p.kind)
	o.str("MonthlyUniqueVisitors", p.visitors)
	o.str("AlexaRating", p.alexa)
	o.str("QuantcastRating", p.quantcast)
	o.truth("OwnershipVerified", p.verified)
	o.str("MobilePlatform", p.mobile)
	o.str("AppStoreRating", p.rating)
	o.str("Installs", p.installs)
	o.str("Price", p.price)
	o.str("SocialPlatform", p.social)
	o.str("Followers", p.followers)
	o.str("Handle", p.handle)
	o.str("Uri", c.uri(self))
}
