//go:build unix

package e2e

import (
	"net/http"
	"testing"
)

// Brands of the invented account that approve at once.
const (
	pantryBrand = "Bramble Pantry"
	cyclesBrand = "Carrow Cycles"
	lampsBrand  = "Nordlys Design" // with a survey
	gardenBrand = "Pocketgarden"
)

// accept ticks the terms of the form that is open.
func (term *terminal) accept() {
	term.t.Helper()
	term.field("Accept the terms")
	term.send(" ")
	term.waitText("[x]")
}

func TestBrandsAreJoinedTogetherAndHaveLinksAtOnce(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(brandsPane)
	term.waitText("13 brands")
	for _, name := range []string{pantryBrand, lampsBrand, cyclesBrand} {
		term.walk(name)
		term.send(" ")
	}
	term.waitText("3 marked")
	term.send("a")
	term.waitText("╭─ Join 3 brands", "▌Terms", "partner terms")
	// Neither the terms nor the survey is filled in.
	term.push("Join")
	term.wait("the reason at a field", func(s screen) bool { return s.has("╭─ Join 3 brands", "✗") })
	if n := len(service.writes()); n > 0 {
		t.Fatalf("%d requests for a form that is not filled in: %+v", n, service.writes())
	}
	term.accept()
	term.field("Nordlys Design ApS: Where will you show")
	term.send(right)
	term.waitText("< Instagram >")
	term.field("Nordlys Design ApS: Your idea in")
	term.send("A dark room, one lamp.")
	term.waitText("A dark room, one lamp.")
	term.push("Join")
	term.waitText("Joined 3 brands", "10 brands")
	term.waitGone("╭─ Join")
	sent := service.sent(http.MethodPost, "/brands/join", "A dark room")
	if len(sent) != 1 || len(service.writes()) != 1 {
		t.Errorf("one act, but %+v", service.writes())
	}

	// Links can be made for them.
	term.send("z")
	term.zoom(linksPane)
	term.linkForm("carrow", "Carrow Cycles")
	term.waitText("https://carrow")
	service.once(t)
}

func TestElevenBrandsAtOnceAreRefused(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(brandsPane)
	term.waitText("13 brands")
	for n := 1; n <= 11; n++ {
		term.send(" ")
	}
	term.waitText("11 marked")
	term.send("a")
	s := term.waitText("11 brands are marked; at most 10 can be joined in one go.")
	if s.has("╭─ Join") || len(service.writes()) > 0 {
		t.Errorf("it goes on all the same: %+v\n%v", service.writes(), s)
	}
}

func TestHeldKeysJoinABrandOnce(t *testing.T) {
	t.Parallel()
	for name, spread := range map[string]bool{"in one piece": false, "spread": true} {
		t.Run(name, func(t *testing.T) {
			if !spread {
				variant(t)
			}
			t.Parallel()
			service := serve(t, "companion brands=delay:80ms")
			term := service.open(t, t.TempDir())
			term.zoom(brandsPane)
			term.walk(gardenBrand)
			term.send("a")
			term.waitText("╭─ Join "+gardenBrand, "▌Terms")
			term.accept()
			term.field("[Join]")
			term.hold(enter, spread)
			term.waitText("12 brands")
			term.calm()
			if n := len(service.writes()); n != 1 {
				t.Errorf("%d requests: %+v", n, service.writes())
			}
		})
	}
}

func TestLostAnswerOfABrandIsTriedAgainUnderItsKey(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(brandsPane)
	term.walk(gardenBrand)
	term.send("a")
	term.waitText("╭─ Join "+gardenBrand, "▌Terms")
	term.accept()
	service.fault("companion brands=lost")
	term.push("Join")
	term.waitText("not known")
	service.fault()
	term.push("Join")
	term.waitText("12 brands")
	term.calm()
	service.once(t)
}
