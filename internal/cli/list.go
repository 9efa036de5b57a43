package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// docHead says whose facts these are, and of when.
type docHead struct {
	AsOf    *string    `json:"as_of" is:"date-time"` // when the service said so; null: it was not asked
	Account accountDoc `json:"account"`              // whose facts these are
}

// listDoc is the document of a list --json.
type listDoc[T any] struct {
	docHead
	Total  int          `json:"total"`  // how many the filters let through; more than items where --limit cut them
	Items  []T          `json:"items"`  // the list itself
	Errors []problemDoc `json:"errors"` // parts that could not be had: something may be missing
}

// showDoc is the document of a show --json.
type showDoc[T any] struct {
	docHead
	Item   T            `json:"item"`   // the thing that was asked for
	Errors []problemDoc `json:"errors"` // parts that could not be had: something may be missing
}

// reachDoc says how far the account's interfaces go.
type reachDoc struct {
	Companion bool   `json:"companion"` // a companion API is configured and answers for these things
	Page      string `json:"web_page"`  // screen of the web application that has the rest
}

func reachOf(r partner.Reach) reachDoc { return reachDoc{Companion: r.Companion, Page: r.Page} }

// listing is the answer a list is made of.
type listing[T any] struct {
	profile partner.Profile
	asOf    time.Time
	items   []T // those that the filters let through
	notes   []partner.Note
	// doc adds what this noun has beside its list; nil: nothing.
	doc func(listDoc[T]) any
	// table has other rows than one per item; nil: it has not.
	table func([]T) table
	// notice is told on a terminal that shows no items, to say why; empty: nothing.
	notice string
}

// single is the answer a show is made of.
type single[T any] struct {
	profile partner.Profile
	asOf    time.Time
	item    T
	notes   []partner.Note
}

// noun is a kind of things that can be listed, and shown one by one. The
// documents of L stand in the list, the one of S is shown.
type noun[L, S any] struct {
	name      string // of the command
	one, many string // in sentences: "task", "tasks"
	short     string
	long      string
	example   string
	filters   func(*pflag.FlagSet) // nil: none
	between   [][2]string          // filters that exclude each other
	program   *programFilter       // the filter of that name; nil: there is none
	check     func(sys System) error
	list      func(ctx context.Context, s *session) (listing[L], error)
	show      func(ctx context.Context, s *session, id string) (single[S], error)
}

// command is the noun's command; alone it lists.
func (n noun[L, S]) command(sys System) *cobra.Command {
	cmd := &cobra.Command{Use: n.name, Short: n.short, Long: n.long, Example: n.example, Args: noArgs}
	list := &cobra.Command{Use: "list", Short: "Print the " + n.many, Args: noArgs}
	for _, c := range []*cobra.Command{cmd, list} {
		n.listsWith(sys, c)
	}
	list.Example = n.example
	cmd.AddCommand(list, n.showCommand(sys))
	return cmd
}

// listsWith makes a command print the list.
func (n noun[L, S]) listsWith(sys System, cmd *cobra.Command) {
	var (
		out   outputOptions
		limit int
	)
	if n.filters != nil {
		n.filters(cmd.Flags())
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "the first so many (0: all)")
	out.addFlags(cmd)
	for _, pair := range n.between {
		cmd.MarkFlagsMutuallyExclusive(pair[0], pair[1])
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if limit < 0 {
			return usageError{fmt.Errorf("--limit %d is no number of %s", limit, n.many)}
		}
		if n.check != nil {
			if err := n.check(sys); err != nil {
				return usageError{err}
			}
		}
		return forAccount(cmd, sys, orKept(cmd, func(ctx context.Context, s *session) error {
			return n.runList(ctx, s, limit, out)
		}))
	}
}

func (n noun[L, S]) runList(ctx context.Context, s *session, limit int, out outputOptions) error {
	var l listing[L]
	err := s.during("Reading "+n.many, func() (err error) {
		l, err = n.list(ctx, s)
		return err
	})
	if err != nil {
		return err
	}
	if n.program != nil && len(l.items)+len(l.notes) == 0 {
		if err := n.program.exists(ctx, s); err != nil {
			return err
		}
	}
	doc := listDoc[L]{docHead: headDoc(l.profile, l.asOf), Total: len(l.items), Items: l.items, Errors: problems(l.notes)}
	if limit > 0 && limit < len(doc.Items) {
		doc.Items = doc.Items[:limit]
	}
	if doc.Items == nil {
		doc.Items = []L{}
	}
	rows := tableOf[L]
	if l.table != nil {
		rows = l.table
	}
	var whole any = doc
	if l.doc != nil {
		whole = l.doc(doc)
	}
	if out.text() && s.sys.OutTTY && len(doc.Items) == 0 {
		return errors.Join(s.say(emptyText(n.many, l.notice)), told(s.sys, doc.Errors, l.notes))
	}
	if err := out.write(s.sys, whole, rows(doc.Items)); err != nil {
		return err
	}
	if out.text() && len(doc.Items) < doc.Total {
		s.notice(fmt.Sprintf("%s of %s %s; without --limit there are all", format.Count(int64(len(doc.Items))), format.Count(int64(doc.Total)), n.many))
	}
	return told(s.sys, doc.Errors, l.notes)
}

