package sandbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// track asks for a tracking link of program n.
func (b *bench) track(n int, query url.Values) (int, string) {
	b.t.Helper()
	w := b.do(b.request(http.MethodPost, "Programs/"+whole(b.data.programs[n].id)+"/TrackingLinks?"+query.Encode()))
	return w.Code, w.Body.String()
}

// deepest is the number of an active program with deep links whose list of
// domains begins with a text.
func (b *bench) deepest(begins string) int {
	b.t.Helper()
	for i := range firstInvited - expiredPrograms {
		p := &b.data.programs[i]
		if p.deeplinks && strings.HasPrefix(p.deeplinkDomains()[0], strings.ReplaceAll(begins, "{brand}", p.domain)) {
			return i
		}
	}
	b.t.Fatalf("no program whose domains begin with %q", begins)
	return 0
}

func TestDomainsOfDeepLinks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		entry, host string
		want        bool
	}{
		{"brand.example", "brand.example", true},
		{"brand.example", "www.brand.example", false},
		{"brand.example", "BRAND.example.", true},
		{" brand.example. ", "brand.example", true},
		{"https://www.Brand.example/", "www.brand.example", true},
		{"*.brand.example", "www.brand.example", true},
		{"*.brand.example", "a.b.brand.example", true},
		{"*.brand.example", "brand.example", false},
		{"*.brand.example", "notbrand.example", false},
		{"*.brand.example", "www.brand.example.evil.example", false},
		{"*.brand.*", "www.brand.de", true},
		{"*.brand.*", "www.brand.co.uk", true},
		{"*.brand.*", "brand.de", false},
		{"*.brand.*", "www.brand.evil.example", false},
		{"*.brand.*", "www.evilbrand.de", false},
		{"brand.*", "brand.fr", true},
		{"brand.*", "www.brand.fr", false},
		{"*", "evil.example", false},
		{"*.*", "evil.example", false},
		{"", "", false},
		{"brand.example", "brandéxample", false},
	} {
		if got := fitsDomain(tidyHost(tt.entry), tidyHost(tt.host)); got != tt.want {
			t.Errorf("%q allows %q: %t", tt.entry, tt.host, got)
		}
	}
}

func TestDeepLinkDomainsAreTyped(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.get("Campaigns")
	for _, begins := range []string{"{brand}.example", " ", "*.{brand}.*", "https://", "*.{brand}.example"} {
		n := b.deepest(begins)
		p := &b.data.programs[n]
		target := "https://www." + p.domain + ".example/p/1?a=b c"
		status, body := b.track(n, url.Values{"DeepLink": {target}})
		if status != 200 || !strings.Contains(body, p.link+"?u=https%3A%2F%2Fwww."+p.domain+".example%2Fp%2F1%3Fa%3Db%20c") {
			t.Errorf("%q: %d %s", p.deeplinkDomains(), status, body)
		}
		for _, look := range []string{
			"https://www." + p.domain + ".example.evil.example", "https://www." + p.domain + "-example.com", "https://evil.example/www." + p.domain + ".example",
			"https://www." + p.domain + ".example@evil.example/", "https://x:y@www." + p.domain + ".example/", "https://evil.example\\@www." + p.domain + ".example",
			"//www." + p.domain + ".example", "www." + p.domain + ".example", "javascript:alert(1)", "https://", "ftp://www." + p.domain + ".example",
		} {
			if status, body := b.track(n, url.Values{"DeepLink": {look}}); status != 400 || !strings.Contains(body, `{"Field":"DeepLink"`) {
				t.Errorf("%q to %s: %d %s", p.deeplinkDomains(), look, status, body)
			}
		}
	}
	for i := range firstInvited - expiredPrograms {
		if p := &b.data.programs[i]; !p.deeplinks {
			if status, body := b.track(i, url.Values{"DeepLink": {"https://www." + p.domain + ".example"}}); status != 400 || !strings.Contains(body, "does not allow") {
				t.Errorf("forbidden: %d %s", status, body)
			}
			return
		}
	}
	t.Error("every program allows deep links")
}

