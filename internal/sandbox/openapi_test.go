package sandbox

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
)

// references is where the official documents lie; a fresh clone has none.
const references = "../../../shared/reference/fixtures"

// documented are requests for the operations of the official documents, by
// document and operation.
var documented = []struct{ file, operation, method, path string }{
	{"account", "retrieveCompanyInformation", "GET", "CompanyInformation"},
	{"campaigns", "listPrograms", "GET", "Campaigns"},
	{"campaigns", "retrieveProgram", "GET", "Campaigns/{program}"},
	{"contracts", "listContracts", "GET", "Contracts"},
	{"contracts", "listContracts", "GET", "Contracts?Status=PENDING"},
	{"contracts", "listContracts", "GET", "Contracts?Status=EXPIRED"},
	{"contracts", "retrieveContract", "GET", "Contracts/{contract}"},
	{"actions", "listActions", "GET", "Actions?StartDate=2026-10-10T00:00:00Z&EndDate=2026-11-20T00:00:00Z"},
	{"actions", "listActions", "GET", "Actions?ActionDateStart=2026-08-10T00:00:00Z&ActionDateEnd=2026-09-20T00:00:00Z"},
	{"actions", "retrieveAction", "GET", "Actions/{action}"},
	{"actions", "listActionItems", "GET", "Actions/{action}/Items"},
	{"actions", "listActionItems", "GET", "Actions/{pending}/Items"},
	{"actions", "retrieveActionItem", "GET", "Actions/{action}/Items/{sku}"},
	{"actions", "listActionUpdates", "GET", "ActionUpdates?StartDate=2026-10-10T00:00:00Z&EndDate=2026-11-20T00:00:00Z"},
	{"actions", "retrieveActionUpdate", "GET", "ActionUpdates/{update}"},
	{"reports", "listReports", "GET", "Reports"},
	{"reports", "runReport", "GET", "Reports/partner_performance_by_day?START_DATE=2026-11-01&END_DATE=2026-11-22"},
	{"reports", "retrieveMetadata", "GET", "Reports/mp_action_listing_fast/MetaData"},
	{"reports", "exportReports", "GET", "ReportExport/partner_performance_by_day?START_DATE=2026-11-01&END_DATE=2026-11-22"},
	{"jobs", "listJobs", "GET", "Jobs"},
	{"jobs", "retrieveJobStatus", "GET", "Jobs/{job}"},
	{"jobs", "downloadJobResults", "GET", "Jobs/{job}/Download"},
	{"jobs", "replayJob", "PUT", "Jobs/{job}/Replay"},
	{"invoices", "listInvoices", "GET", "Invoices"},
	{"invoices", "retrieveInvoice", "GET", "Invoices/{invoice}"},
	{"withdrawalsettings", "retrieveWithdrawalSettings", "GET", "WithdrawalSettings"},
	{"withdrawalsettings", "retrieveRequiredBankingFields", "GET", "WithdrawalSettings/RequiredFields?bankCountry=US"},
	{"tasks", "listTasks", "GET", "Tasks"},
	{"tasks", "listTasks", "GET", "Tasks?Type=COMPLIANCE&SubtypeName=Promo"},
	{"tasks", "getTaskById", "GET", "Tasks/{task}"},
	{"mediaproperties", "listMediaProperties", "GET", "MediaProperties"},
	{"mediaproperties", "retrieveMediaProperty", "GET", "MediaProperties/{property}"},
	{"trackinglinks", "createTrackingLink", "POST", "Programs/{program}/TrackingLinks"},
	{"trackinglinks", "createTrackingLink", "POST", "Programs/{program}/TrackingLinks?Type=Vanity&CustomPath=Autumn&subId1=a%20b&MediaPartnerPropertyId={property}"},
	{"actioninquiries", "listActionInquiries", "GET", "ActionInquiries"},
	{"actioninquiries", "retrieveActionInquiry", "GET", "ActionInquiries/{inquiry}"},
	{"promo-codes", "listPromoCodes", "GET", "PromoCodes"},
	{"promo-codes", "retrievePromoCode", "GET", "PromoCodes/{code}"},
	{"deals", "listDeals", "GET", "Campaigns/{program}/Deals"},
	{"deals", "retrieveDeal", "GET", "Campaigns/{program}/Deals/{deal}"},
	{"taxdocument", "retrieveLatestTaxDocument", "GET", "TaxDocument"},
	{"taxdocument", "retrieveTaxDocumentById", "GET", "TaxDocument/{tax}"},
	{"taxdocument", "listAllTaxDocuments", "GET", "TaxDocuments"},
	{"users", "listUsers", "GET", "Users"},
	{"users", "retrieveUser", "GET", "Users/{user}"},
	{"mediaproperties", "createMediaProperty", "POST", "MediaProperties"},
	{"mediaproperties", "updateMediaProperty", "PUT", "MediaProperties/{property}"},
	{"mediaproperties", "deleteMediaProperty", "DELETE", "MediaProperties/{property}"},
	{"actioninquiries", "createActionInquiry", "POST", "ActionInquiries"},
}

