package testkit

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// PostgresServer is a PostgreSQL server of a test's own, for tests that stop it
// or count what it writes. Unlike the one that tests share it keeps fsync on.
type PostgresServer struct {
	t        *testing.T
	port     string
	dir      string // of the cluster
	programs string
	as       *syscall.SysProcAttr
	cmd      *exec.Cmd
}

// StartPostgres starts a PostgreSQL server on a free port; it ends with the test.
func StartPostgres(t *testing.T) *PostgresServer {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		t.Fatal("initdb is missing. Install postgresql.")
	}
	s := &PostgresServer{t: t, port: freePort(t), programs: filepath.Dir(found[len(found)-1])}
	top, err := os.MkdirTemp("", "zhaoyun-postgres-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(top) })
	s.dir = filepath.Join(top, "data")
	s.give(top)
	init := s.program("initdb", "-D", s.dir, "-U", "zhaoyun", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	if out, err := init.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	s.Start()
	t.Cleanup(s.Stop)
	return s
}

// give hands the directory to the user postgres where we are root: the server
// refuses to run as root.
func (s *PostgresServer) give(dir string) {
	if os.Geteuid() != 0 {
		return
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		s.t.Fatal(err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	s.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	if err := os.Chown(dir, uid, gid); err != nil {
		s.t.Fatal(err)
	}
}

func (s *PostgresServer) program(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.programs, name), args...) //nolint:gosec,noctx // a program of the system
	cmd.Dir, cmd.SysProcAttr = "/", s.as
	return cmd
}

// URL is the address of the server.
func (s *PostgresServer) URL() string {
	return "postgres://zhaoyun@127.0.0.1:" + s.port + "/postgres?sslmode=disable"
}

// Start starts the server again on what it has and waits until it answers.
func (s *PostgresServer) Start() {
	s.t.Helper()
	s.cmd = s.program("postgres", "-D", s.dir, "-p", s.port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
		"-c", "max_connections=200", "-c", "shared_buffers=64MB")
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

// Stop ends the server at once, as a power cut would: it recovers at the next start.
func (s *PostgresServer) Stop() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGQUIT) // of an immediate shutdown, which takes its children along
	_ = s.cmd.Wait()
	s.cmd = nil
}
