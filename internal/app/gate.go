package app

import (
	"container/list"
	"crypto/tls"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// mostWaiting is how many connections of one address may have a request under
// way that has not arrived whole, or none yet. A hall of thousands that shares an
// address comes in at once; somebody who sends requests a byte at a time stays.
const mostWaiting = 4096

// gate is the listener of the server. Of those of one address who take too long
// over their requests it closes the one that has waited longest when another
// comes: whoever is quick always gets in. The server's own time-out ends the rest.
type gate struct {
	net.Listener
	most    int
	proxies []*net.IPNet // they come for many, and bound them themselves
	log     *slog.Logger

	waiting prometheus.Gauge
	pushed  prometheus.Counter

	mu     sync.Mutex
	queues map[netip.Addr]*list.List // of *entrant, who waits longest first
	said   time.Time
}

func newGate(metrics *prometheus.Registry, log *slog.Logger, proxies []*net.IPNet) *gate {
	g := &gate{
		most: mostWaiting, proxies: proxies, log: log, queues: map[netip.Addr]*list.List{},
		waiting: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: "zhaoyun", Subsystem: "http", Name: "requests_arriving", Help: "Connections whose request has not arrived whole.",
		}),
		pushed: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "zhaoyun", Subsystem: "http", Name: "pushed_out_total", Help: "Connections closed because too many of their address had unfinished requests.",
		}),
	}
	metrics.MustRegister(g.waiting, g.pushed)
	return g
}

// Accept implements net.Listener.
func (g *gate) Accept() (net.Conn, error) {
	c, err := g.Listener.Accept()
	tcp, ok := c.(*net.TCPConn)
	if !ok {
		return c, err
	}
	from, _ := tcp.RemoteAddr().(*net.TCPAddr)
	if from == nil || slices.ContainsFunc(g.proxies, func(n *net.IPNet) bool { return n.Contains(from.IP) }) {
		return tcp, nil
	}
	e := &entrant{TCPConn: tcp, gate: g, addr: home(from.AddrPort().Addr())}
	g.enter(e)
	return e, nil
}

// home is what counts as one address: of the sixth version a network, which is
// what one customer has.
func home(addr netip.Addr) netip.Addr {
	if addr = addr.Unmap().WithZone(""); addr.Is4() {
		return addr
	}
	network, _ := addr.Prefix(64)
	return network.Addr()
}

// enter counts a connection in, and puts out whoever of its address has waited
// longest if there are too many.
func (g *gate) enter(e *entrant) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e.place != nil {
		return
	}
	q := g.queues[e.addr]
	if q == nil {
		q = list.New()
		g.queues[e.addr] = q
	}
	e.place = q.PushBack(e)
	g.waiting.Inc()
	if q.Len() <= g.most {
		return
	}
	oldest := q.Front().Value.(*entrant)
	g.leave(oldest)
	_ = oldest.TCPConn.Close()
	g.pushed.Inc()
	if now := time.Now(); now.Sub(g.said) > time.Minute {
		g.said = now
		g.log.Warn("too many unfinished requests of one address; the oldest are closed", "ip", e.addr, "limit", g.most)
	}
}

// leave counts a connection out, with mu held.
func (g *gate) leave(e *entrant) {
	if e.place == nil {
		return
	}
	q := g.queues[e.addr]
	q.Remove(e.place)
	e.place = nil
	if q.Len() == 0 {
		delete(g.queues, e.addr)
	}
	g.waiting.Dec()
}

// arrived notes that the request on a connection is there. What is read next is
// another one.
func (g *gate) arrived(c net.Conn) { below(c, func(e *entrant) { e.done(true) }) }

// upgraded notes that there will be no more requests on a connection.
func (g *gate) upgraded(c net.Conn) { below(c, func(e *entrant) { e.done(false) }) }

// below finds the entrant under TLS.
func below(c net.Conn, f func(*entrant)) {
	if secure, ok := c.(*tls.Conn); ok {
		c = secure.NetConn()
	}
	if e, ok := c.(*entrant); ok {
		f(e)
	}
}

// entrant is a connection that came through the gate.
type entrant struct {
	*net.TCPConn
	gate  *gate
	addr  netip.Addr
	place *list.Element // in the queue of its address, with mu of the gate held
	again atomic.Bool   // what is read now begins another request
}

func (e *entrant) done(again bool) {
	e.again.Store(again)
	e.gate.mu.Lock()
	defer e.gate.mu.Unlock()
	e.gate.leave(e)
}

// Read implements net.Conn.
func (e *entrant) Read(p []byte) (int, error) {
	n, err := e.TCPConn.Read(p)
	if n > 0 && e.again.CompareAndSwap(true, false) {
		e.gate.enter(e)
	}
	return n, err
}

// Close implements net.Conn.
func (e *entrant) Close() error {
	e.done(false)
	return e.TCPConn.Close()
}
