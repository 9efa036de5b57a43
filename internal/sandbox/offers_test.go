package sandbox

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPromoCodes(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	seen := map[any]int{}
	var ids []string
	for _, v := range b.list("PromoCodes", "PromoCodes") {
		seen[v["State"]]++
		seen[v["MatchMode"]]++
		seen[v["CreditRule"]]++
		ids = append(ids, text(t, v, "Id"))
		if end, scheduled := v["EndDate"].(string); scheduled {
			at, err := time.Parse(time.RFC3339, end)
			if err != nil || (v["State"] == "EXPIRED") != at.Before(testDay()) {
				t.Errorf("%v", v)
			}
			if left := at.Sub(testDay()); left > 0 && left < 7*24*time.Hour {
				seen["within 7 days"]++
			}
		} else {
			seen["not scheduled"]++
		}
		if deal, some := v["Deal"].(map[string]any); some {
			program := v["Program"].(map[string]any)["Id"].(string)
			d := b.object("Campaigns/" + program + "/Deals/" + deal["Id"].(string))
			if d["DefaultPromoCode"] != v["Code"] || d["Uri"] != deal["Uri"] || d["Name"] != deal["Name"] {
				t.Errorf("%v does not belong to %v", v, d)
			}
		}
	}
	for _, want := range []string{"ACTIVE", "EXPIRED", "FUTUREDATE", "LI", "RE", "ALWAYS", "INVOLVED", "WINNER", "within 7 days", "not scheduled"} {
		if seen[want] == 0 {
			t.Errorf("no code is %s", want)
		}
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != len(b.list("PromoCodes", "PromoCodes")) {
		t.Error("an id is there twice")
	}
}

func TestPromoCodeQueries(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	all := len(b.list("PromoCodes", "PromoCodes"))
	one := b.object("PromoCodes/" + text(t, b.list("PromoCodes?SearchString=trail40", "PromoCodes")[0], "Id"))
	program, deal := one["Program"].(map[string]any)["Id"].(string), one["Deal"].(map[string]any)["Id"].(string)
	for query, want := range map[string]int{
		"SearchString=white%20week":             1,
		"SearchString=nothing-like-it":          0,
		"ProgramId=" + program:                  3,
		"ProgramId=" + program + "&ProgramId=1": 3,
		"AdvertiserId=1":                        0,
		"DealId=" + deal:                        1,
		"MatchMode=RE":                          1,
		"MatchMode=RE&MatchMode=LI":             all,
		"CreditRule=INVOLVED":                   2,
		"EndDateStart=2026-11-22T00:00:00Z&EndDateEnd=2026-11-30T00:00:00Z": 4,
		"StartDateStart=2026-12-01T00:00:00Z":                               2,
		"CreatedDateEnd=2020-01-01T00:00:00Z":                               0,
		"PageSize=50":                                                       all,
		"PageSize=49":                                                       -1,
		"PageSize=1001":                                                     -1,
		"SortBy=Colour":                                                     -1,
		"SortOrder=UP":                                                      -1,
		"CreditRule=NEVER":                                                  -1,
		"MatchMode=XX":                                                      -1,
		"EndDateEnd=soon":                                                   -1,
	} {
		if want < 0 {
			if w := b.get("PromoCodes?" + query); w.Code != 400 {
				t.Errorf("%s: %d", query, w.Code)
			}
		} else if got := len(b.list("PromoCodes?"+query, "PromoCodes")); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	up, down := b.list("PromoCodes?SortBy=Code&SortOrder=ASC", "PromoCodes"), b.list("PromoCodes?SortBy=Code&SortOrder=DESC", "PromoCodes")
	if !slices.IsSortedFunc(up, func(a, b map[string]any) int { return strings.Compare(a["Code"].(string), b["Code"].(string)) }) ||
		up[0]["Id"] != down[len(down)-1]["Id"] {
		t.Errorf("sorted: %v … %v", up[0], down[0])
	}
	b.clock.advance(8 * 24 * time.Hour)
	if later := b.object("PromoCodes/" + text(t, one, "Id")); one["State"] != "ACTIVE" || later["State"] != "EXPIRED" {
		t.Errorf("%v, eight days later %v", one["State"], later["State"])
	}
	if w := b.get("PromoCodes/1"); w.Code != 404 {
		t.Errorf("%d", w.Code)
	}
}

func TestDeals(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	seen := map[any]int{}
	northgale := ""
	for _, program := range b.list("Campaigns", "Campaigns") {
		path := "Campaigns/" + text(t, program, "CampaignId") + "/Deals"
		if program["CampaignName"] == "Northgale Outdoor" {
			northgale = path
		}
		for _, v := range b.list(path, "Deals") {
			for _, field := range []string{"State", "Type", "Scope", "DiscountType", "Public"} {
				seen[v[field]]++
			}
			if v["CampaignId"] != program["CampaignId"] {
				t.Errorf("%v", v)
			}
			if end, err := time.Parse(time.RFC3339, text(t, v, "EndDate")); err == nil && end.After(testDay()) && end.Sub(testDay()) < 7*24*time.Hour {
				seen["within 7 days"]++
			}
			if v["DiscountAmount"] != "" && v["DiscountCurrency"] != "USD" || v["Type"] == "REBATE" && v["RebateAmount"] != "10.00" ||
				v["Type"] == "BOGO" && (v["BogoGetDiscountType"] != "FREE" || v["BogoBuyName"] != "Trail sock") {
				t.Errorf("%v", v)
			}
		}
	}
	for _, want := range []any{
		"ACTIVE", "EXPIRED", "PENDING", "BOGO", "FREE_SHIPPING", "GENERAL_SALE", "GIFT_WITH_PURCHASE", "REBATE",
		"CATEGORY", "ENTIRE_STORE", "PRODUCT", "FIXED", "PERCENT", "PERCENT_RANGE", "PERCENT_MAXIMUM", "", true, false, "within 7 days",
	} {
		if seen[want] == 0 {
			t.Errorf("no deal has %v", want)
		}
	}
	for query, want := range map[string]int{"": 3, "?State=PENDING": 1, "?Type=BOGO": 1, "?Scope=PRODUCT": 1, "?State=EXPIRED": 0} {
		if got := len(b.list(northgale+query, "Deals")); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	for path, status := range map[string]int{
		northgale + "?State=OLD": 400, northgale + "?Type=SALE": 400, northgale + "?Scope=ALL": 400, northgale + "/1": 404,
		"Campaigns/1/Deals": 404, "Campaigns/1/Deals/1": 404,
		"Campaigns/" + whole(b.data.programs[brandUpcoming].id) + "/Deals": 404,
	} {
		if w := b.get(path); w.Code != status {
			t.Errorf("%s: %d, want %d", path, w.Code, status)
		}
	}
}

func TestTaxDocuments(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	latest, all := b.object("TaxDocument"), b.list("TaxDocuments", "TaxDocuments")
	if latest["Status"] != "NOT_VERIFIED" || len(all) != 2 || all[0]["Id"] != latest["Id"] || all[1]["Status"] != "INACTIVE" {
		t.Errorf("%v of %v", latest, all)
	}
	if v := b.object("TaxDocument/" + text(t, all[1], "Id")); v["Status"] != "INACTIVE" || v["Uri"] != all[1]["Uri"] {
		t.Errorf("%v", v)
	}
	if w := b.get("TaxDocument/1"); w.Code != 404 {
		t.Errorf("%d", w.Code)
	}
}

func TestUsers(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	contact := b.object("CompanyInformation")["TechnicalContact"].(map[string]any)
	if v := b.object("Users/I-" + contact["UserId"].(string)); v["FirstName"].(string)+" "+v["LastName"].(string) != contact["Name"] {
		t.Errorf("the contact is %v, the user %v", contact, v)
	}
	for query, want := range map[string]int{"": 2, "?Name=jonah": 1, "?State=ACTIVE": 2, "?State=INVITED": 0} {
		if got := len(b.list("Users"+query, "Users")); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	if b.get("Users?State=GONE").Code != 400 || b.get("Users/I-1").Code != 404 {
		t.Error("unknown state or user")
	}
}

func TestOtherProfilesHaveLess(t *testing.T) {
	t.Parallel()
	for profile, want := range map[string]map[string]int{
		"empty": {"Tasks": 0, "MediaProperties": 0, "ActionInquiries": 0, "PromoCodes": 0, "TaxDocuments": 1, "Users": 2},
		"new":   {"Tasks": 10, "MediaProperties": 2, "ActionInquiries": 0, "TaxDocuments": 0, "Users": 2},
	} {
		b := newBench(t, func(o *Options) { o.Profile = profile })
		for name, n := range want {
			if got := len(b.list(name, name)); got != n {
				t.Errorf("%s: %d %s, want %d", profile, got, name, n)
			}
		}
		links := b.list("Reports/mp_vanity_links?START_DATE=2024-01-01&END_DATE=2026-11-22", "Records")
		if profile == "empty" && len(links) != 0 || profile == "new" && len(links) > 3 {
			t.Errorf("%s: %d vanity links", profile, len(links))
		}
	}
}
