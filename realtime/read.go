package realtime

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"sync"
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

// listen reads the socket until its end.
func (c *conn) listen() {
	c.ws.SetReadLimit(maxClientFrame)
	c.ws.SetPongHandler(func(string) error { c.alive(); c.afford(costFrame); return nil })
	c.ws.SetPingHandler(func(data string) error {
		c.alive()
		if c.afford(costFrame) {
			c.write(control(opPong, []byte(data)))
		}
		return nil
	})
	c.ws.SetCloseHandler(func(code int, _ string) error { c.echo(code); return nil })
	for {
		kind, r, err := c.ws.NextReader()
		if err == nil {
			err = c.message(kind, r)
		}
		if code := blame(err); code != "" {
			c.bye(code, true)
			c.discard()
		}
		if err != nil {
			c.ended()
			return
		}
	}
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
	paid := min(cost, c.paid)
	c.paid -= paid
	if c.bucket.take(c.hub.wall(), cost-paid) {
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
