package finance

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

// chosen is the id of the row under the cursor.
func chosen(p *Pane) string {
	row, _ := p.rows.Selected()
	return row.ID
}

// show steps to a view of the list.
func show(t testing.TB, p *Pane, v listView) {
	t.Helper()
	for range listViews {
		if p.view == v {
			return
		}
		uitest.Do(t, p, "finance.view.next")
	}
	t.Fatalf("the view %v is not reached", v)
}

func TestListActionsNeedTheFullScreen(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(100, 8))
	for _, a := range p.listActions() {
		if a.Blocked() == "" {
			t.Errorf("%s can run without the full screen", a.ID)
		}
	}
	p.SetFrame(uitest.Zoomed(100, 24))
	for _, a := range p.listActions() {
		if why := a.Blocked(); why != "" {
			t.Errorf("%s is blocked: %s", a.ID, why)
		}
	}
}

func TestSelectionStaysOnItsRowAcrossARefresh(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(100, 24))
	uitest.Do(t, p, "finance.down")
	uitest.Do(t, p, "finance.down")
	want := chosen(p)
	lines := src.Owed.Value.Lines
	lines = append(lines, partner.PendingLine{ProgramID: "900", Program: "Newest", Status: partner.Locked, Amount: uitest.Money("5000", "USD")})
	slices.Reverse(lines)
	src.Owed.Value.Lines = lines
	uitest.Settle(t, p, p.Refresh())
	if got := chosen(p); got != want {
		t.Errorf("the refresh moved the cursor from %s to %s", want, got)
	}
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, p.Refresh())
	if got := chosen(p); got != want {
		t.Errorf("a failed refresh moved the cursor to %s", got)
	}
	uitest.Do(t, p, "finance.sort")
	if got := chosen(p); got != want {
		t.Errorf("sorting moved the cursor to %s", got)
	}
}

func TestTheCaptionCountsRowsFromOne(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 24))
	uitest.Has(t, p.View(), "1/6")
	uitest.Do(t, p, "finance.last")
	uitest.Has(t, p.View(), "6/6")
	uitest.Lacks(t, p.View(), "7/6")
}

func TestViewsShowTheirState(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 24))
	for v, want := range map[listView]int{allLines: 6, notLockedLines: 3, lockedLines: 2, overdueLines: 1, byBrand: 4} {
		show(t, p, v)
		if got := p.rows.Len(); got != want {
			t.Errorf("%v lists %d rows, want %d", v, got, want)
		}
	}
	show(t, p, overdueLines)
	uitest.Has(t, p.View(), "Bolt Bikes")
	uitest.Lacks(t, p.View(), "Cedar Tea")
	show(t, p, allLines)
	uitest.Do(t, p, "finance.view.previous")
	if p.view != byBrand {
		t.Errorf("the view before the first is %v", p.view)
	}
	uitest.Do(t, p, "finance.view.next")
	if p.view != allLines {
		t.Errorf("the view after the last is %v", p.view)
	}
}

func TestByBrandSumsPerCurrencyAndNeverAcross(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(130, 24))
	show(t, p, byBrand)
	view := p.View()
	// Acme: 310.40 + 120 + 25 in dollars, 77.77 in euros.
	uitest.Has(t, view, "$455.40", "€77.77", "$145.00", "$310.40", "$55.50", "$9.99")
	uitest.Lacks(t, view, "533.17")
	show(t, p, allLines)
	list := groupByBrand(p.entries(uitest.Pending()))
	sums := make(map[string]string)
	for _, e := range list {
		sums[e.Program+" "+e.Amount.Currency] = e.Amount.String()
		var shares partner.Totals
		for _, s := range e.shares {
			shares.Add(s)
		}
		if shares.In(e.Amount.Currency).Amount.Cmp(e.Amount.Amount) != 0 {
			t.Errorf("%s: the states sum to %v, the row says %v", e.Program, shares.In(e.Amount.Currency), e.Amount)
		}
	}
	if sums["Acme Shoes USD"] != "455.40 USD" || sums["Acme Shoes EUR"] != "77.77 EUR" {
		t.Errorf("sums: %v", sums)
	}
}

func TestByBrandGivesTheEarliestDueDay(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(150, 24))
	show(t, p, byBrand)
	uitest.Has(t, p.View(), "Dec 1, 2026", "Nov 10, 2026")
	uitest.Lacks(t, p.View(), "Dec 15, 2026")
}

func TestSortStepsThroughColumnsAndDirections(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(130, 24))
	orders := make(map[string]bool)
	for range 2 * int(sortKeys) {
		orders[p.order.String()+map[bool]string{true: " down", false: " up"}[p.down]] = true
		uitest.Do(t, p, "finance.sort")
	}
	if len(orders) != 2*int(sortKeys) {
		t.Errorf("eight presses give %v", orders)
	}
	if p.order != byAmount || !p.down {
		t.Errorf("the round ends at %v, down %v", p.order, p.down)
	}
}

func TestSortByAmountKeepsCurrenciesApart(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(130, 24))
	all := strings.Join(ids(t, p), " ")
	if want := "100/not locked/USD 100/locked/USD 200/overdue/USD 100/locked/USD/bonus 300/not locked/USD 100/not locked/EUR"; all != want {
		t.Errorf("largest first:\n%s, want\n%s", all, want)
	}
	for p.order != byName {
		uitest.Do(t, p, "finance.sort")
	}
	if all := ids(t, p); !strings.HasPrefix(all[0], "100/") || !strings.HasPrefix(all[5], "300/") {
		t.Errorf("by name: %v", all)
	}
}

