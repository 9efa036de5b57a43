//go:build unix

package e2e

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"impactdash/ui/dialog"
)

// demo starts the program on invented data of one fixed moment and waits for
// its figures.
func demo(t *testing.T, s setup) *terminal {
	t.Helper()
	term := start(t, s, "demo", "--at", "2026-03-10T20:00:00Z")
	term.wait("the figures", screen.loaded)
	return term
}

// month is the range that the demo of that moment starts with, as the Snapshot
// tells it behind its name.
const month = " · Feb 9 – Mar 10 · 30 d"

func TestStartShowsAccountAllPanesAndWhatTheKeysDo(t *testing.T) {
	t.Parallel()
	s := demo(t, setup{}).screen()
	if !s.framed() {
		t.Errorf("the frame is not complete:\n%v", s)
	}
	for _, want := range []string{"demo", "Meadowlark Media", "USD", "Los Angeles", "live"} {
		if !strings.Contains(s.header(), want) {
			t.Errorf("the header lacks %q: %s", want, s.header())
		}
	}
	if !s.has("Today until 13:00", "Balance ", month, "▌Clicks", "Conversion Rate", "EPC") {
		t.Errorf("a figure lacks its name:\n%v", s)
	}
	if s.has("estimate") {
		t.Errorf("the balance comes from the companion API and is no estimate:\n%v", s)
	}
	if _, broken := s.boxesAt(); len(broken) > 0 {
		t.Errorf("a gap in the border at %+v:\n%v", broken, s)
	}
	for i, name := range panes {
		if n, _, ok := s.number(name); !ok || n != strconv.Itoa(i+1) {
			t.Errorf("%s is pane %q, want %d:\n%v", name, n, i+1, s)
		}
	}
	if !strings.Contains(s.footer(), "j metric") || !strings.Contains(s.footer(), "? help") {
		t.Errorf("the footer does not tell the keys: %s", s.footer())
	}
}

func TestRangeChangesByStepByTypingAndByShift(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	term.send("]")
	term.waitText(" · 90 d")
	term.send("[", "[")
	term.waitText(" · Mar 4 – Mar 10 · 7 d")
	term.send("D")
	term.waitText("Range of the Snapshot")
	term.send(ctrlU, "nonsense", enter)
	term.waitText(`"nonsense" is not a range`)
	term.send(ctrlU, "last month", enter)
	term.waitText(" · Feb 1 – Feb 28 · 28 d")
	term.send("<")
	term.waitText(" · Jan 4 – Jan 31 · 28 d")
	term.send(">", ">")
	term.waitText(" · Mar 1 – ")
	term.send("D")
	term.waitText("Range of the Snapshot")
	term.send(ctrlU, "30d", enter)
	term.waitText(month)
	term.send(">")
	term.waitText("The range ends today already")
}

func TestMetricChangesByKeyAndByClickAndTheChartFollows(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	first := term.screen()
	term.send("j")
	s := term.waitText("▌Actions")
	if strings.Contains(s.pane(snapshotPane), "▌Clicks") {
		t.Errorf("two metrics are marked:\n%v", s)
	}
	if plot(s) == plot(first) {
		t.Errorf("the chart did not change with the metric:\n%v", s)
	}
	for _, name := range []string{"Payouts", "Sale Amount", "Conversion Rate", "EPC", "Clicks"} {
		term.send(down)
		term.waitText("▌" + name)
	}
	term.wait("the first chart", func(s screen) bool { return plot(s) == plot(first) })
	term.send("k")
	term.waitText("▌EPC")
	x, y, _ := first.find("Sale Amount")
	term.click(x, y)
	term.waitText("▌Sale Amount")
	term.send("=")
	term.waitGone("vs previous")
}

// plot is the part of the Snapshot below its tiles.
func plot(s screen) string {
	pane := s.pane(snapshotPane)
	i := strings.Index(pane, "┤")
	if i < 0 {
		return ""
	}
	return pane[i:]
}

// aDay is a day with its weekday, as the figures beside the chart name it.
var aDay = regexp.MustCompile(`(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d+`)

// day is the day under the cursor, as it is told beside or right above the
// chart; empty when the figures are those of the whole range.
func day(s screen) string {
	_, top, ok := s.find("┤")
	if !ok {
		return ""
	}
	return aDay.FindString(strings.Join(s.rows[top-1:top+3], "\n"))
}

func (term *terminal) waitDay(want string) {
	term.t.Helper()
	term.wait("the figures of the day "+want, func(s screen) bool { return day(s) == want })
}

