package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// named is a dashboard with the usual data for a profile of the user's.
func named(t testing.TB, w, h int, change func(*Options)) *dash {
	t.Helper()
	src := uitest.NewSource()
	o := options(src)
	change(&o)
	d := &dash{New(t.Context(), o), t, src}
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.settle(d.Init())
	return d
}

func TestTheProfileIsAlwaysOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, w := range []int{minWidth, 40, 60, 80, 120, 200} {
		d := named(t, w, 30, func(o *Options) { o.Profile, o.Banner = Profile{Name: "Studio", Color: "red"}, "demo" })
		if !strings.Contains(d.at(0), "Studio") {
			t.Errorf("%d cells: the header is %q", w, d.at(0))
		}
		for _, strokes := range [][]string{{"z"}, {"?"}} {
			d.press(strokes...)
			if !strings.Contains(d.at(0), "Studio") {
				t.Errorf("%d cells, after %v: the header is %q", w, strokes, d.at(0))
			}
		}
		d.src.Fail(uitest.Failure(partner.Unavailable))
		d.press("esc")
		d.do("app.refresh")
		if !strings.Contains(d.at(0), "Studio") {
			t.Errorf("%d cells, offline: the header is %q", w, d.at(0))
		}
	}
}

func TestTheProfileHasItsColor(t *testing.T) {
	t.Parallel()
	d := named(t, 120, 30, func(o *Options) { o.Profile = Profile{Name: "Studio", Color: "magenta"} })
	if want := d.theme.Named("magenta").Render("Studio"); !strings.Contains(d.text(), want) {
		t.Errorf("the header has no %q: %q", want, strings.SplitN(d.text(), "\n", 2)[0])
	}
	d.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	uitest.Has(t, d.at(0), "Studio")
}

func TestAHostileNameOfAProfileIsCleaned(t *testing.T) {
	t.Parallel()
	for _, name := range uitest.Names() {
		d := named(t, 80, 24, func(o *Options) {
			o.Profile, o.Profiles = Profile{Name: name, Color: name}, []Profile{{Name: name}, {Name: name + "2"}}
		})
		uitest.Geometry(t, d.text(), 80, 24)
		uitest.Clean(t, d.text())
		d.do("app.profile")
		uitest.Geometry(t, d.text(), 80, 24)
		uitest.Clean(t, d.text())
	}
}

func TestTheHeaderSaysReadOnlyQuietly(t *testing.T) {
	t.Parallel()
	d := named(t, 120, 30, func(o *Options) { o.Profile = Profile{Name: "Studio", ReadOnly: true} })
	uitest.Has(t, d.at(0), "Studio read-only  Beacon")
	d = named(t, 120, 30, func(o *Options) { o.Profile = Profile{ReadOnly: true} })
	uitest.Has(t, d.at(0), "read-only")
	uitest.Lacks(t, started(t, 120, 30).at(0), "read-only")
}

func TestOfflineByChoiceAsksThisMachineAlone(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	src.Kept = uitest.NewSource()
	o := options(src)
	d := &dash{New(partner.OnlyKept(t.Context()), o), t, src}
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.settle(d.Init())
	uitest.Has(t, d.at(0), "offline by choice")
	uitest.Lacks(t, d.at(0), "live", "next try")
	for i, p := range d.panes {
		s := p.Status()
		if s.Err == nil && !s.AsOf.IsZero() && !s.Kept && p.ID() != "links" {
			t.Errorf("%s shows %+v as the service's", p.ID(), s)
		}
		if f := d.timers[i]; f.failures > 3 {
			t.Errorf("%s asks again and again", p.ID())
		}
	}
	uitest.Geometry(t, d.text(), 120, 40)
	d.send(minuteMsg(uitest.Now().Add(3 * time.Hour)))
	uitest.Has(t, d.at(0), "offline by choice, 3h old")
}

