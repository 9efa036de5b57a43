package tasks

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// many gives the source many tasks in no order.
func many(src *uitest.Source) {
	usual := uitest.Tasks().Tasks
	src.TaskList.Value.Tasks = conform.Many(func(n int) partner.Task {
		v := usual[n%len(usual)]
		v.ID, v.Summary, v.State = fmt.Sprint("t", n), fmt.Sprintf("Task %05d of many", n), partner.TaskNew
		v.Created = v.Created.AddDate(0, 0, -n%400)
		if !v.Due.IsZero() {
			v.Due = v.Due.AddDate(0, 0, n%300)
		}
		return v
	})
}

func BenchmarkKey(b *testing.B) { subject().Keys(b, "filter", many) }

func BenchmarkRefresh(b *testing.B) {
	p := subject().Large(b, many)
	for b.Loop() {
		p.set(p.list.Items())
		p.View()
	}
}
