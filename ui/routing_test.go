package ui

import (
	"errors"
	"image/color"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

func TestToastsFadeOnlyThemselves(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	cmd := d.update(toast.Msg{Text: "First."})
	if uitest.Timers(t, cmd) != 1 {
		t.Error("a toast does not fade")
	}
	first := fadeMsg{d.toast}
	d.send(toast.Msg{Text: "Second."})
	d.send(first)
	uitest.Has(t, d.last(), "Second.")
	d.send(fadeMsg{d.toast})
	uitest.Lacks(t, d.last(), "Second.")
	d.send(toast.Msg{Text: "Same."})
	old := fadeMsg{d.toast}
	d.send(toast.Msg{Text: "Same."})
	d.send(old)
	uitest.Has(t, d.last(), "Same.")
}

func TestAFailedToastStaysUntilAKey(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	if cmd := d.update(toast.Msg{Text: "It failed.", Failed: true}); uitest.Timers(t, cmd) != 0 {
		t.Error("a failure fades by itself")
	}
	d.send(minuteMsg(uitest.Now().Add(time.Minute)))
	d.send(tea.MouseMotionMsg{X: 3, Y: 3})
	uitest.Has(t, d.last(), "It failed.")
	d.press("esc")
	uitest.Lacks(t, d.last(), "It failed.")
}

func TestAFailedToastIsNotHiddenByASuccess(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.send(toast.Msg{Text: "The first failed.", Failed: true})
	d.send(toast.Msg{Text: "The second is done."})
	uitest.Has(t, d.last(), "The first failed.")
	d.press("0")
	uitest.Has(t, d.last(), "The second is done.")
	d.send(toast.Msg{Text: "The third failed.", Failed: true})
	uitest.Has(t, d.last(), "The third failed.")
	d.send(toast.Msg{Text: "The fourth failed.", Failed: true})
	uitest.Has(t, d.last(), "The fourth failed.")
	d.press("0")
	uitest.Lacks(t, d.last(), "failed", "done")
}

func TestToastsAreCleanedAndCut(t *testing.T) {
	t.Parallel()
	d := started(t, 80, 24)
	for _, name := range uitest.Names() {
		d.send(toast.Msg{Text: name + name, Failed: true})
		uitest.Geometry(t, d.text(), 80, 24)
		uitest.Clean(t, d.text())
	}
}

func TestRepliesGoToTheAddressedPaneOnly(t *testing.T) {
	t.Parallel()
	d, top, main := spied(t)
	d.send(addressed{top.id})
	d.send(addressed{"nobody"})
	d.send(addressed{rootID})
	if len(top.got) != 1 || len(main.got) != 0 {
		t.Errorf("the panes got %v and %v", top.got, main.got)
	}
	var slot pane.Slot[partner.Answer[int]]
	d.send(reply(t, &slot, main.id, partner.Answer[int]{Value: 1}))
	if len(top.got) != 1 || len(main.got) != 1 {
		t.Errorf("the panes got %v and %v", top.got, main.got)
	}
}

func TestPanesNeverSeeInputOfTheDashboard(t *testing.T) {
	t.Parallel()
	d, top, main := spied(t)
	for _, msg := range []tea.Msg{
		tea.WindowSizeMsg{Width: 90, Height: 30},
		tea.FocusMsg{},
		tea.BlurMsg{},
		minuteMsg(uitest.Now()),
		toast.Msg{Text: "x"},
		tea.ColorProfileMsg{Profile: colorprofile.ANSI},
		tea.KeyReleaseMsg{Code: 'x'},
		struct{}{},
		nil,
	} {
		d.send(msg)
	}
	if len(top.got)+len(main.got) > 0 {
		t.Errorf("the panes got %v and %v", top.got, main.got)
	}
}

func TestTheGroundOfTheTerminalRestyles(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.o.Mode = ThemeAuto
	dark := d.text()
	d.send(tea.BackgroundColorMsg{Color: color.White})
	light := d.text()
	if light == dark || uitest.Plain(light) != uitest.Plain(dark) {
		t.Error("a light ground changes nothing, or more than colours")
	}
	d.send(tea.BackgroundColorMsg{Color: color.Black})
	if d.text() != dark {
		t.Error("a dark ground does not lead back")
	}
	d.o.Mode = ThemeLight
	d.ground.Dark = false
	d.retheme()
	d.send(tea.BackgroundColorMsg{Color: color.Black})
	if d.text() != light {
		t.Error("the terminal overrules the user")
	}
	d.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	uitest.Clean(t, d.text())
	if uitest.Plain(d.text()) != uitest.Plain(light) {
		t.Error("without colours the screen says something else")
	}
}

func TestAnUnchangedAnswerOfTheTerminalRestylesNothing(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	d.o.Mode = ThemeAuto
	d.send(tea.BackgroundColorMsg{Color: color.Black})
	n := len(main.frames)
	d.send(tea.BackgroundColorMsg{Color: color.Black})
	if len(main.frames) != n {
		t.Error("the same ground again gives every pane a new frame")
	}
}

func TestInitAsksForTheGroundOnlyWhenItMatters(t *testing.T) {
	t.Parallel()
	for mode, want := range map[ThemeMode]bool{ThemeAuto: true, "": true, ThemeDark: false, ThemeLight: false} {
		o := options(uitest.NewSource())
		o.Mode = mode
		asked := false
		for _, msg := range uitest.Run(t, New(t.Context(), o).Init()) {
			asked = asked || msg == tea.RequestBackgroundColor()
		}
		if asked != want {
			t.Errorf("mode %q: asked %v", mode, asked)
		}
	}
}

func TestTheThemeKeySwitchesAndStays(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.o.Mode = ThemeAuto
	d.press("T")
	if d.ground.Dark {
		t.Fatal("the theme is still dark")
	}
	d.send(tea.BackgroundColorMsg{Color: color.Black})
	if d.ground.Dark {
		t.Error("a late answer of the terminal undoes what the user chose")
	}
}

func TestTheProfileMayComeLate(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	d.src.Account.Err = uitest.Failure(partner.Unavailable)
	d.settle(d.Init())
	uitest.Lacks(t, d.at(0), "Beacon Reviews")
	calls := d.src.Calls()
	d.src.Account.Err = nil
	d.press("R")
	if d.src.Calls() == calls {
		t.Fatal("nothing was asked")
	}
	uitest.Has(t, d.at(0), "Beacon Reviews", "USD", "Los Angeles")
}

func TestAKnownProfileIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.src.Account.Value.Name = "Somebody Else"
	d.press("R")
	uitest.Has(t, d.at(0), "Beacon Reviews")
}