// documentedForms are the bodies of the operations that need one.
var documentedForms = map[string]struct {
	kind   string
	fields url.Values
}{
	"createMediaProperty": {multipartForm, url.Values{"Name": {"Garden notes"}, "Type": {"WEBSITE"}, "Url": {"https://garden.example"}}},
	"updateMediaProperty": {multipartForm, url.Values{"Description": {"New"}, "RevenueModel": {"PAY_PER_SALE", "PAY_PER_CLICK"}}},
	"createActionInquiry": {urlForm, url.Values{
		"CampaignId": {"{program}"}, "OrderId": {"A-1"}, "TransactionDate": {"2026-11-02T10:00:00-08:00"},
		"TransactionAmount": {"49.99"}, "InquiryType": {"UNTRACKED"},
	}},
}

const (
	stringified  = "declared integer or number, printed as a string in the examples"
	emptyDate    = "declared date-time, printed empty in the examples when there is none"
	taskDate     = "declared date-time, printed with an offset without a colon"
	hostRelative = "declared uri, printed without a host"
	emptyEnum    = "declared enumeration, printed empty in the examples when there is none"
)

// exceptions are the places where the documents contradict the bodies they print.
// The fields of one line share the reason.
var exceptions = []struct{ operation, fields, reason string }{
	{"retrieveCompanyInformation", "RegisteredForIndirectTax", "declared boolean, printed as a string in the example"},
	{"retrieveCompanyInformation", "DateOfBirth", emptyDate},
	{"listContracts", "Contracts.EndDate Contracts.PartnerSignatoryDate", emptyDate},
	{"listActions", "Actions.CampaignId Actions.ActionTrackerId Actions.AdId", stringified},
	{"listActions", "Actions.LockingDate Actions.ClearedDate", emptyDate},
	{"retrieveAction", "CampaignId ActionTrackerId AdId", stringified},
	{"retrieveAction", "ClearedDate", emptyDate},
	{"listActionItems", "ActionItems.AdjustmentDate", emptyDate},
	{"listActionItems", "ActionItems.AdjustmentReason", emptyEnum},
	{"listActionUpdates", "ActionUpdates.CampaignId", stringified},
	{"listActionUpdates", "ActionUpdates.LockingDate ActionUpdates.ClearingDate", emptyDate},
	{"retrieveActionUpdate", "CampaignId", stringified},
	{"listJobs", "Jobs.StartedDate Jobs.CompletedDate Jobs.AbandonedDate Jobs.CancelledDate Jobs.FailedDate Jobs.LastProgressUpdateDate", emptyDate},
	{"retrieveJobStatus", "StartedDate CompletedDate AbandonedDate CancelledDate FailedDate LastProgressUpdateDate", emptyDate},
	{"downloadJobResults", "CompletedDate AbandonedDate CancelledDate FailedDate LastProgressUpdateDate", emptyDate},
	{"replayJob", "StartedDate CompletedDate AbandonedDate CancelledDate FailedDate LastProgressUpdateDate", emptyDate},
	{"listInvoices", "Invoices.RecipientId Invoices.DetailedLineItems.AccountId", "declared integer, printed as strings by the older list example"},
	{"listInvoices", "Invoices.LineItems.PaidDate", emptyDate},
	{"retrieveInvoice", "LineItems.PaidDate", emptyDate},
	{"listTasks", "Tasks.DueDate Tasks.DateCreated Tasks.DateLastUpdated", taskDate},
	{"getTaskById", "DueDate DateCreated DateLastUpdated", taskDate},
	{
		"listMediaProperties", "MediaProperties.MobilePlatform MediaProperties.Installs MediaProperties.SocialPlatform MediaProperties.Followers",
		emptyEnum,
	},
	{"retrieveMediaProperty", "MobilePlatform Installs SocialPlatform Followers", emptyEnum},
	{
		"listActionInquiries", "ActionInquiries.Id ActionInquiries.CampaignId ActionInquiries.TransactionAmount " +
			"ActionInquiries.ExpectedPayout ActionInquiries.FinalPayout", stringified,
	},
	{"listActionInquiries", "ActionInquiries.ResolutionDeadlineDate ActionInquiries.AutoApprovalDate ActionInquiries.ResolutionDate", emptyDate},
	{"listActionInquiries", "ActionInquiries.RejectReason", emptyEnum},
	{"retrieveActionInquiry", "Id CampaignId TransactionAmount ExpectedPayout FinalPayout", stringified},
	{"retrieveActionInquiry", "ResolutionDeadlineDate AutoApprovalDate", emptyDate},
	{"retrieveActionInquiry", "RejectReason", emptyEnum},
	{"listPromoCodes", "PromoCodes.Uri", hostRelative},
	{"retrievePromoCode", "Uri", hostRelative},
	{"listDeals", "Deals.StartDate Deals.EndDate", emptyDate},
	{"listDeals", "Deals.DiscountType Deals.BogoGetDiscountType", emptyEnum},
	{"retrieveDeal", "BogoGetDiscountType", emptyEnum},
}

