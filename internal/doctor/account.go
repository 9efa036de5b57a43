package doctor

import (
	"errors"
	"fmt"
	"time"

	"impactdash/internal/partner"
)

// Config is what became of the configuration file.
type Config struct {
	File     string   // that was read; empty: there is none
	Err      error    // why it cannot be used; nil: it can
	Warnings []string // what in it was not understood, a sentence each
}

func (c Config) lines() []Line {
	var all []Line
	switch {
	case c.Err != nil:
		return []Line{problem("file", sentence(c.Err.Error()), "Correct it; until then nothing of the account can be shown.")}
	case c.File == "":
		all = append(all, ok("file", "There is none, so flags, environment and defaults hold."))
	default:
		all = append(all, ok("file", "%s is read.", c.File))
	}
	for i, w := range c.Warnings {
		all = append(all, problem(fmt.Sprintf("warning %d", i+1), sentence("in "+w), "Correct it in "+c.File+"."))
	}
	return all
}

// Account is what is configured of the account, and what it may be asked.
type Account struct {
	Unknown   bool   // the configuration cannot be used
	SIDFrom   string // where the account id comes from: "the environment"; empty: there is none
	TokenFrom string // where the token comes from; empty: there is none
	Missing   string // why there is none, a sentence; empty: none is set
	Next      string // what to do about that, a sentence
	Err       error  // why no client can be made of them
	Base      string // address of the Partner API, without credentials
	ReadOnly  bool
	NotAsked  string // why nothing was asked: "--offline"; empty: it was
	Name      string // of the account; empty: not known
	Endpoints []Endpoint
}

// Endpoint is a resource of the Partner API.
type Endpoint struct {
	Name  string // "Actions"
	Scope string // what the web calls the right to read it
	Use   string // what of the product needs it: "Finance and Activity"
	Core  bool   // without it the dashboard has little to show
	Rare  bool   // an account may have nothing there
	Asked bool
	Err   error // nil: it answers
	Took  time.Duration
}

// where is the place where tokens are made.
const where = "impact.com, Settings, Technical, API Access"

func (a Account) lines() []Line {
	if a.Unknown {
		return []Line{note("credentials", "Not looked for, because the configuration cannot be used.", "")}
	}
	all := []Line{a.credentials()}
	if all[0].Status == Problem {
		return all
	}
	if a.Name != "" {
		all = append(all, ok("name", "%s.", a.Name))
	}
	if a.ReadOnly {
		all = append(all, ok("writes", "None: the account is read-only here."))
	}
	if a.NotAsked != "" {
		return append(all, ok("endpoints", "Not asked: %s.", a.NotAsked))
	}
	skipped := 0
	for _, e := range a.Endpoints {
		if !e.Asked {
			skipped++
			continue
		}
		all = append(all, e.line())
	}
	if skipped > 0 {
		all = append(all, note("endpoints", fmt.Sprintf("%d more were not asked after that.", skipped), ""))
	}
	return all
}

func (a Account) credentials() Line {
	next := "Run impactdash auth login, or set IMPACTDASH_ACCOUNT_SID and IMPACTDASH_AUTH_TOKEN (" + where + "), or try: impactdash demo"
	switch {
	case a.SIDFrom == "" && a.TokenFrom == "":
		return problem("credentials", "No account is configured.", next).from(Credentials)
	case a.SIDFrom == "":
		return problem("credentials", "There is a token but no AccountSID.", "Set IMPACTDASH_ACCOUNT_SID ("+where+").").from(Credentials)
	case a.TokenFrom == "" && a.Missing != "":
		return problem("credentials", a.Missing, a.Next).from(Credentials)
	case a.TokenFrom == "":
		return problem("credentials", "There is an AccountSID but no token.", "Run impactdash auth login, or set IMPACTDASH_AUTH_TOKEN ("+where+").").from(Credentials)
	case a.Err != nil:
		return problem("credentials", sentence(detail(a.Err)), "Correct the setting.")
	}
	from := "AccountSID and token come from " + a.SIDFrom
	if a.SIDFrom != a.TokenFrom {
		from = "AccountSID comes from " + a.SIDFrom + ", token from " + a.TokenFrom
	}
	return ok("credentials", "%s; they go to %s.", from, a.Base)
}

