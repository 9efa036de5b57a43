package doctor

import (
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Patience is how long a terminal may be silent before it is taken to have
// nothing more to say.
const Patience = 200 * time.Millisecond

// Sample is a text whose width tells something about the terminal.
type Sample struct {
	Name  string
	Text  string
	Cells int    // the dashboard counts on
	Next  string // what to do when it is another
}

// Samples are what is measured, the most telling first.
func Samples() []Sample {
	const ambiguous = "Set characters of ambiguous width to narrow in the terminal's settings, or set glyphs: ascii"
	return []Sample{
		{"a letter with an accent of its own", "e\u0301", 1, "Nothing to do: only names with such letters are concerned."},
		{"a line", "─", 1, ambiguous},
		{"a block", "█", 1, ambiguous},
		{"an arrow", "→", 1, ambiguous},
		{"braille", "⣿", 1, "Set glyphs: block"},
		{"a Chinese character", "漢", 2, "Choose a font and a locale that know them."},
		{"an emoji", "✅", 2, "Nothing to do: only names with emoji are concerned."},
	}
}

// The modes that are asked for.
const (
	modeMouse = 1006
	modeSync  = 2026
)

// Question is what to write to a terminal so that it tells about itself. What
// it draws it takes away again. The last part every terminal answers, so
// whoever has that answer has all of them.
func Question(t Terminal) string {
	var b strings.Builder
	const where, save, restore, wipe = "\x1b[6n", "\x1b7", "\x1b8", "\x1b[K"
	b.WriteString(save + where)
	for _, s := range Samples() {
		b.WriteString(s.Text + where + restore + wipe)
	}
	// The Linux console shows what it does not know.
	if t.Term != "linux" {
		fmt.Fprintf(&b, "\x1b[?%d$p\x1b[?%d$p", modeMouse, modeSync)
		b.WriteString("\x1b[>q\x1b]11;?\x1b\\")
	}
	// So does Apple's Terminal with this one.
	if t.Term != "linux" && t.Program != "Apple_Terminal" {
		b.WriteString("\x1bP+q" + nameRGB + "\x1b\\\x1bP+q" + nameCopy + "\x1b\\")
	}
	b.WriteString(restore + wipe + "\x1b[c")
	return b.String()
}

// The names of capabilities, in the hexadecimal form they are asked in.
const (
	nameRGB  = "524742" // RGB: all colours
	nameCopy = "4D73"   // Ms: sets the clipboard
)

// Answers is what a terminal said.
type Answers struct {
	Done   bool   // all of it came
	Name   string // the terminal and its version
	Ground string // "dark", "light"; empty: not said
	RGB    bool   // it has all colours
	Copies bool   // it sets the clipboard

	modes   map[int]int // mode → 0 not known, 1 set, 2 reset, 3 and 4 for good
	columns []place     // of the cursor: before the samples, and after each
	rest    []byte      // of an answer that is not whole yet
}

type place struct{ row, column int }

// Width is how many cells the i-th sample took; false when that is not known.
func (a Answers) Width(i int) (cells int, known bool) {
	if len(a.columns) <= i+1 || a.columns[i+1].row != a.columns[0].row {
		return 0, false
	}
	return a.columns[i+1].column - a.columns[0].column, true
}

func (a Answers) knows(mode int) bool { v := a.modes[mode]; return v >= 1 && v <= 3 }

func (a Answers) refuses(mode int) bool {
	v, said := a.modes[mode]
	return said && (v == 0 || v == 4)
}

// Ask writes the question and takes in the answers until all are there, or
// nothing comes for Patience. A Read of talk must return soon, with nothing
// when there is nothing.
func Ask(talk io.ReadWriter, question string, now func() time.Time) (Answers, error) {
	var a Answers
	if _, err := io.WriteString(talk, question); err != nil {
		return a, err
	}
	return a, a.Listen(talk, Patience, now)
}

// Listen takes in answers that are late.
func (a *Answers) Listen(talk io.Reader, patience time.Duration, now func() time.Time) error {
	last := now()
	for text := make([]byte, 1024); !a.Done && now().Sub(last) < patience; {
		n, err := talk.Read(text)
		if err != nil {
			return err
		}
		if n > 0 {
			last = now()
			a.take(text[:n])
		}
	}
	return nil
}

// mostRest bounds an answer: one that is longer is none.
const mostRest = 4096

// take reads what came, and keeps what is not whole yet.
func (a *Answers) take(text []byte) {
	in := append(a.rest, text...)
	for len(in) > 0 {
		n := sequence(in)
		if n == 0 {
			break
		}
		if in[0] == escape {
			a.learn(string(in[:n]))
		}
		in = in[n:]
	}
	a.rest = nil
	if len(in) < mostRest {
		a.rest = append([]byte(nil), in...)
	}
}

const (
	escape = 0x1b
	bell   = 0x07
)

// sequence is the length of the first key or sequence, 0 when it is not whole.
func sequence(in []byte) int {
	if in[0] != escape {
		return 1
	}
	if len(in) < 2 {
		return 0
	}
	switch in[1] {
	case '[':
		for i := 2; i < len(in); i++ {
			if in[i] >= 0x40 && in[i] <= 0x7e {
				return i + 1
			}
		}
		return 0
	case ']', 'P', '_', '^', 'X':
		for i := 2; i < len(in); i++ {
			switch {
			case in[i] == bell && in[1] == ']':
				return i + 1
			case in[i] == '\\' && in[i-1] == escape:
				return i + 1
			}
		}
		return 0
	}
	return 2
}

// learn reads one sequence; what it is not about is left alone.
func (a *Answers) learn(s string) {
	switch body := s[2:]; {
	case s[1] == '[':
		a.report(body)
	case s[1] == ']' && strings.HasPrefix(body, "11;"):
		a.Ground = ground(strings.TrimRight(strings.TrimPrefix(body, "11;"), "\x07\x1b\\"))
	case s[1] == 'P' && strings.HasPrefix(body, ">|"):
		a.Name = strings.TrimSuffix(strings.TrimPrefix(body, ">|"), "\x1b\\")
	case s[1] == 'P' && strings.HasPrefix(body, "1+r"):
		name, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(body, "1+r"), "\x1b\\"), "=")
		if plain, err := hex.DecodeString(name); err == nil {
			a.RGB = a.RGB || string(plain) == "RGB"
			a.Copies = a.Copies || string(plain) == "Ms"
		}
	}
}