func TestAnswersFitTheOfficialDocuments(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(references); err != nil {
		t.Skipf("the official documents are not here: %v", err)
	}
	b := newBench(t, nil)
	validators := map[string]validator.Validator{}
	names := b.examples()
	excused := map[[2]string]bool{}
	for _, e := range exceptions {
		for field := range strings.FieldsSeq(e.fields) {
			excused[[2]string{e.operation, field}] = false
		}
	}
	for _, d := range documented {
		v := validators[d.file]
		if v == nil {
			v = openDocument(t, d.file)
			validators[d.file] = v
		}
		request := b.request(d.method, names.Replace(d.path))
		if f, needs := documentedForms[d.operation]; needs {
			fields := url.Values{}
			for name, values := range f.fields {
				for _, v := range values {
					fields.Add(name, names.Replace(v))
				}
			}
			request = b.formed(d.method, names.Replace(d.path), f.kind, fields)
		}
		answer := b.do(request).Result()
		if answer.StatusCode/100 != 2 {
			t.Errorf("%s: %s", d.path, answer.Status)
		}
		valid, problems := v.ValidateHttpResponse(request, answer)
		if valid {
			continue
		}
		for _, p := range problems {
			if len(p.SchemaValidationErrors) == 0 {
				t.Errorf("%s: %s: %s", d.operation, p.Message, p.Reason)
			}
			for _, e := range p.SchemaValidationErrors {
				key := [2]string{d.operation, fieldOf(e.InstancePath)}
				if used, known := excused[key]; !known {
					t.Errorf("%s: %s: %s", key[0], key[1], e.Reason)
					excused[key] = true // once is enough
				} else if !used {
					excused[key] = true
				}
			}
		}
	}
	for _, e := range exceptions {
		for field := range strings.FieldsSeq(e.fields) {
			if !excused[[2]string{e.operation, field}] {
				t.Errorf("exception no longer needed: %s %s (%s)", e.operation, field, e.reason)
			}
		}
	}
}

