package activity

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

func TestThePlaceOfThePointerIsBelowTheHead(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(158, 40))
	y := uitest.Row(p.View(), "order 70")
	p.Click(10, y)
	if at(p) != "2000.1.70" {
		t.Errorf("the click went to %s", at(p))
	}
	p.Click(10, 0)
	if at(p) != "2000.1.70" {
		t.Error("a click on the head moved the cursor")
	}
	run(t, p, "filter")
	if c := p.Cursor(); c == nil || c.Y != 39 {
		t.Errorf("the cursor stands at %+v", c)
	}
	p.Wheel(1)
}

func TestGeometry(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			p, src := made(t, uitest.Frame(80, 8))
			state.Reach(t, p, src)
			draw := func(f pane.Frame) string { p.SetFrame(f); return p.View() }
			uitest.Sweep(t, draw)
			p.SetFrame(uitest.Zoomed(80, 24))
			choose(t, p, map[string]string{fieldKind: lost, fieldBrand: uitest.Names()[2], fieldLeast: "10", fieldCurrency: "USD"})
			run(t, p, "view.next")
			uitest.Do(t, p, "activity.filter")
			uitest.Type(p.Update, "e")
			uitest.Sweep(t, draw)
		})
	}
}

func TestViewIsPure(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(160, 24), uitest.Zoomed(30, 5)} {
			p, src := made(t, f)
			state.Reach(t, p, src)
			one := p.View()
			p.Actions()
			p.Status()
			p.Count()
			p.Pointed()
			p.Brand()
			p.Title()
			if p.View() != one {
				t.Errorf("%s: two views differ", state.Name)
			}
		}
	}
}

func TestNothingBlocks(t *testing.T) {
	t.Parallel()
	for _, hostile := range []bool{false, true} {
		p, src := made(t, uitest.Frame(80, 8))
		if hostile {
			src.Hostile()
		}
		uitest.Settle(t, p, p.Init())
		calls := src.Calls()
		for i := range 60 {
			f := uitest.Frame(i*3, i%12)
			f.Zoomed, f.Focused = i%2 == 0, i%3 == 0
			p.SetFrame(f)
			p.View()
			for _, a := range p.Actions() {
				if a.Blocked() == "" {
					a.Run() // commands are made, not run
				}
				if d := p.Asks(); d != nil {
					d.Resize(i+1, i+1)
					d.View(f.Theme)
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
			p.Update(uitest.Press("x"))
			p.Update(tea.PasteMsg{Content: "text"})
			p.Click(i, i%12)
			p.Wheel(1)
			p.Back()
		}
		if n := src.Calls(); n != calls {
			t.Errorf("%d questions were asked on the program goroutine", n-calls)
		}
	}
}

func TestActionsAreWellFormed(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(80, 24))
	strokes := map[string]string{}
	for _, a := range p.Actions() {
		if !strings.HasPrefix(a.ID, "activity.") || len([]rune(a.Label)) > 14 || a.Label == "" || !strings.HasSuffix(a.Help, ".") || a.Run == nil {
			t.Errorf("%+v", a)
		}
		for _, k := range a.Keys {
			if other, ok := strokes[k]; ok || keys.Forbidden(k) != "" {
				t.Errorf("key %s of %s: also of %q, forbidden %q", k, a.ID, other, keys.Forbidden(k))
			}
			strokes[k] = a.ID
		}
	}
	for _, id := range []string{"open", "filter.by", "filter.none", "period", "copy.line", "refresh", "view.next", "detail"} {
		uitest.Action(t, p, "activity."+id)
	}
}
