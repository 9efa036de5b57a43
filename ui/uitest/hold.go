package uitest

// Refill gives the source its usual answers again. What it was asked and told
// so far stays counted.
func (s *Source) Refill() {
	usual := NewSource()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Account, s.Earned, s.Owed, s.Funds = usual.Account, usual.Earned, usual.Owed, usual.Funds
	s.Chart, s.Creator, s.Roles = usual.Chart, usual.Creator, usual.Roles
	usual.writes, usual.keys = s.writes, s.keys
	usual.queries, usual.finds, usual.traced = s.queries, s.finds, s.traced
	s.Widgets = usual.Widgets
}
