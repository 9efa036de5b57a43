package todo

import (
	"fmt"
	"testing"

	"impactdash/ui/uitest"
)

// The benchmarks hold each thing a user does, redraw included, at ten thousand
// to-dos below eight milliseconds.

const many = 10_000

// large is a pane with many to-dos.
func large(b *testing.B) *Pane {
	b.Helper()
	p, src := made(b, uitest.Zoomed(160, 48))
	usual := uitest.Todos().Todos
	src.TodoList.Value.Todos = nil
	for i := range many {
		n := (i*7919 + 13) % many
		v := usual[n%len(usual)]
		v.Object, v.Text = fmt.Sprint("t", n), fmt.Sprintf("To-do %05d of many", n)
		if !v.Due.IsZero() {
			v.Due = v.Due.AddDate(0, 0, n%300)
		}
		src.TodoList.Value.Todos = append(src.TodoList.Value.Todos, v)
	}
	uitest.Settle(b, p, p.Init())
	p.View()
	return p
}

func BenchmarkKeyMove(b *testing.B) {
	p := large(b)
	down, up := uitest.Action(b, p, "todo.down"), uitest.Action(b, p, "todo.up")
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
	uitest.Do(b, p, "todo.filter")
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
	sort := uitest.Action(b, p, "todo.sort")
	for b.Loop() {
		sort.Run()
		p.View()
	}
}
