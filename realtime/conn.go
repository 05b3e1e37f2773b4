package realtime

import (
	"encoding/binary"
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
	id    string
	hub   *Hub
	ws    *websocket.Conn
	net   net.Conn
	raw   syscall.RawConn // nil where the kernel is not directly below, as with TLS
	ip    string
	enter time.Time // before the door was asked

	person, signIn, roomID core.ID

	room atomic.Pointer[nodeRoom] // nil until it is in
	seat room.Seat                // with the room's seq held, once it is in

	heard   atomic.Int64 // Unix ns of the last sign of life
	pinged  atomic.Int64
	checked atomic.Int64 // when the sign-in was last looked at

	bucket bucket // of the reading goroutine

	mu       sync.Mutex
	state    connState
	queue    [][]byte
	bytes    int
	partial  bool // queue[0] is the rest of a frame whose beginning is out
	writing  bool // a drain is at work
	progress time.Time
	readDone bool
	why      string // code of the bye
}

// log names the connection in what it logs; few ever do.
func (c *conn) log() *slog.Logger {
	return c.hub.Log.With("room", c.roomID, "conn", c.id, "person", c.person)
}

// send queues a message.
func (c *conn) send(m message) {
	c.hub.metrics.frames.Add(float64(m.frames))
	c.write(m.wire)
}

// write hands wire to the kernel or queues it.
func (c *conn) write(wire []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state != open {
		return
	}
	c.push(wire)
	if c.writing && (c.bytes > c.hub.QueueBytes || c.stuck(c.hub.wall())) {
		c.part(byeSlow, true)
	}
}

// push is write with the lock held and no questions asked.
func (c *conn) push(wire []byte) {
	if !c.writing && c.raw != nil {
		n, err := c.try(wire)
		if err != nil {
			c.die()
			return
		}
		if n == len(wire) {
			return
		}
		wire, c.partial = wire[n:], n > 0
	}
	c.queue = append(c.queue, wire)
	c.bytes += len(wire)
	c.hub.metrics.queued.Add(float64(len(wire)))
	if !c.writing {
		c.writing, c.progress = true, c.hub.wall()
		go c.drain()
	}
}

// try writes what the kernel takes without waiting.
func (c *conn) try(wire []byte) (n int, err error) {
	ctl := c.raw.Write(func(fd uintptr) bool {
		for {
			if n, err = syscall.Write(int(fd), wire); err != syscall.EINTR { //nolint:errorlint // an Errno, as it comes
				return true
			}
		}
	})
	switch {
	case ctl != nil:
		return 0, ctl
	case err == syscall.EAGAIN: //nolint:errorlint // an Errno, as it comes
		return 0, nil
	}
	return max(n, 0), err
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
		batch := c.take()
		c.mu.Unlock()
		_, err := batch.WriteTo(c.net)
		c.mu.Lock()
		c.progress = c.hub.wall()
		if err != nil {
			c.die()
		}
		c.mu.Unlock()
	}
}

// take removes a chunk from the queue.
func (c *conn) take() net.Buffers {
	n, size := 0, 0
	for n < len(c.queue) && size < chunk {
		size += len(c.queue[n])
		n++
	}
	batch := net.Buffers(slices.Clone(c.queue[:n]))
	c.queue = c.queue[n:]
	c.bytes -= size
	c.partial = false
	c.hub.metrics.queued.Sub(float64(size))
	return batch
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

// stuck reports whether the client has taken nothing for too long.
func (c *conn) stuck(now time.Time) bool {
	return c.writing && now.Sub(c.progress) > c.hub.QueueAge
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
	kept := c.queue[:0:0]
	if c.partial && len(c.queue) > 0 {
		kept = append(kept, c.queue[0])
	}
	for _, dropped := range c.queue[len(kept):] {
		c.bytes -= len(dropped)
		c.hub.metrics.queued.Sub(float64(len(dropped)))
	}
	c.queue = kept
	c.state = closing
	_ = c.net.SetWriteDeadline(time.Now().Add(farewell))
	for _, w := range words {
		c.push(w)
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
	c.hub.metrics.queued.Sub(float64(c.bytes))
	c.queue, c.bytes = nil, 0
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
		c.write(control(opPing, nil))
	}
}
