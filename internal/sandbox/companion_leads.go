package sandbox

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// The programs that take leads, by number.
const (
	leadPlanwell  = 18
	leadPeregrine = 34
)

// leadForm is the form of one brand.
type leadForm struct {
	ProgramID string     `json:"program_id"`
	Program   string     `json:"program"`
	Title     string     `json:"title"`
	Intro     string     `json:"intro"`
	Fields    []question `json:"fields"`
	program   int
}

// leadForms are the forms of the account; an empty one has none.
func (d *data) leadForms() []leadForm {
	if d.profile == profileEmpty {
		return nil
	}
	forms := []leadForm{
		{program: leadPlanwell, Title: "Refer a team", Intro: "We call within two working days. You are paid when the team books a plan.", Fields: []question{
			{Name: "first_name", Label: "First name", Kind: askText, Required: true, MaxLength: 60},
			{Name: "last_name", Label: "Last name", Kind: askText, Required: true, MaxLength: 60},
			{Name: "email", Label: "Work e-mail", Help: "Not a private address.", Kind: askEmail, Required: true, MaxLength: 120},
			{Name: "company", Label: "Company", Kind: askText, Required: true, MaxLength: 120},
			{Name: "phone", Label: "Phone", Kind: askPhone, MaxLength: 40},
			{Name: "website", Label: "Website", Kind: askURL, MaxLength: 200},
			{Name: "team_size", Label: "Team size", Kind: askNumber, Required: true, Min: "1", Max: "5000"},
			{Name: "expected_value", Label: "Expected value", Help: "Of the first year.", Kind: askDecimal, Min: "0", Max: "1000000", Currency: "USD"},
			{Name: "start", Label: "Wants to start", Kind: askDate, Min: "2020-01-01"},
			{Name: "plan", Label: "Plan", Kind: askChoice, Required: true, Choices: []choice{
				{"team", "Team"}, {"business", "Business"}, {"unsure", "Not sure yet"},
			}},
			{Name: "notes", Label: "Notes", Kind: askLong, MaxLength: 1000},
			{Name: "consent", Label: "They agreed to be contacted", Kind: askYes, Required: true},
		}},
		{program: leadPeregrine, Title: "Peregrine for offices", Fields: []question{
			{Name: "contact", Label: "Contact person", Kind: askText, Required: true, MaxLength: 120},
			{Name: "email", Label: "E-mail", Kind: askEmail, Required: true, MaxLength: 120},
			{Name: "company", Label: "Company", Kind: askText, Required: true, MaxLength: 120},
			{Name: "seats", Label: "Seats", Kind: askNumber, Min: "5"},
			{Name: "country", Label: "Country", Kind: askChoice, Required: true, Choices: []choice{
				{"US", "United States"}, {"UK", "United Kingdom"}, {"CA", "Canada"}, {"DE", "Germany"},
			}},
		}},
	}
	for i := range forms {
		f, p := &forms[i], &d.programs[forms[i].program]
		f.ProgramID, f.Program, f.Fields = whole(p.id), p.name, tidy(f.Fields)
	}
	return forms
}

// lead is one that was handed in.
type lead struct {
	number             int
	program            int
	status, reason     string
	submitted, updated uint32
	action             int // number of the fact it became, -1 = none
	values             map[string]string
}

// leadBody is a lead on the wire.
type leadBody struct {
	ID          string            `json:"id"`
	ProgramID   string            `json:"program_id"`
	Program     string            `json:"program"`
	Name        string            `json:"name"`
	Status      string            `json:"status"`
	Reason      string            `json:"reason"`
	SubmittedAt string            `json:"submitted_at"`
	UpdatedAt   string            `json:"updated_at"`
	ActionID    string            `json:"action_id"`
	Payout      *moneyBody        `json:"payout"`
	Values      map[string]string `json:"values"`
}

func (c *call) lead(l *lead) leadBody {
	p := &c.d.programs[l.program]
	v := leadBody{
		ID: fmt.Sprintf("L-%d", 88_000+l.number), ProgramID: whole(p.id), Program: p.name, Name: l.name(),
		Status: l.status, Reason: l.reason, SubmittedAt: c.timeText(l.submitted), UpdatedAt: c.timeText(l.updated), Values: l.values,
	}
	if l.action >= 0 {
		_, payout := c.d.facts[l.action].worth(c.now)
		v.ActionID, v.Payout = c.d.actionID(l.action), feeOf(payout, p.currency)
	}
	return v
}

// name is who or what a lead is.
func (l *lead) name() string {
	who := l.values["contact"]
	if who == "" {
		who = strings.TrimSpace(l.values["first_name"] + " " + l.values["last_name"])
	}
	return who + ", " + l.values["company"]
}

