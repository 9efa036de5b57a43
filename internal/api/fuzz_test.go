package api

import (
	"bufio"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

func FuzzScalar(f *testing.F) {
	for _, seed := range []string{`"0.88"`, `1e5`, `null`, `true`, `{}`, `[]`, `[1]`, `{"a":1}`, `"a\u0000\"b"`, `""`, `"\ud800"`, "\"\xff\"", `-0.00`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, wire string) {
		var w struct {
			F text
			L many[text]
			O one[faultField]
		}
		if json.Unmarshal([]byte(`{"F":`+wire+`,"L":`+wire+`,"O":`+wire+`}`), &w) != nil {
			return // not JSON: the decoder has refused it
		}
		r := &row{zone: time.UTC}
		s := r.text("F", w.F)
		if !utf8.ValidString(s) {
			t.Errorf("%q gives invalid text %q", wire, s)
		}
		if (r.err != nil) != w.F.bad {
			t.Errorf("%q: bad is %v, error %v", wire, w.F.bad, r.err)
		}
		var want string
		if json.Unmarshal([]byte(wire), &want) == nil && strings.TrimSpace(want) != s {
			t.Errorf("%q gives %q, want %q", wire, s, want)
		}
		r.texts("L", w.L)
		r.money("F", w.F, text{s: "USD"})
	})
}

func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"1,240.18", "-3.11", "1e-7", "12,5", "", "999999999999.999", "+1", ".5", "5.", "1E+11", "０"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := partner.ParseDecimal(s)
		if err != nil {
			return
		}
		again, err := partner.ParseDecimal(d.String())
		if err != nil || again.Cmp(d) != 0 {
			t.Errorf("%q is %v, which is read as %v, %v", s, d, again, err)
		}
		partner.AddDecimal(d, d) // panics when a single amount is not bounded
	})
}

func FuzzTime(f *testing.F) {
	for _, seed := range []string{
		"2024-09-10T10:42:38-07:00", "2021-08-31T04:00:00.000+0000", "2024-07-01T10:00:00", "2024-07-01", "Aug 3, 2026", "Aug 2026",
		"1663261677313", "", "Z", "2024-02-30", "9999-12-31T23:59:59Z", "0000-01-01",
	} {
		f.Add(seed)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		berlin = time.UTC
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := parseTime(s, berlin)
		if err != nil && !at.IsZero() {
			t.Errorf("%q gives %v beside an error", s, at)
		}
		if err == nil && at.Year() >= 1 && at.Year() <= 9999 && s != "" {
			again, err := parseTime(at.Format(time.RFC3339Nano), berlin)
			if err != nil || !again.Equal(at) {
				t.Errorf("%q is %v, which is read as %v, %v", s, at, again, err)
			}
		}
		if d, err := parseDay(s, berlin); err != nil && !d.IsZero() {
			t.Errorf("%q gives %v beside an error", s, d)
		}
	})
}

func FuzzPageAddress(f *testing.F) {
	for _, seed := range []string{
		"/Mediapartners/X/Actions?Page=2", "//Mediapartners/X", "//evil.example/Mediapartners/X", "https://evil.example/Mediapartners/", "?Page=2", "Mediapartners/X",
		"http://api.impact.com/Mediapartners/X", "https://u@api.impact.com/Mediapartners/X", "https:Mediapartners/X", "/\\evil.example", "/Mediapartners/%2e%2e", "\x00", "/Mediapartners/a b?c=d e",
	} {
		f.Add(seed)
	}
	c, err := New(Options{AccountSID: testSID, AuthToken: testToken, Now: func() time.Time { return testNow }})
	if err != nil {
		f.Fatal(err)
	}
	from := c.address(nil, "Actions")
	f.Fuzz(func(t *testing.T, s string) {
		u, err := c.resolve(from, s)
		if err != nil {
			return
		}
		again, err := url.Parse(u.String())
		if err != nil || !origin.Same(c.base, again) || again.User != nil || !strings.HasPrefix(again.EscapedPath(), accountsPath) {
			t.Errorf("%q leads to %v, %v", s, again, err)
		}
	})
}

func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		`{"@page":"1","Campaigns":[{"CampaignId":"1"}]}`, `[{"CampaignId":1}]`, `{"Campaigns":{"CampaignId":"1"}}`, `{"Campaigns":`, `{"Status":"ERROR","Errors":{"Error":[]}}`,
		`{"status":403,"title":{}}`, `{"Campaigns":null,"@total":[]}`, `{}`, `{"a":{"b":[1,2,{"c":3}]}}`, `{"Campaigns":[[]]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		p, err := readPage(bufio.NewReader(strings.NewReader(body)), programs(), time.UTC)
		if err != nil {
			return
		}
		for _, v := range p.rows {
			if v.ID == "" {
				t.Errorf("%q gives a program without an id", body)
			}
		}
		explain("application/json", []byte(body))
	})
}

func FuzzTidy(f *testing.F) {
	for _, seed := range []string{"a\x1b[31mb", strings.Repeat("ü", 300), "\u202eabc", "<title>x</title>", "\xff\xfe", "<?xml <message>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		kind, said := origin.Markup([]byte(s))
		for _, got := range []string{origin.Tidy(s), kind, said} {
			if !utf8.ValidString(got) || utf8.RuneCountInString(got) > origin.MaxDetail || strings.ContainsAny(got, "\x00\x1b\n\r\t\u202e") {
				t.Errorf("%q gives %q", s, got)
			}
		}
	})
}
