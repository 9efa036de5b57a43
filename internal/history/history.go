package history

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"time"

	"impactdash/internal/partner"
)

// usualKeep is how long what was seen is kept.
const usualKeep = 400 * 24 * time.Hour

// errClosed is what a History says once it is closed.
var errClosed = errors.New("the history is closed")

// Options says where a history is and how long it reaches back.
type Options struct {
	Dir     string // empty: everything is kept in memory
	Account string
	Now     func() time.Time
	Keep    time.Duration // what was not seen for longer is dropped by Clean; 0: 400 days
}

// History is what this machine has seen of one account. It is safe for
// concurrent use, and several programs may have the same file open: each sees
// at once what the others have written.
//
// What a method has confirmed survives the death of the program. Where the
// disk refuses, or the file is of a newer program, the history goes on in
// memory; a damaged file is moved aside and begun anew. Note says so, and
// no method fails for it.
type History struct {
	now  func() time.Time
	keep time.Duration
	path string // empty: in memory
	more string // further parameters of the connections, for tests
	ctx  context.Context
	end  context.CancelFunc

	live   sync.RWMutex // held for reading while the base is in use
	base   *base        // nil before the first use
	closed bool

	mu    sync.Mutex
	told  map[string]bool
	notes []partner.Note // to be told
}

// forever is the parent of a History's own context, in which the methods run
// that are given none; Close ends it.
type forever struct{}

func (forever) Deadline() (time.Time, bool) { return time.Time{}, false }
func (forever) Done() <-chan struct{}       { return nil }
func (forever) Err() error                  { return nil }
func (forever) Value(any) any               { return nil }

// Open prepares the history of an account. Nothing is read or made before the
// first use; the directory is made then, for its owner alone.
func Open(o Options) *History {
	h := &History{now: o.Now, keep: o.Keep, told: map[string]bool{}}
	h.ctx, h.end = context.WithCancel(forever{})
	if h.keep <= 0 {
		h.keep = usualKeep
	}
	if o.Dir == "" {
		h.tell("there is no state directory, so what is seen and done here is forgotten when impactdash ends", nil)
		return h
	}
	h.path = filepath.Join(o.Dir, fileName(o.Account))
	return h
}

// Prepare opens the file now. Otherwise the first use does, which waits for it.
func (h *History) Prepare() {
	if _, err := h.enter(); err == nil {
		h.live.RUnlock()
	}
}

// Close ends what runs and lets go of the file. What is asked afterwards is
// answered as if nothing were known.
func (h *History) Close() error {
	h.end()
	h.live.Lock()
	defer h.live.Unlock()
	h.closed = true
	if h.base == nil {
		return nil
	}
	err := h.base.close()
	h.base = nil
	return err
}

// Note is what the user should know about the keeping: that it is done in
// memory only, or that a damaged file was moved aside. Each is told once; OK
// is false when there is nothing new.
func (h *History) Note() partner.Opt[partner.Note] {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.notes) == 0 {
		return partner.Opt[partner.Note]{}
	}
	n := h.notes[0]
	h.notes = h.notes[1:]
	return partner.Some(n)
}

// tell notes a condition unless it was told already. What fails because the
// history is being closed is none.
func (h *History) tell(detail string, cause error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.told[detail] || h.ctx.Err() != nil {
		return
	}
	h.told[detail] = true
	h.notes = append(h.notes, partner.Note{
		What: "history of this machine",
		Err:  &partner.Error{Op: opKeep, Kind: partner.Unavailable, Detail: detail, Err: cause},
	})
}

const opKeep = "keep what was seen"

// use runs work on the base, which is opened on the way. Where the base turns
// out to be damaged or the disk refuses, it is mended and the work done once
// more: it must not have changed anything but the base when it fails.
func (h *History) use(work func(*base) error) error {
	for try := 0; ; try++ {
		b, err := h.enter()
		if err != nil {
			return err
		}
		err = work(b)
		h.live.RUnlock()
		if err == nil || try == 2 || !h.mend(b, err) {
			return err
		}
	}
}

// enter is the base, with live held for reading.
func (h *History) enter() (*base, error) {
	for {
		h.live.RLock()
		if h.closed {
			h.live.RUnlock()
			return nil, errClosed
		}
		if h.base != nil && !h.base.moved() {
			return h.base, nil
		}
		h.live.RUnlock()
		h.open()
	}
}

// open makes sure that there is a base, and that it is of the file that has
// the name: another program may have moved a damaged one aside.
func (h *History) open() {
	h.live.Lock()
	defer h.live.Unlock()
	if h.closed {
		return
	}
	if h.base != nil {
		if !h.base.moved() {
			return
		}
		_ = h.base.close() // nobody reads that file any more
	}
	h.base = h.openAny()
}

// mend reports whether the work may be done again after an error, because the
// base is another now.
func (h *History) mend(b *base, err error) bool {
	f := faultOf(err)
	if f == faultNone || b.path == "" {
		return false
	}
	if f == faultBusy {
		h.tell("another impactdash holds the history file, so some of what was seen is not kept", err)
		return false
	}
	h.live.Lock()
	defer h.live.Unlock()
	if h.closed {
		return false
	}
	if h.base != b {
		return true // somebody else did
	}
	_ = b.close() // it failed already
	if f == faultDamaged {
		h.base = h.replace(b.info, err)
	} else {
		h.base = h.inMemory(refused(err), err, true)
	}
	return true
}

// failed tells that something could not be kept, for methods that do not say
// so themselves. What mend has told is not told again.
func (h *History) failed(err error) {
	if err == nil || errors.Is(err, errClosed) || errors.Is(err, context.Canceled) || faultOf(err) != faultNone {
		return
	}
	h.tell("something that was seen could not be kept", err)
}
