package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// writes are all operations that change something.
func writes() map[string]func(context.Context, *Client) error {
	return map[string]func(context.Context, *Client) error{
		"add property": func(ctx context.Context, c *Client) error {
			_, err := c.CreateProperty(ctx, aProperty())
			return err
		},
		"change property": func(ctx context.Context, c *Client) error {
			return c.UpdateProperty(ctx, partner.PropertyInput{ID: "7", Name: "x"})
		},
		"remove property": func(ctx context.Context, c *Client) error { return c.DeleteProperty(ctx, "7") },
		"create link": func(ctx context.Context, c *Client) error {
			_, err := c.CreateLink(ctx, partner.LinkRequest{ProgramID: "1"})
			return err
		},
		"create inquiry": func(ctx context.Context, c *Client) error {
			_, err := c.CreateInquiry(ctx, anInquiry())
			return err
		},
	}
}

func aProperty() partner.PropertyInput {
	return partner.PropertyInput{
		Name: "Blög", Type: partner.PropertySocial, URL: "https://x.example/", Description: "two\nlines", Platform: "X/TWITTER",
		Handle: "@x", Followers: "THOUSAND_PLUS", Tags: "a,b", Revenue: []string{"PAY_PER_SALE", "PAY_PER_CLICK"},
	}
}

// hangUp ends the connection without an answer.
func hangUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func TestAWriteIsSentOnceWhateverComes(t *testing.T) {
	t.Parallel()
	retry := func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "1")
			next(w, r)
		}
	}
	redirect := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", code) }
	}
	cases := []struct {
		name   string
		handle http.HandlerFunc
		kind   partner.Kind
		says   string
	}{
		{"lost answer", hangUp, partner.Uncertain, "may or may not"},
		{"cut-off answer", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			fmt.Fprint(w, `{"Status":`)
		}, partner.Uncertain, "broke off"},
		{"truncated document", status(200, "application/json", `{"Status":"O`), partner.Uncertain, "cut off"},
		{"empty answer", status(200, "application/json", ""), partner.Uncertain, "empty"},
		{"web page", status(200, "text/html", "<title>Sign in</title>"), partner.Uncertain, "Sign in"},
		{"list", status(200, "application/json", "[]"), partner.Uncertain, "a list came"},
		{"500", status(500, "text/plain", "Oops"), partner.Uncertain, "the service answered 500: Oops"},
		{"502", status(502, "text/html", ""), partner.Uncertain, "502"},
		{"503", status(503, "", ""), partner.Uncertain, "503"},
		{"504", status(504, "", ""), partner.Uncertain, "504"},
		{"503 with a wait", retry(status(503, "", "")), partner.Unavailable, "503"},
		{"501", status(501, "", ""), partner.Unavailable, "501"},
		{"found", redirect(302), partner.Uncertain, "302"},
		{"see other", redirect(303), partner.Uncertain, "303"},
		{"elsewhere for now", redirect(307), partner.Unavailable, "307"},
		{"elsewhere for good", redirect(308), partner.Unavailable, "308"},
		{"ERROR under 200", status(200, "application/json", `{"Status":"ERROR","Message":"No"}`), partner.Invalid, "No"},
		{"500 under 200", status(200, "application/json", `{"status":500,"title":"No"}`), partner.Uncertain, "No"},
		{"400", status(400, "application/json", `{"Status":"ERROR","Message":"Validation","Errors":[{"Field":"A","Message":"one"},{"Field":"B","Message":"two"}]}`), partner.Invalid, "Validation: one: two"},
		{"401", status(401, "application/json", `{"status":401,"title":"Unauthorized"}`), partner.Unauthorized, "Unauthorized"},
		{"403 of the gateway", status(403, "application/json", `{"status":403,"title":"Access Denied"}`), partner.Forbidden, "Access Denied"},
		{"403 of the service", status(403, "application/json", `{"timestamp":1,"status":"FORBIDDEN","error":"Forbidden","message":"Too many links."}`), partner.Conflict, "Too many links."},
		{"404", status(404, "application/json", `{"Status":"ERROR","Message":"Gone"}`), partner.NotFound, "Gone"},
		{"409", status(409, "", ""), partner.Conflict, "conflict"},
		{"429", retry(status(429, "text/plain", "Too Many Requests")), partner.RateLimited, "Too Many"},
	}
	for _, tc := range cases {
		for op, write := range writes() {
			t.Run(tc.name+"/"+op, func(t *testing.T) {
				t.Parallel()
				c, s := serve(t, tc.handle)
				e := wantError(t, write(t.Context(), c), tc.kind)
				if s.count() != 1 {
					t.Errorf("%d requests", s.count())
				}
				if e.Op != op || e.Endpoint == "" || !strings.Contains(e.Detail, tc.says) {
					t.Errorf("got %+v", *e)
				}
			})
		}
	}
}

