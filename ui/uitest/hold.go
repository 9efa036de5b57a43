package uitest

// Hold remembers what the source answers now. again lets it answer that once
// more; what it was asked and told meanwhile stays counted.
func (s *Source) Hold() (again func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	account, earned, owed, funds := s.Account, s.Earned, s.Owed, s.Funds
	chart, creator, roles := s.Chart, s.Creator, s.Roles
	widgets := s.Widgets
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.Account, s.Earned, s.Owed, s.Funds = account, earned, owed, funds
		s.Chart, s.Creator, s.Roles = chart, creator, roles
		now := s.Widgets
		s.Widgets = widgets
		s.writes, s.keys = now.writes, now.keys
		s.queries, s.finds, s.traced = now.queries, now.finds, now.traced
	}
}
