package todo

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// The golden files check drawing only. After a change of the drawing, look at
// the difference and write them anew with
//
//	go test ./ui/panes/todo -run TestGolden -update

// drawn is a pane in a state, in a frame.
func drawn(t *testing.T, name string, f pane.Frame) string {
	t.Helper()
	for _, state := range looks() {
		if state.Name == name {
			p, src := made(t, f)
			state.Reach(t, p, src)
			return p.View()
		}
	}
	t.Fatalf("no state %q", name)
	return ""
}

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
	run(t, p, "inquiry.file")
	d := asked[*dialog.Prompt](t, p)
	uitest.Type(d.Update, "~/inquiries.csv")
	finish(t, p, d, "prompt.accept")
}

// beside are notes, and acts that wait.
func beside() partner.Desk {
	return partner.Desk{Waiting: waiting(), Notes: map[string]partner.Memo{
		other: {Key: other, Text: "Ann has the phone.\nAsk her on Monday."}, invitation: {Key: invitation, Text: "too low"},
	}}
}

// looks are the seven states, and what else the pane can look like.
func looks() []uitest.State {
	settled := func(then func(testing.TB, *Pane, *uitest.Source)) func(testing.TB, pane.Pane, *uitest.Source) {
		return func(t testing.TB, p pane.Pane, s *uitest.Source) {
			uitest.Settle(t, p, p.Init())
			then(t, p.(*Pane), s)
		}
	}
	return append(
		uitest.States(),
		uitest.State{Name: "alone", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
			s.Alone()
			s.InquiryList.Value = partner.InquiryList{}
			uitest.Settle(t, p, p.Init())
		}},
		uitest.State{Name: "snoozed", Reach: settled(func(t testing.TB, p *Pane, _ *uitest.Source) { run(t, p, "view.next") })},
		uitest.State{Name: "inquiries", Reach: settled(func(t testing.TB, p *Pane, _ *uitest.Source) { run(t, p, "inquiries") })},
		uitest.State{Name: "beside", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
			s.Beside = beside()
			uitest.Settle(t, p, p.Init())
			run(t, p.(*Pane), "last")
		}},
		uitest.State{Name: "report", Reach: settled(reports)},
	)
}

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	for _, state := range looks() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, state.Name, uitest.Frame(80, 8))))
		})
	}
}

func TestGoldenFull(t *testing.T) {
	t.Parallel()
	for _, state := range looks() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, state.Name, uitest.Zoomed(120, 30))))
		})
	}
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]pane.Frame{
		"side": uitest.Frame(30, 6), "narrow": uitest.Frame(44, 6), "wide": uitest.Zoomed(200, 16), "small": uitest.Zoomed(80, 12),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, "data", f)))
		})
	}
}

// One file has the colours as well.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	golden.RequireEqual(t, drawn(t, "data", uitest.Frame(80, 8)))
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
			run(t, p, id)
			golden.RequireEqual(t, uitest.Plain(text(asked[dialog.Dialog](t, p))))
		})
	}
}
