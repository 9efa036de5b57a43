package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"impactdash/internal/config"
	"impactdash/internal/doctor"
	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// newDoctor looks for what is wrong with the installation.
func newDoctor(sys System) *cobra.Command {
	var out outputOptions
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look for what is wrong: terminal, configuration, account, limits, store, clock",
		Long: "Looks at terminal, configuration, account, companion API, limits, what is kept on\n" +
			"this machine, clock and time zone, and says what to do about what is wrong. Each\n" +
			"endpoint of the account is asked with one small request; nothing is changed. With\n" +
			"--offline nothing is asked of the network. The terminal is asked only when input\n" +
			"and output are one.\n\n" +
			"Exit codes: 0 without a problem; 4 or 5 when every problem is one of the\n" +
			"credentials or of the service; else 1. Notes are no problems.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			from := source(sys, cmd.Flags())
			if names, err := vocabulary(cmd.Context(), sys); err == nil {
				from.Names = names // with them the names of panes and actions are checked as well
			}
			c, err := config.Load(from)
			c = known(sys, c)
			return runDoctor(cmd.Context(), sys, c, err, out)
		},
	}
	out.addFlags(cmd)
	return cmd
}

// doctorDoc is the document of doctor --json.
type doctorDoc struct {
	AsOf     string       `json:"as_of"`    // RFC 3339
	Version  string       `json:"version"`  // of impactdash
	Account  *accountDoc  `json:"account"`  // null: not known
	Problems int          `json:"problems"` // lines that are a problem
	Notes    int          `json:"notes"`    // lines that are a note
	Lines    []findingDoc `json:"lines"`    // the findings, in groups
	Errors   []problemDoc `json:"errors"`   // always empty: what fails is a line
}

// findingDoc is one line of the report.
type findingDoc struct {
	Group  string  `json:"group"`  // terminal, configuration, account, companion, limits, store, clock, time zone
	Name   string  `json:"name"`   // what was looked at; unique in its group
	Status string  `json:"status"` // ok, note, problem
	Text   string  `json:"text"`   // a sentence
	Next   *string `json:"next"`   // what to do; null: nothing
}

func runDoctor(ctx context.Context, sys System, c config.Config, bad error, o outputOptions) error {
	facts, profile := gatherFacts(ctx, sys, c, bad)
	if err := ctx.Err(); err != nil {
		return err
	}
	lines := doctor.Examine(facts)
	doc := doctorDoc{
		AsOf: facts.Now.Format(time.RFC3339), Version: versionText(),
		Problems: doctor.Count(lines, doctor.Problem), Notes: doctor.Count(lines, doctor.Note),
		Lines: []findingDoc{}, Errors: []problemDoc{},
	}
	if profile.ID != "" {
		a := accountOf(profile)
		doc.Account = &a
	}
	for _, l := range lines {
		f := findingDoc{Group: l.Group, Name: l.Name, Status: string(l.Status), Text: format.Safe(l.Text)}
		if l.Next != "" {
			next := format.Safe(l.Next)
			f.Next = &next
		}
		doc.Lines = append(doc.Lines, f)
	}
	if err := writeFindings(sys, o, doc, facts.Terminal.Width); err != nil {
		return err
	}
	if doc.Problems == 0 {
		return nil
	}
	return fmt.Errorf("%w: %w", errReported, unwell(doctor.Blame(lines)))
}

// unwell is an error with the exit code of a cause.
func unwell(c doctor.Cause) error {
	const op = "check the installation"
	switch c {
	case doctor.Credentials:
		return &partner.Error{Op: op, Kind: partner.Unauthorized}
	case doctor.Service:
		return &partner.Error{Op: op, Kind: partner.Unavailable}
	}
	return errors.New(op)
}

// writeFindings prints the report: in groups on a terminal, of a width in cells
// that is 0 when it is not known.
func writeFindings(sys System, o outputOptions, doc doctorDoc, width int) error {
	if sys.OutTTY && !o.json && !o.csv {
		_, err := io.WriteString(sys.Out, findings(doc, width))
		return err
	}
	t := table{head: []string{"group", "name", "status", "text", "next"}}
	for _, f := range doc.Lines {
		t.rows = append(t.rows, []string{f.Group, f.Name, f.Status, f.Text, cell(f.Next)})
	}
	return o.write(sys, doc, t)
}

// leastText is the width in cells below which text is not wrapped but left to
// the terminal.
const leastText = 24

// findings is the report for people.
func findings(doc doctorDoc, width int) string {
	wide := 0
	for _, f := range doc.Lines {
		wide = max(wide, ansi.StringWidth(f.Name))
	}
	const status = len("  problem  ")
	indent := status + wide + len("  ")
	room := width - indent
	var b strings.Builder
	text := func(mark, s string) {
		if room >= leastText {
			s = strings.ReplaceAll(ansi.Wrap(s, room-len(mark), ""), "\n", "\n"+strings.Repeat(" ", indent+len(mark)))
		}
		b.WriteString(mark + s + "\n")
	}
	group := ""
	for _, f := range doc.Lines {
		if f.Group != group {
			if group != "" {
				b.WriteByte('\n')
			}
			group = f.Group
			b.WriteString(titled(group) + "\n")
		}
		fmt.Fprintf(&b, "  %-7s  %-*s  ", f.Status, wide, f.Name)
		text("", f.Text)
		if f.Next != nil {
			b.WriteString(strings.Repeat(" ", indent))
			text("> ", *f.Next)
		}
	}
	fmt.Fprintf(&b, "\n%s, %s.\n", titled(counted(doc.Problems, "problem")), counted(doc.Notes, "note"))
	return b.String()
}

func titled(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// counted is a number of things: "no problem", "1 note", "2 notes".
func counted(n int, what string) string {
	switch n {
	case 0:
		return "no " + what
	case 1:
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
