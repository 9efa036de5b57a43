package cli

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/toast"
)

// What can become of one thing that something was to be done with.
const (
	wasDone  = "done"
	waits    = "waiting"   // kept on this machine until the service can be reached
	unknown  = "not_known" // sent, and no answer came
	notFound = "not_found"
	notTried = "not_tried" // because the one before failed
	failed   = "failed"
)

// outcome is what became of one thing.
type outcome struct {
	id, name string
	state    string
	text     string // what came of it, beyond the state; may be empty
	err      error  // nil when it was done
}

// report is what became of an act on several things.
type report struct {
	act      string // "tasks start"
	did      string // of one that was done, in words: "started"
	text     string // the service's sentence about what was done; may be empty
	key      string // idempotency key; empty for acts without
	outcomes []outcome
}

// actDoc is the document of an act with --json.
type actDoc struct {
	AsOf    *string      `json:"as_of" is:"date-time"` // when it was done
	Account accountDoc   `json:"account"`              // whose
	Act     string       `json:"act"`                  // "tasks start"
	Text    *string      `json:"text"`                 // what was done, in words; null: nothing
	Key     *string      `json:"idempotency_key"`      // what was sent with it is not done twice; null: the act has none
	Results []resultDoc  `json:"results"`              // what became of each thing, in the order they were named
	Errors  []problemDoc `json:"errors"`               // of each that was not done; part is its id
}

// resultDoc is what became of one thing of an act.
type resultDoc struct {
	ID      string  `json:"id"`      // as it was named or, where found, its own
	Name    *string `json:"name"`    // null: not known
	Result  string  `json:"result"`  // done, waiting, not_known, not_found, not_tried or failed
	Message *string `json:"message"` // why it was not done, or what came of it
}

// batch adds what became of the things of a batch. names gives those that were
// done their names.
func (r *report) batch(b partner.Batch, names func(id string) string) {
	state := wasDone
	if b.Waits {
		state = waits
	}
	for _, id := range b.OK {
		r.outcomes = append(r.outcomes, outcome{id: id, name: names(id), state: state})
	}
	var before error
	for _, f := range b.Failed {
		o := outcome{id: f.ID, name: names(f.ID), state: stateOf(f.Err), err: f.Err}
		if isAfter(f.Err, before) {
			o.state = notTried
		} else {
			before = f.Err
		}
		r.outcomes = append(r.outcomes, o)
	}
	r.text = b.Text
}

// failAll is a batch of which nothing was tried, or nobody knows what became.
func (r *report) failAll(ids []string, err error, names func(id string) string) {
	for _, id := range ids {
		r.outcomes = append(r.outcomes, outcome{id: id, name: names(id), state: stateOf(err), err: err})
	}
}

// isAfter reports whether something failed because the one before it did.
func isAfter(err, before error) bool {
	return before != nil && errors.Is(err, before) && err.Error() != before.Error()
}

func stateOf(err error) string {
	switch partner.KindOf(err) {
	case partner.NotFound:
		return notFound
	case partner.Uncertain, partner.Malformed:
		return unknown
	}
	return failed
}

// order puts the outcomes into the order in which the things were named.
func (r *report) order(ids []string) {
	at := make(map[string]int, len(ids))
	for i, id := range ids {
		at[id] = i + 1
	}
	sorted := make([]outcome, 0, len(r.outcomes))
	for _, id := range ids {
		for _, o := range r.outcomes {
			if o.id == id {
				sorted = append(sorted, o)
			}
		}
	}
	for _, o := range r.outcomes {
		if at[o.id] == 0 {
			sorted = append(sorted, o)
		}
	}
	r.outcomes = sorted
}

// message is why something was not done, or what came of it.
func (r *report) message(o outcome) string {
	switch {
	case o.err == nil:
		return clean(o.text)
	case o.state == notTried:
		return "Not tried, because the one before failed."
	}
	return refusal(o.err, r.key)
}

