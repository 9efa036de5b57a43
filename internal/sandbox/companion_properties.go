package sandbox

import (
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
)

// connectPath is where the sign-in pages lie; the rest of the path is a one-time
// code, and the only credential.
const connectPath = "/sandbox/connect/"

// signInTime is how long a sign-in page works, consentTime how long the consent
// given there holds, in seconds.
const (
	signInTime  = 15 * 60
	consentTime = 60 * secondsOfDay
)

// The healths of a connection.
const (
	healthConnected    = "connected"
	healthExpired      = "expired"
	healthError        = "error"
	healthNotConnected = "not_connected"
)

// grant is the consent of a platform.
type grant struct {
	health    string
	expires   uint32 // 0 = not told
	followers int64  // -1 = not told
}

// signIn is a sign-in that was begun.
type signIn struct {
	platform, property string // property "" = a new one
	expires            uint32
	used               bool
}

// propertyExtra is what the Partner API leaves out about a social profile.
type propertyExtra struct {
	PropertyID string  `json:"property_id"`
	Health     string  `json:"health"`
	ExpiresAt  *string `json:"expires_at"`
	Followers  *int64  `json:"followers"`
}

// newGrants are the connections of the generated account's profiles.
func newGrants(c *call) map[string]grant {
	grants := map[string]grant{}
	for _, p := range c.s.properties.all() {
		switch p.social {
		case "INSTAGRAM":
			grants[p.key()] = grant{healthConnected, c.d.start(c.d.today+48) + 39_600, 48_213}
		case "YOUTUBE":
			grants[p.key()] = grant{healthExpired, c.d.start(c.d.today-3) + 50_400, largestAudience}
		case "TIKTOK":
			grants[p.key()] = grant{healthError, 0, 6_940}
		}
	}
	return grants
}

// listPropertyExtras lists the social profiles.
func listPropertyExtras(c *call, st *companionState) (companionList[propertyExtra], *problem) {
	var list []propertyExtra
	for _, p := range c.s.properties.all() {
		if p.kind != "SOCIAL" {
			continue
		}
		g, known := st.grants[p.key()]
		if !known {
			g = grant{healthNotConnected, 0, -1}
		}
		if g.health == healthConnected && g.expires != 0 && g.expires <= c.now {
			g.health = healthExpired
		}
		v := propertyExtra{PropertyID: p.key(), Health: g.health, ExpiresAt: c.timeOrNull(g.expires)}
		if g.followers >= 0 {
			v.Followers = &g.followers
		}
		list = append(list, v)
	}
	return listOf(list), nil
}

// connectRequest is the body that begins a sign-in.
type connectRequest struct {
	Platform   string `json:"platform"`
	PropertyID string `json:"property_id"`
}

// connection is a sign-in that was begun, on the wire.
type connection struct {
	Platform  string `json:"platform"`
	URL       string `json:"url"`
	ExpiresAt string `json:"expires_at"`
}

// connectProperty begins a sign-in. The sandbox is its own platform: the page is
// at the address by which it was asked.
func connectProperty(c *call, st *companionState, b connectRequest) (connection, *problem) {
	if !slices.Contains(socialPlatforms(), b.Platform) {
		return connection{}, wrong("platform", "unknown_platform", "Choose one of "+strings.Join(socialPlatforms(), ", ")+".")
	}
	if b.PropertyID != "" {
		switch p := c.s.findProperty(b.PropertyID); {
		case p == nil:
			return connection{}, wrong("property_id", "unknown", "There is no such property.")
		case p.social != b.Platform:
			return connection{}, wrong("property_id", "wrong_platform", "This property is not at "+b.Platform+".")
		}
	}
	code := letters(rand.New(rand.NewPCG(c.s.o.Seed, streamOffers+100_000+uint64(len(st.signIns)))), 28)
	s := &signIn{b.Platform, b.PropertyID, c.now + signInTime, false}
	st.signIns[code] = s
	scheme := "http"
	if c.r.TLS != nil {
		scheme = "https"
	}
	return connection{s.platform, scheme + "://" + c.r.Host + connectPath + code, c.timeText(s.expires)}, nil
}

// connectPage answers the page of a sign-in; opening it is consenting.
func (s *Server) connectPage(r *http.Request) reply {
	if r.Method != http.MethodGet {
		return htmlPage(http.StatusMethodNotAllowed, "This page can only be opened.")
	}
	if err := s.Ready(r.Context()); err != nil {
		return htmlPage(http.StatusServiceUnavailable, "The sandbox is not ready yet.")
	}
	c, st := &call{s: s, r: r, now: s.seconds()}, &s.companion
	st.mu.Lock()
	defer st.mu.Unlock()
	st.prepare(c)
	in := st.signIns[strings.TrimPrefix(r.URL.Path, connectPath)]
	switch {
	case in == nil:
		return htmlPage(http.StatusNotFound, "There is no such sign-in.")
	case in.used:
		return htmlPage(http.StatusGone, "This sign-in was used before. Begin a new one.")
	case in.expires <= c.now:
		return htmlPage(http.StatusGone, "This sign-in has expired. Begin a new one.")
	case in.property != "" && s.findProperty(in.property) == nil:
		return htmlPage(http.StatusGone, "The property was removed in the meantime.")
	}
	in.used = true
	if in.property == "" {
		in.property = s.newProfile(in.platform)
	}
	g, known := st.grants[in.property]
	if !known {
		g.followers = 1_204
	}
	g.health, g.expires = healthConnected, c.now+consentTime
	st.grants[in.property] = g
	return htmlPage(http.StatusOK, "The profile at "+in.platform+" is connected. You can close this page.")
}

// newProfile adds the property that a sign-in without one makes.
func (s *Server) newProfile(platform string) string {
	service := strings.ToLower(platform[strings.LastIndexByte(platform, '/')+1:])
	return s.properties.add(func(_ []*property, n int) *property {
		return &property{
			id: 4_700_000 + 23*int64(n), name: "Meadowlark at " + platform, kind: "SOCIAL", social: platform,
			url: "https://www." + service + ".example/meadowlark", handle: "@meadowlark", followers: "THOUSAND_PLUS", verified: true,
		}
	}).key()
}

// htmlPage is a plain page for a browser.
func htmlPage(status int, text string) reply {
	return reply{status: status, kind: "text/html; charset=utf-8", raw: fmt.Appendf(nil,
		"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>impactdash sandbox</title></head>\n<body><h1>impactdash sandbox</h1><p>%s</p></body></html>\n",
		html.EscapeString(text))}
}
