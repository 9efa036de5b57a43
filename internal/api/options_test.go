package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestOptionsThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	good := Options{AccountSID: testSID, AuthToken: testToken, Now: func() time.Time { return testNow }}
	cases := []struct {
		name, field string
		change      func(*Options)
	}{
		{"no account", "AccountSID", func(o *Options) { o.AccountSID = " " }},
		{"account with a slash", "AccountSID", func(o *Options) { o.AccountSID = "IR/../x" }},
		{"account with a colon", "AccountSID", func(o *Options) { o.AccountSID = "IR:x" }},
		{"no token", "AuthToken", func(o *Options) { o.AuthToken = "\n" }},
		{"no clock", "Now", func(o *Options) { o.Now = nil }},
		{"no scheme", "BaseURL", func(o *Options) { o.BaseURL = "api.impact.com" }},
		{"another scheme", "BaseURL", func(o *Options) { o.BaseURL = "ftp://api.impact.com" }},
		{"no host", "BaseURL", func(o *Options) { o.BaseURL = "https://" }},
		{"unreadable", "BaseURL", func(o *Options) { o.BaseURL = "https://a b/%zz" }},
		{"user in the address", "BaseURL", func(o *Options) { o.BaseURL = "https://u:" + testToken + "@api.impact.com" }},
		{"query", "BaseURL", func(o *Options) { o.BaseURL = "https://api.impact.com/?x=1" }},
		{"clear text", "BaseURL", func(o *Options) { o.BaseURL = "http://api.impact.com" }},
		{"clear text to a neighbour", "BaseURL", func(o *Options) { o.BaseURL = "http://192.168.0.7:8080" }},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			o := good
			tc.change(&o)
			_, err := New(o)
			if e := wantError(t, err, partner.Invalid); e.Field != tc.field || e.Detail == "" {
				t.Errorf("got %+v", e)
			}
		})
	}
}

func TestAddressesThatWork(t *testing.T) {
	t.Parallel()
	for _, base := range []string{
		"", "https://api.impact.com", "https://api.impact.com/", "https://proxy.example/impact/",
		"http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost:8080/prefix",
	} {
		if c := client(t, base); c.base.Path != strings.TrimRight(c.base.Path, "/") {
			t.Errorf("%q keeps a slash: %v", base, c.base)
		}
	}
}

func TestPastedCredentialsAreTrimmed(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answers(`{"Id":"x"}`), func(o *Options) { o.AccountSID += "\n"; o.AuthToken = " " + testToken + "\n" })
	if _, err := c.Account(t.Context()); err != nil {
		t.Fatal(err)
	}
	user, password, _ := s.all()[0].BasicAuth()
	if user != testSID || password != testToken {
		t.Errorf("sent %q %q", user, password)
	}
}

func TestCredentialsAreNeverPrinted(t *testing.T) {
	t.Parallel()
	o := Options{
		BaseURL: "http://localhost:1", AccountSID: testSID, AuthToken: testToken,
		Now: func() time.Time { return testNow },
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	type holder struct{ C *Client }
	for _, v := range []any{o, &o, c, *c, c.In(nil), holder{c}, []any{o, c}, map[string]any{"o": o, "c": *c}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			noSecrets(t, fmt.Sprintf(verb, v))
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		noSecrets(t, log.String())
	}
	body, err := json.Marshal(map[string]any{"client": c})
	if err != nil {
		t.Fatal(err)
	}
	noSecrets(t, string(body))
	if s := c.String(); s != "api.Client{http://localhost:1, IRTE…}" {
		t.Errorf("client prints %s", s)
	}
	noSecrets(t, fmt.Sprintf("%+v", (*Client)(nil)))
	noSecrets(t, (Options{BaseURL: "https://u:" + testToken + "@h", AccountSID: "IR"}).String())
}
