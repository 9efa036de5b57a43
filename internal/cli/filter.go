package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// oneOf are the values that a filter lets through: some of the documented
// ones, in whatever case.
type oneOf struct {
	flag   string
	values []string // as typed
}

// addTo declares the filter. What it is about is told with the known values.
func (f *oneOf) addTo(flags *pflag.FlagSet, flag, what string, known []string) {
	f.flag = flag
	flags.StringSliceVar(&f.values, flag, nil, what+": "+strings.ToLower(strings.Join(known, ", "))+" (repeatable)")
}

// check refuses a value that nothing can have.
func (f *oneOf) check(known []string) error {
	for _, v := range f.values {
		if !fold(known, v) {
			return fmt.Errorf("--%s %q is not one of %s", f.flag, v, strings.ToLower(strings.Join(known, ", ")))
		}
	}
	return nil
}

// lets reports whether a value passes.
func (f *oneOf) lets(value string) bool { return len(f.values) == 0 || fold(f.values, value) }

// fold reports whether a value is in a list, whatever its case; "in progress",
// "in_progress" and INPROGRESS are the same.
func fold(list []string, value string) bool {
	for _, v := range list {
		if bareWord(v) == bareWord(value) {
			return true
		}
	}
	return false
}

func bareWord(s string) string {
	return strings.NewReplacer("_", "", " ", "", "-", "", "/", "").Replace(strings.ToLower(s))
}

// texts are the constants of a type as texts.
func texts[T ~string](all ...T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// programFilter lets the things of one program through, by id or name.
type programFilter struct {
	want string
	met  bool // something of the program was there
}

func (f *programFilter) addTo(flags *pflag.FlagSet) {
	flags.StringVar(&f.want, "program", "", "only this program, by its id or its whole name")
}

func (f *programFilter) lets(id, name string) bool {
	lets := f.want == "" || f.want == id || strings.EqualFold(strings.TrimSpace(f.want), strings.TrimSpace(format.Safe(name)))
	f.met = f.met || lets
	return lets
}

// exists tells that there is no such program, where nothing of it was met and
// the account has none of that id or name. Where its programs cannot be had it
// tells nothing.
func (f *programFilter) exists(ctx context.Context, s *session) error {
	if f.want == "" || f.met {
		return nil
	}
	all, err := s.programs(ctx)
	if err != nil {
		return nil //nolint:nilerr // an empty list is the answer then
	}
	_, err = programNamed(f.want, all)
	return err
}

// programNamed is the id of the program of an account that has it as id or
// name.
func programNamed(want string, all []partner.Program) (string, error) {
	id, err := idNamed("--program", want, all, func(p partner.Program) (string, []string) { return p.ID, []string{p.Name, p.Brand} })
	if err == nil && !slices.ContainsFunc(all, func(p partner.Program) bool { return p.ID == id }) {
		err = nothing{fmt.Sprintf("--program %s: there is no such program; impactdash contracts names those you have joined", clean(want))}
	}
	return id, err
}

// programs are those of the account, whatever has become of their contracts.
func (s *session) programs(ctx context.Context) ([]partner.Program, error) {
	joined, err := s.svc.LinkPrograms(ctx)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(joined.Value.Programs)
	contracts, err := s.svc.Contracts(ctx)
	for _, c := range contracts.Value.Contracts {
		if !slices.ContainsFunc(all, func(p partner.Program) bool { return p.ID == c.ProgramID }) {
			all = append(all, partner.Program{ID: c.ProgramID, Name: c.Program})
		}
	}
	return all, err
}

// periodFlags are a period as a command line says it.
type periodFlags struct{ text, from, to string }

// addTo declares the flags. def is the period without one, in words.
func (f *periodFlags) addTo(flags *pflag.FlagSet, def string) {
	flags.StringVar(&f.text, "range", "", "7d, 4w, mtd, last month, 2026-01, 2026-01-01..2026-01-31 (default: "+def+")")
	flags.StringVar(&f.from, "from", "", "first day, 2026-01-01")
	flags.StringVar(&f.to, "to", "", "last day, 2026-01-31 (default: today)")
}

// exclusive are the flags of a period that exclude each other.
func exclusive() [][2]string { return [][2]string{{"range", "from"}, {"range", "to"}} }

// period is the period as one text; def is the one when none was given.
func (f periodFlags) period(def string) (string, error) {
	switch {
	case f.text != "":
		return f.text, nil
	case f.from == "" && f.to != "":
		return "", errors.New("--to needs --from")
	case f.from == "":
		return def, nil
	case f.to == "":
		return f.from + "..today", nil
	}
	return f.from + ".." + f.to, nil
}

// check refuses a period that means nothing, before anything is asked for.
func (f periodFlags) check(sys System, def string) error {
	text, err := f.period(def)
	if err != nil {
		return err
	}
	return readable(partner.RangeQuery{Text: text}, sys.Now())
}
