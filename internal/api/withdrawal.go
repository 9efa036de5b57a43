package api

import (
	"context"

	"impactdash/internal/partner"
)

// withdrawalWire is the part of GET …/WithdrawalSettings without bank details;
// those are not even decoded.
type withdrawalWire struct {
	Method    text `json:"PaymentMethod"`
	Schedule  text `json:"PaymentSchedulingType"`
	Threshold text `json:"PaymentThreshold"`
	Day       text `json:"PaymentDay"` // "0": not used
}

// WithdrawalSettings is how money leaves the account. The resource states no
// currency, so the account's is passed in; it is needed as soon as there is a
// threshold. Kinds: NotFound when nothing is configured.
//
// Source: GET …/WithdrawalSettings.
func (c *Client) WithdrawalSettings(ctx context.Context, currency string) (partner.WithdrawalSettings, error) {
	const op, name = "load withdrawal settings", "WithdrawalSettings"
	if err := checkCurrency(op, currency); err != nil {
		return partner.WithdrawalSettings{}, err
	}
	r := request{op: op, endpoint: name, group: partner.GroupGeneral, url: c.address(nil, name)}
	return object(ctx, c, r, func(at *row, w withdrawalWire) partner.WithdrawalSettings {
		return partner.WithdrawalSettings{
			Method:    at.text("PaymentMethod", w.Method),
			Schedule:  at.text("PaymentSchedulingType", w.Schedule),
			Threshold: at.money("PaymentThreshold", w.Threshold, text{s: currency}),
			Day:       int(at.count("PaymentDay", w.Day).V),
		}
	})
}

// checkCurrency refuses a missing account currency before anything is sent.
func checkCurrency(op, currency string) error {
	if !isCurrency(currency) {
		return &partner.Error{Op: op, Kind: partner.Invalid, Field: "currency", Detail: "the account's currency is needed, such as USD"}
	}
	return nil
}
