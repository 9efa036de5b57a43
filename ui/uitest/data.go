package uitest

import (
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// zone is seven hours behind UTC, so that it is morning in the account.
func zone() *time.Location { return time.FixedZone("America/Los_Angeles", -7*60*60) }

// Profile is the account of the usual data.
func Profile() partner.Profile {
	return partner.Profile{ID: "IRabc", Name: "Beacon Reviews", Currency: "USD", Zone: zone()}
}

// Day is a day of the usual data.
func Day(year int, month time.Month, day int) partner.Date {
	return partner.Date{Year: year, Month: month, Day: day}
}

// Money reads an amount such as "12.30".
func Money(amount, currency string) partner.Money {
	return partner.Money{Amount: decimal.MustParse(amount), Currency: currency}
}

// Totals sums amounts per currency.
func Totals(all ...partner.Money) partner.Totals {
	var t partner.Totals
	for _, m := range all {
		t.Add(m)
	}
	return t
}

// Today is what was earned today, in two currencies.
func Today() partner.Today {
	return partner.Today{
		Currency: "USD", Day: Day(2026, 11, 22), Until: "08:04",
		Earned:   Totals(Money("42.17", "USD"), Money("3.20", "EUR")),
		SameTime: Totals(Money("37.65", "USD"), Money("4.10", "EUR")),
		WholeDay: Totals(Money("88.02", "USD"), Money("9.90", "EUR")),
		Actions:  7,
	}
}

// Pending is money owed by three programs in two currencies and all states.
func Pending() partner.Pending {
	line := func(id, name string, s partner.PendingStatus, amount, currency string, actions int, due partner.Date) partner.PendingLine {
		return partner.PendingLine{
			ProgramID: id, Program: name, Status: s, Amount: Money(amount, currency), Actions: actions,
			Due: due, Oldest: Day(2026, 9, 3),
		}
	}
	bonus := line("100", "Acme Shoes", partner.Locked, "25.00", "USD", 0, Day(2026, 12, 15))
	bonus.Bonus, bonus.Oldest = true, partner.Date{}
	return partner.Pending{
		Currency: "USD", Since: Day(2025, 11, 22), Unsure: 2, Undated: 1,
		Lines: []partner.PendingLine{
			line("100", "Acme Shoes", partner.NotLocked, "310.40", "USD", 31, partner.Date{}),
			line("100", "Acme Shoes", partner.Locked, "120.00", "USD", 12, Day(2026, 12, 1)),
			bonus,
			line("100", "Acme Shoes", partner.NotLocked, "77.77", "EUR", 5, partner.Date{}),
			line("200", "Bolt Bikes", partner.Overdue, "55.50", "USD", 3, Day(2026, 11, 10)),
			line("300", "Cedar Tea", partner.NotLocked, "9.99", "USD", 40, partner.Date{}),
		},
	}
}

// Balance is an estimate on its way to a withdrawal at a threshold.
func Balance() partner.Balance {
	return partner.Balance{
		Currency: "USD", Since: Day(2026, 11, 12),
		Estimate: partner.Some(Totals(Money("61.25", "USD"), Money("12.00", "EUR"))),
		LastPaid: partner.Some(Money("250.10", "USD")),
		Withdrawal: partner.Some(partner.WithdrawalSettings{
			Method: "PAYPAL", Schedule: partner.ByThreshold, Threshold: partner.Some(Money("100", "USD")),
		}),
	}
}

// Snapshot is n days up to the day of Now, rising, with a weekly swing.
func Snapshot(n int) partner.Snapshot { return SnapshotUntil(n, Day(2026, 11, 22)) }

// SnapshotUntil is n days that end on a day.
func SnapshotUntil(n int, last partner.Date) partner.Snapshot {
	p := partner.Period{From: last.Add(1 - n), To: last, Zone: zone()}
	s := partner.Snapshot{Period: p, Previous: p.Previous(), Currency: "USD", Today: Day(2026, 11, 22)}
	for i := range n {
		s.Days = append(s.Days, day(p.From.Add(i), 100+4*i+17*(i%7)))
		s.Before = append(s.Before, day(s.Previous.From.Add(i), 90+3*i+11*(i%7)))
	}
	s.Sum, s.Earlier = total(s.Days), total(s.Before)
	return s
}

func total(days []partner.SnapshotDay) partner.Figures {
	all := make([]partner.Figures, len(days))
	for i, d := range days {
		all[i] = d.Figures
	}
	return partner.Total(all...)
}

func day(d partner.Date, clicks int) partner.SnapshotDay {
	n := int64(clicks)
	return partner.SnapshotDay{Day: d, Figures: partner.Figures{
		Clicks: partner.Some(n), Actions: partner.Some(n / 11),
		Sales:  partner.Some(decimal.MustNew(n*725, 2)),
		Payout: partner.Some(decimal.MustNew(n*41, 2)),
	}}
}

// Empty empties the source: an account in which nothing has happened yet.
func (s *Source) Empty() {
	s.empty()
	none := func(p partner.Period) []partner.SnapshotDay {
		var days []partner.SnapshotDay
		for i := range p.Days() {
			days = append(days, partner.SnapshotDay{Day: p.From.Add(i), Figures: zeros()})
		}
		return days
	}
	s.Earned.Value = partner.Today{Currency: "USD", Day: Day(2026, 11, 22), Until: "08:04"}
	s.Owed.Value = partner.Pending{Currency: "USD", Since: Day(2025, 11, 22)}
	s.Funds.Value = partner.Balance{Currency: "USD", Estimate: partner.Some(partner.Totals{}), Unset: true}
	v := Snapshot(30)
	v.Days, v.Before, v.Sum, v.Earlier = none(v.Period), none(v.Previous), zeros(), zeros()
	s.Chart.Value = v
	s.Creator.Value = idleCreator(30)
}

func zeros() partner.Figures {
	return partner.Figures{
		Clicks: partner.Some(int64(0)), Actions: partner.Some(int64(0)),
		Sales: partner.Some(decimal.Zero), Payout: partner.Some(decimal.Zero),
	}
}
