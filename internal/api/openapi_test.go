package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// undocumented are the requests the OpenAPI documents do not have, and why we
// make them all the same.
var undocumented = map[string]string{
	"path ":          "the account root is known from other clients; CheckCredentials falls back",
	"query Page":     "paging is described in prose for all lists",
	"query PageSize": "paging is described in prose for all lists",
}

// parameter is a query parameter of an operation, as the documents declare it.
type parameter struct {
	Name   string
	In     string
	Schema struct {
		Type   string
		Format string
		Enum   []string
	}
}

// operation is what the documents say of one method of a path.
type operation struct {
	Parameters  []parameter
	RequestBody struct {
		Content map[string]struct {
			Schema struct {
				Required   []string
				Properties map[string]struct{ Type string }
			}
		}
	}
}

// query is a query parameter by its name.
func (o operation) query(name string) (parameter, bool) {
	for _, p := range o.Parameters {
		if p.In == "query" && p.Name == name {
			return p, true
		}
	}
	return parameter{}, false
}

// operations are the documented operations by path pattern and method.
func operations(t *testing.T) map[*regexp.Regexp]map[string]operation {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(reference, "openapi", "partner-v16.merged.json"))
	if err != nil {
		t.Skip("the OpenAPI documents are not here: ", err)
	}
	var doc struct {
		Paths map[string]struct{ Get, Post, Put, Delete *operation }
	}
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	all := map[*regexp.Regexp]map[string]operation{}
	hole := regexp.MustCompile(`\\\{[^}]*\\\}`)
	for path, methods := range doc.Paths {
		path = strings.Replace(path, "{AccountSID}", testSID, 1)
		pattern := regexp.MustCompile("^" + hole.ReplaceAllString(regexp.QuoteMeta(path), "[^/]+") + "$")
		all[pattern] = map[string]operation{}
		for method, o := range map[string]*operation{"GET": methods.Get, "POST": methods.Post, "PUT": methods.Put, "DELETE": methods.Delete} {
			if o != nil {
				all[pattern][method] = *o
			}
		}
	}
	return all
}

// everyRequest makes each operation once with every option it has.
func everyRequest(t *testing.T) []*http.Request {
	t.Helper()
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.Query().Get("Page") == "" && strings.HasSuffix(r.URL.Path, "s") {
			fmt.Fprint(w, `{"@page":"1","@numpages":"2"}`) // so that a page address is built
			return
		}
		fmt.Fprint(w, `{}`)
	})
	ctx := t.Context()
	days := period("2026-08-01", "2026-08-15")
	_, _ = c.CheckCredentials(ctx)
	_, _ = c.CompanyInformation(ctx)
	for _, status := range []ProgramStatus{AnyProgram, ActivePrograms, ExpiredPrograms} {
		_, _ = gather(c.ListPrograms(ctx, ProgramQuery{Status: status}))
	}
	_, _ = c.GetProgram(ctx, "10306")
	for _, status := range []partner.ContractStatus{partner.ContractActive, partner.ContractDeclined, partner.ContractExpired, partner.ContractPending, partner.ContractUpcoming} {
		_, _ = gather(c.ListContracts(ctx, ContractQuery{ProgramID: "10306", Status: status}))
	}
	_, _ = c.GetContract(ctx, "S-1")
	for _, state := range []partner.ActionState{partner.ActionPending, partner.ActionApproved, partner.ActionReversed} {
		for _, by := range []DateField{ByEvent, ByUpdate, ByLocking} {
			q := ActionQuery{By: by, From: testNow.AddDate(0, -1, 0), To: testNow, ProgramID: "10306", State: state}
			_, _ = gather(c.ListActions(ctx, q))
			_, _ = gather(c.ListActionUpdates(ctx, q))
		}
	}
	_, _ = c.GetAction(ctx, "1.2.3")
	_, _ = c.GetActionUpdate(ctx, "1.2.3.4")
	_, _ = gather(c.ListInvoices(ctx, testNow.AddDate(-1, 0, 0), testNow))
	_, _ = c.GetInvoice(ctx, "1-1")
	_, _ = c.WithdrawalSettings(ctx, "USD")
	_, _ = gather(c.ListReports(ctx))
	_, _ = c.ReportMetadata(ctx, "mp_action_listing_fast")
	_, _ = c.RunReport(ctx, ReportQuery{ID: "mp_action_listing_fast", Period: days, ProgramID: "10306"})
	_, _ = c.DailyFigures(ctx, days, "10306")
	_, _ = c.ProgramFigures(ctx, days)
	_, _ = c.Paystubs(ctx, days, "USD")
	_, _ = gather(c.ListTasks(ctx, TaskQuery{
		Types: []partner.TaskType{partner.TaskFinance, partner.TaskCreative}, Subtypes: []string{"Content"},
		CreatedFrom: testNow, CreatedTo: testNow, UpdatedFrom: testNow, UpdatedTo: testNow,
	}))
	_, _ = c.GetTask(ctx, "1")
	_, _ = gather(c.ListProperties(ctx))
	_, _ = c.GetProperty(ctx, "1")
	_, _ = gather(c.ListInquiries(ctx, InquiryQuery{
		ProgramID: "10306", Own: "x", Customer: "y", Status: partner.InquiryIncomplete,
		From: testNow, To: testNow, TransactionFrom: testNow, TransactionTo: testNow,
	}))
	_, _ = c.GetInquiry(ctx, "1")
	_, _ = gather(c.ListPromoCodes(ctx, PromoCodeQuery{Search: "x", ProgramIDs: []string{"1"}, EndsFrom: testNow, EndsTo: testNow}))
	_, _ = gather(c.ListDeals(ctx, "10306", DealQuery{State: partner.OfferActive, Type: "BOGO", Scope: "PRODUCT"}))
	_, _ = c.LatestTaxDocument(ctx)
	_, _ = gather(c.ListUsers(ctx))
	_, _ = c.VanityLinks(ctx)
	_, _ = c.CreateLink(ctx, partner.LinkRequest{
		ProgramID: "1", Landing: "https://x.example", Vanity: true, Path: "x", SubIDs: [3]string{"a", "b", "c"}, SharedID: "d", PropertyID: "4",
	})
	_, _ = c.CreateLink(ctx, partner.LinkRequest{ProgramID: "1"})
	for _, write := range writes() {
		_ = write(ctx, c) // an empty answer is fine for some and not for others
	}
	return s.all()
}

