package doctor

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// speaker is a terminal that says something a while after the question, in
// pieces of a size.
type speaker struct {
	now    time.Time
	asked  string
	says   string
	piece  int
	silent time.Duration // before it says anything
	broken bool
}

const tenth = 100 * time.Millisecond

func (s *speaker) Write(p []byte) (int, error) {
	s.asked += string(p)
	return len(p), nil
}

func (s *speaker) Read(p []byte) (int, error) {
	if s.broken {
		return 0, io.ErrUnexpectedEOF
	}
	if s.silent > 0 || s.says == "" {
		s.silent -= tenth
		s.now = s.now.Add(tenth)
		return 0, nil
	}
	n := copy(p[:min(len(p), s.piece)], s.says)
	s.says = s.says[n:]
	return n, nil
}

func (s *speaker) clock() time.Time { return s.now }

// good is what a terminal answers that has everything.
func good() string {
	var b strings.Builder
	b.WriteString("\x1b[5;1R")
	for _, s := range Samples() {
		b.WriteString("\x1b[5;" + string(rune('1'+s.Cells)) + "R")
	}
	b.WriteString("\x1b[?1006;2$y\x1b[?2026;2$y\x1bP>|kitty(0.40.1)\x1b\\\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\")
	b.WriteString("\x1bP1+r524742=382F382F38\x1b\\\x1bP1+r4D73\x1b\\\x1b[?62;22;52c")
	return b.String()
}

func TestATerminalIsUnderstoodInPiecesOfAnySize(t *testing.T) {
	t.Parallel()
	for _, piece := range []int{1, 2, 3, 7, 1000} {
		s := &speaker{says: "typed" + good() + "too late", piece: piece}
		a, err := Ask(s, Question(Terminal{Term: "xterm-kitty"}), s.clock)
		if err != nil || !a.Done || a.Name != "kitty(0.40.1)" || a.Ground != "dark" || !a.RGB || !a.Copies || !a.knows(modeSync) || !a.knows(modeMouse) {
			t.Errorf("in pieces of %d: %+v, %v", piece, a, err)
		}
		for i, sample := range Samples() {
			if w, ok := a.Width(i); !ok || w != sample.Cells {
				t.Errorf("in pieces of %d: %s is %d wide, %v", piece, sample.Name, w, ok)
			}
		}
	}
}

func TestASilentTerminalIsWaitedForOnlySoLong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		says   string
		silent time.Duration
		done   bool
	}{
		{"never", "", 0, false},
		{"too late", good(), time.Second, false},
		{"just in time", good(), tenth, true},
		{"half of it", "\x1b[5;1R\x1b[5;2R", 0, false},
		{"half a sequence", "\x1b]11;rgb:", 0, false},
		{"garbage", strings.Repeat("\x1b]no end ", 2000), 0, false},
	} {
		s := &speaker{says: c.says, piece: 1000, silent: c.silent}
		a, err := Ask(s, "?", s.clock)
		if err != nil || a.Done != c.done {
			t.Errorf("%s: %+v, %v", c.name, a, err)
		}
		if waited := s.now.Sub(time.Time{}); waited > Patience {
			t.Errorf("%s: waited %s", c.name, waited)
		}
		if len(a.rest) > mostRest {
			t.Errorf("%s: %d bytes are kept", c.name, len(a.rest))
		}
	}
	s := &speaker{says: good(), piece: 1000, silent: time.Second}
	a, _ := Ask(s, "?", s.clock)
	if err := a.Listen(s, 2*time.Second, s.clock); err != nil || !a.Done {
		t.Errorf("a late answer is not taken: %+v, %v", a, err)
	}
	if _, err := Ask(&speaker{broken: true}, "?", time.Now); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a terminal that is gone gives %v", err)
	}
}

