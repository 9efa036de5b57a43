package social

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// The questions put to the user beside the forms.
const (
	askRemove   = "remove"
	askPlatform = "platform"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	if p.list.Capturing() {
		return p.list.Actions()
	}
	return slices.Concat(p.verbs, p.list.Actions())
}

// makeVerbs are what can be done with accounts. "A" changes one: "e" is kept
// free everywhere, and Enter is expected to look, not to change. "W" signs in
// on the web.
func (p *Pane) makeVerbs() []keys.Action {
	return []keys.Action{
		{ID: "social.add", Keys: []string{"a"}, Label: "add", Help: "Add a social account, a site or an app.", Run: p.add, Block: p.cannotAdd},
		{ID: "social.connect", Keys: []string{"W"}, Label: "connect", Help: "Sign in at the account's platform, again if the sign-in has expired.", Run: p.connectRow, Block: p.cannotConnectRow},
		{ID: "social.edit", Keys: []string{"A"}, Label: "edit", Help: "Change what brands see of the account.", Run: p.edit, Block: p.cannotEdit},
		{ID: "social.remove", Keys: []string{"X"}, Label: "remove", Help: "Remove the marked accounts for good, or the one under the cursor.", Run: p.askToRemove, Block: p.cannotRemove},
		{ID: "social.connect.new", Label: "connect new", Help: "Sign in at a platform with an account that is not listed yet.", Run: p.askPlatform, Block: p.cannotConnect},
		{ID: "social.web", Label: "open the web", Help: "Open impact.com, for what only the web page can do.", Run: func() tea.Cmd {
			return effect.Open{URL: partner.WebApp, What: "impact.com"}.Cmd()
		}},
		{ID: "social.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for the accounts.", Run: p.Refresh, Rest: pane.RefreshRest},
	}
}

const beingSent = "it is being sent"

// answered takes what the user answered to a question.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	switch {
	case a.Ask == askRemove:
		ids := p.aim
		p.aim = nil
		if !a.Yes {
			return nil
		}
		return p.removeAll(ids)
	case a.Ask == askPlatform && a.Choice != "":
		return p.begin(a.Choice, "", platformWords(a.Choice))
	case a.Values != nil:
		return p.filledIn(a)
	}
	return nil
}

func (p *Pane) cannotRemove() string {
	if p.remove.Busy() {
		return beingSent
	}
	return p.list.NeedRow()
}

// askToRemove asks first: what is removed cannot be brought back.
func (p *Pane) askToRemove() tea.Cmd {
	targets := p.list.Targets()
	what := targets[0].inSentence()
	if len(targets) > 1 {
		what = format.Count(int64(len(targets))) + " accounts"
	}
	p.aim = nil
	names := make([]string, 0, len(targets))
	for _, r := range targets {
		p.aim = append(p.aim, r.ID)
		names = append(names, r.inSentence())
	}
	effects := []string{"Brands no longer see it. This is final: added again, it has to be verified again."}
	if len(targets) > 1 {
		effects = []string{"Brands no longer see them. This is final: added again, they have to be verified again.", strings.Join(names, ", ") + "."}
	}
	p.question = dialog.NewConfirm(dialog.Confirmation{
		To: ID, Ask: askRemove, Title: "Remove", Question: "Remove " + what + "?", Effects: effects, Yes: "Remove", No: "Keep",
	})
	return nil
}

func (p *Pane) removeAll(ids []string) tea.Cmd {
	if len(ids) == 0 || p.remove.Busy() {
		return nil
	}
	src := p.src
	return p.remove.Start(p.session, pane.Ask[partner.Batch]{To: ID, Limit: writeLimit, Do: func(ctx context.Context) (partner.Batch, error) {
		return src.RemoveProperties(ctx, ids)
	}})
}

// removed tells what became of a removal. What was not removed keeps its mark.
func (p *Pane) removed(r pane.Reply[partner.Batch]) tea.Cmd {
	if !p.remove.Accept(r) {
		return nil
	}
	if r.Err != nil {
		return p.failed(r.Err)
	}
	var done []row
	for _, id := range r.Val.OK {
		if it, ok := p.find(id); ok {
			done = append(done, it)
		}
	}
	p.list.Step(done)
	return tea.Batch(toldBatch(r.Val), tell(r.Val.Done))
}

// toldBatch is the toast about a removal.
func toldBatch(b partner.Batch) tea.Cmd {
	if len(b.Failed) == 0 {
		return toast.Say(sentence(b.Text))
	}
	var parts []string
	if len(b.OK) > 0 {
		parts = append(parts, sentence(b.Text))
	}
	f := b.Failed[0]
	text := "Not removed: " + format.Cut(clean(f.Name), quoted) + ". " + refusal(f.Err)
	if n := len(b.Failed) - 1; n > 0 {
		text += " Nor " + format.Count(int64(n)) + " more."
	}
	return toast.Fail(strings.Join(append(parts, text), " "))
}

