package cli

import (
	"strings"
	"testing"

	"impactdash/internal/config"
	"impactdash/ui"
)

func TestATerminalOverSSHIsAnotherMachines(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"SSH_TTY": true, "SSH_CONNECTION": true, "SSH_AUTH_SOCK": false, "DISPLAY": false} {
		got := remote(func(k string) string {
			if k == name {
				return "x"
			}
			return ""
		})
		if got != want {
			t.Errorf("with %s: %v", name, got)
		}
	}
}

func TestThePanesOfTheConfigurationReachTheScreen(t *testing.T) {
	t.Parallel()
	got := widgets([]config.Widget{{ID: "todo", Column: "side"}, {ID: "finance"}})
	if len(got) != 2 || got[0] != (ui.Widget{ID: "todo", Column: "side"}) || got[1].ID != "finance" {
		t.Errorf("%+v", got)
	}
	if len(widgets(nil)) != 0 {
		t.Error("nothing became something")
	}
}

func TestAFileFullOfMistakesLeavesRoomForOtherWords(t *testing.T) {
	t.Parallel()
	if got := notices(config.Config{Warnings: []string{"a", "b"}}); strings.Join(got, "; ") != "a; b" {
		t.Errorf("%q", got)
	}
	if got := notices(config.Config{Warnings: []string{"a", "b", "c", "d"}}); strings.Join(got, "; ") != "a; b; 2 more: impactdash config check" {
		t.Errorf("%q", got)
	}
}
