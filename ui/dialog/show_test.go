package dialog

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

const address = "https://acme.sjv.io/c/12345/678"

func shownLink(url string) *Show {
	return NewShow(Link{
		Title: "Link", URL: url, Facts: []string{"Acme Shoes", "Home page"},
		Copy: func() tea.Cmd { return func() tea.Msg { return "copied" } },
		Open: func() tea.Cmd { return func() tea.Msg { return "opened" } },
	})
}

// blocks reports whether a code is drawn.
func blocks(d Dialog) bool { return strings.Contains(shown(d), "▀▀▀") }

func TestALinkIsShownWithItsCodeWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		w, h int
		code bool
		say  string
	}{
		"beside, 80×24": {74, 18, true, "Home page"},
		"below":         {50, 40, true, "Home page"},
		"too low":       {74, 12, false, "The QR code takes 33×17 cells. To see it, make the window 5 rows taller."},
		"one row":       {74, 16, false, "make the window 1 row taller."},
		"too narrow":    {30, 18, false, "make the window 3 columns wider and 6 rows taller."},
		"40 × 12":       {34, 18, false, "make the window 5 rows taller."},
	} {
		d := shownLink(address)
		d.Resize(c.w, c.h)
		if blocks(d) != c.code {
			t.Errorf("%s: code %v in\n%s", name, !c.code, shown(d))
		}
		if flat := strings.Join(strings.Fields(shown(d)), " "); !strings.Contains(flat, c.say) {
			t.Errorf("%s: %q is not said in\n%s", name, c.say, shown(d))
		}
	}
}

// What the sentence says is enough.
func TestAWindowThatGrowsAsToldShowsTheCode(t *testing.T) {
	t.Parallel()
	for w := 20; w < 90; w += 7 {
		for h := 4; h < 50; h += 3 {
			d := shownLink(address)
			d.Resize(w, h)
			var columns, rows int
			text := strings.Join(d.arrange(true).text, " ")
			if i := strings.Index(text, "make the window "); i >= 0 {
				for _, part := range strings.Split(text[i+len("make the window "):], " and ") {
					var n int
					var unit, more string
					if _, err := fmt.Sscan(part, &n, &unit, &more); err != nil {
						t.Fatal(err)
					}
					if strings.HasPrefix(unit, "column") {
						columns = n
					} else {
						rows = n
					}
				}
			}
			d.Resize(w+columns, h+rows)
			if !blocks(d) {
				t.Errorf("%d×%d: told %d columns and %d rows more", w, h, columns, rows)
			}
		}
	}
}

func TestAnAddressIsShownWhole(t *testing.T) {
	t.Parallel()
	long := "https://acme.com/?" + strings.Repeat("0123456789", 40)
	d := shownLink(long)
	d.Resize(34, 6)
	var rows []string
	for range 40 {
		for _, r := range strings.Split(shown(d), "\n") {
			if r = strings.TrimSpace(r); len(rows) == 0 || !strings.Contains(strings.Join(rows, "\n")+"\n", r+"\n") {
				rows = append(rows, r)
			}
		}
		if uitest.Action(t, d, "show.down").Blocked() == "" {
			uitest.Do(t, d, "show.down")
		}
	}
	uitest.Has(t, strings.Join(rows, " "), "Acme Shoes", "Home page", "Esc closes")
	d.Resize(200, 60)
	if got := strings.Join(strings.Fields(uitest.Plain(strings.Join(d.arrange(false).text[:d.arrange(false).url], ""))), ""); got != long {
		t.Errorf("%q", got)
	}
}

func TestWithoutGlyphsTheCodeIsSaidToBeMissing(t *testing.T) {
	t.Parallel()
	d := shownLink(address)
	d.Resize(74, 18)
	uitest.Has(t, d.View(uitest.Theme(theme.ASCII)), address, "This terminal has no glyphs for a QR code.")
	d = shownLink("https://acme.com/" + strings.Repeat("x", 4000))
	d.Resize(100, 200)
	uitest.Has(t, shown(d), "There is no QR code: the address is too long for a QR code.")
}

func TestALinkIsCopiedAndOpenedAndStays(t *testing.T) {
	t.Parallel()
	d := shownLink(address)
	d.Resize(74, 18)
	for act, want := range map[string]string{"dialog.copy": "copied", "dialog.open": "opened"} {
		if got := uitest.Run(t, uitest.Do(t, d, act)); len(got) != 1 || got[0] != want {
			t.Errorf("%s leads to %v", act, got)
		}
		if _, over := d.Outcome(); over {
			t.Errorf("%s closes the dialog", act)
		}
	}
	uitest.Has(t, shown(d), "y copy · o open · Esc closes")
	d.link.CannotOpen = "this is a remote session"
	uitest.Has(t, strings.Join(strings.Fields(shownLinkText(d)), " "), "cannot open: this is a remote session")
	if uitest.Action(t, d, "dialog.open").Blocked() != "this is a remote session" {
		t.Error("it can be opened")
	}
	if out := closed(t, d, "dialog.close"); out != (Outcome{}) {
		t.Errorf("%+v", out)
	}
	bare := NewShow(Link{URL: address})
	bare.Resize(74, 18)
	uitest.Lacks(t, shown(bare), "copy", "open")
}

// shownLinkText is the text of the dialog without a code beside it.
func shownLinkText(d *Show) string { return strings.Join(d.arrange(false).text, " ") }
