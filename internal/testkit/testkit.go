// Package testkit gives tests the real parts they run on: SQLite in a temporary
// directory, PostgreSQL and Redis that `make test` started.
package testkit

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver for the administrative connection

	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
)

// Stores runs the test once on SQLite and once on PostgreSQL, each on a fresh,
// migrated database of its own.
func Stores(t *testing.T, f func(t *testing.T, db *store.DB)) {
	t.Helper()
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": SQLite, "postgres": Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f(t, open(t))
		})
	}
}

// SQLite opens a fresh, migrated SQLite database.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	return open(t, copySQLite(t))
}

// Postgres opens a fresh, migrated PostgreSQL database.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	env(t, "ZHAOYUN_TEST_POSTGRES_URL")
	template, err := postgresTemplate()
	if err != nil {
		t.Fatalf("make a migrated PostgreSQL database to copy: %v", err)
	}
	return open(t, createDatabase(t, fmt.Sprintf(" TEMPLATE %q", template)))
}

// PostgresURL makes an empty PostgreSQL database and returns its URL. The
// database is dropped when the test ends.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return createDatabase(t, "")
}

func createDatabase(t testing.TB, how string) string {
	t.Helper()
	admin := env(t, "ZHAOYUN_TEST_POSTGRES_URL")
	pool, err := sql.Open("pgx", admin)
	if err != nil {
		t.Fatal(err)
	}
	name := "t_" + core.NewID()
	if _, err := pool.Exec(fmt.Sprintf("CREATE DATABASE %q%s", name, how)); err != nil {
		t.Fatalf("make a test database: %v", err)
	}
	t.Cleanup(func() {
		if _, err := pool.Exec(fmt.Sprintf("DROP DATABASE IF EXISTS %q WITH (FORCE)", name)); err != nil {
			t.Errorf("drop the test database: %v", err)
		}
		_ = pool.Close()
	})
	u, err := withDatabase(admin, name)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// withDatabase is the URL of another database of the same server.
func withDatabase(server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

// RedisURL returns the URL of the Redis server for tests. Tests keep apart by
// the prefix of their keys: use a fresh core.NewID for each.
func RedisURL(t testing.TB) string {
	t.Helper()
	return env(t, "ZHAOYUN_TEST_REDIS_URL")
}

// Eventually waits until the fact holds, and fails the test after half a minute: a
// patience for busy machines, no measure of anything.
func Eventually(t testing.TB, what string, fact func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for tick := time.NewTicker(5 * time.Millisecond); ; <-tick.C {
		if fact() {
			tick.Stop()
			return
		}
		if time.Now().After(deadline) {
			tick.Stop()
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func open(t testing.TB, u string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), store.Options{URL: u, MaxConns: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func env(t testing.TB, name string) string {
	t.Helper()
	v := os.Getenv(name)
	if v == "" {
		t.Fatalf("%s is not set. Run the tests with `make test`, or `make services` and export what it prints.", name)
	}
	return v
}