// write prints the outcomes and tells the failures. Its error has the exit
// code: that of the failures where nothing was done and all failed alike.
func (r *report) write(s *session, p partner.Profile, out outputOptions) error {
	doc := actDoc{AsOf: stamp(s.sys.Now(), p), Account: accountOf(p), Act: r.act, Text: words(r.text), Key: words(r.key), Results: []resultDoc{}, Errors: []problemDoc{}}
	t := table{head: []string{"id", "result", "name", "message"}}
	var bad []outcome
	for _, o := range r.outcomes {
		message := r.message(o)
		doc.Results = append(doc.Results, resultDoc{ID: o.id, Name: words(o.name), Result: o.state, Message: words(message)})
		t.rows = append(t.rows, []string{clean(o.id), o.state, clean(o.name), message})
		if o.err != nil {
			bad = append(bad, o)
			doc.Errors = append(doc.Errors, problemDoc{Part: o.id, Kind: partner.KindOf(o.err).String(), Message: message, Next: nextStep(o.err)})
		}
	}
	if out.text() && s.sys.OutTTY && len(r.outcomes) == 0 {
		return s.say("There is nothing to do: standard input names nothing.")
	}
	if err := out.write(s.sys, doc, t); err != nil {
		return err
	}
	if r.text != "" {
		s.tell(r.text + ".")
	}
	switch {
	case len(bad) == 0:
		return nil
	case len(bad) == 1:
		fmt.Fprintf(s.sys.Err, "impactdash: %s not %s: %s\n", called(bad[0]), r.did, r.message(bad[0]))
	default:
		fmt.Fprintf(s.sys.Err, "impactdash: %d of %d not %s; the message of each says why\n", len(bad), len(r.outcomes), r.did)
	}
	return verdict(r.outcomes)
}

// called is a thing in the middle of a sentence.
func called(o outcome) string {
	if o.name == "" {
		return clean(o.id)
	}
	return format.Cut(clean(o.name), 60) + " (" + clean(o.id) + ")"
}

// verdict is nil when all was done. Where nothing was, for the same reason, it
// has the exit code of that, else that of a failure.
func verdict(all []outcome) error {
	code, cause := -1, error(nil)
	for _, o := range all {
		now := exitDone
		if o.err != nil {
			now = kindCode(partner.KindOf(o.err))
			if now == exitUsage { // the command line was right, the thing was not
				now = exitFailed
			}
			if cause == nil {
				cause = o.err
			}
		}
		if code >= 0 && code != now {
			code = exitFailed
			continue
		}
		code = now
	}
	switch {
	case cause == nil:
		return nil
	case code == exitFailed || code == exitDone:
		return errReported
	}
	return fmt.Errorf("%w: %w", errReported, cause)
}

// refusal tells why an act was not done, what is true now and what to do.
func refusal(err error, key string) string {
	text := toast.Refusal(err)
	switch partner.KindOf(err) {
	case partner.Uncertain, partner.Malformed:
		text = "No answer came, so it is not known whether this was done"
		if partner.KindOf(err) == partner.Malformed {
			text = "It was sent, and the answer cannot be understood"
		}
		var e *partner.Error
		if errors.As(err, &e) && e.Detail != "" {
			text += " (" + strings.TrimRight(e.Detail, ". ") + ")"
		}
		text += ". Look first"
		if key != "" {
			text += "; with --key " + key + " it is not done twice"
		}
		text += "."
	case partner.Unauthorized:
		text += " " + nextStep(err)
	}
	return capital(clean(text))
}

// refused tells why an act with one outcome failed. flags are the names of the
// command line for fields of the request.
func (s *session) refused(act string, err error, key string, flags map[string]string) error {
	if partner.KindOf(err) == partner.Canceled {
		return err
	}
	if partner.KindOf(err) == partner.Invalid {
		var parts []string
		for _, f := range fieldsOf(err) {
			name := f.Field
			if flag, ok := flags[name]; ok {
				name = flag
			}
			parts = append(parts, clean(name+": "+strings.TrimRight(f.Detail, ". ")))
		}
		if len(parts) > 0 {
			fmt.Fprintf(s.sys.Err, "impactdash: %s: %s. Nothing was done.\n", act, strings.Join(parts, "; "))
			return fmt.Errorf("%w: %w", errReported, err)
		}
	}
	fmt.Fprintf(s.sys.Err, "impactdash: %s: %s\n", act, refusal(err, key))
	return fmt.Errorf("%w: %w", errReported, err)
}

// fieldsOf are the fields that a refusal is about.
func fieldsOf(err error) []partner.FieldError {
	var e *partner.Error
	switch {
	case !errors.As(err, &e):
		return nil
	case len(e.Fields) == 0 && e.Field != "":
		return []partner.FieldError{{Field: e.Field, Detail: e.Detail}}
	}
	return e.Fields
}

// clean is a text from outside for one line of a terminal.
func clean(text string) string { return strings.TrimSpace(format.Safe(text)) }

// words is a text, or nil, which is null in JSON.
func words(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// capital begins a sentence.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// impossible is the refusal of an act that a look at the thing has shown to be
// none: nothing was sent.
func impossible(op, why string) error {
	return &partner.Error{Op: op, Kind: partner.Conflict, Detail: why}
}
