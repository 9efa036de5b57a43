package todo

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// rows are those of a file of inquiries: ready, with mistakes, a copy.
func rows() []partner.InquiryRow {
	input := func(order, amount string) partner.InquiryInput {
		return partner.InquiryInput{ProgramID: "200", OrderID: order, Amount: amount, Transaction: "2026-11-10", Type: partner.InquiryUntracked}
	}
	bad := &partner.Error{Op: "send inquiry", Kind: partner.Invalid, Field: partner.InquiryAmount, Detail: "Write a number such as 129.90.", Fields: []partner.FieldError{
		{Field: partner.InquiryAmount, Detail: "Write a number such as 129.90."}, {Field: partner.InquiryDeadline, Detail: "The deadline has passed."},
	}}
	return []partner.InquiryRow{
		{Line: 2, Input: input("A-100", "49.99")},
		{Line: 3, Input: input("A-101", "12")},
		{Line: 4, Input: input("A-102", "12,50"), Err: bad},
		{Line: 5, Input: input("A-100", "49.99"), Err: &partner.Error{Op: "send inquiry", Kind: partner.Invalid, Field: partner.InquiryOrder, Detail: "The same as line 2."}},
	}
}

// reports reads the file.
func reports(t testing.TB, p *Pane, s *uitest.Source) {
	t.Helper()
	s.Rows = rows()
	conform.Run(t, p, "inquiry.file")
	d := conform.Asked[*dialog.Prompt](t, p)
	uitest.Type(d.Update, "~/inquiries.csv")
	conform.Finish(t, p, d, "prompt.accept")
}

// beside are notes, and acts that wait.
func beside() partner.Desk {
	return partner.Desk{Waiting: waiting(), Notes: map[string]partner.Memo{
		other: {Key: other, Text: "Ann has the phone.\nAsk her on Monday."}, invitation: {Key: invitation, Text: "too low"},
	}}
}

// more are the states of the pane beside those of every pane.
func more() []uitest.State {
	settled := func(then func(testing.TB, *Pane, *uitest.Source)) func(testing.TB, pane.Pane, *uitest.Source) {
		return func(t testing.TB, p pane.Pane, s *uitest.Source) {
			uitest.Settle(t, p, p.Init())
			then(t, p.(*Pane), s)
		}
	}
	return []uitest.State{
		{Name: "alone", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
			s.InquiryList.Value = partner.InquiryList{}
			conform.Alone().Reach(t, p, s)
		}},
		{Name: "snoozed", Reach: settled(func(t testing.TB, p *Pane, _ *uitest.Source) { conform.Run(t, p, "view.next") })},
		{Name: "inquiries", Reach: settled(func(t testing.TB, p *Pane, _ *uitest.Source) { conform.Run(t, p, "inquiries") })},
		{Name: "beside", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
			s.Beside = beside()
			uitest.Settle(t, p, p.Init())
			conform.Run(t, p, "last")
		}},
		{Name: "report", Reach: settled(reports)},
	}
}

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"%": uitest.Frame(80, 8)})
}

func TestGoldenFull(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"%": uitest.Zoomed(120, 30)})
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	subject().GoldenSizes(t, map[string]pane.Frame{
		"side": uitest.Frame(30, 6), "narrow": uitest.Frame(44, 6), "wide": uitest.Zoomed(200, 16), "small": uitest.Zoomed(80, 12),
	})
}

// One file has the colours as well.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	subject().GoldenStyled(t, "data", uitest.Frame(80, 8))
}

// The dialogs, as they are read.
func TestGoldenDialogs(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{
		"until": "snooze.until", "accept": "act", "decline": "decline", "inquiry": "inquiry.new", "path": "inquiry.file", "note": "note", "outbox": "outbox",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, src := made(t, uitest.Frame(80, 8))
			src.Beside = beside()
			uitest.Settle(t, p, p.Init())
			conform.Run(t, p, id)
			conform.GoldenDialog(t, conform.Asked[dialog.Dialog](t, p), 70, 24)
		})
	}
}