// attributeCopy is what a terminal adds to its attributes when programs may set
// its clipboard.
const attributeCopy = "52"

// report reads an answer that begins with CSI.
func (a *Answers) report(body string) {
	final := body[len(body)-1]
	text := body[:len(body)-1]
	switch {
	case final == 'R':
		row, column, _ := strings.Cut(text, ";")
		r, errRow := strconv.Atoi(row)
		c, errColumn := strconv.Atoi(column)
		if errRow == nil && errColumn == nil && len(a.columns) <= len(Samples()) {
			a.columns = append(a.columns, place{r, c})
		}
	case final == 'y' && strings.HasPrefix(text, "?"):
		mode, value, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(text, "?"), "$"), ";")
		m, errMode := strconv.Atoi(mode)
		v, errValue := strconv.Atoi(value)
		if errMode == nil && errValue == nil {
			if a.modes == nil {
				a.modes = map[int]int{}
			}
			a.modes[m] = v
		}
	case final == 'c' && strings.HasPrefix(text, "?"):
		a.Done = true
		for attribute := range strings.SplitSeq(strings.TrimPrefix(text, "?"), ";") {
			a.Copies = a.Copies || attribute == attributeCopy
		}
	}
}

// ground tells dark from light in rgb:RRRR/GGGG/BBBB; empty when it is no
// colour.
func ground(text string) string {
	parts := strings.Split(strings.TrimPrefix(strings.TrimPrefix(text, "rgb:"), "rgba:"), "/")
	if len(parts) < 3 {
		return ""
	}
	light := 0.0
	for i, weight := range []float64{0.299, 0.587, 0.114} {
		digits := len(parts[i])
		v, err := strconv.ParseUint(parts[i], 16, 16)
		if err != nil || digits == 0 || digits > 4 {
			return ""
		}
		light += weight * float64(v) / float64(uint64(1)<<(4*digits)-1)
	}
	if light > 0.5 {
		return "light"
	}
	return "dark"
}
