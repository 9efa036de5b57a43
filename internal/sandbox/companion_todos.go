package sandbox

import (
	"slices"
	"time"
)

// longestSnooze is how far ahead a to-do can be dismissed to, in days.
const longestSnooze = 366

// todo is something the service wants the account's holder to decide.
type todo struct {
	id, kind, object  string
	count             int
	text, detail, act string
	program           int
	since, due        uint32 // due 0 = open
	cents             int64  // 0 = no amount
	url, state        string
	decide            bool
}

// todoBody is a to-do on the wire.
type todoBody struct {
	ID           string     `json:"id"`
	Kind         string     `json:"kind"`
	Object       string     `json:"object"`
	Count        int        `json:"count"`
	Text         string     `json:"text"`
	Detail       string     `json:"detail"`
	Act          string     `json:"act"`
	Brand        string     `json:"brand"`
	ProgramID    string     `json:"program_id"`
	Since        string     `json:"since"`
	Due          *string    `json:"due"`
	Amount       *moneyBody `json:"amount"`
	URL          string     `json:"url"`
	State        string     `json:"state"`
	CanDecide    bool       `json:"can_decide"`
	SnoozedUntil *string    `json:"snoozed_until"`
}

// The ids of to-dos that something is told about.
const (
	todoOffer    = "TD-7101"
	todoCampaign = "TD-7102"
	todoReturn   = "TD-7103"
	todoMessages = "TD-7104"
	todoAudience = "TD-7105"
)

// todos are the to-dos that are not done. An empty account has none.
func (st *companionState) todos(c *call) []todo {
	if c.d.profile == profileEmpty {
		return nil
	}
	at := func(day, hour int) uint32 { return c.d.start(c.d.today+day) + uint32(hour)*3600 }
	list := []todo{}
	if p := &c.d.programs[firstInvited]; p.contracts[0].status(c.now) == contractPending {
		list = append(list, todo{
			id: todoOffer, kind: "invitation", object: p.contracts[0].key(), count: 1, program: firstInvited,
			text: p.company + " invites you to " + p.name, detail: "They offer " + p.payoutWords() + ".", act: "review",
			since: p.contracts[0].created, due: p.contracts[0].start, state: contractPending, decide: true,
		})
	}
	if c.d.profile == profileNew {
		return list
	}
	for i := range st.campaigns {
		if k := &st.campaigns[i]; k.status == campaignInvited && k.program < firstOffer {
			list = append(list, todo{
				id: todoCampaign, kind: "campaign", object: k.id, count: 1, program: k.program,
				text: c.d.programs[k.program].name + " invites you to " + k.name, detail: "Answer before the places are gone.", act: "review",
				since: at(-2, 9), due: c.d.start(k.applyBy), cents: k.fee, state: k.status,
			})
		}
	}
	return append(list,
		todo{
			id: todoReturn, kind: "other", object: "AR-30418", count: 1, program: brandStuck, act: "review",
			text: "Vantholm Audio asks for a return", detail: "A customer sent a speaker back after the action was locked.",
			since: at(-4, 11), due: at(6, 0), cents: 4_200, state: "REQUESTED", url: "https://app.impact.com",
		},
		todo{
			id: todoMessages, kind: "other", object: "inbox-5", count: 2, program: 5, act: "answer",
			text: "2 messages from Saltbark Skincare", since: at(-1, 16), state: "2 unread", url: "https://app.impact.com",
		},
		todo{
			id: todoAudience, kind: "other", object: "audience", count: 1, program: -1, act: "confirm",
			text: "Confirm your audience figures", detail: "Brands see the figures of last year until you do.",
			since: at(-12, 8), due: at(18, 0), state: "DUE",
		},
	)
}

// newSnoozes are the to-dos that were dismissed before.
func newSnoozes(d *data) map[string]uint32 {
	return map[string]uint32{todoAudience: d.start(d.today+3) + 8*3600}
}

func (c *call) todo(st *companionState, t *todo) todoBody {
	v := todoBody{
		ID: t.id, Kind: t.kind, Object: t.object, Count: t.count, Text: t.text, Detail: t.detail, Act: t.act,
		Since: c.timeText(t.since), Due: c.timeOrNull(t.due), URL: t.url, State: t.state, CanDecide: t.decide,
	}
	if t.program >= 0 {
		p := &c.d.programs[t.program]
		v.Brand, v.ProgramID, v.Amount = p.company, whole(p.id), feeOf(t.cents, p.currency)
	}
	if until := st.snoozed[t.id]; until > c.now {
		v.SnoozedUntil = c.timeOrNull(until)
	}
	return v
}

// listTodos lists what is to be decided.
func listTodos(c *call, st *companionState) (companionList[todoBody], *problem) {
	var list []todoBody
	for _, t := range st.todos(c) {
		list = append(list, c.todo(st, &t))
	}
	return listOf(list), nil
}

// findTodo is the to-do that the path names.
func (c *call) findTodo(st *companionState) (*todo, *problem) {
	list := st.todos(c)
	n := slices.IndexFunc(list, func(t todo) bool { return t.id == c.params["id"] })
	if n < 0 {
		return nil, unknownObject("to-do")
	}
	return &list[n], nil
}

// snoozeRequest is until when a to-do is hidden.
type snoozeRequest struct {
	Until string `json:"until"`
}

// dismissTodo hides a to-do until an instant.
func dismissTodo(c *call, st *companionState, b snoozeRequest) (todoBody, *problem) {
	t, bad := c.findTodo(st)
	if bad != nil {
		return todoBody{}, bad
	}
	if b.Until == "" {
		return todoBody{}, wrong("until", "required", "Say until when.")
	}
	until, err := time.Parse(time.RFC3339, b.Until)
	if err != nil {
		return todoBody{}, refuse(400, "invalid", "until", "Not an instant like 2026-05-31T09:00:00+02:00.")
	}
	if now := c.time(c.now); !until.After(now) || until.After(now.AddDate(0, 0, longestSnooze)) {
		return todoBody{}, wrong("until", "out_of_range", "Choose a time within the next year.")
	}
	st.snoozed[t.id] = clampSeconds(until)
	return c.todo(st, t), nil
}

// noBody is the body of a write that needs none.
type noBody struct{}

// wakeTodo brings a to-do back.
func wakeTodo(c *call, st *companionState, _ noBody) (todoBody, *problem) {
	t, bad := c.findTodo(st)
	if bad != nil {
		return todoBody{}, bad
	}
	delete(st.snoozed, t.id)
	return c.todo(st, t), nil
}
