package api

import (
	"context"
	"iter"
	"net/url"
	"strings"

	"impactdash/internal/partner"
)

// The reports this package reads itself.
const (
	reportByDay     = "partner_performance_by_day"
	reportByProgram = "partner_performance_by_program"
	reportByMonth   = "partner_performance_by_month"
	reportPaystubs  = "mp_paystub_history"

	// performance begins the handles of reports whose rows are sums over the
	// range asked for.
	performance = "partner_performance_by_"

	// reportDays is the longest range of a performance report.
	reportDays = 366
)

// ReportQuery is a run of a report.
type ReportQuery struct {
	ID        string         // handle from ListReports
	Period    partner.Period // days of the account's zone
	ProgramID string         // empty: every program
}

// reportWire is an element of GET …/Reports.
type reportWire struct {
	ID            text `json:"Id"`
	Name          text `json:"Name"`
	Category      text `json:"Category"`
	APIAccessible text `json:"ApiAccessible"` // a real boolean, as seen so far
}

// metadataWire is the answer to GET …/Reports/{Id}/MetaData.
type metadataWire struct {
	ID         text             `json:"Id"`
	Name       text             `json:"Name"`
	Filters    many[columnWire] `json:"Filters"`
	Attributes many[columnWire] `json:"Attributes"`
}

type columnWire struct {
	Name        text `json:"Name"`
	DataType    text `json:"DataType"`
	Description text `json:"Description"`
}

func reports() resource[reportWire, partner.Report] {
	return resource[reportWire, partner.Report]{
		op: "list reports", endpoint: "Reports", key: "Reports", group: partner.GroupAggregate,
		convert: func(at *row, w reportWire) partner.Report {
			return partner.Report{
				ID:            at.identity("Id", w.ID),
				Name:          at.text("Name", w.Name),
				Category:      at.text("Category", w.Category),
				APIAccessible: at.truth("ApiAccessible", w.APIAccessible),
			}
		},
		id: func(v partner.Report) string { return v.ID },
	}
}

// records are the rows of a report. They have no identity: two equal rows of
// a listing are two rows.
func records(op, id string) resource[map[string]text, partner.ReportRow] {
	return resource[map[string]text, partner.ReportRow]{
		op: op, endpoint: "Reports/" + id, key: "Records", group: partner.GroupAggregate,
		convert: func(at *row, w map[string]text) partner.ReportRow {
			cells := make(partner.ReportRow, len(w))
			for name, cell := range w {
				s, column := at.text(name, cell), partner.NormalColumn(name)
				if s != "" || cells[column] == "" { // two spellings of one column: the filled one
					cells[column] = s
				}
			}
			return cells
		},
	}
}

// ListReports yields the reports of the account; the set differs per account
// and plan. It ends at the first error.
//
// Source: GET …/Reports.
func (c *Client) ListReports(ctx context.Context) iter.Seq2[partner.Report, error] {
	res := reports()
	return list(ctx, c, res, c.address(nil, res.endpoint), nil)
}

// ReportMetadata is what a report accepts and delivers. Kinds: NotFound for an
// unknown report and for one that exists on the web only.
//
// Source: GET …/Reports/{Id}/MetaData.
func (c *Client) ReportMetadata(ctx context.Context, id string) (partner.ReportMetadata, error) {
	const op = "load report metadata"
	if err := checkID(op, "Id", id); err != nil {
		return partner.ReportMetadata{}, err
	}
	r := request{op: op, endpoint: "Reports/" + id, group: partner.GroupAggregate, url: c.address(nil, "Reports", id, "MetaData")}
	return object(ctx, c, r, func(at *row, w metadataWire) partner.ReportMetadata {
		v := partner.ReportMetadata{ID: at.text("Id", w.ID), Name: at.text("Name", w.Name)}
		if v.ID == "" {
			v.ID = id
		}
		v.Filters = columns(at, "Filters", w.Filters)
		v.Columns = columns(at, "Attributes", w.Attributes)
		return v
	})
}

func columns(at *row, field string, w many[columnWire]) []partner.ReportColumn {
	at.shape(field, w.bad)
	var all []partner.ReportColumn
	for _, col := range w.items {
		all = append(all, partner.ReportColumn{
			Name:        at.text(field+".Name", col.Name),
			Type:        at.text(field+".DataType", col.DataType),
			Description: at.text(field+".Description", col.Description),
		})
	}
	return all
}

// RunReport is the raw outcome of a report. A range of more than 366 days is
// asked for in parts where rows belong to a day; reports that sum over the
// range refuse it (Invalid), because their parts cannot be put together
// without knowing the columns. By month, the service allows 24 months.
//
// Source: GET …/Reports/{Id}.
func (c *Client) RunReport(ctx context.Context, q ReportQuery) (partner.ReportTable, error) {
	const op = "run report"
	table := partner.ReportTable{ID: q.ID}
	if err := checkID(op, "Id", q.ID); err != nil {
		return table, err
	}
	if err := checkPeriod(op, q.Period); err != nil {
		return table, err
	}
	parts := []partner.Period{q.Period}
	sums := strings.HasPrefix(q.ID, performance)
	switch {
	case q.ID == reportByMonth || q.Period.Days() <= reportDays:
	case sums && q.ID != reportByDay:
		return table, &partner.Error{Op: op, Kind: partner.Invalid, Field: "START_DATE", Detail: "the range is longer than 366 days"}
	default:
		parts = q.Period.Split(reportDays)
	}
	for _, part := range parts {
		rows, err := c.rows(ctx, op, ReportQuery{ID: q.ID, Period: part, ProgramID: q.ProgramID})
		if err != nil {
			return partner.ReportTable{ID: q.ID}, err
		}
		table.Rows = append(table.Rows, rows...)
	}
	return table, nil
}

// rows runs a report over a range the service accepts.
func (c *Client) rows(ctx context.Context, op string, q ReportQuery) ([]partner.ReportRow, error) {
	query := url.Values{
		"START_DATE": {q.Period.From.String()},
		"END_DATE":   {q.Period.To.String()},
		"SUBAID":     {q.ProgramID}, // the only name performance reports obey
	}
	var all []partner.ReportRow
	for r, err := range list(ctx, c, records(op, q.ID), c.address(query, "Reports", q.ID), nil) {
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

func checkPeriod(op string, p partner.Period) error {
	if p.From.IsZero() || p.To.IsZero() || p.To.Before(p.From) {
		return &partner.Error{Op: op, Kind: partner.Invalid, Field: "START_DATE", Detail: "the period has no days"}
	}
	return nil
}
