package sandbox

import (
	"net/url"
	"slices"
	"strings"
)

// deeplinkDomains are the hosts the program lets links lead to, as its people
// typed them. The habit belongs to the brand, whatever the seed.
func (p *program) deeplinkDomains() []string {
	if !p.deeplinks {
		return nil
	}
	host, habit := p.domain+".example", 0
	for _, b := range []byte(p.domain) {
		habit += int(b)
	}
	switch habit % 6 {
	case 0: // bare and www apart
		return []string{host, "www." + host}
	case 1: // blanks and the dot of a complete name
		return []string{"  www." + host, host + ".", "shop." + host + " "}
	case 2: // any country
		return []string{"*." + p.domain + ".*"}
	case 3: // copied from the address bar
		return []string{"https://www." + strings.ToUpper(p.domain[:1]) + p.domain[1:] + ".example/", "*." + host, ""}
	case 4: // a second house
		return []string{"*." + host, host, p.domain + "-outlet.example"}
	}
	return []string{host, "*." + host}
}

// allows says whether links of the program may lead to a host.
func (p *program) allows(host string) bool {
	host = tidyHost(host)
	return host != "" && slices.ContainsFunc(p.deeplinkDomains(), func(entry string) bool {
		return fitsDomain(tidyHost(entry), host)
	})
}

// tidyHost takes off what people type around a host.
func tidyHost(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if _, rest, found := strings.Cut(text, "://"); found {
		text = rest
	}
	text, _, _ = strings.Cut(text, "/")
	return strings.TrimSuffix(text, ".")
}

// fitsDomain compares a host with an entry, both tidy. A leading "*." stands for
// any subdomains but not for none; a trailing ".*" for the ending of a country,
// and not for a name that somebody else can register.
func fitsDomain(entry, host string) bool {
	sub, leading := strings.CutPrefix(entry, "*.")
	name, trailing := strings.CutSuffix(sub, ".*")
	if name == "" || strings.Contains(name, "*") {
		return false
	}
	if !leading && !trailing {
		return host == entry
	}
	if !trailing {
		return strings.HasSuffix(host, "."+name) && len(host) > len(name)+1
	}
	labels := strings.Split(host, ".")
	for _, ending := range []int{1, 2} {
		at := len(labels) - ending
		if at < 1 || ending == 2 && !slices.Contains([]string{"co", "com", "org", "net"}, labels[at]) {
			continue
		}
		before := strings.Join(labels[:at], ".")
		if before == name && !leading || leading && strings.HasSuffix(before, "."+name) {
			return true
		}
	}
	return false
}

// deepLink checks the destination of a link and gives it as it is to be encoded.
func (c *call) deepLink(p *program) (string, *reply) {
	text := c.query.Get("DeepLink")
	if text == "" {
		return "", nil
	}
	refuse := func(message string) (string, *reply) {
		bad := invalid("DeepLink", message)
		return "", &bad
	}
	if !p.deeplinks {
		return refuse("The program does not allow deep links.")
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "":
		return refuse("Not a valid URL. It begins with https:// or http://.")
	case u.User != nil:
		return refuse("The URL must not contain a user name.")
	case !p.allows(u.Hostname()):
		return refuse("The domain " + u.Hostname() + " is not permitted by the program.")
	}
	return text, nil
}
