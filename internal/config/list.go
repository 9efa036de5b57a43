package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Names are the names that the dashboard gives a meaning to. They are not
// known here; who knows them may have them checked.
type Names struct {
	Panes, Columns, Actions []string
	Forbidden               func(keystroke string) string // why it must never be bound; empty: it may
}

// acceptList reads the values that are more than one word.
func (d *document) acceptList(e *entry, prefix string, s Source) bool {
	if e.key == "widgets" {
		return d.acceptWidgets(e, prefix, s.Names)
	}
	return d.acceptKeys(e, prefix, s.Names)
}

// acceptWidgets reads the list of panes: names, or a name with its part of the
// screen as in "todo: side".
func (d *document) acceptWidgets(e *entry, prefix string, names *Names) bool {
	n := target(e.node)
	items := n.Content
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!str" && n.Value != "":
		items = []*yaml.Node{n} // one pane needs no list
	case n.Kind == yaml.MappingNode, n.Kind == yaml.ScalarNode && n.Value != "":
		d.note(*e, prefix, errors.New("widgets is not a list of panes; all are shown"))
		return false
	}
	for i, item := range items {
		w, ok := widgetOf(target(item))
		at := entry{name: e.name, line: item.Line}
		if !ok {
			d.note(at, prefix, fmt.Errorf("item %d of widgets is neither a pane nor a pane with its column, such as todo: side", i+1))
			continue
		}
		if err := names.pane(w, e.widgets); err != nil {
			d.note(at, prefix, err)
			continue
		}
		e.widgets = append(e.widgets, w)
	}
	return true
}

// widgetOf reads one pane of the list.
func widgetOf(n *yaml.Node) (w Widget, ok bool) {
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!str" && strings.TrimSpace(n.Value) != "":
		return Widget{ID: strings.ToLower(strings.TrimSpace(n.Value))}, true
	case n.Kind == yaml.MappingNode && len(n.Content) == 2:
		id, column := n.Content[0], target(n.Content[1])
		if id.Kind != yaml.ScalarNode || column.Kind != yaml.ScalarNode {
			return Widget{}, false
		}
		w.ID = strings.ToLower(id.Value)
		if column.Tag != "!!null" {
			w.Column = strings.ToLower(column.Value)
		}
		return w, true
	}
	return Widget{}, false
}

// pane says what is wrong with one pane of the list.
func (n *Names) pane(w Widget, before []Widget) error {
	switch {
	case slices.ContainsFunc(before, func(o Widget) bool { return o.ID == w.ID }):
		return fmt.Errorf("widgets has %s twice", w.ID)
	case n == nil:
		return nil
	case !slices.Contains(n.Panes, w.ID):
		return flawed(w.ID, n.Panes, "widgets: there is no pane %q", w.ID)
	case w.Column != "" && !slices.Contains(n.Columns, w.Column):
		return flawed(w.Column, n.Columns, "widgets: %s has no column %q, only %s", w.ID, w.Column, strings.Join(n.Columns, ", "))
	}
	return nil
}

// acceptKeys reads the keystrokes of actions: one, several with blanks between
// them, or a list. An empty list takes an action's keys away.
func (d *document) acceptKeys(e *entry, prefix string, names *Names) bool {
	if target(e.node).Kind != yaml.MappingNode {
		d.note(*e, prefix, errors.New("keys is not a table of actions and their keystrokes"))
		return false
	}
	prefix += "keys."
	e.keys = make(map[string][]string)
	for _, a := range d.table(e.node, prefix) {
		strokes, ok := strokesOf(target(a.node))
		if !ok {
			d.note(a, prefix, fmt.Errorf("%s has something else than keystrokes, such as ctrl+r or [f5, R]", a.name))
			continue
		}
		if err := names.key(a.key, strokes); err != nil {
			d.note(a, prefix, err)
		}
		e.keys[a.key] = strokes
	}
	return true
}

// strokesOf reads the keystrokes of one action.
func strokesOf(n *yaml.Node) (list []string, ok bool) {
	switch n.Kind {
	case yaml.ScalarNode:
		return strings.Fields(n.Value), true
	case yaml.SequenceNode:
		list = []string{}
		for _, item := range n.Content {
			item = target(item)
			if item.Kind != yaml.ScalarNode || item.Value == "" {
				return nil, false
			}
			list = append(list, item.Value)
		}
		return list, true
	}
	return nil, false
}

// key says what is wrong with the keystrokes of an action.
func (n *Names) key(id string, strokes []string) error {
	if n == nil {
		return nil
	}
	if !slices.Contains(n.Actions, id) {
		return flawed(id, n.Actions, "keys: there is no action %q", id)
	}
	for _, k := range strokes {
		if why := n.Forbidden(k); why != "" {
			return fmt.Errorf("keys: %s for %s cannot work: %s", k, id, why)
		}
	}
	return nil
}
