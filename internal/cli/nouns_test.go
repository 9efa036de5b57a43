package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"impactdash/internal/sandbox"
	"impactdash/ui/format"
)

// companionBench is an account with a companion API and a place to keep things.
func companionBench(t *testing.T, faults ...string) *bench {
	t.Helper()
	b := newBench(t, faults...)
	b.env["IMPACTDASH_COMPANION_URL"] = b.env["IMPACTDASH_BASE_URL"] + sandbox.CompanionPrefix
	b.env["IMPACTDASH_STATE_DIR"] = t.TempDir()
	return b
}

// inTest runs the bench's commands in another test.
func (b *bench) inTest(t *testing.T) *bench {
	other := *b
	other.t = t
	return &other
}

// nounCase is a noun with what it needs to have something in its list.
type nounCase struct {
	name string
	args []string // of list
	rows func(items []map[string]any) int
}

func nounCases() []nounCase {
	one := func(items []map[string]any) int { return len(items) }
	lines := func(items []map[string]any) int {
		n := 0
		for _, v := range items {
			n += len(v["lines"].([]any))
		}
		return n
	}
	return []nounCase{
		{"todo", nil, one},
		{"tasks", []string{"--all"}, one},
		{"links", nil, one},
		{"leads", nil, one},
		{"social", nil, one},
		{"campaigns", nil, one},
		{"brands", nil, one},
		{"inquiries", nil, one},
		{"actions", []string{"--range", "2d"}, one},
		{"invoices", []string{"--range", "4m"}, lines},
		{"contracts", nil, one},
	}
}

// anyList is a list as another program reads it.
type anyList struct {
	AsOf   *string          `json:"as_of"`
	Total  int              `json:"total"`
	Items  []map[string]any `json:"items"`
	Errors []problemDoc     `json:"errors"`
}

func readList(t *testing.T, text string) anyList {
	t.Helper()
	var l anyList
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return l
}

func TestEveryNounListsInEveryForm(t *testing.T) {
	t.Parallel()
	all := companionBench(t)
	for _, n := range nounCases() {
		t.Run(n.name, func(t *testing.T) {
			t.Parallel()
			b := all.inTest(t)
			line := append([]string{n.name}, n.args...)
			text := b.run(append(line, "--json")...).want(t, exitDone).out
			keeps(t, n.name+" list", text)
			l := readList(t, text)
			if len(l.Items) < 2 || l.Total != len(l.Items) || l.AsOf == nil || len(l.Errors) > 0 {
				t.Fatalf("%d items of %d, as of %v, errors %v", len(l.Items), l.Total, l.AsOf, l.Errors)
			}
			if verb := b.run(append([]string{n.name, "list", "--json"}, n.args...)...).want(t, exitDone).out; verb != text {
				t.Errorf("the noun alone and list are not the same")
			}
			records, err := csv.NewReader(strings.NewReader(b.run(append(line, "--csv")...).want(t, exitDone).out)).ReadAll()
			if err != nil || len(records) != n.rows(l.Items)+1 {
				t.Fatalf("%d records for %d items: %v", len(records), len(l.Items), err)
			}
			id := slices.Index(records[0], "id")
			if id < 0 || records[1][id] != l.Items[0]["id"] {
				t.Errorf("the first record is %q under %q", records[1], records[0])
			}
			wantColumns(t, records, l.Items[0])
			same := func(a, b []string) bool { return slices.Equal(a, b) }
			if got := rows(b.run(line...).want(t, exitDone).out); !slices.EqualFunc(got, records[1:], same) {
				t.Errorf("a pipe gets %d rows, CSV has %d: %q", len(got), len(records)-1, got[0])
			}
			limited := readList(t, b.run(append(line, "--json", "--limit", "1")...).want(t, exitDone).out)
			if len(limited.Items) != 1 || limited.Total != l.Total || limited.Items[0]["id"] != l.Items[0]["id"] {
				t.Errorf("with --limit 1 it is %d items of %d", len(limited.Items), limited.Total)
			}
		})
	}
}

