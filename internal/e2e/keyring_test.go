//go:build linux

package e2e

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// ring runs a script on a bus of its own, with a keyring that is open. The
// script finds the program as $IMPACTDASH.
const ring = `printf 'password' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
trap "kill $!" EXIT
for try in $(seq 200); do
	dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets |
		grep -q true && break
	sleep 0.05
done
`

// A keyring that is real, where there is one: the other tests have one that is
// made up.
func TestTheKeyringOfADesktopKeepsTheToken(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"dbus-run-session", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("there is no %s here", name)
		}
	}
	service, home := serve(t), t.TempDir()
	var env []string
	token := ""
	for _, e := range service.env() {
		if v, ok := strings.CutPrefix(e, "IMPACTDASH_AUTH_TOKEN="); ok {
			token = v
			continue
		}
		env = append(env, e)
	}
	c := exec.CommandContext(context.WithoutCancel(t.Context()), "dbus-run-session", "--", "sh", "-c", ring+`
		printf '%s\n' "$TOKEN" | "$IMPACTDASH" auth login && "$IMPACTDASH" auth status &&
		"$IMPACTDASH" finance && "$IMPACTDASH" auth logout && ! "$IMPACTDASH" finance`)
	c.Env = append(env, "PATH="+os.Getenv("PATH"), "HOME="+home, "XDG_RUNTIME_DIR="+t.TempDir(), "IMPACTDASH="+binary, "TOKEN="+token, "LANG=C.UTF-8")
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s%s", err, out.String(), errs.String())
	}
	for _, want := range []string{"token\tkeyring", "pending\tUSD", "no longer in the keyring"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not said:\n%s", want, out.String())
		}
	}
	if !strings.Contains(errs.String(), "auth login") {
		t.Errorf("after the logout it says %q", errs.String())
	}
	if strings.Contains(out.String()+errs.String(), token) {
		t.Error("the token is in the output")
	}
}
