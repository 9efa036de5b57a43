package service

import (
	"encoding/binary"
	"hash/maphash"
	"maps"
	"time"

	"impactdash/internal/history"
	"impactdash/internal/partner"
)

// mostShut is how many closed actions a Service remembers the look of, which
// spares it to read them again with each sweep. It takes some 100 bytes each.
const mostShut = 200_000

// memory is what a Service remembers of its last look at actions. It is good
// as long as no other program has looked since; the history has all of it.
type memory struct {
	at   time.Time
	open map[string]history.Seen // earning and not in the balance; never changed
	shut map[string]uint64       // the others: the digest of each
	seed maphash.Seed
}

// remembered is the memory of the look at a moment, empty when it is not the
// last one of this Service.
func (s *Service) remembered(at time.Time) memory {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.feed.memory; m.open != nil && m.at.Equal(at) {
		return m
	}
	return memory{}
}

// recall replaces the memory after a look.
func (s *Service) recall(l *look) {
	old := s.remembered(l.actions.last)
	m := memory{at: l.now, open: l.open, shut: maps.Clone(old.shut), seed: old.seed}
	if m.shut == nil {
		m.shut, m.seed = map[string]uint64{}, maphash.MakeSeed()
	}
	for id, a := range l.actions.value.listed {
		if _, open := l.open[id]; open {
			delete(m.shut, id)
		} else if len(m.shut) < mostShut {
			m.shut[id] = digest(m.seed, a)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.feed.memory = m
}

// digest is the same for actions that are the same; that it is for others is
// not to be expected.
func digest(seed maphash.Seed, a partner.Action) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	text := func(parts ...string) {
		for _, p := range parts {
			_, _ = h.WriteString(p) // a hash takes everything
			_ = h.WriteByte(0)
		}
	}
	text(a.ID, a.ProgramID, a.Program, a.Event, string(a.State), a.OrderID, a.PromoCode, a.SharedID, a.SubIDs[0], a.SubIDs[1], a.SubIDs[2])
	text(a.Payout.Amount.Trim(0).String(), a.Payout.Currency, a.Amount.Amount.Trim(0).String(), a.Amount.Currency)
	if a.Intended {
		text("intended")
	}
	for _, t := range []time.Time{a.At, a.Created, a.Locks, a.Cleared} {
		var b [9]byte
		if !t.IsZero() {
			b[0] = 1
			binary.LittleEndian.PutUint64(b[1:], uint64(t.UnixNano()))
		}
		_, _ = h.Write(b[:])
	}
	return h.Sum64()
}
