//go:build unix

package e2e

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// To-dos of the invented account.
const (
	bonusTodo    = "Confirm the account for" // a task that is overdue
	codeTodo     = "Code REST75"             // a promo code that ends
	questionTodo = "Brookhaven Tea Club"     // an inquiry that a brand asks back
	gamesTodo    = "Tarnhelm Games"          // an invitation
	skinTodo     = "Aldermoss"               // another one
	moneyTodo    = "Vantholm Audio owes you"
	taxTodo      = "Tax form"
	siteTodo     = "Meadowlark Weekly is not"
)

// wakeDay is the day a snooze of 7 × 24 hours that begins now ends on, as the
// screen tells it.
func wakeDay(t *testing.T) string {
	t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles") // of the account
	if err != nil {
		t.Skip(err)
	}
	return time.Now().Add(7 * 24 * time.Hour).In(zone).Format("Jan 2")
}

func TestTodosOfAllKindsAreSnoozedAndWoken(t *testing.T) {
	t.Parallel()
	service, dir := serve(t), t.TempDir()
	term := service.open(t, dir)
	term.zoom(todoPane)
	s := term.waitText("26 to-dos")
	if !s.listed(bonusTodo, codeTodo, questionTodo) {
		t.Errorf("what is due first does not stand first:\n%v", s)
	}
	for _, name := range []string{gamesTodo, moneyTodo, taxTodo, siteTodo} {
		if s.row(name) < 0 {
			t.Errorf("%q is missing:\n%v", name, s)
		}
	}

	term.walk(bonusTodo)
	early := wakeDay(t)
	term.send("s")
	term.wait("the day it wakes", func(s screen) bool {
		return s.has("until "+early) || s.has("until "+wakeDay(t)) // over midnight
	})
	s = term.waitText("25 to-dos", "2 snoozed")
	if s.row(bonusTodo) >= 0 {
		t.Errorf("what was snoozed is still open:\n%v", s)
	}
	term.send("]")
	term.waitText("▌snoozed", "2 to-dos", bonusTodo, "wakes ")
	term.send("u")
	term.waitText("1 to-do", "26 · 1 snoozed")
	term.send("[")
	term.wait("it back among the open ones", func(s screen) bool { return s.has("▌open", "26 to-dos") && s.row(bonusTodo) >= 0 })

	// A snooze is kept on this machine.
	term.walk(codeTodo)
	term.send("s")
	term.waitText("25 to-dos", "2 snoozed")
	term.settle(quiet)
	term.send(ctrlC)
	term.left(t)
	term = service.open(t, dir)
	term.zoom(todoPane)
	s = term.waitText("25 to-dos", "2 snoozed")
	if s.row(codeTodo) >= 0 {
		t.Errorf("the snooze is forgotten:\n%v", s)
	}
	term.send("]")
	term.walk(codeTodo)
	term.send("X")
	term.waitText("26 · 1 snoozed")
	service.once(t)
}

func TestInvitationIsAcceptedAndItsBrandHasLinks(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(todoPane)
	term.waitText("26 to-dos")
	term.walk(gamesTodo)
	term.send("a")
	term.confirm("Accept", enter)
	if n := len(service.writes()); n > 0 {
		t.Fatalf("Enter alone accepts: %+v", service.writes())
	}
	term.send("a")
	term.confirm("Accept", "y")
	term.waitText("Accepted “", "25 to-dos")
	if n := len(service.sent(http.MethodPost, "/decision", "true")); n != 1 || len(service.writes()) != 1 {
		t.Errorf("one decision, but %+v", service.writes())
	}
	term.wait("the list without it", func(s screen) bool { return s.row(gamesTodo) < 0 })

	term.walk(skinTodo)
	term.send("N")
	term.waitText("╭─ Decline", "▌Reason")
	term.send("No skincare this year.")
	term.push("Decline")
	term.waitText("Declined “", "24 to-dos")
	if n := len(service.sent(http.MethodPost, "/decision", "false", "No skincare this year.")); n != 1 {
		t.Errorf("one refusal, but %+v", service.writes())
	}

	term.send("z")
	term.zoom(linksPane)
	term.linkForm("tarnhelm", "Tarnhelm Games")
	service.once(t)
}