// emptyText stands where a terminal would show a head and nothing below it.
func emptyText(many, notice string) string {
	if notice == "" {
		return "No " + many + "."
	}
	return notice
}

// say prints a sentence to a user who looks at the data and finds none.
func (s *session) say(text string) error {
	_, err := fmt.Fprintln(s.sys.Out, text)
	return err
}

// notice tells somebody who looks what is no data.
func (s *session) notice(text string) {
	if s.sys.ErrTTY {
		fmt.Fprintln(s.sys.Err, "impactdash:", text)
	}
}

func (n noun[L, S]) showCommand(sys System) *cobra.Command {
	var out outputOptions
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Print all about one " + n.one,
		Args:  oneID(n.one),
		RunE: func(cmd *cobra.Command, args []string) error {
			return forAccount(cmd, sys, orKept(cmd, func(ctx context.Context, s *session) error {
				return n.runShow(ctx, s, args[0], out)
			}))
		},
	}
	out.addFlags(cmd)
	return cmd
}

// oneID wants the id of one thing.
func oneID(one string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 && strings.TrimSpace(args[0]) != "" {
			return nil
		}
		return usageError{fmt.Errorf("%s takes the id of one %s; %s lists them", cmd.CommandPath(), one, cmd.Parent().CommandPath())}
	}
}

func (n noun[L, S]) runShow(ctx context.Context, s *session, id string, out outputOptions) error {
	var v single[S]
	err := s.during("Reading "+n.one+" "+format.Safe(id), func() (err error) {
		v, err = n.show(ctx, s, id)
		return err
	})
	if partner.KindOf(err) == partner.NotFound && err != nil {
		return nothing{fmt.Sprintf("there is no %s %q; impactdash %s lists them", n.one, format.Cut(format.Safe(id), 80), n.name)}
	}
	if err != nil {
		return err
	}
	doc := showDoc[S]{docHead: headDoc(v.profile, v.asOf), Item: v.item, Errors: problems(v.notes)}
	if out.text() {
		err = writeFacts(s.sys, v.item)
	} else {
		err = out.write(s.sys, doc, tableOf([]S{v.item}))
	}
	if err != nil {
		return err
	}
	return told(s.sys, doc.Errors, v.notes)
}

// nothing says that what was named does not exist.
type nothing struct{ text string }

func (n nothing) Error() string { return n.text }

// pick is the one of the items that has the id; an id that several have is
// none.
func pick[T any](items []T, id string, ids func(T) []string) (T, error) {
	var found []T
	for _, v := range items {
		if names := ids(v); len(names) > 0 && names[0] == id {
			return v, nil
		} else if slices.Contains(names, id) {
			found = append(found, v)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	var none T
	return none, &partner.Error{Op: "find it", Kind: partner.NotFound, Detail: "nothing has this id"}
}

func headDoc(p partner.Profile, asOf time.Time) docHead {
	return docHead{AsOf: stamp(asOf, p), Account: accountOf(p)}
}

// problems are the parts of an answer that could not be had.
func problems(notes []partner.Note) []problemDoc {
	out := make([]problemDoc, 0, len(notes))
	for _, n := range notes {
		out = append(out, problemOf(n.What, n.Err))
	}
	return out
}

// told tells which parts are missing. Data that lacks a part for the moment is
// no success: who asks again may get it. What the token may not read is.
func told(sys System, all []problemDoc, notes []partner.Note) error {
	for _, p := range all {
		fmt.Fprintf(sys.Err, "impactdash: %s: %s %s\n", format.Safe(p.Part), p.Message, p.Next)
	}
	for _, n := range notes {
		switch partner.KindOf(n.Err) {
		case partner.Forbidden, partner.NotFound, partner.Unsupported:
		default:
			return fmt.Errorf("%w: %w", errReported, n.Err)
		}
	}
	return nil
}

// text reports whether the data is for people or a pipe, not for a program
// that reads a format.
func (o outputOptions) text() bool { return !o.json && !o.csv }
