package service

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

func ask1(order string) partner.InquiryInput {
	return partner.InquiryInput{ProgramID: "1", OrderID: order, Amount: "10.50", Transaction: "2026-08-01", Type: partner.InquiryUntracked}
}

func TestAnAccountWithoutInquiriesIsNotEnabled(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("ActionInquiries", "ActionInquiries", inquiry("1", "VALID", ""))
	if got, err := k.Inquiries(t.Context()); err != nil || !got.Value.Enabled || len(got.Value.Inquiries) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	for _, status := range []int{403, 404} {
		k.api.fail("ActionInquiries", status)
		if got, err := k.Inquiries(t.Context()); err != nil || got.Value.Enabled {
			t.Errorf("%d: %+v, %v", status, got, err)
		}
	}
	k.api.fail("ActionInquiries", 503)
	_, err := k.Inquiries(t.Context())
	wantKind(t, err, partner.Unavailable)
}

func TestAnInquiryIsCheckedAndSentOnce(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	bad := ask1("o-1")
	bad.Amount, bad.Type = "", ""
	_, err := k.CreateInquiry(t.Context(), bad)
	var e *partner.Error
	if !errors.As(err, &e) || e.Kind != partner.Invalid || e.Field != partner.InquiryKind || len(e.Fields) != 2 {
		t.Errorf("the error is %+v", e)
	}
	if n := k.api.count("ActionInquiries"); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
	k.api.set("ActionInquiries", `{"Status":"OK","Uri":"/Mediapartners/`+cannedSID+`/ActionInquiries/77"}`)
	done, err := k.CreateInquiry(t.Context(), ask1(" o-1 "))
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "the toast", done.Text, "Asked about order o-1")
	if n := k.api.count("ActionInquiries"); n != 1 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestSendingManyStopsAtAnUnknownOutcome(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	programs, err := b.LinkPrograms(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var rows []partner.InquiryRow
	for i := range 4 {
		in := ask1(fmt.Sprintf("o-%d", i))
		in.ProgramID, in.Transaction = programs.Value.Programs[0].ID, "2026-11-01"
		rows = append(rows, partner.InquiryRow{Line: i + 2, Input: in})
	}
	rows[1].Input.Amount = "much"
	first, err := b.SendInquiries(t.Context(), rows[:2])
	if err != nil || first[0].URI == "" || first[0].Err != nil {
		t.Fatalf("%+v, %v", first, err)
	}
	wantKind(t, first[1].Err, partner.Invalid)
	b.fault("actioninquiries=lost")
	rest, err := b.SendInquiries(t.Context(), append(first, rows[2:]...))
	if err != nil {
		t.Fatal(err)
	}
	wantKind(t, rest[2].Err, partner.Uncertain)
	wantKind(t, rest[3].Err, partner.Unavailable)
	if !strings.Contains(rest[3].Err.Error(), "not tried") || rest[3].URI != "" {
		t.Errorf("the last row is %+v", rest[3])
	}
	b.fault()
	before := b.posts("ActionInquiries")
	again, err := b.SendInquiries(t.Context(), rest)
	if err != nil || again[3].URI == "" || again[3].Err != nil {
		t.Errorf("the last row is %+v, %v", again[3], err)
	}
	wantKind(t, again[2].Err, partner.Uncertain)
	if n := b.posts("ActionInquiries") - before; n != 1 {
		t.Errorf("%d rows were sent again, want only the one that was not tried", n)
	}
}

func fileKit(t *testing.T, text string) *kit {
	t.Helper()
	k := newKit(t, func(o *Options) {
		o.ReadFile = func(path string) ([]byte, error) {
			if path != "in.csv" {
				return nil, errors.New("no such file")
			}
			return []byte(text), nil
		}
	})
	k.api.list("Campaigns", "Campaigns", program("1", "Brand", "Active", ""), program("2", "Twin", "Active", ""), program("3", "Twin", "Active", ""))
	return k
}

func TestAFileOfInquiriesIsReadAndChecked(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"commas":     "program_id,order_id,type,transaction_date,amount,notes\n1,o-1,UNTRACKED,2026-08-01,10.50,\"a, b\"\n",
		"semicolons": "Brand;Order ID;Inquiry type;Date;Sale amount;Notes\nbrand;o-1;order not tracked;2026-08-01;10.50;\"a, b\"\n",
		"tabs":       "\xef\xbb\xbfPROGRAM\tOID\tType\tTransaction\tAmount\tNote\tElse\r\nBrand Inc\to-1\tuntracked\t2026-08-01\t10.50\ta, b\tx\r\n\r\n",
	} {
		rows, err := fileKit(t, text).InquiriesFromFile(t.Context(), "in.csv")
		want := ask1("o-1")
		want.Notes = "a, b"
		if err != nil || len(rows) != 1 || rows[0].Err != nil || rows[0].Line != 2 || rows[0].Input != want {
			t.Errorf("%s: %+v, %v", name, rows, err)
		}
	}
}

