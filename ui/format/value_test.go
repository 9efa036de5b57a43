package format

import (
	"math"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

func amount(text, code string) partner.Money {
	return partner.Money{Amount: decimal.MustParse(text), Currency: code}
}

func TestMoney(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ amount, currency, want string }{
		{"1234.5", "USD", "$1,234.50"},
		{"45", "EUR", "€45.00"},
		{"1200", "JPY", "¥1,200"},
		{"12", "CHF", "CHF\u00a012.00"},
		{"1.5", "KWD", "KWD\u00a01.500"},
		{"7", "CAD", "CA$7.00"},
		{"7", "XOF", "XOF\u00a07"},
		{"-3.2", "USD", "-$3.20"},
		{"-12", "CHF", "-CHF\u00a012.00"},
		{"2.345", "USD", "$2.35"},
		{"2.335", "USD", "$2.34"},
		{"-2.345", "USD", "-$2.35"},
		{"0.004", "USD", "$0.00"},
		{"-0.004", "USD", "$0.00"},
		{"-0.5", "JPY", "-¥1"},
		{"0", "USD", "$0.00"},
		{"9.999999999999999999", "USD", "$10.00"},
		{"999999999999.99", "USD", "$999,999,999,999.99"},
		{"5", "ZZZ", "ZZZ\u00a05.00"},
		{"5", "\x1b[31mX", "X\u00a05.00"},
		{"5", "", "\u00a05.00"},
		{"0", "", "-"},
	} {
		if got := Money(amount(c.amount, c.currency)); got != c.want {
			t.Errorf("Money(%s %q) = %q, want %q", c.amount, c.currency, got, c.want)
		}
	}
}

func TestMoneyShort(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount, currency string
		width            int
		want             string
	}{
		{"1234.5", "USD", 9, "$1,234.50"},
		{"1234.5", "USD", 8, "$1,235"},
		{"1234.5", "USD", 5, "$1.2k"},
		{"1234.5", "USD", 4, "$1k"},
		{"1234.5", "USD", 2, "…"},
		{"1234.5", "USD", 0, ""},
		{"12345.67", "USD", 8, "$12.3k"},
		{"12345.67", "USD", 4, "$12k"},
		{"999950", "USD", 7, "$1M"},
		{"999949", "USD", 7, "$999.9k"},
		{"-1250000", "USD", 7, "-$1.3M"},
		{"1000", "USD", 5, "$1k"},
		{"182.4", "USD", 5, "$182"},
		{"123456789012", "USD", 8, "$123.5B"},
		{"45000", "CHF", 9, "CHF\u00a045k"},
	} {
		if got := MoneyShort(amount(c.amount, c.currency), c.width); got != c.want {
			t.Errorf("MoneyShort(%s %s, %d) = %q, want %q", c.amount, c.currency, c.width, got, c.want)
		}
	}
}

func TestMoneyFine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ amount, currency, want string }{
		{"1.2345", "USD", "$1.23"},
		{"0.3222222222", "USD", "$0.32"},
		{"0.0312", "USD", "$0.031"},
		{"0.0300", "USD", "$0.03"},
		{"0.00312", "USD", "$0.0031"},
		{"0.0999", "USD", "$0.10"},
		{"0.996", "USD", "$1.00"},
		{"0.00014", "USD", "$0.0001"},
		{"0.00004", "USD", "<$0.0001"},
		{"-0.00004", "USD", ">-$0.0001"},
		{"-0.0312", "USD", "-$0.031"},
		{"0", "USD", "$0.00"},
		{"0.31", "JPY", "¥0.31"},
		{"12.3", "JPY", "¥12"},
	} {
		if got := MoneyFine(amount(c.amount, c.currency)); got != c.want {
			t.Errorf("MoneyFine(%s %s) = %q, want %q", c.amount, c.currency, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12482: "12,482", -1234567: "-1,234,567", -100: "-100",
		math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in     string
		digits int
		want   string
	}{
		{"3.0523", 2, "3.05 %"}, {"3.055", 2, "3.06 %"}, {"3", 2, "3.00 %"}, {"-0.4", 0, "0 %"}, {"1234.5", 0, "1,235 %"}, {"5", -1, "5 %"},
	} {
		if got := Percent(decimal.MustParse(c.in), c.digits); got != c.want {
			t.Errorf("Percent(%s, %d) = %q, want %q", c.in, c.digits, got, c.want)
		}
	}
}

func TestChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cur, prev, want string
		dir             int
		ok              bool
	}{
		{"112.3", "100", "12.3 %", 1, true},
		{"131", "100", "31 %", 1, true},
		{"50", "100", "50 %", -1, true},
		{"0", "100", "100 %", -1, true},
		{"100", "100", "0 %", 0, true},
		{"100.00", "100", "0 %", 0, true},
		{"100001", "100000", "<0.1 %", 1, true},
		{"354.5", "100", "255 %", 1, true},
		{"1099.4", "100", "999 %", 1, true},
		{"1099.5", "100", ">999 %", 1, true},
		{"999999999999", "0.000001", ">999 %", 1, true},
		{"-50", "-100", "50 %", 1, true},
		{"5", "0", "", 1, false},
		{"0", "0", "", 0, false},
	} {
		text, dir, ok := Change(decimal.MustParse(c.cur), decimal.MustParse(c.prev))
		if text != c.want || dir != c.dir || ok != c.ok {
			t.Errorf("Change(%s, %s) = %q, %d, %v, want %q, %d, %v", c.cur, c.prev, text, dir, ok, c.want, c.dir, c.ok)
		}
	}
}

func TestAge(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		-time.Hour: "now", 59 * time.Second: "now", time.Minute: "1m", 119 * time.Second: "1m", 59*time.Minute + 59*time.Second: "59m",
		time.Hour: "1h", 23*time.Hour + 59*time.Minute: "23h", 24 * time.Hour: "1d", 400 * 24 * time.Hour: "400d",
	} {
		if got := Age(d); got != want {
			t.Errorf("Age(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	oct24, nov22 := partner.Date{Year: 2026, Month: 10, Day: 24}, partner.Date{Year: 2026, Month: 11, Day: 22}
	jan5 := partner.Date{Year: 2027, Month: 1, Day: 5}
	for _, c := range []struct{ got, want string }{
		{Day(nov22, false), "Nov 22"},
		{Day(nov22, true), "Nov 22, 2026"},
		{Day(partner.Date{}, true), "-"},
		{Weekday(partner.Date{Year: 2026, Month: 11, Day: 10}), "Tue Nov 10"},
		{Weekday(partner.Date{}), "-"},
		{RangeSeen(oct24, nov22, nov22), "Oct 24 – Nov 22"},
		{RangeSeen(oct24, nov22, jan5), "Oct 24 – Nov 22, 2026"},
		{RangeSeen(nov22, nov22, jan5), "Nov 22, 2026"},
		{RangeSeen(nov22, jan5, jan5), "Nov 22, 2026 – Jan 5, 2027"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestPenWritesRuns(t *testing.T) {
	t.Parallel()
	pen := NewPen(func(s ...string) string { return "\x1b[1m" + s[0] + "\x1b[m" })
	if pen.On != "\x1b[1m" || pen.Off != "\x1b[m" {
		t.Errorf("pen is %q", pen)
	}
}

func BenchmarkMoney(b *testing.B) {
	m := amount("1234.5", "USD")
	b.ReportAllocs()
	for b.Loop() {
		Money(m)
	}
}
