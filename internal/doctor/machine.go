package doctor

import (
	"fmt"
	"io/fs"
	"time"
)

// Store is what is known of the directory for what is kept on this machine.
type Store struct {
	Dir     string // empty: no place is known
	Exists  bool
	Mode    fs.FileMode
	NoRight bool   // there are no modes of files on this system
	Refused error  // why nothing can be written there; nil: it can
	Free    uint64 // bytes left for this user
	Known   bool   // Free is

	History History
	Journal Journal
	Keep    time.Duration // how long the history reaches back
}

// History is what is known of the history file.
type History struct {
	Path    string
	Exists  bool
	Size    int64 // bytes, with its log
	Version int   // of its schema
	Newest  int   // schema this program knows
	Err     error // why it cannot be looked at
	Damage  string
	Checked bool // it was looked through
	Days    int  // the account was looked at on
	Since   time.Time
	Actions int
	Aside   []string // damaged files that were moved aside
}

// Journal is what is known of the journal of acts.
type Journal struct {
	Path    string
	Exists  bool
	Size    int64 // bytes
	Acts    int
	Damaged int // lines that cannot be read
	Err     error
}

const (
	fullBelow = 16 << 20  // bytes; less is hardly enough for one history
	lowBelow  = 200 << 20 // bytes
)

func (s Store) lines() []Line {
	if s.Dir == "" {
		return []Line{problem("directory", "No place is known to keep anything, so all is forgotten when impactdash ends.",
			"Set HOME, or IMPACTDASH_STATE_DIR to a directory.")}
	}
	all := []Line{s.directory()}
	if s.Known {
		all = append(all, s.space())
	}
	if s.History.Path != "" {
		all = append(all, s.History.lines(s.Keep)...)
	}
	if s.Journal.Path != "" {
		all = append(all, s.Journal.line())
	}
	return all
}

func (s Store) directory() Line {
	const name = "directory"
	switch {
	case s.Refused != nil:
		return problem(name, fmt.Sprintf("%s cannot be written (%v), so what is seen and done is forgotten when impactdash ends.", s.Dir, s.Refused),
			"Make it writable, or set IMPACTDASH_STATE_DIR to another directory.")
	case !s.Exists:
		return ok(name, "%s is made on first use.", s.Dir)
	case !s.NoRight && s.Mode.Perm()&0o077 != 0:
		return note(name, fmt.Sprintf("%s can be read by others (%#o); the files in it cannot.", s.Dir, s.Mode.Perm()), "Run: chmod 700 "+s.Dir)
	}
	return ok(name, "%s can be written.", s.Dir)
}

func (s Store) space() Line {
	const name = "space"
	text := size(int64(min(s.Free, 1<<62))) + " are free."
	switch {
	case s.Free < fullBelow:
		return problem(name, "The disk is full: "+text, "Make room, or set IMPACTDASH_STATE_DIR to another disk.")
	case s.Free < lowBelow:
		return note(name, "The disk is nearly full: "+text, "Make room before it is full.")
	}
	return ok(name, "%s", text)
}

func (h History) lines(keep time.Duration) []Line {
	var all []Line
	switch {
	case !h.Exists:
		all = append(all, ok("history", "Nothing is kept yet."))
	case h.Damage != "":
		all = append(all, problem("history", fmt.Sprintf("%s is damaged: %s", h.Path, sentence(h.Damage)),
			"Nothing to do: impactdash moves it aside and begins anew when it starts next."))
	case h.Err != nil:
		all = append(all, problem("history", fmt.Sprintf("%s cannot be read: %s", h.Path, sentence(h.Err.Error())), "Check the rights of the file."))
	case h.Version > h.Newest:
		all = append(all, problem("history", fmt.Sprintf("It was written by a newer impactdash (version %d; this one knows %d).", h.Version, h.Newest), "Update impactdash."))
	default:
		all = append(all, h.sound(keep))
	}
	if n := len(h.Aside); n > 0 {
		all = append(all, note("damaged files", fmt.Sprintf("%d damaged %s moved aside earlier.", n, plural(n, "file was", "files were")),
			"Delete what you do not miss: "+h.Aside[0]))
	}
	return all
}

