package archtest

import (
	"strings"
	"testing"
)

// rule says what the packages in or below From may import. Only, where given,
// lists all of this repository that they may know; Not lists what they must
// not know of anything. A name that ends with "..." stands for everything
// that begins with it.
type rule struct {
	From   string
	Except []string // directories below From the rule is not for
	Only   []string // of this repository; nil allows everything
	Std    bool     // nothing beyond the standard library but Extra and Only
	Extra  []string // other modules allowed in spite of Std
	Not    []string
	Why    string
}

// bubble is the family of Bubble Tea.
func bubble() []string { return []string{"charm.land/...", "github.com/charmbracelet/..."} }

func rules() []rule {
	transport := []string{"net/http", "net", "net/url", "os", "os/exec", "crypto/tls"}
	return []rule{
		{
			From: "cmd/impactdash", Only: []string{"internal/cli"}, Std: true,
			Why: "main is signals, streams and the exit code",
		},
		{
			From: "internal/partner", Only: []string{}, Std: true, Extra: []string{"github.com/govalues/decimal"},
			Not: []string{"net/http", "net", "os"},
			Why: "the vocabulary depends on nothing but exact decimals, which money is made of",
		},
		{
			From: "internal/origin", Only: []string{"internal/partner"}, Std: true, Not: bubble(),
			Why: "the way to a service knows neither its resources nor who asks",
		},
		{
			From: "internal/api", Only: []string{"internal/partner", "internal/origin"}, Not: bubble(),
			Why: "the client knows the wire, not who asks",
		},
		{
			From: "internal/companion", Only: []string{"internal/partner", "internal/origin"}, Std: true, Extra: []string{"github.com/govalues/decimal"}, Not: bubble(),
			Why: "the second client knows its own wire and nothing of the first",
		},
		{
			From: "internal/store", Only: []string{"internal/partner"}, Not: append(bubble(), "net/http", "net", "net/url", "os/exec"),
			Why: "what is kept on this machine knows files and no service",
		},
		{
			From: "internal/service", Only: []string{"internal/partner", "internal/api", "internal/companion", "internal/store", "internal/history", "internal/activity"}, Not: append(bubble(), "net/http", "os"),
			Why: "use cases are the same for screen and commands, and see no transport",
		},
		{
			From: "internal/history", Only: []string{"internal/partner"}, Not: append(bubble(), "net/http", "net", "net/url", "os/exec"),
			Why: "it keeps what was seen, and does not care how",
		},
		{
			From: "internal/doctor", Only: []string{"internal/partner"}, Std: true, Not: []string{"net/http", "net", "os", "os/exec"},
			Why: "findings are made of facts that are handed in",
		},
		{
			From: "internal/activity", Only: []string{"internal/partner", "internal/currency"}, Not: append(bubble(), "net/http", "os", "database/sql"),
			Why: "comparing is pure: the same before and after give the same events",
		},
		{
			From: "internal/currency", Only: []string{}, Std: true,
			Why: "how amounts are written is a table, which costs a start nothing",
		},
		{
			From: "internal/nearest", Only: []string{}, Std: true,
			Why: "names are letters, whatever they name",
		},
		{
			From: "internal/sandbox", Only: []string{}, Std: true,
			Why: "it is a second, independent reading of the API, so that a mistake in one is caught by the other",
		},
		{
			From: "internal/config", Only: []string{"internal/partner", "internal/nearest"}, Not: bubble(),
			Why: "settings are checked values; who uses them does not matter",
		},
		{
			From: "internal/desktop", Only: []string{}, Std: true, Not: []string{"net/http", "os"},
			Why: "it starts the programs of the desktop and knows nothing of what is opened or copied",
		},
		{
			From: "internal/credential", Only: []string{"internal/config"}, Std: true, Extra: []string{"github.com/zalando/go-keyring"}, Not: append(bubble(), "net/http", "os/exec"),
			Why: "it finds and keeps tokens and sends them nowhere",
		},
		{
			From: "internal/archtest", Only: []string{}, Std: true,
			Why: "it has tests only",
		},
		{
			From: "ui/keys", Only: []string{}, Not: transport,
			Why: "actions are declared without knowing a pane",
		},
		{
			From: "ui/theme", Only: []string{}, Not: append(transport, "charm.land/bubbletea/..."),
			Why: "roles become styles without knowing a pane or a message",
		},
		{
			// The style guide keeps partner out of ui/pane. Here Load keeps
			// an Answer with its age, and that is partner's.
			From: "ui/pane", Only: []string{"internal/partner", "ui/keys", "ui/theme"}, Not: transport,
			Why: "the contract knows no widget",
		},
		{
			From: "ui/event", Only: []string{}, Not: transport,
			Why: "facts are told without knowing who hears them",
		},
		{
			From: "ui/effect", Only: []string{"ui/pane"}, Not: transport,
			Why: "effects say what is wanted; the dashboard knows how",
		},
		{
			From: "ui/toast", Only: []string{"internal/partner"}, Not: transport,
			Why: "failures are told in words in one place",
		},
		{
			From: "ui/format", Only: []string{"internal/partner", "internal/currency"}, Not: append(transport, "charm.land/bubbletea/..."),
			Why: "values become text without a screen",
		},
		{
			// problem tells failures and so needs their words.
			From: "ui/component", Only: []string{"ui/component", "ui/format", "ui/theme", "ui/toast"}, Not: transport,
			Why: "components draw what they are given and know no domain word",
		},
		{
			From: "ui/dialog", Only: []string{"ui/component", "ui/format", "ui/keys", "ui/pane", "ui/theme", "ui/toast"}, Not: transport,
			Why: "dialogs stand above the panes and know none",
		},
		{
			From: "ui/triage", Only: []string{"ui/component", "ui/format", "ui/keys", "ui/pane", "ui/theme"}, Not: transport,
			Why: "the list that panes are built on knows no thing that is listed",
		},
		{
			From: "ui/desk", Not: transport,
			Only: []string{"internal/partner", "ui/component/sheet", "ui/dialog", "ui/event", "ui/format", "ui/pane", "ui/toast"},
			Why:  "notes and waiting acts are the same for all panes that have them, and know none",
		},
		{
			From: "ui/panes", Not: transport,
			Only: []string{"internal/partner", "internal/activity", "ui/component", "ui/desk", "ui/dialog", "ui/effect", "ui/event", "ui/format", "ui/keys", "ui/pane", "ui/theme", "ui/toast", "ui/triage"},
			Why:  "panes see sources, not transports, and no other pane",
		},
		{
			From: "ui/plain", Only: []string{"internal/partner", "ui/format"}, Not: append(transport, bubble()...),
			Why: "answers become sentences without a screen",
		},
		{
			From: "ui", Only: []string{"internal/partner", "internal/activity", "internal/currency", "internal/nearest", "ui"}, Not: transport,
			Why: "the dashboard is given what it needs",
		},
		{
			From: "internal", Except: []string{"internal/cli", "internal/sshd"}, Not: append(bubble(), module+"/ui..."),
			Why: "only what starts the screen knows it",
		},
	}
}

