package partner

import (
	"strings"
	"testing"
)

func brand(domains ...string) Program {
	return Program{ID: "1", Name: "Brand", AllowsDeepLinks: true, DeepLinkDomains: domains}
}

func TestLandingPagesMeetTheDomainsAsBrandsTypeThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		entry, text string
		ok          bool
	}{
		{"brand.com", "https://brand.com", true},
		{"brand.com", "http://brand.com/a?b=c#d", true},
		{"brand.com", "HTTPS://BRAND.COM/A", true},
		{"brand.com", "https://brand.com./", true},
		{"brand.com", "https://brand.com:443/", true},
		{"brand.com", "https://brand.com:/", true},
		{"brand.com", "https://www.brand.com/", false},
		{"www.brand.com", "https://brand.com/", false},
		{"www.brand.com", "https://www.brand.com/", true},
		{"  Brand.COM ", "https://brand.com", true},
		{"\u200bbrand.com\ufeff", "https://brand.com", true},
		{"https://brand.com/", "https://brand.com", true},
		{"HTTP://brand.com", "https://brand.com", true},
		{"http(s)://brand.com//", "https://brand.com", true},
		{"brand.com.", "https://brand.com", true},
		{"brand.com./", "https://brand.com", true},
		{"other.com, brand.com;third.com", "https://brand.com", true},
		{"other.com brand.com", "https://brand.com", true},
		{"*.brand.com", "https://www.brand.com", true},
		{"*.brand.com", "https://a.b.brand.com", true},
		{"https://*.brand.com/", "https://shop.brand.com", true},
		{"*.brand.com", "https://brand.com", false},
		{"brand.*", "https://brand.com", true},
		{"brand.*", "https://brand.co.uk", true},
		{"brand.*", "https://brand.com.au", true},
		{"brand.*", "https://brand.shop", true},
		{"brand.*", "https://www.brand.com", false},
		{"*.brand.*", "https://www.brand.com", true},
		{"*.brand.*", "https://www.brand.co.uk", true},
		{"*.brand.*", "https://a.b.brand.de", true},
		{"*.brand.*", "https://brand.com", false},
		{"www.brand.*", "https://www.brand.de", true},
		// look-alikes and strangers
		{"brand.*", "https://brand.evil.com", false},
		{"brand.*", "https://brand.co.evil.com", false},
		{"brand.*", "https://brand.com.evil", false},
		{"brand.*", "https://brand.co.fr", false}, // not a registry's suffix: somebody's domain
		{"*.brand.*", "https://www.brand.evil.com", false},
		{"*.brand.*", "https://www.brand.evil.co.uk", false},
		{"brand.com", "https://brand.com.evil.com", false},
		{"brand.com", "https://evilbrand.com", false},
		{"*.brand.com", "https://evilbrand.com", false},
		{"*.brand.com", "https://www.evilbrand.com", false},
		{"brand.com", "https://brand-com.evil.com", false},
		{"*.brand.com", "https://www.brand.com.evil.com", false},
		{"brand.com", "https://brаnd.com", false}, // Cyrillic а
		{"brand.com", "https://xn--brnd-9cd.com", false},
		{"brand.com", "https://ｂrand.com", false}, // full width
		{"brand.com", "https://brand。com", false}, // ideographic full stop
		{"brand.com", "https://brand.com@evil.com", false},
		{"brand.com", "https://evil.com@brand.com", false},
		{"brand.com", "https://brand.com:pw@evil.com", false},
		{"brand.com", "https://brand.com%40evil.com", false},
		{"brand.com", "https://evil.com%2f.brand.com", false},
		{"*.brand.com", "https://evil.com%2f.brand.com", false},
		{"brand.com", `https://brand.com\@evil.com`, false},
		{"*.brand.com", `https://evil.com\.brand.com`, false},
		{"*.brand.com", "https://evil.com#.brand.com", false},
		{"*.brand.com", "https://evil.com?.brand.com", false},
		{"*.brand.com", "https://evil.com/.brand.com", false},
		{"*.brand.com", "https://.brand.com", false},
		{"brand.com", "https://brand..com", false},
		{"brand.com", "https://brand.com..", false},
		{"brand.com", "https://brand.com:8443", false},
		{"brand.com", "https://brand.com:80", false},
		{"brand.com", "http://brand.com:443", false},
		{"brand.com", "https://[::1]/", false},
		{"127.0.0.1", "https://127.0.0.1/", false},
		{"brand.com", "https://2130706433", false},
		{"1.0x7f", "https://1.0x7f", false},
		{"localhost", "https://localhost", false},
		// names beyond ASCII
		{"bücher.de", "https://bücher.de/regal", true},
		{"bücher.de", "https://xn--bcher-kva.de", true},
		{"xn--bcher-kva.de", "https://BÜCHER.de", true},
		{"*.bücher.de", "https://www.xn--bcher-kva.de", true},
		{"bücher.de", "https://bucher.de", false},
		// what nobody understands permits nothing
		{"*brand.com", "https://evilbrand.com", false},
		{"br*nd.com", "https://brand.com", false},
		{"*", "https://evil.com", false},
		{"*.*", "https://www.evil.com", false},
		{"*.com", "https://evil.com", false},
		{"*.co.uk", "https://evil.co.uk", false},
		{"co.uk", "https://co.uk", false},
		{"brand.com/shop", "https://brand.com", false},
		{"brand.com:443", "https://brand.com", false},
		{"", "https://brand.com", false},
	} {
		_, err := CheckLanding(brand(c.entry), c.text)
		if (err == nil) != c.ok {
			t.Errorf("%q with the domain %q: %v, want permitted %v", c.text, c.entry, err, c.ok)
		}
		if err != nil && KindOf(err) != Invalid {
			t.Errorf("%q: kind %v", c.text, KindOf(err))
		}
	}
}

