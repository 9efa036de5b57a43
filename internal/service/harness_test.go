package service

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the zones of these tests, whatever the machine has

	"impactdash/internal/api"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

const (
	cannedSID   = "IRcanned00000000000000000000000000"
	cannedToken = "canned-token"
	byDay       = "Reports/partner_performance_by_day"
	paystubs    = "Reports/mp_paystub_history"
)

// noon is the instant most tests live at: Saturday, Aug 22 2026, 12:00 in Los
// Angeles.
var noon = time.Date(2026, 8, 22, 19, 0, 0, 0, time.UTC)

// canned is a Partner API with literal answers. Every list is given whole for
// any query; the client picks what lies in its period.
type canned struct {
	t *testing.T

	mu     sync.Mutex
	body   map[string]string
	status map[string]int
	asked  map[string]int
	gate   map[string]chan struct{} // holds the answer until it is closed
}

// newCanned answers for an account in Los Angeles that is paid in dollars and
// has nothing.
func newCanned(t *testing.T) *canned {
	t.Helper()
	c := &canned{
		t: t, body: map[string]string{}, status: map[string]int{},
		asked: map[string]int{}, gate: map[string]chan struct{}{},
	}
	c.body["CompanyInformation"] = `{"CompanyName":"Canned Ltd","Currency":"USD",
		"Timezone":"(GMT -07:00) Pacific Time (US & Canada); Tijuana"}`
	c.body[""] = `{"Id":"` + cannedSID + `","Name":"Canned","Currency":"USD"}`
	c.body["WithdrawalSettings"] = `{"PaymentMethod":"PAYPAL","PaymentSchedulingType":"BALANCE_THRESHOLD",
		"PaymentThreshold":"100.00","PaymentDay":"0"}`
	for _, list := range []string{"Actions", "ActionUpdates", "Invoices", "Campaigns"} {
		c.list(list, list)
	}
	c.list(byDay, "Records")
	c.list(paystubs, "Records")
	return c
}

// list sets the records of a resource.
func (c *canned) list(resource, key string, records ...string) {
	c.set(resource, fmt.Sprintf(`{"@page":"1","@numpages":"1","@total":"%d","@nextpageuri":"","%s":[%s]}`,
		len(records), key, strings.Join(records, ",")))
}

func (c *canned) set(resource, body string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.body[resource] = body
}

// fail makes a resource answer a status; 0 ends it.
func (c *canned) fail(resource string, status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.status[resource] = status
}

// hold makes a resource wait with its answers until release is called.
func (c *canned) hold(resource string) (release func()) {
	gate := make(chan struct{})
	c.mu.Lock()
	c.gate[resource] = gate
	c.mu.Unlock()
	release = sync.OnceFunc(func() { close(gate) })
	c.t.Cleanup(release)
	return release
}

func (c *canned) count(resource string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked[resource]
}

