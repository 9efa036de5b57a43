package cli

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"impactdash/internal/config"
)

// section is a part of the list of commands in the help of the program.
type section struct {
	id, title string
	commands  []string // names, in no order
}

// sections are the parts of the help. A command that is named nowhere belongs to
// the last.
func sections() []section {
	return []section{
		{"dashboards", "Dashboards:", []string{"demo", "serve", "watch"}},
		{"data", "Facts:", []string{
			"actions", "activity", "brands", "campaigns", "contracts", "digest", "finance", "forecast", "inquiries", "invoices", "leads",
			"links", "programs", "snapshot", "social", "statusline", "tasks", "todo",
		}},
		{"acts", "Acts:", []string{"flush", "outbox", "undo", "redo"}},
		{"setup", "Set-up:", nil},
	}
}

// arrange sorts the commands of the program into the sections of its help.
// Sections without a command are left out.
func arrange(root *cobra.Command) {
	all := sections()
	used := map[string]bool{}
	for _, c := range root.Commands() {
		if topic(c) {
			continue
		}
		c.GroupID = all[len(all)-1].id
		if i := slices.IndexFunc(all, func(s section) bool { return slices.Contains(s.commands, c.Name()) }); i >= 0 {
			c.GroupID = all[i].id
		}
		used[c.GroupID] = used[c.GroupID] || !c.Hidden
	}
	for _, s := range all {
		if used[s.id] || s.id == all[len(all)-1].id {
			root.AddGroup(&cobra.Group{ID: s.id, Title: s.title})
		}
	}
	root.SetHelpCommandGroupID(all[len(all)-1].id)
}

// strictHelp makes help refuse what is no command; it shows the program's own
// help for that otherwise, as if nothing was wrong.
func strictHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() != "help" {
			continue
		}
		c.Args = func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usageError{fmt.Errorf("%q is not a command of %s; see %s --help", strings.Join(rest, " "), found.CommandPath(), found.CommandPath())}
			}
			return nil
		}
		root.RemoveCommand(c) // it comes back when the program runs, and is in no list before
	}
}

// topic reports whether a command is a page of the help and nothing else.
func topic(c *cobra.Command) bool { return !c.Runnable() && !c.HasSubCommands() }

// newTopics are the pages of the help that belong to no command.
func newTopics() []*cobra.Command {
	return []*cobra.Command{
		{
			Use: "exit-codes", Short: "What the exit codes mean",
			Long: "Every command ends with one of these exit codes:\n\n" + columns(exitRows()),
		},
		{
			Use: "environment", Short: "Variables of the environment that are read",
			Long: "A variable is stronger than the configuration file and weaker than a flag:\n\n" + columns(envRows()),
		},
	}
}

// columns aligns rows, two spaces in.
func columns(rows [][2]string) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintf(w, "  %s\t%s\n", r[0], r[1])
	}
	_ = w.Flush() // a strings.Builder takes everything
	return strings.TrimRight(b.String(), "\n")
}

// exitRows are the exit codes with their meanings.
func exitRows() [][2]string {
	var rows [][2]string
	for _, e := range []struct {
		code int
		says string
	}{
		{exitDone, "done; an empty list is done"},
		{exitFailed, "failed"},
		{exitUsage, "wrong usage: a flag, an argument or a setting means nothing"},
		{exitNothing, "something was named that does not exist"},
		{exitCredentials, "no account, or its credentials are refused or may not do this"},
		{exitService, "the limit is spent, or the service cannot be reached"},
		{exitPanic, "a mistake of the program; the lines on stderr say where"},
		{exitInterrupted, "interrupted"},
		{exitPipe, "whoever read the output had enough, such as head; nothing is said"},
	} {
		rows = append(rows, [2]string{fmt.Sprint(e.code), e.says})
	}
	return rows
}

// envRows are the variables that are read, with what they are for.
func envRows() [][2]string {
	says := map[string]string{
		"IMPACTDASH_ACCOUNT_SID":   "AccountSID of the partner account",
		"IMPACTDASH_AUTH_TOKEN":    "its token; never a flag, which the process list shows",
		"IMPACTDASH_BASE_URL":      "address of the Partner API",
		"IMPACTDASH_COMPANION_URL": "address of a companion API",
		"IMPACTDASH_CONFIG":        "configuration file",
		"IMPACTDASH_PLAIN":         "true: lines of text instead of a screen",
		"IMPACTDASH_PROFILE":       "account of the configuration file, by its name there",
		"IMPACTDASH_READ_ONLY":     "true: nothing on the account is changed",
		"IMPACTDASH_STATE_DIR":     "directory for what is kept on this machine",
	}
	var rows [][2]string
	for _, name := range config.EnvNames() {
		rows = append(rows, [2]string{name, says[name]})
	}
	slices.SortFunc(rows, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return append(rows, [][2]string{
		{"NO_COLOR", "not empty: no colours, only bold, underlined and reversed text"},
		{"TERM, COLORTERM", "which colours and glyphs the terminal has"},
		{"LC_ALL, LC_CTYPE, LANG", "a locale without UTF-8 gets plain ASCII glyphs"},
		{"XDG_CONFIG_HOME, XDG_STATE_HOME", "where file and state are otherwise looked for"},
		{"HTTPS_PROXY, NO_PROXY", "the way to the service"},
	}...)
}
