package todo

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// clerk says what becomes of each row, by its line.
type clerk struct {
	*uitest.Source
	errs map[int]error
}

func (c clerk) SendInquiries(ctx ctx, rows []partner.InquiryRow) ([]partner.InquiryRow, error) {
	rows, err := c.Source.SendInquiries(ctx, append([]partner.InquiryRow(nil), rows...))
	for i := range rows {
		if rows[i].Err = c.errs[rows[i].Line]; rows[i].Err == nil {
			rows[i].URI = "/ActionInquiries/1"
		}
	}
	return rows, err
}

// reported is a pane that has read the file.
func reported(t testing.TB, errs map[int]error) (*Pane, *uitest.Source) {
	t.Helper()
	src := uitest.NewSource()
	p := New(t.Context(), clerk{src, errs})
	p.SetFrame(uitest.Frame(80, 10))
	uitest.Settle(t, p, p.Init())
	reports(t, p, src)
	return p, src
}

// sendAll sends the rows after the question.
func sendAll(t testing.TB, p *Pane) toast.Msg {
	t.Helper()
	conform.Run(t, p, "inquiry.send")
	m, _ := uitest.Find[toast.Msg](conform.Finish(t, p, conform.Asked[*dialog.Confirm](t, p), "confirm.yes"))
	return m
}

func TestAFileIsReportedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	p, src := reported(t, nil)
	uitest.Has(t, p.View(), "A-100", "ready", "Amount: Write a number such as 129.90, and 1 more", "Order: The same as line 2", "4 rows of “~/inquiries.csv”: 2 ready, 2 with a mistake. a sends,")
	if len(src.Writes()) != 0 {
		t.Fatalf("something was sent: %v", src.Writes())
	}
	conform.Run(t, p, "inquiry.send")
	d := conform.Asked[*dialog.Confirm](t, p)
	uitest.Has(t, text(d), "Send 2 of 4 rows?", "cannot be taken back")
	conform.Finish(t, p, d, "confirm.no")
	if len(src.Writes()) != 0 {
		t.Fatalf("something was sent: %v", src.Writes())
	}
	if m := sendAll(t, p); m.Text != "Sent 2 of 2 rows." || m.Failed {
		t.Errorf("said %+v", m)
	}
	got := conform.Written[[]partner.InquiryRow](src)
	if len(got) != 1 || len(got[0]) != 2 || got[0][0].Line != 2 || got[0][1].Line != 3 {
		t.Errorf("sent %+v", got)
	}
	uitest.Has(t, p.View(), "sent", "2 sent, 2 with a mistake. y copies")
	if got := why(t, p, "inquiry.send"); got != "nothing is left to be sent" {
		t.Errorf("blocked because %q", got)
	}
	if !p.Back() || p.mode() != ofTodos {
		t.Error("there is no way back")
	}
	if got := why(t, p, "inquiry.send"); got != "read a file of inquiries first" {
		t.Errorf("blocked because %q", got)
	}
}

func TestTheReportTellsOfEachRowAndCanBeCopied(t *testing.T) {
	t.Parallel()
	p, _ := reported(t, map[int]error{2: uitest.Failure(partner.Uncertain), 3: uitest.Failure(partner.Unavailable)})
	m := sendAll(t, p)
	if m.Text != "Sent 0 of 2 rows; of 1 it is not known, look at the inquiries. The report says why." || !m.Failed {
		t.Errorf("said %+v", m)
	}
	uitest.Has(t, p.View(), "not known whether it arrived", "not sent: ", "1 not sent, 1 not known, 2 with a mistake")
	text, url := p.Pointed()
	lines := strings.Split(text, "\n")
	if url != "" || len(lines) != 5 || lines[0] != "line\torder_id\treport" || !strings.HasPrefix(lines[1], "2\tA-100\tnot known") || lines[4] != "5\tA-100\tOrder: The same as line 2" {
		t.Errorf("copied %q", text)
	}
}

func TestWhatMayHaveArrivedIsNotSentAgain(t *testing.T) {
	t.Parallel()
	p, src := reported(t, map[int]error{2: uitest.Failure(partner.Uncertain), 3: uitest.Failure(partner.Unavailable)})
	sendAll(t, p)
	sendAll(t, p)
	got := conform.Written[[]partner.InquiryRow](src)
	if len(got) != 2 || len(got[1]) != 1 || got[1][0].Line != 3 {
		t.Errorf("sent %+v", got)
	}
}

