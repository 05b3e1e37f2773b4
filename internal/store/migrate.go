package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the schema up to date and returns the names of what it applied.
// Several nodes may call it at once on PostgreSQL.
func (db *DB) Migrate(ctx context.Context) ([]string, error) {
	p, err := db.provider()
	if err != nil {
		return nil, err
	}
	results, err := p.Up(ctx)
	if err != nil && !errors.Is(err, goose.ErrNoNextVersion) {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	var applied []string
	for _, r := range results {
		applied = append(applied, r.Source.Path)
	}
	return applied, nil
}

// Pending reports how many migrations have not been applied yet.
func (db *DB) Pending(ctx context.Context) (int, error) {
	p, err := db.provider()
	if err != nil {
		return 0, err
	}
	current, target, err := p.GetVersions(ctx)
	return int(target - current), err
}

func (db *DB) provider() (*goose.Provider, error) {
	own, d := "migrations/sqlite", goose.DialectSQLite3
	if db.Postgres() {
		own, d = "migrations/postgres", goose.DialectPostgres
	}
	files, err := merge("migrations/both", own)
	if err != nil {
		return nil, err
	}
	var opts []goose.ProviderOption
	opts = append(opts, goose.WithDisableGlobalRegistry(true))
	if db.Postgres() {
		locker, err := newMigrationLock()
		if err != nil {
			return nil, err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(d, db.bun.DB, files, opts...)
}

// merged shows the migrations for both engines and those for one as a single directory.
type merged struct{ dirs []fs.FS }

func merge(dirs ...string) (fs.FS, error) {
	var m merged
	for _, d := range dirs {
		sub, err := fs.Sub(migrations, d)
		if err != nil {
			return nil, err
		}
		m.dirs = append(m.dirs, sub)
	}
	return m, nil
}

// Open implements fs.FS.
func (m merged) Open(name string) (fs.File, error) {
	for _, d := range m.dirs {
		f, err := d.Open(name)
		if !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Glob implements fs.GlobFS, which is how goose lists its files.
func (m merged) Glob(pattern string) ([]string, error) {
	var names []string
	for _, d := range m.dirs {
		n, err := fs.Glob(d, pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, n...)
	}
	return names, nil
}
