package partner

import "time"

// WebApp is the web application of impact.com, for what no interface reaches.
const WebApp = "https://app.impact.com"

// Reach says how far the account's interfaces go for one kind of thing.
type Reach struct {
	Companion bool   // a companion API is configured and answers for it
	Page      string // screen of WebApp that can do the rest, in its own words: "Discover › Applications"
}

// Done is an act that was carried out.
type Done struct {
	Text  string   // what happened, for the toast, with the target's name: "Snoozed W-8BEN until Nov 29"
	Kinds []string // kinds of things that changed, for those who show them; see the Kind… names of package event
	Undo  bool     // Undo can take it back
	Waits bool     // it is not sent yet: it waits until the service can be reached
}

// Batch is what became of an act on several things. One that failed does not
// keep the others from being done.
type Batch struct {
	Done
	OK     []string // ids that were done
	Failed []Failed
}

// Failed is one thing of a batch that was not done.
type Failed struct {
	ID   string
	Name string
	Err  error // a *Error
}

// Undone is what undo or redo has brought back.
type Undone struct {
	Text    string   // the act in words: "snoozed W-8BEN"
	Kinds   []string // as in Done
	Nothing bool     // nothing was undone: there was nothing, or Text says why not; Kinds is empty
}

// Draft is what was typed into a form and not sent yet. It survives errors,
// lost lines and restarts.
type Draft struct {
	Form   string // which form: "lead/1234", "link"
	Key    string // idempotency key of the act; stays with the draft, so that sending it again cannot do it twice
	Values map[string]string
	Saved  time.Time // zero: there is none
}

// Choice is one of the values a field accepts.
type Choice struct {
	Value string // what is sent
	Label string // what is shown
}

// FieldKind is what may be typed into a field of a form.
type FieldKind string

// The kinds of fields. Unknown kinds are treated as FieldText.
const (
	FieldText    FieldKind = "text"
	FieldLong    FieldKind = "long_text"
	FieldEmail   FieldKind = "email"
	FieldPhone   FieldKind = "phone"
	FieldURL     FieldKind = "url"
	FieldNumber  FieldKind = "number"  // whole
	FieldDecimal FieldKind = "decimal" // with decimals; money as well
	FieldDate    FieldKind = "date"    // YYYY-MM-DD
	FieldChoice  FieldKind = "choice"
	FieldBool    FieldKind = "boolean" // "true" or "false"
)

// Field is one question of a form that somebody else has made: a lead form or
// a brand's survey.
type Field struct {
	Name     string // what is sent
	Label    string
	Help     string // a sentence; may be empty
	Kind     FieldKind
	Required bool     // of FieldBool: must be true
	Choices  []Choice // of FieldChoice
	MaxLen   int      // characters; 0: no limit beyond the service's
	Min, Max string   // of numbers and days, inclusive; empty: none
	Currency string   // ISO 4217, of a FieldDecimal that is money; empty otherwise
}