func TestALandingPageIsSentClean(t *testing.T) {
	t.Parallel()
	p := brand("brand.com", "bücher.de")
	for text, want := range map[string]string{
		"":                                   "",
		"  ":                                 "",
		" https://brand.com/a ":              "https://brand.com/a",
		"HTTPS://Brand.com:443/Path?Q=%20#F": "https://brand.com/Path?Q=%20#F",
		"https://brand.com.?u=https://x@y":   "https://brand.com?u=https://x@y",
		"http://bücher.de/größe":             "http://xn--bcher-kva.de/größe",
	} {
		got, err := CheckLanding(p, text)
		if err != nil || got != want {
			t.Errorf("%q becomes %q, %v; want %q", text, got, err, want)
		}
		if again, err := CheckLanding(p, got); err != nil || again != got {
			t.Errorf("%q checked again becomes %q, %v", got, again, err)
		}
	}
}

func TestARefusedLandingPageSaysWhatToChange(t *testing.T) {
	t.Parallel()
	many := brand("a.com", "b.com", "c.com", "d.com", "e.com", "f.com")
	for _, c := range []struct {
		program Program
		text    string
		want    string
	}{
		{brand("brand.com"), "brand.com", "begin with https://"},
		{brand("brand.com"), "//brand.com", "begin with https://"},
		{brand("brand.com"), "ftp://brand.com", "begin with https://"},
		{brand("brand.com"), "javascript:alert(1)", "begin with https://"},
		{brand("brand.com"), "https:/brand.com", "begin with https://"},
		{brand("brand.com"), "https://", "names no host"},
		{brand("brand.com"), "https:///path", "names no host"},
		{brand("brand.com"), "https://a@brand.com", "user name"},
		{brand("brand.com"), "https://brand.com:1", "port"},
		{brand("brand.com"), "https://brand.com/a b", "%20"},
		{brand("brand.com"), "https://brand.com/a\u202eb", "invisible"},
		{brand("brand.com"), "https://brand.com/\x1b[31m", "invisible"},
		{brand("brand.com"), "https://brand.com/a\nb", "invisible"},
		{brand("brand.com"), "https://brand.com/\xff", "not readable"},
		{brand("brand.com"), "https://brand.com/%zz", "hexadecimal"},
		{brand("brand.com"), "https://brand.com/" + strings.Repeat("a", 2000), "2,000"},
		{brand("brand.com"), "https://www.brand.com/", "but brand.com is"},
		{brand("www.brand.com"), "https://brand.com/", "but www.brand.com is"},
		{brand("*.brand.com"), "https://brand.com/", "but www.brand.com is"},
		{brand("brand.com", "*.brand.de"), "https://evil.com/", "permits brand.com, *.brand.de"},
		{many, "https://evil.com/", "e.com, …"},
		{Program{AllowsDeepLinks: true}, "https://brand.com/", "lists no domain"},
		{brand("*"), "https://brand.com/", "lists no domain"},
		{Program{DeepLinkDomains: []string{"brand.com"}}, "https://brand.com/", "leave it empty"},
	} {
		_, err := CheckLanding(c.program, c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q in it", c.text, err, c.want)
		}
	}
}

