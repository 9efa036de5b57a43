package cli

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"impactdash/internal/doctor"
	"impactdash/internal/sandbox"
)

// surgery is an account whose server tells the time of the tests, or another,
// and counts what it is asked.
type surgery struct {
	*bench
	mu    sync.Mutex
	asked []string      // "GET /path"
	skew  time.Duration // of the service's clock
}

func newSurgery(t *testing.T, faults ...string) *surgery {
	t.Helper()
	box := sandbox.New(sandbox.Options{Seed: 7, At: testNow, Profile: "new"})
	var all []sandbox.Fault
	for _, text := range faults {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	box.SetFaults(all...)
	s := &surgery{}
	s.bench = overHandler(t, box, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.Method+" "+r.URL.Path)
		skew := s.skew
		s.mu.Unlock()
		w.Header().Set("Date", testNow.Add(skew).UTC().Format(http.TimeFormat))
		box.ServeHTTP(w, r)
	}))
	s.env["IMPACTDASH_STATE_DIR"] = filepath.Join(t.TempDir(), "state")
	s.env["TERM"] = "xterm-256color"
	return s
}

// requests are those since the last time.
func (s *surgery) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.asked
	s.asked = nil
	return all
}

// finding is a line of a report.
func finding(t *testing.T, doc doctorDoc, group, name string) findingDoc {
	t.Helper()
	for _, f := range doc.Lines {
		if f.Group == group && f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no line %s/%s in %+v", group, name, doc.Lines)
	return findingDoc{}
}

func TestDoctorFindsNothingWrongWhereNothingIs(t *testing.T) {
	t.Parallel()
	s := newSurgery(t)
	s.env["IMPACTDASH_COMPANION_URL"] = s.env["IMPACTDASH_BASE_URL"] + sandbox.CompanionPrefix
	doc := document[doctorDoc](t, s.run("doctor", "--json").want(t, exitDone).out)
	if doc.Problems != 0 || doc.Account == nil || doc.Account.Name != "Meadowlark Media" || doc.Account.TimeZone != "America/Los_Angeles" {
		t.Errorf("the report is %+v", doc)
	}
	for _, at := range [][2]string{{"account", "Actions"}, {"account", "Users"}, {"companion", "status"}, {"limits", "general"}, {"store", "directory"}, {"clock", "clock"}, {"time zone", "days"}, {"configuration", "file"}, {"terminal", "kind"}} {
		if f := finding(t, doc, at[0], at[1]); f.Status != "ok" {
			t.Errorf("%v: %+v", at, f)
		}
	}
	paths := s.requests()
	for i, p := range paths {
		if !strings.HasPrefix(p, "GET ") {
			t.Errorf("%s is no reading", p)
		}
		if slices.Contains(paths[:i], p) {
			t.Errorf("%s is asked twice", p)
		}
	}
	if _, err := os.Stat(s.env["IMPACTDASH_STATE_DIR"]); err == nil {
		t.Error("the directory was made")
	}
}

func TestDoctorEndsWithTheCodeOfWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		faults []string
		change func(*surgery)
		code   int
		group  string
		line   string
		says   string
	}{
		{"refused", []string{"*=401"}, nil, exitCredentials, "account", "CompanyInformation", "refused"},
		{"a core scope is missing", []string{"Retrieve actions=403"}, nil, exitCredentials, "account", "Actions", "Forbidden"},
		{"another scope is missing", []string{"Retrieve users=403"}, nil, exitDone, "account", "Users", "Forbidden"},
		{"down", []string{"*=503"}, nil, exitService, "account", "Tasks", "Failed"},
		{"a limit", []string{"reports=429"}, nil, exitService, "account", "Reports", "limit"},
		{"garbage", []string{"invoices=html502"}, nil, exitService, "account", "Invoices", "Failed"},
		{"nobody there", nil, func(s *surgery) { s.env["IMPACTDASH_BASE_URL"] = "http://127.0.0.1:1" }, exitService, "account", "CompanyInformation", "refused"},
		{"no token", nil, func(s *surgery) { delete(s.env, "IMPACTDASH_AUTH_TOKEN") }, exitCredentials, "account", "credentials", "oken"},
		{"a clock", nil, func(s *surgery) { s.skew = -10 * time.Minute }, exitFailed, "clock", "clock", "ahead"},
		{"a file", nil, func(s *surgery) { s.env["IMPACTDASH_CONFIG"] = "/no/such/file" }, exitFailed, "configuration", "file", "/no/such/file"},
		{"no place", nil, func(s *surgery) { delete(s.env, "IMPACTDASH_STATE_DIR") }, exitFailed, "store", "directory", "forgotten"},
		{"two causes", []string{"*=401"}, func(s *surgery) { delete(s.env, "IMPACTDASH_STATE_DIR") }, exitFailed, "account", "CompanyInformation", "refused"},
		{"a companion", nil, func(s *surgery) { s.env["IMPACTDASH_COMPANION_URL"] = "http://127.0.0.1:1" }, exitService, "companion", "status", "refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSurgery(t, c.faults...)
			if c.change != nil {
				c.change(s)
			}
			r := s.run("doctor", "--json").want(t, c.code)
			if r.err != "" {
				t.Errorf("stderr is %q", r.err)
			}
			doc := document[doctorDoc](t, r.out)
			f := finding(t, doc, c.group, c.line)
			if f.Status == "ok" || !strings.Contains(f.Text, c.says) {
				t.Errorf("the line is %+v", f)
			}
			if (doc.Problems > 0) != (c.code != exitDone) {
				t.Errorf("%d problems, code %d", doc.Problems, c.code)
			}
		})
	}
}

