package partner

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
)

// Lengths of names in the domain name system, in bytes.
const (
	maxHost  = 253
	maxLabel = 63
)

// asciiHost is the form in which hosts are compared: lower case, labels beyond
// ASCII in Punycode, no dot at the end. No other folding is done: a look-alike
// that a browser would turn into the brand's host stays different here, and is
// refused. Empty when the text is no name of a host: an IP address, a single
// label, a label with another character than letters, digits and hyphens.
func asciiHost(text string) string {
	labels := strings.Split(strings.TrimSuffix(strings.ToLower(text), "."), ".")
	if len(labels) < 2 {
		return ""
	}
	for i, l := range labels {
		if labels[i] = asciiLabel(l); labels[i] == "" {
			return ""
		}
	}
	host := strings.Join(labels, ".")
	last := labels[len(labels)-1]
	if len(host) > maxHost || strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") {
		return "" // a number at the end makes it an address
	}
	return host
}

// asciiLabel is one label of a host in lower-case ASCII; empty when it cannot
// be one.
func asciiLabel(l string) string {
	plain := true
	for _, r := range l {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
		case r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)):
			plain = false
		default:
			return ""
		}
	}
	if !plain {
		code, err := punycode(l)
		if err != nil {
			return ""
		}
		l = "xn--" + code
	}
	if l == "" || len(l) > maxLabel || l[0] == '-' || l[len(l)-1] == '-' {
		return ""
	}
	return l
}

// The parameters of Punycode for host names, RFC 3492 section 5.
const (
	punyBase  = 36
	punyMin   = 1
	punyMax   = 26
	punySkew  = 38
	punyDamp  = 700
	punyBias  = 72
	punyFirst = 0x80 // the first code point that is not ASCII
)

// punycode encodes a label, without the prefix xn--.
func punycode(label string) (string, error) {
	runes := []rune(label)
	var out []byte
	for _, r := range runes {
		if r < punyFirst {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	done := basic
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(punyFirst), 0, punyBias
	for done < len(runes) {
		next := rune(math.MaxInt32)
		for _, r := range runes {
			if r >= n && r < next {
				next = r
			}
		}
		step := int(next-n) * (done + 1)
		if step > math.MaxInt32-delta {
			return "", fmt.Errorf("label %q is too long", label)
		}
		delta, n = delta+step, next
		for _, r := range runes {
			switch {
			case r < n:
				delta++
			case r == n:
				out = appendDelta(out, delta, bias)
				bias = adapt(delta, done+1, done == basic)
				delta = 0
				done++
			}
		}
		delta++
		n++
	}
	return string(out), nil
}

// appendDelta writes a number in the digits of varying weight of RFC 3492.
func appendDelta(out []byte, delta, bias int) []byte {
	const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyMin), punyMax)
		if delta < t {
			return append(out, digits[delta])
		}
		out = append(out, digits[t+(delta-t)%(punyBase-t)])
		delta = (delta - t) / (punyBase - t)
	}
}

// adapt is the bias after a delta, RFC 3492 section 6.1.
func adapt(delta, count int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / count
	k := 0
	for ; delta > (punyBase-punyMin)*punyMax/2; k += punyBase {
		delta /= punyBase - punyMin
	}
	return k + (punyBase-punyMin+1)*delta/(delta+punySkew)
}

// secondLevel are the suffixes of two labels under which registries sell
// names. Not all of them: a suffix that is missing is refused, which costs a
// look at the brand's page; one too many would let a stranger's host pass.
func secondLevel() []string {
	return []string{
		"co.uk", "org.uk", "me.uk", "ltd.uk", "com.au", "net.au", "org.au", "co.nz", "net.nz", "org.nz", "co.za",
		"co.jp", "ne.jp", "or.jp", "co.kr", "or.kr", "co.in", "net.in", "org.in", "com.br", "net.br", "com.mx", "com.ar",
		"com.co", "com.pe", "com.ec", "com.uy", "com.ve", "com.bo", "com.py", "com.gt", "com.do", "com.pa", "com.tr",
		"com.sg", "com.hk", "com.tw", "com.cn", "net.cn", "com.my", "com.ph", "com.vn", "co.th", "co.id", "co.il", "org.il",
		"com.pl", "com.ua", "com.sa", "com.eg", "co.ke", "com.ng", "com.gh", "com.pk", "com.bd", "com.lk", "com.cy",
		"com.mt", "com.gr", "com.pt", "com.ro", "com.es", "co.at", "or.at", "com.kw", "com.qa", "com.bh", "com.lb", "co.ma",
	}
}

// domainPattern is one entry of a program's permitted domains, understood.
type domainPattern struct {
	sub    bool   // "*." in front: one label or more stands before the rest
	middle string // ASCII host, or its beginning when any is set
	any    bool   // ".*" at the end: one public suffix stands behind
}

// readDomains understands one entry as brands type them: blanks, a scheme, a
// dot or slashes at the end, upper case, several hosts in one entry. What
// remains must be a host; a wildcard is a whole first or last label. Anything
// else (a path, a port, "*brand.com") permits nothing: nobody knows what the
// service makes of it, and a link it does not follow loses the traffic.
func readDomains(entry string) []domainPattern {
	var all []domainPattern
	for _, text := range strings.FieldsFunc(entry, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == ',' || r == ';'
	}) {
		text = strings.ToLower(text)
		for _, scheme := range []string{"http(s)://", "https://", "http://", "//"} {
			text = strings.TrimPrefix(text, scheme)
		}
		if p, ok := readPattern(strings.TrimRight(text, "./")); ok {
			all = append(all, p)
		}
	}
	return all
}

func readPattern(text string) (p domainPattern, ok bool) {
	text, p.sub = strings.CutPrefix(text, "*.")
	text, p.any = strings.CutSuffix(text, ".*")
	if p.any {
		// One label is enough in front of a suffix; com stands in for it.
		host := asciiHost(text + ".com")
		p.middle = strings.TrimSuffix(host, ".com")
		return p, host != ""
	}
	p.middle = asciiHost(text)
	return p, p.middle != "" && !slices.Contains(secondLevel(), p.middle)
}

// String is the entry as it should have been typed.
func (p domainPattern) String() string {
	text := p.middle
	if p.sub {
		text = "*." + text
	}
	if p.any {
		text += ".*"
	}
	return text
}

// permits reports whether a host in ASCII form is covered.
func (p domainPattern) permits(host string) bool {
	if p.any {
		front, ok := cutSuffix(host)
		if !ok {
			return false
		}
		host = front
	}
	if p.sub {
		front, ok := strings.CutSuffix(host, "."+p.middle)
		return ok && front != ""
	}
	return host == p.middle
}

// cutSuffix takes the public suffix off a host: one of two labels that is
// known as such, else the last label.
func cutSuffix(host string) (front string, ok bool) {
	for _, s := range secondLevel() {
		if front, ok := strings.CutSuffix(host, "."+s); ok {
			return front, true
		}
	}
	i := strings.LastIndexByte(host, '.')
	if i < 0 {
		return "", false
	}
	return host[:i], true
}
