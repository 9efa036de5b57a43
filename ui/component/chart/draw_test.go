package chart

import (
	"math"
	"strconv"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"impactdash/ui/theme"
)

var nan = math.NaN()

// days are n days that end on Sunday, Nov 22, 2026.
func days(n int) []time.Time {
	last := time.Date(2026, time.November, 22, 15, 4, 5, 0, time.UTC)
	list := make([]time.Time, n)
	for i := range list {
		list[i] = last.AddDate(0, 0, i-n+1)
	}
	return list
}

// wave is a series with a weekly rhythm and a slow rise.
func wave(n int, top float64) []float64 {
	values := make([]float64, n)
	for i := range values {
		share := 0.45 + 0.25*math.Sin(float64(i)*2*math.Pi/7) + 0.3*float64(i)/float64(n)
		values[i] = math.Round(share * top)
	}
	return values
}

func constant(n int, v float64) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = v
	}
	return values
}

func plain(level theme.GlyphLevel) *theme.Theme {
	return theme.New(theme.Options{Dark: true, Profile: colorprofile.ASCII, Glyphs: level})
}

func dollars(v float64) string {
	if v >= 1000 {
		return "$" + strconv.FormatFloat(v/1000, 'f', -1, 64) + "k"
	}
	return "$" + strconv.FormatFloat(v, 'f', -1, 64)
}

// cents reads v as thousandths of a euro.
func cents(v float64) string { return "€" + strconv.FormatFloat(v/1000, 'f', 2, 64) }

func withGaps(values []float64, at ...int) []float64 {
	for _, i := range at {
		values[i] = nan
	}
	return values
}

func TestShapes(t *testing.T) {
	t.Parallel()
	month := Data{Days: days(30), Main: wave(30, 600), Compare: wave(30, 410), Whole: true}
	money := Data{Days: days(90), Main: wave(90, 4021), Label: dollars}
	year := Data{Days: days(366), Main: wave(366, 12_000)}
	for name, c := range map[string]struct {
		data   Data
		size   Size
		cursor int
		level  theme.GlyphLevel
	}{
		"month with comparison": {month, Size{92, 10}, -1, theme.Braille},
		"month with cursor":     {month, Size{92, 10}, 17, theme.Braille},
		"month in blocks":       {month, Size{92, 10}, 17, theme.Block},
		"month in ASCII":        {month, Size{92, 10}, 17, theme.ASCII},
		"three rows":            {month, Size{60, 5}, -1, theme.Braille},
		"smallest":              {month, Size{12, 3}, 29, theme.Braille},
		"smallest in ASCII":     {month, Size{12, 3}, 29, theme.ASCII},
		"quarter in money":      {money, Size{120, 16}, -1, theme.Braille},
		"quarter when narrow":   {money, Size{50, 8}, -1, theme.Braille},
		"year":                  {year, Size{110, 12}, -1, theme.Braille},
		"year when narrow":      {year, Size{40, 8}, -1, theme.Braille},
		"week":                  {Data{Days: days(7), Main: wave(7, 5), Whole: true}, Size{70, 7}, 3, theme.Braille},
		"gaps and a lone day": {
			Data{Days: days(30), Main: withGaps(wave(30, 5), 5, 6, 12, 14, 27)},
			Size{70, 10},
			-1, theme.Braille,
		},
		"gaps in ASCII": {
			Data{Days: days(30), Main: withGaps(wave(30, 5), 5, 6, 12, 14, 27)},
			Size{70, 10},
			-1, theme.ASCII,
		},
		"below zero": {
			Data{Days: days(10), Main: []float64{-40, -10, 0, 30, 80, 60, -5, -35, 10, 0}},
			Size{60, 12},
			4, theme.Braille,
		},
		"only below zero": {Data{Days: days(4), Main: []float64{-4, -1, -2, -3}}, Size{40, 8}, -1, theme.Braille},
		"one day":         {Data{Days: days(1), Main: []float64{7}, Whole: true}, Size{40, 6}, -1, theme.Braille},
		"all zero":        {Data{Days: days(30), Main: constant(30, 0), Whole: true}, Size{60, 8}, -1, theme.Braille},
		"all equal":       {Data{Days: days(30), Main: constant(30, 5), Whole: true}, Size{60, 8}, -1, theme.Braille},
		"nothing but gaps": {
			Data{Days: days(30), Main: constant(30, nan), Compare: constant(30, nan)},
			Size{60, 8},
			-1, theme.Braille,
		},
		"only the comparison": {
			Data{Days: days(30), Main: constant(30, nan), Compare: wave(30, 9)},
			Size{60, 8},
			-1, theme.Braille,
		},
		"no days":    {Data{}, Size{40, 6}, -1, theme.Braille},
		"small rate": {Data{Days: days(14), Main: wave(14, 40), Label: cents}, Size{60, 12}, -1, theme.Braille},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, Draw(c.data, c.size, c.cursor, plain(c.level)).Text)
		})
	}
}
