package ui

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

func TestNinePanesFillEveryScreen(t *testing.T) {
	t.Parallel()
	c := manned(t, 160, 48)
	for i, name := range uitest.Names() {
		if s := c.spies[nine()[i%9].id]; i < 9 {
			s.name = format.Safe(name) // as every pane gives its title
		}
	}
	c.spies["links"].count, c.spies["leads"].count = 7, 123456789
	c.spies["tasks"].status.Err = uitest.Failure(partner.Unavailable)
	for _, size := range [][2]int{
		{160, 48}, {140, 40}, {139, 40}, {120, 40}, {120, 25}, {120, 24}, {100, 30}, {90, 22}, {80, 24}, {40, 12}, {30, 8}, {29, 8}, {2, 1},
	} {
		c.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		for range 9 {
			c.press("tab")
			checkScreen(t, c.dash, string(c.focused().ID()))
			c.press("z")
			checkScreen(t, c.dash, "zoomed")
			c.press("z")
		}
	}
}

func TestTheRailNamesWhatIsNotDrawn(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40)
	c.spies["campaigns"].count = 1234
	c.spies["leads"].status.Err = uitest.Failure(partner.Unavailable)
	c.send(tea.FocusMsg{})
	uitest.Has(t, c.at(38), "5 Create A Link", "6 Submit A Lead ✗", "7 Social Accounts", "8 Campaigns 1,234", "9 Brands")
	c.press("7")
	uitest.Has(t, c.at(38), "2 Snapshot", "5 Create A Link", "9 Brands")
	uitest.Lacks(t, c.at(38), "7 Social", "30 d")
	if _, drawn := c.layout.find("social"); !drawn {
		t.Error("the focused pane is not drawn")
	}
	c.press("3")
	if _, drawn := c.layout.find("snapshot"); !drawn {
		t.Error("the main pane does not come back")
	}
	c.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	for i, name := range []string{"1 Finance", "2 Snapshot", "▌3 To Do", "4 Tasks", "5 Create A Link", "6 Submit A Lead", "7 Social", "8 Campaigns", "9 Brands"} {
		uitest.Has(t, c.at(i+2), name)
	}
	uitest.Has(t, c.at(9), "1,234")
	uitest.Has(t, c.at(1), "====") // the strip
}

// A move of the focus changes a mark in the rail, not the rail.
func TestTheRailStaysWhenTheFocusMoves(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40)
	before := rowsOf(c.text())
	c.press("tab")
	c.on("todo")
	changed := 0
	for y, row := range rowsOf(c.text()) {
		if row != before[y] {
			changed++
		}
	}
	if changed > 3 { // two titles and the footer
		t.Errorf("%d rows are sent for a focus move", changed)
	}
}

func TestAClickOnANameGoesThere(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{120, 40}, {100, 30}} {
		c := manned(t, size[0], size[1])
		for _, id := range []pane.ID{"brands", "links"} {
			at := slices.IndexFunc(c.layout.rail.stops, func(s place) bool { return s.id == id })
			s := c.layout.rail.stops[at]
			c.send(tea.MouseClickMsg{X: s.x + s.w/2, Y: s.y, Button: tea.MouseRight})
			c.send(click(s.x+s.w/2, s.y))
			c.on(id)
		}
	}
}

func TestTheBorderTellsTheCount(t *testing.T) {
	t.Parallel()
	c := manned(t, 160, 48)
	c.spies["todo"].count, c.spies["snapshot"].count = 4, 12345
	c.send(tea.FocusMsg{})
	uitest.Has(t, c.text(), "3 To Do · 4 ─", "2 Snapshot · 12,345 · 30 d ─", "4 Tasks ─")
}

