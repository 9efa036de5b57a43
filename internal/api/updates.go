package api

import (
	"context"
	"iter"

	"impactdash/internal/partner"
)

// updateWire is an element of GET …/ActionUpdates.
type updateWire struct {
	ID          text `json:"Id"`
	ActionID    text `json:"ActionId"`
	CampaignID  text `json:"CampaignId"`
	State       text `json:"State"`
	Detail      text `json:"StateDetail"`
	Explanation text `json:"StateDetailDescription"`
	DeltaPayout text `json:"DeltaPayout"`
	DeltaAmount text `json:"DeltaAmount"`
	Currency    text `json:"Currency"`
	UpdateDate  text `json:"UpdateDate"`
	ActionDate  text `json:"ActionDate"`
	LockingDate text `json:"LockingDate"`
	Clearing    text `json:"ClearingDate"`
	PaystubID   text `json:"PaystubId"`
	ContractID  text `json:"ContractId"`
}

func updates() resource[updateWire, partner.ActionUpdate] {
	return resource[updateWire, partner.ActionUpdate]{
		op: "load action updates", endpoint: "ActionUpdates", key: "ActionUpdates",
		group:   partner.GroupGeneral, // the detail group names Actions and Clicks only
		convert: updateOf,
		id:      func(u partner.ActionUpdate) string { return u.ID },
	}
}

func updateOf(at *row, w updateWire) partner.ActionUpdate {
	return partner.ActionUpdate{
		ID:          at.identity("Id", w.ID),
		ActionID:    at.text("ActionId", w.ActionID),
		ProgramID:   at.text("CampaignId", w.CampaignID),
		State:       partner.ActionState(at.text("State", w.State)),
		Detail:      at.text("StateDetail", w.Detail),
		Explanation: at.text("StateDetailDescription", w.Explanation),
		DeltaPayout: at.money("DeltaPayout", w.DeltaPayout, w.Currency).V,
		DeltaAmount: at.money("DeltaAmount", w.DeltaAmount, w.Currency).V,
		At:          at.when("UpdateDate", w.UpdateDate),
		ActionAt:    at.instant("ActionDate", w.ActionDate),
		Locks:       at.instant("LockingDate", w.LockingDate),
		Clears:      at.instant("ClearingDate", w.Clearing),
		PaystubID:   at.text("PaystubId", w.PaystubID),
		ContractID:  at.text("ContractId", w.ContractID),
	}
}

// ListActionUpdates yields the changes of actions whose date lies in
// [q.From, q.To), under the rules of ListActions. A delta that is not stated
// is money without a currency.
//
// Source: GET …/ActionUpdates.
func (c *Client) ListActionUpdates(ctx context.Context, q ActionQuery) iter.Seq2[partner.ActionUpdate, error] {
	res := updates()
	if err := q.check(res.op, c.options.Now()); err != nil {
		return failed[partner.ActionUpdate](err)
	}
	keep := func(u partner.ActionUpdate) bool {
		switch q.By {
		case ByEvent:
			return q.covers(u.ActionAt)
		case ByLocking:
			return q.covers(u.Locks)
		}
		return q.covers(u.At)
	}
	return walkActions(ctx, c, res, q, keep)
}

// GetActionUpdate is one change of an action.
//
// Source: GET …/ActionUpdates/{Id}.
func (c *Client) GetActionUpdate(ctx context.Context, id string) (partner.ActionUpdate, error) {
	return get(ctx, c, updates(), "load action update", id)
}
