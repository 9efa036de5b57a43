//go:build unix

package e2e

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// failure is something that goes wrong, and where it must be told: what
// happened and the next step, in words.
type failure struct {
	fault    string
	panes    []string
	parts    []string // of Finance, which have no figure then
	happened string
	next     string
	lasting  bool // not asked about again before its time
}

// offline reports whether nothing can be had of the service: then the header
// says so, and the panes show what they have.
func (f failure) offline() bool {
	return strings.HasPrefix(f.fault, "*=") && f.fault != "*=401"
}

var (
	bothPanes = []string{financePane, snapshotPane}
	allParts  = []string{"Today", "Pending", "Balance"}
)

// failures have the reports in two panes, because the balance reads one too.
var failures = map[string]failure{
	"credentials refused": {"*=401", bothPanes, allParts, "impact.com refused the AccountSID or AuthToken (401).", "or press R.", false},
	"actions forbidden":   {"actions=403", bothPanes[:1], allParts, "The token may not read Actions (403).", "then press R.", false},
	"reports forbidden":   {"reports=403", bothPanes, allParts[2:], "The token may not read Reports", "then press R.", false},
	"limit spent":         {"reports=429", bothPanes, allParts[2:], "is used up (429).", "Asking again in", true},
	"web page with a 502": {"*=html502", bothPanes, allParts, "(502)", "press R to try now.", false},
	"answers without end": {"*=truncate", bothPanes, allParts, "the connection broke off", "press R to try now.", false},
	"no answers":          {"reports=drop", bothPanes, allParts[2:], "the connection broke off", "press R to try now.", false},
	"nonsense":            {"reports=garbage", bothPanes, allParts[2:], "The answer could not be understood", "Press R to ask again", false},
}

// typical are failures of each kind: of the line, of the token, of the limits.
var typical = []string{"credentials refused", "limit spent", "web page with a 502"}

// nothing is an amount of zero that is not the end of a larger one.
var nothing = regexp.MustCompile(`(^|[^0-9,.])0\.00`)

// amount is money of whatever size.
var amount = regexp.MustCompile(`[0-9]\.[0-9]{2}`)

func TestFailureIsToldInItsPaneAndNeverLooksLikeZero(t *testing.T) {
	drawing(t)
	t.Parallel()
	for name, f := range failures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := start(t, setup{env: serve(t, f.fault).env()})
			for _, pane := range f.panes {
				term.waitSentence(pane, f.happened, f.next)
			}
			s := term.calm()
			for _, part := range f.parts {
				text := column(s, part)
				if !strings.Contains(text, "not available") || nothing.MatchString(text) || strings.Contains(text, "no withdrawal") {
					t.Errorf("%s claims what nobody knows: %q\n%v", part, text, s)
				}
			}
			pane := s.pane(snapshotPane)
			if told := strings.Contains(prose(pane), f.happened); told != slices.Contains(f.panes, snapshotPane) {
				t.Errorf("the Snapshot tells of the failure: %v, want the opposite:\n%v", told, s)
			} else if told && nothing.MatchString(pane) {
				t.Errorf("a failure looks like zero:\n%v", s)
			}
			if strings.Contains(s.header(), "live") {
				t.Errorf("the header says live: %s", s.header())
			}
		})
	}
}

// column is one of the figures of Finance with its details, where they stand
// side by side; the sentences below them are left out.
func column(s screen, title string) string {
	x, y, ok := s.find(title)
	if !ok {
		return ""
	}
	end := s.width - 1
	for _, next := range allParts {
		if nx, _, ok := s.find(next); ok && nx > x {
			end = min(end, nx)
		}
	}
	var b strings.Builder
	for _, row := range s.cells[y:] {
		text := strings.Join(row, "")
		if strings.Contains(text, "✗") || strings.HasPrefix(text, "╰") {
			break
		}
		b.WriteString(strings.TrimSpace(strings.Join(row[x:end], "")) + "\n")
	}
	return b.String()
}

