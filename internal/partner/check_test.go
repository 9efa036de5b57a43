package partner

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPathsOfVanityLinks(t *testing.T) {
	t.Parallel()
	for path, ok := range map[string]bool{
		"": true, "spring": true, "SummerSale": true, "a-b_c": true, "2026": true, strings.Repeat("a", 50): true,
		"c": false, "ab": false, "c/1": false, "/spring": false, "-ab": false, "_ab": false, "a b": false, "ü-ü": false,
		"abc\n": false, "a%62c": false, "..c": false, strings.Repeat("a", 51): false, strings.Repeat("字", 400): false,
	} {
		err := CheckPath(path)
		if (err == nil) != ok || err != nil && KindOf(err) != Invalid {
			t.Errorf("%q: %v, want right %v", path, err, ok)
		}
	}
}

func TestSubIDs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		warns string
		ok    bool
	}{
		{"", "", true},
		{"nov-2026_a", "", true},
		{"a b", "blanks", true},
		{"ana@example.com", "e-mail", true},
		{"x ana@example.com", "e-mail", true},
		{"ana%40example.com", "e-mail", true},
		{"@handle", "", true},
		{strings.Repeat("a", 64), "", true},
		{strings.Repeat("a", 65), "", false},
		{"grün", "", false},
		{"a\tb", "", false},
		{"\x1b[31m", "", false},
		{"a\x7f", "", false},
	} {
		warning, err := CheckSubID(c.text)
		if (err == nil) != c.ok || (warning != "") != (c.warns != "") || !strings.Contains(warning, c.warns) {
			t.Errorf("%q: %q, %v", c.text, warning, err)
		}
	}
}

