package service

import (
	"strings"
	"testing"
	"time"
)

func TestZoneReadsTheNamesTheServiceShows(t *testing.T) {
	t.Parallel()
	for display, want := range map[string]string{
		"(GMT -07:00) Pacific Time (US & Canada); Tijuana":                     "America/Los_Angeles",
		"(GMT -08:00) Pacific Time (US & Canada); Tijuana":                     "America/Los_Angeles", // winter
		"(GMT-08:00) pacific time (us & canada); tijuana":                      "America/Los_Angeles",
		"  (UTC -08:00)   Pacific Time (US & Canada)  ":                        "America/Los_Angeles",
		"(GMT -05:00) Eastern Time (US & Canada)":                              "America/New_York",
		"(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London":        "Europe/London",
		"(GMT +01:00) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London": "Europe/London",
		"(GMT +01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":        "Europe/Berlin",
		"(GMT +05:30) Chennai, Kolkata, Mumbai, New Delhi":                     "Asia/Kolkata",
		"(GMT -03:30) Newfoundland":                                            "America/St_Johns",
		"(GMT +13:00) Nuku'alofa":                                              "Pacific/Tongatapu",
		"Europe/Paris":                                                         "Europe/Paris",
		"America/Argentina/Buenos_Aires":                                       "America/Argentina/Buenos_Aires",
		"UTC":                                                                  "UTC",
	} {
		zone, note := Zone(display)
		if zone.String() != want || note != "" {
			t.Errorf("%q is %v with the note %q, want %s", display, zone, note, want)
		}
	}
}

func TestAnUnknownNameKeepsItsOffset(t *testing.T) {
	t.Parallel()
	for display, offset := range map[string]int{
		"(GMT +03:00) Atlantis":  3 * 3600,
		"(GMT -09:30) Atlantis":  -(9*3600 + 1800),
		"(GMT -00:30) Atlantis":  -1800,
		"(GMT +5:45) Shangri-La": 5*3600 + 2700,
		"(GMT +14:00) Last Isle": 14 * 3600,
		"(GMT +3) Atlantis":      3 * 3600,
		"(GMT -07:00)":           -7 * 3600,
	} {
		zone, note := Zone(display)
		if _, got := noon.In(zone).Zone(); got != offset {
			t.Errorf("%q is %d s from UTC, want %d", display, got, offset)
		}
		if !strings.Contains(note, "summer time") || zone.String() == "" {
			t.Errorf("%q: zone %q, note %q", display, zone, note)
		}
	}
}

func TestAnUnreadableZoneIsUTCWithANote(t *testing.T) {
	t.Parallel()
	for _, display := range []string{"", "Atlantis", "(GMT) Atlantis", "Local", "../../etc/passwd", "/etc/localtime", "(GMT +99:00) Nowhere", "EST5EDT"} {
		zone, note := Zone(display)
		if zone != time.UTC || !strings.Contains(note, "UTC") {
			t.Errorf("%q is %v with the note %q", display, zone, note)
		}
	}
}

func TestEveryKnownNameHasAZoneOfItsOwn(t *testing.T) {
	t.Parallel()
	for name, iana := range zoneNames() {
		if name != strings.ToLower(strings.TrimSpace(name)) {
			t.Errorf("%q is never found: names are compared in lower case", name)
		}
		if _, err := time.LoadLocation(iana); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}
