// Package desktop is what leaves the program for the desktop around it: a web
// page for the browser, a text for the clipboard, a question for a program of
// the user's. It is the one place that starts a process; no shell is ever
// between.
package desktop

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"time"
	"unicode/utf16"
)

// System says which desktop there is.
type System struct {
	GOOS   string
	Getenv func(string) string
	Find   func(name string) bool // whether a program is installed; nil looks into PATH
}

// program is a command that may be installed.
type program struct {
	name string
	args []string
	wide bool // reads UTF-16
}

// Opener is the function that opens a web page in the browser; nil where there
// is neither desktop nor browser.
func (s System) Opener() func(context.Context, string) error {
	p, ok := s.first(s.openers())
	if !ok {
		return nil
	}
	return func(ctx context.Context, address string) error {
		clean, err := webPage(address)
		if err != nil {
			return err
		}
		return launch(ctx, p.name, append(append([]string(nil), p.args...), clean)...)
	}
}

// Clipboard is the function that puts a text into the desktop's clipboard; nil
// where there is none.
func (s System) Clipboard() func(context.Context, string) error {
	p, ok := s.first(s.clipboards())
	if !ok {
		return nil
	}
	return func(ctx context.Context, text string) error {
		input := []byte(text)
		if p.wide {
			input = utf16Text(text)
		}
		cmd := exec.CommandContext(ctx, p.name, p.args...)
		cmd.Stdin = bytes.NewReader(input)
		detach(cmd) // some hand the text out for as long as it is in the clipboard
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		return nil
	}
}

// openers are the programs that open a page here, best first.
func (s System) openers() []program {
	rundll := func(name string) program { return program{name: name, args: []string{"url.dll,FileProtocolHandler"}} }
	switch s.GOOS {
	case "darwin":
		return []program{{name: "open"}}
	case "windows":
		return []program{rundll("rundll32")}
	}
	var list []program
	if s.windows() {
		list = append(list, program{name: "wslview"}, rundll("rundll32.exe"))
	}
	if s.screen() {
		list = append(list, program{name: "xdg-open"})
	}
	return list
}

// clipboards are the programs that fill the clipboard here, best first.
func (s System) clipboards() []program {
	switch s.GOOS {
	case "darwin":
		return []program{{name: "pbcopy"}}
	case "windows":
		return []program{{name: "clip", wide: true}}
	}
	var list []program
	if s.windows() {
		list = append(list, program{name: "clip.exe", wide: true})
	}
	if s.Getenv("WAYLAND_DISPLAY") != "" {
		list = append(list, program{name: "wl-copy"})
	}
	if s.Getenv("DISPLAY") != "" {
		list = append(list,
			program{name: "xclip", args: []string{"-selection", "clipboard"}},
			program{name: "xsel", args: []string{"--clipboard", "--input"}})
	}
	return list
}

// windows reports whether Windows is around this Linux.
func (s System) windows() bool { return s.Getenv("WSL_DISTRO_NAME") != "" }

// screen reports whether there is a desktop to open something on.
func (s System) screen() bool { return s.Getenv("DISPLAY") != "" || s.Getenv("WAYLAND_DISPLAY") != "" }

// first is the first program that is installed.
func (s System) first(list []program) (program, bool) {
	find := s.Find
	if find == nil {
		find = func(name string) bool {
			_, err := exec.LookPath(name)
			return err == nil
		}
	}
	for _, p := range list {
		if find(p.name) {
			return p, true
		}
	}
	return program{}, false
}

// errAddress refuses what is no web page: other schemes start programs.
var errAddress = errors.New("only web addresses are opened")

// webPage is the address as it is handed to a program.
func webPage(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || !strings.EqualFold(u.Scheme, "https") && !strings.EqualFold(u.Scheme, "http") {
		return "", errAddress
	}
	return shellProof(u.String()), nil
}

// shellProof escapes what a shell would act upon: some of the programs are
// scripts that hand the address on between quotes, and addresses come from
// outside. To a web server it is the same page.
func shellProof(address string) string {
	var b strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || c > '~' || strings.IndexByte("\"$'<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// patience is how long a launcher may take to say that it failed. One that
// still runs then has become the browser.
const patience = 2 * time.Second

// launch starts a program that outlives this one, its output going nowhere,
// and reports what it says at once.
func launch(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(context.WithoutCancel(ctx), name, args...)
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	case <-timer.C:
	case <-ctx.Done():
	}
	return nil
}

// utf16Text is text as clip reads it without losing characters: UTF-16 with a
// byte order mark.
func utf16Text(text string) []byte {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}