func TestHostileAnswersAreHarmless(t *testing.T) {
	t.Parallel()
	for _, says := range []string{
		"\x1b[R", "\x1b[;R", "\x1b[1R", "\x1b[99999999999999999999;1R", "\x1b[?y", "\x1b[?2026$y", "\x1b[?;$y", "\x1b[c",
		"\x1b]11;rgb:/\x07", "\x1b]11;rgb:zz/zz/zz\x07", "\x1b]11;\x07", "\x1b]11;rgb:fffff/0/0\x07", "\x1bP1+rzz=\x1b\\", "\x1bP1+r\x1b\\",
		"\x1bP>|\x1b\\", "\x1b\x1b\x1b", "\x1b[", "\x1bP", strings.Repeat("\x1b[1;1R", 1000),
	} {
		s := &speaker{says: says, piece: 5}
		a, err := Ask(s, "?", s.clock)
		if err != nil || a.Done || a.Ground != "" || a.RGB || a.Copies || len(a.columns) > len(Samples())+1 {
			t.Errorf("%q: %+v, %v", says, a, err)
		}
		for i := range Samples() {
			a.Width(i)
		}
	}
	if _, known := (Answers{columns: []place{{5, 1}, {6, 2}}}).Width(0); known {
		t.Error("a width across two rows is believed")
	}
}

func TestTheQuestionSpareTerminalsThatShowIt(t *testing.T) {
	t.Parallel()
	all := Question(Terminal{Term: "xterm-256color"})
	if !strings.HasSuffix(all, "\x1b[c") || strings.Count(all, "\x1b[6n") != len(Samples())+1 {
		t.Errorf("the question is %q", all)
	}
	for _, part := range []string{"\x1bP", "\x1b]", "$p"} {
		if !strings.Contains(all, part) {
			t.Errorf("%q is not asked", part)
		}
		if strings.Contains(Question(Terminal{Term: "linux"}), part) {
			t.Errorf("the Linux console is asked %q", part)
		}
	}
	if strings.Contains(Question(Terminal{Term: "xterm-256color", Program: "Apple_Terminal"}), "\x1bP") {
		t.Error("Apple's Terminal is asked what it shows")
	}
	if strings.Contains(all, "\x1b]52") {
		t.Error("the clipboard is looked into")
	}
}

// answered is a terminal that has answered so.
func answered(says string, change ...func(*Terminal)) Terminal {
	s := &speaker{says: says, piece: 1000}
	a, _ := Ask(s, "?", s.clock)
	t := Terminal{
		Term: "xterm-256color", Width: 120, Height: 40, LeastWide: 30, LeastHigh: 8, Colors: TrueColor, Locale: "en_US.UTF-8", Mouse: true, Answers: a,
	}
	for _, c := range change {
		c(&t)
	}
	return t
}

