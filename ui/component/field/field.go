// Package field holds what forms and prompts are filled in with: texts under
// the terminal's own cursor, without blinking, that paste by the terminal only,
// and choices that are searched by typing.
package field

import (
	"charm.land/bubbles/v2/textinput"
)

// New makes an empty field with a prompt of its own.
func New(prompt string) textinput.Model {
	in := textinput.New()
	in.Prompt = prompt
	in.SetVirtualCursor(false)
	// The component would start a clipboard program on this machine, which on
	// a remote one is the wrong clipboard; terminals paste by themselves.
	in.KeyMap.Paste.SetEnabled(false)
	return in
}
