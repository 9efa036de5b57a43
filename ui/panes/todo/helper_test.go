package todo

import (
	"context"
	"testing"

	"impactdash/ui/dialog"
	"impactdash/ui/uitest"
)

// ctx keeps the signatures of the sources in these tests short.
type ctx = context.Context

// at is the key of the to-do under the cursor.
func at(p *Pane) string {
	t, ok := p.list.Current()
	if !ok {
		return ""
	}
	return t.Key()
}

// why is the reason an action is blocked for.
func why(t testing.TB, p *Pane, id string) string {
	t.Helper()
	return uitest.Action(t, p, "todo."+id).Blocked()
}

// text is a dialog as it is read.
func text(d dialog.Dialog) string { return d.View(uitest.Frame(1, 1).Theme) }

// index is the place of a to-do in the usual data.
func index(src *uitest.Source, key string) int {
	for i, t := range src.TodoList.Value.Todos {
		if t.Key() == key {
			return i
		}
	}
	return -1
}

// The to-dos of the usual data.
const (
	invitation = "invitation/S-1"
	proposal   = "proposal/S-2"
	question   = "inquiry/15652378"
	work       = "task/3990117"
	owed       = "overdue/200"
	tax        = "tax/224289"
	other      = "other/srv-9"
	codes      = "promo_code/77" // snoozed
)
