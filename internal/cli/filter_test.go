package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// fieldOf is what the items of a list say in a field.
func fieldOf(t *testing.T, text, name string) []string {
	t.Helper()
	var out []string
	for _, v := range readList(t, text).Items {
		s, ok := v[name].(string)
		if !ok {
			s = "" // null
		}
		out = append(out, s)
	}
	return out
}

func TestFiltersLetThroughWhatTheySay(t *testing.T) {
	t.Parallel()
	all := companionBench(t)
	for _, c := range []struct {
		line, field string
		lets        []string
	}{
		{"todo --kind task --kind tax", "kind", []string{"task", "tax"}},
		{"tasks --state blocked", "state", []string{"BLOCKED"}},
		{"tasks --state in_progress,new", "state", []string{"INPROGRESS", "NEW"}},
		{"tasks --all --type compliance", "type", []string{"COMPLIANCE"}},
		{"links --type vanity", "kind", []string{"vanity"}},
		{"leads --status in-review", "status", []string{"in_review"}},
		{"social --type social", "type", []string{"SOCIAL"}},
		{"campaigns --status eligible", "status", []string{"eligible"}},
		{"brands --state open", "state", []string{"open"}},
		{"inquiries --status UNRESOLVED", "status", []string{"UNRESOLVED"}},
		{"inquiries --type untracked", "type", []string{"UNTRACKED"}},
		{"actions --range 30d --status reversed", "state", []string{"REVERSED"}},
		{"contracts --status active", "status", []string{"ACTIVE"}},
	} {
		t.Run(c.line, func(t *testing.T) {
			t.Parallel()
			b := all.inTest(t)
			text := b.run(append(strings.Fields(c.line), "--json")...).want(t, exitDone).out
			got := fieldOf(t, text, c.field)
			if len(got) == 0 {
				t.Fatal("nothing passes")
			}
			for _, v := range got {
				if !slices.Contains(c.lets, v) {
					t.Errorf("%q passes", v)
				}
			}
		})
	}
}

func TestAProgramIsNamedByIDOrName(t *testing.T) {
	t.Parallel()
	b := companionBench(t)
	all := document[actionListDoc](t, b.run("actions", "--range", "5d", "--json").want(t, exitDone).out)
	one := all.Items[0]
	byID := b.run("actions", "--range", "5d", "--program", one.ProgramID, "--json").want(t, exitDone).out
	if byName := b.run("actions", "--range", "5d", "--program", strings.ToLower(one.Program), "--json").want(t, exitDone).out; byID != byName {
		t.Errorf("by id it is %d bytes, by name %d", len(byID), len(byName))
	}
	some := document[actionListDoc](t, byID)
	if len(some.Items) == 0 || len(some.Items) == len(all.Items) {
		t.Errorf("%d of %d actions are of the program", len(some.Items), len(all.Items))
	}
	for _, a := range some.Items {
		if a.ProgramID != one.ProgramID {
			t.Errorf("one is of %s", a.ProgramID)
		}
	}
}

func TestSnoozedTodosAreAListOfTheirOwn(t *testing.T) {
	t.Parallel()
	b := companionBench(t)
	open := document[todoListDoc](t, b.run("todo", "--json").want(t, exitDone).out)
	snoozed := document[todoListDoc](t, b.run("todo", "--snoozed", "--json").want(t, exitDone).out)
	all := document[todoListDoc](t, b.run("todo", "--all", "--json").want(t, exitDone).out)
	if len(open.Items) != open.Open || len(snoozed.Items) != open.Snoozed || len(all.Items) != open.Open+open.Snoozed || open.Open == 0 {
		t.Errorf("%d open, %d snoozed, %d in all; counted %d and %d", len(open.Items), len(snoozed.Items), len(all.Items), open.Open, open.Snoozed)
	}
	for _, d := range open.Items {
		if d.Wake != nil {
			t.Errorf("%s sleeps until %s", d.ID, *d.Wake)
		}
	}
	b.run("todo", "--snoozed", "--all").fails(t, exitUsage, "snoozed")
}

func TestFinishedTasksAreAskedFor(t *testing.T) {
	t.Parallel()
	b := companionBench(t)
	open := document[taskListDoc](t, b.run("tasks", "--json").out)
	all := document[taskListDoc](t, b.run("tasks", "--all", "--json").out)
	done := document[taskListDoc](t, b.run("tasks", "--state", "completed", "--state", "approved", "--json").out)
	late := document[taskListDoc](t, b.run("tasks", "--overdue", "--json").out)
	if slices.ContainsFunc(open.Items, func(d taskDoc) bool { return !d.Open }) || len(all.Items) <= len(open.Items) || len(done.Items) == 0 {
		t.Errorf("%d open, %d in all, %d done", len(open.Items), len(all.Items), len(done.Items))
	}
	if len(late.Items) != open.Overdue || slices.ContainsFunc(late.Items, func(d taskDoc) bool { return !d.Overdue }) {
		t.Errorf("%d are overdue of %d", len(late.Items), open.Overdue)
	}
}

