// Package companion is the client of the companion API, which adds to the
// Partner API what it lacks: deeds on tasks, to-dos, leads, campaigns, brands
// that approve at once, and exact balances. openapi.yaml beside this file
// describes it. The package turns the product's requests into HTTP and answers
// into package partner's words.
//
// A Client is safe for concurrent use. All its errors are *partner.Error; none
// carries the account id or the token. Only the phases before an answer's body
// have time-outs of their own: give each call a context with a deadline.
package companion
