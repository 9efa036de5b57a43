package ui

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"impactdash/ui/keys"
)

const (
	keysBegin = "<!-- keys: made by UPDATE_README=1 go test ./ui -run TestReadmeListsTheKeys -->\n"
	keysEnd   = "<!-- /keys -->"
)

func TestReadmeListsTheKeys(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok1 := strings.Cut(string(raw), keysBegin)
	have, tail, ok2 := strings.Cut(rest, keysEnd)
	if !ok1 || !ok2 {
		t.Fatal("README.md has no place for the keys")
	}
	want := keyTable(t)
	if have == want {
		return
	}
	if os.Getenv("UPDATE_README") == "" {
		t.Fatal("the keys in README.md are not those of the program; run this test with UPDATE_README=1")
	}
	if err := os.WriteFile("../README.md", []byte(head+keysBegin+want+keysEnd+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

// keyTable lists the actions that have keys: everywhere, then pane by pane.
func keyTable(t *testing.T) string {
	t.Helper()
	d := opened(t, 120, 40)
	var b strings.Builder
	b.WriteString("\n| keys | everywhere | action |\n|---|---|---|\n")
	writeKeys(&b, d.globals())
	for _, p := range d.panes {
		fmt.Fprintf(&b, "\n| keys | in %s | action |\n|---|---|---|\n", paneName(p))
		writeKeys(&b, p.Actions())
	}
	b.WriteString("\n")
	return b.String()
}

func writeKeys(b *strings.Builder, actions []keys.Action) {
	for _, a := range actions {
		var shown []string
		for _, k := range a.Keys {
			shown = append(shown, "`"+keys.Show(k)+"`")
		}
		if len(shown) > 0 {
			fmt.Fprintf(b, "| %s | %s | `%s` |\n", strings.Join(shown, " "), a.Help, a.ID)
		}
	}
}
