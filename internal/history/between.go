package history

import "time"

// ActionsBetween are the actions of a period by their event, the end not
// included, newest first. A zero end is open.
func (h *History) ActionsBetween(from, to time.Time) ([]Seen, error) {
	return readAll[seen](h, "SELECT body FROM actions WHERE at >= ? AND at < ? ORDER BY at DESC, id DESC", nanos(from).Int64, until(to))
}
