package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// plainHelp tells what can be typed.
func plainHelp() []string {
	return []string{
		"A number or the beginning of a name, such as 3 or todo, reads that pane whole.",
		"t and a number, such as t 3, reads all about that thing of the pane read last.",
		"p reads the page again. r asks impact.com again and tells what has changed.",
		"The page is asked for again every 15 minutes; what has changed is told then.",
		"q quits. Each command ends with Enter.",
	}
}

// obey does what a line says, and reports whether it is the end.
func (p *plainPage) obey(ctx context.Context, line string) (end bool) {
	words := strings.Fields(strings.ToLower(line))
	if len(words) == 0 {
		return false
	}
	switch words[0] {
	case "q", "quit", "exit":
		return true
	case "r", "refresh":
		p.refresh(ctx, false)
	case "p", "page":
		for i, pane := range p.panes {
			p.say.lines("")
			p.say.lines(pane.said.Page(i + 1)...)
		}
	case "?", "h", "help":
		p.say.lines(plainHelp()...)
		for i, pane := range p.panes {
			p.say.lines(fmt.Sprintf("%d is %s.", i+1, pane.said.Title))
		}
	case "t":
		p.thing(words[1:])
	default:
		p.whole(strings.Join(words, " "))
	}
	return false
}

// thing reads all about one thing of the pane that was read last.
func (p *plainPage) thing(words []string) {
	if p.at == 0 {
		p.say.lines("Read a pane first, such as 3; t 3 then reads its third thing.")
		return
	}
	said := p.panes[p.at-1].said
	n := 0
	if len(words) == 1 {
		n, _ = strconv.Atoi(words[0]) // what is no number is no thing
	}
	lines, ok := said.Thing(n)
	if !ok {
		p.say.lines(fmt.Sprintf("%s has %d things; t and a number from 1 reads one.", said.Title, len(said.Things)))
		return
	}
	p.say.lines(lines...)
}

// whole reads a pane by its number or by the beginning of its name.
func (p *plainPage) whole(name string) {
	var found []int
	for i, pane := range p.panes {
		if name == strconv.Itoa(i+1) || name == pane.id {
			found = []int{i}
			break
		}
		if strings.HasPrefix(pane.id, name) || strings.HasPrefix(strings.ToLower(pane.said.Title), name) {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 0:
		p.say.lines("\"" + name + "\" is not understood; ? tells what can be typed.")
	case 1:
		p.at = found[0] + 1
		p.say.lines(p.panes[found[0]].said.Whole(p.at)...)
	default:
		var names []string
		for _, i := range found {
			names = append(names, p.panes[i].said.Title)
		}
		p.say.lines("That may be " + strings.Join(names, " or ") + "; type more of it.")
	}
}
