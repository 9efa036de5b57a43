package service

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// How long before its day something becomes a to-do.
const (
	upcomingSoon = 14 * 24 * time.Hour // a contract begins
	taskSoon     = 48 * time.Hour      // a task is due
	inquirySoon  = 7 * 24 * time.Hour  // an inquiry has to be resolved
	offerSoon    = 7 * 24 * time.Hour  // a code or a deal ends
)

// within reports whether t lies between now and so much later.
func (v todoView) within(t time.Time, soon time.Duration) bool {
	return t.After(v.now) && !t.After(v.now.Add(soon))
}

// stamp is an instant as part of a State.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (s *Service) contracts(ctx context.Context, status partner.ContractStatus) ([]partner.Contract, error) {
	all, err := listed(ctx, s, "contracts "+string(status), func(ctx context.Context) iter.Seq2[partner.Contract, error] {
		return s.client.ListContracts(ctx, api.ContractQuery{Status: status})
	})
	return all.Value, err
}

// contractsAndPrograms are the contracts of a status and the joined programs
// by their ids. Without the programs nobody can tell an invitation from a
// proposal, so both must be had.
func (s *Service) contractsAndPrograms(ctx context.Context, status partner.ContractStatus) ([]partner.Contract, map[string]partner.Program, error) {
	var contracts []partner.Contract
	joined := map[string]partner.Program{}
	err := together(
		func() (err error) { contracts, err = s.contracts(ctx, status); return err },
		func() error {
			all, err := s.allPrograms(ctx)
			for _, p := range all.Value {
				joined[p.ID] = p
			}
			return err
		},
	)
	return contracts, joined, err
}

// contractTodos are the contracts that wait for the partner: an invitation
// when the program has not been joined, a proposal when it has. One that the
// partner has signed waits for the brand.
func (s *Service) contractTodos(ctx context.Context, _ todoView) ([]partner.Todo, error) {
	contracts, joined, err := s.contractsAndPrograms(ctx, partner.ContractPending)
	if err != nil {
		return nil, err
	}
	var todos []partner.Todo
	for _, c := range contracts {
		if c.Status != partner.ContractPending || !c.Signed.IsZero() {
			continue
		}
		p, ok := joined[c.ProgramID]
		t := partner.Todo{
			Kind: partner.TodoProposal, Object: c.ID, Text: p.Name + " proposes new terms", Act: "review",
			Brand: p.Brand, Program: c.ProgramID, Since: c.Updated, State: string(c.Status) + " " + stamp(c.Updated), Decide: true,
		}
		t.Detail = "Accept or decline it under " + pageDecisions + "."
		switch {
		case !ok && c.Terms != "": // all that tells whose it is
			t.Kind, t.Text, t.Detail = partner.TodoInvitation, "Invitation: "+c.Terms, "Program "+c.ProgramID+". "+t.Detail
		case !ok:
			t.Kind, t.Text = partner.TodoInvitation, "Invitation to program "+c.ProgramID
		case c.Terms != "":
			t.Detail = "Terms: " + c.Terms + ". " + t.Detail
		}
		todos = append(todos, t)
	}
	return todos, nil
}

// upcomingTodos are the signed contracts that begin soon.
func (s *Service) upcomingTodos(ctx context.Context, v todoView) ([]partner.Todo, error) {
	contracts, joined, err := s.contractsAndPrograms(ctx, partner.ContractUpcoming)
	if err != nil {
		return nil, err
	}
	var todos []partner.Todo
	for _, c := range contracts {
		if c.Status != partner.ContractUpcoming || !v.within(c.Start, upcomingSoon) {
			continue
		}
		p := joined[c.ProgramID]
		todos = append(todos, partner.Todo{
			Kind: partner.TodoUpcoming, Object: c.ID, Act: "read",
			Text:   fmt.Sprintf("Contract with %s begins %s", firstOf(p.Name, c.Terms, "program "+c.ProgramID), v.day(c.Start)),
			Detail: "Read the new terms before they apply.",
			Brand:  p.Brand, Program: c.ProgramID, Since: c.Updated, State: string(c.Status) + " " + stamp(c.Start),
		})
	}
	return todos, nil
}