func TestFiltersRefuseWhatNothingCanBe(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	for line, says := range map[string]string{
		"todo --kind chore":                    `--kind "chore" is not one of invitation, proposal`,
		"tasks --state lost":                   `--state "lost" is not one of new, inprogress`,
		"tasks --type fun":                     `--type "fun" is not one of compliance`,
		"links --type short":                   `--type "short" is not one of plain, vanity`,
		"leads --status lost":                  `--status "lost" is not one of draft, submitted`,
		"social --type tv":                     `--type "tv" is not one of social`,
		"campaigns --status lost":              `--status "lost" is not one of invited`,
		"brands --state lost":                  `--state "lost" is not one of open`,
		"inquiries --status lost":              `--status "lost" is not one of incomplete`,
		"actions --status lost":                `--status "lost" is not one of pending, approved, reversed`,
		"actions --range soon":                 `"soon" is not a range`,
		"actions --to 2026-01-31":              "--to needs --from",
		"actions --range 7d --from 2026-01-01": "range",
		"invoices --from 2026-02-30":           "is not a day",
		"invoices --status lost":               `--status "lost" is not one of pending, paid, overdue`,
		"contracts list --status lost":         `--status "lost" is not one of pending, upcoming`,
		"contracts --json --csv":               "json",
		"tasks show 1 2":                       "takes the id of one task",
		"tasks show":                           "impactdash tasks lists them",
	} {
		b.run(strings.Fields(line)...).fails(t, exitUsage, says)
	}
	if n := len(b.box.Requests()); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestActionsOfADayAreThoseOfTheDay(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	doc := document[actionListDoc](t, b.run("actions", "--from", "2026-11-20", "--to", "2026-11-21", "--json").want(t, exitDone).out)
	if doc.Period != (periodDoc{From: "2026-11-20", To: "2026-11-21", Days: 2}) || len(doc.Items) == 0 {
		t.Fatalf("%d actions of %+v", len(doc.Items), doc.Period)
	}
	last := "9"
	for _, a := range doc.Items {
		if day := (*a.At)[:10]; day != "2026-11-20" && day != "2026-11-21" || *a.At > last {
			t.Errorf("%s was on %s, after %s", a.ID, *a.At, last)
		}
		last = *a.At
	}
	if b.tty = true; !strings.Contains(b.run("actions", "--range", "2023-12-01..2023-12-02").want(t, exitDone).out, "No actions from 2023-12-01 to 2023-12-02.") {
		t.Error("a terminal is not told that there is none")
	}
	b.tty = false
	if out := b.run("actions", "--range", "2023-12-01..2023-12-02").want(t, exitDone).out; out != "" {
		t.Errorf("a pipe gets %q", out)
	}
}

func TestTheSchemaCommandPrintsTheSchemas(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	names := strings.Split(strings.TrimSuffix(b.run("schema").want(t, exitDone).out, "\n"), "\n")
	if len(names) != len(documents()) {
		t.Errorf("it names %q", names)
	}
	for _, name := range names {
		var doc map[string]any
		if err := json.Unmarshal([]byte(b.run(append([]string{"schema"}, strings.Fields(name)...)...).want(t, exitDone).out), &doc); err != nil || doc["properties"] == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if b.run("schema", "tasks").out != b.run("schema", "tasks", "list").out {
		t.Error("the noun alone is not its list")
	}
	b.run("schema", "nosuch").fails(t, exitNothing, "nosuch", "impactdash schema names")
}

func TestTheDocumentsOfFiguresKeepToTheirSchemas(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	keeps(t, "finance", b.run("finance", "--json").want(t, exitDone).out)
	keeps(t, "snapshot", b.run("snapshot", "--json").want(t, exitDone).out)
	keeps(t, "snapshot creator", b.run("snapshot", "--persona", "creator", "--json").want(t, exitDone).out)
	keeps(t, "activity", b.run("activity", "--json").want(t, exitDone).out)
	keeps(t, "finance", newBench(t, "actions=403", "reports=403").run("finance", "--json").out)
}

func TestASchemaNoticesWhatDoesNotKeepToIt(t *testing.T) {
	t.Parallel()
	good := newSmallBench(t).run("tasks", "--json").want(t, exitDone).out
	s := schemaOf(t, "tasks list")
	for _, change := range [][2]string{{`"total"`, `"totals"`}, {`"open": `, `"open": "x`}, {`"as_of": "2026-`, `"as_of": "soon-`}} {
		var doc any
		if bad := strings.Replace(good, change[0], change[1], 1); bad == good || json.Unmarshal([]byte(bad), &doc) == nil && s.Validate(doc) == nil {
			t.Errorf("%q in the place of %q passes", change[1], change[0])
		}
	}
}
