package format

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

func TestHideFindsMoneyAndNothingElse(t *testing.T) {
	t.Parallel()
	for row, want := range map[string]string{
		"Balance $1,234.50 due Nov 30":          "Balance $### due Nov 30",
		"-$3.20 ▲ €12":                          "-$### ▲ €###",
		"$12.3k $1M ¥1,200":                     "$### $### ¥###",
		"CA$5 CHF\u00a012.00 XOF\u00a07":        "CA$### CHF\u00a0### XOF\u00a0###",
		"a fee of USD 500, or 300.50 EUR.":      "a fee of USD ###, or ### EUR.",
		"12 € and 12€ and CHF 5":                "### € and ###€ and CHF ###",
		"$5–10 or $5 - 10, 3 of 4":              "$###–### or $### - ###, 3 of 4",
		"<$0.0001 +$7 €-8":                      "<$### +$### €-###",
		Bare("49.99") + " and -1.5":             "\u00a0### and -1.5",
		Bare("-49.99"):                          "\u00a0-###",
		BareEnd("49.99") + " or 50":             "###\u00a0 or 50",
		"1,289 clicks, 3.05 %, 8 % of it":       "1,289 clicks, 3.05 %, 8 % of it",
		"Nov 22 2026 15:04 UTC 15":              "Nov 22 2026 15:04 UTC 15",
		"order 77 SKU 12 ID 3":                  "order 77 SKU 12 ID 3",
		"$ of 12":                               "$ of 12",
		"$5 12":                                 "$### 12",
		"12 $5":                                 "12 $###",
		"$7kg":                                  "$###kg",
		"":                                      "",
		"漢字 ￥500 é":                             "漢字 ￥### é",
		"\x1b[1m$12\x1b[0m.50":                  "\x1b[1m$###\x1b[0m",
		"\x1b[38;5;80mUSD 5\x1b[m 6":            "\x1b[38;5;80mUSD ###\x1b[m 6",
		"\x1b]8;;https://x/$5\x07a\x1b]8;;\x07": "\x1b]8;;https://x/$5\x07a\x1b]8;;\x07",
	} {
		if got := Hide(row, "#"); got != want {
			t.Errorf("%q becomes %q, want %q", row, got, want)
		}
		out := HideRows([]string{row}, "#")[0]
		if got := strings.ReplaceAll(ansi.Strip(out), " ", ""); strings.ReplaceAll(got, "#", "") != strings.ReplaceAll(strings.ReplaceAll(ansi.Strip(want), " ", ""), "#", "") {
			t.Errorf("%q becomes %q as a row, want what %q has", row, out, want)
		}
		if ansi.StringWidth(out) != ansi.StringWidth(row) {
			t.Errorf("%q has another width", out)
		}
	}
}

func TestHiddenAmountsOfARowTellNoSize(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, page, want string }{
		{"text", "Balance $1,234.50 due\nBalance $12.00 due\nBalance $7 due", "Balance $###      due\nBalance $###   due\nBalance $# due"},
		{
			"left",
			"Pending      Paid\n$520,889.10  $1.20\n€77.77       €1,234,567.00",
			"Pending      Paid\n$###         $### \n€###         €###         ",
		},
		{
			"right",
			"Brand       Pending  Actions\nAcme    $520,889.10       17\nBolt         -€1.20        9\nCedar    ￥9,182.00       11",
			"Brand       Pending  Actions\nAcme           $###       17\nBolt          -€###        9\nCedar         ￥###       11",
		},
		{
			"as long",
			"Brand   Payouts\nAcme  $1,234.50\nBolt  $1,234.50\nCedar $1,234.50",
			"Brand   Payouts\nAcme       $###\nBolt       $###\nCedar      $###",
		},
		{"behind", "Brand      Sum\nAcme 12.50 EUR  x", "Brand      Sum\nAcme   ### EUR  x"},
		{"border", "│   Total│\n│$1,234.5│\n│  $12.25│", "│   Total│\n│    $###│\n│    $###│"},
		{"styled", "   Total\n\x1b[1m$\x1b[31m1,234.5\x1b[m", "   Total\n\x1b[1m \x1b[31m   $###\x1b[m"},
	} {
		rows := strings.Split(c.page, "\n")
		out := HideRows(rows, "#")
		for y := range rows {
			if ansi.StringWidth(out[y]) != ansi.StringWidth(rows[y]) {
				t.Errorf("%s: row %d has another width: %q", c.name, y, out[y])
			}
		}
		if got := strings.Join(out, "\n"); got != c.want {
			t.Errorf("%s: it is\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
}

func TestNothingIsMarkedWhereThereIsNoFigure(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", None} {
		if Bare(s) != s || BareEnd(s) != s {
			t.Errorf("%q is marked", s)
		}
	}
}

func TestNoAmountOfAnyCurrencyIsLeft(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"USD", "EUR", "JPY", "CHF", "KWD", "XOF", "SEK", "INR", "BRL", "ZZZ", "RUB", "TWD"} {
		for _, amount := range []string{"0.0003", "-0.03", "7", "-1234.5", "987654321.99"} {
			m := partner.NewMoney(decimal.MustParse(amount), code)
			for _, text := range []string{Money(m), MoneyFine(m), MoneyShort(m, 6), MoneyShort(m, 10), MoneyShort(m, 20)} {
				for _, row := range []string{text, "x " + text + " y", text + " · 3"} {
					for _, got := range append(HideRows([]string{row}, "#"), Hide(row, "#")) {
						if left := strings.TrimSuffix(got, " · 3"); strings.ContainsAny(left, "0123456789") {
							t.Errorf("%s %s as %q leaves %q", amount, code, row, left)
						}
					}
				}
			}
		}
	}
}

func FuzzHideKeepsTheWidth(f *testing.F) {
	f.Add("$1,2\x1b[0m34")
	f.Add("\xff$5\u0301 €")
	f.Fuzz(func(t *testing.T, s string) {
		s = Safe(s)
		rows := []string{s, "$5", s}
		for y, got := range HideRows(rows, "#") {
			if len([]rune(got)) != len([]rune(rows[y])) {
				t.Errorf("%q becomes %q", rows[y], got)
			}
		}
	})
}
