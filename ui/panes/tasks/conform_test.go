package tasks

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// subject is what is particular about the pane.
func subject() conform.Subject[*Pane] {
	return conform.Subject[*Pane]{
		Make:    conform.By(New),
		Shows:   []string{"Remove the expired", "Replace the logo"},
		Counts:  4,
		More:    more(),
		Deeper:  []func(testing.TB, *Pane){deeper},
		Acts:    []string{"start", "block", "invalid", "duplicate", "complete", "archive", "comment", "mark.as", "filter.by", "refresh"},
		Reloads: map[string]int{event.KindTask: 1, event.KindTodo: 0, event.KindLink: 0},
		Visits: &conform.Visits[*Pane]{
			Known: over, Newer: "newest", At: at,
			Add: func(s *uitest.Source) {
				s.TaskList.Value.Tasks = append(s.TaskList.Value.Tasks, partner.Task{ID: "newest", State: partner.TaskNew})
			},
		},
	}
}

// deeper marks all tasks of another view and types a filter.
func deeper(t testing.TB, p *Pane) {
	conform.Run(t, p, "view.next")
	if p.nothingToChoose() == "" {
		conform.Run(t, p, "mark.all")
	}
	conform.Run(t, p, "filter")
	uitest.Type(p.Update, "e")
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}
