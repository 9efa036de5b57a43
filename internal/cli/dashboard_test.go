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

func TestTheUserIsCalledAsTheyWantIt(t *testing.T) {
	t.Parallel()
	for how, want := range map[string][2]string{
		config.NotifyBell:    {"\a", "\a"},
		config.NotifyMessage: {"\x1b]9;2 changes\a\a", "\x1bPtmux;\x1b\x1b]9;2 changes\a\x1b\\\a"},
	} {
		for i, tmux := range []string{"", "/tmp/tmux-0/default,1,0"} {
			sys := System{Getenv: func(k string) string { return map[string]string{"TMUX": tmux}[k] }}
			if got := notifier(sys, how)("2 changes"); got != want[i] {
				t.Errorf("%s: %q, want %q", how, got, want[i])
			}
		}
	}
	if notifier(System{}, config.NotifyOff) != nil {
		t.Error("who does not want to be called is")
	}
}
