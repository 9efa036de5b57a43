package store

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"impactdash/internal/partner"
)

// limits are what a compaction leaves in the journal.
type limits struct {
	from  int64         // bytes of a journal that is left alone
	keep  time.Duration // age of links
	links int           // newest links, whatever their age
	undo  int           // newest acts that can be undone
}

// pruning finds out which records of a journal nobody needs any more. What is
// left replays to the same state, and goes on doing so when acts that are left
// are undone or done again, or new ones are added. Not needed are
//
//   - drafts that were overtaken or emptied, whatever their time: their texts
//     are to disappear;
//   - snoozes that have ended and wakes of such, once they are not among the
//     newest acts that can be undone;
//   - notes that were overtaken or taken away, under the same condition;
//   - what waited for the service, up to the first act that waits still;
//   - links beyond age and number, and those that were forgotten, together with
//     the act that forgot them, once that cannot be undone any more;
//   - undos and redos of acts that go, and those that a later one has made up
//     for;
//   - second copies of a record.
//
// An act that is stamped in the future stays, except for a draft. A record of a
// newer program stays, and so do all acts of undo and redo beside it: nobody
// knows here whether it is one of them.
type pruning struct {
	limits
	records []Record
	now     time.Time
	past    time.Time // what ended before is over; see reference
	gone    []bool    // by record
	acts    []*past   // in the order of the journal
	byGroup map[string]*past
	newer   bool // there are records of newer programs
}

// past is an undoable act of a journal, as Replay sees it.
type past struct {
	at     int // index of its record
	undone bool
	dead   bool // act.dropped
	flip   int  // index of the undo that it is undone by
	stays  bool // it can be undone or done again after the compaction
}

// prune marks the records that nobody needs.
func prune(records []Record, now time.Time, l limits) (gone []bool) {
	p := &pruning{
		limits: l, records: records, now: now, past: reference(records, now), gone: make([]bool, len(records)),
		byGroup: map[string]*past{},
	}
	p.copies()
	p.history()
	p.drafts()
	p.links()
	p.sleep()
	p.forgets()
	p.notes()
	p.queue()
	p.undos()
	return p.gone
}

// reference is the moment that decides what is over: now, but not after the
// newest act. A clock that has jumped ahead must not make everything old.
func reference(records []Record, now time.Time) time.Time {
	for _, r := range slices.Backward(records) {
		if !r.At.IsZero() {
			return first(now, r.At)
		}
	}
	return now
}

// foreseen reports kinds that are dealt with here. Others stay.
func (r Record) foreseen() bool {
	switch r.Kind {
	case kindSnooze, kindWake, kindLink, kindForget, kindDraft, kindUndo, kindRedo, kindQueue, kindSettle, kindNote:
		return true
	}
	return false
}

// copies finds records that are there twice; the first one counts.
func (p *pruning) copies() {
	seen := map[string]bool{}
	for i, r := range p.records {
		if !r.foreseen() && !r.undoable() {
			p.newer = true
		} else if seen[r.Group] {
			p.gone[i] = true
		}
		seen[r.Group] = true
	}
}

// history plays undo and redo through, as Replay does, and says which acts can
// be undone or done again afterwards.
func (p *pruning) history() {
	var undone []*past // since the last act
	for i, r := range p.records {
		if p.gone[i] {
			continue
		}
		switch a := p.byGroup[r.Target]; {
		case r.undoable():
			for _, other := range undone {
				other.dead = other.undone
			}
			undone = undone[:0]
			a = &past{at: i}
			p.acts, p.byGroup[r.Group] = append(p.acts, a), a
		case a == nil || a.dead:
		case r.Kind == kindUndo:
			a.undone, a.flip, undone = true, i, append(undone, a)
		case r.Kind == kindRedo:
			a.undone = false
		}
	}
	standing := 0
	for _, a := range slices.Backward(p.acts) {
		// What can be done again goes with the next act anyway, and the newest
		// act of all is what tells later programs that older ones are dead.
		a.stays = p.newer || !a.dead && a.undone || p.records[a.at].At.After(p.now)
		if !a.dead && !a.undone {
			standing++
			a.stays = a.stays || standing <= p.undo
		}
	}
}

// drafts leaves the last one of each form, unless it is empty.
func (p *pruning) drafts() {
	seen := map[string]bool{}
	for i, r := range slices.Backward(p.records) {
		if r.Kind != kindDraft || p.gone[i] {
			continue
		}
		p.gone[i] = r.Draft == nil || len(r.Draft.Values) == 0 || seen[r.Draft.Form]
		if r.Draft != nil {
			seen[r.Draft.Form] = true
		}
	}
}

// sleep leaves snoozes and wakes about a to-do from the first one on that is
// not over: a later one decides over an earlier.
func (p *pruning) sleep() {
	live := map[string]bool{} // by Snooze.Key
	for _, a := range p.acts {
		r := p.records[a.at]
		if r.Kind != kindSnooze && r.Kind != kindWake {
			continue
		}
		over := true
		for _, z := range r.Snoozes {
			live[z.Key] = live[z.Key] || z.Until.After(p.past)
			over = over && !live[z.Key]
		}
		p.gone[a.at] = over && !a.stays
	}
}

