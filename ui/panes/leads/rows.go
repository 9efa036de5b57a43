package leads

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// entry is a line of the list: a lead that was handed in, or a draft of one.
type entry struct {
	partner.Lead               // of a draft: program and values alone
	draft        partner.Draft // its Form is empty for a lead
	name         string        // who or what it is, cleaned
	brand        string        // cleaned
	latest       time.Time     // when something happened to it
}

// row is how the list keeps entries: by reference, because they are large.
type row = *entry

// draftForm begins the name of a lead's form; the program's id follows.
const draftForm = "lead/"

func (r row) isDraft() bool { return r.draft.Form != "" }

// key is the identity of an entry.
func (r row) key() string {
	if r.isDraft() {
		return r.draft.Form
	}
	return r.ID
}

// relist lists the answer, with what has come of acts since.
func (p *Pane) relist() {
	v, ok := p.load.Value()
	if !ok {
		return
	}
	var rows []row
	if v.Reach.Companion {
		rows = p.draftRows(v.Drafts)
	}
	listed := map[string]bool{}
	for _, l := range v.Leads {
		listed[l.ID] = true
		rows = append(rows, p.leadRow(l))
	}
	for id, n := range p.handed {
		if !listed[id] {
			rows = append(rows, p.leadRow(n.value))
		}
	}
	p.list.SetItems(rows)
}

// draftRows are the drafts as they are now.
func (p *Pane) draftRows(loaded []partner.Draft) []row {
	drafts := map[string]partner.Draft{}
	for _, d := range loaded {
		drafts[d.Form] = d
	}
	for form, n := range p.drafts {
		drafts[form] = n.value
	}
	var rows []row
	for _, form := range slices.Sorted(maps.Keys(drafts)) {
		d := drafts[form]
		program, ok := strings.CutPrefix(form, draftForm)
		if !ok || len(d.Values) == 0 {
			continue
		}
		f, _ := p.formOf(program)
		r := &entry{Lead: partner.Lead{ProgramID: program, Program: f.Program, Values: d.Values}, draft: d, latest: d.Saved}
		r.name, r.brand = cmp.Or(nameOf(f, d.Values), "Draft"), cmp.Or(clean(f.Program), "Program "+clean(program))
		rows = append(rows, r)
	}
	return rows
}

func (p *Pane) leadRow(l partner.Lead) row {
	f, _ := p.formOf(l.ProgramID)
	r := &entry{Lead: l, latest: l.Submitted}
	if l.Updated.After(l.Submitted) {
		r.latest = l.Updated
	}
	r.brand = cmp.Or(clean(l.Program), clean(f.Program), "Program "+clean(l.ProgramID))
	r.name = cmp.Or(clean(l.Name), nameOf(f, l.Values), "Lead "+clean(l.ID))
	return r
}

// nameOf is a lead in a word or two: the first text that was filled in, in the
// order of the form.
func nameOf(f partner.LeadForm, values map[string]string) string {
	for _, x := range f.Fields {
		switch x.Kind {
		case partner.FieldLong, partner.FieldBool, partner.FieldChoice, partner.FieldNumber, partner.FieldDecimal, partner.FieldDate:
			continue
		}
		if v := clean(values[x.Name]); v != "" {
			return v
		}
	}
	return ""
}

func clean(s string) string { return strings.TrimSpace(format.Safe(s)) }

// quoted is how much of a name a sentence repeats, in cells.
const quoted = 40

// inSentence is an entry in a sentence.
func (r row) inSentence() string { return "“" + format.Cut(r.name, quoted) + "”" }

// brandName is the brand of a form.
func brandName(f partner.LeadForm) string {
	return cmp.Or(clean(f.Program), "Program "+clean(f.ProgramID))
}

// state is the state of an entry in a word or two.
func (r row) state() string {
	if r.isDraft() {
		return "draft"
	}
	return cmp.Or(strings.ReplaceAll(strings.ToLower(clean(string(r.Status))), "_", " "), format.None)
}

// open reports whether the brand has still to decide. A state that is not
// known counts as open: it must not be overlooked.
func (r row) open() bool {
	if r.isDraft() {
		return false
	}
	switch r.Status {
	case partner.LeadConverted, partner.LeadRejected, partner.LeadDuplicate:
		return false
	}
	return true
}

// rank is the place of a state in a lead's life.
func (r row) rank() int {
	if r.isDraft() {
		return -1
	}
	life := []partner.LeadStatus{
		partner.LeadSubmitted, partner.LeadInReview, partner.LeadQualified, partner.LeadConverted, partner.LeadRejected, partner.LeadDuplicate,
	}
	if i := slices.Index(life, r.Status); i >= 0 {
		return i
	}
	return len(life)
}

// capital writes the first letter of a sentence large.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// sentence is a text from outside as a sentence.
func sentence(text string) string {
	text = capital(strings.TrimRight(clean(text), ". "))
	if text == "" || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// age is how long ago something was; empty when it is not known.
func age(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	return format.Age(now.Sub(at))
}

// dayOf is a day with its year when that is another one; empty when it is not
// known.
func dayOf(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	d := partner.DateOf(at, now.Location())
	return format.Day(d, d.Year != partner.DateOf(now, now.Location()).Year)
}

// exactly is a moment in a detail: "Mon Nov 23, 14:04".
func exactly(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	d := partner.DateOf(at, now.Location())
	text := format.Weekday(d)
	if d.Year != partner.DateOf(now, now.Location()).Year {
		text += d.Format(", 2006")
	}
	return text + ", " + at.In(now.Location()).Format("15:04")
}

// payout is what a lead has earned; empty until it is known.
func (r row) payout() string {
	if !r.Payout.OK {
		return ""
	}
	return format.Money(r.Payout.V)
}

// valueWords is a value of a form as people write it.
func valueWords(f partner.Field, value string) string {
	switch f.Kind {
	case partner.FieldBool:
		switch value {
		case "true":
			return "yes"
		case "false":
			return "no"
		}
	case partner.FieldChoice:
		for _, c := range f.Choices {
			if c.Value == value {
				return cmp.Or(c.Label, value)
			}
		}
	case partner.FieldDecimal:
		if d, err := partner.ParseDecimal(value); err == nil && f.Currency != "" {
			return format.Money(partner.Money{Amount: d, Currency: f.Currency})
		}
	}
	return value
}
