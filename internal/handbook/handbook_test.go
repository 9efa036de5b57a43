package handbook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const page = "# Keys\n\n<!-- keys: made by .ci/docs -->\n\nold\n\n<!-- /keys -->\ntail\n"

func TestKeep(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "page.md")
	read := func() string {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Keep(path, "keys", "old\n", false); err != nil {
		t.Errorf("what is up to date fails: %v", err)
	}
	err := Keep(path, "keys", "new", false)
	if err == nil || !strings.Contains(err.Error(), Update) {
		t.Errorf("what has changed gives %v, want the command that mends it", err)
	}
	if read() != page {
		t.Error("it was written without being asked to")
	}
	if err := Keep(path, "keys", "new", true); err != nil || read() != strings.Replace(page, "old", "new", 1) {
		t.Errorf("the update gives %v and %q", err, read())
	}
	if err := Keep(path, "fields", "x", true); err == nil {
		t.Error("a part without a place was kept")
	}
	if err := Keep(path+"x", "keys", "x", true); err == nil {
		t.Error("a page that is not there was kept")
	}
}

func TestCell(t *testing.T) {
	t.Parallel()
	if got := Cell("a|b\n<c>"); got != `a\|b &lt;c>` {
		t.Errorf("got %q", got)
	}
}
