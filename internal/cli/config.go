package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/config"
	"impactdash/ui"
	"impactdash/ui/format"
)

// newConfig is what concerns the configuration file.
func newConfig(sys System) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Check the configuration file, make one, or say where it is",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newConfigCheck(sys), newConfigInit(sys), newConfigPath(sys))
	return cmd
}

func newConfigCheck(sys System) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong in the configuration file, and where",
		Long: "Names file, line, key and the name that was probably meant for everything in\n" +
			"the configuration file that has no meaning or a wrong value. The exit code is\n" +
			"1 when there is something.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runConfigCheck(cmd.Context(), sys, cmd.Flags(), outputOptions{json: asJSON})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// checkDoc is the document of config check --json.
type checkDoc struct {
	File     string    `json:"file"`     // path of the configuration
	Found    bool      `json:"found"`    // false: there is no such file, and the defaults hold
	Profiles []string  `json:"profiles"` // names, in the order of the file
	Problems []flawDoc `json:"problems"` // none: the file is sound
}

// flawDoc is one thing that is wrong in the file.
type flawDoc struct {
	Line    *int    `json:"line"`    // from 1; null where the file as a whole is meant
	Key     *string `json:"key"`     // with its profile: profiles.main.theme
	Message string  `json:"message"` // a sentence
	Nearest *string `json:"nearest"` // valid name that was probably meant
	// Severe is true where a value is left out that was meant to hold.
	Severe bool `json:"severe"`
}

func runConfigCheck(ctx context.Context, sys System, flags *pflag.FlagSet, out outputOptions) error {
	from := source(sys, flags)
	names, err := vocabulary(ctx, sys)
	if err != nil {
		return err
	}
	from.Names = names
	c, err := config.Load(from)
	if err != nil {
		return usageError{err}
	}
	doc := checkDoc{File: c.File, Found: c.File != "", Profiles: append([]string{}, c.ProfileNames()...), Problems: []flawDoc{}}
	if !doc.Found {
		doc.File, _ = config.Path(from)
	}
	for _, p := range c.Problems {
		doc.Problems = append(doc.Problems, flawOf(p))
	}
	if err := writeCheck(sys, out, doc, c.Problems); err != nil {
		return err
	}
	if len(c.Problems) > 0 {
		return errReported
	}
	return nil
}

// writeCheck prints JSON, or a line for each problem, or one that all is well.
func writeCheck(sys System, out outputOptions, doc checkDoc, problems []config.Problem) error {
	if out.json {
		return out.write(sys, doc, table{})
	}
	for _, p := range problems {
		if _, err := fmt.Fprintln(sys.Out, format.Safe(p.Error())); err != nil {
			return err
		}
	}
	var err error
	switch {
	case len(problems) > 0:
	case doc.File == "":
		_, err = fmt.Fprintln(sys.Out, "There is no place for a configuration file; set HOME or IMPACTDASH_CONFIG. The defaults hold.")
	case !doc.Found:
		_, err = fmt.Fprintf(sys.Out, "There is no file %s, and the defaults hold. impactdash config init makes one.\n", format.Safe(doc.File))
	default:
		_, err = fmt.Fprintf(sys.Out, "%s: everything in it is understood.\n", format.Safe(doc.File))
	}
	return err
}

func flawOf(p config.Problem) flawDoc {
	d := flawDoc{Message: format.Safe(p.Text), Severe: p.Severe}
	if p.Line > 0 {
		d.Line = &p.Line
	}
	if p.Key != "" {
		key := format.Safe(p.Key)
		d.Key = &key
	}
	if p.Near != "" {
		d.Nearest = &p.Near
	}
	return d
}

// vocabulary is what the dashboard calls its panes, columns and actions. It is
// made without an account, and nobody is asked anything.
func vocabulary(ctx context.Context, sys System) (*config.Names, error) {
	svc, err := openService(ctx, sys, config.Config{
		AccountSID: "none", AuthToken: "none", TokenFrom: config.Environment, BaseURL: config.DefaultBaseURL,
	})
	if err != nil {
		return nil, err
	}
	defer svc.Close()
	words := ui.Words(ctx, svc)
	return &config.Names{Panes: words.Panes, Columns: words.Columns, Actions: words.Actions, Forbidden: ui.Unfit}, nil
}

func newConfigPath(sys System) *cobra.Command {
	return &cobra.Command{
		Use:   "path",
		Short: "Print where the configuration file is, or would be",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := configPath(sys, cmd.Flags())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(sys.Out, path)
			return err
		},
	}
}

// errNoPlace is told where no directory for a configuration is known.
var errNoPlace = errors.New("there is no place for a configuration file; set HOME, or IMPACTDASH_CONFIG to a path")

func configPath(sys System, flags *pflag.FlagSet) (string, error) {
	path, _ := config.Path(source(sys, flags))
	if path == "" {
		return "", errNoPlace
	}
	return path, nil
}

func newConfigInit(sys System) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a configuration file with every setting in it, commented",
		Long: "Writes a file that changes nothing: every setting is in it with its default and\n" +
			"commented out. Nobody else may read it. It is printed where it is.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := configPath(sys, cmd.Flags())
			if err != nil {
				return err
			}
			if err := writeExample(path, force); err != nil {
				return err
			}
			_, err = fmt.Fprintln(sys.Out, path)
			return err
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is there")
	return cmd
}

// writeExample is the one place that writes the user's file.
func writeExample(path string, force bool) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if !force {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is there already and was left as it is; --force replaces it", path)
		}
		if err != nil {
			return err
		}
		_, err = f.WriteString(config.Example)
		return errors.Join(err, f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".config-*") // made with 0600
	if err != nil {
		return err
	}
	_, err = f.WriteString(config.Example)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the failure itself is told
	}
	return err
}
