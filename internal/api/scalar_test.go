package api

import (
	"encoding/json"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestScalarsOfEveryWireForm(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, wire, want string
		bad              bool
	}{
		{"string", `"0.88"`, "0.88", false},
		{"blanks around", `"  x "`, "x", false},
		{"escaped", `"a\"bä"`, `a"bä`, false},
		{"integer", `42`, "42", false},
		{"number keeps its digits", `1240.180000000000000001`, "1240.180000000000000001", false},
		{"exponent", `1.5E3`, "1.5E3", false},
		{"boolean", `true`, "true", false},
		{"null", `null`, "", false},
		{"empty string", `""`, "", false},
		{"empty object", `{ }`, "", false},
		{"empty array", `[]`, "", false},
		{"array with content", `[1]`, "", true},
		{"object with content", `{"a":1}`, "", true},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var w struct{ F text }
			if err := json.Unmarshal([]byte(`{"F":`+tc.wire+`}`), &w); err != nil {
				t.Fatal(err)
			}
			r := &row{op: "load x", endpoint: "X", zone: time.UTC}
			if got := r.text("F", w.F); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			if (r.err != nil) != tc.bad {
				t.Errorf("error is %v", r.err)
			}
			if tc.bad && (r.err.Field != "F" || r.err.Op != "load x" || r.err.Kind != partner.Malformed) {
				t.Errorf("error names %q %q %v", r.err.Op, r.err.Field, r.err.Kind)
			}
		})
	}
}

func TestListsOfEveryWireForm(t *testing.T) {
	t.Parallel()
	type element struct{ Name text }
	cases := []struct {
		name, wire string
		want       int
		bad        bool
	}{
		{"missing", ``, 0, false},
		{"null", `null`, 0, false},
		{"empty string", `""`, 0, false},
		{"blank string", `" "`, 0, false},
		{"empty object", `{}`, 0, false},
		{"empty array", `[]`, 0, false},
		{"array", `[{"Name":"a"},{"Name":"b"}]`, 2, false},
		{"single object", `{"Name":"a"}`, 1, false},
		{"text", `"abc"`, 1, true},
		{"number", `7`, 1, true},
		{"array of numbers", `[1]`, 1, true},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			body := `{"F":` + tc.wire + `}`
			if tc.wire == "" {
				body = `{}`
			}
			var w struct{ F many[element] }
			if err := json.Unmarshal([]byte(body), &w); err != nil {
				t.Fatal(err)
			}
			if w.F.bad != tc.bad || !tc.bad && len(w.F.items) != tc.want {
				t.Errorf("got %d elements, bad %v", len(w.F.items), w.F.bad)
			}
		})
	}
}

func TestListsOfTexts(t *testing.T) {
	t.Parallel()
	for wire, want := range map[string]int{
		`["a","",null,"b"]`: 2, `"a"`: 1, `""`: 0, `null`: 0, `{}`: 0, `[3]`: 1,
	} {
		var m many[text]
		if err := json.Unmarshal([]byte(wire), &m); err != nil {
			t.Fatal(err)
		}
		r := &row{}
		if got := r.texts("F", m); len(got) != want || r.err != nil {
			t.Errorf("%s gives %q, %v", wire, got, r.err)
		}
	}
	var m many[text]
	if err := json.Unmarshal([]byte(`[["a"]]`), &m); err != nil {
		t.Fatal(err)
	}
	r := &row{}
	if r.texts("F", m); r.err == nil {
		t.Error("a list within a list was taken for a text")
	}
}