// calm waits until what was typed has been read and no request is under way.
func (term *terminal) calm() screen {
	term.t.Helper()
	idle := func(s screen) bool { return !s.has("↻") && !s.has("loading") && !s.has("Loading") }
	for {
		if s := term.settle(quiet); idle(s) {
			return s
		}
		term.wait("the end of all requests", idle)
	}
}

// waitSentence waits for what happened and the next step in a pane.
func (term *terminal) waitSentence(pane, happened, next string) {
	term.t.Helper()
	term.wait(fmt.Sprintf("%q and %q in %s", happened, next, pane), func(s screen) bool {
		text := prose(s.pane(pane))
		return strings.Contains(text, happened) && strings.Contains(text, next)
	})
}

func TestFailureOfARefreshKeepsTheFigures(t *testing.T) {
	t.Parallel()
	for name, f := range failures {
		t.Run(name, func(t *testing.T) {
			if !slices.Contains(typical, name) {
				variant(t)
			}
			t.Parallel()
			service := serve(t)
			term := start(t, setup{env: service.seen(t)})
			term.wait("the figures", screen.loaded)
			before := term.settle(quiet)
			service.fault(f.fault)
			term.send("R")
			if f.offline() {
				term.waitText("offline, next try")
			} else {
				for _, pane := range f.panes {
					term.waitSentence(pane, f.happened, f.next)
				}
			}
			after := term.calm()
			for _, pane := range f.panes {
				if f.offline() && strings.Contains(prose(after.pane(pane)), f.happened) {
					t.Errorf("%s repeats what the header says:\n%v", pane, after)
				}
				sameFigures(t, before, after, f.parts, pane)
			}
			service.fault()
			if !f.lasting {
				term.send("R")
				term.wait("no sentence and live", func(s screen) bool {
					return strings.Contains(s.header(), "live") && !strings.Contains(prose(s.text()), f.happened)
				})
			}
		})
	}
}

// TestAgeOfKeptFiguresIsTold waits for a real minute, because the age begins
// there; set E2E_SLOW to run it.
func TestAgeOfKeptFiguresIsTold(t *testing.T) {
	if os.Getenv("E2E_SLOW") == "" {
		t.Skip("takes two minutes; set E2E_SLOW to run it")
	}
	t.Parallel()
	service := serve(t)
	term := start(t, setup{env: service.env()})
	term.wait("the figures", screen.loaded)
	service.fault("*=403")
	term.send("R")
	for _, pane := range bothPanes {
		term.waitSentence(pane, "(403)", "then press R.")
	}
	term.within = 3 * time.Minute
	term.wait("the age in both titles", func(s screen) bool {
		first, _, _ := strings.Cut(s.pane(financePane), "\n")
		second, _, _ := strings.Cut(s.pane(snapshotPane), "\n")
		return strings.Contains(first, "1m old") && strings.Contains(second, "1m old")
	})
}

// sameFigures compares what must survive a failure: of Finance the figures in
// the account's currency with their details in the kept parts, of the Snapshot
// the tiles.
func sameFigures(t *testing.T, before, after screen, kept []string, pane string) {
	t.Helper()
	if pane == snapshotPane {
		if was, is := tiles(before), tiles(after); is != was {
			t.Errorf("the tiles were\n%s\nand are\n%s", was, is)
		}
		return
	}
	for _, part := range allParts {
		was, is := firstRows(column(before, part), 2), firstRows(column(after, part), 2)
		if !slices.Contains(kept, part) {
			// It was asked again and answered, and may have moved on with the
			// clock.
			if !amount.MatchString(is) || nothing.MatchString(is) {
				t.Errorf("%s was\n%s\nand is\n%s\n%v", part, was, is, after)
			}
			continue
		}
		if is != was {
			t.Errorf("%s was\n%s\nand is\n%s\n%v", part, was, is, after)
		}
	}
}

// tiles are names and figures of the Snapshot's tiles. The title may tell an
// age, and the sparklines go where a failure needs their rows.
func tiles(s screen) string {
	var rows []string
	for _, row := range strings.Split(s.pane(snapshotPane), "\n")[1:] {
		if strings.Contains(row, "┤") {
			break
		}
		if !strings.ContainsAny(row, "▁▂▃▄▅▆▇█") {
			rows = append(rows, strings.TrimSpace(row))
		}
	}
	return strings.Join(rows[:min(4, len(rows))], "\n")
}

