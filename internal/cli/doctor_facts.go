package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"impactdash/internal/api"
	"impactdash/internal/config"
	"impactdash/internal/credential"
	"impactdash/internal/doctor"
	"impactdash/internal/history"
	"impactdash/internal/origin"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/internal/store"
	"impactdash/ui"
)

// gatherFacts finds out what doctor reports about. The terminal is given back
// before it returns.
func gatherFacts(ctx context.Context, sys System, c config.Config, bad error) (doctor.Facts, partner.Profile) {
	f := doctor.Facts{
		Now:    sys.Now(),
		Config: doctor.Config{File: c.File, Err: bad, Warnings: c.Warnings},
		Zone:   doctor.Zone{Machine: sys.Now().Location(), Account: c.Zone, Chosen: c.Zone != nil},
	}
	talk := startTalk(sys)
	f.Terminal = terminalFacts(ctx, sys, c, talk)
	f.Store = storeFacts(ctx, sys, c)
	x := examination{ctx: ctx, sys: sys, config: c, facts: &f}
	x.account(bad)
	if talk.line != nil {
		talk.end(&f.Terminal, sys.Now)
	}
	return f, x.profile
}

// examination asks the account.
type examination struct {
	ctx     context.Context
	sys     System
	config  config.Config
	facts   *doctor.Facts
	profile partner.Profile // ID is empty until it is known
}

// The limits of time for one question, and how many are asked at once.
const (
	probeLimit = 15 * time.Second
	probesMost = 4
)

// asking is what takes long when endpoints are tried.
const asking = "Asking the account's endpoints"

func (x *examination) account(bad error) {
	c, a := x.config, &x.facts.Account
	*a = doctor.Account{Unknown: bad != nil, Base: origin.SafeURL(c.BaseURL), ReadOnly: c.ReadOnly}
	a.SIDFrom = settingFrom(x.sys, c, c.AccountSID, "IMPACTDASH_ACCOUNT_SID")
	if a.SIDFrom != "" && bad == nil {
		x.token()
		c = x.config
	}
	x.facts.Companion = doctor.Companion{Own: c.AccountSID}
	if c.CompanionURL != "" {
		x.facts.Companion.Base = origin.SafeURL(c.CompanionURL)
	}
	switch {
	case bad != nil:
		x.unasked("the configuration cannot be used")
		return
	case a.SIDFrom == "" || a.TokenFrom == "":
		x.unasked("no account is configured")
		return
	}
	client, err := api.New(api.Options{
		BaseURL: c.BaseURL, AccountSID: c.AccountSID, AuthToken: c.AuthToken.Reveal(),
		Now: x.sys.Now, Jitter: x.sys.Chance, UserAgent: "impactdash/" + versionText(),
	})
	if a.Err = err; err != nil {
		x.unasked("the account's settings cannot be used")
		return
	}
	if c.Offline {
		x.unasked("--offline")
		x.remember()
		return
	}
	_ = during(x.sys, asking, func() error { // what fails is a finding
		x.probe(client)
		x.companion()
		return nil
	})
	x.facts.Limits.Budget = client.Budget()
}

// token finds the token, as other commands do.
func (x *examination) token() {
	a := &x.facts.Account
	found, err := signedIn(x.ctx, x.sys, x.config)
	var told *credential.Error
	switch {
	case errors.As(err, &told):
		a.Missing, a.Next = told.What, told.Next
	case err != nil:
	case found.TokenFrom == "":
		x.config, a.TokenFrom = found, "where --offline does not look"
	default:
		x.config, a.TokenFrom = found, "the "+string(found.TokenFrom)
	}
}

// unasked says why nothing was asked of the network.
func (x *examination) unasked(why string) {
	f := x.facts
	f.Account.NotAsked, f.Companion.NotAsked, f.Limits.NotAsked, f.Clock.NotAsked = why, why, why, why
}

// settingFrom is where a setting comes from that has a variable; empty when it
// has no value.
func settingFrom(sys System, c config.Config, value, variable string) string {
	switch {
	case value == "":
		return ""
	case strings.TrimSpace(sys.Getenv(variable)) == value:
		return "the environment"
	case c.File != "":
		return "the configuration file"
	}
	return "the command line or the last sign-in"
}

