package store

import (
	"os"
	"path/filepath"
	"testing"
)

func TestInspectCountsActsAndDamageAndMakesNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	if c, err := Inspect(dir, account); err != nil || c.Exists || c.Path != file(dir) {
		t.Fatalf("without a journal: %+v, %v", c, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Fatal("the directory was made")
	}
	must(t, open(dir).Snooze("g1", "snoozed one", zs("task/1")))
	text, err := os.ReadFile(file(dir))
	must(t, err)
	must(t, os.WriteFile(file(dir), append(text, "no act\n{\"half"...), 0o600))
	c, err := Inspect(dir, account)
	if err != nil || !c.Exists || c.Acts != 1 || c.Damaged != 1 || c.Size != int64(len(text)+len("no act\n{\"half")) {
		t.Errorf("%+v, %v", c, err)
	}
}
