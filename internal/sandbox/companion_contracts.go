package sandbox

import "net/http"

// decision is the body of the answer to an invitation or a proposal.
type decision struct {
	Accept *bool  `json:"accept"`
	Reason string `json:"reason"`
}

// decided is what became of a contract.
type decided struct {
	ContractID string `json:"contract_id"`
	ProgramID  string `json:"program_id"`
	Program    string `json:"program"`
	Status     string `json:"status"`
	Message    string `json:"message"`
}

// decideContract accepts or declines a contract that waits for the partner.
func decideContract(c *call, st *companionState, b decision) (decided, *problem) {
	n, i, found := c.d.contractNumber(c.params["id"])
	if !found || c.d.programs[n].contracts[i].status(c.now) == "" {
		return decided{}, unknownObject("contract")
	}
	if b.Accept == nil {
		return decided{}, wrong("accept", "required", "Say whether to accept.")
	}
	if bad := unprocessable(tooLong("reason", b.Reason, 1000)); bad != nil {
		return decided{}, bad
	}
	if state := c.d.programs[n].contracts[i].status(c.now); state != contractPending {
		return decided{}, refuse(http.StatusConflict, "wrong_state", "", "This contract waits for no decision: it is "+state+".")
	}
	joined := c.d.programs[n].joined(c.now)
	st.alter(c, n, func(p *program) {
		if *b.Accept {
			p.accept(i, c.now, joined)
		} else {
			p.contracts[i].declined, p.contracts[i].updated = c.now, c.now
		}
	})
	p := &c.d.programs[n]
	v := decided{p.contracts[i].key(), whole(p.id), p.name, p.contracts[i].status(c.now), ""}
	switch {
	case !*b.Accept:
		v.Message = "You declined the offer of " + p.name + "."
	case joined && v.Status == contractUpcoming:
		v.Message = "The new terms of " + p.name + " begin on " + c.time(p.contracts[i].start).Format(dayForm) + "."
	case joined:
		v.Message = "The new terms of " + p.name + " are in force."
	default:
		v.Message = "You joined " + p.name + "."
	}
	return v, nil
}

// contractNumber finds a contract by its id: program number and place.
func (d *data) contractNumber(id string) (program, place int, found bool) {
	for n := range d.programs {
		for i := range d.programs[n].contracts {
			if d.programs[n].contracts[i].key() == id {
				return n, i, true
			}
		}
	}
	return 0, 0, false
}

// accept signs contract i. An invitation is in force at once; a proposal from
// its start date, on which the contract before it ends.
func (p *program) accept(i int, now uint32, joined bool) {
	c := &p.contracts[i]
	c.signed, c.updated = now, now
	if !joined || c.start < now {
		c.start = now
	}
	for j := range p.contracts {
		if old := &p.contracts[j]; j != i && old.signed != 0 && (old.end == 0 || old.end > c.start) {
			old.before, old.end, old.ending = old.end, c.start, now
		}
	}
}

// join signs a contract that begins now, for a program without one.
func (p *program) join(name string, now uint32) *contract {
	p.contracts = append(p.contracts, contract{
		id:   36_000_000 + p.id*211 + int64(len(p.contracts))*1_009,
		name: name, rate: p.rate, flat: p.flat, campaignTerms: p.kind == "Creator",
		created: now, brandSigned: now, signed: now, updated: now, start: now,
	})
	return &p.contracts[len(p.contracts)-1]
}
