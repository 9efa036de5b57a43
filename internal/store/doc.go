// Package store keeps what belongs to this machine: snoozes, the history of
// links, drafts of forms, and what can be undone. It is a journal of acts, one
// line of JSON each, that is appended to; the state is what replaying it gives.
// Now and then it is replaced by one without the acts that no longer matter. It
// knows files and no service.
package store
