package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// todoDoc is a to-do.
type todoDoc struct {
	ID       string     `json:"id" tty:"1"`                   // kind and thing; what other commands take
	Kind     string     `json:"kind"`                         // what it is about, such as task or invitation
	ThingID  string     `json:"thing_id"`                     // id of the thing it is about
	Text     string     `json:"text" tty:"1,cut"`             // what there is to do
	Detail   *string    `json:"detail" is:"prose"`            // a sentence more; null: there is none
	Act      string     `json:"act" tty:"4"`                  // the act that suits it, a verb
	Count    int        `json:"count"`                        // how many things it stands for
	Brand    *string    `json:"brand" tty:"5,cut"`            // null: it is about none
	Program  *string    `json:"program_id"`                   // null: it is about none
	Since    *string    `json:"since" is:"date-time"`         // null: not known
	Due      *string    `json:"due" is:"date-time" tty:"3"`   // null: no deadline
	Overdue  bool       `json:"overdue"`                      // the deadline has passed
	Amount   *amountDoc `json:"amount" tty:"2"`               // money it is about; null: none
	Web      string     `json:"web" is:"uri"`                 // page where it can be done
	Decide   bool       `json:"decidable"`                    // can be accepted and declined from here
	Wake     *string    `json:"snoozed_until" is:"date-time"` // null: not snoozed
	OnChange bool       `json:"snoozed_until_change"`         // also comes back when it changes
	Slept    *string    `json:"snoozed_at" is:"date-time"`    // null: not snoozed, or not known
}

// todoListDoc is the document of todo list --json.
type todoListDoc struct {
	listDoc[todoDoc]
	reachDoc
	Open    int `json:"open"`    // to-dos that are not snoozed, whatever the filters
	Snoozed int `json:"snoozed"` // to-dos that are, whatever the filters
}

// todoFilter selects to-dos.
type todoFilter struct {
	snoozed, all bool
	kinds        oneOf
	program      programFilter
}

func todoKinds() []string {
	return texts(
		partner.TodoInvitation, partner.TodoProposal, partner.TodoUpcoming, partner.TodoInquiry, partner.TodoTask, partner.TodoOverdue, partner.TodoTax,
		partner.TodoBank, partner.TodoProperty, partner.TodoPromoCode, partner.TodoDeal, partner.TodoCampaign, partner.TodoOther,
	)
}

// newTodo prints what wants a decision.
func newTodo(sys System) *cobra.Command {
	var f todoFilter
	return noun[todoDoc, todoDoc]{
		name: "todo", one: "to-do", many: "to-dos",
		short: "Print what wants a decision of yours",
		long: "Prints what wants a decision, soonest deadline first: invitations, new terms,\n" +
			"tasks and inquiries that are due, overdue money, and what is missing in the\n" +
			"account's settings. Snoozed to-dos are left out unless they are asked for.",
		example: "  impactdash todo\n  impactdash todo --snoozed --json\n  impactdash todo show task/1234",
		filters: func(flags *pflag.FlagSet) {
			flags.BoolVar(&f.snoozed, "snoozed", false, "those that are snoozed, and no others")
			flags.BoolVar(&f.all, "all", false, "those that are snoozed as well")
			f.kinds.addTo(flags, "kind", "only this kind", todoKinds())
			f.program.addTo(flags)
		},
		program: &f.program,
		between: [][2]string{{"snoozed", "all"}},
		check:   func(System) error { return f.kinds.check(todoKinds()) },
		list:    f.list,
		show: func(ctx context.Context, s *session, id string) (single[todoDoc], error) {
			l, err := (&todoFilter{all: true}).list(ctx, s)
			if err != nil {
				return single[todoDoc]{}, err
			}
			t, err := pick(l.items, id, func(t todoDoc) []string { return []string{t.ID, t.ThingID} })
			return single[todoDoc]{profile: l.profile, asOf: l.asOf, item: t, notes: l.notes}, err
		},
	}.command(sys)
}

func (f *todoFilter) list(ctx context.Context, s *session) (listing[todoDoc], error) {
	var l listing[todoDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return l, err
	}
	a, err := s.svc.Todos(ctx)
	if err != nil {
		return l, err
	}
	l = listing[todoDoc]{profile: p, asOf: a.AsOf, notes: a.Value.Notes}
	now := s.sys.Now()
	open, snoozed := 0, 0
	for _, t := range a.Value.Todos {
		asleep := t.Wake.After(now)
		if asleep {
			snoozed++
		} else {
			open++
		}
		if f.program.lets(t.Program, t.Brand) && (f.all || asleep == f.snoozed) && f.kinds.lets(string(t.Kind)) {
			l.items = append(l.items, s.todoDoc(t, p))
		}
	}
	l.doc = func(d listDoc[todoDoc]) any {
		return todoListDoc{listDoc: d, reachDoc: reachOf(a.Value.Reach), Open: open, Snoozed: snoozed}
	}
	if snoozed > 0 && len(a.Value.Todos) == snoozed && !f.snoozed {
		l.notice = "All done; the rest is snoozed. impactdash todo --snoozed lists it."
	}
	return l, nil
}

func (s *session) todoDoc(t partner.Todo, p partner.Profile) todoDoc {
	now, due := s.sys.Now(), t.Due
	if due.IsZero() && t.Kind == partner.TodoOverdue {
		due = t.Since // money is late since the day it was due
	}
	d := todoDoc{
		ID: t.Key(), Kind: string(t.Kind), ThingID: t.Object, Text: cmp.Or(t.Text, t.Key()), Detail: maybe(t.Detail), Act: cmp.Or(t.Act, "look"),
		Count: t.Count, Brand: maybe(t.Brand), Program: maybe(t.Program), Since: stamp(t.Since, p), Due: stamp(t.Due, p),
		Overdue: !due.IsZero() && !due.After(now), Amount: perhaps(t.Amount), Web: cmp.Or(t.Web, partner.WebApp), Decide: t.Decide,
	}
	if t.Wake.After(now) {
		d.Wake, d.OnChange, d.Slept = stamp(t.Wake, p), t.OnChange, stamp(t.Slept, p)
	}
	return d
}

// personDoc is somebody as the service names them.
type personDoc struct {
	Name  *string `json:"name"`  // null: not said
	Email *string `json:"email"` // null: not said
}

func personOf(p partner.Person) personDoc {
	return personDoc{Name: maybe(p.Name), Email: maybe(p.Email)}
}

// fileDoc is a file at an address.
type fileDoc struct {
	ID   string  `json:"id"`           // of the service
	Name *string `json:"name"`         // null: not said
	URL  *string `json:"url" is:"uri"` // null: not said
}

func filesOf(all []partner.Attachment) []fileDoc {
	out := make([]fileDoc, len(all))
	for i, a := range all {
		out[i] = fileDoc{ID: a.ID, Name: maybe(a.Name), URL: maybe(a.URL)}
	}
	return out
}
