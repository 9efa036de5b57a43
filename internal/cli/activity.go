package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/activity"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/ui/format"
)

// activityOptions select what is printed.
type activityOptions struct {
	since, until string
	kinds        []string
	program      string
	text         string
	limit        int
	out          outputOptions
}

// newActivity prints what has changed.
func newActivity(sys System) *cobra.Command {
	var o activityOptions
	cmd := &cobra.Command{
		Use:   "activity",
		Short: "Print what has changed, and why: actions, invoices, contracts, tasks, inquiries",
		Long: "Prints what has changed on the account, newest first, and what moved Total\n" +
			"Pending. The changes are those that impactdash has seen on this machine, in the\n" +
			"dashboard or in this command, which looks once more unless --offline is given;\n" +
			"on its first look it also reads the last 30 days from the service's own log.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return usageError{err}
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error {
				return runActivity(ctx, s, o)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.since, "since", "7d", "from when on: 24h, 7d, 4w, a day such as 2026-01-31, or a moment in RFC 3339")
	f.StringVar(&o.until, "until", "", "up to when, in the same forms, not included (default: now)")
	f.StringSliceVar(&o.kinds, "kind", nil, "only this kind, such as action_reversed, or all of a topic, such as contract (repeatable)")
	f.StringVar(&o.program, "program", "", "only this program, by its id or its whole name")
	f.StringVar(&o.text, "text", "", "only what has this text in its brand, title, id or reason")
	f.IntVar(&o.limit, "limit", 1000, "the newest so many")
	o.out.addFlags(cmd)
	return cmd
}

// check refuses what means nothing, before anything is asked for.
func (o activityOptions) check() error {
	for _, text := range []string{o.since, o.until} {
		if _, err := momentOf(text, time.Unix(0, 0), time.UTC); err != nil {
			return err
		}
	}
	if o.limit < 1 {
		return fmt.Errorf("--limit %d is no number of changes", o.limit)
	}
	_, err := kindsOf(o.kinds)
	return err
}

// momentOf reads 24h, 7d, 4w as that long before now, a day as its start in
// the zone, or a moment. An empty text is no moment.
func momentOf(text string, now time.Time, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	if d, err := partner.ParseDate(text); err == nil {
		return d.Start(zone), nil
	}
	units := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	last := len(text) - 1
	if n, err := strconv.Atoi(text[:last]); err == nil && n > 0 && n <= 10_000 && units[text[last]] > 0 {
		return now.Add(-time.Duration(n) * units[text[last]]), nil
	}
	return time.Time{}, fmt.Errorf("%q is no moment; write 24h, 7d, 4w, a day such as 2026-01-31, or RFC 3339", text)
}

// kindsOf reads kinds and topics.
func kindsOf(names []string) ([]partner.EventKind, error) {
	var out []partner.EventKind
	for _, name := range names {
		before := len(out)
		for _, k := range partner.EventKinds() {
			if string(k) == name || k.Topic() == name {
				out = append(out, k)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("--kind %q is not one of %s", name, strings.Join(kindNames(), ", "))
		}
	}
	return out, nil
}

func kindNames() []string {
	var out []string
	for _, k := range partner.EventKinds() {
		if !slices.Contains(out, k.Topic()) {
			out = append(out, k.Topic())
		}
	}
	for _, k := range partner.EventKinds() {
		out = append(out, string(k))
	}
	return out
}

// activityDoc is the document of activity --json.
type activityDoc struct {
	AsOf    *string       `json:"as_of" is:"date-time"`      // RFC 3339, the account's zone: the last look
	Account accountDoc    `json:"account"`                   // whose changes these are
	Since   string        `json:"since" is:"date-time"`      // from when on
	Until   *string       `json:"until" is:"date-time"`      // null: open
	First   *string       `json:"first_look" is:"date-time"` // from when on changes were looked for here; null: never yet
	Total   int           `json:"total"`                     // more than events where --limit cut them
	Events  []eventDoc    `json:"events"`                    // newest first
	Moved   []movementDoc `json:"pending"`                   // what moved Total Pending between the looks of the period
	Errors  []problemDoc  `json:"errors"`                    // what could not be looked at
}

// eventDoc is one change.
type eventDoc struct {
	ID        string     `json:"id"`                        // the same for the same change, on every look
	Kind      string     `json:"kind"`                      // such as action_reversed
	At        *string    `json:"at" is:"date-time"`         // when it happened; null: not known
	Stated    bool       `json:"stated"`                    // false: noticed at that moment, and somewhat older
	NoticedAt *string    `json:"noticed_at" is:"date-time"` // null: read from the service's own log of the time before the first look
	ThingID   string     `json:"thing_id"`                  // id of what changed
	Title     string     `json:"title"`                     // what changed, in a word or two
	ProgramID string     `json:"program_id"`                // empty: of none
	Program   string     `json:"program"`                   // empty: of none, or not known
	Before    *amountDoc `json:"payout_before"`             // null: it had none
	After     *amountDoc `json:"payout_after"`              // null: it has none
	Amount    *amountDoc `json:"sale_amount"`               // null: it has none
	From      string     `json:"from"`                      // what it was; empty: nothing
	To        string     `json:"to"`                        // what it is; empty: nothing
	Reason    string     `json:"reason" is:"prose"`         // the brand's word; empty: none
	Pending   *amountDoc `json:"pending_change"`            // what it added to Total Pending
	Text      string     `json:"text"`                      // the change in words
}

// movementDoc is how Total Pending got from one figure to another; before,
// the causes' amounts and unexplained sum to after.
type movementDoc struct {
	Currency    string     `json:"currency"`                 // ISO 4217
	From        *string    `json:"from" is:"date-time"`      // first look
	To          *string    `json:"to" is:"date-time"`        // last look
	Before      string     `json:"before" is:"decimal"`      // Total Pending at the first look
	After       string     `json:"after" is:"decimal"`       // and at the last
	Causes      []causeDoc `json:"causes"`                   // what moved it
	Unexplained string     `json:"unexplained" is:"decimal"` // what no change explains
}

type causeDoc struct {
	Kind   string `json:"kind"`                // of the changes, such as action_reversed
	Count  int    `json:"count"`               // how many
	Amount string `json:"amount" is:"decimal"` // what they added
}

func runActivity(ctx context.Context, s *session, o activityOptions) error {
	sys, svc := s.sys, s.svc
	var pollErr error
	offline := partner.WantsKept(ctx)
	if !offline {
		_ = s.during("Looking for changes", func() error { // told below, behind what is known
			_, pollErr = svc.Poll(ctx)
			return pollErr
		})
	}
	profile, err := knownProfile(ctx, svc, offline)
	if err != nil {
		return err
	}
	q := partner.ActivityQuery{Text: o.text, Limit: o.limit}
	if q.Kinds, err = kindsOf(o.kinds); err != nil {
		return usageError{err}
	}
	if q.From, err = momentOf(o.since, sys.Now(), profile.Zone); err != nil {
		return usageError{err}
	}
	if q.To, err = momentOf(o.until, sys.Now(), profile.Zone); err != nil {
		return usageError{err}
	}
	if q.Program, err = s.seenProgram(ctx, o.program); err != nil {
		return err
	}
	answer, err := svc.Activity(ctx, q)
	if err != nil {
		return err
	}
	doc := activityDocOf(answer, profile, q)
	if pollErr != nil {
		doc.Errors = append(doc.Errors, problemOf("new changes", pollErr))
	}
	if err := o.out.write(sys, doc, activityTable(doc)); err != nil {
		return err
	}
	for _, p := range doc.Errors {
		fmt.Fprintf(sys.Err, "impactdash: %s: %s %s\n", p.Part, p.Message, p.Next)
	}
	if pollErr != nil {
		return fmt.Errorf("%w: %w", errReported, pollErr)
	}
	return nil
}

// seenProgram is the id of the program that a user names by id or name: one of
// which a change was seen, else one of the account.
func (s *session) seenProgram(ctx context.Context, want string) (string, error) {
	if want == "" {
		return "", nil
	}
	for _, q := range []partner.ActivityQuery{{Program: want}, {Text: want}} {
		seen, err := s.svc.Activity(ctx, q)
		if err != nil {
			return "", err
		}
		for _, e := range seen.Value.Events {
			if f := (programFilter{want: want}); f.lets(e.ProgramID, e.Program) {
				return e.ProgramID, nil
			}
		}
	}
	all, err := s.programs(ctx)
	if err != nil && strings.Trim(want, "0123456789") == "" {
		return want, nil //nolint:nilerr // an id of which nothing was seen
	}
	if err != nil {
		return "", err
	}
	return programNamed(want, all)
}

// knownProfile is the account, as it is kept where nothing may be asked or
// nobody answers.
func knownProfile(ctx context.Context, svc *service.Service, offline bool) (partner.Profile, error) {
	kept, keptErr := svc.Profile(partner.OnlyKept(ctx))
	if offline {
		return kept, keptErr
	}
	p, err := svc.Profile(ctx)
	if err != nil && keptErr == nil && partner.KindOf(err) == partner.Unavailable {
		return kept, nil
	}
	return p, err
}

func activityDocOf(a partner.Answer[partner.Activity], p partner.Profile, q partner.ActivityQuery) activityDoc {
	d := activityDoc{
		AsOf: stamp(a.AsOf, p), Account: accountOf(p), Since: *stamp(q.From, p), Until: stamp(q.To, p), First: stamp(a.Value.Since, p),
		Total: a.Value.Total, Events: []eventDoc{}, Moved: []movementDoc{}, Errors: []problemDoc{},
	}
	for _, e := range a.Value.Events {
		d.Events = append(d.Events, eventDoc{
			ID: e.ID, Kind: string(e.Kind), At: stamp(e.At, p), Stated: e.Stated, NoticedAt: stamp(e.Seen, p),
			ThingID: e.ThingID, Title: e.Title, ProgramID: e.ProgramID, Program: e.Program,
			Before: perhaps(e.Before), After: perhaps(e.After), Amount: perhaps(e.Amount),
			From: e.From, To: e.To, Reason: e.Reason, Pending: perhaps(e.Owed), Text: activity.Words(e),
		})
	}
	for _, m := range a.Value.Moved {
		doc := movementDoc{
			Currency: m.After.Currency, From: stamp(m.From, p), To: stamp(m.To, p),
			Before: plain(m.Before), After: plain(m.After), Causes: []causeDoc{}, Unexplained: plain(m.Rest),
		}
		for _, c := range m.Causes {
			doc.Causes = append(doc.Causes, causeDoc{Kind: string(c.Kind), Count: c.Count, Amount: plain(c.Amount)})
		}
		d.Moved = append(d.Moved, doc)
	}
	for _, n := range a.Value.Notes {
		d.Errors = append(d.Errors, problemOf(n.What, n.Err))
	}
	return d
}

// perhaps is money, or nil, which is null in JSON.
func perhaps(m partner.Opt[partner.Money]) *amountDoc {
	if !m.OK {
		return nil
	}
	return amountOf(m.V)
}

// activityTable has one row per change.
func activityTable(d activityDoc) table {
	t := table{head: []string{"at", "kind", "program", "title", "change", "pending_change", "currency", "thing_id"}}
	t.screen = []screenColumn{
		{title: "at", rank: 1},
		{title: "program", rank: 3, cut: true},
		{title: "title", rank: 4, cut: true},
		{title: "change", rank: 1, cut: true},
		{title: "pending change", rank: 2, right: true},
		{title: "kind", rank: 5},
	}
	for _, e := range d.Events {
		moved, code := "", ""
		if e.Pending != nil {
			moved, code = e.Pending.Amount, e.Pending.Currency
		}
		row := []string{
			cell(e.At), e.Kind, format.Safe(e.Program), format.Safe(e.Title), format.Safe(e.Text), moved, code, format.Safe(e.ThingID),
		}
		t.rows = append(t.rows, row)
		for i, text := range []string{minute(row[0]), row[2], row[3], row[4], strings.TrimSpace(moved + " " + code), row[1]} {
			t.screen[i].cells = append(t.screen[i].cells, text)
		}
	}
	return t
}
