// Package store keeps what belongs to this machine: snoozes, the history of
// links, drafts of forms, and what can be undone. It is a journal of acts, one
// line of JSON each, that is only ever appended to; the state is what replaying
// it gives. It knows files and no service.
package store
