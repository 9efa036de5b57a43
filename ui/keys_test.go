package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/keys"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

func TestTheInnermostLayerTakesTheKey(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	ran := 0
	main.acts = []keys.Action{note("spy.z", &ran, "z")}
	d.press("z")
	if ran != 1 || d.zoomed {
		t.Errorf("the pane's action ran %d times, zoomed %v", ran, d.zoomed)
	}
	main.acts = nil
	d.press("z")
	if !d.zoomed {
		t.Error("a key the pane does not want is not the dashboard's")
	}
}

func TestADialogTakesAllKeys(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	ran := 0
	main.acts = []keys.Action{note("spy.r", &ran, "r", "j")}
	d.press("?")
	if len(d.dialogs) != 1 {
		t.Fatal("no help is open")
	}
	focus := d.focus
	d.press("r", "j", "tab", "1", "z", "R")
	if ran != 0 || d.focus != focus || d.zoomed || len(d.dialogs) != 1 {
		t.Error("a key went through the dialog")
	}
	if msgs := d.press("q"); quits(msgs) || len(d.dialogs) != 0 {
		t.Error("q closes the help, and nothing else")
	}
	d.press("?", "esc")
	if len(d.dialogs) != 0 {
		t.Error("Esc does not close the dialog")
	}
}

func TestPrintableKeysAreTextInADialogField(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.press(":")
	for _, k := range []string{"q", "z", "1", "?"} {
		if quits(d.press(k)) {
			t.Fatal("typing quits")
		}
	}
	if len(d.dialogs) != 1 || d.zoomed {
		t.Fatal("typing ran an action")
	}
	uitest.Has(t, d.text(), "qz1?")
	d.send(tea.PasteMsg{Content: "pasted"})
	uitest.Has(t, d.text(), "qz1?pasted")
}

func TestACapturingPaneGetsPrintableKeys(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	ran := 0
	main.typing = true
	main.acts = []keys.Action{note("spy.x", &ran, "x"), note("spy.enter", &ran, "enter")}
	if quits(d.press("q", "x", "z", "T", "1", ":")) || ran != 0 || d.zoomed || len(d.dialogs) > 0 {
		t.Error("typing ran an action")
	}
	if len(main.got) != 6 {
		t.Errorf("%d of 6 characters arrived", len(main.got))
	}
	d.press("enter")
	if ran != 1 || len(main.got) != 6 {
		t.Error("a key that is no text does not run the pane's action")
	}
	d.press("backspace")
	if len(main.got) != 7 {
		t.Error("a key that nobody took does not reach the field")
	}
	d.send(tea.PasteMsg{Content: "z"})
	if len(main.got) != 8 || d.zoomed {
		t.Error("pasted text does not reach the field")
	}
}

func TestAPaneWithoutAFieldSeesNoKeys(t *testing.T) {
	t.Parallel()
	d, top, main := spied(t)
	d.press("x", "enter", "backspace")
	d.send(tea.PasteMsg{Content: "text"})
	if len(top.got)+len(main.got) > 0 {
		t.Errorf("the panes saw %v %v", top.got, main.got)
	}
}

func TestCtrlCAlwaysQuits(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(*dash, *spy){
		"plain":       func(*dash, *spy) {},
		"zoomed":      func(d *dash, _ *spy) { d.press("z") },
		"help":        func(d *dash, _ *spy) { d.press("?") },
		"palette":     func(d *dash, _ *spy) { d.press(":", "a") },
		"two dialogs": func(d *dash, _ *spy) { d.press(":"); d.open(dialog.NewHelp(d.sections())) },
		"field":       func(_ *dash, s *spy) { s.typing = true },
		"pane takes it": func(_ *dash, s *spy) {
			s.acts = []keys.Action{{ID: "x", Keys: []string{"ctrl+c"}, Run: func() tea.Cmd { return nil }}}
		},
		"too small":    func(d *dash, _ *spy) { d.send(tea.WindowSizeMsg{Width: 5, Height: 2}) },
		"failed toast": func(d *dash, _ *spy) { d.send(toast.Msg{Text: "No.", Failed: true}) },
	} {
		d, _, main := spied(t)
		prepare(d, main)
		if !quits(d.press("ctrl+c")) {
			t.Errorf("%s: ctrl+c does not quit", name)
		}
		if d.session.Err() == nil {
			t.Errorf("%s: the session's requests go on", name)
		}
	}
}

func TestUnbindingCannotTakeTheLastWayOut(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	o := options(src)
	o.Keys = map[string][]string{"app.quit.now": {}, "app.quit": {}, "pane.zoom": {"ctrl+c"}}
	d := &dash{New(t.Context(), o), t, src}
	d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	if !quits(d.press("ctrl+c")) {
		t.Error("with these keys nobody gets out")
	}
}

func TestQLeavesTheFullScreenAndThenQuits(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.press("z")
	if quits(d.press("q")) || d.zoomed {
		t.Fatal("q quits from the full screen, or stays there")
	}
	if !quits(d.press("q")) {
		t.Error("q does not quit")
	}
}

