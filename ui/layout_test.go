package ui

import (
	"fmt"
	"testing"

	"impactdash/ui/pane"
)

// two are the panes of today, as the layout sees them.
func two() []wanted {
	return []wanted{{id: "finance", area: areaTop, stripped: true}, {id: "snapshot", area: areaMain}}
}

// nine are as many panes as there will be one day, in all areas.
func nine() []wanted {
	return []wanted{
		{id: "finance", area: areaTop, stripped: true},
		{id: "snapshot", area: areaMain},
		{id: "todo", area: areaMain},
		{id: "tasks", area: areaSide},
		{id: "social", area: areaSide},
		{id: "links", area: areaBottom},
		{id: "leads", area: areaBottom},
		{id: "campaigns", area: areaBottom},
		{id: "brands", area: areaTop},
	}
}

func TestPlacesAtTheUsualSizes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		w, h     int
		visible  int
		strip    bool
		tooSmall bool
		boxed    bool
	}{
		{160, 48, 2, false, false, true},
		{120, 40, 2, false, false, true},
		{100, 30, 2, false, false, true},
		{80, 24, 1, true, false, true},
		{40, 12, 1, true, false, false},
		{minWidth, minHeight, 1, true, false, false},
		{minWidth - 1, minHeight, 0, false, true, false},
		{minWidth, minHeight - 1, 0, false, true, false},
		{0, 0, 0, false, true, false},
	} {
		l := arrange(c.w, c.h, two(), "snapshot", false)
		if len(l.places) != c.visible || (l.strip != "") != c.strip || l.tooSmall != c.tooSmall {
			t.Errorf("%d×%d: %d panes, strip %q, too small %v", c.w, c.h, len(l.places), l.strip, l.tooSmall)
		}
		for _, p := range l.places {
			if p.boxed != c.boxed {
				t.Errorf("%d×%d: %s boxed %v", c.w, c.h, p.id, p.boxed)
			}
		}
		checkCover(t, l, two(), fmt.Sprintf("%d×%d", c.w, c.h))
	}
}

func TestTheFocusedPaneIsNeverItsOwnStrip(t *testing.T) {
	t.Parallel()
	l := arrange(60, 20, two(), "finance", false)
	if l.strip != "" || len(l.places) != 1 || l.places[0].id != "finance" {
		t.Errorf("strip %q, places %v", l.strip, l.places)
	}
}

func TestZoomGivesTheFocusedPaneEverything(t *testing.T) {
	t.Parallel()
	for _, focus := range []pane.ID{"finance", "snapshot"} {
		l := arrange(160, 48, two(), focus, true)
		if len(l.places) != 1 || l.places[0].id != focus || l.places[0].w != 160 || l.places[0].h != 46 {
			t.Errorf("zoomed: %+v", l.places)
		}
	}
}

// checkCover fails unless the places are inside the screen between header (and
// strip) and footer, do not overlap, leave no cell free, and cells lead back
// to their pane.
func checkCover(t *testing.T, l layout, panes []wanted, what string) {
	t.Helper()
	if l.tooSmall {
		if len(l.places) > 0 {
			t.Errorf("%s: too small, yet %v", what, l.places)
		}
		return
	}
	top := 1
	if l.strip != "" {
		top = 2
	}
	owner := make([]pane.ID, l.w*l.h)
	seen := make(map[pane.ID]bool)
	for _, p := range l.places {
		if seen[p.id] {
			t.Fatalf("%s: %s twice", what, p.id)
		}
		seen[p.id] = true
		if p.x < 0 || p.y < top || p.w <= 0 || p.h <= 0 || p.x+p.w > l.w || p.y+p.h > l.h-1 {
			t.Fatalf("%s: %+v is outside", what, p)
		}
		w, h := p.content()
		x, y := p.origin()
		if w < 0 || h < 0 || x+w > p.x+p.w || y+h > p.y+p.h {
			t.Fatalf("%s: the content of %+v is outside of it", what, p)
		}
		for y := p.y; y < p.y+p.h; y++ {
			for x := p.x; x < p.x+p.w; x++ {
				if owner[y*l.w+x] != "" {
					t.Fatalf("%s: %s and %s overlap", what, owner[y*l.w+x], p.id)
				}
				owner[y*l.w+x] = p.id
			}
		}
	}
	for y := range l.h {
		for x := range l.w {
			id, _, _, ok := l.at(x, y)
			want := owner[y*l.w+x]
			if ok != (want != "") || id != want {
				t.Fatalf("%s: cell %d,%d leads to %q, want %q", what, x, y, id, want)
			}
			if inside := y >= top && y < l.h-1; inside != ok {
				t.Fatalf("%s: cell %d,%d belongs to a pane: %v", what, x, y, ok)
			}
		}
	}
	if n := len(l.places); n != 1 && n != len(panes) {
		t.Errorf("%s: %d of %d panes are visible", what, n, len(panes))
	}
}

func TestPlacesCoverTheScreenAtAnySize(t *testing.T) {
	t.Parallel()
	noTop := nine()[1:8]
	onlyMain := nine()[1:3]
	sets := map[string][]wanted{
		"two": two(), "nine": nine(), "no top": noTop, "only main": onlyMain,
		"one": two()[1:], "top, main and side": append(two(), nine()[3:5]...), "main and bottom": append(two()[1:], nine()[5:8]...),
	}
	for name, panes := range sets {
		for _, w := range []int{1, 29, 30, 31, 83, 84, 85, 119, 120, 121, 200} {
			for _, h := range []int{7, 8, 15, 16, 24, 25, 31, 32, 33, 60} {
				for i, p := range panes {
					for _, zoomed := range []bool{false, true} {
						if i > 1 && i < len(panes)-1 {
							continue // the first two and the last one tell it all
						}
						l := arrange(w, h, panes, p.id, zoomed)
						checkCover(t, l, panes, fmt.Sprintf("%s at %d×%d, zoomed %v, focus %s", name, w, h, zoomed, p.id))
						if _, ok := l.find(p.id); !ok && !l.tooSmall {
							t.Fatalf("%s at %d×%d: the focused pane is not visible", name, w, h)
						}
					}
				}
			}
		}
	}
}

func TestNoPanesIsNoCrash(t *testing.T) {
	t.Parallel()
	for _, zoomed := range []bool{false, true} {
		if l := arrange(100, 40, nil, "", zoomed); len(l.places) != 0 {
			t.Errorf("places for nobody: %v", l.places)
		}
	}
}

// rowsOfNine is how the screen is put together when there are many panes.
func TestManyPanesAreSplicedExactly(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{120, 40}, {160, 48}, {133, 33}, {80, 24}} {
		d := opened(t, size[0], size[1])
		d.panes, d.timers = nil, nil
		clear(d.byID)
		for i, w := range nine() {
			d.panes = append(d.panes, &spy{id: w.id})
			d.timers = append(d.timers, timer{})
			d.byID[w.id] = i
		}
		d.layout = arrange(size[0], size[1], nine()[1:], "snapshot", false)
		if d.layout.strip != "" {
			t.Fatal("a spy has no strip")
		}
		for _, p := range d.panes {
			f := pane.Frame{Theme: d.theme}
			if at, ok := d.layout.find(p.ID()); ok {
				f.Width, f.Height = at.content()
			}
			p.SetFrame(f)
		}
		checkScreen(t, d, "many panes")
	}
}
