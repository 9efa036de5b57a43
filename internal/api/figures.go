package api

import (
	"context"
	"sort"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// The names columns go by, best first. Spelling differs between reports and
// changes with switches of the account; NormalColumn evens out the rest.
var (
	dayColumns     = [...]string{"date_display", "Date", "Day"}
	clickColumns   = [...]string{"Clicks", "Click_Count"}
	actionColumns  = [...]string{"Actions", "Action_Count"}
	saleColumns    = [...]string{"Sale_Amount", "Sale_zzzAmount", "Sales_Amount", "Revenue"}
	payoutColumns  = [...]string{"Action_Cost", "Earnings", "Total_Cost", "Payout"}
	programColumns = [...]string{"Campaign", "Campaign_Name", "Program", "Program_Name"}
	programIDs     = [...]string{"campaign_id", "program_id"}
	paystubIDs     = [...]string{"Paystub_Id", "Paystub"}
	paystubDays    = [...]string{"Date", "date_display", "Payment_Date", "Paystub_Date"}
	paystubAmounts = [...]string{"Amount", "Paystub_Amount", "Payment_Amount"}
)

// cells reads the columns of one report row. Errors go to the row.
type cells struct {
	*row
	values partner.ReportRow
}

// pick is the first of the columns that has a value, and the name to blame.
// An empty cell is passed over: it says nothing, not zero.
func (c cells) pick(names []string) (name string, value text) {
	for _, n := range names {
		if v := c.values.Text(n); v.OK && v.V != "" {
			return n, text{s: v.V}
		}
	}
	return names[0], text{}
}

func (c cells) count(names []string) partner.Opt[int64] { return c.row.count(c.pick(names)) }

func (c cells) number(names []string) partner.Opt[decimal.Decimal] {
	return c.row.number(c.pick(names))
}

func (c cells) text(names []string) string { return c.row.text(c.pick(names)) }

// day is the row's calendar day; a row without one belongs nowhere.
func (c cells) day(names []string) partner.Date {
	name, value := c.pick(names)
	d, err := parseDay(value.s, c.zone)
	if err != nil {
		c.fail(name, "%v", err)
	}
	return d
}

// eachRow runs a report over any period, 366 days at a time, oldest first, and
// stops at the first row that cannot be read.
func (c *Client) eachRow(ctx context.Context, op string, q ReportQuery, read func(cells, partner.Period)) error {
	if err := checkPeriod(op, q.Period); err != nil {
		return err
	}
	for _, part := range q.Period.Split(reportDays) {
		rows, err := c.rows(ctx, op, ReportQuery{ID: q.ID, Period: part, ProgramID: q.ProgramID})
		if err != nil {
			return err
		}
		for _, values := range rows {
			at := &row{op: op, endpoint: "Reports/" + q.ID, zone: c.zone}
			if read(cells{at, values}, part); at.err != nil {
				at.err.Detail = c.redact(at.err.Detail)
				return at.err
			}
		}
	}
	return nil
}

// DailyFigures are the sums of each day of the period, of one program or, with
// an empty id, of all. Days come in ascending order; a day the report leaves
// out is left out here. Days and currency are the account's.
//
// Source: GET …/Reports/partner_performance_by_day.
func (c *Client) DailyFigures(ctx context.Context, p partner.Period, programID string) ([]partner.DayFigures, error) {
	q := ReportQuery{ID: reportByDay, Period: p, ProgramID: programID}
	byDay := map[partner.Date]partner.DayFigures{}
	err := c.eachRow(ctx, "load daily figures", q, func(at cells, part partner.Period) {
		f := partner.DayFigures{
			Day:     at.day(dayColumns[:]),
			Clicks:  at.count(clickColumns[:]),
			Actions: at.count(actionColumns[:]),
			Sales:   at.number(saleColumns[:]),
			Payout:  at.number(payoutColumns[:]),
		}
		if at.err != nil || !part.Contains(f.Day) {
			return // a day of another part would be counted twice
		}
		if old, ok := byDay[f.Day]; ok {
			f.Clicks, f.Actions = sumCounts(old.Clicks, f.Clicks), sumCounts(old.Actions, f.Actions)
			f.Sales, f.Payout = sumNumbers(old.Sales, f.Sales), sumNumbers(old.Payout, f.Payout)
		}
		byDay[f.Day] = f
	})
	if err != nil {
		return nil, err
	}
	days := make([]partner.DayFigures, 0, len(byDay))
	for _, f := range byDay {
		days = append(days, f)
	}
	sort.Slice(days, func(i, j int) bool { return days[i].Day.Before(days[j].Day) })
	return days, nil
}

// ProgramFigures are the sums of each program over the period, in the order
// of the report. A period of more than 366 days is asked for in parts whose
// sums are added; a figure that one part leaves out is then absent, because
// the rest would be too low. Currency is the account's.
//
// Source: GET …/Reports/partner_performance_by_program.
func (c *Client) ProgramFigures(ctx context.Context, p partner.Period) ([]partner.ProgramFigures, error) {
	var all []partner.ProgramFigures
	at := map[string]int{} // place in all, by id or else name
	q := ReportQuery{ID: reportByProgram, Period: p}
	err := c.eachRow(ctx, "load program figures", q, func(r cells, _ partner.Period) {
		f := partner.ProgramFigures{
			ProgramID: r.text(programIDs[:]),
			Program:   r.text(programColumns[:]),
			Clicks:    r.count(clickColumns[:]),
			Actions:   r.count(actionColumns[:]),
			Sales:     r.number(saleColumns[:]),
			Payout:    r.number(payoutColumns[:]),
		}
		key := f.ProgramID
		if key == "" {
			key = "name " + f.Program
		}
		if f.ProgramID == "" && f.Program == "" {
			r.fail(programIDs[0], "the row names no program")
		}
		if i, ok := at[key]; ok {
			f.Clicks, f.Actions = sumCounts(all[i].Clicks, f.Clicks), sumCounts(all[i].Actions, f.Actions)
			f.Sales, f.Payout = sumNumbers(all[i].Sales, f.Sales), sumNumbers(all[i].Payout, f.Payout)
			all[i] = f
			return
		}
		at[key] = len(all)
		all = append(all, f)
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// Paystubs are the withdrawals made in the period, newest first. The report
// states no currency; the account's is passed in, and a currency column wins
// should there be one.
//
// Source: GET …/Reports/mp_paystub_history.
func (c *Client) Paystubs(ctx context.Context, p partner.Period, currency string) ([]partner.Paystub, error) {
	const op = "load paystubs"
	if err := checkCurrency(op, currency); err != nil {
		return nil, err
	}
	var all []partner.Paystub
	seen := map[string]bool{}
	err := c.eachRow(ctx, op, ReportQuery{ID: reportPaystubs, Period: p}, func(r cells, part partner.Period) {
		name, id := r.pick(paystubIDs[:])
		s := partner.Paystub{ID: r.identity(name, id), Day: r.day(paystubDays[:])}
		code := r.text([]string{"Currency"})
		if code == "" {
			code = currency
		}
		column, amount := r.pick(paystubAmounts[:])
		s.Amount = r.due(column, amount, text{s: code})
		if !seen[s.ID] && part.Contains(s.Day) {
			seen[s.ID] = true
			all = append(all, s)
		}
	})
	if err != nil {
		return nil, err
	}
	sort.SliceStable(all, func(i, j int) bool { return all[j].Day.Before(all[i].Day) })
	return all, nil
}

func sumCounts(a, b partner.Opt[int64]) partner.Opt[int64] {
	if !a.OK || !b.OK {
		return partner.Opt[int64]{}
	}
	return partner.Some(a.V + b.V)
}

func sumNumbers(a, b partner.Opt[decimal.Decimal]) partner.Opt[decimal.Decimal] {
	if !a.OK || !b.OK {
		return partner.Opt[decimal.Decimal]{}
	}
	return partner.Some(partner.AddDecimal(a.V, b.V))
}
