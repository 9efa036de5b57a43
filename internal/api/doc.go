// Package api is the client of the impact.com Partner API, version 16. It
// turns requests of the product into HTTP and answers into package partner's
// words, and it is the only package that knows the wire: resource names,
// paging, limits, error bodies and the many ways a number can be written.
//
// Reads are repeated when that can help; a write is sent once, and its error
// says whether it may have been done all the same.
//
// A Client is safe for concurrent use. All its errors are *partner.Error; none
// carries the account id or the token. Only the phases before an answer's body
// have time-outs of their own: give each call a context with a deadline.
package api
