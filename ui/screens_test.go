package ui

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// screened is a dashboard of nine spies and the two screens, which are spies
// as well.
func screened(t testing.TB, w, h int, change ...func(*Options)) crew {
	t.Helper()
	src := uitest.NewSource()
	o := options(src)
	for _, c := range change {
		c(&o)
	}
	c := crew{spies: make(map[pane.ID]*spy)}
	add := func(all []entry, id pane.ID, name string, e entry) []entry {
		s := &spy{id: id, name: name}
		c.spies[id] = s
		e.id, e.every = id, time.Hour
		e.make = func(context.Context, Options) pane.Pane { return s }
		return append(all, e)
	}
	// A screen may stand anywhere in the registry.
	all := add(nil, activityScreen, "Activity · 7 d", entry{screen: true})
	for _, p := range nine() {
		all = add(all, p.id, "", entry{area: p.area})
	}
	all = add(all, finderScreen, "Find", entry{screen: true})
	c.dash = &dash{build(t.Context(), o, all), t, src}
	c.send(tea.WindowSizeMsg{Width: w, Height: h})
	return c
}

func TestAScreenHasTheWholeTerminal(t *testing.T) {
	t.Parallel()
	c := screened(t, 160, 48)
	for _, size := range [][2]int{{160, 48}, {120, 40}, {100, 30}, {80, 24}, {40, 12}, {30, 8}, {29, 8}} {
		c.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		for stroke, id := range map[string]pane.ID{"L": activityScreen, "ctrl+f": finderScreen} {
			c.press(stroke)
			c.on(id)
			checkScreen(t, c.dash, string(id))
			if size[0] < minWidth {
				continue
			}
			if len(c.layout.places) != 1 || c.layout.places[0].id != id || c.layout.strip != "" {
				t.Errorf("%v: on the screen: %+v", size, c.layout)
			}
			frames := c.spies[id].frames
			if f := frames[len(frames)-1]; !f.Zoomed || !f.Focused || f.Width == 0 {
				t.Errorf("%v: the frame is %+v", size, f)
			}
			uitest.Lacks(t, c.text(), " of ", "1 Activity", "10 ", "11 ")
		}
		c.press("esc")
		checkScreen(t, c.dash, "left")
	}
}

func TestAScreenIsNoWidget(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{160, 48}, {120, 40}, {100, 30}, {80, 24}} {
		c := screened(t, size[0], size[1])
		uitest.Lacks(t, c.text(), "Activity", "Find")
		for i, p := range nine() {
			c.press(string(rune('1' + i)))
			c.on(p.id)
		}
		for range 20 {
			c.press("tab")
			if c.onScreen() {
				t.Fatal("Tab leads to a screen")
			}
		}
		c.press("5")
		if size[0] == 80 {
			uitest.Has(t, c.text(), "5 of 9")
		}
	}
	c := screened(t, 120, 40, func(o *Options) { o.Widgets = []Widget{{ID: "tasks"}, {ID: "activity"}, {ID: "finance"}} })
	if len(c.faults) != 1 || c.faults[0] != `widgets: there is no "activity"` {
		t.Errorf("told: %q", c.faults)
	}
	c.press("1")
	c.on("tasks")
	c.press("3")
	c.on("tasks")
	c.press("L")
	c.on(activityScreen) // it is there whatever the widgets are
	for _, id := range []string{"focus.activity", "focus.finder"} {
		if _, ok := keys.ByID(c.acts, id); ok {
			t.Errorf("there is an action %s", id)
		}
	}
}

func TestEveryWayOutOfAScreenLeadsBack(t *testing.T) {
	t.Parallel()
	for _, zoomed := range []bool{false, true} {
		for _, stroke := range []string{"esc", "q", "0", "z"} {
			c := screened(t, 120, 40)
			c.press("4")
			if zoomed {
				c.press("z")
			}
			c.press("L", "ctrl+f", "L") // from screen to screen
			if quits(c.press(stroke)) {
				t.Fatalf("%s quits", stroke)
			}
			if c.on("tasks"); c.zoomed != zoomed {
				t.Errorf("after %s the full screen is %v, it was %v", stroke, c.zoomed, zoomed)
			}
		}
	}
	c := screened(t, 120, 40)
	c.press("4", "L", "tab")
	c.on("links")
	c.press("4", "L", "shift+tab")
	c.on("todo")
	c.press("ctrl+f", "8")
	c.on("campaigns")
	if c.zoomed {
		t.Error("a number key takes the full screen along")
	}
	c.press("L", "enter") // it has the whole screen already
	c.on(activityScreen)
	c.spies[activityScreen].stepped = true
	c.press("esc")
	c.on(activityScreen) // its own step first
	c.hide("campaigns", "gone")
	c.press("esc")
	c.on("snapshot")
}

