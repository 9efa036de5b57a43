package partner

import (
	"fmt"
	"strings"
	"testing"
)

func TestALinkIsTakenApartInItsOrder(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://go.example.com/c/1/2/100?u=https%3A%2F%2Facme.example%2Fsale&subId1=a+b": "[{Tracking domain go.example.com} {Partner 1} {Ad 2} {Program 100} {u https://acme.example/sale} {subId1 a b}]",
		"https://go.example.com/SpringShoes":                                              "[{Tracking domain go.example.com} {Path /SpringShoes}]",
		"https://go.example.com/c/1/2":                                                    "[{Tracking domain go.example.com} {Path /c/1/2}]",
		"https://go.example.com":                                                          "[{Tracking domain go.example.com}]",
		"https://go.example.com/x?&a&b=%zz&&":                                             "[{Tracking domain go.example.com} {Path /x} {a } {b %zz}]",
		"no address":                                                                      "[]",
		"":                                                                                "[]",
		"https://go.example.com/\x1b[31m":                                                 "[]",
	} {
		if got := fmt.Sprint(LinkParts(address)); got != want {
			t.Errorf("%q: %s, want %s", address, got, want)
		}
	}
	if n := len(LinkParts("https://x.example/" + "?a=1" + strings.Repeat("&a=1", 100))); n != 2+maxLinkParts {
		t.Errorf("%d parts", n)
	}
}

func TestTheSamePageIsKnownInOtherSpellings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://www.Beacon.example/", "http://beacon.example", true},
		{"https://beacon.example/a", "https://beacon.example/b", false},
		{"https://beacon.example/?x=1", "https://beacon.example/?x=2", false},
		{"", "", false},
		{"beacon", "beacon", false},
	} {
		if SamePage(c.a, c.b) != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, !c.want)
		}
	}
}
