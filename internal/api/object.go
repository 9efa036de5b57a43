package api

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// object asks for a single object and converts it. W is its form on the wire.
func object[W, T any](ctx context.Context, c *Client, r request, convert func(*row, W) T) (T, error) {
	var v T
	err := c.fetch(ctx, r, func(in *bufio.Reader) error {
		var raw json.RawMessage
		if err := json.NewDecoder(in).Decode(&raw); err != nil {
			return err
		}
		var w W
		if err := decodeObject(r, raw, &w); err != nil {
			return err
		}
		at := &row{op: r.op, endpoint: r.endpoint, zone: c.zone}
		v = convert(at, w)
		if at.err != nil {
			return at.err
		}
		return nil
	})
	if err != nil {
		var none T
		return none, err
	}
	return v, nil
}

// decodeObject decodes unless the object is an error body.
func decodeObject(r request, raw json.RawMessage, w any) error {
	var keys map[string]json.RawMessage
	if json.Unmarshal(raw, &keys) != nil {
		return r.failure(partner.Malformed, "one object is expected, a list came")
	}
	if f := readFault(lowerKeys(keys)); f.failed() {
		return r.faulty(f)
	}
	return json.Unmarshal(raw, w)
}

// faulty is the error for a body that says ERROR under a status of success.
func (r request) faulty(f fault) *partner.Error {
	kind := partner.Invalid
	if f.code != 0 {
		kind = origin.KindOf(f.code)
	} else if f.word == "FORBIDDEN" {
		kind = origin.KindOf(http.StatusForbidden)
	}
	detail := f.detail()
	if detail == "" {
		detail = "the service reports an error without saying which"
	}
	e := r.failure(kind, detail)
	e.Field = f.field()
	e.Fields = f.complaints(func(s string) string { return s }) // Consume takes the credentials out
	return e
}
