package desktop

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func system(goos string, env map[string]string, installed ...string) System {
	return System{
		GOOS: goos, Getenv: func(k string) string { return env[k] },
		Find: func(name string) bool { return slices.Contains(installed, name) },
	}
}

func TestWhatOpensAndCopiesWhere(t *testing.T) {
	t.Parallel()
	all := []string{"open", "pbcopy", "rundll32", "clip", "xdg-open", "wl-copy", "xclip", "xsel", "clip.exe", "wslview", "rundll32.exe"}
	x11, wayland := map[string]string{"DISPLAY": ":0"}, map[string]string{"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
	wsl := map[string]string{"WSL_DISTRO_NAME": "Ubuntu"}
	for _, c := range []struct {
		s          System
		open, copy string
	}{
		{system("darwin", nil, all...), "open", "pbcopy"},
		{system("windows", nil, all...), "rundll32", "clip"},
		{system("linux", x11, all...), "xdg-open", "xclip"},
		{system("linux", x11, "xsel"), "", "xsel"},
		{system("linux", wayland, all...), "xdg-open", "wl-copy"},
		{system("linux", wayland, "xclip"), "", "xclip"},
		{system("linux", wsl, all...), "wslview", "clip.exe"},
		{system("linux", wsl, "rundll32.exe"), "rundll32.exe", ""},
		{system("linux", nil, all...), "", ""},
		{system("freebsd", x11, all...), "xdg-open", "xclip"},
		{system("linux", x11), "", ""},
	} {
		open, _ := c.s.first(c.s.openers())
		clip, _ := c.s.first(c.s.clipboards())
		if open.name != c.open || clip.name != c.copy {
			t.Errorf("%s: opens with %q and copies with %q, want %q and %q", c.s.GOOS, open.name, clip.name, c.open, c.copy)
		}
		if (c.s.Opener() == nil) != (c.open == "") || (c.s.Clipboard() == nil) != (c.copy == "") {
			t.Errorf("%s: a function without a program, or none with one", c.s.GOOS)
		}
	}
}

func TestNoShellActsUponAnAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://x.example/$(calc)":               "https://x.example/%24(calc)",
		"https://x.example/?q=\";calc;\"":         "https://x.example/?q=%22;calc;%22",
		"https://x.example/?q=`id`&r='a'|b#$HOME": "https://x.example/?q=%60id%60&r=%27a%27%7Cb#%24HOME",
		"https://x.example/?q=a b\\":              "https://x.example/?q=a%20b%5C",
		"https://x.example/ü?q=ü%20&r=[1]":        "https://x.example/%C3%BC?q=%C3%BC%20&r=[1]",
	} {
		if got, err := webPage(address); err != nil || got != want {
			t.Errorf("%s is handed over as %s, %v; want %s", address, got, err, want)
		}
	}
}

func TestOnlyWebPagesAreOpened(t *testing.T) {
	t.Parallel()
	open := system("linux", map[string]string{"DISPLAY": ":0"}, "xdg-open").Opener()
	for _, address := range []string{
		"", "file:///etc/passwd", "javascript:alert(1)", "app.impact.com", "https://", "--help", "mailto:a@b.example", "https://me:pw@host/", "https://a\x00b",
	} {
		if err := open(t.Context(), address); !errors.Is(err, errAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if got, err := webPage("HTTPS://app.impact.com/a b?c=d"); err != nil || got != "https://app.impact.com/a%20b?c=d" {
		t.Errorf("handed over as %q, %v", got, err)
	}
}

// script writes a program that notes its arguments and its input.
func script(t *testing.T, code string) (dir string, note func() string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell script")
	}
	dir = t.TempDir()
	out := filepath.Join(dir, "note")
	text := "#!/bin/sh\n{ echo \"$@\"; cat; } > " + out + "\necho noise; echo noise >&2\nexit " + code + "\n"
	if err := os.WriteFile(filepath.Join(dir, "tool"), []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "tool"), func() string {
		raw, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
}

func TestThePageIsOneArgument(t *testing.T) {
	t.Parallel()
	tool, note := script(t, "0")
	if err := launch(t.Context(), tool, "https://x.example/;touch$(id)"); err != nil {
		t.Fatal(err)
	}
	if got := note(); got != "https://x.example/;touch$(id)\n" {
		t.Errorf("the program was told %q", got)
	}
}

func TestALauncherThatFailsIsAFailure(t *testing.T) {
	t.Parallel()
	tool, _ := script(t, "3")
	if err := launch(t.Context(), tool, "x"); err == nil || !strings.Contains(err.Error(), "3") {
		t.Errorf("error is %v", err)
	}
	if err := launch(t.Context(), tool+"-missing"); err == nil {
		t.Error("a program that is not there was started")
	}
}

func TestLeavingDoesNotWaitForTheBrowser(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("needs the program true")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := launch(ctx, "true"); err != nil {
		t.Errorf("error is %v", err)
	}
}

func TestTextForWindowsKeepsItsCharacters(t *testing.T) {
	t.Parallel()
	if got := string(utf16Text("aé€")); got != "\xff\xfea\x00\xe9\x00\xac\x20" {
		t.Errorf("%q", got)
	}
}
