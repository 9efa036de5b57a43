package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// errFuture is a file with a schema this program does not know.
var errFuture = errors.New("the file has a newer schema")

// steps are the changes of the schema, in order; the version of a file is how
// many of them it has been through. A step that was released is never changed.
//
// Times are nanoseconds since 1970 in UTC, NULL where there is none; they
// serve to sort and to select. Values of the vocabulary are JSON in body, and
// what is searched is in lower case beside it.
func steps() []string { return []string{schema1, schema2} }

// schema1 is what was answered, and what programs agree on.
const schema1 = `
CREATE TABLE answers (
	source TEXT PRIMARY KEY,
	as_of  INTEGER NOT NULL, -- when the service gave it
	kept   INTEGER NOT NULL, -- when it came here
	body   BLOB NOT NULL
);
CREATE TABLE leases (
	name   TEXT PRIMARY KEY,
	holder TEXT NOT NULL,
	until  INTEGER NOT NULL
);
CREATE TABLE budget (
	grp  TEXT PRIMARY KEY,
	seen INTEGER NOT NULL,
	body TEXT NOT NULL
);
CREATE TABLE marks (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
);`

// schema2 is the mirror of the account's things, and what became of them.
const schema2 = `
CREATE TABLE things (
	kind TEXT NOT NULL,
	id   TEXT NOT NULL,
	kept INTEGER NOT NULL, -- when it was seen last
	body BLOB NOT NULL,
	PRIMARY KEY (kind, id)
);
CREATE TABLE actions (
	n        INTEGER PRIMARY KEY,
	id       TEXT NOT NULL UNIQUE,
	kept     INTEGER NOT NULL, -- when it was seen last
	at       INTEGER,          -- event
	earns    INTEGER NOT NULL,
	cleared  INTEGER,
	-- what the finder looks at; NULL where there is none
	id_key    TEXT,
	order_key TEXT,
	sub1_key  TEXT,
	sub2_key  TEXT,
	sub3_key  TEXT,
	shared_key TEXT,
	promo_key TEXT,
	payout_key TEXT, -- decimal without trailing zeros, and the currency
	amount_key TEXT,
	body     TEXT NOT NULL
);
CREATE INDEX actions_at     ON actions (at);
CREATE INDEX actions_open   ON actions (cleared) WHERE earns = 1;
CREATE INDEX actions_id     ON actions (id_key, at);
CREATE INDEX actions_order  ON actions (order_key, at) WHERE order_key IS NOT NULL;
CREATE INDEX actions_sub1   ON actions (sub1_key, at) WHERE sub1_key IS NOT NULL;
CREATE INDEX actions_sub2   ON actions (sub2_key, at) WHERE sub2_key IS NOT NULL;
CREATE INDEX actions_sub3   ON actions (sub3_key, at) WHERE sub3_key IS NOT NULL;
CREATE INDEX actions_shared ON actions (shared_key, at) WHERE shared_key IS NOT NULL;
CREATE INDEX actions_promo  ON actions (promo_key, at) WHERE promo_key IS NOT NULL;
CREATE INDEX actions_payout ON actions (payout_key, at);
CREATE INDEX actions_amount ON actions (amount_key, at);
CREATE TABLE updates (
	id        TEXT PRIMARY KEY,
	action_id TEXT NOT NULL,
	at        INTEGER,
	kept      INTEGER NOT NULL,
	body      TEXT NOT NULL
);
CREATE INDEX updates_action ON updates (action_id, at);
CREATE TABLE events (
	n          INTEGER PRIMARY KEY,
	id         TEXT NOT NULL UNIQUE,
	kind       TEXT NOT NULL,
	at         INTEGER,
	seen       INTEGER,
	thing_id   TEXT NOT NULL,
	program_id TEXT NOT NULL,
	before_key TEXT, -- currency and digits of the money, in an order that text has
	after_key  TEXT,
	words      TEXT NOT NULL, -- what is searched, one a line
	body       TEXT NOT NULL
);
CREATE INDEX events_at    ON events (at, id);
CREATE INDEX events_seen  ON events (seen) WHERE seen IS NOT NULL;
CREATE INDEX events_thing ON events (thing_id, at);
CREATE TABLE polls (
	at   INTEGER PRIMARY KEY,
	owed TEXT NOT NULL
);`

func versionOf(ctx context.Context, db *sql.DB) (version int, err error) {
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// migrate takes a database from one version to a later one, each step whole
// or not at all.
func migrate(ctx context.Context, db *sql.DB, from, to int) error {
	for version := from; version < to; version++ {
		if err := step(ctx, db, version); err != nil {
			return fmt.Errorf("bring the history from version %d to %d: %w", version, version+1, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, version int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing, after Commit
	var now int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil {
		return err
	}
	if now != version {
		return fmt.Errorf("the file is at version %d", now)
	}
	if _, err := tx.ExecContext(ctx, steps()[version]); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version+1)); err != nil {
		return err
	}
	return tx.Commit()
}
