package partner

import (
	"regexp"
	"sync"
)

// lazily is an expression that is compiled when it is first asked: a program
// that starts has no need of most.
func lazily(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
