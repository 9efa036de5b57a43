package theme

import "strings"

// GlyphLevel is how far down the ladder of glyphs a terminal's font needs to
// go.
type GlyphLevel uint8

// The ladder, best first.
const (
	Braille GlyphLevel = iota // needs U+2800 and block elements in the font
	Block                     // needs block elements only
	ASCII                     // needs nothing
)

// Glyphs are the marks a component may draw. Each is exactly one cell.
type Glyphs struct {
	Level GlyphLevel

	Mark    string // before what is focused or selected
	Up      string // a rise
	Down    string // a fall
	Flat    string // no change
	On, Off string // filled and empty part of a progress bar
	Dot     string // separates facts in a line
	Live    string // state of the connection
	Refresh string // a request is under way
	Ellipse string // something was cut off
	Cross   string // failure
	Check   string // done
	Veil    string // some stand in the place of an amount that is hidden

	Horizontal, Vertical         string
	TopLeft, TopRight            string
	BottomLeft, BottomRight      string
	Tick, Axis, Origin, AxisLine string
	Spark                        [8]string // eight levels, lowest first

	Stroke [4]string // cell of a line without braille: blank, upper half, lower half, both
	Point  string    // one figure of a comparison series without braille
	Notch  string    // a labelled place on the horizontal axis
	Rule   string    // day cursor of a chart
	Foot   string    // where the day cursor meets the horizontal axis
}

func glyphsOf(level GlyphLevel) Glyphs {
	if level == ASCII {
		return Glyphs{
			Level: level, Mark: ">", Up: "^", Down: "v", Flat: "=", On: "#", Off: ".", Dot: "-",
			Live: "*", Refresh: "~", Ellipse: "~", Cross: "x", Check: "+", Veil: "*",
			Horizontal: "-", Vertical: "|", TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+",
			Tick: "+", Axis: "|", Origin: "+", AxisLine: "-",
			Spark:  [8]string{"_", ".", "-", "=", "+", "*", "%", "#"},
			Stroke: [4]string{" ", "*", "*", "*"}, Point: ".", Notch: "+", Rule: "|", Foot: "^",
		}
	}
	rule := "┊"
	if level == Block { // the console's font has no dashed lines
		rule = "│"
	}
	return Glyphs{
		Level: level, Mark: "▌", Up: "▲", Down: "▼", Flat: "▸", On: "█", Off: "░", Dot: "·",
		Live: "●", Refresh: "↻", Ellipse: "…", Cross: "✗", Check: "✓", Veil: "•",
		Horizontal: "─", Vertical: "│", TopLeft: "╭", TopRight: "╮", BottomLeft: "╰", BottomRight: "╯",
		Tick: "┤", Axis: "│", Origin: "┼", AxisLine: "─",
		Spark:  [8]string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		Stroke: [4]string{" ", "▀", "▄", "█"}, Point: "·", Notch: "┬", Rule: rule, Foot: "┴",
	}
}

// Spell writes the marks of a text as the level does: a terminal that has no
// glyph beyond ASCII has no dashes, dots and quotation marks of print either.
// Each becomes one cell for one cell. Letters and signs of currencies are data
// and stay.
func (g Glyphs) Spell(text string) string {
	if g.Level != ASCII {
		return text
	}
	return strings.Map(spelled, text)
}

// spelled is a mark in ASCII.
func spelled(r rune) rune {
	switch r {
	case '·', '–', '—', '−', '‑':
		return '-'
	case '…', '≈':
		return '~'
	case '“', '”', '„', '«', '»':
		return '"'
	case '‘', '’', '‚':
		return '\''
	case '→', '›', '≥':
		return '>'
	case '←', '‹', '≤':
		return '<'
	case '↑':
		return '^'
	case '↓':
		return 'v'
	case '×':
		return 'x'
	case '•':
		return '*'
	case '⇄':
		return '/'
	case '\u00a0', '\u202f':
		return ' '
	}
	return r
}

// LevelFor guesses the ladder from the terminal's name and locale: the Linux
// console has no braille, and a locale without UTF-8 has no glyph beyond
// ASCII. lang is the first that is set of LC_ALL, LC_CTYPE and LANG.
func LevelFor(term, lang string) GlyphLevel {
	lang = strings.ToLower(lang)
	utf := strings.Contains(lang, "utf-8") || strings.Contains(lang, "utf8")
	switch {
	case lang != "" && !utf:
		return ASCII
	case term == "linux", term == "vt100", term == "vt220":
		return Block
	}
	return Braille
}
