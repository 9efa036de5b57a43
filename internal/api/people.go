package api

import (
	"context"
	"iter"
	"slices"
	"strings"

	"impactdash/internal/partner"
)

// taxWire is the part of GET …/TaxDocument that is about the document. The
// resource also names the signer and the signing session; they are not even
// decoded.
type taxWire struct {
	ID         text `json:"Id"`
	Type       text `json:"Type"`
	Status     text `json:"Status"`
	SubmitDate text `json:"SubmitDate"`
	UpdateDate text `json:"UpdateDate"`
}

// LatestTaxDocument is the tax form handed in last. Kinds: NotFound when there
// is none.
//
// Source: GET …/TaxDocument.
func (c *Client) LatestTaxDocument(ctx context.Context) (partner.TaxDocument, error) {
	const op, name = "load tax document", "TaxDocument"
	r := request{op: op, endpoint: name, group: partner.GroupGeneral, url: c.address(nil, name)}
	return object(ctx, c, r, func(at *row, w taxWire) partner.TaxDocument {
		return partner.TaxDocument{
			ID:        at.identity("Id", w.ID),
			Type:      at.text("Type", w.Type),
			Status:    partner.TaxStatus(at.text("Status", w.Status)),
			Submitted: at.instant("SubmitDate", w.SubmitDate),
			Updated:   at.instant("UpdateDate", w.UpdateDate),
		}
	})
}

// userWire is an element of GET …/Users.
type userWire struct {
	ID           text             `json:"Id"`
	FirstName    text             `json:"FirstName"`
	LastName     text             `json:"LastName"`
	Username     text             `json:"Username"`
	State        text             `json:"State"`
	AccessRights many[rightsWire] `json:"AccessRights"`
}

type rightsWire struct {
	Role        text       `json:"Role"`
	Permissions many[text] `json:"Permissions"`
}

func users() resource[userWire, partner.User] {
	return resource[userWire, partner.User]{
		op: "list users", endpoint: "Users", key: "Users", group: partner.GroupGeneral,
		convert: userOf,
		id:      func(v partner.User) string { return v.ID },
	}
}

func userOf(at *row, w userWire) partner.User {
	v := partner.User{
		ID:       at.identity("Id", w.ID),
		Name:     strings.TrimSpace(at.text("FirstName", w.FirstName) + " " + at.text("LastName", w.LastName)),
		Username: at.text("Username", w.Username),
		State:    partner.UserState(at.text("State", w.State)),
	}
	at.shape("AccessRights", w.AccessRights.bad)
	for _, rights := range w.AccessRights.items {
		if role := at.text("AccessRights.Role", rights.Role); role != "" {
			v.Roles = append(v.Roles, role)
		}
		for _, p := range at.texts("AccessRights.Permissions", rights.Permissions) {
			if !slices.Contains(v.Permissions, p) {
				v.Permissions = append(v.Permissions, p)
			}
		}
	}
	return v
}

// ListUsers yields the people of the account, in the service's order, page by
// page as they are consumed. It ends at the first error.
//
// Source: GET …/Users.
func (c *Client) ListUsers(ctx context.Context) iter.Seq2[partner.User, error] {
	res := users()
	return list(ctx, c, res, c.address(nil, res.endpoint), nil)
}
