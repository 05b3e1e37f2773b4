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
	Redis    string   `env:"ZHAOYUN_BENCH_REDIS_URL,ZHAOYUN_TEST_REDIS_URL" help:"Redis server that goes with PostgreSQL."`

	Fanout  int           `default:"5000" help:"Connections in the fan-out room, and as many bare ones beside them."`
	Stuck   int           `default:"500" help:"Connections in the room with the stuck client."`
	Watch   time.Duration `default:"3s" help:"How long deliveries are looked at there, each time."`
	Idle    int           `default:"10000" help:"Connections held to see how much memory they take."`
	Settle  time.Duration `default:"60s" help:"How long they are held, with pings going."`
	Chat    time.Duration `default:"3s" help:"How long chat lines are written, each time."`
	Viewers int           `default:"500" help:"Viewers of the room the lines are written in."`
	Storm   int           `default:"5000" help:"People who come back at once after a server has died."`
	Nodes   int           `default:"5000" help:"People in the room that is spread over two servers."`
	Voters  int           `default:"5000" help:"People in the room where polls are held."`
	Window  time.Duration `default:"10s" help:"How long they have to vote."`

	OnAir int           `name:"on-air" default:"50" help:"Viewers of live video, and as many on the media server alone beside them."`
	Air   time.Duration `default:"8s" help:"How long they watch, each time."`

	Audience int           `default:"2000" help:"Viewers of the live feed by HLS."`
	Watchers int           `default:"50" help:"Viewers of the same over WebRTC."`
	Stream   time.Duration `default:"10s" help:"How long either is looked at, each time."`

	Attended  int `default:"5000" help:"People in the session of the report."`
	Entries   int `default:"20000" help:"Entries of its log."`
	Parcels   int `default:"100000" help:"Parcels on the map."`
	Members   int `default:"20000" help:"Rows of a chamber's list."`
	Followers int `default:"2000" help:"People who follow a presenter's map."`
}

// Run prints one line for each thing measured.
func (c benchCmd) Run(e *env) error {
	dir, err := os.MkdirTemp("", "zhaoyun-bench-")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return bench.Run(e.ctx, bench.Options{
		Out: e.stdout, Rows: c.Rows, Stores: benchStores(dir, c.Postgres, c.Redis), Sizes: bench.Sizes{
			Repeats: c.Repeats, Fanout: c.Fanout, Stuck: c.Stuck, Watch: c.Watch, Idle: c.Idle, Settle: c.Settle, Chat: c.Chat, Viewers: c.Viewers, Storm: c.Storm, Nodes: c.Nodes,
			Voters: c.Voters, Window: c.Window,
			OnAir: c.OnAir, Air: c.Air, Audience: c.Audience, Watchers: c.Watchers, Stream: c.Stream,
			Attended: c.Attended, Entries: c.Entries, Parcels: c.Parcels, Members: c.Members, Followers: c.Followers,
		},
	})
}

// soakCmd keeps the application under load for a while.
type soakCmd struct {
	For    time.Duration `default:"10m" help:"How long."`
	Every  time.Duration `default:"30s" help:"How often a line is printed."`
	Idle   int           `default:"10000" help:"People who only listen."`
	Active int           `default:"2000" help:"People who clap, and of whom some come and go."`
	Lines  int           `default:"3" help:"Chat lines a second."`
	Claps  int           `default:"200" help:"Claps a second."`
	Moves  int           `default:"10" help:"People a second who go and come back."`
}

// Run fails when memory grows or goroutines stay.
func (c soakCmd) Run(e *env) error {
	dir, err := os.MkdirTemp("", "zhaoyun-soak-")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return bench.Soak(e.ctx, bench.SoakOptions{
		Out: e.stdout, Store: benchStores(dir, "", "")[0], Idle: c.Idle, Active: c.Active, For: c.For, Every: c.Every,
		Lines: c.Lines, Claps: c.Claps, Moves: c.Moves,
	})
}

// benchStores are the kinds of store a server of the bench may run on.
func benchStores(dir, postgres, redis string) []bench.Store {
	stores := []bench.Store{{Name: "sqlite", Open: func(context.Context) ([]string, func(), error) {
		data := filepath.Join(dir, core.NewID())
		return []string{"ZHAOYUN_DATA=" + data}, func() { _ = os.RemoveAll(data) }, nil
	}}}
	if postgres == "" {
		return stores
	}
	return append(stores, bench.Store{Name: "postgres", Redis: redis, Open: func(ctx context.Context) ([]string, func(), error) {
		database, drop, err := emptyDatabase(ctx, postgres)
		data := filepath.Join(dir, core.NewID())
		return []string{
			"ZHAOYUN_DATA=" + data, "ZHAOYUN_DATABASE_URL=" + database, "ZHAOYUN_REDIS_URL=" + redis, "ZHAOYUN_BLOB_URL=file://" + data + "/blobs",
		}, drop, err
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
