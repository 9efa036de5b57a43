package conform

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// everySizeFilled proves that the pane fills every size exactly and holds no
// control character, in a state and further on from there.
func (s Subject[P]) everySizeFilled(t testing.TB, state uitest.State) {
	p, _ := s.In(t, state, uitest.Frame(80, 8))
	draw := func(f pane.Frame) string {
		p.SetFrame(f)
		if strip, ok := pane.Pane(p).(pane.Stripped); ok {
			uitest.Geometry(t, strip.Strip(f.Width), f.Width, 1)
		}
		return p.View()
	}
	uitest.Sweep(t, draw)
	for _, lead := range s.Deeper {
		p.SetFrame(uitest.Zoomed(80, 24))
		lead(t, p)
		uitest.Sweep(t, draw)
	}
}

// viewIsPure proves that being asked and being resized there and back change
// nothing that is drawn.
func (s Subject[P]) viewIsPure(t testing.TB) {
	for _, state := range s.all() {
		for _, f := range append(s.frames(), uitest.Frame(30, 5), uitest.Zoomed(160, 24), uitest.Zoomed(30, 5)) {
			p, _ := s.In(t, state, f)
			one := p.View()
			ask(p)
			if p.View() != one {
				t.Errorf("%s: two views differ", state.Name)
			}
			resized(t, p, state.Name, f)
		}
	}
	for _, f := range s.frames() {
		p, _ := s.moved(t, f) // a list that fits does not scroll
		resized(t, p, "further down", f)
	}
}

// resized proves that a resize there and back shows the same again.
func resized(t testing.TB, p pane.Pane, state string, f pane.Frame) {
	t.Helper()
	one := p.View()
	p.SetFrame(f)
	small := f
	small.Width, small.Height = 3, 2
	p.SetFrame(small)
	p.View()
	p.SetFrame(f)
	if p.View() != one {
		t.Errorf("%s: a resize there and back changed the view of %d×%d", state, f.Width, f.Height)
	}
}

// ask asks a pane all that the dashboard may ask while it draws.
func ask(p pane.Pane) {
	p.ID()
	p.Title()
	p.Status()
	for _, a := range p.Actions() {
		a.Blocked()
	}
	question(p)
	count(p)
	pointed(p)
	if c, ok := p.(pane.Capturing); ok {
		c.Capturing()
	}
	if c, ok := p.(pane.Cursored); ok {
		c.Cursor()
	}
	if s, ok := p.(pane.Stripped); ok {
		s.Strip(40)
	}
	if a, ok := p.(pane.Acting); ok {
		a.Acting()
	}
	if b, ok := p.(pane.Branded); ok {
		b.Brand()
	}
	if a, ok := p.(pane.Absent); ok {
		a.Absent()
	}
}

// steps is how far nothingBlocks walks, and how many rows hostileUnderCursor
// looks at.
const (
	steps = 60
	rows  = 60
)

// nothingBlocks runs whatever can be run, over and over, at sizes that change,
// with keys, text and the pointer between, and proves that none of it asks the
// source: commands are made here, not run.
func (s Subject[P]) nothingBlocks(t testing.TB) {
	hostile := func(t testing.TB, p pane.Pane, src *uitest.Source) {
		src.Hostile()
		uitest.Settle(t, p, p.Init())
	}
	for _, state := range append([]uitest.State{{Name: "hostile", Reach: hostile}}, s.looks()...) {
		p, src := s.In(t, state, uitest.Frame(80, 8))
		calls := src.Calls()
		for i := range steps {
			f := uitest.Frame(i*3, i%26)
			f.Zoomed, f.Focused = i%2 == 0, i%3 == 0
			p.SetFrame(f)
			s.act(t, p, i)
			s.poke(p, i)
			ask(p)
			if why := uitest.Wrong(p.View(), f.Width, f.Height); why != "" {
				t.Fatalf("%s: step %d: %s", state.Name, i, why)
			}
		}
		if n := src.Calls() - calls; n != 0 {
			t.Errorf("%s: %d questions were asked on the program goroutine", state.Name, n)
		}
	}
}

// act runs every action of the pane, and those of the questions it puts.
func (s Subject[P]) act(t testing.TB, p P, i int) {
	t.Helper()
	for _, a := range p.Actions() {
		if a.Blocked() == "" {
			a.Run()
		}
		d := question(p)
		if d == nil {
			continue
		}
		d.Resize(i+1, i+1)
		d.View(uitest.Theme(0))
		for _, b := range d.Actions() {
			if b.Blocked() == "" {
				b.Run()
			}
		}
		if o, ok := d.Outcome(); ok && o.Answer != nil {
			p.Update(*o.Answer)
		}
	}
}

// poke sends the pane what the terminal sends.
func (s Subject[P]) poke(p P, i int) {
	p.Update(uitest.Press("x"))
	p.Update(tea.PasteMsg{Content: "text"})
	p.Update(tea.MouseMotionMsg{X: i, Y: 1})
	if s.Own != nil {
		for _, msg := range s.Own(p) {
			p.Update(msg)
		}
	}
	if h, ok := pane.Pane(p).(pane.Hovered); ok {
		h.Hover(i, i%20)
		defer func() { _ = h.Leave() }() // after the clicks
	}
	if c, ok := pane.Pane(p).(pane.Clicked); ok {
		c.Click(i, i%12)
		c.Wheel(1)
	}
	if b, ok := pane.Pane(p).(pane.Stepped); ok {
		b.Back()
	}
}

// hostileUnderCursor proves that what is drawn and copied for each hostile row
// is tame.
func (s Subject[P]) hostileUnderCursor(t testing.TB) {
	p, src := s.Made(t, uitest.Zoomed(160, 48))
	src.Hostile()
	uitest.Settle(t, p, p.Init())
	for range rows {
		uitest.Clean(t, p.View())
		uitest.Clean(t, p.Title())
		uitest.Clean(t, pointed(p))
		if !has(p, "down") {
			return
		}
		Run(t, p, "down")
	}
}

// escEnds proves that Esc, pressed often enough, leads back from wherever the
// pane was led, and that no text field has the keys then.
func (s Subject[P]) escEnds(t testing.TB) {
	p, _ := s.Loaded(t, uitest.Zoomed(80, 24))
	for _, lead := range s.Deeper {
		lead(t, p)
		for n := 0; escape(t, p); n++ {
			if n > 10 {
				t.Fatal("Esc never ends")
			}
		}
		if c, ok := pane.Pane(p).(pane.Capturing); ok && c.Capturing() {
			t.Error("after all steps back a text field has the keys")
		}
	}
}

// escape does what Esc does in a pane, and reports whether that was anything.
func escape(t testing.TB, p pane.Pane) bool {
	t.Helper()
	for _, a := range p.Actions() {
		if slices.Contains(a.Keys, "esc") && a.Blocked() == "" {
			uitest.Settle(t, p, a.Run())
			return true
		}
	}
	back, ok := p.(pane.Stepped)
	return ok && back.Back()
}
