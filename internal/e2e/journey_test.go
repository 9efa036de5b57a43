//go:build unix

package e2e

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// demo starts the program on invented data of one fixed moment and waits for
// its figures.
func demo(t *testing.T, s setup) *terminal {
	t.Helper()
	term := start(t, s, "demo", "--at", "2026-03-10T20:00:00Z")
	term.wait("the figures of both panes", screen.loaded)
	return term
}

// month is the title of the range that the demo of that moment starts with.
const month = "Snapshot · Feb 9 – Mar 10 · 30 d"

func TestStartShowsAccountBothPanesAndWhatTheKeysDo(t *testing.T) {
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
	if !s.has("Today until 13:00", "Balance (estimate)", month, "▌Clicks", "Conversion Rate", "EPC") {
		t.Errorf("a figure lacks its name:\n%v", s)
	}
	for _, row := range s.rows {
		if strings.HasPrefix(row, "╭") && !strings.HasSuffix(row, "─╮") {
			t.Errorf("a gap in the border: %s", row)
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
	term.waitText("Snapshot · ", "90 d")
	term.send("[", "[")
	term.waitText("Mar 4 – Mar 10 · 7 d")
	term.send("D")
	term.waitText("Range of the Snapshot")
	term.send(ctrlU, "nonsense", enter)
	term.waitText(`"nonsense" is not a range`)
	term.send(ctrlU, "last month", enter)
	term.waitText("Snapshot · Feb 1 – Feb 28 · 28 d")
	term.send("<")
	term.waitText("Snapshot · Jan 4 – Jan 31 · 28 d")
	term.send(">", ">")
	term.waitText("Snapshot · Mar 1 – ")
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
	if strings.Contains(s.pane("2 Snapshot"), "▌Clicks") {
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
	pane := s.pane("2 Snapshot")
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
	term.point(30, top+2)
	s := term.wait("the figures of a day", func(s screen) bool { return day(s) != "" })
	earlier := day(s)
	term.point(50, top+3)
	term.wait("another day", func(s screen) bool { return day(s) != "" && day(s) != earlier })
	term.point(60, 2)
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
	term := demo(t, setup{})
	before := term.settle(quiet)
	mentions := func(s screen) bool {
		text := strings.ToLower(s.text())
		return strings.Contains(text, "persona") || strings.Contains(text, "creator") || strings.Contains(text, "affiliate")
	}
	if mentions(before) {
		t.Errorf("the screen speaks of personas:\n%v", before)
	}
	term.send("t")
	if after := term.settle(quiet); after.text() != before.text() {
		t.Errorf("the persona key does something:\n%v", after)
	}
	term.send("?")
	for range 3 {
		if s := term.settle(quiet); mentions(s) {
			t.Errorf("the help speaks of personas:\n%v", s)
		}
		term.send(" ")
	}
	term.send(esc)
	term.wait("the screen without help", func(s screen) bool { return s.text() == before.text() })
	term.palette("persona")
	term.waitText(": persona")
	if s := term.settle(quiet); strings.Count(strings.ToLower(s.text()), "persona") > 1 {
		t.Errorf("the palette offers personas:\n%v", s)
	}
}

func TestFocusMovesAndTheFooterFollows(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	before := term.waitText("▌2 Snapshot")
	term.send(tab)
	s := term.waitText("▌1 Finance")
	if s.footer() == before.footer() || strings.Contains(s.text(), "▌2") {
		t.Errorf("focus did not move as a whole:\n%v", s)
	}
	term.send(backTab)
	term.waitText("▌2 Snapshot")
	term.send("1")
	term.waitText("▌1 Finance")
	x, y, _ := before.find("Clicks")
	term.click(x, y)
	term.waitText("▌2 Snapshot")
}

func TestZoomGivesFinanceTheScreenAndItsList(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	before := term.settle(quiet)
	term.send("1", "z")
	term.waitText("Brand", "Status", "Oldest", "▌all")
	s := term.settle(quiet)
	if s.boxes() != 1 || s.has("2 Snapshot") {
		t.Errorf("the other pane is still there:\n%v", s)
	}
	first := s.text()
	term.send("]")
	term.waitText("▌not locked")
	term.send("[")
	term.wait("all lines again", func(s screen) bool { return s.text() == first })
	term.send("j")
	term.waitText("  2/")
	term.send("/zzz")
	term.waitText("No pending money matches this filter")
	term.send(esc)
	term.waitText("  1/")
	term.send("q")
	term.waitText("2 Snapshot")
	term.send("2")
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
	term.send(enter)
	s = term.waitGone("1 Finance")
	if s.boxes() != 1 || !s.has(month) {
		t.Errorf("Enter did not zoom the Snapshot:\n%v", s)
	}
	term.send(esc)
	term.wait("both panes", screen.framed)
}

func TestHelpTellsTheKeysAndClosesWithoutATrace(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	before := term.settle(quiet)
	term.send("?")
	term.waitText("╭─ Help", "Draw the next metric.", "Esc closes")
	term.send("G")
	term.waitText("Quit at once, from anywhere.")
	term.send("q")
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
	term.send("\x1bOP") // F1
	term.waitText("╭─ Help")
	term.send(esc)
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
}

func TestPaletteFindsAnActByNameRunsItAndSaysWhyNot(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	term.palette("later")
	term.waitText("the range ends today already")
	term.send(ctrlU, "theme")
	term.waitText("Switch between the dark and the light theme.")
	term.send(enter)
	term.waitText("Theme: light.")
	term.palette("zoom")
	term.waitText("Give the pane the whole screen, or take it back.")
	term.send(enter)
	s := term.waitGone("1 Finance", "╭─ Palette")
	if s.boxes() != 1 {
		t.Errorf("the pane does not have the screen:\n%v", s)
	}
	term.palette("quit now")
	term.send(esc)
	if s = term.waitGone("╭─ Palette"); s.has("1 Finance") {
		t.Errorf("Esc in the palette did more than close it:\n%v", s)
	}
	term.send("q")
	term.wait("both panes", func(s screen) bool { return s.boxes() == 2 })
}

// palette opens the palette and, once it is there, types a text.
func (term *terminal) palette(text string) {
	term.t.Helper()
	term.send(":")
	term.waitText("╭─ Palette")
	term.send(text)
}

func TestKeysTypedRightAfterThePaletteKeyGoToThePalette(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	term.send(":theme" + enter) // one piece, as a slow line delivers it
	term.waitText("Theme: light.")
}

func TestPastedTextIsTextWhereThereIsAFieldAndNothingElsewhere(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	before := term.settle(quiet)
	term.send("\x1b[200~qjz\x1b[201~")
	if s := term.settle(quiet); s.text() != before.text() {
		t.Errorf("a paste without a field did something:\n%v", s)
	}
	term.palette("")
	term.send("\x1b[200~theme\nq\x1b[201~")
	term.wait("the pasted text in one row", func(s screen) bool { return s.has(": theme") })
	term.send(esc)
	term.wait("the screen from before", func(s screen) bool { return s.text() == before.text() })
}

func TestMouseCanBeLeftToTheTerminal(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{})
	if on := leftOn(term.output()); !strings.Contains(strings.Join(on, " "), "mouse") {
		t.Fatalf("the mouse is not used: %v", on)
	}
	term.palette("mouse")
	term.waitText("Take the mouse")
	term.send(enter)
	term.waitText("The mouse is left to the terminal.")
	if on := leftOn(term.output()); strings.Contains(strings.Join(on, " "), "mouse") {
		t.Errorf("the mouse is still taken: %v", on)
	}
}

func TestAtTheStandardSizeOnePaneAndTheOtherInOneRow(t *testing.T) {
	t.Parallel()
	term := demo(t, setup{width: 80, height: 24})
	s := term.waitText("▌2 Snapshot · Feb 9 – Mar 10", "Sale Amount", "Mar 10")
	if s.boxes() != 1 || !strings.Contains(s.rows[1], "Today $") || !strings.Contains(s.rows[1], "Balance ≈") {
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
	term.send(tab)
	s = term.waitText("▌1 Finance", "Pending", "overdue")
	if s.boxes() != 1 {
		t.Errorf("Finance has no box of its own:\n%v", s)
	}
	term.send("z")
	term.waitText("Brand", "Pending", "▌all")
}

// How long nothing must be written for a screen to count as settled, and for
// one that a full minute may still change a second from now.
const (
	quiet       = 150 * time.Millisecond
	quietMinute = 750 * time.Millisecond
)
