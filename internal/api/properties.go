package api

import (
	"bytes"
	"context"
	"iter"
	"mime/multipart"
	"net/http"
	"strings"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

const propertiesPath = "MediaProperties"

// propertyWire is an element of GET …/MediaProperties.
type propertyWire struct {
	ID             text       `json:"Id"`
	Name           text       `json:"Name"`
	Type           text       `json:"Type"`
	URL            text       `json:"Url"`
	Description    text       `json:"Description"`
	SocialPlatform text       `json:"SocialPlatform"`
	MobilePlatform text       `json:"MobilePlatform"`
	Handle         text       `json:"Handle"`
	Followers      text       `json:"Followers"` // size class
	Installs       text       `json:"Installs"`  // size class
	Tags           text       `json:"Tags"`
	RevenueModel   many[text] `json:"RevenueModel"`
	Visitors       text       `json:"MonthlyUniqueVisitors"`
	Verified       text       `json:"OwnershipVerified"`
}

func properties() resource[propertyWire, partner.Property] {
	return resource[propertyWire, partner.Property]{
		op: "load properties", endpoint: propertiesPath, key: propertiesPath, group: partner.GroupGeneral,
		convert: propertyOf,
		id:      func(v partner.Property) string { return v.ID },
	}
}

func propertyOf(at *row, w propertyWire) partner.Property {
	v := partner.Property{
		ID:          at.identity("Id", w.ID),
		Name:        at.text("Name", w.Name),
		Type:        partner.PropertyType(at.text("Type", w.Type)),
		URL:         at.text("Url", w.URL),
		Description: at.text("Description", w.Description),
		Platform:    at.text("SocialPlatform", w.SocialPlatform),
		Handle:      at.text("Handle", w.Handle),
		Followers:   at.text("Followers", w.Followers),
		Installs:    at.text("Installs", w.Installs),
		Tags:        at.text("Tags", w.Tags),
		Revenue:     at.texts("RevenueModel", w.RevenueModel),
		Visitors:    at.text("MonthlyUniqueVisitors", w.Visitors),
		Verified:    at.truth("OwnershipVerified", w.Verified),
	}
	if mobile := at.text("MobilePlatform", w.MobilePlatform); v.Platform == "" {
		v.Platform = mobile
	}
	return v
}

// ListProperties yields the account's sites, apps and social profiles, in the
// service's order, page by page as they are consumed. It ends at the first
// error.
//
// Source: GET …/MediaProperties.
func (c *Client) ListProperties(ctx context.Context) iter.Seq2[partner.Property, error] {
	res := properties()
	return list(ctx, c, res, c.address(nil, res.endpoint), nil)
}

// GetProperty is one property.
//
// Source: GET …/MediaProperties/{Id}.
func (c *Client) GetProperty(ctx context.Context, id string) (partner.Property, error) {
	return get(ctx, c, properties(), "load property", id)
}

// CreateProperty adds a property and returns its id, empty when the service
// does not name it. It is sent once; see write for what is true after an
// error. Kinds: Invalid for a missing name, type or address, before anything
// is sent.
//
// Source: POST …/MediaProperties.
func (c *Client) CreateProperty(ctx context.Context, in partner.PropertyInput) (id string, err error) {
	const op = "add property"
	if err := checkProperty(op, in); err != nil {
		return "", err
	}
	w, err := c.propertyWriting(op, http.MethodPost, in, propertiesPath)
	if err != nil {
		return "", err
	}
	address, err := c.acknowledged(ctx, w)
	return lastPart(address, propertiesPath), err
}

// UpdateProperty changes the fields of in that are not empty; the type of a
// property cannot be changed. A revenue that is not nil replaces the whole
// set. It is sent once; see write for what is true after an error.
//
// Source: PUT …/MediaProperties/{Id}.
func (c *Client) UpdateProperty(ctx context.Context, in partner.PropertyInput) error {
	const op = "change property"
	if err := checkID(op, "Id", in.ID); err != nil {
		return err
	}
	if in.URL != "" {
		if err := checkWeb(op, "Url", in.URL); err != nil {
			return err
		}
	}
	w, err := c.propertyWriting(op, http.MethodPut, in, propertiesPath, in.ID)
	if err != nil {
		return err
	}
	_, err = c.acknowledged(ctx, w)
	return err
}

// DeleteProperty removes a property. It is sent once; see write for what is
// true after an error.
//
// Source: DELETE …/MediaProperties/{Id}.
func (c *Client) DeleteProperty(ctx context.Context, id string) error {
	const op = "remove property"
	if err := checkID(op, "Id", id); err != nil {
		return err
	}
	_, err := c.acknowledged(ctx, writing{
		request: request{op: op, endpoint: propertiesPath, group: partner.GroupGeneral, url: c.address(nil, propertiesPath, id)},
		method:  http.MethodDelete,
	})
	return err
}

func (c *Client) propertyWriting(op, method string, in partner.PropertyInput, segments ...string) (writing, error) {
	w := writing{
		request: request{op: op, endpoint: propertiesPath, group: partner.GroupGeneral, url: c.address(nil, segments...)},
		method:  method,
	}
	var err error
	if w.content, w.body, err = multipartForm(propertyFields(in)); err != nil {
		return w, w.failure(partner.Internal, "the form cannot be made")
	}
	return w, nil
}

// field is one part of a form; a name may come several times.
type field struct{ name, value string }

// propertyFields are the parts of a property's form, without the empty ones.
func propertyFields(in partner.PropertyInput) []field {
	platform := "SocialPlatform"
	if in.Type == partner.PropertyMobile || in.Platform == "IOS" || in.Platform == "ANDROID" {
		platform = "MobilePlatform"
	}
	kind := string(in.Type)
	if in.ID != "" {
		kind = "" // only creation has it
	}
	var all []field
	for _, f := range []field{
		{"Name", in.Name},
		{"Type", kind},
		{"Url", in.URL},
		{"Description", in.Description},
		{platform, in.Platform},
		{"Handle", in.Handle},
		{"Followers", in.Followers},
		{"Installs", in.Installs},
		{"Tags", in.Tags},
	} {
		if f.value != "" {
			all = append(all, f)
		}
	}
	for _, model := range in.Revenue {
		all = append(all, field{"RevenueModel", model})
	}
	if in.Revenue != nil && len(in.Revenue) == 0 {
		all = append(all, field{"RevenueModel", ""}) // the set is replaced by none
	}
	return all
}

// multipartForm is the form of media properties; all others are url-encoded.
func multipartForm(fields []field) (content string, body []byte, err error) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, f := range fields {
		if err := form.WriteField(f.name, f.value); err != nil {
			return "", nil, err
		}
	}
	if err := form.Close(); err != nil {
		return "", nil, err
	}
	return form.FormDataContentType(), b.Bytes(), nil
}

func checkProperty(op string, in partner.PropertyInput) error {
	missing := func(field, detail string) error {
		return &partner.Error{Op: op, Kind: partner.Invalid, Field: field, Detail: detail}
	}
	switch {
	case in.ID != "":
		return missing("Id", "a property to be added has no id yet")
	case strings.TrimSpace(in.Name) == "":
		return missing("Name", "the name is missing")
	case in.Type == "":
		return missing("Type", "the type is missing")
	}
	return checkWeb(op, "Url", in.URL)
}

// checkWeb refuses what is no absolute address of a web page.
func checkWeb(op, field, address string) error {
	if origin.IsWeb(address) {
		return nil
	}
	return &partner.Error{Op: op, Kind: partner.Invalid, Field: field, Detail: "the address must begin with https:// or http:// and name a host"}
}