// newLeads are those of the generated account, in every status.
func newLeads(d *data) []lead {
	if d.profile != "" {
		return nil
	}
	planwell := func(first, last, company, domain, size, plan string) map[string]string {
		return map[string]string{
			"first_name": first, "last_name": last, "email": strings.ToLower(first) + "@" + domain + ".example",
			"company": company, "team_size": size, "plan": plan, "consent": "true",
		}
	}
	peregrine := func(contact, box, company, country, seats string) map[string]string {
		return map[string]string{"contact": contact, "email": box + ".example", "company": company, "country": country, "seats": seats}
	}
	converted := lead{
		program: leadPlanwell, status: "qualified", action: d.approvedFact(leadPlanwell),
		values: planwell("Mirela", "Donovan", "Oakline Architects", "oakline", "24", "business"),
	}
	if converted.action >= 0 {
		converted.status = "converted"
	}
	list := []lead{
		converted,
		{
			program: leadPeregrine, status: "rejected", reason: "The company is in a country that is not served.", action: -1,
			values: peregrine("Bastien Roux", "bastien@atelierroux", "Atelier Roux", "DE", "8"),
		},
		{
			program: leadPeregrine, status: "qualified", action: -1,
			values: peregrine("Anneke de Wit", "anneke@windmolen", "Windmolen Studio", "UK", "35"),
		},
		{
			program: leadPlanwell, status: "duplicate", reason: "Another partner had referred this company before.", action: -1,
			values: planwell("Tobias", "Okafor", "Ferry Lane Films", "ferrylane", "12", "team"),
		},
		{
			program: leadPlanwell, status: "in_review", action: -1,
			values: planwell("Naoko", "Takahashi 高橋", "Aozora 青空 Design", "aozora", "9", "unsure"),
		},
		{
			program: leadPlanwell, status: "submitted", action: -1,
			values: planwell("Gwen", "Pritchard", "Pritchard & Sons Joinery", "pritchardjoinery", "6", "team"),
		},
	}
	ages := [...][2]int{{96, 41}, {37, 35}, {20, 13}, {9, 8}, {6, 4}, {1, 1}} // days ago: handed in, updated
	for i := range list {
		l := &list[i]
		l.number = i + 1
		l.submitted = d.start(d.today-ages[i][0]) + uint32(9*3600+i*1_700)
		l.updated = max(d.start(d.today-ages[i][1])+uint32(15*3600+i*640), l.submitted)
		if ages[i][0] == ages[i][1] {
			l.updated = l.submitted
		}
	}
	return list
}

// approvedFact is the last action of a program that was locked by today's
// midnight, -1 when there is none.
func (d *data) approvedFact(program int) int {
	for i := d.dayStart[d.today] - 1; i >= 0; i-- {
		if f := &d.facts[i]; int(f.program) == program && f.reversed == 0 && f.lock <= d.start(d.today) {
			return i
		}
	}
	return -1
}

// listLeadForms lists the forms of the brands that take leads.
func listLeadForms(c *call, _ *companionState) (companionList[leadForm], *problem) {
	return listOf(c.d.leadForms()), nil
}

// listLeads lists the leads, newest first.
func listLeads(c *call, st *companionState) (companionList[leadBody], *problem) {
	var list []leadBody
	for i := range st.leads {
		list = append(list, c.lead(&st.leads[i]))
	}
	slices.Reverse(list)
	return listOf(list), nil
}

// leadRequest is the body of a lead.
type leadRequest struct {
	ProgramID string            `json:"program_id"`
	Values    map[string]string `json:"values"`
}

// submitLead takes a lead.
func submitLead(c *call, st *companionState, b leadRequest) (leadBody, *problem) {
	if b.ProgramID == "" {
		return leadBody{}, wrong("program_id", "required", "Choose a brand.")
	}
	forms := c.d.leadForms()
	n := slices.IndexFunc(forms, func(f leadForm) bool { return f.ProgramID == b.ProgramID })
	if n < 0 {
		return leadBody{}, wrong("program_id", "unknown", "This brand takes no leads.")
	}
	if bad := unprocessable(checkAnswers(forms[n].Fields, b.Values)); bad != nil {
		return leadBody{}, bad
	}
	values := map[string]string{}
	for name, text := range maps.All(b.Values) {
		if text = strings.TrimSpace(text); text != "" {
			values[name] = text
		}
	}
	for i := range st.leads {
		if old := &st.leads[i]; old.program == forms[n].program && strings.EqualFold(old.values["email"], values["email"]) {
			return leadBody{}, refuse(http.StatusConflict, "duplicate_lead", "email", forms[n].Program+" has this lead from you already.")
		}
	}
	l := lead{
		number: len(st.leads) + 1, program: forms[n].program, status: "submitted", action: -1,
		submitted: c.now, updated: c.now, values: values,
	}
	st.leads = append(st.leads, l)
	return c.lead(&l), nil
}
