package ui

import (
	"fmt"
	"slices"
	"testing"

	"impactdash/ui/pane"
)

// two are the panes of today, as the layout sees them.
func two() []wanted {
	return []wanted{{id: "finance", area: areaTop, stripped: true}, {id: "snapshot", area: areaMain}}
}

// nine are the panes of the whole page in their usual places.
func nine() []wanted {
	return []wanted{
		{id: "finance", area: areaTop, stripped: true},
		{id: "snapshot", area: areaMain},
		{id: "todo", area: areaSide},
		{id: "tasks", area: areaSide},
		{id: "links", area: areaBottom},
		{id: "leads", area: areaBottom},
		{id: "social", area: areaBottom},
		{id: "campaigns", area: areaBottom},
		{id: "brands", area: areaBottom},
	}
}

// moved are panes of which one has been put somewhere else.
func moved(panes []wanted, id pane.ID, to area) []wanted {
	panes = slices.Clone(panes)
	for i := range panes {
		if panes[i].id == id {
			panes[i].area = to
		}
	}
	return panes
}

func TestNinePanesAtTheUsualSizes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		w, h    int
		focus   pane.ID
		visible []pane.ID
		strip   bool
		named   int
	}{
		{160, 48, "snapshot", []pane.ID{"finance", "snapshot", "todo", "tasks", "links", "leads", "social", "campaigns", "brands"}, false, 0},
		{140, 40, "brands", []pane.ID{"finance", "snapshot", "todo", "tasks", "links", "leads", "social", "campaigns", "brands"}, false, 0},
		{139, 40, "snapshot", []pane.ID{"finance", "snapshot", "todo", "tasks"}, false, 5},
		{160, 37, "snapshot", []pane.ID{"finance", "snapshot", "todo", "tasks"}, false, 5},
		{120, 40, "todo", []pane.ID{"finance", "snapshot", "todo", "tasks"}, false, 5},
		{120, 40, "social", []pane.ID{"finance", "social", "todo", "tasks"}, false, 5},
		{119, 40, "todo", []pane.ID{"todo"}, true, 9},
		{100, 30, "snapshot", []pane.ID{"snapshot"}, true, 9},
		{100, 30, "finance", []pane.ID{"finance"}, false, 9},
		{90, 22, "leads", []pane.ID{"leads"}, true, 9},
		{89, 22, "leads", []pane.ID{"leads"}, true, 0},
		{90, 21, "leads", []pane.ID{"leads"}, true, 0},
		{80, 24, "leads", []pane.ID{"leads"}, true, 0},
		{40, 12, "tasks", []pane.ID{"tasks"}, true, 0},
	} {
		what := fmt.Sprintf("%d×%d on %s", c.w, c.h, c.focus)
		l := arrange(c.w, c.h, nine(), c.focus, false)
		if len(l.places) != len(c.visible) || (l.strip != "") != c.strip || len(l.rail.stops) != c.named {
			t.Errorf("%s: %d panes, %d named, strip %q", what, len(l.places), len(l.rail.stops), l.strip)
		}
		for _, id := range c.visible {
			if _, ok := l.find(id); !ok {
				t.Errorf("%s: %s is not drawn", what, id)
			}
		}
		checkCover(t, l, nine(), what)
	}
}

// What a pane is given must be enough to be of use.
func TestEveryPlaceIsLargeEnough(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{160, 48}, {140, 40}, {140, 38}, {120, 40}, {120, 25}, {100, 30}, {90, 22}} {
		for _, p := range nine() {
			l := arrange(size[0], size[1], nine(), p.id, false)
			for _, at := range l.places {
				if w, h := at.content(); w < 24 || h < 5 || at.id == p.id && p.id == "snapshot" && (w < 60 || h < 12) {
					t.Errorf("%v: %s has %d×%d cells", size, at.id, w, h)
				}
			}
			for _, s := range l.rail.stops {
				if s.w < stopCells {
					t.Errorf("%v: the name of %s has %d cells", size, s.id, s.w)
				}
			}
		}
	}
}

func TestSomePaneTakesTheLargePlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		panes []wanted
		want  pane.ID
	}{
		{nine(), "snapshot"},
		{without(nine(), areaMain), "todo"},
		{members(nine(), areaBottom), "links"},
		{members(nine(), areaTop), "finance"},
		{moved(nine(), "brands", areaMain), "snapshot"},
	} {
		list := withMain(c.panes)
		if got := members(list, areaMain); len(got) == 0 || got[0].id != c.want {
			t.Errorf("of %v: %v", c.panes, got)
		}
	}
	panes := members(nine(), areaTop)
	if withMain(panes); panes[0].area != areaTop {
		t.Error("the panes given were changed")
	}
	if len(withMain(nil)) != 0 {
		t.Error("nobody became somebody")
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

// checkCover fails unless the places and the rail are inside the screen
// between header (and strip) and footer, do not overlap, leave no cell free,
// cells lead back to their pane, and every pane is drawn or named where there
// is a rail.
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
	r := l.rail
	for y := r.y; y < r.y+r.h; y++ {
		for x := r.x; x < r.x+r.w; x++ {
			if y < top || y >= l.h-1 || x >= l.w || owner[y*l.w+x] != "" {
				t.Fatalf("%s: the rail %+v is outside or over %q", what, r, owner[y*l.w+x])
			}
			owner[y*l.w+x] = "rail"
		}
	}
	checkStops(t, l, what)
	for y := range l.h {
		for x := range l.w {
			id, _, _, ok := l.at(x, y)
			want := owner[y*l.w+x]
			if want == "rail" {
				if ok {
					t.Fatalf("%s: cell %d,%d of the rail belongs to %s", what, x, y, id)
				}
				continue
			}
			if ok != (want != "") || id != want {
				t.Fatalf("%s: cell %d,%d leads to %q, want %q", what, x, y, id, want)
			}
			if inside := y >= top && y < l.h-1; inside != ok {
				t.Fatalf("%s: cell %d,%d belongs to a pane: %v", what, x, y, ok)
			}
		}
	}
	if r.h == 0 && len(l.places) != 1 && len(l.places) != len(panes) {
		t.Errorf("%s: %d of %d panes are visible", what, len(l.places), len(panes))
	}
	for _, p := range panes {
		_, drawn := l.find(p.id)
		named := slices.ContainsFunc(r.stops, func(s place) bool { return s.id == p.id })
		if r.h > 0 && !drawn && !named {
			t.Errorf("%s: %s is neither drawn nor named", what, p.id)
		}
	}
}

// checkStops fails unless the names of the rail are inside it, apart from each
// other, and found by their cells.
func checkStops(t *testing.T, l layout, what string) {
	t.Helper()
	r := l.rail
	taken := make(map[[2]int]pane.ID)
	for _, s := range r.stops {
		if s.x < r.x || s.y < r.y || s.x+s.w > r.x+r.w || s.y+s.h > r.y+r.h || s.h != 1 {
			t.Fatalf("%s: %+v is not in the rail %+v", what, s, r)
		}
		for x := s.x; x < s.x+s.w; x++ {
			if other, ok := taken[[2]int{x, s.y}]; ok {
				t.Fatalf("%s: %s and %s are named in one cell", what, other, s.id)
			}
			taken[[2]int{x, s.y}] = s.id
			if id, ok := l.stop(x, s.y); !ok || id != s.id {
				t.Fatalf("%s: cell %d,%d names %q", what, x, s.y, id)
			}
		}
	}
	if _, ok := l.stop(0, 0); ok {
		t.Fatalf("%s: the header names a pane", what)
	}
}

func TestPlacesCoverTheScreenAtAnySize(t *testing.T) {
	t.Parallel()
	odd := moved(moved(nine(), "brands", areaTop), "todo", areaMain)
	sets := map[string][]wanted{
		"two": two(), "nine": nine(), "no top": nine()[1:], "odd": odd, "only main": {nine()[1], {id: "todo", area: areaMain}},
		"no main": without(nine(), areaMain), "only bottom": members(nine(), areaBottom), "all in main": moved(moved(nine()[:4], "todo", areaMain), "tasks", areaMain),
		"one": two()[1:], "top, main and side": nine()[:4], "main and bottom": without(without(nine(), areaTop), areaSide), "six at the bottom": moved(nine(), "tasks", areaBottom),
	}
	for name, panes := range sets {
		for _, w := range []int{29, 30, 83, 84, 89, 90, 119, 120, 139, 140} {
			for _, h := range []int{7, 8, 16, 21, 22, 24, 25, 31, 33, 37, 38} {
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
