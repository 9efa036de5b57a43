package uitest

import (
	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// BothPersonas is an account that is affiliate and creator.
func BothPersonas() partner.Personas {
	return partner.Personas{Companion: true, All: []partner.Persona{partner.AffiliatePersona, partner.CreatorPersona}}
}

// CreatorSnapshot is n days up to the day of Now. Impressions lack a day, reach
// lacks one in ten, and today has nothing of the platforms yet.
func CreatorSnapshot(n int) partner.Snapshot { return CreatorUntil(n, Day(2026, 11, 22)) }

// CreatorUntil is n days that end on a day.
func CreatorUntil(n int, last partner.Date) partner.Snapshot {
	s := SnapshotUntil(n, last)
	s.Persona = partner.CreatorPersona
	for i := range n {
		s.Days[i].Figures = creatorFigures(i, 1000+40*i+170*(i%7))
		s.Before[i].Figures = creatorFigures(i, 900+30*i+110*(i%7))
	}
	none := partner.Opt[int64]{}
	if n > 12 {
		s.Days[12].Impressions = none
	}
	for i := 4; i < n; i += 10 {
		s.Days[i].Reach = none
	}
	if today := &s.Days[n-1]; last == s.Today {
		today.Impressions, today.Reach, today.Engagements, today.Views = none, none, none, none
	}
	return summed(s)
}

// summed is a creator's snapshot with the sums of its days.
func summed(s partner.Snapshot) partner.Snapshot {
	s.Sum, s.Earlier = partner.CreatorTotal(s.Days, s.Today), partner.CreatorTotal(s.Before, s.Today)
	return s
}

func creatorFigures(i, seen int) partner.Figures {
	n := int64(seen)
	fee := decimal.Zero
	if i%9 == 3 {
		fee = decimal.MustNew(450, 0)
	}
	return partner.Figures{
		Clicks: partner.Some(n / 25), Actions: partner.Some(n / 400), Payout: partner.Some(decimal.MustNew(n*3, 2)), Fees: partner.Some(fee),
		Posts: partner.Some(int64((i + 2) % 3)), Impressions: partner.Some(n * 12), Reach: partner.Some(n * 9),
		Engagements: partner.Some(n * 12 / 29), Views: partner.Some(n * 7),
	}
}

// idleCreator is a creator who has done nothing.
func idleCreator(n int) partner.Snapshot {
	s := CreatorSnapshot(n)
	zero := partner.Some(int64(0))
	for i := range n {
		f := partner.Figures{
			Clicks: zero, Actions: zero, Payout: partner.Some(decimal.Zero), Fees: partner.Some(decimal.Zero),
			Posts: zero, Impressions: zero, Reach: zero, Engagements: zero, Views: zero,
		}
		s.Days[i].Figures, s.Before[i].Figures = f, f
	}
	return summed(s)
}

// hostileCreator has huge figures, negative money and days with nothing.
func hostileCreator() partner.Snapshot {
	s := CreatorSnapshot(366)
	s.Currency = "KWD"
	for i := range s.Days {
		switch i % 5 {
		case 0:
			s.Days[i].Figures = partner.Figures{}
		case 1:
			s.Days[i].Views = partner.Some(int64(1) << 50)
			s.Days[i].Payout = partner.Some(decimal.MustParse(huge))
		case 2:
			s.Days[i].Payout = partner.Some(decimal.MustParse("-" + huge))
		}
	}
	s.Before = s.Before[:3]
	return summed(s)
}
