package testkit

import (
	"io"
	"net"
	"sync"
	"testing"
)

// Proxy stands between a client and a server and can fall silent.
type Proxy struct {
	ln    net.Listener
	to    string
	mu    sync.Mutex
	pairs []*proxied
}

// proxied is a connection through a proxy.
type proxied struct {
	mu    sync.Mutex
	muted bool
}

// StartProxy starts a proxy before the server at an address; it ends with the test.
func StartProxy(t *testing.T, to string) *Proxy {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{ln: ln, to: to}
	t.Cleanup(func() { _ = ln.Close() })
	go p.serve()
	return p
}

// Addr is where the proxy listens.
func (p *Proxy) Addr() string { return p.ln.Addr().String() }

// Mute lets the connections there are carry nothing more, without ending them, as
// a firewall does that has forgotten them. New ones work.
func (p *Proxy) Mute() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.pairs {
		c.mu.Lock()
		c.muted = true
		c.mu.Unlock()
	}
}

func (p *Proxy) serve() {
	for {
		client, err := p.ln.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.to)
		if err != nil {
			_ = client.Close()
			continue
		}
		c := &proxied{}
		p.mu.Lock()
		p.pairs = append(p.pairs, c)
		p.mu.Unlock()
		go c.carry(client, server)
		go c.carry(server, client)
	}
}

// carry copies until one side ends, then ends the other.
func (c *proxied) carry(from, to net.Conn) {
	_, _ = io.Copy(writer(func(b []byte) (int, error) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.muted {
			return len(b), nil
		}
		return to.Write(b)
	}), from)
	_ = to.Close()
}

type writer func([]byte) (int, error)

func (w writer) Write(b []byte) (int, error) { return w(b) }
