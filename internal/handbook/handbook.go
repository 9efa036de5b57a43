// Package handbook keeps the generated parts of the repository's documents:
// tables that are made from the program and held to it by tests. Only tests
// use it.
package handbook

import (
	"fmt"
	"os"
	"strings"
)

// Update is the command that makes all generated parts anew. It sets Variable
// in the environment of the tests.
const (
	Update   = ".ci/docs"
	Variable = "UPDATE_DOCS"
)

// Keep holds a part of the document at path to what it should be. With update
// it writes the part; else it fails where the two differ.
func Keep(path, part, want string, update bool) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	begin, end := "<!-- "+part+": made by "+Update+" -->\n", "<!-- /"+part+" -->"
	head, rest, ok := strings.Cut(string(raw), begin)
	have, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return fmt.Errorf("%s has no place for the %s", path, part)
	}
	want = "\n" + strings.TrimSpace(want) + "\n\n"
	if have == want {
		return nil
	}
	if !update {
		return fmt.Errorf("the %s in %s are not those of the program; run %s", part, path, Update)
	}
	return os.WriteFile(path, []byte(head+begin+want+end+tail), 0o644)
}

// Cell keeps a text inside its cell of a table.
func Cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(text)
}
