package partner

import "time"

// PropertyType is the kind of place where a partner promotes; unknown texts
// are kept.
type PropertyType string

// The documented kinds.
const (
	PropertyWebsite PropertyType = "WEBSITE"
	PropertyMobile  PropertyType = "MOBILE"
	PropertySocial  PropertyType = "SOCIAL"
)

// SocialPlatforms lists the documented values of SocialPlatform.
func SocialPlatforms() []string {
	return []string{"INSTAGRAM", "YOUTUBE", "X/TWITTER", "FACEBOOK", "PINTEREST", "TWITCH", "TIKTOK", "LINKEDIN", "WECHAT", "WEIBO"}
}

// SizeClasses lists the documented classes of Followers and Installs, smallest
// first.
func SizeClasses() []string {
	return []string{
		"HUNDRED_PLUS", "THOUSAND_PLUS", "TEN_THOUSAND_PLUS", "HUNDRED_THOUSAND_PLUS",
		"MILLION_PLUS", "TEN_MILLION_PLUS", "HUNDRED_MILLION_PLUS",
	}
}

// Property is a site, app or social profile of the account.
//
// Source: operation MediaProperties; Health, Expires and Exact come from the
// companion API and are empty without one.
type Property struct {
	ID          string
	Name        string
	Type        PropertyType
	URL         string
	Description string
	Platform    string // SocialPlatform or MobilePlatform, the service's word; empty for a website
	Handle      string
	Followers   string   // size class, of social profiles; empty when not said
	Installs    string   // size class, of apps; empty when not said
	Tags        string   // comma list
	Revenue     []string // RevenueModel
	Visitors    string   // MonthlyUniqueVisitors, the service's text
	Verified    bool     // OwnershipVerified

	Health  ConnectionHealth
	Expires time.Time  // when the platform's consent ends; zero when not said
	Exact   Opt[int64] // followers as the platform counts them
}

// ConnectionHealth is how the sign-in at a social platform is doing.
type ConnectionHealth string

// The healths. The empty one means that nobody knows.
const (
	HealthConnected    ConnectionHealth = "connected"
	HealthExpired      ConnectionHealth = "expired"
	HealthError        ConnectionHealth = "error"
	HealthNotConnected ConnectionHealth = "not_connected"
)

// PropertyList is the account's properties.
type PropertyList struct {
	Reach      Reach // Companion: connecting and exact follower figures are to be had
	Properties []Property
	Notes      []Note // parts that could not be had
}

// PropertyInput is a property to be added or changed. Empty texts are not
// sent, except that Revenue replaces the whole set when it is not nil.
type PropertyInput struct {
	ID          string       // empty: add
	Name        string       // required to add
	Type        PropertyType // required to add
	URL         string       // required to add; absolute
	Description string
	Platform    string
	Handle      string
	Followers   string
	Installs    string
	Tags        string
	Revenue     []string
}

// Connection is a sign-in at a social platform that was begun.
type Connection struct {
	Platform string
	URL      string    // page of the platform to open; carries a one-time code
	Expires  time.Time // until when the URL works; zero when not said
}
