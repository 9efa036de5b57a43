package companion

import (
	"context"
	"time"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// Todos is what the service wants the account's holder to decide; dismissed
// to-dos are among them, with the instant at which they come back.
//
// Source: GET /todos.
func (c *Client) Todos(ctx context.Context) ([]partner.Todo, error) {
	q := question{origin.Act{Op: "load to-dos", Endpoint: "todos"}, c.address(nil, "todos")}
	return ask(ctx, c, q, items(todo))
}

func todo(o *object) partner.Todo {
	v := partner.Todo{
		Server:  o.id("id"),
		Kind:    partner.TodoKind(o.id("kind")),
		Object:  o.text("object"),
		Count:   int(max(o.count("count"), 1)),
		Text:    o.text("text"),
		Detail:  o.note("detail"),
		Act:     o.note("act"),
		Brand:   o.note("brand"),
		Program: o.note("program_id"),
		Since:   o.instant("since"),
		Due:     o.moment("due"),
		Amount:  o.money("amount"),
		Web:     o.note("url"),
		State:   o.note("state"),
		Decide:  o.truth("can_decide"),
		Wake:    o.moment("snoozed_until"),
	}
	if !origin.IsWeb(v.Web) {
		v.Web = "" // the web application: a to-do is worth more than its link
	}
	return v
}

// DismissTodo hides a to-do until an instant and returns it as it is then; see
// do for what is true after an error. Code out_of_range: the instant is past or
// more than 366 days ahead.
//
// Source: POST /todos/{todo_id}/dismiss.
func (c *Client) DismissTodo(ctx context.Context, id string, until time.Time, key string) (partner.Todo, error) {
	body := map[string]string{"until": until.UTC().Format(time.RFC3339)}
	return c.changeTodo(ctx, "dismiss to-do", id, "dismiss", key, body)
}

// WakeTodo brings a dismissed to-do back and returns it; one that is not
// dismissed stays as it is. See do for what is true after an error.
//
// Source: POST /todos/{todo_id}/wake.
func (c *Client) WakeTodo(ctx context.Context, id, key string) (partner.Todo, error) {
	return c.changeTodo(ctx, "bring to-do back", id, "wake", key, nil)
}

func (c *Client) changeTodo(ctx context.Context, op, id, verb, key string, body any) (partner.Todo, error) {
	d := deed{Act: origin.Act{Op: op, Endpoint: "todos"}, address: c.address(nil, "todos", id, verb), key: key, body: body}
	if err := checkID(d.Act, "todo_id", id); err != nil {
		return partner.Todo{}, err
	}
	return do(ctx, c, d, todo)
}

// DecideContract accepts or declines the contract of an invitation or a
// proposal, which is the to-do's object. See do for what is true after an
// error. Codes of refusals: wrong_state, too_long.
//
// Source: POST /contracts/{contract_id}/decision.
func (c *Client) DecideContract(ctx context.Context, in partner.Decision) (partner.ContractResult, error) {
	d := deed{
		Act: origin.Act{Op: decisionOp(in.Accept, string(in.Todo.Kind)), Endpoint: "contracts"},
		key: in.Key, address: c.address(nil, "contracts", in.Todo.Object, "decision"),
		body: decisionWire{Accept: in.Accept, Reason: in.Reason},
	}
	if err := checkID(d.Act, "contract_id", in.Todo.Object); err != nil {
		return partner.ContractResult{}, err
	}
	return do(ctx, c, d, func(o *object) partner.ContractResult {
		return partner.ContractResult{
			ContractID: o.id("contract_id"),
			ProgramID:  o.text("program_id"),
			Program:    o.text("program"),
			Status:     partner.ContractStatus(o.text("status")),
			Message:    o.text("message"),
		}
	})
}

// decisionWire is the body of a decision.
type decisionWire struct {
	Accept  bool   `json:"accept"`
	TermsID string `json:"terms_id,omitempty"` // of campaigns only
	Reason  string `json:"reason,omitempty"`
}

func decisionOp(accept bool, what string) string {
	if what == "" {
		what = "contract"
	}
	if accept {
		return origin.Tidy("accept " + what)
	}
	return origin.Tidy("decline " + what)
}
