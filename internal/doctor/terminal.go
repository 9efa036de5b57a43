package doctor

import (
	"fmt"
	"strconv"
	"strings"
)

// Terminal is what the environment says of the terminal, and what the terminal
// says itself.
type Terminal struct {
	NotAsked string // why it was not asked: "the output is no terminal"; empty: it was
	Late     bool   // it answered when nobody counted on it any more

	Term      string // TERM
	Program   string // TERM_PROGRAM
	Tmux      bool
	Screen    bool
	Remote    bool // it is another machine's
	Width     int  // cells; 0: not known
	Height    int
	LeastWide int // cells the dashboard needs
	LeastHigh int
	Colors    int    // as the environment says: 0, 16, 256, 1<<24
	NoColor   bool   // NO_COLOR is set
	Locale    string // LC_ALL, LC_CTYPE or LANG; empty: none is set
	Mouse     bool   // the user wants it
	Desktop   bool   // a program of the desktop can copy
	Options   map[string]string
	Answers   Answers
	AskedTmux bool // Options are known
}

// TrueColor is the number of colours of a terminal that has them all.
const TrueColor = 1 << 24

func (t Terminal) lines() []Line {
	all := []Line{t.kind()}
	if t.Term == "dumb" || t.Term == "" && t.NotAsked != "" {
		return all
	}
	all = append(all, t.space(), t.colors(), t.ground(), t.letters())
	all = append(all, t.widths()...)
	all = append(all, t.mouse(), t.clipboard(), t.whole())
	if t.AskedTmux {
		all = append(all, t.tmux()...)
	}
	return all
}

// kind is which terminal it is, and whether it was asked.
func (t Terminal) kind() Line {
	const name = "kind"
	who := t.Term
	switch {
	case t.Answers.Name != "":
		who += ", " + t.Answers.Name
	case t.Program != "":
		who += ", " + t.Program
	}
	if t.Remote {
		who += ", over SSH"
	}
	switch {
	case t.NotAsked != "" && t.Term == "":
		return ok(name, "Not asked: %s.", t.NotAsked)
	case t.Term == "":
		return problem(name, "TERM is not set, so the dashboard cannot know what the terminal understands.", "Set TERM, such as: export TERM=xterm-256color")
	case t.Term == "dumb":
		return problem(name, "TERM is dumb: the dashboard cannot be drawn here; the commands work.", "Use a terminal, or set TERM to what it is.")
	case t.NotAsked != "":
		return ok(name, "%s; not asked: %s.", who, t.NotAsked)
	case !t.Answers.Done:
		return note(name, fmt.Sprintf("%s; it did not answer within %s.", who, span(Patience)), "On a slow line ask once more; else what follows is from the environment.")
	}
	if t.Late {
		return ok(name, "%s; it answers, but later than in %s: the line is slow.", who, span(Patience))
	}
	return ok(name, "%s; it answers.", who)
}

func (t Terminal) space() Line {
	const name = "size"
	text := fmt.Sprintf("%d × %d", t.Width, t.Height)
	switch {
	case t.Width <= 0 || t.Height <= 0:
		return ok(name, "Not known.")
	case t.Width < t.LeastWide || t.Height < t.LeastHigh:
		return problem(name, fmt.Sprintf("%s is too small; the dashboard needs %d × %d.", text, t.LeastWide, t.LeastHigh), "Enlarge the window.")
	}
	return ok(name, "%s.", text)
}

func (t Terminal) colors() Line {
	const name = "colors"
	switch {
	case t.NoColor:
		return ok(name, "None, because NO_COLOR is set.")
	case t.Colors >= TrueColor:
		return ok(name, "All, as the environment says.")
	case t.Answers.RGB:
		return note(name, fmt.Sprintf("The terminal has all colors, but the environment says %d.", t.Colors), "Set COLORTERM=truecolor; over SSH with SendEnv COLORTERM.")
	case t.Colors == 0:
		return note(name, "None, as the environment says.", "If the terminal has colors, set TERM to what it is.")
	}
	return ok(name, "%d, as the environment says.", t.Colors)
}

func (t Terminal) ground() Line {
	const name = "background"
	switch t.Answers.Ground {
	case "dark", "light":
		return ok(name, "The terminal says it is %s.", t.Answers.Ground)
	}
	if t.NotAsked != "" {
		return ok(name, "Not asked.")
	}
	return note(name, "The terminal does not tell, so dark is assumed.", "On a light one set theme: light")
}

