//go:build unix

package e2e

import (
	"net/http"
	"testing"
)

// leadForm opens the form of the one brand.
func (term *terminal) leadForm() {
	term.t.Helper()
	term.send("a")
	term.waitText("╭─ Submit a lead to", "▌Planwell")
	term.send(enter)
	term.waitText("╭─ Refer a team", "▌First name")
}

// lead fills the compulsory fields in but the consent.
func (term *terminal) lead() {
	term.t.Helper()
	term.fill("First name", "Ada")
	term.fill("Last name", "Quill")
	term.fill("Work e-mail", "ada@quillworks.example")
	term.fill("Company", "Quillworks")
	term.fill("Team size", "12")
	term.field("Plan")
	term.send(right)
	term.waitGone("< choose >")
}

func TestLeadIsSubmittedOnceItIsComplete(t *testing.T) {
	t.Parallel()
	service, dir := serve(t), t.TempDir()
	term := service.open(t, dir)
	term.zoom(leadsPane)
	term.waitText("6 leads")
	term.leadForm()
	term.push("Submit lead")
	term.wait("the reason at the first field", func(s screen) bool { return s.has("▌First name", "✗") })
	term.lead()
	term.fill("Work e-mail", "ada at quillworks")
	term.push("Submit lead")
	term.wait("the reason at the address", func(s screen) bool { return s.has("▌Work e-mail", "✗") })
	term.fill("Work e-mail", "ada@quillworks.example")
	term.push("Submit lead")
	term.wait("the reason at the consent", func(s screen) bool { return s.has("▌They agreed", "✗") })
	if n := len(service.writes()); n > 0 {
		t.Fatalf("%d requests for a form that is not filled in: %+v", n, service.writes())
	}

	// Esc keeps what was typed, over a restart.
	term.send(esc)
	term.waitGone("╭─ Refer a team")
	term.waitText("Ada")
	term.settle(quiet)
	term.send(ctrlC)
	term.left(t)
	if n := len(service.writes()); n > 0 {
		t.Fatalf("a draft was sent: %+v", service.writes())
	}
	term = service.open(t, dir)
	term.zoom(leadsPane)
	term.leadForm()
	term.waitText("Ada", "Quill", "ada@quillworks.example", "Quillworks")
	term.field("They agreed")
	term.send(" ")
	term.waitText("[x]")
	term.push("Submit lead")
	term.waitText("Submitted", "7 leads")
	term.waitGone("╭─ Refer a team")
	term.walk("Ada Quill")
	term.waitText("submitted", "ada@quillworks.example")
	if n := len(service.sent(http.MethodPost, "/leads")); n != 1 || len(service.writes()) != 1 {
		t.Errorf("one lead, but %+v", service.writes())
	}
}

func TestHeldKeysSubmitALeadOnce(t *testing.T) {
	t.Parallel()
	for name, spread := range map[string]bool{"in one piece": false, "spread": true} {
		t.Run(name, func(t *testing.T) {
			if !spread {
				variant(t)
			}
			t.Parallel()
			service := serve(t, "companion leads=delay:80ms")
			term := service.open(t, t.TempDir())
			term.zoom(leadsPane)
			term.waitText("6 leads")
			term.leadForm()
			term.lead()
			term.field("They agreed")
			term.send(" ")
			term.waitText("[x]")
			term.field("[Submit lead]")
			term.hold(enter, spread)
			term.waitText("7 leads")
			term.calm()
			if n := len(service.writes()); n != 1 {
				t.Errorf("%d requests for one lead: %+v", n, service.writes())
			}
		})
	}
}

func TestServiceKilledWhileALeadIsSubmitted(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(leadsPane)
	term.waitText("6 leads")
	term.leadForm()
	term.lead()
	term.field("They agreed")
	term.send(" ")
	term.waitText("[x]")
	service.fault("companion leads=lost") // it is taken, and nobody hears of it
	term.push("Submit lead")
	service.waitSent(1, http.MethodPost, "/leads")
	service.down()
	term.waitText("not known")
	service.fault()
	service.up()
	term.push("Submit lead") // again as it is
	term.waitText("7 leads")
	term.waitGone("╭─ Refer a team")
	term.calm()
	service.once(t)
}
