package history

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestInspectLooksAndTouchesNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "odd [name]* %?#")
	none, err := Inspect(t.Context(), dir, "IRme")
	if err != nil || none.Exists || none.Newest == 0 {
		t.Fatalf("without a file: %+v, %v", none, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Fatal("the directory was made")
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	h := Open(Options{Dir: dir, Account: "IRme", Now: func() time.Time { return now }})
	for _, at := range []time.Time{now.AddDate(0, 0, -3), now.Add(-time.Hour), now} {
		if err := h.Update(t.Context(), func(tx *Tx) error { return tx.AddPoll(Poll{At: at}) }); err != nil {
			t.Fatal(err)
		}
	}
	// Also while another has it open.
	for _, when := range []string{"open", "closed"} {
		c, err := Inspect(t.Context(), dir, "IRme")
		if err != nil || !c.Exists || !c.Checked || c.Size == 0 || c.Version != c.Newest || c.Damage != "" {
			t.Errorf("%s: %+v, %v", when, c, err)
		}
		if c.Days != 2 || !c.Since.Equal(now.AddDate(0, 0, -3)) {
			t.Errorf("%s: %d days since %s", when, c.Days, c.Since)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if other, err := Inspect(t.Context(), dir, "IRother"); err != nil || other.Exists {
		t.Errorf("another account's: %+v, %v", other, err)
	}
}

func TestInspectFindsDamageAndWhatWasMovedAside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, fileName("IRme"))
	for name, text := range map[string]string{
		path:                                   strings.Repeat("no database ", 1000),
		path + ".damaged-20260101T000000Z":     "old",
		path + ".damaged-20260101T000000Z-wal": "old",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Inspect(t.Context(), dir, "IRme")
	if err != nil || c.Damage == "" || len(c.Aside) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if text, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(text), "no database") {
		t.Errorf("the file was changed: %v", err)
	}
}

func TestInspectKnowsANewerFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	h := Open(Options{Dir: dir, Account: "IRme", Now: time.Now})
	if err := h.setMark("a", "b"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if c, err := Inspect(t.Context(), dir, "IRme"); err != nil || c.Version != 99 || c.Newest >= 99 || c.Damage != "" {
		t.Errorf("%+v, %v", c, err)
	}
}
