package sandbox

import (
	"slices"
	"time"
)

// contracts tells what happened to the contracts of a program.
func (t *truth) contracts(p *program) {
	for i := range p.contracts {
		c := &p.contracts[i]
		if c.created == neverHappens {
			continue
		}
		h := Happening{ThingID: c.key()}
		tell := func(at uint32, kind, from, to, other string) {
			h.Kind, h.From, h.To, h.Other = kind, from, to, other
			t.tell(at, p, h)
		}
		begun := max(c.start, c.signed)
		if c.signed == 0 || begun != c.created {
			tell(c.created, "contract_new", "", c.status(c.created), "")
		}
		if c.ending > c.created {
			tell(c.ending, "contract_changed", t.instant(c.before), t.instant(c.end), "")
		}
		if c.declined != 0 {
			tell(c.declined, "contract_ended", c.status(c.declined-1), contractDeclined, "")
			continue
		}
		if c.signed != 0 && (c.end == 0 || begun < c.end) {
			tell(begun, "contract_started", "", contractActive, "")
		}
		if c.end == 0 {
			continue
		}
		if next := p.successor(i); next != nil {
			tell(c.end, "contract_replaced", c.payoutWords(p), next.payoutWords(p), next.key())
		} else {
			tell(c.end, "contract_ended", c.status(c.end-1), contractExpired, "")
		}
	}
}

// successor is the contract in force when contract i has ended, nil without one.
func (p *program) successor(i int) *contract {
	end := p.contracts[i].end
	n := slices.IndexFunc(p.contracts, func(c contract) bool { return c.status(end) == contractActive })
	if n < 0 {
		return nil
	}
	return &p.contracts[n]
}

// payoutWords is what a contract pays: a rate, or an amount for each lead.
func (c *contract) payoutWords(p *program) string {
	if c.flat != 0 {
		return formatCents(c.flat) + " " + p.currency.String()
	}
	return percentText(c.rate) + "%"
}

// instant is an instant as text; 0 is none.
func (t *truth) instant(at uint32) string {
	if at == 0 {
		return ""
	}
	return time.Unix(int64(at), 0).In(t.loc).Format(time.RFC3339)
}

// task tells what happened to a task: what was planned and what the partner did.
func (t *truth) task(k *task) {
	p := &t.programs[k.program]
	h := Happening{ThingID: k.key()}
	tell := func(at uint32, kind, from, to, other string) {
		h.Kind, h.From, h.To, h.Other = kind, from, to, other
		t.tell(at, p, h)
	}
	if !k.archived {
		tell(k.created, "task_assigned", "", k.assignee.name, k.state)
	}
	before, late := progress{archived: true}, false
	steps := append([]progress{k.progress}, k.later...)
	steps[0].updated = k.created
	for i, is := range steps {
		switch at := is.updated; {
		case is.archived && !before.archived:
			tell(at, "task_gone", before.state, "", "")
		case is.archived || before.archived:
		default:
			if is.assignee != before.assignee {
				tell(at, "task_assigned", before.assignee.name, is.assignee.name, is.state)
			}
			if is.state != before.state {
				tell(at, "task_moved", before.state, is.state, "")
			}
		}
		until := neverHappens
		if i+1 < len(steps) {
			until = steps[i+1].updated
		}
		overdue := k.due != 0 && is.wanting() && k.due < until
		if overdue && !late {
			tell(max(k.due, is.updated), "task_overdue", is.state, is.state, "")
		}
		before, late = is, overdue
	}
}

// wanting says whether something is still to be done.
func (p *progress) wanting() bool {
	return !p.archived && (p.state == taskNew || p.state == taskInProgress || p.state == taskBlocked)
}

// inquiry tells what happened to an inquiry.
func (t *truth) inquiry(q *inquiry) {
	p := &t.programs[q.program]
	h := Happening{Kind: "inquiry_new", ThingID: q.key(), To: q.status}
	t.tell(q.created, p, h)
	h.Kind = "inquiry_moved"
	for _, next := range q.later {
		h.From, h.To, h.Reason = h.To, next.status, next.reply
		if next.status == inquiryIncomplete {
			h.Reason = next.said[len(next.said)-1].text
		}
		if h.From != h.To {
			t.tell(next.at, p, h)
		}
	}
}
