package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// warm is a dashboard whose machine has kept answers of three hours ago.
func warm(t testing.TB, w, h int) *dash {
	t.Helper()
	d := opened(t, w, h)
	d.src.Kept = uitest.NewSource()
	d.src.Kept.Age(3 * time.Hour)
	return d
}

// widgets are the panes that the service answers. The screens answer from this
// machine in any case.
func (d *dash) widgets() []pane.Pane { return d.panes[:d.numbered()] }

// halves splits the first questions into those to this machine and those to
// the service, by running them: the former are answered without a call.
func halves(t testing.TB, d *dash, cmd tea.Cmd) (machine, service []tea.Msg) {
	t.Helper()
	if cmd == nil || uitest.IsTimer(cmd) {
		return nil, nil
	}
	calls := d.src.Calls()
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, one := range batch {
			m, s := halves(t, d, one)
			machine, service = append(machine, m...), append(service, s...)
		}
		return machine, service
	}
	if d.src.Calls() > calls {
		return nil, []tea.Msg{msg}
	}
	return []tea.Msg{msg}, nil
}

func TestTheFirstScreenIsWhatWasKept(t *testing.T) {
	t.Parallel()
	d := warm(t, 160, 48)
	machine, service := halves(t, d, d.Init())
	for _, msg := range machine {
		d.send(msg)
	}
	uitest.Has(t, d.at(0), "Beacon Reviews", "USD", "3h ago")
	for i, p := range d.widgets() {
		s := p.Status()
		if s.Waiting || !s.Loading || !s.Kept {
			t.Errorf("%s is %+v with what was kept", p.ID(), s)
		}
		if at, ok := d.layout.find(p.ID()); ok {
			uitest.Has(t, d.titleRow(i, at), "3h old", d.theme.Glyph.Refresh)
		}
		if d.timers[i].turn != 0 {
			t.Errorf("%s: what was kept makes a plan", p.ID())
		}
	}
	uitest.Lacks(t, d.text(), "Loading", "not available")
	for _, msg := range service {
		d.send(msg)
	}
	uitest.Has(t, d.at(0), "live")
	uitest.Lacks(t, d.text(), "3h old", d.theme.Glyph.Refresh)
}

// Nothing that fails afterwards takes away what was kept, in any pane.
func TestNoFailureReplacesWhatWasKept(t *testing.T) {
	t.Parallel()
	for _, kind := range []partner.Kind{partner.Unavailable, partner.Forbidden, partner.Malformed, partner.RateLimited, partner.Unauthorized, partner.NotFound, partner.Invalid} {
		good := started(t, 160, 48)
		d := warm(t, 160, 48)
		d.src.Fail(uitest.Failure(kind))
		d.src.Account.Err = uitest.Failure(kind)
		d.settle(d.Init())
		for i, p := range d.widgets() {
			s := p.Status()
			if s.AsOf.IsZero() || s.Err == nil || s.Loading {
				t.Errorf("%v: %s is %+v", kind, p.ID(), s)
			}
			a, _ := count(p)
			if b, _ := count(good.panes[i]); a != b {
				t.Errorf("%v: %s lists %q, it kept %q", kind, p.ID(), a, b)
			}
		}
		uitest.NoZero(t, d.text())
		uitest.Has(t, d.at(0), "Beacon Reviews")
		if lines(d) < lines(good)*3/4 { // a few rows tell what failed
			t.Errorf("%v: %d rows of the good screen are left of %d:\n%s", kind, lines(d), lines(good), uitest.Plain(d.text()))
		}
	}
}

// lines counts the rows of the screen that are no border and not blank.
func lines(d *dash) int {
	n := 0
	for _, row := range strings.Split(uitest.Plain(d.text()), "\n") {
		if strings.Trim(row, " │╭╮╰╯─") != "" {
			n++
		}
	}
	return n
}

func TestOfflineIsSaidOnceWithTheNextTry(t *testing.T) {
	t.Parallel()
	for _, kept := range []bool{true, false} {
		d := warm(t, 160, 48)
		if !kept {
			d.settle(d.Init()) // all was well
		}
		d.src.Fail(&partner.Error{Op: "load", Kind: partner.Unavailable, Detail: "connection refused"})
		if kept {
			d.settle(d.Init())
		} else {
			d.settle(d.refreshAll())
		}
		uitest.Has(t, d.at(0), "offline, next try "+d.clock(d.timers[0].due)+" (connection refused)")
		if n := strings.Count(uitest.Plain(d.text()), "refused"); n != 1 {
			t.Errorf("kept %v: it is told %d times:\n%s", kept, n, uitest.Plain(d.text()))
		}
		d.send(tea.WindowSizeMsg{Width: 99, Height: 30})
		uitest.Has(t, d.at(0), "offline, next try")
		uitest.Lacks(t, d.text(), "refused", "3 To Do ✗", "✗\n") // neither does the rail
		d.send(tea.WindowSizeMsg{Width: 160, Height: 48})

		d.src.Fail(nil)
		d.src.TaskList.Err = uitest.Failure(partner.Unavailable)
		d.settle(d.refreshAll())
		uitest.Has(t, d.at(0), "a request fails, next try")
		uitest.Has(t, d.text(), "(503)") // nobody else says which
	}
}

