package chart

import (
	"time"

	"impactdash/ui/format"
)

// apart is the least number of cells between two dates.
const apart = 3

// date is a label under the axis.
type date struct {
	notch int // column of its day, from the left edge of the plot
	start int // column of its first cell
	text  string
}

func (d date) end() int { return d.start + format.Width(d.text) }

// calendar is a kind of step between dates.
type calendar struct {
	key   func(day) int // differs between two days that lie in different steps
	text  string        // layout of a date
	first string        // layout of the first and the last day
	daily bool          // each day is a step
}

// day is a date in the forms that keys are made of.
type day struct {
	number      int // since 1970-01-01, a Thursday
	year, month int // month from 0
}

func dayOf(t time.Time) day {
	t = t.UTC()
	number := t.Unix() / 86400
	if t.Unix() < 0 && t.Unix()%86400 != 0 {
		number--
	}
	return day{int(number), t.Year(), int(t.Month()) - 1}
}

// calendars lists the steps, finest first. Over more than a year dates are
// written with the year, because without it they would repeat. Weeks begin on
// Monday; adding a multiple of 14 days keeps the numbers positive.
func calendars(long bool) []calendar {
	const monday, ages = 3, 14 * 100_000
	short, month := "Jan 2", "Jan"
	if long {
		short, month = "Jan 2, 2006", "Jan 2006"
	}
	return []calendar{
		{func(d day) int { return d.number }, short, short, true},
		{func(d day) int { return (d.number + monday + ages) / 7 }, short, short, false},
		{func(d day) int { return (d.number + monday + ages) / 14 }, short, short, false},
		{func(d day) int { return d.year*12 + d.month }, month, short, false},
		{func(d day) int { return d.year*4 + d.month/3 }, month, "Jan 2006", false},
		{func(d day) int { return d.year }, "2006", "Jan 2006", false},
	}
}

// dates chooses the finest steps whose labels have room in w columns, and adds
// the first and the last day where there is room left.
func dates(times []time.Time, w int) []date {
	days := make([]day, len(times))
	for i, t := range times {
		days[i] = dayOf(t)
	}
	steps := calendars(len(days) > 0 && days[len(days)-1].number-days[0].number > 365)
	for _, c := range steps {
		if placed, ok := c.place(times, days, w); ok {
			return c.ends(placed, times, w)
		}
	}
	return steps[len(steps)-1].ends(nil, times, w)
}

// place puts a label where a step begins. ok is false when they would touch.
func (c calendar) place(times []time.Time, days []day, w int) (placed []date, ok bool) {
	n, free := len(days), 0
	for i := range days {
		if !c.begins(days, i, times) {
			continue
		}
		d := date{text: c.label(times[i]), notch: position(i, n, w, 1)}
		d.start = d.notch
		if d.start < free {
			return nil, false
		}
		if d.end() > w {
			break
		}
		placed, free = append(placed, d), d.end()+apart
	}
	return placed, true
}

// begins reports whether a step begins with day i.
func (c calendar) begins(days []day, i int, times []time.Time) bool {
	if i > 0 {
		return c.key(days[i]) != c.key(days[i-1])
	}
	return c.key(days[0]) != c.key(dayOf(times[0].UTC().AddDate(0, 0, -1)))
}

// label is the date of a step; among months January shows the new year.
func (c calendar) label(t time.Time) string {
	t = t.UTC()
	if c.text == "Jan" && t.Month() == time.January {
		return t.Format("2006")
	}
	return t.Format(c.text)
}

// ends adds the first and the last day to dates that leave room for them.
func (c calendar) ends(placed []date, times []time.Time, w int) []date {
	n := len(times)
	if n == 0 {
		return placed
	}
	first := date{text: times[0].UTC().Format(c.first), notch: position(0, n, w, 1)}
	first.start = min(first.notch, w-format.Width(first.text))
	switch {
	case first.start < 0:
		return placed
	case len(placed) == 0:
		placed = []date{first}
	case first.end()+apart <= placed[0].start:
		placed = append([]date{first}, placed...)
	}
	return c.last(placed, times[n-1], position(n-1, n, w, 1))
}

// last adds the last day, flush with its column. Where each day has a date,
// that of the day before makes room for it.
func (c calendar) last(placed []date, t time.Time, notch int) []date {
	last := date{text: t.UTC().Format(c.first), notch: notch}
	last.start = last.notch + 1 - format.Width(last.text)
	end := placed[len(placed)-1]
	if c.daily && len(placed) > 1 && end.notch < notch && last.start < end.end()+apart {
		placed = placed[:len(placed)-1]
	}
	if last.start >= placed[len(placed)-1].end()+apart {
		placed = append(placed, last)
	}
	return placed
}
