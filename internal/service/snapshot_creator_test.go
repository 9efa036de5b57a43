package service

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"impactdash/internal/companion"
	"impactdash/internal/partner"
)

// creators is a companion API with the same figures on each day but some.
type creators struct {
	t        *testing.T
	personas string // inside a JSON list
	silent   []string
	status   int // of refusals; 0 answers
	code     string

	mu    sync.Mutex
	asked []string // periods
}

func (c *creators) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	switch {
	case c.status != 0:
		w.WriteHeader(c.status)
		fmt.Fprintf(w, `{"code":%q,"field":"","message":"No."}`, c.code)
	case strings.HasSuffix(r.URL.Path, "/status"):
		fmt.Fprintf(w, `{"name":"canned","version":"1.0","personas":[%s],"account":"x","user":{"name":"A","email":"a@example.com"}}`, c.personas)
	default:
		fmt.Fprint(w, c.metrics(r.URL.Query()))
	}
}

func (c *creators) metrics(q url.Values) string {
	c.asked = append(c.asked, q.Get("from")+".."+q.Get("to"))
	var days []string
	for d := day(q.Get("from")); !d.After(day(q.Get("to"))); d = d.Add(1) {
		text := fmt.Sprintf(`{"day":"%s","affiliate_earnings":"2.50","flat_fees":"10.00","clicks":10,"actions":1,"posts":null,
			"impressions":100,"reach":80,"engagements":4,"views":0}`, d)
		for _, s := range c.silent {
			if d == day(s) {
				text = strings.NewReplacer(`"2.50"`, "null", `"10.00"`, "null", ":100", ":null", ":10,", ":null,", ":1,", ":null,").Replace(text)
			}
		}
		days = append(days, text)
	}
	return `{"currency":"USD","days":[` + strings.Join(days, ",") + `]}`
}

// over is a service over canned answers and a companion API.
func (c *creators) over(p *canned) *Service {
	client, err := companion.New(companion.Options{
		BaseURL: "https://companion.example", AccountSID: cannedSID, AuthToken: cannedToken, Transport: direct{c}, Now: fixed(noon),
	})
	if err != nil {
		c.t.Fatal(err)
	}
	s := p.at(noon)
	s.companion = client
	return s
}

func creatorRange(text string) partner.RangeQuery {
	return partner.RangeQuery{Text: text, Persona: partner.CreatorPersona}
}

func TestCreatorFiguresComeFromTheCompanion(t *testing.T) {
	t.Parallel()
	p, c := newCanned(t), &creators{t: t, silent: []string{"2026-08-20", "2026-08-22"}}
	got, err := c.over(p).Snapshot(t.Context(), creatorRange("7d"))
	if err != nil {
		t.Fatal(err)
	}
	s := got.Value
	if s.Persona != partner.CreatorPersona || s.Currency != "USD" || len(s.Days) != 7 || len(s.Before) != 7 || !got.AsOf.Equal(noon) {
		t.Errorf("snapshot of %q in %s over %d and %d days as of %v", s.Persona, s.Currency, len(s.Days), len(s.Before), got.AsOf)
	}
	for m, want := range map[partner.Metric][2]string{
		partner.Clicks: {"50", "70"}, partner.Impressions: {"500", "700"}, partner.EngagementRate: {"4", "4"}, partner.Views: {"0", "0"},
		partner.Conversion: {"10", "10"}, partner.Posts: {"", ""}, partner.TotalEarnings: {"", "87.50"},
	} {
		is(t, "sum", s.Sum, m, want[0])
		is(t, "earlier", s.Earlier, m, want[1])
	}
	if n := s.Sum.Missing(partner.Clicks); n != 1 { // the 20th; today is not over
		t.Errorf("%d days are missing", n)
	}
	is(t, "a silent day", s.Days[4].Figures, partner.Clicks, "")
	if n := p.count(byDay); n != 0 {
		t.Errorf("%d affiliate reports were run", n)
	}
}

func TestEachPersonaKeepsItsOwnDays(t *testing.T) {
	t.Parallel()
	p, c := newCanned(t), &creators{t: t}
	s := c.over(p)
	for _, q := range []partner.RangeQuery{creatorRange("30d"), {Text: "30d"}, creatorRange("7d"), {Text: "7d"}, creatorRange("90d")} {
		got, err := s.Snapshot(t.Context(), q)
		if err != nil || (got.Value.Persona == partner.CreatorPersona) != (q.Persona == partner.CreatorPersona) {
			t.Fatalf("%+v is answered for %q, %v", q, got.Value.Persona, err)
		}
	}
	if len(c.asked) != 1 || p.count(byDay) != 1 {
		t.Errorf("creator reports %v, %d affiliate reports", c.asked, p.count(byDay))
	}
	q := creatorRange("7d")
	q.Fresh = true
	if _, err := s.Snapshot(t.Context(), q); err != nil || len(c.asked) != 2 {
		t.Errorf("a fresh question made %d, %v", len(c.asked), err)
	}
}

