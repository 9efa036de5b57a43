package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/dialog"
	"impactdash/ui/keys"
	"impactdash/ui/uitest"
)

// layerOf is one layer of the real action table.
type layerOf struct {
	name    string
	pane    string // whose layer it is; empty for the global one and dialogs
	field   bool   // a text field has the cursor
	actions []keys.Action
}

// table collects the layers as they really are: the dashboard's own, those of
// each pane with and without data, small and zoomed, with and without a text
// field, and those of the dialogs.
func table(t *testing.T) []layerOf {
	t.Helper()
	d := opened(t, 120, 40)
	all := []layerOf{{name: "global", actions: d.globals()}}
	for _, state := range uitest.States() {
		for _, zoomed := range []bool{false, true} {
			d := reached(t, state.Name, 120, 40)
			if zoomed {
				d.press("z")
			}
			for _, p := range d.panes {
				name := string(p.ID()) + " " + state.Name
				all = append(all, layerOf{name: name, pane: string(p.ID()), actions: p.Actions()})
				d.send(uitest.Stroke(t, "1"))
				if _, ok := keys.ByID(p.Actions(), "finance.filter"); ok && zoomed {
					d.do("finance.filter")
					all = append(all, layerOf{name: name + " filter", pane: string(p.ID()), field: true, actions: p.Actions()})
				}
				if d.seats[d.byID[p.ID()]].screen {
					d.focusOn(p.ID())
					all = append(all, layerOf{name: name + " open", pane: string(p.ID()), field: d.capturing(), actions: p.Actions()})
				}
			}
		}
	}
	return append(all, dialogLayers(d)...)
}

func dialogLayers(d *dash) []layerOf {
	return []layerOf{
		{name: "help", actions: dialog.NewHelp(d.sections()).Actions()},
		{name: "palette", field: true, actions: dialog.NewPalette(d.sections()).Actions()},
		{name: "prompt", field: true, actions: dialog.NewPrompt(dialog.Question{}).Actions()},
		{name: "confirm", actions: dialog.NewConfirm(dialog.Confirmation{}).Actions()},
		{name: "menu", actions: dialog.NewMenu(dialog.Offer{Items: []dialog.Item{{Value: "a", Key: "a", Label: "one"}}}).Actions()},
		{name: "form", field: true, actions: dialog.NewForm(dialog.FormOptions{Fields: []dialog.FormField{{Name: "a", Label: "A"}}}).Actions()},
	}
}

func TestTheTableHasAllItsParts(t *testing.T) {
	t.Parallel()
	fields, panes := 0, make(map[string]bool)
	for _, l := range table(t) {
		if l.field && l.pane != "" {
			fields++
		}
		panes[l.pane] = true
		if len(l.actions) == 0 {
			t.Errorf("%s: no actions", l.name)
		}
	}
	if fields == 0 || !panes["finance"] || !panes["snapshot"] || !panes["activity"] || !panes["finder"] {
		t.Errorf("%d layers with a field, panes %v", fields, panes)
	}
}

