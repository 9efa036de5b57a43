package partner

import (
	"net/url"
	"strings"
)

// LinkPart is a part of a link, by its name: "Ad", "subId1".
type LinkPart struct{ Name, Value string }

// maxLinkParts bounds the parameters of a link that are told.
const maxLinkParts = 20

// LinkParts takes a link apart for reading, in its order: tracking domain;
// partner, ad and program of a plain link, or the path of a vanity link; the
// parameters, with their escapes undone where they can be. None for what is no
// whole address. The values come from outside as they are.
func LinkParts(address string) []LinkPart {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil
	}
	parts := []LinkPart{{"Tracking domain", u.Host}}
	switch p := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/"); {
	case len(p) == 4 && p[0] == "c":
		parts = append(parts, LinkPart{"Partner", p[1]}, LinkPart{"Ad", p[2]}, LinkPart{"Program", p[3]})
	case u.EscapedPath() != "":
		parts = append(parts, LinkPart{"Path", u.EscapedPath()})
	}
	n := 0
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		if pair == "" || n == maxLinkParts {
			continue
		}
		n++
		name, value, _ := strings.Cut(pair, "=")
		parts = append(parts, LinkPart{unescaped(name), unescaped(value)})
	}
	return parts
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// SamePage reports whether two addresses lead to the same page: scheme, case
// of the host, "www." and a slash at the end make no difference.
func SamePage(a, b string) bool {
	x, errX := url.Parse(strings.TrimSpace(a))
	y, errY := url.Parse(strings.TrimSpace(b))
	if errX != nil || errY != nil || x.Host == "" {
		return false
	}
	host := func(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Host), "www.") }
	path := func(u *url.URL) string { return strings.TrimSuffix(u.EscapedPath(), "/") }
	return host(x) == host(y) && path(x) == path(y) && x.RawQuery == y.RawQuery
}