func TestAllComplaintsOfARefusalCanBeReached(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, status(400, "application/json", `{"Status":"ERROR","Errors":[{"Field":"Name","Message":"`+testToken+`"},{"Field":"Url","Message":"two\u001b"}]}`))
	_, err := c.CreateProperty(t.Context(), aProperty())
	e := wantError(t, err, partner.Invalid)
	want := []partner.FieldError{{Field: "Name", Detail: "…"}, {Field: "Url", Detail: "two"}}
	if e.Field != "Name" || fmt.Sprint(e.Fields) != fmt.Sprint(want) {
		t.Errorf("got %q %v", e.Field, e.Fields)
	}
}

func TestAWriteThatWasNotSentIsKnownNotToBeDone(t *testing.T) {
	t.Parallel()
	var plain net.ListenConfig
	l, err := plain.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + l.Addr().String()
	_ = l.Close() // nobody listens there any more
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("an untrusted host was asked") }))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains that we hang up
	secure.StartTLS()
	t.Cleanup(secure.Close)
	for base, says := range map[string]string{closed: "connection refused", secure.URL: "not trusted"} {
		e := wantError(t, client(t, base).DeleteProperty(t.Context(), "7"), partner.Unavailable)
		if !strings.Contains(e.Detail, says) {
			t.Errorf("%s: %q", base, e.Detail)
		}
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	c, s := serve(t, status(200, "", "{}"))
	wantKind(t, c.DeleteProperty(over, "7"), partner.Canceled)
	if s.count() != 0 {
		t.Error("a canceled write was sent")
	}
}

func TestAWriteWithoutATraceCountsAsSent(t *testing.T) {
	t.Parallel()
	for kind, cause := range map[partner.Kind]error{
		partner.Uncertain:   io.ErrUnexpectedEOF,
		partner.Unavailable: &net.OpError{Op: "dial", Err: errors.New("connection refused")},
	} {
		c := client(t, "http://127.0.0.1:1", func(o *Options) {
			o.Transport = roundTrip(func(*http.Request) (*http.Response, error) { return nil, cause })
		})
		wantKind(t, c.DeleteProperty(t.Context(), "7"), kind)
	}
}

func TestAWriteThatTimesOutOrIsCanceledIsUncertain(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]error{"timed out": context.DeadlineExceeded, "canceled": context.Canceled} {
		arrived, release := make(chan struct{}), make(chan struct{})
		c, s := serve(t, func(http.ResponseWriter, *http.Request) { close(arrived); <-release })
		ctx, cancel := context.WithCancelCause(t.Context())
		if errors.Is(end, context.DeadlineExceeded) {
			var stop context.CancelFunc
			ctx, stop = context.WithTimeout(ctx, 50*time.Millisecond)
			defer stop()
		} else {
			go func() { <-arrived; cancel(nil) }()
		}
		_, err := c.CreateLink(ctx, partner.LinkRequest{ProgramID: "1"})
		close(release)
		cancel(nil)
		if e := wantError(t, err, partner.Uncertain); !strings.Contains(e.Detail, name) || !errors.Is(e, end) || s.count() != 1 {
			t.Errorf("%s: %+v after %d requests", name, *e, s.count())
		}
	}
}

func TestWritesCountAndObeyTheLimit(t *testing.T) {
	t.Parallel()
	var left atomic.Int32
	left.Store(2)
	c, s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Limit-hour", "1000")
		w.Header().Set("X-RateLimit-Remaining-hour", fmt.Sprint(left.Add(-1)))
		w.Header().Set("RateLimit-Reset", "60")
		fmt.Fprint(w, `{"Status":"DELETED"}`)
	})
	for range 2 {
		if err := c.DeleteProperty(t.Context(), "7"); err != nil {
			t.Fatal(err)
		}
	}
	if b := c.Budget().Of(partner.GroupGeneral); b.V.Remaining.V != 0 || !b.V.Limit.OK {
		t.Errorf("budget %+v", b)
	}
	e := wantError(t, c.DeleteProperty(t.Context(), "7"), partner.RateLimited)
	if e.RetryAfter != time.Minute || s.count() != 2 {
		t.Errorf("%v after %d requests", e.RetryAfter, s.count())
	}
}

