package companion

import (
	"context"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// Properties is how the sign-ins at social platforms are doing, by property id.
//
// Source: GET /properties.
func (c *Client) Properties(ctx context.Context) (map[string]partner.PropertyExtra, error) {
	q := question{origin.Act{Op: "load connections", Endpoint: "properties"}, c.address(nil, "properties")}
	return ask(ctx, c, q, func(o *object) map[string]partner.PropertyExtra {
		all := map[string]partner.PropertyExtra{}
		for _, e := range o.list("items") {
			v := partner.PropertyExtra{
				PropertyID: e.id("property_id"),
				Health:     partner.ConnectionHealth(e.text("health")),
				Expires:    e.moment("expires_at"),
				Followers:  e.maybe("followers"),
			}
			all[v.PropertyID] = v
		}
		return all
	})
}

// Connect begins to sign in at a social platform, again for a property or, with
// an empty id, for a new profile. The page it returns is to be opened once; its
// address carries a one-time code. See do for what is true after an error.
// Codes of refusals: unknown_platform, unknown, wrong_platform.
//
// Source: POST /properties/connect.
func (c *Client) Connect(ctx context.Context, platform, propertyID, key string) (partner.Connection, error) {
	d := deed{
		Act: origin.Act{Op: "connect " + platform, Endpoint: "properties"}, address: c.address(nil, "properties", "connect"), key: key,
		body: struct {
			Platform   string `json:"platform"`
			PropertyID string `json:"property_id,omitempty"`
		}{platform, propertyID},
	}
	d.Op = origin.Tidy(d.Op)
	return do(ctx, c, d, func(o *object) partner.Connection {
		v := partner.Connection{Platform: o.text("platform"), URL: o.id("url"), Expires: o.moment("expires_at")}
		if !origin.IsWeb(v.URL) {
			o.fail("url", "it is not the address of a web page")
		}
		return v
	})
}
