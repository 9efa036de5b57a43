package tasks

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

// The benchmarks hold each thing a user does, redraw included, at ten thousand
// tasks below eight milliseconds.

const many = 10_000

// large is a pane with many tasks in no order.
func large(b *testing.B) *Pane {
	b.Helper()
	p, src := made(b, uitest.Zoomed(160, 48))
	usual := uitest.Tasks().Tasks
	src.TaskList.Value.Tasks = nil
	for i := range many {
		n := (i*7919 + 13) % many
		v := usual[n%len(usual)]
		v.ID, v.Summary, v.State = fmt.Sprint("t", n), fmt.Sprintf("Task %05d of many", n), partner.TaskNew
		v.Created = v.Created.AddDate(0, 0, -n%400)
		if !v.Due.IsZero() {
			v.Due = v.Due.AddDate(0, 0, n%300)
		}
		src.TaskList.Value.Tasks = append(src.TaskList.Value.Tasks, v)
	}
	uitest.Settle(b, p, p.Init())
	p.View()
	return p
}

func BenchmarkKeyMove(b *testing.B) {
	p := large(b)
	down, up := uitest.Action(b, p, "tasks.down"), uitest.Action(b, p, "tasks.up")
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			down.Run()
		} else {
			up.Run()
		}
		p.View()
	}
}

func BenchmarkKeyFilter(b *testing.B) {
	p := large(b)
	uitest.Do(b, p, "tasks.filter")
	press, erase := uitest.Press("5"), uitest.Stroke(b, "backspace")
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			p.Update(press)
		} else {
			p.Update(erase)
		}
		p.View()
	}
}

func BenchmarkKeySort(b *testing.B) {
	p := large(b)
	sort := uitest.Action(b, p, "tasks.sort")
	for b.Loop() {
		sort.Run()
		p.View()
	}
}

func BenchmarkRefresh(b *testing.B) {
	p := large(b)
	for b.Loop() {
		p.set(p.list.Items())
		p.View()
	}
}
