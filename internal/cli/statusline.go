package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/config"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/ui/format"
)

// staleLine is the age from which on the line says how old it is.
const staleLine = time.Hour

// dueSoon is how near a deadline is that makes a to-do due.
const dueSoon = 24 * time.Hour

// newStatusline prints one line for status bars and prompts.
func newStatusline(sys System) *cobra.Command {
	var form string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "statusline",
		Short: "Print one line of figures for tmux or a prompt, from what is kept here",
		Long: "Prints one line from what this machine has kept, and asks nobody: the dashboard and\n" +
			"the other commands keep it up to date. Figures that are zero or not known are left\n" +
			"out, and the age is told from an hour on. Amounts of several currencies stand side by\n" +
			"side.\n\n" +
			"With --format the line is yours; its fields are\n\n" + fieldHelp() + "\n" +
			"A figure that is not known is -, {{ is a brace. When nothing is kept yet, nothing is\n" +
			"printed and the exit code is 3.",
		Example: "  impactdash statusline\n  impactdash statusline --format '{today} today, {todo} to do'\n" +
			"  tmux: set -g status-right '#(impactdash statusline)'",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			parts, err := parseLine(form)
			if err != nil {
				return usageError{err}
			}
			c, err := loadConfig(sys, cmd.Flags())
			if err != nil {
				return err
			}
			l, err := readLineFigures(partner.OnlyKept(cmd.Context()), sys, c)
			if errors.Is(err, errNothingKept) {
				fmt.Fprintln(sys.Err, "impactdash:", errNothingKept.Detail)
				return fmt.Errorf("%w: %w", errReported, err)
			}
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				return outputOptions{json: true}.write(sys, l.doc(), table{})
			case form != "":
				_, err = fmt.Fprintln(sys.Out, veil(c, l.fill(parts)))
			default:
				_, err = fmt.Fprintln(sys.Out, veil(c, l.usual()))
			}
			return err
		},
	}
	cmd.Flags().StringVar(&form, "format", "", "the line, with fields in braces: '{today} {pending}'")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.MarkFlagsMutuallyExclusive("format", "json")
	return cmd
}

// lineField is a figure that a line can have.
type lineField struct {
	name, help string
	value      func(*line) string // empty: not known
}

func lineFields() []lineField {
	return []lineField{
		{"today", "earned so far today", func(l *line) string { return l.money(l.today) }},
		{"pending", "total pending", func(l *line) string { return l.money(l.pending) }},
		{"overdue", "due and not paid", func(l *line) string { return l.money(l.overdue) }},
		{"next", "the next payout and its day", func(l *line) string { return l.next }},
		{"balance", "the balance; an estimate without a companion API", func(l *line) string { return l.money(l.balance) }},
		{"todo", "to-dos that are not snoozed", func(l *line) string { return numeral(l.todo) }},
		{"due", "those of them that are overdue or due within a day", func(l *line) string { return numeral(l.due) }},
		{"unread", "changes not looked at yet", func(l *line) string { return numeral(l.unread) }},
		{"age", "age of the oldest of these figures: 2m, 3h, 5d", func(l *line) string { return format.Age(l.age) }},
		{"account", "name of the account", func(l *line) string { return clean(l.profile.Name) }},
	}
}

func fieldHelp() string {
	var b strings.Builder
	for _, f := range lineFields() {
		fmt.Fprintf(&b, "  %-10s %s\n", "{"+f.name+"}", f.help)
	}
	return b.String()
}

// linePart is text, or a field.
type linePart struct {
	text  string
	field func(*line) string // nil: text
}

// parseLine reads a format.
func parseLine(form string) ([]linePart, error) {
	var parts []linePart
	for rest := form; rest != ""; {
		i := strings.IndexByte(rest, '{')
		switch {
		case i < 0:
			return append(parts, linePart{text: rest}), nil
		case strings.HasPrefix(rest[i:], "{{"):
			parts, rest = append(parts, linePart{text: rest[:i+1]}), rest[i+2:]
			continue
		}
		name, after, closed := strings.Cut(rest[i+1:], "}")
		if !closed {
			return nil, fmt.Errorf("--format: %q is not closed with }", rest[i:])
		}
		all := lineFields()
		at := slices.IndexFunc(all, func(f lineField) bool { return f.name == name })
		if at < 0 {
			return nil, fmt.Errorf("--format: {%s} is no field; there are %s", name, lineNames())
		}
		parts = append(parts, linePart{text: rest[:i]}, linePart{field: all[at].value})
		rest = after
	}
	return parts, nil
}

