package api

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// accountsPath stands before the account id in each path of the API.
const accountsPath = "/Mediapartners/"

// queryTime is the form of instants in queries: UTC, whole seconds. Some
// endpoints refuse milliseconds.
const queryTime = "2006-01-02T15:04:05Z"

// address is the URL of a resource below the account root; no segments give
// the root itself. Empty query values are left out.
func (c *Client) address(query url.Values, segments ...string) *url.URL {
	u := *c.base
	path := c.root
	for _, s := range segments {
		path += "/" + url.PathEscape(s)
	}
	u.Path, u.RawPath = unescaped(path), path
	kept := url.Values{}
	for name, values := range query {
		if len(values) > 0 && values[0] != "" {
			kept[name] = values
		}
	}
	u.RawQuery = kept.Encode()
	return &u
}

// unescaped never fails: the path was escaped by us.
func unescaped(path string) string {
	p, err := url.PathUnescape(path)
	if err != nil {
		panic("api: own path cannot be read: " + err.Error())
	}
	return p
}

// resolve makes a page address out of a URI in the body of the answer to from.
// Those are host-relative, older ones with a second slash in front that must
// not be taken for a host; an absolute one has to name the configured service.
func (c *Client) resolve(from *url.URL, text string) (*url.URL, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "/") {
		text = "/" + strings.TrimLeft(text, "/")
	}
	ref, err := url.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("the address of the next page cannot be read")
	}
	if ref.Scheme != "" || ref.Host != "" {
		if ref.User != nil || !origin.Same(c.base, ref) {
			return nil, &origin.ForeignError{Host: ref.Host}
		}
	}
	path, ok := c.below(ref.EscapedPath())
	if ref.Path == "" {
		path, ok = from.EscapedPath(), true // only the query changes
	}
	if !ok {
		return nil, fmt.Errorf("the address of the next page leads elsewhere")
	}
	u := *c.base
	u.Path, u.RawPath = unescaped(path), path
	u.RawQuery = strings.ReplaceAll(ref.RawQuery, " ", "%20")
	return &u, nil
}

// below puts the prefix of the configured address before a path of the API. A
// proxy that rewrites bodies may have put it there already.
func (c *Client) below(path string) (string, bool) {
	prefix := c.base.EscapedPath()
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if !strings.HasPrefix(path, prefix+accountsPath) {
		path = prefix + path
	}
	return path, strings.HasPrefix(path, prefix+accountsPath)
}

// checkID refuses ids that would change the path they are put into.
func checkID(op, field, id string) error {
	if id == "" || id == "." || id == ".." {
		return &partner.Error{Op: op, Kind: partner.Invalid, Field: field, Detail: fmt.Sprintf("%q is not an id", id)}
	}
	return nil
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(queryTime)
}
