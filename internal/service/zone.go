package service

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// zoneNames maps the names a company's zone is shown under to IANA zones. The
// names are those older versions of Windows gave to zones, which is where
// impact.com's list comes from by all appearance; the offset in front is left
// out because it changes with summer time.
func zoneNames() map[string]string {
	return map[string]string{
		"international date line west":        "Etc/GMT+12",
		"midway island, samoa":                "Pacific/Pago_Pago",
		"hawaii":                              "Pacific/Honolulu",
		"alaska":                              "America/Anchorage",
		"pacific time (us & canada); tijuana": "America/Los_Angeles",
		"pacific time (us & canada)":          "America/Los_Angeles",
		"arizona":                             "America/Phoenix",
		"mountain time (us & canada)":         "America/Denver",
		"chihuahua, la paz, mazatlan":         "America/Mazatlan",
		"central america":                     "America/Guatemala",
		"central time (us & canada)":          "America/Chicago",
		"guadalajara, mexico city, monterrey": "America/Mexico_City",
		"saskatchewan":                        "America/Regina",
		"bogota, lima, quito":                 "America/Bogota",
		"eastern time (us & canada)":          "America/New_York",
		"indiana (east)":                      "America/Indiana/Indianapolis",
		"atlantic time (canada)":              "America/Halifax",
		"caracas, la paz":                     "America/La_Paz",
		"santiago":                            "America/Santiago",
		"newfoundland":                        "America/St_Johns",
		"brasilia":                            "America/Sao_Paulo",
		"buenos aires, georgetown":            "America/Argentina/Buenos_Aires",
		"greenland":                           "America/Nuuk",
		"mid-atlantic":                        "Atlantic/South_Georgia",
		"azores":                              "Atlantic/Azores",
		"cape verde is.":                      "Atlantic/Cape_Verde",
		"casablanca, monrovia":                "Africa/Casablanca",
		"greenwich mean time : dublin, edinburgh, lisbon, london": "Europe/London",
		"dublin, edinburgh, lisbon, london":                       "Europe/London",
		"amsterdam, berlin, bern, rome, stockholm, vienna":        "Europe/Berlin",
		"belgrade, bratislava, budapest, ljubljana, prague":       "Europe/Budapest",
		"brussels, copenhagen, madrid, paris":                     "Europe/Paris",
		"sarajevo, skopje, warsaw, zagreb":                        "Europe/Warsaw",
		"west central africa":                                     "Africa/Lagos",
		"athens, beirut, istanbul, minsk":                         "Europe/Athens",
		"athens, istanbul, minsk":                                 "Europe/Athens",
		"bucharest":                                               "Europe/Bucharest",
		"cairo":                                                   "Africa/Cairo",
		"harare, pretoria":                                        "Africa/Johannesburg",
		"helsinki, kiev, riga, sofia, tallinn, vilnius":           "Europe/Helsinki",
		"helsinki, kyiv, riga, sofia, tallinn, vilnius":           "Europe/Helsinki",
		"jerusalem":                             "Asia/Jerusalem",
		"baghdad":                               "Asia/Baghdad",
		"kuwait, riyadh":                        "Asia/Riyadh",
		"moscow, st. petersburg, volgograd":     "Europe/Moscow",
		"nairobi":                               "Africa/Nairobi",
		"tehran":                                "Asia/Tehran",
		"abu dhabi, muscat":                     "Asia/Dubai",
		"baku, tbilisi, yerevan":                "Asia/Baku",
		"kabul":                                 "Asia/Kabul",
		"ekaterinburg":                          "Asia/Yekaterinburg",
		"islamabad, karachi, tashkent":          "Asia/Karachi",
		"chennai, kolkata, mumbai, new delhi":   "Asia/Kolkata",
		"kathmandu":                             "Asia/Kathmandu",
		"almaty, novosibirsk":                   "Asia/Novosibirsk",
		"astana, dhaka":                         "Asia/Dhaka",
		"sri jayawardenepura":                   "Asia/Colombo",
		"rangoon":                               "Asia/Yangon",
		"bangkok, hanoi, jakarta":               "Asia/Bangkok",
		"krasnoyarsk":                           "Asia/Krasnoyarsk",
		"beijing, chongqing, hong kong, urumqi": "Asia/Shanghai",
		"irkutsk, ulaan bataar":                 "Asia/Irkutsk",
		"kuala lumpur, singapore":               "Asia/Singapore",
		"perth":                                 "Australia/Perth",
		"taipei":                                "Asia/Taipei",
		"osaka, sapporo, tokyo":                 "Asia/Tokyo",
		"seoul":                                 "Asia/Seoul",
		"yakutsk":                               "Asia/Yakutsk",
		"adelaide":                              "Australia/Adelaide",
		"darwin":                                "Australia/Darwin",
		"brisbane":                              "Australia/Brisbane",
		"canberra, melbourne, sydney":           "Australia/Sydney",
		"guam, port moresby":                    "Pacific/Guam",
		"hobart":                                "Australia/Hobart",
		"vladivostok":                           "Asia/Vladivostok",
		"magadan, solomon is., new caledonia":   "Pacific/Guadalcanal",
		"auckland, wellington":                  "Pacific/Auckland",
		"fiji, kamchatka, marshall is.":         "Pacific/Fiji",
		"nuku'alofa":                            "Pacific/Tongatapu",
		"coordinated universal time":            "UTC",
		"utc":                                   "UTC",
	}
}

var zoneForm = regexp.MustCompile(`^\(\s*(?:GMT|UTC)\s*([+-]\d{1,2}):?(\d{2})?\s*\)\s*(.*)$`)

// Zone reads a company's zone, "(GMT -07:00) Pacific Time (US & Canada);
// Tijuana" or an IANA name. A name it does not know keeps the printed offset;
// note then says that summer time is not followed. An unreadable text is UTC,
// with a note.
func Zone(display string) (zone *time.Location, note string) {
	text := strings.TrimSpace(display)
	if zone, err := time.LoadLocation(text); err == nil && strings.Contains(text, "/") {
		return zone, ""
	}
	name, offset, hasOffset := text, 0, false
	if m := zoneForm.FindStringSubmatch(text); m != nil {
		name, offset, hasOffset = m[3], seconds(m[1], m[2]), true
	} else if _, after, ok := strings.Cut(text, ") "); ok && strings.HasPrefix(text, "(") {
		name = after
	}
	if iana, ok := zoneNames()[strings.ToLower(strings.TrimSpace(name))]; ok {
		if zone, err := time.LoadLocation(iana); err == nil {
			return zone, ""
		}
	}
	if hasOffset && offset >= -maxOffset && offset <= maxOffset {
		return time.FixedZone(firstOf(name, text), offset), "time zone \"" + display + "\" is not known by name; summer time is not followed"
	}
	return time.UTC, "time zone \"" + display + "\" is not understood; days are cut in UTC"
}

// maxOffset is the widest offset from UTC that any place has, in seconds.
const maxOffset = 14 * 3600

// seconds is an offset of hours and minutes, the minutes taking the sign of
// the hours.
func seconds(hours, minutes string) int {
	h, _ := strconv.Atoi(hours) // both matched as digits
	m, _ := strconv.Atoi(minutes)
	if strings.HasPrefix(hours, "-") {
		m = -m
	}
	return h*3600 + m*60
}
