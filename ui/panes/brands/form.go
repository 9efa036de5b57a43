package brands

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// kept is the answer to keeping a draft.
type kept struct{}

// outdated is the refusal of terms that were changed meanwhile, reused that of
// a key under which something else was sent before.
const (
	outdated = "terms_outdated"
	reused   = "key_reused"
)

// askJoin is the pane's name for its question.
const askJoin = "join"

// The fields of the form besides the questions of the brands.
const (
	fieldTerms  = "terms"
	fieldAccept = "accept"
)

// draftName names the draft. It holds the answers to all brands, so that none
// is lost when others are chosen.
const draftName = "brands/join"

// sentFor is what the draft keeps the brands under that its key was sent for.
// The key belongs to them: with others it would be another request.
const sentFor = "sent_for"

// fieldName is the name of a brand's question in the form.
func fieldName(brandID, field string) string { return brandID + "/" + field }

func asError(err error) *partner.Error {
	var e *partner.Error
	if !errors.As(err, &e) {
		e = &partner.Error{Kind: partner.KindOf(err)}
	}
	return e
}

// fill opens the form, in place of one whose terms are outdated.
func (p *Pane) fill(draft partner.Draft) {
	old := p.act.form
	values := draft.Values
	if old != nil {
		values = old.Values()
		old.Done()
	} else if p.draft, p.drafted = draft, true; draft.Key != "" && draft.Values[sentFor] == p.act.set() {
		p.act.key, p.act.used = draft.Key, true
	} else {
		p.act.key = p.src.NewKey()
	}
	values = maps.Clone(values)
	delete(values, fieldAccept) // terms are accepted anew each time
	o := dialog.FormOptions{
		To: ID, Ask: askJoin, Title: "Join " + named(p.act.brands), Submit: "Join", Stay: true,
		Intro: p.intro(), Fields: fields(p.act.brands), Draft: values,
	}
	p.act.form = dialog.NewForm(o)
	if old != nil {
		p.act.form.SetErrors(map[string]string{fieldTerms: "Some of these terms are new since you read them. Read them and accept them again."}, "")
	}
	p.question = p.act.form
}

// intro names the brands and what they pay.
func (p *Pane) intro() []string {
	var lines []string
	if brands := p.act.brands; len(brands) == 1 {
		lines = append(lines, short(brands[0])+" pays "+pays(brands[0])+". "+prospect(brands[0]))
	} else {
		lines = append(lines, "If you join, each of them approves you at once:")
		for _, b := range brands {
			lines = append(lines, format.Cut(name(b), quoted/2)+": "+pays(b))
		}
	}
	return append(lines, p.act.left...)
}

// pays is what a brand pays, in the middle of a sentence.
func pays(b offer) string {
	if s := strings.TrimSpace(format.Safe(b.Payout)); s != "" {
		return s
	}
	return "what its terms say"
}

// fields are the terms, what the brands ask, and the acceptance.
func fields(brands []offer) []dialog.FormField {
	list := []dialog.FormField{{
		Name: fieldTerms, Label: "Terms", Kind: dialog.FieldRead, Value: terms(brands), Help: "Up and down scroll, Space reads on.",
	}}
	for _, b := range brands {
		for _, q := range b.Survey {
			f := question(q)
			f.Name = fieldName(b.ID, q.Name)
			if len(brands) > 1 {
				f.Label = format.Cut(name(b), quoted/2) + ": " + f.Label
			}
			list = append(list, f)
		}
	}
	help := "Space switches."
	if n := len(brands); n > 1 {
		help += " You make a contract with each of the " + format.Count(int64(n)) + "."
	}
	return append(list, dialog.FormField{Name: fieldAccept, Label: "Accept the terms", Kind: dialog.FieldBool, Required: true, Help: help})
}

// question is a brand's question as a field. What the brand declared about the
// answer is checked by the rule that commands use as well.
func question(q partner.Field) dialog.FormField {
	f := dialog.FormField{
		Label: q.Label, Help: q.Help, Kind: kindOf(q.Kind), Required: q.Required, MaxLength: q.MaxLen, Min: q.Min, Max: q.Max,
		Check: func(value string, _ map[string]string) error {
			if why := q.Check(value); why != "" {
				return errors.New(why)
			}
			return nil
		},
	}
	for _, c := range q.Choices {
		f.Choices = append(f.Choices, dialog.Choice(c))
	}
	if q.Currency != "" {
		f.Help = strings.TrimSpace(f.Help + " In " + q.Currency + ".")
	}
	return f
}

