package snapshot

import (
	"regexp"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

func TestCreatorFitsAllSizes(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		for _, level := range []theme.GlyphLevel{theme.Braille, theme.ASCII} {
			p, src := creator(t, uitest.Frame(80, 24))
			state.Reach(t, p, src)
			for w := 0; w <= 170; w += 7 {
				for h := range 44 {
					if h > 16 && h%5 != 0 || (w+h)%2 == 0 {
						continue
					}
					f := uitest.Frame(w, h)
					f.Theme, f.Zoomed = uitest.Theme(level), h%3 == 0
					p.SetFrame(f)
					if why := uitest.Wrong(p.View(), w, h); why != "" {
						t.Fatalf("%s: %s", state.Name, why)
					}
				}
			}
		}
	}
}

// Eleven metrics are many: the one that is drawn must be in sight, whole.
func TestTheDrawnMetricIsInSightAtAllSizes(t *testing.T) {
	t.Parallel()
	p, _ := turned(t, uitest.Frame(80, 24))
	for range p.metrics() {
		for _, size := range [][2]int{{36, 5}, {40, 9}, {44, 16}, {56, 12}, {66, 12}, {76, 20}, {84, 10}, {90, 14}, {100, 18}, {116, 28}, {160, 40}} {
			p.SetFrame(uitest.Frame(size[0], size[1]))
			m := p.drawnMetric()
			text := p.sumText(p.side.mustValue().Sum, m, "USD", 12)
			if m.IsMoney() {
				text = text[:4] // shorter forms begin alike
			}
			view := uitest.Plain(p.View())
			if !strings.Contains(view, "▌"+shortName(m)) && !strings.Contains(view, "▌"+m.Name()) || !strings.Contains(view, text) {
				t.Errorf("at %v %s is not shown with %q:\n%s", size, m, text, view)
			}
		}
		uitest.Do(t, p, "snapshot.metric.next")
	}
}

// mustValue is the data of a side that has some.
func (s *side) mustValue() partner.Snapshot {
	v, _ := s.load.Value()
	return v
}

func TestAClickReachesEachOfTheElevenTiles(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{50, 20}, {70, 20}, {90, 12}, {90, 20}, {120, 30}} {
		p, _ := turned(t, uitest.Frame(size[0], size[1]))
		reached := make(map[int]bool)
		cells(size[0], size[1], func(x, y int) {
			if i, ok := p.place.tileAt(x, y); ok {
				reached[i] = true
			}
		})
		if len(reached) != 11 {
			t.Errorf("at %v a click reaches %d tiles", size, len(reached))
		}
		y := uitest.Row(p.View(), "Reach")
		p.Click(indexOf(t, p, y, "Reach"), y)
		if p.drawnMetric() != partner.Reached {
			t.Errorf("at %v a click on Reach draws %s", size, p.drawnMetric())
		}
	}
}

func TestASumThatLacksDaysSaysSoAndIsNotCompared(t *testing.T) {
	t.Parallel()
	p, _ := turned(t, uitest.Frame(150, 34))
	for p.drawnMetric() != partner.Impressions {
		uitest.Do(t, p, "snapshot.metric.next")
	}
	uitest.Has(t, p.View(), "≥686,280", "≥482,850", "1 day not delivered", "How often posts were shown.")
	tile := regexp.MustCompile(`≥686,280 [▲▼]`)
	if tile.MatchString(uitest.Plain(p.View())) {
		t.Error("a lower bound is compared")
	}
	uitest.Has(t, p.View(), "24,617 ▲ 20.5 %") // engagements lack no day but today
	f := p.frame
	f.Theme = uitest.Theme(theme.ASCII)
	p.SetFrame(f)
	uitest.Has(t, p.View(), ">=686,280")
}

func TestADayNobodyDeliveredIsADash(t *testing.T) {
	t.Parallel()
	p, _ := turned(t, uitest.Frame(150, 34))
	uitest.Do(t, p, "snapshot.day.last")
	row := rowOf(p.View(), uitest.Row(p.View(), " Day ")+1)
	if !regexp.MustCompile(`\d +- +- +- +- +-`).MatchString(row) {
		t.Errorf("the row of today is %q", row)
	}
}

func TestMoneyThatLacksADayIsAbsentAndSaysSo(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(100, 24))
	v := uitest.CreatorSnapshot(30)
	v.Days[3].Payout.OK = false
	v.Sum = partner.CreatorTotal(v.Days, v.Today)
	src.Creator.Value = v
	uitest.Settle(t, p, uitest.Do(t, p, turn))
	uitest.Has(t, p.View(), "1 day not delivered")
	uitest.NoZero(t, rowOf(p.View(), 1))
	if figureText(v.Sum.Value(partner.TotalEarnings), partner.TotalEarnings, "USD", 12) != "-" {
		t.Error("a sum without a day of it is told as an amount")
	}
}

func TestWhyThereIsNothingToDraw(t *testing.T) {
	t.Parallel()
	silentDays := func(keep func(*partner.Figures)) partner.Snapshot {
		v := uitest.CreatorSnapshot(30)
		for i := range v.Days {
			keep(&v.Days[i].Figures)
		}
		v.Sum = partner.CreatorTotal(v.Days, v.Today)
		return v
	}
	for says, v := range map[string]partner.Snapshot{
		"Nothing was delivered":        silentDays(func(f *partner.Figures) { *f = partner.Figures{} }),
		"No figure for Total Earnings": silentDays(func(f *partner.Figures) { f.Fees.OK = false }),
	} {
		p, src := creator(t, uitest.Frame(100, 24))
		src.Creator.Value = v
		uitest.Settle(t, p, p.Init())
		uitest.Has(t, p.View(), says)
		uitest.NoZero(t, rowOf(p.View(), 1))
	}
	p, src := creator(t, uitest.Frame(100, 24))
	src.Empty()
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "No posts, no clicks and no earnings")
}

func TestEachCreatorMetricIsDefined(t *testing.T) {
	t.Parallel()
	p, _ := turned(t, uitest.Frame(120, 30))
	seen := make(map[string]bool)
	for range p.metrics() {
		text := definition(p.drawnMetric())
		uitest.Has(t, p.View(), text)
		if !strings.HasSuffix(text, ".") || seen[text] {
			t.Errorf("%s is defined as %q", p.drawnMetric(), text)
		}
		seen[text] = true
		uitest.Do(t, p, "snapshot.metric.next")
	}
	uitest.Do(t, p, turn)
	for text := range seen {
		uitest.Lacks(t, p.View(), text)
	}
}
