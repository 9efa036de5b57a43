package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// shells are the shells there is a completion for.
func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// newCompletion prints the completion of a shell.
func newCompletion(sys System) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion for bash, zsh, fish or powershell",
		Long: "Prints a script that completes commands, flags and their values. Programs,\n" +
			"tasks and the like are completed from what this machine has kept; nothing is\n" +
			"asked for over the network.\n\n" +
			"bash, which needs the package bash-completion:\n" +
			"    impactdash completion bash > ~/.local/share/bash-completion/completions/impactdash\n\n" +
			"zsh, with that directory in fpath before compinit runs:\n" +
			"    impactdash completion zsh > ~/.zfunc/_impactdash\n\n" +
			"fish:\n" +
			"    impactdash completion fish > ~/.config/fish/completions/impactdash.fish\n\n" +
			"PowerShell, in the profile:\n" +
			"    impactdash completion powershell | Out-String | Invoke-Expression",
		ValidArgs: shells(),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells(), args[0]) {
				return usageError{fmt.Errorf("name one shell: %s", strings.Join(shells(), ", "))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(sys.Out, true)
			case "zsh":
				return root.GenZshCompletion(sys.Out)
			case "fish":
				return root.GenFishCompletion(sys.Out, true)
			}
			return root.GenPowerShellCompletionWithDesc(sys.Out)
		},
	}
}
