package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/activity"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/ui/format"
)

// How much a digest tells: programs each way, examples of a change, steps.
const (
	moversShown   = 5
	examplesShown = 3
	stepsShown    = 3
	eventsRead    = 5000
)

// newDigest prints a week in a page.
func newDigest(sys System) *cobra.Command {
	var span string
	var out outputOptions
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "Print the last 7 complete days against the 7 before, for a mail",
		Long: "Prints what the last complete days brought against the days before them: figures,\n" +
			"the programs that moved most, what was reversed, became overdue or was agreed, and at\n" +
			"most three next steps. The steps are to-dos: a deadline that is near first, then\n" +
			"overdue money, then the others. Today is not complete and left out.\n\n" +
			"The text is made for a mail of 72 columns.",
		Example: "  impactdash digest\n  impactdash digest --range 4w --json\n  impactdash digest | mail -s 'Last week' me@example.com",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := readableDays(span, sys.Now()); err != nil {
				return usageError{err}
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.digest(ctx, span, out) })
		},
	}
	cmd.Flags().StringVar(&span, "range", "7d", "7d, 4w, mtd, last month, 2026-01, 2026-01-01..2026-01-31; it ends yesterday at the latest")
	out.addFlags(cmd)
	return cmd
}

// completeDays is a range up to yesterday: one of n days or weeks moves there
// as a whole, one that began on a day is cut.
func completeDays(text string, today partner.Date, zone *time.Location) (partner.Period, error) {
	p, err := partner.ParsePeriod(text, today, zone)
	if err != nil || p.To != today {
		return p, err
	}
	rolled, err := partner.ParsePeriod(text, today.Add(-1), zone)
	if err == nil && rolled.Days() == p.Days() && rolled.From == p.From.Add(-1) && !strings.EqualFold(strings.TrimSpace(text), "today") {
		return rolled, nil
	}
	if p.To = today.Add(-1); p.To.Before(p.From) {
		return p, fmt.Errorf("%q has no complete day yet", text)
	}
	return p, nil
}

// readableDays refuses a range that means nothing, before anything is asked
// for. The account's day is not known yet; it is one of three.
func readableDays(text string, now time.Time) (err error) {
	today := partner.DateOf(now, time.UTC)
	for _, shift := range []int{-1, 1, 0} {
		if _, err = completeDays(text, today.Add(shift), time.UTC); err == nil {
			return nil
		}
	}
	return err
}

// digest is the answers a digest is made of.
type digest struct {
	profile partner.Profile
	period  partner.Period
	now     time.Time

	figures partner.Answer[partner.Snapshot]
	movers  partner.Answer[partner.Movers]
	changes partner.Answer[partner.Activity]
	todos   partner.Answer[partner.TodoList]
	overdue partner.Answer[partner.Pending]

	figuresErr, moversErr, changesErr, todosErr, overdueErr error
}

func (s *session) digest(ctx context.Context, span string, out outputOptions) error {
	d := digest{now: s.sys.Now()}
	err := s.during("Reading figures", func() (err error) {
		if d.profile, err = s.svc.Profile(ctx); err != nil {
			return err
		}
		if d.period, err = completeDays(span, d.profile.Today(d.now), d.profile.Zone); err != nil {
			return usageError{err}
		}
		d.load(ctx, s.svc)
		return ctx.Err() // stopped by the user: half a digest helps nobody
	})
	if err != nil {
		return err
	}
	if len(d.failures()) == 5 {
		return d.figuresErr
	}
	doc := d.doc()
	if out.json || out.csv {
		err = out.write(s.sys, doc, doc.table())
	} else {
		_, err = fmt.Fprint(s.sys.Out, d.text(doc))
	}
	if err != nil {
		return err
	}
	for _, p := range doc.Errors {
		fmt.Fprintf(s.sys.Err, "impactdash: %s: %s %s\n", p.Part, p.Message, p.Next)
	}
	if failed := d.failures(); len(failed) > 0 {
		return fmt.Errorf("%w: %w", errReported, failed[0].err)
	}
	return nil
}

// load asks for all parts at the same time.
func (d *digest) load(ctx context.Context, svc *service.Service) {
	var wait sync.WaitGroup
	wait.Go(func() {
		d.figures, d.figuresErr = svc.Snapshot(ctx, partner.RangeQuery{Text: d.period.String(), Persona: partner.AffiliatePersona})
	})
	wait.Go(func() { d.movers, d.moversErr = svc.Movers(ctx, d.period) })
	wait.Go(func() { d.todos, d.todosErr = svc.Todos(ctx) })
	wait.Go(func() { d.overdue, d.overdueErr = svc.Pending(ctx) })
	wait.Go(func() {
		var pollErr error
		if !partner.WantsKept(ctx) {
			_, pollErr = svc.Poll(ctx)
		}
		d.changes, d.changesErr = svc.Activity(ctx, partner.ActivityQuery{
			From: d.period.Start(), To: d.period.End(), Kinds: digestKinds(), Limit: eventsRead,
		})
		if d.changesErr == nil {
			d.changesErr = pollErr // what was known before is told all the same
		}
	})
	wait.Wait()
}