func TestALinkIsCheckedWhole(t *testing.T) {
	t.Parallel()
	p := brand("brand.com")
	q, err := CheckLink(p, LinkRequest{Landing: " https://BRAND.com/x", Path: "left-over"})
	if err != nil || q.Landing != "https://brand.com/x" || q.Path != "" {
		t.Errorf("the request is %+v, %v", q, err)
	}
	for field, bad := range map[string]LinkRequest{
		"landing": {Landing: "https://evil.com"},
		"path":    {Vanity: true, Path: "a"},
		"sub_id":  {SubIDs: [3]string{"", "", "ü"}},
	} {
		var e *Error
		if _, err := CheckLink(p, bad); !errors.As(err, &e) || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	var e *Error
	if _, err := CheckLink(p, LinkRequest{SharedID: "ü"}); !errors.As(err, &e) || e.Field != "sub_id" {
		t.Errorf("shared id: %v", err)
	}
}

func TestAnatomyShowsTheLinkBeforeItIsMade(t *testing.T) {
	t.Parallel()
	p := Program{TrackingLink: "https://brand.sjv.io/c/123/456/789"}
	for _, c := range []struct {
		name string
		link string
		q    LinkRequest
		want string
	}{
		{"default page", p.TrackingLink, LinkRequest{}, "https://brand.sjv.io/c/123/456/789"},
		{
			"all of it", p.TrackingLink,
			LinkRequest{Landing: "https://brand.com/?a=b&c", SubIDs: [3]string{"x y", "", "z"}, SharedID: "s&t"},
			"https://brand.sjv.io/c/123/456/789?subId1=x+y&subId3=z&sharedid=s%26t&u=https%3A%2F%2Fbrand.com%2F%3Fa%3Db%26c",
		},
		{"a query of its own", "https://b.io/c?x=1", LinkRequest{SharedID: "s"}, "https://b.io/c?x=1&sharedid=s"},
		{"vanity", p.TrackingLink, LinkRequest{Vanity: true, Path: "spring", SharedID: "hidden"}, "https://brand.sjv.io/spring"},
		{"vanity at random", p.TrackingLink, LinkRequest{Vanity: true}, "https://brand.sjv.io/…"},
		{"not known", "", LinkRequest{}, ""},
		{"no address", "javascript:alert(1)", LinkRequest{}, ""},
	} {
		if got := Anatomy(Program{TrackingLink: c.link}, c.q); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestFieldsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	choice := []Choice{{Value: "de", Label: "Germany"}}
	for _, c := range []struct {
		f     Field
		value string
		wrong string // part of the sentence; empty: right
	}{
		{Field{Kind: FieldText, Required: true}, " ", "needed"},
		{Field{Kind: FieldText}, "", ""},
		{Field{Kind: FieldText, MaxLen: 3}, "äöü", ""},
		{Field{Kind: FieldText, MaxLen: 3}, "äöü!", "3 characters"},
		{Field{Kind: FieldText}, "a\nb", "invisible"},
		{Field{Kind: FieldLong}, "a\nb\tc", ""},
		{Field{Kind: FieldLong}, "a\x1b[0m", "invisible"},
		{Field{Kind: FieldEmail}, "ana@example.com", ""},
		{Field{Kind: FieldEmail}, "ana@example", "e-mail"},
		{Field{Kind: FieldEmail}, "Ana <ana@example.com>", "e-mail"},
		{Field{Kind: FieldEmail}, "ana@@example.com", "e-mail"},
		{Field{Kind: FieldEmail}, "@example.com", "e-mail"},
		{Field{Kind: FieldPhone}, "+49 (30) 123-456", ""},
		{Field{Kind: FieldPhone}, "12+345", "digits"},
		{Field{Kind: FieldPhone}, "1234", "5 to 20"},
		{Field{Kind: FieldURL}, "https://x.com/a", ""},
		{Field{Kind: FieldURL}, "x.com", "https://"},
		{Field{Kind: FieldURL}, "javascript:x", "https://"},
		{Field{Kind: FieldNumber, Min: "1", Max: "10"}, "10", ""},
		{Field{Kind: FieldNumber, Min: "1"}, "0", "At least 1."},
		{Field{Kind: FieldNumber, Max: "10"}, "11", "At most 10."},
		{Field{Kind: FieldNumber}, "1.5", "whole"},
		{Field{Kind: FieldNumber}, "9999999999999", "too large"},
		{Field{Kind: FieldNumber, Min: "junk"}, "-5", ""},
		{Field{Kind: FieldDecimal, Min: "0.5"}, "0.50", ""},
		{Field{Kind: FieldDecimal, Min: "0.5"}, "0.49", "At least 0.5."},
		{Field{Kind: FieldDecimal}, "12,5", "number"},
		{Field{Kind: FieldDate}, "2026-02-29", "day"},
		{Field{Kind: FieldDate}, "2028-02-29", ""},
		{Field{Kind: FieldDate, Min: "2026-01-31"}, "2026-01-30", "Not before 2026-01-31."},
		{Field{Kind: FieldDate, Max: "2026-01-31"}, "2026-02-01", "Not after 2026-01-31."},
		{Field{Kind: FieldDate, Min: "2026-01-31", Max: "junk"}, "2026-01-31", ""},
		{Field{Kind: FieldChoice, Choices: choice}, "de", ""},
		{Field{Kind: FieldChoice, Choices: choice}, "Germany", "Choose"},
		{Field{Kind: FieldChoice, Choices: choice, Required: true}, "", "Choose one."},
		{Field{Kind: FieldBool}, "false", ""},
		{Field{Kind: FieldBool, Required: true}, "false", "accepted"},
		{Field{Kind: FieldBool}, "yes", "yes or no"},
		{Field{Kind: "from the future"}, "anything", ""},
	} {
		got := c.f.Check(c.value)
		if (got == "") != (c.wrong == "") || !strings.Contains(got, c.wrong) {
			t.Errorf("%s %q: %q, want %q", c.f.Kind, c.value, got, c.wrong)
		}
		if got != "" && !strings.HasSuffix(got, ".") {
			t.Errorf("%q is no sentence", got)
		}
	}
	wrong := CheckFields([]Field{{Name: "a", Required: true}, {Name: "b"}}, map[string]string{"b": "x"})
	if len(wrong) != 1 || wrong["a"] == "" {
		t.Errorf("wrong are %v", wrong)
	}
}

func TestInquiriesAreCheckedFieldByField(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Skip("the machine has no time zones: ", err)
	}
	now := time.Date(2026, 8, 22, 19, 0, 0, 0, time.UTC)
	right := InquiryInput{
		Own: "A1", ProgramID: "1000", OrderID: "o-1", Amount: "5,000,000.00", Transaction: "2026-08-22 11:59", Type: InquiryUntracked,
		Expected: "0", Deadline: "2026-08-22", Customer: "c", Link: "https://x", Notes: "a\nb",
	}
	for _, c := range []struct {
		name   string
		change func(*InquiryInput)
		fields string
	}{
		{"right", func(*InquiryInput) {}, ""},
		{"today", func(in *InquiryInput) { in.Transaction = "2026-08-22" }, ""},
		{"with an offset", func(in *InquiryInput) { in.Transaction = "2026-08-22T20:59:00+02:00" }, ""},
		{"nothing", func(in *InquiryInput) { *in = InquiryInput{} }, "amount order_id program_id transaction_date type"},
		{"blanks", func(in *InquiryInput) { in.OrderID, in.ProgramID, in.Amount = " ", "\t", " " }, "amount order_id program_id"},
		{"tomorrow", func(in *InquiryInput) { in.Transaction = "2026-08-23" }, "transaction_date"},
		{"in a minute", func(in *InquiryInput) { in.Transaction = "2026-08-22 12:01" }, "transaction_date"},
		{"no day", func(in *InquiryInput) { in.Transaction, in.Deadline = "soon", "later" }, "deadline transaction_date"},
		{"a deadline that passed", func(in *InquiryInput) { in.Deadline = "2026-08-21" }, "deadline"},
		{"too much", func(in *InquiryInput) { in.Amount = "5000000.01" }, "amount"},
		{"nothing sold", func(in *InquiryInput) { in.Amount = "0" }, "amount"},
		{"below zero", func(in *InquiryInput) { in.Amount, in.Expected = "-1", "-1" }, "amount expected_payout"},
		{"three decimals", func(in *InquiryInput) { in.Amount, in.Expected = "1.005", "1.005" }, "amount expected_payout"},
		{"a decimal comma", func(in *InquiryInput) { in.Amount = "12,5" }, "amount"},
		{"another type", func(in *InquiryInput) { in.Type = "LATE" }, "type"},
		{"a reference with signs", func(in *InquiryInput) { in.Own = "a-1" }, "inquiry_id"},
		{"long", func(in *InquiryInput) { in.Notes, in.OrderID = strings.Repeat("字", 256), strings.Repeat("o", 256) }, "notes order_id"},
		{"escapes", func(in *InquiryInput) { in.OrderID, in.Customer, in.Notes = "a\x1b", "a\nb", "a\x00" }, "customer_id notes order_id"},
	} {
		in := right
		c.change(&in)
		wrong := CheckInquiry(in, now, zone)
		if got := strings.Join(slices.Sorted(maps.Keys(wrong)), " "); got != c.fields {
			t.Errorf("%s: wrong are %q, want %q", c.name, got, c.fields)
		}
	}
}
