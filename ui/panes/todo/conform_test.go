package todo

import (
	"strings"
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
		Make:   conform.By(New),
		Shows:  []string{"Northpeak invites you", "Acme Shoes proposes"},
		Counts: 7,
		More:   more(),
		Deeper: []func(testing.TB, *Pane){nextView, nextView, marked},
		Acts: []string{
			"act", "snooze", "snooze.until", "wake", "decline", "inquiries", "inquiry.new", "inquiry.file", "inquiry.send", "web", "refresh",
		},
		Reloads: map[string]int{event.KindTodo: 2, event.KindTask: 2, event.KindLink: 0, event.KindLead: 0},
		Visits: &conform.Visits[*Pane]{
			Known: work, Newer: "inquiry/newest", At: at,
			Add: func(s *uitest.Source) {
				s.TodoList.Value.Todos = append(s.TodoList.Value.Todos, partner.Todo{Kind: partner.TodoInquiry, Object: "newest", Text: "New"})
			},
		},
	}
}

// inquirer is the pane as it lists inquiries.
func inquirer() conform.Subject[*Pane] {
	s := subject()
	s.Make = func(session ctx, src *uitest.Source) *Pane {
		p := New(session, src)
		p.list.SetView(viewInquiries)
		return p
	}
	s.Shows, s.More = []string{"wants more"}, nil
	return s
}

// nextView turns to the next view, which the report on a file has not.
func nextView(t testing.TB, p *Pane) {
	if p.mode() != ofRows {
		conform.Run(t, p, "view.next")
	}
}

// marked marks all to-dos and types a filter.
func marked(t testing.TB, p *Pane) {
	if p.mode() == ofRows {
		return
	}
	if p.list.NeedRow() == "" {
		conform.Run(t, p, "mark.all")
	}
	conform.Run(t, p, "filter")
	uitest.Type(p.Update, "e")
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

// shown are the keys of the rows, from the top.
func shown(t testing.TB, p *Pane) string {
	t.Helper()
	return strings.Join(conform.Listed(t, p, p.list.Shown(), at), " ")
}

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}

func TestTheInquiriesConform(t *testing.T) {
	t.Parallel()
	conform.Data(t, inquirer())
}