func (e Endpoint) line() Line {
	failed, known := asPartner(e.Err)
	if e.Err != nil && !known {
		return problem(e.Name, sentence(e.Err.Error()), "Try again later.").from(Service)
	}
	if e.Err == nil {
		return ok(e.Name, "Answers (%s).", span(e.Took))
	}
	switch failed.Kind {
	case partner.Unauthorized:
		return problem(e.Name, "AccountSID and token are refused.", "Check both, or make a new token: "+where+".").from(Credentials)
	case partner.Forbidden:
		next := fmt.Sprintf("Add “%s” to the token's scopes: %s.", e.Scope, where)
		text := "Forbidden: the token may not read it, so " + e.Use + " stays without."
		if e.Core {
			return problem(e.Name, text, next).from(Credentials)
		}
		return note(e.Name, text, next)
	case partner.NotFound:
		if e.Rare {
			return ok(e.Name, "Answers; the account has nothing there (%s).", span(e.Took))
		}
		return note(e.Name, "The service knows no such thing for this account, so "+e.Use+" stays without.", "")
	case partner.RateLimited:
		return problem(e.Name, "The hourly limit is spent.", retry(failed)).from(Service)
	case partner.Invalid:
		return problem(e.Name, "Failed: "+sentence(detail(failed)), "Check base_url; if it is right, report this.").from(Service)
	}
	return problem(e.Name, "Failed: "+sentence(detail(failed)), retry(failed)).from(Service)
}

// Companion is what is known of the companion API.
type Companion struct {
	Base     string // empty: none is configured
	NotAsked string // why it was not asked; empty: it was
	Err      error
	Name     string // it calls itself so
	Version  string
	Account  string // it answers for
	Own      string // account that is configured
}

func (c Companion) lines() []Line {
	const name = "status"
	switch {
	case c.Base == "":
		return []Line{ok(name, "None is configured; campaigns, brands, leads and acts on tasks are done on the web.")}
	case c.NotAsked != "":
		return []Line{ok(name, "Not asked: %s.", c.NotAsked)}
	case c.Err != nil:
		next := "Check companion_url (" + c.Base + ")."
		cause := Service
		if e, known := asPartner(c.Err); known && (e.Kind == partner.Unauthorized || e.Kind == partner.Forbidden) {
			next, cause = "It takes the same AccountSID and token; ask whoever runs it.", Credentials
		}
		return []Line{problem(name, "Failed: "+sentence(detail(c.Err)), next).from(cause)}
	case c.Account != "" && c.Own != "" && c.Account != c.Own:
		return []Line{problem(name, "It answers for another account than the one that is configured.", "Check companion_url ("+c.Base+").").from(Credentials)}
	}
	return []Line{ok(name, "%s %s answers at %s.", c.Name, c.Version, c.Base)}
}

// Limits are the hourly limits of the service.
type Limits struct {
	NotAsked string // why nothing new is known; empty: it was asked
	Budget   partner.Budget
}

// scarce is the part of a limit below which it is worth a note.
const scarce = 10 // percent

func (l Limits) lines(now time.Time) []Line {
	var all []Line
	for _, a := range l.Budget {
		if a.Reset.IsZero() || a.Reset.After(now) {
			all = append(all, allowance(a, now))
		}
	}
	switch {
	case len(all) > 0:
	case l.NotAsked != "":
		all = []Line{ok("requests", "Not asked: %s.", l.NotAsked)}
	default:
		all = []Line{ok("requests", "Not known: the service was not asked.")}
	}
	return all
}

func allowance(a partner.Allowance, now time.Time) Line {
	name := string(a.Group)
	if !a.Remaining.OK {
		return ok(name, "The service does not say what is left.")
	}
	text := fmt.Sprintf("%d requests are left", a.Remaining.V)
	if a.Limit.OK {
		text = fmt.Sprintf("%d of %d requests are left", a.Remaining.V, a.Limit.V)
	}
	if a.Reset.After(now) {
		text += fmt.Sprintf(", renewed in %s", span(a.Reset.Sub(now)))
	}
	text += "."
	switch {
	case a.Remaining.V <= 0:
		return problem(name, text, "Wait, or close other programs on this account.").from(Service)
	case a.Limit.OK && a.Remaining.V*100 < a.Limit.V*scarce:
		return note(name, text, "Other programs on this account draw on the same limit.")
	}
	return Line{Name: name, Status: OK, Text: text}
}

func asPartner(err error) (*partner.Error, bool) {
	var e *partner.Error
	return e, errors.As(err, &e)
}
