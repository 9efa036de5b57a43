package history

import (
	"context"
	"database/sql"
	"fmt"
)

const (
	cleanRows   = 2_000 // rows that are dropped in one transaction
	cleanRounds = 50    // transactions of one Clean, for each kind of row
	cleanPages  = 2_000 // free pages that are given back to the disk at once
)

// outdated are the rows that Clean drops: whatever was not seen for longer
// than is kept. Open actions stay, and so do the updates of theirs. ?1 is the
// end of what is too old, ?2 is now.
func outdated() []string {
	const open = "earns = 1 AND (cleared IS NULL OR cleared > ?2)"
	return []string{
		"DELETE FROM events WHERE n IN (SELECT n FROM events WHERE coalesce(seen, at, 0) < ?1 AND ?2 > 0 LIMIT ?3)",
		"DELETE FROM polls WHERE at IN (SELECT at FROM polls WHERE at < ?1 AND ?2 > 0 LIMIT ?3)",
		"DELETE FROM actions WHERE n IN (SELECT n FROM actions WHERE kept < ?1 AND NOT (" + open + ") LIMIT ?3)",
		`DELETE FROM updates WHERE id IN (SELECT u.id FROM updates u WHERE coalesce(u.at, u.kept) < ?1
			AND NOT EXISTS (SELECT 1 FROM actions a WHERE a.id = u.action_id AND ` + open + `) LIMIT ?3)`,
		"DELETE FROM things WHERE (kind, id) IN (SELECT kind, id FROM things WHERE kept < ?1 AND ?2 > 0 LIMIT ?3)",
		"DELETE FROM answers WHERE source IN (SELECT source FROM answers WHERE kept < ?1 AND ?2 > 0 LIMIT ?3)",
		"DELETE FROM leases WHERE name IN (SELECT name FROM leases WHERE until < ?1 AND ?2 > 0 LIMIT ?3)",
	}
}

// Clean drops what was not seen for longer than Options.Keep, gives the room
// back to the disk, and looks whether the file is sound. It does a bounded
// part of the work, and that in small steps, so that others can write
// meanwhile; what is left is for the next time.
func (h *History) Clean(ctx context.Context) error {
	now := h.now()
	before := now.Add(-h.keep).UnixNano()
	for _, query := range outdated() {
		for range cleanRounds {
			dropped, err := h.drop(ctx, query, before, now.UnixNano())
			if err != nil {
				return err
			}
			if dropped < cleanRows {
				break
			}
		}
	}
	return h.use(func(b *base) error {
		if err := vacuum(ctx, b.write); err != nil {
			return err
		}
		return check(ctx, b.read)
	})
}

func (h *History) drop(ctx context.Context, query string, before, now int64) (dropped int64, err error) {
	err = h.use(func(b *base) error {
		r, err := b.write.ExecContext(ctx, query, before, now, cleanRows)
		if err == nil {
			dropped, err = r.RowsAffected()
		}
		return err
	})
	return dropped, err
}

// vacuum gives free pages back. The pragma gives back one page each time it is
// stepped, so it is read to its end.
func vacuum(ctx context.Context, db *sql.DB) error {
	for _, query := range []string{fmt.Sprintf("PRAGMA incremental_vacuum(%d)", cleanPages), "PRAGMA wal_checkpoint(PASSIVE)"} {
		rows, err := db.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		for rows.Next() {
			continue
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}
