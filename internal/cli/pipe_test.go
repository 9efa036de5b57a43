package cli

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
	"impactdash/ui/format"
)

// closed is a pipe that nobody reads any more.
type closed struct{ err error }

func (c closed) Write([]byte) (int, error) { return 0, c.err }

func TestAReaderThatHasEnoughEndsACommandWithoutAWord(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	lines := [][]string{{"finance"}, {"snapshot", "--json"}, {"activity", "--csv"}, {"schema", "tasks"}, {"tasks"}, {"tasks", "--csv"}}
	for _, n := range nounCases() {
		lines = append(lines, append([]string{n.name, "--json"}, n.args...))
	}
	for i, line := range lines {
		var stderr buffer
		sys := b.system(&buffer{}, &stderr)
		sys.Out = closed{[]error{syscall.EPIPE, io.ErrClosedPipe}[i%2]}
		if code := Main(t.Context(), line, sys); code != exitPipe || stderr.String() != "" {
			t.Errorf("impactdash %q ends with %d and says %q", line, code, stderr.String())
		}
	}
}

func TestAFullDiskIsAFailure(t *testing.T) {
	t.Parallel()
	var stderr buffer
	sys := newSmallBench(t).system(&buffer{}, &stderr)
	sys.Out = closed{syscall.ENOSPC}
	if code := Main(t.Context(), []string{"tasks", "--csv"}, sys); code != exitFailed || !strings.Contains(stderr.String(), "no space left") {
		t.Errorf("it ends with %d and says %q", code, stderr.String())
	}
}

func TestAConnectionThatBreaksOffIsNoReaderThatHasEnough(t *testing.T) {
	t.Parallel()
	err := &partner.Error{Op: "load tasks", Kind: partner.Unavailable, Err: syscall.EPIPE}
	if code := exitCode(t.Context(), err); code != exitService {
		t.Errorf("it ends with %d", code)
	}
}

// nasty is what a hostile or careless brand may call itself.
const nasty = "Ev\x1b[31mil\x1b]0;title\x07 \u202egnp.exe\u0085 \t字幕 👍🏽\n" + "\u009b2J" + "x"

func TestNothingThatTheServiceSaysReachesTheTerminal(t *testing.T) {
	long(t)
	t.Parallel()
	box := sandbox.New(sandbox.Options{Seed: 7, At: testNow})
	long := strings.Repeat("long ", 80)
	spoil := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		box.ServeHTTP(rec, r)
		body := rec.Body.String()
		if rec.Code == http.StatusOK && strings.Contains(rec.Header().Get("Content-Type"), "json") {
			for _, word := range []string{"Northgale", "Saltbark", "Fernwick", "Planwell", "Bramble"} {
				body = strings.ReplaceAll(body, `"`+word, `"`+word+`Ev\u001b[31mil\u001b]0;title\u0007 \u202egnp.exe\u0085 \t字幕 👍🏽\n\u009b2J`+long)
			}
		}
		for k, v := range rec.Header() {
			if k != "Content-Length" {
				w.Header()[k] = v
			}
		}
		w.WriteHeader(rec.Code)
		_, _ = io.WriteString(w, body) // the client is gone at the worst
	})
	all := overHandler(t, box, spoil)
	all.env["IMPACTDASH_COMPANION_URL"] = all.env["IMPACTDASH_BASE_URL"] + sandbox.CompanionPrefix
	seen := 0
	for _, n := range nounCases() {
		for _, c := range []struct {
			form string
			tty  bool
		}{{"", true}, {"--json", true}, {"--csv", false}} {
			b := all.inTest(t)
			b.tty, b.width = c.tty, 100
			line := append([]string{n.name}, n.args...)
			if c.form != "" {
				line = append(line, c.form)
			}
			r := b.run(line...).want(t, exitDone)
			for _, x := range r.out {
				if x != '\n' && x != '\t' && format.Safe(string(x)) != string(x) {
					t.Errorf("impactdash %q writes %q", line, x)
					break
				}
			}
			seen += strings.Count(r.out, "gnp.exe")
			for l := range strings.Lines(r.out) {
				if w := format.Width(strings.TrimSuffix(l, "\n")); c.tty && c.form == "" && w > 100 {
					t.Errorf("impactdash %q has a line of %d cells: %s", line, w, l)
				}
			}
		}
	}
	if seen < 25 {
		t.Errorf("only %d hostile names were met", seen)
	}
}

func TestHostileTextIsWholeInJSON(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := writeJSON(&b, taskDoc{ID: "1", Summary: nasty}); err != nil {
		t.Fatal(err)
	}
	if got := document[taskDoc](t, b.String()); got.Summary != nasty {
		t.Errorf("%q becomes %q", nasty, got.Summary)
	}
	for _, c := range []string{"\x1b", "\u009b", "\u202e", "\u0085", "🏽"} {
		if strings.Contains(b.String(), c) {
			t.Errorf("%q is in %s", c, b.String())
		}
	}
	if !strings.Contains(b.String(), "字幕 👍") {
		t.Errorf("what is harmless is not as it was: %s", b.String())
	}
}

