package partner

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// vanityPath is what a path may be made of. The service publishes no rule;
// all published examples fit.
var vanityPath = lazily(`^[A-Za-z0-9][A-Za-z0-9_-]{2,49}$`)

// CheckPath checks the path of a vanity link, without its slash. Empty asks
// for a random one. The error is of kind Invalid.
func CheckPath(path string) error {
	if path == "" || vanityPath().MatchString(path) {
		return nil
	}
	detail := "a path has letters, digits, - and _ only and begins with a letter or a digit"
	switch n := utf8.RuneCountInString(path); {
	case n < 3:
		detail = "a path has at least 3 characters"
	case n > 50:
		detail = "a path has at most 50 characters"
	}
	return &Error{Op: "check path", Kind: Invalid, Field: "path", Detail: detail}
}

var mailLike = lazily(`[^\s@]+(@|%40)[^\s@]+\.[^\s@]+`)

// CheckSubID checks a Sub ID or Shared ID: at most MaxSubID visible ASCII
// characters and blanks. A warning names what is allowed and unwise; empty
// when all is well. The error is of kind Invalid.
func CheckSubID(text string) (warning string, err error) {
	if n := utf8.RuneCountInString(text); n > MaxSubID {
		return "", badSubID("at most 64 characters")
	}
	for _, r := range text {
		if r < ' ' || r > '~' {
			return "", badSubID("letters, digits and signs of plain ASCII only")
		}
	}
	switch {
	case mailLike().MatchString(text):
		return "this looks like an e-mail address; personal data does not belong here", nil
	case strings.Contains(text, " "):
		return "use - or _ in place of blanks", nil
	}
	return "", nil
}

func badSubID(detail string) error {
	return &Error{Op: "check Sub ID", Kind: Invalid, Field: "sub_id", Detail: detail}
}

// CheckLink applies all rules of a link to be made and returns the request as
// it should be sent. The error is of kind Invalid and names its field.
func CheckLink(p Program, q LinkRequest) (LinkRequest, error) {
	var err error
	if q.Landing, err = CheckLanding(p, q.Landing); err != nil {
		return q, err
	}
	if !q.Vanity {
		q.Path = ""
	}
	if err := CheckPath(q.Path); err != nil {
		return q, err
	}
	for _, id := range append(q.SubIDs[:], q.SharedID) {
		if _, err := CheckSubID(id); err != nil {
			return q, err
		}
	}
	return q, nil
}

// Anatomy is what the link of a request will look like, made of the program's
// own tracking link without a call. A vanity link shows its path, or … for a
// random one. Empty when the program's tracking link is not known.
func Anatomy(p Program, q LinkRequest) string {
	u, err := url.Parse(p.TrackingLink)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	if q.Vanity {
		path := q.Path
		if path == "" {
			path = "…"
		}
		return u.Scheme + "://" + u.Host + "/" + path
	}
	var parts []string
	if u.RawQuery != "" {
		parts = append(parts, u.RawQuery)
	}
	for _, f := range []struct{ name, value string }{
		{"subId1", q.SubIDs[0]},
		{"subId2", q.SubIDs[1]},
		{"subId3", q.SubIDs[2]},
		{"sharedid", q.SharedID},
		{"u", q.Landing},
	} {
		if f.value != "" {
			parts = append(parts, f.name+"="+url.QueryEscape(f.value))
		}
	}
	u.RawQuery, u.Fragment = strings.Join(parts, "&"), ""
	return u.String()
}
