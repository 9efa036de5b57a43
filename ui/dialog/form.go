package dialog

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/format"
	"impactdash/ui/pane"
)

// FieldKind is what a field of a form holds.
type FieldKind uint8

// The kinds of fields. All values are text; an empty one means that nothing
// was filled in.
const (
	FieldText    FieldKind = iota // one line
	FieldLines                    // several lines, ended by "\n"
	FieldEmail                    // one address without a name
	FieldPhone                    // digits, blanks and + - ( ) . /
	FieldURL                      // whole address of a web page, http or https
	FieldNumber                   // whole number, such as "12" or "-3"
	FieldDecimal                  // exact number with a point, such as "12.50"; the currency is the asker's to say
	FieldDate                     // day as YYYY-MM-DD
	FieldChoice                   // Value of one of Choices; searched by typing when there are many
	FieldBool                     // "true" or "false"
	FieldRead                     // text such as terms: Value is shown to be read, and is no part of the answer
)

// Choice is one option of a FieldChoice.
type Choice struct {
	Value string // what the answer says
	Label string // what is shown; empty shows Value
}

// FormField is one field of a form.
type FormField struct {
	Name  string // key in Answer.Values, unique in its form
	Label string // two or three words
	Help  string // one sentence, shown while the field has the cursor; may be empty
	Kind  FieldKind
	// Required refuses an empty value, and a FieldBool that is off.
	Required    bool
	Choices     []Choice
	MaxLength   int    // most characters; 0 for no limit
	Min, Max    string // inclusive ends of a FieldNumber, FieldDecimal or FieldDate, written as its value; empty for none
	Placeholder string // shown while the field is empty
	Value       string // what it holds at first
	Money       bool   // it holds an amount, which is not shown while amounts are hidden
	// Check refuses a value that its kind allows; the error is shown as a
	// sentence under the field. It is called on sending, for values that are
	// not empty, with all values of the form. Nil accepts everything.
	Check func(value string, all map[string]string) error
	// Off says why the field cannot be filled in while the form holds these
	// values, as a sentence that stands in its place; empty when it can. What
	// the field held is kept, also in Values, and not checked. Nil is never off.
	Off func(all map[string]string) string
}

// FormOptions are what a form asks.
type FormOptions struct {
	To     pane.ID // who gets the Answer
	Ask    string  // which question of that pane
	Title  string
	Intro  []string // paragraphs above the fields
	Fields []FormField
	Submit string // verb on the button, such as "Create link"; empty is "Send"
	// Draft is Values of an earlier Answer with Closed: it goes before
	// FormField.Value for the fields it has.
	Draft map[string]string
	// Preview are lines shown below the fields, made anew from the values at
	// every look. It must be quick and change nothing. Nil shows none.
	Preview func(values map[string]string) []string
	// Changed is called after a field was changed, for who wants to keep Values
	// before the form is left. Nil for nobody.
	Changed func() tea.Cmd
	// Stay keeps the form open, and busy, after its answer is delivered, until
	// the pane calls Done or SetErrors. Without it sending ends the form.
	Stay bool
}

// Form asks for several values at once. Enter goes from field to field and
// sends from the last; in a field of several lines, ctrl+o begins a new one.
// Values are checked on sending: reasons are shown under their fields and the
// first field with one gets the cursor. Nothing typed is lost: Esc delivers
// the values as a draft.
//
// The pane that made the form keeps it to answer: SetErrors after a refusal,
// Done after success. All methods run on the program goroutine.
type Form struct {
	ending
	o       FormOptions
	fields  []*entry
	focus   int // index of the field with the cursor; len(fields) is the button
	sent    *Outcome
	busy    bool
	general string // why sending failed, if it is nobody's fault in particular
	w, h    int
	labels  int      // width of the column of labels, 0 where they stand above their fields
	intro   []string // wrapped
}

// NewForm makes the dialog.
func NewForm(o FormOptions) *Form {
	if o.Submit == "" {
		o.Submit = "Send"
	}
	o.Title, o.Submit = format.Safe(o.Title), format.Safe(o.Submit)
	f := &Form{o: o}
	for _, field := range o.Fields {
		if v, ok := o.Draft[field.Name]; ok && field.Kind != FieldRead {
			field.Value = v
		}
		f.fields = append(f.fields, newEntry(field))
	}
	return f
}

// Title implements Dialog.
func (f *Form) Title() string { return f.o.Title }

