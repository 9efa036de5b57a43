package sandbox

import (
	"strconv"
	"time"
)

// report is an entry of the Reports resource.
type report struct {
	id, name, category, about string
	view                      string // number of the UI page; set = UI only
	columns                   []column
	days                      int // widest range in days, 0 = any
	run                       func(*call, period) table
}

// column is an attribute: its name with the service's own spelling, and type.
type column struct{ name, kind string }

// table is the result of a report: a number of rows, made when they are written.
type table struct {
	rows int
	row  func(i int) []string
}

// period is a range of days, both included, and a program number (-1 = all).
type period struct {
	from, to int
	program  int
	first    time.Time // the days as dates at midnight UTC
	last     time.Time
}

// Widest ranges in days.
const (
	yearRange     = 366
	twoYearsRange = 731 // by month covers 24 months
)

// reportTable lists all reports; those with a view open in the UI only.
func reportTable() []report {
	const dec, num, str = "Decimal", "Integer", "String"
	const date = "Date (yyyy-MM-dd'T'HH:mm:ssZZ)"
	return []report{
		{
			id: "mp_action_listing_fast", name: "Action Listing", category: "Listing", days: yearRange, run: runListing,
			about: "One row for each action credited to you.",
			columns: []column{
				{"action_id", str},
				{"action_date", date},
				{"Campaign", str},
				{"action_tracker", str},
				{"Status", str},
				{"sale_amount", dec},
				{"Payout", dec},
				{"promo_code", str},
				{"Subid1", str},
				{"Subid2", str},
				{"Subid3", str},
			},
		},
		{
			id: "partner_performance_by_day", name: "Performance by Day", category: "Performance", days: yearRange, run: runByDay,
			columns: []column{
				{"date_display", str},
				{"Clicks", num},
				{"Actions", num},
				{"Sale_zzzAmount", dec},
				{"Action_Cost", dec},
				{"Total_Cost", dec},
				{"Earnings", dec},
			},
		},
		{
			id: "partner_performance_by_program", name: "Performance by Brand", category: "Performance", days: yearRange, run: runByProgram,
			columns: []column{
				{"Campaign", str},
				{"campaign_id", num},
				{"Clicks", num},
				{"Actions", num},
				{"Sale_Amount", dec},
				{"Action_Cost", dec},
				{"Total_Cost", dec},
				{"EPA", dec},
				{"EPC", dec},
				{"CR", dec},
			},
		},
		{
			id: "partner_performance_by_month", name: "Performance by Month", category: "Performance", days: twoYearsRange, run: runByMonth,
			columns: []column{{"Month", str}, {"Clicks", num}, {"Actions", num}, {"Sale_Amount", dec}, {"Earnings", dec}},
		},
		{
			id: "partner_performance_by_subid", name: "Performance by SubId", category: "Performance", days: yearRange, run: runBySubID,
			columns: []column{
				{"pubsubid1_", str},
				{"Clicks", num},
				{"raw_clicks", num},
				{"Actions", num},
				{"sale_amount", dec},
				{"Earnings", dec},
				{"CPC_Cost", dec},
				{"Click_Cost", dec},
				{"EPC", dec},
			},
		},
		{
			id: "other_earnings", name: "Other Earnings", category: "Finance", run: runOtherEarnings,
			columns: []column{{"Date", str}, {"Campaign", str}, {"campaign_id", num}, {"Type", str}, {"Comment", str}, {"Earnings", dec}},
		},
		{
			id: "mp_overdue_payouts", name: "Overdue Payouts", category: "Finance", run: runOverdue,
			columns: []column{
				{"Campaign", str},
				{"campaign_id", num},
				{"Due_Date", str},
				{"Days_Overdue", num},
				{"Actions", num},
				{"Currency", str},
				{"Amount", dec},
			},
		},
		{
			id: "mp_paystub_history", name: "Paystub History", category: "Finance", run: runPaystubs,
			columns: []column{{"Date", str}, {"Paystub_Id", num}, {"Amount", dec}},
		},
		{
			id: "Withdrawals", name: "Withdrawal", category: "Finance", run: runWithdrawals,
			columns: []column{{"Date_Created", str}, {"Paystub_Id", num}, {"Amount", dec}, {"Currency", str}, {"Method", str}, {"Status", str}},
		},
		{
			id: "mp_vanity_links", name: "Vanity Links", category: "Operations", run: runVanity,
			about: "One row for each vanity link made in the period.",
			columns: []column{
				{"Date_Created", str},
				{"Vanity_Link", str},
				{"Tracking_Link", str},
				{"Landing_Page", str},
				{"Campaign", str},
				{"campaign_id", num},
				{"Ad_Id", num},
				{"Subid1", str},
				{"Subid2", str},
				{"Subid3", str},
				{"SharedId", str},
				{"property_name", str},
			},
		},
		{id: "18", name: "Account Balance History", category: "Finance", view: "18"},
		{id: "creator_partner_perf_by_social_platform", name: "Performance by Social Platform", category: "Performance", view: "20114"},
		{id: "mp_earnings_by_campaign", name: "Earnings by Campaign", category: "Finance", view: "17702"},
	}
}

