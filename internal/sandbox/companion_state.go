package sandbox

import (
	"slices"
	"sync"
)

// companionState is what requests to the companion API have changed, and what
// they change it on. It is in memory only.
type companionState struct {
	mu      sync.Mutex
	world   *data               // the data after decisions; nil: as generated
	answers map[string]answered // by idempotency key

	ready     bool
	leads     []lead             // oldest first
	snoozed   map[string]uint32  // until when, by to-do; 0 is awake
	grants    map[string]grant   // by media property
	signIns   map[string]*signIn // begun, by one-time code
	campaigns []creatorCampaign  // with their standing today
}

// current is the data that requests are answered from.
func (st *companionState) current(generated *data) *data {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.world != nil {
		return st.world
	}
	return generated
}

// prepare fills the state once and gives the call the data as it is now. The
// lock is held.
func (st *companionState) prepare(c *call) {
	if st.world == nil {
		st.world = c.s.data
	}
	c.d = st.world
	if st.ready {
		return
	}
	st.ready = true
	st.answers = map[string]answered{}
	st.leads = newLeads(c.d)
	st.snoozed = newSnoozes(c.d)
	st.campaigns = newCreatorCampaigns(c.d)
	st.grants = newGrants(c)
	st.signIns = map[string]*signIn{}
}

// alter replaces the data by a copy in which the contracts of one program are
// edited, and nothing else happens to them by itself: whoever still reads the old data is not disturbed. The lock is held.
func (st *companionState) alter(c *call, program int, edit func(*program)) {
	world := *c.d
	world.programs = slices.Clone(world.programs)
	p := &world.programs[program]
	p.contracts = slices.Clone(p.contracts)
	p.freeze(c.now)
	edit(p)
	st.world, c.d = &world, &world
}