// probe asks each endpoint once. The first one tells whether the others are
// worth asking.
func (x *examination) probe(client *api.Client) {
	all := api.Probes()
	reached := make([]api.Reached, len(all))
	ends := make([]doctor.Endpoint, len(all))
	ask := func(i int) {
		ctx, cancel := context.WithTimeout(x.ctx, probeLimit)
		defer cancel()
		reached[i] = client.Reach(ctx, all[i])
		ends[i].Asked, ends[i].Err, ends[i].Took = true, reached[i].Err, reached[i].Took
	}
	for i, p := range all {
		ends[i] = probed(p)
	}
	ask(0)
	if worthGoingOn(reached[0].Err) {
		var wait sync.WaitGroup
		slots := make(chan struct{}, probesMost)
		for i := 1; i < len(all); i++ {
			slots <- struct{}{}
			wait.Go(func() {
				defer func() { <-slots }()
				ask(i)
			})
		}
		wait.Wait()
	}
	x.facts.Account.Endpoints = ends
	for _, r := range reached {
		x.compareClocks(r)
	}
	x.introduce(reached[0].Company, reached[0].Err)
}

// worthGoingOn reports whether other endpoints may answer when the first has
// not.
func worthGoingOn(err error) bool {
	var e *partner.Error
	if !errors.As(err, &e) {
		return err == nil
	}
	return e.Kind != partner.Unauthorized && e.Kind != partner.Canceled && (e.Kind != partner.Unavailable || e.Status != 0)
}

// compareClocks compares the clocks at the middle of an exchange, keeping the
// quickest one's word.
func (x *examination) compareClocks(r api.Reached) {
	clock := &x.facts.Clock
	if r.Date.IsZero() {
		return
	}
	ahead := r.Asked.Add(r.Took / 2).Sub(r.Date.Add(time.Second / 2)) // the service cuts off what is below a second
	if !clock.Known || ahead.Abs() < clock.Ahead.Abs() {
		clock.Known, clock.Ahead = true, ahead
	}
}

// introduce learns whose account it is.
func (x *examination) introduce(c partner.Company, err error) {
	if err != nil {
		return
	}
	x.facts.Account.Name = c.Name
	x.profile = partner.Profile{ID: x.config.AccountSID, Name: c.Name, Currency: c.Currency, Zone: x.config.Zone}
	zone := &x.facts.Zone
	if zone.Chosen {
		return
	}
	if c.Timezone == "" {
		zone.Account, zone.Note = time.UTC, "the service names no time zone; days are cut in UTC"
	} else {
		zone.Account, zone.Note = service.Zone(c.Timezone)
	}
	x.profile.Zone, x.profile.ZoneNote = zone.Account, zone.Note
}

// companion asks the companion API who it is.
func (x *examination) companion() {
	if x.config.CompanionURL == "" {
		return
	}
	f := &x.facts.Companion
	client, err := openCompanion(x.sys, x.config)
	if err != nil {
		f.Err = err
		return
	}
	ctx, cancel := context.WithTimeout(x.ctx, probeLimit)
	defer cancel()
	status, err := client.Status(ctx)
	f.Err, f.Name, f.Version, f.Account = err, status.Name, status.Version, status.Account
}

// remember tells from what is kept what is not to be asked: whose account it is,
// and what was left of the limits. A file that is not sound is left alone.
func (x *examination) remember() {
	kept := x.facts.Store.History
	if !kept.Exists || kept.Damage != "" || kept.Err != nil || kept.Version != kept.Newest {
		return
	}
	svc, err := keptService(x.sys, x.config)
	if err != nil {
		return // the account's settings have been looked at
	}
	if p, err := svc.Profile(partner.OnlyKept(x.ctx)); err == nil {
		x.profile, x.facts.Account.Name = p, p.Name
		x.facts.Zone.Account, x.facts.Zone.Note = p.Zone, p.ZoneNote
	}
	svc.Close()
	h := history.Open(history.Options{Dir: x.config.StateDir, Account: holder(x.config).Name(), Now: x.sys.Now, Keep: x.config.History})
	x.facts.Limits.Budget = h.Budget()
	_ = h.Close() // nothing was written
}

