package partner

import (
	"testing"

	"github.com/govalues/decimal"
)

func money(amount, currency string) Money {
	m, err := ParseMoney(amount, currency)
	if err != nil {
		panic(err)
	}
	return m
}

func equal(a, b Money) bool { return a.Currency == b.Currency && a.Amount.Cmp(b.Amount) == 0 }

func TestDecimalsAsTheServicePrintsThem(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0.88": "0.88", " 12 ": "12", "-3.11": "-3.11", "1,240.18": "1240.18", "1,234,567.5": "1234567.5",
		"141.020000000000000000": "141.02", "5.512222222222222222": "5.512222222222222222", "1.5E3": "1500",
		"1240.180000000000000000": "1240.18", "999999999999.99": "999999999999.99",
	} {
		d, err := ParseDecimal(in)
		if err != nil || d.String() != want {
			t.Errorf("%q gives %v, %v; want %s", in, d, err, want)
		}
	}
	for _, in := range []string{"", "abc", "1000000000000", "-1000000000000", "1e99", "1.2.3", "NaN", "Inf", "0x1", "$5"} {
		if d, err := ParseDecimal(in); err == nil {
			t.Errorf("%q was read as %v", in, d)
		}
	}
}

func TestMoneyIsReadWithItsCurrency(t *testing.T) {
	t.Parallel()
	if m, err := ParseMoney("1,240.18", " usd "); err != nil || m.String() != "1240.18 USD" {
		t.Errorf("got %v, %v", m, err)
	}
	for _, in := range [][2]string{{"5", ""}, {"5", "  "}, {"", "USD"}, {"x", "USD"}} {
		if m, err := ParseMoney(in[0], in[1]); err == nil {
			t.Errorf("%q gives %v", in, m)
		}
	}
}

func TestMoneyOfOneCurrencyAddsUp(t *testing.T) {
	t.Parallel()
	a, b := money("10.10", "USD"), money("0.20", "USD")
	for name, got := range map[string][2]Money{
		"sum":              {a.Add(b), money("10.30", "USD")},
		"difference":       {a.Sub(b), money("9.90", "USD")},
		"negative":         {b.Neg(), money("-0.20", "USD")},
		"nothing on right": {a.Add(Money{}), a},
		"nothing on left":  {Money{}.Add(a), a},
		"nothing less":     {Money{}.Sub(a), money("-10.10", "USD")},
	} {
		if !equal(got[0], got[1]) {
			t.Errorf("%s is %v, want %v", name, got[0], got[1])
		}
	}
	if !(Money{Currency: "EUR"}).IsZero() || a.IsZero() {
		t.Error("zero is mistaken")
	}
}

func TestCurrenciesAreNeverAddedTogether(t *testing.T) {
	t.Parallel()
	for name, add := range map[string]func(){
		"two currencies":          func() { money("1", "USD").Add(money("1", "EUR")) },
		"zero of another":         func() { money("1", "USD").Add(money("0", "EUR")) },
		"amount without currency": func() { money("1", "USD").Add(Money{Amount: decimal.One}) },
		"total without currency":  func() { new(Totals).Add(Money{Amount: decimal.One}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			add()
		})
	}
}

func TestTotalsKeepALinePerCurrency(t *testing.T) {
	t.Parallel()
	var sum, other Totals
	if !sum.IsZero() || sum.Len() != 0 || len(sum.Lines("USD")) != 0 || !equal(sum.In("USD"), Money{Currency: "USD"}) {
		t.Error("the empty sum is not empty")
	}
	for _, m := range []Money{money("1", "USD"), money("2.5", "GBP"), money("0", "EUR"), money("0.1", "USD"), {}} {
		sum.Add(m)
	}
	other.Add(money("1", "CHF"))
	other.Add(money("1", "GBP"))
	sum.AddAll(other)
	want := []Money{money("3.5", "GBP"), money("1", "CHF"), money("0", "EUR"), money("1.1", "USD")}
	got := sum.Lines("GBP")
	if len(got) != len(want) || sum.Len() != len(want) || sum.IsZero() {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if !equal(got[i], want[i]) {
			t.Errorf("line %d is %v, want %v", i, got[i], want[i])
		}
	}
	if first := sum.Lines("")[0]; first.Currency != "CHF" {
		t.Errorf("without a first currency %v stands first", first)
	}
	if !equal(other.In("GBP"), money("1", "GBP")) || !equal(sum.In("JPY"), Money{Currency: "JPY"}) {
		t.Error("adding changed the other sum, or a missing line is not zero")
	}
}

func TestTotalsThatCancelOut(t *testing.T) {
	t.Parallel()
	var sum Totals
	sum.Add(money("5", "USD"))
	sum.Add(money("-5", "USD"))
	if !sum.IsZero() || sum.Len() != 1 {
		t.Errorf("got %v", sum.Lines(""))
	}
}

func TestAMillionOfTheLargestAmountsAddUp(t *testing.T) {
	t.Parallel()
	large, sum := money("999999999999", "USD"), Money{}
	for range 1_000_000 {
		sum = sum.Add(large)
	}
	if sum.Amount.String() != "999999999999000000" {
		t.Errorf("got %v", sum)
	}
}
