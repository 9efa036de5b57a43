package handbook

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"impactdash/internal/sandbox"
)

// The documents and the commands, seen from here.
const (
	readme   = "../../README.md"
	commands = "../cli"
)

func TestTheReadmeListsTheExitCodes(t *testing.T) {
	t.Parallel()
	part := section(t, readme, "## Exit codes")
	var have []string
	for _, m := range regexp.MustCompile(`(?m)^\| ([0-9]+) \| .+ \|$`).FindAllStringSubmatch(part, -1) {
		have = append(have, m[1])
	}
	if want := exitConstants(t); !slices.Equal(have, want) {
		t.Errorf("the README lists the exit codes %v, the program has %v", have, want)
	}
}

// exitConstants are the codes that the package declares, in their order.
func exitConstants(t *testing.T) []string {
	t.Helper()
	var codes []string
	eachSource(t, commands, func(file *ast.File) {
		for _, d := range file.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				v := spec.(*ast.ValueSpec)
				if lit, ok := first(v.Values).(*ast.BasicLit); ok && strings.HasPrefix(v.Names[0].Name, "exit") {
					codes = append(codes, lit.Value)
				}
			}
		}
	})
	if len(codes) == 0 {
		t.Fatal("no exit code is found")
	}
	return codes
}

func first(list []ast.Expr) ast.Expr {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

func TestTheReadmeNamesEveryVariable(t *testing.T) {
	t.Parallel()
	part := section(t, readme, "## Configuration")
	seen := 0
	for _, dir := range []string{commands, "../config", "../desktop"} {
		eachSource(t, dir, func(file *ast.File) {
			ast.Inspect(file, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				if name := strings.Trim(lit.Value, `"`); regexp.MustCompile(`^IMPACTDASH_[A-Z_]+$`).MatchString(name) {
					seen++
					if !strings.Contains(part, "`"+name+"`") {
						t.Errorf("the README does not name %s", name)
					}
				}
				return true
			})
		})
	}
	if seen < 5 {
		t.Errorf("only %d variables are found", seen)
	}
}

// eachSource hands over the files of a directory that are no tests.
func eachSource(t *testing.T, dir string, do func(*ast.File)) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no sources in %s: %v", dir, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		do(file)
	}
}

// section is the part of a document below a heading, up to the next one of the
// same rank.
func section(t *testing.T, path, heading string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(raw), "\n"+heading+"\n")
	if !ok {
		t.Fatalf("%s has no part %q", path, heading)
	}
	part, _, _ := strings.Cut(rest, "\n## ")
	return part
}

// A link that leads nowhere is worse than none.
func TestLinksOfTheDocumentsLeadSomewhere(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob("../../.github/docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	pages = append(pages, readme, "../../CHANGELOG.md", "../../.github/CONTRIBUTING.md", "../../.github/ARCHITECTURE.md")
	link := regexp.MustCompile(`\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"`)
	for _, page := range pages {
		raw, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(raw), -1) {
			to := cmp.Or(m[1], m[2])
			if strings.Contains(to, "://") {
				continue
			}
			file, anchor, _ := strings.Cut(to, "#")
			path := page
			if file != "" {
				path = filepath.Join(filepath.Dir(page), file)
			}
			text, err := os.ReadFile(path)
			if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
				continue
			}
			if err != nil {
				t.Errorf("%s links to %s: %v", page, to, err)
			} else if anchor != "" && !slices.Contains(anchors(string(text)), anchor) {
				t.Errorf("%s links to %s, and there is no such heading", page, to)
			}
		}
	}
}

var (
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	unnamed = regexp.MustCompile(`[^\p{L}\p{N} _-]`) // what of a heading is not in its anchor
)

// anchors are the headings of a page as links name them.
func anchors(text string) []string {
	var out []string
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		name := strings.ToLower(unnamed.ReplaceAllString(m[1], ""))
		out = append(out, strings.ReplaceAll(name, " ", "-"))
	}
	return out
}

func TestFaultsOfTheDocumentsAreKnown(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, page := range []string{readme, "../../.github/CONTRIBUTING.md", "../../.github/docs/sandbox.md"} {
		raw, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`--fault '([^']+)'`).FindAllStringSubmatch(string(raw), -1) {
			seen++
			if _, err := sandbox.ParseFault(m[1]); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d faults are found", seen)
	}
}
