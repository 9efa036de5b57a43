package todo

import (
	"context"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// The form of an inquiry, and the name of its draft.
const (
	askInquiry   = "inquiry"
	draftInquiry = "inquiry"
)

// Limits of the fields of an inquiry, in characters.
const (
	textMost  = 255
	notesRows = "ctrl+o begins a new line; ctrl+enter sends."
)

// filing is the making of an inquiry.
type filing struct {
	file    pane.Slot[partner.Done]
	filed   *dialog.Form // open; nil when it is not
	written partner.Draft
	given   map[string]string // what the open form was filled in with
	order   string            // of the inquiry being sent
}

// cannotFile is why no inquiry can be made.
func (p *Pane) cannotFile() string {
	switch {
	case p.noInquiries() != "":
		return p.noInquiries()
	case p.file.Busy():
		return "the inquiry about order " + quote(p.order) + " is being sent"
	}
	return ""
}

// askFile opens the form of an inquiry for the brand under the cursor.
func (p *Pane) askFile() tea.Cmd {
	program, name, _ := p.Brand()
	return p.fileFor(event.Inquiry{ProgramID: program, Program: name})
}

// fileFor opens the form of an inquiry, with what is known of the order and
// what was written about it before. What was written about another order stays
// where it is.
func (p *Pane) fileFor(about event.Inquiry) tea.Cmd {
	if why := p.cannotFile(); why != "" {
		return toast.Refuse(why)
	}
	form := draftOf(about)
	return p.begin(form, true, func(o opened) tea.Cmd {
		if len(p.programs) == 0 {
			why := "the account has joined no program"
			if o.missing != nil {
				why = "the programs could not be loaded: " + reason(o.missing)
			}
			return toast.Fail("No inquiry can be filed: " + why + ".")
		}
		p.written = o.draft
		p.written.Form = form
		p.known[form] = p.written
		p.filed = p.inquiryForm(about)
		p.given = filled(p.filed.Values())
		p.question = p.filed
		return nil
	})
}

// draftOf names the draft of an inquiry: each order has its own, and so has
// the form that is opened without one.
func draftOf(about event.Inquiry) string {
	if about.OrderID == "" {
		return draftInquiry
	}
	return draftInquiry + "/" + about.ProgramID + "/" + about.OrderID
}

func (p *Pane) inquiryForm(about event.Inquiry) *dialog.Form {
	programs := make([]dialog.Choice, 0, len(p.programs))
	chosen := ""
	for _, g := range p.programs {
		programs = append(programs, dialog.Choice{Value: g.ID, Label: programName(g)})
		if g.ID == about.ProgramID {
			chosen = g.ID
		}
	}
	intro := []string{"Asks a brand about an order. It cannot be taken back."}
	if chosen == "" && about.OrderID != "" && about.ProgramID != "" {
		intro = append(intro, quote(about.Program)+" is not among the programs you have joined now; choose who can be asked.")
	}
	check := func(name string) func(string, map[string]string) error {
		return func(_ string, all map[string]string) error {
			if why := partner.CheckInquiry(inputOf(all), p.frame.Now, p.frame.Now.Location())[name]; why != "" {
				return sentence(why)
			}
			return nil
		}
	}
	today := date(p.frame.Now, p.frame.Now)
	fields := []dialog.FormField{
		{Name: partner.InquiryProgram, Label: "Brand", Kind: dialog.FieldChoice, Choices: programs, Required: true, Value: chosen, Help: "Who sold it."},
		{Name: partner.InquiryOrder, Label: "Order id", Required: true, MaxLength: textMost, Value: about.OrderID, Help: "As the brand numbers it: the OID of the action listing."},
		{
			Name: partner.InquiryKind, Label: "What is wrong", Kind: dialog.FieldChoice, Required: true, Value: about.Type, Help: "What happened to the order.",
			Choices: []dialog.Choice{typeChoice(partner.InquiryUntracked), typeChoice(partner.InquiryIncorrect), typeChoice(partner.InquiryDeclined)},
		},
		{Name: partner.InquiryTransaction, Label: "Bought on", Required: true, Value: about.Transaction, Placeholder: today.Add(-7).String(), Help: "Day of the purchase in your account's zone, with a time if you know it: " + today.Add(-7).String() + " 15:04."},
		{Name: partner.InquiryAmount, Label: "Sale amount", Money: true, Required: true, Value: about.Amount, Placeholder: "129.90", Help: "In the currency of the order; at most 5,000,000."},
		{Name: partner.InquiryExpected, Label: "Expected payout", Money: true, Value: about.Expected, Help: "What you should have earned."},
		{Name: partner.InquiryDeadline, Label: "Answer by", Placeholder: today.Add(30).String() + ", optional", Help: "Day until which you want an answer."},
		{Name: partner.InquiryCustomer, Label: "Customer id", MaxLength: textMost},
		{Name: partner.InquiryLink, Label: "Tracking link", MaxLength: textMost},
		{Name: partner.InquiryOwn, Label: "Your reference", MaxLength: textMost, Help: "Letters and digits only."},
		{Name: partner.InquiryNotes, Label: "Notes", Kind: dialog.FieldLines, MaxLength: textMost, Help: notesRows},
	}
	for i := range fields {
		fields[i].Check = check(fields[i].Name)
	}
	return dialog.NewForm(dialog.FormOptions{
		To: ID, Ask: askInquiry, Title: "Action inquiry", Submit: "Send inquiry", Stay: true, Draft: filled(p.written.Values),
		Intro: intro, Fields: fields,
	})
}

func typeChoice(t partner.InquiryType) dialog.Choice {
	words := t.Words()
	return dialog.Choice{Value: string(t), Label: strings.ToUpper(words[:1]) + words[1:]}
}

// programName is a program in a list.
func programName(g partner.Program) string {
	for _, s := range []string{g.Name, g.Brand} {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return "Program " + g.ID
}

// inputOf is the inquiry that the values of the form make.
func inputOf(v map[string]string) partner.InquiryInput {
	return partner.InquiryInput{
		Own: v[partner.InquiryOwn], ProgramID: v[partner.InquiryProgram], OrderID: v[partner.InquiryOrder],
		Amount: v[partner.InquiryAmount], Transaction: v[partner.InquiryTransaction], Type: partner.InquiryType(v[partner.InquiryKind]),
		Expected: v[partner.InquiryExpected], Deadline: v[partner.InquiryDeadline],
		Customer: v[partner.InquiryCustomer], Link: v[partner.InquiryLink], Notes: v[partner.InquiryNotes],
	}
}

// inquiryAnswered keeps what was written, and sends it unless the form was
// left.
func (p *Pane) inquiryAnswered(a dialog.Answer) tea.Cmd {
	if a.Closed {
		p.filed = nil
	}
	if p.file.Busy() {
		return nil // it was kept when it was sent
	}
	p.written.Values = filled(a.Values)
	if a.Closed && (onlyChosen(p.written.Values) || p.untouched(p.written)) {
		p.written.Values = nil
	}
	keep := p.keepDraft(p.written)
	if a.Closed {
		return keep
	}
	src, in := p.src, inputOf(a.Values)
	p.order = in.OrderID
	return tea.Batch(keep, p.file.Start(p.session, pane.Ask[partner.Done]{To: ID, Limit: actLimit, Do: func(ctx context.Context) (partner.Done, error) {
		return src.CreateInquiry(ctx, in)
	}}))
}

// untouched reports whether a draft holds what its form was filled in with and
// nothing that was kept before.
func (p *Pane) untouched(d partner.Draft) bool {
	return len(p.known[d.Form].Values) == 0 && maps.Equal(d.Values, p.given)
}

// onlyChosen reports whether nothing was typed: the brand may have been filled
// in.
func onlyChosen(values map[string]string) bool {
	for name := range values {
		if name != partner.InquiryProgram {
			return false
		}
	}
	return true
}

// inquirySent takes the outcome of sending an inquiry. The service knows no
// keys for them, so what may have arrived is to be looked for.
func (p *Pane) inquirySent(r pane.Reply[partner.Done]) tea.Cmd {
	if !p.file.Accept(r) {
		return nil
	}
	about := "the inquiry about order " + quote(p.order)
	if r.Err == nil {
		if p.filed != nil {
			p.filed.Done()
			p.filed = nil
		}
		return tea.Batch(p.keepDraft(partner.Draft{Form: p.written.Form}), p.tell(r.Val.Kinds), toast.Say("Sent "+about+"."))
	}
	kind := partner.KindOf(r.Err)
	var again tea.Cmd
	fields, general := blame(r.Err, "Not sent: ")
	if kind == partner.Canceled {
		fields, general = nil, ""
	}
	if kind == partner.Uncertain {
		again = p.Refresh()
		fields, general = nil, "It is not known whether this arrived: "+reason(r.Err)+". Close the form and look at the inquiries: sent again, it would be there twice."
	}
	if p.filed != nil {
		p.filed.SetErrors(fields, general)
		return again
	}
	if kind == partner.Canceled {
		return nil
	}
	if kind == partner.Uncertain {
		return tea.Batch(again, toast.Fail("It is not known whether "+about+" arrived: "+reason(r.Err)+". Look at the inquiries before you send it again."))
	}
	return toast.Fail("Not sent: " + about + ": " + reason(r.Err) + ". It is kept as a draft.")
}
