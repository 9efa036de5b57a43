package sandbox

// inquiryAnswer is what a brand does with an inquiry.
type inquiryAnswer struct {
	day      int    // counted from today
	status   string // inquiryOpen: what was missing has been added
	text     string // reason of a decline, or what is asked for
	deadline int    // days after day to add what is missing, 0 = none
}

// The reasons that brands give.
const (
	otherChannel = "Another marketing channel was credited with the sale, due to a voucher/discount code used"
	notTraced    = "Transaction cannot be traced"
	cancelled    = "Order was cancelled by the customer"
)

// later is what happens after today to an inquiry that exists, by its brand: the
// open ones are each about another one.
func (row *inquiryRow) later() []inquiryAnswer {
	switch {
	case row.status != inquiryOpen && row.status != inquiryIncomplete:
	case row.brand == 3:
		return []inquiryAnswer{{day: 2, status: inquiryDeclined, text: notTraced}}
	case row.brand == 5:
		return []inquiryAnswer{{day: 7, status: inquiryIncomplete, text: "Which of the two e-mail addresses was used?", deadline: 10}, {day: 12, status: inquiryOpen}, {day: 20, status: inquiryValid}}
	case row.brand == 1:
		return []inquiryAnswer{{day: 15, status: inquiryValid}}
	case row.brand == 10:
		return []inquiryAnswer{{day: 6, status: inquiryOpen}, {day: 28, status: inquiryDeclined, text: otherChannel}}
	}
	return nil
}

// comingInquiry is an inquiry that a colleague of the account's holder files
// after today. Days of its answers are counted from day.
type comingInquiry struct {
	day, brand  int
	kind, notes string
	amount      int64 // cents of the program's currency, for an untracked order
	answers     []inquiryAnswer
}

func comingInquiryRows() []comingInquiry {
	return []comingInquiry{
		{day: 5, brand: 13, kind: "UNTRACKED", amount: 8_900, notes: "Ordered by phone after the video.", answers: []inquiryAnswer{{day: 11, status: inquiryDeclined, text: notTraced}}},
		{day: 18, brand: 19, kind: "INCORRECT", notes: "The second course is missing.", answers: []inquiryAnswer{{day: 8, status: inquiryValid}}},
		{day: 33, brand: 3, kind: "UNTRACKED", amount: 4_350, answers: []inquiryAnswer{{day: 4, status: inquiryIncomplete, text: "Please add the order confirmation.", deadline: 12}, {day: 16, status: inquiryDeclined, text: notTraced}}},
		{day: 45, brand: 0, kind: "DECLINED", notes: "The customer kept the sheets.", answers: []inquiryAnswer{{day: 13, status: inquiryValid}}},
		{day: 58, brand: 16, kind: "UNTRACKED", amount: 6_120, answers: []inquiryAnswer{{day: 3, status: inquiryIncomplete, text: "Which roast was it?", deadline: 9}, {day: 6, status: inquiryOpen}, {day: 17, status: inquiryValid}}},
		{day: 71, brand: 12, kind: "UNTRACKED", amount: 7_700, notes: "Two swimsuits, one parcel.", answers: []inquiryAnswer{{day: 9, status: inquiryDeclined, text: cancelled}}},
		{day: 83, brand: 20, kind: "INCORRECT", notes: "A voucher was deducted twice.", answers: []inquiryAnswer{{day: 14, status: inquiryDeclined, text: otherChannel}}},
		{day: 97, brand: 8, kind: "UNTRACKED", amount: 5_200, answers: []inquiryAnswer{{day: 10, status: inquiryValid}}},
		{day: 110, brand: 5, kind: "UNTRACKED", amount: 9_900, notes: "Ordered in the app.", answers: []inquiryAnswer{{day: 5, status: inquiryIncomplete, text: "Please add a picture of the receipt.", deadline: 14}}},
	}
}

// comingInquiries makes the inquiries that are filed after today, oldest first,
// with ids after the last one given.
func (d *data) comingInquiries(id int64) []*inquiry {
	var list []*inquiry
	for i, row := range comingInquiryRows() {
		drawn := mix(d.seed + streamComing + 200 + uint64(i))
		id += 29 + int64(drawn%1_500)
		day := row.day + int(drawn>>11%3)
		p := &d.programs[row.brand]
		q := &inquiry{
			id: id, program: row.brand, own: "CB-" + whole(id%10_000), kind: row.kind, amount: row.amount, notes: row.notes,
			created: d.moment(day, 9+int(drawn>>20%9), int(drawn>>30%60)), bought: d.moment(day-5, 19, i*5),
			order: "WEB-" + whole(id%100_000), customer: "member-" + whole(id%1_000), handling: handling{status: inquiryOpen},
		}
		q.asked = q.created - 3_600
		if row.kind != "UNTRACKED" && !d.aboutAction(q, day) {
			continue
		}
		if terms := p.terms(q.bought); terms != nil {
			q.expected = terms.payout(q.amount)
		}
		if row.notes != "" {
			q.said = []inquiryComment{{colleague().name, row.notes, q.created}}
		}
		q.deadline, q.automatic = d.moment(day+30, 0, 0), d.moment(day+44, 0, 0)
		for j := range row.answers {
			row.answers[j].day += day
		}
		q.answer(d, row.answers)
		list = append(list, q)
	}
	return list
}

// inquiryAnswers is what a brand does with an inquiry that the partner has filed:
// it is decided within three weeks.
func (d *data) inquiryAnswers(q *inquiry) []inquiryAnswer {
	drawn := mix(d.seed + streamComing + uint64(q.id))
	day := d.dayOf(q.created) - d.today + 4 + int(drawn%14)
	switch drawn >> 20 % 3 {
	case 0:
		return []inquiryAnswer{{day: day, status: inquiryDeclined, text: notTraced}}
	case 1:
		return []inquiryAnswer{{day: day, status: inquiryIncomplete, text: "Please add the order confirmation.", deadline: 14}}
	}
	return []inquiryAnswer{{day: day, status: inquiryValid}}
}

// answer writes down what will become of the inquiry.
func (q *inquiry) answer(d *data, answers []inquiryAnswer) {
	h := q.handling
	for i, a := range answers {
		h.at = d.moment(a.day, 10+i, int(mix(uint64(q.id)+uint64(i))%60))
		h.status, h.reply = a.status, ""
		brand := d.programs[q.program].signatory()
		switch a.status {
		case inquiryValid:
			h.resolved, h.final = h.at, q.expected
		case inquiryDeclined:
			h.resolved, h.reply = h.at, a.text
		case inquiryIncomplete:
			h.deadline, h.automatic = d.moment(a.day+a.deadline, 0, 0), d.moment(a.day+a.deadline+14, 0, 0)
			h.said = append(h.said[:len(h.said):len(h.said)], inquiryComment{brand, a.text, h.at})
		case inquiryOpen:
			h.said = append(h.said[:len(h.said):len(h.said)], inquiryComment{colleague().name, "I have added it.", h.at})
		}
		q.later = append(q.later, h)
	}
}
