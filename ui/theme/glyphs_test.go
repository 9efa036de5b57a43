package theme

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// glyphs lists every glyph of a set by its field.
func glyphs(g Glyphs) map[string]string {
	all := map[string]string{}
	v := reflect.ValueOf(g)
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Name, v.Field(i)
		switch field.Kind() {
		case reflect.String:
			all[name] = field.String()
		case reflect.Array:
			for j := range field.Len() {
				all[fmt.Sprintf("%s[%d]", name, j)] = field.Index(j).String()
			}
		}
	}
	return all
}

func TestEachGlyphIsOneCell(t *testing.T) {
	t.Parallel()
	for _, level := range []GlyphLevel{Braille, Block, ASCII} {
		all := glyphs(glyphsOf(level))
		if len(all) < 35 {
			t.Fatalf("found only %d glyphs", len(all))
		}
		for name, glyph := range all {
			if n := ansi.StringWidth(glyph); n != 1 {
				t.Errorf("level %d: %s %q takes %d cells", level, name, glyph, n)
			}
			if n := ansi.StringWidthWc(glyph); n != 1 {
				t.Errorf("level %d: %s %q takes %d cells where clusters are not known", level, name, glyph, n)
			}
			if n := len([]rune(glyph)); n != 1 {
				t.Errorf("level %d: %s %q has %d runes", level, name, glyph, n)
			}
			if level == ASCII && (glyph[0] < ' ' || glyph[0] > '~') {
				t.Errorf("%s %q is not ASCII", name, glyph)
			}
		}
	}
}

func TestNothingNeedsBrailleButTheFirstLevel(t *testing.T) {
	t.Parallel()
	for name, glyph := range glyphs(glyphsOf(Block)) {
		if r := []rune(glyph)[0]; r >= 0x2800 && r <= 0x28ff {
			t.Errorf("%s is braille", name)
		}
	}
}

func TestSparkLevelsDiffer(t *testing.T) {
	t.Parallel()
	for _, level := range []GlyphLevel{Braille, Block, ASCII} {
		seen := map[string]bool{}
		for _, glyph := range glyphsOf(level).Spark {
			if seen[glyph] {
				t.Errorf("level %d has %q twice", level, glyph)
			}
			seen[glyph] = true
		}
	}
}

func TestLevelFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		term, lang string
		want       GlyphLevel
	}{
		{"xterm-256color", "en_US.UTF-8", Braille},
		{"xterm-256color", "de_DE.utf8", Braille},
		{"xterm-256color", "", Braille},
		{"tmux-256color", "C.UTF-8", Braille},
		{"xterm-256color", "C", ASCII},
		{"xterm-256color", "POSIX", ASCII},
		{"xterm-256color", "de_DE.ISO-8859-1", ASCII},
		{"linux", "en_US.UTF-8", Block},
		{"linux", "", Block},
		{"linux", "C", ASCII},
		{"vt100", "en_US.UTF-8", Block},
		{"vt220", "en_US.UTF-8", Block},
		{"", "", Braille},
	} {
		if got := LevelFor(c.term, c.lang); got != c.want {
			t.Errorf("LevelFor(%q, %q) = %d, want %d", c.term, c.lang, got, c.want)
		}
	}
}

func TestSpellingTakesAsManyCells(t *testing.T) {
	t.Parallel()
	const marks = "a · b – c — d − e ‑ f … ≈ “x” „y“ «z» ‘u’ ‚v’ → › ≥ ← ‹ ≤ ↑ ↓ 7 × • ⇄ \u00a0|\u202f|"
	got := glyphsOf(ASCII).Spell(marks)
	for _, r := range got {
		if r > '~' {
			t.Errorf("%q is left in %q", r, got)
		}
	}
	if a, b := ansi.StringWidth(got), ansi.StringWidth(marks); a != b {
		t.Errorf("%q takes %d cells, %q %d", got, a, marks, b)
	}
	if got := glyphsOf(ASCII).Spell("Café €3.20 \x1b[1m·\x1b[m"); got != "Café €3.20 \x1b[1m-\x1b[m" {
		t.Errorf("spelled %q", got)
	}
	for _, level := range []GlyphLevel{Braille, Block} {
		if got := glyphsOf(level).Spell(marks); got != marks {
			t.Errorf("level %d spells %q", level, got)
		}
	}
}