func TestTheUsualOrderIsThatOfTheNumbers(t *testing.T) {
	t.Parallel()
	c := manned(t, 80, 24)
	c.on("snapshot")
	for i, p := range nine() {
		c.press(fmt.Sprint(i + 1))
		c.on(p.id)
		c.do("focus.home")
		c.on("snapshot")
		c.do("focus." + string(p.id))
		c.on(p.id)
	}
	c.press("z", "0")
	if c.on("snapshot"); c.zoomed {
		t.Error("home keeps the full screen")
	}
}

// The example file shows the usual order; the registry must keep to it.
func TestTheRegistryIsInTheOrderOfTheExample(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "\n#widgets: [")
	line, _, _ := strings.Cut(rest, "]")
	names := strings.Split(line, ", ")
	if len(names) != len(nine()) {
		t.Fatalf("the example lists %q", names)
	}
	for i, p := range nine() {
		if names[i] != string(p.id) {
			t.Errorf("pane %d is %s in the example, %s on the screen", i+1, names[i], p.id)
		}
	}
	last := -1
	for _, e := range registry() {
		if e.screen {
			if slices.Contains(names, string(e.id)) {
				t.Errorf("%s is a widget in the example, it is a screen", e.id)
			}
			continue
		}
		at := slices.Index(names, string(e.id))
		if at <= last {
			t.Errorf("%s is at %d of the example, after %d", e.id, at, last)
		} else if e.area != nine()[at].area {
			t.Errorf("%s stands in another part of the screen than it should", e.id)
		}
		last = at
	}
}

func TestTheConfigurationChoosesPanes(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40, func(o *Options) {
		o.Widgets = []Widget{{ID: "tasks", Column: "main"}, {ID: "finance"}, {ID: "brands", Column: "side"}}
	})
	c.on("tasks")
	for i, id := range []pane.ID{"tasks", "finance", "brands"} {
		c.press(fmt.Sprint(i + 1))
		c.on(id)
	}
	c.press("4")
	c.on("brands")
	if at, _ := c.layout.find("brands"); at.x != 80 {
		t.Errorf("brands is at %+v", at)
	}
	c.send(addressed{"leads"})
	if len(c.spies["leads"].got) > 0 || len(c.spies["leads"].frames) > 0 {
		t.Error("a pane that is switched off is made all the same")
	}
	a, ok := keys.ByID(c.layers()[1].actions, "focus.leads")
	if !ok || a.Key() != "" || a.Blocked() != "switched off (widgets in config.yaml)" {
		t.Errorf("the way to leads: %v, %q", ok, a.Blocked())
	}
	c.do("focus.leads")
	c.on("brands")
	uitest.Has(t, c.last(), "Leads is switched off (widgets in config.yaml).")
	c.do("link.create")
	uitest.Has(t, c.last(), "Links is switched off (widgets in config.yaml).")
	c.press(":")
	c.send(tea.PasteMsg{Content: "go to leads"})
	c.press("enter")
	uitest.Has(t, c.text(), "switched off (widgets in config.yaml)")
}

func TestWhatTheConfigurationGotWrongIsNamed(t *testing.T) {
	t.Parallel()
	c := manned(t, 200, 40, func(o *Options) {
		o.Widgets = []Widget{{ID: "tsaks"}, {ID: "todo", Column: "sied"}, {ID: "todo"}, {ID: "xyzzy"}}
		o.Keys = map[string][]string{"tasks.start": {"s"}} // of a pane that is not there
	})
	got := strings.Join(append(c.faults, c.keyWarnings()...), "\n")
	want := `widgets: there is no "tsaks"; did you mean "tasks"?
widgets: todo has no column "sied"; did you mean "side"?
widgets: "todo" is listed twice
widgets: there is no "xyzzy"`
	if got != want {
		t.Errorf("told:\n%s", got)
	}
	c.settle(c.Init())
	uitest.Has(t, c.last(), `did you mean "tasks"?`)
	c = manned(t, 160, 48, func(o *Options) { o.Widgets = []Widget{{ID: "nothing"}} })
	if len(c.panes) != 9 || len(c.off) != 0 || len(c.faults) != 1 {
		t.Errorf("%d panes, %v switched off, %v", len(c.panes), c.off, c.faults)
	}
}

