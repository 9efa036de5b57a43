package api

import (
	"encoding/json"
	"fmt"
	"net/http"
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

// operations are the documented GETs by path pattern.
func operations(t *testing.T) map[*regexp.Regexp]map[string]parameter {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(reference, "openapi", "partner-v16.merged.json"))
	if err != nil {
		t.Skip("the OpenAPI documents are not here: ", err)
	}
	var doc struct {
		Paths map[string]struct {
			Get *struct{ Parameters []parameter }
		}
	}
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	all := map[*regexp.Regexp]map[string]parameter{}
	hole := regexp.MustCompile(`\\\{[^}]*\\\}`)
	for path, methods := range doc.Paths {
		if methods.Get == nil {
			continue
		}
		path = strings.Replace(path, "{AccountSID}", testSID, 1)
		pattern := regexp.MustCompile("^" + hole.ReplaceAllString(regexp.QuoteMeta(path), "[^/]+") + "$")
		all[pattern] = map[string]parameter{}
		for _, p := range methods.Get.Parameters {
			if p.In == "query" {
				all[pattern][p.Name] = p
			}
		}
	}
	return all
}

// everyRequest makes each operation once with every option it has.
func everyRequest(t *testing.T) []*http.Request {
	t.Helper()
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("Page") == "" && strings.HasSuffix(r.URL.Path, "s") {
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
	return s.all()
}

func TestEveryRequestIsDocumented(t *testing.T) {
	t.Parallel()
	known := operations(t)
	used := map[string]bool{}
	for _, r := range everyRequest(t) {
		path := strings.TrimPrefix(r.URL.Path, accountsPath+testSID)
		used[path] = true
		if r.Method != http.MethodGet {
			t.Errorf("%s %s", r.Method, path)
		}
		if undocumented["path "+path] != "" {
			continue
		}
		parameters, ok := lookUp(known, r.URL.Path)
		if !ok {
			t.Errorf("path %s is not documented", path)
			continue
		}
		for name, values := range r.URL.Query() {
			if undocumented["query "+name] != "" {
				continue
			}
			p, ok := parameters[name]
			if !ok || len(values) != 1 {
				t.Errorf("%s: query %s=%v is not documented", path, name, values)
				continue
			}
			if err := fits(p, values[0]); err != nil {
				t.Errorf("%s: query %s: %v", path, name, err)
			}
		}
	}
	if len(used) < 18 {
		t.Errorf("only %d paths were asked for: %v", len(used), used)
	}
}

func lookUp(known map[*regexp.Regexp]map[string]parameter, path string) (map[string]parameter, bool) {
	for pattern, parameters := range known {
		if pattern.MatchString(path) {
			return parameters, true
		}
	}
	return nil, false
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
