package links

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// send makes the link that values ask for, once. The rules are applied again:
// the programs may have been loaded anew since the form was checked.
func (p *Pane) send(v values) tea.Cmd {
	if p.making.Busy() {
		return nil
	}
	g, ok := p.program(v[fieldProgram])
	if !ok {
		return p.refuse(v, &partner.Error{Op: "create link", Kind: partner.Invalid, Field: fieldProgram, Detail: "choose a program you have joined"})
	}
	q, err := partner.CheckLink(g, p.request(v))
	if err != nil {
		return p.refuse(v, err)
	}
	p.sent = v
	if p.form != nil {
		p.form.SetBusy(true)
	}
	src := p.src
	return p.making.Start(p.session, pane.Ask[partner.Link]{To: ID, Limit: makeLimit, Do: func(ctx context.Context) (partner.Link, error) {
		return src.CreateLink(ctx, q)
	}})
}

// made takes what became of a link. One with an address was made, even beside
// an error.
func (p *Pane) made(l partner.Link, err error) tea.Cmd {
	v := p.sent
	p.sent = nil
	if l.URL == "" && err == nil {
		err = &partner.Error{Op: "create link", Kind: partner.Uncertain, Detail: "the service named no link"}
	}
	if l.URL == "" {
		return p.refuse(v, err)
	}
	g, _ := p.program(v[fieldProgram])
	if l.Program == "" {
		l.Program = g.Name
	}
	if v[fieldProtocol] != protocolEither {
		l.URL = secure(l.URL)
	}
	delete(p.unsure, v[fieldProgram])
	p.closeForm()
	p.setRows(append([]partner.Link{l}, p.without(newRow(l))...))
	p.list.Select(l.ID)
	told := toast.Say("Made a link for " + nameOr(l.Program, "the program") + ": " + short(l.URL))
	if p.frame.Focused { // elsewhere it would come between the user and something else
		p.next = shown(l)
	}
	if err != nil {
		told = toast.Fail("The link was made, but could not be kept in this list: copy it now. " + refusal(err))
	}
	return tea.Batch(told, p.drop(v), event.Tell(event.KindLink))
}

// secure is an address with https:// in front.
func secure(address string) string {
	if rest, ok := strings.CutPrefix(address, "http://"); ok {
		return "https://" + rest
	}
	return address
}

// shown is the new link, to be read, copied and scanned.
func shown(l partner.Link) dialog.Dialog {
	facts := []string{capital(kind(l.Vanity)) + " link for " + nameOr(l.Program, "the program")}
	if l.Landing != "" {
		facts = append(facts, "Goes to "+l.Landing)
	}
	if text := subs(l); text != "" {
		facts = append(facts, "Sub IDs "+text)
	}
	return dialog.NewShow(dialog.Link{
		Title: "Your new link", URL: l.URL, Facts: facts,
		Copy: effect.Copy{Text: format.Safe(l.URL), What: "the link"}.Cmd,
		Open: effect.Open{URL: l.URL, What: "the link"}.Cmd,
	})
}

// refuse tells why no link was made: in the form while it is open, else as a
// toast. What was typed stays.
func (p *Pane) refuse(v values, err error) tea.Cmd {
	if partner.KindOf(err) == partner.Canceled {
		if p.form != nil {
			p.form.SetBusy(false)
		}
		return nil
	}
	var look tea.Cmd
	lead, text := "The link was not made. ", refusal(err)
	if unclear(err) {
		p.unsure[v[fieldProgram]] = true
		look, lead, text = p.askLinks(), "", unknown(v)
	}
	kept := p.keep(v)
	if p.form == nil {
		return tea.Batch(toast.Fail(lead+text), kept, look)
	}
	wrong := blamed(err)
	if len(wrong) > 0 {
		text = ""
	}
	p.form.SetErrors(wrong, text)
	return tea.Batch(kept, look)
}

// unclear reports whether a failure leaves open what became of the link: no
// answer, one that cannot be read, or an error that nobody has judged.
func unclear(err error) bool {
	var e *partner.Error
	return !errors.As(err, &e) || e.Kind == partner.Uncertain || e.Kind == partner.Malformed
}

// unknown words an outcome that is not known.
func unknown(v values) string {
	if v[fieldVanity] == "true" {
		return "It is not known whether the link was made. Look for it among your vanity links, which are being loaded again; sending it again is your decision."
	}
	return "It is not known whether the link was made, and a plain link cannot be looked up. Sending it again is your decision."
}

// blamed are the fields of the form that a refusal names, with their reasons.
func blamed(err error) map[string]string {
	var e *partner.Error
	if unclear(err) || !errors.As(err, &e) {
		return nil
	}
	all := e.Fields
	if len(all) == 0 && e.Field != "" {
		all = []partner.FieldError{{Field: e.Field, Detail: e.Detail}}
	}
	wrong := map[string]string{}
	for _, f := range all {
		name := fieldOf(f.Field)
		if name == "" {
			return nil // the general sentence tells all
		}
		wrong[name] = sentence(cmp.Or(f.Detail, e.Detail, "this was refused"))
	}
	return wrong
}

// fieldOf is the form's field for a name of the service or of the rules; empty
// for one it does not have.
func fieldOf(name string) string {
	switch name {
	case "program", "ProgramId":
		return fieldProgram
	case "landing", "DeepLink":
		return fieldLanding
	case "path", "CustomPath":
		return fieldPath
	case "subId1", "subId2", "subId3":
		return fieldSub + name[len(name)-1:]
	case "sharedId":
		return fieldShared
	case "property", "MediaPartnerPropertyId":
		return fieldProperty
	}
	return ""
}

// refusal tells a write that failed: what happened, in the service's own words
// where it has some, and what to do. Nothing is sent again by itself.
func refusal(err error) string {
	var e *partner.Error
	if !errors.As(err, &e) {
		e = &partner.Error{Kind: partner.KindOf(err)}
	}
	what, next := toast.Words(err)
	switch e.Kind {
	case partner.Invalid, partner.Conflict:
		if e.Detail != "" {
			return sentence(format.Safe(e.Detail)) + " Change it and send again."
		}
	case partner.Forbidden:
		return "The token may not make links (403). Add the scope on the web, then send again."
	case partner.NotFound:
		return "The program was not found (404). You may have left it; press R to load your programs again."
	case partner.RateLimited:
		what, next = "The hourly limit is used up (429).", "Send it again "+later(e.RetryAfter)+"."
	case partner.Unavailable:
		next = "It was not done; send it again when you like."
	}
	return format.Safe(what + " " + next)
}

func later(d time.Duration) string {
	if d <= 0 {
		return "within the hour"
	}
	return fmt.Sprintf("in %d min", int((d+time.Minute-1)/time.Minute))
}
