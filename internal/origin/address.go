package origin

import (
	"net"
	"net/url"
	"strings"
	"unicode"

	"impactdash/internal/partner"
)

// opSetUp begins the errors about wrong options.
const opSetUp = "set up the client"

// Parse reads the address of a service: scheme, host, optional port and path
// prefix; a slash at the end is dropped. Credentials go out with every
// request, therefore plain http is for this machine only. field names the
// setting in the error, which is of kind Invalid.
func Parse(field, text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(text), "/"))
	switch {
	case err != nil:
		return nil, Refuse(field, "the address cannot be read")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, Refuse(field, "the address must begin with https://")
	case u.Hostname() == "":
		return nil, Refuse(field, "the address has no host")
	case u.User != nil:
		return nil, Refuse(field, "the address must not contain a user name or password")
	case u.RawQuery != "" || u.Fragment != "":
		return nil, Refuse(field, "the address must end before ? and #")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, Refuse(field, "http:// would send the credentials in clear to "+u.Hostname()+"; use https://")
	}
	return u, nil
}

// Refuse is the error for an option that can never work.
func Refuse(field, detail string) error {
	return &partner.Error{Op: opSetUp, Kind: partner.Invalid, Field: field, Detail: detail}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// Same compares scheme, host and port; a missing port is the scheme's.
func Same(a, b *url.URL) bool {
	return strings.EqualFold(a.Scheme, b.Scheme) &&
		strings.EqualFold(a.Hostname(), b.Hostname()) && portOf(a) == portOf(b)
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case strings.EqualFold(u.Scheme, "https"):
		return "443"
	}
	return "80"
}

// SafeURL is an address fit for a log: no user, no password, no query.
func SafeURL(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "(unreadable)"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// Shorten leaves enough of an id to tell two accounts apart.
func Shorten(id string) string {
	if len(id) <= 4 {
		return "…"
	}
	return id[:4] + "…"
}

// IsWeb reports whether a text is the absolute address of a web page, without
// a user in it and without characters that cannot be seen.
func IsWeb(address string) bool {
	if strings.ContainsFunc(address, func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsGraphic(r) || unicode.IsSpace(r) }) {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil
}
