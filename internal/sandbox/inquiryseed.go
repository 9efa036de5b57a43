package sandbox

import "slices"

// inquiryRow is an inquiry of the generated account. Days are counted from today.
type inquiryRow struct {
	brand, created  int
	kind, status    string
	amount          int64 // cents of the program's currency
	resolved        int   // day, for one that is resolved
	deadline        int   // day, 0 = none
	reason          string
	notes, question string // question is what the brand wants to know
}

func inquiryRows() []inquiryRow {
	return []inquiryRow{
		{brand: 8, created: -58, kind: "INCORRECT", status: inquiryValid, resolved: -44, notes: "Two items were ordered, one was credited."},
		{
			brand: 0, created: -47, kind: "UNTRACKED", status: inquiryDeclined, amount: 21_900, resolved: -30,
			reason: "Another marketing channel was credited with the sale, due to a voucher/discount code used",
		},
		{brand: 16, created: -35, kind: "DECLINED", status: inquiryValid, resolved: -20, notes: "The parcel was not returned, see the receipt."},
		{
			brand: 12, created: -29, kind: "UNTRACKED", status: inquiryDeclined, amount: 6_450, resolved: -15,
			reason: "Transaction cannot be traced", notes: "Kundin aus Österreich, Bestellung per App.",
		},
		{
			brand: 3, created: -17, kind: "UNTRACKED", status: inquiryIncomplete, amount: 5_400, deadline: 2,
			notes: "Ordered after the podcast.", question: "Please add the e-mail confirmation of the order.",
		},
		{brand: 5, created: -12, kind: "UNTRACKED", status: inquiryOpen, amount: 14_380, deadline: 18, notes: "Two browsers, one purchase: phone, then laptop."},
		{brand: 1, created: -6, kind: "INCORRECT", status: inquiryOpen, deadline: 24, notes: "The discount was taken off twice."},
		{
			brand: 10, created: -2, kind: "UNTRACKED", status: inquiryIncomplete, amount: 23_900, deadline: 9,
			question: "Welche Artikel waren in der Bestellung?",
		},
	}
}

// newInquiries are the inquiries of the default account, oldest first. Those
// about an action are about one that exists.
func newInquiries(d *data) []*inquiry {
	if d.profile != "" {
		return nil
	}
	var list []*inquiry
	id := int64(15_600_000 + mix(d.seed+streamInquiries)%90_000)
	for i, row := range inquiryRows() {
		id += 29 + int64(mix(d.seed+streamInquiries+uint64(i))%1_500)
		q := &inquiry{
			id: id, program: row.brand, own: "CB-" + whole(id%10_000), kind: row.kind, amount: row.amount,
			created: d.moment(row.created, 10, i*7), bought: d.moment(row.created-5, 19, i*5), notes: row.notes,
			order: "WEB-" + whole(id%100_000), customer: "member-" + whole(id%1_000),
			handling: handling{status: row.status, reply: row.reason},
		}
		p := &d.programs[row.brand]
		if row.kind != "UNTRACKED" && !d.aboutAction(q, row.created) {
			continue
		}
		q.asked = q.created - 3_600
		if terms := p.terms(q.bought); terms != nil {
			q.expected = terms.payout(q.amount)
		}
		if row.resolved != 0 {
			q.resolved = d.moment(row.resolved, 16, i*3)
		}
		if row.status == inquiryValid {
			q.final = q.expected
		}
		if row.deadline != 0 {
			q.deadline = d.moment(row.deadline, 0, 0)
			q.automatic = d.moment(row.deadline+14, 0, 0)
		}
		if row.notes != "" {
			q.said = append(q.said, inquiryComment{ownerName, row.notes, q.created})
		}
		if row.question != "" {
			q.said = append(q.said, inquiryComment{p.signatory(), row.question, d.moment(row.created+1, 15, 5)})
		}
		q.answer(d, row.later())
		list = append(list, q)
	}
	return append(list, d.comingInquiries(id)...)
}

// aboutAction gives an inquiry the last action of its program that came in a few
// days before; there may be none.
func (d *data) aboutAction(q *inquiry, created int) bool {
	from, to := d.dayStart[max(0, d.today+created-30)], d.dayStart[d.today+created-3]
	for n := range slices.Backward(d.facts[from:to]) {
		f := &d.facts[from+n]
		if int(f.program) == q.program && f.created < q.created && f.amount > 0 && !f.reversedAt(q.created) {
			q.order, q.action = d.view(from+n, q.created).orderID(), d.actionID(from+n)
			q.amount, q.bought = int64(f.amount)*5/4, f.event
			return true
		}
	}
	return false
}