// wantColumns checks that the first record says what the first item does.
func wantColumns(t *testing.T, records [][]string, item map[string]any) {
	t.Helper()
	for i, name := range records[0] {
		v, ok := item[name]
		if !ok {
			continue // of an object inside
		}
		want := fmt.Sprint(v)
		switch x := v.(type) {
		case nil:
			want = ""
		case string:
			want = format.Safe(x)
		case float64:
			want = fmt.Sprintf("%.0f", x)
		case []any:
			var parts []string
			for _, p := range x {
				parts = append(parts, fmt.Sprint(p))
			}
			want = strings.Join(parts, "; ")
		}
		if records[1][i] != want {
			t.Errorf("%s is %q in CSV and %q in JSON", name, records[1][i], want)
		}
	}
}

func TestEveryNounShowsOneThing(t *testing.T) {
	t.Parallel()
	all := companionBench(t)
	for _, n := range nounCases() {
		t.Run(n.name, func(t *testing.T) {
			t.Parallel()
			b := all.inTest(t)
			l := readList(t, b.run(append([]string{n.name, "--json"}, n.args...)...).want(t, exitDone).out)
			item := l.Items[len(l.Items)/2]
			id := item["id"].(string)
			text := b.run(n.name, "show", id, "--json").want(t, exitDone).out
			keeps(t, n.name+" show", text)
			doc := struct {
				Item map[string]any `json:"item"`
			}{}
			if err := json.Unmarshal([]byte(text), &doc); err != nil || doc.Item["id"] != id {
				t.Fatalf("%v, it shows %v instead of %s", err, doc.Item["id"], id)
			}
			for name, v := range item {
				if n.name != "brands" && fmt.Sprint(doc.Item[name]) != fmt.Sprint(v) {
					t.Errorf("%s is %v in the list and %v alone", name, v, doc.Item[name])
				}
			}
			pipe := rows(b.run(n.name, "show", id).want(t, exitDone).out)
			if !slices.ContainsFunc(pipe, func(r []string) bool { return len(r) == 2 && r[0] == "id" && r[1] == id }) {
				t.Errorf("in a pipe it is %q", pipe)
			}
			if records, err := csv.NewReader(strings.NewReader(b.run(n.name, "show", id, "--csv").want(t, exitDone).out)).ReadAll(); err != nil || len(records) != 2 {
				t.Errorf("%d records, %v", len(records), err)
			}
			b.run(n.name, "show", "no-such-thing").fails(t, exitNothing, "there is no", "no-such-thing", "impactdash "+n.name+" lists them")
			b.run(n.name, "show").fails(t, exitUsage, "takes the id of one")
			b.run(n.name, "no-such-verb").fails(t, exitUsage, "no-such-verb")
			b.run(n.name, "--limit", "-1").fails(t, exitUsage, "--limit -1")
		})
	}
}

func TestATerminalGetsAlignedColumnsThatFit(t *testing.T) {
	t.Parallel()
	all := companionBench(t)
	all.tty = true
	for _, n := range nounCases() {
		t.Run(n.name, func(t *testing.T) {
			t.Parallel()
			for _, width := range []int{40, 100} {
				b := all.inTest(t)
				b.width = width
				r := b.run(append([]string{n.name, "--limit", "7"}, n.args...)...)
				lines := strings.Split(strings.TrimSuffix(r.out, "\n"), "\n")
				if r.code != exitDone || len(lines) < 3 || strings.Contains(r.out, "\t") {
					t.Fatalf("exit code %d, it prints %.300q, says %q", r.code, r.out, r.err)
				}
				for _, l := range lines {
					if w := format.Width(l); w > width {
						t.Errorf("%d cells in a terminal of %d: %s", w, width, l)
					}
				}
				if r.err != "" && !strings.Contains(r.err, "without --limit there are all") {
					t.Errorf("stderr is %q", r.err)
				}
			}
		})
	}
}

