package partner

import "time"

// WaitingKind is what an act does at the service that waits to be sent.
type WaitingKind string

// The kinds of acts that may wait. No other act does: it is told as failed, and
// what was typed for it is kept.
const (
	WaitingSnooze  WaitingKind = "snooze"  // to dismiss a to-do of the service's own
	WaitingWake    WaitingKind = "wake"    // to bring one back
	WaitingComment WaitingKind = "comment" // on a task
)

// Waiting is an act that could not be sent because the service was not there.
// It is sent again with the same idempotency key, so that it is not done twice,
// and can be cancelled until then.
type Waiting struct {
	ID    string // idempotency key
	Kind  WaitingKind
	Thing string    // Todo.Key, or TaskKey
	Name  string    // what the thing is called; may be empty
	Text  string    // of a comment
	Until time.Time // of a snooze: when the to-do comes back
	Since time.Time // when it was tried first
	Doubt bool      // a try may have arrived, although no answer came
}

// Desk is what this machine keeps beside the things of the service: acts that
// wait to be sent, and notes to oneself.
type Desk struct {
	Waiting []Waiting       // in the order of sending
	Notes   map[string]Memo // by Memo.Key
}

// OwnTodos is what a note of a TodoList is about when the companion API is there
// and could not be asked.
const OwnTodos = "the service's own to-dos"

// TaskKey is how a task is called where snoozes, notes and waiting acts are
// kept: as the to-do about it.
func TaskKey(id string) string { return Todo{Kind: TodoTask, Object: id}.Key() }

// CommentForm names the form for a comment on a task, whose one field is
// CommentText.
func CommentForm(taskID string) string { return "task/" + taskID + "/comment" }

// CommentText is the field of a CommentForm.
const CommentText = "text"
