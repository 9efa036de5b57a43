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
	var all []partner.LeadForm
	q := question{origin.Act{Op: "load lead forms", Endpoint: "lead-forms"}, c.address(nil, "lead-forms")}
	err := c.ask(ctx, q, func(o *object) {
		all = nil
		for _, e := range o.list("items") {
			all = append(all, partner.LeadForm{
				ProgramID: e.id("program_id"),
				Program:   e.text("program"),
				Title:     e.text("title"),
				Intro:     e.note("intro"),
				Fields:    fields(e, "fields"),
			})
		}
	})
	return all, err
}

// fields are the questions of a form somebody else has made.
func fields(o *object, name string) []partner.Field {
	var all []partner.Field
	for _, e := range o.list(name) {
		f := partner.Field{
			Name:     e.id("name"),
			Label:    e.text("label"),
			Help:     e.note("help"),
			Kind:     partner.FieldKind(e.text("kind")),
			Required: e.truth("required"),
			MaxLen:   int(e.maybe("max_length").V),
			Min:      e.note("min"),
			Max:      e.note("max"),
			Currency: e.note("currency"),
		}
		if _, ok := e.members["choices"]; ok {
			for _, choice := range e.list("choices") {
				f.Choices = append(f.Choices, partner.Choice{Value: choice.text("value"), Label: choice.text("label")})
			}
		}
		all = append(all, f)
	}
	return all
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
	var all []partner.Lead
	q := question{origin.Act{Op: "load leads", Endpoint: "leads"}, c.address(nil, "leads")}
	err := c.ask(ctx, q, func(o *object) {
		all = nil
		for _, e := range o.list("items") {
			all = append(all, lead(e))
		}
	})
	return all, err
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
	var v partner.Lead
	err := c.do(ctx, d, func(o *object) { v = lead(o) })
	if err != nil {
		return partner.Lead{}, err
	}
	return v, nil
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
