package dialog

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// hostile are the dialogs that answer to a pane, full of texts that mean no
// good.
func hostile() map[string]func() Dialog {
	bad := uitest.Names()
	all := strings.Join(bad, " ")
	return map[string]func() Dialog{
		"confirm": func() Dialog {
			return NewConfirm(Confirmation{Title: all, Question: all, Effects: bad, Yes: bad[8], No: bad[1]})
		},
		"menu": func() Dialog {
			o := Offer{Title: all, Intro: bad}
			for i, s := range bad {
				o.Items = append(o.Items, Item{Value: string(rune('a' + i)), Key: string(rune('a' + i)), Label: s, Help: bad[i/2], Blocked: bad[len(bad)-1-i]})
			}
			return NewMenu(o)
		},
		"help":    func() Dialog { return NewHelp(sections(30)) },
		"palette": func() Dialog { return NewPalette(sections(30)) },
		"prompt": func() Dialog {
			return NewPrompt(Question{Title: all, Hint: all, Value: bad[0], Ghost: all, Choose: bad, Check: func(s string) error { return errors.New(all) }})
		},
		"show": func() Dialog {
			nothing := func() tea.Cmd { return nil }
			return NewShow(Link{Title: all, URL: "https://x.co/" + bad[2], Facts: bad, Copy: nothing, Open: nothing, CannotOpen: bad[1]})
		},
		"show a short one": func() Dialog { return NewShow(Link{URL: "https://x.co"}) },
		"form": func() Dialog {
			var many []Choice
			for i := range 1000 {
				many = append(many, Choice{Value: bad[i%len(bad)], Label: bad[i%len(bad)]})
			}
			o := FormOptions{Title: all, Intro: bad[:3], Submit: bad[8], Stay: true, Preview: func(map[string]string) []string { return bad }}
			for i, s := range bad {
				o.Fields = append(o.Fields, FormField{Name: s, Label: s, Help: bad[(i+1)%len(bad)], Kind: FieldKind(i % 10), Choices: many[:4+i*60], Placeholder: s, Value: s, MaxLength: 3})
			}
			f := NewForm(o)
			f.SetErrors(map[string]string{bad[0]: all, bad[3]: all, "none": all}, all)
			return f
		},
	}
}

// keeps fails the test when the content of a dialog leaves its room or holds
// what must not reach a screen.
func keeps(t *testing.T, d Dialog, level theme.GlyphLevel, w, h int) {
	t.Helper()
	view := d.View(uitest.Theme(level))
	rows := strings.Split(view, "\n")
	if len(rows) > h {
		t.Fatalf("in %d×%d it takes %d rows", w, h, len(rows))
	}
	for _, r := range rows {
		if got := ansi.StringWidth(r); got > w {
			t.Fatalf("in %d×%d a row takes %d cells: %q", w, h, got, r)
		}
	}
	uitest.Clean(t, view)
	if c := d.Cursor(); c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= len(rows)) {
		t.Fatalf("in %d×%d the cursor is at %d,%d", w, h, c.X, c.Y)
	}
}

func TestAnswersKeepToTheirRoomWhateverTheyHold(t *testing.T) {
	t.Parallel()
	for name, make := range hostile() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, level := range []theme.GlyphLevel{theme.Braille, theme.ASCII} {
				d := make()
				for _, w := range []int{1, 2, 7, 20, 34, 74, 114, 200} {
					for _, h := range []int{1, 2, 3, 4, 6, 18, 34, 60} {
						d.Resize(w, h)
						keeps(t, d, level, w, h)
					}
				}
				for _, size := range [][2]int{{1, 1}, {20, 4}, {34, 6}, {74, 18}} {
					w, h := size[0], size[1]
					d := make()
					d.Resize(w, h)
					for _, a := range d.Actions() {
						if _, over := d.Outcome(); over {
							d = make()
							d.Resize(w, h)
						}
						if a, ok := keys.ByID(d.Actions(), a.ID); ok && a.Blocked() == "" {
							a.Run()
							keeps(t, d, level, w, h)
						}
						d.Update(tea.PasteMsg{Content: strings.Join(uitest.Names(), "\n")})
						keeps(t, d, level, w, h)
					}
				}
			}
		})
	}
}

func TestActionsOfAnswersAreComplete(t *testing.T) {
	t.Parallel()
	layers := map[string]Dialog{"confirm": withdraw(), "menu": markAs(), "show": shownLink(address)}
	for i := range 7 {
		f := link(false)
		f.focus = i
		layers[fmt.Sprintf("form, field %d", i)] = f
	}
	for name, d := range layers {
		d.Resize(74, 18)
		owner := map[string]string{}
		for _, a := range d.Actions() {
			if a.ID == "" || a.Run == nil || format.Width(a.Label) > 14 || !strings.HasSuffix(a.Help, ".") {
				t.Errorf("%s: %+v is incomplete", name, a)
			}
			for _, k := range a.Keys {
				if other, ok := owner[k]; ok {
					t.Errorf("%s: %q is %s and %s", name, k, other, a.ID)
				}
				if why := keys.Forbidden(k); why != "" {
					t.Errorf("%s: %s is bound to %q: %s", name, a.ID, k, why)
				}
				owner[k] = a.ID
				// Where text is typed, a letter of an action could not be.
				if press := uitest.Stroke(t, k); d.Capturing() && keys.Printable(press) {
					t.Errorf("%s: %s is bound to %q, which is text", name, a.ID, k)
				}
			}
		}
		if owner["esc"] != "dialog.close" {
			t.Errorf("%s: Esc is %q", name, owner["esc"])
		}
	}
}
