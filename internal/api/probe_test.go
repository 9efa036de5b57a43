package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

func TestEachProbeIsOneReadThatTheSandboxAnswers(t *testing.T) {
	t.Parallel()
	box := sandbox.New(sandbox.Options{Seed: 3, At: testNow})
	c, s := serve(t, box.ServeHTTP, func(o *Options) { o.AccountSID, o.AuthToken = box.AccountSID(), box.AuthToken() })
	for i, p := range Probes() {
		got := c.Reach(t.Context(), p)
		if got.Err != nil {
			t.Errorf("%s: %v", p.Endpoint, got.Err)
		}
		if got.Date.IsZero() {
			t.Errorf("%s: the service's clock is not known", p.Endpoint)
		}
		if p.Scope == "" {
			t.Errorf("%s has no scope", p.Endpoint)
		}
		all := s.all()
		if len(all) != i+1 || all[i].Method != http.MethodGet || !strings.HasSuffix(all[i].URL.Path, "/"+p.Endpoint) {
			t.Fatalf("%s: %d requests, the last is %s %s", p.Endpoint, len(all), all[len(all)-1].Method, all[len(all)-1].URL.Path)
		}
		if p.Endpoint == companyPath && got.Company.Timezone == "" {
			t.Errorf("the company is %+v", got.Company)
		}
	}
	if len(c.Budget()) != 3 {
		t.Errorf("budget is %+v", c.Budget())
	}
}

func TestAProbeSaysWhatIsWrongAndAsksOnce(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		name, kind string
		status     int
		body       string
		want       partner.Kind
	}{
		{"refused credentials", "application/json", 401, `{"Status":"ERROR","Message":"no"}`, partner.Unauthorized},
		{"a scope that is missing", "application/json", 403, `{"Status":"ERROR","Message":"no"}`, partner.Forbidden},
		{"nothing there", "application/json", 404, `{}`, partner.NotFound},
		{"a spent limit", "application/json", 429, `{}`, partner.RateLimited},
		{"a service that fails", "text/html", 503, `<html><title>Down</title></html>`, partner.Unavailable},
		{"an error under 200", "application/json", 200, `{"Status":"ERROR","Message":"odd"}`, partner.Invalid},
		{"a web page under 200", "text/html", 200, `<html><title>Log in</title></html>`, partner.Malformed},
		{"half an answer", "application/json", 200, `{"Campaigns":[{`, partner.Malformed},
		{"no answer", "application/json", 200, ``, partner.Malformed},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			c, s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", f.kind)
				w.WriteHeader(f.status)
				_, _ = w.Write([]byte(f.body)) // the test sees what came
			})
			i := slices.IndexFunc(Probes(), func(p Probe) bool { return p.Endpoint == "Campaigns" })
			got := c.Reach(t.Context(), Probes()[i])
			if got.Err == nil || partner.KindOf(got.Err) != f.want {
				t.Errorf("error is %v, want one of kind %s", got.Err, f.want)
			}
			if s.count() != 1 {
				t.Errorf("%d requests", s.count())
			}
		})
	}
}

func TestAProbeKnowsTheServicesClock(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", "Sat, 22 Aug 2026 12:07:00 GMT")
		_, _ = w.Write([]byte(`[]`)) // the test sees what came
	})
	got := c.Reach(t.Context(), Probes()[1])
	if got.Err != nil || got.Date.Sub(got.Asked) != 7*time.Minute {
		t.Errorf("asked at %s, the service said %s, %v", got.Asked, got.Date, got.Err)
	}
}
