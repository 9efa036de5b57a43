// Package origin is the way to one service that is asked with credentials. It
// keeps them there: no redirect and no address in an answer takes them to
// another host, plain http is for this machine only, and no text of an error
// carries them. It bounds bodies, repeats what may be repeated, and says in
// plain words why no answer came. It knows no resource and no error body; the
// clients built on it do.
package origin
