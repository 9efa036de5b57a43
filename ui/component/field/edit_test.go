package field

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/uitest"
)

// edited is a field of 20 cells after keys; "…" before a text types it.
func edited(t *testing.T, many bool, strokes ...string) *Edit {
	t.Helper()
	e := NewEdit(many)
	e.Resize(20, 3)
	for _, s := range strokes {
		if text, ok := strings.CutPrefix(s, "…"); ok {
			e.Update(tea.PasteMsg{Content: text})
			continue
		}
		e.Update(uitest.Stroke(t, s))
	}
	return e
}

func TestEditingKeys(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		many    bool
		strokes []string
		want    string // with | for the cursor
	}{
		"types":                                {false, []string{"a", "é", "space", "漢"}, "aé 漢|"},
		"left and right":                       {false, []string{"…abc", "left", "left", "right", "x"}, "abx|c"},
		"not beyond the ends":                  {false, []string{"…ab", "right", "home", "left", "x"}, "x|ab"},
		"a mark goes with its letter":          {false, []string{"…e\u0301e\u0301", "left", "x"}, "e\u0301x|e\u0301"},
		"backspace":                            {false, []string{"…ab", "backspace"}, "a|"},
		"backspace takes the mark":             {false, []string{"…ae\u0301", "backspace"}, "a|"},
		"backspace as plain terminals send it": {false, []string{"…ab", "ctrl+h"}, "a|"},
		"nothing to take":                      {false, []string{"backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k"}, "|"},
		"delete":                               {false, []string{"…ab", "home", "delete"}, "|b"},
		"delete by ctrl+d":                     {false, []string{"…ab", "home", "ctrl+d"}, "|b"},
		"start and end":                        {false, []string{"…abc", "ctrl+a", "x", "ctrl+e", "y"}, "xabcy|"},
		"a word back":                          {false, []string{"…one two  ", "ctrl+w"}, "one |"},
		"all before":                           {false, []string{"…one two", "left", "ctrl+u"}, "|o"},
		"all after":                            {false, []string{"…one two", "home", "right", "ctrl+k"}, "o|"},
		"words":                                {false, []string{"…one two three", "ctrl+left", "ctrl+left", "ctrl+right", "x"}, "one twox| three"},
		"a paste is one line":                  {false, []string{"…one\r\ntwo\tthree"}, "one two three|"},
		"lines stay":                           {true, []string{"…one\r\ntwo\rthree\nfour"}, "one\ntwo\nthree\nfour|"},
		"start of the line":                    {true, []string{"…one\ntwo", "ctrl+a", "x"}, "one\nx|two"},
		"end of the line":                      {true, []string{"…one\ntwo", "up", "ctrl+e", "x"}, "one|\ntwo"},
		"before the line":                      {true, []string{"…one\ntwo", "ctrl+u"}, "one\n|"},
		"backspace joins lines":                {true, []string{"…one\ntwo", "ctrl+a", "backspace"}, "one|two"},
		"what controls is left out":            {false, []string{"…a\x1b[31mb\x00\u202ec"}, "abc|"},
	} {
		e := edited(t, c.many, c.strokes...)
		if name == "end of the line" { // up is a step, not a key of the text
			e = edited(t, true, "…one\ntwo")
			e.Step(-1)
			e.Update(uitest.Stroke(t, "ctrl+e"))
		}
		if got := e.head + "|" + e.tail; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestUpdateTellsWhetherTheTextChanged(t *testing.T) {
	t.Parallel()
	e := edited(t, false, "…abc")
	for stroke, want := range map[string]bool{"left": false, "x": true, "f5": false, "backspace": true, "ctrl+u": true} {
		if got := e.Update(uitest.Stroke(t, stroke)); got != want {
			t.Errorf("%s changes the text: %v", stroke, got)
		}
		e.SetValue("abc")
	}
}

func TestTheCursorStandsWhereTheNextCharacterGoes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		back int // steps to the left
		row  string
		x    int
	}{
		"empty":              {"", 0, "", 0},
		"short":              {"abc", 1, "abc", 2},
		"wide":               {"漢字", 0, "漢字", 4},
		"wide, inside":       {"漢字", 1, "漢字", 2},
		"just fits":          {"123456789", 0, "123456789", 9},
		"full":               {"1234567890", 0, "234567890", 9},
		"long":               {"abcdefghijklmnop", 0, "hijklmnop", 9},
		"long, inside":       {"abcdefghijklmnop", 8, "cdefghijkl", 6},
		"long, at the start": {"abcdefghijklmnop", 16, "abcdefghij", 0},
	} {
		e := NewEdit(false)
		e.Resize(10, 1)
		e.SetValue(c.text)
		for range c.back {
			e.Update(uitest.Stroke(t, "left"))
		}
		rows, x, y := e.View()
		if len(rows) != 1 || rows[0] != c.row || x != c.x || y != 0 {
			t.Errorf("%s: %q, cursor %d,%d; want %q, %d", name, rows, x, y, c.row, c.x)
		}
	}
}

func TestLinesWrapBetweenWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"empty":              {"", []string{""}},
		"words":              {"one two three four", []string{"one two ", "three ", "four"}},
		"a long word":        {"abcdefghijklmnop", []string{"abcdefghi", "jklmnop"}},
		"a blank at the end": {"abcdefghi jk", []string{"abcdefghi ", "jk"}},
		"lines":              {"a\n\nb", []string{"a", "", "b"}},
		"an end":             {"a\n", []string{"a", ""}},
		"wide":               {"漢字漢字漢字", []string{"漢字漢字", "漢字"}},
	} {
		e := NewEdit(true)
		e.Resize(10, 9)
		e.SetValue(c.text)
		rows, x, y := e.View()
		if !slices.Equal(rows, c.want) {
			t.Errorf("%s: %q, want %q", name, rows, c.want)
		}
		if y != len(c.want)-1 || x != ansi.StringWidth(c.want[y]) {
			t.Errorf("%s: the cursor is at %d,%d", name, x, y)
		}
	}
}

func TestStepsBetweenRowsKeepTheColumn(t *testing.T) {
	t.Parallel()
	e := NewEdit(true)
	e.Resize(10, 3)
	e.SetValue("one two three\nx\nlast line")
	e.move(len("one two thr"))
	for i, want := range []struct {
		step int
		ok   bool
		head string
	}{
		{-1, true, "one"},
		{-1, false, "one"},
		{1, true, "one two thr"},
		{1, true, "one two three\nx"},
		{1, true, "one two three\nx\nl"},
		{1, false, "one two three\nx\nl"},
	} {
		if ok := e.Step(want.step); ok != want.ok || e.head != want.head {
			t.Fatalf("step %d: %v, %q; want %v, %q", i, ok, e.head, want.ok, want.head)
		}
	}
	if edited(t, false, "…a").Step(1) {
		t.Error("one line has rows")
	}
}

func TestAFieldHoldsWhateverComes(t *testing.T) {
	t.Parallel()
	for _, many := range []bool{false, true} {
		for _, name := range append(uitest.Names(), strings.Repeat("漢 \n", 20_000)) {
			for _, w := range []int{1, 2, 7, 40} {
				e := NewEdit(many)
				e.Resize(w, 3)
				e.Update(tea.PasteMsg{Content: name})
				for _, k := range []string{"left", "ctrl+left", "backspace", "home", "right", "delete", "end"} {
					e.Update(uitest.Stroke(t, k))
					e.Step(-1)
					rows, x, y := e.View()
					if len(rows) > 3 || x < 0 || x >= w || y < 0 || y >= len(rows) {
						t.Fatalf("%.20q in %d: %d rows, cursor %d,%d", name, w, len(rows), x, y)
					}
					for _, r := range rows {
						if ansi.StringWidth(r) > w {
							t.Fatalf("%.20q in %d: a row takes %d", name, w, ansi.StringWidth(r))
						}
						uitest.Clean(t, r)
					}
				}
				if len(e.Value()) > longest || !utf8.ValidString(e.Value()) {
					t.Errorf("%.20q: %d bytes", name, len(e.Value()))
				}
			}
		}
	}
}
