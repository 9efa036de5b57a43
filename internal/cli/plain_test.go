package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// dictated runs the page on a terminal where somebody types lines.
func (b *bench) dictated(args []string, lines ...string) result {
	b.t.Helper()
	var out, err buffer
	b.tty = true
	sys := b.system(&out, &err)
	sys.InTTY, sys.In = true, strings.NewReader(strings.Join(lines, "\n")+"\n")
	code := Main(b.t.Context(), args, sys)
	return result{code: code, out: out.String(), err: err.String()}
}

func (r result) says(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.out, text) {
			t.Errorf("%q is not said in\n%s", text, r.out)
		}
	}
}

func TestPlainWritesThePageOnceWithoutATerminal(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	r := b.run("--plain").want(t, exitDone)
	r.says(t, "Sun Nov 22, 15:00.", "1. Finance\n", "2. Snapshot\n", "3. To Do\n", "4. Tasks\n", "5. Create A Link\n",
		"6. Submit A Lead\n", "7. Social Accounts\n", "8. Campaigns\n", "9. Brands\n", "companion_url")
	for _, bad := range []string{"\x1b", "│", "─", "▲", "> ", "…"} {
		if strings.Contains(r.out, bad) {
			t.Errorf("%q is in the page", bad)
		}
	}
	b.env["IMPACTDASH_PLAIN"] = "1"
	if again := b.run().want(t, exitDone); again.out != r.out {
		t.Error("the environment asks for another page than the flag")
	}
}

// The page rests on the same figures as the commands, which those of the screen
// are held to.
func TestPlainTellsTheFiguresOfTheCommands(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	page := b.run("--plain").want(t, exitDone)
	money := document[financeDoc](t, b.run("finance", "--json").want(t, exitDone).out)
	for _, s := range money.Today.ByCurrency {
		page.says(t, "Today until "+money.Today.Until+": "+shown(t, s.Earned, s.Currency), "All of last Sunday: "+shown(t, s.AllDayLastWeek, s.Currency)+".")
	}
	for _, s := range money.Pending.ByCurrency {
		page.says(t, "Pending: "+shown(t, s.Total, s.Currency))
		if strings.Trim(*s.Overdue, "0.") != "" {
			page.says(t, "overdue "+shown(t, *s.Overdue, s.Currency))
		}
	}
	for _, s := range money.Balance.ByCurrency {
		page.says(t, "Balance (estimate): "+shown(t, s.Amount, s.Currency))
	}
	snap := document[snapshotDoc](t, b.run("snapshot", "--json", "--range", "30d").want(t, exitDone).out)
	for _, m := range snap.Metrics {
		d, err := decimal.Parse(*m.Total)
		if err != nil {
			t.Fatal(err)
		}
		switch metric := partner.Metric(m.Metric); {
		case metric.IsCount():
			n, _, _ := d.Int64(0)
			page.says(t, metric.Name()+": "+format.Count(n)+",")
		case metric == partner.Conversion:
			page.says(t, metric.Name()+": "+format.Percent(d, 2)+",")
		case metric == partner.EPC:
			page.says(t, metric.Name()+": "+format.MoneyFine(partner.NewMoney(d, snap.Currency)))
		default:
			page.says(t, metric.Name()+": "+format.Money(partner.NewMoney(d, snap.Currency))+",")
		}
	}
}

func TestPlainTellsAFailureInItsPlace(t *testing.T) {
	t.Parallel()
	r := newSmallBench(t, "tasks=403").run("--plain")
	if r.code != exitCredentials || r.err != "" {
		t.Errorf("exit code %d, stderr %q", r.code, r.err)
	}
	r.says(t, "4. Tasks\nTasks: not available. The token may not read", "1. Finance\nToday until")
	if strings.Contains(r.out, "0 open tasks") || strings.Contains(r.out, "press ") {
		t.Errorf("a failure is told as nothing, or speaks of keys:\n%s", r.out)
	}
	refused := newSmallBench(t, "*=401").run("--plain")
	refused.fails(t, exitCredentials, "AccountSID")
}

func TestPlainTakesCommandsOnATerminal(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	r := b.dictated([]string{"--plain"}, "?", "tasks", "t 1", "t 999", "s", "to", "4", "nonsense", "r", "p", "", "q", "tasks").want(t, exitDone)
	if strings.Contains(r.out, "\x1b") {
		t.Error("the terminal is driven")
	}
	r.says(t,
		"Type ? and Enter for help", "t and a number, such as t 3", "4 is Tasks.",
		"\"nonsense\" is not understood; ? tells what can be typed.",
		"That may be Snapshot or Submit A Lead or Social Accounts; type more of it.",
		"15:00, nothing has changed.", "t and a number from 1 reads one.",
	)
	if n := strings.Count(r.out, "1. Finance\n"); n != 2 {
		t.Errorf("the page was read %d times, want at the start and once more", n)
	}
	if n := strings.Count(r.out, "4. Tasks\n"); n != 4 {
		t.Errorf("Tasks was read %d times, want twice with the page and twice alone", n)
	}
	if n := strings.Count(r.out, "> "); n != 12 {
		t.Errorf("asked %d times: what follows q is read", n)
	}
}

func TestPlainEndsWithItsInput(t *testing.T) {
	t.Parallel()
	newSmallBench(t).dictated([]string{"--plain"}, "t 1").want(t, exitDone).says(t, "Read a pane first, such as 3")
}

func TestPlainEndsOnASignal(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	var out, err buffer
	b.tty = true
	sys := b.system(&out, &err)
	hold, typing := io.Pipe()
	defer typing.Close()
	sys.InTTY, sys.In = true, hold
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan int)
	go func() { done <- Main(ctx, []string{"--plain"}, sys) }()
	if _, err := io.WriteString(typing, "?\n"); err != nil { // taken when the page has been read
		t.Fatal(err)
	}
	cancel()
	if code := <-done; code != exitDone {
		t.Errorf("exit code is %d", code)
	}
}

func TestADumbTerminalGetsText(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	b.env["TERM"] = "dumb"
	r := b.dictated(nil, "q").want(t, exitDone)
	r.says(t, "1. Finance")
	if strings.Contains(r.out, "\x1b") {
		t.Error("a dumb terminal gets sequences")
	}
}

func TestPlainHasThePanesOfTheConfiguration(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte("widgets: [tasks, finance, nothing]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.env["IMPACTDASH_CONFIG"] = path
	r := b.run("--plain").want(t, exitDone)
	r.says(t, "\n1. Tasks\n", "\n2. Finance\n")
	if strings.Contains(r.out, "Snapshot") {
		t.Error("a pane that is switched off is read")
	}
	b.tty = true
	if r := b.run("--plain"); !strings.Contains(r.err, `there is no "nothing"`) {
		t.Errorf("stderr is %q", r.err)
	}
}

func TestTheDemoIsPlainToo(t *testing.T) {
	t.Parallel()
	noAccount(t).run("demo", "--plain", "--at", "2026-11-22T23:00:00Z").want(t, exitDone).says(t, "impactdash demo: ", "9. Brands\n")
}
