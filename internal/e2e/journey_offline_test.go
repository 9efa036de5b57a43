//go:build unix

package e2e

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // to spoil a history
)

// quit leaves the dashboard as a user does.
func (term *terminal) quit() {
	term.t.Helper()
	term.send("q")
	if code, err := term.exit(patience); code != 0 || err != nil {
		term.t.Fatalf("it ends with %d, %v; the screen:\n%v", code, err, term.screen())
	}
}

func TestAStartWithoutTheServiceShowsWhatWasSeenLast(t *testing.T) {
	t.Parallel()
	service, dir := serve(t), t.TempDir()
	service.freeze()
	term := service.open(t, dir)
	before := term.calm()
	term.quit()
	service.down()

	term = start(t, setup{width: 160, height: 48, env: service.full(dir)})
	term.wait("the figures", screen.figured)
	term.send("R") // what was asked seconds ago would do
	s := term.wait("the figures and that it is offline", func(s screen) bool {
		return s.figured() && strings.Contains(s.header(), "offline, next try")
	})
	if !strings.Contains(s.header(), "Meadowlark Media") {
		t.Errorf("whose account it is has been forgotten:\n%v", s)
	}
	for _, part := range []string{"Pending", "Balance"} {
		if was, is := firstRows(column(before, part), 2), firstRows(column(s, part), 2); is != was {
			t.Errorf("%s was\n%s\nand is\n%s", part, was, is)
		}
	}
	if was, is := tiles(before), tiles(s); is != was {
		t.Errorf("the tiles were\n%s\nand are\n%s", was, is)
	}
	for _, pane := range []string{todoPane, tasksPane, linksPane, socialPane, campaignsPane, brandsPane} {
		was, is := body(before.pane(pane)), body(s.pane(pane))
		if was == "" || is != was {
			t.Errorf("%s was\n%s\nand is\n%s", pane, was, is)
		}
	}

	service.up()
	term.send("R")
	term.wait("live again", screen.loaded)
	term.quit()
}

// body is a pane without its borders, which tell ages.
func body(pane string) string {
	lines := strings.Split(strings.TrimSpace(pane), "\n")
	if len(lines) < 3 {
		return ""
	}
	return strings.Join(lines[1:len(lines)-1], "\n")
}

func TestFilesThatCannotBeUsedAreSaidAndTheDashboardWorks(t *testing.T) {
	t.Parallel()
	service := serve(t)
	warm := t.TempDir()
	service.open(t, warm).quit()
	files, err := filepath.Glob(filepath.Join(warm, "*.db"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the history is in %q, %v", files, err)
	}
	for name, c := range map[string]struct {
		spoil func(dir, file string) error
		says  string
		gone  bool // the next start says nothing any more
	}{
		"damaged": {func(_, file string) error {
			return os.WriteFile(file, []byte(strings.Repeat("no database ", 1000)), 0o600)
		}, "was damaged", true},
		"from a newer program": {func(_, file string) error {
			db, err := sql.Open("sqlite", file)
			if err != nil {
				return err
			}
			_, err = db.ExecContext(t.Context(), "PRAGMA user_version = 99")
			return errors.Join(err, db.Close())
		}, "from a newer impactdash", false},
		"no directory": {func(dir, _ string) error {
			return errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o600))
		}, "forgotten when impactdash ends", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "state")
			if err := os.CopyFS(dir, os.DirFS(warm)); err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(dir, filepath.Join(dir, filepath.Base(files[0]))); err != nil {
				t.Fatal(err)
			}
			term := start(t, setup{width: 160, height: 48, env: service.full(dir)})
			s := term.wait("the sentence beside the figures", func(s screen) bool { return s.loaded() && strings.Contains(s.footer(), c.says) })
			if n := strings.Count(s.text(), c.says); n != 1 {
				t.Errorf("it is said %d times:\n%v", n, s)
			}
			term.send(esc)
			term.waitText("Tab next pane")
			term.quit()
			if !c.gone {
				return
			}
			term = service.open(t, dir)
			if s := term.calm(); strings.Contains(s.footer(), c.says) {
				t.Errorf("it is said again:\n%v", s)
			}
		})
	}
}
