package bench_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/app"
	"zhaoyun/internal/bench"
	"zhaoyun/internal/testkit"
)

// TestMain is also the servers, as the program is for its own bench.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "bench-server" {
		os.Exit(app.Main(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// small are sizes that show that a row works.
var small = bench.Sizes{
	Repeats: 2, Fanout: 20, Stuck: 20, Watch: 100 * time.Millisecond, Idle: 20, Settle: 300 * time.Millisecond, Chat: 200 * time.Millisecond, Viewers: 20,
	Storm: 40, Nodes: 20, Voters: 20, Window: 400 * time.Millisecond, Attended: 30, Entries: 300, Parcels: 400, Members: 400, Followers: 20,
	OnAir: 3, Air: time.Second, Audience: 20, Watchers: 4, Stream: time.Second,
}

func TestEveryRowIsMeasured(t *testing.T) {
	t.Parallel()
	for group, rows := range map[string][]string{
		"fanout": {
			"fanout-over-bare-loop", "fanout-cpu-per-delivery", "fanout-cpu-of-bare-loop",
			"fanout-eight-over-bare-loop", "fanout-eight-cpu-per-delivery", "fanout-eight-cpu-of-bare-loop",
		},
		"stuck": {"p99-with-stuck-client", "p99-with-stuck-client-delay", "p99-without-stuck-client-delay"},
		"idle":  {"memory-per-idle-connection", "memory-per-idle-connection-heap", "memory-per-idle-connection-stacks"},
		"chat":  {"chat-lines-sqlite", "chat-cpu-per-line-sqlite", "chat-lines-postgres", "chat-cpu-per-line-postgres"},
		"storm": {
			"storm-entry-reads-sqlite", "storm-other-reads-sqlite", "storm-time-sqlite", "storm-retries-sqlite",
			"storm-entry-reads-postgres", "storm-other-reads-postgres", "storm-time-postgres", "storm-retries-postgres",
		},
		"poll": {
			"poll-fanout-over-bare-loop-sqlite", "poll-fanout-cpu-per-delivery-sqlite", "poll-cpu-of-bare-loop-sqlite",
			"poll-chat-ack-over-idle-sqlite", "poll-chat-ack-sqlite", "poll-idle-chat-ack-sqlite", "poll-all-voted-sqlite",
			"poll-fanout-over-bare-loop-postgres", "poll-fanout-cpu-per-delivery-postgres", "poll-cpu-of-bare-loop-postgres",
			"poll-chat-ack-over-idle-postgres", "poll-chat-ack-postgres", "poll-idle-chat-ack-postgres", "poll-all-voted-postgres",
		},
		"report": {
			"report-over-log-sqlite", "report-time-sqlite", "report-log-alone-sqlite", "report-heap-growth-sqlite",
			"report-over-log-postgres", "report-time-postgres", "report-log-alone-postgres", "report-heap-growth-postgres",
		},
		"land": {
			"land-import-sqlite", "land-import-reading-sqlite", "land-import-writing-sqlite", "land-import-cpu-per-parcel-sqlite", "land-import-heap-growth-sqlite",
			"land-index-memory-sqlite", "land-index-build-sqlite", "land-tile-z14-sqlite", "land-tile-z16-sqlite", "land-list-sqlite",
			"land-import-postgres", "land-import-reading-postgres", "land-import-writing-postgres", "land-import-cpu-per-parcel-postgres", "land-import-heap-growth-postgres",
			"land-index-memory-postgres", "land-index-build-postgres", "land-tile-z14-postgres", "land-tile-z16-postgres", "land-list-postgres",
		},
		"members": {
			"members-import-csv-sqlite", "members-import-reading-csv-sqlite", "members-import-cpu-per-row-csv-sqlite", "members-import-memory-csv-sqlite",
			"members-import-xlsx-sqlite", "members-import-reading-xlsx-sqlite", "members-import-cpu-per-row-xlsx-sqlite", "members-import-memory-xlsx-sqlite",
			"members-import-csv-postgres", "members-import-reading-csv-postgres", "members-import-cpu-per-row-csv-postgres", "members-import-memory-csv-postgres",
			"members-import-xlsx-postgres", "members-import-reading-xlsx-postgres", "members-import-cpu-per-row-xlsx-postgres", "members-import-memory-xlsx-postgres",
		},
		"camera": {"camera-over-bare-loop", "camera-cpu-per-delivery", "camera-cpu-of-bare-loop"},
		"media": {
			"media-viewer-over-server-alone", "media-cpu-per-viewer", "media-cpu-per-viewer-alone", "media-loss", "media-memory-per-viewer",
		},
		"hls":     {"hls-cpu-over-webrtc", "hls-cpu-per-viewer", "webrtc-cpu-per-viewer", "hls-late-segments"},
		"signing": {"signing-party", "signing-five", "signing-verify", "signing-inspect", "signing-size"},
		"nodes":   {"two-nodes-over-one", "two-nodes-cpu-per-delivery", "one-node-cpu-per-delivery", "two-nodes-redis-cpu-per-line"},
	} {
		t.Run(group, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			if err := bench.Run(t.Context(), bench.Options{Out: &out, Rows: []string{group}, Stores: stores(t), Sizes: small}); err != nil {
				t.Fatalf("%v\n%s", err, out.String())
			}
			var got []string
			for line := range strings.Lines(out.String()) {
				if strings.HasPrefix(line, "# ") {
					continue
				}
				name, _, _ := strings.Cut(line, " ")
				got = append(got, name)
				if !strings.Contains(line, " reach=") {
					t.Errorf("what is to be reached is not in %q", line)
				}
			}
			if strings.Join(got, " ") != strings.Join(rows, " ") {
				t.Errorf("got %v, not %v", got, rows)
			}
		})
	}
}

func TestASoakEndsAsItBegan(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := bench.Soak(t.Context(), bench.SoakOptions{
		Out: &out, Store: stores(t)[0], Idle: 20, Active: 10, For: 3 * time.Second, Every: time.Second, Lines: 5, Claps: 20, Moves: 5,
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	for _, want := range []string{"resident", "heap", "stacks", "goroutines", "connections", "queued", "after everybody has left"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestRowsThatAreNotThereAreRefused(t *testing.T) {
	t.Parallel()
	err := bench.Run(t.Context(), bench.Options{Rows: []string{"nothing"}})
	if err == nil || !strings.Contains(err.Error(), "chat") {
		t.Errorf("got %v", err)
	}
}

// stores are fresh databases of the test's own.
func stores(t *testing.T) []bench.Store {
	return []bench.Store{
		{Name: "sqlite", Open: func(context.Context) ([]string, func(), error) {
			return []string{"ZHAOYUN_DATA=" + t.TempDir()}, func() {}, nil
		}},
		{Name: "postgres", Redis: testkit.RedisURL(t), Open: func(context.Context) ([]string, func(), error) {
			return []string{
				"ZHAOYUN_DATA=" + t.TempDir(), "ZHAOYUN_DATABASE_URL=" + testkit.PostgresURL(t), "ZHAOYUN_REDIS_URL=" + testkit.RedisURL(t),
				"ZHAOYUN_BLOB_URL=file://" + t.TempDir(),
			}, func() {}, nil
		}},
	}
}
