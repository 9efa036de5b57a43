package links

import (
	"fmt"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func BenchmarkKey(b *testing.B) {
	subject().Keys(b, "filter", func(src *uitest.Source) {
		src.LinkList.Value = partner.LinkList{Vanity: partner.Some(3334), Links: conform.Many(func(n int) partner.Link {
			return partner.Link{
				ID: fmt.Sprint(n), URL: fmt.Sprintf("https://go.example.com/c/1/%d/3?subId1=s%d", n, n), Program: fmt.Sprintf("Brand %04d", n%997),
				ProgramID: fmt.Sprint(n % 997), Landing: fmt.Sprintf("https://shop%d.example/%d", n%97, n), Vanity: n%3 == 0,
				Made: uitest.Now().Add(-time.Duration(n) * time.Hour), Here: true,
			}
		})}
	})
}
