package campaigns

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func BenchmarkKey(b *testing.B) {
	usual := uitest.Campaigns().Campaigns
	subject().Keys(b, "filter", func(src *uitest.Source) {
		src.CampaignList.Value.Campaigns = conform.Many(func(n int) partner.Campaign {
			v := usual[n%len(usual)]
			v.ID, v.Name = fmt.Sprint(n), fmt.Sprintf("Campaign %05d", n)
			return v
		})
	})
}
