package companion

import (
	"context"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// Brands are the brands that approve this account at once, those joined before
// included. Their terms have an id and a name but no text: see BrandTerms.
//
// Source: GET /brands.
func (c *Client) Brands(ctx context.Context) (partner.BrandList, error) {
	q := question{origin.Act{Op: "load brands", Endpoint: "brands"}, c.address(nil, "brands")}
	return ask(ctx, c, q, func(o *object) partner.BrandList {
		return partner.BrandList{
			Reach:       partner.Reach{Companion: true},
			Marketplace: o.truth("marketplace"),
			Brands:      each(o, "items", brand),
		}
	})
}

func brand(o *object) partner.InstantBrand {
	v := partner.InstantBrand{
		ID:       o.id("id"),
		Name:     o.text("name"),
		Brand:    o.text("brand"),
		Category: o.note("category"),
		Payout:   o.note("payout"),
		EPC:      o.money("epc"),
		Answers:  o.note("answers"),
		Regions:  o.texts("regions"),
		Summary:  o.note("summary"),
		Terms:    partner.CampaignTerms{ID: o.id("terms_id"), Name: o.note("terms_name")},
		Locking:  o.note("locking"),
		Paying:   o.note("paying"),
		Survey:   each(o, "survey", formField),
		State:    o.text("state"),
	}
	if accepts := o.maybe("accepts"); accepts.OK {
		v.Accepts = partner.Some(int(accepts.V))
	}
	return v
}

// BrandTerms are the contract terms of a brand as they are today.
//
// Source: GET /brands/{brand_id}/terms.
func (c *Client) BrandTerms(ctx context.Context, id string) (partner.CampaignTerms, error) {
	q := question{origin.Act{Op: "load terms", Endpoint: "brands"}, c.address(nil, "brands", id, "terms")}
	if err := checkID(q.Act, "brand_id", id); err != nil {
		return partner.CampaignTerms{}, err
	}
	return ask(ctx, c, q, terms)
}

// joinWire is one brand to be joined.
type joinWire struct {
	ID      string            `json:"id"`
	TermsID string            `json:"terms_id"`
	Answers map[string]string `json:"answers,omitempty"`
}

// Join joins up to MaxJoin brands and tells what became of each, in the order
// of the request: one that cannot be joined does not keep the others from it.
// See do for what is true after an error, which is about all of them. Kinds:
// Invalid for none or too many, before anything is sent.
//
// Source: POST /brands/join.
func (c *Client) Join(ctx context.Context, in partner.JoinRequest) ([]partner.JoinResult, error) {
	act := origin.Act{Op: "join brands", Endpoint: "brands"}
	if n := len(in.Brands); n == 0 || n > partner.MaxJoin {
		e := act.Fail(partner.Invalid, "choose 1 to 10 brands")
		e.Field = "brands"
		return nil, e
	}
	var brands []joinWire
	for _, b := range in.Brands {
		brands = append(brands, joinWire{ID: b.ID, TermsID: b.TermsID, Answers: filled(b.Answers)})
	}
	d := deed{Act: act, address: c.address(nil, "brands", "join"), key: in.Key, body: map[string][]joinWire{"brands": brands}}
	return do(ctx, c, d, items(func(o *object) partner.JoinResult { return c.joined(act, o) }))
}

func (c *Client) joined(act origin.Act, o *object) partner.JoinResult {
	v := partner.JoinResult{ID: o.id("id"), Joined: o.truth("joined"), ContractID: o.note("contract_id")}
	if v.Joined {
		return v
	}
	p := problemWire{Code: o.text("code"), Field: o.note("field"), Message: o.text("message")}
	if o.has("errors") {
		p.Errors = each(o, "errors", func(o *object) fieldProblem {
			return fieldProblem{Field: o.text("field"), Code: o.text("code"), Message: o.text("message")}
		})
	}
	act.Op = "join brand"
	v.Err = c.refusal(act, p)
	return v
}
