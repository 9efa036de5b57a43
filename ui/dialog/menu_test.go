package dialog

import (
	"fmt"
	"strings"
	"testing"

	"impactdash/ui/keys"
	"impactdash/ui/uitest"
)

func markAs() *Menu {
	d := NewMenu(Offer{
		To: "tasks", Ask: "mark", Title: "Mark as", Intro: []string{"Review shoes"}, At: "blocked",
		Items: []Item{
			{Value: "started", Key: "s", Label: "Started"},
			{Value: "blocked", Key: "b", Label: "Blocked", Help: "Waits for the brand."},
			{Value: "completed", Key: "c", Label: "Completed", Blocked: "the brand completes it"},
			{Value: "later", Label: "Later"},
		},
	})
	d.Resize(74, 18)
	return d
}

func TestAMenuShowsItemsKeysAndReasons(t *testing.T) {
	t.Parallel()
	uitest.Has(t, shown(markAs()), "Review shoes", " s  Started", "▌b  Blocked", "Waits for the brand.", " c  Completed", "the brand completes it", "Later")
}

func TestAMenuAnswersWithTheChosenValue(t *testing.T) {
	t.Parallel()
	for want, acts := range map[string][]string{
		"blocked": {"menu.choose"},
		"started": {"menu.previous", "menu.choose"},
		"later":   {"menu.previous", "menu.previous", "menu.choose"},
	} {
		d := markAs()
		for _, a := range acts[:len(acts)-1] {
			uitest.Do(t, d, a)
		}
		got := closed(t, d, acts[len(acts)-1]).Answer
		if got == nil || got.Choice != want || got.To != "tasks" || got.Ask != "mark" {
			t.Errorf("%v leads to %+v, want %s", acts, got, want)
		}
	}
	if got := closed(t, markAs(), "menu.item.started").Answer; got.Choice != "started" {
		t.Errorf("its own key chooses %q", got.Choice)
	}
	if out := closed(t, markAs(), "dialog.close"); out != (Outcome{}) {
		t.Errorf("Esc leads to %+v", out)
	}
}

func TestABlockedItemStaysWithItsReason(t *testing.T) {
	t.Parallel()
	for _, act := range []string{"menu.item.completed", "menu.choose"} {
		d := markAs()
		uitest.Do(t, d, "menu.next")
		before := d.View(uitest.Theme(0))
		uitest.Do(t, d, act)
		if _, over := d.Outcome(); over {
			t.Errorf("%s closes the menu", act)
		}
		uitest.Has(t, shown(d), "▌c  Completed  the brand completes it")
		if d.View(uitest.Theme(0)) == before {
			t.Errorf("%s is refused without a sign", act)
		}
		uitest.Do(t, d, "menu.next")
		uitest.Do(t, d, "menu.previous")
		if d.View(uitest.Theme(0)) != before {
			t.Error("the sign stays")
		}
	}
}

func TestAReasonThatDoesNotFitItsRowIsShownBelow(t *testing.T) {
	t.Parallel()
	d := NewMenu(Offer{Items: []Item{{Value: "a", Key: "a", Label: "Archive", Blocked: "the program keeps the task until it is paid"}}})
	d.Resize(34, 6)
	uitest.Has(t, strings.ReplaceAll(shown(d), "\n", " "), "the program keeps the task until")
	uitest.Has(t, shown(d), "is paid")
}

func TestAnItemsKeyIsTakenFromTheMoves(t *testing.T) {
	t.Parallel()
	d := NewMenu(Offer{Items: []Item{{Value: "x", Key: "j", Label: "Jump"}, {Value: "y", Key: "q", Label: "Quote"}}})
	d.Resize(40, 10)
	for key, want := range map[string]string{"j": "menu.item.x", "q": "menu.item.y", "down": "menu.next", "k": "menu.previous", "esc": "dialog.close"} {
		if a, _ := keys.Find(d.Actions(), key); a.ID != want {
			t.Errorf("%s is %q, want %q", key, a.ID, want)
		}
	}
	if a, _ := keys.Find(markAs().Actions(), "q"); a.ID != "dialog.close" {
		t.Errorf("q is %q", a.ID)
	}
}

func TestTheItemUnderTheMarkIsAlwaysSeen(t *testing.T) {
	t.Parallel()
	var o Offer
	for i := range 30 {
		o.Items = append(o.Items, Item{Value: fmt.Sprint(i), Label: fmt.Sprintf("item %02d", i), Help: strings.Repeat("help ", 20)})
	}
	d := NewMenu(o)
	d.Resize(34, 6)
	for i := range 31 {
		uitest.Has(t, shown(d), fmt.Sprintf("▌item %02d", i%30))
		uitest.Do(t, d, "menu.next")
	}
}

func TestAnEmptyMenuSaysSo(t *testing.T) {
	t.Parallel()
	d := NewMenu(Offer{})
	d.Resize(40, 10)
	uitest.Has(t, shown(d), "There is nothing to choose.")
	uitest.Do(t, d, "menu.next")
	if uitest.Action(t, d, "menu.choose").Blocked() == "" {
		t.Error("nothing can be chosen")
	}
}
