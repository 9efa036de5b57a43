package doctor

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

var now = time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)

func failure(k partner.Kind, detail string) error {
	return &partner.Error{Op: "read it", Kind: k, Detail: detail}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	l, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("this machine does not know %s: %v", name, err)
	}
	return l
}

// account is one that is configured and has an endpoint.
func account(e Endpoint) Account {
	e.Asked = true
	return Account{SIDFrom: "the environment", TokenFrom: "the environment", Base: "https://api.impact.com", Endpoints: []Endpoint{e}}
}

func TestWhatIsSaidOfAnAccount(t *testing.T) {
	t.Parallel()
	actions := Endpoint{Name: "Actions", Scope: "Retrieve actions", Use: "Finance", Core: true}
	with := func(e Endpoint, err error) Account { e.Err = err; return account(e) }
	rare := Endpoint{Name: "TaxDocument", Scope: "Retrieve latest tax document", Use: "To Do List", Rare: true}
	for _, c := range []struct {
		name    string
		account Account
		line    string
		status  Status
		cause   Cause
		says    string
		next    string
	}{
		{"nothing", Account{}, "credentials", Problem, Credentials, "No account", "impactdash demo"},
		{"no token", Account{SIDFrom: "the environment"}, "credentials", Problem, Credentials, "no token", "IMPACTDASH_AUTH_TOKEN"},
		{"no id", Account{TokenFrom: "the environment"}, "credentials", Problem, Credentials, "no AccountSID", "IMPACTDASH_ACCOUNT_SID"},
		{"no configuration", Account{Unknown: true}, "credentials", Note, Local, "cannot be used", ""},
		{"a wrong address", Account{SIDFrom: "a", TokenFrom: "a", Err: failure(partner.Invalid, "the address has no host")}, "credentials", Problem, Local, "The address has no host.", "setting"},
		{"two places", Account{SIDFrom: "the configuration", TokenFrom: "the environment"}, "credentials", OK, Local, "from the configuration, token from the environment", ""},
		{"offline", Account{SIDFrom: "a", TokenFrom: "a", NotAsked: "--offline"}, "endpoints", OK, Local, "--offline", ""},
		{"read-only", Account{SIDFrom: "a", TokenFrom: "a", ReadOnly: true}, "writes", OK, Local, "read-only", ""},
		{"it answers", with(actions, nil), "Actions", OK, Local, "Answers", ""},
		{"refused", with(actions, failure(partner.Unauthorized, "no")), "Actions", Problem, Credentials, "refused", "API Access"},
		{"forbidden", with(actions, failure(partner.Forbidden, "no")), "Actions", Problem, Credentials, "so Finance", "“Retrieve actions”"},
		{"forbidden aside", with(rare, failure(partner.Forbidden, "no")), "TaxDocument", Note, Local, "To Do List", "“Retrieve latest tax document”"},
		{"nothing there", with(rare, failure(partner.NotFound, "no")), "TaxDocument", OK, Local, "nothing there", ""},
		{"not known", with(actions, failure(partner.NotFound, "no")), "Actions", Note, Local, "Finance", ""},
		{"limit", with(actions, &partner.Error{Kind: partner.RateLimited, RetryAfter: 17 * time.Minute}), "Actions", Problem, Service, "limit", "in 17 min"},
		{"down", with(actions, failure(partner.Unavailable, "connection refused")), "Actions", Problem, Service, "Connection refused.", "later"},
		{"garbage", with(actions, failure(partner.Malformed, "the answer is cut off")), "Actions", Problem, Service, "cut off", "later"},
		{"a strange error", with(actions, errors.New("odd")), "Actions", Problem, Service, "Odd.", "later"},
	} {
		l, ok := lineOf(c.account.lines(), c.line)
		if !ok || l.Status != c.status || l.Cause != c.cause || !strings.Contains(l.Text, c.says) || !strings.Contains(l.Next, c.next) || c.next == "" && l.Next != "" {
			t.Errorf("%s: %+v", c.name, c.account.lines())
		}
	}
	skipped := account(Endpoint{Name: "Campaigns", Err: failure(partner.Unauthorized, "no")})
	skipped.Endpoints = append(skipped.Endpoints, actions, rare)
	if l, _ := lineOf(skipped.lines(), "endpoints"); !strings.HasPrefix(l.Text, "2 more") {
		t.Errorf("what was not asked is told as %+v", skipped.lines())
	}
}

