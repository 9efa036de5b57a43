package sandbox

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// inquiry is a question about an order that was not credited as it should have
// been. Money is in cents of the program's currency, instants are Unix seconds,
// 0 is none.
type inquiry struct {
	id                   int64
	program              int
	own, order, customer string // own is the partner's name for it
	kind                 string
	amount, expected     int64
	bought, asked        uint32
	created              uint32
	notes, link, action  string
	handling                        // at first
	later                []handling // what becomes of it, by instant; those to come are planned
}

// handling is how far the brand has come with an inquiry.
type handling struct {
	at                  uint32 // instant from which it is so; 0 = since the inquiry was made
	status              string
	reply               string // reason of a decline
	final               int64
	deadline            uint32
	resolved, automatic uint32 // automatic is when silence becomes consent
	said                []inquiryComment
}

// inquiryComment is an entry in the conversation with the brand.
type inquiryComment struct {
	by, text string
	at       uint32
}

// The states of an inquiry.
const (
	inquiryOpen       = "UNRESOLVED"
	inquiryValid      = "VALID"
	inquiryDeclined   = "DECLINED"
	inquiryIncomplete = "INCOMPLETE"
)

const highestAmount = 5_000_000_00 // cents that an order in question may have cost

// shown is the inquiry as it is at an instant.
func (q *inquiry) shown(now uint32) *inquiry {
	v := *q
	for _, h := range q.later {
		if h.at <= now {
			v.handling = h
		}
	}
	return &v
}

func (q *inquiry) key() string { return strconv.FormatInt(q.id, 10) }

// listInquiries lists inquiries, newest first.
func listInquiries(c *call) reply {
	own, customer, status := c.query.Get("MediaPartnerInquiryId"), c.query.Get("CustomerId"), c.query.Get("ResolutionStatus")
	if bad := known("ResolutionStatus", status, inquiryOpen, inquiryValid, inquiryDeclined, inquiryIncomplete); bad != nil {
		return *bad
	}
	program, bad := c.programFilter("CampaignId")
	if bad != nil {
		return *bad
	}
	made, bad := c.openSpan("StartDate", "EndDate")
	if bad != nil {
		return *bad
	}
	bought, bad := c.openSpan("TransactionDateStart", "TransactionDateEnd")
	if bad != nil {
		return *bad
	}
	found := slices.DeleteFunc(c.s.allInquiries(c.now), func(q *inquiry) bool {
		return program != -1 && program != q.program || own != "" && own != q.own ||
			customer != "" && customer != q.customer || status != "" && status != q.status ||
			!made.has(q.created) || !bought.has(q.bought)
	})
	p, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "ActionInquiries", "ActionInquiry", func(o *out, i int) { c.inquiry(o, found[i]) })
}

// allInquiries are the inquiries that exist at now, newest first.
func (s *Server) allInquiries(now uint32) []*inquiry {
	found := slices.DeleteFunc(s.inquiries.all(), func(q *inquiry) bool { return q.created > now })
	slices.Reverse(found)
	slices.SortStableFunc(found, func(a, b *inquiry) int { return cmp.Compare(b.created, a.created) })
	for i, q := range found {
		found[i] = q.shown(now)
	}
	return found
}

// getInquiry retrieves one inquiry.
func getInquiry(c *call) reply {
	q := c.s.inquiries.find(func(q *inquiry) bool { return q.key() == c.params["id"] && q.created <= c.now })
	if q == nil {
		return notFound()
	}
	return object("ActionInquiry", func(o *out) { c.inquiry(o, q.shown(c.now)) })
}

// createInquiry files an inquiry, which the brand has then to look into.
func createInquiry(c *call) reply {
	f, bad := c.form(urlForm)
	if bad == nil {
		bad = f.missing("CampaignId", "OrderId", "TransactionDate", "TransactionAmount", "InquiryType")
	}
	if bad != nil {
		return *bad
	}
	q, bad := c.readInquiry(f)
	if bad != nil {
		return *bad
	}
	c.s.inquiries.add(func(_ []*inquiry, n int) *inquiry {
		q.id = 15_800_000 + 13*int64(n)
		q.answer(c.d, c.d.inquiryAnswers(q))
		return q
	})
	return c.accepted(http.StatusOK, "ActionInquiries/"+q.key())
}

