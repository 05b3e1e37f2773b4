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
	"zhaoyun/internal/store"
)

// benchCmd measures the room engine on this machine.
type benchCmd struct {
	Rows     []string `arg:"" optional:"" help:"What to measure: ${bench_rows}. All when none is named."`
	Repeats  int      `default:"5" help:"Pairs of halves, or repetitions, of which the median counts."`
	Postgres string   `env:"ZHAOYUN_BENCH_POSTGRES_URL,ZHAOYUN_TEST_POSTGRES_URL" help:"PostgreSQL server to measure on as well; databases of its own are made there and dropped."`
	Redis    string   `env:"ZHAOYUN_BENCH_REDIS_URL,ZHAOYUN_TEST_REDIS_URL" help:"Redis server for what runs on several nodes."`

	Fanout  int           `default:"5000" help:"Connections in the fan-out room, and as many bare ones beside them."`
	Idle    int           `default:"10000" help:"Connections held to see how much memory they take."`
	Settle  time.Duration `default:"60s" help:"How long they are held, with pings going."`
	Chat    time.Duration `default:"3s" help:"How long chat lines are written, each time."`
	Viewers int           `default:"500" help:"Viewers of the room the lines are written in."`
}

// Run prints one line for each thing measured.
func (c benchCmd) Run(e *env) error {
	dir, err := os.MkdirTemp("", "zhaoyun-bench-")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return bench.Run(e.ctx, bench.Options{
		Out: e.stdout, Rows: c.Rows, Redis: c.Redis, Stores: benchStores(dir, c.Postgres), Sizes: bench.Sizes{
			Repeats: c.Repeats, Fanout: c.Fanout, Idle: c.Idle, Settle: c.Settle, Chat: c.Chat, Viewers: c.Viewers,
		},
	})
}

// benchStores are the kinds of store a server of the bench may run on.
func benchStores(dir, postgres string) []bench.Store {
	stores := []bench.Store{{Name: "sqlite", Open: func(context.Context) ([]string, func(), error) {
		data := filepath.Join(dir, core.NewID())
		return []string{"ZHAOYUN_DATA=" + data}, func() { _ = os.RemoveAll(data) }, nil
	}}}
	if postgres == "" {
		return stores
	}
	return append(stores, bench.Store{Name: "postgres", Open: func(ctx context.Context) ([]string, func(), error) {
		database, drop, err := emptyDatabase(ctx, postgres)
		data := filepath.Join(dir, core.NewID())
		return []string{"ZHAOYUN_DATA=" + data, "ZHAOYUN_DATABASE_URL=" + database}, drop, err
	}})
}

// emptyDatabase makes a database of its own on the server.
func emptyDatabase(ctx context.Context, server string) (database string, drop func(), err error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", nil, fmt.Errorf("read the PostgreSQL URL: %w", err)
	}
	admin, err := store.Open(ctx, store.Options{URL: server, MaxConns: 1})
	if err != nil {
		return "", nil, err
	}
	name := "bench_" + strings.ReplaceAll(core.NewID(), "-", "")
	if _, err := admin.Conn(ctx).ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
		_ = admin.Close()
		return "", nil, fmt.Errorf("make a database: %w", err)
	}
	u.Path = "/" + name
	return u.String(), func() {
		_, _ = admin.Conn(context.Background()).ExecContext(context.Background(), "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
		_ = admin.Close()
	}, nil
}
