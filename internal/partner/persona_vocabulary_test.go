package partner_test

import (
	"testing"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// creatorDay is a day with figures in the order earnings, fees, clicks,
// actions, posts, impressions, reach, engagements, views; "" is not delivered.
func creatorDay(on string, v ...string) partner.SnapshotDay {
	amount := func(i int) (out partner.Opt[decimal.Decimal]) {
		if v[i] != "" {
			out = partner.Some(decimal.MustParse(v[i]))
		}
		return out
	}
	count := func(i int) (out partner.Opt[int64]) {
		if d := amount(i); d.OK {
			n, _, _ := d.V.Int64(0)
			out = partner.Some(n)
		}
		return out
	}
	return partner.SnapshotDay{Day: day(on), Figures: partner.Figures{
		Payout: amount(0), Fees: amount(1), Clicks: count(2), Actions: count(3), Posts: count(4),
		Impressions: count(5), Reach: count(6), Engagements: count(7), Views: count(8),
	}}
}

func TestADayOfACreatorHasEachMetric(t *testing.T) {
	t.Parallel()
	d := creatorDay("2026-11-20", "12.50", "100", "40", "2", "1", "1000", "800", "35", "600").Figures
	for m, want := range map[partner.Metric]string{
		partner.TotalEarnings: "112.50", partner.AffiliateEarnings: "12.50", partner.FlatFees: "100", partner.Clicks: "40",
		partner.Conversion: "5", partner.Posts: "1", partner.Impressions: "1000", partner.Reached: "800",
		partner.Engagements: "35", partner.EngagementRate: "3.5", partner.Views: "600",
	} {
		is(t, d, m, want)
		if d.Missing(m) != 0 || d.AtLeast(m) {
			t.Errorf("a day lacks days of %s", m)
		}
	}
	if got := len(partner.CreatorPersona.Metrics()); got != 11 {
		t.Errorf("there are %d metrics", got)
	}
}

func TestWhatADayLacksIsAbsentAndNotZero(t *testing.T) {
	t.Parallel()
	d := creatorDay("2026-11-20", "12.50", "", "40", "2", "0", "", "", "35", "").Figures
	for m, want := range map[partner.Metric]string{
		partner.TotalEarnings: "", partner.FlatFees: "", partner.Impressions: "", partner.Reached: "", partner.Views: "",
		partner.EngagementRate: "", partner.Posts: "0", partner.AffiliateEarnings: "12.50", partner.Engagements: "35",
	} {
		is(t, d, m, want)
	}
	quiet := creatorDay("2026-11-20", "0", "0", "0", "0", "0", "0", "0", "0", "0").Figures
	is(t, quiet, partner.Conversion, "") // nobody clicked: there is no rate
	is(t, quiet, partner.EngagementRate, "")
	is(t, quiet, partner.TotalEarnings, "0")
}

func TestASumOfCountsIsALowerBoundWhereDaysAreMissing(t *testing.T) {
	t.Parallel()
	sum := partner.CreatorTotal([]partner.SnapshotDay{
		creatorDay("2026-11-18", "1", "0", "10", "1", "1", "1000", "900", "50", "300"),
		creatorDay("2026-11-19", "2", "50", "20", "1", "0", "", "", "7", "200"),
		creatorDay("2026-11-20", "3", "0", "", "4", "2", "500", "", "25", "100"),
	}, day("2026-11-22"))
	for m, want := range map[partner.Metric]struct {
		value   string
		missing int
	}{
		partner.TotalEarnings: {"56", 0}, partner.AffiliateEarnings: {"6", 0}, partner.FlatFees: {"50", 0},
		partner.Clicks: {"30", 1}, partner.Posts: {"3", 0}, partner.Impressions: {"1500", 1}, partner.Reached: {"900", 2},
		partner.Engagements: {"82", 0}, partner.Views: {"600", 0},
		partner.EngagementRate: {"5", 0},                 // 75 of 1,500: the 19th has no impressions
		partner.Conversion:     {"6.666666666666667", 0}, // 2 of 30: the 20th has no clicks
	} {
		got := sum.Value(m)
		if m == partner.Conversion {
			got.V = got.V.Round(15)
		}
		if !got.OK || got.V.Cmp(decimal.MustParse(want.value)) != 0 || sum.Missing(m) != want.missing {
			t.Errorf("%s is %v with %d days missing, want %v", m, got, sum.Missing(m), want)
		}
		if sum.AtLeast(m) != (want.missing > 0) {
			t.Errorf("%s: at least is %v", m, sum.AtLeast(m))
		}
	}
}

func TestMoneyThatADayLacksIsNotSummed(t *testing.T) {
	t.Parallel()
	sum := partner.CreatorTotal([]partner.SnapshotDay{
		creatorDay("2026-11-19", "2", "50", "20", "1", "0", "1", "1", "1", "1"),
		creatorDay("2026-11-20", "3", "", "10", "4", "2", "1", "1", "1", "1"),
	}, day("2026-11-22"))
	is(t, sum, partner.FlatFees, "")
	is(t, sum, partner.TotalEarnings, "")
	is(t, sum, partner.AffiliateEarnings, "5")
	if sum.Missing(partner.FlatFees) != 1 || sum.Missing(partner.TotalEarnings) != 1 || sum.AtLeast(partner.FlatFees) {
		t.Errorf("%d days of fees are missing", sum.Missing(partner.FlatFees))
	}
}

// A platform tells its figures the day after: a range that ends today would
// otherwise never have a plain sum.
func TestWhatTodayLacksIsNotMissing(t *testing.T) {
	t.Parallel()
	today := day("2026-11-21")
	sum := partner.CreatorTotal([]partner.SnapshotDay{
		creatorDay("2026-11-20", "3", "1", "10", "4", "2", "100", "90", "5", "70"),
		creatorDay("2026-11-21", "", "", "4", "1", "", "", "", "", ""),
		creatorDay("2026-11-22", "9", "9", "9", "9", "9", "9", "9", "9", "9"), // to come
	}, today)
	for m, want := range map[partner.Metric]string{
		partner.TotalEarnings: "4", partner.Clicks: "14", partner.Impressions: "100", partner.EngagementRate: "5", partner.Views: "70",
	} {
		is(t, sum, m, want)
		if sum.Missing(m) != 0 {
			t.Errorf("%d days of %s are missing", sum.Missing(m), m)
		}
	}
}

func TestNothingDeliveredIsNothing(t *testing.T) {
	t.Parallel()
	none := make([]string, 9)
	for _, days := range [][]partner.SnapshotDay{nil, {creatorDay("2026-11-20", none...)}, {creatorDay("2026-11-22", none...)}} {
		sum := partner.CreatorTotal(days, day("2026-11-22"))
		for _, m := range partner.CreatorPersona.Metrics() {
			is(t, sum, m, "")
			if sum.AtLeast(m) {
				t.Errorf("%s of nothing is a lower bound", m)
			}
		}
	}
}

func TestCreatorMetricsDescribeThemselves(t *testing.T) {
	t.Parallel()
	want := map[partner.Metric]struct {
		name  string
		kinds string
	}{
		partner.TotalEarnings: {"Total Earnings", "money"}, partner.AffiliateEarnings: {"Affiliate Earnings", "money"},
		partner.FlatFees: {"Flat Fees", "money"}, partner.Clicks: {"Clicks", "count"}, partner.Conversion: {"Conversion Rate", "percent"},
		partner.Posts: {"Posts", "count"}, partner.Impressions: {"Impressions", "count"}, partner.Reached: {"Reach", "count"},
		partner.Engagements: {"Engagements", "count"}, partner.EngagementRate: {"Engagement Rate", "percent"}, partner.Views: {"Views", "count"},
	}
	for _, m := range partner.CreatorPersona.Metrics() {
		w, ok := want[m]
		kind := map[bool]string{m.IsMoney(): "money", m.IsCount(): "count", m.IsPercent() && m.IsRate(): "percent"}[true]
		if !ok || m.Name() != w.name || kind != w.kinds {
			t.Errorf("%s is %q, a %s", m, m.Name(), kind)
		}
	}
	if partner.Persona("").Metrics()[0] != partner.Clicks || len(partner.AffiliatePersona.Metrics()) != 6 {
		t.Error("the affiliate persona has other metrics")
	}
}

func TestBothPersonasAreNeededForAToggle(t *testing.T) {
	t.Parallel()
	a, c := partner.AffiliatePersona, partner.CreatorPersona
	for _, x := range []struct {
		all  []partner.Persona
		want bool
	}{
		{nil, false},
		{[]partner.Persona{a}, false},
		{[]partner.Persona{c}, false},
		{[]partner.Persona{c, "agency", a}, true},
	} {
		if got := (partner.Personas{All: x.all}).Both(); got != x.want {
			t.Errorf("%v: %v", x.all, got)
		}
	}
}
