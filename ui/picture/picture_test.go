package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
)

func look() Look {
	return Look{Title: `Sizes "<&>"`, Ground: "#ffffff", Ink: "#000000", Edge: "#cccccc"}
}

// element is one start tag with the text behind it and the fill it inherits.
type element struct {
	name, text string
	attrs      map[string]string
}

// drawn reads a picture back; one that is no XML fails.
func drawn(t *testing.T, frame string) []element {
	t.Helper()
	var all []element
	var fills []string
	for d := xml.NewDecoder(bytes.NewReader(SVG(frame, look()))); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, SVG(frame, look()))
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			e := element{name: tok.Name.Local, attrs: map[string]string{}}
			if len(fills) > 0 {
				e.attrs["fill"] = fills[len(fills)-1]
			}
			for _, a := range tok.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			fills = append(fills, e.attrs["fill"])
			all = append(all, e)
		case xml.EndElement:
			fills = fills[:len(fills)-1]
		case xml.CharData:
			if len(all) > 0 {
				all[len(all)-1].text += string(tok)
			}
		}
	}
}

// words are the texts of a picture with their first cell, row, width in cells
// and colour.
func words(t *testing.T, frame string) []string {
	t.Helper()
	var out []string
	for _, e := range drawn(t, frame) {
		if e.name != "text" {
			continue
		}
		n := func(attr string, by int) string {
			v, err := strconv.Atoi(e.attrs[attr])
			if err != nil || v%by != 0 && attr != "y" {
				t.Errorf("%s of %q is %q", attr, e.text, e.attrs[attr])
			}
			return strconv.Itoa(v / by)
		}
		out = append(out, strings.TrimSpace(e.text)+" @"+n("x", cellW)+","+n("y", cellH)+" w"+n("textLength", cellW)+" "+e.attrs["fill"])
	}
	return out
}

// shapes joins the paths of a picture that have an attribute.
func shapes(t *testing.T, frame, attr, value string) string {
	t.Helper()
	var out []string
	for _, e := range drawn(t, frame) {
		if e.name == "path" && e.attrs[attr] == value {
			out = append(out, e.attrs["d"])
		}
	}
	return strings.Join(out, " ")
}

func TestWordsStandInTheirCells(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, frame string
		want        []string
	}{
		{"one word", "abc", []string{"abc @0,0 w3 #000000"}},
		{"one space stays, two part", "ab cd  ef", []string{"ab cd @0,0 w5 #000000", "ef @7,0 w2 #000000"}},
		{"rows", "a\n b", []string{"a @0,0 w1 #000000", "b @1,1 w1 #000000"}},
		{"styles part", "ab\x1b[31mcd\x1b[m", []string{"ab @0,0 w2 #000000", "cd @2,0 w2 #800000"}},
		{"signs stand alone", "+ 3 ▲ 12", []string{"+ 3 @0,0 w3 #000000", "▲ @4,0 w1 #000000", "12 @6,0 w2 #000000"}},
		{"wide letters take two cells", "日本 x", []string{"日 @0,0 w2 #000000", "本 @2,0 w2 #000000", "x @5,0 w1 #000000"}},
		{"reversed takes the ground's colour", "\x1b[7mx\x1b[m", []string{"x @0,0 w1 #ffffff"}},
		{"markup is text", "<b> & \"c\"", []string{`<b> & "c" @0,0 w9 #000000`}},
		{"true colour", "\x1b[38;2;1;2;3mx\x1b[m", []string{"x @0,0 w1 #010203"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := words(t, c.frame)
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("%q\n got %q\nwant %q", c.frame, got, c.want)
			}
		})
	}
}

func TestAMarkWithoutALetterStaysWellFormed(t *testing.T) {
	t.Parallel()
	for _, frame := range []string{"", "\u0301", "e\u0301x", "a\x1b]8;;https://example.com/?a=1&b=2\x1b\\link\x1b]8;;\x1b\\"} {
		drawn(t, frame)
	}
}

func TestFramesMeetTheCellsBesideThem(t *testing.T) {
	t.Parallel()
	const ink = "#000000"
	for _, c := range []struct{ frame, want string }{
		{"─", "M0 10H10"},
		{"│", "M5 0V20"},
		{"┼", "M0 10H10M5 0V20"},
		{"┤", "M0 10H5M5 0V20"},
		{"╭╮", "M10 10Q5 10 5 20M10 10Q15 10 15 20"},
		{"╰╯", "M10 10Q5 10 5 0M10 10Q15 10 15 0"},
	} {
		if got := shapes(t, c.frame, "stroke", ink); got != c.want {
			t.Errorf("%s is %q, want %q", c.frame, got, c.want)
		}
		if got := words(t, c.frame); len(got) > 0 {
			t.Errorf("%s is text as well: %q", c.frame, got)
		}
	}
}

func TestBlocksFillTheirPartOfTheCell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ frame, want string }{
		{"█", "M0 0h10v20h-10z"},
		{"▄", "M0 10h10v10h-10z"},
		{"▀", "M0 0h10v10h-10z"},
		{"▌", "M0 0h5v20h-5z"},
		{"▐", "M5 0h5v20h-5z"},
		{"▁", "M0 17.5h10v2.5h-10z"},
		{" ▏", "M10 0h1.25v20h-1.25z"},
	} {
		if got := shapes(t, c.frame, "fill", "#000000"); got != c.want {
			t.Errorf("%s is %q, want %q", c.frame, got, c.want)
		}
	}
	if got := shapes(t, "░", "fill-opacity", ".25"); got != "M0 0h10v20h-10z" {
		t.Errorf("a shade is %q", got)
	}
	if got := shapes(t, "\x1b[41m█a\x1b[m", "fill", "#800000"); got != "M0 0h10v20h-10zM10 0h10v20h-10z" {
		t.Errorf("the ground of two cells is %q", got)
	}
}

func TestDotsOfBraille(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		frame string
		want  string
	}{
		{"⠁", "M2.5 2.5h.01"},
		{"⡀", "M2.5 17.5h.01"},
		{"⢀", "M7.5 17.5h.01"},
		{" ⠒", "M12.5 7.5h.01M17.5 7.5h.01"},
	} {
		if got := shapes(t, c.frame, "stroke", "#000000"); got != c.want {
			t.Errorf("%s is %q, want %q", c.frame, got, c.want)
		}
	}
	if n := strings.Count(shapes(t, "⣿", "stroke", "#000000"), "M"); n != 8 {
		t.Errorf("a full pattern has %d dots", n)
	}
}

func TestThePictureHasTheSizeOfItsFrame(t *testing.T) {
	t.Parallel()
	all := drawn(t, "abc\nab")
	if got := all[0].attrs["viewBox"]; got != "-14 -14 58 68" {
		t.Errorf("the picture shows %s", got)
	}
	if all[1].name != "title" || strings.TrimSpace(all[1].text) != look().Title {
		t.Errorf("the title is %q", all[1].text)
	}
	if !bytes.Equal(SVG("a\x1b[1mb", look()), SVG("a\x1b[1mb", look())) {
		t.Error("the same frame gives different pictures")
	}
}