func TestActionsAreComplete(t *testing.T) {
	t.Parallel()
	for _, l := range table(t) {
		for _, a := range l.actions {
			if a.ID == "" || a.Run == nil {
				t.Errorf("%s: %q is incomplete", l.name, a.ID)
			}
			if w := ansi.StringWidth(a.Label); w == 0 || w > 15 {
				t.Errorf("%s: the label %q of %s takes %d cells", l.name, a.Label, a.ID, w)
			}
			if !strings.HasSuffix(a.Help, ".") || strings.TrimSpace(a.Help) != a.Help {
				t.Errorf("%s: the help of %s is no sentence: %q", l.name, a.ID, a.Help)
			}
			if strings.ToUpper(a.Help[:1]) != a.Help[:1] {
				t.Errorf("%s: the help of %s begins small: %q", l.name, a.ID, a.Help)
			}
			if why := a.Blocked(); strings.HasSuffix(why, ".") {
				t.Errorf("%s: the reason of %s ends with a full stop of its own: %q", l.name, a.ID, why)
			}
			if l.pane != "" && !strings.HasPrefix(a.ID, l.pane+".") {
				t.Errorf("%s: %s does not carry the pane's name", l.name, a.ID)
			}
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	t.Parallel()
	owner := make(map[string]string)
	for _, l := range table(t) {
		layer := l.pane
		if layer == "" {
			layer = l.name
		}
		inside := make(map[string]bool)
		for _, a := range l.actions {
			if inside[a.ID] {
				t.Errorf("%s: %s twice", l.name, a.ID)
			}
			inside[a.ID] = true
			if a.ID == "dialog.close" { // the same act of every dialog
				continue
			}
			if other, ok := owner[a.ID]; ok && other != layer {
				t.Errorf("%s belongs to %s and %s", a.ID, other, layer)
			}
			owner[a.ID] = layer
		}
	}
}

func TestNoKeyTwiceInALayer(t *testing.T) {
	t.Parallel()
	for _, l := range table(t) {
		owner := make(map[string]string)
		for _, a := range l.actions {
			for _, k := range a.Keys {
				if other, ok := owner[k]; ok {
					t.Errorf("%s: %q is %s and %s", l.name, k, other, a.ID)
				}
				owner[k] = a.ID
			}
		}
	}
}

func TestPanesHideOnlyDeclaredKeys(t *testing.T) {
	t.Parallel()
	all := table(t)
	global := all[0].actions
	for _, l := range all[1:] {
		if l.pane == "" {
			continue // a dialog hides everything
		}
		for _, a := range l.actions {
			for _, k := range a.Keys {
				hidden, ok := keys.Find(global, k)
				// A text field has the keys to itself, as a dialog has.
				if ok && !l.field && !slices.Contains(keys.Shadows()[l.pane], k) {
					t.Errorf("%s: %q of %s hides %s", l.name, k, a.ID, hidden.ID)
				}
			}
		}
	}
}

func TestDeclaredShadowsAreUsed(t *testing.T) {
	t.Parallel()
	all := table(t)
	for name, list := range keys.Shadows() {
		for _, k := range list {
			_, global := keys.Find(all[0].actions, k)
			used := slices.ContainsFunc(all, func(l layerOf) bool {
				_, ok := keys.Find(l.actions, k)
				return ok && l.pane == name
			})
			if !global || !used {
				t.Errorf("%s declares %q: global %v, used %v", name, k, global, used)
			}
		}
	}
}

func TestNoForbiddenChord(t *testing.T) {
	t.Parallel()
	for _, l := range table(t) {
		for _, a := range l.actions {
			for _, k := range a.Keys {
				if why := keys.Forbidden(k); why != "" {
					t.Errorf("%s: %s is bound to %q: %s", l.name, a.ID, k, why)
				}
				uitest.Stroke(t, k) // and can be typed at all
			}
		}
	}
}

func TestAltGrKeysHaveASecondWay(t *testing.T) {
	t.Parallel()
	for _, l := range table(t) {
		for _, a := range l.actions {
			for _, k := range []string{"[", "]"} {
				if slices.Contains(a.Keys, k) && len(a.Keys) < 2 {
					t.Errorf("%s: %s can only be typed with AltGr on many keyboards", l.name, a.ID)
				}
			}
		}
	}
}

// Where two layers bind the same action in different states, a key must not
// change its meaning under the user's fingers.
func TestAKeyKeepsItsMeaningInEveryState(t *testing.T) {
	t.Parallel()
	meaning := make(map[string]string)
	for _, l := range table(t) {
		if l.pane == "" || l.field {
			continue
		}
		for _, a := range l.actions {
			for _, k := range a.Keys {
				at := l.pane + " " + k
				if other, ok := meaning[at]; ok && other != a.ID {
					t.Errorf("%s is %s here and %s there", at, a.ID, other)
				}
				meaning[at] = a.ID
			}
		}
	}
}

func TestEveryActionIsInHelpAndPalette(t *testing.T) {
	t.Parallel()
	for _, focus := range []string{"1", "2", "L", "ctrl+f"} {
		d := started(t, 160, 48)
		if d.press(focus); d.capturing() {
			d.press("esc")
		}
		help, palette := dialog.NewHelp(d.sections()), dialog.NewPalette(d.sections())
		help.Resize(100, 200) // without scrolling
		palette.Resize(100, 16)
		sheet, list := uitest.Plain(help.View(d.theme)), ""
		for range len(d.layers()[0].actions) + len(d.layers()[1].actions) {
			list += uitest.Plain(palette.View(d.theme))
			uitest.Do(t, palette, "palette.next")
		}
		for _, l := range d.layers() {
			for _, a := range l.actions {
				if !strings.Contains(sheet, first(a.Help, 30)) {
					t.Errorf("focus %s: the help does not show %s", focus, a.ID)
				}
				if a.ID != "app.palette" && !strings.Contains(list, a.Label) {
					t.Errorf("focus %s: the palette does not show %s", focus, a.ID)
				}
			}
		}
	}
}

func first(s string, n int) string { return s[:min(n, len(s))] }

// The palette must lead to every action, by its full label.
func TestThePaletteRunsEveryAction(t *testing.T) {
	t.Parallel()
	probe := started(t, 120, 40)
	for _, focus := range []string{"1", "2"} {
		probe.press(focus)
		for li, l := range probe.layers() {
			for _, a := range l.actions {
				if a.ID == "app.palette" {
					continue
				}
				d := started(t, 120, 40)
				d.press(focus, ":")
				d.send(tea.PasteMsg{Content: a.Label + " " + a.Help})
				ran := runsFromPalette(d, a)
				if ran != a.ID {
					t.Errorf("focus %s, layer %d: the palette runs %q for %s", focus, li, ran, a.ID)
				}
			}
		}
	}
}

// runsFromPalette presses Enter in the palette and tells what it would run. An
// action that is blocked counts when the palette shows it with its reason.
func runsFromPalette(d *dash, want keys.Action) string {
	d.t.Helper()
	enter, _ := keys.ByID(d.top().Actions(), "palette.run")
	if why := enter.Blocked(); why != "" {
		if why == want.Blocked() && strings.Contains(uitest.Plain(d.text()), want.Label) {
			return want.ID
		}
		return why
	}
	uitest.Run(d.t, enter.Run())
	out, _ := d.top().Outcome()
	return out.Run
}
