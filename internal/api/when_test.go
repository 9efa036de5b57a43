package api

import (
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestTimestampsOfEveryDialect(t *testing.T) {
	t.Parallel()
	la := zone(t, "America/Los_Angeles")
	cases := []struct{ name, in, want string }{
		{"offset", "2024-09-10T10:42:38-07:00", "2024-09-10T17:42:38Z"},
		{"winter offset", "2024-12-10T10:42:38-08:00", "2024-12-10T18:42:38Z"},
		{"Z", "2024-09-10T10:42:38Z", "2024-09-10T10:42:38Z"},
		{"milliseconds", "2024-09-10T10:42:38.250-07:00", "2024-09-10T17:42:38.25Z"},
		{"task form", "2021-08-31T04:00:00.000+0000", "2021-08-31T04:00:00Z"},
		{"offset without colon", "2021-08-31T04:00:00-0700", "2021-08-31T11:00:00Z"},
		{"offset of hours", "2021-08-31T04:00:00-07", "2021-08-31T11:00:00Z"},
		{"no offset, summer", "2024-07-01T10:00:00", "2024-07-01T17:00:00Z"},
		{"no offset, winter", "2024-01-01T10:00:00", "2024-01-01T18:00:00Z"},
		{"blank instead of T", "2024-07-01 10:00:00", "2024-07-01T17:00:00Z"},
		{"date only", "2024-07-01", "2024-07-01T07:00:00Z"},
		{"report day", "Aug 3, 2026", "2026-08-03T07:00:00Z"},
		{"report day with zero", "Aug 03, 2026", "2026-08-03T07:00:00Z"},
		{"long month", "August 3, 2026", "2026-08-03T07:00:00Z"},
		{"month", "Aug 2026", "2026-08-01T07:00:00Z"},
		{"epoch milliseconds", "1663261677313", "2022-09-15T17:07:57.313Z"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, err := parseTime(tc.in, la)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := time.Parse(time.RFC3339Nano, tc.want)
			if !got.Equal(want) || got.Location() != time.UTC {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
	if got, err := parseTime("", la); err != nil || !got.IsZero() {
		t.Errorf("nothing gives %v, %v", got, err)
	}
}

func TestGarbageIsNoDate(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"soon", "2024-13-01", "2024-02-30", "0000-00-00", "31/12/2024", "12345", "-166326167731", "2024-09-10T25:00:00Z", "null", "Total"} {
		if got, err := parseTime(in, time.UTC); err == nil {
			t.Errorf("%q was read as %v", in, got)
		}
		if got, err := parseDay(in, time.UTC); err == nil {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}

func TestReportDays(t *testing.T) {
	t.Parallel()
	la := zone(t, "America/Los_Angeles")
	want := partner.Date{Year: 2026, Month: 8, Day: 3}
	for _, in := range []string{
		"Aug 3, 2026", "Aug 03, 2026", "August 3, 2026", "2026-08-03", "2026-08-03T00:00:00-07:00",
		"2026-08-03T00:00:00+02:00", "2026-08-03T00:00:00", "2026-08-03 00:00:00", "2026-08-04T05:00:00Z",
	} {
		if got, err := parseDay(in, la); err != nil || got != want {
			t.Errorf("%q gives %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "Aug 2026"} {
		if got, err := parseDay(in, la); err == nil {
			t.Errorf("%q gives %v", in, got)
		}
	}
}

func TestADayThatBeginsWithoutMidnight(t *testing.T) {
	t.Parallel()
	beirut := zone(t, "Asia/Beirut") // clocks go forward at midnight
	got, err := parseTime("2024-03-31", beirut)
	if err != nil || partner.DateOf(got, beirut) != (partner.Date{Year: 2024, Month: 3, Day: 31}) {
		t.Errorf("got %v, %v", got.In(beirut), err)
	}
}