func TestAHiddenPaneIsLeftOutAndSaysWhy(t *testing.T) {
	t.Parallel()
	c := manned(t, 160, 48)
	before, _ := c.layout.find("leads")
	if before.w == 0 {
		t.Fatal("a pane that does not know yet is hidden")
	}
	c.hide("leads", "no brand of yours takes leads")
	if _, drawn := c.layout.find("leads"); drawn {
		t.Error("it is still drawn")
	}
	uitest.Lacks(t, c.text(), "Submit A Lead")
	uitest.Has(t, c.text(), "7 Social Accounts") // numbers stay
	c.press("5", "tab")
	c.on("social")
	c.press("shift+tab")
	c.on("links")
	c.press("6")
	c.on("links")
	uitest.Has(t, c.last(), "Submit A Lead is hidden: no brand of yours takes leads.")
	c.do("lead.submit")
	c.on("links")
	uitest.Has(t, c.last(), "Submit A Lead is hidden: no brand of yours takes leads.")
	c.send(addressed{"leads"})
	if len(c.spies["leads"].got) != 2 {
		t.Error("it does not hear replies any more")
	}
	c.press("?")
	for range 60 {
		c.press("j")
	}
	uitest.Has(t, c.text(), "no brand of yours takes leads")
	c.press("esc", ":")
	c.send(tea.PasteMsg{Content: "go to leads"})
	uitest.Has(t, c.text(), "go to leads", "no brand of yours takes leads")
	c.press("esc")
	c.hide("leads", "")
	if at, _ := c.layout.find("leads"); at != before {
		t.Errorf("it comes back at %+v, it was at %+v", at, before)
	}
}

func TestTheFailureOfAHiddenPaneTroublesNobody(t *testing.T) {
	t.Parallel()
	c := manned(t, 160, 48)
	c.spies["leads"].status.Err = uitest.Failure(partner.Forbidden)
	c.send(tea.FocusMsg{})
	uitest.Has(t, c.at(0), "scope")
	c.hide("leads", "no brand of yours takes leads")
	uitest.Lacks(t, c.at(0), "scope")
}

func TestTheFocusLeavesAHiddenPane(t *testing.T) {
	t.Parallel()
	for what, do := range map[string][2]string{"a dialog": {"?", "esc"}, "the full screen": {"z", "z"}} {
		c := manned(t, 160, 48)
		c.press("6", do[0])
		c.hide("leads", "no brand of yours takes leads")
		if c.on("leads"); c.closed("leads")() != "" {
			t.Errorf("%s: the pane in sight says that it is not to be had", what)
		}
		checkScreen(t, c.dash, what)
		c.press(do[1])
		c.on("social")
		checkScreen(t, c.dash, what)
	}
	c := manned(t, 100, 30)
	c.press("9")
	c.hide("brands", "you are not in the marketplace")
	c.on("finance")
	for _, p := range nine()[1:] {
		c.hide(p.id, "gone")
	}
	c.hide("finance", "gone as well")
	c.on("finance") // somebody must have the keys
	checkScreen(t, c.dash, "all hidden")
	c.press("tab", "shift+tab", "0", "z", "R")
	c.on("finance")
}

// One that knows at once that it is absent is never drawn.
func TestAPaneThatKnowsAtOnceNeverAppears(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	s := &spy{id: "parrot", why: "no companion API"}
	all := append(registry(), entry{id: "parrot", area: areaBottom, make: func(context.Context, Options) pane.Pane { return s }})
	m := build(t.Context(), options(src), all)
	m.update(tea.WindowSizeMsg{Width: 160, Height: 48})
	uitest.Lacks(t, strings.ToLower(m.View().Content), "parrot")
}
