package todo

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/govalues/decimal"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/sheet"
	"impactdash/ui/component/table"
	"impactdash/ui/effect"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/triage"
)

// viewInquiries is the third view. Its rows are a list of their own, which
// stands in for the list of to-dos while that shows this view.
const viewInquiries = "inquiries"

// pageInquiries is the screen of the web application where inquiries are
// answered.
const pageInquiries = "Finance › Action Inquiries"

// inquiry is how the list keeps inquiries: by reference, because they are
// large.
type inquiry = *partner.Inquiry

type askColumn = triage.Column[inquiry]

func (p *Pane) inquirySpec() triage.Spec[inquiry] {
	none := func(inquiry, time.Time) bool { return false }
	return triage.Spec[inquiry]{
		ID: ID, One: "inquiry", Many: "inquiries",
		Key:     func(q inquiry) string { return q.ID },
		Columns: inquiryColumns(), Compact: inquiryCompact(),
		Order: inquiryOrder,
		Views: []triage.View[inquiry]{{Name: viewOpen, Keep: none}, {Name: viewSnoozed, Keep: none}, {Name: viewInquiries}},
		Text: func(q inquiry) string {
			return strings.Join([]string{q.OrderID, q.Program, statusWord(q.Status), q.Type.Words(), q.Own, q.ID, q.RejectReason}, " ")
		},
		Detail: inquiryDetail,
	}
}

// inquiryOrder is what waits for the partner, what waits for the brand by its
// deadline, and what is closed; the newest first.
func inquiryOrder(a, b inquiry, _ time.Time) int {
	return cmp.Or(
		cmp.Compare(statusRank(a.Status), statusRank(b.Status)),
		byDeadline(a, b),
		b.Created.Compare(a.Created),
		cmp.Compare(a.ID, b.ID),
	)
}

// statuses are the documented ones in the order of the list.
func statuses() []partner.InquiryStatus {
	return []partner.InquiryStatus{partner.InquiryIncomplete, partner.InquiryUnresolved, partner.InquiryRefused, partner.InquiryValid}
}

// statusRank is the place of a status; an unknown one is taken for open.
func statusRank(s partner.InquiryStatus) int {
	if i := slices.Index(statuses(), s); i >= 0 {
		return min(i, 2) // what is closed is all the same
	}
	return 1
}

// closed reports whether the brand has decided.
func closed(q inquiry) bool { return statusRank(q.Status) == 2 }

func byDeadline(a, b inquiry) int {
	switch {
	case closed(a) || a.Deadline.IsZero() && b.Deadline.IsZero():
		return 0
	case a.Deadline.IsZero():
		return 1
	case b.Deadline.IsZero():
		return -1
	}
	return a.Deadline.Compare(b.Deadline)
}

// statusWord is a status as people say it.
func statusWord(s partner.InquiryStatus) string {
	switch s {
	case partner.InquiryUnresolved:
		return "waiting"
	case partner.InquiryIncomplete:
		return "wants more"
	case partner.InquiryRefused:
		return "declined"
	case partner.InquiryValid:
		return "accepted"
	}
	if w := strings.ToLower(strings.TrimSpace(format.Safe(string(s)))); w != "" {
		return strings.ReplaceAll(w, "_", " ")
	}
	return format.None
}

func statusStyle(q inquiry, th *theme.Theme, _ time.Time) lipgloss.Style {
	switch q.Status {
	case partner.InquiryIncomplete:
		return th.Warn
	case partner.InquiryValid:
		return th.Good
	case partner.InquiryRefused:
		return th.Muted
	}
	return th.Text
}

// typeWord is a type in at most nine cells.
func typeWord(t partner.InquiryType) string {
	switch t {
	case partner.InquiryUntracked:
		return "untracked"
	case partner.InquiryIncorrect:
		return "incorrect"
	case partner.InquiryDeclined:
		return "rejected"
	}
	return format.Safe(t.Words())
}

