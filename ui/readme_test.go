package ui

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"impactdash/internal/handbook"
	"impactdash/ui/keys"
)

func TestReadmeListsTheKeys(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	var everywhere, panes strings.Builder
	everywhere.WriteString("| keys | everywhere | action |\n|---|---|---|\n")
	writeKeys(&everywhere, d.globals())
	panes.WriteString(everywhere.String())
	for _, p := range d.panes {
		fmt.Fprintf(&panes, "\n## %s\n\n| keys | in %s | action |\n|---|---|---|\n", paneName(p), paneName(p))
		writeKeys(&panes, p.Actions())
	}
	update := os.Getenv(handbook.Variable) != ""
	for path, want := range map[string]string{"../README.md": everywhere.String(), "../.github/docs/keys.md": panes.String()} {
		if err := handbook.Keep(path, "keys", want, update); err != nil {
			t.Error(err)
		}
	}
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
