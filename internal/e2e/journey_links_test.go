//go:build unix

package e2e

import (
	"net/http"
	"strings"
	"testing"
)

// linkForm opens the form for a link and chooses a program by a few letters.
func (term *terminal) linkForm(letters, program string) {
	term.t.Helper()
	term.send("c")
	term.waitText("╭─ Create a link", "▌Program", " of ")
	term.send(letters)
	term.waitText("▌" + program)
	term.send(enter)
	term.waitText("▌Landing page", program)
}

func TestLinkIsMadeFromTheFormAndKept(t *testing.T) {
	t.Parallel()
	service, dir := serve(t), t.TempDir()
	term := service.open(t, dir)
	term.zoom(linksPane)
	term.waitText("10 links")
	term.linkForm("sltbrk", "Saltbark Skincare") // letters in their order, not all of them

	// A host that the brand does not permit is refused before anything is sent.
	term.fill("Landing page", "www.northgale.example/boots")
	term.waitText("www.northgale.example is not permitted")
	term.push("Create link")
	term.waitText("╭─ Create a link", "▌Landing page", "✗ www.northgale.example is not permitted")
	if n := len(service.writes()); n > 0 {
		t.Fatalf("%d requests for a landing page that is not permitted: %+v", n, service.writes())
	}

	term.fill("Landing page", "www.saltbark.example/balm")
	term.fill("Sub ID 1", "winter-guide")
	term.push("Create link")
	s := term.waitText("╭─ Your new link", "Plain link for Saltbark Skincare", "▀▀▀▀▀▀▀", "11 links")
	if !strings.Contains(prose(s.text()), "Goes to https://www.saltbark.example/balm") {
		t.Errorf("the address is not told:\n%v", s)
	}
	if n := len(service.sent(http.MethodPost, "")); n != 1 {
		t.Errorf("%d requests for one link: %+v", n, service.writes())
	}
	term.send(esc)
	term.waitGone("╭─ Your new link")

	// A vanity link has a path of its own, which is checked while it is typed.
	term.linkForm("fernwick", "Fernwick Home")
	term.field("Vanity link")
	term.send(" ")
	term.waitText("[x]")
	term.fill("Path", "-x")
	term.push("Create link")
	term.waitText("╭─ Create a link", "▌Path")
	if n := len(service.writes()); n != 1 {
		t.Fatalf("a path that cannot be was sent: %+v", service.writes())
	}
	term.fill("Path", "WinterSheets")
	term.push("Create link")
	term.waitText("╭─ Your new link", "Vanity link for Fernwick Home", "fernwick.sjv.io/WinterSheets", "12 links")
	term.send(esc)
	term.waitGone("╭─ Your new link")
	if n := len(service.writes()); n != 2 {
		t.Errorf("%d requests for two links: %+v", n, service.writes())
	}

	// What was made here is known after a restart, the address with a QR code.
	term.settle(quiet)
	term.send(ctrlC)
	term.left(t)
	term = service.open(t, dir)
	term.zoom(linksPane)
	term.send("]", "]")
	term.waitText("▌made here", "2 links")
	term.walk("saltbark.sjv.io/c/")
	term.send("O")
	term.waitText("▀▀▀▀▀▀▀", "winter-guide")
	service.once(t)
}

func TestLinkWhoseAnswerIsLostIsNotMadeTwice(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(linksPane)
	term.linkForm("saltbark", "Saltbark Skincare")
	term.fill("Landing page", "www.saltbark.example/balm")
	service.fault("trackinglinks=lost")
	term.push("Create link")
	s := term.wait("that it is not known", func(s screen) bool { return strings.Contains(prose(s.text()), "not known") })
	if s.has("╭─ Your new link") {
		t.Errorf("a link is shown that nobody has heard of:\n%v", s)
	}
	term.calm()
	if n := len(service.writes()); n != 1 {
		t.Errorf("%d requests for one link: %+v", n, service.writes())
	}
}

func TestHeldKeysMakeOneLink(t *testing.T) {
	t.Parallel()
	for name, spread := range map[string]bool{"in one piece": false, "spread": true} {
		t.Run(name, func(t *testing.T) {
			if !spread {
				variant(t)
			}
			t.Parallel()
			service := serve(t, "trackinglinks=delay:80ms")
			term := service.open(t, t.TempDir())
			term.zoom(linksPane)
			term.linkForm("saltbark", "Saltbark Skincare")
			term.fill("Landing page", "www.saltbark.example/balm")
			term.field("[Create link]")
			term.hold(enter, spread)
			term.wait("the new link in the list", func(s screen) bool { return s.has("11 links") })
			term.calm()
			if n := len(service.writes()); n != 1 {
				t.Errorf("%d requests for one link: %+v", n, service.writes())
			}
		})
	}
}

func TestServiceKilledWhileALinkIsMade(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(linksPane)
	term.linkForm("saltbark", "Saltbark Skincare")
	term.fill("Landing page", "www.saltbark.example/balm")
	service.fault("trackinglinks=delay:30s")
	term.push("Create link")
	service.waitSent(1, http.MethodPost, "")
	service.down()
	term.wait("that it is not known", func(s screen) bool { return strings.Contains(prose(s.text()), "not known") })
	service.fault()
	service.up()
	term.wait("the form with what was typed", func(s screen) bool { return s.has("╭─ Create a link", "www.saltbark.example/balm") })
	term.settle(quiet)
	if n := len(service.writes()); n != 1 {
		t.Errorf("%d requests for one link: %+v", n, service.writes())
	}
}
