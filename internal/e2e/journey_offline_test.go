//go:build unix

package e2e

import (
	"strings"
	"testing"
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
