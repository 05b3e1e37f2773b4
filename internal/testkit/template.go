package testkit

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
)

// Every migration on every test's own database is most of what a small test
// would take, so a process migrates one of each engine and hands out copies.
// The PostgreSQL template goes when the server for tests does.
var (
	sqliteTemplate   = sync.OnceValues(migratedSQLite)
	postgresTemplate = sync.OnceValues(migratedPostgres)
)

// copySQLite writes a migrated database to a new file.
func copySQLite(t testing.TB) string {
	t.Helper()
	content, err := sqliteTemplate()
	path := filepath.Join(t.TempDir(), "test.db")
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatalf("copy a migrated SQLite database: %v", err)
	}
	return path
}

func migratedSQLite() ([]byte, error) {
	dir, err := os.MkdirTemp("", "zhaoyun-template-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "template.db")
	if err := migrate(path); err != nil { // closing folds the write-ahead log into the file
		return nil, err
	}
	return os.ReadFile(path) //nolint:gosec // made above
}

func migratedPostgres() (string, error) {
	admin := os.Getenv("ZHAOYUN_TEST_POSTGRES_URL")
	pool, err := sql.Open("pgx", admin)
	if err != nil {
		return "", err
	}
	defer func() { _ = pool.Close() }()
	name := "template_" + core.NewID()
	if _, err := pool.Exec(fmt.Sprintf("CREATE DATABASE %q", name)); err != nil {
		return "", err
	}
	u, err := withDatabase(admin, name)
	if err != nil {
		return "", err
	}
	return name, migrate(u)
}

func migrate(url string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{URL: url, MaxConns: 2})
	if err != nil {
		return err
	}
	if _, err := db.Migrate(ctx); err != nil {
		_ = db.Close()
		return err
	}
	return db.Close()
}
