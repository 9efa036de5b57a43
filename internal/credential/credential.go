// Package credential finds the token of an account and keeps it: it asks the
// user's command, the keyring of the system and a file nobody else may read,
// and says in each failure what to do next. No token stands in any of them.
package credential

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"impactdash/internal/config"
)

// Where a token may be from, besides the origins of package config.
const (
	Command config.Origin = "token_command"
	Keyring config.Origin = "keyring"
	File    config.Origin = "token file"
)

// Account is whose token is meant.
type Account struct {
	SID     string
	Profile string // empty: none
	BaseURL string // a token is for the service it was given for, and for no other
}

// Name is what the token, and whatever else is kept of the account, is kept
// under: the AccountSID, with the service's host where it is not the usual one.
// The same account at another service has other figures.
func (a Account) Name() string {
	if a.BaseURL == "" || strings.TrimSuffix(a.BaseURL, "/") == config.DefaultBaseURL {
		return a.SID
	}
	host := a.BaseURL
	if u, err := url.Parse(a.BaseURL); err == nil && u.Host != "" {
		host = u.Host
	}
	return a.SID + "@" + strings.ToLower(host)
}

// Token is a token that was found.
type Token struct {
	Secret config.Secret
	From   config.Origin
}

// Ring is the keyring of the system.
type Ring interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
	Delete(service, user string) error
}

// ErrNotFound is what a Ring answers where it has nothing.
var ErrNotFound = errors.New("the keyring has no token for this account")

// Run starts a program and returns what it printed. It ends the program with
// ctx.
type Run func(ctx context.Context, command, env []string) (printed, complained []byte, err error)

// Store is where tokens are looked for and kept. It is safe for concurrent
// use.
type Store struct {
	Ring Ring   // nil: there is none
	Dir  string // directory of token files; empty: there are none
	Run  Run    // nil: no command can be run
	GOOS string
}

// How long others may take.
const (
	ringPatience    = 3 * time.Second
	commandPatience = 10 * time.Second
	// A keyring that is locked asks its user for a password before it keeps
	// anything.
	keepPatience = time.Minute
)

// service is what the keyring lists the tokens under.
const service = "impactdash"

// Error is a token that is not to be had, and what to do about it.
type Error struct {
	What string // a sentence with a full stop
	Next string // what to do; a sentence with a full stop
	Err  error  // cause; without the token
}

// Error is both sentences.
func (e *Error) Error() string { return e.What + " " + e.Next }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Find looks for the token: the command if there is one, and then it alone;
// else given, which stands in the configuration; else the keyring; else the
// token file.
func (s *Store) Find(ctx context.Context, a Account, command []string, given config.Secret) (Token, error) {
	if len(command) > 0 {
		return s.ask(ctx, a, command)
	}
	if given != "" {
		return Token{given, config.InFile}, nil
	}
	text, ringErr := s.fromRing(ctx, a)
	if ringErr == nil {
		return checked(text, Keyring)
	}
	if err := ctx.Err(); err != nil {
		return Token{}, err
	}
	text, err := s.read(a)
	if err != nil {
		return Token{}, err
	}
	if text != "" {
		return checked(text, File)
	}
	e := &Error{
		What: fmt.Sprintf("There is no AuthToken for %s.", a.SID), Err: ringErr,
		Next: "Run impactdash auth login, or set IMPACTDASH_AUTH_TOKEN.",
	}
	if !errors.Is(ringErr, ErrNotFound) && s.Ring != nil {
		e.What = fmt.Sprintf("There is no AuthToken for %s: %s, and there is no token file.", a.SID, tell(ringErr))
	}
	return Token{}, e
}

// Keep keeps a token: in the keyring, or in a file where there is none, and
// then why says what was wrong with the keyring. It is nowhere else
// afterwards.
func (s *Store) Keep(ctx context.Context, a Account, token config.Secret) (where config.Origin, why, err error) {
	if _, err := checked(token.Reveal(), Keyring); err != nil {
		return "", nil, err
	}
	why = s.ring(ctx, keepPatience, func() error { return s.Ring.Set(service, a.Name(), token.Reveal()) })
	if why == nil {
		return Keyring, nil, s.remove(a)
	}
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	return File, why, s.write(a, token)
}

// Forget removes the token of an account from wherever Keep may have put it,
// and says from where. A keyring that does not answer is an error: the token
// may still be in it.
func (s *Store) Forget(ctx context.Context, a Account) (from []config.Origin, err error) {
	ringErr := s.ring(ctx, keepPatience, func() error { return s.Ring.Delete(service, a.Name()) })
	if ringErr == nil {
		from = append(from, Keyring)
	}
	there := s.has(a)
	if err := s.remove(a); err != nil {
		return from, err
	}
	if there {
		from = append(from, File)
	}
	if ringErr == nil || errors.Is(ringErr, ErrNotFound) || errors.Is(ringErr, errNoRing) {
		return from, nil
	}
	return from, &Error{
		What: fmt.Sprintf("The keyring may still have the token: %s.", tell(ringErr)), Err: ringErr,
		Next: "Unlock it and try again, or remove the entry impactdash there.",
	}
}

// errNoRing is told where there is no keyring at all.
var errNoRing = errors.New("this system has no keyring")

// errSlow is told where the keyring does not answer in time.
var errSlow = errors.New("the keyring does not answer")

// fromRing asks the keyring.
func (s *Store) fromRing(ctx context.Context, a Account) (string, error) {
	var text string
	err := s.ring(ctx, ringPatience, func() error {
		found, err := s.Ring.Get(service, a.Name())
		if err == nil && found == "" {
			err = ErrNotFound
		}
		text = found
		return err
	})
	if err != nil {
		return "", err // ask may still be at it, and text its own
	}
	return text, nil
}

// ring lets ask talk to the keyring for as long as there is patience. It may
// go on after that, for nobody.
func (s *Store) ring(ctx context.Context, patience time.Duration, ask func() error) error {
	if s.Ring == nil {
		return errNoRing
	}
	answer := make(chan error, 1)
	go func() { answer <- ask() }()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-answer:
		return err
	case <-timer.C:
		return fmt.Errorf("%w within %d s", errSlow, int(patience/time.Second))
	case <-ctx.Done():
		return ctx.Err()
	}
}

// maxToken bounds a token, in bytes. Those of impact.com have about 30.
const maxToken = 4096

// errNoToken is told about a text that cannot be a token.
var errNoToken = errors.New("an AuthToken is a word of letters and digits")

// Parse is the first line of text as a token. What cannot be sent in a header
// is none.
func Parse(text string) (config.Secret, error) {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.TrimSpace(line)
	odd := strings.ContainsFunc(line, func(r rune) bool { return r <= ' ' || r >= 0x7f })
	if line == "" || odd || len(line) > maxToken {
		return "", errNoToken
	}
	return config.Secret(line), nil
}

// checked is text as a token from somewhere.
func checked(text string, from config.Origin) (Token, error) {
	secret, err := Parse(text)
	if err != nil {
		return Token{}, &Error{
			What: fmt.Sprintf("What the %s has is no AuthToken: one is a word of letters and digits.", from),
			Next: "Copy it anew from impact.com, Settings, Technical, API Access.", Err: err,
		}
	}
	return Token{secret, from}, nil
}
