package todo

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func BenchmarkKey(b *testing.B) {
	usual := uitest.Todos().Todos
	subject().Keys(b, "filter", func(src *uitest.Source) {
		src.TodoList.Value.Todos = conform.Many(func(n int) partner.Todo {
			v := usual[n%len(usual)]
			v.Object, v.Text = fmt.Sprint("t", n), fmt.Sprintf("To-do %05d of many", n)
			if !v.Due.IsZero() {
				v.Due = v.Due.AddDate(0, 0, n%300)
			}
			return v
		})
	})
}