func lineNames() string {
	var names []string
	for _, f := range lineFields() {
		names = append(names, "{"+f.name+"}")
	}
	return strings.Join(names, ", ")
}

// line is the figures of a status line; an absent one is not kept.
type line struct {
	profile                          partner.Profile
	today, pending, overdue, balance partner.Opt[partner.Totals]
	estimate                         bool
	next                             string
	nextDay                          partner.Date
	nextSum                          partner.Totals
	todo, due, unread                partner.Opt[int]
	asOf                             time.Time // of the oldest
	age                              time.Duration
}

// errNothingKept is told by a status line of an account that was never looked
// at.
var errNothingKept = &partner.Error{
	Op: "read what was kept", Kind: partner.NotFound,
	Detail: "no figures yet; open impactdash once, or run impactdash finance",
}

// readLineFigures reads what is kept. It opens nothing else, and needs no
// credentials: nobody is asked.
func readLineFigures(ctx context.Context, sys System, c config.Config) (*line, error) {
	if c.AccountSID == "" {
		return nil, errNoAccount
	}
	svc, err := keptService(sys, c)
	if errors.Is(err, errEmptyStore) {
		return nil, errNothingKept
	}
	if err != nil {
		return nil, err
	}
	defer svc.Close()
	l := &line{}
	if l.profile, err = svc.Profile(ctx); err != nil {
		return nil, errNothingKept
	}
	now, known := sys.Now(), false
	seen := func(asOf time.Time, err error) bool {
		if err != nil {
			return false
		}
		if !known || asOf.Before(l.asOf) {
			l.asOf = asOf
		}
		known = true
		return true
	}
	if a, err := svc.Today(ctx); seen(a.AsOf, err) {
		l.today = partner.Some(a.Value.Earned)
	}
	if a, err := svc.Pending(ctx); seen(a.AsOf, err) {
		l.pending, l.overdue = partner.Some(a.Value.Total()), partner.Some(a.Value.Sum(partner.Overdue))
		if a.Value.Undated > 0 && l.overdue.V.IsZero() {
			l.overdue.OK = false // some may be, and nobody knows
		}
		if day, sum, ok := a.Value.Next(); ok {
			l.nextDay, l.nextSum = day, sum
			l.next = l.money(partner.Some(sum)) + " " + format.Day(day, false)
		}
	}
	if a, err := svc.Balance(ctx); seen(a.AsOf, err) {
		l.balance, l.estimate = a.Value.Estimate, !a.Value.Exact
	}
	if a, err := svc.Todos(ctx); seen(a.AsOf, err) {
		l.countTodos(a.Value.Todos, now)
	}
	if !known {
		return nil, errNothingKept
	}
	l.countUnread(ctx, svc)
	l.age = max(now.Sub(l.asOf), 0)
	return l, nil
}

func (l *line) countTodos(all []partner.Todo, now time.Time) {
	l.todo, l.due = partner.Some(0), partner.Some(0)
	for _, t := range all {
		if asleep(t, now) {
			continue
		}
		l.todo.V++
		if !t.Due.IsZero() && t.Due.Before(now.Add(dueSoon)) {
			l.due.V++
		}
	}
}

// countUnread counts the changes, once they were looked for.
func (l *line) countUnread(ctx context.Context, svc *service.Service) {
	if u, err := svc.Poll(ctx); err == nil && !u.Newest.IsZero() {
		l.unread = partner.Some(u.Count)
	}
}

// money is a sum with its currencies side by side, the account's own first.
// Those of zero are left out beside others.
func (l *line) money(t partner.Opt[partner.Totals]) string {
	if !t.OK {
		return ""
	}
	var parts []string
	for _, m := range t.V.Lines(l.profile.Currency) {
		if !m.IsZero() {
			parts = append(parts, format.Money(m))
		}
	}
	if len(parts) == 0 {
		return format.Money(partner.Money{Currency: l.profile.Currency})
	}
	return strings.Join(parts, " + ")
}

