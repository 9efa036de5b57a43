package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// soundFlags refuses flags that exclude each other and flags with an empty
// value, before anything is asked for.
func soundFlags(cmd *cobra.Command) error {
	if err := cmd.ValidateFlagGroups(); err != nil {
		return usageError{together(cmd, err)}
	}
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && isEmpty(f) && f.Annotations[mayBeEmpty] == nil {
			err = usageError{fmt.Errorf("--%s is empty; write a value, or leave it out", f.Name)}
		}
	})
	return err
}

// exclusion is the annotation in which cobra keeps the groups of flags that
// exclude each other, each as names with blanks between them.
const exclusion = "cobra_annotation_mutually_exclusive"

// together says which flags exclude each other. Cobra's own words, which err
// has, name the group twice over.
func together(cmd *cobra.Command, err error) error {
	var given []string
	cmd.Flags().Visit(func(f *pflag.Flag) {
		for _, group := range f.Annotations[exclusion] {
			var names []string
			for _, name := range strings.Fields(group) {
				if cmd.Flags().Changed(name) {
					names = append(names, "--"+name)
				}
			}
			if len(given) == 0 && len(names) > 1 {
				given = names
			}
		}
	})
	if len(given) == 0 {
		return err
	}
	return fmt.Errorf("%s exclude each other; write one of them", strings.Join(given, " and "))
}

// mayBeEmpty marks a flag whose empty value says what it says: a field of a
// form that is left empty.
const mayBeEmpty = "impactdash_may_be_empty"

// letEmpty marks flags whose value may be empty.
func letEmpty(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		f := flags.Lookup(name)
		if f.Annotations == nil {
			f.Annotations = map[string][]string{}
		}
		f.Annotations[mayBeEmpty] = []string{"true"}
	}
}

// isEmpty reports whether nothing stands in a flag of text, as when a variable
// of a script had nothing in it.
func isEmpty(f *pflag.Flag) bool {
	switch v := f.Value.(type) {
	case pflag.SliceValue:
		return !slices.ContainsFunc(v.GetSlice(), func(text string) bool { return strings.TrimSpace(text) != "" })
	default:
		bare := f.NoOptDefVal != "" && v.String() == f.NoOptDefVal // the flag stands without a value
		return v.Type() == "string" && strings.TrimSpace(v.String()) == "" && !bare
	}
}

// needed refuses a command line without one of the flags, and names those that
// are missing.
func needed(cmd *cobra.Command, names ...string) error {
	var missing []string
	for _, name := range names {
		if isEmpty(cmd.Flags().Lookup(name)) {
			missing = append(missing, "--"+name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return usageError{fmt.Errorf("%s needs %s; see %s --help", cmd.CommandPath(), listed(missing), cmd.CommandPath())}
}

// listed is a list as a sentence has it: "a, b and c".
func listed(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}