// inquiryTodos are the inquiries the brand wants more about, and the open ones
// near their deadline.
func (s *Service) inquiryTodos(ctx context.Context, v todoView) ([]partner.Todo, error) {
	all, err := s.allInquiries(ctx)
	if err != nil {
		return nil, err
	}
	var todos []partner.Todo
	for _, q := range all.Value {
		asked := q.Status == partner.InquiryIncomplete
		if !asked && (q.Status != partner.InquiryUnresolved || !v.within(q.Deadline, inquirySoon)) {
			continue
		}
		t := partner.Todo{
			Kind: partner.TodoInquiry, Object: q.ID, Act: "look", Brand: q.Program, Program: q.ProgramID, Since: q.Created, Due: q.Deadline,
			Text:   fmt.Sprintf("Inquiry about order %s is open until %s", q.OrderID, v.day(q.Deadline)),
			Detail: "Ask the brand, or answer under " + pageInquiries + ".",
			State:  fmt.Sprint(q.Status, " ", len(q.Comments), " ", stamp(q.Deadline)),
		}
		if asked {
			t.Act = "answer"
			t.Text = fmt.Sprintf("%s wants to know more about order %s", firstOf(q.Program, "A brand"), q.OrderID)
			if n := len(q.Comments); n > 0 {
				t.Detail = "“" + q.Comments[n-1].Text + "” Answer under " + pageInquiries + "."
			}
		}
		todos = append(todos, t)
	}
	return todos, nil
}

// taskTodos are the tasks due soon or overdue, one each. Those of another user
// of the account are his.
func (s *Service) taskTodos(ctx context.Context, v todoView) ([]partner.Todo, error) {
	list, err := s.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	var todos []partner.Todo
	for _, k := range list.Value.Tasks {
		late := k.Overdue(v.now)
		if k.Foreign || !k.Open() || !late && !v.within(k.Due, taskSoon) {
			continue
		}
		t := partner.Todo{
			Kind: partner.TodoTask, Object: k.ID, Act: "do", Text: k.Summary, Brand: k.Program, Program: k.ProgramID,
			Since: k.Created, Due: k.Due, State: string(k.State) + " " + stamp(k.Updated),
			Detail: "Task, due " + k.Due.In(v.Zone).Format("Jan 2, 15:04") + ".",
		}
		if late {
			t.Detail = "Task, overdue since " + v.day(k.Due) + "."
		}
		todos = append(todos, t)
	}
	return todos, nil
}

// overdueTodos is the money each brand should have paid, one for each program
// and currency.
func (s *Service) overdueTodos(ctx context.Context, v todoView) ([]partner.Todo, error) {
	pending, err := s.pendingLately(ctx)
	if err != nil {
		return nil, err
	}
	var todos []partner.Todo
	at := map[string]int{}
	for _, l := range pending.Value.Lines {
		if l.Status != partner.Overdue || l.Amount.IsZero() {
			continue
		}
		object := l.ProgramID + "/" + l.Amount.Currency
		i, ok := at[object]
		if !ok {
			i = len(todos)
			at[object] = i
			todos = append(todos, partner.Todo{
				Kind: partner.TodoOverdue, Object: object, Act: "chase", Text: l.Program + " is late with a payment",
				Brand: l.Program, Program: l.ProgramID, Amount: partner.Some(partner.Money{Currency: l.Amount.Currency}),
			})
		}
		t := &todos[i]
		t.Amount.V = t.Amount.V.Add(l.Amount)
		if due := l.Due; !due.IsZero() && (t.Since.IsZero() || due.Start(v.Zone).Before(t.Since)) {
			t.Since = due.Start(v.Zone)
		}
		t.State = t.Amount.V.String()
		t.Detail = "Write to the brand from " + pagePending + "; impact.com cannot step in."
		if !t.Since.IsZero() {
			t.Detail = "Due since " + v.day(t.Since) + ". " + t.Detail
		}
	}
	return todos, nil
}

