package faulttest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// proxy stands between a server and Redis. It understands RESP, and while it is
// told to it drops, doubles and swaps what Redis pushes on the channels of rooms.
type proxy struct {
	redis  string
	ln     net.Listener
	faulty atomic.Bool

	dropped, doubled, swapped, passed atomic.Int64
}

// newProxy opens a way to the Redis server of the URL.
func newProxy(t *testing.T, redis string) *proxy {
	t.Helper()
	u, err := url.Parse(redis)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	p := &proxy{redis: u.Host, ln: ln}
	go func() {
		for {
			client, err := ln.Accept()
			if err != nil {
				return
			}
			go p.serve(client)
		}
	}()
	return p
}

func (p *proxy) url() string { return "redis://" + p.ln.Addr().String() }

// counts tells what it has done since the last time.
func (p *proxy) counts() string {
	return fmt.Sprintf("dropped %d, doubled %d, swapped %d, passed %d", p.dropped.Swap(0), p.doubled.Swap(0), p.swapped.Swap(0), p.passed.Swap(0))
}

func (p *proxy) serve(client net.Conn) {
	defer func() { _ = client.Close() }()
	server, err := net.Dial("tcp", p.redis)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	go func() {
		_, _ = io.Copy(server, client)
		_ = server.Close()
	}()
	out := &pushes{proxy: p, to: client}
	in := bufio.NewReader(server)
	for {
		value, err := respValue(in)
		if err != nil || out.put(value) != nil {
			return
		}
	}
}

// pushes are the values on their way to one client.
type pushes struct {
	*proxy
	to io.Writer

	mu   sync.Mutex
	held []byte // waits until the next has overtaken it
}

// heldFor is how long a message waits for another to overtake it.
const heldFor = 100 * time.Millisecond

func (o *pushes) put(value []byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !roomMessage(value) {
		_, err := o.to.Write(value)
		return err
	}
	out := value
	held := o.held
	o.held = nil
	if o.faulty.Load() {
		switch rand.N(10) {
		case 0, 1, 2:
			o.dropped.Add(1)
			out = nil
		case 3, 4:
			o.doubled.Add(1)
			out = append(bytes.Clone(value), value...)
		case 5, 6:
			if held == nil {
				o.swapped.Add(1)
				o.held, out = value, nil
				time.AfterFunc(heldFor, o.release)
			}
		default:
			o.passed.Add(1)
		}
	}
	_, err := o.to.Write(append(bytes.Clone(out), held...))
	return err
}

// release lets a message go that nothing has overtaken.
func (o *pushes) release() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.held != nil {
		_, _ = o.to.Write(o.held)
		o.held = nil
	}
}

// roomMessage reports whether a value is a message on the channel of a room.
func roomMessage(value []byte) bool {
	parts := strings.SplitN(string(value[:min(len(value), 200)]), "\r\n", 6)
	if len(parts) < 6 || parts[0] != ">3" && parts[0] != "*3" || parts[2] != "message" && parts[2] != "smessage" {
		return false
	}
	_, room, ok := strings.Cut(parts[4], "room:")
	return ok && room != "{}" // that of the servers themselves
}

// respValue reads one value of RESP 2 or 3, as it is.
func respValue(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadBytes('\n')
	if err != nil {
		return nil, err
	}
	n, _ := strconv.Atoi(strings.TrimSpace(string(line[1:])))
	switch line[0] {
	case '$', '=', '!':
		if n < 0 {
			return line, nil
		}
		blob := make([]byte, n+2)
		_, err := io.ReadFull(in, blob)
		return append(line, blob...), err
	case '%', '|':
		n *= 2
	case '*', '~', '>':
	default:
		return line, nil
	}
	for range n {
		value, err := respValue(in)
		if err != nil {
			return nil, err
		}
		line = append(line, value...)
	}
	return line, nil
}
