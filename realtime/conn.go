package realtime

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gorilla/websocket"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

const (
	// chunk is how much of a queue is written at once: what follows a chunk, such as
	// a bye, need not wait for more.
	chunk = 64 << 10
	// farewell is how long a connection that is told bye may take to read it.
	farewell = 2 * time.Second
)

type connState uint8

const (
	open    connState = iota
	closing           // the last words are queued, nothing more is
	closed
)

// conn is one socket. Everything that goes out, control frames too, passes
// through its queue or, when that is empty, straight to the kernel.
type conn struct {
	// What a write looks at comes first, so that it lies together.
	mu      sync.Mutex
	fd      int // of the socket, until the state is closed; -1 where the kernel is not directly below, as with TLS
	state   connState
	writing bool // a drain is at work
	partial bool // queue[0] is the rest of a frame whose beginning is out
	staff   bool // of its shard: it hears what staff alone may
	slot    int  // of its shard
	queue   []waiting
	bytes   int       // in the queue
	oldest  time.Time // since when the first of what the kernel has not taken waits

	hub    *Hub
	shard  *shard // with the room's seq held
	ws     *websocket.Conn
	net    net.Conn
	raw    syscall.RawConn // nil where the kernel is not directly below
	in     *bufio.Reader   // what has been read of net and not been looked at
	serial int64
	ip     string
	enter  time.Time // before the door was asked

	person, signIn, roomID core.ID

	room atomic.Pointer[nodeRoom] // nil until it is in
	seat room.Seat                // with the room's seq held, once it is in

	heard   atomic.Int64 // Unix ns of the last sign of life
	pinged  atomic.Int64
	checked atomic.Int64 // when the sign-in was last looked at

	bucket bucket  // of the reading goroutine
	paid   float64 // of it, for bytes of frames that are not complete

	readDone bool
	why      string // code of the bye
}

// waiting is a message that the kernel has not taken yet.
type waiting struct {
	wire []byte
	key  string
	at   time.Time
}

// log names the connection in what it logs; few ever do.
func (c *conn) log() *slog.Logger {
	return c.hub.Log.With("room", c.roomID, "conn", fmt.Sprintf("%s-%d", c.hub.node[:min(8, len(c.hub.node))], c.serial), "person", c.person)
}

// send hands a message to the kernel or queues it.
func (c *conn) send(m message) {
	c.hub.metrics.frames.Add(float64(c.deliver(&batch{parts: []message{m}, wire: m.wire, frames: m.frames})))
}

// control sends a control frame.
func (c *conn) control(op byte, payload []byte) {
	wire := control(op, payload)
	c.deliver(&batch{parts: []message{{wire: wire}}, wire: wire})
}

