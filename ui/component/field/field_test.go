package field

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestAFieldTypesAndUsesTheTerminalsCursor(t *testing.T) {
	t.Parallel()
	in := New("> ")
	in.Focus()
	in, _ = in.Update(tea.KeyPressMsg{Code: 'é', Text: "é"})
	in, _ = in.Update(tea.PasteMsg{Content: "漢"})
	if in.Value() != "é漢" || in.VirtualCursor() || in.Cursor() == nil {
		t.Errorf("value %q, virtual cursor %v", in.Value(), in.VirtualCursor())
	}
}

// ctrl+v would start a clipboard program of the machine this runs on.
func TestAFieldNeverReadsTheClipboardOfThisMachine(t *testing.T) {
	t.Parallel()
	in := New("")
	in.Focus()
	in, cmd := in.Update(tea.KeyPressMsg{Code: 'v', Mod: tea.ModCtrl})
	if cmd != nil || in.Value() != "" {
		t.Error("ctrl+v does something")
	}
}
