package cli

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

func TestADigestHasTheFiguresOfTheSnapshot(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	doc := document[digestDoc](t, b.do("digest", "--json").want(t, exitDone).out)
	if doc.Period.From != "2026-11-15" || doc.Period.To != "2026-11-21" || doc.Previous.From != "2026-11-08" || doc.Previous.To != "2026-11-14" {
		t.Errorf("periods are %+v and %+v", doc.Period, doc.Previous)
	}
	snap := document[snapshotDoc](t, b.do("snapshot", "--from", "2026-11-15", "--to", "2026-11-21", "--json").want(t, exitDone).out)
	if len(doc.Figures) != len(snap.Metrics) {
		t.Fatalf("%d figures, %d in the snapshot", len(doc.Figures), len(snap.Metrics))
	}
	text := b.do("digest").want(t, exitDone).out
	for i, m := range snap.Metrics {
		got := doc.Figures[i]
		if got.Metric != m.Metric || cell(got.Total) != cell(m.Total) || cell(got.Previous) != cell(m.Previous) || cell(got.Change) != cell(m.Change) {
			t.Errorf("%s is %+v, in the snapshot %+v", m.Metric, got, m)
		}
		if m.Metric == "payouts" && !strings.Contains(text, shown(t, *m.Total, snap.Currency)) {
			t.Errorf("the text lacks %s", *m.Total)
		}
	}
	for line := range strings.Lines(text) {
		if w := format.Width(strings.TrimSuffix(line, "\n")); w > pageWidth {
			t.Errorf("%d columns: %q", w, line)
		}
	}
}

func TestMoversStandByCurrencyAndChange(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	doc := document[digestDoc](t, b.do("digest", "--range", "4w", "--json").want(t, exitDone).out)
	if doc.Period.Days != 28 || doc.Period.To != "2026-11-21" || len(doc.Movers) < 10 || doc.Movers[0].Currency != "USD" {
		t.Fatalf("%+v, %d movers", doc.Period, len(doc.Movers))
	}
	for i, m := range doc.Movers {
		if m.Program == "" || m.ProgramID == "" || (m.Percent == nil) != (m.Previous == "0.00") {
			t.Errorf("%+v", m)
		}
		if i > 0 && m.Currency == "USD" && doc.Movers[i-1].Currency != "USD" {
			t.Errorf("%+v comes after %+v", m, doc.Movers[i-1])
		}
	}
	text := b.do("digest").want(t, exitDone).out
	for _, title := range []string{"Figures\n", "Programs up, by payouts\n", "Programs down, by payouts\n", "Changes\n", "Next\n"} {
		if !strings.Contains(text, title) {
			t.Errorf("the text lacks %q:\n%s", title, text)
		}
	}
}

func TestNextStepsAreTodosAndNoMore(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	doc := document[digestDoc](t, b.do("digest", "--json").want(t, exitDone).out)
	if len(doc.Steps) != stepsShown {
		t.Fatalf("steps are %+v", doc.Steps)
	}
	var ids []string
	kinds := map[string]bool{}
	for _, s := range doc.Steps {
		ids = append(ids, s.ID)
		kinds[s.Kind] = true
	}
	if !kinds["overdue"] || !kinds["task"] || len(kinds) != 3 {
		t.Errorf("steps are %+v", doc.Steps)
	}
	b.do(append([]string{"todo", "dismiss"}, ids...)...).want(t, exitDone)
	for _, s := range document[digestDoc](t, b.do("digest", "--json").want(t, exitDone).out).Steps {
		if s.ID == ids[0] || s.ID == ids[1] || s.ID == ids[2] {
			t.Errorf("%s is a step although it was dismissed", s.ID)
		}
	}
}

func TestADigestWithoutOnePartHasTheOthers(t *testing.T) {
	long(t)
	t.Parallel()
	b := newActBench(t)
	b.faults("reports=503")
	r := b.do("digest", "--json").want(t, exitService)
	doc := document[digestDoc](t, r.out)
	if doc.Figures != nil || len(doc.Movers) == 0 || len(doc.Steps) == 0 || len(doc.Errors) == 0 || doc.Errors[0].Part != "figures" || !strings.Contains(r.err, "figures") {
		t.Errorf("%+v, %q", doc.Errors, r.err)
	}
	if text := b.do("digest").want(t, exitService).out; !strings.Contains(text, "could not be had") || strings.Contains(text, "$0.00  ") {
		t.Errorf("text is %s", text)
	}
	b.faults("*=503")
	b.later = 0
	cold := newActBench(t)
	cold.faults("*=503")
	cold.do("digest").fails(t, exitService, "(503)")
}

func TestADigestIsToBeHadOffline(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	want := b.do("digest").want(t, exitDone).out
	n := len(b.box.Requests())
	if got := b.do("digest", "--offline").want(t, exitDone).out; got != want {
		t.Errorf("offline it is\n%s\nnot\n%s", got, want)
	}
	if len(b.box.Requests()) != n {
		t.Error("it asked the service")
	}
}

func TestADigestAsCSVAndItsWrongUsage(t *testing.T) {
	long(t)
	t.Parallel()
	b := lookedAt(t)
	all, err := csv.NewReader(strings.NewReader(b.do("digest", "--range", "mtd", "--csv").want(t, exitDone).out)).ReadAll()
	if err != nil || len(all) < 10 || all[0][0] != "section" || all[1][1] != "clicks" {
		t.Errorf("%v, %.2v", err, all)
	}
	b.do("digest", "--range", "soon").fails(t, exitUsage, "not a range")
	b.do("digest", "--range", "today").fails(t, exitUsage, "no complete day")
	b.do("digest", "now").fails(t, exitUsage, "now")
}

func TestACompletePeriodEndsYesterday(t *testing.T) {
	t.Parallel()
	day := func(text string) partner.Date {
		d, err := partner.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ text, today, want string }{
		{"7d", "2026-11-22", "2026-11-15..2026-11-21"},
		{"1d", "2026-11-22", "2026-11-21..2026-11-21"},
		{"4w", "2026-11-22", "2026-10-25..2026-11-21"},
		{"mtd", "2026-11-22", "2026-11-01..2026-11-21"},
		{"yesterday", "2026-11-22", "2026-11-21..2026-11-21"},
		{"last month", "2026-11-01", "2026-10-01..2026-10-31"},
		{"2026-11", "2026-11-22", "2026-11-01..2026-11-21"},
		{"2026-11-20..2026-12-03", "2026-11-22", "2026-11-20..2026-11-21"},
		{"2026-10-01..2026-10-07", "2026-11-22", "2026-10-01..2026-10-07"},
	} {
		if p, err := completeDays(c.text, day(c.today), time.UTC); err != nil || p.String() != c.want {
			t.Errorf("%s on %s is %s, %v; want %s", c.text, c.today, p, err, c.want)
		}
	}
	for _, text := range []string{"mtd", "today"} {
		if p, err := completeDays(text, day("2026-11-01"), time.UTC); err == nil {
			t.Errorf("%s on the first is %s", text, p)
		}
	}
}

func TestALongChangeKeepsItsAmount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Kestrel: reversed, -$12.51":                            "Kestrel: reversed, -$12.51",
		"Coppertrail Cookware: reversed: credited, -$12.51":     "Coppertrail Cookware: reve…, -$12.51",
		"Coppertrail Cookware was reversed and then it was not": "Coppertrail Cookware was reversed a…",
		"Copper, " + strings.Repeat("long ", 9):                 "Copper, long long long long long lo…",
	} {
		if got := cutWords(text, 36); got != want {
			t.Errorf("%q is cut to %q, want %q", text, got, want)
		}
	}
}
