package cli

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
)

// schemas are the JSON Schemas of the documents, a file each: the command and,
// of a noun, the verb. A test makes them of the documents' types.
//
//go:embed schema/*.json
var schemas embed.FS

const schemaEnd = ".json"

// newSchema prints what the documents look like.
func newSchema(sys System) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [COMMAND [list|show]]",
		Short: "Print the JSON Schema of a command's --json, or which there are",
		Long: "Prints the JSON Schema (2020-12) that the document of a command's --json keeps to,\n" +
			"field by field. Without a command it names those that have one. Fields may be\n" +
			"added; none is renamed or taken away.",
		Example: "  impactdash schema\n  impactdash schema finance\n  impactdash schema tasks show",
		Args:    cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			names, err := schemaNames()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				_, err := fmt.Fprintln(sys.Out, strings.Join(names, "\n"))
				return err
			}
			name := strings.Join(args, " ")
			for _, n := range names {
				if n == name || n == name+" list" {
					text, err := schemas.ReadFile(schemaFile(n))
					if err == nil {
						_, err = sys.Out.Write(text)
					}
					return err
				}
			}
			return nothing{fmt.Sprintf("there is no schema %q; impactdash schema names those there are", name)}
		},
	}
}

// schemaFile is where a command's schema is.
func schemaFile(name string) string {
	return "schema/" + strings.ReplaceAll(name, " ", ".") + schemaEnd
}

// schemaNames are the commands that have a schema.
func schemaNames() ([]string, error) {
	files, err := fs.ReadDir(schemas, "schema")
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.ReplaceAll(strings.TrimSuffix(f.Name(), schemaEnd), ".", " ")
	}
	return names, err
}