func TestRowsAreSentOnceAndTheReportStays(t *testing.T) {
	t.Parallel()
	p, src := reported(t, nil)
	conform.Run(t, p, "inquiry.send")
	d := conform.Asked[*dialog.Confirm](t, p)
	uitest.Do(t, d, "confirm.yes")
	o, _ := d.Outcome()
	first, second := p.Update(*o.Answer), p.Update(*o.Answer)
	for _, id := range []string{"inquiry.send", "inquiry.file"} {
		if got := why(t, p, id); got != "2 rows are being sent" {
			t.Errorf("%s is blocked because %q", id, got)
		}
	}
	if !p.Back() || p.mode() != ofRows {
		t.Error("the report was left while its rows are on their way")
	}
	uitest.Has(t, p.View(), "Sending 2 rows")
	p.Update(effect.Visit{To: ID, About: effect.Select, Value: work})
	uitest.Settle(t, p, first)
	uitest.Settle(t, p, second)
	if n := len(src.Writes()); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

func TestAFileThatCannotBeReadIsTold(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	p := New(t.Context(), unreadable{src})
	p.SetFrame(uitest.Frame(80, 10))
	uitest.Settle(t, p, p.Init())
	conform.Run(t, p, "inquiry.file")
	d := conform.Asked[*dialog.Prompt](t, p)
	conform.Finish(t, p, d, "prompt.accept")
	uitest.Has(t, text(d), "Write the path of the file.")
	uitest.Type(d.Update, "x.csv")
	msgs := conform.Finish(t, p, d, "prompt.accept")
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Failed || m.Text != "Not read: “x.csv”: the column amount is missing." || p.mode() != ofTodos {
		t.Errorf("said %+v", m)
	}
	conform.Run(t, p, "inquiry.file")
	uitest.Has(t, text(conform.Asked[*dialog.Prompt](t, p)), "x.csv") // to be mended
	q, _ := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, q, "inquiry.file")
	e := conform.Asked[*dialog.Prompt](t, q)
	uitest.Type(e.Update, "empty.csv")
	if m, _ := uitest.Find[toast.Msg](conform.Finish(t, q, e, "prompt.accept")); !m.Refused || q.mode() != ofTodos {
		t.Errorf("said %+v", m)
	}
}

type unreadable struct{ *uitest.Source }

func (unreadable) InquiriesFromFile(ctx, string) ([]partner.InquiryRow, error) {
	return nil, &partner.Error{Op: "read file", Kind: partner.Invalid, Detail: "the column amount is missing."}
}

func TestRowsThatMeanNoGood(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	p := New(t.Context(), src)
	uitest.Settle(t, p, p.Init())
	for i, name := range uitest.Names() {
		in := partner.InquiryInput{ProgramID: name, OrderID: name, Amount: name, Transaction: name, Type: partner.InquiryType(name), Notes: name}
		src.Rows = append(src.Rows, partner.InquiryRow{Line: i + 2, Input: in, Err: uitest.Hostility()})
	}
	uitest.Settle(t, p, p.Update(dialog.Answer{To: ID, Ask: askPath, Text: uitest.Names()[2]}))
	for _, w := range []int{1, 20, 44, 80, 160} {
		for _, h := range []int{1, 4, 24} {
			for range src.Rows {
				p.SetFrame(uitest.Zoomed(w, h))
				if bad := uitest.Wrong(p.View(), w, h); bad != "" {
					t.Fatal(bad)
				}
				conform.Run(t, p, "down")
			}
			conform.Run(t, p, "first")
			p.SetFrame(uitest.Frame(w, h))
			if bad := uitest.Wrong(p.View(), w, h); bad != "" {
				t.Fatal(bad)
			}
		}
	}
	text, _ := p.Pointed()
	if n := strings.Count(text, "\n"); n != len(src.Rows) {
		t.Errorf("%d lines were copied for %d rows", n, len(src.Rows))
	}
}

func TestTheDetailOfARowTellsAllItsMistakes(t *testing.T) {
	t.Parallel()
	p, _ := reported(t, nil)
	p.SetFrame(uitest.Zoomed(140, 20))
	conform.Run(t, p, "down", "down")
	uitest.Has(t, p.View(), "Line 4", "Amount: Write a number such as 129.90.", "Answer by: The deadline has passed.", "12,50")
}
