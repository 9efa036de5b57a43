package companion

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// object reads the members of one JSON object. Members nobody asks for are
// ignored. The first one that is missing or of the wrong kind is kept as the
// error of the whole answer; later ones are still read, their results are
// thrown away with it.
type object struct {
	act     origin.Act
	path    string // of the object in the answer: "items[3]."
	members map[string]json.RawMessage
	first   **partner.Error // shared by all objects of the answer
}

func newObject(act origin.Act, raw json.RawMessage) (*object, error) {
	o := &object{act: act, first: new(*partner.Error)}
	if json.Unmarshal(raw, &o.members) != nil {
		return nil, act.Fail(partner.Malformed, "one object is expected, a list came")
	}
	return o, nil
}

// failure is the first error, nil when everything could be read.
func (o *object) failure() *partner.Error { return *o.first }

// fail records that a member is unusable.
func (o *object) fail(name, format string, args ...any) {
	if *o.first == nil {
		*o.first = o.act.Fail(partner.Malformed, fmt.Sprintf(format, args...))
		(*o.first).Field = origin.Tidy(o.path + name)
	}
}

// has reports whether a member is there and not null.
func (o *object) has(name string) bool {
	raw, ok := o.members[name]
	return ok && string(raw) != "null"
}

// read decodes a member into v; false when there is nothing to decode.
func (o *object) read(name string, v any, want string) bool {
	if !o.has(name) {
		return false
	}
	raw := o.members[name]
	if json.Unmarshal(raw, v) != nil {
		o.fail(name, "%s is expected, not %.40s", want, raw)
		return false
	}
	return true
}

// need is read for a member that must be there.
func (o *object) need(name string, v any, want string) {
	if !o.has(name) {
		o.fail(name, "the answer has none")
		return
	}
	o.read(name, v, want)
}

// text must be there and may be empty.
func (o *object) text(name string) string {
	var s string
	o.need(name, &s, "a text")
	return s
}

// note is a text that may be missing.
func (o *object) note(name string) string {
	var s string
	o.read(name, &s, "a text")
	return s
}

// id is a text that must be there and not be empty.
func (o *object) id(name string) string {
	s := o.text(name)
	if s == "" {
		o.fail(name, "the answer has none")
	}
	return s
}

func (o *object) truth(name string) bool {
	var b bool
	o.need(name, &b, "true or false")
	return b
}

// count is a whole number that must be there.
func (o *object) count(name string) int64 {
	var n int64
	o.need(name, &n, "a whole number")
	return n
}

// maybe is a whole number that may be missing.
func (o *object) maybe(name string) partner.Opt[int64] {
	var n int64
	return partner.Opt[int64]{OK: o.read(name, &n, "a whole number"), V: n}
}

// texts is a list of texts; none when it is missing.
func (o *object) texts(name string) []string {
	var all []string
	o.read(name, &all, "a list of texts")
	return all
}

// values maps names to texts; nil when it is missing.
func (o *object) values(name string) map[string]string {
	var all map[string]string
	o.read(name, &all, "an object of texts")
	return all
}

// instant must be there; in UTC.
func (o *object) instant(name string) time.Time {
	at, err := time.Parse(time.RFC3339, o.text(name))
	if err != nil {
		o.fail(name, "%q is not an instant", o.note(name))
	}
	return at.UTC()
}

// moment is an instant that may be missing: zero.
func (o *object) moment(name string) time.Time {
	if o.note(name) == "" {
		return time.Time{}
	}
	return o.instant(name)
}

// day must be there.
func (o *object) day(name string) partner.Date {
	d, err := partner.ParseDate(o.text(name))
	if err != nil {
		o.fail(name, "%v", err)
	}
	return d
}

// date is a day that may be missing: zero.
func (o *object) date(name string) partner.Date {
	if o.note(name) == "" {
		return partner.Date{}
	}
	return o.day(name)
}

// number is a decimal text that may be missing.
func (o *object) number(name string) partner.Opt[decimal.Decimal] {
	s := o.note(name)
	if s == "" {
		return partner.Opt[decimal.Decimal]{}
	}
	d, err := partner.ParseDecimal(s)
	if err != nil {
		o.fail(name, "%v", err)
		return partner.Opt[decimal.Decimal]{}
	}
	return partner.Some(d)
}

// currency is an ISO 4217 code that must be there.
func (o *object) currency(name string) string {
	code := o.text(name)
	if len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		o.fail(name, "%q is not a currency", code)
	}
	return code
}

// sub is an object that may be missing: nil.
func (o *object) sub(name string) *object {
	var members map[string]json.RawMessage
	if !o.read(name, &members, "an object") {
		return nil
	}
	return &object{act: o.act, path: o.path + name + ".", members: members, first: o.first}
}

// part is an object that must be there; an empty one stands in.
func (o *object) part(name string) *object {
	if s := o.sub(name); s != nil {
		return s
	}
	o.fail(name, "the answer has none")
	return &object{act: o.act, path: o.path + name + ".", first: o.first}
}

// list is a list of objects that must be there.
func (o *object) list(name string) []*object {
	var raws []json.RawMessage
	o.need(name, &raws, "a list")
	all := make([]*object, 0, len(raws))
	for i, raw := range raws {
		e := &object{act: o.act, path: o.path + name + "[" + strconv.Itoa(i) + "].", first: o.first}
		if json.Unmarshal(raw, &e.members) != nil || e.members == nil {
			o.fail(name, "element %d is no object", i+1)
			continue
		}
		all = append(all, e)
	}
	return all
}

// money is an amount with its currency that may be missing.
func (o *object) money(name string) partner.Opt[partner.Money] {
	s := o.sub(name)
	if s == nil {
		return partner.Opt[partner.Money]{}
	}
	return partner.Some(s.amount())
}

// amount reads an object that is money.
func (o *object) amount() partner.Money {
	d := o.number("amount")
	if !d.OK {
		o.fail("amount", "the answer has none")
	}
	return partner.NewMoney(d.V, o.currency("currency"))
}

// totals is a list of money that must be there, one amount per currency.
func (o *object) totals(name string) partner.Totals {
	var t partner.Totals
	for _, e := range o.list(name) {
		m := e.amount()
		if *o.first != nil {
			return partner.Totals{}
		}
		t.Add(m)
	}
	return t
}

// person may be missing: nobody.
func (o *object) person(name string) partner.Person {
	s := o.sub(name)
	if s == nil {
		return partner.Person{}
	}
	return partner.Person{Name: s.text("name"), Email: s.text("email")}
}

// acts are the acts of a task.
func (o *object) acts(name string) []partner.TaskAct {
	var all []partner.TaskAct
	for _, act := range o.texts(name) {
		all = append(all, partner.TaskAct(act))
	}
	return all
}