// digestKinds are the changes that a digest tells.
func digestKinds() []partner.EventKind {
	return []partner.EventKind{
		partner.ActionVoided, partner.ActionLate, partner.LineLate,
		partner.ContractNew, partner.ContractBegun, partner.ContractRates, partner.ContractNext, partner.ContractEnded,
	}
}

// missingPart is a part of a digest that could not be had.
type missingPart struct {
	name string
	err  error
}

func (d *digest) failures() []missingPart {
	var all []missingPart
	for _, p := range []missingPart{
		{"figures", d.figuresErr}, {"movers", d.moversErr}, {"changes", d.changesErr}, {"next steps", d.todosErr}, {"overdue money", d.overdueErr},
	} {
		if p.err != nil {
			all = append(all, p)
		}
	}
	return all
}

// digestDoc is the document of digest --json. A part that could not be had is
// null and named in errors.
type digestDoc struct {
	AsOf     *string       `json:"as_of" is:"date-time"`      // of the oldest part
	Account  accountDoc    `json:"account"`                   // whose
	Period   periodDoc     `json:"period"`                    // the days told of
	Previous periodDoc     `json:"previous"`                  // as many days before them
	Currency string        `json:"currency"`                  // of the figures
	Figures  []metricDoc   `json:"figures" null:"yes"`        // those of snapshot; null: could not be had
	Movers   []moverDoc    `json:"movers" null:"yes"`         // all programs, by currency, the largest rise first; null: could not be had
	Changes  []changeDoc   `json:"changes" null:"yes"`        // by kind; null: could not be had
	First    *string       `json:"first_look" is:"date-time"` // from when on changes were looked for here
	Overdue  []amountDoc   `json:"overdue" null:"yes"`        // as it is now; null: could not be had
	Steps    []nextStepDoc `json:"next_steps" null:"yes"`     // at most three to-dos; null: could not be had
	Errors   []problemDoc  `json:"errors"`                    // parts that could not be had
}

type moverDoc struct {
	ProgramID       string  `json:"program_id"`                    // of the program
	Program         string  `json:"program"`                       // its name
	Currency        string  `json:"currency"`                      // ISO 4217
	Payouts         string  `json:"payouts" is:"decimal"`          // of the period, as they are now
	Previous        string  `json:"previous_payouts" is:"decimal"` // of the days before
	Change          string  `json:"change" is:"decimal"`           // how much more
	Percent         *string `json:"change_percent" is:"decimal"`   // null from nothing
	Actions         int     `json:"actions"`                       // behind payouts
	PreviousActions int     `json:"previous_actions"`              // behind previous_payouts
}

// changeDoc is the changes of one kind in the period.
type changeDoc struct {
	Kind     string       `json:"kind"`           // as in activity
	Count    int          `json:"count"`          // in the period
	Pending  []amountDoc  `json:"pending_change"` // what they added to Total Pending, by currency
	Examples []exampleDoc `json:"examples"`       // those with the most money, or the newest
}

type exampleDoc struct {
	At        *string `json:"at" is:"date-time"` // when it happened
	ProgramID string  `json:"program_id"`        // may be empty
	Program   string  `json:"program"`           // may be empty
	ThingID   string  `json:"thing_id"`          // of the action, invoice line or contract
	Text      string  `json:"text"`              // the change in words
}

// nextStepDoc is a to-do that should be done next.
type nextStepDoc struct {
	ID        string     `json:"id"`                 // as in todo list
	Kind      string     `json:"kind"`               // as in todo list
	Text      string     `json:"text"`               // what there is to do
	Act       string     `json:"act"`                // imperative: "chase"
	ProgramID *string    `json:"program_id"`         // null: it is about none
	Due       *string    `json:"due" is:"date-time"` // null: no deadline
	Amount    *amountDoc `json:"amount"`             // money it is about; null: none
}