func TestRowsWithAMistakeCarryIt(t *testing.T) {
	t.Parallel()
	const header = "program_id,order_id,type,transaction_date,amount\n"
	rows, err := fileKit(t, header+
		"1,o-1,UNTRACKED,2026-08-01,10.50\n"+
		"1,o-1,UNTRACKED,2026-08-02,10.50\n"+
		"1,o-1,DECLINED,2026-08-01,10.50\n"+
		"Twin,o-1,UNTRACKED,2026-08-01,10.50\n"+
		"9,o-1,UNTRACKED,2026-08-01,10.50\n"+
		"1,\"o\x1b[31m\",UNTRACKED,2027-08-01,many\n"+
		"1\n").InquiriesFromFile(t.Context(), "in.csv")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		field := "ok"
		var e *partner.Error
		if errors.As(r.Err, &e) {
			field = fmt.Sprint(e.Field, "+", len(e.Fields))
		}
		got = append(got, fmt.Sprint(r.Line, ":", field))
	}
	wantText(t, "the rows", strings.Join(got, " "), "2:ok 3:order_id+0 4:ok 5:program_id+0 6:program_id+0 7:order_id+3 8:order_id+4")
	if !strings.Contains(rows[1].Err.Error(), "line 2") {
		t.Errorf("the double says %v", rows[1].Err)
	}
}

func TestAFileThatCannotBeReadIsRefusedWhole(t *testing.T) {
	t.Parallel()
	const header = "program_id,order_id,type,transaction_date,amount"
	for want, text := range map[string]string{
		"empty":                    "",
		"column amount is missing": "program_id,order_id,type,transaction_date\n",
		"column order_id is there": header + ",oid\n",
		"UTF-8":                    header + "\n1,\xff\n",
		"no text":                  header + "\n1,\x00\n",
		"line 3 cannot be read":    header + "\n1,o,UNTRACKED,2026-08-01,1\n1,\"o\n",
		"1,000 rows":               header + "\n" + strings.Repeat("1,o,UNTRACKED,2026-08-01,1\n", 1001),
		"1 MB":                     header + "\n" + strings.Repeat("x", 1<<20),
	} {
		_, err := fileKit(t, text).InquiriesFromFile(t.Context(), "in.csv")
		wantKind(t, err, partner.Invalid)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q in it", err, want)
		}
	}
	_, err := fileKit(t, "").InquiriesFromFile(t.Context(), "other.csv")
	wantKind(t, err, partner.Invalid)
	_, err = newKit(t).InquiriesFromFile(t.Context(), "in.csv")
	wantKind(t, err, partner.Unsupported)
}

func FuzzInquiryFiles(f *testing.F) {
	f.Add([]byte("program_id,order_id,type,transaction_date,amount\n1,o,UNTRACKED,2026-08-01,1\n"))
	f.Add([]byte("a;b\n\"\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, err := parseInquiries(text)
		if err != nil && len(rows) > 0 {
			t.Errorf("%d rows beside %v", len(rows), err)
		}
	})
}
