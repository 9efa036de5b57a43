package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
	"impactdash/internal/service"
)

// newUndo takes the last act back, newRedo does it again.
func newUndo(sys System) *cobra.Command {
	return newJournal(sys, "undo", "Take back the last snooze, note or forgotten link", "took back",
		"there is nothing to take back", (*service.Service).Undo)
}

func newRedo(sys System) *cobra.Command {
	return newJournal(sys, "redo", "Do again what was taken back last", "did again",
		"nothing was taken back that could be done again", (*service.Service).Redo)
}

// undoDoc is the document of undo --json and redo --json.
type undoDoc struct {
	AsOf    *string      `json:"as_of" is:"date-time"` // when it was done
	Account accountDoc   `json:"account"`              // whose
	Act     string       `json:"act"`                  // undo or redo
	Done    bool         `json:"done"`                 // false: there was nothing
	Text    *string      `json:"text"`                 // the act in words
	Errors  []problemDoc `json:"errors"`               // none so far
}

func newJournal(sys System, verb, short, did, nothing string, do func(*service.Service, context.Context) (partner.Undone, error)) *cobra.Command {
	var out outputOptions
	cmd := &cobra.Command{
		Use:   verb,
		Short: short,
		Long: short + ", with all it was done to, in\n" +
			"the dashboard or in a command on this machine. What the service was told is taken\n" +
			"back there as well. Acts on tasks, links, leads and brands cannot be taken back.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error {
				p, err := lastKnown(ctx, s.svc.Profile) // what was done here needs no service
				if err != nil {
					return err
				}
				ctx, cancel := within(ctx, 1)
				defer cancel()
				u, err := do(s.svc, ctx)
				if err != nil {
					return s.refused(verb, err, "", nil)
				}
				if !u.Nothing {
					s.flush(ctx)
				}
				return s.journal(p, verb, did, nothing, u, out)
			})
		},
	}
	out.addFlags(cmd)
	return cmd
}

// journal tells what came of undo or redo.
func (s *session) journal(p partner.Profile, verb, did, nothing string, u partner.Undone, out outputOptions) error {
	doc := undoDoc{AsOf: stamp(s.sys.Now(), p), Account: accountOf(p), Act: verb, Done: !u.Nothing, Text: words(clean(u.Text)), Errors: []problemDoc{}}
	t := table{head: []string{"act", "text"}}
	if doc.Done {
		t.rows = append(t.rows, []string{verb, clean(u.Text)})
	}
	if u.Nothing && !out.json {
		return errors.New(nothing)
	}
	if s.sys.OutTTY && !out.json && !out.csv {
		_, err := fmt.Fprintln(s.sys.Out, capital(did)+": "+clean(u.Text)+".")
		return err
	}
	if err := out.write(s.sys, doc, t); err != nil || !u.Nothing {
		return err
	}
	fmt.Fprintln(s.sys.Err, "impactdash:", nothing)
	return errReported
}
