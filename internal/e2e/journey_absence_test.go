//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"impactdash/internal/sandbox"
)

func TestWithoutACompanionEachPaneSaysWhatIsMissingAndWhereItIs(t *testing.T) {
	t.Parallel()
	term := start(t, setup{width: 160, height: 48, env: serve(t).env()})
	term.wait("the figures", screen.loaded)
	for name, page := range map[string]string{
		campaignsPane: "Home › Find Your Next Campaign", brandsPane: "Discover › Brands", leadsPane: "Home › Submit A Lead",
	} {
		term.focus(name)
		s := term.wait(name+" tells", func(s screen) bool {
			text := prose(s.pane(name))
			return strings.Contains(text, "a companion API (companion_url") && strings.Contains(text, page)
		})
		title, _, _ := strings.Cut(s.pane(name), "\n")
		if strings.Contains(title, " 0 ") {
			t.Errorf("what nobody knows is counted: %s", title)
		}
		if nothing := regexp.MustCompile(`[Nn]o (leads|brands|campaigns)`); nothing.MatchString(prose(s.pane(name))) {
			t.Errorf("what nobody knows is said to be none:\n%v", s)
		}
	}
	// What cannot be done says so, in the palette and for its key.
	term.focus(tasksPane)
	term.send("x")
	term.waitText("companion_url")
	term.focus(brandsPane)
	term.palette("join")
	term.waitText("needs a companion API")
	term.send(esc)
	term.waitGone("╭─ Palette")
	// The page is there to copy: no browser is known.
	term.send("o")
	term.waitText("https://app.impact.com")
}

func TestPanesThatAnAccountDoesNotHaveAreHiddenAndThePaletteSaysWhy(t *testing.T) {
	t.Parallel()
	service := serve(t)
	service.down()
	service.sandbox = sandbox.New(sandbox.Options{Seed: 1, At: time.Now(), Now: time.Now, Profile: "new"})
	service.up()
	term := start(t, setup{width: 160, height: 48, env: service.full(t.TempDir())})
	term.wait("the pane of the brands go", func(s screen) bool {
		_, there := s.place(brandsPane)
		return s.framed() && strings.Contains(s.header(), "live") && !there
	})
	term.palette("go to brands")
	term.waitText("not a member of the Brands Marketplace")
	term.send(enter)
	term.waitText("Not a member of the Brands Marketplace.")
	if s := term.screen(); s.has("▌8 Brands") {
		t.Errorf("the focus is on a pane that is hidden:\n%v", s)
	}
}

func TestWidgetsOfTheConfigurationAreShownInTheirOrder(t *testing.T) {
	t.Parallel()
	service, dir := serve(t), t.TempDir()
	file := filepath.Join(dir, "config.yaml")
	config := "widgets: [tasks: main, finance, leads: side, brnads]\n"
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	env := append(service.full(dir), "IMPACTDASH_CONFIG="+file)
	term := start(t, setup{width: 160, height: 48, env: env})
	s := term.wait("the panes of the configuration", func(s screen) bool {
		return s.boxes() == 3 && s.has("▌1 Tasks", "2 Finance", "3 Submit A Lead", codeTask, "Pending")
	})
	main, _ := s.place(tasksPane)
	side, _ := s.place(leadsPane)
	if main.x != 0 || side.x <= main.x {
		t.Errorf("tasks are at %+v, leads at %+v:\n%v", main, side, s)
	}
	term.waitText(`there is no "brnads"; did you mean "brands"?`)
	term.palette("go to snapshot")
	term.waitText("switched off (widgets in config.yaml)")
}
