// Package history is what this machine has seen of an account: the last answer
// of each source, the actions and other things as they were last seen, and the
// events that came of comparing them. All of it can be had from the service
// again, except what the service has forgotten; what the user did himself is
// in package store.
//
// It is one SQLite file per account, in WAL mode, which several programs share.
package history