// links leaves those of the last time and the newest, and those that an undo
// can bring back.
func (p *pruning) links() {
	buried, pinned := map[string]bool{}, map[string]bool{}
	for _, a := range p.acts {
		r := p.records[a.at]
		if r.Kind != kindForget || a.undone && !a.stays {
			continue
		}
		for _, id := range r.IDs {
			if a.stays {
				pinned[id] = true
			} else {
				buried[id] = true
			}
		}
	}
	since := p.past.Add(-p.keep)
	shown := 0
	for i, r := range slices.Backward(p.records) {
		if r.Kind != kindLink || p.gone[i] {
			continue
		}
		switch {
		case r.Link == nil || buried[r.Link.ID]:
			p.gone[i] = true
		case !pinned[r.Link.ID]:
			shown++
			p.gone[i] = shown > p.limits.links && r.At.Before(since)
		}
	}
}

// forgets leaves what names something beside links of this journal: one that
// the account has without it. The others are gone, as links has it.
func (p *pruning) forgets() {
	ours := linkIDs(p.records)
	for _, a := range p.acts {
		if r := p.records[a.at]; r.Kind == kindForget && !a.stays {
			p.gone[a.at] = a.undone || !slices.ContainsFunc(r.IDs, func(id string) bool { return !ours[id] })
		}
	}
}

// notes leaves the last one of each thing below those that undo can take back,
// unless it is empty and hides none.
func (p *pruning) notes() {
	last, below := map[string]*past{}, map[string]bool{} // by Note.Key
	for _, a := range p.acts {
		r := p.records[a.at]
		switch {
		case r.Kind != kindNote:
		case r.Note == nil:
			p.gone[a.at] = !a.stays
		case a.stays:
			below[r.Note.Key] = true
		default:
			key := r.Note.Key
			p.gone[a.at] = a.undone || r.Note.Text == "" && !below[key]
			if a.undone {
				continue
			}
			if o := last[key]; o != nil {
				p.gone[o.at] = true
			}
			last[key] = a
		}
	}
}

// queue leaves what waits, and all that happened to it.
func (p *pruning) queue() {
	waits := map[string]bool{} // by Queued.ID
	for _, q := range Replay(p.records).Waiting {
		waits[q.ID] = true
	}
	begun := false
	for i, r := range p.records {
		begun = begun || slices.ContainsFunc(r.Queue, func(q Queued) bool { return waits[q.ID] })
		if r.Kind == kindQueue || r.Kind == kindSettle {
			p.gone[i] = p.gone[i] || !begun
		}
	}
}

// undos leaves for each act that is undone the one undo it is undone by.
func (p *pruning) undos() {
	if p.newer {
		return
	}
	for i, r := range p.records {
		if r.Kind == kindUndo || r.Kind == kindRedo {
			a := p.byGroup[r.Target]
			p.gone[i] = a == nil || p.gone[a.at] || !a.undone || a.flip != i
		}
	}
}

// faithful reports whether the records that are left replay to what all of them
// do, apart from what may go. It makes sure that a mistake here, or a rule of
// Replay that is not known here, leaves the journal alone.
func faithful(records, left []Record, now time.Time, l limits) bool {
	before, after := Replay(records), Replay(left)
	past := reference(records, now)
	undo, redo := min(l.undo, len(before.Undo)), len(before.Redo)
	if len(after.Undo) < undo || len(after.Redo) < redo || len(after.Links) < min(l.links, len(before.Links)) {
		return false
	}
	known, there := linkIDs(records), linkIDs(left)
	for _, s := range []*State{&before, &after} {
		s.Undo, s.Redo = s.Undo[len(s.Undo)-undo:], s.Redo[len(s.Redo)-redo:]
		maps.DeleteFunc(s.Snoozes, func(_ string, z Snooze) bool { return !z.Until.After(past) })
		maps.DeleteFunc(s.Woken, func(_ string, until time.Time) bool { return !until.After(past) })
		maps.DeleteFunc(s.Forgot, func(id string, _ bool) bool { return known[id] && !there[id] })
		s.Links = slices.DeleteFunc(s.Links, func(l partner.Link) bool { return !there[l.ID] })
	}
	a, b := reflect.ValueOf(before), reflect.ValueOf(after)
	for i := range a.NumField() { // maps and lists; one that was emptied is one that never was
		if x, y := a.Field(i), b.Field(i); x.Len() != y.Len() || x.Len() > 0 && !reflect.DeepEqual(x.Interface(), y.Interface()) {
			return false
		}
	}
	return true
}

func linkIDs(records []Record) map[string]bool {
	ids := map[string]bool{}
	for _, r := range records {
		if r.Link != nil {
			ids[r.Link.ID] = true
		}
	}
	return ids
}
