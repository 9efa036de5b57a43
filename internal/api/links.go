package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// linkWire is the answer to POST …/Programs/{ProgramId}/TrackingLinks.
type linkWire struct {
	TrackingURL text `json:"TrackingURL"`
}

// CreateLink makes a tracking link and returns its address. The landing page
// has to be allowed by the program; the service decides. Campaign of the
// request is not part of the Partner API and is not sent. It is sent once; see
// write for what is true after an error. Kinds: Conflict, with the service's
// sentence, when the property is unknown or the account has all the vanity
// links it may have; Forbidden when the token may not make links.
//
// Source: POST …/Programs/{ProgramId}/TrackingLinks; everything is in the
// query, there is no body.
func (c *Client) CreateLink(ctx context.Context, in partner.LinkRequest) (address string, err error) {
	const op, name = "create link", "TrackingLinks"
	if err := checkID(op, "ProgramId", in.ProgramID); err != nil {
		return "", err
	}
	if in.Landing != "" {
		if err := checkWeb(op, "DeepLink", in.Landing); err != nil {
			return "", err
		}
	}
	w := writing{
		request: request{
			op: op, endpoint: name, group: partner.GroupGeneral,
			url: c.address(linkQuery(in), "Programs", in.ProgramID, name),
		},
		method: http.MethodPost,
	}
	err = c.write(ctx, w, func(at *row, raw json.RawMessage) error {
		var answer linkWire
		if err := json.Unmarshal(raw, &answer); err != nil {
			return err
		}
		address = at.identity("TrackingURL", answer.TrackingURL)
		if at.err == nil && !origin.IsWeb(address) {
			at.fail("TrackingURL", "%q is not the address of a link", address)
		}
		if at.err != nil {
			return at.err
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	return address, nil
}

func linkQuery(in partner.LinkRequest) url.Values {
	q := url.Values{
		"Type":                   {"Regular"},
		"DeepLink":               {in.Landing},
		"MediaPartnerPropertyId": {in.PropertyID},
		"subId1":                 {in.SubIDs[0]},
		"subId2":                 {in.SubIDs[1]},
		"subId3":                 {in.SubIDs[2]},
		"sharedId":               {in.SharedID},
	}
	if in.Vanity {
		q.Set("Type", "Vanity")
		q.Set("CustomPath", in.Path)
	}
	return q
}
