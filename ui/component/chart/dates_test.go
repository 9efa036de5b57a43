package chart

import (
	"strings"
	"testing"
	"time"

	"impactdash/ui/format"
)

func texts(ds []date) string {
	var list []string
	for _, d := range ds {
		list = append(list, d.text)
	}
	return strings.Join(list, " | ")
}

func TestDates(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		n, w int
		want string
	}{
		"each day":            {5, 60, "Nov 18 | Nov 19 | Nov 20 | Nov 21 | Nov 22"},
		"Mondays":             {30, 85, "Oct 26 | Nov 2 | Nov 9 | Nov 16 | Nov 22"},
		"every second Monday": {90, 100, "Aug 25 | Sep 7 | Sep 21 | Oct 5 | Oct 19 | Nov 2 | Nov 16"},
		"months":              {180, 100, "Jun | Jul | Aug | Sep | Oct | Nov | Nov 22"},
		"January is the year": {366, 103, "Dec | 2026 | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct | Nov"},
		"a week, the last instead of the one before": {7, 63, "Nov 16 | Nov 17 | Nov 18 | Nov 19 | Nov 20 | Nov 22"},
		"more than a year":                           {500, 70, "Jul 2025 | Oct 2025 | Jan 2026 | Apr 2026 | Jul 2026 | Oct 2026"},
		"quarters":                                   {366, 40, "2026 | Apr | Jul | Oct"},
		"years":                                      {366 * 12, 90, "2015 | 2016 | 2017 | 2018 | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 | 2025 | 2026"},
		"only the ends":                              {3, 20, "Nov 20 | Nov 22"},
		"only the first":                             {3, 10, "Nov 20"},
		"no room":                                    {3, 4, ""},
		"one day":                                    {1, 40, "Nov 22"},
		"none":                                       {0, 40, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := texts(dates(days(c.n), c.w)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDatesNeverTouchOrRepeat(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 3, 7, 8, 14, 29, 30, 31, 60, 90, 120, 180, 366, 500, 1096} {
		list := days(n)
		for w := range 131 {
			end, seen := -apart, map[string]bool{}
			for _, d := range dates(list, w) {
				if d.start < end+apart || d.start < 0 || d.end() > w || seen[d.text] {
					t.Fatalf("%d days in %d columns: %q", n, w, texts(dates(list, w)))
				}
				if d.notch < 0 || d.notch >= w {
					t.Fatalf("%d days in %d columns: notch at %d", n, w, d.notch)
				}
				end, seen[d.text] = d.start+format.Width(d.text), true
			}
		}
	}
}

func TestDaysAreReadInUTC(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("east", 10*3600)
	late := []time.Time{time.Date(2026, 11, 10, 3, 0, 0, 0, zone), time.Date(2026, 11, 11, 3, 0, 0, 0, zone)}
	if got, want := texts(dates(late, 60)), "Nov 9 | Nov 10"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMissingDaysDoNotHideAWeek(t *testing.T) {
	t.Parallel()
	var tuesdays []time.Time
	for _, d := range days(60) {
		if d.Weekday() == time.Tuesday {
			tuesdays = append(tuesdays, d)
		}
	}
	if got, want := texts(dates(tuesdays, 110)), "Sep 29 | Oct 6 | Oct 13 | Oct 20 | Oct 27 | Nov 3 | Nov 10 | Nov 17"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