func TestEscNeverQuits(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.press("z", "h")
	for i := range 10 {
		if quits(d.press("esc")) {
			t.Fatalf("Esc number %d quits", i+1)
		}
	}
	if d.zoomed || d.session.Err() != nil {
		t.Error("Esc does not lead back to the dashboard")
	}
}

func TestEscGoesOneStepAtATime(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	d.press("z")
	main.stepped = true
	d.press("esc")
	if !d.zoomed || main.stepped {
		t.Error("Esc takes the pane's own step first")
	}
	d.press("esc")
	if d.zoomed {
		t.Error("Esc does not leave the full screen")
	}
}

func TestABlockedActionSaysWhy(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	ran := 0
	a := note("spy.x", &ran, "x")
	a.Block = func() string { return "the moon is full" }
	main.acts = []keys.Action{a}
	d.press("x")
	if ran != 0 {
		t.Error("it ran all the same")
	}
	uitest.Has(t, d.last(), "The moon is full.")
}

func TestTheUsersKeysWin(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	o := options(src)
	o.Keys = map[string][]string{"pane.zoom": {"r", "x"}, "snapshot.refresh": {}, "app.theme": {"z"}}
	d := &dash{New(t.Context(), o), t, src}
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.press("x")
	if !d.zoomed {
		t.Error("the new key does nothing")
	}
	dark := d.ground.Dark
	d.press("z")
	if !d.zoomed || d.ground.Dark == dark {
		t.Error("a default key the user gave away still works for its old owner")
	}
	d.press("r")
	if d.zoomed {
		t.Error("an unbound key of the pane hides the user's global one")
	}
}

func TestNumbersAndTabsMoveTheFocus(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.press("1")
	if d.focus != 0 {
		t.Error("1 does not go to the first pane")
	}
	for i := range d.widgets() {
		if d.focus != i {
			t.Errorf("Tab %d goes to pane %d", i, d.focus)
		}
		d.press("tab")
	}
	if d.focus != 0 {
		t.Error("Tab does not go round")
	}
	d.press("tab", "shift+tab", "shift+tab")
	if d.focus != len(d.widgets())-1 {
		t.Error("Shift+Tab does not go back")
	}
	d.press("1", "right")
	if d.focus != 1 {
		t.Error("right does not go to the next pane")
	}
	for i := range d.widgets() {
		if p := d.panes[i].ID(); d.focused().ID() == p {
			continue
		}
		uitest.Has(t, d.text(), paneName(d.panes[i]))
	}
}

func TestOnTheFullScreenTheFocusTakesTheScreenWithIt(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.press("z", "1")
	if !d.zoomed || len(d.layout.places) != 1 || d.layout.places[0].id != d.panes[0].ID() {
		t.Errorf("zoomed %v, on the screen: %v", d.zoomed, d.layout.places)
	}
	uitest.Has(t, d.text(), "Acme Shoes")
	d.press("/", "b", "o", "l", "t")
	uitest.Lacks(t, d.text(), "Acme Shoes")
	d.press("esc")
	uitest.Has(t, d.text(), "Acme Shoes")
	if !d.zoomed {
		t.Error("Esc in the filter leaves the full screen as well")
	}
}

func TestSuspendNeedsAShell(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	if _, ok := uitest.Find[tea.SuspendMsg](d.press("ctrl+z")); !ok {
		t.Error("ctrl+z does not suspend")
	}
	d.o.Suspend = false
	if _, ok := uitest.Find[tea.SuspendMsg](d.press("ctrl+z")); ok {
		t.Error("it suspends without a shell")
	}
}

func TestThePaletteRunsWhatIsChosen(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	dark := d.ground.Dark
	d.press("ctrl+p")
	for _, k := range "theme" {
		d.press(string(k))
	}
	d.press("enter")
	if len(d.dialogs) != 0 || d.ground.Dark == dark {
		t.Error("the palette did not run the act")
	}
	d.press(":")
	for _, k := range "zzzzqq" {
		d.press(string(k))
	}
	d.press("enter")
	if len(d.dialogs) != 1 {
		t.Error("the palette closes although nothing matches")
	}
	d.press("up", "down", "esc")
	if len(d.dialogs) != 0 {
		t.Error("Esc does not close the palette")
	}
}

func TestTheRangePromptAnswersTheSnapshot(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.press("2", "D")
	if len(d.dialogs) != 1 || d.View().Cursor == nil {
		t.Fatal("no prompt with a cursor is open")
	}
	for range 8 {
		d.press("backspace")
	}
	for _, k := range "7d" {
		d.press(string(k))
	}
	d.press("enter")
	if len(d.dialogs) != 0 || d.src.Last().Text != "7d" {
		t.Errorf("asked for %+v with %d dialogs open", d.src.Last(), len(d.dialogs))
	}
	d.press("D", "esc")
	if len(d.dialogs) != 0 || d.src.Last().Text != "7d" {
		t.Error("Esc does not leave the range as it is")
	}
}