// findReport finds an accessible report by id.
func findReport(id string) (report, bool) {
	for _, r := range reportTable() {
		if r.id == id && r.view == "" {
			return r, true
		}
	}
	return report{}, false
}

// listReports lists what the account may run, here or in the UI.
func listReports(c *call) reply {
	all := reportTable()
	p, bad := c.paging(plainPages(), len(all))
	if bad != nil {
		return *bad
	}
	return list(p, "Reports", "Report", func(o *out, i int) {
		r := all[i]
		o.str("Name", r.name)
		o.str("Id", r.id)
		o.str("Category", r.category)
		o.str("Description", r.about)
		o.flag("ApiAccessible", r.view == "")
		if r.view != "" {
			o.str("RunUri", "/secure/mediapartner/report/viewReport.report?id="+r.view)
			return
		}
		o.str("ApiRunUri", c.uri("Reports/"+r.id))
		o.str("DeferredApiRunUri", c.uri("ReportExport/"+r.id))
		o.str("MetaDataUri", c.uri("Reports/"+r.id+"/MetaData"))
	})
}

// reportMetaData describes filters and columns of a report.
func reportMetaData(c *call) reply {
	r, found := findReport(c.params["id"])
	if !found {
		return notFound()
	}
	filters := []column{{"START_DATE", "String"}, {"END_DATE", "String"}, {"SUBAID", "Integer"}}
	if r.id == "mp_action_listing_fast" {
		filters = append(filters, column{"SUPERSTATUS_MS", "String"})
	}
	return object("ReportMetadata", func(o *out) {
		o.str("Name", r.name)
		o.str("Id", r.id)
		o.str("Description", r.about)
		o.array("Filters", "Filter", len(filters), func(i int) {
			o.str("Name", filters[i].name)
			o.str("DataType", filters[i].kind)
			o.str("Format", "")
		})
		o.array("Attributes", "Attribute", len(r.columns), func(i int) {
			o.str("Name", r.columns[i].name)
			o.str("DataType", r.columns[i].kind)
			o.str("Description", "")
		})
		o.str("RunUri", c.uri("Reports/"+r.id))
		o.str("Uri", c.uri("Reports/"+r.id+"/MetaData"))
	})
}

// runReport answers a report at once, in pages of a fixed size.
func runReport(c *call) reply {
	r, when, bad := c.report()
	if bad != nil {
		return *bad
	}
	t := r.run(c, when)
	p, bad := c.paging(pageRule{standard: 20_000, fixed: true}, t.rows)
	if bad != nil {
		return *bad
	}
	return list(p, "Records", "Record", func(o *out, i int) { r.record(o, t.row(i)) })
}

func (r *report) record(o *out, values []string) {
	for j, v := range values {
		o.str(r.columns[j].name, v)
	}
}

// report reads which report is wanted for which period.
func (c *call) report() (report, period, *reply) {
	r, found := findReport(c.params["id"])
	if !found {
		bad := notFound()
		return r, period{}, &bad
	}
	var when period
	var bad *reply
	if when.first, bad = c.day("START_DATE"); bad != nil {
		return r, when, bad
	}
	if when.last, bad = c.day("END_DATE"); bad != nil {
		return r, when, bad
	}
	if when.last.Before(when.first) {
		bad := invalid("END_DATE", "END_DATE must not be before START_DATE.")
		return r, when, &bad
	}
	when.from, when.to = c.d.number(when.first), c.d.number(when.last)
	if r.days > 0 && when.to-when.from+1 > r.days {
		bad := invalid("END_DATE", "The date range cannot be longer than "+strconv.Itoa(r.days)+" days.")
		return r, when, &bad
	}
	when.program, bad = c.programFilter("SUBAID")
	return r, when, bad
}

// day reads a required day of the account's zone.
func (c *call) day(name string) (time.Time, *reply) {
	text := c.query.Get(name)
	day, err := time.Parse(time.DateOnly, text)
	if err == nil {
		return day, nil
	}
	bad := invalid(name, "Not a valid date. Use the format YYYY-MM-DD.")
	if text == "" {
		bad = invalid(name, name+" is required.")
	}
	return day, &bad
}
