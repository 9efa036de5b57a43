//go:build unix

package e2e

import (
	"net/http"
	"strings"
	"testing"
)

// Campaigns of the invented account.
const (
	skinCampaign    = "Saltbark winter s" // invited, the brand is joined
	coloursCampaign = "Forty honest"      // invited, the brand is not joined
	candleCampaign  = "Candlelight"       // eligible
	kitchenCampaign = "Quiet kitchens"    // eligible, takes bids
	walkCampaign    = "Walk the long"     // a rule is not met
)

func TestCampaignIsReadAppliedToAndAccepted(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(campaignsPane)
	term.waitText("6 campaigns")
	term.walk(kitchenCampaign)
	term.waitText("Nimbus Appliances Inc.", "Usage rights", "Guidelines")

	// The rule that is not met is told before anything is asked.
	term.walk(walkCampaign)
	term.send("a")
	s := term.wait("the reason", func(s screen) bool { return strings.Contains(s.footer(), "!") })
	if s.has("╭─ Apply") {
		t.Errorf("a campaign with a rule that is not met opens the form:\n%v", s)
	}

	term.walk(kitchenCampaign)
	term.send("a")
	term.waitText("╭─ Apply to Quiet kitchens", "▌Motivation", "Your rate in USD *")
	term.push("Apply")
	term.wait("the reason at the first field", func(s screen) bool { return s.has("▌Motivation", "✗") })
	term.send("Quiet is what my readers ask for.")
	term.push("Apply")
	term.wait("the reason at the rate", func(s screen) bool { return s.has("▌Your rate in USD", "✗") })
	term.send("no idea")
	term.push("Apply")
	term.wait("the reason at the rate", func(s screen) bool { return s.has("▌Your rate in USD", "no idea", "✗") })
	term.fill("Your rate in USD", "425.50")
	term.push("Apply")
	term.wait("the reason at the terms", func(s screen) bool { return s.has("▌Accept the terms", "✗") })
	if n := len(service.writes()); n > 0 {
		t.Fatalf("%d requests for a form that is not filled in: %+v", n, service.writes())
	}
	term.accept()
	term.push("Apply")
	term.waitGone("╭─ Apply")
	term.waitText("Quiet kitchens:", "5 campaigns")
	if n := len(service.sent(http.MethodPost, "/apply", `"bid":"425.5`)); n != 1 || len(service.writes()) != 1 {
		t.Errorf("one act, but %+v", service.writes())
	}

	// An invitation of a brand that is not joined brings its program with it.
	term.walk(coloursCampaign)
	term.send("a")
	term.waitText("take part and join the brand's program")
	term.confirm("Accept the invitation", enter)
	if n := len(service.writes()); n != 1 {
		t.Fatalf("Enter alone accepts: %+v", service.writes())
	}
	term.send("a")
	term.confirm("Accept the invitation", "y")
	term.waitText("Forty honest colours:", "4 campaigns")
	term.send("]")
	term.waitText("▌mine", "participating")
	if s := term.walk(coloursCampaign); s.row(kitchenCampaign) < 0 {
		t.Errorf("what was applied to is not among mine:\n%v", s)
	}
	term.send("z")
	term.zoom(linksPane)
	term.linkForm("harbour", "Harbour & Hue")
	service.once(t)
}

func TestCampaignTakesANoAndKeepsTheDraftOfAnApplication(t *testing.T) {
	t.Parallel()
	service, dir := serve(t), t.TempDir()
	term := service.open(t, dir)
	term.zoom(campaignsPane)
	term.walk(candleCampaign)
	term.send("a")
	term.waitText("╭─ Apply to Candlelight evenings", "▌Motivation")
	term.send("Slow evenings", esc)
	term.waitText("Draft kept.")
	term.settle(quiet)
	term.send(ctrlC)
	term.left(t)

	term = service.open(t, dir)
	term.zoom(campaignsPane)
	term.walk(candleCampaign)
	term.send("a")
	term.waitText("╭─ Apply to Candlelight evenings", "Slow evenings")
	term.send(esc)
	term.waitGone("╭─ Apply")
	term.walk(skinCampaign)
	term.send("X")
	term.wait("a question", func(s screen) bool { return s.boxes() > 1 })
	if n := len(service.writes()); n > 0 {
		t.Fatalf("the key alone declines: %+v", service.writes())
	}
}

func TestHeldKeysAcceptAnInvitationOnce(t *testing.T) {
	t.Parallel()
	for name, spread := range map[string]bool{"in one piece": false, "spread": true} {
		t.Run(name, func(t *testing.T) {
			if !spread {
				variant(t)
			}
			t.Parallel()
			service := serve(t, "companion campaigns=delay:80ms")
			term := service.open(t, t.TempDir())
			term.zoom(campaignsPane)
			term.walk(skinCampaign)
			term.send("a")
			term.asked("Accept the invitation")
			term.settle(deaf)
			term.hold("y", spread)
			term.waitText("5 campaigns")
			term.calm()
			if n := len(service.writes()); n != 1 {
				t.Errorf("%d requests: %+v", n, service.writes())
			}
		})
	}
}
