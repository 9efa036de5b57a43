package sandbox

import "strings"

// route is one operation. Adding a resource is adding lines to routeTable.
type route struct {
	method   string
	pattern  string // below /Mediapartners/{SID}; {x} matches one segment
	resource string // what a fault is aimed at
	scope    string // label of the token scope that grants it
	group    group  // which hourly budget it is counted in
	handle   func(*call) reply
}

// routeTable lists every operation of the Partner API that is served.
func routeTable() []route {
	return []route{
		{"GET", "", "account", "Retrieve account home", groupOther, accountHome},
		{"GET", "CompanyInformation", "companyinformation", "Retrieve company information", groupOther, companyInformation},

		{"GET", "Campaigns", "campaigns", "Retrieve campaigns", groupOther, listCampaigns},
		{"GET", "Campaigns/{id}", "campaigns", "Retrieve campaign", groupOther, getCampaign},
		{"GET", "Campaigns/{id}/Logo", "campaigns", "Retrieve campaign logo", groupOther, getLogo},
		{"GET", "Campaigns/{id}/PublicTerms", "campaigns", "Retrieve public terms", groupOther, getPublicTerms},
		{"GET", "Campaigns/{id}/Contracts/Active", "contracts", "Retrieve active contract", groupOther, getActiveContract},
		{"GET", "Contracts", "contracts", "Retrieve contracts", groupOther, listContracts},
		{"GET", "Contracts/{id}", "contracts", "Retrieve contract", groupOther, getContract},

		{"GET", "Actions", "actions", "Retrieve actions", groupDetail, listActions},
		{"GET", "Actions/{id}", "actions", "Retrieve action", groupDetail, getAction},
		{"GET", "Actions/{id}/Items", "actions", "Retrieve action items", groupDetail, listItems},
		{"GET", "Actions/{id}/Items/{sku}", "actions", "Retrieve action item", groupDetail, getItem},
		{"GET", "ActionUpdates", "actionupdates", "Retrieve action updates", groupOther, listUpdates},
		{"GET", "ActionUpdates/{id}", "actionupdates", "Retrieve action update", groupOther, getUpdate},

		{"GET", "Reports", "reports", "Retrieve reports", groupAggregate, listReports},
		{"GET", "Reports/{id}", "reports", "Run report", groupAggregate, runReport},
		{"GET", "Reports/{id}/MetaData", "reports", "Retrieve report metadata", groupAggregate, reportMetaData},
		{"GET", "ReportExport/{id}", "reportexport", "Export report", groupReportExport, exportReport},
		{"GET", "Jobs", "jobs", "Retrieve jobs", groupOther, listJobs},
		{"GET", "Jobs/{id}", "jobs", "Retrieve job", groupOther, getJob},
		{"GET", "Jobs/{id}/Download", "jobs", "Download job result", groupOther, downloadJob},
		{"PUT", "Jobs/{id}/Replay", "jobs", "Replay job", groupOther, replayJob},

		{"GET", "Invoices", "invoices", "Retrieve invoices", groupOther, listInvoices},
		{"GET", "Invoices/{id}", "invoices", "Retrieve invoice", groupOther, getInvoice},
		{"GET", "Invoices/{id}/Download", "invoices", "Download invoice", groupOther, downloadInvoice},
		{"GET", "WithdrawalSettings", "withdrawalsettings", "Retrieve withdrawal settings", groupOther, withdrawalSettings},
		{"GET", "WithdrawalSettings/RequiredFields", "withdrawalsettings", "Retrieve required fields", groupOther, requiredFields},

		{"GET", "Tasks", "tasks", "Retrieve tasks", groupOther, listTasks},
		{"GET", "Tasks/{id}", "tasks", "Retrieve task", groupOther, getTask},
		{"POST", "Programs/{id}/TrackingLinks", "trackinglinks", "Create tracking link", groupOther, createLink},
		{"GET", "MediaProperties", "mediaproperties", "Retrieve media properties", groupOther, listProperties},
		{"POST", "MediaProperties", "mediaproperties", "Create media property", groupOther, createProperty},
		{"GET", "MediaProperties/{id}", "mediaproperties", "Retrieve media property", groupOther, getProperty},
		{"PUT", "MediaProperties/{id}", "mediaproperties", "Update media property", groupOther, updateProperty},
		{"DELETE", "MediaProperties/{id}", "mediaproperties", "Delete media property", groupOther, deleteProperty},
		{"GET", "ActionInquiries", "actioninquiries", "Retrieve action inquiries", groupOther, listInquiries},
		{"POST", "ActionInquiries", "actioninquiries", "Create action inquiry", groupOther, createInquiry},
		{"GET", "ActionInquiries/{id}", "actioninquiries", "Retrieve action inquiry", groupOther, getInquiry},
		{"GET", "PromoCodes", "promocodes", "Retrieve promo codes", groupOther, listCodes},
		{"GET", "PromoCodes/{id}", "promocodes", "Retrieve promo code", groupOther, getCode},
		{"GET", "Campaigns/{id}/Deals", "deals", "Retrieve deals", groupOther, listDeals},
		{"GET", "Campaigns/{id}/Deals/{deal}", "deals", "Retrieve deal", groupOther, getDeal},

		{"GET", "TaxDocument", "taxdocument", "Retrieve latest tax document", groupOther, latestTaxDocument},
		{"GET", "TaxDocument/{id}", "taxdocument", "Retrieve tax document", groupOther, getTaxDocument},
		{"GET", "TaxDocuments", "taxdocument", "Retrieve tax documents", groupOther, listTaxDocuments},
		{"GET", "Users", "users", "Retrieve users", groupOther, listUsers},
		{"GET", "Users/{id}", "users", "Retrieve user", groupOther, getUser},
	}
}

// match compares a pattern with the segments of a path and returns what the
// placeholders stand for.
func (rt *route) match(segments []string) (params map[string]string, ok bool) {
	var want []string
	if rt.pattern != "" {
		want = strings.Split(rt.pattern, "/")
	}
	if len(want) != len(segments) {
		return nil, false
	}
	params = map[string]string{}
	for i, w := range want {
		switch {
		case strings.HasPrefix(w, "{"):
			params[strings.Trim(w, "{}")] = segments[i]
		case w != segments[i]:
			return nil, false
		}
	}
	return params, true
}

// find picks the route of a request. known says that the path exists, perhaps
// for other methods; allow lists those.
func find(table []route, method string, segments []string) (rt *route, params map[string]string, allow []string) {
	for i := range table {
		p, ok := table[i].match(segments)
		if !ok {
			continue
		}
		if table[i].method == method {
			return &table[i], p, nil
		}
		allow = append(allow, table[i].method)
	}
	return nil, nil, allow
}
