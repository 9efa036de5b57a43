package companion

import (
	"context"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// LeadForms are the forms of the brands that take leads.
//
// Source: GET /lead-forms.
func (c *Client) LeadForms(ctx context.Context) ([]partner.LeadForm, error) {
	q := question{origin.Act{Op: "load lead forms", Endpoint: "lead-forms"}, c.address(nil, "lead-forms")}
	return ask(ctx, c, q, items(func(o *object) partner.LeadForm {
		return partner.LeadForm{
			ProgramID: o.id("program_id"),
			Program:   o.text("program"),
			Title:     o.text("title"),
			Intro:     o.note("intro"),
			Fields:    each(o, "fields", formField),
		}
	}))
}

// formField is one question of a form somebody else has made.
func formField(o *object) partner.Field {
	f := partner.Field{
		Name:     o.id("name"),
		Label:    o.text("label"),
		Help:     o.note("help"),
		Kind:     partner.FieldKind(o.text("kind")),
		Required: o.truth("required"),
		MaxLen:   int(o.maybe("max_length").V),
		Min:      o.note("min"),
		Max:      o.note("max"),
		Currency: o.note("currency"),
	}
	if o.has("choices") {
		f.Choices = each(o, "choices", func(o *object) partner.Choice {
			return partner.Choice{Value: o.text("value"), Label: o.text("label")}
		})
	}
	return f
}

func lead(o *object) partner.Lead {
	return partner.Lead{
		ID:        o.id("id"),
		ProgramID: o.text("program_id"),
		Program:   o.text("program"),
		Name:      o.text("name"),
		Status:    partner.LeadStatus(o.text("status")),
		Reason:    o.note("reason"),
		Submitted: o.instant("submitted_at"),
		Updated:   o.instant("updated_at"),
		ActionID:  o.note("action_id"),
		Payout:    o.money("payout"),
		Values:    o.values("values"),
	}
}

// Leads are the leads handed in, newest first.
//
// Source: GET /leads.
func (c *Client) Leads(ctx context.Context) ([]partner.Lead, error) {
	q := question{origin.Act{Op: "load leads", Endpoint: "leads"}, c.address(nil, "leads")}
	return ask(ctx, c, q, items(lead))
}

// SubmitLead hands in a lead; see do for what is true after an error. A refusal
// of kind Invalid has every field that cannot be taken in Fields; code
// duplicate_lead is a Conflict.
//
// Source: POST /leads.
func (c *Client) SubmitLead(ctx context.Context, in partner.LeadInput) (partner.Lead, error) {
	d := deed{
		Act: origin.Act{Op: "submit lead", Endpoint: "leads"}, address: c.address(nil, "leads"), key: in.Key,
		body: struct {
			ProgramID string            `json:"program_id"`
			Values    map[string]string `json:"values"`
		}{in.ProgramID, filled(in.Values)},
	}
	return do(ctx, c, d, lead)
}

// filled is what was typed without the empty fields, never nil.
func filled(values map[string]string) map[string]string {
	all := map[string]string{}
	for name, v := range values {
		if v != "" {
			all[name] = v
		}
	}
	return all
}
