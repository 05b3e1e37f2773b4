package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// server is a server of the bench, seen from the bench.
type server struct {
	addr string // of the platform or hall
	bare string // of the bare loop, in a hall
	hall string // the room of a hall

	cmd *exec.Cmd
	in  io.WriteCloser

	mu  sync.Mutex // one asks after the other
	enc *json.Encoder
	dec *json.Decoder
}

// start runs this program again as a server: "hall" or "house".
func start(ctx context.Context, kind string, env ...string) (*server, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the program: %w", err)
	}
	s := &server{cmd: exec.CommandContext(ctx, path, "bench-server", kind)} //nolint:gosec // this program itself
	s.cmd.Stderr = &complaints{}
	for _, v := range os.Environ() { // the settings of the house are not those of the bench
		if !strings.HasPrefix(v, "ZHAOYUN_") {
			s.cmd.Env = append(s.cmd.Env, v)
		}
	}
	s.cmd.Env = append(s.cmd.Env, "ZHAOYUN_LISTEN=127.0.0.1:0", "ZHAOYUN_LOG_LEVEL=error", "ZHAOYUN_DRAIN=5s", "ZHAOYUN_LIVEKIT_URL=off")
	s.cmd.Env = append(s.cmd.Env, env...)
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.enc, s.dec = json.NewEncoder(s.in), json.NewDecoder(out)
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start a server: %w", err)
	}
	hi, err := s.ask(request{Do: "hello"})
	if err != nil {
		s.kill()
		return nil, err
	}
	s.addr, s.bare, s.hall = hi.Addr, hi.Bare, hi.Room
	return s, nil
}

// ask has the server do something and waits for the answer.
func (s *server) ask(r request) (answer, error) {
	var a answer
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.enc.Encode(r); err != nil {
		return a, fmt.Errorf("ask the server to %s: %w", r.Do, err)
	}
	if err := s.dec.Decode(&a); err != nil {
		return a, fmt.Errorf("the server's answer to %s: %w", r.Do, err)
	}
	if a.Error != "" {
		return a, fmt.Errorf("the server cannot %s: %s", r.Do, a.Error)
	}
	return a, nil
}

// usage is what the server has taken until now.
func (s *server) usage() (Usage, error) {
	a, err := s.ask(request{Do: "usage"})
	return a.Usage, err
}

// settled is usage with the garbage collected and given back to the system.
func (s *server) settled() (Usage, error) {
	a, err := s.ask(request{Do: "settle"})
	return a.Usage, err
}

// close lets the server stop in order.
func (s *server) close() {
	_ = s.in.Close()
	late := time.AfterFunc(20*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	_ = s.cmd.Wait()
}

// kill ends the server as a power cut would.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.in.Close()
	_ = s.cmd.Wait()
}

// complaints passes the first few lines on that a server writes to its log; of
// errors under load there may be thousands.
type complaints struct{ n int }

// Write implements io.Writer.
func (c *complaints) Write(p []byte) (int, error) {
	if c.n++; c.n <= 5 {
		_, _ = os.Stderr.Write(p)
	}
	return len(p), nil
}