func TestWhatIsSaidOfTheRest(t *testing.T) {
	t.Parallel()
	la, berlin := zone(t, "America/Los_Angeles"), zone(t, "Europe/Berlin")
	left := func(n, of int) Limits {
		return Limits{Budget: partner.Budget{{Group: partner.GroupGeneral, Limit: partner.Some(of), Remaining: partner.Some(n), Reset: now.Add(30 * time.Minute), SeenAt: now}}}
	}
	kept := Store{Dir: "/s", Exists: true, Mode: 0o700, Keep: 400 * 24 * time.Hour}
	history := func(h History) []Line { s := kept; h.Path = "/s/h.db"; s.History = h; return s.lines() }
	for _, c := range []struct {
		name   string
		lines  []Line
		line   string
		status Status
		says   string
		next   string
	}{
		{"no file", Config{}.lines(), "file", OK, "none", ""},
		{"a file", Config{File: "/c.yaml"}.lines(), "file", OK, "/c.yaml", ""},
		{"a broken file", Config{Err: errors.New("bad: line 3")}.lines(), "file", Problem, "Bad: line 3.", "Correct"},
		{"a warning", Config{File: "/c.yaml", Warnings: []string{"c.yaml:1: no such key"}}.lines(), "warning 1", Problem, "In c.yaml:1: no such key.", "/c.yaml"},
		{"a name that is like another", Config{File: "/c.yaml", Warnings: []string{`c.yaml:1: did you mean "theme"?`}}.lines(), "warning 1", Problem, `mean "theme"?`, "/c.yaml"},

		{"no companion", Companion{}.lines(), "status", OK, "None is configured", ""},
		{"companion not asked", Companion{Base: "https://c", NotAsked: "--offline"}.lines(), "status", OK, "--offline", ""},
		{"companion", Companion{Base: "https://c", Name: "gateway", Version: "2", Account: "a", Own: "a"}.lines(), "status", OK, "gateway 2", ""},
		{"companion down", Companion{Base: "https://c", Err: failure(partner.Unavailable, "timed out")}.lines(), "status", Problem, "Timed out.", "https://c"},
		{"companion refuses", Companion{Base: "https://c", Err: failure(partner.Unauthorized, "no")}.lines(), "status", Problem, "No.", "same AccountSID"},
		{"another account", Companion{Base: "https://c", Account: "a", Own: "b"}.lines(), "status", Problem, "another account", "companion_url"},

		{"plenty", left(900, 1000).lines(now), "general", OK, "900 of 1000 requests are left, renewed in 30 min.", ""},
		{"scarce", left(99, 1000).lines(now), "general", Note, "99 of 1000", "Other programs"},
		{"spent", left(0, 1000).lines(now), "general", Problem, "0 of 1000", "Wait"},
		{"long ago", left(0, 1000).lines(now.Add(time.Hour)), "requests", OK, "Not known", ""},
		{"not said", Limits{Budget: partner.Budget{{Group: partner.GroupGeneral, SeenAt: now}}}.lines(now), "general", OK, "does not say", ""},
		{"limits offline", Limits{NotAsked: "--offline"}.lines(now), "requests", OK, "--offline", ""},

		{"no place", Store{}.lines(), "directory", Problem, "forgotten", "IMPACTDASH_STATE_DIR"},
		{"not yet", Store{Dir: "/s"}.lines(), "directory", OK, "first use", ""},
		{"read-only", Store{Dir: "/s", Exists: true, Refused: fs.ErrPermission}.lines(), "directory", Problem, "cannot be written", "writable"},
		{"for all to see", Store{Dir: "/s", Exists: true, Mode: 0o755}.lines(), "directory", Note, "0755", "chmod 700 /s"},
		{"no modes", Store{Dir: "/s", Exists: true, Mode: 0o777, NoRight: true}.lines(), "directory", OK, "/s", ""},
		{"a full disk", Store{Dir: "/s", Known: true, Free: 1 << 20}.lines(), "space", Problem, "1.0 MiB", "Make room"},
		{"a nearly full one", Store{Dir: "/s", Known: true, Free: 100 << 20}.lines(), "space", Note, "100.0 MiB", "Make room"},
		{"room", Store{Dir: "/s", Known: true, Free: 1 << 63}.lines(), "space", OK, "PiB", ""},
		{"nothing kept", history(History{}), "history", OK, "Nothing", ""},
		{
			"a history", history(History{Exists: true, Size: 3 << 20, Version: 2, Newest: 2, Checked: true, Days: 12, Since: now, Actions: 1}), "history", OK,
			"3.0 MiB, version 2, 1 action, looks on 12 days since 2026-11-22; kept for 400 days.", "",
		},
		{"a large one", history(History{Exists: true, Newest: 2, Version: 2}), "history", OK, "too large", ""},
		{"damage", history(History{Exists: true, Damage: "file is not a database"}), "history", Problem, "File is not a database.", "begins anew"},
		{"unreadable", history(History{Exists: true, Err: fs.ErrPermission}), "history", Problem, "cannot be read", "rights"},
		{"the future", history(History{Exists: true, Version: 9, Newest: 2}), "history", Problem, "newer", "Update"},
		{"moved aside", history(History{Aside: []string{"/s/h.db.damaged-1", "/s/h.db.damaged-2"}}), "damaged files", Note, "2 damaged files were", "/s/h.db.damaged-1"},
		{"no acts", []Line{Journal{Path: "/j"}.line()}, "journal", OK, "No act", ""},
		{"acts", []Line{Journal{Path: "/j", Exists: true, Size: 2048, Acts: 7}.line()}, "journal", OK, "2.0 KiB, 7 acts.", ""},
		{"damaged acts", []Line{Journal{Path: "/j", Exists: true, Damaged: 1}.line()}, "journal", Note, "1 line of /j", ""},
		{"unreadable acts", []Line{Journal{Path: "/j", Err: fs.ErrPermission}.line()}, "journal", Problem, "cannot be read", "rights"},

		{"clock", Clock{Known: true, Ahead: -3 * time.Second}.lines(), "clock", OK, "agrees", ""},
		{"clock ahead", Clock{Known: true, Ahead: 40 * time.Second}.lines(), "clock", Note, "40 s ahead", "network time"},
		{"clock behind", Clock{Known: true, Ahead: -7 * time.Minute}.lines(), "clock", Problem, "7 min behind", "network time"},
		{"no clock", Clock{}.lines(), "clock", OK, "did not tell", ""},
		{"clock offline", Clock{NotAsked: "--offline"}.lines(), "clock", OK, "--offline", ""},

		{"no zone", Zone{}.lines(now), "days", OK, "not known", ""},
		{"assumed", Zone{Account: time.UTC, Note: "days are cut in UTC"}.lines(now), "days", Note, "Days are cut in UTC.", "time_zone"},
		{"here", Zone{Account: la, Machine: la}.lines(now), "days", OK, "America/Los_Angeles (UTC-08:00).", ""},
		{"elsewhere", Zone{Account: la, Machine: berlin}.lines(now), "days", OK, "this machine is at UTC+01:00, where it is 9 h later.", ""},
		{"chosen", Zone{Account: berlin, Machine: la, Chosen: true}.lines(now), "days", OK, "time_zone", ""},
		{"the same time", Zone{Account: la, Machine: time.FixedZone("PST", -8*3600)}.lines(now), "days", OK, "same time", ""},
		{"half an hour", Zone{Account: la, Machine: time.FixedZone("odd", -8*3600-1800)}.lines(now), "days", OK, "0 h 30 min earlier", ""},
	} {
		l, ok := lineOf(c.lines, c.line)
		if !ok || l.Status != c.status || !strings.Contains(l.Text, c.says) || !strings.Contains(l.Next, c.next) || c.next == "" && l.Next != "" {
			t.Errorf("%s: %+v", c.name, c.lines)
		}
	}
}