func TestThereIsNothingToChangeToWithOneAccount(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	a, ok := keys.ByID(d.acts, "app.profile")
	if !ok || !strings.Contains(a.Blocked(), "profiles") {
		t.Errorf("it is blocked because %q", a.Blocked())
	}
}

func TestThePickerListsTheProfiles(t *testing.T) {
	t.Parallel()
	d := named(t, 120, 40, func(o *Options) {
		o.Profile = Profile{Name: "Main"}
		o.Profiles = []Profile{{Name: "Main"}, {Name: "Client", ReadOnly: true}, {Name: "New", Hidden: true}}
	})
	d.do("app.profile")
	uitest.Has(t, uitest.Plain(d.text()), "Main", "shown now", "Client", "read-only", "amounts hidden")
	if msgs := d.press("enter"); len(d.dialogs) != 0 {
		t.Error("the picker stays open")
	} else if _, ok := uitest.Find[EnterMsg](msgs); ok {
		t.Error("the account that is shown is opened again")
	}
	d.do("app.profile")
	msgs := d.press("2")
	if m, ok := uitest.Find[EnterMsg](msgs); !ok || m.Profile != "Client" {
		t.Errorf("%v", msgs)
	}
	d.do("app.profile")
	if msgs := d.press("esc"); len(d.dialogs) != 0 {
		t.Errorf("%v", msgs)
	}
}

func TestAnActUnderWayKeepsTheAccount(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40, func(o *Options) { o.Profiles = []Profile{{Name: "A"}, {Name: "B"}} })
	c.spies["tasks"].acting = true
	a, _ := keys.ByID(c.acts, "app.profile")
	if !strings.Contains(a.Blocked(), "wait") {
		t.Errorf("it is blocked because %q", a.Blocked())
	}
}

// leaks are the figures of the usual data that are money; none of them is the
// figure of a count or a day as well.
func leaks(text string) []string {
	var out []string
	for _, row := range strings.Split(uitest.Plain(text), "\n") {
		words := strings.FieldsFunc(row, func(r rune) bool { return r == ' ' || r == '│' })
		for i, w := range words {
			sign := strings.IndexAny(w, "$€£¥¤")
			money := sign >= 0 && strings.ContainsAny(w[sign:], "0123456789") ||
				i > 0 && (words[i-1] == "CHF" || words[i-1] == "USD") && w[0] >= '0' && w[0] <= '9'
			if money || strings.ContainsRune(w, '\u00a0') && strings.ContainsAny(w, "0123456789") {
				out = append(out, row)
			}
		}
	}
	return out
}

func TestHiddenAmountsAreNowhereOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{200, 60}, {120, 40}, {80, 24}, {48, 20}, {30, 12}} {
		d := started(t, size[0], size[1])
		seen := map[pane.ID]int{}
		for _, level := range []theme.GlyphLevel{theme.Braille, theme.ASCII} {
			d.ground.Glyphs = level
			d.retheme()
			for _, p := range d.panes {
				for _, zoomed := range []bool{false, true} {
					d.focusOn(p.ID())
					if d.zoomed = zoomed; d.seats[d.byID[p.ID()]].absent {
						continue
					}
					d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
					switch {
					case zoomed:
					case p.ID() == "finder":
						d.press("7", "enter")
					case p.ID() == "activity":
						d.settle(p.Refresh())
					}
					for n := range 12 { // rows with their details, metrics, and the views beside each other
						seen[p.ID()] += len(leaks(d.text()))
						d.do("app.amounts")
						hidden := d.text()
						if open := leaks(hidden); len(open) > 0 {
							t.Fatalf("%v, %s, zoomed %v: %q", size, p.ID(), zoomed, open)
						}
						uitest.Lacks(t, uitest.Plain(hidden), "55.50", "450.00", "49.99", "250.00", "2.50 ", "24,000")
						uitest.Geometry(t, hidden, size[0], size[1])
						d.do("app.amounts")
						if n%4 == 3 {
							d.press("]")
						} else {
							d.press("down")
						}
					}
				}
			}
		}
		for _, id := range []pane.ID{"finance", "snapshot", "todo", "leads", "campaigns", "brands", "activity", "finder"} {
			if seen[id] == 0 && size[0] > 100 {
				t.Errorf("%v: there was nothing to hide in %s", size, id)
			}
		}
	}
}

