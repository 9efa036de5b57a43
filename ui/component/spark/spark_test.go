package spark

import (
	"math"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/theme"
)

var nan = math.NaN()

func TestLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		values []float64
		width  int
		want   string
	}{
		"each level":                    {[]float64{0, 1, 2, 3, 4, 5, 6, 7}, 8, "▁▂▃▄▅▆▇█"},
		"a gap is a space":              {[]float64{1, nan, 2}, 3, "▅ █"},
		"infinity is a gap":             {[]float64{1, math.Inf(1), 2, math.Inf(-1)}, 4, "▅ █ "},
		"all zero is lowest":            {[]float64{0, 0, 0}, 3, "▁▁▁"},
		"all equal is in the middle":    {[]float64{3, 3, nan, 3}, 4, "▅▅ ▅"},
		"all equal and negative":        {[]float64{-3, -3}, 2, "▅▅"},
		"only zero is lowest":           {[]float64{0, 0.001, 100}, 3, "▁▂█"},
		"the scale begins at zero":      {[]float64{98, 99, 100}, 3, "███"},
		"negative figures reach below":  {[]float64{-7, 0, 7}, 3, "▁▅█"},
		"all negative":                  {[]float64{-7, -1}, 2, "▁▇"},
		"fewer stand at the right":      {[]float64{0, 7}, 5, "   ▁█"},
		"more are averaged":             {[]float64{0, 0, 7, 7, 2, 4}, 3, "▁█▄"},
		"an average leaves out gaps":    {[]float64{nan, 7, nan, nan, 0, 0}, 3, "█ ▁"},
		"uneven shares":                 {[]float64{0, 0, 7, 7, 7}, 2, "▁█"},
		"nothing":                       {nil, 3, "   "},
		"nothing but gaps":              {[]float64{nan, nan}, 3, "   "},
		"no cell":                       {[]float64{1}, 0, ""},
		"less than no cell":             {[]float64{1}, -4, ""},
		"huge figures do not overflow":  {[]float64{-math.MaxFloat64, 0, math.MaxFloat64}, 3, "▁▅█"},
		"huge averages do not overflow": {[]float64{math.MaxFloat64, math.MaxFloat64, 0, 0}, 2, "█▁"},
		"too small to tell from zero":   {[]float64{0, math.SmallestNonzeroFloat64}, 2, "▁▁"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Line(c.values, c.width, theme.New(theme.Options{})); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestASCIILineIsASCII(t *testing.T) {
	t.Parallel()
	got := Line([]float64{0, 1, 2, 3, nan, 4, 5, 6, 7}, 10, theme.New(theme.Options{Glyphs: theme.ASCII}))
	if want := " _.-= +*%#"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLineIsExactlyAsWideAsAsked(t *testing.T) {
	t.Parallel()
	th := theme.New(theme.Options{})
	for n := range 70 {
		values := make([]float64, n)
		for i := range values {
			values[i] = math.Tan(float64(i))
		}
		for width := range 40 {
			if got := ansi.StringWidth(Line(values, width, th)); got != width {
				t.Fatalf("%d values in %d cells took %d", n, width, got)
			}
		}
	}
}

func BenchmarkLine(b *testing.B) {
	values := make([]float64, 90)
	for i := range values {
		values[i] = float64(i % 17)
	}
	th := theme.New(theme.Options{})
	b.ReportAllocs()
	for b.Loop() {
		Line(values, 12, th)
	}
}
