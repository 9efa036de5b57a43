package sandbox

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFieldsOfTheMainResources is the reading of the API in this repository: the
// names of the fields, in the spelling of the service.
func TestFieldsOfTheMainResources(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for resource, fields := range map[string]string{
		"Actions": `ActionTrackerId ActionTrackerName AdId Amount CampaignId CampaignName ClearedDate CreationDate Currency
			CustomerArea CustomerCity CustomerCountry CustomerRegion DeltaAmount DeltaPayout EventCode EventDate Id IntendedAmount
			IntendedPayout LockingDate Oid Payout PromoCode ReferringDate ReferringDomain ReferringType SharedId State SubId1
			SubId2 SubId3 Uri`,
		"Invoices": `CreatedDate Currency DetailedLineItems Id LineItems PDF RecipientId RecipientName TotalAmount TotalVatAmount Uri`,
		"Contracts": `BrandSignatory BrandSignatoryDate CampaignId DateCreated DateLastUpdated EndDate HasCampaignTerms Id
			PartnerSignatory PartnerSignatoryDate PdfUri StartDate Status Terms Uri`,
		"Campaigns": `AdvertiserId AdvertiserName AdvertiserUrl AllowsDeeplinking CampaignDescription CampaignId CampaignLogoUri
			CampaignName CampaignUrl ContractStatus ContractUri DeeplinkDomains HasStandDownPolicy PublicTermsUri
			ShippingRegions TrackingLink Type Uri`,
	} {
		if got, want := strings.Join(keys(b.list(resource, resource)[0]), " "), strings.Join(strings.Fields(fields), " "); got != want {
			t.Errorf("%s:\n got %s\nwant %s", resource, got, want)
		}
	}
	for _, a := range b.list("Actions", "Actions") {
		for field, value := range a {
			if _, isString := value.(string); !isString {
				t.Fatalf("%s is %T: scalars of lists are strings", field, value)
			}
		}
	}
}

// TestShapesAreThoseOfTheSamples compares the fields of whole bodies, nested
// objects included, with the sample bodies of the reference.
func TestShapesAreThoseOfTheSamples(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(references); err != nil {
		t.Skipf("the sample bodies are not here: %v", err)
	}
	b := newBench(t, nil)
	names := b.examples()
	const november = "?START_DATE=2026-11-01&END_DATE=2026-11-22"
	for sample, path := range map[string]string{
		"account-root":                   "",
		"company-information":            "CompanyInformation",
		"campaigns-list":                 "Campaigns",
		"campaigns-list-empty":           "Campaigns?Page=9",
		"campaign":                       "Campaigns/{program}",
		"campaign-public-terms":          "Campaigns/{program}/PublicTerms",
		"contracts-list":                 "Contracts",
		"contracts-list-pending":         "Contracts?Status=PENDING",
		"actions-list":                   "Actions",
		"action":                         "Actions/{action}",
		"action-items":                   "Actions/{action}/Items",
		"action-item":                    "Actions/{action}/Items/{sku}",
		"action-updates-list":            "ActionUpdates",
		"action-update":                  "ActionUpdates/{update}",
		"invoices-list":                  "Invoices",
		"invoice":                        "Invoices/{invoice}",
		"withdrawal-settings":            "WithdrawalSettings",
		"withdrawal-required-fields":     "WithdrawalSettings/RequiredFields?bankCountry=US",
		"reports-list":                   "Reports",
		"report-metadata-action-listing": "Reports/mp_action_listing_fast/MetaData",
		"report-action-listing":          "Reports/mp_action_listing_fast" + november,
		"report-performance-by-day":      "Reports/partner_performance_by_day" + november,
		"report-performance-by-month":    "Reports/partner_performance_by_month" + november,
		"report-performance-by-program":  "Reports/partner_performance_by_program" + november,
		"report-performance-by-subid":    "Reports/partner_performance_by_subid" + november,
		"report-paystub-history":         "Reports/mp_paystub_history?START_DATE=2026-01-01&END_DATE=2026-11-22",
		"reportexport-queued":            "ReportExport/partner_performance_by_day" + november,
		"job-queued":                     "Jobs/{job}",
		"jobs-list":                      "Jobs",
		"tasks-list":                     "Tasks",
		"task":                           "Tasks/{task}",
		"mediaproperties-list":           "MediaProperties",
		"mediaproperty":                  "MediaProperties/{property}",
		"action-inquiries-list":          "ActionInquiries",
		"action-inquiry":                 "ActionInquiries/{inquiry}",
		"promocodes-list":                "PromoCodes?CreditRule=WINNER",
		"promocode":                      "PromoCodes/{code}",
		"deals-list":                     "Campaigns/{program}/Deals",
		"deal":                           "Campaigns/{program}/Deals/{deal}",
		"taxdocument":                    "TaxDocument",
		"taxdocuments-list":              "TaxDocuments",
		"users-list":                     "Users",
		"user":                           "Users/{user}",
	} {
		content, err := os.ReadFile(filepath.Join(references, "partner-api", sample+".json"))
		if err != nil {
			t.Error(err)
			continue
		}
		var want any
		if err := json.Unmarshal(content, &want); err != nil {
			t.Fatal(err)
		}
		compare(t, sample, b.object(names.Replace(path)), want)
	}
}

// compare checks that two bodies have the same fields and kinds of values. Of
// arrays the first elements are compared; an empty one says nothing.
func compare(t *testing.T, at string, got, want any) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: %T, want an object", at, got)
			return
		}
		if !strings.HasSuffix(at, "PerformanceBonus") && !slices.Equal(keys(g), keys(w)) {
			t.Errorf("%s:\n got %v\nwant %v", at, keys(g), keys(w))
			return
		}
		for key, value := range w {
			compare(t, at+"."+key, g[key], value)
		}
	case []any:
		g, ok := got.([]any)
		if !ok {
			t.Errorf("%s: %T, want an array", at, got)
		} else if len(g) > 0 && len(w) > 0 {
			compare(t, at, g[0], w[0])
		}
	default:
		if g, ok := got.(string); ok != isString(want) {
			t.Errorf("%s: %v (%q), sample has %v", at, got, g, want)
		}
	}
}

func isString(v any) bool { _, ok := v.(string); return ok }

func keys(record map[string]any) []string {
	var names []string
	for name := range record {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
