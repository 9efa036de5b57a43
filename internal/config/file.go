package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"impactdash/internal/nearest"
)

// entry is one key of a table in the file with its value and its line.
type entry struct {
	key   string // in lower case
	name  string // as the file writes it
	line  int
	value any
	node  *yaml.Node

	widgets []Widget            // of the list of panes
	keys    map[string][]string // of the table of keys
}

// document is what a file says, value by value: what is wrong with one leaves
// the others as they are.
type document struct {
	path     string
	open     os.FileMode // bits of the mode that let others at the file
	settings []entry     // that hold for all profiles
	themes   []UserTheme // of the user's own
	profiles []section
	lost     bool // there is a file, and nobody knows what it says
	problems []Problem
}

// section is one profile.
type section struct {
	name     string
	line     int
	settings []entry
}

// readDocument reads the file the user named, or the one in its usual place. A
// file that is not there is no error unless it was named.
func readDocument(s Source) (*document, error) {
	path, named := Path(s)
	if path == "" {
		return nil, nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return nil, nil
	}
	if err == nil && !info.Mode().IsRegular() && info.IsDir() {
		err = errors.New("it is a directory")
	}
	if err != nil && named {
		return nil, fmt.Errorf("configuration file %s: %w", path, bare(err))
	}
	d := &document{path: path}
	var raw []byte
	if err == nil {
		raw, err = os.ReadFile(path)
	}
	if err != nil {
		d.lose(0, "it cannot be read: "+bare(err).Error())
		return d, nil
	}
	if s.GOOS != "windows" { // has no such modes
		d.open = info.Mode().Perm() & 0o077
	}
	d.parse(raw, s)
	return d, nil
}

// bare is a failure without the path, which is said anyway.
func bare(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// lose notes that nothing of the file is understood.
func (d *document) lose(line int, why string) {
	d.lost = true
	why += "; nothing in it holds, and the account is not changed until it can be read"
	d.problems = append(d.problems, Problem{File: d.path, Line: line, Text: why, Severe: true})
}

// yamlLine finds the line in an error of the YAML package.
var yamlLine = regexp.MustCompile(`^(?:unmarshal errors: )?(?:line (\d+): )?(.*)`)

// parse reads the tables of the file.
func (d *document) parse(raw []byte, s Source) {
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil {
		line, why := 0, words(err)
		if m := yamlLine.FindStringSubmatch(why); m != nil {
			line, _ = strconv.Atoi(m[1]) // empty is 0: no line
			why = m[2]
		}
		d.lose(line, "it is not YAML: "+why)
		return
	}
	if len(root.Content) == 0 {
		return // nothing but comments
	}
	top := root.Content[0]
	if isNull(top) {
		return
	}
	if top.Kind != yaml.MappingNode {
		d.lose(top.Line, "it is not a table of settings")
		return
	}
	all := d.table(top, "")
	if e, ok := lookup(all, "themes"); ok {
		d.readThemes(e) // before anything that names one
	}
	s.themes = d.themeNames()
	for _, e := range all {
		switch {
		case e.key == "themes":
		case e.key == "profiles":
			d.readProfiles(e, s)
		case d.accept(&e, "", s):
			d.settings = append(d.settings, e)
		}
	}
}

// table lists the keys of a table. One that is there twice is told, and the
// later one counts.
func (d *document) table(n *yaml.Node, prefix string) []entry {
	var out []entry
	for _, e := range pairs(n, 0) {
		at := slices.IndexFunc(out, func(o entry) bool { return o.key == e.key })
		if at < 0 {
			out = append(out, e)
			continue
		}
		d.note(e, prefix, fmt.Errorf("%s is there a second time, and this one counts; the first is in line %d", e.name, out[at].line))
		out[at] = e
	}
	return out
}

// mergeDepth is how deep tables may be merged into one another; one that
// merges itself would have no end.
const mergeDepth = 8

// pairs are the keys of a table, with those of tables merged into it ("<<")
// where it has none of its own.
func pairs(n *yaml.Node, depth int) []entry {
	n = target(n)
	if n.Kind != yaml.MappingNode || depth > mergeDepth {
		return nil
	}
	var out, merged []entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Tag == "!!merge" {
			parts := []*yaml.Node{v}
			if t := target(v); t.Kind == yaml.SequenceNode {
				parts = t.Content
			}
			for _, p := range parts {
				merged = append(merged, pairs(p, depth+1)...)
			}
			continue
		}
		out = append(out, entry{key: strings.ToLower(k.Value), name: k.Value, line: k.Line, node: v})
	}
	for _, m := range merged {
		if !slices.ContainsFunc(out, func(e entry) bool { return e.key == m.key }) {
			out = append(out, m)
		}
	}
	return out
}