// Resize implements Dialog.
func (f *Form) Resize(w, h int) {
	f.w, f.h = min(w, 76), h
	f.labels, f.intro = 0, nil
	for _, e := range f.fields {
		if f.w >= formNarrow && !e.long() {
			f.labels = max(f.labels, format.Width(e.name())+3)
		}
	}
	for _, s := range f.o.Intro {
		f.intro = append(f.intro, wrapped(s, f.w)...)
	}
	for _, e := range f.fields {
		e.resize(f.inputWidth(), f.textRows())
		if e.read != nil {
			e.read.resize(f.inputWidth(), f.readRows())
		}
	}
}

// Outcome implements Dialog.
func (f *Form) Outcome() (o Outcome, ok bool) {
	if f.sent != nil {
		o, f.sent = *f.sent, nil
		return o, true
	}
	return f.ending.Outcome()
}

// Values are what the fields hold now, trimmed, by field name.
func (f *Form) Values() map[string]string {
	values := make(map[string]string, len(f.fields))
	for _, e := range f.fields {
		if e.Kind != FieldRead {
			values[e.Name] = e.value()
		}
	}
	return values
}

// Busy reports whether the values were sent and are not answered.
func (f *Form) Busy() bool { return f.busy }

// SetBusy says whether the values are on their way. Until they are not, they
// can be neither changed nor sent again.
func (f *Form) SetBusy(busy bool) { f.busy = busy }

// SetErrors says why the values were refused, as sentences by field name, and
// in general where no field is to blame; it ends Busy. What is said of a field
// the form does not have is added to the general sentence. The first field
// with a reason gets the cursor.
func (f *Form) SetErrors(fields map[string]string, general string) {
	f.busy, f.general = false, format.Safe(general)
	for _, e := range f.fields {
		e.err = ""
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		i := slices.IndexFunc(f.fields, func(e *entry) bool { return e.Name == name })
		if i < 0 {
			f.general = strings.TrimSpace(f.general + " " + format.Safe(name+": "+fields[name]))
			continue
		}
		f.fields[i].err = format.Safe(fields[name])
	}
	f.toFirstWrong()
}

// Done ends the form after its values were accepted.
func (f *Form) Done() {
	f.busy = false
	f.end(Outcome{})
}

// toFirstWrong moves the cursor to the first field with a reason.
func (f *Form) toFirstWrong() bool {
	i := slices.IndexFunc(f.fields, func(e *entry) bool { return e.err != "" })
	if i >= 0 {
		f.move(i)
	}
	return i >= 0
}

// move gives a field the cursor; leaving one ends its search.
func (f *Form) move(to int) {
	if e := f.at(); e != nil && to != f.focus {
		e.settle()
	}
	f.focus = min(max(to, 0), len(f.fields))
}

// at is the field with the cursor, nil at the button.
func (f *Form) at() *entry {
	if f.focus >= len(f.fields) {
		return nil
	}
	return f.fields[f.focus]
}

// Capturing implements Dialog.
func (f *Form) Capturing() bool {
	e := f.at()
	return e != nil && e.typed() && f.off(e) == ""
}

// off is why a field cannot be filled in now, cleaned; empty when it can.
func (f *Form) off(e *entry) string {
	if e.Off == nil {
		return ""
	}
	return format.Safe(e.Off(f.Values()))
}

// Update implements Dialog.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	if e := f.at(); e != nil && !f.busy && f.off(e) == "" && e.update(msg) {
		return f.changed(e)
	}
	return nil
}

// changed tells that a field was changed; a reason against its old value goes.
func (f *Form) changed(e *entry) tea.Cmd {
	e.err, f.general = "", ""
	if f.o.Changed == nil {
		return nil
	}
	return f.o.Changed()
}

// submit checks the values and hands them over.
func (f *Form) submit() tea.Cmd {
	if e := f.at(); e != nil {
		e.settle()
	}
	values := f.Values()
	f.general = ""
	for _, e := range f.fields {
		e.err = ""
		if f.off(e) == "" {
			e.check(values)
		}
	}
	if f.toFirstWrong() {
		return nil
	}
	answer := &Answer{To: f.o.To, Ask: f.o.Ask, Values: values}
	if !f.o.Stay {
		return f.end(Outcome{Answer: answer})
	}
	f.busy = true
	f.sent = &Outcome{Answer: answer, Stay: true}
	return nil
}