// letters is whether other letters than ASCII are to be had.
func (t Terminal) letters() Line {
	const name = "characters"
	locale := strings.ToLower(t.Locale)
	switch {
	case locale == "":
		return ok(name, "No locale is set; UTF-8 is assumed.")
	case strings.Contains(locale, "utf-8"), strings.Contains(locale, "utf8"):
		return ok(name, "UTF-8 (%s).", t.Locale)
	}
	return note(name, fmt.Sprintf("The locale %s has no UTF-8, so glyphs are plain ASCII.", t.Locale), "Set a locale such as C.UTF-8.")
}

// widths compares the width of samples with what the dashboard counts on.
func (t Terminal) widths() []Line {
	if t.NotAsked != "" {
		return nil
	}
	var all []Line
	known := false
	for i, s := range Samples() {
		got, measured := t.Answers.Width(i)
		known = known || measured
		if measured && got != s.Cells {
			all = append(all, note("width of "+s.Name, fmt.Sprintf("%s takes %d cells where %d are counted on, so columns may be crooked.", s.Name, got, s.Cells), s.Next))
		}
	}
	switch {
	case !known:
		return []Line{ok("widths", "Not measured: the terminal does not tell where its cursor is.")}
	case len(all) == 0:
		return []Line{ok("widths", "Letters, lines, braille, CJK and emoji are as wide as is counted on.")}
	}
	return all
}

func (t Terminal) mouse() Line {
	const name = "mouse"
	switch {
	case !t.Mouse:
		return ok(name, "Switched off by the configuration.")
	case t.Answers.knows(modeMouse):
		return ok(name, "The terminal reports it.")
	case t.NotAsked == "" && t.Answers.refuses(modeMouse):
		return note(name, "The terminal does not report it; all can be done with keys.", "")
	}
	return ok(name, "Not known; all can be done with keys.")
}

// clipboard is where a copy goes.
func (t Terminal) clipboard() Line {
	const name = "clipboard"
	switch {
	case t.Desktop && !t.Remote:
		return ok(name, "Copies go to the desktop's clipboard.")
	case t.Screen:
		return note(name, "GNU screen keeps copies from the terminal (OSC 52).", "Select with Shift and the mouse, or use tmux.")
	case t.AskedTmux && t.Options["set-clipboard"] != "on":
		return note(name, "tmux does not pass copies on (set-clipboard is "+t.Options["set-clipboard"]+").", "Run: tmux set -s set-clipboard on; and put it into ~/.tmux.conf")
	case t.Tmux && !t.AskedTmux:
		return note(name, "In tmux copies need set-clipboard on.", "Run: tmux set -s set-clipboard on")
	case t.Answers.Copies:
		return ok(name, "Copies go through the terminal (OSC 52), which says it takes them.")
	}
	return ok(name, "Copies go through the terminal (OSC 52); whether it takes them it does not say.")
}

// whole is whether frames come whole.
func (t Terminal) whole() Line {
	const name = "synchronized output"
	switch {
	case t.Answers.knows(modeSync):
		return ok(name, "The terminal shows frames whole.")
	case t.NotAsked == "" && t.Answers.Done:
		return note(name, "The terminal does not have it (mode 2026); large changes may be seen while they are drawn.", "")
	}
	return ok(name, "Not known.")
}

// slowEscape is the delay of Esc that is felt, in milliseconds.
const slowEscape = 50

func (t Terminal) tmux() []Line {
	var all []Line
	if t.Options["focus-events"] != "on" {
		all = append(all, note("tmux focus", "tmux does not tell whether the pane is looked at, so the dashboard refreshes as if it was.", "Run: tmux set -s focus-events on"))
	}
	if ms, err := strconv.Atoi(t.Options["escape-time"]); err == nil && ms > slowEscape {
		all = append(all, note("tmux escape", fmt.Sprintf("tmux holds Esc back for %d ms.", ms), "Run: tmux set -s escape-time 10"))
	}
	if features := t.Options["terminal-features"] + t.Options["terminal-overrides"]; t.Colors < TrueColor && !t.NoColor && !strings.Contains(features, "RGB") && !strings.Contains(features, "Tc") {
		all = append(all, note("tmux colors", "tmux is not told that the terminal outside has all colors.", "If it has: tmux set -as terminal-features ',*:RGB'"))
	}
	if len(all) == 0 {
		all = append(all, ok("tmux", "focus-events and escape-time are set well."))
	}
	return all
}

// TmuxOptions reads what tmux show-options -s prints. The entries of a list
// are put together.
func TmuxOptions(text string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, _, _ = strings.Cut(name, "[")
		if name == "" {
			continue
		}
		if all[name] != "" {
			value = all[name] + " " + value
		}
		all[name] = value
	}
	return all
}