func kindOf(k partner.FieldKind) dialog.FieldKind {
	switch k {
	case partner.FieldLong:
		return dialog.FieldLines
	case partner.FieldEmail:
		return dialog.FieldEmail
	case partner.FieldPhone:
		return dialog.FieldPhone
	case partner.FieldURL:
		return dialog.FieldURL
	case partner.FieldNumber:
		return dialog.FieldNumber
	case partner.FieldDecimal:
		return dialog.FieldDecimal
	case partner.FieldDate:
		return dialog.FieldDate
	case partner.FieldChoice:
		return dialog.FieldChoice
	case partner.FieldBool:
		return dialog.FieldBool
	case partner.FieldText:
	}
	return dialog.FieldText
}

// terms are those of all brands, one after the other.
func terms(brands []offer) string {
	var parts []string
	for _, b := range brands {
		part := []string{name(b) + ": " + cmp.Or(strings.TrimSpace(b.Terms.Name), "terms")}
		if b.Locking != "" {
			part = append(part, "Locking: "+stopped(b.Locking))
		}
		if b.Paying != "" {
			part = append(part, "Paying: "+stopped(b.Paying))
		}
		parts = append(parts, strings.Join(part, "\n"), b.Terms.Text)
	}
	return strings.Join(parts, "\n\n")
}

// answersOf are a brand's answers among the values of the form.
func answersOf(b offer, values map[string]string) map[string]string {
	var answers map[string]string
	for _, q := range b.Survey {
		if v := values[fieldName(b.ID, q.Name)]; v != "" {
			if answers == nil {
				answers = map[string]string{}
			}
			answers[q.Name] = v
		}
	}
	return answers
}

// keepDraft puts what was typed beside the answers to other brands. The key in
// it changes only when something is sent: until the outcome is clear it belongs
// to the brands that were sent last.
func (p *Pane) keepDraft(values map[string]string) partner.Draft {
	key, set := p.draft.Key, p.draft.Values[sentFor]
	if p.act.used {
		key, set = p.act.key, p.act.set()
	}
	all := map[string]string{}
	maps.Copy(all, p.draft.Values)
	maps.Copy(all, values)
	delete(all, fieldAccept)
	all[sentFor] = set
	maps.DeleteFunc(all, func(_, v string) bool { return v == "" || v == "false" })
	p.draft, p.drafted = partner.Draft{Form: draftName, Key: key, Values: all, Saved: p.frame.Now}, true
	return p.draft
}

// spent is a draft without the answers to brands that are joined. Its key is
// spent as well.
func spent(d partner.Draft, brands []offer, joined []string) partner.Draft {
	d.Key, d.Values = "", maps.Clone(d.Values)
	delete(d.Values, sentFor)
	for _, b := range brands {
		for _, id := range joined {
			if id != b.ID {
				continue
			}
			for _, q := range b.Survey {
				delete(d.Values, fieldName(id, q.Name))
			}
		}
	}
	return d
}

// leave keeps what was typed into a form that is closed. While it is being sent
// it is kept already.
func (p *Pane) leave(values map[string]string) tea.Cmd {
	p.act.form = nil
	if p.send.Busy() {
		return nil
	}
	p.read.Stop()
	before := p.draft.Values
	draft := p.keepDraft(values)
	p.act = joining{}
	src := p.src
	save := p.keep.Start(p.session, pane.Ask[kept]{To: ID, Limit: actLimit, Do: func(ctx context.Context) (kept, error) {
		return kept{}, src.SaveDraft(ctx, draft)
	}})
	if len(draft.Values) == 0 || maps.Equal(before, draft.Values) {
		return save
	}
	return tea.Batch(save, toast.Say("Draft kept."))
}

// saved takes the answer to keeping a draft.
func (p *Pane) saved(r pane.Reply[kept]) tea.Cmd {
	if !p.keep.Accept(r) || r.Err == nil || partner.KindOf(r.Err) == partner.Canceled {
		return nil
	}
	return toast.Fail("The draft is kept only until you quit: " + toast.Refusal(r.Err))
}
