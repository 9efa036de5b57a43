package partner

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/govalues/decimal"
)

// What the service answers can be kept as JSON and comes back as it was: the
// types that encoding/json does not carry by itself have their form here.
// Amounts are texts, so that no digit is lost. The names of the members are
// those of the fields; a member that is missing is the field's zero value, and
// one that nobody knows any more is left out.

// MarshalJSON writes a list of one value, or null when it is absent: a value
// that is there and empty stays apart from one that is not there.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if !o.OK {
		return []byte("null"), nil
	}
	return json.Marshal([]T{o.V})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Opt[T]) UnmarshalJSON(text []byte) error {
	var list []T
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	switch len(list) {
	case 0:
		*o = Opt[T]{}
	case 1:
		*o = Some(list[0])
	default:
		return fmt.Errorf("%d values stand where one may be", len(list))
	}
	return nil
}

// MarshalJSON writes the sums, by currency.
func (t Totals) MarshalJSON() ([]byte, error) { return json.Marshal(t.Lines("")) }

// UnmarshalJSON reads what MarshalJSON writes. An amount without a currency
// and a second sum of one currency are errors.
func (t *Totals) UnmarshalJSON(text []byte) error {
	var lines []Money
	if err := json.Unmarshal(text, &lines); err != nil {
		return err
	}
	var sum Totals
	for _, m := range lines {
		if _, twice := sum.by[m.Currency]; twice || m.Currency == "" {
			return fmt.Errorf("the sum %s has no currency of its own", m)
		}
		sum.Add(m)
	}
	*t = sum
	return nil
}

// figuresText is Figures as JSON has them: the columns that were delivered, and
// of a sum over a creator's days what it knows of them.
type figuresText struct {
	columns
	Sum *tallyText `json:",omitempty"`
}

// columns are the fields of Figures.
type columns struct {
	Clicks  Opt[int64]           `json:",omitzero"`
	Actions Opt[int64]           `json:",omitzero"`
	Sales   Opt[decimal.Decimal] `json:",omitzero"`
	Payout  Opt[decimal.Decimal] `json:",omitzero"`

	Fees        Opt[decimal.Decimal] `json:",omitzero"`
	Posts       Opt[int64]           `json:",omitzero"`
	Impressions Opt[int64]           `json:",omitzero"`
	Reach       Opt[int64]           `json:",omitzero"`
	Engagements Opt[int64]           `json:",omitzero"`
	Views       Opt[int64]           `json:",omitzero"`

	sum *tally
}

// tallyText is a tally as JSON has it.
type tallyText struct {
	Missing map[Metric]int
	Pairs   map[Metric][2]Opt[int64]
}

func figuresTextOf(f Figures) figuresText {
	doc := figuresText{columns: columns(f)}
	if f.sum != nil {
		doc.Sum = &tallyText{Missing: f.sum.missing, Pairs: f.sum.pairs}
	}
	return doc
}

func (doc figuresText) figures() Figures {
	f := Figures(doc.columns)
	if doc.Sum != nil {
		f.sum = &tally{missing: doc.Sum.Missing, pairs: doc.Sum.Pairs}
	}
	return f
}

// MarshalJSON writes the columns that were delivered.
func (f Figures) MarshalJSON() ([]byte, error) { return json.Marshal(figuresTextOf(f)) }

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Figures) UnmarshalJSON(text []byte) error {
	var doc figuresText
	if err := json.Unmarshal(text, &doc); err != nil {
		return err
	}
	*f = doc.figures()
	return nil
}

// snapshotDayText is a SnapshotDay as JSON has it: it would have the form of
// the figures inside, without the day.
type snapshotDayText struct {
	Day Date
	figuresText
}

