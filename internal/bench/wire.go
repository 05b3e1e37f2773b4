package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// link is a connection of a client. It speaks as much HTTP and WebSocket as the
// servers of the house ask for, and costs as little as possible: clients and
// servers share the processors.
type link struct {
	net.Conn
	r *bufio.Reader
}

// sources are the loopback addresses clients come from: one has ports for 28,000
// connections, and the server lets 4,000 in from each.
const sources = 8

// dial connects; i spreads the connections over the sources.
func dial(ctx context.Context, addr string, i int) (*link, error) {
	d := net.Dialer{Timeout: 60 * time.Second, KeepAlive: -1}
	if runtime.GOOS == "linux" { // where all of 127.0.0.0/8 is this machine
		d.LocalAddr = &net.TCPAddr{IP: net.IPv4(127, 0, 0, byte(1+i%sources))}
	}
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return newLink(c), nil
}

func newLink(c net.Conn) *link { return &link{c, bufio.NewReaderSize(c, 1024)} }

func (l *link) close() { _ = l.Close() }

// ask is an HTTP request. Lines are further header lines.
func ask(method, host, path, token, body string, lines ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, host)
	if token != "" {
		fmt.Fprintf(&b, "Authorization: Bearer %s\r\n", token)
	}
	if body != "" {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	for _, line := range lines {
		b.WriteString(line + "\r\n")
	}
	b.WriteString("\r\n" + body)
	return b.Bytes()
}

// exchange sends a request and reads the answer.
func (l *link) exchange(request []byte) (status int, body []byte, err error) {
	if _, err := l.Write(request); err != nil {
		return 0, nil, err
	}
	status, length, err := l.answered()
	if err != nil {
		return 0, nil, err
	}
	body = make([]byte, length)
	_, err = io.ReadFull(l.r, body)
	return status, body, err
}

// answered reads the head of an answer.
func (l *link) answered() (status, length int, err error) {
	line, err := l.line()
	if err != nil {
		return 0, 0, err
	}
	if _, err := fmt.Sscanf(line, "HTTP/1.1 %d", &status); err != nil {
		return 0, 0, fmt.Errorf("not HTTP: %q", line)
	}
	for line != "" {
		if line, err = l.line(); err != nil {
			return 0, 0, err
		}
		if name, value, ok := strings.Cut(line, ": "); ok && strings.EqualFold(name, "Content-Length") {
			if length, err = strconv.Atoi(value); err != nil {
				return 0, 0, err
			}
		}
	}
	return status, length, nil
}

// line reads a line of a head, as much of it as fits the buffer.
func (l *link) line() (string, error) {
	text, more, err := l.r.ReadLine()
	line := string(text)
	for more && err == nil {
		_, more, err = l.r.ReadLine()
	}
	return line, err
}

// refusal is an answer other than the one wanted.
type refusal struct {
	status int
	code   string
}

func (r *refusal) Error() string { return fmt.Sprintf("refused: %d %s", r.status, r.code) }

func refused(status int, body []byte) error {
	var p struct{ Code string }
	_ = json.Unmarshal(body, &p)
	return &refusal{status, p.Code}
}

// expired reports whether a token has to be renewed first.
func expired(err error) bool {
	var r *refusal
	return errors.As(err, &r) && r.status == 401 && r.code == "token_expired"
}

// later reports whether it may go better after a pause: the server is not there, is
// busy, or has let go of the connection, with 408 where it was idle for long.
func later(err error) bool {
	var r *refusal
	return !errors.As(err, &r) || r.status == 408 || r.status == 429 || r.status >= 500
}

// upgrade opens a WebSocket into a room.
func (l *link) upgrade(host, room, token, query string) error {
	status, body, err := l.exchange(ask("GET", host, "/ws/rooms/"+room+query, token, "", "Connection: Upgrade", "Upgrade: websocket",
		"Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: zhaoyun.v1"))
	if err == nil && status != 101 {
		err = refused(status, body)
	}
	return err
}

// renew exchanges the refresh token.
func (p *Person) renew(ctx context.Context, addr string, i int) error {
	l, err := dial(ctx, addr, i)
	if err != nil {
		return err
	}
	defer l.close()
	status, body, err := l.exchange(ask("POST", addr, "/api/v1/sign-in/refresh", "", `{"refreshToken":"`+p.Refresh+`"}`))
	if err == nil && status != 200 {
		err = refused(status, body)
	}
	if err != nil {
		return fmt.Errorf("renew a token: %w", err)
	}
	var fresh struct{ AccessToken, RefreshToken string }
	if err := json.Unmarshal(body, &fresh); err != nil {
		return err
	}
	p.Access, p.Refresh = fresh.AccessToken, fresh.RefreshToken
	return nil
}

// Opcodes of WebSocket frames.
const (
	opText = 0x1
	opPing = 0x9
	opPong = 0xa
)

// head reads the head of a frame from the server, which does not mask.
func (l *link) head() (op byte, size int, err error) {
	b, err := l.r.Peek(2)
	if err != nil {
		return 0, 0, err
	}
	op, size = b[0]&0xf, int(b[1]&0x7f)
	n := 2
	switch size {
	case 126:
		if b, err = l.r.Peek(4); err != nil {
			return 0, 0, err
		}
		n, size = 4, int(binary.BigEndian.Uint16(b[2:]))
	case 127:
		if b, err = l.r.Peek(10); err != nil {
			return 0, 0, err
		}
		n, size = 10, int(binary.BigEndian.Uint64(b[2:]))
	}
	_, err = l.r.Discard(n)
	return op, size, err
}

// say sends a frame of less than 126 bytes, masked with zeros.
func (l *link) say(op byte, text string) error {
	_, err := l.Write(append([]byte{0x80 | op, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...))
	return err
}
