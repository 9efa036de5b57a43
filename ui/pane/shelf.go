package pane

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
)

// shelfLimit ends the keeping of a draft. It is written to this machine.
const shelfLimit = 10 * time.Second

// Kept says which draft was kept, or dropped when it has no values. It is
// right after a failure as well.
type Kept struct{ Draft partner.Draft }

// Shelf keeps the drafts of a pane's forms. Drafts of one form are written in
// the order in which they were put there, whatever order their commands run
// in: one that is overtaken is not written any more. Put, Stop and Accept
// belong to the program goroutine; Write belongs to a command.
type Shelf struct {
	save  func(context.Context, partner.Draft) error
	slots map[string]*Slot[Kept] // by Draft.Form
	order sync.Mutex             // one write at a time
}

// NewShelf makes a shelf that keeps drafts with save.
func NewShelf(save func(context.Context, partner.Draft) error) *Shelf {
	return &Shelf{save: save, slots: map[string]*Slot[Kept]{}}
}

// Put is the command that keeps a draft. Its values must not be changed
// afterwards.
func (s *Shelf) Put(base context.Context, to ID, d partner.Draft) tea.Cmd {
	slot := s.slots[d.Form]
	if slot == nil {
		slot = &Slot[Kept]{}
		s.slots[d.Form] = slot
	}
	return slot.Start(base, Ask[Kept]{To: to, Limit: shelfLimit, Do: func(ctx context.Context) (Kept, error) {
		return Kept{d}, s.Write(ctx, d)
	}})
}

// Accept reports whether r is about the newest draft of its form.
func (s *Shelf) Accept(r Reply[Kept]) bool {
	slot := s.slots[r.Val.Draft.Form]
	return slot != nil && slot.Accept(r)
}

// Stop gives up what is on its way for a form, because a command that follows
// writes it itself.
func (s *Shelf) Stop(form string) {
	if slot := s.slots[form]; slot != nil {
		slot.Stop()
	}
}

// Write keeps a draft inside a command that goes on with something else. It
// waits for a write that has begun, and writes nothing when ctx has ended.
func (s *Shelf) Write(ctx context.Context, d partner.Draft) error {
	s.order.Lock()
	defer s.order.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.save(ctx, d)
}
