//go:build unix

package e2e

import (
	"strings"
	"testing"
)

func TestAChangeLeadsToTheLifeOfItsOrderAndToAnInquiry(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.send("L")
	term.waitText("╭▌Activity · last 7 days", "reversed", "cleared")
	term.send("/")
	term.send("reversed", enter)
	term.wait("reversals only", func(s screen) bool { return s.row("reversed") > 0 && s.row("cleared") < 0 })
	term.send(enter)
	term.waitText("╭▌Finder", "1 result", "Timeline", "tracked", "reversed")
	term.send("i")
	term.waitText("╭─ Action inquiry", "▌Brand")
	term.send(esc)
	term.waitGone("╭─ Action inquiry")
	term.send(esc)
	term.waitText("╭▌Finder")
	term.send(esc)
	term.waitText("╭▌Activity")
	term.send(esc) // takes the filter off
	term.wait("all changes", func(s screen) bool { return s.row("cleared") > 0 })
	term.send(esc)
	term.wait("the dashboard", screen.loaded)
	if n := len(service.writes()); n > 0 {
		t.Errorf("looking around has sent %+v", service.writes())
	}
}

func TestTheFinderFindsWhatIsTyped(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.send("L")
	term.waitText("╭▌Activity · last 7 days", "reversed") // the first look is over
	term.send(ctrlF)
	term.waitText("╭▌Finder", "Find:")
	term.send("rest75")
	term.waitText("results", "promo code")
	term.send(enter)
	s := term.waitText("Timeline", "tracked")
	if !strings.Contains(s.text(), "REST75") {
		t.Errorf("the code is not told:\n%v", s)
	}
	term.send("/")
	term.send(ctrlU)
	term.send("no such order")
	term.waitText("has “no such order”")
}