func TestWideCharactersAreAligned(t *testing.T) {
	t.Parallel()
	items := []leadDoc{
		{ID: "1", Name: "高橋 Naoko", Program: "Planwell", Status: "submitted"},
		{ID: "23456", Name: "Gwen", Program: nasty, Status: "draft", Payout: &amountDoc{Currency: "USD", Amount: "12.50"}},
		{ID: "3", Name: strings.Repeat("Name ", 80), Program: "", Status: "in_review", Payout: &amountDoc{Currency: "USD", Amount: "1234.00"}},
	}
	for _, width := range []int{30, 60, 80, 200} {
		var b strings.Builder
		if err := writeAligned(&b, tableOf(items), width); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		var starts []int
		for _, l := range lines {
			if w := format.Width(l); w > width {
				t.Errorf("%d cells in %d: %s", w, width, l)
			}
			for _, status := range []string{"status", "submitted", "draft", "in_review"} {
				if before, _, ok := strings.Cut(l, "  "+status); ok {
					starts = append(starts, format.Width(before))
				}
			}
		}
		if len(lines) != 4 || width > 50 && len(starts) != 4 {
			t.Fatalf("at %d cells there are %d lines with %d states:\n%s", width, len(lines), len(starts), b.String())
		}
		for _, s := range starts {
			if s != starts[0] {
				t.Errorf("at %d cells the states begin at %d:\n%s", width, starts, b.String())
			}
		}
	}
}

func TestTheLeastImportantColumnsGiveWay(t *testing.T) {
	t.Parallel()
	cols := []screenColumn{
		{title: "id", rank: 1, cells: []string{"12345678"}},
		{title: "what", rank: 1, cut: true, cells: []string{strings.Repeat("a", 40)}},
		{title: "note", rank: 3, cut: true, cells: []string{strings.Repeat("b", 30)}},
		{title: "more", rank: 5, cells: []string{"0123456789"}},
		{title: "empty", rank: 1, cells: []string{""}},
	}
	for width, want := range map[int][]int{
		0:   {8, 40, 30, 10},
		100: {8, 40, 30, 10},
		94:  {8, 40, 30, 10},
		90:  {8, 40, 26, 10},
		70:  {8, 34, 12, 10},
		60:  {8, 36, 12},
		45:  {8, 35},
		20:  {8},
		5:   {5},
	} {
		if _, got := fit(cols, width); !reflect.DeepEqual(got, want) {
			t.Errorf("in %d cells the columns have %d, want %d", width, got, want)
		}
	}
}

func TestProgressIsShownOnlyWhenSomethingTakesLonger(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		takes time.Duration
		want  []string
	}{
		{900 * time.Millisecond, nil},
		{1100 * time.Millisecond, []string{"Reading actions… 1 s"}},
		{2600 * time.Millisecond, []string{"Reading actions… 1 s", "Reading actions… 2 s"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			var out buffer
			p := &progress{out: &out, what: "Reading actions"}
			if err := p.during(func() error { time.Sleep(c.takes); return io.EOF }); !errors.Is(err, io.EOF) {
				t.Errorf("the error is %v", err)
			}
			text := out.String()
			if (text == "") != (c.want == nil) {
				t.Errorf("after %v it is %q", c.takes, text)
			}
			for _, w := range c.want {
				if !strings.Contains(text, w) {
					t.Errorf("%q does not say %q", text, w)
				}
			}
			if text != "" && !strings.HasSuffix(text, "\r\x1b[K") {
				t.Errorf("%q is left on the terminal", text)
			}
		})
	}
}

func TestProgressIsABarWhereTheShareIsKnown(t *testing.T) {
	t.Parallel()
	p := &progress{what: "Reading actions", width: 30}
	p.reached(0.5, 1234)
	if got := p.line(quiet); got != "[##########----------] Readi…" {
		t.Errorf("it is %q", got)
	}
	p.width = 0
	p.reached(0.25, 1500) // windows may be read one before the other
	if got := p.line(quiet); got != "[##########----------] Reading actions: 1,500" {
		t.Errorf("it is %q", got)
	}
	var none *progress
	none.reached(1, 1) // nobody looks
}

func TestASlowServiceIsToldOnATerminalAlone(t *testing.T) {
	t.Parallel()
	box := sandbox.New(sandbox.Options{Seed: 7, At: testNow, Profile: "new"})
	for _, tty := range []bool{true, false} {
		waited := make(chan struct{})
		slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/Tasks") && tty {
				<-waited
			}
			box.ServeHTTP(w, r)
		})
		b := overHandler(t, box, slow)
		var stdout buffer
		stderr := &watching{seen: waited}
		sys := b.system(&stdout, &buffer{})
		sys.Err, sys.ErrTTY = stderr, tty
		if code := Main(t.Context(), []string{"tasks", "--json"}, sys); code != exitDone {
			t.Fatalf("exit code %d: %s", code, stderr.String())
		}
		if said := stderr.String(); tty != strings.Contains(said, "Reading tasks… 1 s") || tty && !strings.HasSuffix(said, "\r\x1b[K") || !tty && said != "" {
			t.Errorf("on a terminal %v it says %q", tty, said)
		}
		keeps(t, "tasks list", stdout.String())
	}
}

// watching tells when something is written the first time.
type watching struct {
	buffer
	seen chan struct{}
	told bool
}

func (w *watching) Write(p []byte) (int, error) {
	n, err := w.buffer.Write(p)
	if !w.told {
		w.told = true
		close(w.seen)
	}
	return n, err
}

func TestATerminalIsShownWhatABrandWroteAsText(t *testing.T) {
	t.Parallel()
	wrote := "<p>The code <b>LINEN25</b> ended &amp; must go.</p>"
	doc := taskDoc{ID: "1", Description: &wrote, Comments: []commentDoc{{ID: "c", Text: wrote}}}
	for tty, want := range map[bool]string{true: "The code LINEN25 ended & must go.", false: wrote} {
		var out buffer
		if err := writeFacts(System{Out: &out, OutTTY: tty}, doc); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(out.String(), want); n != 2 {
			t.Errorf("on a terminal %v it is %d times in %s", tty, n, out.String())
		}
	}
}
