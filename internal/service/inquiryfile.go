package service

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"impactdash/internal/partner"
)

// Limits of a file of inquiries: what one can still look over before sending.
const (
	maxInquiryFile = 1 << 20 // bytes
	maxInquiryRows = 1000
)

// inquiryColumns are the columns of a file, by the names people give them;
// compared by letters and digits only.
func inquiryColumns() map[string][]string {
	return map[string][]string{
		partner.InquiryProgram:     {partner.InquiryProgram, "program", "brand", "campaign", "campaign_id"},
		partner.InquiryOrder:       {partner.InquiryOrder, "order", "oid", "order_number"},
		partner.InquiryKind:        {partner.InquiryKind, "inquiry_type"},
		partner.InquiryTransaction: {partner.InquiryTransaction, "transaction", "date", "order_date"},
		partner.InquiryAmount:      {partner.InquiryAmount, "sale_amount", "transaction_amount", "order_amount"},
		partner.InquiryOwn:         {partner.InquiryOwn, "id", "reference", "media_partner_inquiry_id"},
		partner.InquiryExpected:    {partner.InquiryExpected, "payout"},
		partner.InquiryDeadline:    {partner.InquiryDeadline, "resolution_deadline", "resolution_deadline_date"},
		partner.InquiryCustomer:    {partner.InquiryCustomer, "customer"},
		partner.InquiryLink:        {partner.InquiryLink, "link"},
		partner.InquiryNotes:       {partner.InquiryNotes, "note", "inquiry_notes", "comment"},
	}
}

// InquiriesFromFile reads inquiries from a CSV file and checks them; nothing
// is sent. Its first line names the columns; comma, semicolon and tab separate.
// A program may be named by its id or by its name. Rows with a mistake carry it.
//
// Kinds: Invalid for a file that cannot be read or has no usable header;
// those of Profile.
func (s *Service) InquiriesFromFile(ctx context.Context, path string) ([]partner.InquiryRow, error) {
	const op = "read file"
	if s.readFile == nil {
		return nil, &partner.Error{Op: op, Kind: partner.Unsupported, Detail: "files cannot be read here"}
	}
	p, err := s.Profile(ctx)
	if err != nil {
		return nil, err
	}
	text, err := s.readFile(path)
	if err != nil {
		return nil, &partner.Error{Op: op, Kind: partner.Invalid, Field: "path", Detail: "the file cannot be read", Err: err}
	}
	rows, err := parseInquiries(text)
	if err != nil {
		return nil, invalid(op, "", err.Error())
	}
	programs, err := s.allPrograms(ctx)
	known := err == nil // else the service has the last word on programs
	seen := map[string]int{}
	for i := range rows {
		r := &rows[i]
		in := &r.Input
		in.ProgramID = programNamed(programs.Value, in.ProgramID)
		double := strings.Join([]string{in.ProgramID, strings.TrimSpace(in.OrderID), string(in.Type)}, "\x00")
		first, twice := seen[double]
		switch r.Err = wrongInquiry(*in, s.now(), p.Zone); {
		case r.Err != nil:
			continue
		case known && !slices.ContainsFunc(programs.Value, func(p partner.Program) bool { return p.ID == in.ProgramID }):
			r.Err = invalid(opInquiry, partner.InquiryProgram, "This is none of your programs.")
		case twice:
			r.Err = invalid(opInquiry, partner.InquiryOrder, fmt.Sprintf("The same as line %d.", first))
		default:
			seen[double] = r.Line
		}
	}
	return rows, nil
}

// programNamed is the id of the one program with the name, in any case; the
// text itself when it is an id already, or no single program has the name.
func programNamed(all []partner.Program, text string) string {
	text = strings.TrimSpace(text)
	id := ""
	for _, p := range all {
		switch {
		case p.ID == text:
			return text
		case strings.EqualFold(p.Name, text) || strings.EqualFold(p.Brand, text):
			if id != "" {
				return text
			}
			id = p.ID
		}
	}
	return firstOf(id, text)
}

// parseInquiries reads the file. Its error is a sentence for the user.
func parseInquiries(text []byte) ([]partner.InquiryRow, error) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	switch {
	case len(text) > maxInquiryFile:
		return nil, errors.New("the file is larger than 1 MB")
	case !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0:
		return nil, errors.New("the file is no text in UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	r.Comma = separator(text)
	header, err := r.Read()
	if err != nil {
		return nil, errors.New("the file is empty or its first line is no header")
	}
	columns, err := columnsOf(header)
	if err != nil {
		return nil, err
	}
	var rows []partner.InquiryRow
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				return nil, fmt.Errorf("line %d cannot be read: %w", bad.StartLine, bad.Err)
			}
			return nil, err
		}
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		if len(rows) == maxInquiryRows {
			return nil, errors.New("the file has more than 1,000 rows")
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, partner.InquiryRow{Line: line, Input: inquiryOf(columns, record)})
	}
}

// separator is the sign that the first line has most of.
func separator(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', 0
	for _, sign := range []rune{',', ';', '\t'} {
		if n := bytes.Count(first, []byte(string(sign))); n > most {
			best, most = sign, n
		}
	}
	return best
}

// columnsOf finds the fields in a header. Unknown columns are left alone; the
// compulsory ones must be there, and each only once.
func columnsOf(header []string) (map[string]int, error) {
	columns := map[string]int{}
	for field, names := range inquiryColumns() {
		for i, h := range header {
			fits := slices.ContainsFunc(names, func(n string) bool { return partner.NormalColumn(n) == partner.NormalColumn(h) })
			if _, twice := columns[field]; fits && twice {
				return nil, fmt.Errorf("the column %s is there twice", field)
			}
			if fits {
				columns[field] = i
			}
		}
	}
	for _, field := range inquiryFields()[:5] {
		if _, ok := columns[field]; !ok {
			return nil, fmt.Errorf("the column %s is missing; the first line names the columns", field)
		}
	}
	return columns, nil
}

func inquiryOf(columns map[string]int, record []string) partner.InquiryInput {
	at := func(field string) string {
		if i, ok := columns[field]; ok && i < len(record) {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	return partner.InquiryInput{
		Own: at(partner.InquiryOwn), ProgramID: at(partner.InquiryProgram), OrderID: at(partner.InquiryOrder),
		Amount: at(partner.InquiryAmount), Transaction: at(partner.InquiryTransaction),
		Type:     inquiryType(at(partner.InquiryKind)),
		Expected: at(partner.InquiryExpected), Deadline: at(partner.InquiryDeadline),
		Customer: at(partner.InquiryCustomer), Link: at(partner.InquiryLink), Notes: at(partner.InquiryNotes),
	}
}

// inquiryType reads a type as the API or the web page writes it.
func inquiryType(text string) partner.InquiryType {
	for _, t := range []partner.InquiryType{partner.InquiryUntracked, partner.InquiryIncorrect, partner.InquiryDeclined} {
		if strings.EqualFold(text, string(t)) || strings.EqualFold(text, t.Words()) {
			return t
		}
	}
	return partner.InquiryType(text)
}
