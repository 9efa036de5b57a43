package credential

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"impactdash/internal/config"
)

// ask runs the user's command. What it prints is the token; what it complains
// about is told when it fails.
func (s *Store) ask(ctx context.Context, a Account, command []string) (Token, error) {
	const next = "Run it by hand, or put token_command in the configuration right."
	if s.Run == nil {
		return Token{}, &Error{What: "token_command cannot be run here.", Next: "Set IMPACTDASH_AUTH_TOKEN."}
	}
	within, cancel := context.WithTimeout(ctx, commandPatience)
	defer cancel()
	env := []string{"IMPACTDASH_ACCOUNT_SID=" + a.SID, "IMPACTDASH_PROFILE=" + a.Profile}
	printed, complained, err := s.Run(within, command, env)
	switch {
	case ctx.Err() != nil:
		return Token{}, ctx.Err()
	case within.Err() != nil:
		return Token{}, &Error{
			What: fmt.Sprintf("token_command did not end within %d s.", int(commandPatience/time.Second)), Next: next, Err: within.Err(),
		}
	case err != nil:
		what := "token_command failed: " + tell(err)
		if says := lastLine(complained, printed); says != "" {
			what += ": " + says
		}
		return Token{}, &Error{What: strings.TrimSuffix(what, ".") + ".", Next: next, Err: err}
	case strings.TrimSpace(string(printed)) == "":
		return Token{}, &Error{What: "token_command printed nothing.", Next: next}
	}
	return checked(string(printed), Command)
}

// maxSays is how much of what others say is told, in characters.
const maxSays = 160

// lastLine is what a program complained about in the end, without what it
// printed: that may be the token.
func lastLine(complained, printed []byte) string {
	lines := strings.Split(strings.TrimSpace(string(complained)), "\n")
	text := tidy(lines[len(lines)-1])
	for _, secret := range strings.Fields(string(printed)) {
		text = strings.ReplaceAll(text, secret, config.Secret(secret).String())
	}
	return text
}

// tell is an error in one line that a terminal can show.
func tell(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return tidy(e.What)
	}
	return tidy(err.Error())
}

// tidy takes out whatever a terminal would obey, and shortens.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > maxSays {
		text = string(runes[:maxSays]) + "…"
	}
	return strings.TrimSpace(text)
}
