// Package partner is the vocabulary of the product: money, days, programs,
// actions, invoices and what can go wrong. It knows nothing of HTTP, screens
// or files, so every other package may use its words.
package partner
