package realtime

import (
	"errors"
	"net"
	"strings"

	"github.com/gorilla/websocket"
)

// bytesPerFrame is how many bytes cost as much as a frame.
const bytesPerFrame = 400

// Read implements net.Conn. What never becomes a message, such as fragments
// without end, is felt here.
func (s *handshake) Read(p []byte) (int, error) {
	n, err := s.Conn.Read(p)
	if n > 0 && s.conn != nil {
		s.conn.took(n)
	}
	return n, err
}

// took pays for bytes that were read. The frames in them cost what is left.
func (c *conn) took(n int) {
	if cost := float64(n) / bytesPerFrame; c.parting() {
		return
	} else if c.bucket.take(c.hub.wall(), cost) {
		c.paid += cost
		return
	}
	c.bye(byeFlood, true)
}

// blame says what the client did wrong, if that is why nothing more can be read.
func blame(err error) (code string) {
	switch closed := (*websocket.CloseError)(nil); {
	case err == nil, errors.As(err, &closed):
		return ""
	case errors.Is(err, websocket.ErrReadLimit):
		return byeTooLarge
	case strings.HasPrefix(err.Error(), "websocket: "):
		return byeBroken // it broke the framing of RFC 6455
	}
	return ""
}

// kernelBuffer is what the kernel may keep for a client that does not read. Left
// to itself it would keep megabytes, and the queue would not know.
const kernelBuffer = 128 << 10

func narrow(c net.Conn) {
	if inner, ok := c.(interface{ NetConn() net.Conn }); ok { // TLS
		c = inner.NetConn()
	}
	if socket, ok := c.(interface{ SetWriteBuffer(bytes int) error }); ok {
		_ = socket.SetWriteBuffer(kernelBuffer)
	}
}
