package activity

import (
	"slices"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestTheViewsAreByKindOfThing(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 30))
	for _, want := range []struct {
		view string
		rows int
	}{{viewAll, 11}, {viewMoney, 8}, {viewContracts, 1}, {viewTasks, 1}, {viewInquiries, 1}, {viewAll, 11}} {
		if p.list.ViewName() != want.view || p.list.Shown() != want.rows {
			t.Errorf("%q has %d rows, want %q with %d", p.list.ViewName(), p.list.Shown(), want.view, want.rows)
		}
		conform.Run(t, p, "view.next")
	}
}

func TestTheTextFilterFinds(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]int{
		"reversed": 1, "bolt": 5, "a-1077": 1, "traced": 1, "8 %": 1, "overdue": 1, "new": 3, "zzz": 0, "1000.4636": 2, "$55.50": 2,
	} {
		p, src := loaded(t, uitest.Zoomed(120, 30))
		calls := src.Calls()
		uitest.Do(t, p, "activity.filter")
		uitest.Type(p.Update, words)
		if p.list.Shown() != want || src.Calls() != calls {
			t.Errorf("%q shows %d rows, want %d; %d questions", words, p.list.Shown(), want, src.Calls()-calls)
		}
	}
}

func TestThePeriodIsChosen(t *testing.T) {
	t.Parallel()
	now := uitest.Now()
	midnight := time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)
	for choice, want := range map[period]time.Time{
		today: midnight, oneDay: now.Add(-day), month: now.Add(-30 * day), kept: {},
	} {
		p, src := loaded(t, uitest.Zoomed(120, 30))
		calls := src.Calls()
		conform.Run(t, p, "period")
		conform.Finish(t, p, conform.Asked[*dialog.Menu](t, p), "menu.item."+string(choice))
		if got := last(src); !got.From.Equal(want) || !got.To.IsZero() || src.Calls() != calls+1 {
			t.Errorf("%s asks from %v with %d questions", choice, got.From, src.Calls()-calls)
		}
		if title := p.Title(); title == "Activity · last 7 days" {
			t.Errorf("%s: the title is %q", choice, title)
		}
		if p.Back() {
			t.Errorf("%s: Esc takes the period for a filter", choice)
		}
	}
	p, src := loaded(t, uitest.Zoomed(120, 30))
	calls := src.Calls()
	conform.Run(t, p, "period")
	conform.Finish(t, p, conform.Asked[*dialog.Menu](t, p), "menu.item."+string(week))
	if src.Calls() != calls {
		t.Error("the same period is asked for again")
	}
}

// Midnight is that of the account, and so is the day of a row.
func TestDaysBelongToTheAccountsZone(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(120, 30)
	f.Now = f.Now.In(time.FixedZone("far", -11*60*60)) // 04:04 of the same day
	p, src := made(t, f)
	p.want.period = today
	uitest.Settle(t, p, p.Init())
	if from := last(src).From; from.UTC().Hour() != 11 {
		t.Errorf("today begins at %v", from)
	}
	uitest.Has(t, p.View(), "02:04", "Nov 21 08:04")
}

func TestTheFormAsksTheHistory(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	conform.Run(t, p, "filter.by")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Has(t, d.View(p.frame.Theme), "Last 7 days", "All kinds", "All brands", "USD")
	src.Changes.Value.Events = uitest.Activity().Events[:1]
	choose(t, p, map[string]string{fieldPeriod: "30d", fieldKind: "action_reversed", fieldBrand: "100", fieldLeast: "10", fieldCurrency: "USD"})
	got := last(src)
	if !slices.Equal(got.Kinds, []partner.EventKind{partner.ActionVoided}) || got.Program != "100" || got.Least != partner.Some(uitest.Money("10", "USD")) ||
		!got.From.Equal(uitest.Now().Add(-30*day)) {
		t.Errorf("asked for %+v", got)
	}
	uitest.Has(t, p.View(), "Only action reversed · Acme Shoes · at least $10.00. Esc shows all.", "1 change")
	// All of the period came with it, so that Esc needs no question.
	src.Fail(uitest.Failure(partner.Unavailable))
	calls := src.Calls()
	if !p.Back() || src.Calls() != calls || p.Back() {
		t.Error("Esc does not take the filter off, and nothing else")
	}
	uitest.Lacks(t, p.View(), "Only ")
	if p.Title() != "Activity · last 30 days" {
		t.Errorf("the period is gone: %q", p.Title())
	}
}