// MarshalJSON writes the day beside its figures.
func (d SnapshotDay) MarshalJSON() ([]byte, error) {
	return json.Marshal(snapshotDayText{d.Day, figuresTextOf(d.Figures)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *SnapshotDay) UnmarshalJSON(text []byte) error {
	var doc snapshotDayText
	if err := json.Unmarshal(text, &doc); err != nil {
		return err
	}
	d.Day, d.Figures = doc.Day, doc.figures()
	return nil
}

// zoneText is a time zone as JSON has it: its IANA name, or for one that is no
// more than an offset, as of a company whose zone is not known by name, the
// offset and what it was called.
type zoneText struct {
	Name   string
	Offset *int `json:",omitempty"` // seconds east of UTC
}

func zoneTextOf(z *time.Location) *zoneText {
	if z == nil {
		return nil
	}
	doc := &zoneText{Name: z.String()}
	offset, fixed := fixedOffset(z)
	if !fixed {
		return doc
	}
	// A fixed zone may bear the name of another that has summer time: "EET".
	named, err := time.LoadLocation(doc.Name)
	if err == nil && doc.Name != "" {
		if o, ok := fixedOffset(named); ok && o == offset {
			return doc
		}
	}
	doc.Offset = &offset
	return doc
}

// fixedOffset is the offset of a zone that never changes it, in seconds east
// of UTC.
func fixedOffset(z *time.Location) (offset int, fixed bool) {
	t := time.Unix(0, 0).In(z)
	began, ends := t.ZoneBounds()
	_, offset = t.Zone()
	return offset, began.IsZero() && ends.IsZero()
}

// zone is the zone that was meant; one that this machine does not know is an
// error, because days would be cut elsewhere in another.
func (doc *zoneText) zone() (*time.Location, error) {
	switch {
	case doc == nil:
		return nil, nil
	case doc.Offset != nil:
		return time.FixedZone(doc.Name, *doc.Offset), nil
	case doc.Name == "":
		return nil, errors.New("the time zone has no name")
	}
	return time.LoadLocation(doc.Name)
}

// MarshalJSON writes the days and the zone's name.
func (p Period) MarshalJSON() ([]byte, error) {
	type plain Period
	return json.Marshal(struct {
		plain
		Zone *zoneText
	}{plain(p), zoneTextOf(p.Zone)})
}

// UnmarshalJSON reads what MarshalJSON writes. A zone this machine does not
// know is an error.
func (p *Period) UnmarshalJSON(text []byte) error {
	type plain Period
	var doc struct {
		plain
		Zone *zoneText
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return err
	}
	zone, err := doc.Zone.zone()
	if err != nil {
		return err
	}
	*p = Period(doc.plain)
	p.Zone = zone
	return nil
}

// MarshalJSON writes the fields and the zone's name.
func (p Profile) MarshalJSON() ([]byte, error) {
	type plain Profile
	return json.Marshal(struct {
		plain
		Zone *zoneText
	}{plain(p), zoneTextOf(p.Zone)})
}

// UnmarshalJSON reads what MarshalJSON writes. A zone this machine does not
// know is an error.
func (p *Profile) UnmarshalJSON(text []byte) error {
	type plain Profile
	var doc struct {
		plain
		Zone *zoneText
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return err
	}
	zone, err := doc.Zone.zone()
	if err != nil {
		return err
	}
	*p = Profile(doc.plain)
	p.Zone = zone
	return nil
}

// errorText is a failure as JSON has it.
type errorText struct {
	Op         string
	Kind       string        // Kind.String
	Field      string        `json:",omitempty"`
	Status     int           `json:",omitempty"`
	Endpoint   string        `json:",omitempty"`
	Code       string        `json:",omitempty"`
	Detail     string        `json:",omitempty"`
	RetryAfter time.Duration `json:",omitempty"` // nanoseconds
	Fields     []FieldError  `json:",omitempty"`
	Cause      string        `json:",omitempty"` // text of Err
}

// errorTextOf keeps the Error inside of err, with the text of its cause. An
// err without one becomes an Error that says the same to the user: its kind is
// what KindOf makes of it, and its text is the cause.
func errorTextOf(err error) *errorText {
	if err == nil {
		return nil
	}
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Op: "load data", Kind: KindOf(err), Err: err}
	}
	doc := &errorText{
		Op: e.Op, Kind: e.Kind.String(), Field: e.Field, Status: e.Status, Endpoint: e.Endpoint, Code: e.Code,
		Detail: e.Detail, RetryAfter: e.RetryAfter, Fields: e.Fields,
	}
	if e.Err != nil {
		doc.Cause = e.Err.Error()
	}
	return doc
}

// err is the failure that was meant, a *Error. A kind that only a newer
// program knows is Internal.
func (doc *errorText) err() error {
	if doc == nil {
		return nil
	}
	e := &Error{
		Op: doc.Op, Kind: Kind(max(slices.Index(kindNames[:], doc.Kind), 0)), Field: doc.Field, Status: doc.Status,
		Endpoint: doc.Endpoint, Code: doc.Code, Detail: doc.Detail, RetryAfter: doc.RetryAfter, Fields: doc.Fields,
	}
	if doc.Cause != "" {
		e.Err = errors.New(doc.Cause)
	}
	return e
}

// MarshalJSON writes the part and why it could not be had.
func (n Note) MarshalJSON() ([]byte, error) {
	type plain Note
	return json.Marshal(struct {
		plain
		Err *errorText
	}{plain(n), errorTextOf(n.Err)})
}

// UnmarshalJSON reads what MarshalJSON writes: Err is a *Error of the same
// kind and words as before.
func (n *Note) UnmarshalJSON(text []byte) error {
	type plain Note
	var doc struct {
		plain
		Err *errorText
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return err
	}
	*n = Note(doc.plain)
	n.Err = doc.Err.err()
	return nil
}

// MarshalJSON writes the thing and why it was not done.
func (f Failed) MarshalJSON() ([]byte, error) {
	type plain Failed
	return json.Marshal(struct {
		plain
		Err *errorText
	}{plain(f), errorTextOf(f.Err)})
}

// UnmarshalJSON reads what MarshalJSON writes, as that of Note does.
func (f *Failed) UnmarshalJSON(text []byte) error {
	type plain Failed
	var doc struct {
		plain
		Err *errorText
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return err
	}
	*f = Failed(doc.plain)
	f.Err = doc.Err.err()
	return nil
}
