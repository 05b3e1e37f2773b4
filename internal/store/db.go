// Package store implements what the domains ask for on SQLite and PostgreSQL,
// with one code for both. All SQL of the project lives here.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"modernc.org/sqlite"

	"zhaoyun/internal/core"
)

// DB is an open database. It is the core.Transactor and core.Auditor of the house.
type DB struct {
	bun *bun.DB
	now core.Clock
}

// Options choose and tune the database.
type Options struct {
	// URL is postgres://… for PostgreSQL; a path, or sqlite:PATH, for SQLite.
	URL string
	// MaxConns caps the connections of this process; 0 means 20.
	MaxConns int
	// Now is the clock of what the store stamps itself; core.Now when nil.
	Now core.Clock
}

// Open connects to the database. It does not migrate it.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.MaxConns <= 0 {
		o.MaxConns = 20
	}
	if o.Now == nil {
		o.Now = core.Now
	}
	var (
		b   *bun.DB
		err error
	)
	if isPostgres(o.URL) {
		b, err = openPostgres(o)
	} else {
		b, err = openSQLite(o)
	}
	if err != nil {
		return nil, err
	}
	if err := b.PingContext(ctx); err != nil {
		_ = b.Close()
		return nil, fmt.Errorf("reach the database: %w", err)
	}
	return &DB{bun: b, now: o.Now}, nil
}

func isPostgres(u string) bool {
	return strings.HasPrefix(u, "postgres://") || strings.HasPrefix(u, "postgresql://")
}

func openPostgres(o Options) (*bun.DB, error) {
	cfg, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return nil, fmt.Errorf("read the database URL: %w", err)
	}
	// bun writes values into the statement itself, so prepared statements would never be reused.
	cfg.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	// Acknowledged means on disk, whatever the server's default is; times are UTC.
	cfg.RuntimeParams["synchronous_commit"] = "on"
	// A machine that loses power in the middle of a transaction says nothing: its locks
	// go when nothing has come for as long as any request may take.
	cfg.RuntimeParams["idle_in_transaction_session_timeout"] = "20s"
	cfg.RuntimeParams["timezone"] = "UTC"
	cfg.RuntimeParams["application_name"] = "zhaoyun"
	pool := stdlib.OpenDB(*cfg)
	pool.SetMaxOpenConns(o.MaxConns)
	pool.SetMaxIdleConns(o.MaxConns)
	return bun.NewDB(pool, pgdialect.New()), nil
}

func openSQLite(o Options) (*bun.DB, error) {
	path := strings.TrimPrefix(o.URL, "sqlite:")
	if dir := filepath.Dir(path); dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("make the data directory: %w", err)
		}
	}
	q := url.Values{"_txlock": {"immediate"}, "_time_format": {"sqlite"}}
	for _, p := range []string{
		"journal_mode(WAL)", "busy_timeout(10000)", "foreign_keys(1)", "synchronous(FULL)", "temp_store(MEMORY)",
	} {
		q.Add("_pragma", p)
	}
	pool, err := sql.Open("sqlite", "file:"+path+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	pool.SetMaxOpenConns(o.MaxConns)
	pool.SetMaxIdleConns(o.MaxConns)
	return bun.NewDB(pool, sqlitedialect.New()), nil
}

// Close ends all connections.
func (db *DB) Close() error { return db.bun.Close() }

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.bun.PingContext(ctx) }

// Postgres reports whether this is PostgreSQL rather than SQLite.
func (db *DB) Postgres() bool { return db.bun.Dialect().Name() == dialect.PG }

type txKey struct{}

// Conn returns the transaction of ctx, or the pool when there is none.
func (db *DB) Conn(ctx context.Context) bun.IDB {
	if tx, ok := ctx.Value(txKey{}).(bun.Tx); ok {
		return tx
	}
	return db.bun
}

// InTx implements core.Transactor. On SQLite the transaction holds the one write
// lock from the start, so it never fails half way for want of it.
func (db *DB) InTx(ctx context.Context, f func(ctx context.Context) error) error {
	if _, ok := ctx.Value(txKey{}).(bun.Tx); ok {
		return f(ctx)
	}
	var after core.Afterwards
	err := db.bun.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		return f(core.WithAfterwards(context.WithValue(ctx, txKey{}, tx), &after))
	})
	after.Run(ctx, err == nil)
	return err
}

// InReadTx runs f on one consistent view of the database, without taking
// SQLite's write lock.
func (db *DB) InReadTx(ctx context.Context, f func(ctx context.Context) error) error {
	if _, ok := ctx.Value(txKey{}).(bun.Tx); ok {
		return f(ctx)
	}
	opts := &sql.TxOptions{ReadOnly: true}
	if db.Postgres() {
		opts.Isolation = sql.LevelRepeatableRead
	}
	var after core.Afterwards // what is to be written, such as a refusal, cannot be written in here
	err := db.bun.RunInTx(ctx, opts, func(ctx context.Context, tx bun.Tx) error {
		return f(core.WithAfterwards(context.WithValue(ctx, txKey{}, tx), &after))
	})
	after.Run(ctx, err == nil)
	return err
}

// SQLite's extended result codes for broken uniqueness.
const (
	sqliteUnique     = 2067
	sqlitePrimaryKey = 1555
)

// isUnique reports whether err says that a row with this key is already there.
func isUnique(err error) bool {
	if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) {
		return pg.Code == "23505"
	}
	if lite := (*sqlite.Error)(nil); errors.As(err, &lite) {
		return lite.Code() == sqliteUnique || lite.Code() == sqlitePrimaryKey
	}
	return false
}

// notFound turns sql.ErrNoRows into the given error and leaves others alone.
func notFound(err error, then *core.Error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return then
	}
	return err
}

// affected reports how many rows a statement changed.
func affected(res sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// forUpdate locks the rows of a SELECT on PostgreSQL. On SQLite the transaction
// already holds the only write lock.
func (db *DB) forUpdate(q *bun.SelectQuery) *bun.SelectQuery {
	if db.Postgres() {
		return q.For("UPDATE")
	}
	return q
}