func TestVisitsGoFromScreensAndToThem(t *testing.T) {
	t.Parallel()
	c := screened(t, 120, 40)
	c.press("5", "ctrl+f")
	c.send(effect.Visit{To: "todo", Zoom: true, About: effect.Create})
	c.on("todo")
	if !c.zoomed {
		t.Error("the visit does not get the full screen")
	}
	c.press("esc")
	if c.on(finderScreen); c.zoomed {
		t.Error("the full screen of the visit stays")
	}
	c.press("esc")
	c.on("links")

	c.send(effect.Visit{To: finderScreen, Value: "A-1"})
	c.on(finderScreen)
	// Each time it is opened it is told, by the key without anything to show.
	if got := c.spies[finderScreen].got; len(got) != 2 || got[0] != tea.Msg(effect.Visit{To: finderScreen}) || got[1].(effect.Visit).Value != "A-1" {
		t.Errorf("the finder got %v", got)
	}
	c.send(effect.Visit{To: activityScreen})
	c.press("esc")
	c.on(finderScreen)
	c.press("esc")
	c.on("links")
	c.send(addressed{activityScreen})
	if got := c.spies[activityScreen].got; len(got) != 2 {
		t.Errorf("a reply does not reach a screen that is not shown: %v", got)
	}
}

func TestScreensAreInHelpAndPalette(t *testing.T) {
	t.Parallel()
	c := screened(t, 120, 40)
	c.press(":")
	c.send(tea.PasteMsg{Content: "what changed"})
	uitest.Has(t, c.text(), "activity", "What changed and why.")
	c.press("enter")
	c.on(activityScreen)
	uitest.Has(t, c.last(), "Esc back", "? help")
	uitest.Lacks(t, c.last(), "zoom")
	c.do("app.finder")
	c.on(finderScreen)
	if d := started(t, 120, 40); !d.has(activityScreen) {
		if _, ok := keys.ByID(d.acts, "app.activity"); ok {
			t.Error("a screen that is not there has a key")
		}
	}
}

// has reports whether there is such a pane.
func (m *Model) has(id pane.ID) bool { _, ok := m.byID[id]; return ok }

func TestAScreenIsRefreshedWithoutBeingShown(t *testing.T) {
	t.Parallel()
	c := screened(t, 120, 40)
	s, i := c.spies[activityScreen], c.byID[activityScreen]
	s.status.Loading = true
	s.ends = true
	c.send(addressed{activityScreen})
	if c.timers[i].turn != 1 || c.timers[i].wait != time.Hour {
		t.Errorf("no refresh is planned: %+v", c.timers[i])
	}
	c.fire(i)
	if s.again != 1 {
		t.Errorf("it is refreshed %d times", s.again)
	}
}

// What this machine knows says nothing of how the service is.
func TestTheHeaderDoesNotCountScreens(t *testing.T) {
	t.Parallel()
	c := screened(t, 120, 40)
	c.spies[activityScreen].status.Err = uitest.Failure(partner.Unauthorized)
	c.send(addressed{"todo"})
	uitest.Has(t, c.at(0), "live")
	c.spies[activityScreen].status = pane.Status{AsOf: uitest.Now()}
	for _, p := range nine() {
		c.spies[p.id].status.Err = uitest.Failure(partner.Unavailable)
	}
	c.send(addressed{"todo"})
	uitest.Has(t, c.at(0), "offline, next try")
}

func TestTheHeaderCountsWhatIsNew(t *testing.T) {
	t.Parallel()
	c := screened(t, 120, 40)
	uitest.Lacks(t, c.at(0), "new")
	c.spies[activityScreen].count = 3
	c.send(addressed{activityScreen})
	uitest.Has(t, c.at(0), "3 new · L  ")
	c.settle(c.askProfile())
	c.src.Limits = partner.Budget{{Group: partner.GroupAggregate, Limit: partner.Some(250), Remaining: partner.Some(243)}}
	c.spies[activityScreen].count = 12345
	c.send(addressed{activityScreen})
	uitest.Has(t, c.at(0), "Beacon Reviews · USD · Los Angeles", "12,345 new · L  ", "243/250 reports left")
	for w := minWidth; w <= 160; w++ {
		c.send(tea.WindowSizeMsg{Width: w, Height: 20})
		uitest.Geometry(t, c.text(), w, 20)
		uitest.Has(t, c.at(0), "impactdash", "live")
	}
	c.send(tea.WindowSizeMsg{Width: 50, Height: 20})
	uitest.Has(t, c.at(0), "Beacon") // the news gives way first
	uitest.Lacks(t, c.at(0), "new")
	c.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	c.press("L")
	uitest.Lacks(t, c.at(0), "new ·") // they are in front of the user
	c = screened(t, 120, 40, func(o *Options) { o.Keys = map[string][]string{"app.activity": {"f9"}} })
	c.spies[activityScreen].count = 1
	c.send(addressed{activityScreen})
	uitest.Has(t, c.at(0), "1 new · F9")
}
