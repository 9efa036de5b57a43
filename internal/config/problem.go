package config

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"impactdash/internal/nearest"
)

// Problem is something in the configuration file that is not as it should be.
// What it is about was left out; all the rest of the file holds.
type Problem struct {
	File   string
	Line   int    // from 1; 0 where the file as a whole is meant
	Key    string // as the file writes it, profiles and all: profiles.main.theme; empty for none
	Text   string // a sentence without a full stop, without file and line
	Near   string // the valid name that was probably meant; empty for none
	Severe bool   // a setting does not hold that the user wanted to hold; else there is only a name without a meaning
}

// Sentence is the problem with what was probably meant.
func (p Problem) Sentence() string {
	if p.Near == "" {
		return p.Text
	}
	return fmt.Sprintf("%s; did you mean %q?", p.Text, p.Near)
}

// String is the problem with the name of its file and the line.
func (p Problem) String() string { return p.at(filepath.Base(p.File)) }

// Error is String with the whole path.
func (p Problem) Error() string { return p.at(p.File) }

func (p Problem) at(file string) string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", file, p.Sentence())
	}
	return fmt.Sprintf("%s:%d: %s", file, p.Line, p.Sentence())
}

// Err is the first of the problems because of which a setting does not hold,
// nil when there is none. A figure that is printed with the wrong settings is
// worse than none.
func (c *Config) Err() error {
	severe := slices.DeleteFunc(slices.Clone(c.Problems), func(p Problem) bool { return !p.Severe })
	if len(severe) == 0 {
		return nil
	}
	if n := len(severe) - 1; n > 0 {
		return fmt.Errorf("%w; %d more in the same file, see impactdash config check", severe[0], n)
	}
	return severe[0]
}

// sorted orders problems by where they are.
func sorted(list []Problem) []Problem {
	slices.SortStableFunc(list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Key, b.Key))
	})
	return list
}

// flaw is what is wrong with a value: a sentence that begins with the name of
// the setting, and the value that was probably meant.
type flaw struct{ text, near string }

func (f *flaw) Error() string { return Problem{Text: f.text, Near: f.near}.Sentence() }

// flawed makes a flaw; value is what the user wrote, names what is allowed.
func flawed(value string, names []string, format string, args ...any) error {
	return &flaw{text: fmt.Sprintf(format, args...), near: nearest.Name(value, names)}
}

// problem is an error about a value as a problem of the file.
func problem(file string, line int, key string, err error) Problem {
	p := Problem{File: file, Line: line, Key: key, Text: err.Error(), Severe: true}
	var f *flaw
	if errors.As(err, &f) {
		p.Text, p.Near = f.text, f.near
	}
	return p
}