// target is the node an alias stands for.
func target(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// isNull reports whether a key has no value.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// note keeps a problem with an entry.
func (d *document) note(e entry, prefix string, err error) {
	d.problems = append(d.problems, problem(d.path, e.line, prefix+e.name, err))
}

// accept reports whether an entry is one of a known setting with a value that
// can be used. What is not is told.
func (d *document) accept(e *entry, prefix string, s Source) bool {
	set, ok := find(e.key)
	if !ok || prefix != "" && set.once {
		p := Problem{File: d.path, Line: e.line, Key: prefix + e.name, Near: nearest.Name(e.name, known(prefix != ""))}
		p.Text = fmt.Sprintf("%q is not a setting", e.name)
		if ok {
			p.Text, p.Near, p.Severe = e.name+" has no meaning inside a profile", "", true
		}
		d.problems = append(d.problems, p)
		return false
	}
	if isNull(target(e.node)) {
		return false // a key without a value says nothing
	}
	if e.key == "widgets" || e.key == "keys" {
		return d.acceptList(e, prefix, s)
	}
	if err := e.node.Decode(&e.value); err != nil {
		d.note(*e, prefix, fmt.Errorf("%s cannot be read: %s", e.name, words(err)))
		return false
	}
	if err := set.wrong(s, e.key, e.value); err != nil {
		d.note(*e, prefix, err)
		// Whoever writes something there wants the account to stay as it is.
		e.value = true
		return e.key == "read_only"
	}
	if (e.key == "auth_token" || e.key == "token_command") && fmt.Sprint(e.value) != "" {
		if err := d.guarded(e.key); err != nil {
			d.note(*e, prefix, err)
			return false
		}
	}
	return true
}

// words is what the YAML package says, in one line.
func words(err error) string {
	return strings.Join(strings.Fields(strings.TrimPrefix(err.Error(), "yaml: ")), " ")
}

// guarded is an error where others may read a token or write a command.
func (d *document) guarded(key string) error {
	switch {
	case key == "auth_token" && d.open != 0:
		return fmt.Errorf("auth_token is not used, because others may read the file: run chmod 600 %s", d.path)
	case key == "token_command" && d.open&0o022 != 0:
		return fmt.Errorf("token_command is not run, because others may write the file: run chmod 600 %s", d.path)
	}
	return nil
}

// known are the keys of the file, or of a profile in it.
func known(profile bool) []string {
	var out []string
	for _, s := range settings() {
		if !profile || !s.once {
			out = append(out, s.key)
		}
	}
	return out
}

// readProfiles reads the table of profiles.
func (d *document) readProfiles(e entry, s Source) {
	switch n := target(e.node); {
	case isNull(n):
		return
	case n.Kind != yaml.MappingNode:
		d.note(e, "", errors.New("profiles is not a table of names and their settings"))
		return
	}
	// Not by table: names of profiles keep their case, and Main is not main.
	for _, p := range pairs(e.node, 0) {
		prefix := "profiles." + p.name + "."
		switch n := target(p.node); {
		case strings.TrimSpace(p.name) == "":
			d.note(p, "profiles.", errors.New("a profile has a name"))
			continue
		case slices.ContainsFunc(d.profiles, func(o section) bool { return o.name == p.name }):
			d.note(p, "profiles.", fmt.Errorf("there are two profiles %q; the first one counts", p.name))
			continue
		case isNull(n): // an account from elsewhere
		case n.Kind != yaml.MappingNode:
			d.note(p, "profiles.", fmt.Errorf("profile %q is not a table of settings", p.name))
			continue
		}
		part := section{name: p.name, line: p.line}
		for _, e := range d.table(p.node, prefix) {
			if d.accept(&e, prefix, s) {
				part.settings = append(part.settings, e)
			}
		}
		d.profiles = append(d.profiles, part)
	}
}