func TestObjectsOfEveryWireForm(t *testing.T) {
	t.Parallel()
	type inner struct{ Name text }
	for wire, bad := range map[string]bool{
		`null`: false, `""`: false, `[]`: false, `{}`: false, `{"Name":"x"}`: false, `"x"`: true, `[1]`: true, `5`: true,
	} {
		var o one[inner]
		if err := json.Unmarshal([]byte(wire), &o); err != nil || o.bad != bad {
			t.Errorf("%s: bad is %v, error %v", wire, o.bad, err)
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	good := map[string]string{
		"0.88": "0.88", "-3.11": "-3.11", "+2": "2", "1,240.18": "1240.18", "1,234,567": "1234567",
		"-1,000.5": "-1000.5", "1.5E3": "1500", "15e-1": "1.5", "0": "0",
		"141.020000000000000000": "141.02", "10.072857142857142857": "10.072857142857142857",
		"123456789.123456789012345678": "123456789.1234567890", // 19 digits are kept
	}
	for in, want := range good {
		d, err := partner.ParseDecimal(in)
		if err != nil || d.Cmp(dec(want)) != 0 {
			t.Errorf("%q gives %v, %v; want %s", in, d, err, want)
		}
	}
	for _, in := range []string{"abc", "12,5", "1,24.18", ",5", "1,2345", "$5", "5 USD", "1e99", "9999999999999", "--1", "0x10", "1.2.3", "NaN", "true", "12,345,6"} {
		if d, err := partner.ParseDecimal(in); err == nil {
			t.Errorf("%q was read as %v", in, d)
		}
	}
}

func TestMoneyNeedsItsCurrency(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, amount, currency, field string
		want                          partner.Opt[partner.Money]
	}{
		{"plain", "21.99", "USD", "", partner.Some(usd("21.99"))},
		{"lower case", "1", "usd", "", partner.Some(usd("1"))},
		{"both empty", "", "", "", partner.Opt[partner.Money]{}},
		{"no amount", "", "USD", "", partner.Opt[partner.Money]{}},
		{"zero is an amount", "0.00", "USD", "", partner.Some(usd("0"))},
		{"no currency", "5", "", "Currency", partner.Opt[partner.Money]{}},
		{"zero without currency", "0", "", "Currency", partner.Opt[partner.Money]{}},
		{"odd currency", "5", "dollars", "Currency", partner.Opt[partner.Money]{}},
		{"garbage", "abc", "USD", "Payout", partner.Opt[partner.Money]{}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := &row{op: "load x"}
			m := r.money("Payout", text{s: tc.amount}, text{s: tc.currency})
			if m.OK != tc.want.OK || !sameMoney(m.V, tc.want.V) {
				t.Errorf("got %v, want %v", m, tc.want)
			}
			switch {
			case tc.field == "" && r.err != nil:
				t.Error(r.err)
			case tc.field != "" && (r.err == nil || r.err.Field != tc.field):
				t.Errorf("error is %v, want field %s", r.err, tc.field)
			}
		})
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]int64{"0": 0, "12": 12, "1,234": 1234, "3.000000": 3, "-1": -1, "1e2": 100} {
		r := &row{}
		if n := r.count("F", text{s: in}); r.err != nil || !n.OK || n.V != want {
			t.Errorf("%q gives %v, %v", in, n, r.err)
		}
	}
	for _, in := range []string{"1.5", "x", "1,5"} {
		r := &row{}
		if n := r.count("F", text{s: in}); r.err == nil || n.OK {
			t.Errorf("%q gives %v", in, n)
		}
	}
	r := &row{}
	if n := r.count("F", text{}); n.OK || r.err != nil {
		t.Errorf("nothing gives %v, %v", n, r.err)
	}
}

func TestBooleans(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{"true": true, "TRUE": true, "1": true, "yes": true, "": false, "false": false, "0": false} {
		r := &row{}
		if got := r.truth("F", text{s: in}); got != want || r.err != nil {
			t.Errorf("%q gives %v, %v", in, got, r.err)
		}
	}
	r := &row{}
	if r.truth("F", text{s: "maybe"}); r.err == nil {
		t.Error("a word was taken for a boolean")
	}
}

func TestInvoiceMonths(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]partner.Date{
		"42021": {Year: 2021, Month: 4, Day: 1}, "122025": {Year: 2025, Month: 12, Day: 1}, "12021": {Year: 2021, Month: 1, Day: 1},
		"": {}, "132021": {}, "02021": {}, "2021": {}, "Apr 2021": {}, "4-2021": {},
	} {
		r := &row{}
		if got := r.month("F", text{s: in}); got != want || r.err != nil {
			t.Errorf("%q gives %v, want %v (%v)", in, got, want, r.err)
		}
	}
}

func TestTheFirstUnusableFieldIsNamed(t *testing.T) {
	t.Parallel()
	r := &row{op: "load actions", endpoint: "Actions"}
	r.identity("Id", text{s: "1.2.3"})
	r.fail("Payout", "first\x1b[31m problem")
	r.fail("Amount", "second")
	if r.err.Field != "Payout" || r.err.Detail != "first [31m problem (1.2.3)" {
		t.Errorf("got %+v", r.err)
	}
}
