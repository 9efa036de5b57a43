package api

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

func TestEveryRequestAsksForJSONAndVersion16(t *testing.T) {
	t.Parallel()
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("Page") == "2" {
			fmt.Fprint(w, `{"Campaigns":[]}`)
			return
		}
		fmt.Fprintf(w, `{"@nextpageuri":"%s?Page=2","Campaigns":[{"CampaignId":"1"}]}`, r.URL.Path)
	}, func(o *Options) { o.UserAgent = "impactdash/1.2" })
	if _, err := gather(c.ListPrograms(t.Context(), ProgramQuery{})); err != nil {
		t.Fatal(err)
	}
	if s.count() != 2 {
		t.Fatalf("%d requests", s.count())
	}
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(testSID+":"+testToken))
	for _, r := range s.all() {
		for name, value := range map[string]string{
			"Accept": "application/json", "IR-Version": "16", "User-Agent": "impactdash/1.2", "Authorization": want,
		} {
			if got := r.Header.Get(name); got != value {
				t.Errorf("%s: %s is %q", r.URL, name, got)
			}
		}
		if strings.Contains(r.URL.String(), testToken) || r.URL.User != nil {
			t.Errorf("credentials in %s", r.URL)
		}
	}
}

// elsewhere is a host that must never be asked.
func elsewhere(t *testing.T) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("another host got %s with Authorization %q", r.URL, r.Header.Get("Authorization"))
	}))
	t.Cleanup(s.Close)
	return s
}

func TestNoRedirectLeavesTheHost(t *testing.T) {
	t.Parallel()
	other := elsewhere(t)
	for _, code := range []int{301, 302, 303, 307, 308} {
		c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/login?for="+testSID, code)
		})
		_, err := c.CompanyInformation(t.Context())
		e := wantError(t, err, partner.Unavailable)
		if !strings.Contains(e.Detail, "another host") || s.count() != 1 {
			t.Errorf("%d: %q after %d requests", code, e.Detail, s.count())
		}
	}
}

func TestARedirectToAnotherSchemeIsRefused(t *testing.T) {
	t.Parallel()
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusFound)
	})
	_, err := c.CompanyInformation(t.Context())
	wantKind(t, err, partner.Unavailable)
	if s.count() != 1 {
		t.Errorf("%d requests", s.count())
	}
}

func TestARedirectOnTheHostIsFollowed(t *testing.T) {
	t.Parallel()
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
			return
		}
		fmt.Fprint(w, `{"CompanyName":"X"}`)
	})
	v, err := c.CompanyInformation(t.Context())
	if err != nil || v.Name != "X" {
		t.Fatalf("got %v, %v", v, err)
	}
	last := s.all()[1]
	if _, _, ok := last.BasicAuth(); !ok || last.Header.Get("Accept") != "application/json" {
		t.Errorf("the second request lacks headers: %v", last.Header)
	}
}

func TestRedirectsInACircleEnd(t *testing.T) {
	t.Parallel()
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })
	_, err := c.CompanyInformation(t.Context())
	if e := wantError(t, err, partner.Unavailable); !strings.Contains(e.Detail, "circle") || s.count() > 6 {
		t.Errorf("%q after %d requests", e.Detail, s.count())
	}
}

// pageAddresses are what a body can name as its next page.
func TestPageAddresses(t *testing.T) {
	t.Parallel()
	root := accountsPath + testSID
	other := elsewhere(t)
	cases := []struct {
		name, prefix, next string
		want               string // path and query asked for; empty: refused
	}{
		{"host-relative", "", root + "/Campaigns?Page=2", root + "/Campaigns?Page=2"},
		{"two slashes", "", "/" + root + "/Campaigns?Page=2", root + "/Campaigns?Page=2"},
		{"three slashes", "", "//" + root + "/Campaigns?Page=2", root + "/Campaigns?Page=2"},
		{"no slash", "", root[1:] + "/Campaigns?Page=2", root + "/Campaigns?Page=2"},
		{"query only", "", "?Page=2", root + "/Campaigns?Page=2"},
		{"blank in the query", "", root + "/Campaigns?Page=2&X=a b", root + "/Campaigns?Page=2&X=a%20b"},
		{"prefix is put before", "/impact", root + "/Campaigns?Page=2", "/impact" + root + "/Campaigns?Page=2"},
		{"prefix and two slashes", "/impact", "/" + root + "/Campaigns?Page=2", "/impact" + root + "/Campaigns?Page=2"},
		{"prefix is there already", "/impact", "/impact" + root + "/Campaigns?Page=2", "/impact" + root + "/Campaigns?Page=2"},
		{"absolute, same host", "", "SELF" + root + "/Campaigns?Page=2", root + "/Campaigns?Page=2"},
		{"absolute, other host", "", other.URL + root + "/Campaigns?Page=2", ""},
		{"absolute, other scheme", "", "SELFS" + root + "/Campaigns?Page=2", ""},
		{"absolute with user", "", "http://u:p@127.0.0.1" + root + "/Campaigns?Page=2", ""},
		{"scheme-relative host", "", "//" + strings.TrimPrefix(other.URL, "http://") + root + "/Campaigns?Page=2", ""},
		{"another path", "", "/login?Page=2", ""},
		{"no address", "", "mailto:x", ""},
		{"unreadable", "", "%zz", ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var self string
			_, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("Page") == "2" {
					fmt.Fprint(w, `{"Campaigns":[{"CampaignId":"2"}]}`)
					return
				}
				next := strings.Replace(tc.next, "SELFS", strings.Replace(self, "http:", "https:", 1), 1)
				next = strings.Replace(next, "SELF", self, 1)
				fmt.Fprintf(w, `{"@nextpageuri":%q,"Campaigns":[{"CampaignId":"1"}]}`, next)
			})
			self = s.URL
			c := client(t, s.URL+tc.prefix)
			got, err := gather(c.ListPrograms(t.Context(), ProgramQuery{}))
			if tc.want == "" {
				e := wantError(t, err, partner.Malformed)
				if e.Field != "@nextpageuri" || e.Op != "load programs" || s.count() != 1 {
					t.Errorf("got %+v after %d requests", e, s.count())
				}
				return
			}
			if err != nil || len(got) != 2 {
				t.Fatalf("got %d programs, %v", len(got), err)
			}
			if uri := s.all()[1].URL.RequestURI(); uri != tc.want {
				t.Errorf("asked for %s", uri)
			}
		})
	}
}

func TestIdsAreEscapedIntoThePath(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answers(`{"Id":"x","EventDate":"2026-01-01","Payout":"1","Currency":"USD"}`))
	if _, err := c.GetAction(t.Context(), "1000.1/../2 ?x#y%"); err != nil {
		t.Fatal(err)
	}
	want := accountsPath + testSID + "/Actions/1000.1%2F..%2F2%20%3Fx%23y%25"
	if got := s.all()[0].URL.EscapedPath(); got != want {
		t.Errorf("path is %s", got)
	}
	for _, id := range []string{"", ".", ".."} {
		_, err := c.GetAction(t.Context(), id)
		wantKind(t, err, partner.Invalid)
	}
	if s.count() != 1 {
		t.Error("an id that is none was sent")
	}
}
