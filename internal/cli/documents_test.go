package cli

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/handbook"
)

const (
	readme       = "../../README.md"
	commandsPage = "../../.github/docs/commands.md"
)

func TestDocumentsListTheCommands(t *testing.T) {
	t.Parallel()
	root := newRoot(System{Getenv: func(string) string { return "" }})
	keepPart(t, readme, "commands", commandTable(root))
	keepPart(t, commandsPage, "commands", commandPages(root))
	// The pages of the help that are tables stand in the README as well.
	for topic, head := range map[string]string{"exit-codes": "| code | meaning |", "environment": "| variable | meaning |"} {
		for _, c := range root.Commands() {
			if c.Name() == topic {
				keepPart(t, readme, topic, head+"\n|---|---|\n"+topicRows(c.Long))
			}
		}
	}
}

func keepPart(t *testing.T, path, part, want string) {
	t.Helper()
	if err := handbook.Keep(path, part, want, os.Getenv(handbook.Variable) != ""); err != nil {
		t.Error(err)
	}
}

// topicRows are the rows of a page of the help: a term and its meaning, two
// spaces or more between them. Names of variables are set as code.
func topicRows(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		term, says, ok := strings.Cut(strings.TrimPrefix(line, "  "), "  ")
		if !ok || !strings.HasPrefix(line, "  ") {
			continue
		}
		if strings.ToUpper(term) == term && strings.ToLower(term) != term {
			term = "`" + strings.ReplaceAll(term, ", ", "`, `") + "`"
		}
		fmt.Fprintf(&b, "| %s | %s |\n", term, handbook.Cell(strings.TrimSpace(says)))
	}
	return b.String()
}

func TestTopicRows(t *testing.T) {
	t.Parallel()
	got := topicRows("Every command ends so:\n\n  0    done\n  130  interrupted\n  A_B, C  two  of them")
	want := "| 0 | done |\n| 130 | interrupted |\n| `A_B`, `C` | two  of them |\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// shownCommands are the commands below c that the help lists.
func shownCommands(c *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, sub := range c.Commands() {
		page := !sub.Runnable() && !sub.HasSubCommands()
		if !sub.Hidden && !page && sub.Name() != "help" {
			out = append(out, sub)
		}
	}
	return out
}

// commandTable lists the commands with what they are for and their verbs.
func commandTable(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("| command | what it does | verbs |\n|---|---|---|\n")
	fmt.Fprintf(&b, "| `%s` | Open the dashboard for your account | |\n", root.Name())
	for _, c := range shownCommands(root) {
		var verbs []string
		for _, v := range shownCommands(c) {
			verbs = append(verbs, "`"+v.Name()+"`")
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name(), handbook.Cell(c.Short), strings.Join(verbs, " "))
	}
	return b.String()
}

// commandPages describe every command with its flags.
func commandPages(root *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Flags of every command\n\n%s", commandFlags(root.PersistentFlags()))
	var describe func(*cobra.Command)
	describe = func(c *cobra.Command) {
		if c != root {
			fmt.Fprintf(&b, "\n## %s\n\n```\n%s\n```\n\n%s\n", c.CommandPath(), commandUsage(c), commandProse(c))
			if table := commandFlags(c.LocalNonPersistentFlags()); table != "" {
				fmt.Fprintf(&b, "\n%s", table)
			}
		}
		for _, sub := range shownCommands(c) {
			describe(sub)
		}
	}
	describe(root)
	return b.String()
}

// commandUsage is how a command is called. Cobra adds "[flags]" to the command
// itself, so a second look would find it there.
func commandUsage(c *cobra.Command) string {
	line := c.CommandPath()
	if _, args, ok := strings.Cut(c.Use, " "); ok {
		line += " " + args
	}
	return strings.TrimSuffix(line, " [flags]")
}

// commandProse is what a command says of itself. Lines that are indented are
// examples.
func commandProse(c *cobra.Command) string {
	text := cmp.Or(c.Long, c.Short+".")
	if c.Example != "" {
		text += "\n\n" + c.Example
	}
	var (
		parts []string
		now   []string // lines of the part that is being read
		code  bool     // … which is an example
	)
	end := func() {
		part := strings.TrimRight(strings.Join(now, "\n"), "\n")
		if part != "" && code {
			part = "```\n" + part + "\n```"
		}
		if part != "" {
			parts = append(parts, part)
		}
		now = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if example := strings.HasPrefix(line, "  "); line != "" && example != code {
			end()
			code = example
		}
		if code {
			line = strings.TrimPrefix(strings.TrimPrefix(line, "  "), "  ")
		}
		now = append(now, line)
	}
	end()
	return strings.Join(parts, "\n\n")
}

func TestCommandProse(t *testing.T) {
	t.Parallel()
	c := &cobra.Command{Long: "Makes it.\n\nfirst:\n    make it\n\n    make more\n\nLast.", Example: "  make x"}
	want := "Makes it.\n\nfirst:\n\n```\nmake it\n\nmake more\n```\n\nLast.\n\n```\nmake x\n```"
	if got := commandProse(c); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := commandProse(&cobra.Command{Short: "Print it"}); got != "Print it." {
		t.Errorf("got %q", got)
	}
}

// commandFlags lists the flags that the help lists; empty for none.
func commandFlags(flags *pflag.FlagSet) string {
	var b strings.Builder
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		kind, usage := pflag.UnquoteUsage(f)
		name := strings.TrimSpace("--" + f.Name + " " + kind)
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if !slices.Contains([]string{"", "false", "0", "[]"}, f.DefValue) {
			usage += " (default: " + f.DefValue + ")"
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, handbook.Cell(usage))
	})
	if b.Len() == 0 {
		return ""
	}
	return "| flag | meaning |\n|---|---|\n" + b.String()
}