func TestSortByDuePutsUnknownDaysTogether(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(130, 24))
	for p.order != byDue || p.down {
		uitest.Do(t, p, "finance.sort")
	}
	all := ids(t, p)
	known := slices.IndexFunc(all, func(id string) bool {
		return strings.Contains(id, "locked/USD") && !strings.Contains(id, "not locked") || strings.Contains(id, "overdue")
	})
	if got := strings.Join(all[known:], " "); !strings.Contains(got, "200/overdue/USD 100/locked/USD 100/locked/USD/bonus") {
		t.Errorf("earliest first: %v", all)
	}
}

func TestFilterShowsMatchingBrandsWhileTyping(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(100, 24))
	uitest.Settle(t, p, uitest.Do(t, p, "finance.filter"))
	if !p.Capturing() || p.Cursor() == nil {
		t.Fatal("the filter does not take the keys")
	}
	if y := p.Cursor().Y; y < 0 || y >= 24 {
		t.Errorf("the cursor is on row %d", y)
	}
	for _, k := range []string{"B", "O", "L"} {
		p.Update(uitest.Press(k))
	}
	uitest.Geometry(t, p.View(), 100, 24)
	if p.rows.Len() != 1 || chosen(p) != "200/overdue/USD" {
		t.Errorf("the filter leaves %d rows, the cursor on %s", p.rows.Len(), chosen(p))
	}
	p.Update(tea.PasteMsg{Content: "zzz"})
	if p.rows.Len() != 0 {
		t.Error("pasted text does not filter")
	}
	uitest.Geometry(t, p.View(), 100, 24)
	p.Update(uitest.Stroke(t, "backspace"))
	p.Update(uitest.Stroke(t, "backspace"))
	p.Update(uitest.Stroke(t, "backspace"))
	uitest.Do(t, p, "finance.filter.keep")
	if p.Capturing() || p.Cursor() != nil || p.rows.Len() != 1 {
		t.Error("keeping the filter loses it or keeps the keys")
	}
	uitest.Settle(t, p, uitest.Do(t, p, "finance.filter"))
	uitest.Do(t, p, "finance.filter.drop")
	if p.Capturing() || p.rows.Len() != 6 {
		t.Error("dropping the filter keeps it or the keys")
	}
}

func TestFilterSurvivesARefreshAndAView(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(100, 24))
	uitest.Do(t, p, "finance.filter")
	p.Update(tea.PasteMsg{Content: "acme"})
	uitest.Settle(t, p, p.Refresh())
	if !p.Capturing() || p.rows.Len() != 4 {
		t.Errorf("a refresh while typing leaves %d rows, typing %v", p.rows.Len(), p.Capturing())
	}
	uitest.Do(t, p, "finance.filter.keep")
	show(t, p, byBrand)
	if p.rows.Len() != 2 {
		t.Errorf("by brand lists %d rows of the filtered", p.rows.Len())
	}
}

func TestKeysAreNotTextUnlessTheFilterHasThem(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(100, 24))
	before := p.View()
	p.Update(uitest.Press("b"))
	p.Update(tea.PasteMsg{Content: "bolt"})
	if p.View() != before || p.rows.Len() != 6 {
		t.Error("stray text filtered the list")
	}
}

func TestLeavingTheFullScreenGivesTheKeysBack(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(100, 24))
	uitest.Do(t, p, "finance.filter")
	p.SetFrame(uitest.Frame(100, 8))
	if p.Capturing() || p.Cursor() != nil {
		t.Error("a field that is not on the screen takes the keys")
	}
}

func TestCursorMovesByRowsHalfPagesAndEnds(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(100, 24))
	at := func(want int, what string) {
		t.Helper()
		if i, _ := p.rows.Position(); i != want {
			t.Errorf("%s: on row %d, want %d", what, i, want)
		}
	}
	at(1, "at first")
	uitest.Do(t, p, "finance.up")
	at(1, "up at the top")
	uitest.Do(t, p, "finance.down")
	at(2, "down")
	uitest.Do(t, p, "finance.last")
	at(6, "last")
	uitest.Do(t, p, "finance.down")
	at(6, "down at the end")
	uitest.Do(t, p, "finance.page.up")
	if i, _ := p.rows.Position(); i >= 6 {
		t.Error("half a page up does not move")
	}
	uitest.Do(t, p, "finance.first")
	at(1, "first")
	uitest.Do(t, p, "finance.page.down")
	if i, _ := p.rows.Position(); i <= 1 {
		t.Error("half a page down does not move")
	}
}

func TestTheRowUnderTheCursorIsAlwaysSeen(t *testing.T) {
	t.Parallel()
	for h := 6; h < 26; h++ {
		p, src := loaded(t, uitest.Zoomed(90, h))
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Refresh())
		uitest.Do(t, p, "finance.last") // euros stand last
		if p.rows.Len() > 0 && h >= 10 {
			uitest.Has(t, p.View(), "€77.77   ")
		}
		uitest.Geometry(t, p.View(), 90, h)
	}
}
