package qr

import (
	"errors"
	"image/color"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	qrcode "github.com/skip2/go-qrcode"

	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

const link = "https://acme.sjv.io/c/12345/67890"

// read turns rows of half blocks into modules again: ink is the value of what
// is drawn.
func read(t *testing.T, rows []string, ink bool) [][]bool {
	t.Helper()
	var out [][]bool
	for _, r := range rows {
		var upper, lower []bool
		for _, glyph := range uitest.Plain(r) {
			n := strings.IndexRune(" ▀▄█", glyph)
			if n < 0 {
				t.Fatalf("%q is no half block", glyph)
			}
			if n = len([]rune(" ▀▄█"[:n])); n > 3 {
				t.Fatal(n)
			}
			upper, lower = append(upper, (n&1 != 0) == ink), append(lower, (n&2 != 0) == ink)
		}
		out = append(out, upper, lower)
	}
	return out
}

func TestTheDrawnModulesAreThoseOfTheCode(t *testing.T) {
	t.Parallel()
	q, err := qrcode.New(link, qrcode.Low)
	if err != nil {
		t.Fatal(err)
	}
	want := q.Bitmap()
	c, err := New(link)
	if err != nil {
		t.Fatal(err)
	}
	w, h := c.Size()
	for name, o := range map[string]struct {
		theme.Options
		ink bool
	}{
		"colours, dark":     {theme.Options{Dark: true, Profile: colorprofile.ANSI256}, true},
		"colours, light":    {theme.Options{Profile: colorprofile.ANSI}, true},
		"no colours, dark":  {theme.Options{Dark: true, Profile: colorprofile.ASCII}, false},
		"no colours, light": {theme.Options{Profile: colorprofile.ASCII}, true},
		"console":           {theme.Options{Dark: true, Profile: colorprofile.ANSI, Glyphs: theme.Block}, true},
	} {
		rows := c.Rows(theme.New(o.Options))
		uitest.Geometry(t, strings.Join(rows, "\n"), w, h)
		got := read(t, rows, o.ink)
		for y := range want {
			for x := range want[y] {
				if got[y][x] != want[y][x] {
					t.Fatalf("%s: module %d,%d is %v", name, x, y, got[y][x])
				}
			}
		}
		for x, dark := range got[len(got)-1] {
			if dark {
				t.Fatalf("%s: the row below the code is dark at %d", name, x)
			}
		}
	}
}

func TestTheQuietZoneIsKept(t *testing.T) {
	t.Parallel()
	c, _ := New(link)
	n := len(c.modules)
	for i := range n {
		for k := range 4 {
			if c.modules[k][i] || c.modules[i][k] || c.modules[n-1-k][i] || c.modules[i][n-1-k] {
				t.Fatalf("a dark module in the quiet zone at %d,%d", i, k)
			}
		}
	}
	if !c.modules[4][4] {
		t.Error("the code does not begin after four modules")
	}
}

func TestTheColoursAreBlackOnWhite(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{true, false} {
		style := theme.New(theme.Options{Dark: dark, Profile: colorprofile.ANSI256}).QR
		if !same(style.GetForeground(), color.Black) || !same(style.GetBackground(), color.White) {
			t.Errorf("dark ground %v: %v on %v", dark, style.GetForeground(), style.GetBackground())
		}
	}
}

func same(a, b color.Color) bool {
	r, g, bl, _ := a.RGBA()
	x, y, z, _ := b.RGBA()
	return r == x && g == y && bl == z
}

func TestSizes(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{20: 33, 40: 37, 60: 41, 100: 45} {
		c, err := New("https://a.co/" + strings.Repeat("x", n-13))
		if err != nil {
			t.Fatal(err)
		}
		if w, h := c.Size(); w != want || h != (want+1)/2 {
			t.Errorf("%d characters take %d×%d, want %d wide", n, w, h, want)
		}
	}
	if w, h := (Code{}).Size(); w != 0 || h != 0 {
		t.Errorf("nothing takes %d×%d", w, h)
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	t.Parallel()
	if _, err := New(strings.Repeat("x", 4000)); !errors.Is(err, ErrTooLong) {
		t.Errorf("4,000 characters: %v", err)
	}
	if Drawable(uitest.Theme(theme.ASCII)) || !Drawable(uitest.Theme(theme.Block)) {
		t.Error("half blocks are drawn where there are none, or not where there are")
	}
}
