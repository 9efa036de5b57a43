package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// rootID is the address of replies for the root itself.
const rootID pane.ID = "root"

// profileLimit ends the question whose account this is.
const profileLimit = 30 * time.Second

// profileReply says whose account this is. Facts of an account have no age.
type profileReply = pane.Reply[partner.Answer[partner.Profile]]

func (m *Model) askProfile() tea.Cmd {
	ask := m.o.Sources.Profile
	return m.profile.Ask(m.session, rootID, profileLimit, func(ctx context.Context) (partner.Answer[partner.Profile], error) {
		p, err := ask(ctx)
		return partner.Answer[partner.Profile]{Value: p}, err
	})
}

// askProfileAgain asks for the account while the service has not told it.
func (m *Model) askProfileAgain() tea.Cmd {
	s := m.profile.Status()
	if s.Loading || m.account.Zone != nil && !s.Kept && s.Err == nil {
		return nil
	}
	return m.askProfile()
}

// profiled takes the account's facts. A failure is told by the panes, which
// meet it as well; the header just does not know the name then. What is kept on
// this machine has been opened for the answer, and may have something to say.
func (m *Model) profiled(r profileReply) tea.Cmd {
	kept := m.askKept()
	if !m.profile.Accept(r) || r.Err != nil {
		return kept
	}
	m.account, _ = m.profile.Value()
	m.relayout()
	if note := m.account.ZoneNote; note != "" && !m.profile.Status().Kept {
		return tea.Batch(kept, toast.Fail("Time zone: "+note+". Set time_zone to choose one."))
	}
	return kept
}
