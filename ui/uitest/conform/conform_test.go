package conform

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// toy is the smallest pane that keeps to all rules: it lists the names of
// accounts. A fault lets it break one.
type toy struct {
	session context.Context
	src     *uitest.Source
	fault   string
	frame   pane.Frame
	load    pane.Load[partner.PropertyList]
	names   []string
	at      int
	wish    string
	typing  bool
	views   int
	failed  bool
}

func (p *toy) ID() pane.ID           { return "toy" }
func (p *toy) Title() string         { return "Toy" }
func (p *toy) Init() tea.Cmd         { return p.Refresh() }
func (p *toy) Status() pane.Status   { return p.load.Status() }
func (p *toy) Capturing() bool       { return p.typing }
func (p *toy) Count() (int, bool)    { return len(p.names), p.has("zero") || p.names != nil }
func (p *toy) has(fault string) bool { return p.fault == fault }

func (p *toy) SetFrame(f pane.Frame) {
	if p.has("asks at once") {
		_, _ = p.src.Properties(p.session)
	}
	p.frame = f
}

func (p *toy) Refresh() tea.Cmd {
	if p.has("refresh clears") {
		p.names = nil
	}
	if p.has("nothing kept") {
		p.load.Local = true
	}
	return p.load.Ask(p.session, "toy", time.Minute, p.src.Properties)
}

func (p *toy) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.PropertyList]]:
		if !p.load.Accept(msg) && !p.has("late") {
			return nil
		}
		if msg.Err != nil {
			p.failed = true
			if p.has("failure clears") {
				p.names = nil
			}
			return nil
		}
		if p.has("sulks") && p.failed {
			return nil
		}
		p.names = []string{}
		for _, v := range msg.Val.Value.Properties {
			p.names = append(p.names, v.Name)
		}
		p.at = min(p.at, max(len(p.names)-1, 0))
		if wish := p.wish; wish != "" {
			p.wish = ""
			return p.goTo(wish, false)
		}
	case event.Changed:
		if msg.Any(event.KindProperty) != p.has("deaf") {
			return p.Refresh()
		}
	case effect.Visit:
		if id, ok := msg.Value.(string); ok && msg.About == effect.Select {
			return p.goTo(id, true)
		}
	}
	return nil
}

// goTo puts the cursor on a name, which may be newer than the list.
func (p *toy) goTo(name string, ask bool) tea.Cmd {
	i := slices.Index(p.names, name)
	switch {
	case i >= 0:
		p.at = i
	case p.load.Status().Loading:
		p.wish = name
	case ask:
		p.wish = name
		return p.Refresh()
	case !p.has("mute"):
		return toast.Refuse("that account is not in the list any more")
	}
	return nil
}

func (p *toy) View() string {
	p.views++
	lines := []string{}
	switch s := p.load.Status(); {
	case s.Err != nil:
		var e *partner.Error
		errors.As(s.Err, &e)
		lines = append(lines, fmt.Sprintf("%s (%d)", format.Safe(s.Err.Error()), e.Status))
	case s.Waiting:
		lines = append(lines, "Loading")
	case len(p.names) == 0:
		lines = append(lines, "No accounts yet")
	}
	for i, name := range p.names {
		if p.has("failure hides") && p.load.Err() != nil {
			break
		}
		if !p.has("raw") {
			name = format.Safe(name)
		}
		mark := "  "
		if i == p.at {
			mark = "> "
		}
		lines = append(lines, mark+name)
	}
	if p.has("impure") {
		lines[0] += strings.Repeat(".", p.views%3)
	}
	if p.has("no states") {
		lines = p.names
	}
	height := p.frame.Height
	if p.has("short") && height > 1 {
		height--
	}
	return format.Fit(strings.Join(lines, "\n"), p.frame.Width, height)
}

