package partner_test

import (
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

func dec(s string) decimal.Decimal { return decimal.MustParse(s) }

func money(amount, currency string) partner.Money {
	return partner.NewMoney(dec(amount), currency)
}

func sameMoney(t *testing.T, what string, got, want partner.Money) {
	t.Helper()
	if got.Currency != want.Currency || got.Amount.Cmp(want.Amount) != 0 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func panics(t *testing.T, what string, do func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s did not panic", what)
		}
	}()
	do()
}

func TestParseDecimalReadsWhatTheServicePrints(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"cents", "0.88", "0.88"},
		{"trailing zeros go", "12.50", "12.5"},
		{"a whole number stays whole", "100", "100"},
		{"thousands", "1,240.18", "1240.18"},
		{"millions", "-1,234,567.5", "-1234567.5"},
		{"a sign", "+3.20", "3.2"},
		{"blanks around", "  7.1\t", "7.1"},
		{"18 decimals of zeros", "1240.180000000000000000", "1240.18"},
		{"18 decimals below one", "0.123456789012345678", "0.123456789012345678"},
		{"more digits than fit are rounded", "1240.123456789012345678", "1240.123456789012346"},
		{"half to even", "100000000000.00000005", "100000000000"},
		{"negative zero is zero", "-0.00", "0"},
		{"an exponent", "1.5e3", "1500"},
		{"the largest amount", "999999999999.99", "999999999999.99"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := partner.ParseDecimal(c.text)
			if err != nil || got.String() != c.want {
				t.Errorf("ParseDecimal(%q) is %v, %v; want %s", c.text, got, err, c.want)
			}
		})
	}
}

func TestParseDecimalRefusesWhatItWouldHaveToGuess(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", ".", "-", "abc", "12.3.4", "1 240", "$5", "NaN", "Infinity", "1e999", "0x10", "１２",
		"12,5", "1,24", "1,2345.00", ",5", "1,,000", "1.000,50", "1240,180.5", // a decimal comma is no separator
		"1000000000000", "-1000000000000", "9e12", "999999999999.99999999999", // out of range, the last one by rounding
	} {
		if d, err := partner.ParseDecimal(text); err == nil {
			t.Errorf("ParseDecimal(%q) is %v, want an error", text, d)
		} else if !strings.Contains(err.Error(), `"`) {
			t.Errorf("the error %q does not quote the text", err)
		}
	}
}

func TestParseMoneyNeedsACurrency(t *testing.T) {
	t.Parallel()
	m, err := partner.ParseMoney("1,240.18", " usd ")
	if err != nil {
		t.Fatal(err)
	}
	sameMoney(t, "money", m, money("1240.18", "USD"))
	if m.String() != "1240.18 USD" {
		t.Errorf("String is %q", m)
	}
	for _, c := range [][2]string{{"1.00", ""}, {"1.00", "  "}, {"x", "USD"}} {
		if m, err := partner.ParseMoney(c[0], c[1]); err == nil {
			t.Errorf("ParseMoney(%q, %q) is %v, want an error", c[0], c[1], m)
		}
	}
}

func TestAddingTwoCurrenciesPanics(t *testing.T) {
	t.Parallel()
	panics(t, "USD + EUR", func() { money("1", "USD").Add(money("1", "EUR")) })
	panics(t, "USD - EUR", func() { money("1", "USD").Sub(money("1", "EUR")) })
	panics(t, "USD + zero EUR", func() { money("1", "USD").Add(money("0", "EUR")) })
	panics(t, "USD + an amount without currency", func() { money("1", "USD").Add(money("1", "")) })
}

func TestMoneyNotStatedIsNeutral(t *testing.T) {
	t.Parallel()
	var none partner.Money
	one := money("1.25", "EUR")
	sameMoney(t, "none + m", none.Add(one), one)
	sameMoney(t, "m + none", one.Add(none), one)
	sameMoney(t, "none - m", none.Sub(one), money("-1.25", "EUR"))
	if sum := none.Add(none); sum.Currency != "" || !sum.IsZero() {
		t.Errorf("none + none is %v", sum)
	}
	if !money("0.00", "USD").IsZero() || money("0.01", "USD").IsZero() {
		t.Error("IsZero is wrong")
	}
}

func TestAMillionOfTheLargestAmountsStillAddUp(t *testing.T) {
	t.Parallel()
	most, err := partner.ParseDecimal("999999999999")
	if err != nil {
		t.Fatal(err)
	}
	sum := decimal.Zero
	for range 1_000_000 {
		sum = partner.AddDecimal(sum, most)
	}
	if sum.String() != "999999999999000000" {
		t.Errorf("sum is %v", sum)
	}
	panics(t, "a sum beyond 19 digits", func() { partner.AddDecimal(dec("9999999999999999999"), dec("1")) })
}

func TestTotalsKeepCurrenciesApart(t *testing.T) {
	t.Parallel()
	var sum, other partner.Totals
	if sum.Len() != 0 || !sum.IsZero() || len(sum.Lines("USD")) != 0 {
		t.Error("the zero value is not an empty sum")
	}
	for _, m := range []partner.Money{money("1.10", "USD"), money("2", "GBP"), money("3.30", "EUR"), money("0.90", "USD")} {
		sum.Add(m)
	}
	sum.Add(partner.Money{}) // money not stated
	other.Add(money("-2", "GBP"))
	other.Add(money("5", "CHF"))
	sum.AddAll(other)
	sameMoney(t, "USD", sum.In("USD"), money("2", "USD"))
	sameMoney(t, "GBP", sum.In("GBP"), money("0", "GBP"))
	sameMoney(t, "a currency without a line", sum.In("JPY"), money("0", "JPY"))
	var order []string
	for _, m := range sum.Lines("EUR") {
		order = append(order, m.Currency)
	}
	if got := strings.Join(order, " "); got != "EUR CHF GBP USD" {
		t.Errorf("lines are %s", got)
	}
	if sum.Len() != 4 || sum.IsZero() {
		t.Errorf("Len is %d, IsZero %v", sum.Len(), sum.IsZero())
	}
}

func TestTotalsOfZerosAreZeroButHaveLines(t *testing.T) {
	t.Parallel()
	var sum partner.Totals
	sum.Add(money("4", "USD"))
	sum.Add(money("-4", "USD"))
	if !sum.IsZero() || sum.Len() != 1 {
		t.Errorf("IsZero %v, Len %d", sum.IsZero(), sum.Len())
	}
	panics(t, "an amount without a currency", func() { sum.Add(money("1", "")) })
}
