package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// leadsActs are the verbs that hand leads in.
func leadsActs(sys System) []*cobra.Command { return []*cobra.Command{newLeadSubmit(sys)} }

// leadOptions are a lead to be handed in.
type leadOptions struct {
	actOptions
	brand, file string
	fields      []string
	values      map[string]string
}

func newLeadSubmit(sys System) *cobra.Command {
	var o leadOptions
	cmd := &cobra.Command{
		Use:   "submit",
		Short: "Hand a lead in to a brand",
		Long: "Hands a lead in. The fields are those of the brand's form; they are checked before\n" +
			"anything is sent, and it cannot be taken back. A file has one JSON object of names and\n" +
			"values; with - it is read from standard input. --field wins over the file.",
		Example: "  impactdash leads submit --brand Planwell --field first_name=Ada --field last_name=Byron …\n" +
			"  impactdash leads submit --brand 21216 --file lead.json --yes",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := cmp.Or(needed(cmd, "brand"), o.canAsk(sys)); err != nil {
				return err
			}
			if o.file == "-" && !o.yes {
				return usageError{errors.New("standard input cannot be the lead and the answer to a question; add --yes")}
			}
			var err error
			if o.values, err = valuesOf(cmd.Context(), sys, o.file, o.fields); err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.submitLead(ctx, &o) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.brand, "brand", "", "brand, by its program's id or its name")
	f.StringArrayVar(&o.fields, "field", nil, "a field as name=value (repeatable)")
	f.StringVar(&o.file, "file", "", "read the fields from a JSON object in a file")
	o.addYes(cmd)
	o.addKey(cmd)
	o.out.addFlags(cmd)
	return cmd
}

// valuesOf are the values of a form from a file and from the command line.
func valuesOf(ctx context.Context, sys System, file string, pairs []string) (map[string]string, error) {
	values := map[string]string{}
	if file != "" {
		text, err := textOf(ctx, sys, file)
		if err != nil {
			return nil, err
		}
		if values, err = readValues(text); err != nil {
			return nil, usageError{fmt.Errorf("--file %s %w", clean(file), err)}
		}
	}
	given, err := pairsOf("--field", pairs)
	if err != nil {
		return nil, err
	}
	maps.Copy(values, given)
	return values, nil
}

// textOf is the text of a file that the user names; - is standard input.
func textOf(ctx context.Context, sys System, file string) (string, error) {
	if file == "-" {
		return readAll(ctx, sys.In)
	}
	if sys.ReadFile == nil {
		return "", errors.New("files cannot be read here")
	}
	text, err := sys.ReadFile(file)
	return string(text), err
}

// readValues reads an object of texts, numbers and truths. A number stays as
// it is written.
func readValues(text string) (map[string]string, error) {
	var raw map[string]any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&raw); err != nil {
		return nil, fmt.Errorf("is no JSON object: %w", err)
	}
	values := map[string]string{}
	for name, v := range raw {
		switch v := v.(type) {
		case string:
			values[name] = v
		case json.Number, bool:
			values[name] = fmt.Sprint(v)
		case nil:
		default:
			return nil, fmt.Errorf("has a list or an object in %q", clean(name))
		}
	}
	return values, nil
}

// pairsOf reads name=value.
func pairsOf(flag string, pairs []string) (map[string]string, error) {
	values := map[string]string{}
	for _, p := range pairs {
		name, value, ok := strings.Cut(p, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return nil, usageError{fmt.Errorf("%s %q is not of the form name=value", flag, clean(p))}
		}
		if _, twice := values[name]; twice {
			return nil, usageError{fmt.Errorf("%s %s is there twice", flag, clean(name))}
		}
		values[name] = value
	}
	return values, nil
}

// leadDoneDoc is the document of leads submit --json.
type leadDoneDoc struct {
	AsOf    *string      `json:"as_of" is:"date-time"` // when it was handed in
	Account accountDoc   `json:"account"`              // whose
	Lead    leadMadeDoc  `json:"lead"`                 // what was handed in
	Key     *string      `json:"idempotency_key"`      // what was sent with it is not done twice
	Errors  []problemDoc `json:"errors"`               // none so far
}

type leadMadeDoc struct {
	ID        string  `json:"id"`                       // of the lead
	ProgramID string  `json:"program_id"`               // of the brand's program
	Program   string  `json:"program"`                  // its name
	Name      string  `json:"name"`                     // who or what it is
	Status    string  `json:"status"`                   // as in leads list
	Submitted *string `json:"submitted" is:"date-time"` // when; null: not said
}