func TestBadNewsAreAllKindsOfThem(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	choose(t, p, map[string]string{fieldKind: lost})
	got := last(src).Kinds
	for kind, want := range map[partner.EventKind]bool{
		partner.ActionVoided: true, partner.ActionLate: true, partner.ContractEnded: true, partner.ActionTracked: false, partner.TaskMoved: false,
	} {
		if slices.Contains(got, kind) != want {
			t.Errorf("%s among the bad news: %v", kind, !want)
		}
	}
	conform.Run(t, p, "filter.none")
	if q := last(src); len(q.Kinds) != 0 || uitest.Action(t, p, "activity.filter.none").Blocked() != "no filter is on" {
		t.Errorf("asked for %+v", q)
	}
}

func TestTheFormRefusesAnAmountWithoutCurrency(t *testing.T) {
	t.Parallel()
	for value, c := range map[string]struct{ currency, want string }{
		"10": {"", "Choose the currency as well."}, "9999999999999": {"USD", "That number is too long."}, "12.50": {"EUR", ""},
	} {
		err := checkLeast(value, map[string]string{fieldCurrency: c.currency})
		if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
			t.Errorf("%s %s: %v", value, c.currency, err)
		}
	}
	p, src := made(t, uitest.Zoomed(120, 30))
	src.Empty()
	uitest.Settle(t, p, p.Init())
	conform.Run(t, p, "filter.by")
	uitest.Has(t, conform.Asked[*dialog.Form](t, p).View(p.frame.Theme), "No change so far has an amount.")
}

func TestAClosedFormChangesNothing(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	calls := src.Calls()
	conform.Run(t, p, "filter.by")
	conform.Finish(t, p, conform.Asked[*dialog.Form](t, p), "dialog.close")
	conform.Run(t, p, "filter.by")
	conform.Finish(t, p, conform.Asked[*dialog.Form](t, p), "form.submit")
	if src.Calls() != calls {
		t.Errorf("%d questions", src.Calls()-calls)
	}
}

func TestAFailedFilterLeavesWhatIsShown(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	src.Changes.Err = uitest.Failure(partner.Unavailable)
	choose(t, p, map[string]string{fieldKind: "task_moved"})
	uitest.Has(t, p.View(), "503", "11 changes")
	uitest.Lacks(t, p.View(), "Only ")
	src.Changes.Err = nil
	uitest.Settle(t, p, p.Refresh())
	if got := last(src); len(got.Kinds) != 0 {
		t.Errorf("asked for %+v, which nobody sees", got)
	}
}

// The answer to a filter that was taken off meanwhile is not shown.
func TestAFilterTakenOffMeanwhileStaysOff(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	choose(t, p, map[string]string{fieldKind: "task_moved"})
	again := p.ask()
	p.Back()
	asked := len(src.Queries())
	uitest.Settle(t, p, again)
	if p.have.of.narrow() || len(src.Queries()) == asked {
		t.Errorf("shows %+v after %d questions", p.have.of, len(src.Queries())-asked)
	}
	uitest.Lacks(t, p.View(), "Only ")
}

// Changes that a filter leaves out have not been looked at.
func TestWithAFilterNothingIsMarkedAsRead(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	choose(t, p, map[string]string{fieldKind: "task_moved"})
	src.News.Value = partner.Unread{Count: 1, Newest: uitest.Now()}
	uitest.Settle(t, p, p.Refresh())
	if n, known := p.Count(); n != 1 || !known || len(looks(src)) != 1 {
		t.Errorf("%d unread, known %v, after %d looks", n, known, len(looks(src)))
	}
}