func firstRows(text string, n int) string {
	rows := strings.Split(text, "\n")
	return strings.Join(rows[:min(n, len(rows))], "\n")
}

func TestServiceDownKeepsTheFiguresAndServiceBackRenewsThem(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := start(t, setup{env: service.seen(t)})
	term.wait("the figures", screen.loaded)
	before := term.settle(quiet)
	service.down()
	term.send("R")
	term.waitText("offline, next try")
	after := term.calm()
	for _, pane := range bothPanes {
		if strings.Contains(prose(after.pane(pane)), "connection refused") {
			t.Errorf("%s repeats what the header says:\n%v", pane, after)
		}
		sameFigures(t, before, after, allParts, pane)
	}
	term.send("j")
	term.waitText("▌Actions")
	service.up()
	term.send("R")
	s := term.wait("live", func(s screen) bool { return strings.Contains(s.header(), "live") })
	if strings.Contains(prose(s.text()), "connection refused") {
		t.Errorf("the header says live, and a pane tells of a failure:\n%v", s)
	}
	term.wait("no sentence", func(s screen) bool { return !strings.Contains(prose(s.text()), "connection refused") })
	sameFigures(t, before, term.calm(), nil, financePane)
}

func TestServiceBackIsFoundWithoutAKey(t *testing.T) {
	t.Parallel()
	service := serve(t)
	service.down()
	term := start(t, setup{env: service.env()})
	term.waitText("connection refused", "offline, next try")
	service.up()
	term.wait("the figures", screen.loaded)
}

func TestDeadHostIsToldAndTheKeysStillWork(t *testing.T) {
	t.Parallel()
	term := start(t, setup{env: account("http://127.0.0.1:1", "IRsomebody", "letmein-letmein-letmein")})
	term.waitSentence(financePane, "connection refused", "press R to try now.")
	term.waitSentence(snapshotPane, "connection refused", "press R to try now.")
	s := term.settle(quiet)
	if nothing.MatchString(s.text()) {
		t.Errorf("a failure looks like zero:\n%v", s)
	}
	term.focus(financePane)
	term.send("?")
	term.waitText("╭─ Help")
	term.send("q")
	term.waitGone("╭─ Help")
	term.send("q")
	term.left(t)
}

func TestWrongCredentialsAreToldWithWhereTheyComeFrom(t *testing.T) {
	t.Parallel()
	service := serve(t)
	env := account("http://"+service.address, service.sandbox.AccountSID(), "wrong-wrong-wrong-wrong")
	term := start(t, setup{env: env})
	s := term.waitText("IMPACTDASH_AUTH_TOKEN", "credentials refused")
	for _, name := range panes {
		if n := strings.Count(prose(s.pane(name)), "refused the AccountSID"); n > 1 {
			t.Errorf("%s says it %d times:\n%v", name, n, s)
		}
	}
}

func TestTokenSentBackByTheServiceIsNotShown(t *testing.T) {
	t.Parallel()
	const token = "secret-secret-secret-secret-42"
	plain := base64.StdEncoding.EncodeToString([]byte("IRsomebody:" + token))
	for _, status := range []int{http.StatusInternalServerError, http.StatusBadRequest, http.StatusOK} {
		echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, `{"Status":"ERROR","Message":"bad token `+token+` in `+r.Header.Get("Authorization")+"\x1b]0;"+token+`"}`)
		}))
		t.Cleanup(echo.Close)
		term := start(t, setup{width: 160, height: 48, env: account(echo.URL, "IRsomebody", token)})
		term.wait("a failure", func(s screen) bool { return strings.Contains(s.text(), "✗") })
		term.settle(quiet)
		if out := term.output(); strings.Contains(out, token) || strings.Contains(out, plain) {
			t.Errorf("status %d: the token is in the output:\n%v", status, term.screen())
		}
	}
}
