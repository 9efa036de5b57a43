package keys

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func layerOf(pairs ...[]string) []Action {
	var out []Action
	for _, p := range pairs {
		out = append(out, Action{ID: p[0], Keys: p[1:]})
	}
	return out
}

func TestStrokesAreSpelledOneWay(t *testing.T) {
	t.Parallel()
	for want, msg := range map[string]tea.KeyPressMsg{
		"j": {Code: 'j', Text: "j"}, "G": {Code: 'g', ShiftedCode: 'G', Mod: tea.ModShift, Text: "G"}, "?": {Code: '/', ShiftedCode: '?', Mod: tea.ModShift, Text: "?"},
		"ctrl+d": {Code: 'd', Mod: tea.ModCtrl}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "space": {Code: ' ', Text: " "},
		"shift+left": {Code: tea.KeyLeft, Mod: tea.ModShift}, "esc": {Code: tea.KeyEscape}, "f5": {Code: tea.KeyF5},
		"ctrl+pgdown": {Code: tea.KeyPgDown, Mod: tea.ModCtrl},
	} {
		if got := Of(msg); got != want {
			t.Errorf("%q is spelled %q", want, got)
		}
		if Printable(msg) != (msg.Text != "") {
			t.Errorf("%q printable: %v", want, Printable(msg))
		}
	}
}

func TestFindTakesTheFirst(t *testing.T) {
	t.Parallel()
	l := layerOf([]string{"a", "x", "y"}, []string{"b", "y"})
	if a, ok := Find(l, "y"); !ok || a.ID != "a" {
		t.Errorf("y is %q", a.ID)
	}
	if _, ok := Find(l, "z"); ok {
		t.Error("z is bound to something")
	}
	if _, ok := Find(l, ""); ok {
		t.Error("no key is bound to something")
	}
	if a, ok := ByID(l, "b"); !ok || a.Keys[0] != "y" {
		t.Error("b is not found by its id")
	}
	if _, ok := ByID(l, "c"); ok {
		t.Error("c is found")
	}
}

func TestBlockedWithoutAReasonCanRun(t *testing.T) {
	t.Parallel()
	if (Action{}).Blocked() != "" {
		t.Error("an action without Block is blocked")
	}
	if (Action{Block: func() string { return "why" }}).Blocked() != "why" {
		t.Error("the reason is lost")
	}
	if (Action{}).Key() != "" {
		t.Error("an action without keys shows one")
	}
}

func TestUserKeysWinInsideALayer(t *testing.T) {
	t.Parallel()
	l := layerOf([]string{"a", "x", "X"}, []string{"b", "y"}, []string{"c", "z"})
	got := Override(l, map[string][]string{"b": {"x"}, "c": {}})
	for i, want := range [][]string{{"X"}, {"x"}, {}} {
		if !slices.Equal(got[i].Keys, want) {
			t.Errorf("%s has %v, want %v", got[i].ID, got[i].Keys, want)
		}
	}
	if !slices.Equal(l[0].Keys, []string{"x", "X"}) {
		t.Error("the defaults were changed")
	}
	both := Override(l, map[string][]string{"a": {"q"}, "b": {"q", "y"}})
	if !slices.Equal(both[0].Keys, []string{"q"}) || !slices.Contains(both[1].Keys, "q") {
		t.Errorf("what the user gave twice: %v %v", both[0].Keys, both[1].Keys)
	}
	if got := Override(l, nil); &got[0] != &l[0] {
		t.Error("nothing to override costs a copy")
	}
	if got := Override(l, map[string][]string{"nobody": {"x"}}); !slices.Contains(got[0].Keys, "x") {
		t.Error("an action of another layer takes keys away here")
	}
}

func TestForbiddenChords(t *testing.T) {
	t.Parallel()
	for _, k := range []string{
		"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+[", "ctrl+s", "ctrl+q", "ctrl+b", "ctrl+a", "ctrl+space", "ctrl+@",
		"alt+x", "alt+enter", "ctrl+shift+k", "ctrl+alt+x", "d", "e",
	} {
		if Forbidden(k) == "" {
			t.Errorf("%q may be bound", k)
		}
	}
	for _, k := range []string{"ctrl+c", "ctrl+d", "ctrl+u", "ctrl+p", "ctrl+l", "ctrl+z", "D", "E", "j", "?", "esc", "shift+left", "f1", "ctrl+pgdown"} {
		if why := Forbidden(k); why != "" {
			t.Errorf("%q may not be bound: %s", k, why)
		}
	}
}

func TestShownKeysAreShort(t *testing.T) {
	t.Parallel()
	seen := make(map[string]string)
	for _, k := range []string{
		"j", "J", "up", "down", "left", "right", "pgup", "pgdown", "shift+left", "shift+right", "shift+tab", "tab", "enter", "esc",
		"space", "home", "end", "ctrl+d", "ctrl+u", "ctrl+c", "f1", "f5", "?", ":", "[", "]", "<", ">",
	} {
		s := Show(k)
		if s == "" || len([]rune(s)) > 6 {
			t.Errorf("%q is shown as %q", k, s)
		}
		if other, ok := seen[s]; ok {
			t.Errorf("%q and %q are both shown as %q", k, other, s)
		}
		seen[s] = k
	}
}
