package testkit

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// RedisServer is a Redis server of a test's own, for tests that stop it.
type RedisServer struct {
	t    *testing.T
	port string
	bus  string // of a cluster's node
	args []string
	cmd  *exec.Cmd
	gone chan struct{} // closed when the process has ended
}

// StartRedis starts a Redis server on a free port, with further arguments; it
// ends with the test.
func StartRedis(t *testing.T, args ...string) *RedisServer {
	t.Helper()
	s := &RedisServer{t: t}
	t.Cleanup(s.Stop)
	// A port that was free a moment ago may be somebody's by now.
	for range 5 {
		s.port = freePort(t)
		s.args = append([]string{"--port", s.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", t.TempDir()}, args...)
		if slices.Contains(args, "--cluster-enabled") {
			s.bus = freePort(t)
			s.args = append(s.args, "--cluster-port", s.bus)
		}
		if s.start() {
			return s
		}
		s.Stop()
	}
	t.Fatal("no Redis server would start")
	return nil
}

// Addr is where the server listens.
func (s *RedisServer) Addr() string { return "127.0.0.1:" + s.port }

// URL is the address of the server.
func (s *RedisServer) URL() string { return "redis://" + s.Addr() }

// Start starts the server again, empty, and waits until it answers.
func (s *RedisServer) Start() {
	s.t.Helper()
	if !s.start() {
		s.t.Fatal("the Redis server ended at once")
	}
}

// start reports whether the server answers, rather than having ended.
func (s *RedisServer) start() bool {
	s.t.Helper()
	cmd, gone := exec.Command("redis-server", s.args...), make(chan struct{})
	if err := cmd.Start(); err != nil {
		s.t.Fatalf("start a Redis server: %v. Install redis-server.", err)
	}
	go func() {
		_ = cmd.Wait()
		close(gone)
	}()
	s.cmd, s.gone = cmd, gone
	ended := false
	Eventually(s.t, "the Redis server answers", func() bool {
		select {
		case <-gone:
			ended = true
		default:
		}
		return ended || s.Ask("PING") == "PONG"
	})
	return !ended
}

// Stop kills the server as a power cut would.
func (s *RedisServer) Stop() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	<-s.gone
	s.cmd = nil
}

// Hang stops the server in its tracks, with its connections open, until Resume.
func (s *RedisServer) Hang() { s.signal(syscall.SIGSTOP) }

// Resume lets a hanging server run on.
func (s *RedisServer) Resume() { s.signal(syscall.SIGCONT) }

func (s *RedisServer) signal(sig syscall.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// Ask sends a command and returns the answer; an error or silence is an empty one.
func (s *RedisServer) Ask(command string) string {
	d := net.Dialer{Timeout: time.Second}
	c, err := d.DialContext(context.Background(), "tcp", s.Addr())
	if err != nil {
		return ""
	}
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(time.Second))
	_, _ = io.WriteString(c, command+"\r\n")
	in := bufio.NewReader(c)
	head, _ := in.ReadString('\n')
	if answer, ok := strings.CutPrefix(head, "+"); ok {
		return strings.TrimSpace(answer)
	}
	size := 0
	if _, err := fmt.Sscanf(head, "$%d", &size); err != nil || size < 0 {
		return ""
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(in, body); err != nil {
		return ""
	}
	return string(body)
}

// RedisCluster is a Redis Cluster of a test's own.
type RedisCluster struct {
	Masters []*RedisServer
	Replica *RedisServer // of the first master
}

// StartRedisCluster starts a Redis Cluster of three masters, the first with a
// replica; it ends with the test. Masters answer for their slots though others
// are away.
func StartRedisCluster(t *testing.T) *RedisCluster {
	t.Helper()
	slots := []string{"0 5460", "5461 10922", "10923 16383"}
	var all []*RedisServer
	var meet string
	for range len(slots) + 1 {
		s := StartRedis(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--cluster-require-full-coverage", "no",
			"--cluster-replica-validity-factor", "0", "--repl-diskless-sync-delay", "0", "--logfile", "log")
		if all = append(all, s); meet == "" {
			meet = "CLUSTER MEET 127.0.0.1 " + s.port + " " + s.bus
		}
		s.Ask(meet)
	}
	c := &RedisCluster{Masters: all[:len(slots)], Replica: all[len(slots)]}
	for i, s := range c.Masters {
		s.Ask(fmt.Sprint("CLUSTER SET-CONFIG-EPOCH ", i+1))
		s.Ask("CLUSTER ADDSLOTSRANGE " + slots[i])
	}
	first := "CLUSTER REPLICATE " + c.Masters[0].Ask("CLUSTER MYID")
	Eventually(t, "the replica knows its master", func() bool { return c.Replica.Ask(first) == "OK" })
	Eventually(t, "the cluster is whole", func() bool {
		return !slices.ContainsFunc(all, func(s *RedisServer) bool {
			info := s.Ask("CLUSTER INFO")
			return !strings.Contains(info, "cluster_state:ok") || !strings.Contains(info, "cluster_slots_ok:16384") ||
				!strings.Contains(info, fmt.Sprint("cluster_known_nodes:", len(all)))
		}) && strings.Contains(c.Masters[0].Ask("INFO replication"), "state=online")
	})
	return c
}

// URL is the address of the cluster.
func (c *RedisCluster) URL() string {
	url := "redis+cluster://" + c.Replica.Addr() + "?"
	for _, s := range c.Masters {
		url += "&addr=" + s.Addr()
	}
	return url
}

// RedisSentinel is a Redis, its replica and a Sentinel that watches them, of a
// test's own.
type RedisSentinel struct{ Master, Replica, Sentinel *RedisServer }

// StartRedisSentinel starts them; they end with the test.
func StartRedisSentinel(t *testing.T) *RedisSentinel {
	t.Helper()
	master := StartRedis(t, "--repl-diskless-sync-delay", "0")
	replica := StartRedis(t, "--replicaof", "127.0.0.1", master.port)
	s := &RedisServer{t: t, port: freePort(t)}
	file := filepath.Join(t.TempDir(), "sentinel.conf") // a Sentinel writes into it
	conf := "port " + s.port + "\nbind 127.0.0.1\nsentinel monitor rooms 127.0.0.1 " + master.port + " 1\n" +
		"sentinel down-after-milliseconds rooms 500\nsentinel failover-timeout rooms 2000\n"
	if err := os.WriteFile(file, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	s.args = []string{file, "--sentinel"}
	s.Start()
	t.Cleanup(s.Stop)
	Eventually(t, "the Sentinel knows the replica", func() bool {
		return strings.Contains(master.Ask("INFO replication"), "state=online") && strings.Contains(s.Ask("INFO sentinel"), "slaves=1")
	})
	return &RedisSentinel{master, replica, s}
}

// URL is the address of the Redis by its Sentinel.
func (r *RedisSentinel) URL() string {
	return "redis+sentinel://" + r.Sentinel.Addr() + "?master_name=rooms"
}
