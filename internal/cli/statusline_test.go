package cli

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"impactdash/internal/config"
	"impactdash/internal/history"
)

// lookedAt is a bench of which finance, to-dos and changes are kept: they are
// looked at once for all tests, and each has a copy of what was kept.
func lookedAt(t *testing.T) *bench {
	t.Helper()
	b := newActBench(t)
	if err := os.WriteFile(historyFile(t, b), firstLooks(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

// historyFile is where a bench's account is kept, whose service has an address
// of its own.
func historyFile(t *testing.T, b *bench) string {
	t.Helper()
	account := holder(config.Config{AccountSID: b.env["IMPACTDASH_ACCOUNT_SID"], BaseURL: b.env["IMPACTDASH_BASE_URL"]})
	c, err := history.Inspect(t.Context(), b.env["IMPACTDASH_STATE_DIR"], account.Name())
	if err != nil {
		t.Fatal(err)
	}
	return c.Path
}

var looksOnce struct {
	sync.Once

	history []byte
}

// firstLooks is the history that the first looks leave.
func firstLooks(t *testing.T) []byte {
	t.Helper()
	looksOnce.Do(func() {
		b := newActBench(t)
		b.do("finance").want(t, exitDone)
		b.do("todo", "wake", "nosuch")
		b.do("activity").want(t, exitDone)
		var err error
		if looksOnce.history, err = os.ReadFile(historyFile(t, b)); err != nil {
			t.Fatal(err)
		}
	})
	if len(looksOnce.history) == 0 {
		t.Fatal("the first looks have failed")
	}
	return looksOnce.history
}

func TestTheStatusLineIsOfWhatFinanceHasKept(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	doc := document[financeDoc](t, b.do("finance", "--json").want(t, exitDone).out)
	asked := len(b.box.Requests())
	l := document[statuslineDoc](t, b.do("statusline", "--json").want(t, exitDone).out)
	line := b.do("statusline").want(t, exitDone).out
	if n := len(b.box.Requests()); n != asked {
		t.Errorf("%d requests", n-asked)
	}
	if strings.Count(line, "\n") != 1 || strings.TrimSpace(line) != l.Text {
		t.Errorf("the line is %q, the text %q", line, l.Text)
	}
	for i, sum := range doc.Today.ByCurrency {
		if l.Today[i].Amount != sum.Earned || l.Today[i].Currency != sum.Currency {
			t.Errorf("today is %+v, finance says %+v", l.Today, sum)
		}
		if sum.Earned != "0.00" && !strings.Contains(line, shown(t, sum.Earned, sum.Currency)) {
			t.Errorf("the line %q lacks %s %s", line, sum.Earned, sum.Currency)
		}
	}
	for i, sum := range doc.Pending.ByCurrency {
		if l.Pending[i].Amount != sum.Total || !strings.Contains(line, shown(t, sum.Total, sum.Currency)) {
			t.Errorf("pending is %+v, finance says %+v, the line %q", l.Pending, sum, line)
		}
	}
	if *l.Todo == 0 || *l.Due == 0 || *l.Due >= *l.Todo || l.AgeSeconds != 0 || strings.Contains(line, "old") {
		t.Errorf("document is %+v, line %q", l, line)
	}
	if len(l.Balance) == 0 || l.Balance[0] != doc.Balance.ByCurrency[0] || *l.Estimate != doc.Balance.Estimate {
		t.Errorf("balance is %+v, finance says %+v", l.Balance, doc.Balance)
	}
}

func TestTheStatusLineNeedsNeitherTokenNorService(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	b.faults("*=503")
	want := b.do("statusline").want(t, exitDone).out
	delete(b.env, "IMPACTDASH_AUTH_TOKEN")
	if got := b.do("statusline").want(t, exitDone).out; got != want {
		t.Errorf("%q without a token, %q with one", got, want)
	}
}

func TestAnOldLineSaysSoAndYesterdaysEarningsAreNotTodays(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	b.later = 3 * time.Hour
	if line := b.do("statusline").want(t, exitDone).out; !strings.Contains(line, " today") || !strings.HasSuffix(line, " · 3h old\n") {
		t.Errorf("three hours later: %q", line)
	}
	b.later = 26 * time.Hour
	line := b.do("statusline").want(t, exitDone).out
	if strings.Contains(line, "today") || !strings.Contains(line, "pending") || !strings.HasSuffix(line, " · 1d old\n") {
		t.Errorf("a day later: %q", line)
	}
	if got := b.do("statusline", "--format", "{today}|{age}").want(t, exitDone).out; got != "-|1d\n" {
		t.Errorf("a day later: %q", got)
	}
	doc := document[statuslineDoc](t, b.do("statusline", "--json").want(t, exitDone).out)
	if doc.Today != nil || doc.Pending == nil || doc.AgeSeconds != 26*3600 {
		t.Errorf("document is %+v", doc)
	}
}

func TestAFormatIsFilledIn(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	for form, want := range map[string]string{
		"{{today} }":       "{today} }",
		"plain":            "plain",
		"{{{age}}":         "{now}",
		"a{todo}b{{c{age}": "a26b{cnow",
		"\x1b[31m{age}":    "now",
	} {
		if got := b.do("statusline", "--format", form).want(t, exitDone).out; got != want+"\n" {
			t.Errorf("%q is %q, want %q", form, got, want)
		}
	}
	for form, says := range map[string]string{"{nope}": "{today}, {pending}", "{today": "not closed", "{}": "is no field"} {
		b.do("statusline", "--format", form).fails(t, exitUsage, says)
	}
	b.do("statusline", "--format", "x", "--json").fails(t, exitUsage, "json")
}

func TestWithoutFiguresThereIsNoLine(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	b.do("statusline").fails(t, exitNothing, "no figures yet", "impactdash finance")
	b.do("statusline", "--json").fails(t, exitNothing, "no figures yet")
	if n := len(b.box.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
	noAccount(t).do("statusline").fails(t, exitCredentials, "IMPACTDASH_ACCOUNT_SID")
}
