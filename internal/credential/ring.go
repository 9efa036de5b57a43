package credential

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/zalando/go-keyring"
)

// SystemRing is the keyring of the system: Keychain, Credential Manager or a
// Secret Service on D-Bus. It is nil where there can be none, which is found
// out without asking anybody: a machine without a desktop must not wait.
func SystemRing(goos string, getenv func(string) string) Ring {
	switch goos {
	case "darwin", "windows":
		return systemRing{}
	case "linux", "freebsd", "netbsd", "openbsd", "dragonfly":
		if hasBus(getenv) {
			return systemRing{}
		}
	}
	return nil
}

// hasBus reports whether there is a session bus. Without one the library would
// try to start it.
func hasBus(getenv func(string) string) bool {
	if getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	dir := getenv("XDG_RUNTIME_DIR")
	if !filepath.IsAbs(dir) {
		return false
	}
	info, err := os.Stat(filepath.Join(dir, "bus"))
	return err == nil && info.Mode().Type() == os.ModeSocket
}

// systemRing asks the library.
type systemRing struct{}

// Get implements Ring.
func (systemRing) Get(service, user string) (string, error) {
	text, err := keyring.Get(service, user)
	return text, plainly(err)
}

// Set implements Ring.
func (systemRing) Set(service, user, secret string) error {
	return plainly(keyring.Set(service, user, secret))
}

// Delete implements Ring.
func (systemRing) Delete(service, user string) error { return plainly(keyring.Delete(service, user)) }

// plainly tells an entry that is not there from a keyring that is not.
func plainly(err error) error {
	if errors.Is(err, keyring.ErrNotFound) {
		return ErrNotFound
	}
	return err
}