func TestWhatIsSaidOfATerminal(t *testing.T) {
	t.Parallel()
	da := "\x1b[?62c"
	for _, c := range []struct {
		name     string
		terminal Terminal
		line     string
		status   Status
		says     string
		next     string
	}{
		{"all is well", answered(good()), "kind", OK, "kitty(0.40.1)", ""},
		{"dumb", answered("", func(t *Terminal) { t.Term, t.NotAsked = "dumb", "TERM says so" }), "kind", Problem, "dumb", "TERM"},
		{"no TERM", answered(da, func(t *Terminal) { t.Term = "" }), "kind", Problem, "not set", "TERM=xterm-256color"},
		{"a pipe", answered("", func(t *Terminal) { t.Term, t.NotAsked = "", "the output is no terminal" }), "kind", OK, "the output is no terminal", ""},
		{"silence", answered(""), "kind", Note, "200 ms", "once more"},
		{"SSH", answered(good(), func(t *Terminal) { t.Remote = true }), "kind", OK, "over SSH", ""},
		{"too small", answered(good(), func(t *Terminal) { t.Width = 20 }), "size", Problem, "30 × 8", "Enlarge"},
		{"size unknown", answered(good(), func(t *Terminal) { t.Width = 0 }), "size", OK, "Not known", ""},
		{"NO_COLOR", answered(good(), func(t *Terminal) { t.NoColor = true }), "colors", OK, "NO_COLOR", ""},
		{"hidden colors", answered(good(), func(t *Terminal) { t.Colors = 256 }), "colors", Note, "256", "COLORTERM"},
		{"256 colors", answered(da, func(t *Terminal) { t.Colors = 256 }), "colors", OK, "256", ""},
		{"no colors", answered(da, func(t *Terminal) { t.Colors = 0 }), "colors", Note, "None", "TERM"},
		{"light", answered("\x1b]11;rgb:ff/ff/ff\x07" + da), "background", OK, "light", ""},
		{"no ground", answered(da), "background", Note, "dark is assumed", "theme: light"},
		{"an old locale", answered(good(), func(t *Terminal) { t.Locale = "de_DE.ISO-8859-1" }), "characters", Note, "ISO-8859-1", "UTF-8"},
		{"no locale", answered(good(), func(t *Terminal) { t.Locale = "" }), "characters", OK, "assumed", ""},
		{"wide lines", answered("\x1b[1;1R\x1b[1;2R\x1b[1;3R" + da), "width of a line", Note, "takes 2 cells where 1", "glyphs: ascii"},
		{"widths", answered(good()), "widths", OK, "as wide", ""},
		{"no cursor", answered(da), "widths", OK, "Not measured", ""},
		{"no mouse wanted", answered(good(), func(t *Terminal) { t.Mouse = false }), "mouse", OK, "Switched off", ""},
		{"no mouse", answered("\x1b[?1006;0$y" + da), "mouse", Note, "keys", ""},
		{"desktop", answered(good(), func(t *Terminal) { t.Desktop = true }), "clipboard", OK, "desktop", ""},
		{"desktop over SSH", answered(good(), func(t *Terminal) { t.Desktop, t.Remote = true, true }), "clipboard", OK, "OSC 52", ""},
		{"clipboard unknown", answered(da), "clipboard", OK, "does not say", ""},
		{"screen", answered(da, func(t *Terminal) { t.Screen = true }), "clipboard", Note, "GNU screen", "tmux"},
		{"tmux keeps copies", answered(da, func(t *Terminal) {
			t.Tmux, t.AskedTmux, t.Options = true, true, TmuxOptions("set-clipboard external\n")
		}), "clipboard", Note, "external", "set-clipboard on"},
		{"tmux passes them on", answered(da, func(t *Terminal) { t.Tmux, t.AskedTmux, t.Options = true, true, TmuxOptions("set-clipboard on\n") }), "clipboard", OK, "OSC 52", ""},
		{"tmux was not asked", answered(da, func(t *Terminal) { t.Tmux = true }), "clipboard", Note, "set-clipboard", "tmux set"},
		{"tmux focus", answered(da, func(t *Terminal) { t.AskedTmux, t.Options = true, TmuxOptions("focus-events off") }), "tmux focus", Note, "looked at", "focus-events on"},
		{"tmux escape", answered(da, func(t *Terminal) { t.AskedTmux, t.Options = true, TmuxOptions("escape-time 500") }), "tmux escape", Note, "500 ms", "escape-time 10"},
		{"tmux colors", answered(da, func(t *Terminal) { t.Colors, t.AskedTmux = 256, true }), "tmux colors", Note, "outside", "RGB"},
		{"tmux is fine", answered(da, func(t *Terminal) {
			t.AskedTmux, t.Options = true, TmuxOptions("escape-time 10\nfocus-events on\nterminal-features[0] xterm*:clipboard\nterminal-features[1] *:RGB")
		}), "tmux", OK, "well", ""},
		{"whole frames", answered(good()), "synchronized output", OK, "whole", ""},
		{"no whole frames", answered(da), "synchronized output", Note, "2026", ""},
	} {
		l, ok := lineOf(c.terminal.lines(), c.line)
		if !ok {
			t.Errorf("%s: no line %q in %+v", c.name, c.line, c.terminal.lines())
			continue
		}
		if l.Status != c.status || !strings.Contains(l.Text, c.says) || !strings.Contains(l.Next, c.next) || c.next == "" && l.Next != "" {
			t.Errorf("%s: %+v", c.name, l)
		}
	}
	for _, l := range answered(good()).lines() {
		if l.Status != OK {
			t.Errorf("a good terminal has %+v", l)
		}
	}
}

func lineOf(lines []Line, name string) (Line, bool) {
	for _, l := range lines {
		if l.Name == name {
			return l, true
		}
	}
	return Line{}, false
}