func TestAnAssumedZoneIsTold(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	d.src.Account.Value.ZoneNote = "the service named none"
	d.settle(d.Init())
	uitest.Has(t, d.last(), "the service named none")
}

func TestTheHeaderTellsTheWorstOfTheNewestAttempts(t *testing.T) {
	t.Parallel()
	seen := make(map[string]partner.Kind)
	for _, kind := range []partner.Kind{partner.Unauthorized, partner.Forbidden, partner.RateLimited, partner.Unavailable, partner.Malformed} {
		d := opened(t, 120, 40)
		d.src.Fail(uitest.Failure(kind))
		d.settle(d.Init())
		head := d.at(0)
		uitest.Lacks(t, head, "live")
		if other, ok := seen[head]; ok {
			t.Errorf("%v looks like %v", kind, other)
		}
		seen[head] = kind
		d.src.Fail(nil)
		d.press("R")
		uitest.Has(t, d.at(0), "live")
	}
	d := opened(t, 120, 40)
	d.src.Chart.Err = uitest.Failure(partner.Unavailable)
	d.src.Funds.Err = uitest.Failure(partner.Unauthorized)
	d.settle(d.Init())
	uitest.Has(t, d.at(0), "credentials")
	d = opened(t, 120, 40) // and inside one pane
	d.src.Earned.Err = uitest.Failure(partner.Unavailable)
	d.src.Funds.Err = uitest.Failure(partner.Unauthorized)
	d.settle(d.Init())
	uitest.Has(t, d.at(0), "credentials")
}

func TestAPlainErrorIsNoCrash(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	d.src.Fail(errors.New("something \x1b[2J odd"))
	d.src.Account.Err = errors.New("odd")
	d.settle(d.Init())
	uitest.Geometry(t, d.text(), 120, 40)
	uitest.Clean(t, d.text())
}

func TestTheBudgetIsShown(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.src.Limits = partner.Budget{{Group: partner.GroupAggregate, Limit: partner.Some(250), Remaining: partner.Some(243)}}
	uitest.Has(t, d.at(0), "243/250")
}

func TestNothingOnTheScreenIsYoungerThanItsClock(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	d.src.Age(-30 * time.Second) // answered after the session began
	d.settle(d.Init())
	if d.now.Before(d.src.Chart.AsOf) {
		t.Errorf("the clock says %v, the data is of %v", d.now, d.src.Chart.AsOf)
	}
	d.send(minuteMsg(uitest.Now().Add(3 * time.Minute)))
	uitest.Has(t, d.text(), "2m old")
}
