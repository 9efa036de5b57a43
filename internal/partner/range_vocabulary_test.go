package partner_test

import (
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// aSunday is the day all ranges of these tests are typed on.
const aSunday = "2026-11-22"

func TestParsePeriodReadsEveryForm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, today, want string }{
		{"today", aSunday, "2026-11-22..2026-11-22"},
		{"1d", aSunday, "2026-11-22..2026-11-22"},
		{"yesterday", aSunday, "2026-11-21..2026-11-21"},
		{"7d", aSunday, "2026-11-16..2026-11-22"},
		{"  Last   7 Days ", aSunday, "2026-11-16..2026-11-22"},
		{"30d", aSunday, "2026-10-24..2026-11-22"},
		{"90d", aSunday, "2026-08-25..2026-11-22"},
		{"1 day", aSunday, "2026-11-22..2026-11-22"},
		{"4w", aSunday, "2026-10-26..2026-11-22"},
		{"last 2 weeks", aSunday, "2026-11-09..2026-11-22"},
		{"1m", aSunday, "2026-10-23..2026-11-22"},
		{"1m", "2026-03-31", "2026-03-01..2026-03-31"},
		{"3 months", aSunday, "2026-08-23..2026-11-22"},
		{"1y", aSunday, "2025-11-23..2026-11-22"},
		{"1 year", "2028-02-29", "2027-03-01..2028-02-29"},
		{"wtd", aSunday, "2026-11-16..2026-11-22"}, // a Sunday ends its week
		{"this week", "2026-11-23", "2026-11-23..2026-11-23"},
		{"week to date", "2026-11-24", "2026-11-23..2026-11-24"},
		{"last week", aSunday, "2026-11-09..2026-11-15"},
		{"last week", "2026-11-23", "2026-11-16..2026-11-22"},
		{"mtd", aSunday, "2026-11-01..2026-11-22"},
		{"MTD", "2026-11-01", "2026-11-01..2026-11-01"},
		{"this month", aSunday, "2026-11-01..2026-11-22"},
		{"month to date", aSunday, "2026-11-01..2026-11-22"},
		{"last month", aSunday, "2026-10-01..2026-10-31"},
		{"last month", "2026-01-15", "2025-12-01..2025-12-31"},
		{"qtd", aSunday, "2026-10-01..2026-11-22"},
		{"this quarter", "2026-03-31", "2026-01-01..2026-03-31"},
		{"quarter to date", "2026-04-01", "2026-04-01..2026-04-01"},
		{"last quarter", aSunday, "2026-07-01..2026-09-30"},
		{"last quarter", "2026-02-01", "2025-10-01..2025-12-31"},
		{"ytd", aSunday, "2026-01-01..2026-11-22"},
		{"this year", "2026-01-01", "2026-01-01..2026-01-01"},
		{"year to date", aSunday, "2026-01-01..2026-11-22"},
		{"last year", aSunday, "2025-01-01..2025-12-31"},
		{"2026-02-03", aSunday, "2026-02-03..2026-02-03"},
		{"2028-02", "2028-05-01", "2028-02-01..2028-02-29"},
		{"2026-11", aSunday, "2026-11-01..2026-11-22"}, // its last days are still to come
		{"2025", aSunday, "2025-01-01..2025-12-31"},
		{"2026", aSunday, "2026-01-01..2026-11-22"},
		{"2026-01-01..2026-01-31", aSunday, "2026-01-01..2026-01-31"},
		{"2026-01-01...2026-01-31", aSunday, "2026-01-01..2026-01-31"},
		{"2026-01-01 .. 2026-01-31", aSunday, "2026-01-01..2026-01-31"},
		{"2026-01-01 to 2026-01-31", aSunday, "2026-01-01..2026-01-31"},
		{"2026-01-01 2026-01-31", aSunday, "2026-01-01..2026-01-31"},
		{"2026-01-01 – 2026-01-31", aSunday, "2026-01-01..2026-01-31"},
		{"2026-01-01—2026-01-31", aSunday, "2026-01-01..2026-01-31"},
		{"2026-11-01..", aSunday, "2026-11-01..2026-11-22"},
		{"2026-11-01..today", aSunday, "2026-11-01..2026-11-22"},
		{"2026-11-01 to yesterday", aSunday, "2026-11-01..2026-11-21"},
		{"1098d", aSunday, "2023-11-21..2026-11-22"},
	} {
		t.Run(c.text+" on "+c.today, func(t *testing.T) {
			t.Parallel()
			p, err := partner.ParsePeriod(c.text, day(c.today), time.UTC)
			if err != nil || p.String() != c.want {
				t.Fatalf("ParsePeriod(%q) is %v, %v; want %s", c.text, p, err, c.want)
			}
			if again, err := partner.ParsePeriod(p.String(), day(c.today), time.UTC); err != nil || again != p {
				t.Errorf("its own form %s is read as %v, %v", p, again, err)
			}
		})
	}
}

func TestParsePeriodSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, say string }{
		{"", "is not a range"},
		{"7", "is not a range"},
		{"d", "is not a range"},
		{"-7d", "is not a range"},
		{"7 parsecs", "is not a range"},
		{"next week", "is not a range"},
		{"2026-1-1", "is not a range"},
		{"2026-01-01-2026-01-31", "is not a range"},
		{"2026-01-01..tomorrow", "is not a range"},
		{"..2026-01-31", "is not a range"},
		{"7d; rm", "is not a range"},
		{"0d", "at least one day"},
		{"last 0 weeks", "at least one day"},
		{"2026-02-30", "is not a day"},
		{"2026-13", "is not a day"},
		{"2026-01-01..2026-01-32", "is not a day"},
		{"2026-01-31..2026-01-01", "before it begins"},
		{"2026-11-22..yesterday", "before it begins"},
		{"2026-11-23", "after today"},
		{"2026-12", "after today"},
		{"2027", "after today"},
		{"1099d", "too many"},
		{"9999y", "too many"},
		{"9999m", "too many"},
		{"2000-01-01..today", "too many"},
	} {
		p, err := partner.ParsePeriod(c.text, day(aSunday), time.UTC)
		if err == nil {
			t.Errorf("ParsePeriod(%q) is %v, want an error", c.text, p)
		} else if !strings.Contains(err.Error(), c.say) {
			t.Errorf("ParsePeriod(%q) says %q, want %q", c.text, err, c.say)
		}
	}
}

func TestEveryPresetIsARange(t *testing.T) {
	t.Parallel()
	for _, text := range append(partner.Presets(), partner.DefaultRange) {
		for d := day("2027-12-25"); d.Before(day("2029-01-05")); d = d.Add(1) {
			p, err := partner.ParsePeriod(text, d, time.UTC)
			if err != nil || p.Days() < 1 || p.To.After(d) {
				t.Errorf("%q on %v is %v, %v", text, d, p, err)
			}
		}
	}
}

func TestResolveShiftsByWholeLengths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		shift int
		want  string
	}{
		{"7d", 0, "2026-11-16..2026-11-22"},
		{"7d", -1, "2026-11-09..2026-11-15"},
		{"7d", -52, "2025-11-17..2025-11-23"},
		{"yesterday", 1, "2026-11-22..2026-11-22"},
		{"2026-11-10..2026-11-19", 1, "2026-11-20..2026-11-22"},
	} {
		q := partner.RangeQuery{Text: c.text, Shift: c.shift}
		p, err := q.Resolve(day(aSunday), time.UTC)
		if err != nil || p.String() != c.want || p.Zone != time.UTC {
			t.Errorf("%s shifted by %d is %v, %v; want %s", c.text, c.shift, p, err, c.want)
		}
	}
	for _, q := range []partner.RangeQuery{{Text: "7d", Shift: 1}, {Text: "yesterday", Shift: 2}, {Text: "soon"}, {}} {
		if p, err := q.Resolve(day(aSunday), time.UTC); err == nil {
			t.Errorf("%+v is %v, want an error", q, p)
		}
	}
}
