package app

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"zhaoyun/internal/testkit"
)

var listening = regexp.MustCompile(`listen=(\S+)`)

// started is a process of its own that serves, with more in its environment.
func started(t *testing.T, data string, env ...string) (addr string, kill func()) {
	t.Helper()
	cmd := program(data)
	cmd.Env = append(cmd.Env, env...)
	lines, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
	t.Cleanup(kill)
	for said := bufio.NewScanner(lines); said.Scan(); {
		if strings.Contains(said.Text(), "msg=serving") {
			addr = listening.FindStringSubmatch(said.Text())[1]
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return addr, kill
}

// codeTo asks for a code by mail.
func codeTo(t *testing.T, addr, contact string) {
	t.Helper()
	res, err := http.Post("http://"+addr+"/api/v1/codes", "application/json", strings.NewReader(fmt.Sprintf(`{"contact":%q}`, contact)))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if text, _ := io.ReadAll(res.Body); res.StatusCode >= 300 {
		t.Fatalf("%s %s", res.Status, text)
	}
}

// The mail server has taken the connection and says nothing; there the process is
// killed. What it had promised goes out when it is started again, and once.
func TestMailSurvivesAKillBetweenTheCommitAndTheMailServer(t *testing.T) {
	t.Parallel()
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	data := t.TempDir()
	addr, kill := started(t, data, "ZHAOYUN_SMTP_URL=smtp://"+server.Addr().String()+"?tls=off")
	codeTo(t, addr, "lin@example.com")
	conn, err := server.Accept()
	if err != nil {
		t.Fatal(err)
	}
	kill()
	_ = conn.Close()

	addr, _ = started(t, data)
	sent := func(to string) (n int) {
		files, _ := filepath.Glob(filepath.Join(data, "outbox", "*.eml"))
		for _, f := range files {
			if text, _ := os.ReadFile(f); strings.Contains(string(text), to) {
				n++
			}
		}
		return n
	}
	testkit.Eventually(t, "the mail goes out after all", func() bool { return sent("lin@example.com") > 0 })
	codeTo(t, addr, "lee@example.com")
	testkit.Eventually(t, "later mail has gone out too", func() bool { return sent("lee@example.com") > 0 })
	if n := sent("lin@example.com"); n != 1 {
		t.Errorf("it went out %d times", n)
	}
}