func TestPointingAtADayShowsItsFiguresAndLeavingShowsTheTotal(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	before := term.settle(quiet)
	_, top, ok := before.find("┤")
	if !ok || day(before) != "" {
		t.Fatalf("no chart of the whole range:\n%v", before)
	}
	term.point(22, top+2)
	s := term.wait("the figures of a day", func(s screen) bool { return day(s) != "" })
	earlier := day(s)
	term.point(36, top+3)
	term.wait("another day", func(s screen) bool { return day(s) != "" && day(s) != earlier })
	term.point(36, 2)
	term.waitDay("")
}

func TestDayCursorMovesByKeyAndEscTakesItAway(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	term.send("h") // today, which has no weekday in the panel
	term.send(left)
	term.waitDay("Mon Mar 9")
	term.send("g")
	term.waitDay("Mon Feb 9")
	term.send("h", right)
	term.waitDay("Tue Feb 10")
	term.send("\x1b[1;2C") // Shift and the right arrow: a week
	term.waitDay("Tue Feb 17")
	term.send(esc)
	term.waitDay("")
}

func TestPersonaIsHiddenFromAnAccountThatHasOnlyOne(t *testing.T) {
	t.Parallel()
	term := start(t, setup{env: serve(t).env()}) // no companion API, no creator
	term.wait("the figures", screen.loaded)
	before := term.settle(quiet)
	mentions := func(s screen) bool {
		text := strings.ToLower(s.pane(snapshotPane) + s.footer())
		return strings.Contains(text, "persona") || strings.Contains(text, "creator") || strings.Contains(text, "affiliate")
	}
	if mentions(before) {
		t.Errorf("the screen speaks of personas:\n%v", before)
	}
	term.send("t")
	s := term.waitText("Creator figures need a companion API: set companion_url.")
	if s.pane(snapshotPane) != before.pane(snapshotPane) {
		t.Errorf("the persona key changes the Snapshot:\n%v", s)
	}
	term.palette("persona")
	term.waitText("creator figures need a companion API")
}

func TestPersonaChangesThereAndBack(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{width: 160, height: 48})
	before := term.settle(quiet)
	if !strings.Contains(before.pane(snapshotPane), "Snapshot · affiliate ⇄ creator"+month) {
		t.Fatalf("the title does not tell the personas:\n%v", before)
	}
	term.send("g")
	term.waitDay("Mon Feb 9")
	term.send("t")
	s := term.waitText("Snapshot · creator ⇄ affiliate"+month, "▌Total Earnings", "Engagement Rate", "┤")
	if day(s) != "Mon Feb 9" || s.has("Sale Amount") {
		t.Errorf("range, day or metrics are not those of the creator:\n%v", s)
	}
	term.send("j")
	term.waitText("▌Affiliate")
	term.send("]")
	term.waitText("creator ⇄ affiliate · ", " · 90 d")
	term.send("[", esc)
	term.waitDay("")
	term.waitText("30 d")
	term.send("t")
	term.wait("the affiliate's screen from before", func(s screen) bool { return s.pane(snapshotPane) == before.pane(snapshotPane) })
	term.send("t")
	term.waitText("▌Affiliate") // the metric that was drawn last
}

func TestAtTheStandardSizeOnePaneAndTheMoneyInOneRow(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{width: 80, height: 24})
	s := term.waitText("▌2 Snapshot", month, "Sale Amount", "Mar 10")
	if s.boxes() != 1 || !strings.Contains(s.rows[1], "Today $") || !strings.Contains(s.rows[1], "Balance $") {
		t.Errorf("the Finance strip is not above the Snapshot:\n%v", s)
	}
	before := term.settle(quiet)
	term.send("j")
	term.waitText("▌Actions")
	term.send("k", "]")
	term.waitText("90 d")
	term.send("[")
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
	_, top, _ := before.find("┤")
	term.point(30, top+3)
	term.wait("the figures of a day", func(s screen) bool { return day(s) != "" })
	term.point(0, 0)
	term.waitDay("")
	term.send("?")
	term.waitText("╭─ Help")
	term.send(esc)
	term.waitGone("╭─ Help")
	for _, name := range append(panes[2:], financePane) {
		term.send(tab)
		if s = term.waitOn(name); s.boxes() != 1 {
			t.Errorf("%s has no box of its own:\n%v", name, s)
		}
	}
	s = term.waitText("▌1 Finance", "Pending", "overdue")
	if s.boxes() != 1 {
		t.Errorf("Finance has no box of its own:\n%v", s)
	}
	term.send("z")
	term.waitText("Brand", "Pending", "▌all")
}

// How long nothing must be written for a screen to count as settled, for one
// that a full minute may still change a second from now, and for a question
// that takes an answer after keys it did not hear.
const (
	quiet       = pace * 150 * time.Millisecond
	quietMinute = 750 * time.Millisecond
	deaf        = 2*dialog.GuardTime + 50*time.Millisecond
)
