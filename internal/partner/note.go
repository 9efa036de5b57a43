package partner

import (
	"strings"
	"time"
)

// Memo is a note to oneself about a thing. It stays on this machine.
type Memo struct {
	Key   string    // of the thing: Todo.Key, or TaskKey
	Name  string    // what the thing is called, for sentences
	Text  string    // may hold line ends; empty takes the note away
	Saved time.Time // when it was written
	Draft string    // what was typed over it and not kept; empty for none
}

// MemoLimit is the most characters of a note.
const MemoLimit = 2000

// MemoForm names the form for a note on a thing, whose one field is MemoText.
func MemoForm(key string) string { return memoForm + key }

// MemoThing is the thing a form of MemoForm is about; ok is false for another
// form.
func MemoThing(form string) (key string, ok bool) { return strings.CutPrefix(form, memoForm) }

const memoForm = "note/"

// MemoText is the field of a MemoForm.
const MemoText = "text"