// matches reports whether an import is meant by a pattern.
func matches(path, pattern string) bool {
	if begin, ok := strings.CutSuffix(pattern, "..."); ok {
		return strings.HasPrefix(path+"/", begin)
	}
	return path == pattern
}

func matchesAny(path string, patterns []string) bool {
	for _, p := range patterns {
		if matches(path, p) {
			return true
		}
	}
	return false
}

// breaks says why an import breaks the rule, empty when it does not.
func (r rule) breaks(path string) string {
	own, ours := strings.CutPrefix(path, module+"/")
	switch {
	case matchesAny(path, r.Not):
		return "must not be known"
	case ours && r.Only != nil && !anyUnder(own, r.Only...):
		return "is not among what may be known"
	case !ours && r.Std && !standard(path) && !matchesAny(path, r.Extra):
		return "is beyond the standard library"
	}
	return ""
}

func TestImports(t *testing.T) {
	t.Parallel()
	all := list(t)
	for _, r := range rules() {
		found := false
		for _, p := range all {
			if !under(p.path(), r.From) || anyUnder(p.path(), r.Except...) {
				continue
			}
			found = true
			for _, i := range p.Imports {
				if why := r.breaks(i); why != "" {
					t.Errorf("%s imports %s, which %s: %s", p.path(), i, why, r.Why)
				}
			}
		}
		if !found {
			t.Errorf("there is no package %s any more; take its rule away", r.From)
		}
	}
}

