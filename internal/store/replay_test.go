package store

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

var noon = time.Date(2026, 8, 22, 19, 0, 0, 0, time.UTC)

// script reads acts written shortly, one word each: "+a" snoozes to-do a,
// "-a" wakes it, "!l" forgets link l, "&l" adds it, "u3" and "r3" undo and redo the act
// written third, "dx" keeps a draft of x, "ex" empties it, "?" is unknown.
func script(text string) []Record {
	var all []Record
	for i, word := range strings.Fields(text) {
		name := word[1:]
		r := Record{Group: "g" + string(rune('1'+i)), At: noon}
		switch word[0] {
		case '+':
			r.Kind, r.Snoozes = kindSnooze, []Snooze{{Key: name, Until: noon.Add(time.Hour)}}
		case '-':
			r.Kind, r.Snoozes = kindWake, []Snooze{{Key: name}}
		case '&':
			r.Kind, r.Link = kindLink, &link{ID: name}
		case '!':
			r.Kind, r.IDs = kindForget, []string{name}
		case 'u':
			r.Kind, r.Target = kindUndo, "g"+name
		case 'r':
			r.Kind, r.Target = kindRedo, "g"+name
		case 'd':
			r.Kind, r.Draft = kindDraft, &draft{Form: name, Key: "k", Values: map[string]string{"a": "1"}}
		case 'e':
			r.Kind, r.Draft = kindDraft, &draft{Form: name}
		case '=': // the act before, once more
			r = all[len(all)-1]
		default:
			r.Kind = "from the future"
		}
		all = append(all, r)
	}
	return all
}

func TestReplay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, script                        string
		snoozed, links, drafts, undos, redo string
	}{
		{name: "nothing"},
		{"a snooze", "+a", "a", "", "", "g1", ""},
		{"woken", "+a -a", "", "", "", "g1 g2", ""},
		{"undone", "+a u1", "", "", "", "", "g1"},
		{"redone", "+a u1 r1", "a", "", "", "g1", ""},
		{"undone in turn", "+a +b u2 u1", "", "", "", "", "g2 g1"},
		{"redone in turn", "+a +b u2 u1 r1", "a", "", "", "g1", "g2"},
		{"a new act forgets what could be redone", "+a u1 +b r1", "b", "", "", "g3", ""},
		{"a wake that is undone sleeps again", "+a -a u2", "a", "", "", "g1", "g2"},
		{"an older snooze shows under an undone one", "+a +a u2", "a", "", "", "g1", "g2"},
		{"two programs undo the same act", "+a +b u2 u2", "a", "", "", "g1", "g2"},
		{"two programs redo the same act", "+a u1 r1 r1", "a", "", "", "g1", ""},
		{"an act is written twice", "+a = u1", "", "", "", "", "g1"},
		{"an undo of nobody's act", "+a u9 r9", "a", "", "", "g1", ""},
		{"an undo of what cannot be undone", "&l u1", "", "l", "", "", ""},
		{"an undo of an undo", "+a u1 u2", "", "", "", "", "g1"},
		{"links", "&l &m", "", "l m", "", "", ""},
		{"a link forgotten", "&l &m !l", "", "m", "", "g3", ""},
		{"a link remembered", "&l !l u2", "", "l", "", "", "g2"},
		{"drafts do not join undo", "dx +a u2 dy", "", "", "x y", "", "g2"},
		{"an empty draft ends it", "dx ex", "", "", "", "", ""},
		{"unknown acts", "? +a ?", "a", "", "", "g2", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := Replay(script(c.script))
			groups := func(all []Record) (out []string) {
				for _, r := range all {
					out = append(out, r.Group)
				}
				return out
			}
			var links []string
			for _, l := range s.Links {
				links = append(links, l.ID)
			}
			for what, pair := range map[string][2]string{
				"snoozed": {strings.Join(slices.Sorted(maps.Keys(s.Snoozes)), " "), c.snoozed},
				"links":   {strings.Join(links, " "), c.links},
				"drafts":  {strings.Join(slices.Sorted(maps.Keys(s.Drafts)), " "), c.drafts},
				"undo":    {strings.Join(groups(s.Undo), " "), c.undos},
				"redo":    {strings.Join(groups(s.Redo), " "), c.redo},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s is %q, want %q", what, pair[0], pair[1])
				}
			}
		})
	}
}

func TestTheDeadlineBeatsTheSnooze(t *testing.T) {
	t.Parallel()
	h := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }
	for _, c := range []struct {
		name              string
		slept, until, due int // hours from noon; due 0: none
		wake              int
	}{
		{"no deadline", 0, 168, 0, 168},
		{"due long after", 0, 168, 400, 168},
		{"due while it sleeps", 0, 168, 72, 48},
		{"due within a day of the end", 0, 168, 170, 146},
		{"snoozed in the last day", 0, 168, 20, 20},
		{"snoozed a day before to the hour", 0, 168, 24, 24},
		{"short snooze in the last day", 0, 5, 20, 5},
		{"snoozed when overdue", 0, 168, -3, 168},
	} {
		z := Snooze{Slept: h(c.slept), Until: h(c.until)}
		todo := partner.Todo{}
		if c.due != 0 {
			todo.Due = h(c.due)
		}
		wake, hidden := z.Wakes(todo, h(0))
		if !wake.Equal(h(c.wake)) || !hidden {
			t.Errorf("%s: wakes %v, hidden %v; want %v", c.name, wake, hidden, h(c.wake))
		}
		if _, hidden := z.Wakes(todo, wake); hidden {
			t.Errorf("%s: still hidden at the moment it wakes", c.name)
		}
	}
}

func TestASnoozeUntilItChangesEndsWithTheChange(t *testing.T) {
	t.Parallel()
	z := Snooze{Slept: noon, Until: noon.Add(time.Hour), OnChange: true, State: "one"}
	if _, hidden := z.Wakes(partner.Todo{State: "one"}, noon); !hidden {
		t.Error("it is back although nothing changed")
	}
	if _, hidden := z.Wakes(partner.Todo{State: "two"}, noon); hidden {
		t.Error("it stays away although it changed")
	}
	z.OnChange = false
	if _, hidden := z.Wakes(partner.Todo{State: "two"}, noon); !hidden {
		t.Error("a change ends a snooze that did not ask for it")
	}
}
