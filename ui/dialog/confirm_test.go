package dialog

import (
	"strings"
	"testing"

	"impactdash/ui/keys"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

func withdraw() *Confirm {
	d := NewConfirm(Confirmation{
		To: "leads", Ask: "withdraw", Title: "Withdraw", Question: "Withdraw the inquiry for Acme Shoes?",
		Effects: []string{"The brand stops looking at it.", "This cannot be undone."}, Yes: "Withdraw",
	})
	d.Resize(74, 18)
	return d
}

func TestAConfirmationShowsTargetEffectsAndKeys(t *testing.T) {
	t.Parallel()
	uitest.Has(t, shown(withdraw()), "Withdraw the inquiry for Acme Shoes?", "The brand stops looking at it.", "This cannot be undone.", "▌No n", " Withdraw y")
}

func TestAConfirmationAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		acts []string
		yes  bool
	}{
		"enter at once":        {[]string{"confirm.take"}, false},
		"yes":                  {[]string{"confirm.yes"}, true},
		"no":                   {[]string{"confirm.no"}, false},
		"esc":                  {[]string{"dialog.close"}, false},
		"esc on the other":     {[]string{"confirm.right", "dialog.close"}, false},
		"other, enter":         {[]string{"confirm.other", "confirm.take"}, true},
		"there and back":       {[]string{"confirm.other", "confirm.other", "confirm.take"}, false},
		"right, enter":         {[]string{"confirm.right", "confirm.take"}, true},
		"right twice, enter":   {[]string{"confirm.right", "confirm.right", "confirm.take"}, true},
		"right, left, enter":   {[]string{"confirm.right", "confirm.left", "confirm.take"}, false},
		"right, then no by n":  {[]string{"confirm.right", "confirm.no"}, false},
		"left, then yes by  y": {[]string{"confirm.left", "confirm.yes"}, true},
	} {
		d := withdraw()
		for _, act := range c.acts[:len(c.acts)-1] {
			uitest.Do(t, d, act)
			if _, over := d.Outcome(); over {
				t.Errorf("%s: over after %s", name, act)
			}
		}
		out := closed(t, d, c.acts[len(c.acts)-1])
		if out.Stay || out.Answer == nil || out.Answer.Yes != c.yes || out.Answer.To != "leads" || out.Answer.Ask != "withdraw" {
			t.Errorf("%s: %+v", name, out)
		}
	}
}

func TestTheKeyThatOpenedAConfirmationIsNotItsYes(t *testing.T) {
	t.Parallel()
	for opener, want := range map[string]string{"y": "Y", "Y": "y", "x": "y", "": "y"} {
		d := withdraw()
		d.Guard(opener)
		a, ok := keys.Find(d.Actions(), want)
		if !ok || a.ID != "confirm.yes" {
			t.Errorf("opened by %q: %q is %q", opener, want, a.ID)
		}
		if a, ok := keys.Find(d.Actions(), opener); ok && a.ID == "confirm.yes" {
			t.Errorf("opened by %q, and that says yes", opener)
		}
		uitest.Has(t, shown(d), "Withdraw "+want)
	}
	var _ Guarded = withdraw()
}

// The buttons stay, whatever the text is; the rest of the text can be read.
func TestALongQuestionScrollsAndKeepsItsButtons(t *testing.T) {
	t.Parallel()
	d := NewConfirm(Confirmation{Question: strings.Repeat("long ", 60) + "end?", Effects: []string{"It is gone."}, Yes: strings.Repeat("Withdraw ", 40)})
	d.Resize(34, 6)
	seen := shown(d)
	uitest.Has(t, seen, "▌No n", " y", "↓ more")
	uitest.Lacks(t, seen, "It is gone.")
	for range 20 {
		uitest.Do(t, d, "confirm.down")
		uitest.Has(t, shown(d), "▌No n", " y")
	}
	uitest.Has(t, shown(d), "It is gone.")
	for range 20 {
		uitest.Do(t, d, "confirm.up")
	}
	if shown(d) != seen {
		t.Errorf("the top is not reached again:\n%s", shown(d))
	}
	if uitest.Action(t, withdraw(), "confirm.down").Blocked() == "" {
		t.Error("a short question scrolls")
	}
}

func TestButtonsHaveWordsOfTheirOwn(t *testing.T) {
	t.Parallel()
	d := NewConfirm(Confirmation{Question: "Sure?"})
	d.Resize(20, 4)
	uitest.Has(t, shown(d), "Sure?", "▌No n", " Yes y")
	d.q.No = "Keep it"
	uitest.Has(t, d.View(uitest.Theme(theme.ASCII)), ">Keep it n", " Yes y")
}