func TestABrandThatListsNoDomainsMeansItsOwnPage(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"https://www.brand.com/de/start", "brand.com", "http://brand.com:8080"} {
		p := Program{AllowsDeepLinks: true, URL: page, DeepLinkDomains: []string{" "}}
		for text, ok := range map[string]bool{
			"https://brand.com/": true, "https://www.brand.com/": true, "https://shop.brand.com/": false, "https://evil.com/": false,
		} {
			if _, err := CheckLanding(p, text); (err == nil) != ok {
				t.Errorf("page %q, landing page %q: %v", page, text, err)
			}
		}
	}
}

func TestAnEmptyLandingPageIsAlwaysRight(t *testing.T) {
	t.Parallel()
	if got, err := CheckLanding(Program{}, ""); got != "" || err != nil {
		t.Errorf("it is %q, %v", got, err)
	}
}

func TestPermittedDomainsAreReadable(t *testing.T) {
	t.Parallel()
	p := brand(" https://Brand.com/ ", "brand.com", "*.brand.com.", "junk/*", "shop.*", "*.x.*")
	if got := strings.Join(p.PermittedDomains(), " "); got != "brand.com *.brand.com shop.* *.x.*" {
		t.Errorf("domains are %s", got)
	}
}

// The samples are those of RFC 3492 section 7.1.
func TestPunycodeAsTheRFCPrintsIt(t *testing.T) {
	t.Parallel()
	for label, want := range map[string]string{
		"ليهمابتكلموشعربي؟":      "egbpdaj6bu4bxfgehfvwxn",
		"他们为什么不说中文":              "ihqwcrb4cv8a8dqg056pqjye",
		"Pročprostěnemluvíčesky": "Proprostnemluvesky-uyb24dma41a",
		"3年b組金八先生":               "3b-ww4c5e180e575a65lsy2b",
		"ひとつ屋根の下2":               "2-u9tlzr9756bt3uc0v",
		"bücher":                 "bcher-kva",
		"plain":                  "plain-",
	} {
		if got, err := punycode(label); err != nil || got != want {
			t.Errorf("%s is %s, %v; want %s", label, got, err, want)
		}
	}
}

func TestWithProtocol(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "brand.com/a": "https://brand.com/a", "brand.com:443/a": "https://brand.com:443/a",
		"//brand.com": "https://brand.com", "http://brand.com": "http://brand.com", "HTTPS://brand.com": "HTTPS://brand.com",
		"mailto:a@b.c": "mailto:a@b.c", "javascript:alert(1)": "javascript:alert(1)",
	} {
		if got := WithProtocol(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func FuzzAPermittedHostIsTheBrands(f *testing.F) {
	for _, seed := range []string{"https://brand.com", "https://a.brand.com/x", `https://brand.com\@evil`, "https://brand.com@x", "https://brand.com%2f"} {
		f.Add(seed)
	}
	p := brand("brand.com", "*.brand.com")
	f.Fuzz(func(t *testing.T, text string) {
		clean, err := CheckLanding(p, text)
		if err != nil || clean == "" {
			return
		}
		_, rest, _ := strings.Cut(clean, "://")
		host := rest
		if i := strings.IndexAny(rest, `/?#\@:`); i >= 0 {
			host = rest[:i]
		}
		if host != "brand.com" && !strings.HasSuffix(host, ".brand.com") {
			t.Errorf("%q is permitted as %q", text, clean)
		}
	})
}
