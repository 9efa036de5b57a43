//go:build unix

package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	modeSet   = regexp.MustCompile(`\x1b\[(\??)([0-9;]+)([hl])`)
	kittyKeys = regexp.MustCompile(`\x1b\[([<>=])([0-9;]*)u`)
	otherKeys = regexp.MustCompile(`\x1b\[>4(;[0-9]*)?m`)
	keypad    = regexp.MustCompile(`\x1b[=>]`)
	margins   = regexp.MustCompile(`\x1b\[([0-9;]*)r`)
	rendition = regexp.MustCompile(`\x1b\[([0-9;:]*)m`)
)

// modeNames are the modes worth a name in a failure.
var modeNames = map[string]string{
	"?1000": "mouse clicks", "?1002": "mouse drags", "?1003": "mouse motion", "?1006": "mouse coordinates",
	"?1004": "focus reports", "?1049": "alternate screen", "?2004": "bracketed paste", "?2026": "synchronized output",
}

// leftOn lists what the output of a program has switched and not put back.
func leftOn(out string) []string {
	var left []string
	modes := map[string]bool{"?7": true, "?25": true} // on in a fresh terminal
	for _, m := range modeSet.FindAllStringSubmatch(out, -1) {
		for n := range strings.SplitSeq(m[2], ";") {
			modes[m[1]+n] = m[3] == "h"
		}
	}
	for mode, on := range modes {
		switch {
		case mode == "?25" && !on:
			left = append(left, "the cursor is hidden")
		case mode == "?7" && !on:
			left = append(left, "lines do not wrap")
		case on && mode != "?25" && mode != "?7":
			left = append(left, strings.TrimSpace(fmt.Sprintf("mode %s %s", mode, modeNames[mode])))
		}
	}
	left = append(left, keysLeft(out)...)
	if m := margins.FindAllStringSubmatch(out, -1); len(m) > 0 && strings.Trim(m[len(m)-1][1], ";") != "" {
		left = append(left, "scroll margins "+m[len(m)-1][1])
	}
	if m := rendition.FindAllStringSubmatch(out, -1); len(m) > 0 {
		if last := m[len(m)-1][1]; last != "" && last != "0" {
			left = append(left, "colours "+last)
		}
	}
	slices.Sort(left)
	return left
}

// keysLeft lists the ways of sending keys that are not put back.
func keysLeft(out string) []string {
	var left []string
	depth := 0
	for _, m := range kittyKeys.FindAllStringSubmatch(out, -1) {
		switch m[1] {
		case ">":
			depth++
		case "<":
			depth = max(depth-1, 0)
		case "=":
			if flags, _, _ := strings.Cut(m[2], ";"); flags == "" || flags == "0" {
				depth = 0
			} else {
				depth = max(depth, 1)
			}
		}
	}
	if depth > 0 {
		left = append(left, "kitty keyboard")
	}
	if m := otherKeys.FindAllStringSubmatch(out, -1); len(m) > 0 {
		if level := m[len(m)-1][1]; level != "" && level != ";0" && level != ";" {
			left = append(left, "modified keys "+level)
		}
	}
	if m := keypad.FindAllString(out, -1); len(m) > 0 && m[len(m)-1] == "\x1b=" {
		left = append(left, "keypad")
	}
	return left
}
