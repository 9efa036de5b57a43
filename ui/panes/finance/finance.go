// Package finance is the Finance widget: what today earned, what is owed, and
// what can be withdrawn.
package finance

import (
	"context"
	"time"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/field"
	"impactdash/ui/component/table"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// ID names the pane.
const ID pane.ID = "finance"

// loadLimit ends a question that the service takes too long over. A year of
// actions can be many requests.
const loadLimit = 90 * time.Second

// Source is what the pane needs from the rest of the program.
type Source interface {
	Today(context.Context) (partner.Answer[partner.Today], error)
	Pending(context.Context) (partner.Answer[partner.Pending], error)
	Balance(context.Context) (partner.Answer[partner.Balance], error)
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	today   pane.Load[partner.Today]
	pending pane.Load[partner.Pending]
	balance pane.Load[partner.Balance]

	view   listView // which pending money the full screen lists
	order  sortKey
	down   bool // largest, latest or last first
	filter textinput.Model
	typing bool
	rows   *table.Model

	drawn string // memo of View; empty when something changed
}

// New makes the pane. session ends all its requests.
func New(session context.Context, src Source) *Pane {
	p := &Pane{session: session, src: src, filter: field.New("/"), down: true, rows: table.New(nil)}
	p.list()
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Finance" }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.Refresh() }

// Refresh asks all three questions anew. They are separate so that the quick
// one does not wait for the slow ones and each can fail alone.
func (p *Pane) Refresh() tea.Cmd {
	p.drawn = ""
	src := p.src
	return tea.Batch(
		p.today.Ask(p.session, ID, loadLimit, src.Today),
		p.pending.Ask(p.session, ID, loadLimit, src.Pending),
		p.balance.Ask(p.session, ID, loadLimit, src.Balance),
	)
}

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	if f == p.frame {
		return
	}
	styles := f.Theme != p.frame.Theme
	// The cursor of the list is the only thing that shows the focus.
	same := f.SameLook(p.frame) && !p.listing()
	p.frame = f
	if !p.listing() {
		p.stopTyping()
	}
	if same {
		return
	}
	p.drawn = ""
	if styles {
		p.list()
	}
	p.resizeList()
}

// listRows is the height from which there is room for the list below the
// figures.
const listRows = 14

// listing reports whether the list is shown: on the full screen, or where the
// pane is tall anyway.
func (p *Pane) listing() bool { return p.frame.Zoomed || p.frame.Height >= listRows }

// Back implements pane.Stepped: Esc drops the filter.
func (p *Pane) Back() bool {
	if p.filter.Value() == "" || !p.listing() {
		return false
	}
	p.filter.SetValue("")
	p.relist()
	return true
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	accepted := false
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.Today]]:
		accepted = p.today.Accept(msg)
	case pane.Reply[partner.Answer[partner.Pending]]:
		if accepted = p.pending.Accept(msg); accepted {
			p.list()
		}
	case pane.Reply[partner.Answer[partner.Balance]]:
		accepted = p.balance.Accept(p.keepEstimate(msg))
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.edit(msg)
	}
	if accepted {
		p.drawn = ""
		p.resizeList()
	}
	return nil
}

// keepEstimate puts the estimate that was known into an answer without one,
// which says in its notes why it is missing now. The answer is then as old as
// the estimate.
func (p *Pane) keepEstimate(r pane.Reply[partner.Answer[partner.Balance]]) pane.Reply[partner.Answer[partner.Balance]] {
	old, have := p.balance.Value()
	if r.Err == nil && have && old.Estimate.OK && !r.Val.Value.Estimate.OK {
		r.Val.Value.Estimate, r.Val.Value.Exact = old.Estimate, old.Exact
		r.Val.Value.Since, r.Val.Value.LastPaid = old.Since, old.LastPaid
		r.Val.AsOf = p.balance.Status().AsOf
	}
	return r
}

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status {
	return p.today.Status().Merge(p.pending.Status()).Merge(p.balance.Status())
}

// View implements pane.Pane.
func (p *Pane) View() string {
	if p.drawn == "" {
		p.drawn = p.draw()
	}
	return p.drawn
}

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	if p.typing {
		return p.filterActions()
	}
	return append(p.listActions(), keys.Action{
		ID: "finance.refresh", Keys: []string{"r"}, Label: "refresh",
		Help: "Ask the service again for all three figures.", Run: p.Refresh, Rest: pane.RefreshRest,
	})
}
