// Package sandbox is an HTTP server that behaves like version 16 of the
// impact.com Partner API, over the generated data of one believable account.
//
// It is an independent reading of the API and must therefore not know the
// client's packages: a mistake in one is caught by the other. It reads no clock,
// environment or entropy of its own; seed, day and clock come in through Options.
//
// How it is put together: generate*.go turn a seed and a day into fixed facts
// (data), state.go derives what those facts look like at an instant, a shelf
// holds what requests can change, one file per resource answers requests from
// the three, and serve.go is the road every request takes: faults, credentials,
// routing, rate limits, answer, log.
//
// The world goes on for 120 days after Options.At: Server.Advance moves the clock.
// *plan.go say what happens to contracts, tasks and inquiries then, unless the
// partner decides otherwise, and truth*.go tell what has happened, so that a
// client's own account of changes can be compared with it.
//
// The companion API, which offers what the Partner API lacks, is in the
// companion*.go files; its document is internal/companion/openapi.yaml. What is
// decided there shows in the answers of the Partner API.
package sandbox
