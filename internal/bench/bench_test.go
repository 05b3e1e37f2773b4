package bench_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/bench"
	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// TestMain is also the client, as the program is for its own bench.
func TestMain(m *testing.M) {
	if len(os.Args) > 4 && os.Args[1] == "bench-client" {
		if err := bench.Client(os.Stdin, os.Stdout, os.Args[4:], 20); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

type ledger struct {
	core.Auditor
	*store.Rooms
	core.Authority
}

func TestEveryRowIsMeasured(t *testing.T) {
	t.Parallel()
	db := testkit.SQLite(t)
	rooms := store.NewRooms(db)
	var out bytes.Buffer
	err := bench.Run(t.Context(), bench.Options{
		Out: &out, Connections: 20, Idle: 20, Settle: 300 * time.Millisecond, Pairs: 3, Chat: time.Second,
		Stores: []bench.Store{{Name: "sqlite", Open: func(context.Context) (room.Store, bench.Ledger, func(), error) {
			return rooms, ledger{db, rooms, store.NewAuthority(db)}, func() {}, nil
		}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"memory-per-idle-socket", "fanout-over-bare-loop", "fanout-cpu-per-delivery", "chat-lines-sqlite"} {
		if !strings.Contains(out.String(), name) {
			t.Errorf("no %q in\n%s", name, out.String())
		}
	}
	if got := strings.Count(out.String(), "reach"); got != 4 {
		t.Errorf("%d rows:\n%s", got, out.String())
	}
}