func (c *canned) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	resource := strings.Trim(strings.TrimPrefix(r.URL.Path, "/Mediapartners/"+cannedSID), "/")
	c.mu.Lock()
	c.asked[resource]++
	body, status, gate := c.body[resource], c.status[resource], c.gate[resource]
	c.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-r.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	switch {
	case status == http.StatusNotFound || status == 0 && body == "":
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `{"Status":"ERROR","Message":"not found"}`)
	case status != 0:
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"status":%d,"title":"refused"}`, status)
	default:
		fmt.Fprint(w, body)
	}
}

// at is a service over the canned answers, with a clock that stands still.
func (c *canned) at(now time.Time) *Service { return c.with(fixed(now), nil) }

// with is a service with a clock and, unless it is nil, a zone of the user's.
// No network is between them, so that it can live in a synctest bubble.
func (c *canned) with(now func() time.Time, zone *time.Location) *Service {
	client := newClient(c.t, "https://canned.example", cannedSID, cannedToken, now, direct{c})
	return opened(c.t, Options{Client: client, Account: cannedSID, Now: now, Zone: zone})
}

// opened is a service that ends with the test, or with its bubble.
func opened(t *testing.T, o Options) *Service {
	t.Helper()
	s := New(o)
	t.Cleanup(s.Close)
	return s
}

// direct carries requests to a handler by calling it.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w.Result(), nil
}

// long leaves out a test of what is compared and computed, not of what runs at
// once: under the race detector the database makes it take a minute.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("long: run it without -short")
	}
}

func fixed(now time.Time) func() time.Time { return func() time.Time { return now } }

func newClient(t testing.TB, base, sid, token string, now func() time.Time, transport http.RoundTripper) *api.Client {
	t.Helper()
	client, err := api.New(api.Options{
		BaseURL: base, AccountSID: sid, AuthToken: token, Transport: transport, Now: now,
		Sleep: noSleep,
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// noSleep leaves the pauses between tries out.
func noSleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// bench is a service over a sandbox.
type bench struct {
	*Service
	t    *testing.T
	box  *sandbox.Server
	zone *time.Location
	now  time.Time

	url       string // of the sandbox
	transport http.RoundTripper
}

// sandboxNow is a Sunday afternoon in standard time, three weeks after the
// clocks changed.
var sandboxNow = time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)

func newBench(t *testing.T, profile string, faults ...string) *bench {
	t.Helper()
	box := sandbox.New(sandbox.Options{Seed: 7, At: sandboxNow, Profile: profile})
	for _, text := range faults {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		box.SetFaults(f)
	}
	server := httptest.NewServer(box)
	t.Cleanup(server.Close)
	transport := &http.Transport{MaxIdleConnsPerHost: 16}
	t.Cleanup(transport.CloseIdleConnections)
	client := newClient(t, server.URL, box.AccountSID(), box.AuthToken(), fixed(sandboxNow), transport)
	return &bench{
		Service: opened(t, Options{Client: client, Account: box.AccountSID(), Now: fixed(sandboxNow)}),
		t:       t, box: box, zone: mustZone(t, "America/Los_Angeles"), now: sandboxNow,
		url: server.URL, transport: transport,
	}
}

// decode asks the sandbox itself, past the client.
func (b *bench) decode(path string, into any) {
	b.t.Helper()
	if !strings.HasPrefix(path, "/") {
		path = "/Mediapartners/" + b.box.AccountSID() + "/" + path
	}
	r := httptest.NewRequestWithContext(b.t.Context(), http.MethodGet, path, nil)
	r.SetBasicAuth(b.box.AccountSID(), b.box.AuthToken())
	r.Header.Set("Accept", "application/json")
	w := httptest.NewRecorder()
	b.box.ServeHTTP(w, r)
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != http.StatusOK {
		b.t.Fatalf("GET %s: %d, %v", path, w.Code, err)
	}
}

// records are all pages of a list.
func (b *bench) records(path, key string) []map[string]any {
	b.t.Helper()
	var all []map[string]any
	for path != "" {
		var v map[string]any
		b.decode(path, &v)
		for _, one := range v[key].([]any) {
			all = append(all, one.(map[string]any))
		}
		path = v["@nextpageuri"].(string)
	}
	return all
}

// requests counts the requests to paths that contain part.
func (b *bench) requests(part string) (n int) {
	for _, r := range b.box.Requests() {
		if strings.Contains(r.Path, part) {
			n++
		}
	}
	return n
}

func mustZone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func day(s string) partner.Date {
	d, err := partner.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func usd(amount string) partner.Money {
	m, err := partner.ParseMoney(amount, "USD")
	if err != nil {
		panic(err)
	}
	return m
}

func eur(amount string) partner.Money {
	m := usd(amount)
	m.Currency = "EUR"
	return m
}

func sameMoney(t *testing.T, what string, got, want partner.Money) {
	t.Helper()
	if got.Currency != want.Currency || got.Amount.Cmp(want.Amount) != 0 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// wantLines compares the lines of a sum, the account's currency first.
func wantLines(t *testing.T, what string, sum partner.Totals, want ...partner.Money) {
	t.Helper()
	lines := sum.Lines("USD")
	if len(lines) != len(want) {
		t.Errorf("%s has the lines %v, want %v", what, lines, want)
		return
	}
	for i, m := range want {
		sameMoney(t, what, lines[i], m)
	}
}

func wantKind(t *testing.T, err error, kind partner.Kind) {
	t.Helper()
	if err == nil || partner.KindOf(err) != kind {
		t.Errorf("error is %v, want kind %v", err, kind)
	}
}

// wantNotes checks which parts an answer lacks, and that each is for kind.
func wantNotes(t *testing.T, notes []partner.Note, kind partner.Kind, parts ...string) {
	t.Helper()
	var got []string
	for _, n := range notes {
		got = append(got, n.What)
		if partner.KindOf(n.Err) != kind {
			t.Errorf("the note about %s is %v, want kind %v", n.What, n.Err, kind)
		}
	}
	if strings.Join(got, ", ") != strings.Join(parts, ", ") {
		t.Errorf("notes are about %q, want %q", got, parts)
	}
}

// act is an action as the service writes it.
type act struct {
	id, at, state, payout, intended, currency, program, locks, cleared string
}

func (a act) json() string {
	or := func(s, def string) string {
		if s == "" {
			return def
		}
		return s
	}
	b, err := json.Marshal(map[string]string{
		"Id": a.id, "EventDate": a.at, "CreationDate": a.at, "State": or(a.state, "PENDING"), "Payout": a.payout,
		"IntendedPayout": a.intended, "Amount": "100.00", "Currency": or(a.currency, "USD"),
		"CampaignId": or(a.program, "1000"), "CampaignName": "Brand " + or(a.program, "1000"),
		"LockingDate": a.locks, "ClearedDate": a.cleared,
	})
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (c *canned) actions(all ...act) {
	var records []string
	for _, a := range all {
		records = append(records, a.json())
	}
	c.list("Actions", "Actions", records...)
}