func TestOfflineIsWhatWasSeenAndAsksNobody(t *testing.T) {
	long(t)
	t.Parallel()
	companionBench(t).run("todo", "--offline").fails(t, exitService, "nothing is kept of this account on this machine", "without --offline")
	b := lookedAt(t)
	b.run("activity", "--csv").want(t, exitDone)
	online := map[string]string{}
	for _, n := range nounCases() {
		online[n.name] = b.run(append([]string{n.name, "--csv"}, n.args...)...).want(t, exitDone).out
	}
	asked := len(b.box.Requests())
	for _, n := range nounCases() {
		out := b.run(append([]string{n.name, "--csv", "--offline"}, n.args...)...).want(t, exitDone).out
		if out != online[n.name] {
			t.Errorf("%s: offline there are %d bytes instead of %d", n.name, len(out), len(online[n.name]))
		}
		text := b.run(append([]string{n.name, "--json", "--offline"}, n.args...)...).want(t, exitDone).out
		keeps(t, n.name+" list", text)
		l := readList(t, text)
		id := l.Items[0]["id"].(string)
		b.run(n.name, "show", id, "--offline").want(t, exitDone)
	}
	if n := len(b.box.Requests()) - asked; n > 0 {
		t.Errorf("offline %d requests were made", n)
	}
}

func TestWhatWasNeverSeenIsToldOffline(t *testing.T) {
	t.Parallel()
	b := companionBench(t)
	b.run("finance").want(t, exitDone)
	for name, says := range map[string]string{
		"tasks": "Run it once without --offline", "contracts": "Run it once without --offline", "campaigns": "Run it once without --offline",
		"actions": "impactdash activity keeps them", "invoices": "impactdash activity keeps them",
	} {
		b.run(name, "--offline").fails(t, exitService, "nothing is kept of "+name, says)
	}
}

func TestWithoutACompanionOnlyTheWebHasSomeThings(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	for name, page := range map[string]string{
		"leads": "Home › Submit A Lead", "campaigns": "Home › Find Your Next Campaign", "brands": "Discover › Brands",
	} {
		b.run(name).fails(t, exitFailed, "companion_url", page)
		b.run(name, "--json").fails(t, exitFailed, "companion_url", page)
		b.run(name, "show", "7").fails(t, exitFailed, "companion_url", page)
	}
	for name, page := range map[string]string{"tasks": "Home › Tasks", "social": "Settings › Media Properties", "todo": "Discover › Applications"} {
		text := b.run(name, "--json").want(t, exitDone).out
		keeps(t, name+" list", text)
		var d reachDoc
		if err := json.Unmarshal([]byte(text), &d); err != nil || d.Companion || d.Page != page {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}

func TestAnAccountWithoutInquiriesIsToldSo(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t, "actioninquiries=403")
	text := b.run("inquiries", "--json").want(t, exitDone).out
	keeps(t, "inquiries list", text)
	if l := document[inquiryListDoc](t, text); l.Enabled || len(l.Items) != 0 {
		t.Errorf("it is %+v", l)
	}
	b.tty = true
	if r := b.run("inquiries"); r.code != exitDone || !strings.Contains(r.out, "cashback and loyalty partners") {
		t.Errorf("exit code %d: %q", r.code, r.out)
	}
}

func TestFailuresOfListsHaveTheirCodes(t *testing.T) {
	t.Parallel()
	for fault, code := range map[string]int{"401": exitCredentials, "403": exitCredentials, "429": exitService} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			b := companionBench(t, "*="+fault)
			for _, n := range nounCases() {
				b.run(append([]string{n.name, "--json"}, n.args...)...).fails(t, code)
				b.run(n.name, "show", "7").fails(t, code)
			}
		})
	}
	for resource, name := range map[string]string{
		"tasks": "tasks", "actions": "actions", "invoices": "invoices", "contracts": "contracts", "mediaproperties": "social",
	} {
		b := newSmallBench(t, resource+"=503")
		b.run(name).fails(t, exitService, "(503)")
	}
}

func TestAListThatLacksAPartForTheMomentIsNotDone(t *testing.T) {
	t.Parallel()
	r := newSmallBench(t, "tasks=503").run("todo", "--json").want(t, exitService)
	keeps(t, "todo list", r.out)
	l := readList(t, r.out)
	if len(l.Items) == 0 || len(l.Errors) != 1 || l.Errors[0].Part != "tasks" || !strings.Contains(r.err, "impactdash: tasks: ") {
		t.Errorf("%d items, errors %+v, stderr %q", len(l.Items), l.Errors, r.err)
	}
	r = newSmallBench(t, "tasks=403").run("todo", "--json")
	if l := readList(t, r.out); r.code != exitDone || len(l.Errors) != 1 || l.Errors[0].Kind != "forbidden" {
		t.Errorf("what the token may not read gives exit code %d, errors %+v", r.code, l.Errors)
	}
}
