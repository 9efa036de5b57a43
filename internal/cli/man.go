package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newMan writes the pages of the manual.
func newMan(sys System) *cobra.Command {
	return &cobra.Command{
		Use:   "man [DIR]",
		Short: "Print the manual page, or write the pages of all commands into a directory",
		Long: "Prints the manual page of impactdash, or writes it and a page for each command\n" +
			"into DIR, which must be there:\n\n" +
			"    impactdash man | man -l -\n" +
			"    impactdash man ~/.local/share/man/man1",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError{fmt.Errorf("name one directory, not %d", len(args))}
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return writePage(sys.Out, cmd.Root(), thisBuild())
			}
			return writePages(args[0], cmd.Root(), thisBuild())
		},
	}
}

// writePages writes a page for each visible command below c.
func writePages(dir string, c *cobra.Command, b build) error {
	if c.Hidden || topic(c) || c.Name() == "help" {
		return nil
	}
	f, err := os.Create(filepath.Join(dir, pageName(c)+".1"))
	if err != nil {
		return err
	}
	err = writePage(f, c, b)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	for _, sub := range c.Commands() {
		if err := writePages(dir, sub, b); err != nil {
			return err
		}
	}
	return nil
}

// pageName is what man is asked for.
func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// writePage writes one page. Its date is that of the commit, so that the same
// source gives the same page.
func writePage(out io.Writer, c *cobra.Command, b build) error {
	date := ""
	if at := b.commitTime(); !at.IsZero() {
		date = at.UTC().Format("2006-01-02")
	}
	own, inherited := c.NonInheritedFlags(), c.InheritedFlags() // UseLine knows of flags only afterwards
	p := &page{}
	p.line(".TH %q 1 %q %q %q", strings.ToUpper(pageName(c)), date, "impactdash "+b.Version, "impactdash")
	p.section("NAME")
	p.line("%s \\- %s", escaped(pageName(c)), escaped(c.Short))
	p.section("SYNOPSIS")
	p.line(".B %s", escaped(strings.TrimSpace(c.UseLine())))
	p.section("DESCRIPTION")
	long := c.Long
	if long == "" {
		long = c.Short + "."
	}
	p.text(long)
	p.options("OPTIONS", own)
	p.options("OPTIONS OF ALL COMMANDS", inherited)
	if c.HasParent() {
		p.seeAlso(c)
	} else {
		p.entries("COMMANDS", subcommands(c))
		p.entries("EXIT STATUS", exitRows())
		p.entries("ENVIRONMENT", envRows())
		p.entries("FILES", [][2]string{
			{"~/.config/impactdash/config.yaml", "configuration; impactdash reads it and does not write it"},
			{"~/.local/state/impactdash/", "what is kept on this machine: answers, history, drafts, snoozes"},
		})
	}
	_, err := io.WriteString(out, p.b.String())
	return err
}

// subcommands are the visible commands below c with what they are for.
func subcommands(c *cobra.Command) [][2]string {
	var rows [][2]string
	for _, sub := range c.Commands() {
		if !sub.Hidden && !topic(sub) && sub.Name() != "help" {
			rows = append(rows, [2]string{sub.CommandPath(), sub.Short})
		}
	}
	return rows
}

// page is a manual page in the making, in the macros of man(7).
type page struct{ b strings.Builder }

func (p *page) line(form string, args ...any) { fmt.Fprintf(&p.b, form+"\n", args...) }

func (p *page) section(name string) { p.line(".SH %s", name) }

// text sets paragraphs; lines that are indented stay as they are.
func (p *page) text(text string) {
	asIs := false
	for line := range strings.SplitSeq(text, "\n") {
		if indented := strings.HasPrefix(line, "  "); indented != asIs && line != "" {
			asIs = indented
			if asIs {
				p.line(".nf")
			} else {
				p.line(".fi")
			}
		}
		if strings.TrimSpace(line) == "" {
			p.line(".PP")
			continue
		}
		p.line("%s", escaped(line))
	}
	if asIs {
		p.line(".fi")
	}
}

// entries are terms with their explanations.
func (p *page) entries(name string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	p.section(name)
	for _, r := range rows {
		p.line(".TP\n.B %s\n%s", escaped(r[0]), escaped(r[1]))
	}
}

// options are the visible flags of a set.
func (p *page) options(name string, set *pflag.FlagSet) {
	var rows [][2]string
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		kind, usage := pflag.UnquoteUsage(f)
		term := "--" + f.Name
		if f.Shorthand != "" {
			term = "-" + f.Shorthand + ", " + term
		}
		if kind != "" {
			term += " " + kind
		}
		if f.DefValue != "" && !slices.Contains([]string{"false", "[]", "0"}, f.DefValue) {
			usage += " (default " + f.DefValue + ")"
		}
		rows = append(rows, [2]string{term, usage})
	})
	p.entries(name, rows)
}

// seeAlso names the pages of the command above and of those below.
func (p *page) seeAlso(c *cobra.Command) {
	names := []string{pageName(c.Parent())}
	for _, sub := range c.Commands() {
		if !sub.Hidden && !topic(sub) {
			names = append(names, pageName(sub))
		}
	}
	p.section("SEE ALSO")
	for i, n := range names {
		end := ","
		if i == len(names)-1 {
			end = ""
		}
		p.line(".BR %s (1)%s", escaped(n), end)
	}
}

// escaped keeps a line of text from being read as something else.
func escaped(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`, `"`, `\(dq`).Replace(line)
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		line = `\&` + line
	}
	return line
}
