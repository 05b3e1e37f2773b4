package realtime

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

// buffers lends room for one client message, so that an idle connection has none.
var buffers = sync.Pool{New: func() any { b := make([]byte, maxClientFrame+1); return &b }}

// What frames cost, against floods. One that is of no use costs more.
const (
	costFrame = 1
	costWaste = 5
)

// prepare tells gorilla what to do with control frames inside a message, and with
// those that control leaves to it.
func (c *conn) prepare() {
	c.ws.SetReadLimit(maxClientFrame)
	c.ws.SetPongHandler(func(string) error { c.ponged(); return nil })
	c.ws.SetPingHandler(func(data string) error { c.pong([]byte(data)); return nil })
	c.ws.SetCloseHandler(func(code int, _ string) error { c.echo(code); return nil })
}

// ponged takes a pong. It costs a frame like any other.
func (c *conn) ponged() {
	c.alive()
	c.afford(costFrame)
}

// pong answers a ping.
func (c *conn) pong(data []byte) {
	c.alive()
	if c.afford(costFrame) {
		c.control(opPong, data)
	}
}

// sleep waits until the client says something. Most connections do nothing else:
// parked down here, ten frames above gorilla's reader, a goroutine gets by with
// the smallest stack there is.
func (c *conn) sleep() {
	if c.raw != nil {
		_ = c.raw.Read(stirs) // an error is found again by who reads
	}
	go c.wake()
}

// stirs reports whether there is something to read, or the end, and leaves it there.
func stirs(fd uintptr) bool {
	var one [1]byte
	for {
		_, _, err := syscall.Recvfrom(int(fd), one[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		if err != syscall.EINTR { //nolint:errorlint // an Errno, as it comes
			return err != syscall.EAGAIN //nolint:errorlint // the same
		}
	}
}

// wake reads what has come and goes back to sleep, or takes a connection that has
// ended out of everything. Under TLS it stays awake: what can be read is not what
// the kernel has.
func (c *conn) wake() {
	for c.signal() || c.next() {
		if c.raw != nil && c.in.Buffered() == 0 {
			go c.sleep()
			return
		}
	}
	c.ended()
	if r := c.room.Load(); r != nil {
		r.leave(c)
	}
	c.hub.gone(c)
}

// signal takes a ping or a pong that comes between messages; false when something
// else comes. Gorilla would take it as well, but only return with the message
// after it, and till then the goroutine could not sleep.
func (c *conn) signal() bool {
	head, err := c.in.Peek(2)
	if err != nil || head[0] != opPing && head[0] != opPong || head[1] < 0x80 || head[1] > 0x80+maxControl {
		return false
	}
	const mask = 4
	ping, size := head[0] == opPing, 2+mask+int(head[1]&0x7f)
	frame, err := c.in.Peek(size)
	if err != nil {
		return false
	}
	if !ping {
		c.ponged()
	} else {
		data := slices.Clone(frame[2+mask:])
		for i := range data {
			data[i] ^= frame[2+i%mask]
		}
		c.pong(data)
	}
	_, err = c.in.Discard(size)
	return err == nil
}

// next reads one message and does what it asks for; false at the end.
func (c *conn) next() bool {
	kind, r, err := c.ws.NextReader()
	if err == nil {
		err = c.message(kind, r)
	}
	if code := blame(err); code != "" {
		c.bye(code, true)
		c.discard()
	}
	return err == nil
}

// message reads one message and does what its frames ask for.
func (c *conn) message(kind int, r io.Reader) error {
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	n, err := io.ReadFull(r, *buf)
	if err == nil {
		return websocket.ErrReadLimit
	}
	if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	c.alive()
	if c.parting() {
		return nil // only the end is waited for
	}
	if kind != websocket.TextMessage {
		c.refuse(codeInvalid)
		return nil
	}
	for line := range bytes.SplitSeq((*buf)[:n], []byte("\n")) {
		f, code := parse(line)
		if code == "" {
			code = c.do(f)
		}
		if code != "" {
			c.refuse(code)
		}
	}
	return nil
}

// do acts on a frame; code is set when the sender may not.
func (c *conn) do(f clientFrame) (code string) {
	if !c.afford(costFrame) {
		return ""
	}
	switch f.kind {
	case "ping":
		c.send(pong)
	case "time":
		// Read as late as can be: what lies between is taken for the way back.
		c.send(pack(encode(Time{"time", f.clock, c.hub.Now().UnixMilli()})))
	case "pulse":
		return c.room.Load().pulse(c, f.name)
	case "sticky":
		return c.room.Load().sticky(c, f)
	}
	return ""
}

var pong = pack(encode(Pong{"pong"}))

// refuse answers a frame that is of no use.
func (c *conn) refuse(code string) {
	if c.afford(costWaste) {
		c.send(pack(encode(Failure{"error", code})))
	}
}

// afford takes the cost from the connection's bucket; an empty one is a flood.
func (c *conn) afford(cost float64) bool {
	if c.parting() {
		return false
	}
	if c.bucket.take(c.hub.wall(), cost) {
		return true
	}
	c.bye(byeFlood, true)
	return false
}

func (c *conn) alive() { c.heard.Store(c.hub.wall().UnixNano()) }

func (c *conn) parting() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state != open
}

// echo answers the client's close frame.
func (c *conn) echo(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state != open {
		return
	}
	var payload []byte
	if code != websocket.CloseNoStatusReceived {
		payload = binary.BigEndian.AppendUint16(nil, uint16(code))
	}
	c.readDone = true
	c.close(control(opClose, payload))
}

// discard reads the rest of what a client sends that has been told bye: closing
// with unread input would take the bye away from it.
func (c *conn) discard() {
	_ = c.net.SetReadDeadline(time.Now().Add(farewell))
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	for n := 0; n < 1<<20; {
		m, err := c.net.Read(*buf)
		if n += m; err != nil {
			return
		}
	}
}

// ended closes a connection that nothing more comes from, after its last words.
func (c *conn) ended() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.readDone = true
	if c.state == open || !c.writing {
		c.die()
	}
}

// Codes of bye.
const (
	byeSlow        = "slow_consumer"
	byeKicked      = "kicked"
	byeRevoked     = "revoked"
	byeDenied      = "denied"
	byeExpired     = "expired"
	byeDraining    = "draining"
	byeFlood       = "flood"
	byeTooLarge    = "frame_too_large"
	byeBroken      = "frame_broken"
	byeUnavailable = "unavailable"
	byeSilent      = "silent"
)

// can reports whether a seat's operations hold one.
func can(ops []string, op string) bool { return slices.Contains(ops, op) }