func TestDoctorStopsAskingWhereItIsOfNoUse(t *testing.T) {
	t.Parallel()
	s := newSurgery(t, "*=401")
	s.run("doctor")
	if n := len(s.requests()); n != 1 {
		t.Errorf("refused credentials were sent %d times", n)
	}
}

func TestDoctorOfflineAsksNobodyAndTellsWhatIsKept(t *testing.T) {
	t.Parallel()
	s := newSurgery(t)
	s.run("finance").want(t, exitDone)
	s.requests()
	doc := document[doctorDoc](t, s.run("doctor", "--offline", "--json").want(t, exitDone).out)
	if n := s.requests(); len(n) > 0 {
		t.Errorf("asked were %q", n)
	}
	if doc.Account == nil || doc.Account.Name != "Meadowlark Media" {
		t.Errorf("the account is %+v", doc.Account)
	}
	if f := finding(t, doc, "account", "endpoints"); !strings.Contains(f.Text, "--offline") {
		t.Errorf("endpoints: %+v", f)
	}
	if f := finding(t, doc, "store", "history"); !strings.Contains(f.Text, "version") {
		t.Errorf("history: %+v", f)
	}
	if f := finding(t, doc, "limits", "general"); !strings.Contains(f.Text, "left") {
		t.Errorf("limits: %+v", f)
	}
	if f := finding(t, doc, "time zone", "days"); !strings.Contains(f.Text, "America/Los_Angeles") {
		t.Errorf("days: %+v", f)
	}
}

func TestDoctorTellsPeopleAndPipesTheSame(t *testing.T) {
	t.Parallel()
	s := newSurgery(t)
	piped := rows(s.run("doctor").want(t, exitDone).out)
	doc := document[doctorDoc](t, s.run("doctor", "--json").want(t, exitDone).out)
	if len(piped) != len(doc.Lines) {
		t.Errorf("%d rows, %d lines", len(piped), len(doc.Lines))
	}
	for _, r := range piped {
		if len(r) != 5 {
			t.Errorf("a row is %q", r)
		}
	}
	s.tty = true
	out := s.run("doctor").out
	for _, want := range []string{"Terminal\n", "\nAccount\n", "\nTime zone\n", "\n  ok       Actions ", "\nNo problem, "} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if csv := s.run("doctor", "--csv").out; !strings.HasPrefix(csv, "group,name,status,text,next\n") {
		t.Errorf("CSV begins with %.60q", csv)
	}
	for line := range strings.Lines(findings(doc, 60)) {
		if len([]rune(line)) > 61 {
			t.Errorf("%q is wider than 60", line)
		}
	}
}

// speaker is a terminal that answers.
type speaker struct {
	mu     sync.Mutex
	says   []string // one for each reading; none is silence
	heard  string
	closed int
	pass   func(time.Duration) // lets time pass
}

func (s *speaker) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pass(100 * time.Millisecond)
	if len(s.says) == 0 {
		return 0, nil
	}
	n := copy(p, s.says[0])
	s.says = s.says[1:]
	return n, nil
}

func (s *speaker) Write(p []byte) (int, error) {
	s.heard += string(p)
	return len(p), nil
}

func (s *speaker) Close() error { s.closed++; return nil }

