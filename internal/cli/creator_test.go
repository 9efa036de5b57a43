package cli

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

// creatorBench is an account with a companion API.
func creatorBench(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.env["IMPACTDASH_COMPANION_URL"] = b.env["IMPACTDASH_BASE_URL"] + sandbox.CompanionPrefix
	return b
}

func TestTheNamesOfTheCreatorDocumentAreStable(t *testing.T) {
	t.Parallel()
	day := "date complete total_earnings affiliate_earnings flat_fees clicks conversion_rate posts impressions reach engagements engagement_rate views"
	names := `as_of account.id account.name account.currency account.time_zone account.time_zone_note persona
		period.from period.to period.days previous.from previous.to previous.days currency
		metrics[].metric metrics[].name metrics[].unit metrics[].total metrics[].previous metrics[].change_percent
		metrics[].missing_days metrics[].previous_missing_days`
	for _, list := range []string{" days[].", " previous_days[]."} {
		names += list + strings.Join(strings.Fields(day), list)
	}
	wantShape(t, creatorBench(t).run("snapshot", "--persona", "creator", "--json").want(t, exitDone).out, names)
}

func TestTheCreatorDocumentAddsUp(t *testing.T) {
	t.Parallel()
	doc := document[creatorDoc](t, creatorBench(t).run("snapshot", "--persona", "creator", "--range", "90d", "--json").want(t, exitDone).out)
	if doc.Persona != "creator" || len(doc.Days) != 90 || len(doc.PreviousDays) != 90 || len(doc.Metrics) != 11 {
		t.Fatalf("%q over %d and %d days with %d metrics", doc.Persona, len(doc.Days), len(doc.PreviousDays), len(doc.Metrics))
	}
	counts := map[partner.Metric]func(creatorDayDoc) *int64{
		partner.Clicks: func(d creatorDayDoc) *int64 { return d.Clicks }, partner.Posts: func(d creatorDayDoc) *int64 { return d.Posts },
		partner.Impressions: func(d creatorDayDoc) *int64 { return d.Impressions }, partner.Reached: func(d creatorDayDoc) *int64 { return d.Reach },
		partner.Engagements: func(d creatorDayDoc) *int64 { return d.Engagements }, partner.Views: func(d creatorDayDoc) *int64 { return d.Views },
	}
	gaps := 0
	for _, m := range doc.Metrics {
		get, ok := counts[partner.Metric(m.Metric)]
		if !ok {
			continue
		}
		sum, missing := int64(0), 0
		for _, d := range doc.Days {
			if v := get(d); v != nil {
				sum += *v
			} else if d.Complete {
				missing++
			}
		}
		gaps += missing
		if m.Unit != "count" || m.Total == nil || *m.Total != strconv.FormatInt(sum, 10) || m.Missing != missing || (missing > 0 && m.Change != nil) {
			t.Errorf("%s is %v with %d days missing, the days make %d with %d", m.Metric, m.Total, m.Missing, sum, missing)
		}
	}
	if gaps == 0 {
		t.Error("the data has no gap to tell")
	}
	for _, d := range doc.Days {
		if d.Affiliate == nil || d.Fees == nil {
			continue
		}
		sum, err := decimal.MustParse(*d.Affiliate).Add(decimal.MustParse(*d.Fees))
		if err != nil || d.Total == nil || decimal.MustParse(*d.Total).Cmp(sum) != 0 {
			t.Errorf("%s: %s and %s make %v", d.Date, *d.Affiliate, *d.Fees, d.Total)
		}
	}
}

func TestTheCreatorTableIsTheDocument(t *testing.T) {
	t.Parallel()
	b := creatorBench(t)
	args := []string{"snapshot", "--persona", "creator", "--range", "30d"}
	doc := document[creatorDoc](t, b.run(append(args, "--json")...).out)
	table, err := csv.NewReader(strings.NewReader(b.run(append(args, "--csv")...).want(t, exitDone).out)).ReadAll()
	if err != nil || len(table) != 31 {
		t.Fatalf("%d rows, %v", len(table), err)
	}
	head := strings.Fields("date complete total_earnings affiliate_earnings flat_fees clicks conversion_rate posts impressions reach engagements engagement_rate views currency")
	if !slices.Equal(table[0], head) {
		t.Errorf("the head is %q", table[0])
	}
	for i, d := range doc.Days {
		row := table[i+1]
		for name, want := range map[string]string{
			"date": d.Date, "total_earnings": cell(d.Total), "clicks": number(d.Clicks), "impressions": number(d.Impressions),
			"engagement_rate": cell(d.EngagementRate), "views": number(d.Views), "currency": doc.Currency,
		} {
			if got := row[slices.Index(head, name)]; got != want {
				t.Errorf("%s: %s is %q, want %q", d.Date, name, got, want)
			}
		}
	}
	if got := rows(b.run(args...).out); len(got) != 30 || !slices.Equal(got[0], table[1]) {
		t.Errorf("in a pipe it is %q", got)
	}
}

func TestTheAffiliatePersonaIsTheDefault(t *testing.T) {
	t.Parallel()
	b := creatorBench(t)
	doc := b.run("snapshot", "--json").want(t, exitDone).out
	if document[snapshotDoc](t, doc).Persona != "affiliate" || b.run("snapshot", "--persona", "affiliate", "--json").out != doc {
		t.Error("naming the default changes the document")
	}
}

func TestWithoutACompanionThereAreNoCreatorFigures(t *testing.T) {
	t.Parallel()
	newSmallBench(t).run("snapshot", "--persona", "creator").fails(t, exitFailed, "companion_url")
	b := newSmallBench(t)
	b.env["IMPACTDASH_COMPANION_URL"] = "http://companion.example"
	b.run("snapshot").fails(t, exitUsage, "companion_url", "https://")
}