// readInquiry checks a form with all required fields. An inquiry about an action
// needs one of that order; an untracked order is by its nature unknown.
func (c *call) readInquiry(f form) (*inquiry, *reply) {
	q := &inquiry{
		own: f.get("MediaPartnerInquiryId"), order: f.get("OrderId"), customer: f.get("CustomerId"), kind: f.get("InquiryType"),
		handling: handling{status: inquiryOpen}, created: c.now, notes: f.get("InquiryNotes"), link: f.get("TrackingLink"),
	}
	id, err := strconv.ParseInt(f.get("CampaignId"), 10, 64)
	if err != nil {
		bad := invalid("CampaignId", "Not a numeric value")
		return nil, &bad
	}
	n, found := c.d.byID[id]
	if !found || !c.d.programs[n].joined(c.now) {
		bad := invalid("CampaignId", "Unknown campaign.")
		return nil, &bad
	}
	q.program = n
	if bad := known("InquiryType", q.kind, "UNTRACKED", "INCORRECT", "DECLINED"); bad != nil {
		return nil, bad
	}
	if bad := q.readFigures(f); bad != nil {
		return nil, bad
	}
	if q.bought > c.now {
		bad := invalid("TransactionDate", "TransactionDate must not be in the future.")
		return nil, &bad
	}
	if q.kind != "UNTRACKED" {
		if q.action = c.d.actionOfOrder(n, q.order, c.now); q.action == "" {
			bad := invalid("OrderId", "No action of the campaign has this order ID.")
			return nil, &bad
		}
	}
	if q.notes != "" {
		q.said = []inquiryComment{{ownerName, q.notes, c.now}}
	}
	return q, nil
}

// readFigures reads amounts and dates.
func (q *inquiry) readFigures(f form) *reply {
	var bad *reply
	if q.amount, bad = f.cents("TransactionAmount", highestAmount); bad != nil {
		return bad
	}
	if q.amount == 0 {
		answer := invalid("TransactionAmount", "Must be more than 0.")
		return &answer
	}
	if q.expected, bad = f.cents("ExpectedPayout", highestAmount); bad != nil {
		return bad
	}
	for _, field := range []struct {
		name string
		into *uint32
	}{{"TransactionDate", &q.bought}, {"ResolutionDeadlineDate", &q.deadline}, {"InquiryDate", &q.asked}} {
		if *field.into, bad = f.when(field.name); bad != nil {
			return bad
		}
	}
	return nil
}

// actionOfOrder is the id of a program's action with the brand's order number.
func (d *data) actionOfOrder(program int, order string, now uint32) string {
	_, digits, _ := strings.Cut(order, "-")
	serial, err := strconv.Atoi(digits)
	n := (serial - firstOrder) / orderStep
	if err != nil || n < 0 || n >= len(d.facts) || int(d.facts[n].program) != program || !d.facts[n].exists(now) ||
		d.view(n, now).orderID() != order {
		return ""
	}
	return d.actionID(n)
}

func (c *call) inquiry(o *out, q *inquiry) {
	p := &c.d.programs[q.program]
	money := func(name string, cents int64) {
		if cents == 0 {
			o.str(name, "")
			return
		}
		o.money(name, cents)
	}
	uri := ""
	if q.action != "" {
		uri = c.uri("Actions/" + q.action)
	}
	o.str("Id", q.key())
	o.str("MediaPartnerInquiryId", q.own)
	o.num("CampaignId", p.id)
	o.str("CampaignName", p.name)
	o.str("OrderId", q.order)
	o.when("TransactionDate", q.bought)
	o.money("TransactionAmount", q.amount)
	o.str("CustomerId", q.customer)
	o.when("InquiryDate", q.asked)
	o.str("InquiryType", q.kind)
	money("ExpectedPayout", q.expected)
	o.when("ResolutionDeadlineDate", q.deadline)
	o.array("Comments", "Comment", len(q.said), func(i int) {
		o.str("User", q.said[i].by)
		o.str("Comment", q.said[i].text)
		o.when("Date", q.said[i].at)
	})
	o.str("InquiryNotes", q.notes)
	o.str("TrackingLink", q.link)
	o.str("ActionId", q.action)
	o.str("ActionUri", uri)
	o.when("AutoApprovalDate", q.automatic)
	o.str("ResolutionStatus", q.status)
	o.str("RejectReason", q.reply)
	money("FinalPayout", q.final)
	o.when("ResolutionDate", q.resolved)
	o.when("CreationDate", q.created)
	o.str("Uri", c.uri("ActionInquiries/"+q.key()))
}
