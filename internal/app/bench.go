package app

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"zhaoyun/internal/bench"
	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
)

// benchCmd measures the room engine on this machine.
type benchCmd struct {
	Connections int           `default:"5000" help:"Connections in the fan-out room, and as many bare ones beside them."`
	Idle        int           `default:"10000" help:"Connections held to see how much memory they take."`
	Settle      time.Duration `default:"30s" help:"How long they are held, with pings going."`
	Pairs       int           `default:"5" help:"Interleaved pairs of fan-out and bare loop."`
	Chat        time.Duration `default:"10s" help:"How long chat lines are written to each store."`
	Postgres    string        `env:"ZHAOYUN_BENCH_POSTGRES_URL,ZHAOYUN_TEST_POSTGRES_URL" help:"PostgreSQL server to measure on as well; a database of its own is made there and dropped."`
}

// Run prints one line for each thing measured.
func (c benchCmd) Run(e *env) error {
	dir, err := os.MkdirTemp("", "zhaoyun-bench-")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	stores := []bench.Store{{Name: "sqlite", Open: func(ctx context.Context) (room.Store, bench.Ledger, func(), error) {
		return openBench(ctx, filepath.Join(dir, "bench.db"))
	}}}
	if c.Postgres != "" {
		stores = append(stores, bench.Store{Name: "postgres", Open: c.postgres})
	}
	return bench.Run(e.ctx, bench.Options{
		Out: e.stdout, Connections: c.Connections, Idle: c.Idle, Settle: c.Settle, Pairs: c.Pairs, Chat: c.Chat, Stores: stores,
	})
}

// postgres makes a database of its own on the server.
func (c benchCmd) postgres(ctx context.Context) (room.Store, bench.Ledger, func(), error) {
	admin, err := store.Open(ctx, store.Options{URL: c.Postgres, MaxConns: 1})
	if err != nil {
		return nil, nil, nil, err
	}
	name := "bench_" + strings.ReplaceAll(core.NewID(), "-", "")
	if _, err := admin.Conn(ctx).ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
		_ = admin.Close()
		return nil, nil, nil, fmt.Errorf("make a database: %w", err)
	}
	drop := func() {
		_, _ = admin.Conn(context.Background()).ExecContext(context.Background(), "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
		_ = admin.Close()
	}
	u, err := url.Parse(c.Postgres)
	if err != nil {
		drop()
		return nil, nil, nil, fmt.Errorf("read the PostgreSQL URL: %w", err)
	}
	u.Path = "/" + name
	rooms, ledger, done, err := openBench(ctx, u.String())
	if err != nil {
		drop()
		return nil, nil, nil, err
	}
	return rooms, ledger, func() { done(); drop() }, nil
}

func openBench(ctx context.Context, url string) (room.Store, bench.Ledger, func(), error) {
	db, err := store.Open(ctx, store.Options{URL: url})
	if err != nil {
		return nil, nil, nil, err
	}
	done := func() { _ = db.Close() }
	if _, err := db.Migrate(ctx); err != nil {
		done()
		return nil, nil, nil, err
	}
	rooms := store.NewRooms(db)
	return rooms, ledger{db, rooms, store.NewAuthority(db)}, done, nil
}

// ledger is what the bench needs of the store beside the log.
type ledger struct {
	core.Auditor
	rooms *store.Rooms
	core.Authority
}

// OpenRoom implements bench.Ledger.
func (l ledger) OpenRoom(ctx context.Context, session core.ID) (core.ID, error) {
	return l.rooms.OpenRoom(ctx, session)
}

// benchClientCmd is the other side of the bench, in a process of its own.
type benchClientCmd struct {
	Connections int      `required:""`
	Sources     []string `arg:""`
}

// Run connects and counts until its input ends.
func (c benchClientCmd) Run(e *env) error {
	return bench.Client(os.Stdin, e.stdout, c.Sources, c.Connections)
}

var _ bench.Ledger = ledger{}
