package sandbox

import (
	"slices"
	"strconv"
	"sync"
)

// invoice is what the account bills a brand for what was locked in a month.
type invoice struct {
	number  int
	program int
	created uint32
	lines   []invoiceLine
}

// invoiceLine is the actions of one event month, or a bonus.
type invoiceLine struct {
	kind       string
	eventMonth int // year*12 + month - 1
	actions    int64
	cents      int64 // of the program's currency
	due        uint32
	paid       uint32 // when the last of it came in
	never      bool   // some of it does not come in at all
}

// Kinds of lines.
const (
	linePayout = "MEDIA_PAYOUT"
	lineBonus  = "BONUS"
)

// invoiceSet is made by the first request that needs it.
type invoiceSet struct {
	once sync.Once
	list []invoice // by creation
}

// invoices returns all invoices, those of the future included.
func (d *data) invoices() []invoice {
	d.invoiceSet.once.Do(func() { d.invoiceSet.list = d.bill() })
	return d.invoiceSet.list
}

// billKey is what belongs on one line.
type billKey struct {
	locked  uint16 // month the money was locked in
	program uint8
	event   uint16
	kind    string
}

// bill groups all locked money into lines and lines into invoices.
func (d *data) bill() []invoice {
	lines := map[billKey]*invoiceLine{}
	for i := range d.facts {
		f := &d.facts[i]
		day := d.dayOf(f.lock)
		if f.reversed != 0 || day >= len(d.civil) {
			continue
		}
		k := billKey{d.civil[day].monthIndex, f.program, d.civil[d.dayOf(f.event)].monthIndex, linePayout}
		book(lines, k, invoiceLine{actions: 1, cents: f.final(), due: f.clear, paid: f.paid})
	}
	for _, b := range d.bonuses {
		k := billKey{uint16(b.month), uint8(b.program), uint16(b.month), lineBonus}
		book(lines, k, invoiceLine{cents: b.cents, due: b.clear, paid: b.paid})
	}
	keys := make([]billKey, 0, len(lines))
	for k := range lines {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b billKey) int { return slices.Compare(a.order(), b.order()) })
	var list []invoice
	second := d.secondOfMonth()
	for i, k := range keys {
		created := second[int(k.locked)+1]
		if created == 0 { // beyond the days known
			break
		}
		if i == 0 || keys[i-1].locked != k.locked || keys[i-1].program != k.program {
			list = append(list, invoice{number: len(list) + 1, program: int(k.program), created: created + uint32(k.program)*11})
		}
		last := &list[len(list)-1]
		last.lines = append(last.lines, *lines[k])
	}
	return list
}

// order sorts keys by invoice, then by line.
func (k billKey) order() []int {
	return []int{int(k.locked), int(k.program), len(k.kind) * -1, int(k.event)}
}

// book adds money to its line. A line is due when the last of it is.
func book(lines map[billKey]*invoiceLine, k billKey, more invoiceLine) {
	l := lines[k]
	if l == nil {
		l = &invoiceLine{kind: k.kind, eventMonth: int(k.event)}
		lines[k] = l
	}
	l.actions += more.actions
	l.cents += more.cents
	l.due, l.paid = max(l.due, more.due), max(l.paid, more.paid)
	l.never = l.never || more.paid == 0
}

// secondOfMonth is half past seven in the morning of the second of each month,
// when invoices are made, by month.
func (d *data) secondOfMonth() map[int]uint32 {
	at := map[int]uint32{}
	for day, c := range d.civil {
		if c.day == 2 {
			at[int(c.monthIndex)] = d.start(day) + 7*3600 + 1800
		}
	}
	return at
}

func (v *invoice) id() string {
	return strconv.Itoa(partnerNumber) + "-" + strconv.Itoa(v.number)
}

func (v *invoice) total() int64 {
	sum := int64(0)
	for _, l := range v.lines {
		sum += l.cents
	}
	return sum
}

// paidBy is when the line was paid in full, 0 if it is not by now.
func (l invoiceLine) paidBy(now uint32) uint32 {
	if l.never || l.paid > now {
		return 0
	}
	return l.paid
}

func (l invoiceLine) status(now uint32) string {
	switch {
	case l.paidBy(now) != 0:
		return "PAID"
	case l.due+grace <= now:
		return "OVERDUE"
	}
	return "PENDING"
}

// monthYear is the month without a leading zero, and the year.
func (l invoiceLine) monthYear() string {
	return strconv.Itoa(l.eventMonth%12+1) + strconv.Itoa(l.eventMonth/12)
}
