package room_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

const (
	linesAlone  = 20 // written one after another
	linesAtOnce = 64
	// sharedAtMost is how many commits so many lines may take that come at once.
	sharedAtMost = linesAtOnce / 2
)

// linesOn writes lines on a store, first one after another, then many at once.
// Mark is told what was done: after each line, or all, that was acknowledged. The
// store is opened for each part and closed before its mark.
func linesOn(t *testing.T, url string, mark func(string)) {
	t.Helper()
	var h *house
	part := func(name string, f func()) {
		t.Helper()
		db, err := store.Open(t.Context(), store.Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		if h == nil {
			_, err := db.Migrate(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			h = newHouse(t, db)
		}
		h.on(db)
		f()
		h.ok(db.Close())
		mark(name)
	}
	writers := make([]core.Actor, linesAtOnce)
	part("ready", func() {
		_, err := h.svc.SetPhase(h.ctx, official("host"), h.room, room.Live)
		h.ok(err)
		none := 0
		h.settings(room.SettingsUpdate{LinesPerSecond: &none})
		for i := range writers {
			writers[i] = guest(fmt.Sprint("guest ", i))
			h.enter(writers[i])
		}
	})
	part("alone", func() {
		for i := range linesAlone {
			h.post(writers[i], "alone")
			mark(fmt.Sprint("line ", i))
		}
	})
	part("together", func() {
		var all sync.WaitGroup
		begin := make(chan struct{})
		for _, w := range writers {
			all.Go(func() {
				<-begin
				if _, err := h.svc.PostChat(h.ctx, w, h.room, room.ChatPost{Text: "at once"}); err != nil {
					t.Error(err)
				}
			})
		}
		close(begin)
		all.Wait()
		mark("all") // closing the store syncs as well
	})
}

// childVariable asks this test to be its own child, which writes where it says.
const childVariable = "ZHAOYUN_TEST_WRITE_LINES"

func TestSQLiteIsOnDiskBeforeALineIsAcknowledged(t *testing.T) {
	if dir := os.Getenv(childVariable); dir != "" {
		// A directory made is a mark among the system calls.
		linesOn(t, filepath.Join(dir, "test.db"), func(mark string) {
			if err := os.Mkdir(filepath.Join(dir, "mark "+mark), 0o700); err != nil {
				t.Fatal(err)
			}
		})
		return
	}
	t.Parallel()
	calls := traced(t)
	// Synced counts those calls between two marks that brought the log to the disk.
	synced := func(from, to string) (n int) {
		t.Helper()
		_, rest, begun := strings.Cut(calls, "mark "+from+`"`)
		part, _, ended := strings.Cut(rest, "mark "+to+`"`)
		if !begun || !ended {
			t.Fatalf("no marks %q and %q in\n%s", from, to, calls)
		}
		for line := range strings.SplitSeq(part, "\n") {
			if strings.Contains(line, "sync(") && strings.Contains(line, "test.db-wal>") {
				n++
			}
		}
		return n
	}
	before := "ready"
	for i := range linesAlone {
		after := fmt.Sprint("line ", i)
		if synced(before, after) < 1 {
			t.Errorf("line %d was acknowledged before it was on disk", i)
		}
		before = after
	}
	alone, together := synced("ready", before), synced("alone", "all")
	t.Logf("SQLite: %d lines one after another cost %d syncs of the log, %d at once %d", linesAlone, alone, linesAtOnce, together)
	if together < 1 || together > sharedAtMost {
		t.Errorf("%d lines at once cost %d syncs, want 1 to %d", linesAtOnce, together, sharedAtMost)
	}
}

// traced runs this test in a process of its own and lists its calls that sync.
func traced(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "calls")
	cmd := exec.CommandContext(t.Context(), "strace", "-f", "-y", "-qq", "-o", out, "-e", "trace=fsync,fdatasync,sync_file_range,mkdirat,mkdir",
		os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), childVariable+"="+dir)
	said, err := cmd.CombinedOutput()
	if strings.Contains(string(said), "PTRACE") || strings.Contains(string(said), "ptrace") {
		t.Fatalf("This machine does not let strace look at a process, so whether lines reach the disk cannot be counted. "+
			"Allow it: in a container with --cap-add=SYS_PTRACE, elsewhere with sysctl kernel.yama.ptrace_scope=0 or 1.\n%s", said)
	}
	if err != nil {
		t.Fatalf("strace: %v. Install strace.\n%s", err, said)
	}
	calls, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(calls)
}

func TestPostgresIsOnDiskBeforeALineIsAcknowledged(t *testing.T) {
	t.Parallel()
	server := testkit.StartPostgres(t)
	admin, err := store.Open(t.Context(), store.Options{URL: server.URL(), MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = admin.Close() }()
	for _, statement := range []string{
		"CREATE DATABASE lines",
		"ALTER DATABASE lines SET synchronous_commit = off", // as an administrator in a hurry might
		"ALTER SYSTEM SET wal_writer_delay = '10s'",         // so that what is counted are commits
		"SELECT pg_reload_conf()",
	} {
		if _, err := admin.Conn(t.Context()).ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	url := strings.Replace(server.URL(), "/postgres?", "/lines?", 1)
	synced := map[string]int{}
	linesOn(t, url, func(mark string) {
		if !strings.HasPrefix(mark, "line") && mark != "all" {
			synced[mark] = walSyncs(t, admin)
		}
	})
	alone, together := synced["alone"]-synced["ready"], synced["together"]-synced["alone"]
	t.Logf("PostgreSQL: %d lines one after another cost %d syncs of the log, %d at once %d", linesAlone, alone, linesAtOnce, together)
	if alone < linesAlone {
		t.Errorf("%d lines were acknowledged with %d syncs", linesAlone, alone)
	}
	if together < 1 || together > sharedAtMost {
		t.Errorf("%d lines at once cost %d syncs, want 1 to %d", linesAtOnce, together, sharedAtMost)
	}
}

// walSyncs counts how often the server has brought its log to the disk. Its
// processes report that at the latest when they end.
func walSyncs(t *testing.T, admin *store.DB) (n int) {
	t.Helper()
	count := func(query string) int {
		t.Helper()
		if err := admin.Conn(t.Context()).QueryRowContext(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	testkit.Eventually(t, "the store's connections end", func() bool {
		return count("SELECT count(*) FROM pg_stat_activity WHERE datname = 'lines'") == 0
	})
	return count("SELECT wal_sync FROM pg_stat_wal")
}