func TestPanesDoNotKnowEachOther(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		if !under(p.path(), "ui/panes") {
			continue
		}
		for _, i := range append(append([]string(nil), p.Imports...), p.TestImports...) {
			if strings.HasPrefix(i, module+"/ui/panes/") && i != p.ImportPath {
				t.Errorf("%s imports %s; what panes share belongs in a component", p.path(), i)
			}
		}
	}
}

func TestOnlyTestsImportTestHelpers(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		for _, i := range p.Imports {
			if (i == "testing" || strings.HasSuffix(i, "/golden") || under(strings.TrimPrefix(i, module+"/"), "ui/uitest")) && !helpers(p.path()) {
				t.Errorf("%s imports %s outside of tests", p.path(), i)
			}
		}
	}
}

func TestNobodyImportsTheGlobalRenderer(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		for _, i := range append(append(append([]string(nil), p.Imports...), p.TestImports...), p.XTestImports...) {
			if strings.HasPrefix(i, "charm.land/lipgloss/v2/compat") || strings.HasPrefix(i, "github.com/charmbracelet/lipgloss") || strings.HasPrefix(i, "github.com/charmbracelet/bubbletea") {
				t.Errorf("%s imports %s: it asks the terminal of the process, not that of the session", p.path(), i)
			}
		}
	}
}

func TestTheRulesNoticeWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	find := func(from string) rule {
		for _, r := range rules() {
			if r.From == from {
				return r
			}
		}
		t.Fatalf("no rule for %s", from)
		return rule{}
	}
	for _, c := range []struct {
		from, path string
		bad        bool
	}{
		{"internal/partner", "github.com/govalues/decimal", false},
		{"internal/partner", "github.com/bojanz/currency", true},
		{"internal/partner", module + "/internal/api", true},
		{"internal/partner", "net/http", true},
		{"internal/sandbox", module + "/internal/partner", true},
		{"internal/service", "charm.land/bubbletea/v2", true},
		{"internal/service", module + "/internal/api", false},
		{"internal/service", module + "/internal/store", false},
		{"internal/store", module + "/internal/api", true},
		{"internal/store", "net/http", true},
		{"ui/panes", module + "/internal/service", true},
		{"ui/panes", "os/exec", true},
		{"ui/panes", module + "/ui/component/table", false},
		{"ui/panes", module + "/ui/triage", false},
		{"ui/triage", module + "/ui/component/sheet", false},
		{"ui/triage", module + "/internal/partner", true},
		{"ui/triage", module + "/ui/panes/finance", true},
		{"ui/component", module + "/ui/pane", true},
		{"ui/component", module + "/internal/partner", true},
		{"ui/keys", module + "/internal/partner", true},
		{"ui/event", module + "/ui/pane", true},
		{"ui/effect", module + "/ui/panes/finance", true},
		{"ui/effect", module + "/ui/pane", false},
		{"internal/desktop", module + "/internal/config", true},
		{"ui", module + "/internal/service", true},
		{"internal", module + "/ui/format", true},
		{"cmd/impactdash", module + "/internal/cli", false},
		{"cmd/impactdash", module + "/internal/config", true},
	} {
		if got := find(c.from).breaks(c.path) != ""; got != c.bad {
			t.Errorf("%s importing %s is refused: %v", c.from, c.path, got)
		}
	}
}