func TestWritesStayOnTheHost(t *testing.T) {
	t.Parallel()
	other := elsewhere(t)
	for _, code := range []int{301, 302, 303, 307, 308} {
		c, s := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, code) })
		_, err := c.CreateInquiry(t.Context(), anInquiry())
		if err == nil || s.count() != 1 {
			t.Errorf("%d: %v", code, err)
		}
		noSecrets(t, err.Error())
	}
}

func TestFormsOfWrites(t *testing.T) {
	t.Parallel()
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseMultipartForm(1 << 20)
		w.Header().Set("X-Form", fmt.Sprint(r.MultipartForm != nil))
		fmt.Fprint(w, `{"Status":"OK"}`)
		if strings.HasSuffix(r.URL.Path, "/7") && fmt.Sprint(r.PostForm) != "map[Handle:[@y] RevenueModel:[]]" {
			t.Errorf("change sends %v", r.PostForm)
		}
		if r.URL.Path == accountsPath+testSID+"/MediaProperties" &&
			fmt.Sprint(r.PostForm) != "map[Description:[two\nlines] Followers:[THOUSAND_PLUS] Handle:[@x] Name:[Blög] RevenueModel:[PAY_PER_SALE PAY_PER_CLICK] SocialPlatform:[X/TWITTER] Tags:[a,b] Type:[SOCIAL] Url:[https://x.example/]]" {
			t.Errorf("creation sends %v", r.PostForm)
		}
		if strings.HasSuffix(r.URL.Path, "Inquiries") && r.PostForm.Encode() !=
			"CampaignId=10306&CustomerId=c1&ExpectedPayout=4&InquiryNotes=%C3%BC&InquiryType=UNTRACKED&MediaPartnerInquiryId=CB-1&OrderId=A%26B+7"+
				"&ResolutionDeadlineDate=2026-09-17T07%3A00%3A00Z&TrackingLink=https%3A%2F%2Fx.example%2Fy&TransactionAmount=49.99&TransactionDate=2026-08-18T18%3A35%3A38Z" {
			t.Errorf("inquiry sends %s", r.PostForm.Encode())
		}
	})
	id, err := c.CreateProperty(t.Context(), aProperty())
	if err != nil || id != "" {
		t.Errorf("an id that was not told: %q, %v", id, err)
	}
	if err := c.UpdateProperty(t.Context(), partner.PropertyInput{ID: "7", Type: partner.PropertySocial, Handle: "@y", Revenue: []string{}}); err != nil {
		t.Error(err)
	}
	if uri, err := c.CreateInquiry(t.Context(), anInquiry()); err != nil || uri != "" {
		t.Errorf("got %q, %v", uri, err)
	}
	for _, r := range s.all() {
		if r.Header.Get("Accept") != "application/json" || r.Header.Get("IR-Version") != "16" {
			t.Errorf("%s lacks headers", r.URL.Path)
		}
	}
}

func TestALinkIsAskedForInTheQueryAlone(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answers(`{"TrackingURL":"https://x.sjv.io/Shoes"}`))
	address, err := c.CreateLink(t.Context(), partner.LinkRequest{
		ProgramID: "10/6", Landing: "https://x.example/a?b=c&d=é#f", Vanity: true, Path: "Shoes",
		SubIDs: [3]string{"one", "two & three", ""}, SharedID: "s", PropertyID: "46", Campaign: "not sent",
	})
	if err != nil || address != "https://x.sjv.io/Shoes" {
		t.Fatalf("got %q, %v", address, err)
	}
	r := s.all()[0]
	want := "CustomPath=Shoes&DeepLink=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc%26d%3D%C3%A9%23f&MediaPartnerPropertyId=46&Type=Vanity&sharedId=s&subId1=one&subId2=two+%26+three"
	if r.Method != http.MethodPost || r.URL.RawQuery != want || r.ContentLength != 0 || r.Header.Get("Content-Type") != "" {
		t.Errorf("%s %s, %d bytes", r.Method, r.URL.RawQuery, r.ContentLength)
	}
	if got := r.URL.EscapedPath(); got != accountsPath+testSID+"/Programs/10%2F6/TrackingLinks" {
		t.Errorf("path %s", got)
	}
	if _, err := c.CreateLink(t.Context(), partner.LinkRequest{ProgramID: "1", Path: "kept here"}); err != nil || s.all()[1].URL.RawQuery != "Type=Regular" {
		t.Errorf("%v, %s", err, s.all()[1].URL.RawQuery)
	}
}