// deliver hands a batch to the kernel and queues what it does not take. It never
// waits. It returns how many frames the batch had, if they were accepted.
func (c *conn) deliver(b *batch) (frames int) {
	if len(b.wire) == 0 {
		return 0
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state != open {
		return 0
	}
	c.push(b)
	if c.writing && (c.bytes > c.hub.QueueBytes || c.stuck(c.hub.wall())) {
		c.part(byeSlow, true)
	}
	return b.frames
}

// push is deliver with the lock held and no questions asked.
func (c *conn) push(b *batch) {
	if !c.writing && c.fd >= 0 {
		n, err := c.try(b.wire)
		switch {
		case err != nil:
			c.die()
		case n < len(b.wire):
			c.partial = n > 0
			c.hold(message{wire: b.wire[n:]})
		}
		return
	}
	for _, m := range b.parts {
		c.hold(m)
	}
}

// try writes what the kernel takes without waiting. The lock is held and the
// socket not closed, so the descriptor is this connection's.
func (c *conn) try(wire []byte) (int, error) {
	for {
		switch n, err := syscall.Write(c.fd, wire); err { //nolint:errorlint // an Errno, as it comes
		case nil:
			return n, nil
		case syscall.EINTR:
		case syscall.EAGAIN:
			return 0, nil
		default:
			return 0, err
		}
	}
}

// hold queues a message for the drain. Of a value the latest is enough.
func (c *conn) hold(m message) {
	if m.key != "" {
		for i, w := range c.queue {
			if w.key == m.key {
				c.queue = slices.Delete(c.queue, i, i+1)
				c.held(-len(w.wire))
				break
			}
		}
	}
	now := c.hub.wall()
	c.queue = append(c.queue, waiting{m.wire, m.key, now})
	c.held(len(m.wire))
	if !c.writing {
		c.writing, c.oldest = true, now
		go c.drain()
	}
}

// held counts bytes of the queue.
func (c *conn) held(n int) {
	c.bytes += n
	c.hub.metrics.queued.Add(float64(n))
}

// drain writes the queue until it is empty.
func (c *conn) drain() {
	for {
		c.mu.Lock()
		if len(c.queue) == 0 || c.state == closed {
			c.writing, c.queue = false, nil
			c.drained()
			c.mu.Unlock()
			return
		}
		chunk := c.take()
		c.mu.Unlock()
		if _, err := chunk.WriteTo(c.net); err != nil {
			c.kill()
		}
	}
}

// take removes a chunk from the queue.
func (c *conn) take() net.Buffers {
	var out net.Buffers
	n, size := 0, 0
	for ; n < len(c.queue) && size < chunk; n++ {
		size += len(c.queue[n].wire)
		out = append(out, c.queue[n].wire)
	}
	c.oldest = c.queue[0].at
	c.queue = c.queue[n:]
	c.held(-size)
	c.partial = false
	return out
}

// drained ends a connection whose last words are out: the client answers by
// closing, or its time is up.
func (c *conn) drained() {
	if c.state != closing {
		return
	}
	if c.readDone {
		c.die()
		return
	}
	_ = c.net.SetReadDeadline(time.Now().Add(farewell))
	if half, ok := c.net.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
}

// stuck reports whether the client is too far behind, however slowly it moves.
func (c *conn) stuck(now time.Time) bool {
	return c.writing && now.Sub(c.oldest) > c.hub.QueueAge
}

// bye says goodbye and ends the connection.
func (c *conn) bye(code string, retry bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == open {
		c.part(code, retry)
	}
}

// part drops what is queued, says why, and lets nothing more in.
func (c *conn) part(code string, retry bool) {
	c.why = code
	last := pack(encode(Bye{"bye", code, retry})).wire
	status := websocket.CloseNormalClosure
	switch code {
	case byeDraining, byeMoved:
		status = websocket.CloseGoingAway
	case byeFlood, byeSlow, byeTooLarge:
		status = websocket.ClosePolicyViolation
	}
	c.close(last, control(opClose, binary.BigEndian.AppendUint16(nil, uint16(status))))
}

// close queues last words instead of what is waiting.
func (c *conn) close(words ...[]byte) {
	kept := 0
	if c.partial && len(c.queue) > 0 {
		kept = 1
	}
	for _, dropped := range c.queue[kept:] {
		c.held(-len(dropped.wire))
	}
	c.queue = c.queue[:kept]
	c.state = closing
	_ = c.net.SetWriteDeadline(time.Now().Add(farewell))
	for _, w := range words {
		c.push(&batch{parts: []message{{wire: w}}, wire: w})
		if c.state == closed {
			return
		}
	}
	if !c.writing {
		c.drained()
	}
}

// die ends the connection at once.
func (c *conn) die() {
	if c.state == closed {
		return
	}
	c.state = closed
	c.held(-c.bytes)
	c.queue = nil
	_ = c.net.Close()
}

// kill ends the connection at once, from outside.
func (c *conn) kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.die()
}

// look ends a connection that is stuck or dead, and pings one that is quiet.
func (c *conn) look(now time.Time) {
	c.mu.Lock()
	stuck := c.state == open && c.stuck(now)
	if stuck {
		c.part(byeSlow, true)
	}
	c.mu.Unlock()
	quiet := now.Sub(time.Unix(0, c.heard.Load()))
	switch {
	case stuck:
	case quiet > 3*c.hub.PingEvery:
		c.bye(byeSilent, true)
	case quiet > c.hub.PingEvery && now.Sub(time.Unix(0, c.pinged.Load())) > c.hub.PingEvery:
		c.pinged.Store(now.UnixNano())
		c.control(opPing, nil)
	}
}