func (p *toy) Actions() []keys.Action {
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { p.at = max(min(p.at+n, len(p.names)-1), 0); return nil }
	}
	refresh := keys.Action{ID: "toy.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask again.", Run: p.Refresh, Rest: pane.RefreshRest}
	if p.has("restless") {
		refresh.Rest = 0
	}
	if p.has("one key twice") {
		refresh.Keys = []string{"j"}
	}
	return []keys.Action{
		{ID: "toy.down", Keys: []string{"j"}, Label: "down", Help: "Go down.", Run: step(1)},
		{ID: "toy.up", Keys: []string{"k"}, Label: "up", Help: "Go up.", Run: step(-1)},
		{ID: "toy.filter", Keys: []string{"/"}, Label: "filter", Help: "Type a filter.", Run: func() tea.Cmd { p.typing = true; return nil }},
		refresh,
	}
}

func (p *toy) Back() bool {
	was := p.typing
	p.typing = p.has("stuck")
	return was && !p.has("stuck")
}

// toys are panes with a fault.
func toys(fault string) Subject[*toy] {
	return Subject[*toy]{
		Make: func(session context.Context, src *uitest.Source) *toy {
			return &toy{session: session, src: src, fault: fault}
		},
		Shows:   []string{"Beacon Reviews", "Beacon on TikTok"},
		Counts:  4,
		Deeper:  []func(testing.TB, *toy){Typing[*toy]},
		Acts:    []string{"down", "up", "refresh"},
		Reloads: map[string]int{event.KindProperty: 1, event.KindTask: 0},
		Visits: &Visits[*toy]{
			Known: "Beacon app", Newer: "New",
			Add: func(src *uitest.Source) {
				src.PropertyList.Value.Properties = append(src.PropertyList.Value.Properties, partner.Property{Name: "New"})
			},
			At: func(p *toy) string { return p.names[p.at] },
		},
	}
}

func TestAPaneThatKeepsToAllRulesConforms(t *testing.T) {
	t.Parallel()
	Pane(t, toys(""))
}

// witness is a test that may fail without failing this one.
type witness struct {
	testing.TB
	failed bool
}

func (w *witness) Helper()               {}
func (w *witness) Errorf(string, ...any) { w.failed = true }
func (w *witness) Error(...any)          { w.failed = true }
func (w *witness) Fatalf(string, ...any) { w.failed = true; runtime.Goexit() }
func (w *witness) Fatal(...any)          { w.failed = true; runtime.Goexit() }

// breaks reports whether a rule fails.
func breaks(t *testing.T, r rule) bool {
	t.Helper()
	w := &witness{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.holds(w)
	}()
	<-done
	return w.failed
}

func TestEachRuleNoticesWhatItIsFor(t *testing.T) {
	t.Parallel()
	faults := map[string]string{
		"no states":      "each state looks its own and says how its data is",
		"zero":           "each state looks its own and says how its data is",
		"failure clears": "a failed refresh keeps what is shown",
		"late":           "a late answer is refused",
		"sulks":          "the first answer ends a failure",
		"failure hides":  "what was kept stands beside a failure",
		"refresh clears": "a refresh moves nothing until it is answered",
		"restless":       "the refresh key asks again, and rests",
		"asks at once":   "nothing asks on the program goroutine",
		"impure":         "a view is pure",
		"raw":            "hostile texts are tame under the cursor",
		"stuck":          "Esc leads back",
		"one key twice":  "actions are well formed",
		"short":          "each size is filled: data",
		"nothing kept":   "what was kept comes first",
		"deaf":           "a change elsewhere is asked for: property",
		"mute":           "a visit goes to the thing",
	}
	for _, r := range toys("").rules() {
		kind, _, _ := strings.Cut(r.name, ": ") // of the sizes and of the changes one will do
		if !slices.ContainsFunc(slices.Collect(maps.Values(faults)), func(name string) bool { return strings.HasPrefix(name, kind) }) {
			t.Errorf("nothing breaks the rule %q", r.name)
		}
	}
	for fault, name := range faults {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			rules := toys(fault).rules()
			i := slices.IndexFunc(rules, func(r rule) bool { return r.name == name })
			if i < 0 || !breaks(t, rules[i]) {
				t.Errorf("%q does not notice it", name)
			}
		})
	}
}