// probed says what an endpoint is for.
func probed(p api.Probe) doctor.Endpoint {
	e := doctor.Endpoint{Name: p.Endpoint, Scope: p.Scope}
	switch p.Endpoint {
	case "CompanyInformation":
		e.Use = "the account's currency and time zone"
	case "Campaigns":
		e.Use, e.Core = "Create A Link", true
	case "Reports":
		e.Use, e.Core = "Snapshot", true
	case "Actions":
		e.Use, e.Core = "Finance", true
	case "ActionUpdates":
		e.Use = "Activity"
	case "Invoices":
		e.Use = "what is overdue in Finance"
	case "Contracts":
		e.Use = "To Do List"
	case "WithdrawalSettings":
		e.Use, e.Rare = "the balance in Finance", true
	case "Tasks":
		e.Use = "Tasks"
	case "MediaProperties":
		e.Use = "My Social Accounts"
	case "TaxDocument":
		e.Use, e.Rare = "the tax form in To Do List", true
	case "Users":
		e.Use = "the names of people in Tasks"
	default:
		e.Use = "To Do List"
	}
	return e
}

// storeFacts looks at what is kept on this machine, and changes nothing.
func storeFacts(ctx context.Context, sys System, c config.Config) doctor.Store {
	s := doctor.Store{Dir: c.StateDir, NoRight: sys.GOOS == "windows", Keep: c.History}
	if s.Dir == "" {
		return s
	}
	place := s.Dir
	info, err := os.Stat(place)
	if err == nil {
		s.Exists, s.Mode = true, info.Mode()
	}
	for errors.Is(err, fs.ErrNotExist) && filepath.Dir(place) != place {
		place = filepath.Dir(place)
		_, err = os.Stat(place)
	}
	if s.Refused = err; err == nil {
		s.Refused = writable(place)
	}
	if free, err := freeBytes(place); err == nil {
		s.Free, s.Known = free, true
	}
	if c.AccountSID == "" {
		return s
	}
	h, err := history.Inspect(ctx, s.Dir, holder(c).Name())
	s.History = doctor.History{
		Path: h.Path, Exists: h.Exists, Size: h.Size, Version: h.Version, Newest: h.Newest, Err: err, Damage: h.Damage,
		Checked: h.Checked, Days: h.Days, Since: h.Since, Actions: h.Actions, Aside: h.Aside,
	}
	j, err := store.Inspect(s.Dir, holder(c).Name())
	s.Journal = doctor.Journal{Path: j.Path, Exists: j.Exists, Size: j.Size, Acts: j.Acts, Damaged: j.Damaged, Err: err}
	return s
}

// terminalFacts is what environment and terminal say.
func terminalFacts(ctx context.Context, sys System, c config.Config, talk *conversation) doctor.Terminal {
	t := doctor.Terminal{
		NotAsked: talk.refused, Term: sys.Getenv("TERM"), Program: sys.Getenv("TERM_PROGRAM"),
		Tmux: sys.Getenv("TMUX") != "", Screen: sys.Getenv("STY") != "", Remote: remote(sys.Getenv),
		NoColor: sys.Getenv("NO_COLOR") != "", Mouse: c.Mouse, Desktop: sys.Clip != nil,
	}
	t.LeastWide, t.LeastHigh = ui.Least()
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if t.Locale == "" {
			t.Locale = sys.Getenv(name)
		}
	}
	if f, ok := sys.Out.(term.File); ok && sys.OutTTY {
		if w, h, err := term.GetSize(f.Fd()); err == nil {
			t.Width, t.Height = w, h
		}
	}
	switch colorprofile.Env(sys.Environ) {
	case colorprofile.TrueColor:
		t.Colors = doctor.TrueColor
	case colorprofile.ANSI256:
		t.Colors = 256
	case colorprofile.ANSI:
		t.Colors = 16
	}
	if talk.line == nil {
		return t
	}
	if t.Tmux && sys.Tmux != nil {
		if text, err := sys.Tmux(ctx); err == nil {
			t.Options, t.AskedTmux = doctor.TmuxOptions(text), true
		}
	}
	answers, err := doctor.Ask(talk.line, doctor.Question(t), sys.Now)
	if t.Answers = answers; err != nil {
		t.NotAsked = "it cannot be read"
	}
	return t
}