// pendingLately is Pending, at most rowsAge old: it takes more than a dozen
// requests, and the list is loaded again after each act on a task.
func (s *Service) pendingLately(ctx context.Context) (partner.Answer[partner.Pending], error) {
	s.mu.Lock()
	known := s.owed
	s.mu.Unlock()
	if age := s.now().Sub(known.AsOf); !known.AsOf.IsZero() && age >= 0 && age < rowsAge {
		return known, nil
	}
	pending, err := s.Pending(ctx)
	if err == nil {
		s.mu.Lock()
		s.owed = pending
		s.mu.Unlock()
	}
	return pending, err
}

// taxTodos is the tax form when the account has none that is in force.
func (s *Service) taxTodos(ctx context.Context, _ todoView) ([]partner.Todo, error) {
	doc, err := s.client.LatestTaxDocument(ctx)
	t := partner.Todo{Kind: partner.TodoTax, Object: "latest", Act: "fill in", Text: "There is no tax form", State: "none"}
	if partner.KindOf(err) != partner.NotFound || err == nil {
		if err != nil || doc.Status == partner.TaxActive {
			return nil, err
		}
		t.Since, t.State = doc.Updated, doc.ID+" "+string(doc.Status)
		t.Act, t.Text = taxWords(doc)
	}
	t.Detail = "Payments may be held back; see " + pageTax + "."
	return []partner.Todo{t}, nil
}

// formName writes a tax form as its issuer does.
func formName(kind string) string {
	switch kind {
	case "W9":
		return "W-9"
	case "W8BEN":
		return "W-8BEN"
	case "W8BENE":
		return "W-8BEN-E"
	}
	return kind
}

// bankTodos is the way money leaves the account, when it is not set up whole.
func (s *Service) bankTodos(ctx context.Context, v todoView) ([]partner.Todo, error) {
	set, err := s.withdrawal(ctx, v.Currency)
	t := partner.Todo{Kind: partner.TodoBank, Object: "withdrawal", Act: "set up", Detail: "Money stays in the account until then; see " + pageBank + "."}
	switch {
	case partner.KindOf(err) == partner.NotFound && err != nil:
		t.Text, t.State = "Withdrawals are not set up", "none"
	case err != nil:
		return nil, err
	case set.Method == "":
		t.Text, t.State = "Withdrawals have no payment method", "no method"
	case set.Schedule == "",
		set.Schedule == partner.ByThreshold && !set.Threshold.OK,
		set.Schedule == partner.ByFixedDay && set.Day == 0:
		t.Text, t.State = "Withdrawals have no schedule", "no schedule"
	default:
		return nil, nil
	}
	return []partner.Todo{t}, nil
}

// propertyTodos are the properties whose ownership is not verified.
func (s *Service) propertyTodos(ctx context.Context, _ todoView) ([]partner.Todo, error) {
	all, err := s.allProperties(ctx)
	if err != nil {
		return nil, err
	}
	var todos []partner.Todo
	for _, p := range all.Value {
		if p.Verified {
			continue
		}
		todos = append(todos, partner.Todo{
			Kind: partner.TodoProperty, Object: p.ID, Act: "verify", Text: firstOf(p.Name, p.URL, p.ID) + " is not verified",
			Detail: "It does not count until you prove that it is yours, under " + pageProperties + ".", State: "unverified",
		})
	}
	return todos, nil
}

// taxWords are the act and the words for a tax form that is not in force.
func taxWords(doc partner.TaxDocument) (act, text string) {
	form := "Tax form " + formName(doc.Type)
	switch doc.Status {
	case partner.TaxNotVerified:
		return "check", form + " is not verified"
	case partner.TaxNew:
		return "complete", form + " is not complete"
	case partner.TaxInactive:
		return "renew", form + " is no longer in force"
	case partner.TaxActive:
	}
	return "check", form + " is " + strings.ToLower(string(doc.Status))
}