// plain is an amount of which nobody says the currency.
func plain(d partner.Opt[decimal.Decimal]) string {
	if !d.OK {
		return format.None
	}
	return d.V.Pad(2).String()
}

func orderCell(q inquiry, _ time.Time) string {
	if s := strings.TrimSpace(format.Safe(q.OrderID)); s != "" {
		return s
	}
	return format.None
}

func deadlineCell(q inquiry, now time.Time) string {
	switch {
	case q.Deadline.IsZero():
		return format.None
	case closed(q):
		return dayOf(q.Deadline, now)
	case !q.Deadline.After(now):
		return "overdue " + lateness(now.Sub(q.Deadline))
	}
	return due(q.Deadline, now)
}

func deadlineStyle(q inquiry, th *theme.Theme, now time.Time) lipgloss.Style {
	switch {
	case closed(q) || q.Deadline.IsZero():
		return th.Muted
	case !q.Deadline.After(now):
		return th.Danger
	case q.Deadline.Sub(now) < soon:
		return th.Warn
	}
	return th.Text
}

func inquiryColumns() []askColumn {
	faint := func(_ inquiry, th *theme.Theme, _ time.Time) lipgloss.Style { return th.Muted }
	return []askColumn{
		{
			Column: table.Column{Title: "State", Min: 10, Max: 10}, Style: statusStyle,
			Cell:    func(q inquiry, _ time.Time) string { return statusWord(q.Status) },
			Compare: func(a, b inquiry) int { return cmp.Compare(statusRank(a.Status), statusRank(b.Status)) },
		},
		{
			Column: table.Column{Title: "Order", Min: 10, Max: 24}, Cell: orderCell,
			Compare: func(a, b inquiry) int { return triage.Fold(a.OrderID, b.OrderID) },
		},
		{
			Column: table.Column{Title: "Program", Min: 10, Priority: 3}, Style: faint,
			Cell:    func(q inquiry, _ time.Time) string { return format.Safe(q.Program) },
			Compare: func(a, b inquiry) int { return triage.Fold(a.Program, b.Program) },
		},
		{
			Column: table.Column{Title: "Type", Min: 9, Max: 9, Priority: 5}, Style: faint,
			Cell:    func(q inquiry, _ time.Time) string { return typeWord(q.Type) },
			Compare: func(a, b inquiry) int { return cmp.Compare(a.Type, b.Type) },
		},
		{
			Column: table.Column{Title: "Amount", Min: 9, Max: 12, Priority: 2, Align: table.Right}, Desc: true,
			Cell:    func(q inquiry, _ time.Time) string { return format.Bare(plain(q.Amount)) },
			Compare: func(a, b inquiry) int { return a.Amount.V.Cmp(b.Amount.V) },
		},
		{
			Column: table.Column{Title: "Deadline", Min: 14, Max: 14, Priority: 1}, Cell: deadlineCell, Style: deadlineStyle, Compare: byDeadline,
		},
		{
			Column: table.Column{Title: "Created", Min: 7, Max: 7, Priority: 4, Align: table.Right}, Desc: true, Style: faint,
			Cell: func(q inquiry, now time.Time) string {
				if q.Created.IsZero() {
					return format.None
				}
				return format.Age(now.Sub(q.Created))
			},
			Compare: func(a, b inquiry) int { return a.Created.Compare(b.Created) },
		},
	}
}

func inquiryCompact() []askColumn {
	list := inquiryColumns()
	list[2].Column = table.Column{Min: 10, Priority: 2}
	return []askColumn{list[0], list[1], list[2], list[5]}
}

