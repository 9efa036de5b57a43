package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// Time that an act may take: for the first thing, and for each more, which are
// done one after the other.
const (
	actLimit  = 60 * time.Second
	eachLimit = 5 * time.Second
)

// addActs adds what is no list of things: the verbs that change something,
// under their nouns, and the status line and the digest.
func addActs(root *cobra.Command, sys System) {
	for noun, acts := range map[string][]*cobra.Command{
		"todo": todoActs(sys), "tasks": tasksActs(sys), "links": linksActs(sys), "leads": leadsActs(sys),
		"campaigns": campaignsActs(sys), "brands": brandsActs(sys), "inquiries": inquiriesActs(sys), "social": socialActs(sys),
	} {
		childOf(root, noun).AddCommand(acts...)
	}
	root.AddCommand(newUndo(sys), newRedo(sys), newStatusline(sys), newDigest(sys))
}

// childOf is the command of that name below another; nil for none.
func childOf(cmd *cobra.Command, name string) *cobra.Command {
	for _, c := range cmd.Commands() {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

// actOptions are what the commands that change something have in common.
type actOptions struct {
	out outputOptions
	yes bool
	key string
}

// addYes declares the answer to the question that an act asks on a terminal.
func (o *actOptions) addYes(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask; needed without a terminal")
}

// addKey declares the key of an act that the service does once for each key.
func (o *actOptions) addKey(cmd *cobra.Command) {
	cmd.Flags().Func("key", "idempotency `key` of 8 to 128 characters: what was sent with it before is not done twice", func(text string) error {
		visible := func(r rune) bool { return r > ' ' && r <= '~' }
		if len(text) < 8 || len(text) > 128 || strings.ContainsFunc(text, func(r rune) bool { return !visible(r) }) {
			return errors.New("a key has 8 to 128 visible ASCII characters")
		}
		o.key = text
		return nil
	})
}

// keyOf is the key that the user has given, or a new one.
func (o *actOptions) keyOf(s *session) string {
	if o.key == "" {
		o.key = s.svc.NewKey()
	}
	return o.key
}

// canAsk refuses an act that needs a yes where nobody can give it, before
// anything is asked for.
func (o *actOptions) canAsk(sys System) error {
	if o.yes || sys.InTTY && sys.ErrTTY {
		return nil
	}
	return usageError{errors.New("this cannot be taken back, and without a terminal nobody can be asked; add --yes")}
}

// errKept is the answer no to the question of an act.
var errKept = errors.New("nothing was done")

// ask asks before an act that cannot be taken back. Only a clear yes is one.
func (o *actOptions) ask(ctx context.Context, sys System, question string, effects ...string) error {
	if o.yes {
		return nil
	}
	for _, line := range effects {
		for part := range strings.Lines(line) {
			fmt.Fprintln(sys.Err, clean(strings.TrimRight(part, "\r\n")))
		}
	}
	fmt.Fprint(sys.Err, clean(question)+" [y/N] ")
	answer, err := readLine(ctx, sys.In)
	if err != nil {
		fmt.Fprintln(sys.Err)
		return err
	}
	if a := strings.ToLower(strings.TrimSpace(answer)); a != "y" && a != "yes" {
		return errKept
	}
	return nil
}

// readLine reads one line; the end of the input ends it as well. It gives up
// with ctx: the reading goes on then, and nobody waits for it.
func readLine(ctx context.Context, in io.Reader) (string, error) {
	type read struct {
		line string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		line, err := bufio.NewReader(in).ReadString('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
		done <- read{line, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-done:
		return r.line, r.err
	}
}

// someIDs refuses a command line that names nothing.
func someIDs(cmd *cobra.Command, args []string) error {
	if slices.ContainsFunc(args, func(id string) bool { return strings.TrimSpace(id) != "" }) {
		return nil
	}
	return usageError{fmt.Errorf("%s needs at least one id, or - for a list on standard input; see %s --help", cmd.CommandPath(), cmd.CommandPath())}
}

// idsOf are the things named on the command line, each once. A single "-"
// takes them from the first column of the lines of standard input, which is
// where the lists have them. A list that is empty is no mistake: there is
// nothing to do.
func idsOf(ctx context.Context, sys System, args []string) ([]string, error) {
	if len(args) == 1 && args[0] == "-" {
		text, err := readAll(ctx, sys.In)
		if err != nil {
			return nil, err
		}
		args = nil
		for line := range strings.Lines(text) {
			first, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
			args = append(args, first)
		}
	}
	var ids []string
	for _, id := range args {
		if id = strings.TrimSpace(id); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// readAll reads standard input to its end, or gives up with ctx.
func readAll(ctx context.Context, in io.Reader) (string, error) {
	type read struct {
		text []byte
		err  error
	}
	done := make(chan read, 1)
	go func() {
		text, err := io.ReadAll(io.LimitReader(in, maxFile))
		done <- read{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-done:
		return string(r.text), r.err
	}
}

// exactly refuses another number of arguments, as wrong usage that says what
// belongs there.
func exactly(what ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(what) {
			return nil
		}
		return usageError{fmt.Errorf("%s needs %s; see %s --help", cmd.CommandPath(), strings.Join(what, " and "), cmd.CommandPath())}
	}
}

// within is a context for an act on n things.
func within(ctx context.Context, n int) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, actLimit+time.Duration(n)*eachLimit)
}

// flush sends what waits, if the service answers again, and tells what came of
// it. The act itself was carried out whatever it says.
func (s *session) flush(ctx context.Context) {
	done, err := s.svc.Flush(ctx)
	if done.Text != "" {
		s.tell(done.Text + ".")
	}
	if err != nil {
		fmt.Fprintf(s.sys.Err, "impactdash: %s\n", clean(err.Error()))
	}
}

// tell says something to a person that no script needs.
func (s *session) tell(text string) {
	if s.sys.ErrTTY {
		fmt.Fprintln(s.sys.Err, clean(text))
	}
}

// resolver finds things by what the user calls them.
type resolver[T any] struct {
	all  []T
	id   func(T) string
	name func(T) string
	// also are further ids of a thing, such as that without its kind.
	also func(T) []string // nil: none
}

// find is the one thing with an id, or else with another of its ids.
func (r resolver[T]) find(id string) (found T, ok bool) {
	n := 0
	for _, t := range r.all {
		if r.id(t) == id {
			return t, true
		}
		if r.also != nil && slices.Contains(r.also(t), id) {
			found, n = t, n+1
		}
	}
	return found, n == 1
}

// split finds the things of ids; what is not there becomes an outcome.
func (r resolver[T]) split(ids []string, kind, where string) (found []T, missing []outcome) {
	seen := map[string]bool{}
	for _, id := range ids {
		t, ok := r.find(id)
		switch {
		case !ok:
			missing = append(missing, outcome{id: id, state: notFound, err: &partner.Error{
				Op: "find " + kind, Kind: partner.NotFound, Detail: "no " + kind + " has this id; " + where + " lists them",
			}})
		case !seen[r.id(t)]:
			seen[r.id(t)] = true
			found = append(found, t)
		}
	}
	return found, missing
}

// canonical are the ids that the things named have themselves.
func (r resolver[T]) canonical(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id
		if t, ok := r.find(id); ok {
			out[i] = r.id(t)
		}
	}
	return out
}