func (h History) sound(keep time.Duration) Line {
	text := fmt.Sprintf("%s, version %d, %d %s", size(h.Size), h.Version, h.Actions, plural(h.Actions, "action", "actions"))
	if h.Days > 0 {
		text += fmt.Sprintf(", looks on %d %s since %s", h.Days, plural(h.Days, "day", "days"), h.Since.Format(time.DateOnly))
	}
	if keep > 0 {
		text += fmt.Sprintf("; kept for %d days", int(keep/(24*time.Hour)))
	}
	if !h.Checked {
		text += "; too large to be looked through here"
	}
	return ok("history", "%s.", text)
}

func (j Journal) line() Line {
	const name = "journal"
	switch {
	case j.Err != nil:
		return problem(name, fmt.Sprintf("%s cannot be read: %s", j.Path, sentence(j.Err.Error())), "Check the rights of the file.")
	case !j.Exists:
		return ok(name, "No act is kept yet.")
	case j.Damaged > 0:
		return note(name, fmt.Sprintf("%d %s of %s cannot be read and are left out.", j.Damaged, plural(j.Damaged, "line", "lines"), j.Path), "")
	}
	return ok(name, "%s, %d %s.", size(j.Size), j.Acts, plural(j.Acts, "act", "acts"))
}

// Clock is this machine's clock beside the service's.
type Clock struct {
	NotAsked string // why it was not compared; empty: it was
	Known    bool
	Ahead    time.Duration // of this machine; negative: it is behind
}

const (
	tolerable = 5 * time.Second // the service tells whole seconds, and answers take time
	harmful   = 2 * time.Minute
)

func (c Clock) lines() []Line {
	const name = "clock"
	const next = "Switch on network time (on Linux: timedatectl set-ntp true)."
	off, way := c.Ahead, "ahead of"
	if off < 0 {
		off, way = -off, "behind"
	}
	switch {
	case c.NotAsked != "":
		return []Line{ok(name, "Not compared: %s.", c.NotAsked)}
	case !c.Known:
		return []Line{ok(name, "Not compared: the service did not tell the time.")}
	case off <= tolerable:
		return []Line{ok(name, "It agrees with the service's.")}
	}
	text := fmt.Sprintf("It is %s %s the service's, so ages and today's end are wrong by that much.", span(off), way)
	if off < harmful {
		return []Line{note(name, text, next)}
	}
	return []Line{problem(name, text, next)}
}

// Zone is the account's zone beside this machine's.
type Zone struct {
	Account *time.Location // nil: not known
	Note    string         // why it is only an assumption
	Chosen  bool           // the user has set it
	Machine *time.Location
}

func (z Zone) lines(now time.Time) []Line {
	const name = "days"
	switch {
	case z.Account == nil:
		return []Line{ok(name, "The account's zone is not known yet.")}
	case z.Note != "":
		return []Line{note(name, sentence(z.Note), "Set time_zone in the configuration, such as America/New_York.")}
	}
	text := "Days are the account's: " + zoned(z.Account, now)
	if z.Chosen {
		text = "Days are those of time_zone: " + zoned(z.Account, now)
	}
	if z.Machine == nil || zoned(z.Machine, now) == zoned(z.Account, now) {
		return []Line{ok(name, "%s.", text)}
	}
	_, theirs := now.In(z.Account).Zone()
	_, ours := now.In(z.Machine).Zone()
	if theirs == ours {
		return []Line{ok(name, "%s; this machine has the same time.", text)}
	}
	return []Line{ok(name, "%s; this machine is at %s, where it is %s.", text, offset(now.In(z.Machine)), apart(ours-theirs))}
}

func zoned(l *time.Location, now time.Time) string {
	return l.String() + " (" + offset(now.In(l)) + ")"
}

func offset(t time.Time) string { return t.Format("UTC-07:00") }

// apart is a difference between two zones, in seconds.
func apart(seconds int) string {
	way := "later"
	if seconds < 0 {
		seconds, way = -seconds, "earlier"
	}
	if seconds%3600 == 0 {
		return fmt.Sprintf("%d h %s", seconds/3600, way)
	}
	return fmt.Sprintf("%d h %d min %s", seconds/3600, seconds%3600/60, way)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// size is a number of bytes with one decimal.
func size(n int64) string {
	const unit = 1024
	if n < unit {
		return fmt.Sprintf("%d bytes", n)
	}
	value, name := float64(n)/unit, "KiB"
	for _, next := range []string{"MiB", "GiB", "TiB", "PiB"} {
		if value < unit {
			break
		}
		value, name = value/unit, next
	}
	return fmt.Sprintf("%.1f %s", value, name)
}
