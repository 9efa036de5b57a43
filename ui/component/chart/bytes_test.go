package chart

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"impactdash/ui/theme"
)

func coloured() *theme.Theme {
	return theme.New(theme.Options{Dark: true, Profile: colorprofile.ANSI256})
}

// terminal counts what Bubble Tea's renderer would send.
type terminal struct {
	out    bytes.Buffer
	render *uv.TerminalRenderer
	size   Size
}

func newTerminal(size Size) *terminal {
	s := &terminal{size: size}
	s.render = uv.NewTerminalRenderer(&s.out, []string{"TERM=xterm-256color"})
	s.render.SetColorProfile(colorprofile.ANSI256)
	s.render.SetFullscreen(true)
	s.render.Resize(size.Width, size.Height)
	return s
}

// show draws a text and returns how many bytes that took.
func (s *terminal) show(t *testing.T, text string) int {
	t.Helper()
	s.out.Reset()
	b := uv.NewScreenBuffer(s.size.Width, s.size.Height)
	uv.NewStyledString(text).Draw(b, b.Bounds())
	s.render.Render(b.RenderBuffer)
	if err := s.render.Flush(); err != nil {
		t.Fatal(err)
	}
	return s.out.Len()
}

func TestBytes(t *testing.T) {
	t.Parallel()
	size := Size{92, 12}
	clicks := Data{Days: days(30), Main: wave(30, 600), Compare: wave(30, 410), Whole: true}
	sales := Data{Days: days(30), Main: wave(30, 4021), Compare: wave(30, 3000), Label: dollars}
	for i := range sales.Main {
		sales.Main[i] *= 0.8 + 0.02*float64(i%5)
	}
	s, th := newTerminal(size), coloured()
	for _, step := range []struct {
		name   string
		data   Data
		cursor int
		budget int // bytes
	}{
		{"first frame", clicks, -1, 1700},
		{"cursor appears", clicks, 14, 250},
		{"cursor moves", clicks, 15, 420},
		{"cursor moves on", clicks, 16, 420},
		{"cursor leaves", clicks, -1, 200},
		{"other figure", sales, -1, 1050},
		{"the same again", sales, -1, 0},
	} {
		n := s.show(t, Draw(step.data, size, step.cursor, th).Text)
		t.Logf("%-16s %5d bytes", step.name, n)
		if n > step.budget {
			t.Errorf("%s: %d bytes, want at most %d", step.name, n, step.budget)
		}
	}
}

func TestRunsAreMerged(t *testing.T) {
	t.Parallel()
	run := regexp.MustCompile(`\x1b\[([0-9;]+)m([^\x1b]*)\x1b\[m`)
	text := Draw(Data{Days: days(30), Main: wave(30, 600), Compare: wave(30, 410)}, Size{92, 12}, 14, coloured()).Text
	for y, row := range strings.Split(text, "\n") {
		if plain := run.ReplaceAllString(row, ""); strings.Trim(plain, " ") != "" {
			t.Errorf("row %d has marks without a style or a style without an end: %q", y, plain)
		}
		end, style := -1, ""
		for _, at := range run.FindAllStringSubmatchIndex(row, -1) {
			if now := row[at[2]:at[3]]; at[0] == end && now == style {
				t.Errorf("row %d has a run in two parts: %q", y, row)
			} else {
				style = now
			}
			end = at[1]
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	for name, d := range map[string]Data{
		"90 days":           {Days: days(90), Main: wave(90, 4021), Label: dollars},
		"90 days, compared": {Days: days(90), Main: wave(90, 4021), Compare: wave(90, 3000), Label: dollars},
		"366 days":          {Days: days(366), Main: wave(366, 4021), Label: dollars},
	} {
		b.Run(name, func(b *testing.B) {
			th := coloured()
			b.ReportAllocs()
			for b.Loop() {
				Draw(d, Size{120, 20}, 40, th)
			}
		})
	}
}
