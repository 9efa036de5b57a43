package sandbox

import "time"

// The length of the generated world in days.
const (
	historyDays = 548 // about 18 months, ending with the day of Options.At
	futureDays  = 120 // days after it for which facts exist
	tailDays    = 240 // days after those that lock and clearing dates may reach
)

// calendar numbers the account's days: day 0 is the first one of the history,
// day today the one of Options.At. All instants are Unix seconds in a uint32.
type calendar struct {
	loc      *time.Location
	today    int
	midnight []uint32 // start of each day; its length is the number of days known
	civil    []civil
}

// civil is a day of the account's zone.
type civil struct {
	year       int16
	month      uint8
	day        uint8
	weekday    uint8  // 0 = Sunday
	nextEnd    uint16 // number of the last day of the following month
	monthIndex uint16 // year*12 + month - 1
}

func newCalendar(at time.Time, loc *time.Location) *calendar {
	y, m, d := at.In(loc).Date()
	c := &calendar{loc: loc, today: historyDays}
	n := historyDays + futureDays + tailDays
	first := time.Date(y, m, d-historyDays, 12, 0, 0, 0, time.UTC)
	for i := range n {
		noon := first.AddDate(0, 0, i)
		y, m, d := noon.Date()
		c.midnight = append(c.midnight, uint32(time.Date(y, m, d, 0, 0, 0, 0, loc).Unix()))
		end := time.Date(y, m+2, 0, 12, 0, 0, 0, time.UTC) // day 0 = last of the month before
		c.civil = append(c.civil, civil{
			year: int16(y), month: uint8(m), day: uint8(d), weekday: uint8(noon.Weekday()),
			nextEnd: uint16(i + int(end.Sub(noon).Hours()/24)), monthIndex: uint16(y*12 + int(m) - 1),
		})
	}
	return c
}

// end is the first number that is not a day of generated events.
func (c *calendar) end() int { return historyDays + futureDays }

// dayOf is the day an instant falls on, or -1 and len(midnight) outside.
func (c *calendar) dayOf(at uint32) int {
	if at < c.midnight[0] {
		return -1
	}
	// Days have 23 to 25 hours: the quotient is off by one at most.
	day := int(at-c.midnight[0]) / 86400
	if day >= len(c.midnight) {
		return len(c.midnight)
	}
	for day+1 < len(c.midnight) && c.midnight[day+1] <= at {
		day++
	}
	for c.midnight[day] > at {
		day--
	}
	return day
}

// start is the midnight of a day; days outside are cut to the ends.
func (c *calendar) start(day int) uint32 {
	return c.midnight[min(max(day, 0), len(c.midnight)-1)]
}

// moment is a time of a day, counted from today; the clock is off by an hour
// after a change to or from summer time.
func (c *calendar) moment(fromToday, hour, minute int) uint32 {
	return c.start(c.today+fromToday) + uint32(hour*3_600+minute*60)
}

// number is the day of a date as parsed (at midnight UTC); it may be negative.
func (c *calendar) number(date time.Time) int {
	first := c.civil[0]
	zero := time.Date(int(first.year), time.Month(first.month), int(first.day), 0, 0, 0, 0, time.UTC)
	return int(date.Sub(zero).Hours() / 24)
}

// date is the day with the given number, at midnight UTC; any number is allowed.
func (c *calendar) date(day int) time.Time {
	first := c.civil[0]
	return time.Date(int(first.year), time.Month(first.month), int(first.day)+day, 0, 0, 0, 0, time.UTC)
}

// time is an instant in the account's zone.
func (c *call) time(at uint32) time.Time { return time.Unix(int64(at), 0).In(c.s.loc) }