func (d *digest) doc() digestDoc {
	doc := digestDoc{
		AsOf: stamp(d.asOf(), d.profile), Account: accountOf(d.profile), Currency: d.profile.Currency,
		Period: periodOf(d.period), Previous: periodOf(d.period.Previous()), Errors: []problemDoc{},
	}
	if d.figuresErr == nil {
		for _, m := range partner.AffiliateMetrics() {
			doc.Figures = append(doc.Figures, metricOf(d.figures.Value, m))
		}
	}
	if d.moversErr == nil {
		doc.Movers = moverDocs(d.movers.Value)
	}
	if !d.changes.AsOf.IsZero() || d.changesErr == nil {
		doc.Changes, doc.First = d.changeDocs(), stamp(d.changes.Value.Since, d.profile)
	}
	if d.overdueErr == nil {
		doc.Overdue = amounts(d.profile.Currency, d.overdue.Value.Sum(partner.Overdue))
	}
	if d.todosErr == nil {
		doc.Steps = []nextStepDoc{}
		for _, t := range service.NextSteps(d.todos.Value.Todos, d.now, stepsShown) {
			doc.Steps = append(doc.Steps, nextStepDoc{
				ID: t.Key(), Kind: string(t.Kind), Text: t.Text, Act: t.Act, ProgramID: words(t.Program), Due: stamp(t.Due, d.profile), Amount: perhaps(t.Amount),
			})
		}
	}
	for _, f := range d.failures() {
		doc.Errors = append(doc.Errors, problemOf(f.name, f.err))
	}
	for _, n := range slices.Concat(d.todos.Value.Notes, d.overdue.Value.Notes, d.changes.Value.Notes) {
		doc.Errors = append(doc.Errors, problemOf(n.What, n.Err))
	}
	return doc
}

func moverDocs(m partner.Movers) []moverDoc {
	all := []moverDoc{}
	for _, one := range m.All {
		all = append(all, moverDoc{
			ProgramID: one.ProgramID, Program: one.Program, Currency: one.Now.Currency,
			Payouts: plain(one.Now), Previous: plain(one.Before), Change: plain(one.Change()),
			Percent: changeOf(partner.Some(one.Now.Amount), partner.Some(one.Before.Amount)),
			Actions: one.Actions, PreviousActions: one.ActionsBefore,
		})
	}
	return all
}

// changeDocs counts the changes by kind, in the order of digestKinds.
func (d *digest) changeDocs() []changeDoc {
	all := []changeDoc{}
	for _, kind := range digestKinds() {
		var events []partner.Event
		var owed partner.Totals
		for _, e := range d.changes.Value.Events {
			if e.Kind != kind {
				continue
			}
			events = append(events, e)
			if e.Owed.OK {
				owed.Add(e.Owed.V)
			}
		}
		if len(events) == 0 {
			continue
		}
		slices.SortStableFunc(events, func(a, b partner.Event) int { return compareStakes(stake(a), stake(b), d.profile.Currency) })
		c := changeDoc{Kind: string(kind), Count: len(events), Pending: amounts(d.profile.Currency, owed)}
		for _, e := range events[:min(len(events), examplesShown)] {
			c.Examples = append(c.Examples, exampleDoc{
				At: stamp(e.At, d.profile), ProgramID: e.ProgramID, Program: e.Program, ThingID: e.ThingID, Text: activity.Words(e),
			})
		}
		all = append(all, c)
	}
	return all
}

// stake is the money an event is about; none has no currency.
func stake(e partner.Event) partner.Money { return e.Owed.Or(e.Before.Or(e.After.Or(partner.Money{}))) }

// compareStakes puts the account's currency first, then the others by code,
// and in each the most money first.
func compareStakes(a, b partner.Money, home string) int {
	if a.Currency != b.Currency {
		switch home {
		case a.Currency:
			return -1
		case b.Currency:
			return 1
		}
		return cmp.Compare(b.Currency, a.Currency) // without any last
	}
	return b.Amount.CmpAbs(a.Amount)
}

// asOf is the moment of the oldest part that was had.
func (d *digest) asOf() (oldest time.Time) {
	for _, part := range []struct {
		at  time.Time
		err error
	}{{d.figures.AsOf, d.figuresErr}, {d.movers.AsOf, d.moversErr}, {d.changes.AsOf, d.changesErr}, {d.todos.AsOf, d.todosErr}, {d.overdue.AsOf, d.overdueErr}} {
		if part.err == nil && !part.at.IsZero() && (oldest.IsZero() || part.at.Before(oldest)) {
			oldest = part.at
		}
	}
	return oldest
}

// table is one row per figure, mover, kind of change and step.
func (d digestDoc) table() table {
	t := table{head: []string{"section", "item", "id", "currency", "value", "previous", "change_percent"}}
	add := func(cells ...string) { t.rows = append(t.rows, cells) }
	for _, m := range d.Figures {
		code := ""
		if m.Unit == "money" {
			code = d.Currency
		}
		add("figure", m.Metric, "", code, cell(m.Total), cell(m.Previous), cell(m.Change))
	}
	for _, m := range d.Movers {
		add("mover", format.Safe(m.Program), m.ProgramID, m.Currency, m.Payouts, m.Previous, cell(m.Percent))
	}
	for _, c := range d.Changes {
		add("change", c.Kind, "", "", fmt.Sprint(c.Count), "", "")
	}
	for _, o := range d.Overdue {
		add("overdue", "", "", o.Currency, o.Amount, "", "")
	}
	for _, s := range d.Steps {
		code, value := "", ""
		if s.Amount != nil {
			code, value = s.Amount.Currency, s.Amount.Amount
		}
		add("next step", clean(s.Text), clean(s.ID), code, value, "", "")
	}
	return t
}