func TestEveryLineIsASentenceWithItsPlace(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]Facts{
		"nothing is known": {Now: now},
		"much is wrong": {
			Now: now, Terminal: answered(""), Config: Config{Err: errors.New("bad")},
			Account: account(Endpoint{Name: "Actions", Err: failure(partner.Unavailable, "")}),
			Store:   Store{Dir: "/s", Refused: fs.ErrPermission, Known: true}, Clock: Clock{Known: true, Ahead: time.Hour},
		},
	} {
		seen := map[string]bool{}
		for _, l := range Examine(f) {
			if l.Group == "" || l.Name == "" || seen[l.Group+"/"+l.Name] {
				t.Errorf("%s: a line has no place of its own: %+v", name, l)
			}
			seen[l.Group+"/"+l.Name] = true
			if !strings.HasSuffix(l.Text, ".") || strings.HasSuffix(l.Text, "..") {
				t.Errorf("%s: %q is no sentence", name, l.Text)
			}
			if l.Status == Problem && l.Next == "" {
				t.Errorf("%s: nothing is said to do about %+v", name, l)
			}
		}
		if len(seen) < 8 {
			t.Errorf("%s: only %d lines", name, len(seen))
		}
	}
}

func TestTheBlameIsOneCausesOrNobodys(t *testing.T) {
	t.Parallel()
	lines := func(causes ...Cause) []Line {
		all := []Line{{Status: OK, Cause: Service}, {Status: Note, Cause: Credentials}}
		for _, c := range causes {
			all = append(all, Line{Status: Problem, Cause: c})
		}
		return all
	}
	for _, c := range []struct {
		causes []Cause
		want   Cause
	}{
		{[]Cause{Credentials}, Credentials},
		{[]Cause{Service, Service}, Service},
		{[]Cause{Service, Credentials}, Local},
		{[]Cause{Credentials, Local}, Local},
		{[]Cause{Local}, Local},
	} {
		if got := Blame(lines(c.causes...)); got != c.want || Count(lines(c.causes...), Problem) != len(c.causes) {
			t.Errorf("%v: blame is %v", c.causes, got)
		}
	}
}
