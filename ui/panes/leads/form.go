package leads

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/toast"
)

// options are the form of a brand, as the brand has made it.
func (p *Pane) options(f partner.LeadForm, draft partner.Draft) dialog.FormOptions {
	brand := brandName(f)
	title := clean(f.Title)
	if title == "" {
		title = "Submit a lead"
	}
	o := dialog.FormOptions{
		To: ID, Ask: draftForm + f.ProgramID, Title: title + " · " + brand, Submit: "Submit lead", Stay: true, Draft: draft.Values, Changed: p.changed,
	}
	if f.Intro != "" {
		o.Intro = append(o.Intro, f.Intro)
	}
	o.Intro = append(o.Intro, "Nothing goes to "+brand+" until you submit it; until then it is a draft on this machine.")
	if len(draft.Values) > 0 {
		o.Intro = append(o.Intro, "Your draft is back.")
	}
	for _, x := range f.Fields {
		o.Fields = append(o.Fields, fieldOf(x))
	}
	return o
}

// fieldOf is a field of a brand's form. What a value must be is the brand's to
// say, so partner.Field checks it.
func fieldOf(x partner.Field) dialog.FormField {
	kinds := map[partner.FieldKind]dialog.FieldKind{
		partner.FieldLong: dialog.FieldLines, partner.FieldEmail: dialog.FieldEmail, partner.FieldPhone: dialog.FieldPhone, partner.FieldURL: dialog.FieldURL,
		partner.FieldNumber: dialog.FieldNumber, partner.FieldDecimal: dialog.FieldDecimal, partner.FieldDate: dialog.FieldDate,
		partner.FieldChoice: dialog.FieldChoice, partner.FieldBool: dialog.FieldBool,
	}
	f := dialog.FormField{
		Name: x.Name, Label: cmp.Or(clean(x.Label), clean(x.Name), "Field"), Help: x.Help, Kind: kinds[x.Kind], Required: x.Required,
		MaxLength: x.MaxLen, Min: x.Min, Max: x.Max,
		Check: func(value string, _ map[string]string) error {
			if why := x.Check(value); why != "" {
				return errors.New(why)
			}
			return nil
		},
	}
	for _, c := range x.Choices {
		f.Choices = append(f.Choices, dialog.Choice(c))
	}
	if format.Width(f.Label) > labelMost { // the form cuts it, and what somebody agrees to must be read
		f.Help = strings.TrimSpace(sentence(f.Label) + " " + f.Help)
	}
	switch x.Kind {
	case partner.FieldChoice:
		if !x.Required { // it must be possible to take a choice back
			f.Choices = append([]dialog.Choice{{Label: "not said"}}, f.Choices...)
		}
	case partner.FieldDate:
		f.Placeholder = "YYYY-MM-DD"
	case partner.FieldDecimal:
		if x.Currency != "" {
			f.Money = true
			f.Placeholder = "in " + clean(x.Currency)
			f.Help = strings.TrimSpace(f.Help + " In " + clean(x.Currency) + ".")
		}
	}
	return f
}

// labelMost is the widest label that a form shows whole, in cells.
const labelMost = 17

// worth reports whether something was typed that is worth keeping.
func worth(f partner.LeadForm, values map[string]string) bool {
	for _, x := range f.Fields {
		if v := values[x.Name]; v != "" && (x.Kind != partner.FieldBool || v != "false") {
			return true
		}
	}
	return false
}

// filled are the values that say something.
func filled(values map[string]string) map[string]string {
	out := map[string]string{}
	for name, v := range values {
		if v != "" {
			out[name] = v
		}
	}
	return out
}

// reused is the companion API's refusal of a key that has handed in another
// lead already.
const reused = "key_reused"

// blame says which fields of a form a refusal is about, and the rest in
// general.
func blame(f partner.LeadForm, err error) (fields map[string]string, general string) {
	var e *partner.Error
	if !errors.As(err, &e) {
		return nil, refusal(err)
	}
	known := map[string]bool{}
	for _, x := range f.Fields {
		known[x.Name] = true
	}
	all := e.Fields
	if len(all) == 0 && e.Field != "" {
		all = []partner.FieldError{{Field: e.Field, Detail: e.Detail}}
	}
	fields = map[string]string{}
	var rest []string
	for _, x := range all {
		text := cmp.Or(sentence(x.Detail), "The brand does not take this.")
		if known[x.Field] {
			fields[x.Field] = text
		} else {
			rest = append(rest, text)
		}
	}
	if len(fields) == 0 {
		return nil, refusal(err)
	}
	return fields, strings.Join(rest, " ")
}

// refusal is why a lead was not taken: the service's own sentence where it
// gives one.
func refusal(err error) string {
	var e *partner.Error
	errors.As(err, &e)
	switch kind := partner.KindOf(err); {
	case e != nil && e.Code == reused:
		return "The lead was handed in already, before you changed it: look in the list. Submit again to hand this in as a second one."
	case kind == partner.Uncertain:
		return "It is not known whether the brand got it. Submit again: it counts once."
	case e != nil && e.Detail != "" && slices.Contains([]partner.Kind{partner.Invalid, partner.Conflict, partner.Forbidden, partner.NotFound, partner.Unsupported, partner.Withheld}, kind):
		return sentence(e.Detail)
	}
	what, next := toast.Words(err)
	return what + " " + next
}