func TestInquiryIsFiledByTheForm(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(todoPane)
	term.waitText("26 to-dos")
	term.send("i")
	term.waitText("╭─ Action inquiry", "▌Brand")
	term.send("fernwick")
	term.waitText("▌Fernwick Home")
	term.push("Send inquiry")
	term.wait("the reason at the first field", func(s screen) bool { return s.has("▌Order id", "✗") })
	if n := len(service.writes()); n > 0 {
		t.Fatalf("%d requests for a form that is not filled in: %+v", n, service.writes())
	}
	term.send("WEB-777001")
	term.field("What is wrong")
	term.send(right)
	term.waitGone("< choose >")
	term.fill("Bought on", time.Now().AddDate(0, 0, -12).Format(time.DateOnly))
	term.fill("Sale amount", "a lot")
	term.push("Send inquiry")
	term.wait("the reason at the amount", func(s screen) bool { return s.has("▌Sale amount", "✗") })
	term.fill("Sale amount", "129.90")
	term.push("Send inquiry")
	term.waitText("Sent ")
	term.waitGone("╭─ Action inquiry")
	if n := len(service.sent(http.MethodPost, "/ActionInquiries")); n != 1 || len(service.writes()) != 1 {
		t.Errorf("one inquiry, but %+v", service.writes())
	}
	term.send("]", "]")
	s := term.wait("it among the inquiries", func(s screen) bool { return s.has("▌inquiries") && s.row("WEB-777001") >= 0 })
	if !strings.Contains(s.list()[s.row("WEB-777001")], "waiting") {
		t.Errorf("it does not wait for the brand:\n%v", s)
	}
}

func TestHeldKeysDecideOnceAndSnoozeWhatIsNext(t *testing.T) {
	t.Parallel()
	for name, spread := range map[string]bool{"in one piece": false, "spread": true} {
		t.Run(name, func(t *testing.T) {
			if !spread {
				variant(t)
			}
			t.Parallel()
			service := serve(t, "companion decisions=delay:80ms")
			term := service.open(t, t.TempDir())
			term.zoom(todoPane)
			term.waitText("26 to-dos")
			term.walk(gamesTodo)
			term.send("a" + strings.Repeat("y", held)) // before the question can have been read
			term.asked("Accept")
			if n := len(service.writes()); n > 0 {
				t.Fatalf("accepted before it could be read: %+v", service.writes())
			}
			term.settle(deaf)
			term.hold("y", spread)
			term.waitText("25 to-dos")
			term.calm()
			if n := len(service.writes()); n != 1 {
				t.Errorf("%d requests for one decision: %+v", n, service.writes())
			}
		})
	}
}

func TestLostAnswerOfAnInquiryIsNotSentAgainByItself(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(todoPane)
	term.waitText("26 to-dos")
	term.send("i")
	term.waitText("╭─ Action inquiry", "▌Brand")
	term.send("fernwick")
	term.waitText("▌Fernwick Home")
	term.fill("Order id", "WEB-777002")
	term.field("What is wrong")
	term.send(right)
	term.waitGone("< choose >")
	term.fill("Bought on", time.Now().AddDate(0, 0, -12).Format(time.DateOnly))
	term.fill("Sale amount", "129.90")
	service.fault("actioninquiries=lost")
	term.push("Send inquiry")
	term.wait("that it is not known", func(s screen) bool { return strings.Contains(prose(s.text()), "not known") })
	term.calm()
	if n := len(service.writes()); n != 1 {
		t.Errorf("%d requests for one inquiry: %+v", n, service.writes())
	}
}
