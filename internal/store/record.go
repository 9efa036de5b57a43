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
)

// Record is one act: one line of the journal.
type Record struct {
	Group string    `json:"group"` // id of the act; a second record of the same id is the same act
	Kind  string    `json:"kind"`
	At    time.Time `json:"at"`
	Text  string    `json:"text,omitempty"` // the act in words, for undo: "snoozed W-8BEN"

	Snoozes []Snooze `json:"snoozes,omitempty"` // kindSnooze; kindWake: the snoozes that end
	Link    *link    `json:"link,omitempty"`
	IDs     []string `json:"ids,omitempty"` // kindForget
	Draft   *draft   `json:"draft,omitempty"`
	Target  string   `json:"target,omitempty"` // kindUndo, kindRedo: the group
}

// undoable reports whether the act joins the history of undo.
func (r Record) undoable() bool {
	return r.Kind == kindSnooze || r.Kind == kindWake || r.Kind == kindForget
}

// Snooze hides one to-do.
type Snooze struct {
	Key      string    `json:"key"`             // partner.Todo.Key
	Until    time.Time `json:"until"`           // instant it comes back
	OnChange bool      `json:"change,omitzero"` // also when State is another
	State    string    `json:"state,omitempty"` // partner.Todo.State when it was snoozed
	Slept    time.Time `json:"slept"`           // when it was snoozed
	Server   string    `json:"server,omitempty"`
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