func TestHidingChangesNothingButAmounts(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	before := strings.Split(uitest.Plain(d.text()), "\n")
	d.do("app.amounts")
	after := strings.Split(uitest.Plain(d.text()), "\n")
	for y := range before[:len(before)-1] { // the last row has the toast
		a, b := []rune(before[y]), []rune(after[y])
		if len(a) != len(b) {
			t.Fatalf("row %d has %d characters, had %d", y, len(b), len(a))
		}
		for x := range a {
			// A figure becomes marks and blanks, and its sign may stand elsewhere.
			if a[x] != b[x] && (!strings.ContainsRune("• $€£≈-+", b[x]) || !strings.ContainsRune("0123456789.,kMB $€£≈-+", a[x])) {
				t.Fatalf("row %d: %q became %q", y, before[y], after[y])
			}
		}
		if strings.Contains(after[y], "••••") {
			t.Errorf("row %d tells a size: %q", y, after[y])
		}
	}
	d.do("app.amounts")
	if again := strings.Split(uitest.Plain(d.text()), "\n"); strings.Join(again[:39], "\n") != strings.Join(before[:39], "\n") {
		t.Error("shown again, it looks otherwise")
	}
}

func TestAProfileMayBeginHidden(t *testing.T) {
	t.Parallel()
	d := named(t, 120, 40, func(o *Options) { o.Hidden = true })
	if l := leaks(d.text()); len(l) > 0 {
		t.Errorf("%q", l)
	}
	d.do("app.amounts")
	if len(leaks(d.text())) == 0 {
		t.Error("they cannot be shown")
	}
}

func TestToastsAndDialogsHideAmountsToo(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40, func(o *Options) { o.Hidden = true })
	c.on("snapshot")
	s := c.spies["snapshot"]
	s.value, s.name = "$1,234.50", "Snapshot · $77.10 so far"
	c.do("copy.value")
	uitest.Lacks(t, uitest.Plain(c.text()), "1,234.50", "77.10")
	uitest.Has(t, c.last(), "what is under the cursor")
	s.value = "129.90" // money, and nothing says so
	msgs := c.press("y")
	uitest.Lacks(t, c.last(), "129.90")
	copied := false
	for _, m := range msgs {
		copied = copied || strings.Contains(text(m), "129.90")
	}
	if !copied {
		t.Error("what is copied is not what is under the cursor")
	}
	s.asks = dialog.NewConfirm(dialog.Confirmation{Title: "Withdraw $9.10", Question: "Pay $55.50?"})
	c.send(addressed{"snapshot"})
	c.do("app.redraw")
	uitest.Lacks(t, uitest.Plain(c.text()), "55.50", "9.10")
	uitest.Has(t, uitest.Plain(c.text()), "$•••")
}

func TestAmountsInFormsAreHiddenWhileTheyAreTyped(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40, func(o *Options) { o.Hidden = true })
	c.spies["snapshot"].asks = dialog.NewForm(dialog.FormOptions{Fields: []dialog.FormField{
		{Name: "amount", Label: "Sale amount", Money: true, Value: "129.9"}, {Name: "seats", Label: "Seats", Value: "4711"},
	}})
	c.send(addressed{"snapshot"})
	c.do("app.redraw")
	c.press("7")
	uitest.Has(t, uitest.Plain(c.text()), "•••", "4711")
	uitest.Lacks(t, uitest.Plain(c.text()), "129")
	c.hidden = false
	c.screen.parts = nil
	c.press("8")
	uitest.Has(t, uitest.Plain(c.text()), "129.978")
}
