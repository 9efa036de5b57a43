package partner

import (
	"net/url"
	"strings"
	"unicode"
)

// maxLanding bounds a landing page, in bytes. None is published; longer
// addresses are cut by browsers and messengers on the way.
const maxLanding = 2000

// domainsShown is how many permitted domains a refusal lists.
const domainsShown = 5

// PermittedDomains lists the hosts a landing page of the program may have, in
// the form "brand.com", "*.brand.com" or "brand.*", without doubles and
// without the entries nobody can understand. A brand that lists none is taken
// to mean its own page, Program.URL, with and without "www."; that is our
// reading, none is published.
func (p Program) PermittedDomains() []string {
	var texts []string
	seen := map[string]bool{}
	for _, d := range p.domains() {
		if text := d.String(); !seen[text] {
			seen[text] = true
			texts = append(texts, text)
		}
	}
	return texts
}

func (p Program) domains() []domainPattern {
	var all []domainPattern
	listed := false
	for _, entry := range p.DeepLinkDomains {
		listed = listed || strings.TrimSpace(entry) != ""
		all = append(all, readDomains(entry)...)
	}
	if listed {
		return all
	}
	u, err := url.Parse(WithProtocol(strings.TrimSpace(p.URL)))
	if err != nil {
		return nil
	}
	host := strings.TrimPrefix(asciiHost(u.Hostname()), "www.")
	if asciiHost(host) == "" {
		return nil
	}
	return []domainPattern{{middle: host}, {middle: "www." + host}}
}

// CheckLanding checks a landing page before a link is made, because a link to
// a page that is not permitted works and loses the traffic. It returns the
// address as it should be sent: scheme and host in lower case, host in ASCII,
// no default port, the rest untouched. An empty text is the program's default
// page and always right.
//
// A host is permitted when an entry of the program's domains covers it:
// "brand.com" covers itself alone, "www.brand.com" as well; "*.brand.com"
// covers each host below it and not brand.com; ".*" at the end stands for one
// public suffix, as in brand.com or brand.co.uk, and never for a stranger's
// domain, as in brand.evil.com.
//
// The error is of kind Invalid and says what to change.
func CheckLanding(p Program, text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	if !p.AllowsDeepLinks {
		return "", badLanding("the brand allows no landing page of your own; leave it empty")
	}
	host, clean, err := readLanding(text)
	if err != nil {
		return "", err
	}
	domains := p.domains()
	for _, d := range domains {
		if d.permits(host) {
			return clean, nil
		}
	}
	return "", badLanding(notPermitted(p, host, domains))
}

// readLanding takes a landing page apart without asking who permits it.
func readLanding(text string) (host, clean string, err error) {
	for _, r := range text {
		switch {
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return "", "", badLanding("the landing page has an invisible character in it")
		case unicode.IsSpace(r):
			return "", "", badLanding("the landing page has a blank in it; write %20")
		case r == '\\':
			return "", "", badLanding(`the landing page has a backslash in it; write /`)
		case r == unicode.ReplacementChar:
			return "", "", badLanding("the landing page is not readable text")
		}
	}
	if len(text) > maxLanding {
		return "", "", badLanding("the landing page is longer than 2,000 characters")
	}
	scheme, rest, ok := strings.Cut(text, "://")
	scheme = strings.ToLower(scheme)
	if !ok || scheme != "https" && scheme != "http" {
		return "", "", badLanding("the landing page must begin with https:// or http://")
	}
	authority, tail := rest, ""
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		authority, tail = rest[:i], rest[i:]
	}
	switch {
	case authority == "":
		return "", "", badLanding("the landing page names no host")
	case strings.Contains(authority, "@"):
		return "", "", badLanding("the landing page must not carry a user name; what stands before @ is not the host")
	case strings.Contains(authority, "%"):
		return "", "", badLanding("the host of the landing page must be written without %")
	}
	name, port, hasPort := strings.Cut(authority, ":")
	if hasPort && port != "" && port != map[string]string{"https": "443", "http": "80"}[scheme] {
		return "", "", badLanding("the landing page must not name a port")
	}
	if host = asciiHost(name); host == "" {
		return "", "", badLanding("the landing page has no valid host")
	}
	clean = scheme + "://" + host + tail
	if _, err := url.Parse(clean); err != nil {
		return "", "", badLanding("the landing page has a % that is not followed by two hexadecimal digits")
	}
	return host, clean, nil
}

func badLanding(detail string) error {
	return &Error{Op: "check landing page", Kind: Invalid, Field: "landing", Detail: detail}
}

// notPermitted says why the host is refused, with the nearest way out.
func notPermitted(p Program, host string, domains []domainPattern) string {
	if len(domains) == 0 {
		return "the brand lists no domain that landing pages may have; leave it empty"
	}
	other, bare := strings.CutPrefix(host, "www.")
	if !bare {
		other = "www." + host
	}
	for _, d := range domains {
		if d.permits(other) {
			return host + " is not permitted, but " + other + " is"
		}
	}
	names := p.PermittedDomains()
	more := ""
	if len(names) > domainsShown {
		names, more = names[:domainsShown], ", …"
	}
	return host + " is not permitted; the brand permits " + strings.Join(names, ", ") + more
}

// anyScheme is a beginning such as "mailto:"; a port after a host is not one.
var anyScheme = lazily(`^[A-Za-z][A-Za-z0-9+.-]*:([^0-9]|$)`)

// WithProtocol puts https:// in front of an address that names no protocol.
// Empty stays empty.
func WithProtocol(text string) string {
	switch {
	case text == "", strings.Contains(text, "://"), anyScheme().MatchString(text):
		return text
	case strings.HasPrefix(text, "//"):
		return "https:" + text
	}
	return "https://" + text
}
