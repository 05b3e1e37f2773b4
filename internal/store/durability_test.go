package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/uptrace/bun"

	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

const pool = 5 // connections of a store under test

func openStore(t *testing.T, u string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{URL: u, MaxConns: pool})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// everyConnection asks all connections of the pool, which are held meanwhile so
// that none is asked twice, and once more what a transaction gets.
func everyConnection(t *testing.T, db *store.DB, ask, want string) {
	t.Helper()
	ctx := t.Context()
	for i := range pool {
		conn, err := db.Conn(ctx).(*bun.DB).Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		var got string
		if err := conn.QueryRowContext(ctx, ask).Scan(&got); err != nil || got != want {
			t.Errorf("connection %d: %s is %q, want %q, %v", i+1, ask, got, want, err)
		}
	}
}

func inTransaction(t *testing.T, db *store.DB, ask, want string) {
	t.Helper()
	err := db.InTx(t.Context(), func(ctx context.Context) error {
		var got string
		err := db.Conn(ctx).QueryRowContext(ctx, ask).Scan(&got)
		if got != want {
			t.Errorf("in a transaction: %s is %q, want %q", ask, got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEverySQLiteConnectionWaitsForTheDisk(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "test.db")
	for name, u := range map[string]string{"a path": path, "a sqlite: address": "sqlite:" + path} {
		db := openStore(t, u)
		for _, moment := range []string{"at first", "once all connections were closed and made anew"} {
			t.Run(name+", "+moment, func(t *testing.T) {
				for ask, want := range map[string]string{
					"PRAGMA synchronous": "2", "PRAGMA journal_mode": "wal", "PRAGMA foreign_keys": "1", "PRAGMA busy_timeout": "10000",
				} {
					everyConnection(t, db, ask, want)
					inTransaction(t, db, ask, want)
				}
			})
			under := db.Conn(t.Context()).(*bun.DB).DB
			under.SetMaxIdleConns(-1)
			if open := under.Stats().OpenConnections; open != 0 {
				t.Fatalf("%d connections are still open", open)
			}
			under.SetMaxIdleConns(pool)
		}
	}
}

func TestEveryPostgresConnectionWaitsForTheDiskWhateverTheDefaults(t *testing.T) {
	t.Parallel()
	admin := openStore(t, testkit.PostgresURL(t))
	base := testkit.PostgresURL(t)
	parsed, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	name := parsed.Path[1:]
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := admin.Conn(t.Context()).ExecContext(t.Context(), fmt.Sprintf(statement, args...)); err != nil {
			t.Fatal(err)
		}
	}
	exec("ALTER DATABASE %q SET synchronous_commit = off", name)
	exec("ALTER ROLE %q IN DATABASE %q SET synchronous_commit = off", parsed.User.Username(), name)
	const ask = "SHOW synchronous_commit"
	plain, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = plain.Close() }()
	var usual string
	if err := plain.QueryRowContext(t.Context(), ask).Scan(&usual); err != nil || usual != "off" {
		t.Fatalf("the default is %q, %v: this test proves nothing", usual, err)
	}
	for what, u := range map[string]string{
		"the address alone":                  base,
		"an address that turns it off":       base + "&synchronous_commit=off",
		"an address whose options do so too": base + "&options=-c%20synchronous_commit%3Doff",
	} {
		t.Run(what, func(t *testing.T) {
			db := openStore(t, u)
			everyConnection(t, db, ask, "on")
			inTransaction(t, db, ask, "on")
			exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'", name)
			testkit.Eventually(t, "the store connects anew", func() bool { return db.Ping(t.Context()) == nil })
			everyConnection(t, db, ask, "on")
			inTransaction(t, db, ask, "on")
		})
	}
}
