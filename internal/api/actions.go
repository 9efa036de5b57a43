package api

import (
	"context"
	"iter"

	"impactdash/internal/partner"
)

// actionWire is an element of GET …/Actions.
type actionWire struct {
	ID             text `json:"Id"`
	CampaignID     text `json:"CampaignId"`
	CampaignName   text `json:"CampaignName"`
	TrackerName    text `json:"ActionTrackerName"`
	State          text `json:"State"`
	Payout         text `json:"Payout"`
	IntendedPayout text `json:"IntendedPayout"`
	Amount         text `json:"Amount"`
	Currency       text `json:"Currency"`
	EventDate      text `json:"EventDate"`
	CreationDate   text `json:"CreationDate"`
	LockingDate    text `json:"LockingDate"`
	ClearedDate    text `json:"ClearedDate"` // empty until the money is in the balance
	OrderID        text `json:"Oid"`
	PromoCode      text `json:"PromoCode"`
	SubID1         text `json:"SubId1"`
	SubID2         text `json:"SubId2"`
	SubID3         text `json:"SubId3"`
	SharedID       text `json:"SharedId"`
}

func actions() resource[actionWire, partner.Action] {
	return resource[actionWire, partner.Action]{
		op: "load actions", endpoint: "Actions", key: "Actions", group: partner.GroupDetail,
		convert: actionOf,
		id:      func(a partner.Action) string { return a.ID },
	}
}

func actionOf(at *row, w actionWire) partner.Action {
	a := partner.Action{
		ID:        at.identity("Id", w.ID),
		ProgramID: at.text("CampaignId", w.CampaignID),
		Program:   at.text("CampaignName", w.CampaignName),
		Event:     at.text("ActionTrackerName", w.TrackerName),
		State:     partner.ActionState(at.text("State", w.State)),
		Amount:    at.money("Amount", w.Amount, w.Currency).V,
		At:        at.when("EventDate", w.EventDate),
		Created:   at.instant("CreationDate", w.CreationDate),
		Locks:     at.instant("LockingDate", w.LockingDate),
		Cleared:   at.instant("ClearedDate", w.ClearedDate),
		OrderID:   at.text("Oid", w.OrderID),
		PromoCode: at.text("PromoCode", w.PromoCode),
		SharedID:  at.text("SharedId", w.SharedID),
		SubIDs: [3]string{
			at.text("SubId1", w.SubID1), at.text("SubId2", w.SubID2), at.text("SubId3", w.SubID3),
		},
	}
	a.Payout, a.Intended = payout(at, w, a.State)
	return a
}

// payout is what the action earns. While it is being worked out the service
// leaves Payout empty and IntendedPayout stands in; with neither, a zero would
// pass for a sum nobody stated. A reversed action earns nothing and may state
// nothing.
func payout(at *row, w actionWire, state partner.ActionState) (m partner.Money, intended bool) {
	if p := at.money("Payout", w.Payout, w.Currency); p.OK {
		return p.V, false
	}
	p := at.money("IntendedPayout", w.IntendedPayout, w.Currency)
	if !p.OK && state != partner.ActionReversed {
		at.fail("Payout", "neither Payout nor IntendedPayout is stated")
	}
	return p.V, p.OK
}

// ListActions yields the actions whose date lies in [q.From, q.To), whatever
// the length of that period: it is asked for in windows of 44 days, oldest
// first, and within a window in the service's order. Each id comes once.
// Pages are fetched as they are consumed; from the second window on a few are
// asked for ahead of time. It ends at the first error.
//
// Source: GET …/Actions. Kinds: Invalid for a period that cannot be asked for.
func (c *Client) ListActions(ctx context.Context, q ActionQuery) iter.Seq2[partner.Action, error] {
	res := actions()
	if err := q.check(res.op, c.options.Now()); err != nil {
		return failed[partner.Action](err)
	}
	keep := func(a partner.Action) bool {
		switch q.By {
		case ByEvent:
			return q.covers(a.At)
		case ByLocking:
			return q.covers(a.Locks)
		}
		return true // an action does not say when it was updated
	}
	return walkActions(ctx, c, res, q, keep)
}

// GetAction is one action.
//
// Source: GET …/Actions/{Id}.
func (c *Client) GetAction(ctx context.Context, id string) (partner.Action, error) {
	return get(ctx, c, actions(), "load action", id)
}