func TestTrackingLinks(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	property := text(t, b.list("MediaProperties", "MediaProperties")[0], "Id")
	p := &b.data.programs[1]
	ad := whole(p.ad)
	for name, tt := range map[string]struct {
		query url.Values
		says  string // "" = a refusal as below
	}{
		"bare":          {nil, `{"TrackingURL":"` + p.link + `"}`},
		"all segments":  {url.Values{"Type": {"Regular"}, "AdId": {ad}, "subId1": {"a&b"}, "subId3": {"ü"}, "sharedId": {"s"}}, p.link + "?subId1=a%26b&subId3=%C3%BC&sharedId=s"},
		"with property": {url.Values{"MediaPartnerPropertyId": {property}}, p.link},
		"vanity":        {url.Values{"Type": {"Vanity"}, "CustomPath": {"Summit-26"}}, `{"TrackingURL":"https://northgale.sjv.io/Summit-26"}`},
		"vanity small":  {url.Values{"Type": {"vanity"}, "CustomPath": {"summit_27"}}, "https://northgale.sjv.io/summit_27"},
		"vanity random": {url.Values{"Type": {"Vanity"}}, "https://northgale.sjv.io/L"},
	} {
		if status, body := b.track(1, tt.query); status != 200 || !strings.Contains(body, tt.says) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	for field, query := range map[string]url.Values{
		"Type": {"Type": {"Short"}}, "AdId": {"AdId": {"1"}}, "subId2": {"subId2": {strings.Repeat("x", 256)}},
	} {
		if status, body := b.track(1, query); status != 400 || !strings.Contains(body, `{"Field":"`+field+`"`) {
			t.Errorf("%s: %d %s", field, status, body)
		}
	}
	for _, path := range []string{"ab", "c/1/2/3", "-ab", "with blank", "ünïcode", strings.Repeat("x", 51), "TRAILSHOES"} {
		if status, body := b.track(1, url.Values{"Type": {"Vanity"}, "CustomPath": {path}}); status != 400 || !strings.Contains(body, `{"Field":"CustomPath"`) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if status, _ := b.track(1, url.Values{"CustomPath": {"regular"}}); status != 400 {
		t.Errorf("a path for a regular link: %d", status)
	}
	if status, _ := b.track(0, url.Values{"Type": {"Vanity"}, "CustomPath": {"TrailShoes"}}); status != 200 {
		t.Errorf("the same path of another brand: %d", status)
	}
	if status, body := b.track(firstInvited-1, nil); status != 400 || !strings.Contains(body, "expired") {
		t.Errorf("expired program: %d %s", status, body)
	}
	if status, _ := b.track(brandUpcoming, nil); status != 404 {
		t.Errorf("a program that is not joined yet: %d", status)
	}
	if w := b.do(b.request(http.MethodPost, "Programs/1/TrackingLinks")); w.Code != 404 {
		t.Errorf("unknown program: %d", w.Code)
	}
	if w := b.get("Programs/" + whole(p.id) + "/TrackingLinks"); w.Code != 405 {
		t.Errorf("links cannot be listed: %d", w.Code)
	}
}

func TestLinksAreForbiddenInAFormOfTheirOwn(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.get("Campaigns")
	check := func(name string, query url.Values, message string) {
		status, body := b.track(0, query)
		var v struct {
			Timestamp              int64
			Status, Error, Message string
		}
		if err := json.Unmarshal([]byte(body), &v); err != nil || status != 403 || v.Timestamp != testDay().UnixMilli() ||
			v.Status != "FORBIDDEN" || v.Error != "Forbidden" || !strings.Contains(v.Message, message) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	check("unknown property", url.Values{"MediaPartnerPropertyId": {"123456"}}, "The property ID '123456' does not exist.")
	for len(b.links.list) < mostVanityLinks {
		b.links.list = append(b.links.list, &link{path: "x"})
	}
	check("too many", url.Values{"Type": {"Vanity"}, "CustomPath": {"OneMore"}}, "5000")
	if status, _ := b.track(0, nil); status != 200 {
		t.Errorf("regular links have no limit: %d", status)
	}
}

func TestVanityLinksAreReported(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	const report = "Reports/mp_vanity_links?START_DATE=2024-01-01&END_DATE=2026-11-22"
	before := b.list(report, "Records")
	if len(before) < 8 {
		t.Errorf("%d seeded links", len(before))
	}
	property := b.list("MediaProperties", "MediaProperties")[2]
	if status, body := b.track(0, url.Values{
		"Type": {"Vanity"}, "CustomPath": {"Sheets"}, "subId1": {"nl"}, "sharedId": {"w48"}, "MediaPartnerPropertyId": {text(t, property, "Id")},
	}); status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	b.track(0, nil) // a regular link is in no list
	after := b.list(report, "Records")
	p := &b.data.programs[0]
	if row := after[0]; len(after) != len(before)+1 || row["Vanity_Link"] != "https://fernwick.sjv.io/Sheets" ||
		row["Tracking_Link"] != p.link+"?subId1=nl&sharedId=w48" || row["Date_Created"] != "Nov 22, 2026" ||
		row["campaign_id"] != whole(p.id) || row["property_name"] != property["Name"] {
		t.Errorf("%d rows, then %d: %v", len(before), len(after), row)
	}
	for _, row := range b.list(report+"&SUBAID="+whole(b.data.programs[1].id), "Records") {
		if row["Campaign"] != "Northgale Outdoor" {
			t.Errorf("%v", row)
		}
	}
}

func TestAPathIsGivenOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.get("Campaigns")
	status := make([]int, 8)
	var wait sync.WaitGroup
	for i := range status {
		wait.Go(func() { status[i], _ = b.track(0, url.Values{"Type": {"Vanity"}, "CustomPath": {"Rush"}}) })
	}
	wait.Wait()
	made := 0
	for _, s := range status {
		if s == 200 {
			made++
		} else if s != 400 {
			t.Errorf("%d", s)
		}
	}
	if made != 1 {
		t.Errorf("%d of 8 got the path", made)
	}
}