func (s *session) submitLead(ctx context.Context, o *leadOptions) error {
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return err
	}
	form, err := s.leadForm(ctx, o.brand)
	if err != nil {
		return err
	}
	if err := knownFields("--field", form.Fields, o.values); err != nil {
		return usageError{err}
	}
	if wrong := partner.CheckFields(form.Fields, o.values); len(wrong) > 0 {
		return s.refused("the lead was not handed in", wrongFields(form.Fields, wrong), "", fieldFlags(form.Fields))
	}
	if err := o.ask(ctx, s.sys, "Hand this lead in to "+form.Program+"?", toldFields(form.Fields, o.values)...); err != nil {
		return err
	}
	ctx, cancel := within(ctx, 1)
	defer cancel()
	key := o.keyOf(s)
	lead, err := s.svc.SubmitLead(ctx, partner.LeadInput{ProgramID: form.ProgramID, Values: o.values, Key: key})
	if err != nil && lead.ID == "" {
		return s.refused("the lead was not handed in", err, key, fieldFlags(form.Fields))
	}
	doc := leadDoneDoc{AsOf: stamp(s.sys.Now(), p), Account: accountOf(p), Key: words(key), Errors: []problemDoc{}, Lead: leadMadeDoc{
		ID: lead.ID, ProgramID: firstText(lead.ProgramID, form.ProgramID), Program: firstText(lead.Program, form.Program),
		Name: lead.Name, Status: string(lead.Status), Submitted: stamp(lead.Submitted, p),
	}}
	return o.out.write(s.sys, doc, table{
		head: []string{"id", "program_id", "program", "name", "status"},
		rows: [][]string{{clean(lead.ID), doc.Lead.ProgramID, clean(doc.Lead.Program), clean(lead.Name), clean(string(lead.Status))}},
	})
}

// leadForm is the form of the brand that was named.
func (s *session) leadForm(ctx context.Context, brand string) (partner.LeadForm, error) {
	const op = "submit lead"
	list, err := s.svc.Leads(ctx)
	if err != nil {
		return partner.LeadForm{}, err
	}
	if r := list.Value.Reach; !r.Companion {
		return partner.LeadForm{}, elsewhere(op, r)
	}
	id, err := idNamed("--brand", brand, list.Value.Forms, func(f partner.LeadForm) (string, []string) { return f.ProgramID, []string{f.Program} })
	if err != nil {
		return partner.LeadForm{}, err
	}
	for _, f := range list.Value.Forms {
		if f.ProgramID == id {
			return f, nil
		}
	}
	return partner.LeadForm{}, &partner.Error{Op: op, Kind: partner.NotFound, Endpoint: "a lead form of program " + id}
}

// elsewhere refuses an act that only the web page can do.
func elsewhere(op string, r partner.Reach) error {
	return &partner.Error{
		Op: op, Kind: partner.Unsupported,
		Detail: "it needs a companion API (companion_url); on the web it is under " + r.Page,
	}
}

// knownFields refuses names that a form does not have.
func knownFields(flag string, fields []partner.Field, values map[string]string) error {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if slices.Contains(names, name) {
			continue
		}
		if len(names) == 0 {
			return fmt.Errorf("%s %q: nothing is asked here", flag, clean(name))
		}
		return fmt.Errorf("%s %q is none of the form; there are %s", flag, clean(name), strings.Join(names, ", "))
	}
	return nil
}

// wrongFields is what is wrong with values, in the form's order.
func wrongFields(fields []partner.Field, wrong map[string]string) error {
	e := &partner.Error{Op: "check the form", Kind: partner.Invalid}
	for _, f := range fields {
		if why, ok := wrong[f.Name]; ok {
			e.Fields = append(e.Fields, partner.FieldError{Field: f.Name, Detail: why})
		}
	}
	return e
}

// fieldFlags are fields as the command line has them.
func fieldFlags(fields []partner.Field) map[string]string {
	flags := map[string]string{}
	for _, f := range fields {
		flags[f.Name] = "--field " + f.Name
	}
	return flags
}

// toldFields are the values of a form for the one who is asked.
func toldFields(fields []partner.Field, values map[string]string) []string {
	var lines []string
	for _, f := range fields {
		if v := values[f.Name]; v != "" {
			lines = append(lines, firstText(f.Label, f.Name)+": "+clean(v))
		}
	}
	return lines
}
