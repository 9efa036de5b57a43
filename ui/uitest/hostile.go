package uitest

import (
	"strings"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// Names are texts that came from outside and mean no good.
func Names() []string {
	return []string{
		"日本語のとても長いブランド名です",
		"👩‍👩‍👧‍👦 Family 🏳️‍🌈 👍🏽 e\u0301\u0301\u0301 1\ufe0f\u20e3",
		"\x1b[31mred\x1b[0m \x1b]0;title\a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\",
		"\x9b31mC1 \x85next\x90dcs\x9c",
		"tab\tnew\nline\r\nback\b\b\bbell\a nul\x00 del\x7f",
		"\u202eevil\u202c \u200bzero\u200b\u2028line",
		"bad utf8 \xff\xfe\xc3(",
		strings.Repeat("Very Long Brand ", 25),
		strings.Repeat("漢", 400),
		strings.Repeat("x\u0300", 400),
		"", " ",
	}
}

// Currencies are twelve codes, of none, two and three decimals.
func Currencies() []string {
	return []string{"USD", "EUR", "GBP", "JPY", "KWD", "BHD", "CHF", "BRL", "INR", "KRW", "SEK", "ZZZ"}
}

// huge is close to the largest amount the client lets through.
const huge = "999999999999.99"

// Hostile fills the source with wide, long, broken and malicious texts, huge
// amounts and twelve currencies.
func (s *Source) Hostile() {
	var all partner.Totals
	for _, c := range Currencies() {
		all.Add(Money(huge, c))
	}
	s.Account.Value.Name = strings.Join(Names(), " ")
	s.Earned.Value = partner.Today{
		Currency: "JPY", Day: Day(2026, 11, 22), Until: "23:59", Earned: all,
		SameTime: Totals(Money("0.01", "USD"), Money("-"+huge, "KWD")), WholeDay: all, Actions: 1 << 30,
	}
	s.Owed.Value = hostilePending()
	s.Funds.Value = partner.Balance{
		Currency: "JPY", Estimate: partner.Some(all), Since: Day(1, 1, 1), LastPaid: partner.Some(Money(huge, "KWD")),
		Withdrawal: partner.Some(partner.WithdrawalSettings{
			Schedule: partner.ByThreshold, Threshold: partner.Some(Money(huge, "USD")),
		}),
		Notes: []partner.Note{{What: "due days", Err: Hostility()}, {What: "paystubs", Err: Hostility()}},
	}
	s.Chart.Value = hostileSnapshot()
	s.Creator.Value = hostileCreator()
	s.poison()
}

// Hostility is a failure whose texts mean no good.
func Hostility() error {
	return &partner.Error{
		Op: "load", Kind: partner.Malformed, Status: 200,
		Field: Names()[2], Endpoint: Names()[3], Detail: strings.Join(Names()[:8], "\n"),
	}
}

func hostilePending() partner.Pending {
	p := partner.Pending{Currency: "JPY", Since: Day(1970, 1, 1), Unsure: 1 << 40, Undated: 1 << 40}
	states := partner.PendingStatuses()
	for i, name := range Names() {
		for j, c := range Currencies() {
			p.Lines = append(p.Lines, partner.PendingLine{
				ProgramID: name, Program: name, Status: states[(i+j)%3], Amount: Money(huge, c),
				Actions: 1 << 40, Bonus: j == 5, Due: Day(9999, 12, 31), Oldest: Day(1, 1, 1),
			})
		}
	}
	p.Notes = []partner.Note{{What: "due days", Err: Hostility()}}
	return p
}

func hostileSnapshot() partner.Snapshot {
	s := Snapshot(366)
	s.Currency = "KWD"
	for i := range s.Days {
		switch i % 5 {
		case 0:
			s.Days[i].Figures = partner.Figures{}
		case 1:
			s.Days[i].Sales = partner.Some(decimal.MustParse(huge))
			s.Days[i].Clicks = partner.Some(int64(1) << 50)
		case 2:
			s.Days[i].Payout = partner.Some(decimal.MustParse("-" + huge))
		}
	}
	s.Sum = partner.Figures{Clicks: partner.Some(int64(1)), Sales: partner.Some(decimal.MustParse(huge))}
	s.Earlier = partner.Figures{Sales: partner.Some(decimal.MustParse("0.0001"))}
	s.Before = s.Before[:3]
	return s
}
