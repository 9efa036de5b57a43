package ui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"impactdash/internal/partner"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// everyScreen shows every pane small and alone, with data, with failures and
// without data, and what every act leads to.
func everyScreen(t *testing.T, change func(*Options), look func(name string, d *dash)) {
	t.Helper()
	states := map[string]func(*dash){
		"data": func(*dash) {},
		"stale": func(d *dash) {
			d.src.Fail(uitest.Failure(partner.Unavailable))
			d.do("app.refresh")
		},
		"forbidden": func(d *dash) {
			d.src.Fail(uitest.Failure(partner.Forbidden))
			d.do("app.refresh")
		},
		"empty": func(d *dash) {
			d.src.Empty()
			d.do("app.refresh")
		},
	}
	for _, size := range [][2]int{{160, 48}, {80, 24}} {
		for state, reach := range states {
			d := changed(t, size[0], size[1], change)
			reach(d)
			for i := range d.panes {
				id := d.panes[i].ID()
				for _, d.zoomed = range []bool{false, true} {
					d.focusOn(id)
					d.relayout()
					d.send(nil)
					look(fmt.Sprintf("%s in %d×%d, %s, zoomed %v", id, size[0], size[1], state, d.zoomed), d)
				}
			}
		}
	}
	d := changed(t, 80, 24, change)
	for i, p := range d.panes {
		d.focusOn(p.ID())
		layers := d.layers()
		if i > 0 {
			layers = layers[:1] // those that work everywhere are tried once
		}
		for _, l := range layers {
			for _, a := range l.actions {
				if a.Blocked() != "" || strings.HasPrefix(a.ID, "app.quit") || a.ID == "app.suspend" {
					continue
				}
				each := changed(t, 100, 30, change)
				each.focusOn(p.ID())
				each.do(a.ID)
				look(fmt.Sprintf("%s after %s", p.ID(), a.ID), each)
			}
		}
	}
}

// changed is a dashboard with the usual data and other options.
func changed(t *testing.T, w, h int, change func(*Options)) *dash {
	t.Helper()
	src := uitest.NewSource()
	o := options(src)
	change(&o)
	d := &dash{New(t.Context(), o), t, src}
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.settle(d.Init())
	return d
}

// run is a piece of a row in one style.
type run struct {
	code, text string
	end        int // the cell after it
}

// styled matches the codes of a style and the text in it.
var styled = regexp.MustCompile("(?:\x1b\\[([0-9;]*)m)?([^\x1b]*)")

func runsOf(row string) []run {
	var out []run
	at := 0
	for _, m := range styled.FindAllStringSubmatch(row, -1) {
		at += ansi.StringWidth(m[2])
		if strings.TrimSpace(m[2]) != "" {
			out = append(out, run{m[1], strings.TrimSpace(m[2]), at - len(m[2]) + len(strings.TrimRight(m[2], " "))})
		}
	}
	return out
}

// tells reports whether a run says something besides its colour: with a word, a
// mark or a sign, a word in the same colour beside it, or the head of its
// column.
func tells(r run, row []run, head string) bool {
	g := theme.New(theme.Options{}).Glyph
	marks := "+-!" + g.Up + g.Down + g.Flat + g.Cross + g.Check + g.Live + g.Refresh + g.On + g.Off + g.Rule + g.Foot + g.Mark
	if strings.ContainsFunc(r.text, unicode.IsLetter) || strings.ContainsAny(r.text, marks) {
		return true
	}
	for _, other := range row {
		if other.code == r.code && strings.ContainsFunc(other.text, unicode.IsLetter) {
			return true
		}
	}
	const overdue = "Overdue"
	at := strings.Index(head, overdue)
	return at >= 0 && ansi.StringWidth(head[:at])+len(overdue) == r.end
}

// What is said in the colours of good, warning and danger is also said by a
// word, a mark or a sign: a figure alone must not differ from another by its
// colour.
func TestNothingIsToldByColourAlone(t *testing.T) {
	t.Parallel()
	seen := 0
	everyScreen(t, func(*Options) {}, func(name string, d *dash) {
		roles := map[string]string{}
		for role, s := range map[string]string{"good": d.theme.Good.Render("x"), "warn": d.theme.Warn.Render("x"), "danger": d.theme.Danger.Render("x")} {
			roles[runsOf(s)[0].code] = role
		}
		head := ""
		for row := range strings.SplitSeq(d.text(), "\n") {
			if plain := uitest.Plain(row); strings.Contains(plain, "Brand ") {
				head = plain
			}
			runs := runsOf(row)
			for _, r := range runs {
				if roles[r.code] == "" {
					continue
				}
				seen++
				if !tells(r, runs, head) {
					t.Errorf("%s: %q is %s by its colour alone", name, r.text, roles[r.code])
				}
			}
		}
	})
	if seen < 100 {
		t.Errorf("only %d runs have a meaning", seen)
	}
	if tells(run{"1", "$5", 12}, []run{{"1", "$5", 12}, {"2", "late", 18}}, "  Overdue  ") {
		t.Error("the test lets a bare amount pass")
	}
}

func TestWithoutColoursFocusAndSelectionHaveMarks(t *testing.T) {
	t.Parallel()
	d := started(t, 160, 48)
	d.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	mark, before := d.theme.Glyph.Mark, ""
	for i := range d.panes[:d.numbered()] {
		d.press(fmt.Sprint(i + 1))
		now := uitest.Plain(d.text())
		if now == before || !strings.Contains(now, mark+fmt.Sprint(i+1)) {
			t.Errorf("that %s has the focus is not to be read", d.panes[i].ID())
		}
		before = now
	}
	for _, id := range []string{"todo", "tasks", "links", "social", "brands", "campaigns"} {
		d.do(goPrefix + id)
		d.do("pane.zoom")
		first := uitest.Plain(d.text())
		d.press("down")
		if uitest.Plain(d.text()) == first {
			t.Errorf("%s: that the cursor has moved is not to be read", id)
		}
		d.do("pane.zoom")
	}
	if strings.Contains(d.text(), "38;5") {
		t.Error("there are colours")
	}
}

// Without glyphs nothing but data is beyond ASCII: letters of names and signs
// of currencies.
func TestWithoutGlyphsNoMarkIsBeyondASCII(t *testing.T) {
	t.Parallel()
	told := map[rune]bool{}
	everyScreen(t, func(o *Options) { o.Glyphs = theme.ASCII }, func(name string, d *dash) {
		for i, row := range strings.Split(uitest.Plain(d.text()), "\n") {
			for _, r := range row {
				if r > '~' && !unicode.IsLetter(r) && !unicode.Is(unicode.Sc, r) && !unicode.Is(unicode.M, r) && !told[r] {
					told[r] = true
					t.Errorf("%s: %q in row %d: %s", name, r, i, row)
				}
			}
		}
	})
}
