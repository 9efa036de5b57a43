package campaigns

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
)

// keyName is under what the idempotency key of a decision is kept while its
// outcome is unclear.
func (a act) keyName() string { return string(a.verb) + "/" + a.on.ID }

// turnDown asks whether to decline the invitation under the cursor.
func (p *Pane) turnDown() tea.Cmd {
	c, _ := p.list.Current()
	p.act = act{verb: decline, on: c}
	p.question = dialog.NewConfirm(dialog.Confirmation{
		To: ID, Ask: string(decline), Title: "Decline the invitation",
		Question: "Decline the invitation of " + brand(c) + " to " + short(c) + "?",
		Effects:  []string{"It pays " + pays(c) + ".", "This cannot be taken back from here."},
		Yes:      "Decline", No: "Keep it",
	})
	return nil
}

// confirm asks whether to accept an invitation. The terms are part of the
// question, because a yes accepts them.
func (p *Pane) confirm() {
	c := p.act.on
	effects := []string{prospect(c, p.frame.Now), "It pays " + pays(c) + ". It runs " + runs(c, p.frame.Now) + "."}
	for _, t := range c.Tasks {
		text := strings.TrimSpace(format.Safe(t.Kind))
		if days := workDays(t, p.frame.Now); days != "" {
			text += ": " + days
		}
		effects = append(effects, text)
	}
	if c.Usage != "" {
		effects = append(effects, "Usage rights: "+stopped(c.Usage))
	}
	effects = append(effects, "With a yes you accept these terms: "+c.Terms.Name)
	p.question = dialog.NewConfirm(dialog.Confirmation{
		To: ID, Ask: string(accept), Title: "Accept the invitation",
		Question: "Take part in " + short(c) + " of " + brand(c) + "?",
		Effects:  append(effects, strings.Split(c.Terms.Text, "\n")...),
		Yes:      "Accept", No: "Not now",
	})
}

// decide sends the answer to an invitation. One whose outcome stayed unclear is
// sent again with the same key.
func (p *Pane) decide() tea.Cmd {
	name := p.act.keyName()
	if p.keys[name] == "" {
		p.keys[name] = p.src.NewKey()
	}
	src, id, yes, key := p.src, p.act.on.ID, p.act.verb == accept, p.keys[name]
	return p.do(func(ctx context.Context) (partner.ApplyResult, error) { return src.DecideCampaign(ctx, id, yes, key) })
}
