package uitest

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

type word string

func say(w word) tea.Cmd { return func() tea.Msg { return w } }

func TestTimersAreRecognised(t *testing.T) {
	t.Parallel()
	tick := func() tea.Cmd { return tea.Tick(time.Hour, func(time.Time) tea.Msg { return nil }) }
	for name, c := range map[string]tea.Cmd{
		"tick": tick(), "every": tea.Every(time.Hour, func(time.Time) tea.Msg { return nil }),
		"direct": tea.Tick(time.Hour, func(time.Time) tea.Msg { return nil }),
	} {
		if !IsTimer(c) {
			t.Errorf("%s is not recognised as a timer", name)
		}
	}
	if IsTimer(say("x")) || IsTimer(tea.Quit) {
		t.Error("an ordinary command counts as a timer")
	}
	if n := Timers(t, tea.Batch(tick(), say("x"), tea.Batch(tick(), tick()))); n != 3 {
		t.Errorf("%d timers in the batch, want 3", n)
	}
}

func TestRunWalksBatchesAndSequencesInOrder(t *testing.T) {
	t.Parallel()
	slow := tea.Tick(time.Hour, func(time.Time) tea.Msg { return word("late") })
	got := Run(t, tea.Batch(say("a"), slow, tea.Sequence(say("b"), nil, say("c")), func() tea.Msg { return nil }, say("d")))
	want := []tea.Msg{word("a"), word("b"), word("c"), word("d")}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("message %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func TestStrokesSpellThemselves(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"j", "G", "?", ",", "ctrl+c", "shift+left", "shift+tab", "esc", "enter", "space", "pgdown", "ctrl+pgdown", "f1"} {
		Stroke(t, s) // fails by itself
	}
}

func TestChecksNoticeWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	if geometry("ab\ncd", 2, 2) != "" || geometry("", 5, 0) != "" || geometry("\x1b[1m漢\x1b[m", 2, 1) != "" {
		t.Error("a good size is refused")
	}
	if geometry("ab\nc", 2, 2) == "" || geometry("ab", 2, 2) == "" || geometry("a", 1, 0) == "" {
		t.Error("a bad size is accepted")
	}
	for _, s := range []string{"\x1b[2J", "\x07", "\u009b1m", "a\tb", "a\rb", "\x7f"} {
		if clean(s) == "" {
			t.Errorf("%q is accepted", s)
		}
	}
	if clean("\x1b[1;38;5;80mtext\x1b[m\nnext") != "" {
		t.Error("colours are refused")
	}
	for s, bad := range map[string]bool{"$0.00": true, "0.00 ": true, "$10.00": false, "$0": true, "$0.004": false, "€0.00": true, "$100": false, "¥0 ": true} {
		if zero.MatchString(s) != bad {
			t.Errorf("zero in %q: %v", s, !bad)
		}
	}
}
