package store

import (
	"encoding/json"
	"time"

	"impactdash/internal/partner"
)

// Kinds of records. Others are from newer programs: they stay in the journal
// and are not looked at.
const (
	kindSnooze = "snooze"
	kindWake   = "wake"
	kindLink   = "link"
	kindForget = "forget"
	kindDraft  = "draft"
	kindUndo   = "undo"
	kindRedo   = "redo"
	kindQueue  = "queue"
	kindSettle = "settle"
	kindNote   = "note"
)

// Record is one act: one line of the journal.
type Record struct {
	Group string    `json:"group"` // id of the act; a second record of the same id is the same act
	Kind  string    `json:"kind"`
	At    time.Time `json:"at"`
	Text  string    `json:"text,omitempty"` // the act in words, for undo: "snoozed W-8BEN"

	Snoozes []Snooze `json:"snoozes,omitempty"` // kindSnooze; kindWake: the snoozes that end
	Link    *link    `json:"link,omitempty"`
	IDs     []string `json:"ids,omitempty"` // kindForget; kindSettle: of Queued
	Draft   *draft   `json:"draft,omitempty"`
	Target  string   `json:"target,omitempty"` // kindUndo, kindRedo: the group
	Queue   []Queued `json:"queue,omitempty"`  // kindQueue
	Note    *Note    `json:"note,omitempty"`   // kindNote
}

// undoable reports whether the act joins the history of undo.
func (r Record) undoable() bool {
	return r.Kind == kindSnooze || r.Kind == kindWake || r.Kind == kindForget || r.Kind == kindNote
}

// Snooze hides one to-do.
type Snooze struct {
	Key      string    `json:"key"`             // partner.Todo.Key
	Until    time.Time `json:"until"`           // instant it comes back
	OnChange bool      `json:"change,omitzero"` // also when State is another
	State    string    `json:"state,omitempty"` // partner.Todo.State when it was snoozed
	Slept    time.Time `json:"slept"`           // when it was snoozed
	Server   string    `json:"server,omitempty"`
	Name     string    `json:"name,omitempty"` // partner.Todo.Text when it was snoozed, for sentences
	Over     bool      `json:"over,omitzero"`  // it slept already when it was snoozed
}

// Verb is what a queued act does at the service.
type Verb string

// The verbs. Acts of other verbs are from newer programs; they stay.
const (
	Dismiss Verb = "dismiss"
	Rouse   Verb = "wake"
	Comment Verb = "comment"
)

// Queued is an act that the service does once for its key, and that waits until
// the service can be reached.
type Queued struct {
	ID     string    `json:"id"` // idempotency key of all tries
	Verb   Verb      `json:"verb"`
	Thing  string    `json:"thing"`          // partner.Todo.Key; of a task "task/3990117"
	Name   string    `json:"name,omitempty"` // of the thing, for sentences
	Server string    `json:"server"`         // id of the to-do or the task at the service
	Until  time.Time `json:"until,omitzero"` // Dismiss: as it is sent; Rouse: of the snooze that ends
	Text   string    `json:"text,omitempty"` // Comment
	Doubt  bool      `json:"doubt,omitzero"` // nobody knows how the service has it: a try may have arrived, or it slept before
	Since  time.Time `json:"since,omitzero"` // when it was tried first
}

// sleeps reports whether the act is about a to-do's sleep, of which the service
// needs to know the last wish alone.
func (q Queued) sleeps() bool { return q.Verb == Dismiss || q.Verb == Rouse }

// Note is what the owner has written to himself about a thing; empty text takes
// it away.
type Note struct {
	Key  string    `json:"key"` // as Queued.Thing
	Text string    `json:"text,omitempty"`
	At   time.Time `json:"at,omitzero"` // that of its record; set by the replay
}

// link is a partner.Link as the journal writes it.
type link struct {
	ID       string    `json:"id"`
	URL      string    `json:"url"`
	Program  string    `json:"program_id"`
	Name     string    `json:"program"`
	Landing  string    `json:"landing,omitempty"`
	Vanity   bool      `json:"vanity,omitzero"`
	SubIDs   [3]string `json:"sub_ids"`
	SharedID string    `json:"shared_id,omitempty"`
	Property string    `json:"property,omitempty"`
	Made     time.Time `json:"made"`
}

func linkOf(l partner.Link) *link {
	return &link{
		ID: l.ID, URL: l.URL, Program: l.ProgramID, Name: l.Program, Landing: l.Landing, Vanity: l.Vanity,
		SubIDs: l.SubIDs, SharedID: l.SharedID, Property: l.Property, Made: l.Made.UTC(),
	}
}

func (l link) link() partner.Link {
	return partner.Link{
		ID: l.ID, URL: l.URL, ProgramID: l.Program, Program: l.Name, Landing: l.Landing, Vanity: l.Vanity,
		SubIDs: l.SubIDs, SharedID: l.SharedID, Property: l.Property, Made: l.Made, Here: true,
	}
}

// draft is a partner.Draft as the journal writes it; without values the form
// has none any more.
type draft struct {
	Form   string            `json:"form"`
	Key    string            `json:"key,omitempty"`
	Values map[string]string `json:"values,omitempty"`
}

// parse reads one line of the journal.
func parse(line []byte) (Record, bool) {
	var r Record
	if err := json.Unmarshal(line, &r); err != nil || r.Kind == "" || r.Group == "" {
		return Record{}, false
	}
	return r, true
}

// line is the record as the journal holds it, with its line end.
func (r Record) line() ([]byte, error) {
	text, err := json.Marshal(r) // escapes line ends inside of texts
	if err != nil {
		return nil, &partner.Error{Op: "keep on this machine", Kind: partner.Internal, Detail: err.Error(), Err: err}
	}
	return append(text, '\n'), nil
}
