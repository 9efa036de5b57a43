package campaigns

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// verb is one of the things that can be done with a campaign. Its name is that
// of the question it leads to.
type verb string

const (
	apply   verb = "apply"
	accept  verb = "accept"
	decline verb = "decline"
)

// act is what is being done: it begins when a verb is chosen and is over with
// the answer to what was sent, or when the question was answered with no.
type act struct {
	verb verb
	on   campaign
	key  string       // idempotency key
	form *dialog.Form // open form; nil for none
}

// outcome is what became of an act.
type outcome struct{ partner.ApplyResult }

// Actions implements pane.Pane. The main act is named after what it does with
// the campaign under the cursor.
func (p *Pane) Actions() []keys.Action {
	list := p.list.Actions()
	if p.list.Capturing() {
		return list
	}
	verbs := slices.Clone(p.verbs)
	if c, ok := p.list.Current(); ok && c.Status == partner.CampaignInvited {
		verbs[0].Label = string(accept)
	}
	return slices.Concat(verbs[:2], list, verbs[2:])
}

func (p *Pane) makeVerbs() []keys.Action {
	return []keys.Action{
		{ID: "campaigns.apply", Keys: []string{"a"}, Label: string(apply), Help: "Apply to take part, or accept the invitation.", Run: p.join, Block: p.cannotJoin},
		{ID: "campaigns.decline", Keys: []string{"X"}, Label: string(decline), Help: "Decline the invitation; it asks first.", Run: p.turnDown, Block: p.cannotDecline},
		{ID: "campaigns.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for the campaigns.", Run: p.Refresh, Rest: pane.RefreshRest},
	}
}

// busy is why nothing can be done with any campaign now.
func (p *Pane) busy() string {
	v, known := p.load.Value()
	switch {
	case known && !v.Reach.Companion:
		return "needs a companion API (companion_url); on the web: " + page(v.Reach)
	case p.send.Busy():
		return short(p.act.on) + " is being sent"
	case p.read.Busy():
		return "the terms of " + short(p.act.on) + " are being read"
	case p.keep.Busy():
		return "the draft is being kept"
	}
	return p.list.NeedRow()
}

func (p *Pane) cannotJoin() string {
	if why := p.busy(); why != "" {
		return why
	}
	c, _ := p.list.Current()
	return p.refusal(c)
}

// refusal is why the account can neither apply to a campaign nor accept it.
func (p *Pane) refusal(c campaign) string {
	switch stand(c, p.frame.Now) {
	case eligible, invited:
		return ""
	case unmet:
		rules := make([]string, len(c.Unmet))
		for i, rule := range c.Unmet {
			rules[i] = unstopped(rule)
		}
		return "not met: " + strings.Join(rules, "; ")
	case full:
		return "no place is left in " + short(c)
	case closed:
		return "the last day to apply was " + date(c.ApplyBy, p.frame.Now)
	case applied, negotiating:
		return "you have applied to " + short(c) + " already"
	case participating:
		return "you take part in " + short(c) + " already"
	case declined:
		return short(c) + " was declined"
	case completed:
		return short(c) + " is over"
	case unknown:
	}
	return "what state " + short(c) + " is in is not known here; look on the web"
}

func (p *Pane) cannotDecline() string {
	if why := p.busy(); why != "" {
		return why
	}
	if c, _ := p.list.Current(); c.Status != partner.CampaignInvited {
		return "there is no invitation to " + short(c) + " that could be declined"
	}
	return ""
}

// answered takes the answer to a question of the pane.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	if p.act.on == nil || a.Ask != string(p.act.verb) {
		return nil
	}
	switch {
	case p.act.verb == apply && a.Closed:
		return p.leave(a.Values)
	case p.act.verb == apply:
		return p.submit(a.Values)
	case a.Yes:
		return p.decide()
	}
	p.act = act{}
	return nil
}

// do sends what is to be done, in the background.
func (p *Pane) do(send func(context.Context) (partner.ApplyResult, error)) tea.Cmd {
	return p.send.Start(p.session, pane.Ask[outcome]{To: ID, Limit: actLimit, Do: func(ctx context.Context) (outcome, error) {
		r, err := send(ctx)
		return outcome{r}, err
	}})
}

// sent takes what became of an act.
func (p *Pane) sent(r pane.Reply[outcome]) tea.Cmd {
	if !p.send.Accept(r) {
		return nil
	}
	if r.Err != nil {
		return p.failed(r.Err)
	}
	done := p.act
	p.act = act{}
	if done.form != nil {
		done.form.Done()
	}
	delete(p.drafts, done.on.ID)
	delete(p.keys, done.keyName())
	p.replace(done.after(r.Val.ApplyResult))
	p.list.Step([]campaign{done.on})
	kinds := slices.Concat([]string{event.KindCampaign}, r.Val.Kinds)
	if r.Val.Program != "" {
		kinds = append(kinds, event.KindProgram, event.KindLink)
	}
	slices.Sort(kinds)
	return tea.Batch(toast.Say(done.told(r.Val.ApplyResult)), event.Tell(slices.Compact(kinds)...))
}

// after is the campaign as it is after the act.
func (a act) after(r partner.ApplyResult) campaign {
	c := *a.on
	if r.Campaign != "" {
		c.Status = r.Campaign
	}
	c.Joined = c.Joined || r.Program == "joined"
	return &c
}

// told says what came of the act: for the campaign, for the brand's program,
// and in the service's words.
func (a act) told(r partner.ApplyResult) string {
	text := short(a.on) + ": " + anyWord(string(r.Campaign)) + "."
	if r.Message != "" {
		return text + " " + stopped(r.Message)
	}
	if r.Program == "joined" {
		text += " The program of " + brand(a.on) + " is joined: links can be made for it."
	}
	return text
}

// failed says why an act was not carried out: in the form that is open, else in
// a toast. The list may be older than the refusal.
func (p *Pane) failed(err error) tea.Cmd {
	if partner.KindOf(err) == partner.Canceled {
		return nil
	}
	failed := p.act
	if failed.form != nil {
		return p.refused(err)
	}
	p.act = act{}
	if !toast.Unclear(err) {
		delete(p.keys, failed.keyName())
	}
	return tea.Batch(toast.Fail(short(failed.on)+": "+toast.Refusal(err)), p.Refresh())
}