// inquiryDetail tells all about an inquiry.
func inquiryDetail(q inquiry, s *sheet.Sheet, now time.Time) {
	th := s.Theme()
	s.Heading("Order " + orderCell(q, now))
	switch q.Status {
	case partner.InquiryIncomplete:
		s.TextIn(th.Warn, "The brand wants more. It is answered on the web: "+pageInquiries+".")
	case partner.InquiryRefused:
		if strings.TrimSpace(q.RejectReason) != "" {
			s.TextIn(th.Warn, "Declined: "+format.Safe(q.RejectReason))
		}
	case partner.InquiryValid:
		s.TextIn(th.Muted, "The brand agreed; it makes a new action of its own.")
	}
	s.Gap()
	when := func(label string, at time.Time) {
		if !at.IsZero() {
			s.Row(label, exactly(at, now))
		}
	}
	s.RowIn(statusStyle(q, th, now), "State", statusWord(q.Status))
	optional(s, "Program", q.Program)
	s.Row("Type", q.Type.Words())
	s.Row("Amount", format.BareEnd(plain(q.Amount)))
	if q.Expected.OK {
		s.Row("Expected", format.BareEnd(plain(q.Expected)))
	}
	if q.Final.OK {
		s.Row("Final payout", format.BareEnd(plain(q.Final)))
	}
	when("Transaction", q.Transaction)
	if !q.Deadline.IsZero() {
		text := exactly(q.Deadline, now)
		if !closed(q) && !q.Deadline.After(now) {
			text = deadlineCell(q, now) + " · " + text
		}
		s.RowIn(deadlineStyle(q, th, now), "Deadline", text)
	}
	when("Accepts itself", q.AutoApproval)
	when("Created", q.Created)
	when("Resolved", q.Resolved)
	optional(s, "Action", q.ActionID)
	optional(s, "Your reference", q.Own)
	optional(s, "Customer", q.Customer)
	optional(s, "Tracking link", q.TrackingLink)
	s.Row("Inquiry id", q.ID)
	if strings.TrimSpace(q.Notes) != "" {
		s.Gap().Text(format.Prose(q.Notes))
	}
	if len(q.Comments) > 0 {
		s.Heading("Comments")
	}
	for _, c := range q.Comments {
		who := cmp.Or(strings.TrimSpace(format.Safe(c.User)), "Unknown")
		if !c.At.IsZero() {
			who += " · " + ago(c.At, now)
		}
		s.Gap().TextIn(th.Accent, who)
		s.Text(c.Text)
	}
}

// noInquiries is why the account has no inquiries, empty when it has or when
// that is not known.
func (p *Pane) noInquiries() string {
	if v, ok := p.asks.Value(); ok && !v.Enabled {
		return "this account has no action inquiries: they are for enabled cashback and loyalty partners, and the token needs their scope"
	}
	return ""
}

// asksLoaded takes the answer to the question for the inquiries.
func (p *Pane) asksLoaded(r pane.Reply[partner.Answer[partner.InquiryList]]) tea.Cmd {
	if !p.asks.Accept(r) || r.Err != nil {
		return nil
	}
	all := r.Val.Value.Inquiries
	list := make([]inquiry, len(all))
	for i := range list {
		list[i] = &all[i]
	}
	p.inquiries.SetItems(list)
	if p.noInquiries() != "" && p.list.ViewName() == viewInquiries {
		p.list.SetView(viewOpen)
	}
	p.list.SetItems(p.list.Items()) // whether there is a third view may have changed
	return p.wished()
}

// inquiryActions are those of the list of inquiries. Stepping on from it goes
// back to the to-dos.
func (p *Pane) inquiryActions() []keys.Action {
	list := p.inquiries.Actions()
	to := map[string]string{"todo.view.next": viewOpen, "todo.view.previous": viewSnoozed}
	for i := range list {
		if view, ok := to[list[i].ID]; ok {
			list[i].Run = func() tea.Cmd {
				p.list.SetView(view)
				return nil
			}
		}
	}
	return list
}

// showInquiries shows the inquiries.
func (p *Pane) showInquiries() tea.Cmd {
	p.list.SetView(viewInquiries)
	return nil
}

// openInquiries opens the web application, where inquiries are answered.
func (p *Pane) openInquiries() tea.Cmd {
	return effect.Open{URL: partner.WebApp, What: "the web application (" + pageInquiries + ")"}.Cmd()
}