func TestAPaneWithoutDataTellsThatItIsOffline(t *testing.T) {
	t.Parallel()
	d := warm(t, 160, 48)
	d.src.Kept.TaskList.Err = uitest.Failure(partner.NotFound)
	d.src.Fail(uitest.Failure(partner.Unavailable))
	d.settle(d.Init())
	uitest.Has(t, d.at(0), "offline, next try")
	if n := strings.Count(uitest.Plain(d.text()), "(503)"); n != 1 {
		t.Errorf("it is told %d times", n)
	}
	d.press("4")
	uitest.Has(t, d.panes[d.focus].View(), "(503)")
}

// The next try is a moment: it does not move on with the clock.
func TestTheNextTryStaysWhereItIs(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	d.src.Fail(uitest.Failure(partner.Unavailable))
	d.settle(d.Init())
	for i := range d.timers {
		d.timers[i].due = uitest.Now().Add(4 * time.Minute)
	}
	for n := range 4 {
		d.now = uitest.Now().Add(time.Duration(n) * time.Minute)
		d.send(tea.FocusMsg{})
		uitest.Has(t, d.at(0), "next try 08:08")
	}
	d.now = uitest.Now().Add(6 * time.Minute) // it is under way
	d.send(tea.FocusMsg{})
	uitest.Has(t, d.at(0), "next try 08:10")
}

func TestAKeptProfileIsAskedForUntilItIsTold(t *testing.T) {
	t.Parallel()
	d := warm(t, 120, 40)
	d.src.Kept.Account.Value.ZoneNote = "nothing was said"
	d.src.Account.Err = uitest.Failure(partner.Unavailable)
	d.settle(d.Init())
	uitest.Has(t, d.at(0), "Beacon Reviews")
	uitest.Lacks(t, d.last(), "nothing was said") // it may be known by now
	d.src.Account.Err = nil
	d.src.Account.Value.Name = "Beacon Renamed"
	d.press("R")
	uitest.Has(t, d.at(0), "Beacon Renamed")
}

// Each range is asked of this machine, and the figures of the range before
// give way to what was kept for the new one.
func TestAnotherRangeShowsWhatWasKeptForIt(t *testing.T) {
	t.Parallel()
	d := warm(t, 120, 40)
	d.settle(d.Init())
	d.src.Kept.Ranged = func(q partner.RangeQuery) uitest.Result[partner.Snapshot] {
		return uitest.Result[partner.Snapshot]{Value: uitest.Snapshot(7), AsOf: uitest.Now().Add(-5 * time.Hour)}
	}
	d.src.Fail(uitest.Failure(partner.Unavailable))
	d.press("2", "D")
	for range 8 {
		d.press("backspace")
	}
	d.press("7", "d", "enter")
	at, _ := d.layout.find("snapshot")
	uitest.Has(t, d.titleRow(1, at), "5h old")
	if s := d.panes[1].Status(); !s.Kept || s.Err == nil {
		t.Errorf("the Snapshot is %+v", s)
	}
}

// What a visit is for may be newer than what was kept.
func TestAVisitWaitsForTheServiceBesideWhatWasKept(t *testing.T) {
	t.Parallel()
	for id, newer := range map[pane.ID]string{
		"tasks": "task", "brands": "brand", "campaigns": "campaign", "social": "account", "leads": "lead",
	} {
		d := warm(t, 160, 48)
		machine, service := halves(t, d, d.Init())
		d.send(effect.Visit{To: id, About: effect.Select, Value: "the newest of all"})
		for _, msg := range machine {
			d.send(msg)
		}
		uitest.Lacks(t, d.last(), "not in the list any more")
		for _, msg := range service {
			d.send(msg)
		}
		uitest.Has(t, d.last(), fmt.Sprintf("That %s is not in the list any more.", newer))
	}
}

// The clock of an earlier day may have been wrong; that of today is not.
func TestWhatWasKeptDoesNotMoveTheClock(t *testing.T) {
	t.Parallel()
	d := warm(t, 120, 40)
	d.src.Kept.Age(-72 * time.Hour)
	d.src.Changes.AsOf = uitest.Now().Add(72 * time.Hour)
	machine, _ := halves(t, d, d.Init())
	for _, msg := range machine {
		d.send(msg)
	}
	d.settle(d.panes[d.byID["activity"]].Init())
	if !d.now.Equal(uitest.Now()) {
		t.Errorf("the clock says %v", d.now)
	}
}

// A brand may take leads since what was kept was kept.
func TestALeadForANewBrandWaitsForItsForm(t *testing.T) {
	t.Parallel()
	d := warm(t, 160, 48)
	forms := d.src.LeadList.Value.Forms
	newest := forms[len(forms)-1]
	d.src.Kept.LeadList.Value.Forms = forms[:len(forms)-1]
	machine, service := halves(t, d, d.Init())
	for _, msg := range machine {
		d.send(msg)
	}
	d.send(effect.Visit{To: leadsPane, About: effect.Create, Value: effect.Brand{ProgramID: newest.ProgramID, Name: "Newest"}})
	if len(d.dialogs) > 0 {
		t.Fatal("it is told that the brand takes none")
	}
	for _, msg := range service {
		d.send(msg)
	}
	if len(d.dialogs) != 1 {
		t.Fatalf("no form is open, the footer says %s", d.last())
	}
	uitest.Lacks(t, d.text(), "takes no leads")
}