func openDocument(t *testing.T, name string) validator.Validator {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(references, "openapi", "impact-partner-"+name+"-v16.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	// The documents call themselves 3.1 and write "or null" as 3.0 did.
	content = regexp.MustCompile(`type: string\n\s+nullable: true`).ReplaceAll(content, []byte("type: [string, 'null']"))
	document, err := libopenapi.NewDocument(content)
	if err != nil {
		t.Fatal(err)
	}
	v, errs := validator.NewValidator(document, config.WithFormatAssertions())
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return v
}

// examples are ids that exist, for the placeholders of documented.
func (b *bench) examples() *strings.Replacer {
	action := b.list("Actions?State=REVERSED", "Actions")[0]
	id := text(b.t, action, "Id")
	export := b.object("ReportExport/mp_paystub_history?START_DATE=2026-01-01&END_DATE=2026-11-22")
	job := strings.Split(text(b.t, export, "QueuedUri"), "/")
	program := text(b.t, b.list("Campaigns", "Campaigns")[0], "CampaignId")
	first := func(path, name string) string { return text(b.t, b.list(path, name)[0], "Id") }
	done := ""
	for _, v := range b.list("Tasks", "Tasks") {
		if v["Details"].(map[string]any)["State"] == taskApproved {
			done = text(b.t, v, "Id")
		}
	}
	return strings.NewReplacer(
		"{task}", done,
		"{property}", first("MediaProperties", "MediaProperties"),
		"{inquiry}", first("ActionInquiries?ResolutionStatus=VALID", "ActionInquiries"),
		"{code}", first("PromoCodes?CreditRule=WINNER", "PromoCodes"),
		"{deal}", first("Campaigns/"+program+"/Deals", "Deals"),
		"{tax}", first("TaxDocuments", "TaxDocuments"),
		"{user}", first("Users", "Users"),
		"{program}", program,
		"{contract}", text(b.t, b.list("Contracts", "Contracts")[0], "Id"),
		"{action}", id,
		"{pending}", text(b.t, b.list("Actions?State=PENDING", "Actions")[0], "Id"),
		"{sku}", text(b.t, b.list("Actions/"+id+"/Items", "ActionItems")[0], "Sku"),
		"{update}", text(b.t, b.list("ActionUpdates", "ActionUpdates")[0], "Id"),
		"{invoice}", text(b.t, b.list("Invoices", "Invoices")[0], "Id"),
		"{job}", job[len(job)-1],
	)
}

// fieldOf names a field without the positions in arrays.
func fieldOf(path []string) string {
	var kept []string
	for _, part := range path {
		if !regexp.MustCompile(`^\d+$`).MatchString(part) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ".")
}

// TestEveryRouteOfTheDocumentsIsChecked keeps the list above complete.
func TestEveryRouteOfTheDocumentsIsChecked(t *testing.T) {
	t.Parallel()
	// Not in any document, or binary.
	undocumented := map[string]bool{
		"": true, "Campaigns/{id}/Logo": true, "Campaigns/{id}/PublicTerms": true,
		"Campaigns/{id}/Contracts/Active": true, "Invoices/{id}/Download": true,
	}
	for _, rt := range routeTable() {
		checked := undocumented[rt.pattern]
		for _, d := range documented {
			path, _, _ := strings.Cut(d.path, "?")
			_, fits := rt.match(segments(path))
			checked = checked || fits && rt.method == d.method
		}
		if !checked {
			t.Errorf("no documented request for %s %s", rt.method, rt.pattern)
		}
	}
}
