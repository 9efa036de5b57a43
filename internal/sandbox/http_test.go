package sandbox

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
)

func TestCredentialsThenAccountThenExistence(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	tests := map[string]struct {
		path   string
		change func(*http.Request)
		status int
		body   string
	}{
		"no credentials for nothing": {"/nowhere", func(r *http.Request) { r.Header.Del("Authorization") }, 401, `{"status":401,"title":"Unauthorized"}`},
		"wrong token":                {"Campaigns", func(r *http.Request) { r.SetBasicAuth(b.AccountSID(), "wrong") }, 401, `{"status":401,"title":"Unauthorized"}`},
		"wrong user":                 {"Campaigns", func(r *http.Request) { r.SetBasicAuth("IRother", b.AuthToken()) }, 401, `{"status":401,"title":"Unauthorized"}`},
		"another account's path":     {"/Mediapartners/IRother/Nowhere", nil, 403, `{"status":403,"title":"Access Denied"}`},
		"unknown resource":           {"Nowhere", nil, 404, `{"Status":"ERROR","Message":"The requested resource was not found."}`},
		"unknown program":            {"Campaigns/1", nil, 404, `{"Status":"ERROR","Message":"The requested resource was not found."}`},
		"no logo":                    {"Campaigns/1/Logo", nil, 404, `{"Status":"ERROR","Message":"The requested resource was not found."}`},
		"wrong verb":                 {"Campaigns", func(r *http.Request) { r.Method = "DELETE" }, 405, `{"Status":"ERROR","Message":"Method Not Allowed"}`},
		"verb by parameter":          {"Campaigns?_method=PUT", func(r *http.Request) { r.Method = "POST" }, 405, `{"Status":"ERROR","Message":"Method Not Allowed"}`},
		"version that never was":     {"Campaigns?IrVersion=99", nil, 400, `{"Status":"ERROR","Message":"Validation Errors","Errors":[{"Field":"IrVersion","Message":"Unknown API version."}]}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := b.request(http.MethodGet, tt.path)
			if tt.change != nil {
				tt.change(r)
			}
			if w := b.do(r); w.Code != tt.status || strings.TrimSpace(w.Body.String()) != tt.body {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
}

func TestXMLUnlessJSONIsAskedFor(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for _, accept := range []string{"", "*/*", "application/xml", "text/html"} {
		r := b.request(http.MethodGet, "Campaigns?PageSize=2&InsertionOrderStatus=Active")
		r.Header.Set("Accept", accept)
		w := b.do(r)
		var body struct {
			XMLName   xml.Name `xml:"ImpactRadiusResponse"`
			Campaigns struct {
				Page  string `xml:"page,attr"`
				Size  string `xml:"pagesize,attr"`
				Next  string `xml:"nextpageuri,attr"`
				Items []struct {
					CampaignName string
					Regions      []string `xml:"ShippingRegions>ShippingRegion"`
				} `xml:"Campaign"`
			}
		}
		if err := xml.Unmarshal(w.Body.Bytes(), &body); err != nil {
			t.Fatalf("Accept %q: %v\n%s", accept, err, w.Body)
		}
		c := body.Campaigns
		if c.Page != "1" || c.Size != "2" || len(c.Items) != 2 || c.Items[0].CampaignName == "" || len(c.Items[0].Regions) == 0 ||
			!strings.HasSuffix(c.Next, "/Campaigns?PageSize=2&InsertionOrderStatus=Active&Page=2") {
			t.Errorf("Accept %q: %+v", accept, c)
		}
		if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "application/xml") {
			t.Errorf("content type %q", kind)
		}
	}
	r := b.request(http.MethodGet, "Campaigns.json")
	r.Header.Del("Accept")
	if w := b.do(r); !strings.HasPrefix(w.Body.String(), `{"@page":"1"`) {
		t.Errorf(".json: %.200s", w.Body)
	}
	r = b.request(http.MethodGet, "Contracts/S-1")
	r.Header.Del("Accept")
	if w := b.do(r); !strings.Contains(w.Body.String(), "<ImpactRadiusResponse><Status>ERROR</Status><Message>") {
		t.Errorf("error: %.200s", w.Body)
	}
}

func TestEveryBodyIsWellFormedInBothFormats(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for _, path := range []string{
		"", "CompanyInformation", "Campaigns", "Contracts", "Actions", "ActionUpdates", "Reports",
		"Reports/partner_performance_by_subid?START_DATE=2026-11-01&END_DATE=2026-11-22", "Reports/mp_action_listing_fast/MetaData",
		"Invoices", "WithdrawalSettings", "WithdrawalSettings/RequiredFields?bankCountry=DE",
		"Tasks", "MediaProperties", "ActionInquiries", "PromoCodes", "TaxDocument", "TaxDocuments", "Users",
		"Reports/mp_vanity_links?START_DATE=2026-01-01&END_DATE=2026-11-22",
	} {
		if v := b.object(path); len(v) == 0 {
			t.Errorf("%q is empty", path)
		}
		r := b.request(http.MethodGet, path)
		r.Header.Set("Accept", "application/xml")
		var any struct {
			Inner string `xml:",innerxml"`
		}
		if w := b.do(r); xml.Unmarshal(w.Body.Bytes(), &any) != nil || any.Inner == "" {
			t.Errorf("%q: bad XML %.200s", path, w.Body)
		}
	}
}

func TestPagesLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, func(o *Options) { o.Scale = 4 })
	seen := map[string]bool{}
	query := "Actions?PageSize=2000&" + window("ActionDateStart", "ActionDateEnd", testDay(), 40, 1)
	for _, a := range b.list(query, "Actions") {
		if id := text(t, a, "Id"); seen[id] {
			t.Errorf("%s twice", id)
		} else {
			seen[id] = true
		}
	}
	first := b.object(query)
	if n := len(seen); n < 2001 || first["@total"] != whole(int64(n)) || first["@start"] != "0" || first["@end"] != "1999" {
		t.Errorf("%d actions, first page says %v of %v, %v to %v", n, first["@page"], first["@total"], first["@start"], first["@end"])
	}
	last := b.object(text(t, first, "@lastpageuri"))
	if last["@nextpageuri"] != "" || last["@page"] != last["@numpages"] || last["@end"] != whole(int64(len(seen)-1)) {
		t.Errorf("last page: %v of %v ends at %v", last["@page"], last["@numpages"], last["@end"])
	}
	if total := len(b.list("Campaigns?PageSize=5", "Campaigns")); total != firstInvited {
		t.Errorf("%d programs over small pages, want %d", total, firstInvited)
	}
	empty := b.object("Campaigns?Page=77")
	if len(empty["Campaigns"].([]any)) != 0 || empty["@nextpageuri"] != "" {
		t.Error("a page beyond the end has content")
	}
	for _, bad := range []string{"Campaigns?Page=0", "Campaigns?Page=x", "Campaigns?PageSize=-1"} {
		if w := b.get(bad); w.Code != 400 {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
	if v := b.object("Campaigns?PageSize=99999"); v["@pagesize"] != "1000" {
		t.Errorf("page size %v", v["@pagesize"])
	}
}

func TestAccountAndVersions(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	if sid := b.AccountSID(); len(sid) != 34 || sid[:2] != "IR" {
		t.Errorf("SID %q", sid)
	}
	if v := b.object("?IrVersion=15"); v["ApiVersion"] != "15" || v["Id"] != b.AccountSID() || v["Name"] != "Meadowlark Media" {
		t.Errorf("%v", v)
	}
	if c := b.list("Campaigns?IrVersion=15", "Campaigns")[0]; c["Type"] != nil {
		t.Error("Type came with version 16")
	}
	if c := b.list("Campaigns", "Campaigns")[0]; c["Type"] == nil {
		t.Error("version 16 has a Type")
	}
	zone := text(t, b.object("CompanyInformation"), "Timezone")
	if zone != "(GMT -08:00) Pacific Time (US & Canada); Tijuana" {
		t.Errorf("zone %q", zone)
	}
}

func TestCompanionAndControlShareTheCredentials(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	if w := b.get(CompanionPrefix + "/status"); w.Code != 200 || !strings.Contains(w.Body.String(), `"account":"`+b.AccountSID()+`"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for _, path := range []string{CompanionPrefix, CompanionPrefix + "/nothing", CompanionPrefix + "x/status"} {
		if w := b.get(path); w.Code != 404 || !strings.HasPrefix(w.Body.String(), "{") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	r := b.request(http.MethodGet, CompanionPrefix+"/status")
	r.Header.Del("Authorization")
	if w := b.do(r); w.Code != 401 {
		t.Errorf("%d", w.Code)
	}
}

func TestRequestsAreLogged(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.get("Campaigns?PageSize=3")
	b.get("Nowhere")
	log := b.Requests()
	want := Request{Method: "GET", Path: "/Mediapartners/" + b.AccountSID() + "/Campaigns", Query: "PageSize=3", Status: 200}
	if len(log) != 2 || log[0] != want || log[1].Status != 404 {
		t.Errorf("%+v", log)
	}
	for range 2 * logSize {
		b.get("Nowhere")
	}
	if n := len(b.Requests()); n > logSize {
		t.Errorf("log grew to %d", n)
	}
}
