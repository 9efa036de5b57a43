package store

import (
	"errors"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// The lock keeps programs from changing a journal at the same time. It is held
// for one append, or for one compaction, and ends with the program that has it,
// whatever way that ends. It lies on a file of its own, which stays: the
// journal itself is replaced by a compaction, and a lock would go with it.
//
// An act must not be lost because another program was stopped at a bad moment,
// or because a file system knows no locks. So an act waits lockPatience and is
// written without the lock then. A compaction never goes on without it, and the
// two cannot hurt each other all the same:
//
//   - a compaction that has not replaced the journal after swapPatience, which
//     is shorter than any act waits, gives up;
//   - an append looks, when its line is on the disk, whether the journal is
//     still the file it wrote to, and writes to the new one if it is not;
//   - a compaction looks, when it has replaced the journal, whether the old file
//     has grown, and takes over what was added. Whichever of the two looks last
//     finds the line. A line that is there twice counts once.
//
// What remains is a program that is killed between replacing and looking, while
// another has written without the lock in that same moment.
const (
	lockPatience = 2 * time.Second
	swapPatience = time.Second
)

// errBusy says that another program holds the lock.
var errBusy = errors.New("another program is writing to the journal")

// lock takes the lock, waiting for it at most about as long as patience says.
// The directory must be there. The error is errBusy, or says why locks cannot
// be had here.
func (j *journal) lock(patience time.Duration) (release func(), err error) {
	l := flock.New(j.path+".lock", flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	for pause := time.Millisecond; ; pause = min(2*pause, 8*time.Millisecond) {
		switch got, err := l.TryLock(); {
		case err != nil:
			return nil, err
		case got:
			return func() { _ = l.Close() }, nil // it ends with the program at the latest
		case patience <= 0:
			return nil, errBusy
		}
		time.Sleep(min(pause, patience))
		patience -= pause
	}
}
