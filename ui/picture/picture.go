// Package picture turns a frame of the screen into an SVG picture, for the
// documents. Frames, graphs and blocks become shapes and every word is given
// its width, so that columns line up in whatever font it is looked at.
package picture

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"image/color"
	"strings"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Look is what the terminal of the picture adds to the frame.
type Look struct {
	Title  string // read out by a screen reader and shown under the pointer
	Ground string // colour behind all cells, such as "#ffffff"
	Ink    string // colour of cells that have none of their own
	Edge   string // colour of the line around the picture
}

// A cell is cellW × cellH units, which are pixels where nothing is scaled.
const (
	cellW, cellH = 10, 20
	margin       = 14
	baseline     = 15 // from a cell's top
	fontSize     = 16.4
)

// SVG draws a frame: rows of text with SGR sequences. The same frame gives the
// same bytes.
func SVG(frame string, look Look) []byte {
	text := uv.NewStyledString(frame)
	screen := uv.NewScreenBuffer(text.UnicodeWidth(), text.Height())
	screen.Method = ansi.GraphemeWidth
	text.Draw(screen, screen.Bounds())
	p := &painter{look: look}
	for y, line := range screen.Lines {
		p.row(line, y)
	}
	w, h := screen.Width()*cellW+2*margin, screen.Height()*cellH+2*margin
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="%d %d %d %d" role="img">`+"\n",
		w, h, -margin, -margin, w, h)
	fmt.Fprintf(&b, "<title>%s</title>\n", escaped(look.Title))
	fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%d" height="%d" rx="8" fill="%s" stroke="%s"/>`+"\n",
		-margin+.5, -margin+.5, w-1, h-1, look.Ground, look.Edge)
	p.write(&b)
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// painter collects what is drawn, by its look, in the order of first use.
type painter struct {
	look                           Look
	grounds, blocks, strokes, dots layer // paths
	words                          layer // text elements
}

// layer is what is drawn alike, by the attributes it shares.
type layer struct {
	order []string
	by    map[string]*strings.Builder
}

func (l *layer) add(attrs, format string, args ...any) {
	b := l.by[attrs]
	if b == nil {
		if l.by == nil {
			l.by = map[string]*strings.Builder{}
		}
		b = new(strings.Builder)
		l.by[attrs] = b
		l.order = append(l.order, attrs)
	}
	fmt.Fprintf(b, format, args...)
}

// paths writes the layer as one path for each look.
func (l *layer) paths(b *bytes.Buffer, attrs string) {
	for _, own := range l.order {
		fmt.Fprintf(b, "<path %s%s d=\"%s\"/>\n", own, attrs, l.by[own])
	}
}

func (p *painter) write(b *bytes.Buffer) {
	p.grounds.paths(b, ` shape-rendering="crispEdges"`)
	p.blocks.paths(b, ` shape-rendering="crispEdges"`)
	p.strokes.paths(b, ` fill="none" stroke-width="1.3"`)
	p.dots.paths(b, ` fill="none" stroke-width="3.2" stroke-linecap="round"`)
	fmt.Fprintf(b, `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="%.1f" xml:space="preserve">`+"\n", fontSize)
	for _, own := range p.words.order {
		fmt.Fprintf(b, "<g %s>\n%s</g>\n", own, p.words.by[own])
	}
	b.WriteString("</g>\n")
}

// row draws one line of cells.
func (p *painter) row(line uv.Line, y int) {
	for x := 0; x < len(line); {
		c := line[x]
		n := max(c.Width, 1)
		ink, ground := p.colours(c.Style)
		if ground != "" {
			p.grounds.add(`fill="`+ground+`"`, "M%d %dh%dv%dh-%dz", x*cellW, y*cellH, n*cellW, cellH, n*cellW)
		}
		r, size := utf8.DecodeRuneInString(c.Content)
		switch {
		case c.Content == "" || c.Content == " ":
		case size == len(c.Content) && p.shape(r, ink, x, y):
		default:
			n = p.word(line, x, y, ink)
			for i := x + 1; i < x+n; i++ { // the ground of the first is drawn
				if _, g := p.colours(line[i].Style); g != "" {
					p.grounds.add(`fill="`+g+`"`, "M%d %dh%dv%dh-%dz", i*cellW, y*cellH, cellW, cellH, cellW)
				}
			}
		}
		x += n
	}
}

// word draws the cells from x that have one look and one font, and says how
// many they are. Signs beyond the letters stand alone: the font that lends
// them may have another width.
func (p *painter) word(line uv.Line, x, y int, ink string) int {
	first := line[x]
	text, n := first.Content, max(first.Width, 1)
	if !lone(first.Content) {
		for gap := 0; x+n < len(line); n++ {
			c := line[x+n]
			if !c.Style.Equal(&first.Style) || lone(c.Content) || c.Width != 1 {
				break
			}
			if c.Content == " " || c.Content == "" {
				if gap++; gap > 1 {
					break
				}
				text += " "
				continue
			}
			gap = 0
			text += c.Content
		}
	}
	trimmed := strings.TrimRight(text, " ")
	cells := n - (len(text) - len(trimmed))
	p.words.add(`fill="`+ink+`"`+attributes(first.Style), `<text x="%d" y="%d" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n",
		x*cellW, y*cellH+baseline, cells*cellW, escaped(trimmed))
	return max(cells, 1)
}

// lone reports whether a cell's content is drawn by itself.
func lone(content string) bool {
	r, _ := utf8.DecodeRuneInString(content)
	return r >= 0x2000 || r >= 0x300 && r < 0x370 // signs, and marks without a letter
}

// attributes are those of text in a style.
func attributes(s uv.Style) string {
	var out string
	if s.Attrs&uv.AttrBold != 0 {
		out += ` font-weight="700"`
	}
	if s.Attrs&uv.AttrFaint != 0 {
		out += ` opacity=".6"`
	}
	if s.Attrs&uv.AttrItalic != 0 {
		out += ` font-style="italic"`
	}
	var lines []string
	if s.Underline != 0 {
		lines = append(lines, "underline")
	}
	if s.Attrs&uv.AttrStrikethrough != 0 {
		lines = append(lines, "line-through")
	}
	if len(lines) > 0 {
		out += ` text-decoration="` + strings.Join(lines, " ") + `"`
	}
	return out
}

// colours are those of a cell; no ground means that of the picture.
func (p *painter) colours(s uv.Style) (ink, ground string) {
	ink, ground = hex(s.Fg), hex(s.Bg)
	if s.Attrs&uv.AttrReverse != 0 {
		return cmp.Or(ground, p.look.Ground), cmp.Or(ink, p.look.Ink)
	}
	return cmp.Or(ink, p.look.Ink), ground
}

// hex is a colour as SVG writes it; empty for none.
func hex(c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}
