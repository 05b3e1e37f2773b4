package testkit

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// PostgresServer is a PostgreSQL server of a test's own, for tests that stop it.
// It writes as in production: what it acknowledges is on the disk.
type PostgresServer struct {
	t        *testing.T
	programs string // directory
	dir      string
	port     string
	cmd      *exec.Cmd
}

// StartPostgres makes a PostgreSQL server on a free port; it ends with the test.
func StartPostgres(t *testing.T) *PostgresServer {
	t.Helper()
	dir, err := os.MkdirTemp("", "zhaoyun-postgres-") // below t.TempDir() its user could not pass through
	if err != nil {
		t.Fatal(err)
	}
	s := &PostgresServer{t: t, programs: postgresPrograms(t), dir: dir, port: freePort(t)}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if os.Getuid() == 0 {
		if out, err := exec.Command("chown", "postgres:", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	// --no-sync: it is the server that will be stopped, not the machine.
	if out, err := s.program("initdb", "-D", s.data(), "-U", "zhaoyun", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v: %s", err, out)
	}
	s.Start()
	t.Cleanup(s.Stop)
	return s
}

// postgresPrograms is the directory of initdb and postgres.
func postgresPrograms(t *testing.T) string {
	t.Helper()
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // where Debian keeps them
	if len(found) == 0 {
		t.Fatal("initdb is missing. Install postgresql.")
	}
	return filepath.Dir(slices.Max(found))
}

// program is a command of PostgreSQL's, which refuses to run as root.
func (s *PostgresServer) program(name string, args ...string) *exec.Cmd {
	args = append([]string{filepath.Join(s.programs, name)}, args...)
	if os.Getuid() == 0 {
		args = append([]string{"setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = "/"
	return cmd
}

func (s *PostgresServer) data() string { return filepath.Join(s.dir, "data") }

// URL is the address of the server's database.
func (s *PostgresServer) URL() string {
	return "postgres://zhaoyun@127.0.0.1:" + s.port + "/postgres?sslmode=disable"
}

// Start starts the server again on what it has kept, and waits until it answers.
func (s *PostgresServer) Start() {
	s.t.Helper()
	s.cmd = s.program("postgres", "-D", s.data(), "-p", s.port, "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=", "-c", "shared_buffers=32MB", "-c", "logging_collector=off")
	if err := s.cmd.Start(); err != nil {
		s.t.Fatalf("start a PostgreSQL server: %v", err)
	}
	pool, err := sql.Open("pgx", s.URL())
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = pool.Close() }()
	Eventually(s.t, "the PostgreSQL server answers", func() bool {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		return pool.PingContext(ctx) == nil
	})
}

// Stop ends the server at once: connections break, nothing is written any more,
// and the next start has to recover. Killing it outright would leave its
// children at work.
func (s *PostgresServer) Stop() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGQUIT)
	_ = s.cmd.Wait()
	s.cmd = nil
}
