package app

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"zhaoyun/internal/testkit"
)

// TestMain lets the test program be the program itself: with the mark in its
// environment it does what main does.
func TestMain(m *testing.M) {
	if os.Getenv(programMark) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := Main(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

const programMark = "ZHAOYUN_TEST_PROGRAM"

// program is a process of its own on a data directory.
func program(data string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "serve", "--data", data, "--listen", "127.0.0.1:0") //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), programMark+"=1")
	return cmd
}

func TestOfTwoProcessesOnOneDataDirectoryTheSecondEndsAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	first := program(data)
	lines, err := first.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = first.Process.Kill(); _ = first.Wait() })
	said := bufio.NewScanner(lines)
	for said.Scan() && !strings.Contains(said.Text(), "msg=serving") {
		t.Log(said.Text())
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()

	second := program(data)
	var out bytes.Buffer
	second.Stderr = &out
	var exit *exec.ExitError
	if err := second.Run(); !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("the second process: %v", err)
	}
	for _, want := range []string{"another zhaoyun is already using " + data, "Stop it first", "ZHAOYUN_DATABASE_URL", "ZHAOYUN_REDIS_URL", "ZHAOYUN_BLOB_URL"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it says %q, without %q", out.String(), want)
		}
	}

	_ = first.Process.Kill() // no word of farewell: the lock goes with the process all the same
	_ = first.Wait()
	cfg := embedded(t)
	cfg.Data = data
	third, err := Open(context.Background(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatalf("after the first was killed: %v", err)
	}
	third.Close()
}

func TestKeptAliveConnectionsDoNotHoldAStoppingServer(t *testing.T) {
	t.Parallel()
	cfg := embedded(t)
	cfg.Drain = 5 * time.Minute
	a := serveWith(t, cfg)
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for range 3 {
		res, err := client.Get("http://" + a.Addr() + "/healthz")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
	}
	k := a.listen(a.guest("梅女士"), a.demonstration(), "")
	k.eventually(t, `"t":"hello"`)
	stopped := make(chan struct{})
	go func() { a.stop(); close(stopped) }()
	k.eventually(t, `"code":"draining","retry":true`)
	testkit.Eventually(t, "the server has stopped, long before its limit", func() bool {
		select {
		case <-stopped:
			return true
		default:
			return false
		}
	})
}