func numeral(n partner.Opt[int]) string {
	if !n.OK {
		return ""
	}
	return strconv.Itoa(n.V)
}

// fill is the line of the user's format.
func (l *line) fill(parts []linePart) string {
	var b strings.Builder
	for _, p := range parts {
		switch {
		case p.field == nil:
			b.WriteString(p.text)
		case p.field(l) == "":
			b.WriteByte('-')
		default:
			b.WriteString(p.field(l))
		}
	}
	return clean(b.String())
}

// usual is the line nobody has to configure: what is not zero, and the age
// when it matters.
func (l *line) usual() string {
	var parts []string
	if l.today.OK {
		parts = append(parts, l.money(l.today)+" today")
	}
	if l.pending.OK {
		parts = append(parts, l.money(l.pending)+" pending")
	}
	if l.overdue.OK && !l.overdue.V.IsZero() {
		parts = append(parts, l.money(l.overdue)+" overdue")
	}
	for _, n := range []struct {
		count partner.Opt[int]
		word  string
	}{{l.todo, "to do"}, {l.unread, "new"}} {
		if n.count.OK && n.count.V > 0 {
			parts = append(parts, format.Count(int64(n.count.V))+" "+n.word)
		}
	}
	if l.age >= staleLine {
		parts = append(parts, format.Age(l.age)+" old")
	}
	switch {
	case len(parts) > 0:
	case l.balance.OK:
		return l.money(l.balance) + " balance"
	default: // of the to-dos alone it is known that there are none
		return "nothing to do"
	}
	return strings.Join(parts, " · ")
}

// veil hides the amounts of a line that stands on the screen all day, where the
// profile wants them hidden.
func veil(c config.Config, line string) string {
	if c.Hidden {
		return format.Hide(line, "*")
	}
	return line
}

// statuslineDoc is the document of statusline --json. What is not kept is null.
type statuslineDoc struct {
	AsOf       *string      `json:"as_of" is:"date-time"` // of the oldest figure
	Account    accountDoc   `json:"account"`              // whose
	AgeSeconds int64        `json:"age_seconds"`          // of the oldest figure
	Today      []amountDoc  `json:"today" null:"yes"`     // earned so far today; null: not known
	Pending    []amountDoc  `json:"pending" null:"yes"`   // total pending; null: not known
	Overdue    []amountDoc  `json:"overdue" null:"yes"`   // due and not paid; null: not known
	Next       *nextDoc     `json:"next_payout"`          // money of the next due day; null: none is known
	Balance    []amountDoc  `json:"balance" null:"yes"`   // null: not known
	Estimate   *bool        `json:"balance_estimate"`     // false where a companion API states the balance; null: no balance
	Todo       *int         `json:"todo"`                 // to-dos that are not snoozed; null: not known
	Due        *int         `json:"due" is:"date-time"`   // those of them that are overdue or due within a day; null: not known
	Unread     *int         `json:"unread"`               // changes not looked at yet; null: none was noticed so far
	Text       string       `json:"text"`                 // the usual line
	Errors     []problemDoc `json:"errors"`               // none so far
}

func (l *line) doc() statuslineDoc {
	sums := func(t partner.Opt[partner.Totals]) []amountDoc {
		if !t.OK {
			return nil
		}
		var all partner.Totals
		all.Add(partner.Money{Currency: l.profile.Currency})
		all.AddAll(t.V)
		return amounts(l.profile.Currency, all)
	}
	whole := func(n partner.Opt[int]) *int {
		if !n.OK {
			return nil
		}
		return &n.V
	}
	d := statuslineDoc{
		AsOf: stamp(l.asOf, l.profile), Account: accountOf(l.profile), AgeSeconds: int64(l.age / time.Second),
		Today: sums(l.today), Pending: sums(l.pending), Overdue: sums(l.overdue), Balance: sums(l.balance),
		Todo: whole(l.todo), Due: whole(l.due), Unread: whole(l.unread), Text: l.usual(), Errors: []problemDoc{},
	}
	if !l.nextDay.IsZero() {
		d.Next = &nextDoc{Date: l.nextDay.String(), ByCurrency: amounts(l.profile.Currency, l.nextSum)}
	}
	if l.balance.OK {
		d.Estimate = &l.estimate
	}
	return d
}