func TestALongCreatorRangeAddsUp(t *testing.T) {
	t.Parallel()
	c := &creators{t: t}
	got, err := c.over(newCanned(t)).Snapshot(t.Context(), creatorRange("500d"))
	if err != nil {
		t.Fatal(err)
	}
	is(t, "sum", got.Value.Sum, partner.Clicks, "5000")
	is(t, "earlier", got.Value.Earlier, partner.Clicks, "5000")
}

func TestWhyThereAreNoCreatorFigures(t *testing.T) {
	t.Parallel()
	_, err := newCanned(t).at(noon).Snapshot(t.Context(), creatorRange("7d"))
	wantKind(t, err, partner.Unsupported)
	c := &creators{t: t, status: 403, code: "not_creator"}
	s := c.over(newCanned(t))
	_, err = s.Snapshot(t.Context(), creatorRange("7d"))
	wantKind(t, err, partner.Unsupported)
	c.code = "forbidden"
	_, err = s.Snapshot(t.Context(), creatorRange("7d"))
	wantKind(t, err, partner.Forbidden)
	c.status = 0 // nothing of it is kept
	if _, err := s.Snapshot(t.Context(), creatorRange("7d")); err != nil {
		t.Error(err)
	}
}

func TestPersonasAreThoseOfTheCompanion(t *testing.T) {
	t.Parallel()
	alone, err := newCanned(t).at(noon).Personas(t.Context())
	if err != nil || alone.Value.Companion || alone.Value.Both() || len(alone.Value.All) != 1 {
		t.Errorf("without a companion: %+v, %v", alone.Value, err)
	}
	for personas, both := range map[string]bool{`"affiliate","creator"`: true, `"creator"`: false, `"affiliate","agency"`: false} {
		c := &creators{t: t, personas: personas}
		got, err := c.over(newCanned(t)).Personas(t.Context())
		if err != nil || !got.Value.Companion || got.Value.Both() != both || len(got.Value.All) == 0 {
			t.Errorf("with %s: %+v, %v", personas, got.Value, err)
		}
	}
	c := &creators{t: t, status: 401, code: "unauthorized"}
	_, err = c.over(newCanned(t)).Personas(t.Context())
	wantKind(t, err, partner.Unauthorized)
}

// The sandbox is a second reading of the companion API: what it says by day is
// what comes out, gaps included.
func TestCreatorFiguresAgreeWithTheSandbox(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	server := httptest.NewServer(b.box)
	t.Cleanup(server.Close)
	client, err := companion.New(companion.Options{BaseURL: server.URL, AccountSID: b.box.AccountSID(), AuthToken: b.box.AuthToken(), Now: fixed(b.now)})
	if err != nil {
		t.Fatal(err)
	}
	b.companion = client
	roles, err := b.Personas(t.Context())
	if err != nil || !roles.Value.Both() {
		t.Fatalf("personas are %+v, %v", roles.Value, err)
	}
	got, err := b.Snapshot(t.Context(), creatorRange("30d"))
	if err != nil {
		t.Fatal(err)
	}
	s := got.Value
	raw, err := client.CreatorMetrics(t.Context(), s.Period)
	if err != nil || len(raw.Days) != 30 {
		t.Fatalf("%d days, %v", len(raw.Days), err)
	}
	gaps, clicks := 0, int64(0)
	for i, d := range raw.Days {
		clicks += d.Clicks.V
		if !d.Impressions.OK {
			gaps++
		}
		if s.Days[i].Day != d.Day || s.Days[i].Clicks != d.Clicks || s.Days[i].Impressions != d.Impressions || s.Days[i].Fees != d.Fees {
			t.Errorf("%v is %+v, the service says %+v", d.Day, s.Days[i].Figures, d)
		}
	}
	if gaps == 30 || s.Sum.Clicks.V != clicks || clicks == 0 {
		t.Errorf("%d days without impressions, %d clicks of %d", gaps, s.Sum.Clicks.V, clicks)
	}
	t.Logf("%d gaps, missing: impressions %d, reach %d, views %d, fees %d, clicks %d, engagements %d", gaps, s.Sum.Missing(partner.Impressions),
		s.Sum.Missing(partner.Reached), s.Sum.Missing(partner.Views), s.Sum.Missing(partner.FlatFees), s.Sum.Missing(partner.Clicks), s.Sum.Missing(partner.Engagements))
}