func TestDoctorAsksATerminalAndGivesItBack(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name         string
		in, out      bool
		term         string
		fails        error
		says         []string
		asked        bool
		want, status string
	}{
		{"it answers", true, true, "xterm-256color", nil, []string{"\x1bP>|foot(1.16)\x1b\\", "\x1b[?62c"}, true, "foot(1.16); it answers", "ok"},
		{"it is silent", true, true, "xterm-256color", nil, nil, true, "did not answer within 200 ms", "note"},
		{"it answers late", true, true, "xterm-256color", nil, []string{"", "", "", "\x1b[?62c"}, true, "later than in 200 ms", "ok"},
		{"a pipe behind", true, false, "xterm-256color", nil, nil, false, "the output is no terminal", "ok"},
		{"a pipe in front", false, true, "xterm-256color", nil, nil, false, "the input is no terminal", "ok"},
		{"dumb", true, true, "dumb", nil, nil, false, "dumb", "problem"},
		{"in the background", true, true, "xterm-256color", errors.New("impactdash runs in the background"), nil, false, "in the background", "ok"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSurgery(t)
			s.env["TERM"] = c.term
			var out, err buffer
			sys := s.system(&out, &err)
			clock := testNow
			talk := &speaker{says: c.says, pass: func(d time.Duration) { clock = clock.Add(d) }}
			sys.InTTY, sys.OutTTY, sys.Now = c.in, c.out, func() time.Time { return clock }
			sys.Talk = func() (Talk, error) {
				if c.fails != nil {
					return nil, c.fails
				}
				return talk, nil
			}
			Main(t.Context(), []string{"doctor", "--offline", "--json"}, sys)
			f := finding(t, document[doctorDoc](t, out.String()), "terminal", "kind")
			if f.Status != c.status || !strings.Contains(f.Text, c.want) {
				t.Errorf("the line is %+v", f)
			}
			if asked := talk.heard != ""; asked != c.asked || asked && talk.closed != 1 {
				t.Errorf("asked: %v, given back %d times", asked, talk.closed)
			}
			if len(talk.says) > 0 {
				t.Errorf("%q is left for the prompt", talk.says)
			}
			if strings.Contains(out.String(), "\x1b") {
				t.Errorf("the report has escape sequences: %q", out.String())
			}
		})
	}
}

func TestDoctorThatIsInterruptedSaysNothing(t *testing.T) {
	t.Parallel()
	s := newSurgery(t, "*=delay:10s")
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs buffer
	sys := s.system(&out, &errs)
	talk := &speaker{pass: func(time.Duration) {}, says: []string{"\x1b[?62c"}}
	sys.InTTY, sys.OutTTY = true, true
	sys.Talk = func() (Talk, error) { cancel(); return talk, nil }
	if code := Main(ctx, []string{"doctor"}, sys); code != exitInterrupted || out.String() != "" || errs.String() != "" || talk.closed != 1 {
		t.Errorf("code %d, %q, %q, closed %d", code, out.String(), errs.String(), talk.closed)
	}
}

func TestHostileNamesStayOnTheirLine(t *testing.T) {
	t.Parallel()
	doc := doctorDoc{Lines: []findingDoc{{Group: "account", Name: "name", Status: "ok", Text: strings.Repeat("名", 400)}}}
	for line := range strings.Lines(findings(doc, 80)) {
		if !strings.HasPrefix(line, "  ") && strings.Contains(line, "名") {
			t.Errorf("%q is not indented", line)
		}
	}
	if got := doctor.Examine(doctor.Facts{Account: doctor.Account{SIDFrom: "a", TokenFrom: "a", Name: "x"}}); len(got) == 0 {
		t.Error("nothing is reported")
	}
}

func TestDoctorKnowsTheNamesOfPanesAndActions(t *testing.T) {
	t.Parallel()
	s := newSurgery(t)
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte("widgets: [finanse]\nkeys:\n  taks.start: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.env["IMPACTDASH_CONFIG"] = file
	doc := document[doctorDoc](t, s.run("doctor", "--offline", "--json").want(t, exitFailed).out)
	for name, want := range map[string]string{"warning 1": `In config.yaml:1: widgets: there is no pane "finanse"; did you mean "finance"?`, "warning 2": `did you mean "tasks.start"?`} {
		if f := finding(t, doc, "configuration", name); !strings.HasSuffix(f.Text, want) {
			t.Errorf("%s says %q, want %q", name, f.Text, want)
		}
	}
}