func TestEveryRequestIsDocumented(t *testing.T) {
	t.Parallel()
	known := operations(t)
	used := map[string]bool{}
	for _, r := range everyRequest(t) {
		path := strings.TrimPrefix(r.URL.Path, accountsPath+testSID)
		used[path] = true
		if undocumented["path "+path] != "" {
			continue
		}
		o, ok := lookUp(known, r)
		if !ok {
			t.Errorf("%s %s is not documented", r.Method, path)
			continue
		}
		if content := o.RequestBody.Content; len(content) > 0 || r.Header.Get("Content-Type") != "" {
			kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
			if _, ok := content[kind]; !ok {
				t.Errorf("%s %s: a body of type %q is not documented", r.Method, path, kind)
			}
		}
		for name, values := range r.URL.Query() {
			if undocumented["query "+name] != "" {
				continue
			}
			p, ok := o.query(name)
			if !ok || len(values) != 1 {
				t.Errorf("%s: query %s=%v is not documented", path, name, values)
				continue
			}
			if err := fits(p, values[0]); err != nil {
				t.Errorf("%s: query %s: %v", path, name, err)
			}
		}
	}
	if len(used) < 30 {
		t.Errorf("only %d paths were asked for: %v", len(used), used)
	}
}

func lookUp(known map[*regexp.Regexp]map[string]operation, r *http.Request) (operation, bool) {
	for pattern, methods := range known {
		if o, ok := methods[r.Method]; ok && pattern.MatchString(r.URL.Path) {
			return o, true
		}
	}
	return operation{}, false
}

func TestFormsHaveTheDocumentedFields(t *testing.T) {
	t.Parallel()
	known := operations(t)
	property := url.Values{}
	for _, kind := range []partner.PropertyInput{aProperty(), {Type: partner.PropertyMobile, Platform: "IOS", Installs: "THOUSAND_PLUS"}} {
		for _, f := range propertyFields(kind) {
			property.Add(f.name, f.value)
		}
	}
	change := aProperty()
	change.ID = "7"
	changed := url.Values{}
	for _, f := range propertyFields(change) {
		changed.Add(f.name, f.value)
	}
	for _, form := range []struct {
		method, path, content string
		values                url.Values
	}{
		{"POST", "/MediaProperties", "multipart/form-data", property},
		{"PUT", "/MediaProperties/7", "multipart/form-data", changed},
		{"POST", "/ActionInquiries", "application/x-www-form-urlencoded", anInquiry().form()},
	} {
		r := &http.Request{Method: form.method, URL: &url.URL{Path: accountsPath + testSID + form.path}}
		o, ok := lookUp(known, r)
		if !ok {
			t.Errorf("%s %s is not documented", form.method, form.path)
			continue
		}
		schema := o.RequestBody.Content[form.content].Schema
		for name := range form.values {
			if _, ok := schema.Properties[name]; !ok {
				t.Errorf("%s %s: field %s is not documented", form.method, form.path, name)
			}
		}
		for _, name := range schema.Required {
			if form.values.Get(name) == "" {
				t.Errorf("%s %s: field %s is required", form.method, form.path, name)
			}
		}
	}
}

// fits checks the form of a value. Dates must have no fraction of a second.
func fits(p parameter, value string) error {
	var err error
	switch {
	case p.Schema.Format == "date-time":
		_, err = time.Parse(queryTime, value)
		if strings.Contains(value, ".") {
			err = fmt.Errorf("%q has a fraction", value)
		}
	case p.Schema.Format == "date":
		_, err = time.Parse(time.DateOnly, value)
	case p.Schema.Type == "integer":
		if strings.Trim(value, "0123456789") != "" {
			err = fmt.Errorf("%q is no integer", value)
		}
	}
	if err != nil || len(p.Schema.Enum) == 0 {
		return err
	}
	for _, member := range p.Schema.Enum {
		if member == value {
			return nil
		}
	}
	return fmt.Errorf("%q is none of %v", value, p.Schema.Enum)
}
