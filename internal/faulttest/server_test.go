package faulttest

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhaoyun/internal/app"
	"zhaoyun/internal/testkit"
)

// TestMain is also the program itself, for the servers that are to be killed.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && (os.Args[1] == "serve" || os.Args[1] == "user") {
		go func() { // no server outlives its test, however that ends
			_, _ = io.Copy(io.Discard, os.Stdin)
			os.Exit(1)
		}()
		os.Exit(app.Main(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	_ = flag.Set("test.parallel", "3") // mostly they wait
	os.Exit(m.Run())
}

// server is a process of the program.
type server struct {
	t    *testing.T
	name string
	addr string
	args []string // settings
	log  *os.File
	cmd  *exec.Cmd
	in   io.Closer
}

// newServer starts a server with the settings on a port that stays its own.
func newServer(t *testing.T, name string, settings ...string) *server {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, name: name, addr: ln.Addr().String(), args: append(settings, "--node="+name, "--livekit-url=off")}
	_ = ln.Close()
	if s.log, err = os.Create(filepath.Join(t.TempDir(), name+".log")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.kill()
		text, _ := os.ReadFile(s.log.Name())
		if bytes.Contains(text, []byte("DATA RACE")) || bytes.Contains(text, []byte("goroutine ")) {
			t.Errorf("the server %s has panicked or raced:\n%s", name, text)
		} else if t.Failed() {
			lines := strings.Split(string(text), "\n")
			t.Logf("the last the server %s said:\n%s", name, strings.Join(lines[max(0, len(lines)-30):], "\n"))
		}
		_ = s.log.Close()
	})
	return s
}

// program is a command of the program with the server's settings.
func (s *server) program(words ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command(self, append(words, s.args...)...)
	cmd.Stdout, cmd.Stderr = s.log, s.log
	return cmd
}

// start starts the server, again if it was killed. It does not wait until it answers.
func (s *server) start() {
	s.t.Helper()
	s.cmd = s.program("serve", "--listen="+s.addr, "--log-level=warn")
	in, err := s.cmd.StdinPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	s.in = in
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
}

// answers waits until the server is ready.
func (s *server) answers() {
	s.t.Helper()
	testkit.Eventually(s.t, "the server "+s.name+" is ready", func() bool {
		res, err := http.Get("http://" + s.addr + "/readyz")
		if err != nil {
			return false
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
}

// kill ends the server as kill -9 does.
func (s *server) kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	_ = s.in.Close()
	s.cmd = nil
}

const password = "a long enough passphrase"

// addUser makes an official, as an operator does before the first start.
func (s *server) addUser(name string) (mail string) {
	s.t.Helper()
	mail = "official@example.com"
	cmd := s.program("user", "add", "--name="+name, "--mail="+mail, "--role=official", "--organisation=示例区投资促进局", "--password="+password)
	in, err := cmd.StdinPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(s.log.Name())
		s.t.Fatalf("user add: %v: %s", err, text)
	}
	_ = in.Close()
	return mail
}

// house is an installation of one or two servers with the people who use it.
type house struct {
	t       *testing.T
	servers []*server
	rest    *rest
	host    string // token
	guests  []string
	killed  bool // servers are, so that some of the attendance may be missing
}

// newHouse starts the servers and signs people in.
func newHouse(t *testing.T, guests int, servers ...*server) *house {
	t.Helper()
	h := &house{t: t, servers: servers, rest: newREST()}
	mail := servers[0].addUser("王处长")
	for _, s := range servers {
		s.start()
	}
	for _, s := range servers {
		s.answers()
	}
	h.host = h.must("", "POST", "/sign-in", fmt.Sprintf(`{"method":"password","login":%q,"password":%q,"tokens":true}`, mail, password)).AccessToken
	for i := range guests {
		h.guests = append(h.guests, h.must("", "POST", "/sign-in", fmt.Sprintf(`{"method":"guest","name":"来宾 %d","tokens":true}`, i)).AccessToken)
	}
	return h
}

// scaled are two servers on PostgreSQL and Redis. Where they reach Redis may
// differ from server to server.
func scaled(t *testing.T, postgres string, redis ...string) []*server {
	t.Helper()
	blobs := "--blob-url=file://" + t.TempDir()
	var all []*server
	for i, name := range []string{"here", "there"} {
		all = append(all, newServer(t, name, "--database-url="+postgres, "--redis-url="+redis[i%len(redis)], blobs, "--data="+t.TempDir()))
	}
	return all
}