// tell says what an act has changed; accounts always are among it.
func tell(d partner.Done) tea.Cmd {
	kinds := d.Kinds
	if !slices.Contains(kinds, event.KindProperty) {
		kinds = append(slices.Clone(kinds), event.KindProperty)
	}
	return event.Tell(kinds...)
}

// failed tells a failure. When nobody knows whether the act was carried out,
// the list is read again.
func (p *Pane) failed(err error) tea.Cmd {
	what, next := toast.Words(err)
	say := toast.Fail(what + " " + next)
	if partner.KindOf(err) == partner.Uncertain {
		return tea.Batch(say, p.Refresh())
	}
	return say
}

// refusal is why something was not done: the service's own sentence where it
// gives one.
func refusal(err error) string {
	var e *partner.Error
	if errors.As(err, &e) && e.Detail != "" {
		switch e.Kind {
		case partner.Invalid, partner.Conflict, partner.Forbidden, partner.NotFound, partner.Unsupported, partner.Withheld:
			return sentence(e.Detail)
		}
	}
	what, next := toast.Words(err)
	return what + " " + next
}

// sentence is a text from outside as a sentence.
func sentence(text string) string {
	text = capital(strings.TrimRight(clean(text), ". "))
	if text == "" || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// signing is a sign-in at a platform that was begun in the browser.
type signing struct {
	name  string // of the platform, cleaned
	id    string // of the property; empty for a new one
	key   string // idempotency key; used again when it is not known whether the sign-in was begun
	ends  time.Time
	begun bool // the page was opened
	over  bool // the list was read since
}

// pending reports whether the user is probably still at it.
func (s signing) pending(now time.Time) bool {
	return s.begun && !s.over && (s.ends.IsZero() || s.ends.After(now))
}

// cannotConnect is why no sign-in can be begun.
func (p *Pane) cannotConnect() string {
	v, ok := p.load.Value()
	switch {
	case p.connect.Busy():
		return beingSent
	case !ok:
		return "the accounts are not loaded yet"
	case !v.Reach.Companion:
		return "connecting " + p.elsewhere()
	}
	return ""
}

func (p *Pane) cannotConnectRow() string {
	if why := p.cannotConnect(); why != "" {
		return why
	}
	r, ok := p.list.Current()
	switch {
	case !ok:
		return p.list.NeedRow() + ": add one first"
	case !r.social():
		return "only social accounts sign in"
	case r.Platform == "":
		return "its platform is not known: edit it first"
	}
	return ""
}

func (p *Pane) connectRow() tea.Cmd {
	r, _ := p.list.Current()
	return p.begin(r.Platform, r.ID, r.where)
}

// askPlatform asks where a new account is.
func (p *Pane) askPlatform() tea.Cmd {
	o := dialog.Offer{To: ID, Ask: askPlatform, Title: "Connect a new account", Intro: []string{"The platform's own page asks you to sign in."}}
	for _, value := range partner.SocialPlatforms() {
		o.Items = append(o.Items, dialog.Item{Value: value, Label: platformWords(value)})
	}
	p.question = dialog.NewMenu(o)
	return nil
}

// begin asks for the page to sign in at.
func (p *Pane) begin(platform, id, name string) tea.Cmd {
	if p.connect.Busy() {
		return nil
	}
	next := signing{name: name, id: id}
	if last := p.signing; last.key != "" && last.name == name && last.id == id {
		next.key = last.key // it may have been begun: the same key does not begin it twice
	} else {
		next.key = p.src.NewKey()
	}
	p.signing = next
	src := p.src
	return p.connect.Start(p.session, pane.Ask[partner.Connection]{To: ID, Limit: writeLimit, Do: func(ctx context.Context) (partner.Connection, error) {
		return src.Connect(ctx, platform, id, next.key)
	}})
}

// connected opens the page to sign in at.
func (p *Pane) connected(r pane.Reply[partner.Connection]) tea.Cmd {
	if !p.connect.Accept(r) {
		return nil
	}
	if r.Err != nil {
		if partner.KindOf(r.Err) != partner.Uncertain {
			p.signing.key = ""
		}
		return p.failed(r.Err)
	}
	p.signing.key, p.signing.begun, p.signing.ends = "", true, r.Val.Expires
	return effect.Open{URL: r.Val.URL, What: "the sign-in page of " + p.signing.name}.Cmd()
}
