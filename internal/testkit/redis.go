package testkit

import (
	"context"
	"net"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// RedisServer is a Redis server of a test's own, for tests that stop it.
type RedisServer struct {
	t    *testing.T
	port string
	cmd  *exec.Cmd
}

// StartRedis starts a Redis server on a free port; it ends with the test.
func StartRedis(t *testing.T) *RedisServer {
	t.Helper()
	s := &RedisServer{t: t, port: freePort(t)}
	s.Start()
	t.Cleanup(s.Stop)
	return s
}

// URL is the address of the server.
func (s *RedisServer) URL() string { return "redis://127.0.0.1:" + s.port }

// Start starts the server again, empty, and waits until it answers.
func (s *RedisServer) Start() {
	s.t.Helper()
	s.cmd = exec.Command("redis-server", "--port", s.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
		"--daemonize", "no", "--dir", s.t.TempDir())
	if err := s.cmd.Start(); err != nil {
		s.t.Fatalf("start a Redis server: %v. Install redis-server.", err)
	}
	Eventually(s.t, "the Redis server answers", func() bool {
		d := net.Dialer{Timeout: time.Second}
		c, err := d.DialContext(context.Background(), "tcp", "127.0.0.1:"+s.port)
		if err != nil {
			return false
		}
		defer func() { _ = c.Close() }()
		_ = c.SetDeadline(time.Now().Add(time.Second))
		_, _ = c.Write([]byte("PING\r\n"))
		b := make([]byte, 16)
		n, _ := c.Read(b)
		return strings.HasPrefix(string(b[:n]), "+PONG")
	})
}

// Freeze makes the server hang, as a network does that swallows everything.
func (s *RedisServer) Freeze() { _ = s.cmd.Process.Signal(syscall.SIGSTOP) }

// Thaw lets a frozen server go on.
func (s *RedisServer) Thaw() { _ = s.cmd.Process.Signal(syscall.SIGCONT) }

// Stop kills the server as a power cut would.
func (s *RedisServer) Stop() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	s.cmd = nil
}
