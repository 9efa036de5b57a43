package keys

import "strings"

// Shadows lists the global keys a pane may use for itself, by pane. Anything
// else a pane declares must not be a global key; a test holds the real table
// to it.
func Shadows() map[string][]string {
	return map[string][]string{
		// The chart's day cursor and the metric tiles.
		"snapshot": {"h", "l", "left", "right"},
		// Going on with a draft is what opening its row means.
		"leads": {"enter"},
		// Opening a change goes to the screen of what changed; a line of it is
		// worth more than its address.
		"activity": {"enter", "Y"},
		"finder":   {"enter", "Y"},
	}
}

// Forbidden says why a keystroke must never be bound, empty when it may be.
func Forbidden(stroke string) string {
	switch stroke {
	case "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+[":
		return "plain terminals send it for Backspace, Tab, Enter or Esc"
	case "ctrl+s", "ctrl+q":
		return "flow control"
	case "ctrl+b", "ctrl+a":
		return "prefix key of tmux or screen"
	case "ctrl+space", "ctrl+@":
		return "not sent by many terminals"
	case "d", "e":
		return "kept free: it sits beside destructive keys of other programs"
	}
	if strings.HasPrefix(stroke, "alt+") || strings.Contains(stroke, "+alt+") {
		return "an Alt chord arrives as Esc and a letter on slow lines"
	}
	if strings.HasPrefix(stroke, "ctrl+shift+") {
		return "plain terminals send the same byte without Shift"
	}
	return ""
}

// Override replaces the keys of actions by the user's, by action id. An empty
// list unbinds. A default key that the user gave to another action of the
// layer is taken away from its old owner: the user's keys always win.
func Override(layer []Action, user map[string][]string) []Action {
	if len(user) == 0 {
		return layer
	}
	taken := make(map[string]string)
	for _, a := range layer {
		for _, k := range user[a.ID] {
			taken[k] = a.ID
		}
	}
	out := make([]Action, len(layer))
	for i, a := range layer {
		if a.Fixed {
			out[i] = a
			continue
		}
		if own, ok := user[a.ID]; ok {
			a.Keys = own
		} else {
			a.Keys = without(a.Keys, a.ID, taken)
		}
		out[i] = a
	}
	return out
}

func without(keys []string, id string, taken map[string]string) []string {
	var kept []string
	for _, k := range keys {
		if owner, ok := taken[k]; !ok || owner == id {
			kept = append(kept, k)
		}
	}
	return kept
}
