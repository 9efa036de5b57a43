package sandbox

import "net/http"

// maxJoin is how many brands can be joined in one go.
const maxJoin = 10

// joinRequest is the body of a request to join brands.
type joinRequest struct {
	Brands []joinBrand `json:"brands"`
}

type joinBrand struct {
	ID      string            `json:"id"`
	TermsID string            `json:"terms_id"`
	Answers map[string]string `json:"answers"`
}

// joinResult is what became of one brand.
type joinResult struct {
	ID         string         `json:"id"`
	Joined     bool           `json:"joined"`
	ContractID string         `json:"contract_id"`
	Code       string         `json:"code"`
	Field      string         `json:"field"`
	Message    string         `json:"message"`
	Errors     []fieldProblem `json:"errors,omitempty"`
}

// joinBrands joins each brand that it can.
func joinBrands(c *call, st *companionState, b joinRequest) (companionList[joinResult], *problem) {
	var none companionList[joinResult]
	switch n := len(b.Brands); {
	case n == 0:
		return none, wrong("brands", "required", "Choose a brand.")
	case n > maxJoin:
		return none, wrong("brands", "too_many", "At most 10 brands can be joined in one go.")
	}
	seen := map[string]bool{}
	for _, one := range b.Brands {
		if seen[one.ID] {
			return none, wrong("brands", "repeated", "The same brand is in the list twice.")
		}
		seen[one.ID] = true
	}
	var results []joinResult
	for _, one := range b.Brands {
		result := joinResult{ID: one.ID}
		if contract, bad := joinOne(c, st, one); bad != nil {
			result.Code, result.Field, result.Message, result.Errors = bad.code, bad.field, bad.message, bad.errors
		} else {
			result.Joined, result.ContractID = true, contract.key()
			result.Message = "You joined " + contract.p.name + "."
		}
		results = append(results, result)
	}
	return listOf(results), nil
}

// joinOne joins one brand.
func joinOne(c *call, st *companionState, one joinBrand) (held, *problem) {
	n, found := c.d.offerNumber(one.ID)
	if !found {
		return held{}, refuse(http.StatusNotFound, "unknown_brand", "", "There is no such brand.")
	}
	o, number := offers()[n], firstOffer+n
	p := &c.d.programs[number]
	terms := c.d.offerTerms(p)
	switch state := o.state(p, c.now); {
	case state == "joined":
		return held{}, refuse(http.StatusConflict, "already_joined", "", "You have joined "+p.name+" already.")
	case state == "pending":
		return held{}, refuse(http.StatusConflict, "already_applied", "", p.name+" has your application and has not answered yet.")
	case one.TermsID == "":
		return held{}, wrong("terms_id", "required", "Read and accept the terms of "+p.name+".")
	case one.TermsID != terms.ID:
		return held{}, refuse(http.StatusConflict, "terms_outdated", "terms_id", "The terms of "+p.name+" have changed. Read them again.")
	}
	if bad := unprocessable(checkAnswers(survey(o.survey), one.Answers)); bad != nil {
		return held{}, bad
	}
	var made *contract
	st.alter(c, number, func(p *program) { made = p.join(terms.Name, c.now) })
	return held{made, &c.d.programs[number]}, nil
}