func TestALinkThatIsNoAddressIsNotHandedOut(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		`""`, `null`, `"x.sjv.io/a"`, `"/c/1/2/3"`, `"javascript:alert(1)"`, `"https://"`, `"https://u:p@x.example"`,
		`"https://x.example/\u001b[31m"`, `"https://x.example/\u202e"`, `{"a":1}`, `"file:///etc/passwd"`,
	} {
		c, _ := serve(t, answers(`{"TrackingURL":`+bad+`}`))
		address, err := c.CreateLink(t.Context(), partner.LinkRequest{ProgramID: "1"})
		if e := wantError(t, err, partner.Malformed); address != "" || e.Field != "TrackingURL" {
			t.Errorf("%s: %q, field %q", bad, address, e.Field)
		}
	}
	long := "https://x.sjv.io/c/1/2/3?u=" + strings.Repeat("a", 1500)
	c, _ := serve(t, answers(`{"TrackingURL":"`+long+`"}`))
	if address, err := c.CreateLink(t.Context(), partner.LinkRequest{ProgramID: "1"}); address != long {
		t.Errorf("a long address: %v", err)
	}
}

func TestAWriteWhoseAddressCannotBeReadIsDone(t *testing.T) {
	t.Parallel()
	for _, uri := range []string{`{"a":1}`, `["/x"]`, `7`, `null`, `"/elsewhere/1"`} {
		c, _ := serve(t, answers(`{"Status":"OK","Uri":`+uri+`}`))
		if address, err := c.CreateInquiry(t.Context(), anInquiry()); err != nil || address != "" {
			t.Errorf("%s: the inquiry is at %q, %v", uri, address, err)
		}
		if id, err := c.CreateProperty(t.Context(), aProperty()); err != nil || id != "" {
			t.Errorf("%s: the property is %q, %v", uri, id, err)
		}
	}
}

func TestWhatCannotBeWrittenIsNotSent(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answers(`{}`))
	change := func(f func(*InquiryInput)) error {
		in := anInquiry()
		f(&in)
		_, err := c.CreateInquiry(t.Context(), in)
		return err
	}
	property := func(f func(*partner.PropertyInput)) error {
		in := aProperty()
		f(&in)
		_, err := c.CreateProperty(t.Context(), in)
		return err
	}
	for field, errs := range map[string][]error{
		"CampaignId":        {change(func(in *InquiryInput) { in.ProgramID = "" })},
		"OrderId":           {change(func(in *InquiryInput) { in.OrderID = "" })},
		"InquiryType":       {change(func(in *InquiryInput) { in.Type = "" })},
		"TransactionDate":   {change(func(in *InquiryInput) { in.Transaction = time.Time{} })},
		"TransactionAmount": {change(func(in *InquiryInput) { in.Amount = dec("5000000.01") }), change(func(in *InquiryInput) { in.Amount = dec("-1") })},
		"ExpectedPayout":    {change(func(in *InquiryInput) { in.Expected = partner.Some(dec("-1")) })},
		"Name":              {property(func(in *partner.PropertyInput) { in.Name = " " })},
		"Type":              {property(func(in *partner.PropertyInput) { in.Type = "" })},
		"Url": {
			property(func(in *partner.PropertyInput) { in.URL = "" }), property(func(in *partner.PropertyInput) { in.URL = "x.example" }),
			c.UpdateProperty(t.Context(), partner.PropertyInput{ID: "7", URL: "javascript:1"}),
		},
		"Id": {
			property(func(in *partner.PropertyInput) { in.ID = "7" }), c.UpdateProperty(t.Context(), partner.PropertyInput{}),
			c.DeleteProperty(t.Context(), ".."),
		},
	} {
		for _, err := range errs {
			if e := wantError(t, err, partner.Invalid); e.Field != field {
				t.Errorf("got field %q, want %q", e.Field, field)
			}
		}
	}
	if _, err := c.CreateLink(t.Context(), partner.LinkRequest{ProgramID: ""}); partner.KindOf(err) != partner.Invalid {
		t.Errorf("no program: %v", err)
	}
	if _, err := c.CreateLink(t.Context(), partner.LinkRequest{ProgramID: "1", Landing: "shoes"}); partner.KindOf(err) != partner.Invalid {
		t.Errorf("no address: %v", err)
	}
	if s.count() != 0 {
		t.Errorf("%d requests", s.count())
	}
}
