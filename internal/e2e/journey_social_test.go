//go:build unix

package e2e

import (
	"net/http"
	"testing"
)

// Media properties of the invented account.
const (
	reviewsAccount = "Meadowlark Reviews" // YouTube, the sign-in has expired
	twitterAccount = "old twitter"
)

func TestSocialAccountsAreAddedEditedAndRemoved(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(socialPane)
	term.waitText("7 accounts", "128,400", "sign-in expired")

	term.send("a")
	term.waitText("╭─ Add an account", "▌Kind")
	term.push("Add")
	term.wait("the reason at the first field", func(s screen) bool { return s.has("▌Name", "✗") })
	if n := len(service.writes()); n > 0 {
		t.Fatalf("%d requests for a form that is not filled in: %+v", n, service.writes())
	}
	term.send("Meadowlark Garden")
	term.fill("Address", "https://www.instagram.com/meadowlark.garden")
	term.field("Platform")
	term.send("instagram")
	term.waitText("▌Instagram")
	term.push("Add")
	term.waitText("8 accounts")
	if n := len(service.sent(http.MethodPost, "/MediaProperties")); n != 1 {
		t.Errorf("%d requests for one account: %+v", n, service.writes())
	}
	term.waitGone("╭─ Add")
	term.walk("Meadowlark Garden")
	term.waitText("not verified")

	term.send("A")
	term.waitText("╭─ Edit Meadowlark Garden")
	term.fill("Name", "Meadowlark Gardens")
	term.push("Save")
	term.waitGone("╭─ Edit")
	term.wait("the new name", func(s screen) bool { return s.row("Meadowlark Gardens") >= 0 })

	// To remove is final, so that Enter alone does not.
	term.walk(twitterAccount)
	term.send("X")
	term.confirm("Remove", enter)
	if n := len(service.sent(http.MethodDelete, "")); n > 0 {
		t.Fatalf("Enter alone removes: %+v", service.writes())
	}
	term.send("X")
	term.confirm("Remove", "y")
	term.waitText("7 accounts")
	term.wait("the list without it", func(s screen) bool { return s.row(twitterAccount) < 0 })
	if n := len(service.sent(http.MethodDelete, "")); n != 1 {
		t.Errorf("%d requests to remove one: %+v", n, service.writes())
	}
	service.once(t)
}

func TestSocialAccountIsConnectedByTheAddressOfThePlatform(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(socialPane)
	term.walk(reviewsAccount)
	term.send("W")
	term.waitText("/sandbox/connect/", "▀▀▀▀▀▀▀", "y copy") // no browser here: to copy and to scan
	if n := len(service.sent(http.MethodPost, "/properties/connect")); n != 1 {
		t.Errorf("%d requests to connect: %+v", n, service.writes())
	}
	term.send(esc)
	term.waitText("Finish signing in at YouTube in the browser, then press r.")
	service.once(t)
}

func TestHeldKeysAddAndRemoveAnAccountOnce(t *testing.T) {
	t.Parallel()
	for name, spread := range map[string]bool{"in one piece": false, "spread": true} {
		t.Run(name, func(t *testing.T) {
			if !spread {
				variant(t)
			}
			t.Parallel()
			service := serve(t, "mediaproperties=delay:80ms")
			term := service.open(t, t.TempDir())
			term.zoom(socialPane)
			term.waitText("7 accounts")
			term.send("a")
			term.waitText("╭─ Add an account", "▌Kind")
			term.fill("Name", "Meadowlark Garden")
			term.fill("Address", "https://www.instagram.com/meadowlark.garden")
			term.field("Platform")
			term.send("instagram")
			term.waitText("▌Instagram")
			term.field("[Add]")
			term.hold(enter, spread)
			term.waitText("8 accounts")
			term.calm()
			if n := len(service.writes()); n != 1 {
				t.Errorf("%d requests for one account: %+v", n, service.writes())
			}
			term.walk(twitterAccount)
			term.send("X")
			term.asked("Remove")
			term.settle(deaf)
			term.hold("y", spread)
			term.waitText("7 accounts")
			term.calm()
			if n := len(service.sent(http.MethodDelete, "")); n != 1 {
				t.Errorf("%d requests to remove one: %+v", n, service.writes())
			}
		})
	}
}
