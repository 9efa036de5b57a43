// Package problem draws failures inside a pane: one sentence for what
// happened and the next step, told once even when several parts failed the
// same way.
package problem

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/theme"
	"impactdash/ui/toast"
)

// Trouble is one part of a pane that failed.
type Trouble struct {
	What string // the part: "Balance"; may be empty when the pane is one part
	Err  error
}

// Lines tells the troubles in at most rows rows of exactly width cells.
func Lines(troubles []Trouble, width, rows int, t *theme.Theme) []string {
	var out []string
	for _, text := range sentences(troubles) {
		wrapped := strings.Split(ansi.Wrap(text, max(width-2, 1), ""), "\n")
		for i, row := range wrapped {
			mark := "  "
			if i == 0 {
				mark = t.Glyph.Cross + " "
			}
			out = append(out, line.New(width).Add(t.Danger, mark).Add(t.Text, row).String())
		}
	}
	if len(out) > rows {
		out = out[:max(rows, 0)]
	}
	return out
}

// sentences groups the parts that failed in the same words.
func sentences(troubles []Trouble) []string {
	var order []string
	parts := make(map[string][]string)
	for _, tr := range troubles {
		what, next := toast.Words(tr.Err)
		text := format.Safe(what + " " + next)
		if _, ok := parts[text]; !ok {
			order = append(order, text)
		}
		if tr.What != "" {
			parts[text] = append(parts[text], tr.What)
		} else {
			parts[text] = nil
		}
	}
	out := make([]string, len(order))
	for i, text := range order {
		out[i] = text
		if names := parts[text]; len(names) > 0 {
			out[i] = format.Safe(strings.Join(names, ", ")) + ": " + text
		}
	}
	return out
}
